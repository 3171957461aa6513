/**
 * Holidays fixed by law, before and without the yearly notice: 全国年节及纪念日放假办法 (国务院令第270号; since 2025 as amended by 第795号,
 * which added 除夕 and 5月2日). The exchanged workdays around them are the notice's own matter.
 */
import chineseDays from 'chinese-days'
import { addDays, isDay } from './day.ts'

/** The package's tables of the moon. */
const LUNAR = [1901, 2099] as const
const AMENDED = 2025

const kept = new Map<number, ReadonlyMap<string, string>>()

/** Day → name, in the order of the year. */
export function legalHolidays(year: number): ReadonlyMap<string, string> {
  let days = kept.get(year)
  if (!days) {
    days = new Map([...reckon(year)].filter(([d]) => isDay(d) && +d.slice(0, 4) === year).sort(([a], [b]) => (a < b ? -1 : 1)))
    kept.set(year, days)
  }
  return days
}

function* reckon(year: number): Generator<[string, string]> {
  yield [`${year}-01-01`, '元旦']
  yield [`${year}-05-01`, '劳动节']
  if (year >= AMENDED) yield [`${year}-05-02`, '劳动节']
  for (const d of ['01', '02', '03']) yield [`${year}-10-${d}`, '国庆节']
  if (year < LUNAR[0] || year > LUNAR[1]) return
  const lunar = (day: string) => chineseDays.getSolarDateFromLunar(`${year}-${day}`).date
  const spring = lunar('01-01')
  if (year >= AMENDED) yield [addDays(spring, -1), '春节']
  for (const n of [0, 1, 2]) yield [addDays(spring, n), '春节']
  yield [chineseDays.getSolarTermDate(year, 4, 'pure_brightness'), '清明']
  yield [lunar('05-05'), '端午']
  yield [lunar('08-15'), '中秋']
}
