/** 印章和签名 on the page: put in by the head, chosen by whoever is named when he issues a paper; the papers room beside it. */
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unprintable } from '../../documents/fonts.ts'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { buildWeb } from '../../scripts/web.ts'
import { demoPerson } from '../http.ts'
import { type Served, serve } from '../serve.ts'
import { handedOver, replied } from '../story.ts'
import { DESK, openBrowser, POCKET } from './browser.ts'

let browser: Browser
let s: Served
beforeAll(async () => {
  await buildWeb()
  s = await serve(['王敏', '郑国华', '吴海涛'], '2026-03-10', { webDir: path.resolve('dist/web') })
  await handedOver(s.story)
  await replied(s.story)
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})
async function open(name: string, to: string, face: typeof DESK | typeof POCKET = DESK): Promise<Page> {
  const context = await browser.newContext({ ...face, baseURL: s.base })
  context.setDefaultTimeout(30_000)
  await context.request.post('/api/login', { data: { who: demoPerson(name).login, password: DEMO_PASSWORD } })
  const page = await context.newPage()
  await page.goto(to)
  return page
}
const shot = async (p: Page, name: string, fullPage = false) => process.env.SHOTS && p.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage })
const ring = (words: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><circle cx="300" cy="300" r="270" fill="none" stroke="#d11" stroke-width="14"/><path d="M300 210l27 62 68 6-52 45 16 67-59-36-59 36 16-67-52-45 68-6z" fill="#d11"/><text x="300" y="470" font-size="44" text-anchor="middle" fill="#d11">${words}</text></svg>`,
    ),
  )
    .png()
    .toBuffer()

test('B17 the head puts the seal in from the page and names who uses it; a wrong picture is told beside the field', async () => {
  const p = await open('郑国华', '/settings')
  await p.getByRole('link', { name: '印章和签名' }).click()
  await p.getByText('还没有录入').waitFor()
  await p.getByRole('button', { name: '录入印章' }).click()
  const dialog = p.getByRole('dialog')
  const white = await sharp({ create: { width: 300, height: 300, channels: 4, background: '#ffffff' } })
    .png()
    .toBuffer()
  await dialog.locator('input[type=file]').setInputFiles({ name: 'white.png', mimeType: 'image/png', buffer: white })
  await dialog.getByRole('button', { name: '录入', exact: true }).click()
  await dialog.getByText('图片的背景不透明').waitFor()
  await shot(p, 'stamp-refused')
  await dialog.locator('input[type=file]').setInputFiles({ name: 'seal.png', mimeType: 'image/png', buffer: await ring('专用') })
  await dialog.getByLabel('可以使用的人').click()
  await p.getByText('吴海涛（承办单位经办人）').click()
  await p.keyboard.press('Escape')
  await shot(p, 'stamp-put')
  await dialog.getByRole('button', { name: '录入', exact: true }).click()
  await p.getByText('可以使用：吴海涛、郑国华').waitFor()
  await shot(p, 'stamps')
  await p.setViewportSize({ width: 390, height: 844 })
  expect(await p.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await shot(p, 'stamps-390')
  await p.context().close()
}, 120_000)

test('B17 issuing: the seal is chosen or left out in so many words, and stands in the record', async () => {
  const p = await open('吴海涛', `/suggestion/${s.story.matter}`)
  const row = p.getByRole('button', { name: /编号印发：.*复函|编号印发：答复/ }).first()
  await row.click()
  const dialog = p.getByRole('dialog')
  await dialog.getByLabel('印章（云岭市交通运输局）').waitFor()
  await dialog.getByRole('button', { name: '编号印发' }).click()
  await dialog.getByText('请选择印章，或者选').waitFor()
  await dialog.getByLabel('印章（云岭市交通运输局）').click()
  await p.getByTitle('云岭市交通运输局').last().click()
  await dialog.getByAltText('云岭市交通运输局的印章').waitFor()
  await shot(p, 'issue-dialog')
  await dialog.getByRole('button', { name: '编号印发' }).click()
  await p.getByText(/已印发：云交函/).waitFor()
  const [e] = await s.story.rows<{ says: string; seal: string }>(
    `select says, data->>'seal' as seal from event where action = 'issueDocument' order by at desc, id limit 1`,
  )
  expect(e?.says).toContain('盖云岭市交通运输局印章')
  expect(e?.seal).toBe((await s.story.rows<{ id: string }>('select id from stamp'))[0]?.id)
  await p.context().close()
}, 120_000)

test('the papers room: the directory, and what the fonts lack said above the papers and in the dialog', async () => {
  const rare = Array.from({ length: 4000 }, (_, i) => String.fromCodePoint(0x20100 + i)).find((c) => unprintable(c).length > 0) as string
  await s.story.db.owner.query('update matter set title = $2 where id = $1', [s.story.matter, `关于${rare}家桥的建议`])
  for (const [face, name] of [
    [DESK, '1440'],
    [POCKET, '390'],
  ] as const) {
    const p = await open('王敏', '/papers', face)
    await p.getByRole('heading', { name: '文书目录' }).waitFor()
    expect(await p.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(face.viewport.width)
    await shot(p, `papers-${name}`)
    await p.goto(`/suggestion/${s.story.matter}`)
    const warning = p.getByText('字库里没有这些字').first()
    await warning.scrollIntoViewIfNeeded()
    await shot(p, `signs-${name}`)
    await p
      .getByRole('button', { name: /编号印发：书面交办通知/ })
      .first()
      .click()
    const dialog = p.getByRole('dialog')
    await dialog.getByText('字库里没有这些字').waitFor()
    await dialog.getByText('没有您可以使用的印章').waitFor()
    await shot(p, `signs-dialog-${name}`)
    await p.context().close()
  }
}, 120_000)
