/**
 * Notices by mail: at once for those who want it so, else one digest a day. What is to be sent is claimed first (a lease), sent
 * after, noted last: two workers never send the same, and after a crash between the steps it is sent again with the same
 * Message-ID once the lease is over.
 */

import { createHash } from 'node:crypto'
import nodemailer, { type Transporter } from 'nodemailer'
import type pg from 'pg'
import { writing } from '../database/read.ts'
import { dayStart, localDay } from '../kernel/calendar.ts'
import { lineOf } from '../kernel/characters.ts'
import { readDigest, readPrompt } from './digest.ts'
import { digestMail, type Mail, promptMail } from './mail.ts'

export interface Post {
  transport: Pick<Transporter, 'sendMail'>
  from: string
}
export interface DeliveryOptions {
  /** Of the owner. */
  pool: pg.Pool
  now: Date
  /** None: notices stay in the pages, and nothing waits for a server that does not exist. */
  post: Post | null
  /** The address people type. */
  url: string
}
export interface DeliveryReport {
  sent: number
  failed: number
  /** Rows left to the pages: no mail server, read already, not wanted, or given up. */
  page: number
}

/** From here on of every local day (Asia/Shanghai), as long as it is not sent yet. */
const DIGEST_HOUR = 8
const LEASE = 10 * 60_000
const MOST_ATTEMPTS = 10
const LANES = 3

/** Minutes until the next attempt: 1, 2, 4 … at most 4 hours. */
export const backOff = (attempts: number): number => Math.min(2 ** (attempts - 1), 240)

