/** The code by text message: proves that who comes with a receipt holds the number that was left with it. */
import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { writing } from '../../database/read.ts'
import type { VoiceContext } from './routes.ts'

type Codes = Pick<VoiceContext, 'pool' | 'house' | 'now' | 'sms'>
const CODE = { minutes: 10, tries: 5, apartSeconds: 60 }

/** @returns what to tell him when no code was sent */
export async function sendCode(o: Codes, citizen: string): Promise<string | undefined> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const got = await writing(o.pool, async (c) => {
    const z = (await c.query('select phone from citizen where id = $1 and erased_at is null for update', [citizen])).rows[0]
    if (!z?.phone) return undefined
    const last = (await c.query('select sent_at from phone_code where citizen = $1', [citizen])).rows[0]
    if (last && o.now().getTime() - last.sent_at.getTime() < CODE.apartSeconds * 1000) return 'soon'
    await c.query(
      `insert into phone_code (citizen, code, sent_at, expires_at) values ($1, $2, $3, $3::timestamptz + interval '${CODE.minutes} minutes')
       on conflict (citizen) do update set code = excluded.code, sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = 0, used_at = null`,
      [citizen, o.house.vault.digest('code', `${citizen}/${code}`), o.now()],
    )
    return z.phone as Buffer
  })
  if (!got) return '没有留手机号码'
  if (got === 'soon') return '刚发过一条，请一分钟后再试'
  try {
    await o.sms.send(o.house.vault.open(got as Buffer), `【呼应】验证码 ${code}，${CODE.minutes} 分钟内有效，不要告诉别人。`, `code-${randomUUID()}`)
    return undefined
  } catch {
    return '短信没有发出，请稍后再试'
  }
}
/** One row, counted before it is compared: parallel guesses share the five tries. */
export async function checkCode(o: Codes, citizen: string, typed: string): Promise<boolean> {
  return writing(o.pool, async (c) => {
    const r = await c.query(
      `update phone_code set tries = tries + 1 where citizen = $1 and used_at is null and expires_at > $2 and tries < ${CODE.tries} returning code`,
      [citizen, o.now()],
    )
    const want = r.rows[0]?.code as Buffer | undefined
    if (!want || !timingSafeEqual(want, o.house.vault.digest('code', `${citizen}/${typed.trim()}`))) return false
    await c.query('update phone_code set used_at = $2 where citizen = $1', [citizen, o.now()])
    return true
  })
}
