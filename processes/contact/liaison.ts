/** 代表联络员 (A10): put forward by a deputy, a station or the office; approved by the office; begins; leaves. The number goes with him. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { wrong } from '../suggestion/parts.ts'
import { seatNames } from '../suggestion/rows.ts'

/** What a station hands over when it puts somebody forward. */
export interface FromStation {
  station: string
  who: string
}

/** Those of the list that stand in one of these states, moved on; none is a refusal. */
async function move(ctx: Ctx, field: string, from: string[], set: string, none: string): Promise<void> {
  const r = await ctx.client.query(
    `update voter_liaison set ${set} where list = $1 and id = any ($2) and state = any ($4) and $3::date is not null returning id`,
    [ctx.view.matter.id, ctx.input[field], ctx.today, from],
  )
  if (r.rows.length === 0) throw wrong(field, none)
  await recount(ctx)
  ctx.say({ count: r.rows.length })
}

/** How many wait for a decision: the clock runs while there are any. */
async function recount(ctx: Ctx): Promise<void> {
  const r = await ctx.client.query(`select count(*)::int as n from voter_liaison where list = $1 and state = 'nominated'`, [ctx.view.matter.id])
  ctx.data({ nominees: r.rows[0].n })
}

export const liaison: Record<string, ActFn> = {
  async nominate(ctx) {
    const { deputy, name, area, phone } = ctx.input
    const from = ctx.nested as FromStation | undefined
    const names = await seatNames(ctx, [deputy])
    if (ctx.actor.office === 'deputy' && deputy !== ctx.actor.seat) throw wrong('deputy', '代表只能给自己推荐联络员，请选择本人')
    const who = from?.who ?? ctx.actor.name
    await ctx.client.query(
      `insert into voter_liaison (id, list, deputy, name, area, phone, state, since, nominated_by, station) values ($1, $2, $3, $4, $5, $6, 'nominated', $7, $8, $9)`,
      [ctx.key, ctx.view.matter.id, deputy, name, area, phone ? ctx.vault.seal(phone) : null, ctx.today, who, from?.station ?? null],
    )
    await recount(ctx)
    ctx.say({ who })
    ctx.tell(['daf_staff'], `${who}为${names.get(deputy)}推荐了代表联络员，请审核：${ctx.view.matter.title}`)
  },

  approve: (ctx) => move(ctx, 'nominees', ['nominated'], `state = 'approved', approved_on = $3`, '所选的人选已经审核过'),
  decline: (ctx) => move(ctx, 'nominees', ['nominated'], `state = 'ended', until = $3, phone = null`, '所选的人选已经审核过'),
  appoint: (ctx) => move(ctx, 'approved', ['approved'], `state = 'active', active_on = $3`, '所选的人还没有审核同意，或者已经上岗'),
  release: (ctx) => move(ctx, 'people', ['nominated', 'approved', 'active'], `state = 'ended', until = $3, phone = null`, '所选的联络员已经离任'),
}
