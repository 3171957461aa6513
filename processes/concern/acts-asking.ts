/** The doors: what asking, reporting, entering and following do beyond the flow table. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { take, type Use } from '../../kernel/limits.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { newReceipt } from '../../kernel/vault.ts'
import { OUTCOMES } from '../common/topics.ts'
import { attach } from '../suggestion/parts.ts'
import { seatNames } from '../suggestion/rows.ts'
import { CHANNELS } from './actions.ts'
import { type Entrance, entranceOf } from './entrance.ts'
import { answered, ask } from './parts.ts'

/** What the public door hands over beside the form: never part of the input, never recorded. */
export interface Door {
  citizen: { id: string; name?: string; phone?: string }
  channel: keyof typeof CHANNELS
  /** Unit of the station whose code was scanned. */
  station?: string
  /** Seat of the deputy whose code was scanned. */
  deputy?: string
  /** Laid aside by the form; redrawn after the act. */
  photos?: { id: string; name: string }[]
  /** From one address in an hour. */
  mostFrom?: number | undefined
}

/** A number and an address may ask and follow only so often, through whatever public door. */
async function measured(ctx: Ctx, { citizen: { phone }, mostFrom }: Door): Promise<void> {
  const from = ctx.actor.from?.address
  const uses: Use[] = []
  if (phone) uses.push({ kind: 'ask', who: phone })
  if (from) uses.push({ kind: 'askFrom', who: from, ...(mostFrom ? { most: mostFrom } : {}) })
  const over = await take(ctx.client, ctx.vault, uses, ctx.now)
  if (over?.kind === 'ask') throw new Refusal('busy', MANY.ask, { fields: { phone: MANY.ask } })
  if (over) throw new Refusal('busy', MANY.from, { fields: { title: MANY.from } })
}
const MANY = {
  ask: '这个号码今天提得太多了，请明天再提，或者打电话、到站反映',
  from: '从您这里提交的太多了，请过一小时再提，或者打电话、到站反映',
}

/** What a place hands on to another: its own row stays, tied by `parent`. */
export interface Passed {
  title: string
  content: string
  category: string
  where: string
  from: string
  parent: string
}

/** What a reception, or a contact, hands over of a visitor; of a deputy who was received, who he is: no citizen then. */
export interface Taken {
  channel: 'reception' | 'contact' | 'leaders'
  reporter?: { seat: string; name: string } | undefined
  station?: string | undefined
  host?: { seat: string; name: string } | undefined
  who: string
}

interface More {
  channel: keyof typeof CHANNELS
  station?: string | undefined
  reporter?: string | undefined
  parent?: string | undefined
  entrance?: Entrance | undefined
}

