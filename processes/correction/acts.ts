import type { ActFn } from '../../kernel/act.ts'
import { dayWords } from '../../kernel/calendar.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import { numberOf } from '../common/number.ts'
import { lateItems } from '../letter/late.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { unitNames } from '../suggestion/rows.ts'
import { type Climb, climb } from '../suggestion/urging.ts'

/** Writes the rung down for each of the items, at the item itself. */
async function rung(ctx: Ctx, name: Climb['rung'], channel: string, note = ''): Promise<void> {
  const unit = ctx.parties('unit')[0]?.unit as string
  for (const x of ctx.view.matter.data.items as { matter: string; party: string }[])
    await climb(ctx, { matter: x.matter, party: x.party, unit, rung: name, channel, note })
}
const ahead = (ctx: Ctx) => {
  if (ctx.input.until <= ctx.today) throw wrong('until', '时限应在今天之后')
}
const past = (ctx: Ctx) => {
  if (ctx.input.meetingOn > ctx.today) throw wrong('meetingOn', '会议日期不能在今天之后，会后再登记')
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async hang(ctx) {
    const { unit, items, until, demand } = ctx.input
    ahead(ctx)
    const name = (await unitNames(ctx, [unit])).get(unit) as string
    const late = (await lateItems(ctx.client, ctx.view.matter.place, ctx.today, unit)).filter((x) => items.includes(x.party))
    if (late.length !== new Set(items).size) throw wrong('items', '有的事项不是这个单位正在逾期的，请刷新清单后重选')
    ctx.set({ title: `${name}${late.length}件建议挂号督办` })
    ctx.data({
      demand,
      items: late.map((x) => ({ matter: x.matter, party: x.party, label: `${numberOf(x)} ${x.title}（${x.clockLabel}）`, days: x.days })),
    })
    ctx.join('unit', { unit, name, data: { until } })
    // The items' rows point at this matter only through their own; the links are written with it.
    for (const id of new Set(late.map((x) => x.matter))) ctx.link(id, '督办')
    ctx.afterWrite(() => rung(ctx, 'hung', '挂号督办', `限${until}前办结`))
    ctx.say({ count: late.length, due: dayWords(until) })
    ctx.tell(['unit'], `${late.length}件建议被挂号督办，限${dayWords(until)}前办结`)
  },

  async report(ctx) {
    ctx.note(ctx.party, { report: ctx.input.report })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id })
    ctx.tell(['daf_staff'], `${ctx.party.name}报告了挂号件办理情况`)
  },
  settle(ctx) {
    ctx.data({ opinion: ctx.input.opinion })
    ctx.tell(['unit'], `挂号件已销号：${ctx.input.opinion}`)
  },
  raise(ctx) {
    ctx.data({ raised: ctx.input.reason })
  },

  async order(ctx) {
    ahead(ctx)
    past(ctx)
    const { meeting, meetingOn, until, demands } = ctx.input
    ctx.data({ order: { meeting, meetingOn, until, demands } })
    ctx.note(ctx.party, { until })
    await rung(ctx, 'ordered', '责令限期改正', `${meeting}，限${until}前改正`)
    ctx.tell(['unit', 'gov_office'], `${meeting}责令${ctx.party.name}于${dayWords(until)}前改正：${demands}`, 'warn')
  },
  keepHung(ctx) {
    ahead(ctx)
    past(ctx)
    ctx.note(ctx.party, { until: ctx.input.until })
  },

  async correct(ctx) {
    ctx.note(ctx.party, { corrected: ctx.input.report })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id })
  },
  accept(ctx) {
    ctx.data({ opinion: ctx.input.opinion })
    ctx.tell(['unit'], `认定已经改正，挂号件销号：${ctx.input.opinion}`)
  },
  insist(ctx) {
    ahead(ctx)
    ctx.note(ctx.party, { until: ctx.input.until, insisted: ctx.input.reason })
  },

  async criticise(ctx) {
    past(ctx)
    const { meeting, meetingOn, reason, advice } = ctx.input
    ctx.data({ criticism: { meeting, meetingOn, reason, advice } })
    await rung(ctx, 'criticised', '通报批评', meeting)
    ctx.tell(['unit', 'gov_office', 'sc_leader', 'committee'], `${meeting}决定对${ctx.party.name}通报批评：${reason}`, 'warn')
  },
}
