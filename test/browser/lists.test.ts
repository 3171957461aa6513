/** Forms with rows in them, filled in at the desk as people do: what is typed is what is kept. */
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { buildWeb } from '../../scripts/web.ts'
import { type Served, serve } from '../serve.ts'
import { CONTACT, handedOver, REPLY } from '../story.ts'
import { DESK, openBrowser, POCKET } from './browser.ts'

let browser: Browser
let s: Served
beforeAll(async () => {
  await buildWeb()
  s = await serve(['王敏', '吴海涛', '周建国', '黄文斌', '孙立新'], '2026-03-10', { webDir: path.resolve('dist/web') })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})
const as = (name: string) => s.story.as(name)
async function open(who: string, url: string): Promise<Page> {
  const context = await browser.newContext({ ...DESK, baseURL: s.base })
  context.setDefaultTimeout(10_000)
  await context.request.post('/api/login', { data: { who, password: DEMO_PASSWORD } })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

test('B17 B20 promises of a reply: what is there is shown, a row is added, a row is taken away, what is wrong stands in its row', async () => {
  await handedOver(s.story)
  await as('吴海涛').does('signFor')
  await as('吴海涛').does('recordContact', { ...CONTACT, heldOn: '2026-03-10' })
  const promise = (item: string) => ({ item, measure: '列入计划', dueOn: '2026-09-30', owner: '科长' })
  await as('吴海涛').does('saveReply', { ...REPLY, code: 'B', promises: [promise('开通31路'), promise('增设站点')] })
  const p = await open('wuhaitao', `/suggestion/${s.story.matter}`)
  await p
    .getByRole('button', { name: /修改答复|起草答复/ })
    .first()
    .click()
  const drawer = p.getByRole('dialog')
  const rows = drawer.locator('.dk-listrow')
  await rows.first().waitFor()
  expect(await rows.getByLabel('事项').evaluateAll((all) => all.map((x) => (x as HTMLInputElement).value))).toEqual(['开通31路', '增设站点'])
  await rows.nth(1).getByRole('button', { name: '删去这一项' }).click()
  await rows.nth(0).getByLabel('事项').fill('开通31路和32路')
  await drawer.getByRole('button', { name: '加一项承诺事项' }).click()
  await rows.nth(1).getByLabel('措施').fill('与规划局衔接')
  await drawer.locator('.ant-drawer-footer').getByRole('button').first().click()
  await rows.nth(1).getByText('请填写事项').waitFor()
  await rows.nth(1).getByLabel('事项').fill('落实场站用地')
  await rows.nth(1).getByLabel('完成时限').fill('2026年12月30日')
  await p.keyboard.press('Enter')
  await drawer.locator('.ant-drawer-footer').getByRole('button').first().click()
  await drawer.waitFor({ state: 'hidden' })
  const data = JSON.stringify(
    await s.story.rows('select x.draft, p.data from party p left join reply x on x.party = p.id where p.matter = $1', [s.story.matter]),
  )
  for (const x of ['开通31路和32路', '落实场站用地', '与规划局衔接', '2026-12-30', '科长']) expect(data).toContain(x)
  expect(data).not.toContain('增设站点')
  await p.context().close()
}, 60_000)

test('B26 a judge reads who stands beside each number; a number too high is told in its row; each score is kept with its own', async () => {
  const P = { process: 'award' }
  const { matter } = await as('王敏').does(
    'call',
    {
      year: 2026,
      nominateBy: '2026-03-20',
      suggestions: 0,
      cases: 0,
      units: 1,
      people: 1,
      judges: [{ seat: await s.story.seat('黄文斌', 'sc_leader') }],
      note: '',
    },
    P,
  )
  for (const name of ['市交通运输局', '市财政局'])
    await as('王敏').does('nominate', { kind: 'unit', unit: await s.story.unit(name), reason: '办得实' }, { ...P, matter })
  await as('王敏').does('startReview', {}, { ...P, matter })
  const p = await open('huangwenbin', '/')
  await p
    .getByRole('button', { name: /评\s?分/ })
    .first()
    .click()
  const drawer = p.getByRole('dialog')
  const row = (name: string) => drawer.locator('.dk-listrow', { hasText: `先进承办单位：${name}` })
  await row('市财政局').getByRole('spinbutton').fill('88')
  expect(await drawer.getByRole('button', { name: /删去|加一项/ }).count()).toBe(0)
  await drawer.locator('.ant-drawer-footer').getByRole('button').first().click()
  await row('市交通运输局').getByText('请填写分数（0—100）').waitFor()
  await row('市交通运输局').getByRole('spinbutton').fill('93')
  await drawer.locator('.ant-drawer-footer').getByRole('button').first().click()
  await drawer.waitFor({ state: 'hidden' })
  expect(await s.story.rows('select n.title, x.score::int as score from nominee_score x join nominee n on n.id = x.nominee order by 1')).toEqual([
    { title: '市交通运输局', score: 93 },
    { title: '市财政局', score: 88 },
  ])
  await p.context().close()
}, 60_000)

test('on a phone a matter of the desk and its form fit the screen, also with a far date in words', async () => {
  // Whoever has no calendar of that year is told so beside the date: the longest line there is.
  await as('王敏').does(
    'proposeKey',
    { criterion: '集中' },
    { matter: (await s.story.rows<{ id: string }>(`select id from matter where process = 'suggestion'`))[0]?.id as string },
  )
  const matter = (await s.story.rows<{ id: string }>(`select id from matter where process = 'key'`))[0]?.id as string
  const leader = await s.story.seat('黄文斌', 'sc_leader')
  const adopt = {
    meetingOn: '2026-03-10',
    meeting: '主任会议',
    leader,
    govLeader: await s.story.seat('孙立新'),
    committee: await s.story.seat('田野', 'committee'),
    reportBy: '2027-09-30',
    plan: '',
  }
  await as('周建国').does('adopt', adopt, { process: 'key', matter })
  const context = await browser.newContext({ ...POCKET, baseURL: s.base })
  context.setDefaultTimeout(10_000)
  await context.request.post('/api/login', { data: { who: 'huangwenbin', password: DEMO_PASSWORD } })
  const p = await context.newPage()
  const broken: string[] = []
  p.on('response', (r) => r.status() >= 400 && broken.push(`${r.status()} ${r.url()}`))
  for (const width of [390, 320]) {
    await p.setViewportSize({ width, height: 844 })
    await p.goto(`/of/key/${matter}`)
    await p.getByText('督办报告').first().waitFor()
    await p
      .getByText(/2027年历未载入/)
      .first()
      .waitFor()
    expect(await p.evaluate(() => document.documentElement.scrollWidth), `${width}`).toBeLessThanOrEqual(width)
    await p.getByRole('button', { name: '登记督办活动' }).first().click()
    const drawer = p.locator('.ant-drawer-content-wrapper')
    await drawer.getByLabel('地点').waitFor()
    await p.waitForTimeout(500)
    expect((await drawer.boundingBox())?.x, `${width}`).toBe(0)
  }
  // The page asks for nothing that it may not have.
  expect(broken).toEqual([])
  await context.close()
}, 60_000)
