/** What arranging, announcing, receiving and recording a reception day do beyond the flow table. */

import { createHash } from 'node:crypto'
import type { ActFn } from '../../kernel/act.ts'
import { first } from '../../kernel/characters.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import type { Party } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { daysBefore } from '../common/before.ts'
import { clockActs } from '../common/clock-acts.ts'
import type { Taken } from '../concern/acts-asking.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { chainSeats } from '../suggestion/rows.ts'
import { KINDS } from './actions.ts'
import { byLeader, leading } from './leaders.ts'

/** '刘**': the family name only, as ledgers and lists show a visitor. */
export const masked = (name: string): string => (name ? `${first(name)}**` : '群众')
/** Six digits that are right on one day at one reception: whoever types them has stood before the sheet. */
export const signCode = (matter: string, day: string): string =>
  String(Number.parseInt(createHash('sha256').update(`sign/${matter}/${day}`).digest('hex').slice(0, 8), 16) % 1_000_000).padStart(6, '0')

function keep(ctx: Ctx): void {
  ctx.afterWrite(async () => {
    const m = ctx.view.matter
    const there = (p: Party) => ['signed', 'came'].includes(p.step)
    await ctx.client.query({
      name: 'reception-keep',
      text: `insert into reception (matter, place, station, held_on, state, kind) values ($1, $2, $3, $4, $5, $6)
        on conflict (matter) do update set held_on = excluded.held_on, state = excluded.state`,
      values: [m.id, m.place, m.data.station ?? null, m.data.heldOn, m.state, m.kind],
    })
    // Hosts follow the parties: who was swapped out is no host any more.
    const hosts = ctx.parties('host', 'leader').map((p) => [p.seat, there(p)] as const)
    await ctx.client.query('delete from reception_host where reception = $1 and not seat = any ($2)', [m.id, hosts.map(([s]) => s)])
    await ctx.client.query(
      `insert into reception_host (reception, seat, came) select $1, x.seat, x.came from jsonb_to_recordset($2) as x(seat uuid, came boolean)
       on conflict (reception, seat) do update set came = excluded.came`,
      [m.id, JSON.stringify(hosts.map(([seat, came]) => ({ seat, came })))],
    )
    if (m.kind !== 'leaders') return
    const received = ctx.parties('received').map((p) => ({ seat: p.seat, came: there(p) }))
    await ctx.client.query('delete from reception_received where reception = $1 and not seat = any ($2)', [m.id, received.map((x) => x.seat)])
    await ctx.client.query(
      `insert into reception_received (reception, seat, came) select $1, x.seat, x.came from jsonb_to_recordset($2) as x(seat uuid, came boolean)
       on conflict (reception, seat) do update set came = excluded.came`,
      [m.id, JSON.stringify(received)],
    )
  })
}

function arrange(ctx: Ctx): void {
  const { heldOn, from, to, where, theme, video } = ctx.input
  if (heldOn < ctx.today) throw wrong('heldOn', '接待日期不能在今天之前')
  if (to <= from) throw wrong('to', '结束应晚于开始')
  const by = [daysBefore(ctx, heldOn, ctx.rule('reception.announce')), ctx.today].sort()[1] as string
  ctx.data({ heldOn, from, to, where, theme, video, announceBy: by })
}

const name = (ctx: Ctx) => `${ctx.view.matter.data.heldOn} ${KINDS[ctx.view.matter.kind as keyof typeof KINDS]}`

const COMING = ['host', 'leader', 'received'] as const
/** What came of it in numbers: visitors of a deputy's day, opinions of a leader's. */
const said = (ctx: Ctx) => (ctx.view.matter.kind === 'leaders' ? `意见${ctx.view.matter.data.opinions ?? 0}条` : `来访${ctx.view.matter.data.visitors ?? 0}批`)

async function byDeputies(ctx: Ctx, hosts: string[]): Promise<{ whom: string; count: number }> {
  const seats = await chainSeats(ctx, hosts, 'hosts')
  for (const [seat, x] of seats) ctx.join('host', { seat, name: x.name })
  return { whom: '接待代表', count: seats.size }
}

