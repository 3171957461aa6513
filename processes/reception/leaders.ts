/** 主任接待代表 (C5): a leader receives deputies; each thing they say goes its own way and is answered to them. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Taken } from '../concern/acts-asking.ts'
import { wrong } from '../suggestion/parts.ts'
import { seatNames } from '../suggestion/rows.ts'
import { WAYS } from './actions.ts'

export async function byLeader(ctx: Ctx): Promise<{ whom: string; count: number }> {
  const { leader, received } = ctx.input
  if (!leader) throw wrong('leader', '请选择接待的主任、副主任')
  const r = await ctx.client.query(
    `select p.name from seat s join person p on p.id = s.person where s.id = $1 and s.place = $2 and s.office = 'sc_leader' and s.state = 'active'
     and s.starts_on <= $3 and (s.ends_on is null or s.ends_on >= $3)`,
    [leader, ctx.view.matter.place, ctx.today],
  )
  if (!r.rows[0]) throw wrong('leader', '所选的不是在任的主任会议成员，请重新选择')
  if (received.length === 0) throw wrong('received', '请至少选一位受接待的代表')
  ctx.join('leader', { seat: leader, name: r.rows[0].name })
  const seats = await seatNames(ctx, received)
  for (const [seat, name] of seats) ctx.join('received', { seat, name })
  return { whom: '受接待代表', count: seats.size }
}

export const leading: Record<string, ActFn> = {
  async hear(ctx) {
    const { deputy, title, content, category, way, units, text } = ctx.input
    const d = ctx.view.matter.data
    if (ctx.today < d.heldOn) throw new Refusal('gate', `接待定于${d.heldOn}，当天才能记代表意见`)
    const who = ctx.parties('received').find((p) => p.id === deputy)
    if (!who?.seat) throw wrong('deputy', '请选择本次受接待的代表')
    if (way === 'forward' && units.length === 0) throw wrong('units', '请选择转给哪个单位')
    if (way === 'note' && !text) throw wrong('text', '请写下怎样答复的')
    const made = await ctx.nest({
      process: 'concern',
      action: 'take',
      matter: null,
      as: { system: ctx.view.matter.place },
      input: { title, content, category, where: '', ...(way === 'note' ? { code: 'explained', text } : {}) },
      extra: { channel: 'leaders', reporter: { seat: who.seat, name: who.name }, who: ctx.actor.name } satisfies Taken,
    })
    // The office decides at once, as it would at the concern's own page.
    if (way === 'suggestion') await ctx.nest({ process: 'concern', action: 'adopt', matter: made.matter, input: { deputy: [who.seat] } })
    if (way === 'forward')
      await ctx.nest({ process: 'concern', action: 'assign', matter: made.matter, input: { main: units, publicTitle: '', note: '主任接待代表时提出' } })
    ctx.link(made.matter, '主任接待代表')
    const no = 1 + (d.opinions ?? 0)
    ctx.data({ opinions: no })
    ctx.say({ who: who.name, no, what: WAYS[way as keyof typeof WAYS] })
    ctx.afterWrite(async () => {
      await ctx.client.query('insert into reception_opinion (reception, no, matter, seat, way, at) values ($1, $2, $3, $4, $5, $6)', [
        ctx.view.matter.id,
        no,
        made.matter,
        who.seat,
        way,
        ctx.now,
      ])
    })
  },
}
