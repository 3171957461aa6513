/** The list as a workbook, by the same filters and the same policy as the page. */
import ExcelJS from 'exceljs'
import type pg from 'pg'
import type { Calendar } from '../../kernel/calendar.ts'
import type { Viewer } from '../../people/viewer.ts'
import { safeCell } from '../common/cells.ts'
import { type ListAsk, listSuggestions } from './list.ts'

export async function exportList(client: pg.ClientBase, viewer: Viewer, ask: ListAsk, cal: Calendar, now: Date): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('代表建议', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = [
    { header: '编号', width: 18 },
    { header: '标题', width: 50 },
    { header: '领衔代表', width: 12 },
    { header: '联名人数', width: 10 },
    { header: '代表团', width: 18 },
    { header: '五类', width: 14 },
    { header: '状态', width: 14 },
    { header: '承办单位', width: 40 },
    { header: '当前期限', width: 14 },
    { header: '期限情况', width: 18 },
    { header: '重点', width: 8 },
  ]
  sheet.getRow(1).font = { bold: true }
  let after: string | undefined
  do {
    const page = await listSuggestions(client, viewer, { ...ask, after, limit: 200 }, cal, now)
    for (const r of page.rows)
      sheet.addRow(
        [
          r.number,
          r.title,
          r.lead,
          r.cosigners,
          r.delegation,
          r.category,
          r.stateLabel,
          r.units.map((u) => `${u.role === 'co' ? '会办：' : ''}${u.name}(${u.stepLabel})`).join(';'),
          r.due?.on ?? '',
          r.due?.leftWords ?? '',
          r.key ? '是' : '',
        ].map(safeCell),
      )
    after = page.next ?? undefined
  } while (after)
  return Buffer.from(await book.xlsx.writeBuffer())
}
