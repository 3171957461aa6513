/** The words and forms of a suggestion: what may be chosen, and what each act asks for. */
import { z } from 'zod'
import { choice, dueDay, files, list, maybe, maybeUnit, text, units, yes } from '../../kernel/words.ts'

export const KINDS = { suggestion: '建议', criticism: '批评', opinion: '意见' }
/** As read; a speech is recorded, not chosen by its author. */
export const KIND_WORDS = { ...KINDS, speech: '审议发言建议', motion: '议案转建议' }
export const CATEGORIES = { politics: '政治建设', economy: '经济建设', culture: '文化建设', society: '社会建设', ecology: '生态文明建设' }
/** What is secret of the state never enters the system; 内部 is never published. */
export const SECRECY = { open: '公开', internal: '内部' }
export const SOURCES = { research: '专题调研', tour: '视察', station: '联络站', concern: '社情民意', other: '其他' }
export const REJECT = {
  PERSONAL: '涉及代表本人及其亲属个人问题',
  OWN_UNIT: '属单个单位的问题',
  FORWARDED_LETTER: '转递群众来信',
  APPEAL: '检举、控告、申诉',
  CASE: '涉及具体案件',
  BIDDING: '涉及招投标的具体单位',
  INTEREST: '涉及利害关系、不正当竞争',
  ACADEMIC: '学术探讨、产品推介、政策法律咨询',
  EMPTY: '没有实际内容',
  OUT_OF_SCOPE: '不属本行政区域职权范围',
  OTHER: '其他',
}
export const SATISFACTION = { 满意: '满意', 基本满意: '基本满意', 不满意: '不满意' }
export const SOLVED = { 解决或基本解决: '解决或基本解决', 部分解决或列入计划: '部分解决或列入计划', 近期尚不能解决: '近期尚不能解决', 留作参考: '留作参考' }
export const ADOPTED = { 采纳: '采纳', 部分采纳: '部分采纳', 解释说明: '解释说明', 未采纳: '未采纳' }
/** 山东条例14、青岛条例21 */
export const KEY_CRITERIA = { 重大: '重大、普遍关心', 集中: '反映集中', 综合: '综合性强、难度大', 年度: '年度重点工作' }
export const FORMS = { 座谈会: '座谈会', 登门走访: '登门走访', 电话联系: '电话联系', 视频会议: '视频会议', 现场调研: '现场调研' }
export const RANKS = { 单位主要负责人: '单位主要负责人', 分管负责人: '分管负责人', 科室负责人: '科室负责人', 一般干部: '一般干部' }

export const sheet = {
  title: text('标题（案由）', { max: 100, help: '写明"关于……的建议"，一件建议只说一件事' }),
  kind: choice('类别', KINDS),
  situation: text('情况和问题', { max: 20000, rows: 8, help: '有情况、有分析：在哪里、什么事、影响了谁、为什么' }),
  proposals: text('具体建议', { max: 20000, rows: 6, help: '请谁、做什么、做到什么程度；一条一行' }),
  source: choice('来源', SOURCES),
  wishUnit: maybeUnit('建议的承办单位', { help: '可以不填，由交办单位确定' }),
  wishFace: yes('希望当面答复'),
  urgent: maybe('办理时效要求', { max: 60, help: '有时间要求的写明，如“汛期之前”；没有的不填' }),
  mayPublish: yes('同意公开'),
  publishReason: maybe('不同意公开的理由', { max: 200, when: { field: 'mayPublish', in: ['false'] } }),
  confidential: yes('要求对身份保密', { help: '选后承办单位和公众看不到您的姓名，由代工委居中联系' }),
  attachments: files('附件、照片'),
}
export const reason = (label = '理由', max = 1000) => text(label, { max, rows: 3 })

export const arranged = z
  .object({
    kind: choice('办理方式', { sole: '独办：一个单位办理', lead: '主办加会办', separate: '分办：几个单位分别答复' }),
    main: units('主办（独办、分办）单位'),
    co: units('会办单位', { when: { field: 'kind', in: ['lead'] } }),
    share: maybe('分工说明', { max: 500, rows: 2, help: '各单位分别负责哪一部分' }),
    complex: yes('涉及面广、处理难度大（六个月内答复）'),
    note: maybe('交办意见', { max: 500, rows: 2 }),
  })
  .superRefine((v, c) => {
    const say = (path: string, message: string) => c.addIssue({ code: 'custom', path: [path], message })
    if (v.kind === 'separate' ? v.main.length < 2 : v.main.length !== 1) say('main', v.kind === 'separate' ? '分办至少要两个单位' : '请选择一个主办单位')
    if (v.kind === 'lead' && v.co.length === 0) say('co', '主办加会办至少要一个会办单位；没有会办请选「独办」')
    if (v.co.some((u) => v.main.includes(u))) say('co', '会办单位不能与主办单位相同')
    if (new Set(v.main).size !== v.main.length) say('main', '单位重复了')
  })

/** The reply as drafted; `sendReply` sends exactly what was signed. */
export const replyInput = z.object({
  docNo: text('发文字号', { max: 60, help: '如：云交函〔2026〕12号' }),
  code: text('处理结果', { max: 4, widget: 'radio', dynamic: true }),
  body: text('答复正文', { max: 30000, rows: 12, help: '逐条回应：已解决写事实；正在解决写措施、进度、时限；暂不能解决写原因' }),
  solved: maybe('已落实事项', { max: 5000, rows: 3 }),
  planned: maybe('计划落实事项', { max: 5000, rows: 3 }),
  promises: list(
    '承诺事项',
    z.object({ item: text('事项', { max: 300 }), measure: maybe('措施', { max: 500 }), dueOn: dueDay('完成时限'), owner: maybe('责任人', { max: 40 }) }),
    { max: 20 },
  ),
  contactName: text('联系人', { max: 20 }),
  contactPhone: text('联系电话（办公）', { max: 30 }),
  disclosure: choice('公开方式', { public: '主动公开', withheld: '不予公开' }),
  withheldReason: maybe('不予公开的理由', { max: 200, when: { field: 'disclosure', in: ['withheld'] } }),
  attachments: files('附件'),
})
