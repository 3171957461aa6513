/** What the city's office records of a suggestion that goes up. */
import type { ActFn } from '../../kernel/act.ts'
import { dayWords } from '../../kernel/calendar.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { seatNames, unitNames } from '../suggestion/rows.ts'
import { BY } from './inputs.ts'

const past = (ctx: Ctx, field: string) => {
  if (ctx.input[field] > ctx.today) throw wrong(field, '日期不能晚于今天')
}

async function write(ctx: Ctx) {
  const { title, kind, lead, helpers, attachments, ...rest } = ctx.input
  const [seat] = lead as string[]
  if (!seat && !rest.leadName) throw wrong('leadName', '请选择领衔代表，不在本地名册中的请填写姓名')
  ctx.set({ title, kind })
  const now = ctx.parties('lead')[0]
  if (now && now.seat !== seat) ctx.leave(now)
  if (seat) {
    const names = await seatNames(ctx, [seat]).catch((e: Error & { problem?: { fields?: object } }) => {
      throw e.problem?.fields ? wrong('lead', '这位代表不在本届名册里，请重新选择') : e
    })
    if (now?.seat !== seat) ctx.join('lead', { seat, name: names.get(seat) as string })
    rest.leadName = names.get(seat)
  }
  ctx.lead = seat ?? null
  ctx.data({ ...rest, attachments })
  await attach(ctx, attachments)
  await ask(ctx, helpers, 'helpers')
}

/** Those asked already stay as they are. */
async function ask(ctx: Ctx, ids: string[], field: string): Promise<string> {
  const have = new Set(ctx.parties('helper').map((p) => p.unit))
  const fresh = [...new Set(ids)].filter((u) => !have.has(u))
  if (fresh.length === 0) return ''
  const names = await unitNames(ctx, fresh).catch((e: Error & { problem?: { fields?: object } }) => {
    throw e.problem?.fields ? wrong(field, '有的单位不在本地单位之列，请重新选择') : e
  })
  for (const unit of fresh) ctx.join('helper', { unit, name: names.get(unit) as string })
  return fresh.map((u) => names.get(u)).join('、')
}

export const acts: Record<string, ActFn> = {
  draft: write,
  saveDraft: write,

  async askHelp(ctx) {
    const names = await ask(ctx, ctx.input.units, 'units')
    if (!names) throw wrong('units', ctx.input.units.length > 0 ? '所选单位都已经请过' : '请选择单位')
    ctx.say({ names })
  },

  async supply(ctx) {
    ctx.note(ctx.party, { material: { text: ctx.input.text, on: ctx.today } })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id })
    ctx.tell(['daf_staff'], `${ctx.party.name}已提供材料：${ctx.subject()}`)
  },

  async submitUp(ctx) {
    past(ctx, 'submittedOn')
    // Our own number, for the list that goes along; the other congress gives its own.
    const series = `上报${ctx.today.slice(0, 4)}`
    ctx.set({ series, no: await ctx.number(series) })
    ctx.data({ submitted: { on: ctx.input.submittedOn, channel: ctx.input.channel, note: ctx.input.note } })
    ctx.tell(['lead'], `您的${ctx.view.matter.kind === 'motion' ? '议案' : '建议'}已上报：${ctx.subject()}`)
  },

  acceptUp(ctx) {
    past(ctx, 'acceptedOn')
    ctx.data({ externalNo: ctx.input.externalNo, acceptedOn: ctx.input.acceptedOn })
    ctx.tell(['lead', 'helper'], `上级已受理，编号${ctx.input.externalNo}：${ctx.subject()}`)
  },

  markKey(ctx) {
    past(ctx, 'markedOn')
    const { by, leader, markedOn } = ctx.input
    ctx.keyItem = true
    ctx.data({ key: { by, leader, on: markedOn } })
    ctx.say({ what: `列为上级重点：${BY[by as keyof typeof BY]}（${leader}）` })
    ctx.tell(['lead', 'helper'], `列为上级重点督办：${ctx.subject()}`)
  },

  async recordReply(ctx) {
    past(ctx, 'repliedOn')
    const { unit, code, repliedOn, text, attachments } = ctx.input
    ctx.data({ reply: { unit, code, on: repliedOn, text } })
    await attach(ctx, attachments)
    ctx.tell(['lead', 'helper'], `${unit}已答复：${ctx.subject()}`)
  },

  close(ctx) {
    ctx.data({ view: ctx.input.view, closedNote: ctx.input.note })
  },

  lapse(ctx) {
    const row = ctx.late()
    const p = ctx.view.parties.find((x) => x.id === row.party)
    ctx.say({ what: `${p ? p.name : ''}${ctx.labelOf(row.name)}`, due: dayWords(row.dueOn, true) })
    ctx.lateNotices(row)
  },

  redate(ctx) {
    ctx.redated()
  },
}
