import { dayShown } from '../../kernel/day.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { acts } from './acts.ts'
import { interview as def, KINDS } from './process.ts'

export const interview: Kit = {
  def,
  acts,
  group: '督办',
  beginsAt: { to: '/ladder', label: '到督办阶梯安排' },
  columns: [
    { title: '形式', cell: (m) => word(KINDS, m.kind) },
    { title: '日期', cell: (m) => dayShown(m.data.heldOn) },
    { title: '件数', cell: (m) => String(m.data.items?.length ?? 0) },
  ],
  sheet: ({ matter: m, parties }) =>
    sheetRows([
      ['形式', word(KINDS, m.kind)],
      ['单位', parties.find((p) => p.role === 'unit')?.name],
      ['日期、地点', `${m.data.heldOn}，${m.data.place}`],
      ['主持领导', m.data.leader],
      ['参加人', m.data.people],
      ['情况', m.data.record, true],
      ['要求', m.data.demands, true],
      ['整改期限', dayShown(m.data.deadline)],
      ['整改报告', parties.find((p) => p.role === 'unit')?.data.report, true],
      ['结论', m.data.opinion],
    ]),
  initial: (action, view) => (action === 'hold' ? { deadline: view.after?.(view.today, view.rule('clock.mend')) } : {}),
  sections: async (client, view) => {
    const items = (view.matter.data.items ?? []) as { matter: string; label: string; days: number }[]
    // A deputy reads it for his own suggestion; the others that the talk is about stay with theirs.
    const seen = new Set((await client.query('select id from matter where id = any ($1)', [items.map((x) => x.matter)])).rows.map((r) => r.id))
    return [
      {
        key: 'items',
        title: `督办事项（${items.length}）`,
        head: ['建议', '安排时逾期'],
        rows: items.map((x) => (seen.has(x.matter) ? [{ text: x.label, to: `/suggestion/${x.matter}` }, `${x.days} 天`] : ['内容不向您显示', ''])),
      },
    ]
  },
}
