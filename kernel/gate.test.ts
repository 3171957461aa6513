/** Who may do what now, and in which words the others are told why not: every line of the gate, on a process seen at a glance. */
import { describe, expect, test } from 'vitest'
import { TOY, toyActor, toyMatter, toyParty, toyView } from '../test/toy.ts'
import { choices, gate, holdsOffice, whoWords } from './gate.ts'
import type { Actor, Arrow, Party, ProcessDef } from './process.ts'

const main = (id: string, step: string, more: Partial<Party> = {}) => toyParty('main', step, { id, unit: `${id}-unit`, name: `${id}单位`, ...more })
const unit = (id: string, office = 'unit_officer') => toyActor(office, { unit: `${id}-unit` })
const citizen = (id: string): Actor => ({ ...toyActor('citizen'), kind: 'citizen', seat: null, citizen: id })
const system: Actor = { ...toyActor('system'), kind: 'system', seat: null }
const head = toyActor('daf_head')
/** ok and the party, or the words. */
const asked = (actor: Actor, action: string, parties: Party[] = [], matter = {}, party?: string, rules = {}) => {
  const v = gate(TOY, toyView(matter, parties, actor, rules), action, party)
  return v.ok ? ['可以', v.party?.id] : [v.why, v.party?.id]
}

describe('an office', () => {
  test('counts in the matter’s own place, under its own name; the delegation’s officer in his delegation alone', () => {
    const v = { matter: toyMatter() }
    expect(holdsOffice(TOY, v, toyActor('daf_staff'), 'daf_staff')).toBe(true)
    expect(holdsOffice(TOY, v, toyActor('daf_staff'), 'daf_head')).toBe(false)
    expect(holdsOffice(TOY, v, toyActor('daf_staff', { place: '990302' }), 'daf_staff')).toBe(false)
    expect(holdsOffice(TOY, v, { ...toyActor('daf_staff'), kind: 'system' }, 'daf_staff')).toBe(false)
    expect(holdsOffice(TOY, v, toyActor('delegation_officer', { delegation: 'd1' }), 'delegation_officer')).toBe(true)
    expect(holdsOffice(TOY, v, toyActor('delegation_officer', { delegation: 'd2' }), 'delegation_officer')).toBe(false)
    expect(holdsOffice(TOY, { matter: toyMatter({ delegation: null }) }, toyActor('delegation_officer'), 'delegation_officer')).toBe(false)
  })
  test('the system and the public are kinds, not posts', () => {
    const v = { matter: toyMatter() }
    expect([holdsOffice(TOY, v, system, 'system'), holdsOffice(TOY, v, citizen('c'), 'citizen')]).toEqual([true, true])
    expect([holdsOffice(TOY, v, head, 'system'), holdsOffice(TOY, v, head, 'citizen'), holdsOffice(TOY, v, system, 'citizen')]).toEqual([false, false, false])
  })
  test('its act is refused to others with the names of those who may', () => {
    expect(asked(head, 'note')).toEqual(['可以', undefined])
    expect(asked(toyActor('motion_group'), 'note', [], { session: 'x' })).toEqual(['可以', undefined])
    // Nobody acts on what he does not see: the motion group on an item of the recess. What does not exist yet, nobody sees.
    expect(asked(toyActor('motion_group'), 'note')[0]).toMatch(/^「批注」由/)
    expect(holdsOffice(TOY, { matter: toyMatter({ state: 'new' }) }, toyActor('motion_group'), 'motion_group')).toBe(true)
    // One's own draft is seen by who acts on it.
    expect(holdsOffice(TOY, { matter: toyMatter({ private: true }) }, toyActor('daf_staff'), 'daf_staff')).toBe(true)
    expect(asked(toyActor('daf_staff'), 'note')).toEqual(['「批注」由代工委负责人、议案组办理', undefined])
    expect(asked(head, 'late')).toEqual(['「逾期」由系统办理', undefined])
    expect(asked(system, 'late')).toEqual(['可以', undefined])
    expect(gate(TOY, toyView({}, [], toyActor('daf_staff')), 'note')).toMatchObject({ ok: false, related: false })
  })
  test('whoever may is named in words, each once; nobody: the system', () => {
    expect(whoWords(TOY, ['lead', 'main', 'main:unit_leader', 'daf_staff', 'citizen', 'system', 'daf_staff'])).toBe(
      '领衔代表、主办单位、主办单位负责人、代工委工作人员、群众',
    )
    expect(whoWords(TOY, ['system'])).toBe('系统')
  })
  test('an act that the state does not know, or nobody knows, is refused by the state', () => {
    expect(asked(head, 'note', [], { state: 'done' })).toEqual(['「办结」环节不能办理「批注」', undefined])
    expect(asked(head, 'note', [], { state: 'draft' })).toEqual(['「草稿」环节不能办理「批注」', undefined])
    expect(asked(head, 'nothing')).toEqual(['「办理」环节不能办理「nothing」', undefined])
    expect(gate(TOY, toyView({ state: 'done' }, [], head), 'note')).toMatchObject({ ok: false, related: false })
  })
  test('a condition of the matter that does not hold: not this actor’s business now', () => {
    const leader = toyActor('sc_leader')
    expect(asked(leader, 'head', [], { data: { wanted: true } })).toEqual(['可以', undefined])
    expect(gate(TOY, toyView({}, [], leader), 'head')).toMatchObject({ ok: false, related: false })
  })
  test('what an act needs is said in its own words', () => {
    expect(asked(toyActor('daf_staff'), 'close')).toEqual(['还没有交办', undefined])
    expect(asked(toyActor('daf_staff'), 'close', [main('a', 'noticed')])).toEqual(['可以', undefined])
    expect(gate(TOY, toyView({}, [], toyActor('daf_staff')), 'close')).toMatchObject({ ok: false, related: true })
  })
})

