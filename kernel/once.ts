/**
 * A request done once, whatever door it came through. The number that a browser gives its request (the idempotency key) is no secret
 * and becomes nothing: no event's id, no receipt. Who repeats it is answered with the first result when he is the same and asks the same;
 * the same number from somebody else is another request.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { writing } from '../database/read.ts'
import type { Actor } from './process.ts'
import { Refusal } from './refusal.ts'
import type { Vault } from './vault.ts'

export interface Request {
  /** Who asks, as `whoOf` says it. */
  who: string
  key: string
  /** All that the answer depends on. */
  what: unknown
  now: Date
}
export interface Before {
  event: string | null
  citizen: string | null
  answer: unknown
}

/** @param proof what somebody without a seat shows for himself (the token of a form that was given to him alone) */
export function whoOf(a: Actor, proof?: string): string {
  if (proof !== undefined) return `proof:${proof}`
  return a.seat ? `seat:${a.seat}` : a.citizen ? `citizen:${a.citizen}` : `system:${a.place}`
}

const idOf = (r: Pick<Request, 'who' | 'key'>): Buffer => createHash('sha256').update(`${r.who}/${r.key}`).digest()
/** The same in whatever order its fields came. */
export const inputOf = (vault: Pick<Vault, 'digest'> | undefined, what: unknown): Buffer =>
  vault ? vault.digest('request', sorted(what)) : createHash('sha256').update(sorted(what)).digest()

const sorted = (x: unknown): string =>
  JSON.stringify(x, (_, v) =>
    v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v,
  ) ?? ''

/**
 * Takes the number inside the caller's transaction: a twin waits here until the first has committed, a refused request gives it back.
 * @returns what was done under it before
 * @throws {Refusal} conflict, when something else was asked under it
 */
export async function before(client: pg.ClientBase, vault: Vault | undefined, r: Request, made: Partial<Before> = {}): Promise<Before | undefined> {
  const id = idOf(r)
  const input = inputOf(vault, r.what)
  const fresh = await client.query({
    name: 'request-new',
    text: 'insert into request (id, input, event, citizen, at) values ($1, $2, $3, $4, $5) on conflict (id) do nothing',
    values: [id, input, made.event ?? null, made.citizen ?? null, r.now],
  })
  if (fresh.rowCount) return undefined
  const row = await known(client, vault, r)
  if (!row) throw new Refusal('conflict', USED)
  return row
}

/** The same without taking the number: for what has to be read, with the reader's own eyes, before it can be done. */
export async function known(client: pg.ClientBase, vault: Vault | undefined, r: Request): Promise<Before | undefined> {
  const [row] = (await client.query({ name: 'request-before', text: 'select input, event, citizen, answer from request where id = $1', values: [idOf(r)] }))
    .rows
  if (row?.input && !inputOf(vault, r.what).equals(row.input)) throw new Refusal('conflict', USED)
  return row
}
const USED = '这个请求编号已经用来办过别的内容，这一次没有办理，您填写的内容还在。请刷新页面，核对后重新提交'

/** For what is no act: does it once and keeps the answer. */
export async function once<T extends object>(
  client: pg.ClientBase,
  vault: Vault | undefined,
  r: Request,
  make: () => Promise<T>,
): Promise<{ answer: T; repeated: boolean }> {
  const was = await before(client, vault, r)
  if (was) return { answer: was.answer as T, repeated: true }
  const answer = await make()
  await client.query({ name: 'request-answer', text: 'update request set answer = $2 where id = $1', values: [idOf(r), JSON.stringify(answer)] })
  return { answer, repeated: false }
}

/** The citizen's own request asked the same: sent again from a form opened anew. */
export async function askedSame(client: pg.ClientBase, vault: Vault, citizen: string, what: unknown): Promise<boolean> {
  const r = await client.query('select 1 from request where citizen = $1 and input = $2', [citizen, inputOf(vault, what)])
  return r.rowCount !== 0
}

/** Numbers older than this are forgotten: nothing waits that long in a phone. */
const DAYS = 400
export const forgetRequests = (pool: pg.Pool, now: Date) =>
  writing(pool, (c) => c.query(`delete from request where at < $1::timestamptz - interval '${DAYS} days'`, [now]))
