/** The real pages in a real browser: the desk and the phone work one suggestion, and say what they must. */
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { buildWeb } from '../../scripts/web.ts'
import { type Served, serve } from '../serve.ts'
import { CONTACT, PASS, REPLY, TEXT } from '../story.ts'
import { DESK, openBrowser, POCKET } from './browser.ts'

let browser: Browser
let s: Served
/** What pages asked of anybody but our own server. */
const abroad: string[] = []
const errors: string[] = []
beforeAll(async () => {
  await buildWeb()
  s = await serve(['李秀兰', '王敏', '吴海涛', '郑国华', '张伟民', '周建国'], '2026-03-10', { webDir: path.resolve('dist/web') })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})

async function open(who: string, url: string, face: object = DESK): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ ...face, baseURL: s.base })
  context.setDefaultTimeout(10_000)
  await context.request.post('/api/login', { data: { who, password: DEMO_PASSWORD } })
  const page = await context.newPage()
  page.on('request', (r) => {
    if (!r.url().startsWith(s.base) && !r.url().startsWith('data:') && !r.url().startsWith('blob:')) abroad.push(r.url())
  })
  page.on('pageerror', (e) => errors.push(`${url}：${e.message}`))
  await page.goto(url)
  return page
}
const close = (p: Page) => p.context().close()
const as = (name: string) => s.story.as(name)

test('B5 B8 B12 the desk reviews, numbers, assigns and signs for by its forms; what is wrong stands beside the field', async () => {
  await as('李秀兰').does('draft', TEXT)
  await as('李秀兰').does('submit')
  const wang = await open('wangmin', '/')
  await wang.getByRole('button', { name: '审查立案' }).click()
  const drawer = wang.getByRole('dialog')
  await drawer.getByRole('button', { name: '审查立案' }).click()
  await drawer.getByText('请选择政治关').waitFor()
  for (const check of ['政治关', '法律关', '质量关']) await drawer.locator('.ant-form-item', { hasText: check }).getByText('通过', { exact: true }).click()
  // Proposed with its reasons; one press takes it.
  await drawer.getByRole('button', { name: '选用社会建设' }).click()
  await drawer.getByRole('radio', { name: '社会建设' }).and(drawer.locator(':checked')).waitFor({ state: 'attached' })
  await drawer.getByRole('button', { name: '审查立案' }).click()
  await wang.getByText('2026闭第001号').first().waitFor()
  await wang
    .getByRole('button', { name: '交办', exact: true })
    .or(wang.getByRole('button', { name: '交 办' }))
    .click()
  const units = drawer.locator('.ant-form-item', { hasText: '主办（独办、分办）单位' }).getByRole('combobox')
  await units.fill('交通')
  await wang.getByTitle('市交通运输局').click()
  await wang.keyboard.press('Escape')
  await drawer.getByRole('button', { name: /交\s*办/ }).click()
  await wang.getByText('办理中').first().waitFor()
  await close(wang)

  const wu = await open('wuhaitao', '/')
  await wu.getByRole('button', { name: /^签\s*收$/ }).click()
  await wu.getByRole('button', { name: '起草答复' }).waitFor()
  expect((await s.story.party('main')).step).toBe('signedFor')
  await close(wu)
}, 60_000)

test('B15 a button that cannot be pressed says why, in the gate’s own words; a date says why it is that day', async () => {
  const wu = await open('wuhaitao', `/suggestion/${s.story.matter}`)
  const button = wu.getByRole('button', { name: '答复代表' })
  await button.waitFor()
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  expect(await button.getAttribute('aria-description')).toBe('还没有与代表沟通的记录，请先「记录沟通」（未与代表沟通的不得答复）')
  await wu.getByRole('button', { name: '答复：为什么是这一天' }).first().click()
  await wu.getByText('自交办之日起三个月内答复（代表法第五十一条）').waitFor()
  await wu.getByText(/加3个月，到2026年6月10日/).waitFor()
  await close(wu)
}, 30_000)

