/** 转办函: what is not a suggestion of this congress goes to whom it concerns. */
import { para, prose, type Template } from '../model.ts'
import { contact, type Sent, sent } from './parts.ts'

export interface ForwardLetter extends Sent {
  to: string
  subject: string
  content: string
  request: string
  attachments?: string[]
}

export const forwardLetter: Template<ForwardLetter> = {
  key: 'forwardLetter',
  label: '转办函',
  processes: ['B9'],
  form: 'letter',
  series: '人代转',
  audience: 'all',
  make: (d) => ({
    form: 'letter',
    ...sent(d),
    title: `关于转办${d.subject}的函`,
    addressee: d.to,
    blocks: [para(`现将${d.subject}转去，请依法按职责研究处理。`), ...prose(d.content), ...prose(d.request)],
    ...(d.attachments?.length ? { attachments: d.attachments } : {}),
    ...contact(d),
  }),
}
