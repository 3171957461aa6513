/** Clocks that start, stop, rest, move and are shown: every rule of theirs, on a process seen at a glance. */
import { describe, expect, test } from 'vitest'
import { TOY, toyParty, toyView } from '../test/toy.ts'
import type { Calendar } from './calendar.ts'
import { noticed } from './calendar-fill.ts'
import { type ClockRow, dueView, extend, reconcile, settle, soonUntil } from './clocks.ts'
import type { Party, ProcessDef } from './process.ts'
import { type RuleRow, ruleBook } from './rules.ts'

const cal: Calendar = {
  version: 7,
  years: new Set(noticed().keys()),
  days: new Map([...noticed().values()].flat().map(([day, kind, name]) => [day, { kind, name }])),
}
const main = (step: string, more: Partial<Party> = {}) => toyParty('main', step, more)
const ground = (day: string, process: ProcessDef = TOY, rows: RuleRow[] = []) => ({
  process,
  calendar: cal,
  rules: ruleBook(process, rows, ['990300'], day),
  now: new Date(`${day}T10:00:00+08:00`),
  event: `e-${day}`,
  because: '交办',
})
type Matter = Parameters<typeof toyView>[0]
const go = (day: string, open: ClockRow[], parties: Party[], matter: Matter = {}, process = TOY) => {
  const r = reconcile(ground(day, process), toyView(matter, parties), open)
  open.push(...r.fresh)
  return { fresh: r.fresh.map((c) => [c.name, c.party, c.dueOn]), changed: r.changed.map((c) => c.name) }
}
const untimed = { data: { untimed: true } }

describe('start', () => {
  test('one for the matter, one for each party of the role at its step, by the rule of each', () => {
    const open: ClockRow[] = []
    const parties = [main('noticed'), main('signed', { id: 'main-2' }), main('sent', { id: 'main-3' }), toyParty('lead', 'in')]
    expect(go('2026-03-10', open, parties)).toEqual({
      fresh: [
        ['sign', 'main-1', '2026-03-17'],
        ['reply', 'main-2', '2026-06-10'],
        ['whole', null, '2026-04-09'],
      ],
      changed: [],
    })
    // The same again changes nothing.
    expect(go('2026-03-11', open, parties)).toEqual({ fresh: [], changed: [] })
    expect(open[0]).toMatchObject({
      ...{ matter: 'm', startedOn: '2026-03-10', startedAt: new Date('2026-03-10T10:00:00+08:00'), startEvent: 'e-2026-03-10', span: [5, 'WD'] },
      ...{ ruleKey: 'clock.sign', rulePlace: null, basis: '本地惯例', pausedOn: null, pauses: [], extensions: [], calendarVersion: 7 },
      ...{ warnedFor: null, lateAt: null, lateEvent: null, stoppedAt: null, stopEvent: null },
      why: { start: '交办', steps: ['从2026年3月10日 周二起算，当日不计入', '加5个工作日，到2026年3月17日 周二'], warning: null },
    })
    expect(new Set(open.map((c) => c.id)).size).toBe(3)
  })
  test('not in another state, and only while its condition holds', () => {
    expect(go('2026-03-10', [], [main('noticed')], { state: 'other' }).fresh).toEqual([['whole', null, '2026-04-09']])
    expect(go('2026-03-10', [], [main('noticed')], { state: 'done' }).fresh).toEqual([])
    expect(go('2026-03-10', [], [], untimed).fresh).toEqual([])
  })
  test('a clock that asks something of its party is asked of each', () => {
    const picky = { ...TOY, clocks: { sign: { ...TOY.clocks.sign, when: (v: { party?: Party }) => v.party?.data.timed === true } } } as unknown as ProcessDef
    expect(go('2026-03-10', [], [main('noticed'), main('noticed', { id: 'x', data: { timed: true } })], {}, picky).fresh).toEqual([['sign', 'x', '2026-03-17']])
  })
  test('without steps it runs at every step', () => {
    const any = { ...TOY, clocks: { sign: { ...TOY.clocks.sign, steps: undefined } } } as unknown as ProcessDef
    expect(go('2026-03-10', [], [main('sent')], {}, any).fresh).toEqual([['sign', 'main-1', '2026-03-17']])
  })
  test('the matter decides between several rules; the place’s own length and its place are kept', () => {
    expect(go('2026-03-10', [], [], { kind: 'quick' }).fresh).toEqual([['whole', null, '2026-03-17']])
    const rows: RuleRow[] = [{ place: '990300', process: 'toy', key: 'clock.whole', validFrom: '2026-01-01', value: [40, 'DAY'] }]
    const [row] = reconcile(ground('2026-03-10', TOY, rows), toyView({}, []), []).fresh
    expect(row).toMatchObject({ dueOn: '2026-04-20', rulePlace: '990300', ruleKey: 'clock.whole', span: [40, 'DAY'] })
    expect(row?.why.steps.join()).toContain('最后一天是休息日')
  })
})

