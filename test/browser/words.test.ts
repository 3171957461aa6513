/**
 * The whole invented city looked at page by page, as each role and in both faces: no word of the code's own on any page. A key, a date in
 * machine form or a bare `null` on the screen is a word that nobody gave a name to.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCalendar } from '../../kernel/calendar-fill.ts'
import { vaultOf } from '../../kernel/vault.ts'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../../people/demo/people.ts'
import { seedDemo } from '../../people/demo/seed.ts'
import { seedWork } from '../../processes/demo.ts'
import { processes } from '../../processes/index.ts'
import { buildWeb } from '../../scripts/web.ts'
import { type TestDatabase, testDatabase } from '../database.ts'
import { serverOver } from '../http.ts'
import { DESK, openBrowser, POCKET } from './browser.ts'

/** What stands in Latin letters in the office's own speech, too. */
const ALLOWED = new Set(
  'Ctrl-K Ctrl Esc Enter Word Excel PDF DOCX XLSX CSV JPG PNG WebP HEIC MB KB RSS OIDC A4 A B C D WPS AI IP Chrome Linux HeadlessChrome Windows Android iPhone TOTP'.split(
    ' ',
  ),
)
const NOW = new Date('2026-11-24T10:00:00+08:00')
const DESK_PAGES = [
  ...['/', '/suggestion', '/report', '/assess', '/circular', '/topics', '/fund', '/ladder', '/ledger', '/publication'],
  ...['/roster', '/replies', '/sorting', '/settings', '/security', '/search?q=建议'],
  ...[...processes.keys()].filter((p) => p !== 'suggestion').map((p) => `/of/${p}`),
]
let db: TestDatabase
let browser: Browser
let server: Awaited<ReturnType<typeof serverOver>>
let base = ''
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-words-'))

beforeAll(async () => {
  await buildWeb()
  db = await testDatabase()
  await fillCalendar(db.owner)
  await seedDemo(db.owner)
  await seedWork({ pool: db.pool, processes, vault: vaultOf('words') }, db.owner, { now: NOW, dataDir: dir })
  const accounts = DEMO_PEOPLE.map((p) => ({ person: p.id, login: p.login, phone: null }))
  server = await serverOver(db, accounts, { now: () => NOW, webDir: path.resolve('dist/web'), publicPerMinute: 100_000 })
  base = await server.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await db?.drop()
  fs.rmSync(dir, { recursive: true, force: true })
})

async function enter(who: string, face: object): Promise<Page> {
  const context = await browser.newContext({ ...face, baseURL: base })
  context.setDefaultTimeout(15_000)
  expect((await context.request.post('/api/login', { data: { who, password: DEMO_PASSWORD } })).status()).toBe(200)
  return context.newPage()
}

/** Latin words that the page shows and nobody allowed, each with what stands around it. */
async function strangers(page: Page, url: string): Promise<string[]> {
  await page.goto(url)
  await page.waitForLoadState('networkidle')
  const text = await page.evaluate(() => {
    const filled = [...document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea')].map(
      (x) => x.value,
    )
    const said = [...document.querySelectorAll('[title], [placeholder], [aria-label]:not(.anticon)')].flatMap((x) =>
      ['title', 'placeholder', 'aria-label'].map((a) => x.getAttribute(a) ?? ''),
    )
    // What the library says of a table's own boxes to a screen reader cannot be set from outside (antd 6.6).
    // biome-ignore lint/performance/useDomNodeTextContent: what is seen, not what is hidden
    return [document.body.innerText, ...filled, ...said.map((x) => x.replace(/^Select (all|row \d+)$/, ''))].join('\n')
  })
  // Not the page for logging in.
  expect(text, url).not.toContain('登录名、姓名或手机号')
  expect(text.length, url).toBeGreaterThan(60)
  return (
    [...text.matchAll(/[A-Za-z][A-Za-z0-9_.:]*[A-Za-z0-9]|undefined|NaN|\d{4}-\d\d-\d\dT/g)]
      // Numbers of certificates bear the place's letters.
      .filter((m) => !ALLOWED.has(m[0]) && !/^YL\d$/.test(m[0]))
      .map((m) => `${url}：${text.slice(Math.max(0, m.index - 12), m.index + m[0].length + 12).replaceAll('\n', '⏎')}`)
  )
}

/** One matter of each process that this person's lists show. */
async function matters(page: Page): Promise<string[]> {
  const out: string[] = []
  for (const p of processes.keys()) {
    const r = await page.request.get(`/api/${p}?limit=1`)
    const id = r.ok() ? (await r.json()).rows?.[0]?.id : undefined
    if (id) out.push(p === 'suggestion' ? `/suggestion/${id}` : `/of/${p}/${id}`)
  }
  return out
}

const role = (office: string) => DEMO_PEOPLE.find((p) => p.seats[0]?.office === office && p.seats[0].place === '990300')?.login as string

test.each([
  ['daf_staff', DESK],
  ['unit_officer', DESK],
  ['deputy', POCKET],
] as const)(
  'no word of the code stands on a page that %s sees',
  async (office, face) => {
    const page = await enter(role(office), face)
    const found: string[] = []
    const urls = face === DESK ? DESK_PAGES : ['/', '/list', '/notices', '/mine', '/new']
    for (const url of [...urls, ...(await matters(page))]) found.push(...(await strangers(page, url)))
    await page.context().close()
    expect(found).toEqual([])
  },
  240_000,
)
