/** 调整通知: one suggestion goes from one unit to another. */
import { para, type Template } from '../model.ts'
import { called, contact, type Sent, sent } from './parts.ts'

export interface AdjustNotice extends Sent {
  to: string[]
  item: { no?: string; title: string }
  from: string
  target: string
  role: string
  why: string
  due?: string
}

export const adjustNotice: Template<AdjustNotice> = {
  key: 'adjustNotice',
  label: '承办单位调整通知',
  processes: ['B14'],
  form: 'letter',
  series: '人代函',
  audience: 'all',
  make: (d) => ({
    form: 'letter',
    ...sent(d),
    title: `关于调整${d.item.no ? `第${d.item.no}号` : ''}代表建议承办单位的通知`,
    addressee: d.to.join('、'),
    blocks: [
      para(`经研究，${called(d.item)}的${d.role}由${d.from}调整为${d.target}。`),
      ...(d.why ? [para(`调整理由：${d.why}`)] : []),
      para(
        `请${d.from}将已有的材料和与代表沟通的情况移交${d.target}；请${d.target}及时签收，与代表联系沟通${d.due ? `，并于${d.due}前答复代表` : '，按期答复代表'}。`,
      ),
    ],
    ...contact(d),
  }),
}
