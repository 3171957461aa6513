/** Days and their arithmetic over random and hostile input: refused or right, never wandering, never slow. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addWorkdays, type Calendar, dueDate, isWorkday, nextWorkday, workdaysBetween } from './calendar.ts'
import { dueView } from './clocks.ts'
import { addDays, addMonths, BAD_DAY, DayError, dayCursor, dayShown, daysBetween, dayWords, instantCursor, isDay, typedDay, weekday } from './day.ts'
import { legalHolidays } from './holidays.ts'
import { farDays, parseInput } from './input.ts'
import type { Span } from './process.ts'
import type { Refusal } from './refusal.ts'
import { day, dueDay, list, maybeDay, pastDay } from './words.ts'

const HOSTILE = [
  '9999-12-31',
  '0000-01-01',
  '1899-12-31',
  '2200-01-01',
  '2027-02-29',
  '2027-02-30',
  '2026-11-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '+010000-01-01',
  '10000-01-01',
  '-000001-01-01',
  '2026-1-1',
  '2026-03-10T00:00:00Z',
  ' 2026-03-10',
  '2026-03-10\n',
  '２０２６-03-10',
  'infinity',
  'x',
  '',
  '1e9',
  'NaN',
  "2026-03-10'--",
  '2026-03-10\0',
]
const NONE: Calendar = { version: 1, years: new Set(), days: new Map() }
const anyDay = fc.integer({ min: 0, max: daysBetween('1900-01-01', '2199-12-31') }).map((n) => addDays('1900-01-01', n))

describe('a day', () => {
  test.each(HOSTILE)('%j is none, anywhere', (x) => {
    expect(isDay(x)).toBe(false)
    for (const sum of [() => addDays(x, 1), () => addMonths(x, 1), () => weekday(x), () => daysBetween(x, '2026-03-10'), () => isWorkday(NONE, x)])
      expect(sum).toThrow(DayError)
    for (const sum of [() => addWorkdays(NONE, x, 1), () => nextWorkday(NONE, x), () => workdaysBetween(NONE, '2026-03-10', x)]) expect(sum).toThrow(DayError)
    // Shown in words, without a throw: a list goes on.
    expect(dayWords(x)).toBe(BAD_DAY)
    expect(dayShown(x)).toBe(x === '' ? '' : BAD_DAY)
    expect(dueView(NONE, '答复', { id: '1', name: 'reply', dueOn: x, span: null, pausedOn: null, stoppedAt: null }, new Date('2026-03-10'))).toMatchObject({
      words: BAD_DAY,
      leftWords: BAD_DAY,
    })
  })
  test('every day of the span is one; the same as the platform’s', () =>
    fc.assert(
      fc.property(anyDay, (d) => {
        expect(isDay(d)).toBe(true)
        expect(new Date(`${d}T00:00:00Z`).toISOString().slice(0, 10)).toBe(d)
        expect(weekday(d)).toBe(new Date(`${d}T00:00:00Z`).getUTCDay())
      }),
    ))
  test('any text is a day exactly when the platform reads it back the same, within the span', () =>
    fc.assert(
      fc.property(fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 })), ([y, m, d]) => {
        const t = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
        const at = new Date(`${t}T00:00:00Z`)
        expect(isDay(t)).toBe(y >= 1900 && y < 2200 && !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === t)
      }),
      { numRuns: 2000 },
    ))
  test('sums stay in the span or throw, with any number', () =>
    fc.assert(
      fc.property(anyDay, fc.oneof(fc.integer(), fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e15)), (d, n) => {
        for (const sum of [() => addDays(d, n), () => addMonths(d, n), () => addWorkdays(NONE, d, n)]) {
          let out: string | undefined
          try {
            out = sum()
          } catch (e) {
            expect(e).toBeInstanceOf(DayError)
          }
          if (out !== undefined) expect(isDay(out)).toBe(true)
        }
      }),
    ))
})

describe('working days', () => {
  const slow = (d: string) => {
    const w = weekday(d)
    return w !== 0 && w !== 6 && !legalHolidays(+d.slice(0, 4)).has(d)
  }
  test('the sums of a year agree with counting day by day', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 900 }), (from, n) => {
        let to: string
        try {
          to = addDays(from, n)
        } catch {
          return
        }
        let count = 0
        for (let d = from; d < to; ) {
          d = addDays(d, 1)
          if (slow(d)) count++
        }
        expect(workdaysBetween(NONE, from, to)).toBe(count)
        expect(workdaysBetween(NONE, to, from)).toBe(0 - count)
        if (count > 0) {
          const end = addWorkdays(NONE, from, count)
          expect(end <= to && isWorkday(NONE, end)).toBe(true)
        }
      }),
      { numRuns: 60 },
    ))
  test('three hundred years are counted at once', () => {
    const t = performance.now()
    expect(workdaysBetween(NONE, '1900-01-01', '2199-12-31')).toBeGreaterThan(70_000)
    expect(() => addWorkdays(NONE, '2026-03-10', 1_000_000_000)).toThrow(DayError)
    expect(performance.now() - t).toBeLessThan(2000)
  })
  test('a limit of any length is a day of the span or refused', () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 1e9 }), fc.constantFrom('WD', 'DAY', 'MONTH'), (startedOn, n, unit) => {
        try {
          const r = dueDate(NONE, { startedOn, span: [n, unit] as Span, pauses: [], extensions: [], roll: true })
          expect(isDay(r.dueOn)).toBe(true)
          expect(r.warning?.length ?? 0).toBeLessThan(5000)
        } catch (e) {
          expect(e).toBeInstanceOf(DayError)
        }
      }),
    ))
})

describe('holidays fixed by law (全国年节及纪念日放假办法)', () => {
  const due = (from: string, n: number) => dueDate(NONE, { startedOn: from, span: [n, 'WD'], pauses: [], extensions: [], roll: true })
  test('hold without the yearly notice; the warning stays', () => {
    expect(due('2026-12-31', 1).dueOn).toBe('2027-01-04')
    expect(due('2026-12-31', 1).warning).toMatch(/2027年的放假安排还没有载入/)
    expect(due('2026-12-31', 1).skipped).toEqual([{ day: '2027-01-01', name: '元旦', kind: 'off' }])
  })
  test('of the moon and of the sun, as the almanac has them', () =>
    expect([...legalHolidays(2027)].map(([d, n]) => `${d.slice(5)}${n}`).join(' ')).toBe(
      '01-01元旦 02-05春节 02-06春节 02-07春节 02-08春节 04-05清明 05-01劳动节 05-02劳动节 06-09端午 09-15中秋 10-01国庆节 10-02国庆节 10-03国庆节',
    ))
  test('thirteen days since 2025, eleven before', () => {
    expect([2024, 2025, 2030].map((y) => legalHolidays(y).size)).toEqual([11, 13, 13])
    expect(isWorkday(NONE, '2024-02-09')).toBe(true)
  })
  test('a place may set such a day back to work', () =>
    expect(isWorkday({ ...NONE, days: new Map([['2027-01-01', { kind: 'work', name: '' }]]) }, '2027-01-01')).toBe(true))
})

describe('as typed', () => {
  test.each([
    '2027-06-30',
    '2027/6/30',
    '2027/06/30',
    '2027.6.30',
    '20270630',
    '2027年6月30日',
    '2027年6月30号',
    '２０２７年６月３０日',
    '２０２７－０６－３０',
    '２０２７／６／３０',
    ' 2027 年 6 月 30 日 ',
    '2027年6月30日 周三',
    '2027年6月30日（星期三）',
    '2027。6。30',
  ])('%s', (t) => expect(typedDay(t)).toBe('2027-06-30'))
  test.each(['2027-02-30', '27-6-30', '2027-6/30', '6月30日', '2027年6月', '99991231', 'x', '', '2027-06-30 x'])('%j is none', (t) =>
    expect(typedDay(t)).toBeUndefined(),
  )
  test('whatever is typed gives a day or nothing', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (t) => {
        expect(isDay(typedDay(t) ?? '2000-01-01')).toBe(true)
      }),
    ))
})

describe('in a form', () => {
  const form = z.object({
    on: day('日期'),
    done: pastDay('送达日期').optional(),
    by: dueDay('期限').optional(),
    rows: list('项', z.object({ on: maybeDay('时限') }), { max: 3 }),
  })
  const wrong = (input: unknown) => {
    try {
      parseInput(form, input, '2026-03-10')
      return {}
    } catch (e) {
      return (e as Refusal).problem.fields
    }
  }
  test.each(HOSTILE)('%j is refused beside its field, in words', (x) => {
    expect(wrong({ on: x })).toEqual({ on: x === '' ? '请选择日期' : '没有这一天，请按“年-月-日”填写，如 2026-03-10' })
    expect(Object.keys(wrong({ on: '2026-03-10', rows: [{}, { on: x }] }) ?? {})).toEqual(['rows.1.on'])
  })
  test('not years away from today, and what has happened not tomorrow', () => {
    expect(wrong({ on: '2031-03-10', done: '2026-03-10', by: '2036-03-10' })).toEqual({})
    expect(wrong({ on: '2031-03-11', done: '2026-03-11', by: '2036-03-11' })).toEqual({
      on: '日期应在2006年3月10日至2031年3月10日之间，请检查年份',
      done: '送达日期不能在今天之后，请改正',
      by: '期限应在2006年3月10日至2036年3月10日之间，请检查年份',
    })
    expect(wrong({ on: '2026-03-10', rows: [{ on: '2126-03-10' }] })).toHaveProperty(['rows.0.on'])
    expect(farDays(form, { on: '2199-12-31' }, '2199-12-31')).toEqual({})
  })
  test.each([undefined, null, 20260310, {}, [], true])('%j is no day either', (x) => expect(wrong({ on: x })).toHaveProperty('on'))
})

describe('cursors', () => {
  const id = '00000000-0000-4000-8000-000000000000'
  test('only what a list has given out', () => {
    expect(instantCursor(`2026-03-10T01:02:03.123456Z|${id}`)).toEqual(['2026-03-10T01:02:03.123456Z', id])
    expect(instantCursor(`2026-03-10T01:02:03.123Z|${id}`)).toHaveLength(2)
    expect(dayCursor(`2026-03-10~${id}`)).toEqual(['2026-03-10', id])
    for (const x of [...HOSTILE, '2026-03-10T25:00:00Z', '2026-02-30T00:00:00Z', '2026-03-10T00:00:00+99:99'])
      expect([...instantCursor(`${x}|${id}`), ...(x === '' ? [] : dayCursor(`${x}~${id}`))].length, x).toBe(x === '2026-03-10T00:00:00Z' ? 2 : 0)
    expect(instantCursor(undefined)).toEqual([])
  })
})
