/** What can be done with a motion: label, sentence, form, and what keeps it from being done. */
import { z } from 'zod'
import type { ProcessDef } from '../../kernel/process.ts'
import { choice, day, deputies, files, maybe, oneUnit, pastDay, picks, text, units, yes } from '../../kernel/words.ts'
import { again, clockTime, committee, decision, NOT_MOTION, OUTCOMES, reason, scDecision, sheet, vote } from './inputs.ts'
import { backers, byDelegation, tooLate, unready } from './needs.ts'

export const actions = {
  draft: { label: '提议案', says: '{actor}起草了议案', input: z.object(sheet), creates: true },
  draftByDelegation: {
    label: '代表团提议案',
    says: '{actor}起草了代表团的议案',
    input: z.object(sheet),
    creates: true,
    needs: (v) => !v.rule<boolean>('motion.byDelegation') && '本地没有规定代表团可以提出议案，请由代表联名提出',
  },
  saveDraft: { label: '修改', says: '{actor}修改了议案', input: z.object(sheet) },
  inviteCosigners: {
    label: '邀请联名',
    says: '{actor}邀请{count}位代表联名',
    also: ['count'],
    input: z.object({ deputies: deputies('联名代表') }),
    secret: ['deputies'],
    needs: (v) => byDelegation(v.matter) && '代表团提出的议案不需要联名',
  },
  recordVote: {
    label: '记录表决',
    says: '{actor}记录代表团表决：全体{members}人，出席{present}人，赞成{inFavour}人',
    input: z.object(vote),
    basis: '代表团提出议案，由全体代表过半数通过（全国人大议事规则第十二条）',
  },
  cosign: {
    label: '同意联名',
    says: '{actor}同意联名',
    primary: true,
    confirm: '联名即与领衔代表共同提出，请看过全文后确认',
    bulk: true,
    credit: '联名提出议案',
  },
  declineCosign: { label: '不参加联名', says: '{actor}不参加联名' },
  submit: {
    label: '提交',
    says: '{actor}提交了议案，共{count}位代表提出',
    also: ['count'],
    primary: true,
    input: z.object({ oneMatter: yes('一事一案：本件只提一件事'), waitNot: yes('不再等待未确认的联名代表') }),
    needs: unready,
    credit: '提出议案',
    basis: '代表法第十五条：议案应当有案由、案据和方案',
  },
  toSuggestion: {
    label: '改提建议',
    says: '{actor}改作建议提出',
    confirm: '案由、案据、方案和已确认的联名都带过去，成为一件建议草稿；本件议案不再提出',
    needs: (v) => (!v.matter.title ? '请先写案由' : false),
  },
  withdraw: { label: '撤回', says: '{actor}撤回议案：{reason}', danger: true, input: z.object({ reason: reason('撤回的理由', 300) }) },
  dropOut: {
    label: '退出提案',
    says: '{actor}不再作为提案人：{reason}{outcome}',
    also: ['outcome'],
    danger: true,
    input: z.object({ reason: reason('理由', 300) }),
    confirm: '退出后，剩余提案人不足法定人数的，这件议案即行终止',
  },
  returnToMovers: { label: '退回修改', says: '{actor}退回修改：{reason}', input: z.object({ reason: reason('需要修改的地方') }) },
  register: {
    label: '登记分送',
    says: '{actor}登记为{number}，{where}',
    also: ['number', 'where'],
    primary: true,
    input: z.object({ committee, note: maybe('分送说明', { max: 500, rows: 2 }) }),
  },
  changeCommittee: {
    label: '改交委员会',
    says: '{actor}改交{target}：{reason}',
    also: ['target'],
    input: z.object({ committee: oneUnit('改交哪个专门委员会', { among: 'committee' }), reason: reason('理由', 300) }),
  },
  giveOpinion: {
    label: '提出意见',
    says: '{party}提出意见：建议{advice}',
    also: ['advice'],
    primary: true,
    input: z.object({
      outcome: choice('处理建议', OUTCOMES),
      code: choice('不作为议案的原因', NOT_MOTION, { when: { field: 'outcome', in: ['suggestion'] } }).optional(),
      meetingOn: day('委员会会议日期'),
      opinion: text('意见', { max: 5000, rows: 6 }),
      attachments: files('附件'),
    }),
  },
  inviteToSit: {
    label: '邀请领衔代表列席',
    says: '{actor}邀请领衔代表列席{meeting}（{heldOn}，{place}）',
    input: z.object({ meeting: text('会议', { max: 100 }), heldOn: day('日期'), time: clockTime('时间'), place: text('地点', { max: 100 }) }),
  },
  bringIn: {
    label: '提请主席团',
    says: '{actor}提请{session}主席团决定',
    also: ['session'],
    primary: true,
  },
  fixOpening: { label: '确定下次大会日期', says: '{actor}确定下次大会{opensOn}开幕', input: z.object({ opensOn: day('开幕日期') }) },
  decide: {
    label: '记录主席团决定',
    says: '{meeting}决定：{what}',
    also: ['what'],
    primary: true,
    input: decision,
    basis: '地方组织法第二十二条',
  },
  askReconsideration: {
    label: '申请复议',
    says: '{actor}申请复议：{reason}',
    input: z.object({ reason: reason('复议的理由', 2000) }),
    needs: (v) => tooLate(v) ?? (v.matter.data.reconsider && '已经申请复议，正在等提案人确认'),
  },
  backReconsideration: { label: '支持复议', says: '{actor}支持复议，现有{count}人', also: ['count'], needs: tooLate, confirm: '确认与领衔代表一起申请复议' },
  refuseReconsideration: { label: '不支持复议', says: '{actor}不支持复议' },
  carryOut: {
    label: '按决定办理',
    says: '按主席团决定办理：{what}',
    also: ['what'],
    confirm: '复议期不再等待，按主席团的决定办理',
    // The clock waits for nobody; an office may not cut short what its authors have begun.
    needs: (v) =>
      v.actor.kind !== 'system' && v.matter.data.reconsider && !tooLate(v) ? `提案人正在确认复议（已有${backers(v).length}人），会议四小时前不能先办` : false,
  },
  decideAgain: { label: '记录复议决定', says: '{meeting}复议：{what}', also: ['what'], primary: true, input: again },
  congressDecision: {
    label: '记录大会表决',
    says: '大会{what}',
    also: ['what'],
    primary: true,
    input: z
      .object({
        decidedOn: day('日期'),
        outcome: choice('结果', { passed: '表决通过', committee: '授权常委会处理，会后交专门委员会审议', rejected: '表决未通过' }),
        organs: units('交哪些机关办理', { when: { field: 'outcome', in: ['passed'] }, help: '决议由有关机关办理的选上；不需要的不选' }),
        text: text('决议、决定', { max: 5000, rows: 4 }),
      })
      .superRefine((v, c) => {
        if (v.outcome !== 'passed' && v.organs.length > 0) c.addIssue({ code: 'custom', path: ['organs'], message: '只有通过的才交机关办理' })
      }),
  },
  submitReport: {
    label: '提交审议结果报告',
    says: '{party}向常委会提交审议结果报告',
    primary: true,
    input: z.object({ meetingOn: pastDay('委员会会议日期'), report: text('审议结果报告', { max: 20000, rows: 8 }), attachments: files('附件') }),
    basis: '大会闭会后三个月内（上海议案规定第十五条）',
  },
  scDecide: { label: '记录常委会决定', says: '{meeting}决定：{what}', also: ['what'], primary: true, input: scDecision },
  reportHandling: {
    label: '报告办理情况',
    says: '{party}报告办理情况',
    primary: true,
    input: z.object({ docNo: maybe('发文字号', { max: 60 }), report: text('办理情况报告', { max: 20000, rows: 8 }), attachments: files('附件') }),
  },
  respond: {
    label: '对办理提意见',
    says: '{actor}对办理情况提出意见：{opinion}',
    input: z.object({ opinion: text('意见', { max: 2000, rows: 4 }) }),
    credit: '参与议案办理',
  },
  acceptHandling: {
    label: '同意办结',
    says: '{actor}审查办理报告，同意办结',
    primary: true,
    input: z.object({ opinion: maybe('审查意见', { max: 2000, rows: 3 }), heardOn: pastDay('向领衔代表征求意见的日期').optional() }),
  },
  orderRedo: {
    label: '重新办理',
    says: '{actor}要求{units}重新办理：{reason}',
    also: ['units'],
    input: z.object({ units: picks('重新办理的机关'), reason: reason('要求') }),
  },
  lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
  redate: { label: '重算期限', says: '{why}', also: ['why'] },
} as const satisfies ProcessDef['actions']