describe('a party', () => {
  test('acts as itself: the unit by its post, the deputy by his seat, who asked by his own number', () => {
    expect(asked(unit('a'), 'sign', [main('a', 'noticed'), main('b', 'noticed')])).toEqual(['可以', 'a'])
    expect(asked(unit('b'), 'sign', [main('a', 'noticed'), main('b', 'noticed')])).toEqual(['可以', 'b'])
    for (const other of [unit('a', 'unit_leader'), unit('c'), toyActor('unit_officer'), citizen('a'), { ...unit('a'), kind: 'system' as const }])
      expect(asked(other, 'sign', [main('a', 'noticed'), main('x', 'noticed', { unit: null })])).toEqual(['「签收」由主办单位经办人办理', undefined])
    const lead = toyParty('lead', 'in', { seat: 's1' })
    expect(asked(toyActor('deputy'), 'rate', [lead])).toEqual(['可以', 'lead-1'])
    expect(asked(toyActor('deputy', { seat: 's2' }), 'rate', [lead])[0]).toBe('「评价」由领衔代表办理')
    expect(asked(toyActor('deputy', { seat: null }), 'rate', [toyParty('lead', 'in')])[0]).toBe('「评价」由领衔代表办理')
    expect(asked(citizen('c'), 'tell', [toyParty('asker', 'in', { citizen: 'c' })])).toEqual(['可以', 'asker-1'])
    // A seat and a citizen are never each other.
    expect(asked(toyActor('deputy'), 'tell', [toyParty('asker', 'in', { citizen: 'c', seat: 's1' })])[0]).toMatch(/^「补充」由群众/)
    expect(asked(toyActor('deputy', { citizen: 'c' } as never), 'tell', [toyParty('asker', 'in', { seat: 's1' })])[0]).toMatch(/^「补充」由群众/)
  })
  test('not at its step: told where it stands; beyond it: passed, and no button', () => {
    const v = gate(TOY, toyView({}, [main('a', 'sent')], unit('a')), 'sign')
    expect(v).toEqual({ ok: false, related: true, passed: true, party: main('a', 'sent'), why: 'a单位目前是「已答复」，不能办理「签收」' })
    expect(gate(TOY, toyView({}, [main('a', 'noticed')], unit('a')), 'reply')).toMatchObject({ related: true, passed: false })
    expect(gate(TOY, toyView({}, [main('a', 'signed')], unit('a')), 'sign')).toMatchObject({ passed: true })
    expect(asked(unit('a'), 'sign', [main('a', 'lost')])[0]).toBe('a单位目前是「lost」，不能办理「签收」')
  })
  test('what can be mended is said before where another stands', () => {
    const two = [main('a', 'noticed'), main('b', 'signed', { unit: 'a-unit' })]
    expect(asked(unit('a'), 'reply', two)).toEqual(['请先起草答复', 'b'])
    expect(asked(unit('a'), 'reply', [main('a', 'signed', { data: { ready: true } })])).toEqual(['可以', 'a'])
    expect(asked(unit('a', 'unit_leader'), 'reply', [main('a', 'signed', { data: { ready: true } })])).toEqual(['可以', 'a'])
    // The second of two may be the one that is ready.
    expect(asked(unit('a'), 'reply', [main('a', 'signed'), main('b', 'signed', { unit: 'a-unit', data: { ready: true } })])).toEqual(['可以', 'b'])
  })
  test('an office acts on the party that is named, on the only one, and is asked to choose among several', () => {
    const gov = toyActor('gov_office')
    const two = [main('a', 'asked'), main('b', 'asked'), main('c', 'signed'), toyParty('lead', 'in', { seat: 's9' })]
    expect(asked(gov, 'decide', two)).toEqual(['有多个办理对象，请先选定一个', undefined])
    expect(asked(gov, 'decide', two, {}, 'b')).toEqual(['可以', 'b'])
    expect(asked(gov, 'decide', two.slice(1))).toEqual(['可以', 'b'])
    expect(asked(gov, 'decide', two, {}, 'c')).toEqual(['c单位目前是「已签收」，不能办理「同意退回」', 'c'])
    expect(asked(gov, 'decide', two, {}, 'gone')).toEqual(['这一方已经不在本件的办理之列', undefined])
    expect(asked(gov, 'decide', two, {}, 'lead-1')).toEqual(['这一方已经不在本件的办理之列', undefined])
    expect(asked(gov, 'decide')).toEqual(['没有可以办理「同意退回」的主办单位', undefined])
    expect(asked(toyActor('daf_head'), 'decide', two)).toEqual(['「同意退回」由代工委工作人员、政府办公室办理', undefined])
  })
  test('a condition is asked of the very party; by an office and by the unit itself', () => {
    const two = [main('a', 'noticed'), main('b', 'noticed', { data: { ready: true } })]
    expect(asked(toyActor('daf_staff'), 'close', two, { state: 'other' })).toEqual(['可以', 'b'])
    expect(asked(toyActor('daf_staff'), 'close', two, { state: 'other' }, 'a')[0]).toBe('a单位目前是「待签收」，不能办理「办结」')
    expect(gate(TOY, toyView({ state: 'other' }, two, toyActor('daf_staff')), 'close', 'a')).toMatchObject({ passed: false })
  })
  test('a personal act needs the second factor where the place asks for it', () => {
    const lead = [toyParty('lead', 'in', { seat: 's1' })]
    const words = '本项须由代表本人完成二次验证后办理，请先在「登录与安全」里验证'
    expect(asked(toyActor('deputy'), 'rate', lead, {}, undefined, { 'judge.strong': true })).toEqual([words, 'lead-1'])
    expect(asked(toyActor('deputy', { strong: true }), 'rate', lead, {}, undefined, { 'judge.strong': true })).toEqual(['可以', 'lead-1'])
    expect(asked(toyActor('deputy'), 'rate', lead, {}, undefined, { 'judge.strong': false })).toEqual(['可以', 'lead-1'])
    // Not of an act that is nobody's in person.
    expect(asked(head, 'note', [], {}, undefined, { 'judge.strong': true })).toEqual(['可以', undefined])
    expect(gate(TOY, toyView({}, lead, toyActor('deputy'), { 'judge.strong': true }), 'rate')).toMatchObject({ related: true })
  })
})