describe('stop and rest', () => {
  test('whatever no longer runs stops, once, by that act', () => {
    const open: ClockRow[] = []
    go('2026-03-10', open, [main('noticed')])
    expect(go('2026-03-12', open, [main('signed')])).toEqual({ fresh: [['reply', 'main-1', '2026-06-12']], changed: ['sign'] })
    expect(open[0]).toMatchObject({ stoppedAt: new Date('2026-03-12T10:00:00+08:00'), stopEvent: 'e-2026-03-12' })
    expect(go('2026-03-13', open, [main('signed')])).toEqual({ fresh: [], changed: [] })
    expect(open[0]?.stopEvent).toBe('e-2026-03-12')
    expect(go('2026-03-16', open, [main('signed')], { state: 'done' }).changed).toEqual(['whole', 'reply'])
  })
  test('rests while the party does, says why, and moves on by as much; nothing moves while it rests', () => {
    const open: ClockRow[] = []
    go('2026-03-10', open, [main('signed')], untimed)
    const reply = open[0] as ClockRow
    expect(go('2026-03-12', open, [main('asked')], untimed)).toEqual({ fresh: [['sign', 'main-1', '2026-03-19']], changed: ['reply'] })
    expect(reply).toMatchObject({ pausedOn: '2026-03-12', pauses: [{ from: '2026-03-12', to: null, why: '申请退回' }], dueOn: '2026-06-10', stoppedAt: null })
    expect(go('2026-03-13', open, [main('asked')], untimed).changed).toEqual([])
    expect(go('2026-03-20', open, [main('signed')], untimed).changed).toEqual(['reply', 'sign'])
    expect(reply).toMatchObject({ pausedOn: null, pauses: [{ from: '2026-03-12', to: '2026-03-20', why: '申请退回' }], dueOn: '2026-06-18' })
    go('2026-03-23', open, [main('asked')], untimed)
    go('2026-03-25', open, [main('signed')], untimed)
    expect(reply.pauses).toEqual([
      { from: '2026-03-12', to: '2026-03-20', why: '申请退回' },
      { from: '2026-03-23', to: '2026-03-25', why: '申请退回' },
    ])
    expect(reply.dueOn).toBe('2026-06-22')
  })
  test('two parties: each its own', () => {
    const open: ClockRow[] = []
    go('2026-03-10', open, [main('noticed'), main('noticed', { id: 'main-2' })], untimed)
    expect(go('2026-03-11', open, [main('signed'), main('noticed', { id: 'main-2' })], untimed).changed).toEqual(['sign'])
    expect(open.map((c) => [c.name, c.party, c.stoppedAt !== null])).toEqual([
      ['sign', 'main-1', true],
      ['sign', 'main-2', false],
      ['reply', 'main-1', false],
    ])
  })
})

