/** Whose duty: every office and every post that the flow table names, and nobody else. */
import { describe, expect, test } from 'vitest'
import { suggestion } from '../processes/suggestion/process.ts'
import { TOY, toyClock, toyParty, toyView } from '../test/toy.ts'
import type { ClockRow } from './clocks.ts'
import { audience, dutiesOf, holderOf, readersOf } from './duties.ts'
import { OFFICES, type Party, type View } from './process.ts'

const party = (role: string, step: string, more: Partial<Party> = {}): Party =>
  ({
    id: `${role}-1`,
    role,
    seat: null,
    unit: `${role}-unit`,
    citizen: null,
    ref: null,
    round: 1,
    step,
    name: role,
    since: new Date(0),
    data: {},
    ...more,
  }) as Party
const clock = (name: string, of: string | null): ClockRow => ({ id: name, name, party: of, dueOn: '2026-03-20', stoppedAt: null }) as ClockRow
const view = (state: string, parties: Party[]): View =>
  ({
    matter: { id: 'm', place: '990300', state, delegation: 'd1', session: 's1', data: {} },
    parties,
    clocks: [],
    now: new Date(0),
    today: '2026-03-10',
    rule: () => 1,
  }) as unknown as View
const holders = (state: string, parties: Party[], clocks: ClockRow[], action: string) =>
  dutiesOf(suggestion, view(state, parties), clocks)
    .filter((d) => d.action === action)
    .map((d) => d.holder)
    .sort()

test('B14 a request for return waits for each office that may answer it, not for the first alone', () => {
  const main = party('main', 'returnRequested')
  expect(holders('handling', [main], [clock('decideReturn', main.id)], 'decideReturn')).toEqual([
    'office:990300:daf_head',
    'office:990300:daf_staff',
    'office:990300:gov_office',
  ])
})

test('B12 B17 both posts of the unit have what either may do; the leader alone signs', () => {
  const reply = (p: Party) => [clock('reply', p.id)]
  const drafted = party('main', 'drafted')
  expect(holders('handling', [drafted], reply(drafted), 'checkReply')).toEqual(['unit:main-unit:unit_leader', 'unit:main-unit:unit_officer'])
  const checked = party('main', 'checked')
  expect(holders('handling', [checked], reply(checked), 'signReply')).toEqual(['unit:main-unit:unit_leader'])
})

test('B8 the whole table: whoever is named in a duty holds it', () => {
  // Each arrow's own list against the rows, state by state; the offices of the place only, which need no party.
  for (const [state, row] of Object.entries(suggestion.flow))
    for (const [action, arrows] of Object.entries(row))
      for (const a of [arrows].flat() as { by: readonly string[]; duty?: string; on?: readonly string[]; when?: unknown }[]) {
        const offices = a.by.filter((w) => !w.includes(':') && !(w in suggestion.parties) && !['system', 'citizen', 'deputy'].includes(w))
        if (!a.duty || a.on || a.when || state === 'new' || state === '*' || offices.length !== a.by.length) continue
        const expected = offices.map((o) => (o === 'delegation_officer' ? 'delegation:d1' : `office:990300:${o}`)).sort()
        expect([state, action, holders(state, [], [clock(a.duty, null)], action)]).toEqual([state, action, expected])
      }
})

test('a notice for a unit reaches both posts, one for a post reaches that post, one about a party that party alone', () => {
  const [a, b] = [party('main', 'noticed'), party('main', 'noticed', { id: 'main-2', unit: 'other' })]
  expect(audience(suggestion, view('handling', [a, b]), ['main'], a)).toEqual(['unit:main-unit:unit_officer', 'unit:main-unit:unit_leader'])
  expect(audience(suggestion, view('handling', [a, b]), ['main:unit_leader', 'gov_office'], undefined)).toEqual([
    'unit:main-unit:unit_leader',
    'unit:other:unit_leader',
    'office:990300:gov_office',
  ])
})

