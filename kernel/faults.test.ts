import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { suggestion } from '../processes/suggestion/process.ts'
import { faults } from './faults.ts'
import type { ProcessDef } from './process.ts'

/** The real process with one thing spoiled. */
const spoiled = (fn: (p: ProcessDef) => void): string[] => {
  const base = suggestion as unknown as ProcessDef
  const p: ProcessDef = {
    ...base,
    states: { ...base.states },
    parties: { ...base.parties },
    actions: { ...base.actions },
    clocks: { ...base.clocks },
    rules: { ...base.rules },
    flow: Object.fromEntries(Object.entries(base.flow).map(([k, v]) => [k, { ...v }])),
  }
  fn(p)
  return faults(p)
}
const without = (row: Record<string, unknown> | undefined, ...keys: string[]) => {
  for (const k of keys) delete row?.[k]
}

test('the suggestion has no fault', () => expect(faults(suggestion)).toEqual([]))

describe('closed by construction: refused at start-up', () => {
  test.each<[string, (p: ProcessDef) => void, RegExp]>([
    [
      'a state without an owner',
      (p) => {
        p.flow.panel = { settlePanel: { by: ['daf_staff'], to: ['closed'] } }
      },
      /「panel」没有责任人/,
    ],
    [
      'a state whose duty has no clock there',
      (p) => {
        p.clocks.panel = { ...p.clocks.panel, states: ['redo'] } as never
        p.clocks.evaluate = { ...p.clocks.evaluate, states: ['redo'] } as never
      },
      /「panel」没有在走的时钟/,
    ],
    ['a party step without an owner', (p) => without(p.flow.handling, 'decideReturn'), /「main」的步骤「returnRequested」没有责任人和时钟/],
    [
      'a state nobody reaches',
      (p) => {
        p.states.limbo = { label: '悬着', stage: '办理' }
      },
      /「limbo」到不了/,
    ],
    [
      'a state that cannot be left',
      (p) => {
        p.flow.returned = { submit: { by: ['lead'], on: ['lead'], duty: 'revise' } }
      },
      /「returned」出不去/,
    ],
    [
      'an arrow of an office and several kinds of parties, which the office could never take',
      (p) => {
        Object.assign(p.flow.handling as object, {
          signFor: { by: ['main:unit_officer', 'co:unit_officer', 'daf_staff'], from: ['noticed'], step: 'signedFor', duty: 'sign' },
        })
      },
      /「signFor」 把工作机构和几种参与方写在一个箭头里/,
    ],
    ['an action nobody may take', (p) => without(p.flow['*'], 'urge'), /「urge」没有人可以办/],
    [
      'a clock that never starts',
      (p) => {
        p.clocks.extra = { ...p.clocks.panel, states: [] } as never
      },
      /「extra」永远不会启动/,
    ],
    [
      'a clock that never stops',
      (p) => {
        p.clocks.panel = { ...p.clocks.panel, states: ['panel', 'closed'] } as never
      },
      /「panel」在终结环节「closed」还在走/,
    ],
    [
      'a late action that 系统 may not take',
      (p) => {
        p.clocks.panel = { ...p.clocks.panel, late: 'settlePanel' } as never
      },
      /「settlePanel」在「panel」不许系统办理/,
    ],
    [
      'a sentence naming a missing field',
      (p) => {
        p.actions.signFor = { ...p.actions.signFor, says: '{actor}于{when}签收' } as never
      },
      /\{when\}/,
    ],
    [
      'a sentence that would tell a secret',
      (p) => {
        p.actions.judge = { ...p.actions.judge, says: '{actor}评价{result}' } as never
      },
      /泄露保密字段 \{result\}/,
    ],
    [
      'somebody who does not exist',
      (p) => {
        p.flow.panel = { ...p.flow.panel, explain: { by: ['mayor'], to: ['closed'] } }
      },
      /办理人「mayor」不存在/,
    ],
    [
      'a field that people would read in the code’s own word',
      (p) => {
        p.actions.explain = { ...p.actions.explain, input: z.object({ takenAt: z.string().optional() }) } as never
      },
      /字段「takenAt」没有中文名称/,
    ],
    [
      'a rule that is not there',
      (p) => {
        p.clocks.panel = { ...p.clocks.panel, rule: 'clock.none' } as never
      },
      /「clock.none」不是时限/,
    ],
  ])('%s', (_name, fn, says) => expect(spoiled(fn).join('\n')).toMatch(says))
})
