/** The rightful judgement (B18, B19): in person; from paper only with its scan; and the third party's own account. */
import { z } from 'zod'
import type { ProcessDef } from '../../kernel/process.ts'
import { choice, files, maybe, oneSeat, text, whole, yes } from '../../kernel/words.ts'
import { ADOPTED, reason, SATISFACTION, SOLVED } from './inputs.ts'

/** 渝条例27: dissatisfaction with attitude or result is put in words (沪21、鲁23). */
const judged = {
  attitude: choice('办理态度', SATISFACTION).optional(),
  result: choice('办理结果', SATISFACTION),
  solved: choice('问题解决情况', SOLVED),
  adopted: choice('意见采纳情况', ADOPTED),
  comment: maybe('意见和希望', { max: 2000, rows: 4, help: '对态度或结果不满意的，请写明具体意见' }),
  redo: yes('要求重新办理'),
}
const inWords = (v: { attitude?: string | undefined; result: string; comment: string }, c: z.RefinementCtx) => {
  if ((v.attitude === '不满意' || v.result === '不满意') && !v.comment)
    c.addIssue({ code: 'custom', path: ['comment'], message: '对态度或结果不满意的，请写明具体意见（上海规定第二十一条）' })
}
const SEALED = ['attitude', 'result', 'solved', 'adopted', 'comment', 'redo'] as const

const points = (label: string, help: string) => whole(label, { min: 0, max: 25, help })

export const judgingActions = {
  judge: {
    label: '评价答复',
    says: '{actor}评价了{unit}的答复',
    also: ['unit'],
    personal: true,
    primary: true,
    credit: '评价办理',
    secret: SEALED,
    input: z.object(judged).superRefine(inWords),
  },
  enterPaper: {
    label: '代录纸质意见表',
    says: '{actor}代录了{party}交来的纸质征询意见表：{why}',
    secret: [...SEALED, 'scan'],
    input: z
      .object({ ...judged, why: reason('代录的原因', 300), scan: files('意见表扫描件（代表本人签名）') })
      .superRefine(inWords)
      .superRefine((v, c) => {
        if (v.scan.length === 0) c.addIssue({ code: 'custom', path: ['scan'], message: '请上传代表本人签名的意见表扫描件，没有扫描件不能代录' })
      }),
    confirm: '只有代表本人填写并签名的纸质表可以代录；录入后系统会告知代表本人核对',
    basis: '评价由代表本人作出（重庆条例第二十七条、第三十八条）',
  },
  contestPaper: {
    label: '与我的评价不符',
    says: '{actor}声明代录的评价与本人意见不符，退回重评',
    danger: true,
    confirm: '代录的评价将作废，由您重新评价；代工委会收到通知',
  },
  remindJudgement: { label: '催评', says: '{party}逾期未评价，系统催评' },
  excludeJudgement: { label: '不计入', says: '{party}催评后仍未评价，不计入满意率统计' },
  assignEvaluator: {
    label: '指定评估人员',
    says: '{actor}委托第三方评估人员评估',
    secret: ['evaluator'],
    input: z.object({ evaluator: oneSeat('评估人员', 'evaluator'), note: maybe('委托说明', { max: 500, rows: 2 }) }),
    basis: '河南办法第二十二条：组织专家评估',
  },
  scoreCase: {
    label: '提交评估报告',
    says: '{actor}提交了第三方评估报告',
    primary: true,
    secret: ['complete', 'facts', 'measures', 'contact', 'report', 'attachments'],
    input: z.object({
      complete: points('回应完整性（0–25）', '是否逐条回应代表的建议'),
      facts: points('事实准确性（0–25）', '答复所述与实际是否一致'),
      measures: points('措施可行性（0–25）', '措施、时限、责任是否落实'),
      contact: points('沟通充分性（0–25）', '是否充分听取代表意见'),
      report: text('评估报告', { max: 20000, rows: 8 }),
      attachments: files('评估材料'),
    }),
  },
} as const satisfies ProcessDef['actions']

const office = ['daf_staff', 'daf_head'] as const
export const judgeFlow = (to?: readonly string[]) =>
  ({
    judge: [
      { by: ['recipient'], from: ['asked'], step: 'judged', to, duty: 'judge', basis: '北京条例第二十三条、上海规定第二十一条' },
      { by: ['recipient'], from: ['reminded'], step: 'judged', to, duty: 'judgeAgain' },
    ],
    enterPaper: { by: office, on: ['recipient'], from: ['asked', 'reminded'], step: 'judged', to },
    contestPaper: { by: ['recipient'], from: ['judged'], step: 'asked', when: (v) => !!v.party?.data.entered },
    remindJudgement: { by: ['system'], on: ['recipient'], from: ['asked'], step: 'reminded' },
    excludeJudgement: { by: ['system'], on: ['recipient'], from: ['reminded'], step: 'excluded', to, basis: '重庆条例第二十九条' },
  }) as const satisfies ProcessDef['flow'][string]

export const evaluatorFlow = {
  assignEvaluator: { by: office },
  scoreCase: { by: ['evaluator'], from: ['assigned'], step: 'scored', duty: 'evaluate' },
} as const satisfies ProcessDef['flow'][string]
