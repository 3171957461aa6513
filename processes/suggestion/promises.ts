/** 承诺事项 (B20): progress, proof, explained change, the unit's closing answer, and what the deputies say of it. */
import { z } from 'zod'
import type { ProcessDef } from '../../kernel/process.ts'
import { choice, dueDay, files, maybe, pick, text } from '../../kernel/words.ts'
import { reason } from './inputs.ts'
import { openPromises } from './needs.ts'

export const KEPT = { 已兑现: '已兑现', 部分兑现: '部分兑现', 未兑现: '未兑现' }

export const promiseActions = {
  reportProgress: {
    label: '报告进展',
    says: '{actor}（{party}）报告承诺事项进展：{progress}',
    input: z.object({ promise: pick('承诺事项'), progress: text('进展', { max: 1000, rows: 3 }), attachments: files('佐证') }),
  },
  fulfilPromise: {
    label: '已兑现',
    says: '{actor}（{party}）兑现承诺：{item}',
    also: ['item'],
    primary: true,
    input: z.object({ promise: pick('承诺事项'), evidence: text('完成情况', { max: 1000, rows: 3 }), attachments: files('完成证明（照片、验收文件）') }),
  },
  changePromise: {
    label: '变更承诺',
    says: '{actor}（{party}）变更承诺：{item}，{outcome}',
    also: ['item', 'outcome'],
    input: z.object({
      promise: pick('承诺事项'),
      outcome: choice('变更为', { later: '延后完成', drop: '不再实施，向代表说明' }),
      dueOn: dueDay('新的完成时限', { when: { field: 'outcome', in: ['later'] } }).optional(),
      reason: reason('原因和对代表的说明'),
    }),
  },
  closePromises: {
    label: '答复兑现情况',
    says: '{actor}（{party}）就承诺兑现情况再次答复代表',
    primary: true,
    input: z.object({
      docNo: maybe('发文字号', { max: 60 }),
      body: text('兑现情况答复', { max: 10000, rows: 6, help: '逐项写明：承诺了什么、做到了什么；变更的写明原因' }),
    }),
    confirm: '答复将送达每一位代表，请代表评价承诺是否兑现',
    basis: '上海规定第二十二条：承诺解决的事项解决后告知代表；重庆条例第二十八条：再次征询意见',
  },
  judgePromise: {
    label: '评价承诺兑现',
    says: '{actor}评价了{unit}的承诺兑现情况',
    also: ['unit'],
    personal: true,
    primary: true,
    credit: '评价办理',
    secret: ['verdict', 'comment'],
    input: z
      .object({ verdict: choice('承诺兑现了吗', KEPT), comment: maybe('意见', { max: 2000, rows: 3, help: '认为没有兑现的，请写明还差什么' }) })
      .superRefine((v, c) => {
        if (v.verdict === '未兑现' && !v.comment) c.addIssue({ code: 'custom', path: ['comment'], message: '认为没有兑现的，请写明还差什么' })
      }),
  },
  excludeWitness: { label: '不计入', says: '{party}逾期未评价承诺兑现，不计入统计' },
} as const satisfies ProcessDef['actions']

export const promiseFlow = {
  reportProgress: { by: ['main:unit_officer'], from: ['delivered'], when: (v) => openPromises(v.party).length > 0 },
  fulfilPromise: {
    by: ['main:unit_officer'],
    from: ['delivered'],
    when: (v) => openPromises(v.party).length > 0,
    duty: 'promise',
    basis: '青岛条例第二十七条、重庆条例第二十四条',
  },
  changePromise: { by: ['main:unit_officer'], from: ['delivered'], when: (v) => openPromises(v.party).length > 0 },
  closePromises: {
    by: ['main:unit_officer'],
    from: ['delivered'],
    when: (v) => v.party?.data.ledger === 'settled',
    duty: 'closing',
    basis: '上海规定第二十二条',
  },
  judgePromise: { by: ['witness'], from: ['asked'], step: 'judged', to: ['closed', 'redoDecision'], duty: 'promiseJudge', basis: '重庆条例第二十八条' },
  excludeWitness: { by: ['system'], on: ['witness'], from: ['asked'], step: 'excluded', to: ['closed', 'redoDecision'] },
} as const satisfies ProcessDef['flow'][string]

export const promiseClocks = {
  promise: {
    label: '承诺事项',
    of: ['main'],
    basis: '列入计划解决的应写明措施、进度、时限（上海规定第十八条、重庆条例第二十二条）',
    states: ['followUp'],
    steps: ['delivered'],
    when: (v) => openPromises(v.party).length > 0,
    warn: [15, 7, 3, 0],
    late: 'lapse',
    done: ['changePromise'],
    until: (_v, p) => {
      const first = openPromises(p).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0]
      return first && { on: first.dueOn, why: `答复中承诺「${first.item}」的完成时限` }
    },
  },
  closing: {
    label: '答复兑现情况',
    of: ['main'],
    rule: 'clock.closing',
    states: ['followUp'],
    steps: ['delivered'],
    when: (v) => v.party?.data.ledger === 'settled',
    warn: [3, 0],
    late: 'lapse',
  },
  promiseJudge: {
    label: '评价承诺兑现',
    of: ['witness'],
    rule: 'clock.feedback',
    states: ['followUp'],
    steps: ['asked'],
    warn: [5, 0],
    late: 'excludeWitness',
  },
} as const satisfies ProcessDef['clocks']
