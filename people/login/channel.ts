/**
 * A login channel (the phone that codes and the identity provider go by, the mail address) changes only with its owner's proof, a code
 * sent to the new one, or by two persons of the office; the old one is told that it is to change, and that it has.
 */
import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import type pg from 'pg'
import { writing } from '../../database/read.ts'
import { recordPlaceEvent } from '../../kernel/act.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Vault } from '../../kernel/vault.ts'
import type { Sms } from '../../server/channels/sms.ts'
import type { Post } from '../../server/delivery.ts'
import { actorOf, type Viewer } from '../viewer.ts'

export const CHANNELS = { mobile: '登录手机', email: '邮箱' } as const
export type Channel = keyof typeof CHANNELS
const COLUMN: Record<Channel, string> = { mobile: 'mobile', email: 'email' }
const DAYS = 14
/** How long a code is good for. */
const MINUTES = 10
const TRIES = 5

/** '139****0004' */
export const masked = (x: string): string => (/^\d{11}$/.test(x) ? `${x.slice(0, 3)}****${x.slice(7)}` : x.replace(/^(.).*(@.*)$/, '$1***$2'))

export interface Proposal {
  person: string
  channel: Channel
  /** As it is to be. */
  to: string
  by: Viewer
  now: Date
}

/**
 * Puts a change forward; nothing changes yet. A second one for the same person replaces the first.
 * @param client inside the caller's own writing transaction (a roster import among them)
 * @returns the proposal's id; nothing when that channel already is what is asked, or there was none before and the office simply enters it
 */
export async function proposeChannelChange(client: pg.ClientBase, vault: Vault, p: Proposal): Promise<string | undefined> {
  const [row] = (await client.query(`select name, ${COLUMN[p.channel]} as old from person where id = $1 for update`, [p.person])).rows
  if (!row) throw new Refusal('unknown', '没有这个人')
  if (row.old === p.to) return undefined
  await client.query(`update channel_change set state = 'expired' where person = $1 and channel = $2 and state = 'open'`, [p.person, p.channel])
  const id = randomUUID()
  await client.query(
    `insert into channel_change (id, person, channel, place, fresh, old, code, expires_at, by_person, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz + interval '${DAYS} days', $9, $10, $8)`,
    [id, p.person, p.channel, p.by.seat.place, vault.seal(p.to), row.old ? vault.seal(row.old) : null, Buffer.alloc(0), p.now, p.by.person, p.by.name],
  )
  const says = `${p.by.name}申请更换${row.name}的${CHANNELS[p.channel]}，待本人用新号验证，或者由另一位工作人员核准`
  await recordPlaceEvent(client, {
    process: 'login',
    place: p.by.seat.place,
    action: 'proposeChannel',
    actor: actorOf(p.by),
    at: p.now,
    says,
    data: { person: p.person, channel: p.channel },
  })
  await tellOwner(client, p.person, p.by.seat.place, `${says}。不是您的意思，请马上告诉代工委`, p.now)
  return id
}

const tellOwner = (c: pg.ClientBase, person: string, place: string, text: string, at: Date) =>
  c.query(`insert into notice (person, place, kind, text, at) values ($1, $2, 'warn', $3, $4)`, [person, place, text, at])

interface Open {
  id: string
  person: string
  channel: Channel
  place: string
  fresh: Buffer
  code: Buffer
  by_person: string
  by_name: string
  name: string
}
async function openOne(c: pg.ClientBase, id: string, now: Date): Promise<Open> {
  const r = await c.query(
    `select x.*, p.name from channel_change x join person p on p.id = x.person where x.id = $1 and x.state = 'open' and x.expires_at > $2 for update of x`,
    [id, now],
  )
  if (!r.rows[0]) throw new Refusal('unknown', '没有这个申请，或者已经办过、已经过期')
  return r.rows[0]
}

/** A code to the new one: whoever reads it there holds it. @returns the address and the words, to be sent after the commit */
export async function channelCode(pool: pg.Pool, vault: Vault, v: Viewer, id: string, now: Date): Promise<{ to: string; text: string }> {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  return writing(pool, async (c) => {
    const x = await openOne(c, id, now)
    if (x.person !== v.person) throw new Refusal('unknown', '没有这个申请，或者已经办过、已经过期')
    if (x.channel !== 'mobile') throw new Refusal('gate', '邮箱请由另一位工作人员核准')
    await c.query(`update channel_change set code = $2, tries = 0, code_until = $3::timestamptz + interval '${MINUTES} minutes' where id = $1`, [
      id,
      vault.digest('channel', `${id}/${code}`),
      now,
    ])
    return { to: vault.open(x.fresh), text: `【呼应】验证码 ${code}：把这个号码设为${x.name}的登录手机。不是您要求的请忽略。` }
  })
}

