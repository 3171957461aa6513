/** The invented city's people as actors: who drafts, who reviews, who handles. */
import type pg from 'pg'
import type { Calendar } from '../../../kernel/calendar.ts'
import { calendarOf } from '../../../kernel/calendar-store.ts'
import type { Actor } from '../../../kernel/process.ts'
import { PLACE } from '../../../people/demo/ids.ts'

export interface CastUnit {
  id: string
  name: string
  short: string
  phone: string
  officer: Actor
  leader: Actor
}
export interface Session {
  opensOn: string
  closesOn: string
}
export interface Cast {
  deputy(name: string): Actor
  /** Deputies of one delegation, all where none is named; always in the same order. */
  deputies(from?: string): Actor[]
  unit(short: string): CastUnit
  office(office: 'daf_staff' | 'daf_head' | 'gov_office' | 'motion_group'): Actor
  officerOf(delegation: string | null): Actor
  session: Session | undefined
  calendar: Calendar
}

// The named people come before those who fill up an office.
const NAMED = ['王敏', '周建国', '孙立新', '刘芳', '赵志强', '曾庆华', '吴海涛', '郑国华', '何静', '冯丽', '林波', '许明', '沈洁']

/** @throws where the city has not been made */
export async function castOf(owner: pg.Pool, today: string): Promise<Cast> {
  const { rows } = await owner.query(
    `select s.id, s.person, s.office, s.unit, s.delegation, p.name, u.name as unit_name, u.short, u.phone, u.kind, d.name as delegation_name
     from seat s join person p on p.id = s.person left join unit u on u.id = s.unit left join unit d on d.id = s.delegation
     where s.place = $1 and s.state = 'active' order by array_position($2::text[], p.name), s.certificate_no, s.id`,
    [PLACE.city, NAMED],
  )
  const session = await owner.query(
    `select opens_on::text as "opensOn", closes_on::text as "closesOn" from congress_session where place = $1 and opens_on <= $2 order by opens_on desc limit 1`,
    [PLACE.city, today],
  )
  const version = (await owner.query('select version from calendar_version')).rows[0].version
  const client = await owner.connect()
  const calendar = await calendarOf(client, version).finally(() => client.release())

  const byName = new Map<string, Actor>()
  const byDelegation = new Map<string, Actor[]>()
  const officers = new Map<string, Actor>()
  const offices = new Map<string, Actor>()
  const units = new Map<string, CastUnit>()
  const all: Actor[] = []
  for (const r of rows) {
    const a: Actor = {
      kind: 'seat',
      person: r.person,
      name: r.name,
      seat: r.id,
      office: r.office,
      place: PLACE.city,
      unit: r.unit,
      delegation: r.delegation,
      strong: true,
    }
    if (r.office === 'deputy') {
      if (!byName.has(r.name)) byName.set(r.name, a)
      const from = r.delegation_name.replace('代表团', '')
      byDelegation.set(from, [...(byDelegation.get(from) ?? []), a])
      all.push(a)
    } else if (r.office === 'delegation_officer') officers.set(r.delegation, a)
    else if (r.kind === 'handling') {
      const u = units.get(r.short) ?? { id: r.unit, name: r.unit_name, short: r.short, phone: r.phone, officer: a, leader: a }
      if (r.office === 'unit_leader') u.leader = a
      else u.officer = a
      units.set(r.short, u)
    } else if (!offices.has(r.office)) offices.set(r.office, a)
  }
  const need = <T>(x: T | undefined, what: string): T => {
    if (!x) throw new Error(`演示城市里没有${what}`)
    return x
  }
  return {
    deputy: (name) => need(byName.get(name), `代表${name}`),
    deputies: (from) => (from ? need(byDelegation.get(from), `${from}代表团`) : all),
    unit: (short) => need(units.get(short), short),
    office: (o) => need(offices.get(o), o),
    officerOf: (d) => need(officers.get(d ?? ''), '代表团工作人员'),
    session: session.rows[0],
    calendar,
  }
}
