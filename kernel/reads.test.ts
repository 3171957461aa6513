/** Who reads what: each kind of reading by itself, and what is wrong with a declaration. */
import { describe, expect, test } from 'vitest'
import { TOY, toyMatter } from '../test/toy.ts'
import type { Office, ProcessDef, Reads } from './process.ts'
import { HOUSE_READS, inMenu, isNameless, readFaults, readingOf, readRows, readsAll, readsMatter, rowsOf, toldAuthors } from './reads.ts'

const R: Reads = {
  all: ['daf_staff'],
  below: ['daf_head'],
  session: ['motion_group'],
  delegation: ['delegation_officer'],
  own: ['deputy'],
  authors: ['daf_staff'],
  nameless: ['evaluator'],
  open: { states: ['open', 'done'], to: ['committee'] },
  linked: { states: ['done'], to: ['inspector'] },
}
const reads = (office: string, more = {}, delegation: string | null = null) => readsMatter(R, office, { ...toyMatter(more), ...more }, delegation)

test('one row for each office and kind; the states of what is open or linked', () => {
  const row = (office: string, kind: string, states: string[] = []) => ({ process: 'x', office, kind, states })
  expect(rowsOf('x', R)).toEqual([
    ...[row('daf_staff', 'all'), row('daf_head', 'below'), row('motion_group', 'session'), row('delegation_officer', 'delegation'), row('deputy', 'own')],
    ...[row('daf_staff', 'authors'), row('evaluator', 'nameless'), row('committee', 'open', ['open', 'done']), row('inspector', 'linked', ['done'])],
  ])
  expect(rowsOf('x', {})).toEqual([])
  const rows = readRows([{ name: 'x', reads: { all: ['daf_staff'] } }])
  expect(rows[0]).toEqual(row('daf_staff', 'all'))
  expect(rows).toHaveLength(1 + Object.entries(HOUSE_READS).flatMap(([name, r]) => rowsOf(name, r)).length)
  expect(rows).toContainEqual({ process: 'log', office: 'auditor', kind: 'all', states: [] })
  expect(rows).toContainEqual({ process: 'report', office: 'unit_leader', kind: 'own', states: [] })
})

describe('one matter', () => {
  test('all and below read each; nobody a private one', () => {
    for (const o of ['daf_staff', 'daf_head']) expect([reads(o), reads(o, { private: true }), readsAll(R, o)]).toEqual([true, false, true])
    for (const o of ['motion_group', 'deputy', 'gov_office', 'committee']) expect(readsAll(R, o)).toBe(false)
  })
  test('of a session, of one’s delegation, once it is open', () => {
    expect([reads('motion_group'), reads('motion_group', { session: 's1' })]).toEqual([false, true])
    expect([reads('delegation_officer', {}, 'd1'), reads('delegation_officer', {}, 'd2'), reads('delegation_officer')]).toEqual([true, false, false])
    expect(reads('delegation_officer', { delegation: null })).toBe(false)
    expect([reads('committee'), reads('committee', { state: 'other' }), reads('committee', { state: 'done' })]).toEqual([true, false, true])
    // Not because of a session or delegation that another office reads by.
    expect([reads('gov_office', { session: 's1' }, 'd1'), reads('deputy', { session: 's1' }, 'd1'), reads('inspector', { state: 'done' })]).toEqual([
      false,
      false,
      false,
    ])
    expect(readsMatter({}, 'daf_staff', toyMatter(), null)).toBe(false)
  })
})

test('in the menu is whatever the office reads somewhere; what goes with its pages is not enough', () => {
  for (const o of ['daf_staff', 'daf_head', 'motion_group', 'delegation_officer', 'deputy', 'committee', 'inspector'] as Office[])
    expect([o, inMenu(R, o)]).toEqual([o, true])
  for (const o of ['evaluator', 'gov_office', 'auditor'] as Office[]) expect([o, inMenu(R, o)]).toEqual([o, false])
  expect(inMenu({ all: ['daf_staff'] }, 'committee')).toBe(false)
  expect([toldAuthors(R, 'daf_staff'), toldAuthors(R, 'daf_head'), isNameless(R, 'evaluator'), isNameless(R, 'daf_staff')]).toEqual([true, false, true, false])
})

test('what an office reads: all of the place, or a part', () => {
  const of = (o: Office) =>
    readingOf(
      [
        { name: 'x', reads: R },
        { name: 'y', reads: { own: ['deputy'] } },
      ],
      o,
    )
  expect(of('daf_staff')).toEqual({ x: 'all', report: 'all', record: 'all' })
  expect(of('motion_group')).toEqual({ x: 'all' })
  expect(of('deputy')).toEqual({ x: 'part', y: 'part' })
  expect(of('unit_officer')).toEqual({ report: 'part' })
  expect(of('auditor')).toEqual({ log: 'all' })
})

describe('faults', () => {
  const faults = (reads: Reads, more: Partial<ProcessDef> = {}) => readFaults({ ...TOY, ...more, reads })
  test('none in the small process', () => expect(readFaults(TOY)).toEqual([]))
  test('an office named twice, one that reads no contents, a state that nobody may open', () => {
    const all = TOY.reads.all as Office[]
    expect(faults({ ...TOY.reads, own: ['daf_head', 'deputy'] })).toEqual(['「谁能看」里 daf_head 写了两次'])
    expect(faults({ ...TOY.reads, all: [...all, 'auditor'] })).toEqual(['「谁能看」里不应有 auditor：审计员看日志，管理员看设置'])
    expect(faults({ ...TOY.reads, own: ['sysadmin'] })).toEqual(['「谁能看」里不应有 sysadmin：审计员看日志，管理员看设置'])
    expect(faults({ ...TOY.reads, open: { states: ['gone', 'open'], to: [] } })).toEqual(['「谁能看」里没有可以公开的环节「gone」'])
    expect(faults({ ...TOY.reads, linked: { states: ['draft'], to: [] } })).toEqual(['「谁能看」里没有可以公开的环节「draft」'])
  })
  test('who acts by his office must see it: all, a session’s, a delegation’s, or once it is open there', () => {
    const all = (TOY.reads.all as Office[]).filter((o) => o !== 'sc_leader')
    expect(faults({ ...TOY.reads, all })).toEqual(['sc_leader 在「open」可以办理，却看不到这件事项'])
    expect(faults({ ...TOY.reads, all, open: { states: ['open'], to: ['sc_leader'] } })).toEqual([])
    expect(faults({ ...TOY.reads, all, open: { states: ['other'], to: ['sc_leader'] } })).toEqual(['sc_leader 在「open」可以办理，却看不到这件事项'])
    expect(faults({ ...TOY.reads, session: [] })).toEqual(['motion_group 在「*」可以办理，却看不到这件事项'])
    expect(faults({ ...TOY.reads, delegation: [] })).toEqual(['delegation_officer 在「open」可以办理，却看不到这件事项'])
  })
})
