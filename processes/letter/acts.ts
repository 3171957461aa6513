import type { ActFn } from '../../kernel/act.ts'
import { dayWords } from '../../kernel/calendar.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import type { Span } from '../../kernel/process.ts'
import { clockActs } from '../common/clock-acts.ts'
import { numberOf } from '../common/number.ts'
import { wrong } from '../suggestion/parts.ts'
import { unitNames } from '../suggestion/rows.ts'
import { climb } from '../suggestion/urging.ts'
import { lateItems } from './late.ts'

/** One letter at a time about one thing: a second is drafted only by somebody who knows of the first. */
async function notTwice(ctx: Ctx, items: string[]): Promise<void> {
  const r = await ctx.client.query<{ title: string; state: string; series: string | null; no: number | null; n: number }>(
    `select l.title, l.state, l.series, l.no, count(*)::int as n from letter_item i join matter l on l.id = i.letter and l.state in ('drafted', 'issued', 'answered')
     where i.party = any ($1) group by l.id order by l.created_at desc`,
    [items],
  )
  const x = r.rows[0]
  if (!x) return
  const words = { drafted: '已经拟好，等待签发', issued: '已经发出，等待单位复函', answered: '单位已经复函，等待审看' }[x.state as 'drafted']
  throw wrong('again', `其中${x.n}件的督办函${words}（${x.no ? numberOf(x) : `《${x.title}》`}）。确要另发一份的，请选「仍要另拟一份」`)
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async draftLetter(ctx) {
    const { unit, items, demand, contact, again } = ctx.input
    const name = (await unitNames(ctx, [unit])).get(unit) as string
    const late = (await lateItems(ctx.client, ctx.view.matter.place, ctx.today, unit)).filter((x) => items.includes(x.party))
    if (late.length !== new Set(items).size) throw wrong('items', '有的事项不是这个单位正在逾期的，请刷新清单后重选')
    if (!again) await notTwice(ctx, items)
    ctx.set({ title: `关于督促办理${late.length}件代表建议的函` })
    ctx.data({
      unit,
      demand,
      contact,
      count: late.length,
      options: late.map((x) => ({ value: x.party, label: `${numberOf(x)} ${x.title}（${x.clockLabel}）` })),
    })
    const p = ctx.join('unit', { unit, name })
    ctx.note(p, { count: late.length })
    ctx.afterWrite(async () => {
      for (const x of late)
        await ctx.client.query({
          name: 'letter-item',
          text: 'insert into letter_item (letter, suggestion, party, clock, late_days) values ($1, $2, $3, $4, $5)',
          values: [ctx.view.matter.id, x.matter, x.party, x.clockLabel, x.days],
        })
    })
    for (const id of new Set(late.map((x) => x.matter))) ctx.link(id, '督办')
    ctx.say({ count: late.length })
  },

  async issue(ctx) {
    const year = ctx.today.slice(0, 4)
    const no = await ctx.number(`函${year}`)
    ctx.set({ series: `函${year}`, no })
    ctx.data({ issued: ctx.today })
    const rows = await ctx.client.query('select suggestion, party from letter_item where letter = $1', [ctx.view.matter.id])
    for (const x of rows.rows)
      await climb(ctx, { matter: x.suggestion, party: x.party, unit: ctx.party.unit as string, rung: 'letter', channel: '督办函', note: `第${no}号` })
    ctx.say({ number: `${year}年督办函第${no}号`, due: dayWords(ctx.after(ctx.today, ctx.rule<Span>('clock.letterReply'))) })
    ctx.tell(['unit'], `收到督办函，请按期复函：${ctx.view.matter.data.count}件`)
  },

  async answer(ctx) {
    const given = ctx.input.items as { item: string; answer: string; dueOn: string }[]
    const rows = (await ctx.client.query('select party from letter_item where letter = $1', [ctx.view.matter.id])).rows.map((r) => r.party)
    const missing = rows.filter((p) => !given.some((g) => g.item === p))
    if (missing.length > 0) throw wrong('items', `还有 ${missing.length} 件没有答复，督办函要求逐件答复`)
    const twice = given.findIndex((g, i) => given.findIndex((h) => h.item === g.item) !== i || !rows.includes(g.item))
    if (twice >= 0) throw wrong(`items.${twice}.item`, '这一件重复了，或者不在督办函里')
    const past = given.findIndex((g) => g.dueOn < ctx.today)
    if (past >= 0) throw wrong(`items.${past}.dueOn`, '办结时限不能早于今天')
    for (const g of given)
      await ctx.client.query({
        name: 'letter-answer',
        text: 'update letter_item set answer = $3, due_on = $4, answered_at = $5 where letter = $1 and party = $2',
        values: [ctx.view.matter.id, g.item, g.answer, g.dueOn, ctx.now],
      })
    ctx.note(ctx.party, { reason: ctx.input.reason, answeredOn: ctx.today })
    ctx.say({ count: given.length })
  },

  insist(ctx) {
    ctx.note(ctx.party, { insisted: ctx.input.reason })
  },

  accept(ctx) {
    ctx.data({ opinion: ctx.input.opinion })
  },
}
