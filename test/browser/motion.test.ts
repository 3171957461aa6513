/** Motions in a real browser: written, co-signed and followed on the phone, registered at the desk. */
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { buildWeb } from '../../scripts/web.ts'
import { motions, SIGNERS } from '../motion.ts'
import { type Served, serve } from '../serve.ts'
import { DESK, openBrowser, POCKET } from './browser.ts'

let browser: Browser
let s: Served
const errors: string[] = []
beforeAll(async () => {
  await buildWeb()
  s = await serve(['李秀兰', '张伟民', '刘芳', '王敏'], '2026-01-20', { webDir: path.resolve('dist/web') })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})
async function open(who: string, url: string, face: object = POCKET): Promise<Page> {
  const context = await browser.newContext({ ...face, baseURL: s.base })
  context.setDefaultTimeout(10_000)
  await context.request.post('/api/login', { data: { who, password: DEMO_PASSWORD } })
  const page = await context.newPage()
  page.on('pageerror', (e) => errors.push(`${url}：${e.message}`))
  await page.goto(url)
  return page
}

test('B7 written on the phone, kept through a reload, invited; co-signed in person; submitted when there are ten', async () => {
  const li = await open('lixiulan', '/m/write')
  await li.getByRole('link', { name: '提议案' }).click()
  await li.getByLabel(/案由/).fill('关于制定云岭市公共交通条例的议案')
  await li.getByLabel(/案据/).fill('线网二十年未作调整。')
  await li.waitForTimeout(500)
  await li.reload()
  await expect.poll(() => li.getByLabel(/案据/).inputValue()).toBe('线网二十年未作调整。')
  await li.getByRole('button', { name: '存成草稿，下一步' }).click()
  await li.getByText('请填写方案').waitFor()
  expect(await s.story.rows(`select 1 from matter where process = 'motion'`)).toEqual([])
  await li.getByLabel(/方案/).fill('请列入立法计划。')
  await li.getByRole('radio', { name: '重大事项案' }).check({ force: true })
  await li.getByRole('button', { name: '存成草稿，下一步' }).click()
  await li.waitForURL(/\/m\/suggestion\//)
  await li.getByText('还差9位代表联名').waitFor()
  expect(await li.getByRole('button', { name: '提交' }).isDisabled()).toBe(true)
  s.story.matter = (await s.story.rows<{ id: string }>(`select id from matter where process = 'motion'`))[0]?.id as string

  await li.getByRole('link', { name: '邀请联名' }).click()
  await li.getByRole('searchbox').fill('张伟民')
  await li.getByRole('button', { name: /张伟民/ }).click()
  await li.getByRole('button', { name: '邀请联名' }).click()
  await li.getByText('联名邀请已发出').waitFor()
  const m = motions(s.story)
  const others = SIGNERS.filter((n) => n !== '张伟民')
  await m.does('李秀兰', 'inviteCosigners', { deputies: await Promise.all(others.map((n) => s.story.seat(n, 'deputy'))) })
  for (const n of others) await m.does(n, 'cosign', {}, { office: 'deputy' })

  const zhang = await open('zhangweimin', '/m')
  await zhang.getByRole('link', { name: '看看并确认联名' }).click()
  await zhang.getByText('代表邀请您一起提出这件议案').waitFor()
  await zhang.getByText('请列入立法计划。').waitFor()
  await zhang.getByRole('button', { name: '同意联名' }).click()
  await zhang.getByText('您已是这件议案的提案人').waitFor()
  await zhang.context().close()

  await li.goto('/m')
  await li.getByRole('link', { name: '看联名情况，提交' }).click()
  await li.getByRole('link', { name: '提交' }).click()
  await li.getByRole('button', { name: '提交' }).click()
  await li.getByText('请确认本件只提一件事').waitFor()
  await li.getByRole('switch', { name: /一事一案/ }).check({ force: true })
  await li.getByRole('button', { name: '提交' }).click()
  await li.getByText('议案已提交').waitFor()
  expect(await s.story.state()).toBe('received')
  await li.goto('/m/suggestions?tab=motion')
  await li.getByText('议案组已收到').waitFor()
  await li.context().close()
}, 90_000)

test('B7 the desk registers it and picks among committees; the phone follows', async () => {
  const liu = await open('liufang', '/of/motion', DESK)
  await liu.getByRole('link', { name: '关于制定云岭市公共交通条例的议案' }).click()
  await liu.getByRole('button', { name: '登记分送' }).click()
  const drawer = liu.getByRole('dialog')
  await drawer.getByRole('button', { name: '登记分送' }).click()
  await drawer.getByText('请选择交哪个专门委员会提出意见').waitFor()
  await drawer.getByRole('combobox').first().fill('城乡')
  await liu.getByTitle('市人大城乡建设与环境资源保护委员会').click()
  await drawer.getByRole('button', { name: '登记分送' }).click()
  await liu.getByText('专门委员会提意见').first().waitFor()
  await liu.context().close()
  const li = await open('lixiulan', `/m/suggestion/${s.story.matter}`)
  await li.getByRole('heading', { name: '六届五次案第001号' }).waitFor()
  await li.getByText('委员会和办理机关').waitFor()
  await li.context().close()
}, 60_000)

test.each([
  ['/m/new/motion', 'lixiulan', POCKET],
  ['/m/suggestions?tab=motion', 'lixiulan', POCKET],
  ['matter', 'lixiulan', POCKET],
  ['/of/motion', 'wangmin', DESK],
  ['/of/upper', 'wangmin', DESK],
] as const)(
  'B7 B29 %s can be read by everybody (axe) and does not scroll sideways',
  async (url, who, face) => {
    const p = await open(who, url === 'matter' ? `/m/suggestion/${s.story.matter}` : url, face)
    await p.waitForLoadState('networkidle').catch(() => undefined)
    await p.waitForTimeout(600)
    const found = await new AxeBuilder({ page: p }).exclude('.ant-table-measure-row').analyze()
    expect(found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}：${v.nodes[0]?.html.slice(0, 160)}`)).toEqual(
      [],
    )
    if (face === POCKET) await p.setViewportSize({ width: 320, height: 640 })
    expect(await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
    await p.context().close()
  },
  40_000,
)

test('no page broke', () => expect(errors).toEqual([]))
