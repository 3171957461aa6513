/** What is done about a reception day, and what each act asks for. */
import { z } from 'zod'
import { choice, day, deputies, files, maybe, maybeUnit, mobile, oneSeat, pick, someDeputies, text, units, webLink, whole } from '../../kernel/words.ts'
import { CATEGORIES, OUTCOMES } from '../common/topics.ts'

export const KINDS = { day: '代表接待日', roving: '流动接待', video: '网络视频接待', leaders: '主任接待代表' }
/** What becomes of what a received deputy said. */
export const WAYS = { suggestion: '请他提出建议', concern: '按社情民意办理', forward: '转有关单位研究', note: '当场答复' }
const clock = (label: string) =>
  z
    .string({ error: `请填写${label}` })
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, `${label}应形如 09:00`)
    .meta({ label, widget: 'text' } as Record<string, unknown>)

const when = {
  heldOn: day('日期'),
  from: clock('开始'),
  to: clock('结束'),
  where: text('地点', { max: 100 }),
  theme: maybe('主题', { max: 100, help: '可不填；如：物业管理专题' }),
  video: webLink('视频链接', { help: '网络视频接待时填；以 https:// 开头' }),
}

export const actions = {
  plan: {
    label: '安排接待日',
    says: '{actor}安排{on}{what}，{whom}{count}位',
    also: ['on', 'what', 'whom', 'count'],
    creates: true as const,
    input: z.object({
      kind: choice('形式', KINDS),
      station: maybeUnit('联络站', { among: 'station' }),
      ...when,
      hosts: someDeputies('接待代表', { among: 'chain', when: { field: 'kind', in: ['day', 'roving', 'video'] } }),
      leader: oneSeat('接待的主任、副主任', 'sc_leader', { when: { field: 'kind', in: ['leaders'] } }).optional(),
      received: someDeputies('受接待的代表', { when: { field: 'kind', in: ['leaders'] } }),
    }),
  },
  amend: { label: '修改安排', says: '{actor}修改了接待安排', input: z.object(when) },
  swap: {
    label: '调整接待代表',
    says: '{actor}把{out}换成{into}',
    also: ['out', 'into'],
    input: z.object({
      out: z
        .string({ error: '请选择换下的代表' })
        .regex(/^[0-9a-f-]{36}$/, '请选择换下的代表')
        .meta({ label: '换下', widget: 'select', dynamic: true } as Record<string, unknown>),
      into: deputies('换上', { among: 'chain', help: '选一位' }),
    }),
  },
  announce: {
    label: '发公告',
    says: '{actor}发布接待公告',
    primary: true as const,
    input: z.object({ notice: text('公告正文', { max: 2000, rows: 6 }) }),
    bulk: true as const,
  },
  confirm: { label: '按时参加', says: '{party}确认参加接待', primary: true as const },
  leave: { label: '请假', says: '{party}请假：{reason}', input: z.object({ reason: text('原因', { max: 200, rows: 2 }) }) },
  signIn: {
    label: '签到',
    says: '{party}签到（{way}）',
    also: ['way'],
    primary: true as const,
    input: z.object({ code: maybe('站内签到码', { max: 6, help: '扫站里的签到码会自动填好；没有可以不填' }) }),
  },
  receive: {
    label: '登记来访',
    says: '{actor}登记第{no}位来访',
    also: ['no'],
    primary: true as const,
    secret: ['title', 'content', 'where', 'visitor', 'phone', 'text'],
    input: z.object({
      visitor: maybe('来访人姓名', { max: 30, help: '加密保存，台账里只显示姓' }),
      phone: mobile('联系电话', { help: '加密保存；留了才能把结果告诉他' }),
      people: whole('同来几人', { min: 1, max: 500 }).default(1),
      title: text('反映什么', { max: 60 }),
      content: text('具体情况', { max: 3000, rows: 5 }),
      category: choice('类别', CATEGORIES),
      where: maybe('地点', { max: 80 }),
      onSpot: choice('怎样处理', { no: '转办', yes: '当场答复' }),
      code: choice('结果', OUTCOMES, { when: { field: 'onSpot', in: ['yes'] } }).optional(),
      text: maybe('答复内容', { max: 3000, rows: 3, when: { field: 'onSpot', in: ['yes'] } }),
      /** When it was really taken down: at a roving stand without a network the entry comes later. */
      takenAt: z.iso
        .datetime()
        .optional()
        .meta({ label: '登记时间', widget: 'hidden' } as Record<string, unknown>),
    }),
  },
  hear: {
    label: '记代表意见',
    says: '{actor}记下{who}的第{no}条意见：{what}',
    also: ['who', 'no', 'what'],
    primary: true as const,
    secret: ['title', 'content', 'text'],
    input: z.object({
      deputy: pick('哪位代表'),
      title: text('一句话', { max: 60 }),
      content: text('具体意见', { max: 3000, rows: 5 }),
      category: choice('类别', CATEGORIES),
      way: choice('怎样处理', WAYS),
      units: units('转给哪些单位', { when: { field: 'way', in: ['forward'] } }),
      text: maybe('当场答复', { max: 3000, rows: 3, when: { field: 'way', in: ['note'] } }),
    }),
  },
  hold: {
    label: '登记到场',
    says: '{actor}登记{whom}到场{count}位，{what}',
    also: ['whom', 'count', 'what'],
    primary: true as const,
    input: z.object({
      came: z
        .array(z.string().regex(/^[0-9a-f-]{36}$/))
        .max(100)
        .meta({ label: '到场的人', widget: 'checks', dynamic: true } as Record<string, unknown>)
        .default([]),
    }),
  },
  record: {
    label: '记录情况',
    says: '{actor}记录接待情况，{what}',
    also: ['what'],
    primary: true as const,
    input: z.object({ summary: maybe('情况', { max: 5000, rows: 5, help: '来访和办理情况由系统汇总，这里写其他要记的' }), attachments: files('照片') }),
  },
  cancel: { label: '取消', says: '{actor}取消接待：{reason}', danger: true as const, input: z.object({ reason: text('原因', { max: 200, rows: 2 }) }) },
  lapse: { label: '逾期', says: '{what}已过{due}', also: ['what', 'due'] },
  redate: { label: '重算期限', says: '{why}', also: ['why'] },
}
