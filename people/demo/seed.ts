/** The invented city in full: some 5,000 deputies of three levels, their congresses' offices and the units that answer them. */
import type pg from 'pg'
import type { Office } from '../../kernel/process.ts'
import { type Chance, chance } from './chance.ts'
import { fixedId, IDS } from './ids.ts'
import { insertRows, type PlaceRow, personRow, type Rows, seatRows } from './insert.ts'
import { type Invented, inventor } from './invent.ts'
import { DEMO_PEOPLE, type DemoSeat, NAMED_CERTIFICATES, TERM_START } from './people.ts'
import { CITY, COUNTIES, numeral, PROVINCE, sessionsOf, type Town, termOf, townsOf } from './places.ts'
import { cityUnits, countyUnits, type DemoUnit, delegation, namedStation, townOffice } from './units.ts'

const COUNTY_DEPUTIES = 180
const TOWN_DEPUTIES = 45 // the law's least for a township
const TROOPS = 15

/** Makes it once, in one transaction; everything is marked as demonstration data. Two seconds or so. */
export async function seedDemo(owner: pg.Pool, { log }: { log?: { info(text: string): void } } = {}): Promise<void> {
  const started = Date.now()
  const rows = inventCity()
  await insertRows(owner, rows)
  const deputies = rows.seats.filter((s) => s.office === 'deputy').length
  log?.info(
    `演示城市「${CITY.name}」已建立：${rows.places.length} 个地方、${rows.units.length} 个机构、${deputies} 个代表席位（${((Date.now() - started) / 1000).toFixed(1)} 秒）`,
  )
}

/** The same rows every time. */
export function inventCity(): Rows {
  return new City().rows
}

class City {
  readonly rows: Rows = {
    places: [PROVINCE, CITY],
    terms: termOf(CITY),
    sessions: sessionsOf(CITY),
    units: cityUnits(),
    people: DEMO_PEOPLE.map(personRow),
    seats: DEMO_PEOPLE.flatMap(seatRows),
  }
  private readonly c: Chance = chance(990300)
  private readonly invent = inventor(this.c)
  private readonly fresh: Invented[] = []
  private certificate = NAMED_CERTIFICATES

  constructor() {
    const city: Invented[][] = COUNTIES.map((county, i) => this.cityDelegation(county, i))
    this.troops()
    this.cityStaff()
    COUNTIES.forEach((county, i) => {
      this.county(county, i, city[i] ?? [])
    })
    this.rows.people.push(...this.fresh.map(({ tags: _, ...p }) => p))
  }

  private person(where: string, kind?: 'soldier' | 'staff', post?: string): Invented {
    const p = this.invent(where, kind, post)
    this.fresh.push(p)
    return p
  }

  private seat(person: string, place: string, office: Office, more: Partial<DemoSeat> = {}) {
    const id = fixedId(`seat/${this.rows.seats.length}`)
    this.rows.seats.push({
      id,
      person,
      place,
      office,
      unit: null,
      delegation: null,
      term: null,
      certificateNo: null,
      electoralUnit: null,
      tags: [],
      startsOn: TERM_START,
      ...more,
    })
  }

  private cityMandate(p: Invented, delegation: string, electoralUnit: string) {
    this.seat(p.id, CITY.code, 'deputy', {
      delegation,
      term: IDS.term.city,
      certificateNo: `YL6-${String(++this.certificate).padStart(4, '0')}`,
      electoralUnit,
      // One in nine sits on the standing committee.
      tags: this.certificate % 9 === 0 ? [...p.tags, '常委会组成人员'] : p.tags,
    })
  }

  /** @returns its invented deputies */
  private cityDelegation(county: (typeof COUNTIES)[number], i: number): Invented[] {
    const unit = delegation(CITY.code, county.name, i, county.key ?? undefined)
    this.rows.units.push(unit)
    const named = this.rows.seats.filter((s) => s.office === 'deputy' && s.delegation === unit.id).length
    const own = Array.from({ length: county.deputies - named }, () => this.person(county.name))
    for (const p of own) this.cityMandate(p, unit.id, `${county.name}人民代表大会`)
    if (!county.key && own[0]) this.seat(own[0].id, CITY.code, 'delegation_officer', { delegation: unit.id })
    return own
  }

  private troops() {
    const unit = delegation(CITY.code, '驻地部队', COUNTIES.length)
    this.rows.units.push(unit)
    for (let i = 0; i < TROOPS; i++) {
      const p = this.person('驻云岭部队', 'soldier')
      this.cityMandate(p, unit.id, '驻地部队军人代表大会')
      if (i === 0) this.seat(p.id, CITY.code, 'delegation_officer', { delegation: unit.id })
    }
  }

