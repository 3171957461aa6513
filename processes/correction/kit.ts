import { type Kit, sheetRows } from '../common/kit.ts'
import { acts } from './acts.ts'
import { correction as def } from './process.ts'

export const correction: Kit = {
  def,
  acts,
  group: '督办',
  beginsAt: { to: '/ladder', label: '到督办阶梯挂号' },
  columns: [
    { title: '件数', cell: (m) => String(m.data.items?.length ?? 0) },
    { title: '主任会议', cell: (m) => m.data.criticism?.meeting ?? m.data.order?.meeting ?? '' },
  ],
  sheet: ({ matter: m, parties }) => {
    const unit = parties.find((p) => p.role === 'unit')
    return sheetRows([
      ['单位', unit?.name],
      ['时限', unit?.data.until],
      ['督办要求', m.data.demand, true],
      ['办理情况', unit?.data.report, true],
      ['提请主任会议的理由', m.data.raised, true],
      ['责令改正', m.data.order && `${m.data.order.meeting}（${m.data.order.meetingOn}）`],
      ['改正要求', m.data.order?.demands, true],
      ['改正情况', unit?.data.corrected, true],
      ['退回再改', unit?.data.insisted, true],
      ['通报批评', m.data.criticism && `${m.data.criticism.meeting}（${m.data.criticism.meetingOn}）`],
      ['事实和理由', m.data.criticism?.reason, true],
      ['建议', m.data.criticism?.advice, true],
      ['结论', m.data.opinion],
    ])
  },
  sections: async (client, view) => {
    const items = (view.matter.data.items ?? []) as { matter: string; label: string; days: number }[]
    // A deputy reads it for his own suggestion; the others stay with theirs.
    const seen = new Set((await client.query('select id from matter where id = any ($1)', [items.map((x) => x.matter)])).rows.map((r) => r.id))
    return [
      {
        key: 'items',
        title: `督办事项（${items.length}）`,
        head: ['建议', '挂号时逾期'],
        rows: items.map((x) => (seen.has(x.matter) ? [{ text: x.label, to: `/suggestion/${x.matter}` }, `${x.days} 天`] : ['内容不向您显示', ''])),
      },
    ]
  },
}
