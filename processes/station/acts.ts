/** What registering, checking, filling and running a station do beyond the flow table. */
import type { ActFn } from '../../kernel/act.ts'
import { cut } from '../../kernel/characters.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import type { FromStation } from '../contact/liaison.ts'
import { daysOf, receptionDays, rota } from '../reception/rota.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { chainSeats } from '../suggestion/rows.ts'
import { ACTIVITY, DEMOS, QUOTAS, STANDARD_RULES, STANDARDS } from './actions.ts'
import { entrances, stop } from './entrances.ts'
import { papers } from './papers.ts'

/** '116.79,33.95' → [116.79, 33.95]; nothing → nothing. */
function place(text: string): [number, number] | null {
  if (!text) return null
  const m = /^(\d{2,3}(?:\.\d{1,8})?)[,，\s]\s*(\d{1,2}(?:\.\d{1,8})?)$/.exec(text)
  const [lng, lat] = [Number(m?.[1]), Number(m?.[2])]
  if (!m || lng < 73 || lng > 136 || lat < 3 || lat > 54) throw wrong('coordinates', '坐标应为经度、纬度两个数，经度在前，如：116.79,33.95')
  return [lng, lat]
}

const BASICS = ['name', 'type', 'level', 'address', 'head', 'phone', 'area', 'village', 'facilities', 'brand', 'coordinates'] as const

/** The register's row follows the matter, in the same commit. */
function keep(ctx: Ctx): void {
  const m = ctx.view.matter
  ctx.afterWrite(async () => {
    const d = m.data
    await ctx.client.query({
      name: 'station-keep',
      text: `insert into station (unit, matter, place, type, level, address, area, opened_on, head, phone, online, village, facilities, state, standard, demo_named_on, renewed_on, lng, lat)
        values ($1, $2, $3, $4, $5, $6, nullif($7, 0), $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        on conflict (matter) do update set type = excluded.type, level = excluded.level, address = excluded.address, area = excluded.area, opened_on = excluded.opened_on, head = excluded.head,
          phone = excluded.phone, online = excluded.online, village = excluded.village, facilities = excluded.facilities, state = excluded.state, standard = excluded.standard,
          demo_named_on = excluded.demo_named_on, renewed_on = excluded.renewed_on, lng = excluded.lng, lat = excluded.lat`,
      values: [
        d.unit,
        m.id,
        m.place,
        d.type,
        d.level,
        d.address,
        d.area,
        d.openedOn ?? null,
        d.head,
        d.phone,
        d.type === 'online',
        d.village,
        String(d.facilities)
          .split(/[、，,\n]/)
          .map((x) => x.trim())
          .filter(Boolean),
        m.state,
        d.standard ?? null,
        d.demo?.stage === 'named' ? d.demo.on : null,
        d.renewedOn ?? null,
        ...(place(d.coordinates ?? '') ?? [null, null]),
      ],
    })
    await ctx.client.query("update unit set name = $2, short = $5, phone = nullif($3, ''), active = $4 where id = $1", [
      d.unit,
      m.title,
      d.phone,
      m.state !== 'closed',
      shortName(m.title),
    ])
  })
}

const shortName = (name: string) => cut(name, 12)

/** A unit of that name without a register's row is taken over (it came with its liaison); otherwise it is made. */
async function unitFor(ctx: Ctx, name: string): Promise<string> {
  const r = await ctx.client.query(
    `insert into unit (id, place, kind, name, short, system) values ($1, $2, 'station', $3, $4, 'congress') on conflict (place, kind, name) do update set name = excluded.name returning id`,
    [ctx.view.matter.id, ctx.view.matter.place, name, shortName(name)],
  )
  return r.rows[0].id
}

function basics(ctx: Ctx): void {
  place(ctx.input.coordinates)
  if (ctx.input.type === 'brand' && !ctx.input.brand) throw wrong('brand', '请选择是哪种特色品牌')
  const d = Object.fromEntries(BASICS.map((k) => [k, ctx.input[k]]))
  ctx.set({ title: ctx.input.name, kind: ctx.input.type })
  ctx.data(d)
}

