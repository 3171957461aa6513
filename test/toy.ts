/** A process small enough to be seen at a glance, for the tests that ask the kernel alone: no database, no story. */
import type { ClockRow } from '../kernel/clocks.ts'
import { type Actor, defineProcess, type Matter, type Party, type ProcessDef, type View } from '../kernel/process.ts'

export const TOY: ProcessDef = defineProcess({
  name: 'toy',
  label: '小事',
  start: 'draft',
  reads: { all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader'], session: ['motion_group'], delegation: ['delegation_officer'] },
  stages: ['起', '办', '结'],
  states: {
    draft: { label: '草稿', stage: '起', private: true },
    open: { label: '办理', stage: '办' },
    other: { label: '另办', stage: '办' },
    done: { label: '办结', stage: '结', final: true },
  },
  parties: {
    lead: { label: '领衔代表', kind: 'deputy', first: 'in', steps: { in: { label: '在列' } } },
    main: {
      label: '主办单位',
      kind: 'unit',
      first: 'noticed',
      steps: { noticed: { label: '待签收' }, signed: { label: '已签收' }, asked: { label: '申请退回' }, sent: { label: '已答复', idle: true } },
    },
    asker: { label: '群众', kind: 'citizen', first: 'in', steps: { in: { label: '在列' } } },
  },
  actions: {
    make: { label: '新建', says: '{actor}新建', creates: true },
    sign: { label: '签收', says: '{actor}签收' },
    reply: { label: '答复', says: '{actor}答复', needs: (v) => (v.party?.data.ready ? undefined : '请先起草答复') },
    decide: { label: '同意退回', says: '{actor}同意退回' },
    note: { label: '批注', says: '{actor}批注' },
    rate: { label: '评价', says: '{actor}评价', personal: true },
    head: { label: '会签', says: '{actor}会签' },
    tell: { label: '补充', says: '{actor}补充' },
    late: { label: '逾期', says: '逾期' },
    inside: { label: '内部', says: '内部', inner: true },
    close: { label: '办结', says: '{actor}办结', needs: (v) => v.parties.length === 0 && '还没有交办' },
  },
  flow: {
    new: { make: { by: ['deputy'], to: 'draft' } },
    draft: { make: { by: ['lead'] } },
    open: {
      sign: { by: ['main:unit_officer'], from: ['noticed'], step: 'signed', duty: 'sign' },
      reply: { by: ['main:unit_officer', 'main:unit_leader'], from: ['signed'], step: 'sent', duty: 'reply' },
      decide: { by: ['daf_staff', 'gov_office'], on: ['main'], from: ['asked'], step: 'signed', duty: 'sign' },
      head: { by: ['delegation_officer', 'sc_leader'], duty: 'whole', when: (v) => v.matter.data.wanted === true },
      rate: { by: ['lead'], duty: 'whole' },
      tell: { by: ['asker', 'citizen', 'system'], duty: 'whole' },
      inside: { by: ['daf_staff'] },
      late: { by: ['system'] },
      close: { by: ['daf_staff'], to: 'done' },
    },
    other: { close: { by: ['daf_staff', 'main:unit_leader'], on: ['main'], when: (v) => v.party?.data.ready === true, duty: 'whole' } },
    '*': { note: { by: ['daf_head', 'motion_group'] } },
  },
  clocks: {
    sign: { label: '签收', of: ['main'], rule: 'clock.sign', states: ['open'], steps: ['noticed', 'asked'], warn: [1], late: 'late' },
    reply: { label: '答复', of: ['main'], rule: 'clock.reply', states: ['open'], steps: ['signed'], paused: ['asked'], warn: [3], late: 'late' },
    whole: {
      label: '全件',
      of: 'matter',
      rule: (v) => (v.matter.kind === 'quick' ? 'clock.sign' : 'clock.whole'),
      rules: ['clock.sign', 'clock.whole'],
      states: ['open', 'other'],
      when: (v) => v.matter.data.untimed !== true,
      warn: [1],
      late: 'late',
    },
    promised: {
      label: '承诺',
      of: 'matter',
      states: ['open'],
      until: (v) => (v.matter.data.promised ? { on: v.matter.data.promised, why: '承诺' } : undefined),
      basis: '本地惯例',
      warn: [1],
      late: 'late',
    },
  },
  rules: {
    'clock.sign': { label: '签收', kind: 'span', value: [5, 'WD'], basis: '本地惯例', group: '时限' },
    'clock.reply': { label: '答复', kind: 'span', value: [3, 'MONTH'], basis: '代表法', group: '时限' },
    'clock.whole': { label: '全件', kind: 'span', value: [30, 'DAY'], basis: '本地惯例', group: '时限' },
  },
})

export const toyParty = (role: string, step: string, more: Partial<Party> = {}): Party => ({
  id: `${role}-1`,
  role,
  seat: null,
  unit: null,
  citizen: null,
  ref: null,
  round: 1,
  step,
  name: role,
  since: new Date(0),
  data: {},
  ...more,
})
export const toyMatter = (more: Partial<Matter> = {}): Matter =>
  ({ id: 'm', process: 'toy', place: '990300', state: 'open', kind: 'normal', delegation: 'd1', session: null, data: {}, ...more }) as Matter
export const toyActor = (office: string, more: Partial<Actor> = {}): Actor =>
  ({ kind: 'seat', person: 'p', name: '某人', seat: 's1', office, place: '990300', unit: null, delegation: null, strong: false, ...more }) as Actor
export const toyView = (matter: Partial<Matter>, parties: Party[], actor: Actor = toyActor('daf_staff'), rules: Record<string, unknown> = {}): View =>
  ({
    matter: toyMatter(matter),
    parties,
    clocks: [],
    actor,
    now: new Date('2026-03-10T09:00:00+08:00'),
    today: '2026-03-10',
    rule: (key: string) => rules[key],
  }) as View
export const toyClock = (name: string, party: string | null, more: Partial<ClockRow> = {}): ClockRow =>
  ({ id: `${name}/${party}`, matter: 'm', name, party, dueOn: '2026-03-20', span: null, pausedOn: null, stoppedAt: null, ...more }) as ClockRow
