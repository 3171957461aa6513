/** 找代表、联络站、接待日: the public views of migrations 0122–0124. Basic and performance information only (代表法 58). */
import type pg from 'pg'
import { namePattern, pattern } from '../../kernel/characters.ts'
import { cursorFrom, cursorOf } from '../../kernel/cursor.ts'
import { isId } from '../read.ts'

export interface Deputy {
  id: string
  place: string
  name: string
  sex: string | null
  term: number
  delegation: string | null
  electoral_unit: string | null
  employer: string | null
  post: string | null
}
export interface Station {
  id: string
  place: string
  placeName: string
  name: string
  type: string
  level: string
  address: string
  opened_on: string | null
  head: string
  phone: string
  demo: boolean
}
export interface Reception {
  id: string
  place: string
  station: string | null
  stationName: string | null
  on: string
  starts: string
  ends: string
  title: string
  theme: string
  address: string
  video: string
  hosts: string[]
}
const PAGE = 30

export async function deputies(
  c: pg.ClientBase,
  place: string,
  a: { q?: string | undefined; delegation?: string | undefined; station?: string | undefined; after?: unknown },
): Promise<{ rows: Deputy[]; total: number; next: string | null; delegations: { name: string; n: number }[] }> {
  const values: unknown[] = [place]
  let where = 'd.place = $1'
  if (a.q) {
    const [n, name] = [values.push(pattern(a.q)), values.push(namePattern(a.q))]
    where += ` and (name_fold(d.name) like $${name} or d.name_sort ilike $${n} or name_fold(d.electoral_unit) like $${name} or name_fold(d.employer) like $${name})`
  }
  if (a.delegation) where += ` and d.delegation = $${values.push(a.delegation)}`
  if (a.station && isId(a.station)) where += ` and exists (select from public_station_deputy x where x.seat = d.id and x.station = $${values.push(a.station)})`
  const total = (await c.query(`select count(*)::int as n from public_deputy d where ${where}`, values)).rows[0].n as number
  const from = cursorFrom(a.after)
  if (from) where += ` and (d.name_sort, d.id) > ($${values.push(from[0])}, $${values.push(from[1])}::uuid)`
  const r = await c.query(`select d.* from public_deputy d where ${where} order by d.name_sort, d.id limit ${PAGE + 1}`, values)
  const rows = r.rows.slice(0, PAGE)
  const last = rows.at(-1)
  const delegations = (
    await c.query(
      'select delegation as name, count(*)::int as n from public_deputy where place = $1 and delegation is not null group by 1 order by 2 desc, 1',
      [place],
    )
  ).rows
  return { rows, total, next: r.rows.length > PAGE && last ? cursorOf(last.name_sort, last.id) : null, delegations }
}

export interface DeputyWork {
  suggestions: { id: string; title: string; state: string }[]
  led: number
  receptions: number
  concerns: number
  stations: { id: string; place: string; name: string }[]
}
export async function deputy(c: pg.ClientBase, place: string, id: string): Promise<{ deputy: Deputy; work: DeputyWork } | undefined> {
  if (!isId(id)) return undefined
  const d = (await c.query('select * from public_deputy where place = $1 and id = $2', [place, id])).rows[0]
  if (!d) return undefined
  const w = (await c.query('select * from public_deputy_work($1)', [id])).rows[0]
  const suggestions = await c.query(
    `select s.id, s.title, s.state from public_suggestion s join public_deputy_suggestion($1) x on x = s.id order by s.published_at desc, s.id limit 20`,
    [id],
  )
  const stations = await c.query(
    'select s.id, s.place, s.name from public_station_deputy x join public_station s on s.id = x.station where x.seat = $1 order by s.name',
    [id],
  )
  return {
    deputy: d,
    work: { suggestions: suggestions.rows, led: suggestions.rows.length, receptions: w.receptions, concerns: w.concerns, stations: stations.rows },
  }
}

