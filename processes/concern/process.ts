/**
 * 群众诉求、社情民意 (C6, C10, C11): one chain with many doors. Asked by a citizen, a deputy or at a station; answered on the spot,
 * handled by a unit, passed up or down, or made a suggestion; told to who asked; judged by him, and apart by the deputy.
 * Basis: 代表法(2025)24、28、44; the seeds' 社情民意 收集—研处—办理—反馈—评价.
 */
import { type Arrow, defineProcess, type View } from '../../kernel/process.ts'
import { actions } from './actions.ts'

const span = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) =>
  ({ label, kind: 'span', value: [n, unit], basis, group: '群众诉求' }) as const
const local = '本地惯例，各地可改'
const staff = ['daf_staff'] as const
/** The office of the place, or the station where it was asked. */
const either = (a: Omit<Arrow, 'by'>): Arrow[] => [
  { ...a, by: staff },
  { ...a, by: ['station:station_liaison'] },
]
const asked = (v: View) => v.parties.some((p) => p.role === 'author')
/** Whoever asked may have himself erased at any time; the office does it for him, and a copy goes with what it was copied from. */
const erasing = (to?: string): Arrow[] => {
  const end = to ? { to: [to] } : {}
  return [
    { by: ['author', 'follower'], ...end },
    { by: ['system'], ...end },
    { by: staff, when: asked, ...end },
  ]
}
const told = (v: View) => v.parties.some((p) => p.role === 'author' && p.step === 'asked')

/** What the office may decide on a concern that nobody has in hand. */
const deciding: Record<string, Arrow | Arrow[]> = {
  amend: { by: staff },
  answer: either({ to: 'told' }),
  assign: { by: staff, to: 'handling', duty: 'triage' },
  pass: either({ to: 'passed' }),
  adopt: { by: staff, to: 'adopting' },
  join: { by: staff, to: 'joined' },
  refuse: { by: staff, to: 'refused' },
  withdraw: { by: ['author', 'reporter'], to: 'withdrawn' },
}

