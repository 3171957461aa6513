/**
 * Text messages behind one adapter. The gateway gets `POST {id, to, text}` as JSON, signed: `x-signature` is the hex HMAC-SHA256 of
 * the body under the shared key; a gateway that gets the same id twice sends once. Without a gateway messages lie in a file that
 * only the server's own account may read (development, demonstration).
 */
import { createHmac } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'

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

export function localSms(dataDir: string): Sms {
  return {
    async send(to, text, id) {
      const file = path.join(dataDir, 'outbox', 'sms.jsonl')
      await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      await fs.appendFile(file, `${JSON.stringify({ id, to, text, at: new Date().toISOString() })}\n`, { mode: 0o600 })
    },
  }
}
