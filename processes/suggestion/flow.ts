/** Who may do what, in which state, and where it leads: the one table. */
import type { Arrow, ProcessDef } from '../../kernel/process.ts'
import { changingFlow } from './changing.ts'
import { fromMotionArrow } from './from-motion.ts'
import { handlerFlow } from './handlers.ts'
import { handoverFlow } from './handover.ts'
import { evaluatorFlow, judgeFlow } from './judging.ts'
import { redone } from './needs.ts'
import { promiseFlow } from './promises.ts'
import { publishing } from './publication.ts'
import { speechFlow } from './speech.ts'

const working = ['signedFor', 'contacted', 'drafted', 'checked', 'signed', 'redo'] as const
const office = ['daf_staff', 'daf_head'] as const
const coordinating = ['gov_office', 'daf_staff', 'daf_head'] as const

/** What units do, in a first handling and in a redo alike. */
const unitWork = (clock: 'reply' | 'redo'): Record<string, Arrow | Arrow[]> => ({
  recordContact: { by: ['main:unit_officer', 'main:unit_leader'], from: working, step: ['contacted'], basis: '代表法第五十一条：与代表联系沟通，充分听取意见' },
  saveReply: [
    { by: ['main:unit_officer'], from: ['signedFor', 'contacted', 'redo'], step: 'drafted', duty: clock, basis: '代表法第五十一条' },
    { by: ['main:unit_officer'], from: ['drafted'], step: 'drafted' },
  ],
  checkReply: { by: ['main:unit_officer', 'main:unit_leader'], from: ['drafted'], step: ['checked', 'contacted'], duty: clock },
  signReply: { by: ['main:unit_leader'], from: ['checked'], step: ['signed', 'contacted'], duty: clock, basis: '浙江规定第二十二条：由主要负责人签发' },
  sendReply: [
    {
      by: ['main:unit_officer', 'main:unit_leader'],
      from: ['signed'],
      step: 'delivered',
      to: ['judging'],
      duty: clock,
      basis: '浙江规定第二十二条：分别答复每位代表',
    },
    // Offered early too, so that the button can say what is still missing.
    { by: ['main:unit_officer', 'main:unit_leader'], from: working, step: 'delivered', to: ['judging'] },
  ],
  submitOpinion: [
    { by: ['co:unit_officer'], from: ['signedFor', 'submitted'], step: 'submitted', duty: 'opinion', basis: '山东条例第二十一条、上海规定第十七条' },
    { by: ['co:unit_officer'], from: ['sentBack'], step: 'submitted', duty: 'resubmit', basis: '重庆条例第二十条' },
  ],
  sendBackOpinion: { by: ['main:unit_officer'], on: ['co'], from: ['submitted'], step: 'sentBack', basis: '重庆条例第二十条' },
})

