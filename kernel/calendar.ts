/**
 * The working calendar: days are `YYYY-MM-DD` strings of the local day (Asia/Shanghai, no daylight saving).
 *
 * Counting (民法典 201–203): the day of the start is not counted; months end on the corresponding day, or the month's last;
 * a last day that is a rest day moves to the next working day (switchable per place, `clock.roll`). Working days are Monday to
 * Friday less the holidays plus the exchanged workdays (调休) of the State Council's yearly notice; where the notice is not there yet,
 * the holidays fixed by law hold. Every sum stays between 1900 and 2199 or throws: no loop here runs further.
 */
import { addDays, addMonths, DayError, daysBetween, dayWords, epoch, fromEpoch, LAST_YEAR, weekday, weekdayWords, yearOf } from './day.ts'
import { legalHolidays } from './holidays.ts'
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

export { addDays, addMonths, dayStart, daysBetween, dayWords, isDay, localDay, weekday } from './day.ts'

/** Working days of one year: `upTo[i]` counts those of its first i days. */
interface Year {
  first: number
  works: Uint8Array
  upTo: Uint16Array
  /** Days that differ from the plain week or carry a holiday's name, in order. */
  marked: [string, { kind: 'off' | 'work'; name: string }][]
}
/** Kept with the calendar itself: an edited calendar is another object. */
const kept = new WeakMap<Calendar, Map<number, Year>>()

function yearIn(cal: Calendar, year: number): Year {
  const years = kept.get(cal) ?? new Map<number, Year>()
  kept.set(cal, years)
  const y = years.get(year) ?? lay(cal, year)
  years.set(year, y)
  return y
}

function lay(cal: Calendar, year: number): Year {
  const first = epoch(`${year}-01-01`)
  const n = epoch(`${year}-12-31`) - first + 1
  const works = Uint8Array.from({ length: n }, (_, i) => Number((first + i + 4 + 70_000) % 7 > 0 && (first + i + 4 + 70_000) % 7 < 6))
  const marks = new Map<string, { kind: 'off' | 'work'; name: string }>()
  if (!cal.years.has(year)) for (const [day, name] of legalHolidays(year)) marks.set(day, { kind: 'off', name })
  for (const [day, x] of cal.days) if (yearOf(day) === year) marks.set(day, x)
  for (const [day, x] of marks) works[epoch(day) - first] = Number(x.kind === 'work')
  const upTo = new Uint16Array(n + 1)
  for (let i = 0; i < n; i++) upTo[i + 1] = (upTo[i] as number) + (works[i] as number)
  return { first, works, upTo, marked: [...marks].sort(([a], [b]) => (a < b ? -1 : 1)) }
}

export function isWorkday(cal: Calendar, day: string): boolean {
  const n = epoch(day)
  const y = yearIn(cal, yearOf(day))
  return y.works[n - y.first] === 1
}

/** @throws {DayError} when none follows within the span */
export function nextWorkday(cal: Calendar, day: string): string {
  return isWorkday(cal, day) ? day : addWorkdays(cal, day, 1)
}

/** Working days in (from, to]; negative when `to` lies before `from`. */
export function workdaysBetween(cal: Calendar, from: string, to: string): number {
  if (to < from) return 0 - workdaysBetween(cal, to, from)
  const [a, b] = [epoch(from), epoch(to)]
  const upTo = (year: number, n: number) => {
    const y = yearIn(cal, year)
    return y.upTo[n - y.first + 1] as number
  }
  let n = upTo(yearOf(to), b) - upTo(yearOf(from), a)
  for (let year = yearOf(from); year < yearOf(to); year++) n += yearIn(cal, year).upTo.at(-1) as number
  return n
}

/** A day that lies a span after another. */
export const addSpan = (cal: Calendar, day: string, [n, unit]: Span): string =>
  unit === 'WD' ? addWorkdays(cal, day, n) : unit === 'DAY' ? addDays(day, n) : addMonths(day, n)

/** @throws {DayError} when the sum leaves the span */
export function addWorkdays(cal: Calendar, from: string, n: number): string {
  if (!Number.isInteger(n) || n < 0) throw new DayError(`加${n}个工作日`)
  if (n === 0) return from
  const at = epoch(from)
  let left = n
  for (let year = yearOf(from); year <= LAST_YEAR; year++) {
    const y = yearIn(cal, year)
    const i = year === yearOf(from) ? at - y.first + 1 : 0
    const there = (y.upTo.at(-1) as number) - (y.upTo[i] as number)
    if (there < left) {
      left -= there
      continue
    }
    const want = (y.upTo[i] as number) + left
    let [lo, hi] = [i, y.works.length]
    while (lo < hi) {
      const mid = (lo + hi) >> 1
      if ((y.upTo[mid] as number) >= want) hi = mid
      else lo = mid + 1
    }
    return fromEpoch(y.first + lo - 1)
  }
  throw new DayError(`从${from}加${n}个工作日`)
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
    const name = yearIn(cal, yearOf(due)).marked.find(([d]) => d === due)?.[1].name || weekdayWords(due)
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
  for (let year = yearOf(from); year <= yearOf(to); year++)
    for (const [day, x] of yearIn(cal, year).marked) {
      const w = weekday(day)
      const weekend = w === 0 || w === 6
      if (day > from && day <= to && (x.kind === 'work' ? weekend : !weekend)) out.push({ day, ...x })
    }
  return out
}

/** Said on pages too, where a year without its notice is shown. */
export const UNLOADED = '年的放假安排还没有载入，暂按法定节日放假、其余周一至周五为工作日计算'

function unloaded(cal: Calendar, from: string, to: string): string | null {
  const missing: number[] = []
  for (let y = yearOf(from); y <= yearOf(to); y++) if (!cal.years.has(y)) missing.push(y)
  if (missing.length === 0) return null
  const years = missing.length > 6 ? `${missing[0]}年至${missing.at(-1)}` : missing.join('、')
  return `${years}${UNLOADED}；安排公布并载入后会自动重算`
}

export function spanWords([n, unit]: Span): string {
  const words: Record<SpanUnit, string> = { WD: '个工作日', DAY: '日', MONTH: '个月' }
  return `${n}${words[unit]}`
}
