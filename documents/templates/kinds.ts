/** Three kinds of paper whose rows say everything: a record of one matter, a list of a place, a notice with a list bound in. */
import { type Align, type Block, type Cell, cell, label, para, prose, type Template } from '../model.ts'
import { bound, contact, type Sent, sent, signBox } from './parts.ts'

export interface Table {
  title?: string
  columns: { label: string; width: number; align?: Align }[]
  rows: string[][]
}

/** One matter, label and text as on its page, with its tables and the places to sign. */
export interface RecordPaper {
  title: string
  left?: string
  right?: string
  rows: { label: string; text: string; long?: boolean }[]
  tables?: Table[]
  signs?: string[]
  note?: string
}

export interface ListPaper {
  title: string
  subtitle?: string
  left?: string
  right?: string
  tables: Table[]
  note?: string
}

export interface NoticePaper extends Sent {
  title: string
  to?: string
  text: string
  list?: Table & { title: string }
}

const tableOf = (t: Table, size: number): Block => ({ kind: 'table', size, ...(t.title ? { caption: t.title } : {}), columns: t.columns, rows: t.rows })

/** Short answers stand two in a row, long ones alone with room to write. */
function rowsOf(rows: RecordPaper['rows']): Cell[][] {
  const out: Cell[][] = []
  let half: RecordPaper['rows'][number] | undefined
  const flush = () => {
    if (half) out.push([label(half.label), cell(half.text, { span: 3 })])
    half = undefined
  }
  for (const r of rows) {
    if (r.long || r.text.length > 16 || r.label.length > 8) {
      flush()
      out.push([label(r.label), cell(r.text, { span: 3, ...(r.long ? { high: 24 } : {}) })])
    } else if (half) {
      out.push([label(half.label), cell(half.text), label(r.label), cell(r.text)])
      half = undefined
    } else half = r
  }
  flush()
  return out
}

interface About {
  key: string
  label: string
  processes: readonly string[]
  audience?: Template['audience']
}

export const recordPaper = (o: About): Template<RecordPaper> => ({
  audience: 'office',
  ...o,
  form: 'sheet',
  make: (d) => ({
    form: 'sheet',
    title: d.title,
    ...(d.left || d.right ? { above: { ...(d.left ? { left: d.left } : {}), ...(d.right ? { right: d.right } : {}) } } : {}),
    blocks: [
      {
        kind: 'form',
        columns: [18, 32, 18, 32],
        rows: [...rowsOf(d.rows), ...(d.signs ?? []).map((s) => [label(s), { ...signBox('', '签字：', undefined, 22), span: 3 }])],
      },
      ...(d.tables ?? []).filter((t) => t.rows.length > 0).map((t) => tableOf(t, 10.5)),
    ],
    ...(d.note ? { note: d.note } : {}),
  }),
})

export const listPaper = (o: About & { upright?: boolean }): Template<ListPaper> => ({
  audience: 'office',
  key: o.key,
  label: o.label,
  processes: o.processes,
  ...(o.audience ? { audience: o.audience } : {}),
  form: 'plain',
  make: (d) => ({
    form: o.upright ? 'sheet' : 'plain',
    ...(o.upright ? {} : { landscape: true }),
    title: d.title,
    ...(d.subtitle ? { subtitle: d.subtitle } : {}),
    ...(d.left || d.right ? { above: { ...(d.left ? { left: d.left } : {}), ...(d.right ? { right: d.right } : {}) } } : {}),
    blocks: d.tables.map((t) => tableOf(t, 10.5)),
    ...(d.note ? { note: d.note } : {}),
  }),
})

export const noticePaper = (o: About & { series?: string }): Template<NoticePaper> => ({
  audience: 'all',
  ...o,
  form: 'notice',
  make: (d) => ({
    form: 'notice',
    ...sent(d),
    title: d.title,
    ...(d.to ? { addressee: d.to } : {}),
    blocks: d.text ? prose(d.text) : [para('')],
    ...(d.list ? bound([{ title: d.list.title, blocks: [tableOf({ columns: d.list.columns, rows: d.list.rows }, 10.5)] }]) : {}),
    ...contact(d),
    issuedBy: { organ: d.organ, date: d.date },
  }),
})

/** Columns from heads alone: wide where long text is wont to stand. */
export function columnsOf(head: readonly string[], wide: readonly string[] = []): Table['columns'] {
  return head.map((l) => {
    if (l === '序号') return { label: l, width: 7, align: 'center' as const }
    if (wide.includes(l)) return { label: l, width: 40 }
    return { label: l, width: 8 + Math.min(10, l.length * 2), align: 'center' as const }
  })
}
