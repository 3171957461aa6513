/**
 * 工作活动: 政情通报会 (B3), 办理成效宣传 (B27), 视察办理工作 (B28), 办理人员培训交流 (B30), 列席会议和应邀参加常委会活动 (C3, C12),
 * 站点建设调研指导 (D7). Planned, announced, held, recorded, archived; who
 * was asked answers, who came is counted, and a unit that was inspected says what it has adopted.
 * Source: 代表法第四十六条(知情知政)、第二十九条(视察)；各地办法关于宣传、培训的规定.
 */
import { type Arrow, defineProcess, type View } from '../../kernel/process.ts'
import { actions } from './actions.ts'

const office = ['daf_staff', 'daf_head'] as const
const unit = ['attendee:unit_officer', 'attendee:unit_leader'] as const
const span = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) =>
  ({ label, kind: 'span', value: [n, unit], basis, group: '工作活动', min: 1, max: 200 }) as const
const coming = {
  confirmed: { label: '将参加', idle: true },
  declined: { label: '请假', idle: true, undone: true },
  present: { label: '已参加', idle: true },
  absent: { label: '缺席', idle: true },
} as const
const asked = { listed: { label: '待通知', idle: true }, invited: { label: '待答复' } } as const
const owing = (v: View) => v.parties.filter((p) => p.step === 'owing')
/** A committee's own activity is its own business; the office may always help. */
const committees = (v: View) => v.parties.some((p) => p.role === 'organiser')
const both = ({ duty, ...a }: Omit<Arrow, 'by'>): Arrow[] => [
  ...(duty
    ? [
        { ...a, by: office, duty, when: (v: View) => !committees(v) },
        { ...a, by: office, when: committees },
      ]
    : [{ ...a, by: office }]),
  { ...a, by: ['organiser:committee'], ...(duty ? { duty } : {}) },
]

export const gathering = defineProcess({
  name: 'gathering',
  label: '工作活动',
  start: 'planned',
  reads: {
    all: ['daf_staff', 'daf_head', 'motion_group', 'gov_office', 'sc_leader', 'committee'],
    own: ['deputy', 'unit_officer', 'unit_leader'],
  },
  stages: ['筹备', '通知', '举行', '归档'],
  states: {
    planned: { label: '筹备', stage: '筹备' },
    announced: { label: '已通知', stage: '通知' },
    held: { label: '已举行，待记录', stage: '举行' },
    recorded: { label: '已记录', stage: '举行' },
    archived: { label: '已归档', final: true, stage: '归档' },
    cancelled: { label: '已取消', final: true, cut: true, stage: '归档' },
  },
  parties: {
    guest: { label: '代表', kind: 'deputy', first: 'listed', steps: { ...asked, ...coming } },
    organiser: { label: '组织的委员会', kind: 'unit', first: 'in', steps: { in: { label: '组织', idle: true } } },
    attendee: {
      label: '单位',
      kind: 'unit',
      first: 'listed',
      steps: { ...asked, ...coming, owing: { label: '待反馈采纳情况' }, adopted: { label: '已反馈采纳情况', idle: true } },
    },
  },
  actions: {
    ...actions,
    archive: {
      ...actions.archive,
      needs: (v) =>
        owing(v).length > 0 &&
        `${owing(v)
          .map((p) => p.name)
          .join('、')}还没有反馈采纳情况，反馈后再归档`,
    },
  },
  flow: {
    new: { plan: { by: [...office, 'committee'], to: 'planned' } },
    planned: {
      amend: both({}),
      invite: both({}),
      announce: both({ to: 'announced', duty: 'announce', basis: '本地惯例：活动通知提前送达，便于代表安排时间' }),
      cancel: both({ to: 'cancelled' }),
    },
    announced: {
      amend: both({}),
      invite: both({}),
      confirm: { by: ['guest'], from: ['invited', 'declined'], step: 'confirmed', duty: 'answer' },
      confirmUnit: { by: unit, from: ['invited', 'declined'], step: 'confirmed', duty: 'answer' },
      decline: [
        { by: ['guest'], from: ['invited', 'confirmed'], step: 'declined' },
        { by: unit, from: ['invited', 'confirmed'], step: 'declined' },
      ],
      hold: both({ to: 'held', duty: 'hold' }),
      cancel: both({ to: 'cancelled' }),
    },
    held: { record: both({ to: 'recorded', duty: 'record' }) },
    recorded: {
      amendRecord: both({}),
      adopt: { by: unit, from: ['owing'], step: 'adopted', duty: 'adopt', basis: '代表法第三十一条：研究处理情况应当及时向代表反馈' },
      addMedia: both({}),
      archive: both({ to: 'archived', duty: 'archive' }),
    },
    archived: { addMedia: both({}) },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    announce: {
      label: '发出活动通知',
      of: 'matter',
      rule: 'gathering.announce',
      states: ['planned'],
      warn: [2, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.announceBy, why: `活动定于${v.matter.data.heldOn}举行，应按本地规定提前通知` }),
    },
    answer: {
      label: '答复是否参加',
      of: ['guest', 'attendee'],
      basis: '本地惯例：活动通知确定',
      states: ['announced'],
      steps: ['invited'],
      warn: [1],
      late: 'lapse',
      done: ['decline'],
      until: (v) => ({ on: v.matter.data.heldOn, why: '活动举行的日期' }),
    },
    hold: {
      label: '举行活动并登记出席',
      of: 'matter',
      basis: '本地惯例：活动通知确定',
      states: ['announced'],
      warn: [1, 0],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.heldOn, why: '活动通知确定的日期' }),
    },
    record: { label: '记录活动情况', of: 'matter', rule: 'gathering.record', states: ['held'], warn: [2], late: 'lapse' },
    adopt: { label: '反馈采纳情况', of: ['attendee'], rule: 'gathering.adopt', states: ['recorded'], steps: ['owing'], warn: [5], late: 'lapse' },
    archive: { label: '归档', of: 'matter', rule: 'gathering.archive', states: ['recorded'], warn: [5], late: 'lapse' },
  },
  rules: {
    'gathering.announce': span('活动前多少个工作日发通知', 3, 'WD', '本地惯例：一般提前三天通知'),
    'gathering.record': span('活动后记录', 5, 'WD', '本地惯例'),
    'gathering.adopt': span('单位反馈采纳情况', 1, 'MONTH', '研究处理情况应当及时向代表反馈（代表法第三十一条）；一个月为本地惯例'),
    'gathering.archive': span('活动材料归档', 2, 'MONTH', '本地惯例'),
  },
})
