/** What arranging, recording and forwarding a research do beyond the flow table. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { seatNames, unitNames } from '../suggestion/rows.ts'
import { KINDS } from './actions.ts'

async function arrange(ctx: Ctx): Promise<void> {
  const { title, kind, group, topic, place, startsOn, endsOn } = ctx.input
  if (endsOn < startsOn) throw wrong('endsOn', '结束日期不能早于开始日期')
  if (ctx.fresh && endsOn < ctx.today) throw wrong('endsOn', '结束日期不能在今天之前；已经做完的调研请把结束日期写成今天')
  ctx.set({ title, kind })
  ctx.data({ group, topic, place, startsOn, endsOn, recordBy: ctx.after(endsOn, ctx.rule('research.record')) })
}

async function invited(ctx: Ctx, seats: string[]): Promise<number> {
  const names = await seatNames(ctx, seats)
  let count = 0
  for (const [seat, name] of names) {
    const had = ctx.parties('member').find((p) => p.seat === seat)
    if (had && had.step !== 'declined') continue
    if (had) ctx.step(had, 'invited')
    else ctx.join('member', { seat, name })
    count++
  }
  return count
}

async function asked(ctx: Ctx, units: string[], want: string): Promise<number> {
  const have = new Set(ctx.parties('provider').map((p) => p.unit))
  const fresh = [...new Set(units)].filter((u) => !have.has(u))
  const names = await unitNames(ctx, fresh)
  for (const [unit, name] of names) ctx.join('provider', { unit, name, data: { want } })
  return names.size
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async plan(ctx) {
    const { deputies, units, want } = ctx.input
    await arrange(ctx)
    if (units.length > 0 && !want) throw wrong('want', '请写明需要单位提供哪些资料')
    const deputy = ctx.actor.office === 'deputy'
    if (!deputy && deputies.length === 0) throw wrong('deputies', '请至少邀请一位代表')
    ctx.join('host', { seat: ctx.actor.seat as string, name: ctx.actor.name })
    if (deputy) {
      ctx.lead = ctx.actor.seat
      ctx.join('member', { seat: ctx.actor.seat as string, name: ctx.actor.name, step: 'accepted' })
    }
    const count = await invited(ctx, deputies)
    const series = `研${ctx.today.slice(0, 4)}`
    ctx.set({ series, no: await ctx.number(series) })
    ctx.say({
      who: ctx.input.group ? `${ctx.input.group}（${ctx.actor.name}）` : ctx.actor.name,
      how: KINDS[ctx.input.kind as keyof typeof KINDS],
      count,
      units: await asked(ctx, units, want),
    })
  },

  amend: arrange,

  async invite(ctx) {
    const count = await invited(ctx, ctx.input.deputies)
    if (count === 0) throw wrong('deputies', ctx.input.deputies.length > 0 ? '所选代表都已经邀请过' : '请至少选一位代表')
    ctx.say({ count })
  },

  decline(ctx) {
    ctx.tell(['host'], `${ctx.nameOf(ctx.party)}请假：${ctx.subject()}`)
    ctx.note(ctx.party, { reason: ctx.input.reason })
  },

  async askData(ctx) {
    const count = await asked(ctx, ctx.input.units, ctx.input.want)
    if (count === 0) throw wrong('units', ctx.input.units.length > 0 ? '所选单位都已经请过了' : '请至少选一个单位')
    ctx.say({ count })
  },

  async provide(ctx) {
    ctx.note(ctx.party, { text: ctx.input.text, on: ctx.today })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id })
    ctx.tell(['host', 'member'], `${ctx.party.name}提供了资料：${ctx.subject()}`)
  },

  cannotProvide(ctx) {
    ctx.note(ctx.party, { unable: ctx.input.reason })
    ctx.tell(['host'], `${ctx.party.name}不能提供资料：${ctx.subject()}`)
  },

  async record(ctx) {
    const { findings, advice, people, heard, present, attachments } = ctx.input
    const m = ctx.view.matter
    if (ctx.today < m.data.startsOn) throw wrong('findings', `调研从${m.data.startsOn}开始，开始以后才能记录`)
    const came = new Set<string>(present)
    const members = ctx.parties('member')
    if ([...came].some((id) => !members.some((p) => p.id === id))) throw wrong('present', '有的代表没有受到邀请，请先邀请')
    for (const p of members) {
      if (came.has(p.id)) ctx.step(p, 'attended')
      else if (p.step !== 'declined') ctx.step(p, 'absent')
    }
    ctx.data({ findings, advice, people, heard, recordedOn: ctx.today, recordedBy: ctx.actor.name })
    await attach(ctx, attachments, { purpose: '调研资料' })
    ctx.say({ count: came.size })
    ctx.tell(['member'], `调研已记录，可以据此起草建议：${ctx.subject()}`)
  },

  amendRecord(ctx) {
    const { findings, advice, people, heard } = ctx.input
    ctx.data({ findings, advice, people, heard })
  },

  async toSuggestion(ctx) {
    const { title, situation, proposals, mayPublish, publishReason } = ctx.input
    const made = await ctx.nest({
      process: 'suggestion',
      action: 'draft',
      matter: null,
      input: { title, kind: 'suggestion', situation, proposals, source: 'research', mayPublish, publishReason },
    })
    ctx.link(made.matter, '形成建议')
  },

  async linkSuggestion(ctx) {
    const { items } = ctx.input
    if (items.length === 0) throw wrong('items', '请至少选一件建议')
    const office = ctx.actor.office !== 'deputy'
    const r = await ctx.client.query(
      `select m.id from matter m where m.id = any ($1) and m.process = 'suggestion' and m.place = $2
         and (exists (select from party p where p.matter = m.id and p.left_at is null and p.seat = $3) or ($4 and not m.private))`,
      [items, ctx.view.matter.place, ctx.actor.seat, office],
    )
    if (r.rows.length !== new Set(items).size) throw wrong('items', office ? '有的建议不在本地或还没有提交，请重新选择' : '只能关联您自己提出或参加联名的建议')
    for (const x of r.rows) ctx.link(x.id, '形成建议')
    ctx.say({ count: r.rows.length })
  },

  async forward(ctx) {
    const { units, opinion } = ctx.input
    if (units.length === 0) throw wrong('units', '请至少选一个机关')
    const names = await unitNames(ctx, units)
    for (const [unit, name] of names) ctx.join('organ', { unit, name })
    ctx.data({ opinion, forwardedOn: ctx.today })
    ctx.say({ organs: [...names.values()].join('、') })
    ctx.tell(['host', 'member'], `调研报告已转送${[...names.values()].join('、')}：${ctx.subject()}`)
  },

  async feedback(ctx) {
    ctx.note(ctx.party, { text: ctx.input.text, on: ctx.today })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id, purpose: '反馈' })
    ctx.tell(['host', 'member', 'daf_staff'], `${ctx.party.name}反馈了对调研报告的研究办理情况：${ctx.subject()}`)
    if (ctx.parties('organ').every((p) => p.step === 'fedBack')) ctx.go('closed')
  },

  close(ctx) {
    ctx.tell(['member'], `调研已办结：${ctx.subject()}`)
  },
}
