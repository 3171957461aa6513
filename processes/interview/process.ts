/** 现场督办和约谈 (B22, B31): planned, held with its demands, followed until settled. Source: 山东条例第三十条、重庆条例第三十八条. */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { choice, day, dueDay, files, maybe, oneUnit, picks, text } from '../../kernel/words.ts'

export const KINDS = { onsite: '现场督办', interview: '约谈' }
const daf = ['daf_staff', 'daf_head'] as const

export const interview = defineProcess({
  name: 'interview',
  label: '现场督办和约谈',
  start: 'planned',
  // As with a letter: the unit talked to, and the deputies whose suggestions the talk is about.
  reads: {
    all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'],
    own: ['unit_officer', 'unit_leader'],
    linked: { states: ['planned', 'mending', 'closed'], to: ['deputy'] },
  },
  stages: ['安排', '整改', '办结'],
  states: {
    planned: { label: '已安排', stage: '安排' },
    mending: { label: '整改中', stage: '整改' },
    closed: { label: '已办结', final: true, stage: '办结' },
    dropped: { label: '已取消', final: true, cut: true, stage: '办结' },
  },
  parties: {
    unit: {
      label: '被督办单位',
      kind: 'unit',
      first: 'called',
      steps: { called: { label: '待到场', idle: true }, mending: { label: '整改中' }, reported: { label: '已报告整改', idle: true } },
    },
  },
  actions: {
    arrange: {
      label: '安排现场督办或约谈',
      says: '{actor}安排{kindName}：{count}件',
      also: ['kindName', 'count'],
      creates: true,
      input: z.object({
        kind: choice('形式', KINDS),
        unit: oneUnit('单位'),
        items: picks('督办事项'),
        heldOn: day('日期'),
        place: text('地点', { max: 60 }),
        leader: text('主持领导', { max: 60 }),
      }),
    },
    hold: {
      label: '登记情况',
      says: '{actor}登记{people}参加，提出要求',
      primary: true,
      input: z.object({
        people: text('参加人', { max: 300, rows: 2 }),
        record: text('情况', { max: 5000, rows: 5 }),
        demands: text('要求', { max: 2000, rows: 3 }),
        deadline: dueDay('整改期限'),
        attachments: files('照片、材料'),
      }),
    },
    reportBack: {
      label: '报告整改情况',
      says: '{actor}（{party}）报告了整改情况',
      primary: true,
      input: z.object({ report: text('整改情况', { max: 5000, rows: 5 }), attachments: files('佐证') }),
    },
    finish: { label: '办结', says: '{actor}确认办结：{opinion}', primary: true, input: z.object({ opinion: text('结论', { max: 1000, rows: 2 }) }) },
    drop: { label: '取消', says: '{actor}取消：{reason}', danger: true, input: z.object({ reason: maybe('原因', { max: 300, rows: 2 }) }) },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { arrange: { by: daf, to: 'planned' } },
    planned: { hold: { by: daf, on: ['unit'], step: 'mending', to: 'mending', duty: 'held' }, drop: { by: daf, to: 'dropped' } },
    mending: {
      reportBack: { by: ['unit:unit_officer', 'unit:unit_leader'], from: ['mending'], step: 'reported', duty: 'mend' },
      finish: { by: daf, to: 'closed', duty: 'settle' },
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    held: {
      label: '到场督办',
      of: 'matter',
      basis: '十堰市：「代表建议现场督办」',
      states: ['planned'],
      warn: [1, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.heldOn, why: '通知确定的日期' }),
    },
    mend: {
      label: '整改',
      of: ['unit'],
      rule: 'clock.mend',
      states: ['mending'],
      steps: ['mending'],
      warn: [3, 0],
      late: 'lapse',
      until: (v) => v.matter.data.deadline && { on: v.matter.data.deadline, why: '督办时提出的整改期限' },
    },
    settle: { label: '确认整改', of: 'matter', rule: 'clock.settle', states: ['mending'], warn: [3, 0], late: 'lapse' },
  },
  rules: {
    'clock.mend': {
      label: '约谈后的整改',
      kind: 'span',
      value: [20, 'WD'],
      min: 1,
      max: 120,
      group: '督办',
      basis: '责令限期整改并报告处理结果（重庆条例第三十八条）；日数为本地惯例',
    },
    'clock.settle': { label: '确认整改情况', kind: 'span', value: [2, 'MONTH'], min: 1, max: 120, group: '督办', basis: '本地惯例' },
  },
})
