/** Who may do what with a motion, in which state, and where it leads: the one table. */
import type { Arrow, ProcessDef } from '../../kernel/process.ts'
import { direct } from './needs.ts'

const office = ['daf_staff', 'daf_head'] as const
const ORG22 = '地方组织法第二十二条'
const SH = '上海议案规定'

/** The group at the congress; where there is none (县乡), the congress's own office. */
const recorded = (duty: string, to: readonly string[], basis?: string): Arrow[] => [
  { by: ['motion_group'], to, duty, basis },
  { by: office, to, duty, when: direct, basis },
]
const carried = ['committeeReport', 'scDecision', 'asSuggestion'] as const
const leaving: Record<string, Arrow> = {
  dropOut: { by: ['lead', 'cosigner'], from: ['in', 'signed'], to: ['ended'], basis: `${SH}第十三条：剩余人数不足法定人数的，即行终止` },
  withdraw: { by: ['mover'], to: 'withdrawn' },
}
const writing: Record<string, Arrow> = {
  saveDraft: { by: ['lead', 'mover'] },
  recordVote: { by: ['mover'], basis: '全国人大议事规则第十二条：代表团全体代表的过半数' },
}
const submitted = ['received', 'recessReceived'] as const

export const flow = {
  new: {
    draft: { by: ['deputy'], to: 'draft', basis: '代表法第十五条' },
    draftByDelegation: { by: ['delegation_officer'], to: 'draft', basis: '全国人大议事规则第十二条、第二十三条' },
  },
  draft: {
    ...writing,
    inviteCosigners: { by: ['lead'], to: 'cosigning' },
    submit: { by: ['lead', 'mover'], to: submitted },
    toSuggestion: { by: ['lead'], to: 'asSuggestion' },
    withdraw: { by: ['lead', 'mover'], to: 'withdrawn' },
  },
  cosigning: {
    ...writing,
    inviteCosigners: { by: ['lead'] },
    cosign: { by: ['cosigner'], from: ['asked'], step: 'signed', duty: 'cosign' },
    declineCosign: { by: ['cosigner'], from: ['asked', 'signed'], step: 'declined' },
    submit: { by: ['lead'], to: submitted, duty: 'cosign' },
    toSuggestion: { by: ['lead'], to: 'asSuggestion' },
    withdraw: { by: ['lead'], to: 'withdrawn' },
    lapse: { by: ['system'] },
    redate: { by: ['system'] },
  },
  received: {
    register: recorded('register', ['committeeOpinion', 'presidium'], ORG22),
    returnToMovers: { by: ['motion_group'], to: 'returned' },
    ...leaving,
  },
  returned: {
    ...writing,
    inviteCosigners: { by: ['lead'] },
    cosign: { by: ['cosigner'], from: ['asked'], step: 'signed', duty: 'revise' },
    declineCosign: { by: ['cosigner'], from: ['asked', 'signed'], step: 'declined' },
    submit: { by: ['lead', 'mover'], to: submitted, duty: 'revise' },
    toSuggestion: { by: ['lead'], to: 'asSuggestion' },
    withdraw: { by: ['lead', 'mover'], to: 'withdrawn' },
  },
  committeeOpinion: {
    giveOpinion: { by: ['committee:committee'], from: ['asked'], step: 'given', to: ['presidium'], duty: 'opinion', basis: ORG22 },
    changeCommittee: { by: ['motion_group'], on: ['committee'], from: ['asked'] },
    inviteToSit: { by: ['committee:committee', 'motion_group'] },
    ...leaving,
  },
  recessReceived: {
    register: { by: office, to: ['recessOpinion', 'awaitSession'], duty: 'forward', basis: `${SH}第十条：十五日内` },
    returnToMovers: { by: office, to: 'returned' },
    ...leaving,
  },
  recessOpinion: {
    giveOpinion: { by: ['committee:committee'], from: ['asked'], step: 'given', to: ['awaitSession'], duty: 'recessOpinion', basis: `${SH}第十条：三十日内` },
    changeCommittee: { by: office, on: ['committee'], from: ['asked'] },
    inviteToSit: { by: ['committee:committee', ...office] },
    ...leaving,
  },
  awaitSession: {
    bringIn: { by: ['motion_group', ...office], to: 'presidium', duty: 'await' },
    fixOpening: { by: office },
    ...leaving,
  },
  presidium: { decide: recorded('decide', ['onAgenda', 'told', ...carried], ORG22), ...leaving },
  told: {
    askReconsideration: { by: ['lead', 'mover'], to: ['reconsideration'], basis: `${SH}第十四条：过半数且不少于法定联名人数，会议四小时前书面提出` },
    backReconsideration: { by: ['cosigner'], from: ['again'], step: 'backs', to: ['reconsideration'], duty: 'told' },
    refuseReconsideration: { by: ['cosigner'], from: ['again'], step: 'notBacks' },
    carryOut: [...recorded('told', carried), { by: ['system'], to: carried }],
  },
  reconsideration: { decideAgain: recorded('again', ['onAgenda', ...carried]) },
  onAgenda: { congressDecision: recorded('agenda', ['handling', 'committeeReport', 'closed']) },
  committeeReport: {
    submitReport: {
      by: ['committee:committee'],
      from: ['reporting'],
      step: 'reported',
      to: 'scDecision',
      duty: 'report',
      basis: `${SH}第十五条：闭会后三个月内`,
    },
    inviteToSit: { by: ['committee:committee', ...office] },
  },
  scDecision: { scDecide: { by: office, to: ['handling', 'closed'], duty: 'scDecide' }, inviteToSit: { by: office } },
  handling: {
    reportHandling: [
      {
        by: ['organ:unit_officer', 'organ:unit_leader'],
        from: ['noticed'],
        step: 'reported',
        to: ['reviewing'],
        duty: 'organReport',
        basis: `${SH}第二十条：三个月内`,
      },
      {
        by: ['organ:unit_officer', 'organ:unit_leader'],
        from: ['redo'],
        step: 'reported',
        to: ['reviewing'],
        duty: 'organRedo',
        basis: `${SH}第二十一条：一个月内`,
      },
    ],
    respond: { by: ['lead', 'mover', 'cosigner'] },
  },
  reviewing: {
    acceptHandling: { by: office, to: 'closed', duty: 'review' },
    orderRedo: { by: office, to: 'handling', basis: `${SH}第二十一条：一个月内重新办理` },
    respond: { by: ['lead', 'mover', 'cosigner'] },
  },
  '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
} as const satisfies ProcessDef['flow']
