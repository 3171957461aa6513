import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { readRoster } from './read.ts'

/** A zip archive written by hand, as nobody's spreadsheet would. */
function zip(files: Record<string, string | Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const data = deflateRawSync(text)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(data.length, 18)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(data.length, 20)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    parts.push(head, Buffer.from(name), data)
    directory.push(entry, Buffer.from(name))
    at += 30 + name.length + data.length
  }
  const dir = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(dir.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, dir, end])
}

const SHEET = 'xl/worksheets/sheet1.xml'
const sheet = (inside: string) => `<worksheet>${inside}</worksheet>`

test.each([
  ['something else', Buffer.from('姓名，性别\n李秀兰，女'), '不是 Excel 文件'],
  ['an old or locked workbook', Buffer.from('d0cf11e0a1b11ae1000000000000000000000000000000000000', 'hex'), '.xls'],
  ['too many bytes', Buffer.alloc(6 * 1024 * 1024), '文件太大'],
  ['a torn file', zip({ [SHEET]: sheet('') }).subarray(0, 60), '文件打不开'],
  ['no workbook inside', zip({ 'a.txt': 'x' }), '不是 Excel 工作簿'],
  ['a few kilobytes that unpack to a hundred megabytes', zip({ [SHEET]: Buffer.alloc(100 * 1024 * 1024, 32) }), '表格太大'],
  ['a hundred thousand rows', zip({ [SHEET]: sheet('<row/>'.repeat(100_000)) }), '表格太大'],
  ['one merged range of billions of cells', zip({ [SHEET]: sheet('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>') }), '范围过大'],
  ['one name for billions of cells', zip({ [SHEET]: sheet(''), 'xl/workbook.xml': '<definedName name="x">S!$A$1:$XFD$1048576</definedName>' }), '范围过大'],
])('refused quickly: %s', async (_, file, words) => {
  const started = performance.now()
  await expect(readRoster(file, '2026-11-23')).rejects.toMatchObject({ problem: { error: 'input', message: expect.stringContaining(words) } })
  expect(performance.now() - started).toBeLessThan(2000)
})

test('a list of choices over whole columns costs nothing', async () => {
  const book = new ExcelJS.Workbook()
  const s = book.addWorksheet('名册')
  s.addRows([
    ['姓名', '性别'],
    ['李秀兰', '女'],
  ])
  ;(s as unknown as { dataValidations: { add(range: string, v: unknown): void } }).dataValidations.add('B2:B1048576', { type: 'list', formulae: ['"男，女"'] })
  const r = await readRoster(Buffer.from(await book.xlsx.writeBuffer()), '2026-11-23')
  expect(r.rows.map((x) => x.values)).toEqual([{ name: '李秀兰', sex: '女' }])
})

test('a delegation merged over its deputies counts for each; headings and totals are no deputies', async () => {
  const book = new ExcelJS.Workbook()
  const s = book.addWorksheet('名册')
  s.addRows([['代表团', '姓名', '性别'], ['碧溪区代表团', '甲一', '男'], ['', '甲二', '女'], ['清渡县代表团（1 人）'], ['', '乙一', '男'], ['合计', '', '']])
  s.mergeCells('A2:A3')
  s.mergeCells('A4:C4')
  const r = await readRoster(Buffer.from(await book.xlsx.writeBuffer()), '2026-11-23')
  expect(r.rows.map((x) => [x.values.name, x.values.delegation])).toEqual([
    ['甲一', '碧溪区代表团'],
    ['甲二', '碧溪区代表团'],
    ['乙一', undefined],
  ])
  expect(r.errors).toEqual([])
  expect(r.notes).toEqual(['第 4、6 行像是小标题或合计，没有读取'])
})

test('a header twice, or none at all, is told', async () => {
  const of = async (rows: string[][]) => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('名册').addRows(rows)
    return readRoster(Buffer.from(await book.xlsx.writeBuffer()), '2026-11-23')
  }
  await expect(
    of([
      ['姓名', '手机', '移动电话'],
      ['甲', '', ''],
    ]),
  ).rejects.toMatchObject({ problem: { message: '表头中“手机号码”出现了两次，请只留一栏' } })
  await expect(of([['李秀兰', '女']])).rejects.toMatchObject({ problem: { message: expect.stringContaining('没有找到表头') } })
})
