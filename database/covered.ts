/**
 * Which rows the record answers for. A covered row carries, in the last event that left it so, a digest of what it said then;
 * `npm run verify` compares. Every table stands in one of the two lists; a test demands it, and that each exclusion says why.
 */
export interface Covered {
  /** What the office calls such a row. */
  label: string
  /** SQL over row `r`: the matter it belongs to. Absent: it belongs to the house. */
  matter?: string
  /** SQL over row `r`: its key, where the table has no primary one. */
  key?: string
  /** SQL over row `r`: only these. */
  only?: string
  /** Columns that change without an act, and why they prove nothing. */
  omit?: Record<string, string>
  /** All rows of a matter as one: replaced as a whole by every act. */
  whole?: true
}

const own: Pick<Covered, 'matter'> = { matter: 'r.matter' }
const SETTING = '本人随时更改的消息设置'

export const COVERED: Record<string, Covered> = {
  matter: { label: '事项', matter: 'r.id' },
  party: { label: '参与方', ...own },
  clock: {
    label: '时钟',
    ...own,
    omit: {
      warned_for: '提醒到哪一天，后台随时记下',
      calendar_version: '日历重新核过、日期没有动时也变',
      why: '逐日的算法，由起算日、期限和日历重新算得出',
    },
  },
  duty: { label: '待办', ...own, whole: true },
  attachment: { label: '附件', ...own, only: 'r.matter is not null' },
  matter_link: { label: '来源与去向', matter: 'r.from_matter' },
  reply: { label: '答复', ...own },
  judgement: { label: '代表评价', ...own },
  promise: { label: '承诺', ...own },
  promise_change: { label: '承诺变更', matter: '(select x.matter from promise x where x.id = r.promise)' },
  promise_view: { label: '承诺见证', ...own },
  contact_record: { label: '沟通记录', ...own },
  coordination: { label: '协商记录', ...own },
  handling_person: {
    label: '承办人员',
    ...own,
    omit: { leader_phone: '电话不进日志，连摘要也不进', officer_phone: '电话不进日志，连摘要也不进' },
  },
  duty_rota: { label: '驻会值守', ...own, omit: { phone: '电话不进日志，连摘要也不进' } },
  handling_note: { label: '办理进展', ...own },
  onsite: { label: '驻会交办', ...own },
  urging: { label: '催办记录', ...own },
  publication: { label: '公开', ...own },
  official_doc: { label: '公文', ...own },
  stamp: { label: '印章和签名' },
  inspection_item: { label: '检查清单', matter: 'r.inspection' },
  letter_item: { label: '督办函事项', matter: 'r.letter' },
  nominee: { label: '评优推荐', ...own },
  nominee_score: { label: '评分', ...own },
  fund_project: { label: '专项资金项目', ...own },
  fund_payment: { label: '拨付', ...own },
  guide_topic: { label: '选题', ...own },
  guide_contact: { label: '选题联系人', ...own },
  livelihood_candidate: { label: '民生实事候选', ...own },
  concern: { label: '诉求', ...own },
  contact_entry: { label: '联系记录', matter: 'r.list' },
  contact_link: { label: '联系名单', matter: 'r.list' },
  voter_liaison: { label: '选民联络员', matter: 'r.list' },
  reception: { label: '接待', ...own },
  reception_host: { label: '接待代表', matter: 'r.reception' },
  reception_visitor: { label: '来访登记', ...own },
  reception_received: { label: '受接待代表', matter: 'r.reception' },
  reception_opinion: { label: '受接待代表的意见', ...own },
  station: { label: '联络站', ...own },
  station_activity: { label: '站点活动', ...own },
  station_came: { label: '活动签到', matter: '(select x.matter from station_activity x where x.id = r.activity)' },
  station_policy: { label: '站点制度', ...own },
  station_entrance: { label: '网上入口', ...own },
  station_case: { label: '站点案例', ...own },
  station_deputy: { label: '进站代表', matter: '(select x.matter from station x where x.unit = r.station)' },

  place: { label: '地方' },
  unit: { label: '单位' },
  person: { label: '人员', omit: { mail: SETTING, sms: SETTING, wecom: SETTING, wecom_id: SETTING, push: SETTING, updated_at: '只说何时改过' } },
  term: { label: '届次' },
  congress_session: { label: '会议' },
  seat: { label: '席位' },
  rule: { label: '规则' },
  calendar_day: { label: '工作日历', key: `coalesce(r.place, '') || '/' || r.day` },
  calendar_year: { label: '日历年份', key: `coalesce(r.place, '') || '/' || r.year` },
  fund_budget: { label: '资金预算' },
  assess_deduction: { label: '考核扣分' },
}

const QUEUE = '发送的队列，发送状况由后台随时记下'
const DERIVED = '由别的行算出，随时可以重新算'
const LOGIN = '登录用的东西，由登录部件自己写；谁能办事看的是席位'

export const EXCLUDED: Record<string, string> = {
  reads: '谁能看什么：每次启动由程序的声明重写',
  event: '日志本身，由哈希链证明',
  event_block: '哈希链本身，由签名证明',
  event_seal: '哈希链本身，由块的指纹证明',
  event_root: '公布的根，与链和外存的根对照',
  record_shape: '登记的列，改了就与登记的指纹对不上',
  record_pending: '等待入账的程序升级，入账即空',
  migration: '程序的版本，启动时与文件核对',
  citizen: '姓名和电话由保险箱的密钥加密并防改，删除个人信息时清空',
  citizen_message: QUEUE,
  citizen_photo: QUEUE,
  notice: QUEUE,
  outbox: QUEUE,
  delivery: QUEUE,
  digest: QUEUE,
  root_letter: QUEUE,
  request: '请求编号和第一次的回答，四百天后清除；办成的事各有事件',
  push_subscription: QUEUE,
  file: '文件名就是内容的 SHA-256，附件的行里有它',
  file_gone: '等待清除的文件',
  saved_view: '本人保存的筛选',
  phone_code: LOGIN,
  login_attempt: LOGIN,
  known_device: LOGIN,
  totp_used: LOGIN,
  channel_change: '更换登录手机的申请；提出和换成各有事件，换成的号码在人员的行里',
  password_reset: '重置码的摘要；给出和用掉各有事件',
  allowance: '近来用掉多少的计数，两天后清除',
  who_reason: '查看联系方式的理由，删除个人信息时清除；查看本身有事件',
  number_gone: '等待从本地发件箱清除的号码摘要',
  auth_user: LOGIN,
  auth_account: LOGIN,
  auth_session: LOGIN,
  auth_two_factor: LOGIN,
  auth_verification: LOGIN,
  station_import: '预览和进度；登记的每个站点各有事件',
  roster_import: '预览；写入名册的行各有指纹',
  number_series: '计数器，编号在事项上',
  document_series: '计数器，文号在公文上',
  calendar_layer: '计数器，日历的每一天各有指纹',
  calendar_version: '计数器，日历的每一天各有指纹',
  text_index: DERIVED,
  text_guess: DERIVED,
  text_model: DERIVED,
  reply_check: DERIVED,
  topic: DERIVED,
  topic_member: DERIVED,
  topic_run: DERIVED,
  topic_decision: '怎样归并热点，只影响归并；上报研判的热点是事项',
}
