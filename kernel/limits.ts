/**
 * Limits belong to what is used (a telephone number, an address, an account, the house's messages of a day), never to a door: each is one
 * row, counted where it is spent, in the same transaction as what spends it.
 */
import { isIPv6 } from 'node:net'
import type pg from 'pg'
import { writing } from '../database/read.ts'
import type { Vault } from './vault.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const MB = 1024 * 1024

interface Limit {
  /** Seconds in which `most` may be used. */
  span: number
  most: number
  /** Seconds between two. */
  apart?: number
}
export const LIMITS = {
  /** Concerns and follows of one number. */
  ask: { span: DAY, most: 10 },
  /** From one address. */
  askFrom: { span: HOUR, most: 60 },
  /** Codes to one number. */
  code: { span: DAY, most: 10, apart: 60 },
  codeFrom: { span: HOUR, most: 20 },
  /** Receipts typed wrong. */
  guessFrom: { span: HOUR, most: 60 },
  /** All text messages to one number, whatever sends them. */
  message: { span: HOUR, most: 10 },
  messageDay: { span: DAY, most: 20 },
  /** All text messages of the house. */
  house: { span: DAY, most: 10_000 },
  /** Bytes of photos. */
  bytesFrom: { span: DAY, most: 400 * MB },
  /** Bytes of one account. */
  bytes: { span: DAY, most: 2048 * MB },
} as const satisfies Record<string, Limit>
export type Kind = keyof typeof LIMITS

export interface Use {
  kind: Kind
  /** The number, the address, the account; only its digest is kept. */
  who: string
  amount?: number
  /** Another measure than the house's usual one. */
  most?: number
}
export interface Over {
  kind: Kind
  /** Too soon after the last one, or too much in its time. */
  why: 'soon' | 'much'
  /** From when on it may be tried again. */
  until: Date
}

/** Where somebody comes from, as far as it tells people apart: who has one IPv6 address has all the 2^64 of its network. */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, '').toLowerCase()
  if (!isIPv6(bare)) return address
  const v4 = /^(?:0*:)*:?ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1]
  if (v4) return v4
  const [head = '', tail] = bare.split('::')
  const groups = (part: string) => (part ? part.split(':').flatMap((g) => (g.includes('.') ? ['v4', 'v4'] : [g.replace(/^0+(?=.)/, '')])) : [])
  const [first, last] = [groups(head), groups(tail ?? '')]
  const all = tail === undefined ? first : [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last]
  return `${all.slice(0, 4).join(':')}::/64`
}

const TAKE = {
  name: 'allowance-take',
  text: `insert into allowance as a (kind, who, since, used, last_at) values ($1, $2, $3, $4, $3)
    on conflict (kind, who) do update set last_at = excluded.last_at,
      used = case when a.since + $5 * interval '1 second' <= excluded.since then excluded.used else a.used + excluded.used end,
      since = case when a.since + $5 * interval '1 second' <= excluded.since then excluded.since else a.since end
    where (a.since + $5 * interval '1 second' <= excluded.since or a.used + excluded.used <= $6) and a.last_at + $7 * interval '1 second' <= excluded.last_at
    returning used`,
}

/** @returns the first that is used up; the caller then rolls back, or spends nothing of the others */
export async function take(client: pg.ClientBase, vault: Vault, uses: readonly Use[], now: Date): Promise<Over | undefined> {
  for (const u of uses) {
    const limit: Limit = LIMITS[u.kind]
    const [most, amount] = [u.most ?? limit.most, u.amount ?? 1]
    const who = vault.digest(`allowance/${u.kind}`, u.kind.endsWith('From') ? networkOf(u.who) : u.who)
    const values = [u.kind, who, now, amount, limit.span, most, limit.apart ?? 0]
    if (amount <= most && (await client.query({ ...TAKE, values })).rowCount) continue
    const [row] = (await client.query('select since, last_at from allowance where kind = $1 and who = $2', [u.kind, who])).rows
    const soon = row && limit.apart !== undefined && row.last_at.getTime() + limit.apart * 1000 > now.getTime()
    const from: Date = row ? (soon ? row.last_at : row.since) : now
    return { kind: u.kind, why: soon ? 'soon' : 'much', until: new Date(from.getTime() + (soon ? (limit.apart as number) : limit.span) * 1000) }
  }
  return undefined
}

class Spent extends Error {
  readonly over: Over
  constructor(over: Over) {
    super(over.kind)
    this.over = over
  }
}

/** In a transaction of its own: all of them, or none. */
export async function spend(pool: pg.Pool, vault: Vault, uses: readonly Use[], now: Date): Promise<Over | undefined> {
  try {
    await writing(pool, async (c) => {
      const over = await take(c, vault, uses, now)
      if (over) throw new Spent(over)
    })
    return undefined
  } catch (e) {
    if (e instanceof Spent) return e.over
    throw e
  }
}

/** No span is longer than a day. */
export const forgetAllowances = (pool: pg.Pool, now: Date) =>
  writing(pool, (c) => c.query(`delete from allowance where last_at < $1::timestamptz - interval '2 days'`, [now]))
