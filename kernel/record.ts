/**
 * What proves the record: each event bears the hash of its own content; a sealer chains committed events into blocks; a daily
 * root can be printed or published elsewhere. Checking all of it again is `kernel/verify.ts`.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { writing } from '../database/read.ts'
import type { Signer } from './signer.ts'

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
  /** What it left behind; absent in events older than the digests. */
  rows?: RowDigests | null
}

/** Digests of the rows an act left behind (`kernel/proof.ts`). */
export interface RowDigests {
  /** Later for the same row is larger. */
  pos: number
  /** Names the secret they were made with. */
  key: string
  /** Table, key, shape, digest; null: removed. */
  of: [string, string, number, string | null][]
}

/**
 * JSON after RFC 8785: keys in the order of their UTF-16 units, numbers as ECMAScript writes them, no spaces. The same before and
 * after a trip through jsonb, which reorders keys and rewrites numbers.
 */
export function canonicalJson(x: unknown): string {
  // Once through JSON: what is undefined goes, dates and the like become what the column will hold.
  return write(JSON.parse(JSON.stringify(x ?? null)))
}

function write(x: unknown): string {
  if (Array.isArray(x)) return `[${x.map(write).join(',')}]`
  if (x === null || typeof x !== 'object') return JSON.stringify(x)
  const keys = Object.keys(x).sort()
  return `{${keys.map((k) => `${JSON.stringify(k)}:${write((x as Record<string, unknown>)[k])}`).join(',')}}`
}

/** SHA-256, 32 bytes, over the canonical JSON of every column but `hash` and `xid`. */
export function eventHash(e: EventContent): Buffer {
  const { id, matter, seq, process, place, action, fromState, toState, party, byParty, byPerson, bySeat, byOffice, byName, at, says, data, rows } = e
  const lower = (uuid: string | null) => uuid?.toLowerCase() ?? null
  const content = {
    ...{ id: lower(id), matter: lower(matter), seq, process, place, action, fromState, toState, party: lower(party), byParty: lower(byParty) },
    ...{ byPerson: lower(byPerson), bySeat: lower(bySeat), byOffice, byName, at: at.toISOString(), says, data, ...(rows && { rows }) },
  }
  return createHash('sha256').update(canonicalJson(content)).digest()
}

/** What stands before the first block. */
export const GENESIS: Buffer = Buffer.alloc(32)

/** SHA-256 over the block before, this one's number, time and count, and the hashes of its events in order. */
export function blockHash(prev: Buffer, no: number, sealedAt: Date, events: readonly Buffer[]): Buffer {
  const h = createHash('sha256').update(prev).update(`${no} ${sealedAt.toISOString()} ${events.length}\n`)
  for (const e of events) h.update(e)
  return h.digest()
}

/** Events in one block. */
const MOST = 5000

/**
 * Chains committed events that have no seal yet, up to 5,000 of them into one block. Only those of transactions older than any
 * still running: what is in flight is neither sealed nor skipped. One sealer at a time; another call meanwhile seals nothing.
 * @param pool of the owner: the application may not write the chain
 * @param signer signs each block; none: they stay unsigned
 * @returns a function that seals and says how many; it remembers how far it has come and looks through the whole log only at first
 */
export function createSealer(pool: pg.Pool, signer?: Signer): (now: Date) => Promise<number> {
  let from = '0'
  return (now) =>
    writing(pool, async (c) => {
      const lock = await c.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtextextended('huying.seal.' || current_schema(), 0)) as mine`)
      if (!lock.rows[0]?.mine) return 0
      const { events, floor } = await unsealed(c, from)
      if (events.length > 0) await chain(c, now, events, signer)
      if (events.length < MOST) from = floor
      return events.length
    })
}

/** Once, looking through the whole log. @returns how many were sealed */
export const seal = (pool: pg.Pool, now: Date, signer?: Signer): Promise<number> => createSealer(pool, signer)(now)

interface Unsealed {
  id: string
  hash: Buffer
}

/** @returns `floor`: below this transaction number nothing more will come */
async function unsealed(client: pg.ClientBase, from: string): Promise<{ events: Unsealed[]; floor: string }> {
  // A number not handed out yet can only come from a restored copy of another server: long committed there.
  const { rows } = await client.query<{ id: string | null; hash: Buffer; floor: string }>({
    name: 'unsealed',
    text: `select e.id, e.hash, s.floor from (select pg_snapshot_xmin(pg_current_snapshot())::text as floor) s
      left join lateral (select id, hash, xid, matter, seq from event
        where xid >= $1::xid8 and (xid < pg_snapshot_xmin(pg_current_snapshot()) or xid >= pg_snapshot_xmax(pg_current_snapshot()))
          and not exists (select from event_seal where event_seal.event = event.id)
        order by xid, matter, seq, id limit $2) e on true
      order by e.xid, e.matter, e.seq, e.id`,
    values: [from, MOST],
  })
  return { events: rows.filter((r): r is typeof r & Unsealed => r.id !== null), floor: rows[0]?.floor ?? from }
}

async function chain(client: pg.ClientBase, now: Date, events: Unsealed[], signer?: Signer): Promise<void> {
  const last = (await client.query<{ no: string | number; hash: Buffer }>('select no, hash from event_block order by no desc limit 1')).rows[0]
  const no = Number(last?.no ?? 0) + 1
  const prev = last?.hash ?? GENESIS
  const hashes = events.map((e) => e.hash)
  const hash = blockHash(prev, no, now, hashes)
  await client.query('insert into event_block (no, prev, hash, count, sealed_at, signer, signature) values ($1, $2, $3, $4, $5, $6, $7)', [
    no,
    prev,
    hash,
    events.length,
    now,
    signer?.id ?? null,
    signer?.sign(no, hash) ?? null,
  ])
  await client.query('insert into event_seal (event, block, position) select e, $2, n - 1 from unnest($1::uuid[]) with ordinality as x(e, n)', [
    events.map((e) => e.id),
    no,
  ])
}

export interface Root {
  /** Local day (Asia/Shanghai). */
  day: string
  block: number
  /** Hex. */
  hash: string
}

/**
 * Notes down the hash of the last block sealed by the end of that day: whoever keeps it elsewhere can prove a later rewriting.
 * @param day `YYYY-MM-DD`, local
 * @returns null while nothing is sealed; the root already there when called again
 */
export async function publishRoot(pool: pg.Pool, day: string, now: Date): Promise<Root | null> {
  await pool.query(
    `insert into event_root (day, block, hash, published_at) select $1::date, no, hash, $2 from event_block
     where sealed_at < ($1::date + 1)::timestamp at time zone 'Asia/Shanghai' order by no desc limit 1 on conflict do nothing`,
    [day, now],
  )
  const r = await pool.query<Root>(`select day::text, block::int as block, encode(hash, 'hex') as hash from event_root where day = $1`, [day])
  return r.rows[0] ?? null
}
