/** What goes over the wire when the network fails: run in a real browser, on its own IndexedDB and locks. */
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ActRequest } from '../../../kernel/wire.ts'
import { openBrowser } from '../../../test/browser/browser.ts'
import type * as Drafts from './drafts.ts'
import type * as Sync from './sync.ts'

declare global {
  interface Window {
    d: typeof Drafts
    s: typeof Sync
    wire: Sync.Wire
    sent: (call: { what: string; matter: string | null; body: ActRequest }) => Promise<'ok' | 'lost' | 'stale'>
  }
}

const here = import.meta.dirname
const ENTRY = `import * as d from '${path.join(here, 'drafts.ts')}'; import * as s from '${path.join(here, 'sync.ts')}'; Object.assign(window, { d, s })`
let browser: Awaited<ReturnType<typeof openBrowser>>
let code = ''
let context: BrowserContext
/** Every request as it left, and what becomes of the next ones. */
let sent: { what: string; matter: string | null; body: ActRequest }[] = []
let fate: ('ok' | 'lost' | 'stale')[] = []

beforeAll(async () => {
  const out = await build({
    configFile: false,
    root: here,
    logLevel: 'silent',
    plugins: [{ name: 'entry', resolveId: (id) => (id === 'entry' ? '\0entry' : undefined), load: (id) => (id === '\0entry' ? ENTRY : undefined) }],
    build: { write: false, minify: false, rollupOptions: { input: 'entry', output: { format: 'iife' } } },
  })
  code = ('output' in out ? out : Array.isArray(out) ? out[0] : undefined)?.output[0].code ?? ''
  browser = await openBrowser()
})
afterAll(() => browser.close())

beforeEach(async () => {
  sent = []
  fate = []
  await context?.close()
  context = await browser.newContext()
  await context.exposeFunction('sent', (call: (typeof sent)[number]) => {
    sent.push(call)
    return fate.shift() ?? 'ok'
  })
  await context.route('http://localhost/', (r) => r.fulfill({ contentType: 'text/html', body: '<html></html>' }))
})

async function phone(theirs: Record<string, unknown> = {}): Promise<Page> {
  const page = await context.newPage()
  await page.goto('http://localhost/')
  await page.addScriptTag({ content: code })
  await page.evaluate((server) => {
    let version = 1
    const answer = async (what: string, matter: string | null, body: ActRequest) => {
      const fate = await window.sent({ what, matter, body })
      if (fate === 'lost') throw new TypeError('Failed to fetch')
      if (fate === 'stale') throw { error: 'stale', message: '' }
      return { matter: matter ?? 'm1', version: version++, state: 'draft', event: '', says: '', repeated: false }
    }
    window.wire = {
      create: (body) => answer('create', null, body),
      save: (matter, body) => answer('save', matter, body),
      view: async () => ({ version: 9, state: 'draft' }) as never,
      upload: async () => ({}) as never,
      refused: (e) => (e instanceof TypeError ? null : (e as { error: string; message: string })),
      input: (d) => ({ ...d.values }),
      lacks: (d) => (d.values.source ? [] : ['来源']),
      theirs: () => server,
    }
  }, theirs)
  return page
}

/** Begins a draft and returns its key. */
const begin = (page: Page, values: Record<string, unknown>) =>
  page.evaluate(async (v) => {
    const d = { ...window.d.newDraft('seat', v), rev: 1 }
    await window.d.writeDraft(d)
    return d.key
  }, values)
const edit = (page: Page, key: string, values: Record<string, unknown>) =>
  page.evaluate(([k, v]) => window.d.changeDraft(k, (d) => ({ ...d, values: { ...d.values, ...v }, rev: d.rev + 1 })), [key, values] as const)
const sync = (page: Page, key: string) => page.evaluate((k) => window.s.syncDraft(k, window.wire), key)
const read = (page: Page, key: string) => page.evaluate((k) => window.d.readDraft(k), key)

test('a lost answer is asked for again with the same words under the same key; what was written meanwhile follows as a change', async () => {
  const page = await phone()
  const key = await begin(page, { title: '第一稿', source: 'tour' })
  fate = ['lost', 'lost']
  await sync(page, key)
  await edit(page, key, { title: '第二稿' })
  await sync(page, key)
  await sync(page, key)
  expect(sent.map((c) => [c.what, c.body.key === key, c.body.input?.title])).toEqual([
    ['create', true, '第一稿'],
    ['create', true, '第一稿'],
    ['create', true, '第一稿'],
    ['save', false, '第二稿'],
  ])
  expect(await read(page, key)).toMatchObject({ matter: 'm1', pending: null, rev: 2, synced: 2 })
  await sync(page, key)
  expect(sent).toHaveLength(4)
})

test('the page closed in the middle of sending goes on where it stopped', async () => {
  const first = await phone()
  const key = await begin(first, { title: '甲', source: 'tour' })
  fate = ['lost']
  await sync(first, key)
  await first.close()
  const second = await phone()
  await sync(second, key)
  expect(sent.map((c) => c.body.key)).toEqual([key, key])
})

test('two pages of one phone make one draft', async () => {
  const [a, b] = [await phone(), await phone()]
  const key = await begin(a, { title: '甲', source: 'tour' })
  await Promise.all([sync(a, key), sync(b, key), sync(a, key)])
  expect(sent.map((c) => c.what)).toEqual(['create'])
})

test('a half-filled draft stays on the phone and says what it lacks', async () => {
  const page = await phone()
  const key = await begin(page, { title: '甲' })
  await sync(page, key)
  expect(sent).toEqual([])
  expect(await read(page, key)).toMatchObject({ lacks: ['来源'], matter: null })
})

test('changed elsewhere: the untouched field is taken over, the twice-changed one waits with both texts', async () => {
  const page = await phone({ title: '别处改的题', situation: '别处写的', source: 'tour' })
  const key = await begin(page, { title: '题', situation: '旧', source: 'tour' })
  await sync(page, key)
  await edit(page, key, { situation: '手机上写的' })
  fate = ['stale']
  await sync(page, key)
  expect(await read(page, key)).toMatchObject({
    version: 9,
    values: { title: '别处改的题', situation: '手机上写的' },
    clashes: [{ name: 'situation', mine: '手机上写的', theirs: '别处写的' }],
  })
  await sync(page, key)
  expect(sent).toHaveLength(2)
})
