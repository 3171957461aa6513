/** A year, a month, or a session with what follows it. */
import type pg from 'pg'
import { addDays, addMonths } from '../kernel/calendar.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Period } from './count.ts'

/** The session's span runs to the day before the next one opens; nothing counts beyond today. */
export async function periodOf(
  c: pg.ClientBase,
  place: string,
  ask: { year?: number | undefined; session?: string | undefined; month?: string | undefined },
  today: string,
): Promise<{ period: Period; name: string }> {
  if (ask.month) {
    const last = addDays(addMonths(`${ask.month}-01`, 1), -1)
    return {
      period: { place, from: `${ask.month}-01`, to: last < today ? last : today, session: null },
      name: `${Number(ask.month.slice(0, 4))}年${Number(ask.month.slice(5))}月`,
    }
  }
  if (!ask.session) {
    const year = ask.year ?? Number(today.slice(0, 4))
    const last = `${year}-12-31`
    return { period: { place, from: `${year}-01-01`, to: last < today ? last : today, session: null }, name: `${year}年` }
  }
  const r = await c.query(
    `select s.name, s.opens_on::text as "from", coalesce((select min(n.opens_on) - 1 from congress_session n where n.place = s.place and n.opens_on > s.opens_on), date '9999-12-31')::text as "to"
     from congress_session s where s.id = $1 and s.place = $2`,
    [ask.session, place],
  )
  const s = r.rows[0]
  if (!s) throw new Refusal('unknown', '没有这次会议，或者不属于您所在的地方')
  return { period: { place, from: s.from, to: s.to < today ? s.to : today, session: ask.session }, name: s.name }
}
