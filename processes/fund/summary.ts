/** The fund's year in sums: exact numeric arithmetic in the database, words only at the end. Every part adds up to the whole. */
import type pg from 'pg'
import { wan } from './acts.ts'
import { fund as def } from './process.ts'

export interface Sum {
  /** 万元 as text, no trailing zeros. */
  asked: string
  approvedCity: string
  approvedCounty: string
  approved: string
  paid: string
  count: number
  beneficiaries: number
}
export interface FundSummary {
  year: number
  budget: { city: string; county: string }
  left: { city: string; county: string }
  total: Sum
  byArea: (Sum & { code: string; name: string })[]
  byState: (Sum & { state: string; label: string })[]
}

const SUMS = `count(*)::int as count, coalesce(sum(f.beneficiaries), 0)::int as beneficiaries, coalesce(sum(f.asked_city + f.asked_county), 0)::text as asked,
  coalesce(sum(f.approved_city), 0)::text as "approvedCity", coalesce(sum(f.approved_county), 0)::text as "approvedCounty", coalesce(sum(f.approved_city + f.approved_county), 0)::text as approved, coalesce(sum(f.paid), 0)::text as paid`
const FROM = `(select p.*, m.state, coalesce((select sum(y.wan) from fund_payment y where y.matter = p.matter), 0) as paid from fund_project p join matter m on m.id = p.matter where p.place = $1 and p.year = $2 and m.state not in ('rejected', 'withdrawn')) f`

// biome-ignore lint/suspicious/noExplicitAny: a row of sums
const sumOf = (r: any): Sum => ({
  count: r.count,
  beneficiaries: r.beneficiaries,
  asked: wan(r.asked),
  approvedCity: wan(r.approvedCity),
  approvedCounty: wan(r.approvedCounty),
  approved: wan(r.approved),
  paid: wan(r.paid),
})

export async function fundSummary(client: pg.ClientBase, place: string, year: number): Promise<FundSummary> {
  const v = [place, year]
  const [total, areas, states, budget] = await Promise.all([
    client.query(`select ${SUMS} from ${FROM}`, v),
    // A town's project counts in its county.
    client.query(
      `select a.code, a.name, ${SUMS} from ${FROM} join place t on t.code = f.area join place a on t.path like a.path || '%' and (a.parent = $1 or (a.code = $1 and t.code = $1)) group by 1, 2 order by 1`,
      v,
    ),
    client.query(`select f.state, ${SUMS} from ${FROM} group by 1`, v),
    client.query(
      `select s.source, coalesce((select wan from fund_budget b where b.place = $1 and b.year = $2 and b.source = s.source), 0)::text as wan,
         (coalesce((select wan from fund_budget b where b.place = $1 and b.year = $2 and b.source = s.source), 0) - coalesce((select sum(case s.source when 'city' then f.approved_city else f.approved_county end) from ${FROM}), 0))::text as left
       from (values ('city'), ('county')) s(source)`,
      v,
    ),
  ])
  const money = (key: 'wan' | 'left') => Object.fromEntries(budget.rows.map((r) => [r.source, wan(r[key])])) as { city: string; county: string }
  return {
    year,
    budget: money('wan'),
    left: money('left'),
    total: sumOf(total.rows[0]),
    byArea: areas.rows.map((r) => ({ code: r.code, name: r.name, ...sumOf(r) })),
    byState: Object.keys(def.states)
      .map((state) => states.rows.find((r) => r.state === state))
      .filter((r) => r !== undefined)
      .map((r) => ({ state: r.state, label: def.states[r.state as keyof typeof def.states].label, ...sumOf(r) })),
  }
}
