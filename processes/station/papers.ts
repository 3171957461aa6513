/** Plates (D6), rules that hang in a station (D10), cases it tells (C13). */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import type { Plate } from './process.ts'

const plates = (ctx: Ctx): Plate[] => ctx.view.matter.data.plates ?? []
const standing = (p: Plate) => p.state ?? 'approved'

/** Changes one plate that stands at one of these states. */
function change(ctx: Ctx, field: string, plate: string, at: string, patch: Partial<Plate>): void {
  const own = plates(ctx)
  const i = own.findIndex((p) => p.plate === plate && standing(p) === at)
  if (i < 0) throw wrong(field, '这块牌匾的情况已经变了，请重新选择')
  ctx.data({ plates: own.map((p, k) => (k === i ? { ...p, ...patch, on: ctx.today } : p)) })
}

export const papers: Record<string, ActFn> = {
  applyPlate(ctx) {
    const { plate, reason } = ctx.input
    if (plates(ctx).some((p) => p.plate === plate && ['asked', 'approved'].includes(standing(p)))) throw wrong('plate', '这块牌匾已经申请或者准予')
    ctx.data({ plates: [...plates(ctx), { plate, reason, on: ctx.today, state: 'asked' }] })
    ctx.tell(['daf_staff'], `${ctx.view.matter.title}申请挂牌，请批复`)
  },

  plate(ctx) {
    const { plate, no } = ctx.input
    const own = plates(ctx)
    if (own.some((p) => p.plate === plate && standing(p) === 'approved')) throw wrong('plate', '这块牌匾已经准予')
    if (own.some((p) => p.plate === plate && standing(p) === 'asked')) change(ctx, 'plate', plate, 'asked', { no, state: 'approved' })
    else ctx.data({ plates: [...own, { plate, no, on: ctx.today, state: 'approved' }] })
  },

  refusePlate(ctx) {
    change(ctx, 'asked', ctx.input.asked, 'asked', { state: 'refused', reason: ctx.input.reason })
    ctx.say({ plate: ctx.input.asked })
    ctx.tell(['self:station_liaison'], `没有准予挂牌「${ctx.input.asked}」：${ctx.input.reason}`)
  },

  unplate(ctx) {
    change(ctx, 'hung', ctx.input.hung, 'approved', { state: 'down', reason: ctx.input.reason })
    ctx.say({ plate: ctx.input.hung })
  },

  async policies(ctx) {
    const { kind, name, text, attachments } = ctx.input
    if (!text && attachments.length === 0) throw wrong('text', '请写下正文，或者附上制度文件')
    const m = ctx.view.matter
    await ctx.client.query(
      'insert into station_policy (id, station, matter, kind, name, body, on_day, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [ctx.key, m.data.unit, m.id, kind, name, text, ctx.today, ctx.actor.name, ctx.now],
    )
    await attach(ctx, attachments, { purpose: name })
  },

  async addCase(ctx) {
    const { title, heldOn, text, attachments } = ctx.input
    const m = ctx.view.matter
    await ctx.client.query('insert into station_case (id, station, matter, title, body, held_on, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
      ctx.key,
      m.data.unit,
      m.id,
      title,
      text,
      heldOn,
      ctx.actor.name,
      ctx.now,
    ])
    await attach(ctx, attachments, { purpose: '案例照片' })
  },

  async publishCase(ctx) {
    const r = await ctx.client.query('update station_case set published_on = $3 where matter = $1 and id = any ($2) and published_on is null returning id', [
      ctx.view.matter.id,
      ctx.input.cases,
      ctx.today,
    ])
    if (r.rows.length === 0) throw wrong('cases', '所选的案例已经公开')
    ctx.say({ count: r.rows.length })
  },
}
