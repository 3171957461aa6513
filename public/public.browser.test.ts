/** The public pages in a real browser with scripts turned off: narrow, wide, enlarged, in 长辈版; readable for all, no sideways scrolling. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../test/browser/browser.ts'
import { type Served, serve } from '../test/serve.ts'
import { GOOD, handedOver, replied } from '../test/story.ts'

const PLACE = '/g/990300'
const LONG = '关于统筹推进城区老旧小区电动自行车集中充电设施建设和城东片区公交线路优化的建议'
let browser: Browser
let s: Served
let item = ''
let open = ''

beforeAll(async () => {
  s = await serve([], '2026-03-10')
  const { story } = s
  const as = (name: string) => story.as(name)
  await handedOver(story, {})
  await replied(story, {
    code: 'B',
    body: '您提出的建议收悉，现答复如下：\n一、关于开通线路。已列入年度计划。\n二、关于增设站点。已完成选址，详见 https://example.gov.cn/a/very/long/address/that/does/not/break/anywhere/at/all.html',
    promises: [{ item: '开通经城东片区到市医院的公交线路，早晚高峰十分钟一班', measure: '采购新能源公交车辆六台', dueOn: '2026-09-30' }],
  })
  await as('李秀兰').does('judge', GOOD)
  item = story.matter
  await as('王敏').does('publish', { showNames: true, title: LONG })
  await handedOver(story)
  open = story.matter
  await as('王敏').does('publish', {})
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})

const pages = () => ({
  各地: '/g',
  首页: PLACE,
  目录: `${PLACE}/suggestions`,
  查无: `${PLACE}/suggestions?q=nothing`,
  一件: `${PLACE}/suggestions/${item}`,
  办理中: `${PLACE}/suggestions/${open}`,
  承诺: `${PLACE}/promises`,
  年度: `${PLACE}/catalogue`,
  年度目录: `${PLACE}/catalogue/2026`,
  期限: '/g/deadline?from=2026-04-30&n=15&unit=WD',
  期限有误: '/g/deadline?from=2026-02-31&n=x',
  无障碍: '/g/accessibility',
  没有: '/g/nowhere',
})

async function visit(context: BrowserContext, axe: boolean): Promise<void> {
  const page = await context.newPage()
  const abroad: string[] = []
  page.on('request', (r) => {
    if (!r.url().startsWith(s.base)) abroad.push(r.url())
  })
  for (const [name, url] of Object.entries(pages())) {
    await page.goto(url)
    expect(await page.locator('h1').count(), name).toBe(1)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide, `${name} 要左右拖动`).toBeLessThanOrEqual(0)
    if (axe) {
      const found = await new AxeBuilder({ page }).analyze()
      expect(found.violations.map((v) => `${name} ${v.id}：${v.nodes[0]?.html.slice(0, 160)}`)).toEqual([])
    }
  }
  expect(abroad).toEqual([])
  await context.close()
}
const off = { javaScriptEnabled: false, locale: 'zh-CN' } as const

// axe runs in the page by itself: it needs the browser to run scripts, which the pages do not have.
test('every page at 320 px and 1440 px without scripts: one heading, no sideways scrolling, nothing from elsewhere', async () => {
  for (const width of [320, 390, 1440]) await visit(await browser.newContext({ ...off, viewport: { width, height: 800 }, baseURL: s.base }), false)
}, 60_000)

test('enlarged to 400 % and in 长辈版 on a narrow phone: still no sideways scrolling', async () => {
  // 1280 px at 400 % is 320 css px with four device pixels each (WCAG 1.4.10).
  await visit(await browser.newContext({ ...off, viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, baseURL: s.base }), false)
  const elder = await browser.newContext({ ...off, viewport: { width: 320, height: 640 }, baseURL: s.base })
  await elder.addCookies([{ name: 'huying.elder', value: '1', url: `${s.base}/g` }])
  await visit(elder, false)
}, 60_000)

test('axe finds nothing on any page, in either version', async () => {
  await visit(await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, baseURL: s.base }), true)
  const elder = await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 }, baseURL: s.base })
  await elder.addCookies([{ name: 'huying.elder', value: '1', url: `${s.base}/g` }])
  await visit(elder, true)
}, 120_000)

test('by keyboard and without scripts: skip link, search, filter, why that day, 长辈版, what touch needs', async () => {
  const context = await browser.newContext({ ...off, viewport: { width: 390, height: 844 }, baseURL: s.base })
  const p = await context.newPage()
  await p.goto(PLACE)
  await p.keyboard.press('Tab')
  expect(await p.locator(':focus').textContent()).toBe('跳到正文')
  await p.getByLabel('查建议').fill('充电')
  await p.keyboard.press('Enter')
  await p.getByText('符合条件 1 件').waitFor()
  await p.getByRole('link', { name: LONG }).click()
  expect(await p.title()).toContain(LONG)
  await p.goto(`${PLACE}/suggestions/${open}`)
  await p.getByText('为什么是这一天').click()
  await p.getByText('自交办之日起三个月内答复（代表法第五十一条）').waitFor()
  await p.goto(`${PLACE}/suggestions`)
  await p.getByLabel('办理结果').selectOption({ label: '尚未答复（1）' })
  await p.getByRole('button', { name: '查找' }).click()
  await p.getByText('符合条件 1 件').waitFor()
  for (const size of await p.locator('.head a, form button, form select, form input').evaluateAll((list) => list.map((x) => x.getBoundingClientRect().height)))
    expect(size).toBeGreaterThanOrEqual(36)
  const small = await p.evaluate(() => getComputedStyle(document.body).fontSize)
  await p.getByRole('link', { name: '长辈版' }).click()
  await p.waitForURL(/elder=1/)
  const large = await p.evaluate(() => getComputedStyle(document.body).fontSize)
  expect([Number.parseFloat(small) >= 16, Number.parseFloat(large) >= 18, Number.parseFloat(large) > Number.parseFloat(small)]).toEqual([true, true, true])
  await p.getByText('符合条件 1 件').waitFor()
  await context.close()
}, 60_000)
