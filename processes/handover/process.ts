/**
 * 交办会 (B12): suggestions whose units are settled are handed over at one meeting; each unit signs the 交办书 for its items, on the spot
 * or afterwards, and that signature is its sign-for. Source: 上海规定第十五条(会后一个月内召开交办会); 代表法第五十一条.
 */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { choice, day, files, list, matterRefs, maybe, oneUnit, pastDay, text } from '../../kernel/words.ts'

export const KINDS = { session: '大会建议交办会', recess: '闭会建议交办会', topic: '专题交办' }
const office = ['motion_group', 'daf_staff', 'daf_head'] as const

export const handover = defineProcess({
  name: 'handover',
  label: '交办会',
  start: 'planned',
  reads: { all: ['motion_group', 'daf_staff', 'daf_head', 'gov_office', 'sc_leader'], own: ['unit_officer', 'unit_leader'] },
  stages: ['筹备', '签署', '完成'],
  states: {
    planned: { label: '待召开', stage: '筹备' },
    signing: { label: '签署交办书', stage: '签署' },
    closed: { label: '已完成', final: true, stage: '完成' },
    cancelled: { label: '已取消', final: true, cut: true, stage: '完成' },
  },
  parties: {
    unit: { label: '承接单位', kind: 'unit', first: 'listed', steps: { listed: { label: '待签署' }, signed: { label: '已签署', idle: true } } },
  },
  actions: {
    plan: {
      label: '筹备交办会',
      says: '{actor}筹备{title}，拟交办{count}件',
      also: ['count'],
      creates: true,
      input: z.object({
        title: text('会议名称', { max: 60, help: '如：市六届人大五次会议代表建议交办会' }),
        kind: choice('形式', KINDS),
        heldOn: day('召开日期'),
        place: text('地点', { max: 60 }),
        items: matterRefs('交办的建议', 'suggestion', { max: 400, help: '承办单位已经商定（预交办）的建议；可以以后再加' }),
      }),
    },
    addItems: {
      label: '增减建议',
      says: '{actor}调整交办清单，现有{count}件',
      also: ['count'],
      input: z.object({ items: matterRefs('交办的建议', 'suggestion', { max: 400 }) }),
    },
    hold: {
      label: '会上交办',
      says: '{actor}在交办会上交办{count}件，{units}个单位承接',
      also: ['count', 'units'],
      primary: true,
      input: z.object({
        handedBy: text('交办人', { max: 60 }),
        leaders: maybe('出席领导', { max: 200 }),
        note: maybe('会议要求', { max: 2000, rows: 4 }),
        attachments: files('会议材料'),
      }),
      confirm: '清单上的建议将按商定的方案正式交办，答复期限从今天起算',
    },
    setRota: {
      label: '排驻会值守',
      says: '{actor}排定驻会值守{count}人次，{units}个单位',
      also: ['count', 'units'],
      secret: ['rota'],
      input: z.object({
        rota: list(
          '值守安排',
          z.object({
            unit: oneUnit('承办单位', { among: 'handling' }),
            on: day('日期'),
            person: text('值守人员', { max: 30 }),
            phone: maybe('电话', { max: 30 }),
          }),
          { max: 300, help: '大会期间各承办单位每天派谁驻会，即交即办；填写的是全部安排' },
        ),
      }),
      basis: '十堰市：即交即办，「安排专人驻会值守」',
    },
    signBook: {
      label: '签署交办书',
      says: '{party}签署交办书，{signer}签字，承接{count}件',
      also: ['count'],
      primary: true,
      input: z.object({ signer: text('承接人', { max: 40 }), on: pastDay('签署日期'), scan: files('交办书扫描件') }),
      basis: '毕节市：「现场交办218件代表建议、审议发言建议并签订交办书」',
    },
    cancel: { label: '取消会议', says: '{actor}取消了交办会：{reason}', danger: true, input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }) },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { plan: { by: office, to: 'planned', basis: '上海规定第十五条' } },
    planned: {
      addItems: { by: office },
      setRota: { by: office },
      hold: { by: office, to: 'signing', duty: 'meeting' },
      cancel: { by: office, to: 'cancelled' },
    },
    signing: {
      setRota: { by: office },
      signBook: [
        { by: ['unit:unit_officer', 'unit:unit_leader'], from: ['listed'], step: 'signed', to: ['closed'], duty: 'signBook' },
        { by: office, on: ['unit'], from: ['listed'], step: 'signed', to: ['closed'] },
      ],
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    meeting: {
      label: '召开交办会',
      of: 'matter',
      rule: 'clock.meeting',
      states: ['planned'],
      warn: [3, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.heldOn, why: '会议通知确定的召开日期' }),
    },
    signBook: { label: '签署交办书', of: ['unit'], rule: 'clock.signBook', states: ['signing'], steps: ['listed'], warn: [1, 0], late: 'lapse' },
  },
  rules: {
    'clock.meeting': {
      label: '会后召开交办会',
      kind: 'span',
      value: [1, 'MONTH'],
      min: 1,
      max: 90,
      group: '交办会',
      basis: '大会闭会后一个月内（上海规定第十五条）',
    },
    'clock.signBook': {
      label: '签署交办书',
      kind: 'span',
      value: [3, 'WD'],
      min: 1,
      max: 30,
      group: '交办会',
      basis: '毕节市：现场交办「并签订交办书」；时限为本地惯例',
    },
  },
})