/** A county puts forward no more of a kind than the place's rule gives it; its offices are let in one after the other. */
async function withinQuota(ctx: Ctx, kind: string): Promise<void> {
  const key = QUOTAS[kind]
  if (!key) return
  const max = ctx.rule<number>(key)
  const { code, name, path } = (
    await ctx.client.query(
      `select c.code, c.name, c.path from place own, place c where own.code = $1 and own.path like c.path || '%' and (c.level = 'county' or c.code = own.code)
       order by c.level = 'county' desc limit 1`,
      [ctx.view.matter.place],
    )
  ).rows[0]
  await ctx.client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${key}/${code}`])
  const r = await ctx.client.query(
    `select m.title from matter m join place p on p.code = m.place where m.process = 'station' and m.id <> $1 and m.state <> 'closed' and m.data->'demo'->>'kind' = $2 and (p.code = $3 or p.path like $4)
     order by m.title`,
    [ctx.view.matter.id, kind, code, `${path}%`],
  )
  if (r.rows.length >= max)
    throw wrong(
      'kind',
      `${name}的${DEMOS[kind as keyof typeof DEMOS]}本地规定最多${max}个，已有${r.rows.length}个${
        r.rows.length
          ? `（${r.rows
              .map((x) => x.title)
              .slice(0, 5)
              .join('、')}）`
          : ''
      }；请先取消其中一个，或者由代工委在「设置」里调整`,
    )
}

const just = (ctx: Ctx) => keep(ctx)

export const acts: Record<string, ActFn> = {
  ...clockActs,
  ...papers,
  ...entrances,

  async register(ctx) {
    const { stage, openedOn, name } = ctx.input
    if (openedOn && openedOn > ctx.today) throw wrong('openedOn', '启用日期不能在今天之后')
    basics(ctx)
    const unit = await unitFor(ctx, name)
    ctx.data({ unit, openedOn: stage === 'running' ? (openedOn ?? ctx.today) : null })
    ctx.join('self', { unit, name })
    ctx.go(stage)
    keep(ctx)
    await attach(ctx, ctx.input.photos, { purpose: '站点照片' })
  },

  amend(ctx) {
    basics(ctx)
    keep(ctx)
  },

  build: just,
  resume: just,
  suspend: just,

  async close(ctx) {
    await stop(ctx)
    ctx.afterWrite(async () => {
      await ctx.client.query('update station_deputy set until = $2 where station = $1 and until is null', [ctx.view.matter.data.unit, ctx.today])
    })
    keep(ctx)
  },

  async selfCheck(ctx) {
    const { standard, items, note, attachments } = ctx.input
    const all = ctx.rule<readonly string[]>(STANDARD_RULES[standard as keyof typeof STANDARD_RULES])
    if (all.length === 0) throw wrong('standard', `「${STANDARDS[standard as keyof typeof STANDARDS]}」的条目还没有填写，请代工委先在「设置」里按本地标准填上`)
    if (items.some((x: string) => !all.includes(x))) throw wrong('items', '有的条目已经不在标准里，请重新勾选')
    ctx.data({ standard, check: { standard, items, all, note, on: ctx.today, by: ctx.actor.name }, openedOn: ctx.view.matter.data.openedOn ?? null })
    ctx.say({ words: STANDARDS[standard as keyof typeof STANDARDS], done: items.length, all: all.length })
    await attach(ctx, attachments, { purpose: '自查照片' })
    keep(ctx)
  },

  review(ctx) {
    const { pass, text } = ctx.input
    if (pass === 'no' && !text) throw wrong('text', '请写明需要整改什么')
    ctx.go(pass === 'yes' ? 'running' : 'mending')
    ctx.say({ verdict: pass === 'yes' ? '达标' : `需要整改：${text}` })
    const m = ctx.view.matter
    ctx.data({ reviewed: { pass, text, on: ctx.today, by: ctx.actor.name }, ...(pass === 'yes' && !m.data.openedOn ? { openedOn: ctx.today } : {}) })
    keep(ctx)
  },

  renew(ctx) {
    if (ctx.input.on > ctx.today) throw wrong('on', '完成日期不能在今天之后')
    ctx.data({ renewedOn: ctx.input.on, renewal: ctx.input.text })
    keep(ctx)
  },

  async nameDemo(ctx) {
    const { kind, stage } = ctx.input
    await withinQuota(ctx, kind)
    const stages = { nominated: '推荐', building: '创建', checked: '验收', named: '命名' }
    ctx.data({ demo: kind === 'none' ? null : { kind, stage, on: ctx.today } })
    ctx.say({ kind: DEMOS[kind as keyof typeof DEMOS], stage: kind === 'none' ? '取消' : stages[stage as keyof typeof stages] })
    keep(ctx)
  },

  async place(ctx) {
    const seats = await chainSeats(ctx, ctx.input.deputies)
    const r = await ctx.client.query(
      `insert into station_deputy (station, seat, since) select $1, x, $3 from unnest($2::uuid[]) x on conflict do nothing returning seat`,
      [ctx.view.matter.data.unit, [...seats.keys()], ctx.today],
    )
    if (r.rows.length === 0) throw wrong('deputies', '所选代表都已经在站里')
    const fresh = r.rows.map((x) => ({ seat: x.seat as string, name: seats.get(x.seat)?.name ?? '' }))
    ctx.data({ placed: [...(ctx.view.matter.data.placed ?? []), ...fresh] })
    ctx.say({ count: r.rows.length })
  },

  async unplace(ctx) {
    const r = await ctx.client.query('update station_deputy set until = $3 where station = $1 and seat = any ($2) and until is null returning seat', [
      ctx.view.matter.data.unit,
      ctx.input.seats,
      ctx.today,
    ])
    if (r.rows.length === 0) throw wrong('seats', '所选代表不在站里')
    const gone = new Set(r.rows.map((x) => x.seat))
    ctx.data({ placed: (ctx.view.matter.data.placed ?? []).filter((x: { seat: string }) => !gone.has(x.seat)) })
    ctx.say({ count: r.rows.length })
  },

  async nominate(ctx) {
    const { deputy, name, area, phone } = ctx.input
    const placed = ((ctx.view.matter.data.placed ?? []) as { seat: string; name: string }[]).find((x) => x.seat === deputy)
    if (!placed) throw wrong('deputy', '请选择一位进站代表')
    // His own congress keeps the list of who keeps in touch with the people.
    const list = (
      await ctx.client.query(
        `select m.id, m.place from seat s join matter m on m.place = s.place and m.process = 'contact' and m.kind = 'deputyPeople' and m.state = 'active' where s.id = $1 order by m.created_at desc limit 1`,
        [deputy],
      )
    ).rows[0]
    if (!list) throw wrong('deputy', `${placed.name}所在人大还没有印发代表联系群众名单，请代工委先在「固定联系」里印发`)
    await ctx.nest({
      process: 'contact',
      action: 'nominate',
      matter: list.id,
      as: { system: list.place },
      input: { deputy, name, area, phone },
      extra: { station: ctx.view.matter.data.unit, who: ctx.view.matter.title } satisfies FromStation,
    })
    ctx.say({ who: placed.name })
  },

  setPlan(ctx) {
    const { year, rows } = ctx.input
    ctx.data({ plans: { ...(ctx.view.matter.data.plans ?? {}), [year]: rows } })
  },

  async rota(ctx) {
    const { year, from, to, where, theme } = ctx.input
    const hosts = ((ctx.view.matter.data.placed ?? []) as { seat: string }[]).map((x) => x.seat)
    if (hosts.length === 0) throw wrong('year', '站里还没有编入代表，请先办「代表进站」')
    const start = [`${year}-01-01`, ctx.today].sort()[1] as string
    const days = receptionDays((d) => ctx.isWorkday(d), start, `${year}-12-31`, daysOf(ctx.rule<string>('station.rotaDays')))
    const unit = ctx.view.matter.data.unit
    const done = await ctx.client.query(
      `select r.held_on::text as on, (select coalesce(json_agg(h.seat), '[]') from reception_host h where h.reception = r.matter) as hosts from reception r where r.station = $1 and extract(year from r.held_on) = $2 and r.state <> 'cancelled'`,
      [unit, year],
    )
    const had = new Map<string, number>()
    for (const d of done.rows) for (const h of d.hosts as string[]) had.set(h, (had.get(h) ?? 0) + 1)
    const fresh = days.filter((d) => !done.rows.some((x) => x.on === d.on))
    if (fresh.length === 0) throw wrong('year', '这一年的接待日都已经排好')
    for (const d of rota(fresh, hosts, ctx.rule<number>('station.rotaHosts'), had))
      await ctx.nest({
        process: 'reception',
        action: 'plan',
        matter: null,
        input: { kind: 'day', station: unit, heldOn: d.on, from, to, where, theme, hosts: d.hosts },
      })
    ctx.say({ count: fresh.length })
  },

  async logActivity(ctx) {
    const { kind, title, heldOn, came, people, summary, attachments } = ctx.input
    if (heldOn > ctx.today) throw wrong('heldOn', '活动日期不能在今天之后')
    const seats = await chainSeats(ctx, came, 'came')
    await ctx.client.query(
      `with a as (insert into station_activity (id, station, matter, kind, title, held_on, people, summary, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id)
       insert into station_came (activity, seat) select a.id, x from a, unnest($11::uuid[]) x`,
      [ctx.key, ctx.view.matter.data.unit, ctx.view.matter.id, kind, title, heldOn, people, summary, ctx.actor.name, ctx.now, [...seats.keys()]],
    )
    ctx.say({ what: ACTIVITY[kind as keyof typeof ACTIVITY] })
    await attach(ctx, attachments, { purpose: ACTIVITY[kind as keyof typeof ACTIVITY] })
  },
}
