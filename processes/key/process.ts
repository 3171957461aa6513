/**
 * 重点督办 (B21, B31): the council of chairpersons adopts who leads (人大领衔督办), who handles at the government's head (政府领办), which
 * committee is the counterpart; events are recorded until the report. Sources: 代表法第五十二条; 山东条例第十四条、青岛条例第二十一条.
 */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { choice, day, dueDay, files, maybe, maybePlace, oneSeat, text } from '../../kernel/words.ts'

export const CRITERIA = { 重大: '重大、普遍关心', 集中: '反映集中', 综合: '综合性强、难度大', 年度: '年度重点工作' }
export const FORMS = { 调度会: '调度会', 座谈会: '座谈会', 现场督办: '现场督办', 视察: '视察', 专题询问: '专题询问' }
const daf = ['daf_staff', 'daf_head'] as const
/** Apart from the office, which acts on the matter and on none of them. */
const following = ['govLeader', 'committee', 'county:daf_staff', 'county:daf_head'] as const
/** Nothing is left to supervise once the suggestion itself is gone. */
const ending = { by: ['system'], to: 'dropped' } as const

export const key = defineProcess({
  name: 'key',
  label: '重点督办',
  start: 'proposed',
  // 代表全程参与: the deputies and the units of the suggestion read how it is supervised, from the day it is adopted.
  reads: {
    all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'],
    linked: { states: ['supervising', 'reported', 'closed'], to: ['deputy', 'unit_officer', 'unit_leader'] },
  },
  stages: ['提名', '督办', '报告', '办结'],
  states: {
    proposed: { label: '待主任会议确定', stage: '提名' },
    supervising: { label: '督办中', stage: '督办' },
    reported: { label: '已报告', stage: '报告' },
    closed: { label: '已办结', final: true, stage: '办结' },
    dropped: { label: '未列入', final: true, cut: true, stage: '办结' },
  },
  parties: {
    leader: { label: '领衔督办', kind: 'seat', first: 'leading', steps: { leading: { label: '督办', idle: true } } },
    govLeader: { label: '政府领办', kind: 'seat', first: 'leading', steps: { leading: { label: '领办', idle: true } } },
    committee: { label: '对口委员会', kind: 'seat', first: 'following', steps: { following: { label: '跟踪督办', idle: true } } },
    // 市县协同督办: the county's own office, which reads it and records what it did.
    county: { label: '协同督办', kind: 'unit', first: 'following', steps: { following: { label: '协同督办', idle: true } } },
  },
  actions: {
    propose: {
      label: '提名重点督办',
      says: '{actor}提名为重点督办建议（{criterion}）',
      creates: true,
      inner: true,
      input: z.object({ suggestion: text('建议', { max: 36 }), criterion: choice('标准', CRITERIA) }),
    },
    adopt: {
      label: '主任会议确定',
      says: '主任会议（{meetingOn}）确定为重点督办建议，{leaderName}领衔督办，{govName}领办',
      also: ['leaderName', 'govName'],
      primary: true,
      bulk: true,
      input: z.object({
        meetingOn: day('主任会议日期'),
        meeting: maybe('会议名称', { max: 60, help: '如：市人大常委会第五十次主任会议' }),
        leader: oneSeat('人大领衔督办领导', 'sc_leader'),
        govLeader: oneSeat('政府领办领导', 'gov_office', { help: '从政府一方的席位里选；他看得到这件督办，也可以登记督办活动' }),
        committee: oneSeat('对口委员会联系人', 'committee'),
        county: maybePlace('协同督办的县（市、区）', { help: '市县协同督办的，由当地人大一起跟踪' }),
        reportBy: dueDay('督办报告期限'),
        plan: maybe('督办方案', { max: 5000, rows: 5 }),
      }),
      basis: '代表法第五十二条：主任会议可以确定重点督办的建议',
    },
    drop: { label: '不列入', says: '{actor}：未列入重点督办，{reason}', danger: true, input: z.object({ reason: text('说明', { max: 300, rows: 2 }) }) },
    addEvent: {
      label: '登记督办活动',
      says: '{actor}开展{form}（{place}）：{content}',
      primary: true,
      input: z.object({
        form: choice('形式', FORMS),
        on: day('日期'),
        place: text('地点', { max: 60 }),
        people: text('参加人（领导、单位、代表）', { max: 500, rows: 2 }),
        content: text('情况', { max: 3000, rows: 4 }),
        demands: maybe('提出的要求', { max: 2000, rows: 3 }),
        attachments: files('照片、材料'),
      }),
    },
    submitReport: {
      label: '提交督办报告',
      says: '{actor}提交督办报告',
      primary: true,
      input: z.object({ report: text('督办报告', { max: 20000, rows: 10 }), attachments: files('附件') }),
    },
    finish: {
      label: '办结',
      says: '{actor}确认办结：{result}',
      primary: true,
      input: z.object({ result: text('成效', { max: 2000, rows: 3, help: '办好了什么、解决了哪一方面、促进了哪个领域' }) }),
    },
    endWith: { label: '随建议终止', says: '建议{why}，本项随之终止', also: ['why'], inner: true },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { propose: { by: daf, to: 'proposed', basis: '山东条例第十四条、青岛条例第二十一条：四项标准' } },
    proposed: { adopt: { by: ['daf_head'], to: 'supervising', duty: 'adopt' }, drop: { by: ['daf_head'], to: 'dropped' }, endWith: ending },
    supervising: {
      addEvent: [{ by: ['leader'], duty: 'nextEvent' }, { by: following }, { by: daf }],
      submitReport: [
        { by: ['committee'], to: 'reported', duty: 'report' },
        { by: daf, to: 'reported' },
      ],
      endWith: ending,
    },
    reported: {
      finish: { by: ['daf_head'], to: 'closed', duty: 'finish' },
      addEvent: [{ by: ['leader', ...following] }, { by: daf }],
      endWith: ending,
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    adopt: { label: '提请主任会议确定', of: 'matter', rule: 'clock.keyAdopt', states: ['proposed'], warn: [3, 0], late: 'lapse' },
    nextEvent: {
      label: '下一次督办活动',
      of: 'matter',
      rule: 'clock.keyEvent',
      states: ['supervising'],
      warn: [7, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.nextBy, why: v.matter.data.events?.length ? '上一次督办活动之后的间隔' : '确定重点督办之后的间隔' }),
    },
    report: {
      label: '督办报告',
      of: 'matter',
      rule: 'clock.keyReport',
      states: ['supervising'],
      warn: [15, 7, 3, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.reportBy, why: '督办方案确定的报告期限' }),
    },
    finish: { label: '办结确认', of: 'matter', rule: 'clock.keyFinish', states: ['reported'], warn: [3, 0], late: 'lapse' },
  },
  rules: {
    'clock.keyAdopt': {
      label: '重点建议提请主任会议确定',
      kind: 'span',
      value: [20, 'WD'],
      min: 1,
      max: 120,
      group: '重点督办',
      basis: '代表法第五十二条；本地惯例',
    },
    'clock.keyEvent': {
      label: '重点督办活动的间隔',
      kind: 'span',
      value: [2, 'MONTH'],
      min: 1,
      max: 120,
      group: '重点督办',
      basis: '十堰市：「由主任会议成员领衔督办，专（工）委对口督办」；间隔为本地惯例',
    },
    'clock.keyReport': {
      label: '重点督办报告',
      kind: 'span',
      value: [6, 'MONTH'],
      min: 1,
      max: 240,
      group: '重点督办',
      basis: '南京市：「及时跟踪督办并报告落实情况」；时限为本地惯例',
    },
    'clock.keyFinish': { label: '重点督办办结确认', kind: 'span', value: [20, 'WD'], min: 1, max: 120, group: '重点督办', basis: '本地惯例' },
  },
})
