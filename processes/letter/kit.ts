import type { View } from '../../kernel/process.ts'
import type { Field } from '../../kernel/wire.ts'
import { type Kit, sheetRows } from '../common/kit.ts'
import { numberOf } from '../common/number.ts'
import { acts } from './acts.ts'
import { letter as def } from './process.ts'

interface Row {
  party: string
  suggestion: string
  /** Null: a suggestion that this reader may not open. */
  id: string | null
  series: string | null
  no: number | null
  title: string
  clock: string
  days: number
  answer: string
  due: string | null
}

const unit = (view: View) => view.parties.find((p) => p.role === 'unit')

export const letter: Kit = {
  def,
  acts,
  group: '督办',
  beginsAt: { to: '/ladder', label: '到督办阶梯发函' },
  columns: [
    { title: '件数', cell: (m) => String(m.data.count ?? '') },
    { title: '发函日期', cell: (m) => m.data.issued ?? '' },
  ],
  sheet: (view) =>
    sheetRows([
      ['收函单位', unit(view)?.name],
      ['件数', view.matter.data.count],
      ['发函日期', view.matter.data.issued],
      ['督办要求', view.matter.data.demand, true],
      ['联系人', view.matter.data.contact],
      ['复函的原因说明', unit(view)?.data.reason, true],
      ['退回再复', unit(view)?.data.insisted],
      ['处理意见', view.matter.data.opinion],
    ]),
  field: (f: Field, action, view) =>
    action === 'answer' && f.name === 'items'
      ? { ...f, of: f.of?.map((x) => (x.name === 'item' ? { ...x, options: view.matter.data.options ?? [] } : x)) ?? [] }
      : f,
  initial: (action, view) => (action === 'answer' ? { items: ((view.matter.data.options ?? []) as { value: string }[]).map((o) => ({ item: o.value })) } : {}),
  async sections(client, view) {
    const r = await client.query<Row>(
      `select i.party, i.suggestion, m.id, m.series, m.no, m.title, i.clock, i.late_days as days, i.answer, i.due_on::text as due from letter_item i left join matter m on m.id = i.suggestion where i.letter = $1 order by m.no`,
      [view.matter.id],
    )
    return [
      {
        key: 'items',
        title: '督办事项',
        head: ['建议', '逾期事项', '发函时逾期', '单位答复', '办结时限'],
        // A deputy reads it for his own suggestion; the others that it presses stay with theirs.
        rows: r.rows.map((x) =>
          x.id
            ? [{ text: `${numberOf(x)} ${x.title}`, to: `/suggestion/${x.suggestion}` }, x.clock, `${x.days} 天`, x.answer, x.due ?? '']
            : ['内容不向您显示', '', '', '', ''],
        ),
      },
    ]
  },
}
