/** The desk's form that makes a matter: pressed twice, or sent again after the answer was lost and the page loaded anew, it makes one. */
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWeb } from '../../scripts/web.ts'
import { DEMO_PASSWORD, demoPerson } from '../http.ts'
import { type Served, serve } from '../serve.ts'
import { DESK, openBrowser } from './browser.ts'

let s: Served
let browser: Browser
beforeAll(async () => {
  await buildWeb()
  s = await serve(['王敏'], '2026-03-10', { webDir: path.resolve('dist/web') })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})

test('B24 a double press, a lost answer with a reload, and Back make one matter each', async () => {
  const context = await browser.newContext({ ...DESK, baseURL: s.base })
  const page = await context.newPage()
  page.setDefaultTimeout(8000)
  await page.goto('/')
  await page.getByLabel('登录名、姓名或手机号').fill(demoPerson('王敏').login)
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('云岭市人大').first().waitFor()
  const units = [await s.story.unit('市交通运输局')]
  const made = async (title: string) => (await s.story.rows(`select id from matter where process = 'inspection' and title = $1`, [title])).length
  const open = async (title?: string) => {
    await page.goto('/of/inspection')
    if (title) {
      const draft = JSON.stringify({ title, units, from: '2026-01-01', to: '2026-03-01' })
      await page.evaluate((x) => sessionStorage.setItem('huying.form.new.inspection.request.', x), draft)
    }
    await page.getByRole('button', { name: '登记巡察提请' }).first().click()
    return page.getByRole('dialog').getByRole('button', { name: '登记巡察提请' })
  }

  const twice = await open('按两次')
  await twice.dblclick()
  await expect.poll(() => made('按两次')).toBe(1)
  await page.waitForURL(/\/of\/inspection\/.+/)
  expect(await made('按两次')).toBe(1)

  // Done, but the answer never came; loaded anew, sent again as it stands.
  const lost = await open('丢了回音')
  await page.route('**/api/inspection', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await lost.click()
  await expect.poll(() => made('丢了回音')).toBe(1)
  await page.getByRole('dialog').getByRole('alert').first().waitFor()
  await page.unroute('**/api/inspection')
  await page.reload()
  await (await open('丢了回音')).click()
  await page.waitForURL(/\/of\/inspection\/.+/)
  expect(await made('丢了回音')).toBe(1)
  await page.goBack()
  expect(await made('丢了回音')).toBe(1)
  await context.close()
}, 60_000)
