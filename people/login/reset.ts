/**
 * 重置密码: somebody has lost his password, or never had one. The office of his place hands him a code in person; the code opens no
 * page, it only lets him choose a new password. His sessions and the old password end at once, it is on record, and his own telephone
 * or mail is told: a code taken without his knowledge is noticed.
 */
import { randomUUID, timingSafeEqual } from 'node:crypto'
import type pg from 'pg'
import { writing } from '../../database/read.ts'
import { recordPlaceEvent } from '../../kernel/act.ts'
import { localDay } from '../../kernel/calendar.ts'
import { OFFICES, type Office, SYSTEM } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { newReceipt, receiptTyped, type Vault } from '../../kernel/vault.ts'
import type { Sms } from '../../server/channels/sms.ts'
import type { Post } from '../../server/delivery.ts'
import { actorOf, type Viewer } from '../viewer.ts'
import { clearAccount } from './lock.ts'

const HOURS = 24
/** Whose login the office does not open: those who lead it, and those who watch over it. */
const ABOVE: Record<string, readonly Office[]> = { daf_staff: ['daf_head', 'sc_leader', 'auditor', 'sysadmin'], daf_head: ['sc_leader', 'auditor', 'sysadmin'] }

export interface Resettable {
  person: string
  name: string
  offices: string[]
  /** Why this office may not do it; null: it may. */
  why: string | null
}

/** Everybody of the viewer's own place, with what forbids. A seat of another place is another place's to guard, but for those below. */
export async function resettable(c: pg.ClientBase, v: Viewer, o: { q?: string; person?: string }, now: Date): Promise<Resettable[]> {
  const r = await c.query(
    `select p.id as person, p.name, json_agg(json_build_object('office', s.office, 'here', s.place = $1, 'below', l.path like h.path || '%')) as seats
     from person p join seat s on s.person = p.id and s.state = 'active' and s.starts_on <= $2 and (s.ends_on is null or s.ends_on >= $2) join place l on l.code = s.place
     join place h on h.code = $1 where ($3::uuid is null or p.id = $3) and ($4 = '' or p.name like '%' || $4 || '%' or p.mobile = $4)
     group by p.id having bool_or(s.place = $1) order by p.name_sort, p.name limit 30`,
    [v.seat.place, localDay(now), o.person ?? null, (o.q ?? '').replace(/[%_\\]/g, '')],
  )
  return r.rows.map((x: { person: string; name: string; seats: { office: Office; here: boolean; below: boolean }[] }) => ({
    person: x.person,
    name: x.name,
    offices: [...new Set(x.seats.filter((s) => s.here).map((s) => OFFICES[s.office]))],
    why: forbids(v, x.person, x.seats),
  }))
}

function forbids(v: Viewer, person: string, seats: { office: Office; below: boolean }[]): string | null {
  if (person === v.person) return '自己的密码请在「修改密码」里改'
  const above = seats.find((s) => ABOVE[v.seat.office]?.includes(s.office))
  if (above?.office === 'daf_head') return '代工委负责人的密码不由工作人员重置'
  if (above) return `${OFFICES[above.office]}的密码不由代工委重置，请找系统的维护单位`
  return seats.every((s) => s.below) ? null : '此人在别处还有身份，请由上级代工委重置'
}

/** @returns the code, for this one answer; only its digest is kept */
export async function giveReset(c: pg.ClientBase, vault: Vault, v: Viewer, person: string, why: string, now: Date) {
  const [p] = await resettable(c, v, { person }, now)
  if (!p) throw new Refusal('unknown', '本地没有这个人')
  if (p.why) throw new Refusal('forbidden', p.why)
  const id = randomUUID()
  const code = newReceipt()
  await c.query(`update password_reset set state = 'replaced', settled_at = $2 where person = $1 and state = 'open'`, [person, now])
  const until = new Date(now.getTime() + HOURS * 3_600_000)
  await c.query(`insert into password_reset (id, person, place, code, expires_at, by_person, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`, [
    id,
    person,
    v.seat.place,
    vault.digest('reset', `${person}/${code}`),
    until,
    v.person,
    v.name,
    now,
  ])
  await c.query('update auth_account set password = null where "userId" = $1', [person])
  await endSessions(c, person)
  const says = `${v.name}为${p.name}重置密码：${why}`
  await tell(c, person, v.seat.place, `${v.name}为您重置了密码，您的登录都已结束。不是您要求的，请马上告诉代工委`, now)
  await recordPlaceEvent(c, { process: 'login', place: v.seat.place, action: 'resetPassword', actor: actorOf(v), at: now, says, data: { person } })
  return { name: p.name, code, until }
}

