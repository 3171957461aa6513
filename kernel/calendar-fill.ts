/** Fills the calendar table from the yearly notices that the package `chinese-days` carries; years already there are left alone. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type pg from 'pg'

const FIRST_YEAR = 2020

export async function fillCalendar(owner: pg.Pool): Promise<number[]> {
  const have = new Set((await owner.query('select year from calendar_year where place is null')).rows.map((r) => r.year))
  const dir = path.join(path.dirname(createRequire(import.meta.url).resolve('chinese-days')), 'years')
  const added: number[] = []
  for (const file of readdirSync(dir).filter((f) => /^\d{4}\.json$/.test(f))) {
    const year = +file.slice(0, 4)
    if (year < FIRST_YEAR || have.has(year)) continue
    const { holidays = {}, workdays = {} } = JSON.parse(readFileSync(path.join(dir, file), 'utf8')) as Record<string, Record<string, string>>
    const days = [...Object.entries(holidays).map(([day, name]) => [day, 'off', name]), ...Object.entries(workdays).map(([day, name]) => [day, 'work', name])]
    // 'Spring Festival,春节,4': the second part is the name.
    await owner.query(
      `insert into calendar_day (day, kind, name, source) select (x->>0)::date, x->>1, x->>2, $2 from jsonb_array_elements($1) x on conflict do nothing`,
      [JSON.stringify(days.map(([d, k, n]) => [d, k, n?.split(',')[1] ?? n])), '国务院办公厅节假日安排通知'],
    )
    await owner.query('insert into calendar_year (year, source) values ($1, $2) on conflict do nothing', [year, '国务院办公厅节假日安排通知'])
    added.push(year)
  }
  if (added.length > 0) await owner.query(`update calendar_version set version = nextval('calendar_edit')`)
  return added
}