describe('of a small process', () => {
  const at = new Date('2026-03-10T09:00:00+08:00')
  const main = (id: string, step: string, more: Partial<Party> = {}) => toyParty('main', step, { id, unit: `${id}-unit`, ...more })
  const rows = (matter: Parameters<typeof toyView>[0], parties: Party[], clocks: ClockRow[]) =>
    dutiesOf(TOY, toyView(matter, parties), clocks).map((d) => [d.party, d.action, d.holder, d.clock, d.dueOn])

  test('a row says whose it is, which act, by which clock and day, and since when', () => {
    expect(dutiesOf(TOY, toyView({}, [main('a', 'noticed')]), [toyClock('sign', 'a')])).toEqual([
      { party: 'a', action: 'sign', holder: 'unit:a-unit:unit_officer', clock: 'sign/a', dueOn: '2026-03-20', since: at },
    ])
    expect(dutiesOf(TOY, toyView({}, [toyParty('lead', 'in', { seat: 's9' })]), [toyClock('whole', null)]).map((d) => [d.party, d.holder])).toEqual([
      ['lead-1', 'seat:s9'],
    ])
  })
  test('only parties at the step from which the act is done, each by its own clock before that of the whole', () => {
    const two = [main('a', 'noticed'), main('b', 'signed'), main('c', 'noticed')]
    expect(rows({}, two, [toyClock('sign', null), toyClock('sign', 'c'), toyClock('sign', 'b'), toyClock('reply', 'a')])).toEqual([
      ['a', 'sign', 'unit:a-unit:unit_officer', 'sign/null', '2026-03-20'],
      ['c', 'sign', 'unit:c-unit:unit_officer', 'sign/c', '2026-03-20'],
    ])
  })
  test('no duty by a clock of another name, one that has stopped, another party’s, or none', () => {
    const one = [main('a', 'noticed')]
    expect(rows({}, one, [toyClock('sign', 'a', { stoppedAt: at }), toyClock('sign', null, { stoppedAt: at }), toyClock('sign', 'b')])).toEqual([])
    expect(rows({}, one, [toyClock('reply', 'a'), toyClock('reply', null)])).toEqual([])
    expect(rows({}, one, [])).toEqual([])
  })
  test('the matter’s own duty only while its condition holds; of a delegation only where there is one', () => {
    const whole = [toyClock('whole', null)]
    expect(rows({}, [], whole)).toEqual([])
    expect(rows({ data: { wanted: true } }, [], whole).map((r) => r.slice(0, 3))).toEqual([
      [null, 'head', 'delegation:d1'],
      [null, 'head', 'office:990300:sc_leader'],
    ])
    expect(rows({ data: { wanted: true }, delegation: null }, [], whole).map((r) => r[2])).toEqual(['office:990300:sc_leader'])
  })
  test('a condition about a party is asked of each party', () => {
    const two = [main('a', 'signed', { data: { ready: true } }), main('b', 'signed')]
    // `main:unit_leader` of the very party, and the office, which needs none.
    expect(rows({ state: 'other' }, two, [toyClock('whole', null)]).map((r) => r.slice(0, 3))).toEqual([
      ['a', 'close', 'office:990300:daf_staff'],
      ['a', 'close', 'unit:a-unit:unit_leader'],
    ])
  })
  test('nobody from the public and no system has a duty; who asked has his own', () => {
    expect(rows({}, [toyParty('asker', 'in', { citizen: 'c7' })], [toyClock('whole', null)]).map((r) => r.slice(0, 3))).toEqual([
      ['asker-1', 'tell', 'citizen:c7'],
    ])
    const v = toyView({}, [])
    for (const who of ['system', 'citizen']) expect(holderOf(TOY, v, who, undefined)).toBeUndefined()
    // A party's post is not another party's.
    expect(holderOf(TOY, v, 'main:unit_officer', undefined)).toBeUndefined()
    expect(holderOf(TOY, v, 'main:unit_officer', toyParty('lead', 'in', { seat: 's9' }))).toBeUndefined()
    expect(holderOf(TOY, v, 'daf_head', undefined)).toBe('office:990300:daf_head')
  })
  test('notices go to each party of the role by what it is: a seat, a citizen, a unit’s posts', () => {
    const v = toyView({}, [toyParty('lead', 'in', { seat: 's9' }), toyParty('asker', 'in', { citizen: 'c7' }), main('a', 'noticed'), main('b', 'noticed')])
    expect(audience(TOY, v, ['lead', 'asker'], undefined)).toEqual(['seat:s9', 'citizen:c7'])
    expect(audience(TOY, v, ['main:unit_leader'], v.parties[0])).toEqual(['unit:a-unit:unit_leader', 'unit:b-unit:unit_leader'])
    expect(audience(TOY, v, ['main:unit_leader'], v.parties[3])).toEqual(['unit:b-unit:unit_leader'])
    expect(audience(TOY, v, ['system', 'delegation_officer'], undefined)).toEqual(['delegation:d1'])
  })
  test('nothing waits for an office that does not see the matter', () => {
    expect(holderOf(TOY, toyView({}, []), 'motion_group', undefined)).toBeUndefined()
    expect(holderOf(TOY, toyView({ session: 's1' }, []), 'motion_group', undefined)).toBe('office:990300:motion_group')
    // A private draft of which somebody has a duty is his to see.
    expect(holderOf(TOY, toyView({ private: true }, []), 'daf_staff', undefined)).toBe('office:990300:daf_staff')
  })
  test('who may read it now: its parties, a unit by any post, and the offices that read it by their office', () => {
    const parties = [toyParty('lead', 'in', { seat: 's9' }), toyParty('asker', 'in', { citizen: 'c7' }), main('a', 'noticed')]
    const unit = Object.keys(OFFICES).map((o) => `unit:a-unit:${o}`)
    expect(readersOf(TOY, toyView({}, parties))).toEqual([
      ...['seat:s9', 'citizen:c7', ...unit],
      ...['delegation:d1', 'office:990300:daf_staff', 'office:990300:daf_head', 'office:990300:gov_office', 'office:990300:sc_leader'],
    ])
    expect(readersOf(TOY, toyView({ session: 's1', delegation: null }, []))).toEqual(
      ['motion_group', 'daf_staff', 'daf_head', 'gov_office', 'sc_leader'].map((o) => `office:990300:${o}`),
    )
    expect(readersOf(TOY, toyView({ private: true }, [parties[0] as Party]))).toEqual(['seat:s9'])
  })
})
