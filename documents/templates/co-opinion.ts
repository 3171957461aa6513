/** 会办意见函: from a unit that helps to the unit that answers. */
import { para, prose, type Template } from '../model.ts'
import { called, contact, type Sent, sent } from './parts.ts'
import { framed } from './reply-frame.ts'

export interface CoOpinion extends Sent {
  docTitle: string
  to: string
  item: { no?: string; title: string }
  opinion: string
}

export const coOpinion: Template<CoOpinion> = {
  key: 'coOpinion',
  label: '会办意见函',
  processes: ['B16'],
  form: 'letter',
  series: '会',
  audience: 'all',
  make(d) {
    const own = framed(d.opinion, [d.organ])
    return {
      form: 'letter',
      ...sent(d),
      title: `关于${d.docTitle}建议的会办意见`,
      addressee: d.to,
      blocks: [
        para(own.opening ?? `${called(d.item)}收悉。根据交办要求和我单位职责，现提出会办意见如下：`),
        ...prose(own.body),
        ...own.closing.map((t) => para(t)),
        ...(/(以上|上述)意见.{0,20}(参考|参阅|汇总)/.test(d.opinion) ? [] : [para('以上意见，供答复代表时参考。')]),
      ],
      ...contact(d),
    }
  },
}
