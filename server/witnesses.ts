/**
 * The day's root by mail to people outside (RECORD_WITNESSES): what lies in their letterboxes nobody here can take back. Claimed by a
 * lease, sent, noted; a letter that failed is tried again, with the days that came meanwhile.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { writing } from '../database/read.ts'
import { rootLine } from '../kernel/roots.ts'
import type { Trusted } from '../kernel/signer.ts'
import { backOff, type Post } from './delivery.ts'
import type { Mail } from './mail.ts'

export interface Witnesses {
  /** Of the owner. */
  pool: pg.Pool
  now: Date
  post: Post
  url: string
  addresses: readonly string[]
  keys: readonly Trusted[]
}

const LEASE = 10 * 60_000
/** Somebody named today gets these days at once. */
const DAYS = 31

/** @throws Error in words that name the wrong one */
export function witnessesOf(setting: string | undefined): string[] {
  const all = (setting ?? '').split(/[\s,，;；]+/).filter(Boolean)
  for (const a of all) if (!/^[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>"]+$/.test(a)) throw new Error(`RECORD_WITNESSES 里有一个不是邮箱地址：${a}`)
  return [...new Set(all)]
}

export async function tellWitnesses(o: Witnesses): Promise<{ sent: number; failed: number }> {
  const report = { sent: 0, failed: 0 }
  for (const address of o.addresses) {
    const rows = await claim(o, address)
    if (rows.length === 0) continue
    const days = rows.map((r) => r.day)
    try {
      const id = createHash('sha256')
        .update(`roots ${address} ${days.join(' ')}`)
        .digest('hex')
        .slice(0, 32)
      await o.post.transport.sendMail({
        from: o.post.from,
        to: address,
        messageId: `<${id}@huying>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...letter(o, rows),
      })
      await o.pool.query('update root_letter set sent_at = $3, error = null where address = $1 and day = any ($2::date[])', [address, days, o.now])
      report.sent++
    } catch (e) {
      const due = new Date(o.now.getTime() + backOff(Math.max(...rows.map((r) => r.attempts))) * 60_000)
      await o.pool.query('update root_letter set taken_at = null, due_at = $3, error = $4 where address = $1 and day = any ($2::date[])', [
        address,
        days,
        due,
        `${(e as { code?: string }).code ?? ''} ${(e as Error).message}`.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '…').slice(0, 300),
      ])
      report.failed++
    }
  }
  return report
}

interface Row {
  day: string
  block: number
  hash: string
  attempts: number
}

const claim = (o: Witnesses, address: string): Promise<Row[]> =>
  writing(o.pool, async (c) => {
    await c.query(
      `insert into root_letter (day, address) select day, $1 from event_root where published_at > $2::timestamptz - interval '${DAYS} days' on conflict do nothing`,
      [address, o.now],
    )
    const r = await c.query<Row>(
      `update root_letter l set taken_at = $2, attempts = attempts + 1 from event_root r where r.day = l.day and l.address = $1 and l.sent_at is null
         and (l.due_at is null or l.due_at <= $2) and (l.taken_at is null or l.taken_at <= $2::timestamptz - interval '${LEASE} ms')
       returning l.day::text, r.block::int as block, encode(r.hash, 'hex') as hash, l.attempts`,
      [address, o.now],
    )
    return r.rows.toSorted((a, b) => a.day.localeCompare(b.day))
  })

function letter(o: Witnesses, rows: Row[]): Mail {
  const last = rows.at(-1) as Row
  const lines = [
    '您好：',
    '',
    '下面是代表工作平台的办理日志每天的“指纹”。每一行依次是日期、封存到第几块、这一块的指纹（SHA-256）。',
    '请把这封信留着，不用回复。以后如果有人改动、删去已经办过的事，用这封信里的任何一行就能查出来，改的人收不回您手里的信。',
    '',
    ...rows.map(rootLine),
    '',
    ...(o.keys.length ? ['签名用的公钥（编号、公钥、从第几块起）：', ...o.keys.map((k) => `key ${k.id} ${k.publicKey} ${k.from}`), ''] : []),
    `怎样核对：${o.url}/g/record`,
  ]
  const text = lines.join('\n')
  const inHtml = (s: string) => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
  return {
    subject: `呼应：办理日志的指纹（${last.day}，第 ${last.block} 块）`,
    text,
    html: `<pre style="font-family:inherit;white-space:pre-wrap">${inHtml(text)}</pre>`,
  }
}
