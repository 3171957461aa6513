/**
 * Notices beyond mail and page: each goes once to each channel its person chose, several of one minute in one message, not at night.
 * Claimed by a lease, sent after, noted last; ten attempts with a growing pause, then it is given up and says why.
 */

import type pg from 'pg'
import { writing } from '../database/read.ts'
import { cut } from '../kernel/characters.ts'
import { Gone, type Push } from './channels/push.ts'
import { Held, type Sms } from './channels/sms.ts'
import type { Wecom } from './channels/wecom.ts'
import { isQuiet } from './citizens.ts'
import { backOff } from './delivery.ts'
import { readPrompt } from './digest.ts'

const LEASE = 5 * 60_000
const MOST_ATTEMPTS = 10
export interface FanOut {
  /** Of the owner. */
  pool: pg.Pool
  now: Date
  url: string
  sms?: Sms | undefined
  wecom?: Wecom | undefined
  push?: Push | undefined
}
type Channel = 'sms' | 'wecom' | 'push'

/** Rows for whoever chose the channel: `urgent` means reminders and what is late. Channels that are not set up get none. */
async function spread(o: FanOut): Promise<void> {
  const on = (['sms', 'wecom', 'push'] as const).filter((c) => o[c])
  await writing(o.pool, async (c) => {
    const r = await c.query<{ id: string }>(
      'update notice set fanned_at = $1 where id in (select id from notice where fanned_at is null order by at limit 2000 for update skip locked) returning id',
      [o.now],
    )
    const ids = r.rows.map((x) => x.id)
    if (ids.length === 0) return
    for (const channel of on)
      await c.query(
        `insert into delivery (notice, person, channel, at) select n.id, n.person, $2, $3 from notice n join person p on p.id = n.person
         where n.id = any ($1) and n.read_at is null and (p.${channel} = 'all' or (p.${channel} = 'urgent' and n.kind in ('warn', 'late')))
           and case $2 when 'sms' then p.mobile is not null when 'wecom' then p.wecom_id is not null else exists (select from push_subscription s where s.person = p.id and s.gone_at is null) end
         on conflict do nothing`,
        [ids, channel, o.now],
      )
  })
}

interface Job {
  person: string
  name: string
  mobile: string | null
  wecom: string | null
  rows: string[]
  attempts: number
  texts: string[]
}

async function claim(o: FanOut, channel: Channel): Promise<Job | undefined> {
  return writing(o.pool, async (c) => {
    const free = `d.channel = $2 and d.sent_at is null and d.failed_at is null and (d.due_at is null or d.due_at <= $1) and (d.taken_at is null or d.taken_at <= $1::timestamptz - interval '${LEASE} ms')`
    const p = (
      await c.query(
        `select p.id, p.name, p.mobile, p.wecom_id from person p where exists (select from delivery d where d.person = p.id and ${free}) limit 1 for no key update of p skip locked`,
        [o.now, channel],
      )
    ).rows[0]
    if (!p) return undefined
    const r = await c.query<{ id: string; notice: string; attempts: number }>(
      `update delivery d set taken_at = $1, attempts = attempts + 1 where d.person = $3 and ${free} returning d.id, d.notice, d.attempts`,
      [o.now, channel, p.id],
    )
    const texts = await readPrompt(
      c,
      r.rows.map((x) => x.notice),
    )
    return {
      person: p.id,
      name: p.name,
      mobile: p.mobile,
      wecom: p.wecom_id,
      rows: r.rows.map((x) => x.id),
      attempts: Math.max(0, ...r.rows.map((x) => x.attempts)),
      texts,
    }
  })
}

const short = (texts: string[]): string =>
  texts.length === 1 ? (texts[0] as string) : `${texts.length} 条新消息：${texts.slice(0, 3).join('；')}${texts.length > 3 ? '……' : ''}`

async function send(o: FanOut, channel: Channel, job: Job): Promise<void> {
  const text = short(job.texts)
  if (channel === 'sms') await o.sms?.send(job.mobile as string, `【呼应】${cut(text, 200, '…')}。登录：${o.url}`, `notice-${job.rows.join('-').slice(0, 60)}`)
  else if (channel === 'wecom')
    await o.wecom?.send(job.wecom as string, {
      title: job.texts.length === 1 ? '呼应提醒' : `呼应：${job.texts.length} 条新消息`,
      description: cut(text, 500, '…'),
      url: o.url,
    })
  else await pushAll(o, job, text)
}

/** To each of the person's browsers; one that has gone is forgotten. */
async function pushAll(o: FanOut, job: Job, text: string): Promise<void> {
  const subs = (await o.pool.query('select id, endpoint, p256dh, auth from push_subscription where person = $1 and gone_at is null', [job.person])).rows
  let reached = 0
  let last: Error | undefined
  for (const s of subs) {
    try {
      await o.push?.send({ endpoint: s.endpoint, keys: { p256dh: s.p256dh, auth: s.auth } }, { title: '呼应', text: cut(text, 300, '…'), url: o.url })
      reached++
    } catch (e) {
      if (e instanceof Gone) await o.pool.query('update push_subscription set gone_at = $2 where id = $1', [s.id, o.now])
      else last = e as Error
    }
  }
  if (reached === 0) throw last ?? new Gone('没有可以推送的浏览器')
}

export async function fanOut(o: FanOut): Promise<{ sent: number; failed: number }> {
  await spread(o)
  const report = { sent: 0, failed: 0 }
  if (isQuiet(o.now)) return report
  for (const channel of ['sms', 'wecom', 'push'] as const) {
    if (!o[channel]) continue
    for (let job = await claim(o, channel); job; job = await claim(o, channel)) {
      try {
        if (job.texts.length > 0) await send(o, channel, job)
        await o.pool.query('update delivery set sent_at = $2, error = $3 where id = any ($1)', [
          job.rows,
          o.now,
          job.texts.length > 0 ? null : '已在页面上看过',
        ])
        report.sent++
      } catch (e) {
        if (e instanceof Held) {
          const values = [job.rows, e.until, e.message]
          await o.pool.query('update delivery set taken_at = null, due_at = $2, attempts = attempts - 1, error = $3 where id = any ($1)', values)
          continue
        }
        const over = e instanceof Gone || job.attempts >= MOST_ATTEMPTS
        const due = new Date(o.now.getTime() + backOff(job.attempts) * 60_000)
        await o.pool.query(
          `update delivery set taken_at = null, due_at = $2, error = $3, failed_at = case when $4 then $5::timestamptz end where id = any ($1)`,
          [job.rows, due, cut((e as Error).message, 200), over, o.now],
        )
        report.failed++
      }
    }
  }
  return report
}
