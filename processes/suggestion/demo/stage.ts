/** Past time for the invented city: steps in time order, each through the same door as everybody's, with the clocks running between. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { act, type House } from '../../../kernel/act.ts'
import { addDays, localDay } from '../../../kernel/calendar.ts'
import type { Actor } from '../../../kernel/process.ts'
import { tick } from '../../../kernel/tick.ts'

const DAY = 86_400_000
const AT_ONCE = 8

export interface Step {
  at: number
  who: Actor
  action: string
  input?: Record<string, unknown> | ((at: number) => Promise<Record<string, unknown>>)
  /** Left out when this holds at its time. */
  skip?: () => Promise<boolean>
  /** Which party, where an office acts on one. */
  party?: () => Promise<string>
}
/** One matter's steps, in order; the first makes it. */
export interface Story {
  /** Of a matter that another story makes: asked for when its first step comes. */
  id?: string | (() => Promise<string>)
  /** A suggestion unless said otherwise. */
  process?: string
  steps: Step[]
}

/**
 * Handed in while the congress sits, a paper would be one of the session: what is meant for the recess comes before it opens.
 * @returns the same instant, or one three days before the opening
 */
export async function recessOf(owner: pg.Pool, place: string): Promise<(at: number) => number> {
  const sessions = (await owner.query('select opens_on::text as opens, closes_on::text as closes from congress_session where place = $1', [place])).rows as {
    opens: string
    closes: string
  }[]
  return (at) => {
    const day = localDay(new Date(at))
    const sitting = sessions.find((s) => day >= addDays(s.opens, -1) && day <= s.closes)
    return sitting ? Date.parse(`${addDays(sitting.opens, -3)}T09:00:00+08:00`) : at
  }
}

export class Cast {
  private readonly seats: { actor: Actor; unitName: string | null }[]
  readonly deputies: Actor[]
  readonly units: Map<string, string>
  readonly delegationName = new Map<string, string>()

  private constructor(seats: { actor: Actor; unitName: string | null }[], units: Map<string, string>) {
    this.seats = seats
    this.units = units
    this.deputies = seats.map((s) => s.actor).filter((a) => a.office === 'deputy')
  }

  static async meet(owner: pg.Pool, place: string): Promise<Cast> {
    const r = await owner.query(
      `select s.id, s.person, s.office, s.place, s.unit, s.delegation, p.name, u.name as unit_name from seat s join person p on p.id = s.person left join unit u on u.id = s.unit
       where s.place = $1 and s.state = 'active' order by s.certificate_no nulls last, s.id`,
      [place],
    )
    const units = await owner.query(`select id, name from unit where place = $1`, [place])
    return new Cast(
      r.rows.map((s) => ({
        actor: {
          kind: 'seat',
          person: s.person,
          name: s.name,
          seat: s.id,
          office: s.office,
          place: s.place,
          unit: s.unit,
          delegation: s.delegation,
          strong: true,
        },
        unitName: s.unit_name,
      })),
      new Map(units.rows.map((u) => [u.name, u.id])),
    )
  }

  named(name: string, office?: string): Actor {
    const found = this.seats.find((s) => s.actor.name === name && (!office || s.actor.office === office))
    if (!found) throw new Error(`演示城市里没有${name}`)
    return found.actor
  }

  post(unit: string, office: 'unit_officer' | 'unit_leader'): Actor {
    const found = this.seats.find((s) => s.unitName === unit && s.actor.office === office)
    if (!found) throw new Error(`演示城市里没有${unit}的${office}`)
    return found.actor
  }

  head(delegation: string | null): Actor {
    const found = this.seats.find((s) => s.actor.office === 'delegation_officer' && s.actor.delegation === delegation)
    if (!found) throw new Error('代表团没有负责人')
    return found.actor
  }

  unit(name: string): string {
    const id = this.units.get(name)
    if (!id) throw new Error(`演示城市里没有${name}`)
    return id
  }
}

/** Plays everything up to `until`; what lies beyond has not happened yet. */
export async function play(house: House, stories: Story[], until: number): Promise<void> {
  const queue = stories.filter((s) => s.steps.length > 0)
  let day = Math.min(...queue.map((s) => (s.steps[0] as Step).at))
  let ticked = 0
  for (; day <= until; day += DAY) {
    const due: Story[] = queue.filter((s) => s.steps.some((x) => x.at < day + DAY && x.at <= until))
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let s = due.shift(); s; s = due.shift()) await through(house, s, Math.min(day + DAY, until + 1))
      }),
    )
    // Clocks are looked at every other day: enough for a history, and four times as fast.
    if (day - ticked >= 2 * DAY) {
      ticked = day
      await tick(house, new Date(day + DAY / 2))
    }
  }
  await tick(house, new Date(until))
}

async function through(house: House, s: Story, before: number): Promise<void> {
  while (s.steps[0] && s.steps[0].at < before) {
    const x = s.steps.shift() as Step
    if (await x.skip?.()) continue
    const input = typeof x.input === 'function' ? await x.input(x.at) : x.input
    const party = await x.party?.()
    if (typeof s.id === 'function') s.id = await s.id()
    const r = await act(house, {
      process: s.process ?? 'suggestion',
      action: x.action,
      matter: s.id ?? null,
      party,
      input,
      key: randomUUID(),
      actor: x.who,
      now: new Date(x.at),
    }).catch((e: Error & { problem?: unknown }) => {
      throw new Error(`演示建议走不下去：${x.who.name} ${x.action} ${new Date(x.at).toISOString()}：${e.message} ${JSON.stringify(e.problem ?? '')}`, {
        cause: e,
      })
    })
    s.id ??= r.matter
  }
}
