/** 巡察联动 (B24): choose the round and its units, draw a masked extract, hand it over with a letter, keep the receipt. */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { day, files, maybe, oneSeat, pastDay, picks, text, units } from '../../kernel/words.ts'

const daf = ['daf_staff', 'daf_head'] as const

export const inspection = defineProcess({
  name: 'inspection',
  label: '巡察联动',
  start: 'requested',
  // Between the congress's office and the inspecting body (domain B24): neither the government office nor the committees. A unit and a deputy read of it
  // when it has been handed over, and of the list their own rows only.
  reads: {
    all: ['daf_staff', 'daf_head', 'sc_leader'],
    own: ['inspector'],
    linked: { states: ['handedOver', 'closed'], to: ['deputy', 'unit_officer', 'unit_leader'] },
    nameless: ['inspector'],
  },
  stages: ['提请', '提取', '移交', '反馈'],
  states: {
    requested: { label: '待提取', stage: '提请' },
    extracted: { label: '待移交', stage: '提取' },
    handedOver: { label: '待反馈', stage: '移交' },
    closed: { label: '已反馈', final: true, stage: '反馈' },
    dropped: { label: '已撤销', final: true, cut: true, stage: '反馈' },
  },
  parties: { inspector: { label: '巡察机构', kind: 'seat', first: 'given', steps: { given: { label: '已移交', idle: true } } } },
  actions: {
    request: {
      label: '登记巡察提请',
      says: '{actor}登记{title}，涉及{count}个单位',
      also: ['count'],
      creates: true,
      input: z.object({
        title: text('巡察轮次', { max: 60, help: '如：六届市委第九轮巡察' }),
        units: units('被巡察单位', { help: '只列有承办任务的单位' }),
        from: day('建议起始日期'),
        to: day('建议截止日期'),
        note: maybe('提请事由', { max: 500, rows: 2 }),
      }),
    },
    extract: {
      label: '提取建议信息',
      says: '系统提取{count}件，涉及{units}个单位',
      also: ['count', 'units'],
      primary: true,
      confirm: '提取后信息即固定；代表姓名和电话一律不进入提取件',
    },
    exclude: {
      label: '剔除',
      says: '{actor}剔除{count}件：{reason}',
      also: ['count'],
      input: z.object({ items: picks('剔除的建议'), reason: text('理由', { max: 300, rows: 2 }) }),
    },
    handOver: {
      label: '移交',
      says: '{actor}以{docNo}移交{count}件',
      also: ['count'],
      primary: true,
      input: z.object({ inspector: oneSeat('接收人（巡察机构）', 'inspector'), docNo: text('移交函文号', { max: 60 }), on: pastDay('移交日期') }),
    },
    receipt: {
      label: '登记反馈',
      says: '{actor}登记反馈',
      primary: true,
      secret: ['feedback'],
      input: z.object({ feedback: text('反馈情况', { max: 5000, rows: 4 }), on: pastDay('反馈日期'), scan: files('反馈材料') }),
    },
    drop: { label: '撤销', says: '{actor}撤销：{reason}', danger: true, input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }) },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { request: { by: daf, to: 'requested' } },
    requested: { extract: { by: daf, to: 'extracted', duty: 'extract' }, drop: { by: daf, to: 'dropped' } },
    extracted: { exclude: { by: daf }, handOver: { by: ['daf_head'], to: 'handedOver', duty: 'handOver' }, drop: { by: daf, to: 'dropped' } },
    handedOver: {
      receipt: [
        { by: ['inspector'], to: 'closed', duty: 'receipt' },
        { by: daf, to: 'closed' },
      ],
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    extract: { label: '提取', of: 'matter', rule: 'clock.extract', states: ['requested'], warn: [1, 0], late: 'lapse' },
    handOver: { label: '移交', of: 'matter', rule: 'clock.handOver', states: ['extracted'], warn: [1, 0], late: 'lapse' },
    receipt: { label: '反馈', of: 'matter', rule: 'clock.receipt', states: ['handedOver'], warn: [7, 0], late: 'lapse' },
  },
  rules: {
    'clock.extract': { label: '巡察信息提取', kind: 'span', value: [5, 'WD'], min: 1, max: 60, group: '巡察联动', basis: '本地惯例' },
    'clock.handOver': { label: '巡察信息移交', kind: 'span', value: [3, 'WD'], min: 1, max: 60, group: '巡察联动', basis: '本地惯例' },
    'clock.receipt': { label: '巡察反馈', kind: 'span', value: [3, 'MONTH'], min: 1, max: 400, group: '巡察联动', basis: '本地惯例' },
  },
})
