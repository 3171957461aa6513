/** DOCX read back: the geometry of GB/T 9704-2012 in Word's own units, fonts by name, elements in their order. */
import { expect, test } from 'vitest'
import { SAMPLES } from '../test/papers/samples.ts'
import { toDocx } from './docx.ts'
import type { OfficialDoc } from './model.ts'
import { paragraphs, parts } from './reading.ts'
import { TEMPLATES } from './templates.ts'

const made = (key: string): OfficialDoc => TEMPLATES.get(key)?.make(SAMPLES[key]?.full) as OfficialDoc
const attr = (xml: string, tag: string, name: string) => new RegExp(`<w:${tag}\\b[^>]*\\bw:${name}="([^"]*)"`).exec(xml)?.[1]

test('B17 the letter: paper, margins, grid of 22 lines and 28 characters', async () => {
  const body = parts(await toDocx(made('replyLetter')))['word/document.xml'] as string
  expect([attr(body, 'pgSz', 'w'), attr(body, 'pgSz', 'h')]).toEqual(['11906', '16838'])
  expect(['top', 'left', 'right', 'bottom'].map((s) => attr(body, 'pgMar', s))).toEqual(['2098', '1588', '1474', '1984'])
  expect(attr(body, 'docGrid', 'type')).toBe('lines')
  const pitch = Number(attr(body, 'docGrid', 'linePitch'))
  expect(Math.floor((16838 - 2098 - 1984) / pitch)).toBe(22)
  // The runs make the 28 characters themselves: a grid of characters is read differently by every office program but Word.
  const char = 16 + Number(/<w:spacing w:val="(-?\d+)"\/>/.exec(body)?.[1]) / 20
  expect(Math.floor((11906 - 1588 - 1474) / 20 / char)).toBe(28)
})

test('B17 the letter: elements in order, fonts by their official names, sizes', async () => {
  const all = parts(await toDocx(made('replyLetter')))
  const ps = paragraphs(all['word/document.xml'] as string)
  const order = [
    '云交函〔2026〕12号',
    '第045号建议的再次答复',
    '李秀兰、张伟民、欧阳文静代表：',
    '收悉',
    '一、关于开通公交线路',
    '（一）线路走向',
    '感谢您们',
    '附件：征询意见表',
    '云岭市交通运输局',
    '2026年5月12日',
    '（联系人：吴海涛',
    '抄送：市人大常委会',
  ]
  let at = -1
  for (const words of order) {
    const i = ps.findIndex((p, n) => n > at && p.text.includes(words))
    expect(i, words).toBeGreaterThan(at)
    at = i
  }
  const font = (words: string) => attr(ps.find((p) => p.text.includes(words))?.xml ?? '', 'rFonts', 'eastAsia')
  const size = (words: string) => attr(ps.find((p) => p.text.includes(words))?.xml ?? '', 'sz', 'val')
  expect([font('建议的再次答复'), size('建议的再次答复')]).toEqual(['方正小标宋简体', '44'])
  expect([font('收悉'), size('收悉')]).toEqual(['仿宋_GB2312', '32'])
  expect([font('一、关于'), size('一、关于')]).toEqual(['黑体', '32'])
  expect([font('（一）线路'), size('（一）线路')]).toEqual(['楷体_GB2312', '32'])
  expect(size('抄送')).toBe('28')
  const text = ps.find((p) => p.text.includes('收悉'))?.xml ?? ''
  expect(attr(text, 'spacing', 'lineRule')).toBe('exact')
  expect(Number(attr(text, 'spacing', 'line'))).toBe(579)
  expect(Number(attr(text, 'ind', 'firstLine'))).toBe(632)
  // The date four characters in from the right, for the seal.
  expect(Number(attr(ps.find((p) => p.text === '2026年5月12日')?.xml ?? '', 'ind', 'right'))).toBe(1263)
})

