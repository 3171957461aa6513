/** What planning, announcing, counting and recording a gathering do beyond the flow table. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { daysBefore } from '../common/before.ts'
import { clockActs } from '../common/clock-acts.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { seatNames, unitNames } from '../suggestion/rows.ts'
import { ADOPTED, ANSWERED, KINDS } from './actions.ts'
import { agendaOf, organised, stationsOf } from './inviting.ts'

/** Each kind counts by itself: 2026年通第001号. */
const SERIES: Record<string, string> = {
  briefing: '通',
  inspection: '视',
  exchange: '训',
  publicity: '宣',
  attend: '列',
  talk: '座',
  visit: '察',
  lawmaking: '立',
  enforcement: '执',
  supervision: '督',
  invited: '邀',
  guidance: '站',
}

/** @returns deputies who are asked if the form names none */
async function arrange(ctx: Ctx): Promise<string[]> {
  const { title, kind, heldOn, place, topics, speakers, items } = ctx.input
  if (heldOn < ctx.today) throw wrong('heldOn', '活动日期不能在今天之前')
  if (!ctx.fresh && kind !== ctx.view.matter.kind) throw wrong('kind', '类别已经编号，不能改；请取消后重新筹备')
  const r = await ctx.client.query(`select id from matter where id = any ($1) and process = 'suggestion' and place = $2 and not private`, [
    items,
    ctx.view.matter.place,
  ])
  if (r.rows.length !== new Set(items).size) throw wrong('items', '有的建议不在本地或还没有提交，请重新选择')
  for (const x of r.rows) ctx.link(x.id, kind === 'publicity' ? '宣传' : '视察')
  const { agenda, meeting, guests } = await agendaOf(ctx)
  const stations = await stationsOf(ctx)
  ctx.set({ title, kind })
  const by = daysBefore(ctx, heldOn, ctx.rule('gathering.announce'))
  ctx.data({ heldOn, place, topics, speakers, items, agenda, meeting, stations, announceBy: [by, ctx.today].sort()[1] })
  return guests
}

async function ask(ctx: Ctx, known: string[] = []): Promise<{ deputies: number; units: number }> {
  const { hosts } = ctx.input
  const guests = ctx.input.guests.length > 0 ? ctx.input.guests : known
  const step = ctx.view.matter.state === 'announced' ? 'invited' : 'listed'
  const have = new Set(ctx.parties('guest', 'attendee').map((p) => p.seat ?? p.unit))
  const fresh = (ids: string[]) => [...new Set(ids)].filter((x) => !have.has(x))
  const deputies = await seatNames(ctx, fresh(guests))
  const units = await unitNames(ctx, fresh(hosts))
  for (const [seat, name] of deputies) ctx.join('guest', { seat, name, step })
  for (const [unit, name] of units) ctx.join('attendee', { unit, name, step })
  return { deputies: deputies.size, units: units.size }
}

function addMedia(ctx: Ctx): number {
  const fresh: { outlet: string; level: string; title: string; adopted: number; url: string }[] = ctx.input.media
  for (const [i, m] of fresh.entries()) if (!m.url) throw wrong(`media.${i}.url`, '请填写网址，以 http:// 或 https:// 开头')
  ctx.data({ media: [...(ctx.view.matter.data.media ?? []), ...fresh] })
  return fresh.length
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async plan(ctx) {
    await organised(ctx)
    const known = await arrange(ctx)
    const kind = ctx.input.kind as keyof typeof KINDS
    if (kind === 'inspection' && ctx.input.hosts.length === 0) throw wrong('hosts', '视察办理工作请选择受视察的承办单位')
    const series = `${SERIES[kind]}${ctx.today.slice(0, 4)}`
    ctx.set({ series, no: await ctx.number(series) })
    ctx.say({ what: KINDS[kind], ...(await ask(ctx, known)) })
  },

  async amend(ctx) {
    await arrange(ctx)
    if (ctx.before.state === 'announced') ctx.tell(['guest', 'attendee'], `活动安排有变动：${ctx.subject()}，${ctx.input.heldOn}，${ctx.input.place}`)
  },

  async invite(ctx) {
    const n = await ask(ctx)
    if (n.deputies + n.units === 0) throw wrong('guests', '所选代表和单位都已经邀请过，请另选')
    ctx.say(n)
  },

  announce(ctx) {
    const all = ctx.parties('guest', 'attendee')
    if (all.length === 0) throw new Refusal('gate', '还没有邀请代表或单位，请先办「增加邀请」')
    for (const p of all) ctx.step(p, 'invited')
    ctx.data({ notice: ctx.input.notice, announcedOn: ctx.today })
    ctx.say({ deputies: ctx.parties('guest').length, units: ctx.parties('attendee').length })
  },

  confirmUnit(ctx) {
    ctx.note(ctx.party, { people: ctx.input.people })
  },

  decline(ctx) {
    ctx.note(ctx.party, { reason: ctx.input.reason })
    ctx.tell(ctx.parties('organiser').length > 0 ? ['organiser:committee'] : ['daf_staff'], `${ctx.nameOf(ctx.party)}请假：${ctx.subject()}`)
  },

  async hold(ctx) {
    const m = ctx.view.matter
    if (ctx.today < m.data.heldOn) throw wrong('present', `活动定于${m.data.heldOn}举行，当天起才能登记出席`)
    const came = new Set<string>(ctx.input.present)
    const all = ctx.parties('guest', 'attendee')
    if ([...came].some((id) => !all.some((p) => p.id === id))) throw wrong('present', '有的人员不在邀请名单里，请先办「增加邀请」')
    for (const p of all) {
      if (came.has(p.id)) ctx.step(p, 'present')
      else if (p.step !== 'declined') ctx.step(p, 'absent')
    }
    const away = all.filter((p) => !came.has(p.id) && p.step === 'declined').length
    const count = { due: all.length, came: came.size, away, missing: all.length - came.size - away }
    ctx.data({ attendance: count })
    await attach(ctx, ctx.input.signIn, { purpose: '签到表' })
    ctx.say(count)
  },

  async record(ctx) {
    const { summary, opinions, attachments } = ctx.input
    ctx.data({ summary, opinions })
    addMedia(ctx)
    await attach(ctx, attachments, { purpose: '活动材料' })
    // An inspected unit answers what deputies said, whether its people were counted or not.
    if (ANSWERED.includes(ctx.view.matter.kind) && opinions.length > 0) for (const p of ctx.parties('attendee')) ctx.step(p, 'owing')
    ctx.say({ count: opinions.length })
  },

  amendRecord(ctx) {
    ctx.data({ summary: ctx.input.summary, opinions: ctx.input.opinions })
  },

  adopt(ctx) {
    const { adopted, text } = ctx.input
    ctx.note(ctx.party, { adopted, text, on: ctx.today })
    ctx.say({ words: ADOPTED[adopted as keyof typeof ADOPTED] })
    ctx.tell(['guest'], `${ctx.party.name}反馈了对代表意见的采纳情况：${ctx.subject()}`)
  },

  addMedia(ctx) {
    const count = addMedia(ctx)
    if (count === 0) throw wrong('media', '请至少填写一篇报道')
    ctx.say({ count })
  },

  cancel(ctx) {
    if (ctx.before.state === 'announced') ctx.tell(['guest', 'attendee'], `活动取消：${ctx.subject()}，${ctx.input.reason}`)
  },
}
