/** Past acts of any process for the invented city, one after the other, through the same door as everybody's. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { act, type House } from '../../kernel/act.ts'
import { addDays, localDay } from '../../kernel/calendar.ts'
import type { Actor } from '../../kernel/process.ts'
import { PLACE } from '../../people/demo/people.ts'
import { Cast } from '../suggestion/demo/stage.ts'

export interface DemoStage {
  cast: Cast
  owner: pg.Pool
  /** The local day so many days from the first start. */
  day(from: number): string
  /** @returns the matter's id */
  does(who: Actor, days: number, process: string, action: string, input?: Record<string, unknown>, matter?: string, party?: string): Promise<string>
  /** The party of a matter with that role whose seat or unit this is. */
  party(matter: string, role: string, whose: string | null): Promise<string>
}

/** @returns nothing where the process has matters already */
export async function demoStage(house: House, owner: pg.Pool, process: string, now: Date): Promise<DemoStage | undefined> {
  if ((await owner.query('select exists (select from matter where process = $1) as any', [process])).rows[0].any) return undefined
  const today = localDay(now)
  // Acts of one day follow each other by a minute.
  let minute = 0
  return {
    cast: await Cast.meet(owner, PLACE.city),
    owner,
    day: (from) => addDays(today, from),
    async does(actor, days, name, action, input = {}, matter, party) {
      const at = Math.min(Date.parse(`${addDays(today, days)}T09:00:00+08:00`) + ++minute * 60_000, now.getTime())
      const r = await act(house, { process: name, action, matter: matter ?? null, party: party ?? null, input, key: randomUUID(), actor, now: new Date(at) })
      return r.matter
    },
    async party(matter, role, whose) {
      return (await owner.query('select id from party where matter = $1 and role = $2 and $3 in (seat, unit) and left_at is null', [matter, role, whose]))
        .rows[0].id
    },
  }
}

/** What happened long ago has been read, and no mail goes out for it. */
export async function settleDemo(owner: pg.Pool, process: string, now: Date): Promise<void> {
  await owner.query('update notice set read_at = at where at < $1 and matter in (select id from matter where process = $2)', [
    new Date(now.getTime() - 5 * 86_400_000),
    process,
  ])
  await owner.query('delete from outbox')
}
