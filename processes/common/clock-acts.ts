/** What 系统 does when a clock has run out or the calendar has changed: the same words in every process. */
import type { ActFn } from '../../kernel/act.ts'
import { dayWords } from '../../kernel/calendar.ts'

export const clockActs: Record<'lapse' | 'redate', ActFn> = {
  lapse(ctx) {
    const row = ctx.late()
    const p = ctx.view.parties.find((x) => x.id === row.party)
    const label = ctx.labelOf(row.name)
    ctx.say({ what: p ? `${ctx.nameOf(p)}的${label}` : label, due: dayWords(row.dueOn, true) })
    ctx.lateNotices(row)
    if (p?.unit) ctx.tell(['daf_staff'], `逾期：${p.name}的${label}，${ctx.subject()}`, 'late')
  },

  redate(ctx) {
    ctx.redated()
  },
}
