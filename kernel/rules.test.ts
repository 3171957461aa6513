/** A rule's name is (process, key): what a place sets for one process never moves another that calls its rule alike. */
import { describe, expect, test } from 'vitest'
import { processes } from '../processes/index.ts'
import type { ProcessDef, RuleValue } from './process.ts'
import { HOUSE, HOUSE_RULES, type RuleRow, ruleBook } from './rules.ts'

const defs: ProcessDef[] = [...processes.values()].map((p) => p.def)
const pairs = defs.flatMap((a) =>
  defs.filter((b) => b.name !== a.name).flatMap((b) => Object.keys(a.rules).flatMap((key) => (Object.hasOwn(b.rules, key) ? [{ key, a, b }] : []))),
)
const row = (process: string, key: string, value: RuleValue, place = '990300'): RuleRow => ({ place, process, key, validFrom: '2026-01-01', value })

describe('rules of the same key', () => {
  test('there are some, or this test proves nothing', () => expect(pairs.length).toBeGreaterThanOrEqual(6))
  test.each(pairs)('$key of $a.name set: $b.name keeps its own', ({ key, a, b }) => {
    const rows = [row(a.name, key, [40, 'WD'])]
    const of = (p: ProcessDef) => ruleBook(p, rows, ['990300'], '2026-03-10').get(key)
    expect([of(a).value, of(a).place]).toEqual([[40, 'WD'], '990300'])
    expect([of(b).value, of(b).place]).toEqual([b.rules[key]?.value, null])
  })
})

test('a rule of the house is one rule, whichever process asks; a row that a process keeps under its key is not it', () => {
  for (const key of Object.keys(HOUSE_RULES))
    for (const def of defs) {
      const set = ruleBook(def, [row(HOUSE, key, true), row(def.name, key, 'other')], ['990300'], '2026-03-10')
      expect([key, def.name, set.value(key)]).toEqual([key, def.name, true])
    }
})

test('the nearest place wins, and the last that has begun', () => {
  const rows = [
    row('fund', 'clock.revise', [9, 'WD']),
    { ...row('fund', 'clock.revise', [8, 'WD']), validFrom: '2026-03-11' },
    row('fund', 'clock.revise', [7, 'WD'], '990302'),
  ]
  const at = (chain: string[], day: string) => ruleBook(processes.get('fund')?.def as ProcessDef, rows, chain, day).value('clock.revise')
  expect([at(['990300'], '2026-03-10'), at(['990300'], '2026-03-11'), at(['990302', '990300'], '2026-03-11'), at([], '2026-03-11')]).toEqual([
    [9, 'WD'],
    [8, 'WD'],
    [7, 'WD'],
    [10, 'WD'],
  ])
})

test('in whatever order the rows come, of the asked key alone; a rule that is none is a fault, by name', () => {
  const later = { ...row('fund', 'clock.revise', [8, 'WD']), validFrom: '2026-02-01' }
  const other = { ...row('fund', 'clock.other', [1, 'WD']), validFrom: '2026-03-01' }
  const fund = processes.get('fund')?.def as ProcessDef
  for (const rows of [
    [row('fund', 'clock.revise', [9, 'WD']), later, other],
    [other, later, row('fund', 'clock.revise', [9, 'WD'])],
  ])
    expect(ruleBook(fund, rows, ['990300'], '2026-03-10').get('clock.revise')).toMatchObject({ value: [8, 'WD'], place: '990300', since: '2026-02-01' })
  expect(() => ruleBook(fund, [], [], '2026-03-10').get('clock.none')).toThrow('没有这条规则：clock.none')
})
