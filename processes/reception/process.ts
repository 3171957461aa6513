/** 代表接待日 (C5, C7, C13): planned by a fair rota, announced days before, visitors taken down once, each with a chain of his own. */
import { type Arrow, defineProcess, type View } from '../../kernel/process.ts'
import { actions } from './actions.ts'

const span = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) =>
  ({ label, kind: 'span', value: [n, unit], basis, group: '代表接待日' }) as const
const office = ['daf_staff'] as const
const either = (a: Omit<Arrow, 'by'>): Arrow[] => [
  { ...a, by: office },
  { ...a, by: ['station:station_liaison'] },
]
const leaders = (v: View) => v.matter.kind === 'leaders'
const voters = (v: View) => !leaders(v)
const steps = {
  listed: { label: '已排班', idle: true },
  asked: { label: '待确认' },
  confirmed: { label: '按时参加', idle: true },
  away: { label: '请假', idle: true },
  signed: { label: '已签到', idle: true },
  came: { label: '已到场', idle: true },
  missing: { label: '未到场', idle: true },
} as const
/** Everybody who is asked to be there. */
const coming = ['host', 'leader', 'received'] as const
const taking: Arrow[] = [...either({ when: voters }), { by: ['host'], from: ['confirmed', 'asked', 'signed', 'came'] }]

export const reception = defineProcess({
  name: 'reception',
  label: '接待日',
  start: 'planned',
  // As with the stations: the city reads the rota and the days of its streets and towns (D1); what was said there stays with the concern.
  reads: { below: ['daf_staff', 'daf_head', 'sc_leader'], own: ['deputy', 'station_liaison'] },
  stages: ['安排', '公告', '接待', '记录'],
  states: {
    planned: { label: '已安排', stage: '安排' },
    announced: { label: '已公告', stage: '公告' },
    held: { label: '待记录', stage: '接待' },
    recorded: { label: '已记录', final: true, stage: '记录' },
    cancelled: { label: '已取消', final: true, cut: true, stage: '记录' },
  },
  parties: {
    station: { label: '联络站', kind: 'unit', first: 'in', steps: { in: { label: '承办', idle: true } } },
    host: {
      label: '接待代表',
      kind: 'deputy',
      first: 'listed',
      steps,
    },
    leader: { label: '接待领导', kind: 'seat', first: 'listed', steps },
    received: { label: '受接待代表', kind: 'deputy', first: 'listed', steps: { ...steps, listed: { label: '已约', idle: true } } },
  },
  actions,
  flow: {
    new: { plan: { by: ['daf_staff', 'station_liaison'], to: 'planned' } },
    planned: {
      amend: either({}),
      swap: either({}),
      announce: either({ to: 'announced', duty: 'announce' }),
      leave: { by: coming, from: ['listed'], step: 'away' },
      cancel: either({ to: 'cancelled' }),
    },
    announced: {
      amend: either({}),
      swap: either({}),
      confirm: { by: coming, from: ['asked', 'away'], step: 'confirmed', duty: 'confirm' },
      leave: { by: coming, from: ['asked', 'confirmed'], step: 'away' },
      signIn: { by: coming, from: ['asked', 'confirmed'], step: 'signed' },
      receive: taking,
      hear: { by: office, when: leaders },
      hold: either({ to: 'held', duty: 'hold' }),
      cancel: either({ to: 'cancelled' }),
    },
    held: {
      receive: taking,
      hear: { by: office, when: leaders },
      record: either({ to: 'recorded', duty: 'record' }),
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    announce: {
      label: '发接待公告',
      of: 'matter',
      rule: 'reception.announce',
      states: ['planned'],
      warn: [2, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.announceBy, why: `接待定于${v.matter.data.heldOn}，应提前公告` }),
    },
    confirm: {
      label: '确认是否参加',
      of: coming,
      basis: '本地惯例：公告确定',
      states: ['announced'],
      steps: ['asked'],
      warn: [1],
      late: 'lapse',
      done: ['leave'],
      until: (v) => ({ on: v.matter.data.heldOn, why: '接待的日期' }),
    },
    hold: {
      label: '接待并登记到场',
      of: 'matter',
      basis: '本地惯例：公告确定',
      states: ['announced'],
      warn: [2, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.heldOn, why: '公告的接待日期' }),
    },
    record: { label: '记录接待情况', of: 'matter', rule: 'reception.record', states: ['held'], warn: [1, 0], late: 'lapse' },
  },
  rules: {
    'reception.announce': span('接待前多少个工作日公告', 2, 'WD', '本地惯例：接待日前二至三日公告'),
    'reception.record': span('接待后记录', 3, 'WD', '本地惯例'),
  },
})
