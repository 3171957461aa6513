/** Every time limit of a motion. Where a day was fixed by a session or a meeting, the matter keeps that day. */
import type { ProcessDef, View } from '../../kernel/process.ts'

const fixed = (key: string, why: string) => (v: View) => (v.matter.data[key] ? { on: v.matter.data[key] as string, why } : undefined)
const M = { of: 'matter', late: 'lapse' } as const

export const clocks = {
  cosign: { ...M, label: '联名确认', rule: 'motion.cosign', states: ['cosigning'], warn: [1] },
  revise: { ...M, label: '修改', rule: 'motion.revise', states: ['returned'], warn: [1] },
  register: { ...M, label: '议案登记', rule: 'motion.register', states: ['received'], warn: [] },
  opinion: { ...M, label: '专门委员会意见', rule: 'motion.opinion', states: ['committeeOpinion'], warn: [1] },
  forward: { ...M, label: '交专门委员会', rule: 'motion.forward', states: ['recessReceived'], warn: [3] },
  recessOpinion: { ...M, label: '专门委员会意见', rule: 'motion.recessOpinion', states: ['recessOpinion'], warn: [5] },
  await: { ...M, label: '提请下次大会', rule: 'motion.await', states: ['awaitSession'], warn: [10], until: fixed('waitUntil', '下次大会开幕') },
  decide: { ...M, label: '主席团决定', rule: 'motion.decide', states: ['presidium'], warn: [1] },
  told: {
    of: 'matter',
    label: '复议期',
    basis: '上海议案规定第十四条：提案人可以在主席团最后一次会议四小时前申请复议',
    states: ['told'],
    warn: [],
    late: 'carryOut',
    until: fixed('meetingOn', '主席团最后一次会议'),
  },
  again: {
    ...M,
    label: '主席团复议',
    basis: '上海议案规定第十四条：由主席团复议决定',
    states: ['reconsideration'],
    warn: [],
    until: fixed('meetingOn', '主席团最后一次会议'),
  },
  agenda: { ...M, label: '大会审议表决', rule: 'motion.agenda', states: ['onAgenda'], warn: [], until: fixed('closesOn', '大会闭幕') },
  report: { ...M, label: '审议结果报告', rule: 'motion.report', states: ['committeeReport'], warn: [10], until: fixed('reportDue', '大会闭会后三个月') },
  scDecide: { ...M, label: '常委会决定', rule: 'motion.scDecide', states: ['scDecision'], warn: [10] },
  organReport: { of: ['organ'], label: '报告办理情况', rule: 'motion.organReport', states: ['handling'], steps: ['noticed'], warn: [10], late: 'lapse' },
  organRedo: { of: ['organ'], label: '重新办理', rule: 'motion.organRedo', states: ['handling'], steps: ['redo'], warn: [5], late: 'lapse' },
  review: { ...M, label: '审查办理报告', rule: 'motion.review', states: ['reviewing'], warn: [5] },
} as const satisfies ProcessDef['clocks']
