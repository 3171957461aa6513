/**
 * 上级人大代表建议: what national and provincial deputies of this city put to their own congress, which the city's office collects,
 * sends up and helps to handle (B29). Source: 代表法(2025)44–46、51; 代表工作机构服务上级代表的职责.
 */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { choice, files, maybe, text, units } from '../../kernel/words.ts'
import { accepted, key, replied, sheet, submitted } from './inputs.ts'

const office = ['daf_staff', 'daf_head'] as const
const clock = (label: string, n: number, unit: 'WD' | 'MONTH', basis: string) =>
  ({ label: `上级代表建议：${label}`, kind: 'span', value: [n, unit], basis, group: '上级代表建议', min: 1, max: 400 }) as const
const M = { of: 'matter', late: 'lapse' } as const
const help = {
  askHelp: { by: office },
  supply: { by: ['helper:unit_officer', 'helper:unit_leader'], from: ['asked'], step: 'supplied', duty: 'supply' },
} as const

export const upper = defineProcess({
  name: 'upper',
  label: '上级代表建议',
  start: 'drafted',
  reads: { all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'], own: ['unit_officer', 'unit_leader'] },
  stages: ['起草', '上报', '受理', '答复', '办结'],
  states: {
    drafted: { label: '起草中', stage: '起草' },
    submittedUp: { label: '已上报', stage: '上报' },
    acceptedUp: { label: '上级已受理', stage: '受理' },
    replied: { label: '已答复', stage: '答复' },
    closed: { label: '办结', final: true, stage: '办结' },
    withdrawn: { label: '不再上报', final: true, cut: true, stage: '办结' },
  },
  parties: {
    lead: { label: '领衔代表', kind: 'deputy', first: 'in', steps: { in: { label: '领衔', idle: true } } },
    helper: { label: '协助单位', kind: 'unit', first: 'asked', steps: { asked: { label: '待提供材料' }, supplied: { label: '已提供材料', idle: true } } },
  },
  actions: {
    draft: { label: '登记上级代表建议', says: '{actor}登记了上级代表建议', input: z.object(sheet), creates: true },
    saveDraft: { label: '修改', says: '{actor}作了修改', input: z.object(sheet) },
    askHelp: { label: '请单位协助', says: '{actor}请{names}提供材料', also: ['names'], input: z.object({ units: units('单位') }) },
    supply: {
      label: '提供材料',
      says: '{party}提供了材料',
      primary: true,
      input: z.object({ text: text('材料、情况', { max: 10000, rows: 6 }), attachments: files('附件') }),
    },
    submitUp: { label: '记录上报', says: '{actor}于{submittedOn}上报', primary: true, input: submitted },
    acceptUp: { label: '记录受理', says: '上级受理，编号{externalNo}', primary: true, input: accepted },
    markKey: {
      label: '列为上级重点',
      says: '{what}',
      also: ['what'],
      input: key,
      needs: (v) => !!v.matter.data.key && '已经列为上级重点督办',
    },
    recordReply: { label: '记录答复', says: '{unit}于{repliedOn}答复，结果{code}', primary: true, input: replied },
    close: {
      label: '办结',
      says: '{actor}办结：领衔代表{view}',
      primary: true,
      input: z.object({
        view: choice('领衔代表的意见', { 满意: '满意', 基本满意: '基本满意', 不满意: '不满意', 未反馈: '未反馈' }),
        note: maybe('说明', { max: 1000, rows: 2 }),
      }),
    },
    withdraw: { label: '不再上报', says: '{actor}：不再上报，{reason}', danger: true, input: z.object({ reason: text('理由', { max: 300, rows: 2 }) }) },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { draft: { by: office, to: 'drafted' } },
    drafted: {
      saveDraft: { by: office },
      ...help,
      submitUp: { by: office, to: 'submittedUp', duty: 'submit' },
      withdraw: { by: office, to: 'withdrawn' },
    },
    submittedUp: { ...help, acceptUp: { by: office, to: 'acceptedUp', duty: 'accept' }, withdraw: { by: office, to: 'withdrawn' } },
    acceptedUp: {
      ...help,
      markKey: { by: office },
      recordReply: { by: office, to: 'replied', duty: 'reply', basis: '代表法第五十一条：三个月内，涉及面广、处理难度大的六个月内答复' },
    },
    replied: { markKey: { by: office }, close: { by: office, to: 'closed', duty: 'close' } },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    submit: { ...M, label: '上报', rule: 'upper.submit', states: ['drafted'], warn: [1] },
    accept: { ...M, label: '上级受理', rule: 'upper.accept', states: ['submittedUp'], warn: [] },
    reply: { ...M, label: '上级答复', rule: 'upper.reply', states: ['acceptedUp'], warn: [10] },
    close: { ...M, label: '征求代表意见后办结', rule: 'upper.close', states: ['replied'], warn: [3] },
    supply: {
      of: ['helper'],
      label: '提供材料',
      rule: 'upper.supply',
      states: ['drafted', 'submittedUp', 'acceptedUp'],
      steps: ['asked'],
      warn: [1],
      late: 'lapse',
    },
  },
  rules: {
    'upper.submit': clock('上报', 5, 'WD', '本地惯例；应在上级大会规定的截止时间前'),
    'upper.accept': clock('等待上级受理', 1, 'MONTH', '本地惯例：上级人大代表工作机构受理、交办'),
    'upper.reply': clock('等待上级答复', 6, 'MONTH', '代表法第五十一条：三个月内，最长六个月内答复'),
    'upper.close': clock('征求代表意见后办结', 1, 'MONTH', '本地惯例'),
    'upper.supply': clock('单位提供材料', 5, 'WD', '代表法第四十六条：有关机关应当向代表提供情况'),
  },
})
