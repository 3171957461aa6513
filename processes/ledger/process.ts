/**
 * 承诺事项年度报告 (B20): in the fourth quarter every unit with promises reports on them and gets a receipt
 * (重庆条例第二十四条; 青岛条例第二十七条: across years). The ledger itself is the promises' own rows.
 */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { dueDay, files, maybe, text, whole } from '../../kernel/words.ts'

const office = ['daf_staff', 'daf_head'] as const

export const ledger = defineProcess({
  name: 'ledger',
  label: '承诺年度报告',
  start: 'collecting',
  reads: { all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'], own: ['unit_officer', 'unit_leader'] },
  stages: ['报告', '汇总'],
  states: {
    collecting: { label: '各单位报告中', stage: '报告' },
    closed: { label: '已汇总', final: true, stage: '汇总' },
  },
  parties: {
    unit: {
      label: '报告单位',
      kind: 'unit',
      first: 'asked',
      steps: { asked: { label: '待报告' }, submitted: { label: '待回执' }, receipted: { label: '已回执', idle: true } },
    },
  },
  actions: {
    callReports: {
      label: '布置年度报告',
      says: '{actor}布置{year}年度承诺事项报告，{count}个单位',
      also: ['count'],
      creates: true,
      input: z.object({ year: whole('年度', { min: 2000, max: 2100 }), deadline: dueDay('报告截止日期'), note: maybe('要求', { max: 1000, rows: 3 }) }),
    },
    submitReport: {
      label: '报告承诺事项',
      says: '{actor}（{party}）报告了承诺事项办理情况',
      primary: true,
      input: z.object({
        summary: text('办理情况', { max: 10000, rows: 6, help: '本单位的承诺事项见下表，逐项写明进展；未兑现的写明原因和下一步' }),
        attachments: files('佐证材料'),
      }),
    },
    receipt: { label: '回执', says: '{actor}收到{party}的报告', primary: true, bulk: true, input: z.object({ opinion: maybe('意见', { max: 500, rows: 2 }) }) },
    sendBack: { label: '退回补充', says: '{actor}请{party}补充：{reason}', input: z.object({ reason: text('需要补充的内容', { max: 500, rows: 2 }) }) },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { callReports: { by: office, to: 'collecting', basis: '重庆条例第二十四条' } },
    collecting: {
      submitReport: { by: ['unit:unit_officer', 'unit:unit_leader'], from: ['asked'], step: 'submitted', duty: 'report', basis: '重庆条例第二十四条' },
      receipt: { by: office, on: ['unit'], from: ['submitted'], step: 'receipted', to: ['closed'], duty: 'receipt' },
      sendBack: { by: office, on: ['unit'], from: ['submitted'], step: 'asked' },
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    report: {
      label: '承诺事项报告',
      of: ['unit'],
      rule: 'clock.yearReport',
      states: ['collecting'],
      steps: ['asked'],
      warn: [15, 7, 3, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.deadline, why: '代工委布置的报告截止日期' }),
    },
    receipt: {
      label: '报告回执',
      of: ['unit'],
      rule: 'clock.receipt',
      states: ['collecting'],
      steps: ['submitted'],
      warn: [1, 0],
      late: 'lapse',
      done: ['sendBack'],
    },
  },
  rules: {
    'clock.yearReport': {
      label: '承诺事项年度报告',
      kind: 'span',
      value: [1, 'MONTH'],
      min: 1,
      max: 90,
      group: '承诺',
      basis: '每年第四季度报告（重庆条例第二十四条）',
    },
    'clock.receipt': {
      label: '年度报告回执',
      kind: 'span',
      value: [5, 'WD'],
      min: 1,
      max: 30,
      group: '承诺',
      basis: '收到报告后出具回执（重庆条例第二十四条）',
    },
  },
})
