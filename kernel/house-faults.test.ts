/** The house as a whole: every rule is read, rests on a text that was given, and carries the setting it is listed for. */
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { processes } from '../processes/index.ts'
import { SETTINGS } from '../processes/settings.ts'
import { keysRead, ruleReaders } from '../server/derive/rule-readers.ts'
import { basisFaults, houseFaults, rulesOfHouse } from './house-faults.ts'
import type { ProcessDef, RuleDef } from './process.ts'

const defs: ProcessDef[] = [...processes.values()].map((p) => p.def)
const readers = ruleReaders(path.resolve(import.meta.dirname, '..'), rulesOfHouse(defs))
const withRule = (key: string, rule: Partial<RuleDef>): ProcessDef[] => {
  const [first, ...rest] = defs as [ProcessDef, ...ProcessDef[]]
  const def: RuleDef = { label: '试', kind: 'number', value: 1, basis: '本地惯例', group: '试', ...rule }
  return [{ ...first, rules: { ...first.rules, [key]: def } }, ...rest]
}

test('the house has no fault', () => expect(houseFaults(defs, SETTINGS, readers)).toEqual([]))

test('a rule that nobody reads is refused by name', () => {
  expect(houseFaults(withRule('text.nobodyReads', {}), SETTINGS, readers)).toEqual(['suggestion: 规则「text.nobodyReads」没有任何代码读它：改了也不起作用'])
})

test('a clock that runs until a promised day does not count as a reader: the length would be shown and never matter', () => {
  const [first, ...rest] = withRule('clock.shown', { kind: 'span', value: [1, 'MONTH'] }) as [ProcessDef, ...ProcessDef[]]
  const clock = { ...first.clocks.promise, rule: 'clock.shown' } as ProcessDef['clocks'][string]
  expect(houseFaults([{ ...first, clocks: { ...first.clocks, promise: clock } }, ...rest], {}, readers)).toEqual([expect.stringContaining('没有任何代码读它')])
  const { until: _, ...runs } = clock
  expect(houseFaults([{ ...first, clocks: { ...first.clocks, promise: runs } }, ...rest], {}, readers)).toEqual([])
})

test('a rule of a process named like one of the house is refused: nobody would ever get it', () => {
  expect(houseFaults(withRule('clock.roll', { kind: 'switch' }), SETTINGS)).toEqual(['suggestion: 规则「clock.roll」与全屋规则同名，读不到'])
})

test('a rule that people would read in the code’s own words is refused', () => {
  const rule = { kind: 'list', value: ['county', '乡镇'] } as const
  expect(houseFaults(withRule('text.levels', rule), SETTINGS)).toEqual([expect.stringContaining('会把代码里的词「county」给人看')])
  expect(houseFaults(withRule('text.levels', { ...rule, options: { county: '县级' } }), SETTINGS)).toEqual([])
})

test('a setting without its rule is refused, and one without a rule or a reason', () => {
  const broken = { 'reply.normal': { rule: ['suggestion', 'clock.gone'] as const }, 'x.y': { waits: '' } }
  expect(houseFaults(defs, broken)).toEqual(['设置「reply.normal」的规则「suggestion/clock.gone」不存在', '设置「x.y」没有规则，也没有说明为什么'])
})

describe('what a rule rests on', () => {
  test.each([
    '自交办之日起三个月内答复（代表法第五十一条）',
    '重庆条例第十六条、河南办法第十四条',
    '全国人大议事规则第十二条、第二十三条：代表团',
    '相山区：「落实“六有”标准」',
    '本地惯例',
    '本地惯例：参照民法典第二百零三条',
    '外地做法：深圳市2007年承办单位考核办法',
  ])('%s', (text) => expect(basisFaults(text)).toEqual([]))
  test.each([
    ['毕节「六有」标准', '没有写明出处'],
    ['毕节市：「落实“六有”标准」', '原文里没有所引的话'],
    ['相山区：接待日前二至三日公告', '原文里没有所引的话'],
    ['代表法第三十八条', '没有摘录'],
    ['代表法第五十一条、第九十九条', '「代表法第九十九条」没有摘录'],
    ['浙江办法第二十四条、山东办法第二十三条', '「山东办法」不在已有的法规文本里'],
    ['承办单位应当及时签收', '没有写明出处'],
    ['由本地专项资金管理办法确定', '没有写明出处'],
  ])('refused: %s', (text, why) => expect(basisFaults(text).join()).toContain(why))
  test('of acts and arrows too', () => {
    const [first, ...rest] = defs as [ProcessDef, ...ProcessDef[]]
    const bad = { ...first, actions: { ...first.actions, withdraw: { ...first.actions.withdraw, basis: '听说' } } } as ProcessDef
    expect(houseFaults([bad, ...rest], {})).toEqual([expect.stringContaining('动作「withdraw」的依据「听说」没有写明出处')])
  })
})

describe('where a rule is read', () => {
  test('as an argument, in a table, in a choice between two; not where it is declared or spoken of', () => {
    const read = keysRead(`
      // ctx.rule('in.comment')
      /* 'in.block' */
      const a = ctx.rule<number>('as.argument'); const t = { nine: 'in.table' }
      clock: { rule: 'as.clock', of: 'matter' }, rule: (v) => (v.x ? 'one.way' : 'other.way'),
      rules: { 'only.declared': { label: 'x' } }`)
    expect([...read].sort()).toEqual(['as.argument', 'in.table', 'one.way', 'other.way'])
  })
  test('in the room of its own process only: two may call a rule alike', () => {
    const two = [
      { process: 'suggestion', key: 'reply.codes' },
      { process: 'fund', key: 'reply.codes' },
    ]
    expect([...ruleReaders(path.resolve(import.meta.dirname, '..'), two).keys()]).toEqual(['suggestion/reply.codes'])
  })
})
