/** The tests' small place: the same people under the same ids, and little else. */
import type pg from 'pg'
import { IDS, PLACE } from './ids.ts'
import { insertRows, personRow, seatRows } from './insert.ts'
import { DEMO_PEOPLE } from './people.ts'
import { CITY, COUNTIES, PROVINCE, sessionsOf, termOf } from './places.ts'
import { cityUnits, countyUnits, delegation, namedStation, townOffice } from './units.ts'

const NAMED = new Set<string>(Object.values(IDS.unit))

/** Province, city and two counties; six handling units, two delegations, the offices; `DEMO_PEOPLE`. Some 30 ms. */
export async function seedSmall(owner: pg.Pool): Promise<void> {
  const counties = COUNTIES.filter((c) => c.key)
  const places = [
    PROVINCE,
    CITY,
    ...counties.map((c) => ({ code: c.code, parent: CITY.code, name: c.name, level: 'county' as const, path: `${CITY.path}${c.code}/` })),
    { code: PLACE.linjiang, parent: PLACE.bixi, name: '临江街道', level: 'township' as const, path: `${CITY.path}${PLACE.bixi}/${PLACE.linjiang}/` },
  ]
  await insertRows(owner, {
    places,
    terms: places.filter((p) => p.level !== 'township').flatMap(termOf),
    sessions: places.filter((p) => p.level !== 'township').flatMap(sessionsOf),
    units: [
      ...cityUnits().filter((u) => NAMED.has(u.id)),
      ...counties.map((c, i) => delegation(CITY.code, c.name, i, c.key ?? undefined)),
      ...counties.flatMap((c, i) => countyUnits(c.code, c.name, i).filter((u) => u.kind === 'office' || NAMED.has(u.id))),
      townOffice(PLACE.linjiang, true),
      namedStation(),
    ],
    people: DEMO_PEOPLE.map(personRow),
    seats: DEMO_PEOPLE.flatMap(seatRows),
  })
}
