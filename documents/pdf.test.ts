/** PDF read back: positions in millimetres on the paper, fonts embedded, page numbers, many documents in one file. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { SAMPLES } from '../test/papers/samples.ts'
import { chooseFonts, fontsUsed, freeFonts } from './fonts.ts'
import type { OfficialDoc } from './model.ts'
import { closePdf, toPdf } from './pdf.ts'
import { type Page, pages } from './reading.ts'
import { TEMPLATES } from './templates.ts'

afterAll(closePdf)
const made = (key: string, which: 'full' | 'least' = 'full'): OfficialDoc => TEMPLATES.get(key)?.make(SAMPLES[key]?.[which]) as OfficialDoc
const near = (a: number | undefined, b: number, by = 1) => expect(Math.abs((a ?? Number.NaN) - b), `${a} 应近于 ${b}`).toBeLessThanOrEqual(by)
const line = (p: Page | undefined, words: string) => p?.lines.find((l) => l.text.includes(words))
const isNumber = (p: Page) => p.lines.filter((l) => l.y > 262 && l.y < 277 && /^[—\d\s]+$/.test(l.text))

test('B17 the letter on paper: A4, 22 lines of 28 characters, name, rules, number, order', async () => {
  const [one, two] = await pages(await toPdf(made('replyLetter')))
  near(one?.width, 210, 0.1)
  near(one?.height, 297, 0.1)
  const name = line(one, '云岭市交通运输局')
  // The upper edge of the characters 30 mm from the paper's: the baseline lies some 0.86 of their size further down.
  near((name?.y ?? 0) - ((name?.size ?? 0) * 0.86 * 25.4) / 72, 30, 1.2)
  near((name?.x ?? 0) + (name?.width ?? 0) / 2, 105, 0.6)
  const red = one?.rules.filter((r) => r.x2 - r.x1 > 160).toSorted((a, b) => a.y - b.y) ?? []
  expect(red.length).toBe(4)
  for (const r of red) {
    near(r.x1, 20, 0.2)
    near(r.x2, 190, 0.2)
  }
  // Thick above thin under the name; thin above thick at the foot, 20 mm from the lower edge.
  expect((red[0]?.thick ?? 0) > (red[1]?.thick ?? 9)).toBe(true)
  expect((red[2]?.thick ?? 9) < (red[3]?.thick ?? 0)).toBe(true)
  near(297 - (red[3]?.y ?? 0) - (red[3]?.thick ?? 0) / 2, 20, 0.1)
  near(red[0]?.y, 30 + ((name?.size ?? 0) * 0.96 * 25.4) / 72 + 4, 0.8)
  const number = line(one, '12号')
  near((number?.x ?? 0) + (number?.width ?? 0), 184, 1)
  expect((number?.y ?? 0) > (red[1]?.y ?? 99)).toBe(true)
  const mark = line(one, '结果标识')
  expect((mark?.y ?? 99) < (name?.y ?? 0)).toBe(true)
  // In order from top to bottom.
  const order = ['12号', '建议的再次答复', '李秀兰、', '收悉', '一、关于']
  const ys = order.map((w) => line(one, w)?.y ?? Number.NaN)
  expect(ys).toEqual(ys.toSorted((a, b) => a - b))
  // A full page holds 22 lines between 37 and 262 mm, each no wider than the area.
  const rows = [...new Set(two?.lines.filter((l) => l.y < 262).map((l) => Math.round(l.y * 2) / 2))]
  expect(rows.length).toBe(22)
  expect(Math.min(...rows)).toBeGreaterThan(37)
  for (const l of two?.lines ?? []) expect(l.x).toBeGreaterThan(27.9)
})

test('B17 28 characters make a line', async () => {
  const doc: OfficialDoc = { form: 'plain', title: '测试', blocks: [{ kind: 'para', text: '字'.repeat(26 + 28 * 3) }] }
  const [one] = await pages(await toPdf(doc))
  const rows = (one?.lines ?? []).filter((l) => /^字+$/.test(l.text)).map((l) => [...l.text].length)
  expect(rows).toEqual([26, 28, 28, 28])
})

test('B17 no page number on the first page of a letter; odd pages right, even left, one character in', async () => {
  const letter = await pages(await toPdf(made('replyLetter')))
  expect(isNumber(letter[0] as Page)).toEqual([])
  const [second, third] = [isNumber(letter[1] as Page), isNumber(letter[2] as Page)]
  expect(second.map((l) => l.text).join('')).toBe('— 2 —')
  near(second[0]?.x, 28 + 4.94, 0.6)
  expect(third.map((l) => l.text).join('')).toBe('— 3 —')
  near(Math.max(...third.map((l) => l.x + l.width)), 184 - 4.94, 1)
  expect(second[0]?.size).toBe(14)
  near(second[0]?.y, 262 + 7, 4.5)
  const notice = await pages(await toPdf(made('assignNotice')))
  expect(
    isNumber(notice[0] as Page)
      .map((l) => l.text)
      .join(''),
  ).toBe('— 1 —')
})

test('B12 the notice on paper: mark, rule, the record at the foot of the last page', async () => {
  const all = await pages(await toPdf(made('assignNotice')))
  const one = all[0]
  const mark = line(one, '云岭市人大常委会代表工作委员会')
  near((mark?.y ?? 0) - ((mark?.size ?? 0) * 0.86 * 25.4) / 72, 37 + 35, 1.5)
  const rule = one?.rules.find((r) => r.x2 - r.x1 > 150)
  near(rule?.x1, 28, 0.2)
  near(rule?.x2, 184, 0.2)
  const last = all.at(-1)
  const copies = line(last, '抄送')
  expect(copies?.y).toBeGreaterThan(230)
  const rules = last?.rules.filter((r) => r.x2 - r.x1 > 150).toSorted((a, b) => a.y - b.y) ?? []
  near(rules.at(-1)?.y, 262, 0.6)
  near(rules.at(-1)?.thick, 0.35, 0.01)
  near(rules.at(-2)?.thick, 0.25, 0.01)
  near(rules.at(-3)?.thick, 0.35, 0.01)
  expect(all.slice(0, -1).every((p) => !line(p, '抄送：'))).toBe(true)
})

test('every font is embedded, and only free ones where the customer has none of his own', async () => {
  const used = new Set(
    (await pages(await toPdf([made('replyLetter'), made('suggestionSheet'), made('promiseLedger')]))).flatMap((p) => p.lines.map((l) => l.font)),
  )
  expect([...used].filter((f) => f.includes('未嵌入'))).toEqual([])
  expect(chooseFonts([]).used.every((f) => f.substituted && f.used.includes('Noto'))).toBe(true)
  expect(fontsUsed().map((f) => f.official)).toEqual(['方正小标宋简体', '仿宋_GB2312', '楷体_GB2312', '黑体', '宋体'])
})

test('fonts of the customer are found by the names written in them', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-fonts-'))
  try {
    const from = freeFonts().find((f) => f.includes('NotoSansSC')) as string
    const bytes = fs.readFileSync(from)
    fs.writeFileSync(path.join(dir, 'broken.ttf'), 'no font at all')
    // The same outlines under the name of the official font, as a customer's file would carry it.
    fs.writeFileSync(path.join(dir, 'a.ttf'), renamed(bytes, 'SimHei'))
    const got = chooseFonts([dir])
    expect(got.faces.hei.list[0]).toBe('SimHei')
    expect(got.used.find((f) => f.use === 'hei')?.substituted).toBe(false)
    expect(got.files).toContain(path.join(dir, 'a.ttf'))
    expect(got.used.find((f) => f.use === 'body')?.substituted).toBe(true)
  } finally {
    fs.rmSync(dir, { recursive: true })
  }
})

/** Writes a shorter family name over the first ones in the name table. */
function renamed(font: Buffer, name: string): Buffer {
  const b = Buffer.from(font)
  for (let i = 0; i < b.readUInt16BE(4); i++) {
    const r = 12 + i * 16
    if (b.toString('latin1', r, r + 4) !== 'name') continue
    const t = b.readUInt32BE(r + 8)
    for (let j = 0; j < b.readUInt16BE(t + 2); j++) {
      const e = t + 6 + 12 * j
      if (b.readUInt16BE(e) !== 3 || ![1, 16].includes(b.readUInt16BE(e + 6))) continue
      const at = t + b.readUInt16BE(t + 4) + b.readUInt16BE(e + 10)
      Buffer.from(name, 'utf16le').swap16().copy(b, at)
      b.writeUInt16BE(name.length * 2, e + 8)
    }
  }
  return b
}