describe('a promised day', () => {
  const on = (promised?: string) => ({ data: { untimed: true, promised } })
  test('is the last day itself, with why; none promised, no clock', () => {
    const open: ClockRow[] = []
    expect(go('2026-03-10', open, [], on()).fresh).toEqual([])
    expect(go('2026-03-10', open, [], on('2026-05-02')).fresh).toEqual([['promised', null, '2026-05-02']])
    expect(open[0]).toMatchObject({ span: null, ruleKey: '', rulePlace: null, basis: '本地惯例', calendarVersion: 7 })
    expect(open[0]?.why).toEqual({ start: '交办', steps: ['承诺:2026年5月2日 周六'], warning: null })
  })
  test('moves with the promise; a new day ahead wipes lateness, one that has passed does not', () => {
    const open: ClockRow[] = []
    go('2026-03-10', open, [], on('2026-03-12'))
    const row = open[0] as ClockRow
    row.lateAt = new Date()
    expect(go('2026-03-20', open, [], on('2026-03-12')).changed).toEqual([])
    expect(go('2026-03-20', open, [], on('2026-03-19')).changed).toEqual(['promised'])
    expect([row.dueOn, row.lateAt === null]).toEqual(['2026-03-19', false])
    expect(go('2026-03-20', open, [], on('2026-03-20')).changed).toEqual(['promised'])
    expect([row.dueOn, row.lateAt]).toEqual(['2026-03-20', null])
    // A day that is none leaves it where it is.
    expect(go('2026-03-21', open, [], on('2026-02-30')).changed).toEqual([])
    expect(row.dueOn).toBe('2026-03-20')
    // No promise any more: the clock stays, and is not moved.
    expect(go('2026-03-22', open, [], on()).changed).toEqual([])
    expect([row.stoppedAt, row.dueOn]).toEqual([null, '2026-03-20'])
  })
  test('a stored day that is none does not stop the act: today, and a word to mend it', () => {
    const open: ClockRow[] = []
    expect(go('2026-03-10', open, [], on('2026-02-30')).fresh).toEqual([['promised', null, '2026-03-10']])
    expect(open[0]?.why).toEqual({ start: '交办', steps: ['承诺：日期有误，请更正'], warning: '日期有误' })
    expect(open[0]?.calendarVersion).toBe(7)
  })
})

describe('recomputed', () => {
  const book = ruleBook(TOY, [], [], '2026-03-10')
  const row = (more: Partial<ClockRow>): ClockRow => {
    const [r] = reconcile(ground('2026-03-10'), toyView(untimed, [main('signed')]), []).fresh
    return { ...(r as ClockRow), ...more }
  }
  test('tells whether it moved; a promised day never does', () => {
    const r = row({ dueOn: '2026-06-01', calendarVersion: 1 })
    expect([settle({ calendar: cal, rules: book }, r), r.dueOn, r.calendarVersion]).toEqual([true, '2026-06-10', 7])
    expect(settle({ calendar: cal, rules: book }, r)).toBe(false)
    const p = row({ span: null, dueOn: '2026-06-01', calendarVersion: 1 })
    expect([settle({ calendar: cal, rules: book }, p), p.dueOn, p.calendarVersion]).toEqual([false, '2026-06-01', 1])
  })
  test('rolls from a rest day only where the place has it so', () => {
    const off: RuleRow = { place: '990300', process: 'house', key: 'clock.roll', validFrom: '2026-01-01', value: false }
    const r = row({ startedOn: '2026-03-13', span: [1, 'DAY'] })
    settle({ calendar: cal, rules: book }, r)
    expect(r.dueOn).toBe('2026-03-16')
    settle({ calendar: cal, rules: ruleBook(TOY, [off], ['990300'], '2026-03-10') }, r)
    expect(r.dueOn).toBe('2026-03-14')
  })
  test('a row with a day that is none stays and says so; any other fault is a fault', () => {
    const r = row({ startedOn: '2026-02-30', dueOn: '2026-06-01' })
    expect(settle({ calendar: cal, rules: book }, r)).toBe(false)
    expect([r.dueOn, r.why.warning, r.why.start]).toEqual(['2026-06-01', '日期有误', '交办'])
    expect(() => settle({ calendar: cal, rules: book }, row({ pauses: null as never }))).toThrow(TypeError)
  })
  test('an unannounced year is said where it was reckoned', () => {
    const r = row({ startedOn: '2026-11-23' })
    settle({ calendar: cal, rules: book }, r)
    expect(r.why.warning).toMatch(/^2027年的放假安排还没有载入/)
    expect(r.why.start).toBe('交办')
  })
  test('B17 an extension: from the day as it stood, kept with who consented; lateness and the reminder are wiped', () => {
    const r = row({ lateAt: new Date(), warnedFor: 3 })
    const e = { by: '王敏', consent: '同意', why: '跨区', at: '2026-06-12' }
    extend({ calendar: cal, rules: book }, r, { ...e, add: [1, 'MONTH'] })
    extend({ calendar: cal, rules: book }, r, { ...e, add: [5, 'WD'] })
    expect(r.extensions).toEqual([
      { ...e, add: [1, 'MONTH'], from: '2026-06-10' },
      { ...e, add: [5, 'WD'], from: '2026-07-10' },
    ])
    expect([r.dueOn, r.lateAt, r.warnedFor]).toEqual(['2026-07-17', null, null])
  })
})

