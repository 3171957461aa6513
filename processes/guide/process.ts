/**
 * 选题指引 (B2): before a session the office asks the units for topics, edits them and publishes one guide with whom to call and what
 * data can be had; from it a deputy asks a unit to receive him. Source: 浙江规定第八条、上海规定第七条：为代表提出建议提供服务和知情知政保障.
 */
import { z } from 'zod'
import { defineProcess } from '../../kernel/process.ts'
import { day, list, maybe, maybeDay, pick, text, units, yes } from '../../kernel/words.ts'

const office = ['motion_group', 'daf_staff', 'daf_head'] as const
const source = ['source:unit_officer', 'source:unit_leader'] as const
const span = (label: string, n: number, unit: 'WD' | 'DAY' | 'MONTH', basis: string) =>
  ({ label, kind: 'span', value: [n, unit], basis, group: '选题指引', min: 1, max: 400 }) as const

const topics = list(
  '选题',
  z.object({
    title: text('题目', { max: 80, help: '如：城区公交线网优化' }),
    background: text('背景', { max: 2000, rows: 3 }),
    available: maybe('可以提供的资料、数据', { max: 500 }),
    contact: text('联系人', { max: 20 }),
    phone: text('办公电话', { max: 30, help: '请填写办公电话，不填手机号' }),
  }),
  { max: 20 },
)

