/** 催办登记 (B22): each rung climbed for an item, in the same transaction as the act that climbs it. */
import type pg from 'pg'
import type { Ctx } from '../../kernel/ctx.ts'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'

export interface Climb {
  matter: string
  party: string
  unit: string
  rung: 'reminder' | 'phone' | 'letter' | 'onsite' | 'interview' | 'hung' | 'ordered' | 'criticised'
  channel: string
  person?: string
  note?: string
  answer?: string
}

export async function climb(ctx: Ctx, x: Climb): Promise<void> {
  await ctx.client.query({
    name: 'urging-new',
    text: `insert into urging (id, matter, party, unit, place, rung, channel, person, note, answer, by_seat, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      crypto.randomUUID(),
      x.matter,
      x.party,
      x.unit,
      ctx.view.matter.place,
      x.rung,
      x.channel,
      x.person ?? '',
      x.note ?? '',
      x.answer ?? '',
      ctx.actor.seat,
      ctx.now,
    ],
  })
}

export async function urgings(client: pg.ClientBase, view: View): Promise<Section> {
  const r = await client.query({
    name: 'urgings',
    text: `select (g.at at time zone 'Asia/Shanghai')::date::text as "on", u.name, g.channel, g.person, g.note, g.answer from urging g join unit u on u.id = g.unit where g.matter = $1 order by g.at`,
    values: [view.matter.id],
  })
  return {
    key: 'urgings',
    title: '催办督办',
    head: ['日期', '单位', '方式', '对方', '内容', '答复'],
    rows: r.rows.map((x) => [x.on, x.name, x.channel, x.person, x.note, x.answer]),
  }
}
