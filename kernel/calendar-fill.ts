/** Fills the calendar table from the yearly notices that the package `chinese-days` carries; years already there are left alone. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type pg from 'pg'
import { writing } from '../database/read.ts'
import { recordPlaceEvent } from './act.ts'
import { SYSTEM } from './process.ts'

const FIRST_YEAR = 2020

export const fillCalendar = (owner: pg.Pool, now = new Date()): Promise<number[]> => writing(owner, (client) => fill(client, now))

async function fill(client: pg.ClientBase, now: Date): Promise<number[]> {
  const have = new Set((await client.query('select year from calendar_year where place is null')).rows.map((r) => r.year))
  const dir = path.join(path.dirname(createRequire(import.meta.url).resolve('chinese-days')), 'years')
  const added: number[] = []
  for (const file of readdirSync(dir).filter((f) => /^\d{4}\.json$/.test(f))) {
    const year = +file.slice(0, 4)
    if (year < FIRST_YEAR || have.has(year)) continue
    const { holidays = {}, workdays = {} } = JSON.parse(readFileSync(path.join(dir, file), 'utf8')) as Record<string, Record<string, string>>
    const days = [...Object.entries(holidays).map(([day, name]) => [day, 'off', name]), ...Object.entries(workdays).map(([day, name]) => [day, 'work', name])]
    // 'Spring Festival,春节,4': the second part is the name.
    await client.query(
      `insert into calendar_day (day, kind, name, source) select (x->>0)::date, x->>1, x->>2, $2 from jsonb_array_elements($1) x on conflict do nothing`,
      [JSON.stringify(days.map(([d, k, n]) => [d, k, n?.split(',')[1] ?? n])), '国务院办公厅节假日安排通知'],
    )
    await client.query('insert into calendar_year (year, source) values ($1, $2) on conflict do nothing', [year, '国务院办公厅节假日安排通知'])
    added.push(year)
  }
  if (added.length === 0) return added
  await client.query(`update calendar_version set version = nextval('calendar_edit')`)
  // In a house that has nobody yet there is nothing to tell; its books are opened afterwards.
  const place = (await client.query<{ code: string }>('select code from place order by path limit 1')).rows[0]?.code
  if (place)
    await recordPlaceEvent(client, {
      ...{ process: 'house', place, action: 'fillCalendar', actor: { ...SYSTEM, place }, at: now },
      says: `载入国务院办公厅${added.join('、')}年放假安排`,
      data: { years: added },
    })
  return added
}
