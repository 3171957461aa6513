import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { standing } from './rows.ts'

/** Units of this place with promises that were open at some time of the year. */
async function owing(ctx: Ctx, year: number): Promise<{ id: string; name: string }[]> {
  const r = await ctx.client.query(
    `select distinct u.id, u.name, u.position from promise x join matter m on m.id = x.matter and m.place = $1 join party p on p.id = x.party join unit u on u.id = p.unit
     join reply y on y.id = x.reply where y.delivered_at < make_date($2 + 1, 1, 1) and (x.settled_at is null or extract(year from x.settled_at at time zone 'Asia/Shanghai') >= $2) order by u.position, u.name`,
    [ctx.view.matter.place, year],
  )
  return r.rows
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async callReports(ctx) {
    const { year, deadline, note } = ctx.input
    if (deadline <= ctx.today) throw wrong('deadline', '截止日期应在今天之后')
    const had = await ctx.client.query(`select 1 from matter where process = 'ledger' and place = $1 and series = $2`, [ctx.view.matter.place, `承${year}`])
    if (had.rows[0]) throw wrong('year', `${year}年度的承诺事项报告已经布置过`)
    const units = await owing(ctx, year)
    if (units.length === 0) throw wrong('year', `${year}年没有需要报告的承诺事项`)
    // One a year and place: the number's own unique index holds it.
    ctx.set({ title: `${year}年度代表建议承诺事项办理情况报告`, series: `承${year}`, no: 1 })
    ctx.data({ year, deadline, note })
    for (const u of units) ctx.join('unit', { unit: u.id, name: u.name })
    ctx.say({ count: units.length })
  },

  async submitReport(ctx) {
    const p = ctx.party
    const rows = await standing(ctx.client, { place: ctx.view.matter.place, year: ctx.view.matter.data.year, unit: p.unit as string })
    const count = (...states: string[]) => rows.filter((r) => states.includes(r.state)).length
    ctx.note(p, {
      summary: ctx.input.summary,
      on: ctx.today,
      total: rows.length,
      kept: count('fulfilled'),
      changed: count('changed'),
      open: count('promised', 'overdue'),
    })
    await attach(ctx, ctx.input.attachments, { party: p.id })
  },

  receipt(ctx) {
    ctx.note(ctx.party, { receipted: ctx.today, opinion: ctx.input.opinion })
    if (ctx.parties('unit').every((u) => u.step === 'receipted')) ctx.go('closed')
  },

  sendBack(ctx) {
    ctx.note(ctx.party, { sentBack: ctx.input.reason })
  },
}