/** The row that lists, statistics and the search for likeness read, with the same commit. */
function open(ctx: Ctx, o: More, said = ctx.input): void {
  const { title, content, category, where } = said
  ctx.set({ title, kind: o.channel, category })
  ctx.data({ content, where, channel: o.channel, anonymous: !!said.anonymous, ...(o.entrance ? { entrance: o.entrance.name } : {}) })
  ctx.say({ way: o.entrance ? `${CHANNELS[o.channel]}：${o.entrance.name}` : CHANNELS[o.channel] })
  ctx.afterWrite(async () => {
    await ctx.client.query({
      name: 'concern-new',
      text: `insert into concern (matter, place, channel, category, station, reporter, asked_on, parent, entrance) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      values: [
        ctx.view.matter.id,
        ctx.view.matter.place,
        o.channel,
        category,
        o.station ?? null,
        o.reporter ?? null,
        ctx.today,
        o.parent ?? null,
        o.entrance?.id ?? null,
      ],
    })
  })
}

async function number(ctx: Ctx): Promise<void> {
  const series = `诉${ctx.today.slice(0, 4)}`
  ctx.set({ series, no: await ctx.number(series) })
}

/** Seals who he is beside the matter and lets him in as a party. A citizen gets one row a concern: nothing ties his concerns together. */
async function seal(ctx: Ctx, role: 'author' | 'follower', c: Door['citizen']): Promise<void> {
  const v = ctx.vault
  const receipt = newReceipt()
  await ctx.client.query({
    name: 'citizen-new',
    text: 'insert into citizen (id, name, phone, phone_key, receipt, receipt_sealed, at) values ($1, $2, $3, $4, $5, $6, $7)',
    values: [
      c.id,
      c.name ? v.seal(c.name) : null,
      c.phone ? v.seal(c.phone) : null,
      c.phone ? v.digest('phone', c.phone) : null,
      v.digest('receipt', receipt),
      v.seal(receipt),
      ctx.now,
    ],
  })
  ctx.join(role, { citizen: c.id, name: '群众' })
}

async function atStation(ctx: Ctx, unit: string | undefined): Promise<void> {
  if (!unit) return
  const r = await ctx.client.query(`select name from unit where id = $1 and kind = 'station' and active`, [unit])
  if (!r.rows[0]) throw new Refusal('unknown', '没有这个联络站')
  ctx.join('station', { unit, name: r.rows[0].name })
}

export const asking: Record<string, ActFn> = {
  async ask(ctx) {
    const door = ctx.nested as Door | undefined
    if (!door) throw new Refusal('gate', '请从公开页面提交')
    await measured(ctx, door)
    await number(ctx)
    await seal(ctx, 'author', door.citizen)
    await atStation(ctx, door.station)
    if (door.deputy) {
      const [[seat, name] = []] = await seatNames(ctx, [door.deputy])
      if (seat && name) ctx.join('tracker', { seat, name })
    }
    open(ctx, { channel: door.channel, station: door.station })
    ctx.afterWrite(async () => {
      for (const p of door.photos ?? [])
        await ctx.client.query('insert into citizen_photo (id, matter, citizen, event, name, at) values ($1, $2, $3, $4, $5, $6)', [
          p.id,
          ctx.view.matter.id,
          door.citizen.id,
          ctx.key,
          p.name,
          ctx.now,
        ])
    })
    ctx.tell(['author'], `诉求已收到，编号${receiptHint(ctx)}，${dueWords(ctx)}前有人受理`)
  },

  async report(ctx) {
    await number(ctx)
    ctx.lead = ctx.actor.seat
    ctx.join('reporter', { seat: ctx.actor.seat as string, name: ctx.actor.name })
    open(ctx, { channel: 'monthly', reporter: ctx.actor.seat as string })
    await attach(ctx, ctx.input.attachments)
  },

  async enter(ctx) {
    const { channel, visitor, phone } = ctx.input
    const own = ctx.actor.office === 'station_liaison' ? (ctx.actor.unit ?? undefined) : undefined
    const entrance = await entranceOf(ctx, own)
    const station = own ?? entrance?.station
    await number(ctx)
    await seal(ctx, 'author', { id: crypto.randomUUID(), name: visitor, phone })
    await atStation(ctx, station)
    // Whose entrance it is follows what came through it to the end.
    if (entrance?.deputy) ctx.join('tracker', entrance.deputy)
    open(ctx, { channel, station, entrance })
    await attach(ctx, ctx.input.attachments)
    ctx.tell(['author'], `您反映的问题已经登记，${dueWords(ctx)}前有人受理`)
  },

  async receive(ctx) {
    const p = ctx.nested as Passed | undefined
    if (!p) throw new Refusal('gate', '请从诉求上转来')
    await number(ctx)
    open(ctx, { channel: 'passed', parent: p.parent }, p)
    ctx.say({ from: p.from })
  },

  async take(ctx) {
    const r = ctx.nested as Taken | undefined
    if (!r) throw new Refusal('gate', '请从接待日上登记')
    const { visitor, phone, code, text } = ctx.input
    await number(ctx)
    if (r.reporter) ctx.join('reporter', { seat: r.reporter.seat, name: r.reporter.name })
    else await seal(ctx, 'author', { id: crypto.randomUUID(), name: visitor, phone })
    await atStation(ctx, r.station)
    if (r.host) ctx.join('tracker', { seat: r.host.seat, name: r.host.name })
    open(ctx, { channel: r.channel, station: r.station, reporter: r.reporter?.seat })
    ctx.say({ who: r.who })
    if (!code) {
      ctx.go('submitted')
      ctx.tell(['author'], `您反映的问题已经登记，${dueWords(ctx)}前有人受理`)
      return
    }
    ctx.go('told')
    answered(ctx, { code, text, by: r.who })
    ask(ctx, `您反映的问题当场答复：${OUTCOMES[code as keyof typeof OUTCOMES]}，请评价`)
  },

  async follow(ctx) {
    const door = ctx.nested as Door | undefined
    if (!door) throw new Refusal('gate', '请从公开页面关注')
    if (!ctx.view.matter.data.publicTitle) throw new Refusal('unknown', '没有这件事项，或者您无权查看')
    if (door.citizen.phone) {
      const twice = await ctx.client.query(
        `select 1 from party p join citizen c on c.id = p.citizen where p.matter = $1 and p.left_at is null and c.phone_key = $2`,
        [ctx.view.matter.id, ctx.vault.digest('phone', door.citizen.phone)],
      )
      if (twice.rows.length > 0) throw new Refusal('conflict', '这个号码已经关注过这件诉求')
    }
    await measured(ctx, door)
    await seal(ctx, 'follower', door.citizen)
  },
}

const dueWords = (ctx: Ctx) => ctx.after(ctx.today, ctx.rule('concern.triage'))
const receiptHint = (ctx: Ctx) => `${ctx.view.matter.series}-${ctx.view.matter.no}`
