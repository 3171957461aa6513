/**
 * Text messages behind one adapter. The gateway gets `POST {id, to, text}` as JSON, signed: `x-signature` is the hex HMAC-SHA256 of
 * the body under the shared key; a gateway that gets the same id twice sends once. Without a gateway messages lie in a file that
 * only the server's own account may read (development, demonstration).
 */
import { createHmac } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { writing } from '../../database/read.ts'
import { type Over, spend, type Use } from '../../kernel/limits.ts'
import type { Vault } from '../../kernel/vault.ts'

export interface Sms {
  /** @param id the same for every attempt; @throws Error without the number or the text in its words */
  send(to: string, text: string, id: string): Promise<void>
}

export function gatewaySms(url: string, key: string, timeout = 10_000): Sms {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new Error('SMS_URL 的写法不对，应形如 https://网关地址/路径')
  if (!key) throw new Error('设置了 SMS_URL，还要设置 SMS_KEY（与短信网关约定的密钥）')
  return {
    async send(to, text, id) {
      const body = JSON.stringify({ id, to, text })
      const r = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json', 'x-signature': createHmac('sha256', key).update(body).digest('hex') },
        body,
        signal: AbortSignal.timeout(timeout),
      }).catch((e: Error) => {
        throw new Error(`短信网关连不上（${e.name}）`)
      })
      await r.arrayBuffer()
      if (!r.ok) throw new Error(`短信网关拒绝（${r.status}）`)
    },
  }
}

/** Not sent now: too many already. `until` says when it may be tried again. */
export class Held extends Error {
  readonly until: Date
  constructor(over: Over) {
    super(over.kind === 'house' ? '今天的短信已发满，顺延发送' : '这个号码近来收到的短信太多，顺延发送')
    this.until = over.until
  }
}

const limited = new WeakSet<Sms>()

/**
 * The one way to a telephone: every message, whatever sends it, is counted by its number and by the house's day before it goes out.
 * @throws {Held} when either is used up
 */
export function limitedSms(sms: Sms, pool: pg.Pool, vault: Vault, now: () => Date, perDay?: number): Sms {
  if (limited.has(sms)) return sms
  const out: Sms = {
    async send(to, text, id) {
      const uses: Use[] = [
        { kind: 'message', who: to },
        { kind: 'messageDay', who: to },
        { kind: 'house', who: '', ...(perDay ? { most: perDay } : {}) },
      ]
      const over = await spend(pool, vault, uses, now())
      if (over) throw new Held(over)
      await sms.send(to, text, id)
    },
  }
  limited.add(out)
  return out
}

/** What lies in the file instead of going out is kept for a week, not for ever; an erased person's goes within the minute. */
export async function sweepLocal(pool: pg.Pool, vault: Vault, dataDir: string, now: Date): Promise<void> {
  const file = path.join(dataDir, 'outbox', 'sms.jsonl')
  const gone = await writing(pool, (c) => c.query<{ phone_key: Buffer }>('select phone_key from number_gone'))
  const keys = new Set(gone.rows.map((x) => x.phone_key.toString('hex')))
  const from = now.getTime() - KEPT_DAYS * 86_400_000
  const lines = (await fs.readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean)
  const kept = lines.filter((line) => {
    const m = JSON.parse(line) as { to: string; at: string }
    return Date.parse(m.at) >= from && !keys.has(vault.digest('phone', m.to).toString('hex'))
  })
  if (kept.length < lines.length) {
    await fs.writeFile(`${file}.new`, kept.map((l) => `${l}\n`).join(''), { mode: 0o600 })
    await fs.rename(`${file}.new`, file)
  }
  if (keys.size > 0) await writing(pool, (c) => c.query('delete from number_gone where phone_key = any ($1)', [gone.rows.map((x) => x.phone_key)]))
}
const KEPT_DAYS = 7

export function localSms(dataDir: string): Sms {
  return {
    async send(to, text, id) {
      const file = path.join(dataDir, 'outbox', 'sms.jsonl')
      await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      await fs.appendFile(file, `${JSON.stringify({ id, to, text, at: new Date().toISOString() })}\n`, { mode: 0o600 })
    },
  }
}
