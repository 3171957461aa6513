/** 不满意件重新办理通知: what the deputies ask for, never how each of them judged. */
import { para, prose, type Template } from '../model.ts'
import { called, contact, type Sent, sent } from './parts.ts'

export interface RedoNotice extends Sent {
  to: string
  item: { no?: string; title: string }
  reason: string
  within: string
  due?: string
}

export const redoNotice: Template<RedoNotice> = {
  key: 'redoNotice',
  label: '不满意件重新办理通知',
  processes: ['B19'],
  form: 'letter',
  series: '人代函',
  audience: 'all',
  make: (d) => ({
    form: 'letter',
    ...sent(d),
    title: `关于重新办理${d.item.no ? `第${d.item.no}号` : ''}代表建议的通知`,
    addressee: d.to,
    blocks: [
      para(`你单位对${called(d.item)}的答复，代表不满意。经研究，请你单位重新办理。具体要求如下：`),
      ...prose(d.reason),
      para(`请由单位主要负责人牵头，再次与代表沟通，充分听取意见，在${d.within}内${d.due ? `（${d.due}前）` : ''}重新答复代表，并抄送本机关。`),
    ],
    ...contact(d),
  }),
}
