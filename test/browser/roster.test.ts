/** 从 Excel 导入 at the desk: what is unclear is asked, what is left as it is is shown, then it is written. */
import path from 'node:path'
import ExcelJS from 'exceljs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { buildWeb } from '../../scripts/web.ts'
import { demoPerson } from '../http.ts'
import { type Served, serve } from '../serve.ts'
import { DESK, openBrowser } from './browser.ts'

let browser: Browser
let s: Served
beforeAll(async () => {
  await buildWeb()
  s = await serve(['王敏', '周建国', '罗雪梅'], '2026-11-23', { webDir: path.resolve('dist/web') })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})

test('A1 the county’s office imports: an unknown column asks, another place’s person is said to be left as he is', async () => {
  const head = demoPerson('周建国')
  const book = new ExcelJS.Workbook()
  book
    .addWorksheet('名册')
    .addRows([
      ['姓名', '代表证号', '手机号码', '工作单位及职务', '专业特长', '出生年月'],
      ['一、城东片区'],
      ['柏小问', 'B-1', '13911009001', '碧溪区第一中学校长', '养蜂', '1970.05'],
      [head.name, 'B-2', head.mobile, '别处 局长', '', '1970.06'],
      ['齐小错', 'B-3', '139110090', '', '', '1970.07'],
    ])
  const context = await browser.newContext({ ...DESK, baseURL: s.base })
  context.setDefaultTimeout(15_000)
  await context.request.post('/api/login', { data: { who: 'luoxuemei', password: DEMO_PASSWORD } })
  const p = await context.newPage()
  await p.goto('/roster')
  await p.getByRole('button', { name: '从 Excel 导入' }).click()
  const dialog = p.getByRole('dialog')
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: '名册.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(await book.xlsx.writeBuffer()) })
  await dialog.getByText('有 1 栏没有认出来').waitFor()
  const write = dialog.getByRole('button', { name: /^写入/ })
  expect(await write.isDisabled()).toBe(true)
  if (process.env.SHOTS) await p.screenshot({ path: `${process.env.SHOTS}/roster-ask.png` })
  await dialog.getByLabel('E 列 专业特长').fill('结构标签')
  await p.keyboard.press('Enter')
  await dialog.getByRole('button', { name: '按这样重新读取' }).click()
  await dialog.getByText('有 1 栏没有认出来').waitFor({ state: 'detached' })
  await dialog.getByText('由云岭市人大维护，不改动').first().waitFor()
  await dialog.getByText('手机号码少两位').waitFor()
  await dialog.getByText('表头以下有内容的 4 行，读取 3 行，没有读取 1 行').waitFor()
  if (process.env.SHOTS) await p.screenshot({ path: `${process.env.SHOTS}/roster-preview.png`, fullPage: true })
  await write.click()
  await dialog.getByText('已写入：新增 2 位').waitFor()
  expect(await s.story.rows(`select p.employer, s.tags from seat s join person p on p.id = s.person where s.certificate_no = 'B-1'`)).toEqual([
    { employer: '碧溪区第一中学', tags: ['养蜂'] },
  ])
}, 90_000)
