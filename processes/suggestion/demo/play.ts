/** Plays all lives in the order of time, through the one door, letting the clocks run out in between. */
import type pg from 'pg'
import { act, type House } from '../../../kernel/act.ts'
import { addDays, dayStart, localDay } from '../../../kernel/calendar.ts'
import type { Actor } from '../../../kernel/process.ts'
import { tick } from '../../../kernel/tick.ts'
import { fixedId } from '../../../people/demo/ids.ts'

export interface Life {
  key: string
  /** Set by the first act. */
  matter?: string
  steps: Step[]
  broken?: boolean
}
export type Input = Record<string, unknown>
export interface Step {
  at: Date
  who: Actor
  action: string
  input?: Input | ((l: Live) => Promise<Input>)
  /** The party an office acts upon. */
  on?: [role: string, unit: string]
}
/** What a step finds out only when it is played. */
export interface Live {
  party(role: string, unit: string): Promise<string>
  /** The unit's first promise that is still open. */
  promise(unit: string): Promise<string>
  other(key: string): string
}
export interface Log {
  info(text: string): void
  warn?(text: string): void
}

/** Days between two lookings at the clocks; also what may run side by side. */
const SLOT = 3

export async function play(house: House, owner: pg.Pool, lives: Life[], now: Date, log: Log): Promise<number> {
  const byKey = new Map(lives.map((l) => [l.key, l]))
  const first = Math.min(...lives.flatMap((l) => l.steps.map((s) => s.at.getTime())))
  const places = lives.map(() => 0)
  let acts = 0
  for (let day = localDay(new Date(first)); ; ) {
    const next = addDays(day, SLOT)
    const end = Math.min(dayStart(next).getTime(), now.getTime() + 1)
    let numbered: Promise<unknown> = Promise.resolve()
    const slot = lives.map((l, i) => {
      const from = places[i] as number
      let to = from
      while (to < l.steps.length && (l.steps[to] as Step).at.getTime() < end) to++
      places[i] = to
      return { life: l, steps: l.steps.slice(from, to), from }
    })
    // What gives a number, and what needs another's, waits for all such acts before it: numbers follow the dates.
    const gates = new Map<Step, { wait: Promise<unknown>; open: () => void }>()
    for (const s of slot
      .flatMap((x) => x.steps)
      .filter((x) => x.action === 'register' || x.action === 'merge')
      .sort((a, b) => a.at.getTime() - b.at.getTime())) {
      const { promise, resolve } = Promise.withResolvers<void>()
      gates.set(s, { wait: numbered, open: resolve })
      numbered = promise
    }
    await Promise.all(
      slot.map(async ({ life, steps, from }) => {
        for (const [i, s] of steps.entries()) {
          const gate = gates.get(s)
          await gate?.wait
          if (!life.broken && (await playOne(house, owner, byKey, life, s, from + i, log))) acts++
          gate?.open()
        }
      }),
    )
    if (end > now.getTime()) break
    day = next
    if (await due(owner, day)) await tick(house, new Date(dayStart(day).getTime() + 60_000))
  }
  await tick(house, now)
  return acts
}

async function due(owner: pg.Pool, day: string): Promise<boolean> {
  const r = await owner.query(`select exists (select from clock where stopped_at is null and late_at is null and paused_on is null and due_on < $1) as any`, [
    day,
  ])
  return r.rows[0].any
}

async function playOne(house: House, owner: pg.Pool, byKey: Map<string, Life>, life: Life, s: Step, n: number, log: Log): Promise<boolean> {
  const one = async (sql: string, values: unknown[]): Promise<string> => (await owner.query(sql, values)).rows[0]?.id
  const live: Live = {
    party: (role, unit) => one(`select id from party where matter = $1 and role = $2 and unit = $3 and left_at is null`, [life.matter, role, unit]),
    promise: (unit) =>
      one(
        `select x.id from promise x join party p on p.id = x.party where x.matter = $1 and p.unit = $2 and x.state = 'promised' order by x.due_on, x.item limit 1`,
        [life.matter, unit],
      ),
    other: (key) => byKey.get(key)?.matter ?? '',
  }
  try {
    const r = await act(house, {
      process: 'suggestion',
      action: s.action,
      matter: life.matter ?? null,
      party: s.on ? await live.party(...s.on) : undefined,
      key: fixedId(`demo/${life.key}/${n}`),
      input: typeof s.input === 'function' ? await s.input(live) : s.input,
      actor: s.who,
      now: s.at,
    })
    life.matter = r.matter
    return true
  } catch (e) {
    // A story that breaks off leaves its matter where it stands; the house opens all the same.
    life.broken = true
    log.warn?.(`演示事项「${life.key}」停在「${s.action}」：${(e as Error).message}`)
    return false
  }
}
