/** A workbook into rows and, cell by cell, what is wrong with it. */

import ExcelJS from 'exceljs'
import { cut } from '../../kernel/characters.ts'
import { tidy, Wrong } from './clean.ts'
import { type Column, columnNamed, columnOf, type Field } from './columns.ts'
import { badFile, inspect, MAX_ROWS } from './unpack.ts'

export interface RosterRow {
  /** As the workbook counts, from 1. */
  row: number
  /** Blank cells are absent: they say nothing, so they change nothing. */
  values: Partial<Record<Field, string>>
  /** 'D17' */
  cells: Partial<Record<Field, string>>
}
export interface CellError {
  row: number
  /** The column's header. */
  column: string
  cell: string
  /** 'D17 手机号码少一位,应为 11 位数字' */
  text: string
}
export interface RosterSheet {
  sheet: string
  rows: RosterRow[]
  /** A row with an error is not among `rows`. */
  errors: CellError[]
  /** What else the office should know: sheets not read, columns not used. */
  notes: string[]
}

/** Parts of a sheet that say nothing about deputies, and that the library would unfold cell by cell. */
const IGNORE = [
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'drawing',
  'legacyDrawing',
  'picture',
  'tableParts',
  'extLst',
  'headerFooter',
  'rowBreaks',
  'colBreaks',
  'autoFilter',
]

/** @throws {Refusal} when the file cannot be read as a roster at all */
export async function readRoster(file: Buffer): Promise<RosterSheet> {
  await inspect(file)
  const book = new ExcelJS.Workbook()
  try {
    await book.xlsx.load(file as unknown as ArrayBuffer, { ignoreNodes: IGNORE })
  } catch {
    throw badFile('文件打不开，可能已经损坏。请用表格软件打开并另存为 .xlsx 后再试')
  }
  const notes: string[] = []
  const found: { sheet: ExcelJS.Worksheet; header: Header }[] = []
  for (const sheet of book.worksheets) {
    const header = findHeader(sheet)
    if (sheet.state !== 'visible') notes.push(`隐藏的工作表“${sheet.name}”没有读取`)
    else if (header) found.push({ sheet, header })
    else if (sheet.actualRowCount > 0) notes.push(`工作表“${sheet.name}”中没有名册的表头，没有读取`)
  }
  const first = found[0]
  if (!first) throw badFile('没有找到表头。请保留一行写有“姓名”“性别”“代表证号”等栏目名称的表头，并且不要隐藏这个工作表')
  for (const f of found.slice(1)) notes.push(`工作表“${f.sheet.name}”也是名册，这次只读取第一张“${first.sheet.name}”`)
  return { ...readRows(first.sheet, first.header, notes), sheet: first.sheet.name, notes }
}

interface Header {
  row: number
  columns: Map<number, Column>
  unknown: string[]
}

/** Titles and notes may stand above it; two known columns, the name among them, make a header. */
function findHeader(sheet: ExcelJS.Worksheet): Header | undefined {
  for (let n = 1; n <= Math.min(sheet.rowCount, 30); n++) {
    const columns = new Map<number, Column>()
    const unknown: string[] = []
    const twice: string[] = []
    sheet.getRow(n).eachCell((cell, at) => {
      if (cell.isMerged && cell.master !== cell) return
      const text = tidy(plain(cell.value).text)
      const column = columnNamed(text)
      if (!column) text && !/^(序号|编号|no\.?|备注)$/i.test(text) && unknown.push(cut(text, 20))
      else if ([...columns.values()].includes(column)) twice.push(column.header)
      else columns.set(at, column)
    })
    if (columns.size < 2 || ![...columns.values()].some((c) => c.field === 'name')) continue
    if (twice.length > 0) throw badFile(`表头中“${twice[0]}”出现了两次，请只留一栏`)
    return { row: n, columns, unknown }
  }
  return undefined
}

