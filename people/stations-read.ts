/** A workbook or a list of commas into stations, and cell by cell what is wrong (D1). */
import { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import { badFile, inspect, MAX_FILE } from './roster/unpack.ts'

export const COLUMNS = {
  name: ['名称', '站点名称'],
  type: ['种类', '类型'],
  level: ['层级'],
  place: ['所在乡镇、街道', '乡镇、街道', '乡镇街道', '所在地'],
  address: ['地址'],
  head: ['站长', '负责人'],
  phone: ['联系电话', '电话'],
  area: ['面积', '面积（平方米）'],
  village: ['设在村、社区', '村居'],
  facilities: ['设施'],
  openedOn: ['启用日期'],
  coordinates: ['坐标'],
  brand: ['特色品牌'],
} as const
export type Field = keyof typeof COLUMNS
export interface Line {
  row: number
  values: Partial<Record<Field, string>>
  cells: Partial<Record<Field, string>>
}
export const MOST = 5000

const said = (v: ExcelJS.CellValue): string => {
  if (v === null || v === undefined) return ''
  if (v instanceof Date) return v.toISOString().slice(0, 10)
  if (typeof v === 'object')
    return 'text' in v ? String(v.text) : 'result' in v ? said(v.result as ExcelJS.CellValue) : 'richText' in v ? v.richText.map((x) => x.text).join('') : ''
  return String(v)
}

async function sheetOf(name: string, data: Buffer): Promise<ExcelJS.Worksheet | undefined> {
  const book = new ExcelJS.Workbook()
  if (/\.csv$/i.test(name)) {
    if (data.length > MAX_FILE) throw badFile('文件太大，请分成几个文件')
    let text: string
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(data)
    } catch {
      text = new TextDecoder('gb18030').decode(data)
    }
    return book.csv.read(Readable.from([text.replace(/^\uFEFF/, '')]), { map: (v) => v as string })
  }
  await inspect(data)
  try {
    await book.xlsx.load(data as unknown as ArrayBuffer)
  } catch {
    throw badFile('文件打不开，可能已经损坏。请用表格软件打开并另存为 .xlsx 后再试')
  }
  return book.worksheets.find((s) => s.state === 'visible' && s.actualRowCount > 0)
}

/** @throws {Refusal} when there is no header or nothing below it */
export async function readStations(name: string, data: Buffer): Promise<Line[]> {
  const sheet = await sheetOf(name, data)
  const header = new Map<number, Field>()
  let at = 0
  for (let r = 1; sheet && r <= Math.min(sheet.rowCount, 10) && at === 0; r++) {
    header.clear()
    sheet.getRow(r).eachCell((cell, col) => {
      const field = (Object.keys(COLUMNS) as Field[]).find((k) => (COLUMNS[k] as readonly string[]).includes(said(cell.value).replaceAll(/\s/g, '')))
      if (field) header.set(col, field)
    })
    if ([...header.values()].includes('name') && header.size > 1) at = r
  }
  if (!sheet || at === 0) throw badFile('没有找到表头。请保留一行写有“名称”“种类”“层级”等栏目名称的表头')
  const out: Line[] = []
  for (let r = at + 1; r <= sheet.rowCount; r++) {
    const line: Line = { row: r, values: {}, cells: {} }
    for (const [col, field] of header) {
      const cell = sheet.getRow(r).getCell(col)
      const text = said(cell.value).trim()
      line.cells[field] = cell.address
      if (text) line.values[field] = text
    }
    if (Object.keys(line.values).length > 0) out.push(line)
    if (out.length > MOST) throw badFile(`一次最多 ${MOST} 个站点，请分成几个文件`)
  }
  if (out.length === 0) throw badFile('表头下面没有内容')
  return out
}