/** The owner's own proof. */
export async function confirmChannel(pool: pg.Pool, vault: Vault, v: Viewer, id: string, typed: string, now: Date): Promise<void> {
  const wrong = () => new Refusal('input', '验证码不对或已过期', { fields: { code: '验证码不对或已过期，请重新发送' } })
  // Counted in a transaction of its own, before it is compared.
  const counted = await writing(pool, (c) =>
    c.query(
      `update channel_change set tries = tries + 1 where id = $1 and person = $2 and state = 'open' and tries < ${TRIES} and length(code) = 32 and code_until > $3 returning code`,
      [id, v.person, now],
    ),
  )
  const want = counted.rows[0]?.code as Buffer | undefined
  if (!want || !timingSafeEqual(want, vault.digest('channel', `${id}/${typed}`))) throw wrong()
  await writing(pool, async (c) => settle(c, vault, await openOne(c, id, now), v, now, v.session))
}

/** The second person's word: neither who put it forward, nor whose it is. */
export async function approveChannel(pool: pg.Pool, vault: Vault, v: Viewer, id: string, yes: boolean, now: Date): Promise<void> {
  await writing(pool, async (c) => {
    const x = await openOne(c, id, now)
    if (x.place !== v.seat.place) throw new Refusal('unknown', '没有这个申请，或者已经办过、已经过期')
    if (x.by_person === v.person || x.person === v.person) throw new Refusal('forbidden', '须由另一位工作人员核准：不能是提出的人，也不能是本人')
    if (yes) return settle(c, vault, x, v, now)
    await c.query(`update channel_change set state = 'refused', settled_by = $2, settled_at = $3 where id = $1`, [id, v.person, now])
  })
}

async function settle(c: pg.ClientBase, vault: Vault, x: Open, by: Viewer, now: Date, keep?: string): Promise<void> {
  const taken = await c.query(`select 1 from person where ${COLUMN[x.channel]} = $1 and id <> $2`, [vault.open(x.fresh), x.person])
  if (x.channel === 'mobile' && taken.rowCount) throw new Refusal('conflict', '这个号码已经是别人的登录手机，请核对')
  await c.query(`update person set ${COLUMN[x.channel]} = $2 where id = $1`, [x.person, vault.open(x.fresh)])
  await c.query(`update channel_change set state = 'done', settled_by = $2, settled_at = $3 where id = $1`, [x.id, by.person, now])
  // Whoever came in by the old one comes in anew.
  await c.query('delete from auth_session where "userId" = $1 and token is distinct from $2', [x.person, keep ?? null])
  await c.query('delete from known_device where person = $1', [x.person])
  const says = `${x.name}的${CHANNELS[x.channel]}已更换（${by.person === x.person ? '本人验证' : `${x.by_name}提出，${by.name}核准`}）`
  await recordPlaceEvent(c, {
    process: 'login',
    place: x.place,
    action: 'changeChannel',
    actor: actorOf(by),
    at: now,
    says,
    data: { person: x.person, channel: x.channel },
  })
  await tellOwner(c, x.person, x.place, says, now)
}

/** The old phone, or the old mail address, hears of it, whatever its owner reads on the page. @returns how many were told */
export async function tellOldChannels(pool: pg.Pool, vault: Vault, o: { sms?: Sms | undefined; post?: Post | null }, now: Date): Promise<number> {
  const r = await writing(pool, (c) =>
    c.query(
      `update channel_change x set told_at = coalesce(told_at, $1), done_told_at = case when state = 'done' then $1 else done_told_at end from person p
       where p.id = x.person and (x.channel = 'mobile' and $2 or x.channel = 'email' and $3) and x.old is not null and (x.told_at is null and x.state = 'open' or x.done_told_at is null and x.state = 'done')
       returning x.id, x.channel, x.old, x.state, x.by_name, p.name, p.email`,
      [now, !!o.sms, !!o.post],
    ),
  )
  for (const x of r.rows as { id: string; channel: Channel; old: Buffer; state: string; by_name: string; name: string; email: string | null }[]) {
    const old = vault.open(x.old)
    const [what, here] = x.channel === 'mobile' ? ['登录手机', '这个号码'] : ['邮箱', '这个地址']
    const words = (from: string, to: string) =>
      `${x.state === 'done' ? `${x.name}的${what}已由${from}换成${to}` : `${x.by_name}申请把${x.name}的${what}由${from}换成${to}`}。不是本人的意思，请马上告诉代工委。`
    if (x.channel === 'mobile') await o.sms?.send(old, `【呼应】${words(here, '别的号码')}`, `channel-${x.state}-${x.id}`).catch(() => undefined)
    // A new phone is told to the mail address as well: it did not change, whoever holds the old phone.
    const mail = x.channel === 'email' ? { to: old, text: words(here, '别的地址') } : x.email ? { to: x.email, text: words('原来的号码', '别的号码') } : null
    if (mail) await o.post?.transport.sendMail({ from: o.post.from, subject: `呼应：${what}更换`, ...mail }).catch(() => undefined)
  }
  return r.rows.length
}
