/**
 * 热点研判: what many people write about at once, judged by the office, and what is made of it: a deputy's suggestion, a supervision item,
 * a candidate for the year's livelihood projects, each keeping the chain to the matters it came from.
 * Basis: 代表法(2025)24、28、36; a topic of its own is named by no law, so its spans are the place's custom; candidates are where 民生实事项目 begin (H1).
 */
import { defineProcess } from '../../kernel/process.ts'
import { actions } from './actions.ts'

const group = '热点'
const local = '本地惯例，各地可改'
const span = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) => ({ label, kind: 'span', value: [n, unit], basis, group }) as const
const daf = ['daf_staff', 'daf_head'] as const

export const hotTopic = defineProcess({
  name: 'hotTopic',
  label: '热点研判',
  start: 'judging',
  reads: { all: ['daf_staff', 'daf_head', 'sc_leader', 'committee'], own: ['deputy', 'unit_officer', 'unit_leader'] },
  stages: ['研判', '处置', '办结'],
  states: {
    judging: { label: '待研判', stage: '研判' },
    following: { label: '处置中', stage: '处置' },
    closed: { label: '已办结', final: true, stage: '办结' },
  },
  parties: {
    adopter: {
      label: '提建议的代表',
      kind: 'deputy',
      first: 'asked',
      steps: { asked: { label: '待起草建议' }, adopted: { label: '已起草建议', idle: true }, declined: { label: '不提', idle: true, undone: true } },
    },
    unit: {
      label: '督办单位',
      kind: 'unit',
      first: 'asked',
      steps: { asked: { label: '待报告' }, reported: { label: '已报告，待确认' }, settled: { label: '督办办结', idle: true } },
    },
  },
  actions,
  flow: {
    new: { raise: { by: daf, to: 'judging' } },
    judging: {
      askDeputy: { by: daf, to: 'following', duty: 'judge', basis: '代表法第二十四条、第三十六条：建议注重反映实际情况和问题' },
      supervise: { by: daf, to: 'following' },
      nominate: { by: daf, to: 'following' },
      close: { by: daf, to: 'closed' },
    },
    following: {
      askDeputy: { by: daf },
      supervise: { by: daf },
      nominate: { by: daf },
      accept: { by: ['adopter'], from: ['asked'], step: 'adopted', duty: 'adopt' },
      decline: { by: ['adopter'], from: ['asked'], step: 'declined' },
      report: { by: ['unit:unit_officer'], from: ['asked'], step: 'reported', duty: 'report' },
      settleSupervision: { by: daf, on: ['unit'], from: ['asked', 'reported'], step: ['settled', 'asked'], duty: 'settle' },
      close: { by: daf, to: 'closed', duty: 'follow' },
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    judge: { label: '研判处置', of: 'matter', rule: 'hotTopic.judge', states: ['judging'], warn: [1, 0], late: 'lapse' },
    adopt: {
      label: '起草建议',
      of: ['adopter'],
      rule: 'hotTopic.adopt',
      states: ['following'],
      steps: ['asked'],
      warn: [3, 0],
      late: 'lapse',
      done: ['decline'],
    },
    report: {
      label: '督办报告',
      of: ['unit'],
      rule: 'hotTopic.report',
      states: ['following'],
      steps: ['asked'],
      warn: [5, 3, 0],
      late: 'lapse',
      until: (_, p) => p?.data.due && { on: p.data.due, why: '督办时确定的报告期限' },
    },
    settle: { label: '确认督办报告', of: ['unit'], rule: 'hotTopic.settle', states: ['following'], steps: ['reported'], warn: [2, 0], late: 'lapse' },
    follow: { label: '得出结论', of: 'matter', rule: 'hotTopic.follow', states: ['following'], warn: [15, 5, 0], late: 'lapse' },
  },
  rules: {
    'topics.days': { label: '归并热点时看最近多少天的诉求和建议', kind: 'number', value: 180, min: 28, max: 730, basis: local, group },
    'topics.least': { label: '几件以上说同一件事列为热点', kind: 'number', value: 3, min: 2, max: 50, basis: local, group },
    'hotTopic.judge': span('上报后多少日内定处置办法', 5, 'WD', local),
    'hotTopic.adopt': span('代表起草建议', 10, 'WD', local),
    'hotTopic.report': span('单位报告督办情况', 20, 'WD', local),
    'hotTopic.settle': span('确认督办报告', 10, 'WD', local),
    'hotTopic.follow': span('定处置办法后得出结论', 3, 'MONTH', local),
  },
})
