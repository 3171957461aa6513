/**
 * Messages to citizens: claimed first (a lease), sent after, noted last, like the mail. Not at night; one number never gets more
 * than the day's measure. What cannot be delivered in ten attempts stays in the outbox with its reason, for the office to see.
 */

import type pg from 'pg'
import { writing } from '../database/read.ts'
import { cut } from '../kernel/characters.ts'
import type { Vault } from '../kernel/vault.ts'
import { Held, limitedSms, type Sms } from './channels/sms.ts'
import { backOff } from './delivery.ts'

const LEASE = 5 * 60_000
const MOST_ATTEMPTS = 10
/** Local hours in which nobody is disturbed (Asia/Shanghai). */
const QUIET = { from: 21, to: 8 }

export const isQuiet = (now: Date): boolean => {
  const hour = new Date(now.getTime() + 8 * 3_600_000).getUTCHours()
  return hour >= QUIET.from || hour < QUIET.to
}

/** @returns how many were sent, and how many failed this time */
export async function deliverToCitizens(o: { pool: pg.Pool; vault: Vault; sms: Sms; now: Date; url: string }): Promise<{ sent: number; failed: number }> {
  const report = { sent: 0, failed: 0 }
  if (isQuiet(o.now)) return report
  const sms = limitedSms(o.sms, o.pool, o.vault, () => o.now)
  for (;;) {
    const jobs = await writing(o.pool, async (c) => {
      // Nobody left a number, or it was erased: told on his page only.
      await c.query(
        `update citizen_message m set sent_at = $1, error = '没有留电话，只在查询页面显示' from citizen z where z.id = m.citizen and m.sent_at is null and z.phone is null`,
        [o.now],
      )
      const r = await c.query<{ id: string; text: string; attempts: number; phone: Buffer; place: string }>(
        `with due as (select m.id from citizen_message m where m.sent_at is null and m.attempts < ${MOST_ATTEMPTS}
           and (m.due_at is null or m.due_at <= $1) and (m.taken_at is null or m.taken_at <= $1::timestamptz - interval '${LEASE} ms') order by m.id limit 50 for update skip locked)
         update citizen_message m set taken_at = $1, attempts = m.attempts + 1 from due, citizen z, matter x
         where m.id = due.id and z.id = m.citizen and x.id = m.matter returning m.id, m.text, m.attempts, z.phone, x.place`,
        [o.now],
      )
      return r.rows
    })
    if (jobs.length === 0) return report
    for (const j of jobs) {
      try {
        await sms.send(o.vault.open(j.phone), `【呼应】${j.text}。查询：${o.url}/g/${j.place}/mine`, `citizen-${j.id}`)
        await writing(o.pool, (c) => c.query('update citizen_message set sent_at = $2, error = null where id = $1', [j.id, o.now]))
        report.sent++
      } catch (e) {
        // Waiting for one's turn is no failed attempt.
        if (e instanceof Held) {
          await writing(o.pool, (c) =>
            c.query('update citizen_message set taken_at = null, due_at = $2, attempts = attempts - 1, error = $3 where id = $1', [j.id, e.until, e.message]),
          )
          continue
        }
        const due = new Date(o.now.getTime() + backOff(j.attempts) * 60_000)
        await writing(o.pool, (c) =>
          c.query('update citizen_message set taken_at = null, due_at = $2, error = $3 where id = $1', [j.id, due, cut((e as Error).message, 200)]),
        )
        report.failed++
      }
    }
  }
}
