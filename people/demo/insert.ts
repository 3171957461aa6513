/** Rows into the house's tables, a table in one statement; one transaction for all. */
import type pg from 'pg'
import { nameSort, wordSort } from '../names.ts'
import { DUTIES } from './duties.ts'
import { type DemoPerson, type DemoSeat, TERM_START } from './people.ts'
import type { DemoUnit } from './units.ts'

export interface PlaceRow {
  code: string
  parent: string | null
  name: string
  level: 'province' | 'city' | 'county' | 'township'
  path: string
}
export interface TermRow {
  place: string
  number: number
  starts_on: string
  ends_on: string
}
export interface SessionRow {
  id: string
  place: string
  term: number
  number: number
  name: string
  opens_on: string
  closes_on: string
  cutoff: string
}
export interface PersonRow {
  id: string
  name: string
  sex: string
  birth: string
  ethnicity: string
  party_affiliation: string | null
  education: string | null
  degree: string | null
  profession: string
  employer: string
  post: string
  address: string | null
  postcode: string | null
  office_phone: string | null
  mobile: string
}
export interface SeatRow extends DemoSeat {
  person: string
  startsOn: string
}
export interface Rows {
  places: PlaceRow[]
  terms: TermRow[]
  sessions: SessionRow[]
  units: DemoUnit[]
  people: PersonRow[]
  seats: SeatRow[]
}

export const personRow = (p: DemoPerson): PersonRow => ({
  id: p.id,
  name: p.name,
  sex: p.sex,
  birth: p.birth,
  ethnicity: p.ethnicity,
  party_affiliation: null,
  education: '大学',
  degree: null,
  profession: p.profession,
  employer: p.employer,
  post: p.post,
  address: p.employer,
  postcode: '990300',
  office_phone: null,
  mobile: p.mobile,
})
export const seatRows = (p: DemoPerson): SeatRow[] => p.seats.map((s) => ({ ...s, person: p.id, startsOn: TERM_START }))

export async function insertRows(owner: pg.Pool, rows: Rows): Promise<void> {
  const client = await owner.connect()
  let broken: Error | undefined
  try {
    // The connection pipelines: the statements leave together and are run in this order.
    await Promise.all([
      client.query('begin'),
      client.query(
        `insert into place (code, parent, name, level, path, profile) select code, parent, name, level, path, '{"demo": true}' from jsonb_to_recordset($1) as t(code text, parent text, name text, level text, path text)`,
        [JSON.stringify(rows.places)],
      ),
      client.query(`insert into term select * from jsonb_to_recordset($1) as t(place text, number int, starts_on date, ends_on date)`, [
        JSON.stringify(rows.terms),
      ]),
      client.query(
        `insert into congress_session (id, place, term, number, name, opens_on, closes_on, cutoff)
         select * from jsonb_to_recordset($1) as t(id uuid, place text, term int, number int, name text, opens_on date, closes_on date, cutoff timestamptz)`,
        [JSON.stringify(rows.sessions)],
      ),
      client.query(
        `insert into unit (id, place, kind, name, short, name_sort, system, phone, position, duties)
         select * from jsonb_to_recordset($1) as t(id uuid, place text, kind text, name text, short text, name_sort text, system text, phone text, position int, duties text)`,
        // A county's bureau answers for what the city's of the same name does.
        [JSON.stringify(rows.units.map((u) => ({ ...u, name_sort: wordSort(u.name), duties: DUTIES[u.name] ?? DUTIES[`市${u.name.slice(1)}`] ?? '' })))],
      ),
      client.query(
        `insert into person (id, name, name_sort, sex, birth, ethnicity, party_affiliation, education, degree, profession, employer, post, address, postcode, office_phone, mobile, demo)
         select t.*, true from jsonb_to_recordset($1) as t(id uuid, name text, name_sort text, sex text, birth date, ethnicity text, party_affiliation text, education text, degree text,
           profession text, employer text, post text, address text, postcode text, office_phone text, mobile text)`,
        [JSON.stringify(rows.people.map((p) => ({ ...p, name_sort: nameSort(p.name) })))],
      ),
      client.query(
        `insert into seat (id, person, place, office, unit, delegation, term, certificate_no, electoral_unit, tags, starts_on)
         select id, person, place, office, unit, delegation, term, "certificateNo", "electoralUnit", array(select jsonb_array_elements_text(tags)), "startsOn"
         from jsonb_to_recordset($1) as t(id uuid, person uuid, place text, office text, unit uuid, delegation uuid, term int, "certificateNo" text, "electoralUnit" text, tags jsonb, "startsOn" date)`,
        [JSON.stringify(rows.seats)],
      ),
    ])
    await client.query('commit')
  } catch (e) {
    await client.query('rollback').catch((x: Error) => {
      broken = x
    })
    throw e
  } finally {
    client.release(broken)
  }
}