export const concern = defineProcess({
  name: 'concern',
  label: '群众诉求',
  start: 'submitted',
  // What a citizen wrote is for those who settle it and those who watch over the settling (个人信息保护法6: no more than needed): not for the motion group,
  // not for the government office, which has no part in it. Names and telephone numbers lie sealed for everybody.
  reads: {
    all: ['daf_staff', 'daf_head', 'sc_leader', 'committee'],
    own: ['deputy', 'station_liaison', 'unit_officer', 'unit_leader'],
  },
  stages: ['收集', '办理', '反馈', '评价', '办结'],
  states: {
    submitted: { label: '待分派', stage: '收集' },
    handling: { label: '办理中', stage: '办理' },
    passed: { label: '已转上级、下级', stage: '办理' },
    adopting: { label: '待代表提建议', stage: '办理' },
    converted: { label: '已转代表建议', stage: '办理' },
    joined: { label: '已并入相似诉求', stage: '办理' },
    answered: { label: '待告诉群众', stage: '反馈' },
    told: { label: '待评价', stage: '评价' },
    reopened: { label: '不满意，待重新分派', stage: '收集' },
    closed: { label: '已办结', final: true, stage: '办结' },
    refused: { label: '不予受理', final: true, stage: '办结' },
    withdrawn: { label: '已撤回', final: true, cut: true, stage: '办结' },
  },
  parties: {
    author: {
      label: '反映人',
      kind: 'citizen',
      first: 'waiting',
      steps: {
        waiting: { label: '等答复', idle: true },
        asked: { label: '待评价' },
        rated: { label: '已评价', idle: true },
        left: { label: '没有评价', idle: true, undone: true },
      },
    },
    follower: { label: '关注的群众', kind: 'citizen', first: 'following', steps: { following: { label: '关注', idle: true } } },
    reporter: {
      label: '报送代表',
      kind: 'deputy',
      first: 'waiting',
      steps: {
        waiting: { label: '跟踪', idle: true },
        asked: { label: '待评价' },
        rated: { label: '已评价', idle: true },
        left: { label: '没有评价', idle: true, undone: true },
      },
    },
    tracker: {
      label: '跟踪代表',
      kind: 'deputy',
      first: 'waiting',
      steps: {
        waiting: { label: '跟踪', idle: true },
        asked: { label: '待评价' },
        rated: { label: '已评价', idle: true },
        left: { label: '没有评价', idle: true, undone: true },
      },
    },
    adopter: {
      label: '提建议的代表',
      kind: 'deputy',
      first: 'asked',
      steps: { asked: { label: '待起草建议' }, adopted: { label: '已起草建议', idle: true }, declined: { label: '不提', idle: true, undone: true } },
    },
    station: { label: '联络站', kind: 'unit', first: 'in', steps: { in: { label: '受理', idle: true } } },
    unit: {
      label: '承办单位',
      kind: 'unit',
      first: 'asked',
      steps: {
        asked: { label: '待签收' },
        signed: { label: '办理中' },
        answered: { label: '已答复', idle: true },
        returned: { label: '已退回', idle: true, undone: true },
      },
    },
  },
  actions,
  flow: {
    new: {
      ask: { by: ['citizen'], to: 'submitted' },
      report: { by: ['deputy'], to: 'submitted' },
      enter: { by: ['daf_staff', 'station_liaison'], to: 'submitted' },
      receive: { by: ['system'], to: 'submitted' },
      take: { by: ['system'], to: ['submitted', 'told'] },
    },
    submitted: deciding,
    reopened: deciding,
    handling: {
      amend: { by: staff },
      sign: { by: ['unit:unit_officer'], from: ['asked'], step: 'signed', duty: 'sign' },
      sendBack: { by: ['unit:unit_officer'], from: ['asked', 'signed'], step: 'returned', to: ['submitted', 'answered'] },
      reply: { by: ['unit:unit_officer'], from: ['signed'], step: 'answered', to: ['answered'], duty: 'handle' },
      urge: { by: staff, on: ['unit'], from: ['asked', 'signed'] },
      reassign: { by: staff },
      withdraw: { by: ['author', 'reporter'], to: 'withdrawn' },
      join: { by: staff, to: 'joined' },
    },
    passed: {
      hear: { by: ['system'], to: 'answered' },
      chase: either({ duty: 'track' }),
      takeBack: { by: staff, to: 'submitted' },
      withdraw: { by: ['author', 'reporter'], to: 'withdrawn' },
    },
    joined: {
      hear: { by: ['system'], to: 'answered' },
      chase: either({ duty: 'track' }),
      takeBack: { by: staff, to: 'submitted' },
      withdraw: { by: ['author', 'reporter'], to: 'withdrawn' },
    },
    adopting: {
      accept: { by: ['adopter'], from: ['asked'], step: 'adopted', to: 'converted', duty: 'adopt' },
      declineAdopt: { by: ['adopter'], from: ['asked'], step: 'declined', to: 'submitted' },
      withdraw: { by: ['author', 'reporter'], to: 'withdrawn' },
    },
    converted: { hear: { by: ['system'], to: 'answered' }, chase: { by: staff, duty: 'track' }, takeBack: { by: staff, to: 'submitted' } },
    answered: {
      tell: [{ by: ['tracker', 'reporter'], to: 'told', duty: 'tell' }, ...either({ to: 'told', duty: 'tell' })],
      reassign: { by: staff, to: 'handling' },
    },
    told: {
      rate: { by: ['author'], from: ['asked'], step: 'rated', to: ['closed', 'reopened'], duty: 'rate' },
      judge: { by: ['reporter', 'tracker'], from: ['asked'], step: 'rated', to: ['closed', 'reopened'], duty: 'rate' },
      recordRating: { by: staff, to: ['closed', 'reopened'], when: told, duty: 'rate' },
      expire: { by: ['system'], to: 'closed' },
    },
    closed: { judge: { by: ['reporter', 'tracker'], from: ['asked'], step: 'rated' }, erase: erasing() },
    refused: { erase: erasing() },
    withdrawn: { erase: erasing() },
    '*': {
      follow: { by: ['citizen'] },
      erase: erasing('withdrawn'),
      show: { by: staff },
      lapse: { by: ['system'] },
      redate: { by: ['system'] },
    },
  },
  clocks: {
    triage: { label: '分派', of: 'matter', rule: 'concern.triage', states: ['submitted', 'reopened'], warn: [1, 0], late: 'lapse' },
    sign: { label: '签收', of: ['unit'], rule: 'concern.sign', states: ['handling'], steps: ['asked'], warn: [0], late: 'lapse' },
    handle: {
      label: '办理答复',
      of: ['unit'],
      rule: (v) => (['contact', 'leaders'].includes(v.matter.data.channel) ? 'concern.oral' : 'concern.handle'),
      rules: ['concern.handle', 'concern.oral'],
      states: ['handling'],
      steps: ['asked', 'signed'],
      warn: [5, 3, 0],
      late: 'lapse',
    },
    track: { label: '跟踪去向', of: 'matter', rule: 'concern.track', states: ['passed', 'joined', 'converted'], warn: [5], late: 'lapse', done: ['hear'] },
    adopt: {
      label: '起草建议',
      of: ['adopter'],
      rule: 'concern.adopt',
      states: ['adopting'],
      steps: ['asked'],
      warn: [3, 0],
      late: 'lapse',
      done: ['declineAdopt'],
    },
    tell: { label: '告诉群众', of: 'matter', rule: 'concern.tell', states: ['answered'], warn: [1, 0], late: 'lapse' },
    rate: { label: '评价', of: 'matter', rule: 'concern.rate', states: ['told'], warn: [2], late: 'expire' },
  },
  rules: {
    'concern.triage': span('收到后多少日内分派', 2, 'WD', local),
    'concern.sign': span('单位签收', 2, 'WD', local),
    'concern.handle': span('单位办理答复', 15, 'WD', local),
    'concern.oral': span('联系代表、走访中提出的意见，单位办理答复', 1, 'MONTH', '一个月内研究办理并答复代表（青岛条例第三十二条）'),
    'concern.track': span('转出、并入、转建议后多久问一次', 30, 'DAY', local),
    'concern.adopt': span('代表起草建议', 10, 'WD', local),
    'concern.tell': span('得到答复后告诉群众', 3, 'WD', '相山区：「构建收集、研处、办理、反馈、评价闭环工作机制」；时限为本地惯例'),
    'concern.rate': span('群众、代表评价', 10, 'WD', local),
    'concern.reopen': { label: '不满意最多重办几次', kind: 'number', value: 1, min: 0, max: 3, basis: local, group: '群众诉求' },
    'concern.duty': {
      label: '每位代表每月报几条社情民意（只提示，不扣分）',
      kind: 'number',
      value: 1,
      min: 0,
      max: 10,
      basis: '相山区：「每名人大代表每月反映一条社情民意」',
      group: '群众诉求',
    },
    'concern.least': { label: '办结率低于多少的单位列入通报（%）', kind: 'number', value: 80, min: 0, max: 100, basis: local, group: '群众诉求' },
  },
})
