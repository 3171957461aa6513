/**
 * A day: `YYYY-MM-DD` of the local day (Asia/Shanghai, no daylight saving), and a real one. The one type of a day in the house:
 * form fields, queries, imports and JSON ask `isDay`; arithmetic throws `DayError` instead of wandering off. Pages load this file too.
 */

/** The span this house reckons in; sums that leave it throw. */
export const FIRST_DAY = '1900-01-01'
export const LAST_DAY = '2199-12-31'
export const FIRST_YEAR = 1900
export const LAST_YEAR = 2199
/** What stands where a stored day is none. */
export const BAD_DAY = '日期有误'
export const NO_DAY = '没有这一天，请按“年-月-日”填写，如 2026-03-10'

export class DayError extends RangeError {
  constructor(what: string) {
    super(`${BAD_DAY}：${what.slice(0, 40)}`)
  }
}

const DAY_MS = 86_400_000
const CN_OFFSET = 8 * 3_600_000
const WEEK = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const SHAPE = /^\d{4}-\d\d-\d\d$/

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()
export const yearOf = (day: string): number => +day.slice(0, 4)
const pad = (n: number): string => (n < 10 ? `0${n}` : `${n}`)

/** A day that exists, within the span: '2027-02-29', '9999-12-31' and 'x' are none. */
export function isDay(day: unknown): day is string {
  if (typeof day !== 'string' || !SHAPE.test(day)) return false
  const [y, m, d] = [yearOf(day), +day.slice(5, 7), +day.slice(8, 10)]
  return y >= FIRST_YEAR && y <= LAST_YEAR && m >= 1 && m <= 12 && d >= 1 && (d <= 28 || d <= daysInMonth(y, m))
}

/** Days since 1970-01-01. @throws {DayError} on what is no day */
export function epoch(day: string): number {
  if (!isDay(day)) throw new DayError(String(day))
  return Date.UTC(yearOf(day), +day.slice(5, 7) - 1, +day.slice(8, 10)) / DAY_MS
}

const FIRST_N = epoch(FIRST_DAY)
const LAST_N = epoch(LAST_DAY)

/** @throws {DayError} outside the span */
export function fromEpoch(n: number): string {
  if (!(Number.isInteger(n) && n >= FIRST_N && n <= LAST_N)) throw new DayError('超出 1900 年至 2199 年')
  return new Date(n * DAY_MS).toISOString().slice(0, 10)
}

export const localDay = (at: Date): string => new Date(at.getTime() + CN_OFFSET).toISOString().slice(0, 10)
/** The instant at which a local day begins. */
export const dayStart = (day: string): Date => new Date(epoch(day) * DAY_MS - CN_OFFSET)
export const addDays = (day: string, n: number): string => fromEpoch(epoch(day) + n)
export const daysBetween = (from: string, to: string): number => epoch(to) - epoch(from)
export const weekday = (day: string): number => (((epoch(day) + 4) % 7) + 7) % 7

/** The corresponding day `n` months later, or that month's last day. */
export function addMonths(day: string, n: number): string {
  const total = yearOf(fromEpoch(epoch(day))) * 12 + (+day.slice(5, 7) - 1) + n
  const year = Math.floor(total / 12)
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR) || !Number.isInteger(n)) throw new DayError('超出 1900 年至 2199 年')
  const month = (total % 12) + 1
  return `${year}-${pad(month)}-${pad(Math.min(+day.slice(8, 10), daysInMonth(year, month)))}`
}

/** '5月12日 周二'; with the year where asked or where it differs. Never throws: a stored day that is none reads 日期有误. */
export function dayWords(day: string, year: boolean | string = false): string {
  if (!isDay(day)) return BAD_DAY
  const withYear = typeof year === 'string' ? year.slice(0, 4) !== day.slice(0, 4) : year
  return `${withYear ? `${yearOf(day)}年` : ''}${+day.slice(5, 7)}月${+day.slice(8, 10)}日 ${WEEK[weekday(day)]}`
}

export const weekdayWords = (day: string): string => WEEK[weekday(day)] as string

/** A stored day as it is shown in a list: itself, 日期有误, or nothing where none was given. */
export const dayShown = (day: unknown): string => (isDay(day) ? day : day === undefined || day === null || day === '' ? '' : BAD_DAY)

/**
 * A day as people type it: 2027-06-30, 2027/6/30, 2027.6.30, 20270630, 2027年6月30日, full-width or with blanks, a weekday after it.
 * @returns the day, or undefined where the text is none
 */
export function typedDay(text: string): string | undefined {
  const t = text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, '')
    .replace(/[([]?(?:周|星期|礼拜)[一二三四五六日天][)\]]?$/, '')
    .replace(/[。．]/g, '.')
    .replace(/[‐-―−－]/g, '-')
  const m = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})\.?|年(\d{1,2})月(\d{1,2})[日号]?|(\d\d)(\d\d))$/.exec(t)
  if (!m) return undefined
  const [, y, ...rest] = m
  const [mo, d] = rest.filter((x) => x !== undefined)
  const day = `${y}-${pad(Number(mo))}-${pad(Number(d))}`
  return isDay(day) ? day : undefined
}

/** An instant as cursors carry it: `2026-03-10T01:02:03.123456Z`; what cannot be one never reaches the database. */
export const isInstant = (at: unknown): at is string =>
  typeof at === 'string' && /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?Z$/.test(at) && isDay(at.slice(0, 10))

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `instant|id`, where a list goes on; anything else begins it anew. */
export function instantCursor(after: string | undefined): [at: string, id: string] | [] {
  const [at, id, more] = (after ?? '').split('|')
  return isInstant(at) && id !== undefined && UUID.test(id) && more === undefined ? [at, id] : []
}

/** `day~id`, as the public lists have it. */
export function dayCursor(after: string | undefined): [day: string, id: string] | [] {
  const [day, id, more] = (after ?? '').split('~')
  return isDay(day) && id !== undefined && UUID.test(id) && more === undefined ? [day, id] : []
}
