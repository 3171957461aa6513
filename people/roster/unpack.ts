/**
 * Looks into a workbook before a library unfolds it: a few kilobytes may unpack to gigabytes, and one merged range or defined
 * name may stand for billions of cells that the library would make one by one.
 */
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { Refusal } from '../../kernel/refusal.ts'

export const MAX_FILE = 5 * 1024 * 1024
const MAX_UNPACKED = 48 * 1024 * 1024
const MAX_ENTRIES = 500
export const MAX_ROWS = 20_000
export const MAX_CELLS = 600_000
const MAX_RANGES = 300_000

export const badFile = (text: string) => new Refusal('input', text, { fields: { file: text } })
export const tooMuch = () => badFile(`表格太大：最多 ${MAX_ROWS} 行。请删去多余的空行和工作表后再试`)
const broken = () => badFile('文件打不开，可能已经损坏。请用表格软件打开并另存为 .xlsx 后再试')

const inflate = promisify(inflateRaw)

/**
 * @returns the parts that are text, by name
 * @throws {Refusal} when it is no workbook, or one that would unfold beyond all measure
 */
export async function inspect(file: Buffer): Promise<Map<string, Buffer>> {
  if (file.length > MAX_FILE) throw badFile(`文件太大，最大 ${MAX_FILE / 1024 / 1024} MB`)
  if (file.subarray(0, 4).toString('hex') === 'd0cf11e0') throw badFile('这是旧版 .xls 文件，或者加了密码。请去掉密码，另存为 .xlsx 后再试')
  if (file.length < 22 || file.readUInt32LE(0) !== 0x04034b50) throw badFile('这不是 Excel 文件（.xlsx），请另存为 .xlsx 后再试')
  let left = MAX_UNPACKED
  let rows = 0
  let cells = 0
  let ranges = 0
  let sheets = 0
  const parts = new Map<string, Buffer>()
  for (const e of entries(file)) {
    let data: Buffer
    try {
      data = e.method === 0 ? e.packed : await inflate(e.packed, { maxOutputLength: left })
    } catch (x) {
      throw (x as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooMuch() : broken()
    }
    left -= data.length
    if (left <= 0) throw tooMuch()
    if (/\.(xml|rels)$/i.test(e.name)) parts.set(e.name.replace(/^\//, '').replaceAll('\\', '/'), data)
    if (/^\/?xl\/worksheets\/[^/]*\.xml$/.test(e.name)) {
      const xml = data.toString('latin1')
      sheets++
      rows = Math.max(rows, count(xml, /<(?:\w+:)?row[\s/>]/g))
      cells += count(xml, /<(?:\w+:)?c[\s/>]/g)
      for (const [, ref = ''] of xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([^"']*)/g)) ranges += area(ref)
    } else if (/^\/?xl\/workbook\.xml$/.test(e.name)) {
      for (const [, ref = ''] of data.toString('latin1').matchAll(/<(?:\w+:)?definedName\b[^>]*>([^<]*)</g)) for (const r of ref.split(',')) ranges += area(r)
    }
    if (rows > MAX_ROWS + 100 || cells > MAX_CELLS) throw tooMuch()
    if (ranges > MAX_RANGES) throw badFile('表格里有范围过大的合并单元格或名称。请把名册复制到一个新的工作簿后再试')
  }
  if (sheets === 0) throw badFile('这不是 Excel 工作簿（.xlsx），请另存为 .xlsx 后再试')
  return parts
}

interface Entry {
  name: string
  method: number
  packed: Buffer
}

function* entries(file: Buffer): Generator<Entry> {
  let end = file.length - 22
  while (end >= 0 && end > file.length - 66_000 && file.readUInt32LE(end) !== 0x06054b50) end--
  if (end < 0 || file.readUInt32LE(end) !== 0x06054b50) throw broken()
  const n = file.readUInt16LE(end + 10)
  if (n > MAX_ENTRIES) throw tooMuch()
  let at = file.readUInt32LE(end + 16)
  for (let i = 0; i < n; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw broken()
    const [method, size, nameLength, extra, comment, local] = [
      file.readUInt16LE(at + 10),
      file.readUInt32LE(at + 20),
      file.readUInt16LE(at + 28),
      file.readUInt16LE(at + 30),
      file.readUInt16LE(at + 32),
      file.readUInt32LE(at + 42),
    ]
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    if ((method !== 0 && method !== 8) || local + 30 > file.length || file.readUInt32LE(local) !== 0x04034b50) throw broken()
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    if (start + size > file.length) throw broken()
    yield { name, method, packed: file.subarray(start, start + size) }
    at += 46 + nameLength + extra + comment
  }
}

const count = (text: string, re: RegExp): number => {
  let n = 0
  while (re.exec(text)) n++
  return n
}

/** Cells in 'A1:C9' or 'Sheet!$A$1:$C$9'; whole columns are not unfolded and count nothing. */
function area(ref: string): number {
  const m = /\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})\s*$/i.exec(ref)
  if (!m) return 1
  const col = (s = '') => [...s.toUpperCase()].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)
  return (Math.abs(col(m[3]) - col(m[1])) + 1) * (Math.abs(Number(m[4]) - Number(m[2])) + 1)
}
