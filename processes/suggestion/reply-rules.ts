/** How a place wants its replies: in what form, signed by whom, sent to whom, judged how. What differs between the local regulations. */
import type { Party, ProcessDef, View } from '../../kernel/process.ts'

/** Forms of contact in which the unit and the deputy meet face to face. */
export const FACE_TO_FACE: readonly string[] = ['座谈会', '登门走访', '现场调研']

export const SIGNERS = { head: '单位主要负责人', any: '单位负责人（主要负责人或分管负责人）' }
export const COPIES = {
  office: '人大代表工作机构',
  gov: '人大代表工作机构、政府办公室',
  electoral: '人大代表工作机构、政府办公室和领衔代表原选举单位的人大',
}

export const replyRules = {
  'reply.form': {
    label: '答复形式',
    kind: 'choice',
    value: 'written',
    options: { written: '书面和网上答复', wish: '代表希望当面答复的，先面复', face: '以面复为主：每件都先面复' },
    group: '答复',
    basis: '青岛条例第二十八条：以面复为主要形式；山东条例第二十条：可以当面也可以书面，根据代表的要求；重庆条例第二十三条：书面和平台同时答复',
  },
  'reply.signer': {
    label: '答复由谁签发',
    kind: 'choice',
    value: 'head',
    options: SIGNERS,
    group: '答复',
    basis: '主要负责人（浙江规定第二十二条、山东条例第二十二条、河南办法第二十一条、重庆条例第二十三条）；负责人（上海规定第二十条、青岛条例第二十九条）',
  },
  'reply.copies': {
    label: '答复抄送',
    kind: 'choice',
    value: 'gov',
    options: COPIES,
    group: '答复',
    basis: '山东条例第二十二条、上海规定第二十条；同时抄送选举该代表的人大（浙江规定第二十五条）',
  },
  'reply.cosignerMode': {
    label: '联名建议答复给谁',
    kind: 'choice',
    value: 'each',
    options: { each: '分别答复每一位代表', lead: '答复领衔代表，由其转复联名代表' },
    group: '答复',
    basis: '分别答复（浙江规定第二十二条、上海规定第二十条、重庆条例第二十三条）；由领衔代表转复（山东条例第二十条、青岛条例第二十八条）',
  },
  'feedback.by': {
    label: '联名建议由谁评价',
    kind: 'choice',
    value: 'each',
    options: { each: '每一位收到答复的代表', lead: '领衔代表（征求联名代表意见后）' },
    group: '评价',
    basis: '领衔代表反馈（山东条例第二十三条、重庆条例第二十六条）；每位代表各自评价为本地惯例',
  },
  'feedback.axes': {
    label: '评价几项',
    kind: 'choice',
    value: 'both',
    options: { both: '办理态度、办理结果分别评价', one: '只评一项：对办理情况是否满意' },
    group: '评价',
    basis: '办理态度和办理结果（上海规定第二十一条、山东条例第二十三条）；满意、基本满意、不满意（重庆条例第二十六条）',
  },
  'report.unitDeadline': {
    label: '承办单位报送年度办理情况报告的截止日',
    kind: 'choice',
    value: '08-31',
    options: { '06-30': '6月30日', '08-31': '8月31日', '10-31': '10月31日', '11-30': '11月30日', '12-31': '12月31日' },
    group: '答复',
    basis: '每年八月三十一日前（河南办法第二十八条）',
  },
} as const satisfies ProcessDef['rules']

/** What the place's form of reply still asks of the unit. */
export function formLacks(v: Pick<View, 'matter' | 'rule'>, p: Party): string | undefined {
  const form = v.rule<string>('reply.form')
  if (p.data.faced || form === 'written' || (form === 'wish' && !v.matter.data.wishFace)) return undefined
  return `${form === 'face' ? '本地规定以面复为主' : '代表希望当面答复'}，请先当面答复，并「记录沟通」（${FACE_TO_FACE.join('、')}）`
}

export const deadlineWords = (v: Pick<View, 'rule'>): string => replyRules['report.unitDeadline'].options[v.rule<'08-31'>('report.unitDeadline')]
