import type pg from 'pg'
import type { View } from '../../kernel/process.ts'
import { type Kit, sheetRows } from '../common/kit.ts'
import { numberOf } from '../common/number.ts'
import { CATEGORIES } from '../suggestion/inputs.ts'
import { suggestion } from '../suggestion/process.ts'
import { acts } from './acts.ts'
import { inspection as def } from './process.ts'

export const PACKAGE_HEAD = [
  '编号',
  '标题',
  '类别',
  '承办单位',
  '分工',
  '交办日期',
  '答复日期',
  '结果',
  '答复次数',
  '面商沟通',
  '逾期',
  '催办督办',
  '承诺（已兑现）',
  '状态',
]

/** The package as it was frozen, for page and workbook: never joined with the suggestions themselves. */
export async function packageRows(client: pg.ClientBase, id: string, excluded = false): Promise<{ suggestion: string; excluded: string; cells: string[] }[]> {
  const r = await client.query(
    `select i.suggestion, i.snapshot as s, i.excluded, u.name from inspection_item i join unit u on u.id = i.unit where i.inspection = $1 and ($2 or i.excluded = '') order by u.position, u.name, (i.snapshot->>'no')::int`,
    [id, excluded],
  )
  return r.rows.map(({ suggestion: of, s, name, excluded: why }) => ({
    suggestion: of,
    excluded: why,
    cells: [
      numberOf(s),
      s.title,
      CATEGORIES[s.category as keyof typeof CATEGORIES] ?? '',
      name,
      s.role === 'co' ? '会办' : '主办',
      s.handedOn ?? '',
      s.repliedOn ?? '',
      s.code ?? '',
      `${s.rounds}`,
      `${s.contacts} 次`,
      `${s.late} 次`,
      `${s.urged} 次`,
      `${s.promises}（${s.kept}）`,
      suggestion.states[s.state as keyof typeof suggestion.states]?.label ?? s.state,
    ],
  }))
}

/** Somebody who reads it for his own suggestion or his own handling, not for the inspection. */
const concerned = (view: View) => ['deputy', 'unit_officer', 'unit_leader'].includes(view.actor.office)

export const inspection: Kit = {
  def,
  acts,
  group: '督办',
  columns: [
    { title: '单位', cell: (m) => `${m.data.units?.length ?? 0} 个` },
    { title: '建议', cell: (m) => (m.data.count === undefined ? '' : `${m.data.count} 件`) },
    { title: '移交函', cell: (m) => m.data.docNo ?? '' },
  ],
  sheet: (view) => {
    const { matter: m } = view
    return sheetRows([
      ['被巡察单位', !concerned(view) && m.data.unitNames?.join('、'), true],
      ['建议期间', `${m.data.from} 至 ${m.data.to}`],
      ['提请事由', !concerned(view) && m.data.note],
      ['提取', m.data.count !== undefined && `${m.data.count} 件，涉及 ${m.data.unitCount} 个单位（${m.data.extractedOn}）`],
      ['移交', m.data.docNo && `${m.data.docNo}（${m.data.handedOn}）`],
      ['反馈', !concerned(view) && m.data.feedback && `${m.data.feedback}（${m.data.feedbackOn}）`, true],
    ])
  },
  field: (f, action, view) =>
    action === 'exclude' && f.name === 'items'
      ? { ...f, widget: 'matters', among: 'suggestion' }
      : action === 'receipt' && f.name === 'on'
        ? { ...f, help: view.today }
        : f,
  initial: (action, view) =>
    action === 'request' ? { from: `${view.today.slice(0, 4)}-01-01`, to: view.today } : ['handOver', 'receipt'].includes(action) ? { on: view.today } : {},
  async sections(client, view, viewer) {
    const office = viewer.seat.office === 'daf_staff' || viewer.seat.office === 'daf_head'
    const rows = await packageRows(client, view.matter.id, office)
    return [
      {
        key: 'package',
        title: `${concerned(view) ? '其中与您有关的' : '提取清单'}（${new Set(rows.filter((r) => !r.excluded).map((r) => r.suggestion)).size} 件）`,
        text: '代表姓名、电话和评价不在提取范围之内。',
        head: [...PACKAGE_HEAD, ...(office ? ['剔除'] : [])],
        rows: rows.map((r) => [...r.cells, ...(office ? [r.excluded] : [])]),
      },
    ]
  },
}
