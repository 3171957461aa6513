/** 延期申请: from the unit to whoever handed the matter over. Neither is the other's superior: a 函, answered with a 复函. */
import { para, type Template } from '../model.ts'
import { called, contact, type Sent, sent } from './parts.ts'

export interface ExtensionRequest extends Sent {
  to: string
  item: { no?: string; title: string }
  due?: string
  months: number
  newDue?: string
  reason: string
}

export const extensionRequest: Template<ExtensionRequest> = {
  key: 'extensionRequest',
  label: '延期申请',
  processes: ['B17'],
  form: 'letter',
  series: '函',
  audience: 'all',
  make: (d) => ({
    form: 'letter',
    ...sent(d),
    title: `关于申请延期答复${d.item.no ? `第${d.item.no}号` : ''}代表建议的函`,
    addressee: d.to,
    blocks: [
      para(`由我单位承办的${called(d.item)}${d.due ? `，应于${d.due}前答复代表` : ''}。因${d.reason.replace(/[。；，]+$/, '')}，难以按期答复。`),
      para(
        `依照《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》第五十一条，申请延长答复期限${d.months}个月${d.newDue ? `，至${d.newDue}` : ''}。延期的理由已向代表说明。`,
      ),
      para('妥否，请函复。'),
    ],
    ...contact(d),
  }),
}
