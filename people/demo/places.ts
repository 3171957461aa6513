/** 江南省云岭市, which is on no map: eight counties, their towns, terms and sessions. */

import { fixedId, IDS, PLACE } from './ids.ts'
import type { PlaceRow, SessionRow, TermRow } from './insert.ts'

export const PROVINCE: PlaceRow = { code: PLACE.province, parent: null, name: '江南省', level: 'province', path: '990000/' }
export const CITY: PlaceRow = { code: PLACE.city, parent: PLACE.province, name: '云岭市', level: 'city', path: '990000/990300/' }

/** Streets have a standing organ of the district instead of a congress of their own. */
export const COUNTIES: { code: string; name: string; key: 'bixi' | 'qingdu' | null; streets: number; towns: number; deputies: number }[] = [
  { code: PLACE.bixi, name: '碧溪区', key: 'bixi', streets: 6, towns: 3, deputies: 110 },
  { code: PLACE.wangling, name: '望岭区', key: null, streets: 5, towns: 3, deputies: 90 },
  { code: PLACE.qingdu, name: '清渡县', key: 'qingdu', streets: 1, towns: 13, deputies: 80 },
  { code: PLACE.luyang, name: '麓阳县', key: null, streets: 1, towns: 10, deputies: 70 },
  { code: PLACE.hefeng, name: '禾丰县', key: null, streets: 1, towns: 9, deputies: 60 },
  { code: PLACE.hequan, name: '鹤泉县', key: null, streets: 1, towns: 11, deputies: 65 },
  { code: PLACE.songtao, name: '松涛县', key: null, streets: 1, towns: 7, deputies: 50 },
  { code: PLACE.yundu, name: '云渡市', key: null, streets: 3, towns: 10, deputies: 60 },
]

const ONE = '临石桥白青金龙双大高长南北东西上下清云禾'
const TWO = '江桥岭河坪山湾场台林泉溪坝塘口田店渡关沟'

export interface Town extends PlaceRow {
  street: boolean
}

/** GB/T 10114: the township block begins with 0 for 街道, 1 for 镇, 2 for 乡. */
export function townsOf(county: (typeof COUNTIES)[number], index: number): Town[] {
  const names = townNames(index, county.streets + county.towns)
  const settled = Math.ceil(county.towns * 0.7)
  return names.map((name, i) => {
    const street = i < county.streets
    const j = street ? i : i - county.streets
    const rural = !street && j >= settled
    const code = `${county.code}${street ? '0' : rural ? '2' : '1'}${String((rural ? j - settled : j) + (street ? 1 : 0)).padStart(2, '0')}`
    const whole = name + (street ? '街道' : rural ? '乡' : '镇')
    return { code, parent: county.code, name: whole, level: 'township', path: `${CITY.path}${county.code}/${code}/`, street }
  })
}

function townNames(index: number, n: number): string[] {
  // The places in which the named people live come first in their counties.
  const first = index === 0 ? ['临江'] : index === 2 ? ['城关', '禾场', '高岭'] : []
  const names = [...first]
  for (let i = 0; names.length < n; i++) {
    // Steps that have no common period with the two lists: no two towns of the city share a name.
    const k = index * 25 + i
    const a = ONE[k % ONE.length] as string
    const b = TWO[(k * 7 + Math.floor(k / ONE.length) * 3 + 1) % TWO.length] as string
    if (a !== b && !names.includes(a + b) && !['临江', '禾场', '高岭'].includes(a + b)) names.push(a + b)
  }
  return names
}

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
export const numeral = (n: number): string => (n <= 10 ? (NUMERALS[n] as string) : `十${NUMERALS[n - 10]}`)

interface Congress {
  term: number
  starts: string
  ends: string
  /** First day of each session. */
  opens: string[]
  days: number
}
const YEARS = ['2022', '2023', '2024', '2025', '2026']
const CONGRESS: Record<'city' | 'county' | 'township', Congress> = {
  city: {
    term: IDS.term.city,
    starts: '2022-01-10',
    ends: '2027-01-10',
    opens: ['2022-01-10', '2023-01-09', '2024-01-15', '2025-01-13', '2026-01-19'],
    days: 5,
  },
  county: { term: IDS.term.county, starts: '2022-01-04', ends: '2027-01-04', opens: YEARS.map((y) => `${y}-01-05`), days: 3 },
  township: { term: IDS.term.town, starts: '2022-01-02', ends: '2027-01-02', opens: YEARS.map((y) => (y === '2022' ? '2022-01-02' : `${y}-01-03`)), days: 1 },
}

export function termOf(p: PlaceRow): TermRow[] {
  const c = CONGRESS[p.level as 'city']
  return c ? [{ place: p.code, number: c.term, starts_on: c.starts, ends_on: c.ends }] : []
}

export function sessionsOf(p: PlaceRow): SessionRow[] {
  const c = CONGRESS[p.level as 'city']
  if (!c) return []
  return c.opens.map((opens, i) => ({
    id: p.level === 'city' ? IDS.session[`s6${i + 1}` as 's61'] : fixedId(`session/${p.code}/${i + 1}`),
    place: p.code,
    term: c.term,
    number: i + 1,
    name: `${p.name}第${numeral(c.term)}届人民代表大会第${numeral(i + 1)}次会议`,
    opens_on: opens,
    closes_on: plus(opens, c.days - 1),
    cutoff: `${plus(opens, Math.max(0, c.days - 2))}T18:00:00+08:00`,
  }))
}

function plus(day: string, n: number): string {
  const d = new Date(`${day}T00:00:00Z`)
  d.setUTCDate(d.getUTCDate() + n)
  return d.toISOString().slice(0, 10)
}
