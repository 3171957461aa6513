/** A place's calendar: its own layer over those above it, the nearest winning day by day. Read once per version and kept. */
import type pg from 'pg'
import type { Calendar } from './calendar.ts'
import { isDay, weekday } from './day.ts'
import { legalHolidays } from './holidays.ts'

type Client = pg.ClientBase & { database?: string; host?: string; port?: number }

const kept = new Map<string, Calendar>()

/** @param place null: the nation's layer alone, for pages of no place */
export async function calendarFor(client: Client, place: string | null): Promise<Calendar> {
  const r = await client.query({ name: 'calendar-version', text: 'select calendar_version_of($1) as version', values: [place] })
  return calendarOf(client, place, r.rows[0].version)
}

/** @param version of the place's calendar, as read in the same transaction */
export async function calendarOf(client: Client, place: string | null, version: number): Promise<Calendar> {
  const where = `${client.host}:${client.port}/${client.database}/${place ?? ''}`
  const known = kept.get(where)
  if (known && known.version === version) return known
  const days = await client.query('select day::text, kind, name from calendar_days_of($1)', [place])
  const years = await client.query('select year from calendar_years_of($1)', [place])
  const cal: Calendar = { version, years: new Set(years.rows.map((r) => r.year)), days: new Map(days.rows.filter((r) => isDay(r.day)).map(entry)) }
  kept.set(where, cal)
  return cal
}

/** A day set back to the plain week says what that means for it: so it also stands against a holiday fixed by law. */
const entry = (r: { day: string; kind: 'off' | 'work' | 'plain'; name: string }): [string, { kind: 'off' | 'work'; name: string }] => {
  const weekend = [0, 6].includes(weekday(r.day))
  return [r.day, { kind: r.kind === 'plain' ? (weekend ? 'off' : 'work') : r.kind, name: r.name }]
}

export interface LayerEdit {
  /** `above`: as the layers above say. */
  days: readonly { day: string; kind: 'off' | 'work' | 'plain' | 'above'; name: string }[]
  /** The whole notice of this year has been entered. */
  year?: number | undefined
  note: string
}

/** Edits one place's own layer; clocks of that place and below are reckoned anew by the next tick. */
export async function editLayer(client: pg.ClientBase, place: string, e: LayerEdit): Promise<void> {
  await client.query(`select set_config('huying.layer', $1, true)`, [place])
  await client.query('delete from calendar_day where place = $1 and day = any ($2::date[])', [place, e.days.map((d) => d.day)])
  const set = new Map(e.days.filter((d) => d.kind !== 'above').map((d) => [d.day, d]))
  await client.query(
    `insert into calendar_day (place, day, kind, name, source) select $1, x.day, x.kind, x.name, $3 from json_to_recordset($2) as x(day date, kind text, name text)
     on conflict (place, day) do update set kind = excluded.kind, name = excluded.name, source = excluded.source`,
    [place, JSON.stringify([...set.values()]), e.note],
  )
  if (e.year !== undefined) await loadYear(client, place, e.year, e.note)
  // Written last: the number is taken while the row is held, so that two edits of one layer count in the order they commit.
  await client.query(
    `insert into calendar_layer (place, version) values ($1, nextval('calendar_edit')) on conflict (place) do update set version = nextval('calendar_edit')`,
    [place],
  )
}

/** From now on the year is what the layers say; what the law fixes and nobody has set is written down with it. */
async function loadYear(client: pg.ClientBase, place: string, year: number, note: string): Promise<void> {
  await client.query(
    `insert into calendar_day (place, day, kind, name, source) select $1, x.day, 'off', x.name, '全国年节及纪念日放假办法' from json_to_recordset($2) as x(day date, name text)
     where not exists (select from calendar_days_of($1) d where d.day = x.day)`,
    [place, JSON.stringify([...legalHolidays(year)].map(([day, name]) => ({ day, name })))],
  )
  await client.query('insert into calendar_year (place, year, source) values ($1, $2, $3) on conflict do nothing', [place, year, note])
}