function readRows(sheet: ExcelJS.Worksheet, header: Header, notes: string[]): { rows: RosterRow[]; errors: CellError[] } {
  if (header.unknown.length > 0) notes.push(`没有用到的栏目：${header.unknown.slice(0, 20).join('、')}`)
  if (sheet.rowCount - header.row > 2 * MAX_ROWS && sheet.actualRowCount > MAX_ROWS) throw badFile(`名册最多 ${MAX_ROWS} 行`)
  const rows: RosterRow[] = []
  const errors: CellError[] = []
  const headings: number[] = []
  let hidden = 0
  let formulas = 0
  sheet.eachRow((line, n) => {
    if (n <= header.row) return
    const row: RosterRow = { row: n, values: {}, cells: {} }
    const wrong: CellError[] = []
    for (const [at, column] of header.columns) {
      const cell = line.getCell(at)
      // A delegation merged over its deputies counts for each; a merged line (a note, a heading) only once.
      if (cell.isMerged && cell.master !== cell && cell.master.row === cell.row) continue
      row.cells[column.field] = cell.address
      try {
        const { text, formula } = plain(cell.value, column.field)
        const t = tidy(text)
        if (formula && t) formulas++
        if (t) row.values[column.field] = column.read(t)
      } catch (e) {
        if (!(e instanceof Wrong)) throw e
        wrong.push(errorAt(row, column.field, e.message))
      }
    }
    if (wrong.length === 0 && Object.keys(row.values).length === 0) return
    // Headings between the rows ('一、碧溪区代表团(110 名)') and totals below.
    if (wrong.length + Object.keys(row.values).length === 1 && !row.values.name) {
      headings.push(n)
      return
    }
    if (line.hidden) hidden++
    if (!row.values.name && !wrong.some((e) => e.column === '姓名')) wrong.push(errorAt(row, 'name', '请填写姓名'))
    if (row.values.state === 'terminated' && !row.values.reason) wrong.push(errorAt(row, 'reason', '状态是“终止”的，请在“变动原因”一栏写明原因'))
    if (wrong.length > 0) errors.push(...wrong)
    else rows.push(row)
  })
  if (headings.length > 0) notes.push(`第 ${headings.slice(0, 20).join('、')} 行像是小标题或合计，没有读取`)
  if (hidden > 0) notes.push(`有 ${hidden} 行在表格中是隐藏的，也一并读取了`)
  if (formulas > 0) notes.push(`有 ${formulas} 个单元格是公式，只取它显示的结果`)
  return { rows, errors }
}

export function errorAt(row: RosterRow, field: Field, text: string): CellError {
  const cell = row.cells[field] ?? row.cells.name ?? `${row.row}`
  return { row: row.row, column: columnOf(field).header, cell, text: `${cell} ${text}` }
}

/** What a cell shows, as text. Formulas are never computed. */
function plain(value: ExcelJS.CellValue, field?: Field): { text: string; formula: boolean } {
  if (value === null || value === undefined) return { text: '', formula: false }
  if (value instanceof Date) return { text: ofDate(value, field), formula: false }
  if (typeof value === 'number') return { text: ofNumber(value, field), formula: false }
  if (typeof value === 'string') return { text: value, formula: false }
  if (typeof value === 'boolean') return { text: value ? '是' : '否', formula: false }
  if ('richText' in value) return { text: value.richText.map((r) => r.text).join(''), formula: false }
  if ('formula' in value || 'sharedFormula' in value) {
    if (value.result === undefined) throw new Wrong('是公式而没有结果，请把它粘贴为数值')
    return { text: plain(value.result as ExcelJS.CellValue, field).text, formula: true }
  }
  if ('error' in value) throw new Wrong('单元格里是一个错误值，请改正')
  return 'text' in value ? { text: plain(value.text as ExcelJS.CellValue).text, formula: false } : { text: '', formula: false }
}

function ofDate(d: Date, field?: Field): string {
  if (Number.isNaN(d.getTime())) throw new Wrong('日期不对，请核对')
  if (field && field !== 'birth') throw new Wrong('单元格是日期格式，请改为文本格式后重新填写')
  return d.toISOString().slice(0, 10)
}

function ofNumber(n: number, field?: Field): string {
  // 1968.10 kept as a number has lost its last digit: January and October look the same.
  if (field === 'birth' && /^\d{4}\.1$/.test(String(n))) throw new Wrong('分不清是 1 月还是 10 月（数字末尾的 0 会丢失），请写成 1968-01 或 1968-10')
  return Number.isInteger(n) ? n.toFixed(0) : String(n)
}
