/** Five wrong passwords lock an account for half an hour. Counted in the database before the password is looked at. */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { Refusal } from '../../kernel/refusal.ts'

export const TRIES = 5
const LOCK_MINUTES = 30

const digest = (who: string) => createHash('sha256').update(who.trim().toLowerCase()).digest('hex')

/** Counts this try; the row lock makes parallel tries take turns. Unknown names are counted just alike, so nothing can be told from it. */
export async function countTry(pool: pg.Pool, who: string): Promise<number> {
  const r = await pool.query(
    `insert into login_attempt (who, tries, since) values ($1, 1, now())
     on conflict (who) do update set
       tries = case when login_attempt.locked_until > now() then login_attempt.tries when login_attempt.locked_until is not null or login_attempt.since < now() - $3 * interval '1 minute' then 1 else login_attempt.tries + 1 end,
       since = case when login_attempt.locked_until is not null and login_attempt.locked_until <= now() then now() else login_attempt.since end,
       locked_until = case when login_attempt.locked_until > now() then login_attempt.locked_until when login_attempt.locked_until is null and login_attempt.tries + 1 > $2 then now() + $3 * interval '1 minute' else null end
     returning tries, locked_until > now() as locked, ceil(extract(epoch from locked_until - now()) / 60)::int as minutes`,
    [digest(who), TRIES, LOCK_MINUTES],
  )
  const { tries, locked, minutes } = r.rows[0]
  if (locked) throw new Refusal('busy', `连续输错密码，已锁定。请 ${minutes} 分钟后再试，或请代工委重置密码`)
  return TRIES - tries
}

export const clearTries = (pool: pg.Pool, who: string) => pool.query('delete from login_attempt where who = $1', [digest(who)])