const endSessions = async (c: pg.ClientBase, person: string) => {
  await c.query('delete from auth_session where "userId" = $1', [person])
  await c.query('delete from known_device where person = $1', [person])
}
const tell = (c: pg.ClientBase, person: string, place: string, text: string, at: Date) =>
  c.query(`insert into notice (person, place, kind, text, at) values ($1, $2, 'warn', $3, $4)`, [person, place, text, at])

const wrong = () => {
  const words = '登录名和重置码对不上，或者重置码已经用过、过期（24 小时有效），请核对，或请代工委重新给一个'
  return new Refusal('input', words, { fields: { code: '重置码对不上或已失效' } })
}

/** @param hash of the new password, made before */
export async function useReset(pool: pg.Pool, vault: Vault, person: string | undefined, typed: string, hash: string, now: Date): Promise<void> {
  const code = receiptTyped(typed)
  if (!person || !code) throw wrong()
  await writing(pool, async (c) => {
    const [x] = (
      await c.query(
        `select r.id, r.code, r.place, p.name from password_reset r join person p on p.id = r.person where r.person = $1 and r.state = 'open' and r.expires_at > $2 for update of r`,
        [person, now],
      )
    ).rows
    if (!x || !timingSafeEqual(x.code, vault.digest('reset', `${person}/${code}`))) throw wrong()
    await c.query(`update password_reset set state = 'done', settled_at = $2 where id = $1`, [x.id, now])
    // Who never logged in by password has no account yet; his phone or name leads to it.
    await c.query(
      `insert into auth_user (id, name, email, username, "displayUsername") select p.id::text, p.name, p.id || '@huying.invalid', p.id::text, p.name from person p where p.id = $1
       on conflict (id) do update set username = coalesce(auth_user.username, excluded.username)`,
      [person],
    )
    const had = await c.query(`update auth_account set password = $2 where "userId" = $1 and "providerId" = 'credential'`, [person, hash])
    if (!had.rowCount)
      await c.query(`insert into auth_account (id, "accountId", "providerId", "userId", password) values (gen_random_uuid()::text, $1, 'credential', $1, $2)`, [
        person,
        hash,
      ])
    await endSessions(c, person)
    await clearAccount(c, person)
    await tell(c, person, x.place, '您用代工委给的重置码设了新密码', now)
    const says = `${x.name}用重置码设了新密码`
    await recordPlaceEvent(c, { process: 'login', place: x.place, action: 'usedReset', actor: { ...SYSTEM, place: x.place }, at: now, says, data: { person } })
  })
}

/** His own telephone hears of it, or his mail; who has neither reads it on the page. @returns how many were told */
export async function tellResets(pool: pg.Pool, o: { sms?: Sms | undefined; post?: Post | null }, now: Date): Promise<number> {
  const r = await writing(pool, (c) =>
    c.query(
      `update password_reset x set told_at = $1 from person p where p.id = x.person and x.told_at is null and (p.mobile is not null and $2 or p.email is not null and $3)
       returning x.id, x.by_name, p.name, p.mobile, p.email`,
      [now, !!o.sms, !!o.post],
    ),
  )
  for (const x of r.rows) {
    const text = `${x.by_name}为${x.name}重置了呼应的登录密码。不是本人的意思，请马上告诉代工委。`
    if (x.mobile) await o.sms?.send(x.mobile, `【呼应】${text}`, `reset-${x.id}`).catch(() => undefined)
    if (x.email) await o.post?.transport.sendMail({ from: o.post.from, to: x.email, subject: '呼应：登录密码被重置', text }).catch(() => undefined)
  }
  return r.rows.length
}
