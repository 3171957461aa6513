import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, POCKET } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test('the browser draws Chinese, also rare characters of names, and no boxes', async () => {
  const context = await browser.newContext(POCKET)
  const page = await context.newPage()
  await page.setContent('<html lang="zh-CN"><canvas width="40" height="40"></canvas></html>')
  const drawn = (text: string) =>
    page.evaluate((t) => {
      const canvas = document.querySelector('canvas')
      const pen = canvas?.getContext('2d')
      if (!canvas || !pen) throw new Error('no canvas')
      pen.clearRect(0, 0, 40, 40)
      pen.font = '30px sans-serif'
      pen.fillText(t, 2, 32)
      return canvas.toDataURL()
    }, text)
  const box = await drawn('\u{10fffd}')
  const seen = new Set<string>()
  for (const c of '呼应议案犇垚燊') {
    const picture = await drawn(c)
    expect(picture, c).not.toBe(box)
    seen.add(picture)
  }
  expect(seen.size).toBe(7)
  await context.close()
})

test('it asks nothing of the network outside this machine', async () => {
  const page = await browser.newPage()
  await expect(page.goto('https://example.com/')).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/)
  await page.close()
})
