/** The roster on screen: whom to find, not how to reach them. */
import type pg from 'pg'
import { namePattern, pattern } from '../../kernel/characters.ts'
import { cursorFrom, cursorOf } from '../../kernel/cursor.ts'
import type { RosterPage } from '../../kernel/wire-roster.ts'
import type { Viewer } from '../viewer.ts'
import { STATES } from './columns.ts'

export interface RosterQuery {
  /** Part of a name, its reading or initials, or of a certificate number. */
  q?: string
  /** The delegation's id. */
  delegation?: string
  after?: string
}
const PAGE = 50

/** Deputies of the viewer's own place in its present term, by name; those who left come no more. */
export async function listRoster(pool: pg.Pool, viewer: Viewer, query: RosterQuery, today: string): Promise<RosterPage> {
  const q = query.q ?? ''
  const where = `s.place = $1 and s.office = 'deputy' and s.state <> 'terminated' and ($2::uuid is null or s.delegation = $2) and (p.name_key like $5 or p.name_sort ilike $3 or s.certificate_no ilike $3)
    and s.term = (select number from term where place = $1 order by (starts_on <= $4 and $4 <= ends_on) desc, number desc limit 1)`
  const values = [viewer.seat.place, query.delegation ?? null, pattern(q), today, namePattern(q)]
  const [sort, seat] = cursorFrom(query.after) ?? [null, null]
  const [rows, count] = await Promise.all([
    pool.query(
      `select s.id as seat, p.id as person, p.name, p.sex, case when k.ours then person_birth(p) end as birth,
         case when k.ours then p.ethnicity end as ethnicity, p.employer, p.post, s.certificate_no as "certificateNo", u.name as delegation, s.electoral_unit as "electoralUnit",
         s.tags, s.state, s.term, p.name_sort as sort
       from seat s join person p on p.id = s.person left join unit u on u.id = s.delegation
         cross join lateral (select person_keeper(p, $4::date) = $1 as ours offset 0) k
       where ${where} and ($6::text is null or (p.name_sort, s.id) > ($6, $7::uuid)) order by p.name_sort, s.id limit ${PAGE + 1}`,
      [...values, sort, seat],
    ),
    pool.query(`select count(*)::int as n from seat s join person p on p.id = s.person where ${where}`, values),
  ])
  const page = rows.rows.slice(0, PAGE)
  const last = rows.rows.length > PAGE ? page.at(-1) : undefined
  return {
    rows: page.map(({ sort: _, ...r }) => ({ ...r, stateLabel: STATES[r.state as keyof typeof STATES] })),
    total: count.rows[0].n,
    next: last ? cursorOf(last.sort, last.seat) : null,
  }
}
