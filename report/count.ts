/** Counting measures and listing what was counted: the same query for both. */
import type pg from 'pg'
import { defOf } from '../processes/common/known.ts'
import { numberOf } from '../processes/common/number.ts'
import { MEASURES, type Measure, mayCount } from './measures.ts'

/** Whose, and when. `session` null: everything received between the two days. */
export interface Period {
  place: string
  from: string
  to: string
  session: string | null
}
export interface Count {
  code: string
  n: number
  /** Of how many, where the measure is a part. */
  of: number | null
  /** Per cent to one decimal, as words: '92.5%'; none of nothing is said as '—'. */
  rate: string | null
}

const values = (p: Period) => [p.place, p.from, p.to, p.session]
const measure = (code: string): Measure => {
  const m = MEASURES.get(code)
  if (!m) throw new Error(`没有指标 ${code}`)
  return m
}

/** Half a tenth rounds up; integers only, so that no float decides. */
export function percent(n: number, of: number): string {
  if (of === 0) return '—'
  const tenths = Math.floor((n * 2000 + of) / (of * 2))
  return tenths % 10 === 0 ? `${tenths / 10}%` : `${Math.floor(tenths / 10)}.${tenths % 10}%`
}

/** One trip for all of them. */
export async function count(client: pg.ClientBase, p: Period, codes: readonly string[] = [...MEASURES.keys()]): Promise<Map<string, Count>> {
  const wanted = [...new Set(codes.flatMap((c) => [c, measure(c).of ?? c]))]
  const sql = wanted.map((c) => `select '${c}' as code, count(distinct key)::int as n from (${measure(c).rows}) "${c}"`).join('\nunion all\n')
  const n = new Map((await client.query(sql, values(p))).rows.map((r) => [r.code as string, r.n as number]))
  return new Map(
    codes.map((code) => {
      const { of } = measure(code)
      const whole = of ? (n.get(of) as number) : null
      const part = n.get(code) as number
      return [code, { code, n: part, of: whole, rate: whole === null ? null : percent(part, whole) }]
    }),
  )
}

/** As an office is shown it: null where the number is not its to see. */
export interface Shown {
  code: string
  n: number | null
  of: number | null
  rate: string | null
}
export const shownTo = (office: string, counts: Map<string, Count>): Map<string, Shown> =>
  new Map([...counts].map(([code, c]) => [code, mayCount(code, office) ? c : { code, n: null, of: null, rate: null }]))

export type By = 'unit' | 'delegation'
export interface BoardRow {
  id: string
  name: string
  /** By code; 0 where nothing was counted. */
  n: Record<string, number>
}

/** Several measures side by side, per unit or per delegation; what belongs to none is left out of the rows but not of the total. */
export async function board(client: pg.ClientBase, p: Period, by: By, codes: readonly string[]): Promise<{ rows: BoardRow[]; total: Record<string, number> }> {
  const sql = codes
    .map((c) => `select '${c}' as code, ${by} as id, count(distinct key)::int as n from (${measure(c).rows}) "${c}" group by ${by}`)
    .join('\nunion all\n')
  const counted = (await client.query(`select x.*, u.name, u.position from (${sql}) x left join unit u on u.id = x.id order by u.position, u.name`, values(p)))
    .rows
  const rows = new Map<string, BoardRow>()
  const zero = () => Object.fromEntries(codes.map((c) => [c, 0]))
  const total = zero()
  for (const r of counted) {
    total[r.code] = (total[r.code] ?? 0) + r.n
    if (!r.id) continue
    const row = rows.get(r.id) ?? { id: r.id, name: r.name, n: zero() }
    row.n[r.code] = r.n
    rows.set(r.id, row)
  }
  return { rows: [...rows.values()], total }
}

/** A row of a board as an office is shown it. */
export const cellsTo = (office: string, n: Record<string, number>): Record<string, number | null> =>
  Object.fromEntries(Object.entries(n).map(([code, x]) => [code, mayCount(code, office) ? x : null]))

export interface Counted {
  key: string
  /** Null where the thing belongs to a place below: it is counted, `note` says whose it is, and it stays with that place. */
  matter: string | null
  place: string | null
  process: string
  number: string
  title: string
  stateLabel: string
  unit: string
  note: string
}

/** A page of names must end somewhere; a city's deputies of all five levels (19,000 in the seeds) still fit. */
export const MOST_ROWS = 20_000

/** The rows behind a number, narrowed to one unit or delegation where asked; one line a counted thing. */
export async function counted(
  client: pg.ClientBase,
  p: Period,
  code: string,
  only: { unit?: string | undefined; delegation?: string | undefined } = {},
): Promise<Counted[]> {
  const r = await client.query(
    `select distinct on (x.key) x.key, x.note, m.id as matter, m.place, m.process, m.series, m.no, m.title, m.state, u.name as unit from (${measure(code).rows}) x left join matter m on m.id = x.matter left join unit u on u.id = x.unit
     where ($5::uuid is null or x.unit = $5) and ($6::uuid is null or x.delegation = $6) order by x.key, m.no limit ${MOST_ROWS}`,
    [...values(p), only.unit ?? null, only.delegation ?? null],
  )
  return r.rows
    .map((x) => ({
      key: x.key,
      matter: x.matter,
      place: x.place,
      process: x.process ?? '',
      number: x.matter ? numberOf(x) : '',
      title: x.title ?? '',
      stateLabel: x.matter ? (defOf(x.process)?.states[x.state]?.label ?? x.state) : '',
      unit: x.unit ?? '',
      note: x.note ?? '',
    }))
    .sort((a, b) => (a.number < b.number ? -1 : 1))
}