describe('the buttons', () => {
  const of = (actor: Actor, parties: Party[], matter = {}) =>
    choices(TOY, toyView(matter, parties, actor)).map((c) => [c.action, c.verdict.ok, c.verdict.party?.id ?? null])
  test('one an act; of an office one for each party that is at the step', () => {
    const gov = toyActor('gov_office')
    expect(of(gov, [main('a', 'asked'), main('b', 'asked'), main('c', 'signed'), toyParty('lead', 'in', { seat: 's9' })])).toEqual([
      ['decide', true, 'a'],
      ['decide', true, 'b'],
    ])
    expect(of(gov, [main('c', 'signed')])).toEqual([])
    expect(of(toyActor('daf_staff'), [main('a', 'asked')])).toEqual([
      ['decide', true, 'a'],
      ['close', true, null],
    ])
    expect(of(toyActor('daf_staff'), [main('a', 'noticed'), main('b', 'noticed', { data: { ready: true } })], { state: 'other' })).toEqual([
      ['close', true, 'b'],
    ])
  })
  test('what is refused for now stays with its reason; what is done, inner, or others’ business does not', () => {
    expect(of(unit('a'), [main('a', 'noticed')])).toEqual([
      ['sign', true, 'a'],
      ['reply', false, 'a'],
    ])
    expect(of(unit('a'), [main('a', 'signed')])).toEqual([['reply', false, 'a']])
    expect(of(unit('a'), [main('a', 'sent')])).toEqual([])
    expect(of(head, [])).toEqual([['note', true, null]])
    expect(of(toyActor('daf_staff'), [])).toEqual([['close', false, null]])
    expect(of(toyActor('evaluator'), [main('a', 'noticed')])).toEqual([])
  })
})

