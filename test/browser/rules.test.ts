/** 设置 · 本地规则: found by a word instead of scrolled for, and set with the widget that fits the value. */
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { buildWeb } from '../../scripts/web.ts'
import { type Served, serve } from '../serve.ts'
import { DESK, openBrowser, POCKET } from './browser.ts'

let browser: Browser
let s: Served
beforeAll(async () => {
  await buildWeb()
  s = await serve(['王敏'], '2026-03-10', { webDir: path.resolve('dist/web') })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})
async function open(face: typeof DESK | typeof POCKET): Promise<Page> {
  const context = await browser.newContext({ ...face, baseURL: s.base })
  context.setDefaultTimeout(15_000)
  await context.request.post('/api/login', { data: { who: 'wangmin', password: DEMO_PASSWORD } })
  const page = await context.newPage()
  await page.goto('/settings')
  await page.getByLabel('查找规则').waitFor()
  return page
}
const height = (p: Page) => p.evaluate(() => document.documentElement.scrollHeight)
const shot = async (p: Page, name: string) => process.env.SHOTS && p.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })

test('the page is short, folded by the work the rules belong to; a word opens what it finds', async () => {
  const p = await open(DESK)
  expect(await height(p)).toBeLessThan(2000)
  await shot(p, 'rules-folded')
  await p.getByLabel('查找规则').fill('组成人员 十堰市')
  await p.getByText('找到 1 条').waitFor()
  await p.getByRole('cell', { name: '每位组成人员联系几位代表', exact: true }).waitFor()
  await p.getByLabel('查找规则').fill('没有这样的规则')
  await p.getByText('没有符合的规则').waitFor()
  await p.context().close()
}, 60_000)

test('levels have their own fields and choices; what is set is found among the place’s own', async () => {
  const p = await open(DESK)
  await p.getByLabel('查找规则').fill('联名人数')
  await p.getByRole('button', { name: '调整议案：联名人数（按层级）' }).click()
  const dialog = p.getByRole('dialog')
  await dialog.getByLabel('设区的市级').fill('12')
  await dialog.getByLabel('调整的依据').fill('市人大议事规则')
  await shot(p, 'rules-edit')
  await dialog.getByRole('button', { name: /保\s*存/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect((await s.story.rows(`select process, value from rule where key = 'motion.min'`))[0]).toEqual({
    process: 'motion',
    value: [
      ['npc', '30'],
      ['province', '10'],
      ['city', '12'],
      ['county', '10'],
      ['township', '5'],
    ],
  })
  await p.getByLabel('查找规则').fill('')
  await p.getByLabel('只看本地调整过的').click()
  await p.getByText('找到 1 条').waitFor()
  await p.getByText('全国 30人；省级 10人；设区的市级 12人；县级 10人；乡镇 5人').first().waitFor()
  expect(await p.locator('body').textContent()).not.toMatch(/\b(npc|county|township)\b/)
  await shot(p, 'rules-own')
  await p.context().close()
  const narrow = await open(POCKET)
  expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await shot(narrow, 'rules-narrow')
  await narrow.context().close()
}, 60_000)
