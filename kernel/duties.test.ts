/** Whose duty: every office and every post that the flow table names, and nobody else. */
import { expect, test } from 'vitest'
import { suggestion } from '../processes/suggestion/process.ts'
import type { ClockRow } from './clocks.ts'
import { audience, dutiesOf } from './duties.ts'
import type { Party, View } from './process.ts'

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
    matter: { id: 'm', place: '990300', state, delegation: 'd1', session: null, data: {} },
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
