/**
 * The working calendar: days are `YYYY-MM-DD` strings of the local day (Asia/Shanghai, no daylight saving).
 *
 * Counting (民法典 201–203): the day of the start is not counted; months end on the corresponding day, or the month's last;
 * a last day that is a rest day moves to the next working day (switchable per place, `clock.roll`). Working days are Monday to
 * Friday less the holidays plus the exchanged workdays (调休) of the State Council's yearly notice.
 */
import type { Span, SpanUnit } from './process.ts'

export interface Calendar {
  version: number
  /** Years whose yearly notice is loaded. */
  years: ReadonlySet<number>
  /** Exceptions to the plain week: a rest day on a weekday (`off`) or a working weekend (`work`). */
  days: ReadonlyMap<string, { kind: 'off' | 'work'; name: string }>
}

export interface Skipped {
  day: string
  name: string
  kind: 'off' | 'work'
}

const DAY_MS = 86_400_000
const CN_OFFSET = 8 * 3_600_000
const WEEK = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

export const localDay = (at: Date): string => new Date(at.getTime() + CN_OFFSET).toISOString().slice(0, 10)
/** A day that exists: '2026-02-31' does not. */
export const isDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && +day.slice(0, 4) >= 1000 && addDays(day, 0) === day
/** The instant at which a local day begins. */
export const dayStart = (day: string): Date => new Date(epoch(day) * DAY_MS - CN_OFFSET)

const epoch = (day: string): number => Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / DAY_MS
const fromEpoch = (n: number): string => new Date(n * DAY_MS).toISOString().slice(0, 10)
export const addDays = (day: string, n: number): string => fromEpoch(epoch(day) + n)
export const daysBetween = (from: string, to: string): number => epoch(to) - epoch(from)
export const weekday = (day: string): number => (epoch(day) + 4) % 7

export function isWorkday(cal: Calendar, day: string): boolean {
  const x = cal.days.get(day)
  if (x) return x.kind === 'work'
  const w = weekday(day)
  return w !== 0 && w !== 6
}

export function nextWorkday(cal: Calendar, day: string): string {
  let d = day
  while (!isWorkday(cal, d)) d = addDays(d, 1)
  return d
}

/** Working days in (from, to]; negative when `to` lies before `from`. */
export function workdaysBetween(cal: Calendar, from: string, to: string): number {
  if (to < from) return -workdaysBetween(cal, to, from)
  let n = 0
  for (let d = addDays(from, 1); d <= to; d = addDays(d, 1)) if (isWorkday(cal, d)) n++
  return n
}

export function addWorkdays(cal: Calendar, from: string, n: number): string {
  let d = from
  for (let left = n; left > 0; ) {
    d = addDays(d, 1)
    if (isWorkday(cal, d)) left--
  }
  return d
}

/** The corresponding day `n` months later, or that month's last day. */
export function addMonths(day: string, n: number): string {
  const total = +day.slice(0, 4) * 12 + (+day.slice(5, 7) - 1) + n
  const year = Math.floor(total / 12)
  const month = (total % 12) + 1
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const dd = Math.min(+day.slice(8, 10), last)
  return `${year}-${String(month).padStart(2, '0')}-${String(dd).padStart(2, '0')}`
}

export interface Pause {
  from: string
  /** Null: still paused. */
  to: string | null
  why: string
}
export interface Extension {
  add: Span
  by: string
  consent: string
  why: string
  at: string
  /** The last day before it. */
  from: string
}
export interface DueSum {
  startedOn: string
  span: Span
  pauses: readonly Pause[]
  extensions: readonly Pick<Extension, 'add' | 'by'>[]
  roll: boolean
}
export interface DueResult {
  dueOn: string
  /** How it came about, one sentence a step. */
  steps: string[]
  skipped: Skipped[]
  /** A year on the way whose holidays are not announced or loaded. */
  warning: string | null
}

/** The last day, and every step to it in words. Recomputing from the same row gives the same day. */
export function dueDate(cal: Calendar, s: DueSum): DueResult {
  const steps = [`从${dayWords(s.startedOn, true)}起算，当日不计入`]
  let due = step(cal, s.startedOn, s.span)
  steps.push(`加${spanWords(s.span)}，到${dayWords(due, true)}`)
  for (const e of s.extensions) {
    due = step(cal, due, e.add)
    steps.push(`经${e.by}同意延长${spanWords(e.add)}，到${dayWords(due, true)}`)
  }
  for (const p of s.pauses) {
    if (p.to === null) {
      steps.push(`${dayWords(p.from, true)}起暂停计算（${p.why}），恢复后顺延`)
      continue
    }
    const n = s.span[1] === 'WD' ? workdaysBetween(cal, p.from, p.to) : daysBetween(p.from, p.to)
    if (n === 0) continue
    due = s.span[1] === 'WD' ? addWorkdays(cal, due, n) : addDays(due, n)
    steps.push(`${dayWords(p.from)}至${dayWords(p.to)}暂停${n}${s.span[1] === 'WD' ? '个工作日' : '天'}（${p.why}），顺延到${dayWords(due, true)}`)
  }
  if (s.roll && !isWorkday(cal, due)) {
    const name = cal.days.get(due)?.name || WEEK[weekday(due)]
    const rolled = nextWorkday(cal, due)
    steps.push(`最后一天是休息日（${name}），顺延到下一个工作日${dayWords(rolled, true)}（民法典第二百零三条）`)
    due = rolled
  }
  const skipped = exceptions(cal, s.startedOn, due)
  return { dueOn: due, steps, skipped, warning: unloaded(cal, s.startedOn, due) }
}

function step(cal: Calendar, from: string, [n, unit]: Span): string {
  if (unit === 'WD') return addWorkdays(cal, from, n)
  return unit === 'DAY' ? addDays(from, n) : addMonths(from, n)
}

/** Holidays on weekdays and working weekends on the way: the ones a person would want to see. */
function exceptions(cal: Calendar, from: string, to: string): Skipped[] {
  const out: Skipped[] = []
  for (const [day, x] of cal.days) {
    const w = weekday(day)
    const weekend = w === 0 || w === 6
    if (day > from && day <= to && (x.kind === 'work' ? weekend : !weekend)) out.push({ day, ...x })
  }
  return out.sort((a, b) => (a.day < b.day ? -1 : 1))
}

function unloaded(cal: Calendar, from: string, to: string): string | null {
  const missing: number[] = []
  for (let y = +from.slice(0, 4); y <= +to.slice(0, 4); y++) if (!cal.years.has(y)) missing.push(y)
  if (missing.length === 0) return null
  return `${missing.join('、')}年的放假安排还没有载入，暂按周一至周五为工作日计算；安排公布并载入后会自动重算`
}

export function spanWords([n, unit]: Span): string {
  const words: Record<SpanUnit, string> = { WD: '个工作日', DAY: '日', MONTH: '个月' }
  return `${n}${words[unit]}`
}

/** '5月12日 周二'; with the year where asked or where it differs. */
export function dayWords(day: string, year: boolean | string = false): string {
  const withYear = typeof year === 'string' ? year.slice(0, 4) !== day.slice(0, 4) : year
  return `${withYear ? `${+day.slice(0, 4)}年` : ''}${+day.slice(5, 7)}月${+day.slice(8, 10)}日 ${WEEK[weekday(day)]}`
}