  /** The named people hold their posts; the rest of each office and unit is filled up. */
  private cityStaff() {
    const wanted = (u: DemoUnit): [Office, number, string][] => {
      if (u.kind === 'handling')
        return [
          ['unit_officer', 1, '办公室主任'],
          ['unit_leader', 1, u.system === 'court' ? '院长' : u.system === 'procuratorate' ? '检察长' : '主要负责人'],
        ]
      if (u.kind === 'committee') return [['committee', 2, '副主任委员']]
      if (u.short === '代工委')
        return [
          ['daf_head', 1, '主任'],
          ['daf_staff', 2, '工作人员'],
        ]
      if (u.short === '市政府办') return [['gov_office', 2, '督查室副主任']]
      if (u.short === '议案组') return [['motion_group', 4, '议案组成员']]
      return [['sc_leader', 3, '副主任']]
    }
    for (const u of this.rows.units.filter((x) => x.place === CITY.code && x.kind !== 'delegation')) {
      for (const [office, n, post] of wanted(u)) {
        const have = this.rows.seats.filter((s) => s.unit === u.id && s.office === office).length
        for (let i = have; i < n; i++) this.staff(u, office, CITY.name + u.name.replace(/^(国家税务总局云岭|国网云岭|市)/, ''), post)
      }
    }
  }

  private staff(u: DemoUnit, office: Office, employer: string, post: string) {
    this.seat(this.person(employer, 'staff', post).id, u.place, office, { unit: u.id })
  }

  private county(county: (typeof COUNTIES)[number], index: number, cityDeputies: Invented[]) {
    const place: PlaceRow = { code: county.code, parent: CITY.code, name: county.name, level: 'county', path: `${CITY.path}${county.code}/` }
    const towns = townsOf(county, index)
    this.rows.places.push(place, ...towns.map(({ street: _, ...t }) => t))
    this.rows.terms.push(...termOf(place))
    this.rows.sessions.push(...sessionsOf(place))
    this.countyStaff(county, index)
    const delegations = towns.map((t, i) => delegation(county.code, t.name, i))
    this.rows.units.push(...delegations)
    const prefix = ['BX', 'WL', 'QD', 'LY', 'HF', 'HQ', 'ST', 'YD'][index]
    for (let i = 0; i < COUNTY_DEPUTIES; i++) {
      const at = i % towns.length
      const town = towns[at] as Town
      // Some sit in both congresses: one person, two mandates.
      const both = i % 18 === 9 ? cityDeputies[i] : undefined
      const p = both ?? this.person(county.name + town.name)
      const d = (delegations[at] as DemoUnit).id
      this.seat(p.id, county.code, 'deputy', {
        delegation: d,
        term: IDS.term.county,
        certificateNo: `${prefix}18-${String(i + 2).padStart(4, '0')}`,
        electoralUnit: `${town.name}第${numeral(1 + (Math.floor(i / towns.length) % 19))}选区`,
        tags: p.tags,
      })
      if (i < towns.length) this.seat(p.id, county.code, 'delegation_officer', { delegation: d })
    }
    for (const t of towns) this.town(county, t)
  }

  private countyStaff(county: (typeof COUNTIES)[number], index: number) {
    const units = countyUnits(county.code, county.name, index)
    this.rows.units.push(...units)
    for (const u of units) {
      const employer = county.name + u.name.replace(/^[区县市]/, '')
      if (u.kind === 'handling') {
        this.staff(u, 'unit_officer', employer, '办公室主任')
        this.staff(u, 'unit_leader', employer, '局长')
      } else if (u.short === '代工委') {
        this.staff(u, 'daf_head', employer, '主任')
        if (u.id !== IDS.unit.countyDaf) this.staff(u, 'daf_staff', employer, '工作人员')
      } else if (u.short === '议案组') this.staff(u, 'motion_group', `${county.name}人大常委会`, '议案组成员')
      else this.staff(u, 'gov_office', employer, '督查室主任')
    }
  }

  private town(county: (typeof COUNTIES)[number], t: Town) {
    const office = townOffice(t.code, t.street)
    this.rows.units.push(office)
    if (office.id === IDS.unit.linjiangOffice) this.rows.units.push(namedStation())
    else this.staff(office, 'daf_staff', `${county.name}${t.name}${office.name}`, '秘书')
    if (t.street) return
    this.rows.terms.push(...termOf(t))
    this.rows.sessions.push(...sessionsOf(t))
    for (let i = 0; i < TOWN_DEPUTIES; i++) {
      const p = this.person(county.name + t.name)
      this.seat(p.id, t.code, 'deputy', {
        term: IDS.term.town,
        certificateNo: `${t.code.slice(2)}-${String(i + 1).padStart(3, '0')}`,
        electoralUnit: `第${numeral(1 + (i % 15))}选区`,
        tags: p.tags,
      })
      if (i === 0) this.seat(p.id, t.code, 'daf_head', { unit: office.id })
    }
  }
}