describe('shown', () => {
  const clock = { id: 'c', name: 'reply', dueOn: '2026-03-20', span: null, pausedOn: null, stoppedAt: null }
  const at = (today: string, more: Partial<typeof clock> | Record<string, unknown> = {}, end?: 'done' | 'missed' | 'dropped') =>
    dueView(cal, '答复', { ...clock, ...more }, new Date(`${today}T10:00:00+08:00`), end)
  test('green, amber from three working days before the last, 今天到期, then red by the days', () => {
    expect(at('2026-03-16')).toEqual({
      ...{ clock: 'reply', id: 'c', label: '答复', on: '2026-03-20', words: '3月20日 周五', left: 4, leftWords: '还剩 4 个工作日', light: 'green' },
    })
    expect(at('2026-03-17')).toMatchObject({ left: 3, leftWords: '还剩 3 个工作日', light: 'amber' })
    expect(at('2026-03-20')).toMatchObject({ left: 0, leftWords: '今天到期', light: 'amber' })
    expect(at('2026-03-21')).toMatchObject({ left: -1, leftWords: '逾期 1 天', light: 'red' })
    expect(at('2026-04-20')).toMatchObject({ left: -31, leftWords: '逾期 31 天', light: 'red' })
    // Only rest days are left: days are said, not nought.
    expect(at('2026-03-13', { dueOn: '2026-03-15' })).toMatchObject({ left: 0, leftWords: '还剩 2 天', light: 'amber' })
    expect(at('2025-12-30')).toMatchObject({ words: '2026年3月20日 周五' })
  })
  test('resting, done, missed, dropped', () => {
    expect(at('2026-03-30', { pausedOn: '2026-03-12' })).toMatchObject({ leftWords: '暂停计算', light: 'paused' })
    const stopped = { stoppedAt: new Date(), pausedOn: '2026-03-12' }
    expect(at('2026-03-30', stopped)).toMatchObject({ leftWords: '已完成', light: 'done' })
    expect(at('2026-03-30', stopped, 'missed')).toMatchObject({ leftWords: '逾期未办', light: 'void' })
    expect(at('2026-03-30', stopped, 'dropped')).toMatchObject({ leftWords: '已取消', light: 'void' })
  })
  test('a year without its notice is said; not of what has stopped', () => {
    expect(at('2026-12-01', { dueOn: '2027-03-20' }).leftWords).toMatch(/个工作日（2027年历未载入）$/)
    expect(at('2026-03-16').leftWords).not.toContain('年历')
    expect(at('2026-12-01', { dueOn: '2027-03-20', stoppedAt: new Date() }).leftWords).toBe('已完成')
  })
  test('a stored day that is none: red while it runs, and in words', () => {
    const bad = { clock: 'reply', id: 'c', label: '答复', on: 'x', words: '日期有误', left: 0, leftWords: '日期有误' }
    expect(at('2026-03-16', { dueOn: 'x' })).toEqual({ ...bad, light: 'red' })
    expect(at('2026-03-16', { dueOn: 'x', stoppedAt: new Date() })).toEqual({ ...bad, light: 'done' })
  })
  test('what lists count as near is what pages show as amber', () => {
    for (const today of ['2026-03-10', '2026-02-12', '2026-04-30'])
      for (let d = new Date(`${today}T00:00:00Z`).getTime(), i = 0; i < 20; i++, d += 86_400_000) {
        const on = new Date(d).toISOString().slice(0, 10)
        expect([today, on, at(today, { dueOn: on }).light === 'amber']).toEqual([today, on, on <= soonUntil(cal, today)])
      }
  })
})
