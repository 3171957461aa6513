/** The words and forms of a motion: what may be chosen, and what each act asks for. */
import { z } from 'zod'
import { choice, day, files, maybe, maybeDay, maybeUnit, text, units, whole, yes } from '../../kernel/words.ts'

export const KINDS = { law: '法规案', major: '重大事项案', supervision: '监督事项案', other: '其他议案' }

/** 不作为议案的情形（上海议案规定；地方组织法第十一条、第十二条划定的职权以外）. */
export const NOT_MOTION = {
  CENTRAL: '属国家专属立法权或者中央职权',
  EXECUTIVE: '属行政机关职权',
  JUDICIAL: '属监察、审判、检察机关职权',
  LOWER: '属下级人大或者下级机关职权',
  PRIVATE: '属企业事业单位、社会团体或者个人的事务',
  SINGLE: '一件议案写了几件事',
  FORM: '没有案由、案据或者方案',
  OTHER: '其他',
}

/** What a presidium may decide (地方组织法第二十二条). */
export const OUTCOMES = {
  agenda: '列入本次大会议程',
  committee: '会后交专门委员会审议',
  standing: '交常务委员会处理',
  suggestion: '不作为议案，转为代表建议办理',
}

export const SC = {
  handle: '交有关机关研究办理',
  adopt: '列入立法计划、监督计划或者常委会会议议程',
  none: '同意审议结果报告，不再另作处理',
}

export const reason = (label = '理由', max = 1000) => text(label, { max, rows: 3 })
/** A time of day; the day stands beside it. */
export const clockTime = (label: string) =>
  z
    .string()
    .trim()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, `${label}请写成 09:30 的样子`)
    .meta({ label, widget: 'text', help: '写成 09:30 的样子' })
    .default('')

export const sheet = {
  title: text('案由', { max: 100, help: '写明“关于……的议案”，一件议案只说一件事' }),
  kind: choice('类别', KINDS),
  grounds: text('案据', { max: 20000, rows: 8, help: '提出的依据和理由：事实、数据、法律法规和上级决定' }),
  plan: text('方案', { max: 20000, rows: 6, help: '请大会作出什么决定，怎样实施' }),
  draftLaw: maybe('法规草案文本或者草案要点', { max: 50000, rows: 8, when: { field: 'kind', in: ['law'] }, help: '也可以作为附件上传' }),
  mayPublish: yes('同意公开'),
  attachments: files('附件'),
}

export const vote = {
  members: whole('代表团全体代表人数', { min: 1, max: 3000 }),
  present: whole('出席人数', { min: 1, max: 3000 }),
  inFavour: whole('赞成人数', { min: 0, max: 3000 }),
  heldOn: day('表决日期'),
}

export const committee = maybeUnit('交哪个专门委员会提出意见', { among: 'committee' })

export const decision = z
  .object({
    meeting: text('主席团会议', { max: 100, help: '如：大会主席团第三次会议' }),
    decidedOn: day('决定日期'),
    outcome: choice('处理决定', OUTCOMES),
    code: choice('不作为议案的原因', NOT_MOTION, { when: { field: 'outcome', in: ['suggestion'] } }).optional(),
    committee: maybeUnit('交哪个专门委员会审议', { among: 'committee', when: { field: 'outcome', in: ['committee'] } }),
    text: text('决定内容和理由', { max: 3000, rows: 4 }),
    lastMeetingOn: maybeDay('主席团最后一次会议日期', {
      when: { field: 'outcome', in: ['committee', 'standing', 'suggestion'] },
      help: '填写后，提案人可以在该会议四小时前申请复议，到期自动按决定办理；不填的当即按决定办理',
    }),
    lastMeetingAt: clockTime('主席团最后一次会议时间').optional(),
  })
  .superRefine((v, c) => {
    const say = (path: string, message: string) => c.addIssue({ code: 'custom', path: [path], message })
    if (v.outcome === 'suggestion' && !v.code) say('code', '不作为议案的，请选择原因')
    if (v.lastMeetingOn && !v.lastMeetingAt) say('lastMeetingAt', '请写明会议时间，复议须在会议四小时前提出')
    if (v.lastMeetingOn && v.lastMeetingOn < v.decidedOn) say('lastMeetingOn', '最后一次会议不能早于本次决定')
  })

/** What was decided once more, when its authors asked for it. */
export const again = z
  .object({
    meeting: text('主席团会议', { max: 100 }),
    decidedOn: day('复议日期'),
    keep: choice('复议结果', { yes: '维持原决定', no: '改变原决定' }),
    outcome: choice('新的处理决定', OUTCOMES, { when: { field: 'keep', in: ['no'] } }).optional(),
    committee: maybeUnit('交哪个专门委员会审议', { among: 'committee', when: { field: 'outcome', in: ['committee'] } }),
    text: text('复议意见', { max: 3000, rows: 4 }),
  })
  .superRefine((v, c) => {
    if (v.keep === 'no' && !v.outcome) c.addIssue({ code: 'custom', path: ['outcome'], message: '改变原决定的，请选择新的处理决定' })
  })

export const scDecision = z
  .object({
    meeting: text('常委会会议', { max: 100, help: '如：市六届人大常委会第三十二次会议' }),
    decidedOn: day('决定日期'),
    outcome: choice('决定', SC),
    organs: units('办理机关', { when: { field: 'outcome', in: ['handle'] } }),
    text: text('决定内容', { max: 3000, rows: 4 }),
  })
  .superRefine((v, c) => {
    if (v.outcome === 'handle' && v.organs.length === 0) c.addIssue({ code: 'custom', path: ['organs'], message: '交机关办理的，请选择办理机关' })
  })
