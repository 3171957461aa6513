/** 社情民意月度通报: what came in, what was settled, which units lag, who has not reported this month. One reading for page and paper. */
import type pg from 'pg'
import { addDays, addMonths } from '../kernel/calendar.ts'
import { ruleBook } from '../kernel/rules.ts'
import { readRules } from '../kernel/store.ts'
import { CATEGORIES } from '../processes/common/topics.ts'
import { CHANNELS } from '../processes/concern/actions.ts'
import { concern } from '../processes/concern/process.ts'
import { board, type Count, count, type Period, percent } from './count.ts'
import { ASKED } from './measures-voice.ts'

export interface UnitLine {
  id: string
  name: string
  given: number
  /** Answered, or past the unit's own last day: what is still within its time is held against nobody. */
  due: number
  closed: number
  late: number
  /** Answered of what was due. */
  rate: string
  /** Below the place's measure by its own time: named in the circular. */
  least: boolean
}
export interface Circular {
  month: string
  period: Period
  /** Of the month, and of the year up to its end. */
  counts: { month: Count[]; year: Count[] }
  labels: Record<string, string>
  units: UnitLine[]
  threshold: number
  byChannel: { label: string; n: number }[]
  byCategory: { label: string; n: number }[]
  /** Informational: no points are taken for it. */
  duty: { each: number; deputies: number; reported: number; missing: string[] }
}

const CODES = ['ss_total', 'ss_closed', 'ss_solved', 'ss_rated', 'ss_good', 'ss_reopened', 'ss_became']

/** What is answered of what was due, the whole where nothing was. */
const rank = (u: UnitLine) => (u.due === 0 ? 1 : u.closed / u.due)

/** @param month `YYYY-MM` */
export async function circular(client: pg.ClientBase, place: string, month: string, labels: Record<string, string>, today: string): Promise<Circular> {
  const from = `${month}-01`
  const last = addDays(addMonths(from, 1), -1)
  // Nobody is late for a day that has not come.
  const to = last < today ? last : today
  const period: Period = { place, from, to, session: null }
  const year: Period = { ...period, from: `${month.slice(0, 4)}-01-01` }
  const g = await readRules(client, place)
  const rules = ruleBook(concern, g.rules, g.chain, to)
  const threshold = rules.value<number>('concern.least')
  const units = await board(client, year, 'unit', ['ss_unit', 'ss_unit_due', 'ss_unit_closed', 'ss_unit_late'])
  const group = async (column: 'channel' | 'category') =>
    (await client.query(`select c.${column} as k, count(*)::int as n from below_asked c where ${ASKED} group by 1 order by 2 desc, 1`, [place, from, to])).rows
  const each = rules.value<number>('concern.duty')
  const deputies = (
    await client.query(
      `select p.name, (select count(*)::int from concern c where c.reporter = s.id and c.asked_on between $2 and $3) as n from seat s join person p on p.id = s.person
       where s.place = $1 and s.office = 'deputy' and s.state = 'active' and s.starts_on <= $3 and (s.ends_on is null or s.ends_on >= $3) order by p.name_sort, p.name`,
      [place, from, to],
    )
  ).rows as { name: string; n: number }[]
  return {
    month,
    period,
    counts: { month: [...(await count(client, period, CODES)).values()], year: [...(await count(client, year, CODES)).values()] },
    labels,
    threshold,
    units: units.rows
      .map((u) => {
        const [given, due, closed, late] = [u.n.ss_unit ?? 0, u.n.ss_unit_due ?? 0, u.n.ss_unit_closed ?? 0, u.n.ss_unit_late ?? 0]
        return { id: u.id, name: u.name, given, due, closed, late, rate: percent(closed, due), least: closed * 100 < due * threshold }
      })
      .filter((u) => u.given > 0)
      .sort((a, b) => rank(b) - rank(a) || b.given - a.given || a.name.localeCompare(b.name, 'zh')),
    byChannel: (await group('channel')).map((x) => ({ label: CHANNELS[x.k as 'web'] ?? x.k, n: x.n })),
    byCategory: (await group('category')).map((x) => ({ label: CATEGORIES[x.k as 'urban'] ?? x.k, n: x.n })),
    duty: {
      each,
      deputies: deputies.length,
      reported: deputies.filter((d) => d.n >= each).length,
      missing: each > 0 ? deputies.filter((d) => d.n < each).map((d) => d.name) : [],
    },
  }
}