test('B17 the letter: red name, double rules of 170 mm, number of no page on page 1', async () => {
  const all = parts(await toDocx(made('replyLetter')))
  const body = all['word/document.xml'] as string
  const rels = all['word/_rels/document.xml.rels'] as string
  const ref = (kind: string, type: string) => {
    const id = new RegExp(`<w:${kind}Reference[^>]*w:type="${type}"[^>]*r:id="([^"]+)"|<w:${kind}Reference[^>]*r:id="([^"]+)"[^>]*w:type="${type}"`).exec(body)
    const target = [...rels.matchAll(/<Relationship [^>]*>/g)].map((m) => m[0]).find((x) => x.includes(`Id="${id?.[1] ?? id?.[2]}"`))
    return all[`word/${/Target="([^"]+)"/.exec(target ?? '')?.[1]}`] ?? ''
  }
  expect(body).toContain('<w:titlePg')
  const head = paragraphs(ref('header', 'first'))
  const name = head.find((p) => p.text === '云岭市交通运输局')?.xml ?? ''
  expect(attr(name, 'color', 'val')).toBe('FF0000')
  expect(attr(name, 'rFonts', 'eastAsia')).toBe('方正小标宋简体')
  expect([attr(name, 'bottom', 'val'), attr(name, 'bottom', 'color')]).toEqual(['thickThinSmallGap', 'FF0000'])
  // 8 mm and 6 mm beyond the area's edges: 156 + 14 = 170 mm, in the middle of the page.
  expect([attr(name, 'ind', 'left'), attr(name, 'ind', 'right')]).toEqual(['-454', '-340'])
  expect(head.some((p) => p.text.includes('结果标识：B'))).toBe(true)
  const foot = ref('footer', 'first')
  expect(attr(foot, 'bottom', 'val')).toBe('thinThickSmallGap')
  expect(foot).not.toContain('PAGE')
  expect(ref('footer', 'default')).toContain('PAGE')
  expect(attr(ref('footer', 'default'), 'jc', 'val')).toBe('right')
  expect(attr(ref('footer', 'even'), 'jc', 'val')).toBe('left')
  expect(all['word/settings.xml']).toContain('evenAndOddHeaders')
  expect(attr(body, 'pgMar', 'footer')).toBe('1134')
})

test('B12 the notice: red mark 35 mm below the area, red rule, 版记 with rules of 0.35 and 0.25 mm at the foot', async () => {
  const body = parts(await toDocx(made('assignNotice')))['word/document.xml'] as string
  const ps = paragraphs(body)
  const mark = ps.find((p) => p.text === '云岭市人大常委会代表工作委员会' && p.xml.includes('FF0000'))?.xml ?? ''
  expect(Number(attr(mark, 'spacing', 'before'))).toBe(1984)
  const number = ps.find((p) => p.text === '云人代〔2026〕3号')?.xml ?? ''
  expect([attr(number, 'jc', 'val'), attr(number, 'bottom', 'color')]).toEqual(['center', 'FF0000'])
  const record = paragraphs(body).filter((p) => /<w:framePr[^>]*w:vAnchor="margin"[^>]*w:yAlign="bottom"/.test(p.xml))
  // Rules as wide as the area: 0.35, 0.25, 0.35 mm in twips.
  expect(record.filter((p) => p.xml.includes('w:fill="000000"')).map((p) => attr(p.xml, 'spacing', 'line'))).toEqual(['20', '14', '20'])
  const words = record.map((p) => p.text).filter(Boolean)
  expect(words[0]).toMatch(/^抄送：.*。$/)
  expect(words[1]).toMatch(/^云岭市人大常委会代表工作委员会\t2026年5月12日印发$/)
  // The list is bound in before the record.
  expect(body.indexOf('建议目录')).toBeLessThan(body.indexOf('抄送：'))
})

test('B20 a wide table lies across the sheet', async () => {
  const body = parts(await toDocx(made('promiseLedger')))['word/document.xml'] as string
  expect([attr(body, 'pgSz', 'w'), attr(body, 'pgSz', 'h'), attr(body, 'pgSz', 'orient')]).toEqual(['16838', '11906', 'landscape'])
  expect(body).toContain('<w:tblHeader')
})