test('B4 two hundred suggestion sheets make one file, each beginning on a page 1 of its own', async () => {
  const sheet = made('suggestionSheet', 'least')
  const all = await pages(await toPdf(Array.from({ length: 200 }, (_, i) => ({ ...sheet, above: { left: `第　${i + 1}　号` } }))))
  const starts = all.map((p) => /第\s*(\d+)\s*号/.exec(p.text)?.[1]).filter(Boolean)
  expect(starts).toEqual(Array.from({ length: 200 }, (_, i) => String(i + 1)))
  const two = await pages(await toPdf([made('replyLetter'), made('replyLetter')]))
  expect(
    two.map((p) =>
      isNumber(p)
        .map((l) => l.text)
        .join(''),
    ),
    // Each with its form bound in as its last page.
  ).toEqual(['', '— 2 —', '— 3 —', '— 4 —', '', '— 2 —', '— 3 —', '— 4 —'])
})

test('a failure of typesetting is an error, and the next document is made all the same', async () => {
  await expect(toPdf({ form: 'plain', title: '测试', blocks: [{ kind: 'para', text: '字', align: 'left', size: 'big' as never }] })).rejects.toThrow(
    '排版没有成功',
  )
  expect((await toPdf(made('replyLetter', 'least'))).subarray(0, 5).toString()).toBe('%PDF-')
})
