/** A list as a workbook that people go on working with: real numbers, days and money, columns as wide as their words, a head that stays. */
import ExcelJS from 'exceljs'
import { widthOf } from '../../kernel/width.ts'
import { safeCell } from './cells.ts'

export interface SheetOf {
  /** Name of the sheet. */
  name: string
  head: readonly string[]
  rows: readonly (readonly unknown[])[]
  /** Last row, in bold. */
  total?: readonly unknown[] | undefined
  /** The first column stays as well. */
  keepFirst?: boolean
}

interface Typed {
  value: string | number | Date
  format?: string
}

/** Columns whose digits are a name, not an amount. */
const NAMES = /编号|文号|证号|号码|电话|手机|邮编|身份证|账号|代码|届次/
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const YEAR_MONTH_DAY = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/
const COUNTED = /^(-?(?:0|[1-9]\d{0,11}))(\s?)(件|人|次|个|天|条|位|人次|件次|分|名|处|场|项|期|小时)$/
const MONEY = /^(-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,11})(?:\.\d{1,4})?)(\s?)(万元|元|亿元)$/
const PERCENT = /^(-?\d{1,4}(?:\.\d{1,2})?)%$/
const NUMBER = /^-?(?:0|[1-9]\d{0,13})(?:\.\d{1,6})?$/

const places = (n: string) => (/\.(\d+)/.exec(n)?.[1] ? `.${'0'.repeat(/\.(\d+)/.exec(n)?.[1]?.length ?? 0)}` : '')

/** A real day, number or amount where the words are one, shown as they were written; else the words, never a formula. */
export function typed(x: unknown, head = ''): Typed {
  if (x instanceof Date || typeof x === 'number') return { value: x, ...(x instanceof Date ? { format: 'yyyy-mm-dd' } : {}) }
  const t = String(x ?? '')
  const day = DAY.exec(t) ?? YEAR_MONTH_DAY.exec(t)
  if (day) {
    const [y, m, d] = day.slice(1).map(Number) as [number, number, number]
    const date = new Date(Date.UTC(y, m - 1, d))
    if (date.getUTCMonth() === m - 1 && date.getUTCDate() === d) return { value: date, format: DAY.test(t) ? 'yyyy-mm-dd' : 'yyyy"年"m"月"d"日"' }
  }
  if (!NAMES.test(head)) {
    const counted = COUNTED.exec(t)
    if (counted) return { value: Number(counted[1]), format: `0"${counted[2]}${counted[3]}"` }
    const money = MONEY.exec(t)
    if (money?.[1]) return { value: Number(money[1].replace(/,/g, '')), format: `#,##0${places(money[1])}"${money[2]}${money[3]}"` }
    const percent = PERCENT.exec(t)
    if (percent?.[1]) return { value: Number((Number(percent[1]) / 100).toFixed(6)), format: `0${places(percent[1])}%` }
    if (NUMBER.test(t)) return { value: Number(t), format: `0${places(t)}` }
  }
  return { value: safeCell(t) }
}

/** @returns the file's bytes */
export async function workbook(...sheets: SheetOf[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  for (const s of sheets) {
    const sheet = book.addWorksheet(s.name.replace(/[*?:\\/[\]]/g, '').slice(0, 31) || '列表', {
      views: [{ state: 'frozen', ySplit: 1, ...(s.keepFirst ? { xSplit: 1 } : {}) }],
      pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
    })
    const wide = s.head.map((h) => widthOf(h) * 2)
    sheet.addRow(s.head.map(safeCell)).font = { bold: true }
    const put = (cells: readonly unknown[]) => {
      const all = cells.map((x, i) => typed(x, s.head[i]))
      const row = sheet.addRow(all.map((x) => x.value))
      all.forEach((x, i) => {
        if (x.format) row.getCell(i + 1).numFmt = x.format
        wide[i] = Math.max(
          wide[i] ?? 0,
          ...String(cells[i] instanceof Date ? '2026-01-01' : (cells[i] ?? ''))
            .split('\n')
            .map((l) => widthOf(l) * 2),
        )
      })
      return row
    }
    for (const r of s.rows) put(r)
    if (s.total) put(s.total).font = { bold: true }
    wide.forEach((w, i) => {
      const column = sheet.getColumn(i + 1)
      column.width = Math.min(60, Math.max(8, w + 2))
      column.alignment = { vertical: 'top', wrapText: w > 58 }
    })
    if (s.rows.length > 0) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: s.head.length } }
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}