test('B12 two edit: the second keeps the text and is told what changed', async () => {
  const wu = await open('wuhaitao', `/suggestion/${s.story.matter}`)
  await wu.getByRole('button', { name: '记录沟通' }).click()
  const drawer = wu.getByRole('dialog')
  await drawer.getByLabel('代表的意见').fill('请先开通早晚高峰班次')
  await as('吴海涛').does('recordContact', { ...CONTACT, heldOn: '2026-03-10' })
  for (const pick of ['座谈会', '分管负责人']) await drawer.getByText(pick, { exact: true }).click()
  await drawer.getByLabel('地点').fill('城东社区')
  await drawer.getByRole('button', { name: '记录沟通' }).click()
  await drawer.getByText('您填写的内容还在，请看过改动后再提交').waitFor()
  expect(await drawer.getByLabel('代表的意见').inputValue()).toBe('请先开通早晚高峰班次')
  await drawer.getByRole('button', { name: '我看过了，继续办理' }).click()
  await drawer.getByRole('button', { name: '记录沟通' }).click()
  await drawer.waitFor({ state: 'hidden' })
  expect(await s.story.rows('select 1 from contact_record')).toHaveLength(2)
  await close(wu)
}, 30_000)

test('B18 the deputy reads and judges on one screen of the phone; dissatisfied needs words; the page changes by itself', async () => {
  const matter = s.story.matter
  const li = await open('lixiulan', `/m/suggestion/${matter}`, POCKET)
  await li.getByText('办理中').first().waitFor()
  await as('吴海涛').does('saveReply', { ...REPLY, body: '一、线路已经勘察。<img src=x onerror="window.hacked=1">' })
  await as('吴海涛').does('checkReply', { pass: 'yes' })
  await as('郑国华').does('signReply', { pass: 'yes' })
  const sent = await s.as('吴海涛')
  expect(
    (
      await sent(`/api/suggestion/${matter}/sendReply`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key: crypto.randomUUID() }),
      })
    ).status,
  ).toBe(200)
  // No reload: the stream told the page.
  await li.getByText('待评价').first().waitFor()
  await li.goto('/m')
  await li.getByText('看答复，作评价').first().click()
  for (const [group, value] of [
    ['办理态度', '满意'],
    ['办理结果', '不满意'],
    ['问题解决情况', '近期尚不能解决'],
    ['意见采纳情况', '解释说明'],
  ] as const)
    await li
      .getByRole('group', { name: new RegExp(group) })
      .getByRole('radio', { name: value, exact: true })
      .check({ force: true })
  await li.getByRole('button', { name: '提交评价' }).click()
  expect(await s.story.rows('select 1 from judgement')).toEqual([])
  await li.getByLabel(/意见和希望/).fill('没有时间表')
  await li.getByRole('button', { name: '提交评价' }).click()
  await li.waitForURL(/thanks/)
  expect(await s.story.rows('select result from judgement')).toEqual([{ result: '不满意' }])
  expect(await li.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined()
  await close(li)

  const wu = await open('wuhaitao', `/suggestion/${matter}`)
  await wu.getByText('不满意待处理').first().waitFor()
  expect(await wu.getByText('没有时间表').count()).toBe(0)
  expect(await wu.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined()
  await close(wu)
}, 60_000)

test('B4 written on the phone without network, kept, and sent once', async () => {
  const li = await open('lixiulan', '/m/write', POCKET)
  await li.getByLabel(/标题（案由）/).fill('关于修复云渡老桥护栏的建议')
  await li.context().setOffline(true)
  await li.getByLabel(/情况和问题/).fill('老桥护栏锈蚀缺损二十余米，学生上下学必经，雨天尤其危险，已有两人跌落受伤。')
  await li.getByLabel(/具体建议/).fill('请市交通运输局在汛期前更换护栏，并加装照明。')
  await li.waitForTimeout(1500)
  await li.context().setOffline(false)
  await li.reload()
  await expect.poll(async () => li.getByLabel(/具体建议/).inputValue(), { timeout: 10_000 }).toMatch(/更换护栏/)
  await close(li)
}, 40_000)

