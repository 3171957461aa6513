/** The ladder: for each unit what is late, which rung it has reached, and which one the rules propose next. People decide. */
import type pg from 'pg'
import { type Calendar, workdaysBetween } from '../../kernel/calendar.ts'
import type { RuleBook } from '../../kernel/rules.ts'
import { numberOf } from '../common/number.ts'
import { type LateItem, lateItems } from './late.ts'

export type Rung = 'reminder' | 'phone' | 'letter' | 'onsite' | 'interview' | 'hung' | 'ordered' | 'criticised' | 'list'
export const RUNGS: Record<Rung, string> = {
  reminder: '系统催办',
  phone: '电话督办',
  letter: '发督办函',
  onsite: '现场督办',
  interview: '约谈',
  hung: '挂号督办',
  ordered: '提请主任会议责令限期改正',
  criticised: '通报批评',
  list: '列入移送清单',
}
const ORDER: readonly Rung[] = ['reminder', 'phone', 'letter', 'onsite', 'interview', 'hung', 'ordered', 'criticised', 'list']

export interface LadderItem extends Omit<LateItem, 'series' | 'no'> {
  number: string
  reached: Rung
  next: Rung
  /** Why that rung: the rule in words. */
  why: string
}
export interface LadderUnit {
  unit: string
  name: string
  items: LadderItem[]
  reached: Rung
  next: Rung
  /** Letters: drafted and not yet signed; sent. */
  counts: { late: number; phone: number; drafted: number; letter: number }
}

/** @returns the rung the rules propose for one item and why; never below one already climbed */
export function propose(
  x: Pick<LateItem, 'dueOn' | 'calls' | 'rungs'>,
  today: string,
  cal: Calendar,
  rules: RuleBook,
): { reached: Rung; next: Rung; why: string } {
  const n = (key: string) => rules.value<number>(key)
  const since = (day: string | undefined) => (day ? workdaysBetween(cal, day, today) : 0)
  const late = since(x.dueOn)
  const { criticised, ordered, hung, interview, onsite, letter, phone } = x.rungs
  // Above the talks: each rung is proposed when the one before it has had its time, and the list of the inspection last.
  const above = (on: string, reached: Rung, next: Rung, key: string, did: string) =>
    since(on) >= n(key) ? { reached, next, why: `${on}${did}后${since(on)}个工作日仍未办结` } : { reached, next: reached, why: `${on}已${did}` }
  if (criticised) return above(criticised, 'criticised', 'list', 'ladder.listAfter', '通报批评')
  if (ordered) return above(ordered, 'ordered', 'criticised', 'ladder.criticiseAfter', '责令限期改正')
  if (hung) return above(hung, 'hung', 'ordered', 'ladder.orderAfter', '挂号督办')
  if (interview)
    return since(interview) >= n('ladder.hungAfter')
      ? { reached: 'interview', next: 'hung', why: `${interview}约谈后${since(interview)}个工作日仍未办结` }
      : { reached: 'interview', next: 'interview', why: `${interview}已约谈，等待整改` }
  if (onsite)
    return since(onsite) >= n('ladder.interviewAfter')
      ? { reached: 'onsite', next: 'interview', why: `${onsite}现场督办后${since(onsite)}个工作日仍未办结` }
      : { reached: 'onsite', next: 'onsite', why: `${onsite}已现场督办` }
  if (letter)
    return since(letter) >= n('ladder.onsiteAfter')
      ? { reached: 'letter', next: 'onsite', why: `${letter}发督办函后${since(letter)}个工作日仍未办结` }
      : { reached: 'letter', next: 'letter', why: `${letter}已发督办函，等待复函` }
  if (x.calls >= n('ladder.letterCalls')) return { reached: 'phone', next: 'letter', why: `电话督办${x.calls}次仍未办结` }
  if (late >= n('ladder.letterAfter') && phone) return { reached: 'phone', next: 'letter', why: `逾期${late}个工作日，已电话督办` }
  if (late >= n('ladder.phoneAfter')) return { reached: phone ? 'phone' : 'reminder', next: 'phone', why: `逾期${late}个工作日` }
  return { reached: 'reminder', next: 'reminder', why: '系统已催办' }
}

const worst = (rungs: Rung[]): Rung => rungs.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), 'reminder')

export async function ladder(client: pg.ClientBase, place: string, today: string, cal: Calendar, rules: RuleBook): Promise<LadderUnit[]> {
  const units = new Map<string, LadderUnit>()
  for (const { series, no, ...x } of await lateItems(client, place, today)) {
    const u = units.get(x.unit) ?? {
      unit: x.unit,
      name: x.unitName,
      items: [],
      reached: 'reminder',
      next: 'reminder',
      counts: { late: 0, phone: 0, drafted: 0, letter: 0 },
    }
    u.items.push({ ...x, number: numberOf({ series, no }), ...propose(x, today, cal, rules) })
    units.set(x.unit, u)
  }
  for (const u of units.values()) {
    u.reached = worst(u.items.map((i) => i.reached))
    u.next = worst(u.items.map((i) => i.next))
    const n = (of: (i: LadderItem) => unknown) => u.items.filter(of).length
    u.counts = { late: u.items.length, phone: n((i) => i.rungs.phone), drafted: n((i) => i.drafted), letter: n((i) => i.sent) }
  }
  return [...units.values()].sort((a, b) => ORDER.indexOf(b.next) - ORDER.indexOf(a.next) || b.items.length - a.items.length)
}
