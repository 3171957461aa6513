/** What an answer says, in words: a workbook is unpacked, for packed words cannot be looked for. */
import ExcelJS from 'exceljs'
import type { Got } from './http.ts'

export async function bookOf(got: Got): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(got.raw.rawPayload as never)
  return book
}

export async function wordsOf(got: Got): Promise<string> {
  if (!String(got.raw.headers['content-type']).includes('spreadsheetml')) return typeof got.body === 'string' ? got.body : JSON.stringify(got.body)
  const all: string[] = []
  for (const sheet of (await bookOf(got)).worksheets) sheet.eachRow((row) => row.eachCell((c) => void all.push(c.text)))
  return all.join('\n')
}
