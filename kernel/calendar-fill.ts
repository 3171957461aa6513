/** Fills the calendar table from the yearly notices that the package `chinese-days` carries; years already there are left alone. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type pg from 'pg'
import { writing } from '../database/read.ts'
import { recordPlaceEvent } from './act.ts'
import { SYSTEM } from './process.ts'

const FIRST_YEAR = 2020

/** The yearly notices of the package: year → its exceptions to the plain week, [day, kind, name]. */
export function noticed(): Map<number, [day: string, kind: 'off' | 'work', name: string][]> {
  const dir = path.join(path.dirname(createRequire(import.meta.url).resolve('chinese-days')), 'years')
  const years = new Map<number, [string, 'off' | 'work', string][]>()
  for (const file of readdirSync(dir).filter((f) => /^\d{4}\.json$/.test(f))) {
    const year = +file.slice(0, 4)
    if (year < FIRST_YEAR) continue
    const { holidays = {}, workdays = {} } = JSON.parse(readFileSync(path.join(dir, file), 'utf8')) as Record<string, Record<string, string>>
    // 'Spring Festival,春节,4': the second part is the name.
    const of = (days: Record<string, string>, kind: 'off' | 'work') =>
      Object.entries(days).map(([day, n]): [string, 'off' | 'work', string] => [day, kind, n.split(',')[1] ?? n])
    years.set(year, [...of(holidays, 'off'), ...of(workdays, 'work')])
  }
  return years
}

export const fillCalendar = (owner: pg.Pool, now = new Date()): Promise<number[]> => writing(owner, (client) => fill(client, now))

async function fill(client: pg.ClientBase, now: Date): Promise<number[]> {
  const have = new Set((await client.query('select year from calendar_year where place is null')).rows.map((r) => r.year))
  const added: number[] = []
  for (const [year, days] of noticed()) {
    if (have.has(year)) continue
    await client.query(
      `insert into calendar_day (day, kind, name, source) select (x->>0)::date, x->>1, x->>2, $2 from jsonb_array_elements($1) x on conflict do nothing`,
      [JSON.stringify(days), '国务院办公厅节假日安排通知'],
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
