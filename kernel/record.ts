import { createHash } from 'node:crypto'

/** Everything an event says; its hash covers all of it. */
export interface EventContent {
  id: string
  matter: string | null
  seq: number | null
  process: string
  place: string
  action: string
  fromState: string | null
  toState: string | null
  party: string | null
  byParty: string | null
  byPerson: string | null
  bySeat: string | null
  byOffice: string
  byName: string
  at: Date
  says: string
  data: Record<string, unknown>
}

function canonical(x: unknown): unknown {
  if (Array.isArray(x)) return x.map((v) => (v === undefined ? null : canonical(v)))
  if (x && typeof x === 'object') return Object.fromEntries(Object.entries(x).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, canonical(v)]))
  return x
}

export function eventHash(row: EventContent): Buffer {
  return createHash('sha256').update(JSON.stringify(canonical({ ...row, at: row.at.toISOString() }))).digest()
}
