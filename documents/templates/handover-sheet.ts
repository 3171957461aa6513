/** 交办书: signed on the spot by who hands over and who takes, two copies. */
import { cell, label, type Template } from '../model.ts'
import { type Item, list, pair, signBox } from './parts.ts'

export interface HandoverSheet {
  session: string
  from: string
  to: string
  items: Item[]
  handedBy?: string
  takenBy?: string
  date?: string
}

export const handoverSheet: Template<HandoverSheet> = {
  key: 'handoverSheet',
  label: '代表建议交办书',
  processes: ['B12'],
  form: 'sheet',
  audience: 'unit',
  make: (d) => ({
    form: 'sheet',
    title: `${d.session}\n代表建议交办书`,
    above: { right: '一式两份' },
    blocks: [
      {
        kind: 'form',
        columns: [16, 34, 16, 34],
        rows: [
          [...pair('交办单位', d.from, 1), ...pair('承办单位', d.to, 1)],
          [...pair('件　　数', `${d.items.length}件`, 1), label('交办日期'), cell(d.date ?? '')],
        ],
      },
      list(d.items),
      {
        kind: 'form',
        columns: [16, 34, 16, 34],
        rows: [[label('交办人'), signBox('', `签字：${d.handedBy ?? ''}`), label('承接人'), signBox('', `签字：${d.takenBy ?? ''}`)]],
      },
    ],
  }),
}
