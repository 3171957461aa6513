/** Who can log in to the invented city, and with what. */
import type pg from 'pg'
import { OFFICES } from '../../kernel/process.ts'
import { letters } from '../names.ts'
import { PLACE } from './ids.ts'
import { DEMO_PASSWORD, DEMO_PEOPLE } from './people.ts'
import { CITY, COUNTIES } from './places.ts'

export interface DemoLogin {
  name: string
  who: string
  password: string
  office: string
  place: string
}

const FAMOUS = 15

/** The fifteen whom the stories are about, for the login page and the first lines after the start. */
export function demoLogins(): DemoLogin[] {
  return DEMO_PEOPLE.slice(0, FAMOUS).map((p) => ({
    name: p.name,
    who: p.login,
    password: DEMO_PASSWORD,
    office: [...new Set(p.seats.map((s) => OFFICES[s.office]))].join('、'),
    place: [...new Set(p.seats.map((s) => (s.place === PLACE.city ? CITY.name : (COUNTIES.find((c) => c.code === s.place)?.name ?? ''))))].join('、'),
  }))
}

export interface DemoAccount {
  person: string
  login: string
  phone: string | null
}

/**
 * Everybody with a seat in the city, and the named people elsewhere. The login name is the name in letters; namesakes get a
 * number (zhangwei, zhangwei2 …), the same on every machine.
 */
export async function demoAccounts(owner: pg.Pool): Promise<DemoAccount[]> {
  const { rows } = await owner.query<{ id: string; name: string; mobile: string | null }>(
    `select id, name, mobile from person p where demo and (id = any ($2) or exists (select from seat s where s.person = p.id and s.place = $1)) order by mobile, id`,
    [PLACE.city, DEMO_PEOPLE.map((p) => p.id)],
  )
  const named = new Map(DEMO_PEOPLE.map((p) => [p.id, p.login]))
  const taken = new Set(named.values())
  return rows.map((r) => {
    let login = named.get(r.id)
    if (!login) {
      const base = letters(r.name)
      login = base
      for (let n = 2; taken.has(login); n++) login = base + n
      taken.add(login)
    }
    return { person: r.id, login, phone: r.mobile }
  })
}