export const acts: Record<string, ActFn> = {
  ...clockActs,
  ...leading,

  async plan(ctx) {
    const { kind, station, heldOn, hosts, video } = ctx.input
    ctx.set({ kind })
    arrange(ctx)
    if (kind === 'video' && !video) throw wrong('video', '网络视频接待请填写链接')
    const own = ctx.actor.office === 'station_liaison' ? ctx.actor.unit : (station ?? null)
    const at = own
      ? (
          await ctx.client.query(
            `select u.name from unit u join place p on p.code = u.place, place o where u.id = $1 and u.kind = 'station' and u.active and o.code = $2 and p.path like o.path || '%'`,
            [own, ctx.view.matter.place],
          )
        ).rows[0]
      : undefined
    if (own && !at) throw wrong('station', '请选择本地的联络站')
    if (own) ctx.join('station', { unit: own, name: at.name })
    const count = kind === 'leaders' ? await byLeader(ctx) : await byDeputies(ctx, hosts)
    ctx.data({ station: own })
    ctx.set({ title: `${heldOn} ${at?.name ?? ''}${KINDS[kind as keyof typeof KINDS]}` })
    ctx.say({ on: heldOn, what: KINDS[kind as keyof typeof KINDS], ...count })
    keep(ctx)
  },

  amend(ctx) {
    const was = ctx.view.matter.data.heldOn
    arrange(ctx)
    if (was !== ctx.input.heldOn) ctx.set({ title: ctx.view.matter.title.replace(was, ctx.input.heldOn) })
    if (ctx.before.state === 'announced') ctx.tell([...COMING, 'station'], `接待安排有变动：${name(ctx)}，${ctx.input.where}`)
    keep(ctx)
  },

  async swap(ctx) {
    if (ctx.input.into.length !== 1) throw wrong('into', '请选一位代表')
    const out = ctx.parties('host', 'received').find((p) => p.id === ctx.input.out)
    if (!out) throw wrong('out', '换下的代表不在本次接待里')
    const [[seat, x] = []] = await chainSeats(ctx, ctx.input.into, 'into')
    if (!seat || !x) return
    const role = out.role as 'host'
    if (ctx.parties(role).some((p) => p.seat === seat)) throw wrong('into', '这位代表已经在本次接待里')
    ctx.leave(out)
    const fresh = ctx.join(role, { seat, name: x.name, step: ctx.before.state === 'announced' ? 'asked' : 'listed' })
    ctx.say({ out: out.name, into: x.name })
    ctx.tell([role], `请您接替参加接待：${name(ctx)}`, 'news', fresh)
    keep(ctx)
  },

  announce(ctx) {
    if (ctx.parties(...COMING).length === 0) throw new Refusal('gate', '还没有接待代表，请先「调整接待代表」或重新安排')
    for (const p of ctx.parties(...COMING)) if (p.step === 'listed') ctx.step(p, 'asked')
    ctx.data({ notice: ctx.input.notice, announcedOn: ctx.today })
    keep(ctx)
  },

  leave(ctx) {
    ctx.note(ctx.party, { reason: ctx.input.reason })
    ctx.tell(['daf_staff', 'station:station_liaison'], `${ctx.nameOf(ctx.party)}请假，请安排接替：${name(ctx)}`, 'warn')
    keep(ctx)
  },

  signIn(ctx) {
    const d = ctx.view.matter.data
    if (ctx.today !== d.heldOn) throw new Refusal('gate', `接待定于${d.heldOn}，当天才能签到`)
    const { code } = ctx.input
    if (code && code !== signCode(ctx.view.matter.id, ctx.today)) throw wrong('code', '签到码不对，请看站里当天的签到码')
    ctx.note(ctx.party, { signed: code ? 'code' : 'self', signedAt: ctx.now.toISOString() })
    ctx.say({ way: code ? '扫码，在站内' : '自行签到' })
    keep(ctx)
  },

  async receive(ctx) {
    const { visitor, phone, people, title, content, category, where, onSpot, code, text, takenAt } = ctx.input
    const d = ctx.view.matter.data
    if (ctx.today < d.heldOn) throw new Refusal('gate', `接待定于${d.heldOn}，当天才能登记来访`)
    if (takenAt && new Date(takenAt) > new Date(ctx.now.getTime() + 86_400_000)) throw wrong('takenAt', '登记时间不对，请检查手机的时间')
    if (onSpot === 'yes' && !code) throw wrong('code', '请选择当场答复的结果')
    if (onSpot === 'yes' && !text) throw wrong('text', '请写下怎样答复的')
    const own = ctx.parties('host').find((p) => p.seat === ctx.actor.seat)
    const made = await ctx.nest({
      process: 'concern',
      action: 'take',
      matter: null,
      as: { system: ctx.view.matter.place },
      input: { title, content, category, where, visitor, phone, ...(onSpot === 'yes' ? { code, text } : {}) },
      extra: {
        channel: 'reception',
        station: d.station ?? undefined,
        host: own ? { seat: own.seat as string, name: own.name } : undefined,
        who: ctx.actor.name,
      } satisfies Taken,
    })
    ctx.link(made.matter, '接待登记')
    const no = 1 + (d.visitors ?? 0)
    ctx.data({ visitors: no, people: (d.people ?? 0) + people, answeredOnSpot: (d.answeredOnSpot ?? 0) + (onSpot === 'yes' ? 1 : 0) })
    ctx.say({ no })
    ctx.afterWrite(async () => {
      await ctx.client.query('insert into reception_visitor (reception, no, matter, seat, masked, people, at) values ($1, $2, $3, $4, $5, $6, $7)', [
        ctx.view.matter.id,
        no,
        made.matter,
        own?.seat ?? null,
        masked(visitor),
        people,
        takenAt ?? ctx.now,
      ])
    })
  },

  hold(ctx) {
    const d = ctx.view.matter.data
    if (ctx.today < d.heldOn) throw wrong('came', `接待定于${d.heldOn}，当天起才能登记到场`)
    const came = new Set<string>(ctx.input.came)
    const all = ctx.parties(...COMING)
    for (const p of all) {
      if (came.has(p.id) || p.step === 'signed') ctx.step(p, 'came')
      else if (p.step !== 'away') ctx.step(p, 'missing')
    }
    const leaders = ctx.view.matter.kind === 'leaders'
    ctx.say({ whom: leaders ? '受接待代表' : '接待代表', count: all.filter((p) => p.role !== 'leader' && p.step === 'came').length, what: said(ctx) })
    keep(ctx)
  },

  async record(ctx) {
    ctx.data({ summary: ctx.input.summary, recordedOn: ctx.today })
    ctx.say({ what: said(ctx) })
    await attach(ctx, ctx.input.attachments, { purpose: '接待照片' })
    keep(ctx)
  },

  cancel(ctx) {
    if (ctx.before.state === 'announced') ctx.tell([...COMING, 'station'], `接待取消：${name(ctx)}，${ctx.input.reason}`)
    keep(ctx)
  },
}
