/** 27: one attack in every field of every act and in the names of files and people; then a real browser opens every page. */
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { buildWeb } from '../../scripts/web.ts'
import { demoPerson } from '../http.ts'
import { ATTACKS, playedWorld, type World } from '../world.ts'
import { DESK, openBrowser, POCKET } from './browser.ts'

let w: World
let browser: Browser
let base: string
/** What came alive. */
const alive: string[] = []
const errors: string[] = []
const pictures = process.env.HUYING_PICTURES

beforeAll(async () => {
  await buildWeb()
  w = await playedWorld('2026-03-10', 8, { webDir: path.resolve('dist/web') })
  // Also where no form leads: what an import or an older version may have left.
  await w.h.story.rows(`update unit set name = name || $1 where place = '990300' and kind = 'handling' and name = '市教育局'`, [ATTACKS[1]])
  await w.h.story.rows(`update person set name = name || $1 where name = '张伟民'`, [ATTACKS[1]])
  base = await w.h.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await w?.h.end()
})

async function open(who: string, face: object): Promise<Page> {
  const context = await browser.newContext({ ...face, baseURL: base })
  await context.request.post('/api/login', { data: { who: demoPerson(who).login, password: DEMO_PASSWORD } })
  const page = await context.newPage()
  page.on('pageerror', (e) => errors.push(`${who} ${page.url()}：${e.message}`))
  page.on('dialog', (d) => {
    alive.push(`${page.url()} 弹出 ${d.message()}`)
    void d.dismiss()
  })
  return page
}

/** Opens it, waits for its words, and looks whether any of them became more than words. */
async function look(page: Page, url: string, words: string | null): Promise<number> {
  await page.goto(url)
  await page.locator('h1, h2, main, [role=main], .dk-main').first().waitFor({ timeout: 10_000 })
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined)
  if (words) await page.getByText(words, { exact: false }).first().waitFor({ timeout: 10_000 })
  const found = await page.evaluate(() => ({
    fired: (window as unknown as { fired?: number }).fired,
    marks: document.querySelectorAll('xss-mark, img[src="x"], [onerror]').length,
    links: [...document.querySelectorAll('a[href], iframe[src], form[action]')]
      .map((a) => a.getAttribute('href') ?? a.getAttribute('src') ?? a.getAttribute('action') ?? '')
      .filter((h) => !/^(https?:|mailto:|tel:|blob:|[/#?]|$)/i.test(h)),
    // biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts
    shown: document.body.innerText.split('<xss-mark>').length - 1,
  }))
  if (found.fired || found.marks || found.links.length) alive.push(`${url} ${JSON.stringify(found)}`)
  return found.shown
}

test('27 28 the desk: the page and the list of every process, every form, every fixed page', async () => {
  let shown = 0
  let pages = 0
  const mine = [...new Map(w.matters.map((m) => [`${m.process}/${m.state}`, m])).values()]
  for (const who of ['王敏', '周建国', '吴海涛']) {
    const page = await open(who, DESK)
    for (const url of ['/', '/suggestion', ...new Set(mine.map((m) => (m.process === 'suggestion' ? '/suggestion?stage=办理' : `/of/${m.process}`)))]) {
      shown += await look(page, url, null)
      pages++
    }
    for (const url of [
      '/ladder',
      '/ledger',
      '/report',
      '/roster',
      '/settings',
      '/security',
      '/circular',
      '/sorting',
      '/replies',
      '/topics',
      `/search?q=${encodeURIComponent('=1+1')}`,
      `/search?q=${encodeURIComponent(ATTACKS[0] as string)}`,
      `/suggestion?q=${encodeURIComponent(ATTACKS[0] as string)}`,
      `/of/letter?stage=${encodeURIComponent(ATTACKS[0] as string)}`,
      `/${encodeURIComponent(ATTACKS[0] as string)}`,
    ])
      shown += await look(page, url, null)
    for (const m of mine) {
      if ((await page.request.get(`/api/${m.process}/${m.id}`)).status() !== 200) continue
      const here = await look(page, m.process === 'suggestion' ? `/suggestion/${m.id}` : `/of/${m.process}/${m.id}`, null)
      shown += here
      pages++
      if (pictures) await page.screenshot({ path: `${pictures}/desk-${who}-${m.process}-${m.state}.png` })
    }
    await page.context().close()
  }
  expect(alive).toEqual([])
  expect(errors).toEqual([])
  expect(pages).toBeGreaterThan(30)
  // The attack was there to be read: it stood as text on these pages.
  expect(shown).toBeGreaterThan(50)
}, 240_000)

test('27 the pocket: every page of a deputy', async () => {
  let shown = 0
  for (const who of ['李秀兰', '张伟民']) {
    const page = await open(who, POCKET)
    for (const url of ['/m', '/m/suggestions', '/m/notices', '/m/mine', '/m/write', `/m/suggestions?q=${encodeURIComponent(ATTACKS[0] as string)}`])
      shown += await look(page, url, null)
    for (const m of new Map(w.matters.filter((x) => x.process === 'suggestion').map((x) => [x.state, x])).values()) {
      if ((await page.request.get(`/api/suggestion/${m.id}`)).status() !== 200) continue
      shown += await look(page, `/m/suggestion/${m.id}`, null)
      if (pictures) await page.screenshot({ path: `${pictures}/pocket-${who}-${m.state}.png` })
    }
    await page.context().close()
  }
  expect(alive).toEqual([])
  expect(errors).toEqual([])
  expect(shown).toBeGreaterThan(5)
}, 120_000)

test('27 the door, the workbook’s and the file’s names: an attack in an address or a header is no markup and no second header', async () => {
  const context = await browser.newContext({ ...DESK, baseURL: base })
  const page = await context.newPage()
  for (const url of [`/?who=${encodeURIComponent(ATTACKS[0] as string)}`, `/login?error=${encodeURIComponent(ATTACKS[0] as string)}`, `/#${ATTACKS[0]}`])
    await look(page, url, null)
  expect(alive).toEqual([])
  await context.close()
  const c = await w.h.login('王敏')
  for (const { id } of await w.h.story.rows<{ id: string }>('select id from attachment where matter is not null limit 3')) {
    const r = await c.get(`/api/files/${id}`)
    expect(r.status).toBeLessThan(500)
    expect(String(r.raw.headers['content-type'])).not.toMatch(/html|svg|xml/)
    expect(String(r.raw.headers['content-disposition'] ?? '')).not.toMatch(/[<>\r\n]/)
  }
}, 60_000)