/** @param url `smtp://user:password@host:port`; @throws Error in words */
export function openPost(url: string | undefined, from = process.env.SMTP_FROM): (Post & { close(): void }) | null {
  if (!url) return null
  if (!/^smtps?:\/\//.test(url) || !URL.canParse(url)) throw new Error('SMTP_URL 的写法不对，应形如 smtp://用户：口令@主机：587。')
  const u = new URL(url)
  for (const [k, v] of Object.entries({ connectionTimeout: '10000', greetingTimeout: '10000', socketTimeout: '30000' }))
    if (!u.searchParams.has(k)) u.searchParams.set(k, v)
  const user = decodeURIComponent(u.username)
  const transport = nodemailer.createTransport(u.href)
  return { transport, from: from || `"呼应" <${user.includes('@') ? user : `huying@${u.hostname}`}>`, close: () => transport.close() }
}

/** Everything due at `now`. Safe to run in several processes at once. */
export async function deliver(o: DeliveryOptions): Promise<DeliveryReport> {
  const report: DeliveryReport = { sent: 0, failed: 0, page: 0 }
  report.page += await leaveToPages(o)
  const { post } = o
  if (!post) return report
  let reachable = true
  const lane = async () => {
    for (;;) {
      const job = reachable ? ((await claimPrompt(o)) ?? (await claimDigest(o))) : undefined
      if (!job) return
      const sent = await sendOne(o, post, job)
      report[sent.ok ? 'sent' : 'failed']++
      if (sent.ok || !sent.down) continue
      reachable = false
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return report
}

interface Job {
  person: string
  email: string
  id: string
  attempts: number
  /** Undefined: nothing left to say. */
  mail: Mail | undefined
  rows: number[]
  /** Set for a digest. */
  day: string | null
}

async function leaveToPages(o: DeliveryOptions): Promise<number> {
  const r = await o.pool.query(
    `update outbox o set channel = 'page', sent_at = $1 from person p where p.id = o.person and o.sent_at is null and o.channel = 'mail'
     and ($2 or p.mail = 'off' or p.email is null or exists (select from notice n where n.id = o.notice and n.read_at is not null))`,
    [o.now, !o.post],
  )
  return r.rowCount ?? 0
}

const WAITING = `o.sent_at is null and o.channel = 'mail'`
/** Neither put off nor in somebody's hands. */
const free = (t: string) =>
  `(${t}.due_at is null or ${t}.due_at <= $1) and (${t}.taken_at is null or ${t}.taken_at <= $1::timestamptz - interval '${LEASE} ms')`

/**
 * The person's own row is the lock (act's foreign keys pass by it): claims for one person never cross.
 * @returns undefined when nobody is left
 */
async function claim(
  o: DeliveryOptions,
  which: string,
  values: unknown[],
  take: (c: pg.PoolClient, p: Person) => Promise<Job | undefined>,
): Promise<Job | undefined> {
  for (;;) {
    const found = await writing(o.pool, async (c) => {
      const r = await c.query<Person>(
        `select p.id, p.name, p.email from person p where p.email is not null and ${which} limit 1 for no key update of p skip locked`,
        [o.now, ...values],
      )
      return r.rows[0] ? { job: await take(c, r.rows[0]) } : undefined
    })
    // Somebody else took it between the two looks: look again.
    if (!found || found.job) return found?.job
  }
}
interface Person {
  id: string
  name: string
  email: string
}

const messageId = (...parts: (string | number)[]) => `<${createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 32)}@huying>`

const claimPrompt = (o: DeliveryOptions) =>
  claim(o, `p.mail = 'now' and exists (select from outbox o where o.person = p.id and ${WAITING} and ${free('o')})`, [], async (c, p) => {
    const r = await c.query<{ id: number; notice: string; attempts: number }>(
      `update outbox o set taken_at = $1, attempts = attempts + 1 where o.person = $2 and ${WAITING} and ${free('o')} returning o.id, o.notice, o.attempts`,
      [o.now, p.id],
    )
    if (r.rows.length === 0) return undefined
    const rows = r.rows.map((x) => x.id).sort((a, b) => a - b)
    const texts = await readPrompt(
      c,
      r.rows.map((x) => x.notice),
    )
    return {
      person: p.id,
      email: p.email,
      id: messageId('now', p.id, ...rows),
      attempts: Math.max(...r.rows.map((x) => x.attempts)),
      rows,
      day: null,
      mail: texts.length ? promptMail(p.name, texts, o.url) : undefined,
    }
  })

async function claimDigest(o: DeliveryOptions): Promise<Job | undefined> {
  const day = localDay(o.now)
  const hour = new Date(dayStart(day).getTime() + DIGEST_HOUR * 3_600_000)
  if (o.now < hour) return undefined
  const which = `p.mail = 'digest' and exists (select from outbox o where o.person = p.id and ${WAITING} and o.at < $2)
    and not exists (select from digest d where d.person = p.id and d.day = $3 and not (d.sent_at is null and d.attempts < ${MOST_ATTEMPTS} and ${free('d')}))`
  return claim(o, which, [hour, day], async (c, p) => {
    const mine = await c.query<{ attempts: number }>(
      `insert into digest as d (person, day, taken_at) values ($2, $3, $1) on conflict (person, day) do update set taken_at = $1, attempts = d.attempts + 1
       where d.sent_at is null and d.attempts < ${MOST_ATTEMPTS} and ${free('d')} returning attempts`,
      [o.now, p.id, day],
    )
    if (!mine.rows[0]) return undefined
    const rows = (await c.query<{ id: number; notice: string }>(`select o.id, o.notice from outbox o where o.person = $1 and ${WAITING} order by o.id`, [p.id]))
      .rows
    const content = await readDigest(
      c,
      p,
      rows.map((x) => x.notice),
      o.now,
    )
    const empty = content.duties.length + content.warnings.length + content.news.length === 0
    return {
      person: p.id,
      email: p.email,
      id: messageId('digest', p.id, day),
      attempts: mine.rows[0].attempts,
      rows: rows.map((x) => x.id),
      day,
      mail: empty ? undefined : digestMail(content, o.url),
    }
  })
}

async function sendOne(o: DeliveryOptions, post: Post, job: Job): Promise<{ ok: boolean; down?: boolean }> {
  try {
    if (job.mail)
      await post.transport.sendMail({ from: post.from, to: job.email, messageId: job.id, headers: { 'Auto-Submitted': 'auto-generated' }, ...job.mail })
  } catch (e) {
    await noteFailure(o, job, e as Error)
    return { ok: false, down: ['ECONNECTION', 'ECONNREFUSED', 'ETIMEDOUT', 'EDNS', 'EAUTH', 'ESOCKET', 'ETLS'].includes((e as { code?: string }).code ?? '') }
  }
  await writing(o.pool, async (c) => {
    await c.query(`update outbox set sent_at = $1, error = null, channel = $3 where id = any ($2::bigint[])`, [o.now, job.rows, job.mail ? 'mail' : 'page'])
    if (job.day) await c.query('update digest set sent_at = $1, error = null where person = $2 and day = $3', [o.now, job.person, job.day])
  })
  return { ok: true }
}

async function noteFailure(o: DeliveryOptions, job: Job, e: Error): Promise<void> {
  const due = new Date(o.now.getTime() + backOff(job.attempts) * 60_000)
  const why = reason(e)
  const over = job.attempts >= MOST_ATTEMPTS
  if (job.day) {
    await o.pool.query('update digest set taken_at = null, due_at = $4, error = $5 where person = $1 and day = $2 and taken_at = $3', [
      job.person,
      job.day,
      o.now,
      due,
      why,
    ])
    return
  }
  await o.pool.query(
    `update outbox set taken_at = null, due_at = $2, error = $3, channel = case when $4 then 'page' else channel end, sent_at = case when $4 then $5::timestamptz end where id = any ($1::bigint[]) and sent_at is null`,
    [job.rows, due, why, over, o.now],
  )
}

/** The mail server's answer without anybody's address. */
const reason = (e: Error) => lineOf(`${(e as { code?: string }).code ?? ''} ${e.message}`.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '…'), 300)
