/** A city of its own beside the invented one: 6 districts, 38 streets, each with its office; as 厦门's account tells of it. */
import { fixedId } from '../people/demo/ids.ts'
import { insertRows, type PlaceRow, type Rows } from '../people/demo/insert.ts'
import { PROVINCE, termOf } from '../people/demo/places.ts'
import { type DemoUnit, townOffice } from '../people/demo/units.ts'
import type { TestDatabase } from './database.ts'

export const ISLAND = '990400'
const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const two = (n: number) => String(n).padStart(2, '0')

export async function island(db: TestDatabase): Promise<void> {
  const city: PlaceRow = { code: ISLAND, parent: PROVINCE.code, name: '鹭江市', level: 'city', path: `${PROVINCE.path}${ISLAND}/` }
  const districts = range(6).map((i): PlaceRow => {
    const code = `9904${two(i + 2)}`
    return { code, parent: city.code, name: `鹭江第${i + 1}区`, level: 'county', path: `${city.path}${code}/` }
  })
  const streets = range(38).map((i): PlaceRow => {
    const d = districts[i % 6] as PlaceRow
    const code = `${d.code}0${two(1 + Math.floor(i / 6))}`
    return { code, parent: d.code, name: `${d.name}第${1 + Math.floor(i / 6)}街道`, level: 'township', path: `${d.path}${code}/` }
  })
  const rows: Rows = { places: [city, ...districts, ...streets], terms: [city, ...districts].flatMap(termOf), sessions: [], units: [], people: [], seats: [] }
  const staffed = (unit: DemoUnit, office: 'daf_staff' | 'daf_head', n: number) => {
    const person = fixedId(`island/person/${n}`)
    rows.units.push(unit)
    rows.people.push({
      ...{ id: person, name: `林${'江海山河云雨'[n % 6]}${'一二三四五六七八'[Math.floor(n / 6)]}`, sex: '女', birth: '1985-01-01', ethnicity: '汉族' },
      ...{ party_affiliation: null, education: '大学', degree: null, profession: '干部', employer: unit.name, post: '秘书', address: null, postcode: null },
      ...{ office_phone: null, mobile: `1390004${String(n).padStart(4, '0')}` },
    })
    const seat = { id: fixedId(`island/seat/${n}`), person, place: unit.place, office, unit: unit.id, delegation: null, term: null, certificateNo: null }
    rows.seats.push({ ...seat, electoralUnit: null, tags: [], startsOn: '2017-01-10' })
  }
  const cityOffice: DemoUnit = {
    ...{
      id: fixedId('island/daf'),
      place: ISLAND,
      kind: 'office',
      name: '市人大常委会代表工作委员会',
      short: '代工委',
      system: 'congress',
      phone: null,
      position: 0,
    },
  }
  staffed(cityOffice, 'daf_head', 0)
  for (const [i, s] of streets.entries()) staffed(townOffice(s.code, true), 'daf_staff', i + 1)
  await insertRows(db.owner, rows)
}
