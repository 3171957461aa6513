/** More time, another unit, one more unit: what telling and hearing the deputies does. */
import type { ActFn } from '../../kernel/act.ts'
import type { Party } from '../../kernel/process.ts'
import { type Opinion, opinionsOf, pending, VIEWS } from './changing.ts'
import { wrong } from './parts.ts'
import { unitNames } from './rows.ts'

export const AUTHORS = ['lead', 'cosigner', 'joined'] as const
const WORDS = { extension: '延期申请', return: '退回申请' }

/** Who objected is heard before the office agrees: it answers him in words. */
export function heard(p: Party, words: string | undefined): void {
  const against = opinionsOf(p).filter((o) => o.view === 'object')
  if (against.length > 0 && !words) throw wrong('opinion', `有${against.length}位代表表示异议，同意的请写明如何向代表说明`)
}

export const changing: Record<string, ActFn> = {
  sayToChange(ctx) {
    const p = ctx.party
    const what = pending(p) as Opinion['what']
    const { view, text } = ctx.input
    const mine: Opinion = { seat: ctx.actor.seat as string, on: ctx.today, what, view, text: text ?? '' }
    ctx.note(p, { opinions: [...(p.data.opinions ?? []).filter((o: Opinion) => o.seat !== mine.seat || o.what !== what), mine] })
    ctx.say({ what: WORDS[what], stand: VIEWS[view as keyof typeof VIEWS] })
  },

  async addCo(ctx) {
    const ids = [...new Set(ctx.input.units as string[])]
    if (ids.length === 0) throw wrong('units', '请至少选一个会办单位')
    const names = await unitNames(ctx, ids)
    const here = ctx.parties('main', 'co').find((p) => ids.includes(p.unit as string))
    if (here) throw wrong('units', `${here.name}已经在承办本件`)
    for (const [unit, name] of names)
      ctx.join('co', {
        unit,
        name,
        step: 'noticed',
        data: { kind: 'lead', added: ctx.today, handedOn: ctx.today, returnUntil: ctx.after(ctx.today, ctx.rule('clock.return')), round: 1, contacts: 0 },
      })
    const units = [...names.values()].join('、')
    if (ctx.view.matter.data.arrangement === 'sole') {
      // What was one unit's alone is now handled together.
      ctx.data({ arrangement: 'lead' })
      for (const p of ctx.parties('main')) ctx.note(p, { kind: 'lead' })
    }
    ctx.say({ units })
    ctx.tell(['main'], `${units}参加会办：${ctx.subject()}`)
    ctx.tell([...AUTHORS], `${ctx.subject()}增加会办单位${units}：${ctx.input.reason}`)
  },
}
