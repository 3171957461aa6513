/**
 * Five wrong passwords from one place, or one known device, lock an account there for half an hour: a stranger who knows a public name
 * locks out himself. Counted in the database before the password is looked at.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { Refusal } from '../../kernel/refusal.ts'

const TRIES = 5
const LOCK_MINUTES = 30

const digest = (who: string) => createHash('sha256').update(who.trim().toLowerCase()).digest('hex')

const LOCKED = 'a.locked_until > now()'
/** The lock, or the half-hour in which wrong tries add up, is over: counting begins anew. */
const OVER = `coalesce(a.locked_until, a.since + $3 * interval '1 minute') <= now()`
const COUNT = `insert into login_attempt as a (who, tries, since, account) values ($1, 1, now(), $4) on conflict (who) do update set
    tries = case when ${LOCKED} then a.tries when ${OVER} then 1 else a.tries + 1 end,
    since = case when ${OVER} then now() else a.since end,
    locked_until = case when ${LOCKED} then a.locked_until when not ${OVER} and a.tries >= $2 then now() + $3 * interval '1 minute' end
  returning tries, locked_until > now() as locked, ceil(extract(epoch from locked_until - now()) / 60)::int as minutes`

/**
 * Counts this try; the row lock makes parallel tries take turns. Unknown names are counted just alike, so nothing can be told from it.
 * @param who whose password, what it is wanted for, and from where
 * @param o.account whose tries the office may clear
 * @returns how many tries are left after this one
 * @throws {Refusal} busy, when locked
 */
export async function countTry(
  pool: pg.Pool,
  who: string,
  o: { what?: '密码' | '验证码' | '重置码'; account?: string | undefined; most?: number } = {},
): Promise<number> {
  const { what = '密码', account } = o
  const r = await pool.query({ name: 'count-try', text: COUNT, values: [digest(who), TRIES, LOCK_MINUTES, account ? accountDigest(account) : null] })
  const { tries, locked, minutes } = r.rows[0]
  if (locked) throw new Refusal('busy', `连续输错${what}，已锁定。请 ${minutes} 分钟后再试${what === '密码' ? '，或请代工委重置密码' : ''}`)
  return TRIES - tries
}

/** From many places at once it is somebody who guesses: wrong tries of an account from everywhere, in the half-hours that still count. */
export async function refuseEverywhere(pool: pg.Pool, account: string, most: number): Promise<void> {
  const r = await pool.query({
    name: 'tries-everywhere',
    text: `select coalesce(sum(tries), 0)::int as n from login_attempt where account = $1 and coalesce(locked_until, since + interval '${LOCK_MINUTES} minutes') > now()`,
    values: [accountDigest(account)],
  })
  if (r.rows[0].n > most) throw new Refusal('busy', `连续输错密码，已锁定。请 ${LOCK_MINUTES} 分钟后再试，或请代工委重置密码`)
}

const accountDigest = (person: string) => digest(`account:${person}`)
export const clearTries = (pool: pg.Pool, who: string) => pool.query('delete from login_attempt where who = $1', [digest(who)])
/** All of an account, from wherever they came. */
export const clearAccount = (client: pg.ClientBase, person: string) => client.query('delete from login_attempt where account = $1', [accountDigest(person)])
/** The same digest in SQL, of a person's id. */
export const ACCOUNT_SQL = (id: string): string => `encode(sha256(convert_to('account:' || ${id}, 'UTF8')), 'hex')`
