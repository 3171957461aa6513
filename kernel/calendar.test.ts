import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, addWorkdays, type Calendar, dayWords, dueDate, isWorkday, localDay, weekday, workdaysBetween } from './calendar.ts'
import { noticed } from './calendar-fill.ts'
import type { Span } from './process.ts'

// The calendar as a house has it that has just been set up; that the database gives the same: calendar-store.test.ts.
const cal: Calendar = {
  version: 1,
  years: new Set(noticed().keys()),
  days: new Map([...noticed().values()].flat().map(([day, kind, name]) => [day, { kind, name }])),
}

const due = (startedOn: string, span: Span, roll = true) => dueDate(cal, { startedOn, span, pauses: [], extensions: [], roll })

// rules §2.11, computed from the State Council's notices; the day of the start is not counted
describe('working days of 2026 (§2.11)', () => {
  test.each([
    ['2026-01-30', 5, '2026-02-06'],
    ['2026-01-30', 10, '2026-02-13'],
    ['2026-01-30', 15, '2026-02-27'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-09-30', 5, '2026-10-13'],
    ['2026-09-30', 10, '2026-10-20'],
  ])('%s + %i 个工作日 = %s', (from, n, to) => expect(due(from, [n, 'WD']).dueOn).toBe(to))

  test('the working weekends and holidays of 2024–2026 are in the table', () => {
    for (const d of [
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
      '2025-01-26',
      '2025-02-08',
      '2025-04-27',
      '2025-09-28',
      '2025-10-11',
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ])
      expect(isWorkday(cal, d), d).toBe(true)
    for (const d of [
      '2026-01-01',
      '2026-01-02',
      '2026-02-16',
      '2026-02-20',
      '2026-02-23',
      '2026-04-06',
      '2026-05-01',
      '2026-05-05',
      '2026-06-19',
      '2026-09-25',
      '2026-10-01',
      '2026-10-07',
    ])
      expect(isWorkday(cal, d), d).toBe(false)
  })
})

describe('months (§2.11, 民法典 202–203)', () => {
  test('end on the month’s last day; a working Saturday counts', () => expect(due('2025-11-30', [3, 'MONTH']).dueOn).toBe('2026-02-28'))
  test('a holiday rolls to the next working day, here a Sunday that works', () => expect(due('2025-10-03', [3, 'MONTH']).dueOn).toBe('2026-01-04'))
  test('and stays where a place has switched rolling off', () => expect(due('2025-10-03', [3, 'MONTH'], false).dueOn).toBe('2026-01-03'))
  test('leap day', () => expect(addMonths('2024-01-31', 1)).toBe('2024-02-29'))
})

test('a deadline that crosses an unannounced year says so', () => {
  expect(due('2026-11-23', [3, 'MONTH']).warning).toMatch(/2027年的放假安排还没有载入/)
  expect(due('2026-03-02', [3, 'MONTH']).warning).toBeNull()
})

test('pauses move the end by as much as they lasted, in the clock’s own unit', () => {
  const base = { startedOn: '2026-03-02', extensions: [], roll: true }
  const paused = (span: Span) => dueDate(cal, { ...base, span, pauses: [{ from: '2026-03-05', to: '2026-03-12', why: '申请退回' }] })
  expect(paused([10, 'WD']).dueOn).toBe(addWorkdays(cal, due('2026-03-02', [10, 'WD']).dueOn, 5))
  expect(paused([1, 'MONTH']).dueOn).toBe('2026-04-09')
  expect(paused([10, 'WD']).steps.join()).toMatch(/暂停5个工作日/)
})

test('an extension is added to the day as it stood and names who consented', () => {
  const r = dueDate(cal, { startedOn: '2026-03-02', span: [3, 'MONTH'], pauses: [], extensions: [{ add: [2, 'MONTH'], by: '王敏' }], roll: true })
  expect(r.dueOn).toBe('2026-08-03')
  expect(r.steps.join()).toMatch(/经王敏同意延长2个月/)
})

test('local days are those of Shanghai, whatever the server’s zone', () => {
  expect(localDay(new Date('2026-03-09T16:00:00Z'))).toBe('2026-03-10')
  expect(localDay(new Date('2026-03-09T15:59:59Z'))).toBe('2026-03-09')
  expect(dayWords('2026-05-12')).toBe('5月12日 周二')
})

describe('over ten years', () => {
  const day = fc.integer({ min: 0, max: 3650 }).map((n) => addDays('2020-01-01', n))
  test('adding working days lands on a working day, and counting them back gives the same number', () =>
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), (d, n) => {
        const to = addWorkdays(cal, d, n)
        expect(isWorkday(cal, to)).toBe(true)
        expect(workdaysBetween(cal, d, to)).toBe(n)
      }),
    ))
  test('a longer span never ends earlier; a later start never ends earlier', () =>
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), fc.constantFrom('WD', 'DAY', 'MONTH' as const), (d, n, unit) => {
        expect(due(d, [n + 1, unit as 'WD']).dueOn >= due(d, [n, unit as 'WD']).dueOn).toBe(true)
        expect(due(addDays(d, 1), [n, unit as 'WD']).dueOn >= due(d, [n, unit as 'WD']).dueOn).toBe(true)
      }),
    ))
  test('with rolling on, the last day is always a working day', () =>
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 24 }), (d, n) => {
        expect(isWorkday(cal, due(d, [n, 'MONTH']).dueOn)).toBe(true)
      }),
    ))
  test('weekdays agree with the platform’s own', () =>
    fc.assert(
      fc.property(day, (d) => {
        expect(weekday(d)).toBe(new Date(`${d}T00:00:00Z`).getUTCDay())
      }),
    ))
})
