/** What coordination, the paper track and handling at the session do (B11–B13). */
import type { ActFn } from '../../kernel/act.ts'
import { attach, wrong } from './parts.ts'

export const handover: Record<string, ActFn> = {
  async coordinate(ctx) {
    const { heldOn, place, people, opinions, conclusion, attachments } = ctx.input
    if (heldOn > ctx.today) throw wrong('heldOn', '会商日期不能在今天之后')
    await ctx.client.query({
      name: 'coordination-new',
      text: 'insert into coordination (id, matter, held_on, place, people, opinions, conclusion, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      values: [crypto.randomUUID(), ctx.view.matter.id, heldOn, place, people, opinions, conclusion, ctx.actor.name, ctx.now],
    })
    await attach(ctx, attachments)
    ctx.data({ coordinated: heldOn })
    // The words stand on the page: a notice stays with a unit that later leaves.
    ctx.tell(['main', 'co'], `会商有了结论，请看页面：${ctx.subject()}`)
  },

  recordPaper(ctx) {
    const { on, receiver, docNo } = ctx.input
    if (on > ctx.today) throw wrong('on', '送达日期不能在今天之后')
    ctx.note(ctx.party, { paper: { on, receiver, docNo } })
  },

  async receiveOnSite(ctx) {
    await ctx.client.query({
      name: 'onsite-new',
      text: `insert into onsite (party, matter, person, plan, planned_at) values ($1, $2, $3, $4, $5)
        on conflict (party) do update set person = excluded.person, plan = excluded.plan, planned_at = excluded.planned_at`,
      values: [ctx.party.id, ctx.view.matter.id, ctx.input.person, ctx.input.plan, ctx.now],
    })
    ctx.note(ctx.party, { onsite: ctx.today })
    ctx.tell(['lead'], `${ctx.party.name}已驻会领办${ctx.subject()}，提出了初步方案`)
  },

  async preliminaryReply(ctx) {
    await ctx.client.query({
      name: 'onsite-reply',
      text: 'update onsite set reply = $2, told = $3, replied_at = $4 where party = $1',
      values: [ctx.party.id, ctx.input.reply, ctx.input.told, ctx.now],
    })
    ctx.tell(['lead', 'cosigner'], `${ctx.party.name}就${ctx.subject()}作了初步答复`)
  },

  signedAtMeeting(ctx) {
    ctx.note(ctx.party, { signedAtMeeting: ctx.today })
  },
}
