/** Who plays: the invented city's deputies, offices and units, with their logins. */
import { demoAccounts } from '../../people/demo/logins.ts'
import type { Chance } from './chance.ts'
import type { Somebody, Stage } from './stage.ts'

export interface Unit {
  id: string
  name: string
  officer: Somebody
  leader: Somebody
}

export class City {
  readonly deputies: (Somebody & { delegation: string })[] = []
  readonly heads = new Map<string, Somebody>()
  readonly units: Unit[] = []
  readonly offices = new Map<string, Somebody[]>()
  private readonly bySeat = new Map<string, Somebody>()

  static async meet(stage: Stage, chance: Chance): Promise<City> {
    const city = new City()
    const logins = new Map((await demoAccounts(stage.database.owner)).map((a) => [a.person, a.login]))
    const seats = await stage.database.owner.query(
      `select s.id, s.person, s.office, s.unit, s.delegation, p.name, u.name as unit_name from seat s join person p on p.id = s.person left join unit u on u.id = s.unit
       where s.place = (select code from place where level = 'city' order by code limit 1) and s.state = 'active' order by s.id`,
    )
    const posts = new Map<string, { name: string; officer?: Somebody; leader?: Somebody }>()
    for (const s of seats.rows) {
      const login = logins.get(s.person)
      if (!login) continue
      const who: Somebody = { login, seat: s.id, name: s.name }
      city.bySeat.set(s.id, who)
      if (s.office === 'deputy') city.deputies.push({ ...who, delegation: s.delegation })
      else if (s.office === 'delegation_officer') city.heads.set(s.delegation, who)
      else if (s.office === 'unit_officer' || s.office === 'unit_leader') {
        const u = posts.get(s.unit) ?? { name: s.unit_name }
        posts.set(s.unit, s.office === 'unit_officer' ? { ...u, officer: who } : { ...u, leader: who })
      } else city.offices.set(s.office, [...(city.offices.get(s.office) ?? []), who])
    }
    for (const [id, u] of posts) if (u.officer && u.leader) city.units.push({ id, name: u.name, officer: u.officer, leader: u.leader })
    // Logging in costs a password each: a cast of sixty deputies is enough.
    city.deputies.splice(
      0,
      city.deputies.length,
      ...chance.some(
        city.deputies.filter((d) => city.heads.has(d.delegation)),
        60,
      ),
    )
    return city
  }

  office(name: string, chance: Chance): Somebody {
    return chance.pick(this.offices.get(name) ?? [])
  }

  unit(id: string): Unit {
    return this.units.find((u) => u.id === id) as Unit
  }

  seat(id: string): Somebody | undefined {
    return this.bySeat.get(id)
  }
}
