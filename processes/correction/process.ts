/**
 * 挂号督办、限期改正、通报批评 (B22, domain §2.6 steps 5 and 6): what comes when talks did not help. The item is hung with a day; the council of
 * chairpersons may order correction within a time; who does not correct is criticised in a circular.
 */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { day, files, maybe, oneUnit, picks, text } from '../../kernel/words.ts'

const daf = ['daf_staff', 'daf_head'] as const
const head = ['daf_head'] as const
const unit = ['unit:unit_officer', 'unit:unit_leader'] as const
const ORDER = '山东条例第三十条、重庆条例第三十八条'
const meeting = { meeting: text('会议名称', { max: 60, help: '如：第五十一次主任会议' }), meetingOn: day('会议日期') }

export const correction = defineProcess({
  name: 'correction',
  label: '挂号督办和限期改正',
  start: 'hung',
  // As with a letter and a talk: the unit it is about, and the deputies whose suggestions it presses.
  reads: {
    all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'],
    own: ['unit_officer', 'unit_leader'],
    linked: { states: ['hung', 'deciding', 'ordered', 'corrected', 'closed', 'criticised'], to: ['deputy'] },
  },
  stages: ['挂号督办', '主任会议', '限期改正', '办结'],
  states: {
    hung: { label: '挂号督办中', stage: '挂号督办' },
    deciding: { label: '待主任会议决定', stage: '主任会议' },
    ordered: { label: '限期改正中', stage: '限期改正' },
    corrected: { label: '待认定改正情况', stage: '限期改正' },
    closed: { label: '已销号', final: true, stage: '办结' },
    criticised: { label: '已通报批评', final: true, stage: '办结' },
  },
  parties: {
    unit: {
      label: '被督办单位',
      kind: 'unit',
      first: 'hung',
      steps: {
        hung: { label: '挂号办理中' },
        reported: { label: '已报告办理情况', idle: true },
        ordered: { label: '限期改正中' },
        corrected: { label: '已报告改正情况', idle: true },
      },
    },
  },
  actions: {
    hang: {
      label: '挂号督办',
      says: '{actor}挂号督办：{count}件，限{due}前办结',
      also: ['count', 'due'],
      creates: true,
      input: z.object({
        unit: oneUnit('单位'),
        items: picks('督办事项').max(200, '一次最多挂号 200 件'),
        until: day('办结时限'),
        demand: text('督办要求', { max: 2000, rows: 3 }),
      }),
      basis: '本地惯例',
    },
    report: {
      label: '报告办理情况',
      says: '{actor}（{party}）报告了办理情况',
      primary: true,
      input: z.object({ report: text('办理情况', { max: 5000, rows: 5 }), attachments: files('佐证') }),
    },
    settle: { label: '销号', says: '{actor}确认办结销号：{opinion}', input: z.object({ opinion: text('结论', { max: 1000, rows: 2 }) }) },
    raise: {
      label: '提请主任会议责令限期改正',
      says: '{actor}提请主任会议责令{party}限期改正：{reason}',
      input: z.object({ reason: text('理由', { max: 1000, rows: 3 }) }),
      basis: ORDER,
    },
    order: {
      label: '登记主任会议决定：限期改正',
      says: '{meeting}决定责令{party}于{until}前改正',
      primary: true,
      input: z.object({ ...meeting, until: day('改正期限'), demands: text('改正要求', { max: 2000, rows: 3 }) }),
      basis: ORDER,
    },
    keepHung: {
      label: '登记主任会议决定：继续挂号督办',
      says: '{meeting}决定继续挂号督办',
      input: z.object({ ...meeting, until: day('办结时限') }),
    },
    correct: {
      label: '报告改正情况',
      says: '{actor}（{party}）报告了改正情况',
      primary: true,
      input: z.object({ report: text('改正情况', { max: 5000, rows: 5 }), attachments: files('佐证') }),
    },
    accept: {
      label: '认定已经改正，销号',
      says: '{actor}认定已经改正，销号：{opinion}',
      primary: true,
      input: z.object({ opinion: text('结论', { max: 1000, rows: 2 }) }),
    },
    insist: {
      label: '退回再改',
      says: '{actor}认为改正不到位，请{party}于{until}前再改：{reason}',
      input: z.object({ until: day('改正期限'), reason: text('不足之处', { max: 1000, rows: 2 }) }),
    },
    criticise: {
      label: '登记主任会议决定：通报批评',
      says: '{meeting}决定对{party}通报批评：{reason}',
      danger: true,
      confirm: '通报批评送达该单位，并抄告政府办公室、主任会议成员和有关委员会',
      input: z.object({ ...meeting, reason: text('事实和理由', { max: 2000, rows: 4 }), advice: maybe('对有关机关的建议', { max: 500, rows: 2 }) }),
      needs: (v) =>
        v.matter.state === 'ordered' &&
        !!v.party?.data.until &&
        v.today <= v.party.data.until &&
        `改正期限到${v.party.data.until}，期限届满仍不改正的才通报批评`,
      basis: ORDER,
    },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { hang: { by: daf, to: 'hung' } },
    hung: {
      report: { by: unit, from: ['hung'], step: 'reported', duty: 'hung' },
      settle: { by: head, to: 'closed', duty: 'check' },
      raise: { by: daf, on: ['unit'], to: 'deciding' },
    },
    deciding: {
      order: { by: head, on: ['unit'], step: 'ordered', to: 'ordered', duty: 'decide', basis: ORDER },
      keepHung: { by: head, on: ['unit'], step: 'hung', to: 'hung' },
    },
    ordered: {
      correct: { by: unit, from: ['ordered'], step: 'corrected', to: 'corrected', duty: 'correct' },
      criticise: { by: head, on: ['unit'], to: 'criticised', basis: ORDER },
    },
    corrected: {
      accept: { by: head, to: 'closed', duty: 'judge' },
      insist: { by: daf, on: ['unit'], step: 'ordered', to: 'ordered' },
      criticise: { by: head, on: ['unit'], to: 'criticised', basis: ORDER },
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    hung: {
      label: '挂号件办理',
      of: ['unit'],
      basis: '本地惯例',
      states: ['hung'],
      steps: ['hung'],
      warn: [3, 0],
      late: 'lapse',
      until: (_v, p) => p?.data.until && { on: p.data.until, why: '挂号时载明的办结时限' },
    },
    check: { label: '挂号件销号', of: 'matter', rule: 'clock.hungCheck', states: ['hung'], warn: [5, 0], late: 'lapse' },
    decide: { label: '主任会议决定', of: 'matter', rule: 'clock.hungDecide', states: ['deciding'], warn: [3, 0], late: 'lapse' },
    correct: {
      label: '限期改正',
      of: ['unit'],
      basis: ORDER,
      states: ['ordered'],
      steps: ['ordered'],
      warn: [3, 0],
      late: 'lapse',
      until: (_v, p) => p?.data.until && { on: p.data.until, why: '主任会议责令改正的期限' },
    },
    judge: { label: '认定改正情况', of: 'matter', rule: 'clock.correctJudge', states: ['corrected'], warn: [2, 0], late: 'lapse' },
  },
  rules: {
    'clock.hungCheck': { label: '挂号件销号', kind: 'span', value: [3, 'MONTH'], min: 1, max: 12, group: '督办', basis: '本地惯例' },
    'clock.hungDecide': { label: '主任会议决定', kind: 'span', value: [1, 'MONTH'], min: 1, max: 12, group: '督办', basis: '本地惯例' },
    'clock.correctJudge': { label: '认定改正情况', kind: 'span', value: [10, 'WD'], min: 1, max: 60, group: '督办', basis: '本地惯例' },
  },
})
