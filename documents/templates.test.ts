/** Every paper in both forms, with long data, with hardly any, and with what an attacker would type. */
import { afterAll, expect, test } from 'vitest'
import { SAMPLES } from '../test/papers/samples.ts'
import { toDocx } from './docx.ts'
import { numeral, widthOf } from './gbt.ts'
import type { OfficialDoc } from './model.ts'
import { closePdf, toPdf } from './pdf.ts'
import { pages, paragraphs, parts } from './reading.ts'
import { TEMPLATES } from './templates.ts'
import { titleLines } from './title.ts'

afterAll(closePdf)
const keys = [...TEMPLATES.keys()]
const made = (key: string, data: unknown): OfficialDoc => TEMPLATES.get(key)?.make(data) as OfficialDoc
const squeeze = (s: string) => s.replace(/\s|　/g, '')

test('there is a sample for every paper', () => {
  expect(Object.keys(SAMPLES).toSorted()).toEqual(keys.toSorted())
  expect(keys.length).toBe(53)
})

test.each(keys)('%s: both forms hold every word, long or short', async (key) => {
  for (const which of ['full', 'least'] as const) {
    const doc = made(key, SAMPLES[key]?.[which])
    const wanted = [
      ...titleLines(doc.title),
      ...doc.blocks.flatMap((b) =>
        'text' in b
          ? b.text.split('\n')
          : b.kind === 'table'
            ? [...b.columns.map((c) => c.label), ...b.rows.flat()]
            : b.kind === 'form'
              ? b.rows.flat().map((c) => c.text)
              : [],
      ),
    ]
      .map(squeeze)
      .filter(Boolean)
    const docx = parts(await toDocx(doc))
    const inDocx = squeeze(
      Object.entries(docx)
        .filter(([k]) => /document|header|footer/.test(k))
        .flatMap(([, x]) => paragraphs(x).map((p) => p.text))
        .join(''),
    )
    for (const w of wanted) expect(inDocx, `${key} ${which} DOCX`).toContain(squeeze(w))
    const read = await pages(await toPdf(doc))
    const inPdf = squeeze(read.map((p) => p.lines.map((l) => l.text).join('')).join(''))
    // A cell or a paragraph may run on over a page's end: its words are looked for in pieces.
    for (const w of wanted) expect(inPdf, `${key} ${which} PDF`).toContain([...squeeze(w)].slice(0, 6).join(''))
    for (const p of read) for (const l of p.lines) expect(l.x + l.width, `${key}：「${l.text}」出了版心`).toBeLessThan(p.width - 15)
  }
})

const EVIL = `<script>alert(1)</script>"'&amp;]]>#eval("1")\\u{1F600}*_$x$ @label <a> \`raw\` [#panic()]\u0000\u202e`
const SHOWN = `<script>alert(1)</script>"'&amp;]]>#eval("1")\\u{1F600}*_$x$ @label <a> \`raw\` [#panic()]`

/** The same data with the payload in every string. */
function poisoned(x: unknown): unknown {
  if (typeof x === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(x) ? x : x + EVIL
  if (Array.isArray(x)) return x.slice(0, 2).map(poisoned)
  if (x && typeof x === 'object') return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, poisoned(v)]))
  return x
}

test.each(keys)('%s: what is typed stays text', async (key) => {
  const doc = made(key, poisoned(SAMPLES[key]?.full))
  const docx = parts(await toDocx(doc))
  const body = docx['word/document.xml'] as string
  expect(body).not.toContain('<script')
  expect(body).not.toContain('\u0000')
  expect(body).not.toContain('\u202e')
  expect(paragraphs(body).some((p) => p.text.includes(SHOWN))).toBe(true)
  const text = squeeze((await pages(await toPdf(doc))).map((p) => p.lines.map((l) => l.text).join('')).join(''))
  expect(text).toContain('<script>')
  expect(text).toContain('#eval(')
  expect(text).toContain('#panic()')
})

test('titles break where a reader would break them', () => {
  expect(titleLines('对云岭市六届人大三次会议第045号建议的再次答复')).toEqual(['对云岭市六届人大三次会议', '第045号建议的再次答复'])
  expect(titleLines('关于督促办理代表建议的函')).toEqual(['关于督促办理代表建议的函'])
  for (const t of [
    '云岭市人民代表大会常务委员会代表工作委员会关于2026年代表建议、批评和意见办理情况的报告',
    '关于2026年代表建议办理专项资金的安排方案',
    '字'.repeat(95),
  ]) {
    const lines = titleLines(t)
    expect(lines.join('')).toBe(t)
    for (const l of lines) expect(widthOf(l)).toBeLessThanOrEqual(20)
    expect([...(lines.at(-1) ?? '')].length).toBeGreaterThan(3)
  }
  expect([1, 10, 11, 20, 23].map(numeral)).toEqual(['一', '十', '十一', '二十', '二十三'])
})
