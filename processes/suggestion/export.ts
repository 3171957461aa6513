/** The list as a workbook, by the same filters and the same policy as the page. */
import type pg from 'pg'
import type { Calendar } from '../../kernel/calendar.ts'
import type { Viewer } from '../../people/viewer.ts'
import { workbook } from '../common/workbook.ts'
import { type ListAsk, listSuggestions } from './list.ts'

export async function exportList(client: pg.ClientBase, viewer: Viewer, ask: ListAsk, cal: Calendar, now: Date): Promise<Buffer> {
  const rows: unknown[][] = []
  let after: string | undefined
  do {
    const page = await listSuggestions(client, viewer, { ...ask, after, limit: 200 }, cal, now)
    for (const r of page.rows)
      rows.push([
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
      ])
    after = page.next ?? undefined
  } while (after)
  return workbook({
    name: '代表建议',
    head: ['编号', '标题', '领衔代表', '联名人数', '代表团', '五类', '状态', '承办单位', '当前期限', '期限情况', '重点'],
    rows,
  })
}
