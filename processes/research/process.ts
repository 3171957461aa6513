/**
 * 会前调研 (B1): deputies go and see before they write. A deputy, his delegation or the office arranges it, deputies say whether they
 * come, units give what they know, the findings are recorded, suggestions grow out of them, and the report is forwarded to organs
 * that must answer the deputies. Source: 代表法第二十九条、第三十一条；浙江办法第二十四条（三个月反馈）；外地有（一个月反馈）.
 */
import { defineProcess } from '../../kernel/process.ts'
import { actions } from './actions.ts'
import { flow } from './flow.ts'

const span = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) =>
  ({ label, kind: 'span', value: [n, unit], basis, group: '会前调研', min: 1, max: 400 }) as const

export const research = defineProcess({
  name: 'research',
  label: '会前调研',
  start: 'arranged',
  reads: {
    all: ['daf_staff', 'daf_head', 'motion_group', 'sc_leader', 'committee'],
    delegation: ['delegation_officer'],
    own: ['deputy', 'unit_officer', 'unit_leader'],
  },
  stages: ['调研', '成果', '反馈', '完成'],
  states: {
    arranged: { label: '调研中', stage: '调研' },
    recorded: { label: '调研已记录', stage: '成果' },
    forwarded: { label: '已转有关机关，待反馈', stage: '反馈' },
    closed: { label: '已完成', final: true, stage: '完成' },
    cancelled: { label: '已取消', final: true, cut: true, stage: '完成' },
  },
  parties: {
    host: { label: '组织者', kind: 'seat', first: 'in', steps: { in: { label: '组织', idle: true } } },
    member: {
      label: '参加代表',
      kind: 'deputy',
      first: 'invited',
      steps: {
        invited: { label: '待答复' },
        accepted: { label: '将参加', idle: true },
        declined: { label: '请假', idle: true, undone: true },
        attended: { label: '已参加', idle: true },
        absent: { label: '未参加', idle: true },
      },
    },
    provider: {
      label: '提供资料单位',
      kind: 'unit',
      first: 'asked',
      steps: { asked: { label: '待提供' }, provided: { label: '已提供', idle: true }, unable: { label: '不能提供', idle: true } },
    },
    organ: {
      label: '反馈机关',
      kind: 'unit',
      first: 'forwarded',
      steps: { forwarded: { label: '待反馈' }, fedBack: { label: '已反馈', idle: true } },
    },
  },
  actions,
  flow,
  clocks: {
    answer: {
      label: '答复是否参加',
      of: ['member'],
      rule: 'research.answer',
      states: ['arranged'],
      steps: ['invited'],
      warn: [1],
      late: 'lapse',
      done: ['decline'],
    },
    provide: {
      label: '提供社情民情资料',
      of: ['provider'],
      rule: 'research.provide',
      states: ['arranged', 'recorded'],
      steps: ['asked'],
      warn: [1],
      late: 'lapse',
      done: ['cannotProvide'],
    },
    record: {
      label: '记录调研情况',
      of: 'matter',
      rule: 'research.record',
      states: ['arranged'],
      warn: [3, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.recordBy, why: `调研于${v.matter.data.endsOn}结束，之后按本地规定的时限记录` }),
    },
    settle: { label: '转送或办结调研报告', of: 'matter', rule: 'research.settle', states: ['recorded'], warn: [3], late: 'lapse' },
    feedback: { label: '反馈调研报告', of: ['organ'], rule: 'research.feedback', states: ['forwarded'], steps: ['forwarded'], warn: [10, 3], late: 'lapse' },
  },
  rules: {
    'research.answer': span('答复是否参加调研', 3, 'WD', '本地惯例；调研前应当确定参加人员'),
    'research.provide': span('单位提供社情民情资料', 5, 'WD', '有关机关应当提供信息资料（代表法第四十六条）；时限为本地惯例'),
    'research.record': span('调研结束后记录情况', 10, 'WD', '本地惯例'),
    'research.settle': span('转送或办结调研报告', 10, 'WD', '调研报告由代表工作机构转送有关机关（代表法第三十一条）'),
    'research.feedback': span('有关机关反馈调研报告', 3, 'MONTH', '三个月内反馈（浙江办法第二十四条）；外地有定为一个月的'),
  },
})
