/** 督办函 (B22): one unit, its slow items, a number and a date to answer by. Source: 山东条例第三十条、重庆条例第三十八条; 代表法第五十二条. */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { dueDay, list, maybe, oneUnit, pick, picks, text, yes } from '../../kernel/words.ts'

const daf = ['daf_staff', 'daf_head'] as const

export const letter = defineProcess({
  name: 'letter',
  label: '督办函',
  start: 'drafted',
  stages: ['拟稿', '发函', '复函', '办结'],
  states: {
    drafted: { label: '待签发', stage: '拟稿' },
    issued: { label: '待单位复函', stage: '发函' },
    answered: { label: '待审看复函', stage: '复函' },
    closed: { label: '已办结', final: true, stage: '办结' },
    dropped: { label: '未发出', final: true, cut: true, stage: '办结' },
  },
  parties: {
    unit: { label: '收函单位', kind: 'unit', first: 'waiting', steps: { waiting: { label: '待复函' }, answered: { label: '已复函', idle: true } } },
  },
  actions: {
    draftLetter: {
      label: '拟督办函',
      says: '{actor}拟督办函：{count}件',
      also: ['count'],
      creates: true,
      input: z.object({
        unit: oneUnit('收函单位'),
        items: picks('督办事项').max(200, '一函最多 200 件'),
        demand: text('督办要求', { max: 2000, rows: 4, help: '写明要求做到什么、什么时候之前' }),
        contact: text('联系人和电话（办公）', { max: 60 }),
        again: yes('仍要另拟一份', { help: '同一事项的督办函还没有办结时才需要' }),
      }),
      secret: ['contact'],
    },
    issue: {
      label: '签发',
      says: '{actor}签发{number}，请{party}于{due}前复函',
      also: ['number', 'due'],
      primary: true,
      bulk: true,
      confirm: '签发后立即送达收函单位，开始计算复函期限',
    },
    drop: { label: '不发', says: '{actor}决定不发：{reason}', danger: true, input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }) },
    answer: {
      label: '复函',
      says: '{actor}（{party}）复函：{count}件',
      also: ['count'],
      primary: true,
      input: z.object({
        items: list('逐件答复', z.object({ item: pick('督办事项'), answer: text('办理情况和措施', { max: 2000, rows: 3 }), dueOn: dueDay('办结时限') }), {
          max: 200,
          given: 'item',
        }),
        reason: maybe('原因说明', { max: 2000, rows: 3 }),
      }),
    },
    accept: { label: '认可复函', says: '{actor}认可{party}的复函', primary: true, input: z.object({ opinion: maybe('意见', { max: 500, rows: 2 }) }) },
    insist: { label: '退回再复', says: '{actor}请{party}再次复函：{reason}', input: z.object({ reason: text('不足之处', { max: 500, rows: 2 }) }) },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { draftLetter: { by: daf, to: 'drafted' } },
    drafted: { issue: { by: ['daf_head'], on: ['unit'], to: 'issued', duty: 'issue', basis: '代表法第五十二条' }, drop: { by: daf, to: 'dropped' } },
    issued: { answer: { by: ['unit:unit_officer', 'unit:unit_leader'], from: ['waiting'], step: 'answered', to: 'answered', duty: 'letterReply' } },
    answered: {
      accept: { by: daf, on: ['unit'], to: 'closed', duty: 'read' },
      insist: { by: daf, on: ['unit'], step: 'waiting', to: 'issued' },
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    issue: { label: '签发督办函', of: 'matter', rule: 'clock.issue', states: ['drafted'], warn: [0], late: 'lapse' },
    letterReply: { label: '复函', of: 'matter', rule: 'clock.letterReply', states: ['issued'], warn: [3, 0], late: 'lapse' },
    read: { label: '审看复函', of: 'matter', rule: 'clock.letterRead', states: ['answered'], warn: [1, 0], late: 'lapse' },
  },
  rules: {
    'clock.issue': { label: '督办函签发', kind: 'span', value: [2, 'WD'], min: 1, max: 30, group: '督办', basis: '本地惯例' },
    'clock.letterReply': {
      label: '督办函复函',
      kind: 'span',
      value: [10, 'WD'],
      min: 1,
      max: 60,
      group: '督办',
      basis: '督办函载明的复函期限（本地惯例十个工作日）',
    },
    'clock.letterRead': { label: '审看复函', kind: 'span', value: [5, 'WD'], min: 1, max: 30, group: '督办', basis: '本地惯例' },
    'ladder.phoneAfter': {
      label: '逾期几个工作日起电话督办',
      kind: 'number',
      value: 1,
      min: 0,
      max: 60,
      group: '督办',
      basis: '十堰市：「先后电话督办会办单位21家，对4家办理进度迟缓的单位下发书面督办函」；日数为本地惯例',
    },
    'ladder.letterAfter': {
      label: '逾期几个工作日起发督办函',
      kind: 'number',
      value: 5,
      min: 1,
      max: 120,
      group: '督办',
      basis: '十堰市：「先后电话督办会办单位21家，对4家办理进度迟缓的单位下发书面督办函」；日数为本地惯例',
    },
    'ladder.letterCalls': {
      label: '电话督办几次未果即发督办函',
      kind: 'number',
      value: 2,
      min: 1,
      max: 10,
      group: '督办',
      basis: '十堰市：「先后电话督办会办单位21家，对4家办理进度迟缓的单位下发书面督办函」；日数为本地惯例',
    },
    'ladder.onsiteAfter': {
      label: '督办函发出后几个工作日未结即现场督办',
      kind: 'number',
      value: 10,
      min: 1,
      max: 120,
      group: '督办',
      basis: '十堰市：「代表建议现场督办」；日数为本地惯例',
    },
    'ladder.interviewAfter': {
      label: '现场督办后几个工作日未结即约谈',
      kind: 'number',
      value: 10,
      min: 1,
      max: 120,
      group: '督办',
      basis: '责令限期整改并报告处理结果（重庆条例第三十八条）；日数为本地惯例',
    },
    'ladder.listAfter': {
      label: '约谈后几个工作日未结即列入移送清单',
      kind: 'number',
      value: 20,
      min: 1,
      max: 120,
      group: '督办',
      basis: '十堰市：「向市委巡察办提供20家被巡察单位承办的358件代表建议相关信息」；日数为本地惯例',
    },
  },
})
