/** The calendar table, read once per version and kept; a new version is seen at the next act. */
import type pg from 'pg'
import type { Calendar } from './calendar.ts'

const kept = new Map<string, Calendar>()

export async function calendarOf(client: pg.ClientBase & { database?: string; host?: string; port?: number }, version: number): Promise<Calendar> {
  const where = `${client.host}:${client.port}/${client.database}`
  const known = kept.get(where)
  if (known && known.version === version) return known
  const days = await client.query(`select day::text, kind, name from calendar_day`)
  const years = await client.query(`select year from calendar_year`)
  const cal: Calendar = { version, years: new Set(years.rows.map((r) => r.year)), days: new Map(days.rows.map((r) => [r.day, { kind: r.kind, name: r.name }])) }
  kept.set(where, cal)
  return cal
}