export const guide = defineProcess({
  name: 'guide',
  label: '选题指引',
  start: 'collecting',
  // Once published it is there for all who write and all who are written to.
  reads: {
    all: ['motion_group', 'daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'],
    open: { states: ['published', 'archived'], to: ['deputy', 'delegation_officer', 'unit_officer', 'unit_leader'] },
  },
  stages: ['征集', '编辑', '发布', '归档'],
  states: {
    collecting: { label: '征集选题', stage: '征集' },
    editing: { label: '编辑', stage: '编辑' },
    published: { label: '已发布', stage: '发布' },
    archived: { label: '已归档', final: true, stage: '归档' },
    cancelled: { label: '已取消', final: true, cut: true, stage: '归档' },
  },
  parties: {
    source: {
      label: '报送单位',
      kind: 'unit',
      first: 'asked',
      steps: {
        asked: { label: '待报送' },
        sentBack: { label: '退回补充' },
        submitted: { label: '已报送', idle: true },
        none: { label: '没有选题', idle: true },
        missed: { label: '未报送', idle: true },
      },
    },
  },
  actions: {
    call: {
      label: '征集选题',
      says: '{actor}为{session}征集选题，请{count}个单位报送',
      also: ['count', 'session'],
      creates: true,
      input: z.object({
        title: text('名称', { max: 60, help: '如：市六届人大六次会议代表议案建议选题指引' }),
        opensOn: maybeDay('大会召开日期', { help: '会议已经排定的不用填' }),
        submitBy: day('报送截止日期'),
        units: units('请报送的单位', { help: '一次最多 20 个，可以接着增加' }),
        note: maybe('征集要求', { max: 2000, rows: 4 }),
      }),
    },
    addUnits: { label: '增加单位', says: '{actor}增加{count}个报送单位', also: ['count'], input: z.object({ units: units('请报送的单位') }) },
    submitTopics: {
      label: '报送选题',
      says: '{party}报送选题{count}个',
      also: ['count'],
      primary: true,
      input: z.object({ topics }),
      // Names and office telephones go into their own table.
      secret: ['topics'],
    },
    noTopic: { label: '没有选题', says: '{party}没有选题：{reason}', input: z.object({ reason: text('说明', { max: 200, rows: 2 }) }) },
    sendBack: { label: '退回补充', says: '{actor}请{party}补充选题：{reason}', input: z.object({ reason: text('需要补充什么', { max: 300, rows: 2 }) }) },
    closeCollecting: { label: '结束征集', says: '{actor}结束征集，{count}个单位报送选题{topics}个', also: ['count', 'topics'], primary: true },
    editTopic: {
      label: '修改选题',
      says: '{actor}修改了选题「{title}」',
      input: z.object({
        topic: pick('选题'),
        title: text('题目', { max: 80 }),
        background: maybe('背景', { max: 2000, rows: 3, help: '留空则保留原来的背景' }),
        dropped: yes('不列入指引'),
      }),
    },
    publish: {
      label: '发布',
      says: '{actor}发布选题指引，{units}个单位、{topics}个选题',
      also: ['units', 'topics'],
      primary: true,
      confirm: '发布后，本级全体代表都能看到选题和承办单位联系人的办公电话',
    },
    updateContact: {
      label: '更新联系人',
      says: '{party}更新了联系人',
      input: z.object({ contact: text('联系人', { max: 20 }), phone: text('办公电话', { max: 30, help: '请填写办公电话，不填手机号' }) }),
      secret: ['contact', 'phone'],
    },
    askVisit: {
      label: '请求到单位调研',
      says: '{actor}请求到承办单位调研',
      input: z.object({
        unit: pick('到哪个单位'),
        topic: text('想了解什么', { max: 1000, rows: 4 }),
        on: day('希望的日期'),
        withUnit: maybe('希望谁参加', { max: 200, help: '如：运输管理科同志、公交公司' }),
      }),
      // What a deputy looks into before he writes is his own and the unit's business.
      secret: ['unit', 'topic', 'on', 'withUnit'],
      confirm: '会新建一件「到承办单位调研」，由单位答复接待安排',
      basis: '代表法第四十六条',
    },
    archive: { label: '归档', says: '{actor}将选题指引归档' },
    cancel: { label: '取消', says: '{actor}取消了选题征集：{reason}', danger: true, input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }) },
    lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
    redate: { label: '重算期限', says: '{why}', also: ['why'] },
  },
  flow: {
    new: { call: { by: office, to: 'collecting' } },
    collecting: {
      addUnits: { by: office },
      submitTopics: [
        { by: source, from: ['asked'], step: 'submitted', duty: 'submit' },
        { by: source, from: ['sentBack'], step: 'submitted', duty: 'supply' },
        { by: source, from: ['submitted', 'none'], step: 'submitted' },
      ],
      noTopic: { by: source, from: ['asked', 'sentBack'], step: 'none' },
      sendBack: { by: office, on: ['source'], from: ['submitted'], step: 'sentBack' },
      closeCollecting: { by: office, to: 'editing', duty: 'collect' },
      cancel: { by: office, to: 'cancelled' },
    },
    editing: {
      editTopic: { by: office },
      publish: { by: office, to: 'published', duty: 'publish' },
      cancel: { by: office, to: 'cancelled' },
    },
    published: {
      updateContact: { by: source, from: ['submitted'] },
      askVisit: { by: ['deputy'], basis: '代表法第四十六条' },
      archive: [
        { by: office, to: 'archived', duty: 'archive' },
        { by: ['system'], to: 'archived' },
      ],
    },
    '*': { lapse: { by: ['system'] }, redate: { by: ['system'] } },
  },
  clocks: {
    submit: {
      label: '报送选题',
      of: ['source'],
      rule: 'guide.submit',
      states: ['collecting'],
      steps: ['asked'],
      warn: [3, 0],
      late: 'lapse',
      done: ['noTopic'],
      until: (v) => ({ on: v.matter.data.submitBy, why: '征集通知确定的截止日期' }),
    },
    supply: {
      label: '补充选题',
      of: ['source'],
      rule: 'guide.supply',
      states: ['collecting'],
      steps: ['sentBack'],
      warn: [1],
      late: 'lapse',
      done: ['noTopic'],
    },
    collect: {
      label: '结束征集',
      of: 'matter',
      rule: 'guide.collect',
      states: ['collecting'],
      warn: [1],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.collectBy, why: '报送截止后按本地规定的时限汇总' }),
    },
    publish: {
      label: '会前发布选题指引',
      of: 'matter',
      rule: 'guide.publish',
      states: ['collecting', 'editing'],
      warn: [10, 3],
      late: 'lapse',
      until: (v) => ({ on: v.matter.data.publishBy, why: `大会${v.matter.data.opensOn}召开，会前按本地规定的时限发布` }),
    },
    archive: {
      label: '会后归档',
      of: 'matter',
      rule: 'guide.archive',
      states: ['published'],
      warn: [],
      late: 'archive',
      until: (v) => ({ on: v.matter.data.archiveBy, why: `大会${v.matter.data.opensOn}召开，会后按本地规定的时限归档，到期由系统归档` }),
    },
  },
  rules: {
    'guide.submit': span('单位报送选题', 10, 'WD', '本地惯例：征集通知确定'),
    'guide.supply': span('单位补充选题', 3, 'WD', '本地惯例'),
    'guide.collect': span('截止后汇总选题', 5, 'WD', '本地惯例'),
    'guide.publish': span('大会召开前多少天发布', 30, 'DAY', '南京市：「印发代表议案建议选题指引，公布承办单位工作人员联系方式」；天数为本地惯例'),
    'guide.archive': span('大会召开后多少天归档', 30, 'DAY', '本地惯例'),
  },
})
