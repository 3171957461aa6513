/** 退办申请: reason, legal basis, the unit proposed instead; the head signs. */
import { dateWords } from '../gbt.ts'
import { cell, label, type Template } from '../model.ts'
import { pair, signBox } from './parts.ts'

export interface ReturnRequest {
  unit: string
  number?: string
  item: { no?: string; title: string; lead?: string }
  handedOn?: string
  until?: string
  reason: string
  basis: string
  proposed?: string
  date?: string
  decision?: string
}

export const returnRequest: Template<ReturnRequest> = {
  key: 'returnRequest',
  label: '退办申请',
  processes: ['B14'],
  form: 'sheet',
  series: '函',
  audience: 'all',
  make: (d) => ({
    form: 'sheet',
    title: '代表建议退办申请',
    above: { left: d.number ?? '', right: `申请日期：${dateWords(d.date)}` },
    blocks: [
      {
        kind: 'form',
        columns: [18, 32, 18, 32],
        rows: [
          [...pair('申请单位', d.unit, 3)],
          [...pair('建议编号', d.item.no ? `第${d.item.no}号` : '', 1), ...pair('领衔代表', d.item.lead, 1)],
          [...pair('建议标题', d.item.title, 3)],
          [...pair('交办日期', dateWords(d.handedOn), 1), ...pair('申请期限', dateWords(d.until), 1)],
          [label('退办理由'), cell(d.reason, { span: 3, high: 50 })],
          [label('职责依据'), cell(d.basis, { span: 3, high: 34 })],
          [...pair('建议改由\n承　　办', d.proposed, 3)],
          [label('单位主要\n负 责 人'), { ...signBox('', '签字（盖章）：', undefined, 32), span: 3 }],
          [label('交办机关\n意　　见'), { ...signBox(d.decision, '（盖章）', undefined, 36), span: 3 }],
        ],
      },
    ],
  }),
}
