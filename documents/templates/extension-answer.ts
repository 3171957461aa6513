/** 延期复函: whether the longer time is granted, and until when. */
import { para, type Template } from '../model.ts'
import { called, contact, type Sent, sent } from './parts.ts'

export interface ExtensionAnswer extends Sent {
  to: string
  /** Number of the letter answered. */
  asked?: string
  item: { no?: string; title: string }
  granted: boolean
  months: number
  newDue?: string
  opinion?: string
}

export const extensionAnswer: Template<ExtensionAnswer> = {
  key: 'extensionAnswer',
  label: '延期复函',
  processes: ['B17'],
  form: 'letter',
  series: '人代函',
  audience: 'all',
  make: (d) => ({
    form: 'letter',
    ...sent(d),
    title: `关于${d.item.no ? `第${d.item.no}号` : ''}代表建议延期答复的复函`,
    addressee: d.to,
    blocks: [
      para(`你单位关于申请延期答复${called(d.item)}的函${d.asked ? `（${d.asked}）` : ''}收悉。经研究，现函复如下：`),
      para(
        d.granted
          ? `同意将答复期限延长${d.months}个月${d.newDue ? `，至${d.newDue}` : ''}。请抓紧办理，继续与代表保持沟通，按期答复代表，不再延期。`
          : `不同意延期。请按照原定期限办理并答复代表。`,
      ),
      ...(d.opinion ? [para(d.opinion)] : []),
    ],
    ...contact(d),
  }),
}
