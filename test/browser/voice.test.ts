/** Journeys 8 and 9 on real pages: a citizen with no script from a station's code to his verdict; a deputy's whole reception day without a network. */
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { buildWeb } from '../../scripts/web.ts'
import type { Sms } from '../../server/channels/sms.ts'
import { type Served, serve } from '../serve.ts'
import { openBrowser, POCKET } from './browser.ts'
import { audit } from './lighthouse.ts'

let browser: Browser
let s: Served
let station = ''
let day = ''
const sent: string[] = []
const sms: Sms = {
  async send(_to, text) {
    sent.push(text)
  },
}
const P = { process: 'concern' }
beforeAll(async () => {
  await buildWeb()
  s = await serve(['李秀兰', '孟广林', '高秀英', '王敏', '吴海涛'], '2026-03-25', { webDir: path.resolve('dist/web'), sms, asksPerTenMinutes: 1000 })
  browser = await openBrowser()
  const meng = s.story.as('孟广林')
  await meng.does(
    'register',
    { name: '临江街道人大代表联络站', type: 'station', level: 'township', area: 90, address: '滨江路 1 号', stage: 'running' },
    { process: 'station' },
  )
  station = (await s.story.rows<{ unit: string }>('select unit from station'))[0]?.unit as string
  await meng.does('place', { deputies: [await s.story.seat('李秀兰', 'deputy')] }, { process: 'station' })
  await s.story
    .as('高秀英')
    .does(
      'plan',
      { kind: 'day', heldOn: '2026-03-25', from: '09:00', to: '11:30', where: '一楼接待室', hosts: [await s.story.seat('李秀兰', 'deputy')] },
      { process: 'reception' },
    )
  day = s.story.matter
  await s.story.as('高秀英').does('announce', { notice: '欢迎' }, { process: 'reception' })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await s?.end()
})

/** The server's clock is the story's: nobody fills in a form in no time. */
const later = (seconds: number) => {
  s.story.now = new Date(s.story.now.getTime() + seconds * 1000)
}

