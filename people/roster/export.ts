/** The roster as a workbook with the import's own columns: brought back unchanged, it changes nothing. */
import ExcelJS from 'exceljs'
import type pg from 'pg'
import { writing } from '../../database/read.ts'
import { recordPlaceEvent } from '../../kernel/act.ts'
import { localDay } from '../../kernel/calendar.ts'
import { actorOf, type Viewer } from '../viewer.ts'
import { COLUMNS, type Field, OPEN, PERSON_FIELDS, STATES } from './columns.ts'

/** Of a person whom another place keeps only what is public goes out. */
const OF_PERSON = PERSON_FIELDS.map((f) => {
  const value = f === 'birth' ? 'person_birth(p)' : `p.${f}`
  return OPEN.has(f) ? `p.${f}` : `case when k.ours then ${value} end as ${f}`
}).join(', ')

/** The deputies of the present term who have not left. Who took the phone numbers along is recorded. */
export async function exportRoster(pool: pg.Pool, viewer: Viewer, now = new Date()): Promise<Buffer> {
  const place = viewer.seat.place
  const { name, rows } = await writing(pool, async (client) => {
    const about = await client.query('select name from place where code = $1', [place])
    const r = await client.query(
      `select ${OF_PERSON}, s.term::text, s.certificate_no, u.name as delegation,
         s.electoral_unit, array_to_string(s.tags, '、') as tags, s.state, s.reason
       from seat s join person p on p.id = s.person left join unit u on u.id = s.delegation
         cross join lateral (select person_keeper(p, $2::date) = $1 as ours offset 0) k
       where s.place = $1 and s.office = 'deputy' and s.state <> 'terminated'
         and s.term = (select number from term where place = $1 order by (starts_on <= $2::date and $2::date <= ends_on) desc, number desc limit 1)
       order by u.position, u.name, p.name_sort, p.name, s.id`,
      [place, localDay(now)],
    )
    await recordPlaceEvent(client, {
      process: 'roster',
      place,
      action: 'export',
      actor: actorOf(viewer),
      at: now,
      says: `导出代表名册 ${r.rows.length} 人`,
      data: { rows: r.rows.length },
    })
    return { name: about.rows[0]?.name as string, rows: r.rows as Record<Field, string | null>[] }
  })
  const book = new ExcelJS.Workbook()
  book.creator = '呼应'
  book.created = now
  const sheet = book.addWorksheet('代表名册', {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 2 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '2:2' },
  })
  sheet.addRow([`${name}人大代表名册（${rows.length} 人，${viewer.name} ${localDay(now)} 导出）`])
  sheet.mergeCells(1, 1, 1, COLUMNS.length)
  sheet.getRow(1).font = { bold: true, size: 14 }
  sheet.addRow(COLUMNS.map((c) => c.header)).font = { bold: true }
  COLUMNS.forEach((c, i) => {
    // As text: 01 stays 01, and no number grows an exponent.
    Object.assign(sheet.getColumn(i + 1), { width: c.width, numFmt: '@' })
  })
  for (const r of rows) sheet.addRow(COLUMNS.map((c) => cell(c.field, r[c.field])))
  sheet.autoFilter = { from: { row: 2, column: 1 }, to: { row: 2, column: COLUMNS.length } }
  return Buffer.from(await book.xlsx.writeBuffer())
}

function cell(field: Field, value: string | null): string | null {
  if (!value) return null
  if (field === 'state') return STATES[value as keyof typeof STATES] ?? value
  if (field === 'term') return `第${value}届`
  // A workbook saved on as CSV would run it as a formula elsewhere; the import takes the sign off again.
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
}
