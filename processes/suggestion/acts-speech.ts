/** What recording and confirming a speech does (B6). */

import type { ActFn } from '../../kernel/act.ts'
import { length } from '../../kernel/characters.ts'
import { wrong } from './parts.ts'
import { seatNames } from './rows.ts'
import { sittingOn } from './session.ts'

export const speech: Record<string, ActFn> = {
  async recordSpeech(ctx) {
    const { speakers, meeting, report, heldOn, title, situation, proposals } = ctx.input
    if (heldOn > ctx.today) throw wrong('heldOn', '发言日期不能在今天之后')
    const names = await seatNames(ctx, speakers).catch(() => {
      throw wrong('speakers', '有的代表不在本届名册里，请重新选择')
    })
    const [first, ...others] = speakers as string[]
    const delegation = (await ctx.client.query({ name: 'seat-delegation', text: 'select delegation from seat where id = $1', values: [first] })).rows[0]
      ?.delegation
    if (ctx.actor.office === 'delegation_officer' && delegation !== ctx.actor.delegation) throw wrong('speakers', '只能记录本代表团代表的发言')
    const session = await sittingOn(ctx.client, ctx.view.matter.place, heldOn)
    ctx.lead = first as string
    ctx.set({ title, kind: 'speech', delegation, session: session?.id ?? null })
    ctx.data({
      situation,
      proposals,
      source: 'other',
      mayPublish: true,
      receivedOn: ctx.today,
      series: session?.series ?? null,
      speech: { meeting, report, heldOn, by: ctx.actor.name },
    })
    ctx.join('lead', { seat: first as string, name: names.get(first as string) as string })
    for (const seat of new Set(others)) if (seat !== first) ctx.join('cosigner', { seat, name: names.get(seat) as string })
  },

  confirmSpeech(ctx) {
    const { title, situation, proposals } = ctx.input
    const max = ctx.rule<number>('text.titleMax')
    if (length(title) > max) throw wrong('title', `标题最多 ${max} 字，现在 ${length(title)} 字，请写得简短明确`)
    for (const p of ctx.parties('cosigner').filter((x) => x.step === 'asked')) ctx.leave(p)
    ctx.set({ title })
    ctx.data({ situation, proposals })
    ctx.go(ctx.view.matter.session ? 'motionGroupReview' : 'officeReview')
  },
}
