/** Every paper opened by an office suite other than Word: as many pages as its PDF, 28 characters a line. */
import { execFile, execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { SAMPLES } from '../test/papers/samples.ts'
import { toDocx } from './docx.ts'
import type { OfficialDoc } from './model.ts'
import { closePdf, toPdf } from './pdf.ts'
import { type Page, pages, paragraphs, parts } from './reading.ts'
import { TEMPLATES } from './templates.ts'

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-suite-'))
afterAll(async () => {
  fs.rmSync(dir, { recursive: true, force: true })
  await closePdf()
})

const suite = ['soffice', 'libreoffice'].find((name) => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
})

/** 28 characters a line, and the paper's own rules, told by nothing but characters. */
const PROBE: OfficialDoc = { form: 'plain', title: '测试', blocks: [{ kind: 'para', text: '字'.repeat(26 + 28 * 3) }] }
const docs = new Map<string, OfficialDoc>([
  ['probe', PROBE],
  ...[...TEMPLATES].flatMap(([key, t]) => (['full', 'least'] as const).map((w): [string, OfficialDoc] => [`${key}.${w}`, t.make(SAMPLES[key]?.[w])])),
])

/** Lines of 16 pt without digits or letters: whose width no missing font can change. */
function lines(all: Page[]): string[] {
  return all.flatMap((p) => {
    const byLine = new Map<number, string>()
    for (const l of p.lines.filter((x) => Math.abs(x.size - 16) < 0.6)) byLine.set(Math.round(l.y * 2), (byLine.get(Math.round(l.y * 2)) ?? '') + l.text)
    return [...byLine.values()].map((t) => t.replace(/\s/g, '')).filter((t) => t && !/[!-~·—]/.test(t))
  })
}
const longest = (all: Page[]) => Math.max(0, ...lines(all).map((t) => [...t].length))

test('every paper holds its lines and characters without a grid of characters, as any office suite reads it', async () => {
  for (const [key, doc] of docs) {
    const all = parts(await toDocx(doc))
    const body = all['word/document.xml'] as string
    expect(body, key).not.toContain('linesAndChars')
    for (const p of paragraphs(body)) {
      const line = /<w:spacing\b[^>]*w:line="(\d+)"/.exec(p.xml)?.[1]
      // What has another pitch than the page is not stretched to it.
      if (line && line !== '579') expect(p.xml, `${key}：「${p.text}」`).toContain('<w:snapToGrid w:val="0"/>')
      if (/w:sz w:val="32"/.test(p.xml)) expect(p.xml, `${key}：「${p.text}」`).toContain('<w:spacing w:val="-5"/>')
    }
    if (doc.copies || doc.issuedBy) expect(body, key).toMatch(/<w:framePr[^>]*w:vAnchor="margin"[^>]*w:yAlign="bottom"/)
  }
})

test(`all papers converted by an office suite (${suite ?? '没有安装'}) have the pages and the lines of their PDF`, async () => {
  if (!suite) return void expect(suite, '本机没有 LibreOffice：只核对了 DOCX 的结构（见上一项）').toBeUndefined()
  for (const [key, doc] of docs) fs.writeFileSync(path.join(dir, `${key}.docx`), await toDocx(doc))
  const files = [...docs.keys()].map((k) => path.join(dir, `${k}.docx`))
  await promisify(execFile)(suite, [`-env:UserInstallation=file://${dir}/profile`, '--headless', '--convert-to', 'pdf', '--outdir', dir, ...files], {
    timeout: 150_000,
  })
  const differ: string[] = []
  for (const [key, doc] of docs) {
    const theirs = await pages(fs.readFileSync(path.join(dir, `${key}.pdf`)))
    const ours = await pages(await toPdf(doc))
    if (key === 'probe') expect(lines(theirs)).toEqual(['字'.repeat(26), ...Array(3).fill('字'.repeat(28))])
    if (ours.length !== theirs.length) differ.push(`${key}：PDF ${ours.length} 页，DOCX ${theirs.length} 页`)
    // A closing mark may go up to the line before or take its neighbour along: one character either way.
    if (Math.abs(longest(ours) - longest(theirs)) > 2) differ.push(`${key}：每行 PDF ${longest(ours)} 字，DOCX ${longest(theirs)} 字`)
  }
  expect(differ).toEqual([])
}, 240_000)