/** No page asks for a sideways scroll, and a machine finds nothing to mend. */
async function sound(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name} 要左右拖动`).toBeLessThanOrEqual(0)
}

test('C10 C11 with scripts off, from the station’s code to the receipt, the suggestion’s chain and the verdict', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 }, baseURL: s.base })
  const page = await context.newPage()
  await page.goto(`/g/990302001/stations/${station}`)
  await sound(page, '联络站')
  await page.getByRole('link', { name: '向本站反映' }).click()
  later(5)
  await page.getByRole('button', { name: '提交诉求' }).click()
  await page.getByRole('alert').waitFor()
  await sound(page, '填错的表')
  await page.getByLabel('一句话说清问题').fill('滨江路菜场门口污水横流')
  await page.getByLabel('具体情况').fill('每天清晨排水口堵塞，污水漫到人行道。')
  await page.getByLabel('类别').selectOption('environment')
  await page.getByLabel('手机号码').fill('13911112222')
  later(5)
  await page.getByRole('button', { name: '提交诉求' }).click()
  const code = ((await page.locator('.receipt .big').textContent()) ?? '').trim()
  expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/)
  expect(page.url()).not.toContain(code)
  await page.getByRole('button', { name: '看完了，退出' }).click()

  const story = s.story
  story.matter = (await story.rows<{ matter: string }>(`select matter from concern where channel = 'station'`))[0]?.matter as string
  await story.as('高秀英').does('answer', { code: 'solved', text: '已联系社区疏通。', publicTitle: '菜场门口污水' }, P)

  await page.getByLabel('查询码').fill(code.toLowerCase())
  await page.getByRole('button', { name: '查看', exact: true }).click()
  await page.getByText('已联系社区疏通。').waitFor()
  await page.getByRole('button', { name: '发验证码到我的手机' }).click()
  await page.getByLabel('短信验证码').fill(/验证码 (\d{6})/.exec(sent.at(-1) ?? '')?.[1] ?? '')
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByLabel('基本满意').check()
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.getByText('您的评价').waitFor()
  expect(await story.state()).toBe('closed')
  await sound(page, '我的诉求')
  await context.close()
}, 60_000)

test('C7 a deputy’s whole reception day in airplane mode: signed in, three visitors, nothing lost, nothing twice', async () => {
  const context = await browser.newContext({ ...POCKET, baseURL: s.base })
  context.setDefaultTimeout(10_000)
  await context.request.post('/api/login', { data: { who: 'lixiulan', password: DEMO_PASSWORD } })
  const page = await context.newPage()
  await page.clock.setFixedTime(s.story.now)
  await page.goto('/m/day')
  await page.getByText('代表接待日').first().click()
  await page.getByRole('button', { name: '登记来访' }).waitFor()
  await context.setOffline(true)
  await page.getByRole('button', { name: '签到', exact: true }).click()
  for (const [i, onSpot] of ['转办', '当场答复', '转办'].entries()) {
    await page.getByRole('button', { name: '登记来访' }).click()
    await page.getByLabel(/来访人姓名/).fill(`访客${i}`)
    await page.getByLabel(/反映什么/).fill(`第${i + 1}位反映的事`)
    await page.getByLabel(/具体情况/).fill('情况如下。')
    await page.getByLabel(/类别/).selectOption('urban')
    await page.getByRole('radio', { name: onSpot }).check({ force: true })
    if (onSpot === '当场答复') {
      await page.getByRole('button', { name: '记下这位来访' }).click()
      await page.getByText('请选择当场答复的结果').waitFor()
      await page.getByRole('radio', { name: '已解决' }).check({ force: true })
      await page.getByLabel(/答复内容/).fill('现场说明了。')
    }
    await page.getByRole('button', { name: '记下这位来访' }).click()
    await page.getByText('已记下').waitFor()
  }
  await page.getByText('还在手机里（4）').waitFor()
  expect(await s.story.rows('select 1 from reception_visitor')).toEqual([])
  await context.setOffline(false)
  await page.getByText('来访登记（3）').waitFor()
  expect(await page.getByText('还在手机里').count()).toBe(0)
  const rows = await s.story.rows(`select v.no, m.title from reception_visitor v join matter m on m.id = v.matter order by v.no`)
  expect(rows).toEqual([1, 2, 3].map((n) => ({ no: n, title: `第${n}位反映的事` })))
  s.story.matter = day
  expect((await s.story.party('host', '李秀兰')).step).toBe('signed')
  // What has arrived is wiped from the phone.
  expect(
    await page.evaluate(
      () =>
        new Promise<number>((done) => {
          const r = indexedDB.open('huying-day')
          r.onsuccess = () => {
            const all = r.result.transaction('acts').objectStore('acts').count()
            all.onsuccess = () => done(all.result)
          }
        }),
    ),
  ).toBe(0)
  await context.close()
}, 60_000)

test('the public pages: nothing for axe to find at 320 px and at 400 %, none over 60 KB', async () => {
  const concern = (await s.story.rows<{ matter: string }>('select matter from concern where shown limit 1'))[0]?.matter
  const deputy = await s.story.seat('李秀兰', 'deputy')
  const urls = [
    '/g/990300',
    '/g/990300/ask',
    '/g/990300/deputies',
    `/g/990300/deputies/${deputy}`,
    '/g/990300/stations',
    `/g/990302001/stations/${station}`,
    `/g/990302001/stations/${station}/sheet`,
    '/g/990300/rota',
    '/g/990300/concerns',
    `/g/990302001/concerns/${concern}`,
    '/g/990300/mine',
  ]
  // 1,280 px at 400 % is 320 px of layout.
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, baseURL: s.base })
  const page = await context.newPage()
  for (const elder of ['0', '1'])
    for (const url of urls) {
      const r = await page.goto(`${url}?elder=${elder}`)
      expect([url, r?.status()]).toEqual([url, 200])
      expect((await r?.body())?.length ?? 0, url).toBeLessThan(60_000)
      await sound(page, url)
      const found = (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()).violations
      expect(
        found.map((v) => `${v.id}: ${v.nodes[0]?.target}`),
        `${url} ${elder}`,
      ).toEqual([])
    }
  await context.close()
}, 90_000)

test('Lighthouse finds nothing against the accessibility of the public pages', async () => {
  const urls = ['/g/990300', '/g/990300/ask', '/g/990300/deputies', `/g/990302001/stations/${station}`, '/g/990300/concerns'].map((u) => s.base + u)
  const got = await audit(urls, ['accessibility'])
  expect(got.map((a) => [a.url, a.scores.accessibility, a.found])).toEqual(urls.map((u) => [u, 100, []]))
}, 120_000)

test('C10 with scripts off: submitted, back, submitted unchanged: the first receipt, one concern', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, baseURL: s.base })
  const page = await context.newPage()
  const fill = async () => {
    await page.getByLabel('一句话说清问题').fill('东门桥头路灯不亮')
    await page.getByLabel('具体情况').fill('桥头三盏路灯已经一周不亮。')
    await page.getByLabel('类别').selectOption('urban')
    later(5)
    await page.getByRole('button', { name: '提交诉求' }).click()
    const seen = page.getByRole('button', { name: '不是同一件，仍然提交' })
    if (await seen.isVisible().catch(() => false)) await seen.click()
    return ((await page.locator('.receipt .big').textContent()) ?? '').trim()
  }
  const count = async () => (await s.story.rows<{ n: number }>(`select count(*)::int as n from matter where title = '东门桥头路灯不亮'`))[0]?.n
  await page.goto('/g/990300/ask')
  const first = await fill()
  await page.goBack()
  // Whatever this browser keeps of a form, the same words are the same concern.
  expect(await fill()).toBe(first)
  await page.goto('/g/990300/ask')
  await page.reload()
  expect([await fill(), await count()]).toEqual([first, 1])
  await context.close()
})
