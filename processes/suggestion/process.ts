/**
 * 代表建议、批评和意见: from a deputy's draft to a promise kept (B4, B5, B8–B20).
 * Sources: 代表法(2025)24、36、51–52; local regulations as named at each arrow and rule.
 */
import { defineProcess } from '../../kernel/process.ts'
import { actions } from './actions.ts'
import { clocks } from './clocks.ts'
import { flow } from './flow.ts'
import { rules } from './rules.ts'

export const suggestion = defineProcess({
  name: 'suggestion',
  label: '代表建议',
  start: 'draft',
  // The congress's own offices and those who coordinate the handling; the motion group works for the session (domain 6.1), a delegation's head sees
  // his delegation's. A confidential author is hidden from the units and the government office (山东条例11、青岛规定18); judgements stay with the congress's office
  // and the evaluator until they are released (渝办法 27、38); an evaluator judges the handling and is told no name.
  reads: {
    all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'],
    session: ['motion_group'],
    delegation: ['delegation_officer'],
    own: ['deputy', 'unit_officer', 'unit_leader', 'evaluator'],
    authors: ['daf_staff', 'daf_head', 'motion_group', 'delegation_officer', 'sc_leader'],
    judgements: ['daf_staff', 'daf_head', 'evaluator'],
    nameless: ['evaluator'],
  },
  stages: ['草稿', '审签', '审查', '交办', '办理', '答复', '评价', '办结'],
  states: {
    draft: { label: '草稿', private: true, stage: '草稿' },
    cosigning: { label: '联名中', private: true, stage: '草稿' },
    delegationReview: { label: '代表团审签', stage: '审签' },
    motionGroupReview: { label: '议案组审查', stage: '审查' },
    officeReview: { label: '代工委审查', stage: '审查' },
    returned: { label: '退回修改', stage: '草稿' },
    speechConfirm: { label: '待发言代表确认', stage: '草稿' },
    registered: { label: '已立案', stage: '交办' },
    preAssigned: { label: '预交办', stage: '交办' },
    handling: { label: '办理中', stage: '办理' },
    judging: { label: '待评价', stage: '评价' },
    redoDecision: { label: '不满意待处理', stage: '评价' },
    redo: { label: '重新办理', stage: '办理' },
    panel: { label: '会商评估', stage: '评价' },
    followUp: { label: '跟踪落实', stage: '办结' },
    closed: { label: '办结', final: true, stage: '办结' },
    notAccepted: { label: '不予受理', final: true, stage: '办结' },
    merged: { label: '已并案', final: true, cut: true, stage: '办结' },
    withdrawn: { label: '已撤回', final: true, cut: true, stage: '办结' },
  },
  parties: {
    lead: { label: '领衔代表', kind: 'deputy', first: 'in', steps: { in: { label: '领衔', idle: true } } },
    cosigner: {
      label: '联名代表',
      kind: 'deputy',
      first: 'asked',
      steps: { asked: { label: '待确认' }, signed: { label: '已联名', idle: true }, declined: { label: '不参加', idle: true, undone: true } },
    },
    joined: { label: '并案代表', kind: 'deputy', first: 'in', steps: { in: { label: '并案', idle: true } } },
    main: {
      label: '主办单位',
      kind: 'unit',
      first: 'noticed',
      steps: {
        proposed: { label: '征求意见中' },
        agreed: { label: '同意承办', idle: true },
        objected: { label: '提出异议', idle: true, undone: true },
        noticed: { label: '待签收' },
        signedFor: { label: '已签收' },
        returnRequested: { label: '申请退回' },
        contacted: { label: '已沟通' },
        drafted: { label: '已起草' },
        checked: { label: '已审核' },
        signed: { label: '已签发' },
        delivered: { label: '已答复', idle: true },
        redo: { label: '重新办理' },
      },
    },
    co: {
      label: '会办单位',
      kind: 'unit',
      first: 'noticed',
      steps: {
        proposed: { label: '征求意见中' },
        agreed: { label: '同意承办', idle: true },
        objected: { label: '提出异议', idle: true, undone: true },
        noticed: { label: '待签收' },
        signedFor: { label: '待会办意见' },
        returnRequested: { label: '申请退回' },
        submitted: { label: '已提意见', idle: true },
        sentBack: { label: '补充意见' },
      },
    },
    recipient: {
      label: '答复对象',
      kind: 'deputy',
      first: 'asked',
      steps: {
        asked: { label: '待评价' },
        reminded: { label: '已催评' },
        judged: { label: '已评价', idle: true },
        informed: { label: '已送达，由领衔代表评价', idle: true },
        excluded: { label: '未评价（不计入）', idle: true, undone: true },
      },
    },
    witness: {
      label: '承诺评价代表',
      kind: 'deputy',
      first: 'asked',
      steps: {
        asked: { label: '待评价承诺兑现' },
        judged: { label: '已评价承诺兑现', idle: true },
        excluded: { label: '未评价（不计入）', idle: true, undone: true },
      },
    },
    evaluator: {
      label: '第三方评估人员',
      kind: 'seat',
      unnamed: true,
      first: 'assigned',
      steps: { assigned: { label: '待评估' }, scored: { label: '已提交评估报告', idle: true } },
    },
  },
  actions,
  flow,
  clocks,
  rules,
})
