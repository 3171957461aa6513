/** 答复函: the unit's answer to each deputy (信函格式; 结果标识 top right of page 1). */
import { heading, para, prose, type Template } from '../model.ts'
import { BLANK_OPTIONS, type FeedbackForm, feedbackBlocks } from './feedback-form.ts'
import { bound, called, contact, type Sent, sent } from './parts.ts'
import { framed } from './reply-frame.ts'

export interface ReplyLetter extends Sent {
  /** 云岭市六届人大三次会议第045号 */
  docTitle: string
  /** Deputies answered, without 代表. */
  deputies: string[]
  items: { no?: string; title: string }[]
  code: string
  disclosure: string
  /** Units that were asked. */
  consulted: string[]
  body: string
  solved?: string
  planned?: string
  coOpinions?: string
  promises: { item: string; measure?: string; due: string; owner?: string }[]
  round?: number
  /** What its annex is filled with; one issued earlier has none. */
  form?: FeedbackForm
}

const blankForm = (d: ReplyLetter): FeedbackForm => ({
  ...d.items[0],
  title: d.items[0]?.title ?? '',
  main: d.organ,
  kindWords: '承办单位',
  replyNo: d.number ?? '',
  options: BLANK_OPTIONS,
})

export const greeting = (names: readonly string[]): string =>
  names.length === 0
    ? '各位代表'
    : names.every((n) => n.endsWith('代表'))
      ? names.join('、')
      : `${names.slice(0, 6).join('、')}${names.length > 6 ? '等' : ''}代表`

export const replyLetter: Template<ReplyLetter> = {
  key: 'replyLetter',
  label: '答复函',
  processes: ['B17'],
  form: 'letter',
  series: '函',
  audience: 'all',
  make(d) {
    const you = d.deputies.length > 1 ? '您们' : '您'
    const parts: [string, ReturnType<typeof prose>][] = []
    if (d.solved) parts.push(['已落实事项', prose(d.solved)])
    if (d.planned) parts.push(['计划落实事项', prose(d.planned)])
    if (d.coOpinions) parts.push(['会办单位意见', prose(d.coOpinions)])
    if (d.promises.length > 0)
      parts.push([
        '承诺事项',
        [
          {
            kind: 'table',
            columns: [
              { label: '序号', width: 9, align: 'center' },
              { label: '事项', width: 36 },
              { label: '措施', width: 28 },
              { label: '完成时限', width: 28, align: 'center' },
              { label: '责任人', width: 15, align: 'center' },
            ],
            rows: d.promises.map((x, i) => [String(i + 1), x.item, x.measure ?? '', x.due, x.owner ?? '']),
          },
        ],
      ])
    const own = framed(d.body, [d.organ])
    const opening =
      own.opening ?? `${you}提出的${d.items.map(called).join('、')}收悉。${d.consulted.length > 0 ? `经与${d.consulted.join('、')}研究，` : ''}现答复如下：`
    const asks = '请填写《征询意见表》并反馈人大常委会代表工作委员会。'
    const thanks = own.thanks ? (own.asksForm ? '' : asks) : `感谢${you}对我们工作的关心和支持！${own.asksForm ? '' : asks}`
    // The body brings its own 一、二、; what follows has headings without numbers, so that none stands twice.
    return {
      form: 'letter',
      ...sent(d),
      marks: [`结果标识：${d.code}`, `公开方式：${d.disclosure}`],
      title: `对${d.docTitle}建议的${(d.round ?? 1) > 1 ? '再次' : ''}答复`,
      addressee: greeting(d.deputies),
      blocks: [
        para(opening),
        ...prose(own.body),
        ...parts.flatMap(([t, b]) => [heading(2, t), ...b]),
        ...own.closing.map((t) => para(t)),
        ...(thanks ? [para(thanks)] : []),
      ],
      ...bound([{ title: '征询意见表', blocks: feedbackBlocks(d.form ?? blankForm(d), true) }]),
      ...contact(d),
    }
  },
}
