/**
 * 议案: from a deputy's draft with its co-signers to what the organs made of it (B7).
 * Sources: 代表法(2025)15; 全国人大议事规则12、23; 地方组织法22; 上海议案规定 (the fullest local rule set).
 */
import { defineProcess } from '../../kernel/process.ts'
import { actions } from './actions.ts'
import { clocks } from './clocks.ts'
import { flow } from './flow.ts'
import { rules } from './rules.ts'

export const motion = defineProcess({
  name: 'motion',
  label: '议案',
  start: 'draft',
  // Motions of the recess wait for the motion group too, so it reads them all; what the presidium decides is the whole congress's business.
  reads: {
    all: ['daf_staff', 'daf_head', 'motion_group', 'gov_office', 'sc_leader', 'committee'],
    delegation: ['delegation_officer'],
    own: ['deputy', 'unit_officer', 'unit_leader'],
    authors: ['daf_staff', 'daf_head', 'motion_group', 'delegation_officer', 'sc_leader'],
  },
  stages: ['起草联名', '登记', '委员会意见', '主席团决定', '审议', '机关办理', '办结'],
  states: {
    draft: { label: '草稿', private: true, stage: '起草联名' },
    cosigning: { label: '联名中', private: true, stage: '起草联名' },
    returned: { label: '退回修改', stage: '起草联名' },
    received: { label: '议案组已收到', stage: '登记' },
    recessReceived: { label: '代工委已收到', stage: '登记' },
    committeeOpinion: { label: '专门委员会提意见', stage: '委员会意见' },
    recessOpinion: { label: '闭会期间专门委员会提意见', stage: '委员会意见' },
    awaitSession: { label: '等待下次大会', stage: '主席团决定' },
    presidium: { label: '待主席团决定', stage: '主席团决定' },
    told: { label: '主席团已决定（复议期）', stage: '主席团决定' },
    reconsideration: { label: '主席团复议', stage: '主席团决定' },
    onAgenda: { label: '列入大会议程', stage: '审议' },
    committeeReport: { label: '会后由专门委员会审议', stage: '审议' },
    scDecision: { label: '常委会处理', stage: '审议' },
    handling: { label: '有关机关办理', stage: '机关办理' },
    reviewing: { label: '审查办理报告', stage: '机关办理' },
    closed: { label: '办结', final: true, stage: '办结' },
    asSuggestion: { label: '转为建议', final: true, stage: '办结' },
    withdrawn: { label: '已撤回', final: true, cut: true, stage: '办结' },
    ended: { label: '人数不足，终止', final: true, cut: true, stage: '办结' },
  },
  parties: {
    lead: { label: '领衔代表', kind: 'deputy', first: 'in', steps: { in: { label: '领衔', idle: true } } },
    mover: { label: '代表团负责人', kind: 'seat', first: 'in', steps: { in: { label: '代表团提出', idle: true } } },
    cosigner: {
      label: '联名代表',
      kind: 'deputy',
      first: 'asked',
      steps: {
        asked: { label: '待确认' },
        signed: { label: '已联名', idle: true },
        declined: { label: '不参加', idle: true, undone: true },
        again: { label: '待确认复议' },
        backs: { label: '支持复议', idle: true },
        notBacks: { label: '不支持复议', idle: true },
      },
    },
    committee: {
      label: '专门委员会',
      kind: 'unit',
      first: 'asked',
      steps: {
        asked: { label: '待提意见' },
        given: { label: '已提意见', idle: true },
        reporting: { label: '会后审议' },
        reported: { label: '已提审议结果报告', idle: true },
      },
    },
    organ: {
      label: '办理机关',
      kind: 'unit',
      first: 'noticed',
      steps: { noticed: { label: '办理中' }, redo: { label: '重新办理' }, reported: { label: '已报告办理情况', idle: true } },
    },
  },
  actions,
  flow,
  clocks,
  rules,
})
