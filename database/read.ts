/** Reading as somebody: a transaction in which row-level security knows who looks. Every outlet goes through here. */
import type pg from 'pg'
import type { Actor } from '../kernel/process.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'

/** Settings that row-level security reads; all empty: nothing is seen. What the seat's office may read stands in the table `reads`. */
interface Look {
  system?: boolean
  seat?: string | null
  person?: string | null
  unit?: string | null
  /** Row of `citizen`: somebody without an account, let in by receipt and phone code. */
  citizen?: string | null
  delegation?: string | null
}

const SAY = `select set_config('huying.system', $1, true), set_config('huying.seat', $2, true), set_config('huying.person', $3, true),
  set_config('huying.unit', $4, true), set_config('huying.delegation', $5, true), set_config('huying.citizen', $6, true)`

export async function say(client: pg.ClientBase, l: Look): Promise<void> {
  await client.query({
    name: 'say',
    text: SAY,
    values: [l.system ? 'on' : '', l.seat ?? '', l.person ?? '', l.unit ?? '', l.delegation ?? '', l.citizen ?? ''],
  })
}

/** As whom somebody looks: what he may see then is the database's to say. */
export function lookOf(a: Actor): Look {
  if (a.kind === 'system') return { system: true }
  if (a.kind === 'citizen') return { citizen: a.citizen ?? null }
  return { seat: a.seat, person: a.person, unit: a.unit, delegation: a.office === 'delegation_officer' ? a.delegation : null }
}

/**
 * Does this actor see the matter? Inside a writing transaction, by the same policies as every reading.
 * @param goesOn whether anything is written afterwards
 */
export async function seenBy(client: pg.ClientBase, actor: Actor, matter: string, goesOn: boolean): Promise<boolean> {
  if (actor.kind === 'system') return true
  await say(client, lookOf(actor))
  const r = await client.query({ name: 'seen-by', text: 'select 1 from matter where id = $1', values: [matter] })
  if (goesOn) await say(client, { system: true })
  return r.rows.length > 0
}

export async function readAs<T>(pool: pg.Pool, viewer: Viewer, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, 'begin read only', lookOf(actorOf(viewer)), fn)
}

/** For jobs and derived figures: sees everything, writes nothing. */
export async function readAll<T>(pool: pg.Pool, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, 'begin read only', { system: true }, fn)
}

/** For pages that anybody may open: nothing is said about who looks, so only the public views give rows. */
export async function readPublic<T>(pool: pg.Pool, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, 'begin read only', {}, fn)
}

/** As a citizen: his own matters and nothing else. */
export async function readAsCitizen<T>(pool: pg.Pool, citizen: string, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, 'begin read only', { citizen }, fn)
}

/**
 * The kernel's own writing transaction. One that lost a deadlock, or the race for a row, is begun again: `fn` may run more than once and
 * does nothing outside its transaction.
 */
export async function writing<T>(pool: pg.Pool, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await inTransaction(pool, 'begin', { system: true }, fn)
    } catch (e) {
      if (!LOST.includes((e as { code?: string }).code ?? '') || n >= ATTEMPTS) throw e
      await new Promise((go) => setTimeout(go, Math.random() * 40 * 2 ** n))
    }
  }
}
/** PostgreSQL's serialization_failure and deadlock_detected. */
const LOST = ['40001', '40P01']
const ATTEMPTS = 6

/** The database is away, stopping, or has no connection to give: nothing was done, and it may be tried again soon. */
export function isAway(e: unknown): boolean {
  const x = e as { code?: string; message?: string; errors?: unknown[] }
  if (x?.errors?.some(isAway)) return true
  if (/^(08\w{3}|57P0[1-3]|53300|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)$/.test(x?.code ?? '')) return true
  // The driver's own errors have no code.
  return /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed)|Cannot use a pool after)/.test(
    x?.message ?? '',
  )
}

async function inTransaction<T>(pool: pg.Pool, begin: string, look: Look, fn: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await Promise.all([client.query(begin), say(client, look)])
    const r = await fn(client)
    await client.query('commit')
    return r
  } catch (e) {
    await client.query('rollback').catch((x: Error) => {
      broken = x
    })
    throw e
  } finally {
    client.release(broken)
  }
}