const settled = ['redoDecision', 'followUp', 'closed'] as const
const reviewing: Record<string, Arrow> = {
  returnToDeputy: { by: ['motion_group', 'daf_staff', 'daf_head'], to: 'returned' },
  notAccept: { by: ['motion_group', 'daf_staff', 'daf_head'], to: 'notAccepted', basis: '浙江规定第十条、北京条例第十五条' },
  merge: { by: ['motion_group', 'daf_staff', 'daf_head'], to: 'merged', basis: '山东条例第二十条、浙江规定第十八条：可并案办理，分别答复' },
  withdraw: { by: ['lead'], to: 'withdrawn' },
}
export const flow = {
  new: {
    draft: { by: ['deputy'], to: 'draft', basis: '代表法第二十四条、第三十六条' },
    fromMotion: fromMotionArrow,
    recordSpeech: { by: ['delegation_officer', 'motion_group', 'daf_staff'], to: 'speechConfirm' },
  },
  speechConfirm: speechFlow,
  draft: {
    saveDraft: { by: ['lead'] },
    inviteCosigners: { by: ['lead'], to: 'cosigning' },
    submit: { by: ['lead'], to: ['delegationReview', 'officeReview'] },
    withdraw: { by: ['lead'], to: 'withdrawn' },
  },
  cosigning: {
    saveDraft: { by: ['lead'] },
    inviteCosigners: { by: ['lead'] },
    cosign: { by: ['cosigner'], from: ['asked'], step: 'signed', duty: 'cosign' },
    declineCosign: { by: ['cosigner'], from: ['asked'], step: 'declined' },
    submit: { by: ['lead'], on: ['lead'], to: ['delegationReview', 'officeReview'], duty: 'cosign' },
    withdraw: { by: ['lead'], to: 'withdrawn' },
    lapse: { by: ['system'] },
    redate: { by: ['system'] },
  },
  delegationReview: {
    signOff: {
      by: ['delegation_officer'],
      to: 'motionGroupReview',
      duty: 'delegationReview',
      basis: '十堰市：「所有建议均由代表团负责人审核签字后，再交议案组逐一审核」',
    },
    returnToDeputy: { by: ['delegation_officer'], to: 'returned' },
    withdraw: { by: ['lead'], to: 'withdrawn' },
  },
  motionGroupReview: {
    ...reviewing,
    register: { by: ['motion_group'], to: 'registered', duty: 'review', basis: '十堰市：「再交议案组逐一审核，切实把好建议的政治关、法律关、质量关」' },
  },
  officeReview: { ...reviewing, register: { by: office, to: 'registered', duty: 'assign' } },
  returned: {
    saveDraft: { by: ['lead'] },
    submit: { by: ['lead'], on: ['lead'], to: ['delegationReview', 'motionGroupReview', 'officeReview'], duty: 'revise' },
    withdraw: { by: ['lead'], to: 'withdrawn' },
  },
  registered: {
    ...reviewing,
    ...handoverFlow.registered,
    preAssign: { by: ['motion_group', ...office], to: 'preAssigned' },
    assign: { by: ['motion_group', ...office], to: 'handling', duty: 'assign', basis: '代表法第五十一条' },
    absorb: { by: ['motion_group', ...office] },
  },
  preAssigned: {
    ...handoverFlow.preAssigned,
    preAssign: { by: ['motion_group', ...office], to: 'preAssigned' },
    acceptPreAssign: { by: ['main:unit_officer', 'co:unit_officer'], from: ['proposed', 'objected'], step: 'agreed', duty: 'preAssign' },
    objectPreAssign: { by: ['main:unit_officer', 'co:unit_officer'], from: ['proposed', 'agreed'], step: 'objected' },
    presumeAgreed: { by: ['system'], on: ['main', 'co'], from: ['proposed'], step: 'agreed' },
    assign: { by: ['motion_group', ...office], to: 'handling', duty: 'assign' },
    handOver: { by: ['motion_group', ...office], to: 'handling' },
    absorb: { by: ['motion_group', ...office] },
    withdraw: { by: ['lead'], to: 'withdrawn' },
  },
  handling: {
    ...handoverFlow.handling,
    ...handlerFlow.handling,
    ...changingFlow,
    signFor: { by: ['main:unit_officer', 'co:unit_officer'], from: ['noticed'], step: 'signedFor', duty: 'sign' },
    requestReturn: {
      by: ['main:unit_officer', 'co:unit_officer'],
      from: ['noticed', 'signedFor'],
      step: 'returnRequested',
      basis: '重庆条例第十六条、河南办法第十四条',
    },
    decideReturn: { by: coordinating, on: ['main', 'co'], from: ['returnRequested'], step: ['signedFor'], duty: 'decideReturn' },
    reassign: { by: coordinating, on: ['main', 'co'], from: ['noticed', 'signedFor'] },
    ...unitWork('reply'),
    requestExtension: {
      by: ['main:unit_officer'],
      from: ['signedFor', 'contacted', 'drafted', 'checked', 'signed'],
      basis: '代表法第五十一条；延期须经交办机关同意',
    },
    decideExtension: { by: coordinating, on: ['main'], when: (v) => v.party?.data.extension?.state === 'asked', duty: 'extensionDecide' },
    ...judgeFlow(),
    absorb: { by: ['motion_group', ...office] },
    withdraw: { by: ['lead'], to: 'withdrawn' },
    ...publishing,
  },
  judging: { ...judgeFlow(settled), returnReply: { by: coordinating, on: ['main'], from: ['delivered'], to: 'handling' }, ...publishing },
  redoDecision: {
    orderRedo: [
      { by: office, to: 'redo', when: (v) => !redone(v), duty: 'redoDecide', basis: '浙江规定第二十四条、上海规定第二十一条' },
      { by: office, to: 'redo' },
    ],
    explain: { by: office, to: ['followUp', 'closed'] },
    callPanel: [
      { by: office, to: 'panel', when: redone, duty: 'redoDecide', basis: '重庆条例第二十七条、河南办法第二十二条' },
      { by: office, to: 'panel' },
    ],
    releaseJudgement: { by: office },
    ...publishing,
  },
  redo: { ...unitWork('redo'), ...handlerFlow.redo, ...judgeFlow(), ...publishing },
  panel: {
    ...evaluatorFlow,
    settlePanel: { by: office, to: ['redo', 'followUp', 'closed'], duty: 'panel' },
    releaseJudgement: { by: office },
    ...publishing,
  },
  followUp: {
    ...promiseFlow,
    releaseJudgement: { by: office },
    ...publishing,
  },
  closed: { releaseJudgement: { by: office }, ...publishing },
  '*': {
    // 'delivered' too: a promise may be late long after the reply.
    urge: { by: coordinating, on: ['main', 'co'], from: ['proposed', 'noticed', ...working, 'sentBack', 'delivered'] },
    lapse: { by: ['system'] },
    redate: { by: ['system'] },
    proposeKey: { by: office },
    markKey: { by: ['daf_head'] },
  },
} as const satisfies ProcessDef['flow']