const STATION = `s.id, s.place, p.name as "placeName", s.name, s.type, s.level, s.address, s.opened_on::text, s.head, s.phone, s.demo_named_on is not null as demo`
/** Stations of a place and of all below it. */
export async function stations(
  c: pg.ClientBase,
  place: string,
  a: { q?: string | undefined; under?: string | undefined; type?: string | undefined; after?: unknown },
): Promise<{ rows: Station[]; total: number; online: number; next: string | null; below: { code: string; name: string; n: number }[] }> {
  const values: unknown[] = [a.under ?? place, place]
  let where = `p.path like (select path from place where code = $1) || '%' and p.path like (select path from place where code = $2) || '%'`
  if (a.q) {
    const n = values.push(namePattern(a.q))
    where += ` and (name_fold(s.name) like $${n} or name_fold(s.address) like $${n} or name_fold(p.name) like $${n})`
  }
  if (a.type) where += ` and s.type = $${values.push(a.type)}`
  const from = `public_station s join place p on p.code = s.place`
  const { n: total, online } = (await c.query(`select count(*)::int as n, count(*) filter (where s.online)::int as online from ${from} where ${where}`, values))
    .rows[0]
  const cursor = cursorFrom(a.after)
  if (cursor) where += ` and (p.path || s.name, s.id) > ($${values.push(cursor[0])}, $${values.push(cursor[1])}::uuid)`
  const r = await c.query(`select ${STATION}, p.path || s.name as sort from ${from} where ${where} order by p.path || s.name, s.id limit ${PAGE + 1}`, values)
  const rows = r.rows.slice(0, PAGE)
  const last = rows.at(-1)
  const below = (
    await c.query(
      `select b.code, b.name, count(*)::int as n from place b join place p on p.path like b.path || '%' join public_station s on s.place = p.code where b.parent = $1 group by b.code, b.name order by b.code`,
      [place],
    )
  ).rows
  return { rows, total, online, next: r.rows.length > PAGE && last ? cursorOf(last.sort, last.id) : null, below }
}

export interface StationWhole extends Station {
  facilities: string[]
  area: number | null
  deputies: { id: string; place: string; name: string; level: string }[]
  asked: number
  solved: number
  answered: number
  days: string | null
  cases: { title: string; body: string; on: string }[]
  entrances: { kind: string; name: string; reach: string }[]
}
export async function station(c: pg.ClientBase, place: string, id: string): Promise<StationWhole | undefined> {
  if (!isId(id)) return undefined
  const s = (
    await c.query(`select ${STATION}, s.facilities, s.area from public_station s join place p on p.code = s.place where s.id = $1 and s.place = $2`, [
      id,
      place,
    ])
  ).rows[0]
  if (!s) return undefined
  const people = await c.query('select seat as id, place, name, level from public_station_deputy where station = $1 order by length(place), name', [id])
  const work = (await c.query('select asked, solved, answered, round(days, 1)::text as days from public_station_work where station = $1', [id])).rows[0]
  const cases = await c.query('select title, body, held_on::text as on from public_station_case where station = $1 order by held_on desc, id limit 20', [id])
  const entrances = await c.query('select kind, name, reach from public_station_entrance where station = $1 order by name, id', [id])
  return { ...s, deputies: people.rows, cases: cases.rows, entrances: entrances.rows, ...(work ?? { asked: 0, solved: 0, answered: 0, days: null }) }
}

/** Receptions of a place and of all below it, from a day on. */
export async function receptions(c: pg.ClientBase, place: string, from: string, to: string, at?: string): Promise<Reception[]> {
  const r = await c.query(
    `select r.id, r.place, r.station, u.name as "stationName", r.held_on::text as on, r.starts, r.ends, r.title, r.theme, r.address, r.video, r.hosts
     from public_reception r join place p on p.code = r.place left join public_station u on u.id = r.station
     where p.path like (select path from place where code = $1) || '%' and r.held_on between $2 and $3 and ($4::uuid is null or r.station = $4) order by r.held_on, r.starts, r.id limit 500`,
    [place, from, to, at ?? null],
  )
  return r.rows
}
