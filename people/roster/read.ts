/** A workbook into rows and, cell by cell, what is wrong with it. */
import { tidy, Wrong } from './clean.ts'
import { type Column, columnOf, type Field, type Joint } from './columns.ts'
import { type Choices, findHeader, type Grid, gridOf, type Header, type Undecided } from './header.ts'
import { type Cell, columnLetters, type Row, readBook } from './sheet.ts'
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
  /** Columns with something in them that the header names otherwise: nothing is written before the office says what they are. */
  undecided: Undecided[]
  /** Lines below the header in which something stands = lines with a deputy (right or wrong) + those left out. */
  lines: number
  leftOut: { row: number; why: string }[]
}

/**
 * @param today 'YYYY-MM-DD'
 * @param choices what the office said about columns that are not known by their names
 * @throws {Refusal} when the file cannot be read as a roster at all
 */
export async function readRoster(file: Buffer, today: string, choices: Choices = {}): Promise<RosterSheet> {
  const notes: string[] = []
  const found: { grid: Grid; header: Header }[] = []
  for (const sheet of readBook(await inspect(file))) {
    const grid = gridOf(sheet)
    const header = sheet.hidden ? undefined : findHeader(grid, found.length === 0 ? choices : {})
    if (sheet.hidden) notes.push(`隐藏的工作表“${sheet.name}”没有读取`)
    else if (header) found.push({ grid, header })
    else if (sheet.rows.some(filled)) notes.push(`工作表“${sheet.name}”中没有名册的表头，没有读取`)
  }
  const first = found[0]
  if (!first) throw badFile('没有找到表头。请保留一行写有“姓名”“性别”“代表证号”等栏目名称的表头，并且不要隐藏这个工作表')
  const { name } = first.grid.sheet
  for (const f of found.slice(1)) notes.push(`工作表“${f.grid.sheet.name}”也是名册，这次只读取第一张“${name}”`)
  return { ...readRows(first.grid, first.header, notes, today), sheet: name, notes, undecided: first.header.undecided }
}

/** Stands where names stand, and is nobody's. */
const TOTAL = /^(合计|总计|小计|共计|总数)/
const filled = (r: Row) => [...r.cells.values()].some((c) => c.wrong || tidy(c.text))

function readRows(grid: Grid, header: Header, notes: string[], today: string): Pick<RosterSheet, 'rows' | 'errors' | 'lines' | 'leftOut'> {
  if (header.unused.length > 0) notes.push(`没有用到的栏目：${header.unused.slice(0, 20).join('、')}`)
  const lines = grid.sheet.rows.filter((r) => r.n > header.bottom && filled(r))
  if (lines.length > MAX_ROWS) throw badFile(`名册最多 ${MAX_ROWS} 行`)
  const rows: RosterRow[] = []
  const errors: CellError[] = []
  const leftOut: { row: number; why: string }[] = []
  let hidden = 0
  let formulas = 0
  for (const line of lines) {
    const row: RosterRow = { row: line.n, values: {}, cells: {} }
    const wrong: CellError[] = []
    for (const [at, column] of header.columns) formulas += readCell(grid, line, at, column, row, wrong, today)
    const said = wrong.length + Object.keys(row.values).length
    // Headings between the rows ('一、碧溪区代表团(110 名)') and totals below.
    if (said === 0 || (said === 1 && !row.values.name) || TOTAL.test(row.values.name ?? '')) {
      leftOut.push({ row: line.n, why: said === 0 ? '读取的栏目都是空的' : '像是小标题或合计' })
      continue
    }
    if (line.hidden) hidden++
    if (!row.values.name && !wrong.some((e) => e.column === '姓名')) wrong.push(errorAt(row, 'name', '请填写姓名'))
    if (row.values.state === 'terminated' && !row.values.reason) wrong.push(errorAt(row, 'reason', '状态是“终止”的，请在“变动原因”一栏写明原因'))
    if (wrong.length > 0) errors.push(...wrong)
    else rows.push(row)
  }
  for (const why of ['像是小标题或合计', '读取的栏目都是空的']) {
    const at = leftOut.filter((x) => x.why === why).map((x) => x.row)
    if (at.length > 0) notes.push(`第 ${at.slice(0, 20).join('、')}${at.length > 20 ? ` 等 ${at.length}` : ''} 行${why}，没有读取`)
  }
  if (hidden > 0) notes.push(`有 ${hidden} 行在表格中是隐藏的，也一并读取了`)
  if (formulas > 0) notes.push(`有 ${formulas} 个单元格是公式，只取它显示的结果`)
  return { rows, errors, lines: lines.length, leftOut }
}

/** @returns 1 for the result of a formula */
function readCell(grid: Grid, line: Row, at: number, column: Column | Joint, row: RosterRow, wrong: CellError[], today: string): 0 | 1 {
  const fields = 'field' in column ? [column.field] : column.fields
  const first = fields[0] as Field
  // A delegation merged over its deputies counts for each; a merged line (a note, a heading) only once.
  const over = grid.over(line.n, at)
  if (over && (over.left !== at || (over.top !== line.n && over.right > over.left))) return 0
  const cell = over ? grid.cell(over.top, at) : line.cells.get(at)
  for (const f of fields) row.cells[f] = `${columnLetters(at)}${line.n}`
  if (!cell) return 0
  try {
    const text = tidy(wordsOf(cell, first))
    if (!text) return 0
    const values = 'field' in column ? { [first]: column.read(text, today) } : column.read(text)
    for (const [f, v] of Object.entries(values)) if (v) row.values[f as Field] = v
    return cell.formula ? 1 : 0
  } catch (e) {
    if (!(e instanceof Wrong)) throw e
    wrong.push(errorAt(row, first, e.message))
    return 0
  }
}

/** What the cell shows, unless the workbook has lost or turned what was typed. */
function wordsOf(cell: Cell, field: Field): string {
  if (cell.wrong) throw new Wrong(cell.wrong)
  if (cell.kind === 'date' && field !== 'birth') throw new Wrong('单元格是日期格式，请改为文本格式后重新填写')
  // 1968.10 kept as a number has lost its last digit: January and October look the same.
  if (cell.kind === 'number' && field === 'birth' && /^\d{4}\.1$/.test(cell.text))
    throw new Wrong('分不清是 1 月还是 10 月（数字末尾的 0 会丢失），请写成 1968-01 或 1968-10')
  if (/^\s*\d(?:\.\d+)?E\+\d{2,3}\s*$/i.test(cell.text)) throw new Wrong('是科学计数法，末尾的数字已经丢失。请把单元格设为文本格式后重新填写')
  return cell.text
}

export function errorAt(row: RosterRow, field: Field, text: string): CellError {
  const cell = row.cells[field] ?? row.cells.name ?? `${row.row}`
  return { row: row.row, column: columnOf(field).header, cell, text: `${cell} ${text}` }
}
