/**
 * 代表建议办理专项资金 (B25): apply → screen → pool → approve → pay → build → accept → evaluate; city and county money.
 * Source: the place's own measure for the fund (本地专项资金管理办法); numbers here are editable.
 */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { choice, day, dueDay, files, matterRef, maybe, maybeUnit, money, onePlace, text, whole } from '../../kernel/words.ts'

const daf = ['daf_staff', 'daf_head'] as const
const own = ['unit:unit_officer', 'unit:unit_leader'] as const

const project = {
  title: text('项目名称', { max: 80 }),
  suggestion: matterRef('对应的代表建议', { among: 'suggestion' }).optional(),
  area: onePlace('实施地'),
  location: text('具体地点', { max: 100 }),
  content: text('建设内容', { max: 3000, rows: 4 }),
  city: money('申请市级资金', { help: '万元，最多四位小数' }),
  county: money('县级配套资金', { help: '没有填 0' }),
  finishOn: dueDay('计划完成时间'),
  beneficiaries: whole('受益人数', { min: 0, max: 10_000_000 }),
  benefit: text('预期效果', { max: 1000, rows: 2 }),
  attachments: files('照片、预算'),
}

export const fund = defineProcess({
  name: 'fund',
  label: '专项资金项目',
  start: 'applied',
  reads: { all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'], own: ['unit_officer', 'unit_leader'] },
  stages: ['申报', '入库', '批准', '实施', '验收', '评价'],
  states: {
    applied: { label: '待初审', stage: '申报' },
    returned: { label: '退回修改', stage: '申报' },
    inPool: { label: '项目库', stage: '入库' },
    approved: { label: '待拨付', stage: '批准' },
    building: { label: '实施中', stage: '实施' },
    finished: { label: '待验收', stage: '验收' },
    accepted: { label: '待绩效评价', stage: '评价' },
    closed: { label: '已评价', final: true, stage: '评价' },
    rejected: { label: '未入库', final: true, stage: '申报' },
    withdrawn: { label: '已撤回', final: true, cut: true, stage: '申报' },
  },
  parties: { unit: { label: '实施单位', kind: 'unit', first: 'in', steps: { in: { label: '实施', idle: true } } } },
  actions: {
    apply: {
      label: '申报项目',
      says: '{actor}申报{title}，申请市级资金{city}万元、县级配套{county}万元',
      creates: true,
      input: z.object({ ...project, unit: maybeUnit('实施单位', { help: '单位自己申报的不用选' }) }),
    },
    revise: { label: '修改后重报', says: '{actor}修改后重报，申请市级资金{city}万元、县级配套{county}万元', primary: true, input: z.object(project) },
    screen: {
      label: '初审入库',
      says: '{actor}初审通过，列入项目库（第{rank}位）',
      primary: true,
      input: z.object({ rank: whole('项目库排序', { min: 1, max: 9999 }), opinion: maybe('意见', { max: 500, rows: 2 }) }),
    },
    sendBack: { label: '退回修改', says: '{actor}退回修改：{reason}', input: z.object({ reason: text('需要修改的地方', { max: 500, rows: 2 }) }) },
    reject: { label: '不入库', says: '{actor}决定不入库：{reason}', danger: true, input: z.object({ reason: text('理由', { max: 500, rows: 2 }) }) },
    approve: {
      label: '批准安排',
      says: '{actor}依{planNo}批准{number}，市级{cityWan}万元、县级{countyWan}万元',
      also: ['number', 'cityWan', 'countyWan'],
      primary: true,
      bulk: true,
      input: z.object({
        planNo: text('资金安排方案文号', { max: 60 }),
        city: money('批准市级资金', { help: '不填按申请数' }).optional(),
        county: money('批准县级配套', { help: '不填按申请数' }).optional(),
      }),
      confirm: '批准总额不能超过当年预算，超出的系统会拒绝',
    },
    pay: {
      label: '登记拨付',
      says: '{actor}登记拨付{sourceName}资金{wan}万元（凭证{voucher}）',
      also: ['sourceName'],
      primary: true,
      input: z.object({
        source: choice('资金来源', { city: '市级', county: '县级' }),
        wan: money('金额'),
        on: day('拨付日期'),
        voucher: text('凭证号', { max: 40 }),
      }),
    },
    progress: {
      label: '报告进展',
      says: '{actor}报告进展：{text}',
      input: z.object({ text: text('进展', { max: 1000, rows: 3 }), attachments: files('照片') }),
    },
    finish: {
      label: '报告完工',
      says: '{actor}报告完工',
      primary: true,
      input: z.object({ text: text('完成情况', { max: 2000, rows: 3 }), attachments: files('完工照片') }),
    },
    accept: {
      label: '验收',
      says: '{actor}组织验收：{verdictName}',
      also: ['verdictName'],
      primary: true,
      input: z.object({
        verdict: choice('结论', { pass: '合格', mend: '整改后再验' }),
        people: text('验收人员（含代表）', { max: 300, rows: 2 }),
        opinion: text('验收意见', { max: 2000, rows: 3 }),
        on: day('验收日期'),
        attachments: files('验收单'),
      }),
    },
    evaluate: {
      label: '绩效评价',
      says: '{actor}绩效评价得{score}分',
      primary: true,
      input: z.object({
        score: whole('得分', { min: 0, max: 100 }),
        beneficiaries: whole('实际受益人数', { min: 0, max: 10_000_000 }),
        opinion: text('评价意见', { max: 2000, rows: 3 }),
      }),
    },
    withdraw: { label: '撤回申报', says: '{actor}撤回申报：{reason}', danger: true, input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }) },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { apply: { by: ['unit_officer', ...daf], to: 'applied' } },
    applied: {
      screen: { by: daf, to: 'inPool', duty: 'screen' },
      sendBack: { by: daf, to: 'returned' },
      reject: { by: daf, to: 'rejected' },
      withdraw: { by: own, to: 'withdrawn' },
    },
    returned: { revise: { by: own, to: 'applied', duty: 'revise' }, withdraw: { by: own, to: 'withdrawn' } },
    inPool: {
      approve: { by: ['daf_head'], to: 'approved', duty: 'approve' },
      sendBack: { by: daf, to: 'returned' },
      reject: { by: ['daf_head'], to: 'rejected' },
    },
    approved: { pay: { by: daf, to: ['building'], duty: 'pay' } },
    building: { pay: { by: daf }, progress: { by: own }, finish: { by: own, to: 'finished', duty: 'build' } },
    finished: { pay: { by: daf }, accept: { by: daf, to: ['accepted', 'building'], duty: 'accept' } },
    accepted: { pay: { by: daf }, evaluate: { by: daf, to: 'closed', duty: 'evaluate' } },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    screen: { label: '初审', of: 'matter', rule: 'clock.screen', states: ['applied'], warn: [3, 0], late: 'lapse' },
    revise: { label: '修改重报', of: 'matter', rule: 'clock.revise', states: ['returned'], warn: [3, 0], late: 'lapse' },
    approve: { label: '批准安排', of: 'matter', rule: 'clock.approve', states: ['inPool'], warn: [7, 0], late: 'lapse' },
    pay: { label: '拨付', of: 'matter', rule: 'clock.pay', states: ['approved'], warn: [3, 0], late: 'lapse' },
    build: {
      label: '完工',
      of: 'matter',
      basis: '本地惯例：申报时承诺的完成时间',
      states: ['building'],
      warn: [15, 7, 3, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.finishOn, why: '申报时承诺的完成时间' }),
    },
    accept: { label: '验收', of: 'matter', rule: 'clock.accept', states: ['finished'], warn: [3, 0], late: 'lapse' },
    evaluate: { label: '绩效评价', of: 'matter', rule: 'clock.evaluate', states: ['accepted'], warn: [7, 0], late: 'lapse' },
  },
  rules: {
    'clock.screen': { label: '资金项目初审', kind: 'span', value: [10, 'WD'], min: 1, max: 120, group: '专项资金', basis: '本地惯例：由专项资金管理办法确定' },
    'clock.revise': {
      label: '资金项目修改重报',
      kind: 'span',
      value: [10, 'WD'],
      min: 1,
      max: 120,
      group: '专项资金',
      basis: '本地惯例：由专项资金管理办法确定',
    },
    'clock.approve': {
      label: '项目库到批准',
      kind: 'span',
      value: [3, 'MONTH'],
      min: 1,
      max: 400,
      group: '专项资金',
      basis: '本地惯例：由专项资金管理办法确定',
    },
    'clock.pay': { label: '批准到首次拨付', kind: 'span', value: [20, 'WD'], min: 1, max: 200, group: '专项资金', basis: '本地惯例：由专项资金管理办法确定' },
    'clock.accept': { label: '完工到验收', kind: 'span', value: [20, 'WD'], min: 1, max: 200, group: '专项资金', basis: '本地惯例：由专项资金管理办法确定' },
    'clock.evaluate': {
      label: '验收到绩效评价',
      kind: 'span',
      value: [1, 'MONTH'],
      min: 1,
      max: 200,
      group: '专项资金',
      basis: '本地惯例：由专项资金管理办法确定',
    },
    'fund.perProjectMax': {
      label: '单个项目市级资金上限（万元）',
      kind: 'number',
      value: 50,
      min: 1,
      max: 10000,
      group: '专项资金',
      basis: '本地惯例：由专项资金管理办法确定',
    },
    'fund.finishWithinYear': { label: '项目应在当年完成', kind: 'switch', value: true, group: '专项资金', basis: '本地惯例：当年项目当年完成' },
  },
})
