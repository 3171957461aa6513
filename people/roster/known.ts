/** What the house knows already about the people of a roster. */
import type pg from 'pg'
import type { Field, PERSON_FIELDS } from './columns.ts'

export interface KnownPerson {
  id: string
  fields: Record<(typeof PERSON_FIELDS)[number], string | null>
  /** Sits or works in another place too: what reaches the person belongs to the person alone. */
  elsewhere: boolean
  /** The other place that keeps the person: here nothing of him is written, and only what is public is shown. */
  keeper: string | null
  /** Logs in: the phone and the mail address are doors, opened with the owner's proof only. */
  login: boolean
}
export interface KnownSeat {
  id: string
  term: number
  person: KnownPerson
  certificate_no: string | null
  delegation: string | null
  electoral_unit: string | null
  tags: string[]
  state: string
  reason: string | null
}
export interface Known {
  place: string
  placeName: string
  demo: boolean
  terms: { number: number; starts_on: string; ends_on: string }[]
  /** The term of rows that name none. */
  term: number
  delegations: { id: string; name: string }[]
  seats: KnownSeat[]
  /** Whoever has one of the phone numbers asked for, in whatever place. */
  byMobile: Map<string, KnownPerson>
}

const PERSON = `p.id as person_id, p.name, p.sex, person_birth(p) as birth, p.ethnicity, p.party_affiliation, p.education, p.degree, p.profession, p.employer, p.post, p.mobile, p.office_phone, p.email, p.address,
  p.postcode, p.resume, exists (select from seat o where o.person = p.id and o.place <> $1 and (o.ends_on is null or o.ends_on >= $2::date)) as elsewhere,
  (select k.name from place k where k.code = person_keeper(p, $2::date) and k.code <> $1) as keeper, exists (select from auth_user a where a.id = p.id::text) as login`

/** @param today 'YYYY-MM-DD' */
export async function readKnown(client: pg.ClientBase, place: string, mobiles: string[], today: string): Promise<Known | null> {
  const [about, terms, delegations, seats, people] = await Promise.all([
    client.query(`select name, coalesce((profile->>'demo')::boolean, false) as demo from place where code = $1`, [place]),
    client.query('select number, starts_on::text, ends_on::text from term where place = $1 order by number', [place]),
    client.query(`select id, name from unit where place = $1 and kind = 'delegation' and active order by position, name`, [place]),
    client.query(
      `select s.id, s.term, s.certificate_no, s.delegation, s.electoral_unit, s.tags, s.state, s.reason, ${PERSON}
       from seat s join person p on p.id = s.person where s.place = $1 and s.office = 'deputy' order by (s.state = 'terminated'), s.starts_on desc, s.id`,
      [place, today],
    ),
    client.query(`select ${PERSON} from person p where p.mobile = any ($3)`, [place, today, mobiles]),
  ])
  const current = terms.rows.find((t) => t.starts_on <= today && today <= t.ends_on) ?? terms.rows.at(-1)
  if (!about.rows[0] || !current) return null
  const persons = new Map<string, KnownPerson>()
  const personOf = (r: Record<string, unknown>): KnownPerson => {
    const id = r.person_id as string
    const known = persons.get(id)
    if (known) return known
    const { person_id: _, elsewhere, keeper, login, ...fields } = r
    const fresh = { id, fields: fields as KnownPerson['fields'], elsewhere: elsewhere as boolean, keeper: keeper as string | null, login: login as boolean }
    persons.set(id, fresh)
    return fresh
  }
  return {
    place,
    placeName: about.rows[0].name,
    demo: about.rows[0].demo,
    terms: terms.rows,
    term: current.number,
    delegations: delegations.rows,
    seats: seats.rows.map(({ id, term, certificate_no, delegation, electoral_unit, tags, state, reason, ...person }) => ({
      id,
      term,
      certificate_no,
      delegation,
      electoral_unit,
      tags,
      state,
      reason,
      person: personOf(person),
    })),
    byMobile: new Map(people.rows.map((r) => [r.mobile as string, personOf(r)])),
  }
}

/** A month says nothing against a day of that month; a first of the month may be a month that was stored as a day. */
export function sameBirth(a: string | null | undefined, b: string | null | undefined): boolean {
  if (!a || !b || a.slice(0, 7) !== b.slice(0, 7)) return false
  return a === b || a.length === 7 || b.length === 7 || a.endsWith('-01') || b.endsWith('-01')
}

export type Values = Partial<Record<Field, string>>
