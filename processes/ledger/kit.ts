import { dayShown } from '../../kernel/day.ts'
import { type Kit, sheetRows } from '../common/kit.ts'
import { numberOf } from '../common/number.ts'
import { acts } from './acts.ts'
import { ledger as def } from './process.ts'
import { standing, stateWords } from './rows.ts'

export const ledger: Kit = {
  def,
  acts,
  group: '督办',
  columns: [
    { title: '年度', cell: (m) => String(m.data.year) },
    { title: '截止', cell: (m) => dayShown(m.data.deadline) },
  ],
  sheet: ({ matter: m }) =>
    sheetRows([
      ['年度', m.data.year],
      ['截止日期', dayShown(m.data.deadline)],
      ['要求', m.data.note, true],
    ]),
  initial: (action, view) =>
    action === 'callReports' ? { year: Number(view.today.slice(0, 4)), deadline: view.after?.(view.today, view.rule('clock.yearReport')) } : {},
  words: {
    notes: (p) =>
      p.data.summary
        ? [
            { label: '报告', text: p.data.summary },
            { label: '承诺', text: `共 ${p.data.total} 项，已兑现 ${p.data.kept}，不再实施 ${p.data.changed}，未完成 ${p.data.open}` },
            ...(p.data.opinion ? [{ label: '回执意见', text: p.data.opinion }] : []),
          ]
        : p.data.sentBack
          ? [{ label: '请补充', text: p.data.sentBack }]
          : [],
  },
  async sections(client, view, viewer) {
    const own = viewer.seat.office === 'unit_officer' || viewer.seat.office === 'unit_leader' ? (viewer.seat.unit ?? undefined) : undefined
    const rows = await standing(client, { place: view.matter.place, year: view.matter.data.year, unit: own, today: view.today })
    return [
      {
        key: 'promises',
        title: `承诺事项（${rows.length} 项，其中往年结转 ${rows.filter((r) => r.carried).length} 项）`,
        head: ['建议', '单位', '承诺事项', '时限', '状态', '进展'],
        rows: rows.map((r) => [
          { text: `${numberOf(r)} ${r.title}`, to: `/suggestion/${r.matter}` },
          r.unitName,
          r.item,
          r.firstDue === r.dueOn ? r.dueOn : `${r.dueOn}（原 ${r.firstDue}）`,
          { text: stateWords(r), light: r.late ? 'red' : r.state === 'fulfilled' ? 'done' : 'green' },
          r.progress,
        ]),
      },
    ]
  },
}
