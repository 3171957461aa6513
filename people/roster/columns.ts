/** The columns of a roster: what offices call them, and how each cell is read. */
import * as clean from './clean.ts'

export const FIELDS = [
  'name',
  'sex',
  'birth',
  'ethnicity',
  'party_affiliation',
  'education',
  'degree',
  'profession',
  'employer',
  'post',
  'term',
  'certificate_no',
  'delegation',
  'electoral_unit',
  'tags',
  'state',
  'reason',
  'mobile',
  'office_phone',
  'email',
  'address',
  'postcode',
  'resume',
] as const
export type Field = (typeof FIELDS)[number]

/** Of the person, as in the table; the others belong to the mandate. */
export const PERSON_FIELDS = [
  'name',
  'sex',
  'birth',
  'ethnicity',
  'party_affiliation',
  'education',
  'degree',
  'profession',
  'employer',
  'post',
  'mobile',
  'office_phone',
  'email',
  'address',
  'postcode',
  'resume',
] as const satisfies Field[]

/** Of a person whom another place keeps: what anybody may read of a deputy. */
export const OPEN: ReadonlySet<string> = new Set<Field>(['name', 'sex', 'employer', 'post'])

/** Not shown in a preview in full. */
export const SECRET: ReadonlySet<string> = new Set<Field>(['mobile', 'address', 'email'])

export interface Column {
  field: Field
  header: string
  aliases: string[]
  width: number
  /** Text in, value out; throws `Wrong` with words for the office. Never sees a blank. */
  read: (text: string, today: string) => string
}
/** One column in the file, several here. */
export interface Joint {
  key: 'employer_post' | 'contact'
  header: string
  aliases: string[]
  fields: Field[]
  read: (text: string) => Partial<Record<Field, string>>
}

const text = (max: number) => (t: string) => clean.atMost(t, max)

export const COLUMNS: Column[] = [
  { field: 'name', header: '姓名', aliases: ['代表姓名', '姓名（中文）'], width: 12, read: clean.name },
  { field: 'sex', header: '性别', aliases: [], width: 6, read: clean.oneOf(['男', '女']) },
  { field: 'birth', header: '出生年月', aliases: ['出生日期', '出生年月日', '生日', '出生', '出生时间'], width: 12, read: clean.birth },
  { field: 'ethnicity', header: '民族', aliases: [], width: 9, read: clean.ethnicity },
  { field: 'party_affiliation', header: '党派', aliases: ['政治面貌', '所属党派', '所在党派', '政党'], width: 11, read: text(40) },
  { field: 'education', header: '学历', aliases: ['文化程度'], width: 8, read: text(40) },
  { field: 'degree', header: '学位', aliases: [], width: 8, read: text(40) },
  { field: 'profession', header: '职业', aliases: [], width: 14, read: text(100) },
  { field: 'employer', header: '工作单位', aliases: ['单位', '单位名称', '所在单位', '现工作单位', '现单位'], width: 30, read: text(200) },
  { field: 'post', header: '职务', aliases: ['工作职务', '现任职务', '职务职称', '现职务', '职务名称'], width: 22, read: text(200) },
  { field: 'term', header: '届次', aliases: ['届别', '届'], width: 8, read: clean.term },
  { field: 'certificate_no', header: '代表证号', aliases: ['证号', '代表证编号', '代表证号码', '代表证'], width: 13, read: clean.certificate },
  { field: 'delegation', header: '代表团', aliases: ['所在代表团', '所属代表团', '代表团名称', '代表团组'], width: 16, read: text(60) },
  {
    field: 'electoral_unit',
    header: '选举单位',
    aliases: ['选区', '选区名称', '选举单位名称', '选举单位（选区）', '选举单位或选区', '所在选区'],
    width: 22,
    read: text(100),
  },
  { field: 'tags', header: '结构标签', aliases: ['代表结构', '结构', '代表类别', '代表构成', '代表身份'], width: 20, read: clean.tags },
  { field: 'state', header: '状态', aliases: ['代表状态', '资格状态'], width: 8, read: clean.state },
  { field: 'reason', header: '变动原因', aliases: ['终止原因'], width: 14, read: text(200) },
  { field: 'mobile', header: '手机号码', aliases: ['手机', '手机号', '移动电话', '联系手机', '本人手机', '电话（手机）'], width: 14, read: clean.mobile },
  { field: 'office_phone', header: '办公电话', aliases: ['单位电话', '座机', '固定电话', '办公室电话', '座机号码'], width: 15, read: clean.phone },
  { field: 'email', header: '邮箱', aliases: ['电子邮箱', '电子邮件', '邮箱地址', '电子信箱', 'e-mail', 'email'], width: 20, read: clean.email },
  { field: 'address', header: '通讯地址', aliases: ['通信地址', '联系地址', '地址', '邮寄地址', '单位地址'], width: 30, read: text(200) },
  { field: 'postcode', header: '邮编', aliases: ['邮政编码'], width: 8, read: clean.postcode },
  { field: 'resume', header: '简历', aliases: ['个人简历', '主要简历', '工作简历'], width: 20, read: text(5000) },
]

export const JOINTS: Joint[] = [
  {
    key: 'employer_post',
    header: '工作单位及职务',
    aliases: ['单位职务', '现工作单位职务', '工作单位现任职务', '单位现任职务', '所在单位职务', '现任职务单位', '工作单位职业', '工作单位职务职称'],
    fields: ['employer', 'post'],
    read: clean.employerAndPost,
  },
  { key: 'contact', header: '联系电话', aliases: ['电话', '联系方式', '电话号码', '联系电话号码'], fields: ['mobile', 'office_phone'], read: clean.contact },
]

export const columnOf = (field: Field): Column => COLUMNS.find((c) => c.field === field) as Column

const bare = (header: string) =>
  header
    .normalize('NFKC')
    .replace(/[\s\p{Cf}*:]/gu, '')
    .toLowerCase()
/** 工作单位及职务, 工作单位和职务, 工作单位、职务, 工作单位（职务）are one. */
const joined = (header: string) => bare(header).replace(/[()、,/|+·及和与]/g, '')
const BY_HEADER = new Map(COLUMNS.flatMap((c) => [c.header, ...c.aliases].map((h) => [bare(h), c] as const)))
const BY_JOINT = new Map(JOINTS.flatMap((j) => [j.header, ...j.aliases].map((h) => [joined(h), j] as const)))

/** Also with a remark behind it: '手机号码(必填)'. */
export function columnNamed(header: string): Column | Joint | undefined {
  const h = bare(header)
  const plain = h.replace(/\([^)]*\)$/, '')
  return BY_HEADER.get(h) ?? BY_JOINT.get(joined(header)) ?? BY_HEADER.get(plain) ?? BY_JOINT.get(joined(plain))
}

export const STATES = { elected: '当选', confirmed: '已确认', active: '在任', suspended: '暂停', terminated: '终止' } as const
