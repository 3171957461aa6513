import type { ActFn } from '../../kernel/act.ts'
import { clockActs } from '../common/clock-acts.ts'
import { numberOf } from '../common/number.ts'
import { lateItems } from '../letter/late.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { unitNames } from '../suggestion/rows.ts'
import { climb } from '../suggestion/urging.ts'
import { KINDS } from './process.ts'

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async arrange(ctx) {
    const { kind, unit, items, heldOn, place, leader } = ctx.input
    if (heldOn < ctx.today) throw wrong('heldOn', '日期不能早于今天')
    const name = (await unitNames(ctx, [unit])).get(unit) as string
    const late = (await lateItems(ctx.client, ctx.view.matter.place, ctx.today, unit)).filter((x) => items.includes(x.party))
    if (late.length !== new Set(items).size) throw wrong('items', '有的事项不是这个单位正在逾期的，请刷新清单后重选')
    const kindName = KINDS[kind as keyof typeof KINDS]
    ctx.set({ title: `${kindName}${name}`, kind })
    ctx.data({
      heldOn,
      place,
      leader,
      items: late.map((x) => ({ matter: x.matter, party: x.party, label: `${numberOf(x)} ${x.title}（${x.clockLabel}）`, days: x.days })),
    })
    ctx.join('unit', { unit, name })
    for (const id of new Set(late.map((x) => x.matter))) ctx.link(id, '督办')
    ctx.tell(['unit'], `将对贵单位${kindName}：${heldOn}，${place}`)
    ctx.say({ kindName, count: late.length })
  },

  async hold(ctx) {
    const { people, record, demands, deadline, attachments } = ctx.input
    const m = ctx.view.matter
    if (deadline <= ctx.today) throw wrong('deadline', '整改期限应在今天之后')
    ctx.data({ people, record, demands, deadline, held: ctx.today })
    // Who came and what was demanded is about all the items together: it stays with the talk, which not everybody at each item may read.
    for (const x of m.data.items as { matter: string; party: string }[])
      await climb(ctx, { ...x, unit: ctx.party.unit as string, rung: m.kind as 'onsite' | 'interview', channel: KINDS[m.kind as keyof typeof KINDS] })
    await attach(ctx, attachments)
  },

  async reportBack(ctx) {
    ctx.note(ctx.party, { report: ctx.input.report })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id })
  },

  finish(ctx) {
    ctx.data({ opinion: ctx.input.opinion })
  },
}