test('many at once: what will happen to each, then a result for each', async () => {
  for (let i = 0; i < 2; i++) {
    await as('李秀兰').does('draft', { ...TEXT, title: `关于第${i + 1}处停车场的建议` })
    await as('李秀兰').does('submit')
    await as('王敏').does('register', PASS)
    await as('王敏').does('assign', { kind: 'sole', main: [await s.story.unit('市交通运输局')], co: [] })
  }
  const wu = await open('wuhaitao', '/')
  const boxes = wu.locator('.dk-duties li', { hasText: '停车场' }).getByRole('checkbox')
  await boxes.first().waitFor()
  for (const b of await boxes.all()) await b.check()
  await wu.getByRole('button', { name: /批量签收/ }).click()
  await wu.getByText('将签收').first().waitFor()
  await wu.getByRole('button', { name: /签收 2 件/ }).click()
  await wu.getByText('2 件已办，0 件没有办成').waitFor()
  await close(wu)
}, 30_000)

test('filters live in the address', async () => {
  const wang = await open('wangmin', '/suggestion')
  await wang.getByRole('link', { name: /^办理/ }).click()
  await wang.waitForURL(/stage=/)
  // The list shows as many as the filter's own number says, before and after the page is opened anew.
  const shown = async () =>
    (await wang.locator('tbody tr[data-row-key]').count()) - Number(await wang.getByRole('link', { name: /^办理/ }).locator('b').textContent())
  await expect.poll(shown, { timeout: 8000 }).toBe(0)
  await wang.reload()
  await wang.locator('tbody tr[data-row-key]').first().waitFor()
  await expect.poll(shown, { timeout: 8000 }).toBe(0)
  expect(await wang.getByRole('link', { name: '导出 Excel' }).getAttribute('href')).toMatch(/stage=/)
  await close(wang)
}, 30_000)

const DESK_PAGES = ['/', '/suggestion', 'matter', '/settings', '/roster', '/security']
const POCKET_PAGES = ['/m', '/m/suggestions', 'm-matter', '/m/write', '/m/mine']
test.each([...DESK_PAGES.map((p) => [p, 'wangmin', DESK] as const), ...POCKET_PAGES.map((p) => [p, 'lixiulan', POCKET] as const)])(
  '%s can be read by everybody (axe) and does not scroll sideways',
  async (page, who, face) => {
    const url = page === 'matter' ? `/suggestion/${s.story.matter}` : page === 'm-matter' ? `/m/suggestion/${s.story.matter}` : page
    const p = await open(who, url, face)
    await p.waitForLoadState('networkidle').catch(() => undefined)
    await p.waitForTimeout(600)
    // antd measures its columns by an empty row that nobody sees or reaches.
    const found = await new AxeBuilder({ page: p }).exclude('.ant-table-measure-row').analyze()
    expect(found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}：${v.nodes[0]?.html.slice(0, 160)}`)).toEqual(
      [],
    )
    if (face === POCKET) await p.setViewportSize({ width: 320, height: 640 })
    expect(await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
    await close(p)
  },
  40_000,
)

test('the door: readable, a wrong password told beside the field', async () => {
  const context = await browser.newContext({ ...POCKET, baseURL: s.base })
  const p = await context.newPage()
  await p.goto('/')
  await p.getByLabel('登录名、姓名或手机号').fill('wangmin')
  await p.getByLabel('密码').fill('nonsense')
  await p.getByRole('button', { name: '登录', exact: true }).click()
  await p.getByText(/还可以再试 \d 次/).waitFor()
  const found = await new AxeBuilder({ page: p }).analyze()
  expect(found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => v.id)).toEqual([])
  await context.close()
}, 30_000)

test('the description of the interface opens; nothing was asked of anybody else; no page broke', async () => {
  const p = await open('wangmin', '/docs/')
  await p.getByText('呼应').first().waitFor({ timeout: 20_000 })
  await close(p)
  expect(abroad).toEqual([])
  expect(errors).toEqual([])
}, 40_000)
