/**
 * 评优 (B26): once a year the good suggestions and the good handling are nominated, scored by judges who do not see each other's
 * scores, decided by the council of chairpersons within the quota, and announced. Source: 代表法第五十二条（办理工作的考核和表彰）.
 */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { choice, day, list, matterRef, maybe, maybeUnit, oneSeat, pastDay, pick, picks, text, whole } from '../../kernel/words.ts'

/** The four awards. */
export const KINDS = { suggestion: '优秀代表建议', case: '优秀承办件', unit: '先进承办单位', person: '先进办理个人' }
export type AwardKind = keyof typeof KINDS
const daf = ['daf_staff', 'daf_head'] as const
const quota = (label: string) => whole(label, { min: 0, max: 200 })

export const award = defineProcess({
  name: 'award',
  label: '评优',
  start: 'nominated',
  // What was announced is announced to all who might have won; before that the judges and the offices that nominate.
  reads: {
    all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'],
    open: { states: ['announced'], to: ['deputy', 'delegation_officer', 'motion_group', 'unit_officer', 'unit_leader'] },
  },
  stages: ['推荐', '评审', '决定', '公布'],
  states: {
    nominated: { label: '推荐中', stage: '推荐' },
    reviewed: { label: '评审中', stage: '评审' },
    decided: { label: '已决定，待公布', stage: '决定' },
    announced: { label: '已公布', final: true, stage: '公布' },
    dropped: { label: '已取消', final: true, cut: true, stage: '公布' },
  },
  parties: {
    judge: {
      label: '评委',
      kind: 'seat',
      first: 'waiting',
      unnamed: true,
      steps: { waiting: { label: '待评审', idle: true }, scoring: { label: '评审' }, scored: { label: '已评分', idle: true } },
    },
    winner: { label: '获表彰代表', kind: 'deputy', first: 'praised', steps: { praised: { label: '获表彰', idle: true } } },
    praised: { label: '获表彰单位', kind: 'unit', first: 'praised', steps: { praised: { label: '获表彰', idle: true } } },
  },
  actions: {
    call: {
      label: '布置评优',
      says: '{actor}布置{year}年度评优，评委{count}名',
      also: ['count'],
      creates: true,
      input: z.object({
        year: whole('年度', { min: 2000, max: 2100 }),
        nominateBy: day('推荐截止日期'),
        suggestions: quota('优秀代表建议（名额）'),
        cases: quota('优秀承办件（名额）'),
        units: quota('先进承办单位（名额）'),
        people: quota('先进办理个人（名额）'),
        judges: list('评委', z.object({ seat: oneSeat('评委', 'sc_leader,committee,gov_office,daf_head') }), { max: 30 }),
        note: maybe('评选条件', { max: 2000, rows: 3 }),
      }),
    },
    nominate: {
      label: '推荐',
      // Who stood and did not win stays out of the timeline, which everybody reads in the end.
      says: '{actor}推荐{kindName}一个',
      also: ['kindName'],
      primary: true,
      secret: ['suggestion', 'unit', 'name', 'reason'],
      input: z.object({
        kind: choice('奖项', KINDS),
        suggestion: matterRef('建议', { among: 'suggestion', when: { field: 'kind', in: ['suggestion', 'case'] } }).optional(),
        unit: maybeUnit('承办单位', { when: { field: 'kind', in: ['case', 'unit', 'person'] } }),
        name: maybe('姓名', { max: 40, when: { field: 'kind', in: ['person'] } }),
        reason: text('推荐理由', { max: 1000, rows: 3 }),
      }),
    },
    unnominate: { label: '撤销推荐', says: '{actor}撤销一个推荐', secret: ['nominee'], input: z.object({ nominee: pick('推荐对象') }) },
    startReview: { label: '开始评审', says: '{actor}结束推荐，{count}个对象进入评审', also: ['count'], primary: true, confirm: '开始后不能再推荐' },
    score: {
      label: '评分',
      says: '{actor}完成评分',
      primary: true,
      secret: ['scores'],
      input: z.object({
        scores: list('评分', z.object({ nominee: pick('推荐对象'), score: whole('分数（0—100）', { min: 0, max: 100 }) }), { max: 500, given: 'nominee' }),
      }),
      confirm: '每名评委评一次，提交后不能修改',
    },
    excuse: { label: '评委不参加', says: '{actor}登记一名评委不参加：{reason}', input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }) },
    decide: {
      label: '主任会议决定',
      says: '主任会议（{meetingOn}）决定表彰{count}个',
      also: ['count'],
      primary: true,
      secret: ['winners', 'note'],
      input: z.object({ meetingOn: pastDay('主任会议日期'), winners: picks('表彰对象'), note: maybe('未按评分次序确定的，说明理由', { max: 500, rows: 2 }) }),
    },
    announce: {
      label: '公布',
      says: '{actor}以{docNo}公布表彰决定',
      primary: true,
      input: z.object({ docNo: text('表彰决定文号', { max: 60 }), on: pastDay('公布日期') }),
      credit: '获得表彰',
    },
    drop: { label: '取消', says: '{actor}取消本次评优：{reason}', danger: true, input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }) },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { call: { by: daf, to: 'nominated' } },
    nominated: {
      nominate: { by: [...daf, 'gov_office', 'committee'] },
      unnominate: { by: daf },
      startReview: { by: daf, to: 'reviewed', duty: 'nominate' },
      drop: { by: daf, to: 'dropped' },
    },
    reviewed: {
      score: { by: ['judge'], from: ['scoring'], step: 'scored', duty: 'review' },
      excuse: { by: daf, on: ['judge'], from: ['scoring'] },
      decide: { by: ['daf_head', 'sc_leader'], to: 'decided', duty: 'decide' },
      drop: { by: daf, to: 'dropped' },
    },
    decided: { announce: { by: daf, to: 'announced', duty: 'announce' } },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    nominate: {
      label: '推荐',
      of: 'matter',
      rule: 'clock.awardNominate',
      states: ['nominated'],
      warn: [3, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.nominateBy, why: '布置评优时确定的推荐截止日期' }),
    },
    review: { label: '评审', of: ['judge'], rule: 'clock.awardReview', states: ['reviewed'], steps: ['scoring'], warn: [3, 0], late: 'lapse' },
    decide: { label: '提请主任会议决定', of: 'matter', rule: 'clock.awardDecide', states: ['reviewed'], warn: [3, 0], late: 'lapse' },
    announce: { label: '公布', of: 'matter', rule: 'clock.awardAnnounce', states: ['decided'], warn: [3, 0], late: 'lapse' },
  },
  rules: {
    'clock.awardNominate': { label: '评优推荐', kind: 'span', value: [10, 'WD'], min: 1, max: 120, group: '评优', basis: '本地惯例' },
    'clock.awardReview': { label: '评优评审', kind: 'span', value: [10, 'WD'], min: 1, max: 60, group: '评优', basis: '本地惯例' },
    'clock.awardDecide': { label: '评优提请主任会议', kind: 'span', value: [20, 'WD'], min: 1, max: 120, group: '评优', basis: '本地惯例' },
    'clock.awardAnnounce': { label: '表彰决定公布', kind: 'span', value: [10, 'WD'], min: 1, max: 60, group: '评优', basis: '本地惯例' },
    'award.trim': {
      label: '评委达到几名时去掉一个最高分和一个最低分',
      kind: 'number',
      value: 5,
      min: 3,
      max: 30,
      group: '评优',
      basis: '本地惯例',
    },
  },
})
