/** Rare characters, ticked boxes and long Latin: printed, or named before they are missed. */
import { afterAll, expect, test } from 'vitest'
import { chooseFonts, signWords, unprintable } from './fonts.ts'
import type { OfficialDoc } from './model.ts'
import { closePdf, toPdf } from './pdf.ts'
import { pages } from './reading.ts'

afterAll(closePdf)
const bare = chooseFonts([]).files

test('a machine without fonts of its own prints ticks, emoji and every character of the standard list', () => {
  expect(unprintable('☑□〔〕①㈠℃㎡×…—“”·😀👍🚌', bare)).toEqual([])
  // Ends of the 通用规范汉字表, and its characters outside the basic plane.
  expect(unprintable('一乙龘䶮㛃堃喆镕𫖯𬭎𬱖', bare)).toEqual([])
  expect(unprintable('中文 abc\n\t{"a":1}\u200d\ufe0f', bare)).toEqual([])
})

test('what it cannot print is named once, with its number', () => {
  expect(unprintable('𠮷田、𠮷野和𡈽', bare)).toEqual(['𠮷', '𡈽'])
  expect(signWords(['𠮷', '𡈽'])).toBe('𠮷（U+20BB7）、𡈽（U+2123D）')
})

const LONG = `https://example.org/${'abcdefghij'.repeat(12)}`
test.each([
  ['paragraph', { kind: 'para', text: `见${LONG}。` }],
  ['heading', { kind: 'heading', level: 1, text: LONG }],
  [
    'table',
    {
      kind: 'table',
      columns: [
        { label: '甲', width: 10 },
        { label: '乙', width: 40 },
      ],
      rows: [[LONG, '乙']],
    },
  ],
  ['form', { kind: 'form', columns: [1, 3], rows: [[{ text: '标签', label: true }, { text: LONG }]] }],
] as [string, OfficialDoc['blocks'][number]][])('120 letters without a space break inside a %s', async (_, block) => {
  const doc: OfficialDoc = { form: 'plain', title: '测试', blocks: [block] }
  const all = await pages(await toPdf(doc))
  const lines = all.flatMap((p) => p.lines)
  for (const l of lines) expect(l.x + l.width, l.text).toBeLessThan(184.6)
  expect(lines.map((l) => l.text.replace(/\u200b/g, '')).join('')).toContain(LONG)
})

test('a date, a number and a telephone number are not torn apart', async () => {
  const doc: OfficialDoc = { form: 'plain', title: '测试', blocks: [{ kind: 'para', text: `${'字'.repeat(22)}0990-2210011` }] }
  expect((await pages(await toPdf(doc)))[0]?.lines.some((l) => l.text.includes('0990-2210011'))).toBe(true)
})
