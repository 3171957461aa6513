/** The code by text message: proves that who comes with a receipt holds the number that was left with it. */
import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { writing } from '../../database/read.ts'
import { spend, type Use } from '../../kernel/limits.ts'
import { Held } from '../../server/channels/sms.ts'
import type { VoiceContext } from './doors.ts'

type Codes = Pick<VoiceContext, 'pool' | 'house' | 'now' | 'sms'>
const CODE = { minutes: 10, tries: 5 }

/**
 * Counted by the number, whichever of its concerns asks, and by where it is asked from.
 * @returns what to tell him when no code was sent
 */
export async function sendCode(o: Codes, citizen: string, address: string): Promise<string | undefined> {
  const { vault } = o.house
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const z = (await writing(o.pool, (c) => c.query('select phone from citizen where id = $1 and erased_at is null', [citizen]))).rows[0]
  if (!z?.phone) return '没有留手机号码'
  const phone = vault.open(z.phone)
  const uses: Use[] = [
    { kind: 'code', who: phone },
    { kind: 'codeFrom', who: address },
  ]
  const over = await spend(o.pool, vault, uses, o.now())
  if (over?.why === 'soon') return '刚发过一条，请一分钟后再试'
  if (over) return over.kind === 'code' ? '这个号码今天的验证码发得太多了，请明天再试' : '从您这里要的验证码太多了，请过一小时再试'
  await writing(o.pool, (c) =>
    c.query(
      `insert into phone_code (citizen, code, sent_at, expires_at) values ($1, $2, $3, $3::timestamptz + interval '${CODE.minutes} minutes')
       on conflict (citizen) do update set code = excluded.code, sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = 0, used_at = null`,
      [citizen, vault.digest('code', `${citizen}/${code}`), o.now()],
    ),
  )
  try {
    await o.sms.send(phone, `【呼应】验证码 ${code}，${CODE.minutes} 分钟内有效，不要告诉别人。`, `code-${randomUUID()}`)
    return undefined
  } catch (e) {
    return e instanceof Held ? '今天的短信发得太多了，请明天再试' : '短信没有发出，请稍后再试'
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
