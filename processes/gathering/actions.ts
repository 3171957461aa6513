/** What is done about a gathering, and what each act asks for. */
import { z } from 'zod'
import type { ProcessDef } from '../../kernel/process.ts'
import { choice, day, files, list, matterRef, matterRefs, maybe, picks, someDeputies, text, units, webLink, whole } from '../../kernel/words.ts'

export const KINDS = {
  briefing: '政情通报会',
  inspection: '视察办理工作',
  exchange: '办理人员培训交流',
  publicity: '办理成效宣传',
  attend: '列席常委会会议',
  talk: '会前列席代表座谈会',
  visit: '参加常委会视察',
  lawmaking: '参加立法调研',
  enforcement: '参加执法检查',
  supervision: '参加建议督办',
  invited: '参加常委会其他活动',
  guidance: '站点建设调研指导',
}
/** To what the standing committee and its committees invite deputies. */
export const INVITING: readonly string[] = ['attend', 'talk', 'visit', 'lawmaking', 'enforcement', 'supervision', 'invited']
/** After these each unit says what it has adopted of the deputies' opinions. */
export const ANSWERED: readonly string[] = ['inspection', ...INVITING]
export const ADOPTED = { adopted: '采纳', partly: '部分采纳', explained: '解释说明', not: '未采纳' }

const plan = {
  title: text('名称', { max: 80, help: '如：上半年政情通报会' }),
  kind: choice('类别', KINDS),
  heldOn: day('日期'),
  place: text('地点', { max: 100 }),
  topics: text('议题', { max: 3000, rows: 4, help: '一项一行：通报什么、看什么、讲什么' }),
  speakers: maybe('通报、讲解、授课人', { max: 300, rows: 2, help: '姓名和职务，一人一行' }),
  agenda: maybe('列席的议程', {
    max: 2000,
    rows: 3,
    help: '一行一项，如：听取和审议关于上半年国民经济和社会发展计划执行情况的报告',
    when: { field: 'kind', in: ['attend'] },
  }),
  meeting: matterRef('为哪一次列席的会议座谈', { among: 'gathering', when: { field: 'kind', in: ['talk'] } }).optional(),
  stations: matterRefs('调研指导的站点', 'station', { max: 100, when: { field: 'kind', in: ['guidance'] } }),
  items: matterRefs('视察、宣传的建议', 'suggestion', { max: 100, when: { field: 'kind', in: ['inspection', 'publicity'] } }),
}
export const MEDIA_LEVELS = { national: '国家级', province: '省级', city: '市级', county: '县级', self: '自媒体' }
const media = list(
  '媒体报道',
  z.object({
    outlet: text('媒体', { max: 40 }),
    level: choice('层级', MEDIA_LEVELS),
    title: text('标题', { max: 120 }),
    adopted: whole('采用篇次', { min: 1, max: 1000, help: '几家采用、转载就是几篇次' }).default(1),
    url: webLink('网址', { help: '以 https:// 开头' }),
  }),
  { max: 50 },
)
const record = {
  summary: text('活动情况', { max: 20000, rows: 8, help: '通报、视察、交流的主要内容；可作为纪要或报告' }),
  opinions: list(
    '代表提出的意见',
    z.object({ opinion: text('意见', { max: 1000, rows: 2 }), by: maybe('提出人', { max: 40 }), about: maybe('涉及的议程、建议或单位', { max: 100 }) }),
    { max: 50 },
  ),
}

export const actions = {
  plan: {
    label: '筹备活动',
    says: '{actor}筹备{what}「{title}」，拟请代表{deputies}位、单位{units}个',
    also: ['what', 'deputies', 'units'],
    creates: true,
    input: z.object({ ...plan, guests: someDeputies('邀请的代表', { help: '会前座谈不选的，就是会议邀请的那些代表' }), hosts: units('参加或受视察的单位') }),
  },
  amend: { label: '修改安排', says: '{actor}修改了活动安排', input: z.object(plan) },
  invite: {
    label: '增加邀请',
    says: '{actor}增加邀请代表{deputies}位、单位{units}个',
    also: ['deputies', 'units'],
    input: z.object({ guests: someDeputies('邀请的代表'), hosts: units('参加或受视察的单位') }),
  },
  announce: {
    label: '发出通知',
    says: '{actor}发出活动通知，通知代表{deputies}位、单位{units}个',
    also: ['deputies', 'units'],
    primary: true,
    input: z.object({ notice: text('通知正文', { max: 5000, rows: 8 }) }),
  },
  confirm: { label: '参加', says: '{party}将参加', primary: true },
  confirmUnit: {
    label: '确认参加',
    says: '{party}将参加',
    primary: true,
    input: z.object({ people: text('参加人员', { max: 300, rows: 2, help: '姓名和职务，一人一行' }) }),
  },
  decline: { label: '请假', says: '{party}请假', input: z.object({ reason: text('请假原因', { max: 200, rows: 2 }) }), secret: ['reason'] },
  hold: {
    label: '登记出席',
    says: '{actor}登记出席：应到{due}，实到{came}，请假{away}，缺席{missing}',
    also: ['due', 'came', 'away', 'missing'],
    primary: true,
    input: z.object({ present: picks('到会的代表和单位'), signIn: files('签到表') }),
    credit: '参加工作活动',
  },
  record: {
    label: '记录活动情况',
    says: '{actor}记录活动情况，代表提出意见{count}条',
    also: ['count'],
    primary: true,
    input: z.object({ ...record, media, attachments: files('照片、材料、报告') }),
  },
  amendRecord: { label: '补充记录', says: '{actor}补充了活动记录', input: z.object(record) },
  adopt: {
    label: '反馈采纳情况',
    says: '{party}反馈对代表意见的采纳情况：{words}',
    also: ['words'],
    primary: true,
    input: z.object({ adopted: choice('采纳情况', ADOPTED), text: text('采纳吸收情况', { max: 5000, rows: 5, help: '逐条说明采纳了什么、怎么改、何时完成' }) }),
  },
  addMedia: { label: '增加媒体报道', says: '{actor}增加媒体报道{count}篇', also: ['count'], input: z.object({ media }) },
  archive: { label: '归档', says: '{actor}将活动材料归档' },
  cancel: {
    label: '取消活动',
    says: '{actor}取消了活动：{reason}',
    danger: true,
    input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }),
  },
  lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
  redate: { label: '重算期限', says: '{why}', also: ['why'] },
} as const satisfies ProcessDef['actions']
