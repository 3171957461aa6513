/** A day as people type it, on desk and phone: taken in any usual form; what is none stays in sight and is said. */
import path from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { buildWeb } from '../../scripts/web.ts'
import { type Served, serve } from '../serve.ts'
import { handedOver } from '../story.ts'
import { DESK, openBrowser, POCKET } from './browser.ts'

const TYPED = ['2026-03-09', '2026/3/9', '2026.3.9', '20260309', '2026年3月9日', '２０２６年３月９日', '2026 年 3 月 9 日', '2026-3-9']
let browser: Browser
let s: Served
beforeAll(async () => {
  await buildWeb()
  s = await serve(['王敏', '吴海涛', '周建国', '李秀兰'], '2026-03-10', { webDir: path.resolve('dist/web') })
  browser = await openBrowser()
  await handedOver(s.story)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})
async function open(who: string, url: string, face: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...face, baseURL: s.base })
  context.setDefaultTimeout(15_000)
  await context.request.post('/api/login', { data: { who, password: DEMO_PASSWORD } })
  const page = await context.newPage()
  await page.goto(url)
  return page
}
async function takesAll(box: Locator) {
  for (const t of TYPED) {
    await box.fill('')
    await box.blur()
    await box.fill(t)
    await box.blur()
    await expect.poll(() => box.inputValue(), { message: t }).toBe('2026年3月9日')
  }
  // The whole of it is seen, the year too.
  expect(await box.evaluate((x) => x.scrollWidth <= x.clientWidth)).toBe(true)
}

test('B17 on the desk', async () => {
  const unit = s.story.as('吴海涛')
  await unit.does('signFor')
  const p = await open('wuhaitao', `/suggestion/${s.story.matter}`, DESK)
  await p
    .getByRole('button', { name: /记录沟通/ })
    .first()
    .click()
  const drawer = p.getByRole('dialog')
  const box = drawer.getByLabel('日期')
  await takesAll(box)
  await drawer.getByText('座谈会').first().click()
  await drawer.getByText('分管负责人').first().click()
  await drawer.getByLabel('地点').fill('城东社区')
  await drawer.getByLabel('代表的意见').fill('请尽快开通')
  await box.fill('2026-02-30')
  await box.blur()
  await drawer.getByText('没有“2026-02-30”这一天').waitFor()
  expect(await box.getAttribute('placeholder')).toBe('2026-02-30')
  if (process.env.SHOTS) await p.screenshot({ path: `${process.env.SHOTS}/desk-day.png` })
  const send = drawer.locator('.ant-drawer-footer').getByRole('button').first()
  await send.click()
  await drawer.getByText('没有这一天，请按“年-月-日”填写').first().waitFor()
  await box.fill('2026.3.9')
  await send.click()
  await drawer.waitFor({ state: 'hidden' })
  expect(await s.story.rows('select held_on::text as on from contact_record')).toEqual([{ on: '2026-03-09' }])
  await p.context().close()
}, 90_000)

test('C1 on the phone', async () => {
  const P = { process: 'contact' }
  const wang = s.story.as('王敏')
  await wang.does('draw', { kind: 'memberDeputy', title: '联系名单' }, P)
  const leader = await s.story.seat('黄文斌', 'sc_leader')
  await wang.does('link', { kind: 'memberDeputy', caller: leader, called: [await s.story.seat('李秀兰', 'deputy')] }, P)
  await wang.does('activate', {}, P)
  const p = await open('lixiulan', `/m/suggestion/${s.story.matter}/do/log`, POCKET)
  const box = p.getByRole('textbox', { name: /^日期/ })
  await box.waitFor()
  await takesAll(box)
  await box.fill('2026-02-30')
  await box.blur()
  expect(await box.inputValue()).toBe('2026-02-30')
  if (process.env.SHOTS) await p.screenshot({ path: `${process.env.SHOTS}/phone-day.png` })
  // The phone's own calendar stands beside it and writes into the same box.
  await p.getByLabel('从日历选').fill('2026-03-08')
  expect(await box.inputValue()).toBe('2026年3月8日')
  expect(await p.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await p.context().close()
}, 90_000)

test('the settings show whose layer a day comes from', async () => {
  const p = await open('zhoujianguo', '/settings', DESK)
  await p.getByRole('tab', { name: '工作日历' }).click()
  await p.getByText('修订只管云岭市和下级').waitFor()
  if (process.env.SHOTS) await p.screenshot({ path: `${process.env.SHOTS}/desk-year.png`, fullPage: true })
  await p.context().close()
}, 60_000)
