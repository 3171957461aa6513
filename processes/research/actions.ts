/** What is done in a research, and what each act asks for. */
import { z } from 'zod'
import type { ProcessDef } from '../../kernel/process.ts'
import { choice, day, files, matterRefs, maybe, picks, someDeputies, text, units, whole, yes } from '../../kernel/words.ts'

export const KINDS = { stay: '蹲点式调研', dissect: '解剖式调研', forum: '座谈', visit: '走访', unit: '到承办单位调研' }

const arrangement = {
  title: text('调研题目', { max: 80, help: '如：城东片区公共交通情况调研' }),
  kind: choice('调研方式', KINDS),
  group: maybe('组织的代表小组', { max: 40, help: '由代表小组组织的填写，如：第十二代表小组' }),
  topic: text('调研内容', { max: 3000, rows: 4, help: '要弄清哪些情况，听取哪些群众的意见' }),
  place: text('调研地点', { max: 100, help: '如：城东社区代表联络站' }),
  startsOn: day('开始日期'),
  endsOn: day('结束日期'),
}
const findings = {
  findings: text('调研发现的情况和问题', { max: 20000, rows: 8, help: '有情况、有数字、有群众的原话' }),
  advice: maybe('初步建议', { max: 20000, rows: 5, help: '一条一行；据此起草建议时会带过去' }),
  people: whole('听取意见的群众人数', { min: 0, max: 100000 }),
  heard: maybe('走访、座谈的对象', { max: 500, rows: 2, help: '如：城东四个小区的业主代表、31 路司机；不写电话、门牌' }),
}

export const actions = {
  plan: {
    label: '安排调研',
    says: '{who}安排{how}「{title}」，邀请代表{count}位，请{units}个单位提供资料',
    also: ['who', 'how', 'count', 'units'],
    creates: true,
    input: z.object({
      ...arrangement,
      deputies: someDeputies('邀请参加的代表'),
      units: units('请提供资料的单位'),
      want: maybe('请单位提供哪些资料', { max: 1000, rows: 3 }),
    }),
  },
  amend: {
    label: '修改安排',
    says: '{actor}修改了调研安排',
    input: z.object(arrangement),
    tells: [{ to: ['member', 'provider'], text: '调研安排有变动，请留意' }],
  },
  invite: { label: '邀请代表', says: '{actor}邀请{count}位代表参加', also: ['count'], input: z.object({ deputies: someDeputies('邀请参加的代表') }) },
  accept: { label: '参加', says: '{party}将参加调研', primary: true },
  decline: { label: '请假', says: '{party}请假', input: z.object({ reason: text('请假原因', { max: 200, rows: 2 }) }), secret: ['reason'] },
  askData: {
    label: '请单位提供资料',
    says: '{actor}请{count}个单位提供社情民情资料',
    also: ['count'],
    input: z.object({ units: units('请提供资料的单位'), want: text('需要哪些资料', { max: 1000, rows: 3 }) }),
    basis: '代表法第四十六条',
  },
  provide: {
    label: '提供资料',
    says: '{party}提供了社情民情资料',
    primary: true,
    input: z.object({ text: text('情况说明', { max: 10000, rows: 6, help: '底数、进展、困难；到单位调研的写明接待安排' }), attachments: files('资料') }),
  },
  cannotProvide: { label: '不能提供', says: '{party}说明不能提供资料：{reason}', input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }) },
  record: {
    label: '记录调研情况',
    says: '{actor}记录调研情况，到场代表{count}位，听取群众意见{people}人次',
    also: ['count'],
    primary: true,
    input: z.object({ ...findings, present: picks('到场的代表'), attachments: files('照片、调研报告') }),
    credit: '参加会前调研',
  },
  amendRecord: { label: '补充记录', says: '{actor}补充了调研记录', input: z.object(findings) },
  toSuggestion: {
    label: '据此起草建议',
    says: '{actor}据此起草建议',
    input: z.object({
      title: text('标题（案由）', { max: 100, help: '写明“关于……的建议”，一件建议只说一件事' }),
      situation: text('情况和问题', { max: 20000, rows: 8 }),
      proposals: text('具体建议', { max: 20000, rows: 6 }),
      mayPublish: yes('同意公开'),
      publishReason: maybe('不同意公开的理由', { max: 200, when: { field: 'mayPublish', in: ['false'] } }),
    }),
    // The draft is its author's own until he submits it.
    secret: ['title', 'situation', 'proposals', 'mayPublish', 'publishReason'],
    confirm: '起草的建议只有您自己看得到，在「我的建议」里接着改、邀请联名、提交',
  },
  linkSuggestion: {
    label: '关联已有建议',
    says: '{actor}关联了{count}件由调研形成的建议',
    also: ['count'],
    input: z.object({ items: matterRefs('由这次调研形成的建议', 'suggestion', { max: 50 }) }),
  },
  forward: {
    label: '转送有关机关',
    says: '{actor}将调研报告转送{organs}',
    also: ['organs'],
    primary: true,
    input: z.object({ units: units('研究办理并反馈的机关'), opinion: maybe('转送意见', { max: 1000, rows: 3 }) }),
    basis: '代表法第三十一条',
  },
  feedback: {
    label: '反馈办理情况',
    says: '{party}反馈了对调研报告的研究办理情况',
    primary: true,
    input: z.object({
      text: text('研究办理情况', { max: 10000, rows: 8, help: '逐条说明：已经办的、正在办的、暂时不能办的和原因' }),
      attachments: files('附件'),
    }),
    basis: '代表法第三十一条：有关机关应当及时向代表反馈',
  },
  close: { label: '办结', says: '{actor}办结了这次调研', confirm: '不需要转送有关机关的，可以直接办结；以后仍可据此起草建议' },
  cancel: { label: '取消调研', says: '{actor}取消了调研：{reason}', danger: true, input: z.object({ reason: text('原因', { max: 300, rows: 2 }) }) },
  lapse: { label: '逾期', says: '{what}已于{due}逾期，系统催办', also: ['what', 'due'] },
  redate: { label: '重算期限', says: '{why}', also: ['why'] },
} as const satisfies ProcessDef['actions']