describe('tables of other shapes', () => {
  const co = { ...(TOY.parties.main as ProcessDef['parties'][string]), label: '会办单位' }
  const table = (open: Record<string, Arrow | Arrow[]>, more: Partial<ProcessDef> = {}): ProcessDef => ({
    ...TOY,
    parties: { ...TOY.parties, co },
    flow: { ...TOY.flow, '*': {}, open },
    ...more,
  })
  const say = (p: ProcessDef, actor: Actor, action: string, parties: Party[], party?: string) => gate(p, toyView({}, parties, actor), action, party)
  const buttons = (p: ProcessDef, actor: Actor, parties: Party[]) =>
    choices(p, toyView({}, parties, actor)).map((c) => [c.action, c.verdict.ok, c.verdict.party?.id ?? null])

  test('a delegation’s officer is of his delegation even where all of them read', () => {
    const p = { reads: { all: ['delegation_officer' as const] } }
    const v = { matter: toyMatter() }
    for (const [delegation, is] of [
      ['d1', true],
      ['d2', false],
      [null, false],
    ] as const)
      expect(holdsOffice(p, v, toyActor('delegation_officer', { delegation }), 'delegation_officer')).toBe(is)
    expect(holdsOffice(p, { matter: toyMatter({ delegation: null }) }, toyActor('delegation_officer'), 'delegation_officer')).toBe(false)
  })
  test('the same unit in another role is not this party; somebody without a number is not who asked', () => {
    const p = table({ sign: { by: ['main:unit_officer'], from: ['noticed'] }, tell: { by: ['asker'] } })
    const both = [toyParty('co', 'noticed', { id: 'c', unit: 'a-unit' }), main('a', 'noticed')]
    expect(say(p, unit('a'), 'sign', both)).toMatchObject({ ok: true, party: { id: 'a' } })
    expect(say(p, unit('a'), 'sign', both.slice(0, 1))).toMatchObject({ ok: false, related: false })
    const asker = toyParty('asker', 'in', { citizen: 'c7' })
    expect(say(p, citizen('c7'), 'tell', [asker])).toMatchObject({ ok: true, party: { id: 'asker-1' } })
    expect(say(p, { ...citizen('c7'), citizen: null as never }, 'tell', [toyParty('asker', 'in')])).toMatchObject({ ok: false })
  })
  test('several roles are named with 、; an office acts on any of them, by its own arrow without `on` too', () => {
    const p = table({ decide: { by: ['daf_staff'], on: ['main', 'co'] }, sign: { by: ['daf_staff', 'main:unit_officer'] } })
    expect(say(p, toyActor('daf_staff'), 'decide', [])).toMatchObject({ ok: false, why: '没有可以办理「同意退回」的主办单位、会办单位' })
    expect(say(p, toyActor('daf_staff'), 'sign', [main('a', 'noticed')])).toMatchObject({ ok: true, party: { id: 'a' } })
    expect(buttons(p, toyActor('daf_staff'), [main('a', 'noticed')])).toEqual([
      ['decide', true, 'a'],
      ['sign', true, 'a'],
    ])
  })
  test('passed only beyond every step from which it could be done, and not at one of them', () => {
    const p = table({ sign: { by: ['main:unit_officer'], from: ['noticed', 'asked'], when: (v) => v.party?.data.ready === true } })
    const passed = (step: string) => say(p, unit('a'), 'sign', [main('a', step)])
    expect(passed('signed')).toMatchObject({ ok: false, passed: false })
    expect(passed('noticed')).toMatchObject({ ok: false, passed: false })
    expect(passed('asked')).toMatchObject({ ok: false, passed: false })
    expect(passed('sent')).toMatchObject({ ok: false, passed: true })
  })
  test('an office whose own arrow is about nobody acts although the party of another’s arrow is not there', () => {
    const p = table({ note: [{ by: ['gov_office', 'daf_staff'] }, { by: ['daf_head'], on: ['main'] }] })
    expect(buttons(p, toyActor('daf_staff'), [])).toEqual([['note', true, null]])
    expect(buttons(p, toyActor('daf_head'), [])).toEqual([])
    expect(buttons(p, toyActor('daf_head'), [main('a', 'noticed')])).toEqual([['note', true, 'a']])
  })
  test('of two arrows the first that fits decides; of two refusals the first of the same weight is said', () => {
    const p = table({
      reply: [
        { by: ['main:unit_officer'], from: ['asked'] },
        { by: ['main:unit_officer'], from: ['noticed'] },
      ],
    })
    expect(say(p, unit('a'), 'reply', [main('a', 'noticed', { data: { ready: true } })])).toMatchObject({ ok: true })
    expect(say(p, unit('a'), 'reply', [main('a', 'signed'), main('b', 'sent', { unit: 'a-unit' })])).toMatchObject({ ok: false, party: { id: 'a' } })
    expect(buttons(p, unit('a'), [main('a', 'noticed', { data: { ready: true } })])).toEqual([['reply', true, 'a']])
  })
})
