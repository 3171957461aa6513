/** Exported lists are workbooks to go on counting with; downloads have a name that every program can read. */
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { disposition } from '../../kernel/download.ts'
import { typed, workbook } from './workbook.ts'

test.each([
  ['2026-03-05', '期限', new Date(Date.UTC(2026, 2, 5)), 'yyyy-mm-dd'],
  ['2026年3月5日', '日期', new Date(Date.UTC(2026, 2, 5)), 'yyyy"年"m"月"d"日"'],
  ['12', '件数', 12, '0'],
  ['12 件', '承办', 12, '0" 件"'],
  ['1,234.50 万元', '资金', 1234.5, '#,##0.00" 万元"'],
  ['80万元', '资金', 80, '#,##0"万元"'],
  ['93.5%', '办结率', 0.935, '0.0%'],
  ['-3', '相差', -3, '0'],
  ['0.5', '得分', 0.5, '0.0'],
])('%s in the column %s is a real value', (text, head, value, format) => {
  expect(typed(text, head)).toEqual({ value, format })
})

test.each([
  ['0600123', '代表证号'],
  ['600123', '代表证号'],
  ['0990-2210011', '电话'],
  ['13900000001', '联系电话'],
  ['2026闭第012号', '编号'],
  ['007', '甲'],
  ['2026-02-30', '期限'],
  ['2026-03', '月份'],
  ['市财政局', '单位'],
  ['', '期限'],
  ['—', '办结率'],
  ['12345678901234567890', '甲'],
])('%s in the column %s stays as it is written', (text, head) => {
  expect(typed(text, head)).toEqual({ value: text })
})

test('what a spreadsheet would run is set off', () => {
  expect(typed('=HYPERLINK("x")').value).toBe('\'=HYPERLINK("x")')
  expect(typed('+1+1', '标题').value).toBe("'+1+1")
})

test('columns are as wide as their words, the head stays', async () => {
  const book = new ExcelJS.Workbook()
  const data = await workbook({
    name: '甲/乙',
    head: ['编号', '标题', '期限'],
    rows: [['1', '关于优化城东片区公交线路的建议', '2026-03-05']],
    total: ['合计', '', ''],
  })
  await book.xlsx.load(data as never)
  const sheet = book.worksheets[0] as ExcelJS.Worksheet
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
  expect([1, 2, 3].map((i) => sheet.getColumn(i).width)).toEqual([8, 32, 12])
  expect(sheet.getCell('C2').value).toEqual(new Date(Date.UTC(2026, 2, 5)))
  expect(sheet.getCell('A2').value).toBe('1')
})

test('a download has its real name and a plain one', () => {
  expect(disposition('attachment', '代表建议.xlsx', 'suggestions')).toBe(
    `attachment; filename="suggestions.xlsx"; filename*=UTF-8''${encodeURIComponent('代表建议')}.xlsx`,
  )
  expect(disposition('inline', '督办函 云人代督〔2026〕3号.pdf', 'supervisionLetter')).toContain('filename="supervisionLetter-2026_3.pdf"')
  expect(disposition('attachment', 'a"b\r\nx: y(1).pdf')).toBe(`attachment; filename="a_b_x_y_1.pdf"; filename*=UTF-8''a%22b%0D%0Ax%3A%20y%281%29.pdf`)
  expect(disposition('attachment', '文件')).toContain('filename="file"')
})
