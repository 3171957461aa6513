/** 骑年盖月: where seal and signature come to stand in both files (GB/T 9704-2012 §7.3.5). */
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { SAMPLES } from '../test/papers/samples.ts'
import { toDocx } from './docx.ts'
import type { OfficialDoc } from './model.ts'
import { closePdf, toPdf } from './pdf.ts'
import { pages, paragraphs, parts } from './reading.ts'
import { TEMPLATES } from './templates.ts'

afterAll(closePdf)
const png = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 220, g: 0, b: 0, alpha: 0.6 } } })
    .png()
    .toBuffer()
async function stamped(seal: boolean, hand: boolean): Promise<OfficialDoc> {
  const doc = TEMPLATES.get('replyLetter')?.make(SAMPLES.replyLetter?.full) as OfficialDoc
  return {
    ...doc,
    signature: {
      ...(doc.signature as NonNullable<OfficialDoc['signature']>),
      ...(seal ? { sealPicture: { png: await png(300, 300), width: 42, height: 42 } } : {}),
      ...(hand ? { handPicture: { png: await png(300, 100), width: 30, height: 10 }, handTitle: '局长' } : {}),
    },
  }
}
const middle = (x: { x: number; width: number }) => x.x + x.width / 2

test('B17 the seal stands over the organ and the date, they a little below its middle, its edge less than a line under the text', async () => {
  const all = await pages(await toPdf(await stamped(true, false)))
  const page = all.find((p) => p.images.length > 0)
  const [seal] = page?.images ?? []
  expect(all.flatMap((p) => p.images).length).toBe(1)
  expect(seal?.width).toBeCloseTo(42, 1)
  const lines = page?.lines ?? []
  const date = lines.findLast((l) => l.text.startsWith('2026年5月12日') && l.size === 16)
  const name = lines.findLast((l) => l.text === '云岭市交通运输局' && l.y < (date?.y ?? 0))
  expect(Math.abs(middle(seal as never) - middle(date as never))).toBeLessThan(1)
  expect(Math.abs(middle(seal as never) - middle(name as never))).toBeLessThan(1)
  // Between the two baselines, moved up: the words are below the middle.
  const centre = (seal?.y ?? 0) + 21
  const words = ((name?.y ?? 0) + (date?.y ?? 0)) / 2 - 2
  expect(words - centre).toBeGreaterThan(0.5)
  expect(words - centre).toBeLessThan(8)
  const text = Math.max(...lines.filter((l) => l.size === 16 && l.y < (name?.y ?? 0) - 1).map((l) => l.y))
  expect((seal?.y ?? 0) - text).toBeGreaterThan(0)
  expect((seal?.y ?? 0) - text).toBeLessThan(10.3)
})

test('B17 the signature stands above the organ with its 职务 before it, beside the seal where there is one', async () => {
  const alone = (await pages(await toPdf(await stamped(false, true)))).flatMap((p) => p.images.map((i) => ({ i, p })))
  expect(alone.length).toBe(1)
  const [{ i, p } = { i: undefined, p: undefined }] = alone
  const title = p?.lines.find((l) => l.text === '局长')
  expect((title?.x ?? 0) + (title?.width ?? 0)).toBeLessThan(i?.x ?? 0)
  expect(Math.abs((title?.y ?? 0) - ((i?.y ?? 0) + 5))).toBeLessThan(4)
  // Four characters in from the right edge of the area.
  expect((i?.x ?? 0) + (i?.width ?? 0)).toBeCloseTo(210 - 26 - 4 * (156 / 28), 0)
  const both = (await pages(await toPdf(await stamped(true, true)))).flatMap((x) => x.images).toSorted((a, b) => a.x - b.x)
  expect(both.map((x) => Math.round(x.width))).toEqual([30, 42])
  expect((both[0]?.x ?? 0) + 30).toBeLessThanOrEqual(both[1]?.x ?? 0)
})

test('B17 in DOCX the seal floats before the text at the same place', async () => {
  const all = parts(await toDocx(await stamped(true, true)))
  const body = all['word/document.xml'] as string
  const anchor = /<wp:anchor.*?<\/wp:anchor>/s.exec(body)?.[0] ?? ''
  expect(anchor).toContain('behindDoc="0"')
  expect(paragraphs(body).find((p) => p.xml.includes('<wp:anchor'))?.text).toBe('2026年5月12日')
  const [h, v] = [...anchor.matchAll(/<wp:posOffset>(-?\d+)</g)].map((m) => Number(m[1]) / 36_000)
  // From the text's right edge: four characters, half the date, half the seal.
  expect(h).toBeGreaterThan(-80)
  expect(h).toBeLessThan(-55)
  expect(v).toBeCloseTo(-23.5, 1)
  expect(/<wp:extent cx="(\d+)"/.exec(anchor)?.[1]).toBe(String(Math.round(42 * 36_000)))
  expect(paragraphs(body).find((p) => p.xml.includes('<wp:inline'))?.text).toBe('局长　　')
})
