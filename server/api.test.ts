/** The outlets: every one asks the same policy; what an outsider may not see he meets nowhere. */
import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from '../test/serve.ts'
import { PASS, TEXT } from '../test/story.ts'
import { anyone } from './policies.ts'

type Client = (path: string, init?: RequestInit) => Promise<Response>
let s: Served
let li: Client
let wang: Client
let wu: Client
let he: Client
let luo: Client
let zhang: Client
beforeAll(async () => {
  s = await serve(['李秀兰', '王敏', '周建国', '吴海涛', '何静', '罗雪梅', '张伟民'], '2026-03-10')
  ;[li, wang, wu, he, luo, zhang] = (await Promise.all(['李秀兰', '王敏', '吴海涛', '何静', '罗雪梅', '张伟民'].map((n) => s.as(n)))) as [
    Client,
    Client,
    Client,
    Client,
    Client,
    Client,
  ]
})
afterAll(() => s.end())

const json = { 'content-type': 'application/json' }
const post = async (c: Client, path: string, body: unknown, method = 'POST') => {
  const r = await c(path, { method, headers: json, body: JSON.stringify(body) })
  // biome-ignore lint/suspicious/noExplicitAny: any answer
  return { status: r.status, body: (await r.json()) as any }
}
const act = (c: Client, id: string | null, action: string, input?: unknown) =>
  post(c, id ? `/api/suggestion/${id}/${action}` : '/api/suggestion', { key: randomUUID(), input })
const unit = async (name: string) => s.story.unit(name)

/** A workbook is packed: its words are read out of the cells. */
async function words(r: Response): Promise<string> {
  if (!r.headers.get('content-type')?.includes('spreadsheetml')) return r.text()
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await r.arrayBuffer()) as never)
  return JSON.stringify(book.worksheets.map((w) => w.getSheetValues()))
}

async function handled(input: Record<string, unknown> = {}): Promise<string> {
  const id = (await act(li, null, 'draft', { ...TEXT, ...input })).body.matter
  for (const [c, action, i] of [
    [li, 'submit', {}],
    [wang, 'register', PASS],
    [wang, 'assign', { kind: 'sole', main: [await unit('市交通运输局')], co: [] }],
  ] as const)
    expect((await act(c, id, action, i)).status).toBe(200)
  return id
}

test('every address asks for a login, but for those that say anybody', async () => {
  let asked = 0
  for (const r of s.documented) {
    const url = r.url.replace(/:(\w+)/g, '00000000-0000-4000-8000-000000000000')
    if (r.url === '/api/live') continue
    const status = (await fetch(s.base + url, { method: r.method, ...(r.method === 'GET' ? {} : { headers: json, body: '{}' }) })).status
    if (r.policy === anyone) expect(status, `${r.method} ${r.url}`).not.toBe(401)
    else expect(status, `${r.method} ${r.url}`).toBe(401)
    asked++
  }
  expect(asked).toBeGreaterThan(60)
})

test('a canary word of one place appears in no answer to its neighbour, another unit or another deputy', async () => {
  const id = (
    await act(li, null, 'draft', {
      ...TEXT,
      title: '关于金丝雀谷便道的建议',
      situation: '金丝雀谷入口便道塌方，影响三十户出行，已经两个月没有修复。',
      mayPublish: false,
      publishReason: '在谈',
    })
  ).body.matter
  await act(li, id, 'submit', {})
  await act(wang, id, 'register', PASS)
  await act(wang, id, 'assign', { kind: 'sole', main: [await unit('市交通运输局')], co: [] })
  const clock = (await s.story.rows<{ id: string }>('select id from clock where matter = $1 limit 1', [id]))[0]?.id as string
  const seen = async (c: Client) => {
    let all = ''
    for (const r of s.documented) {
      if (r.method !== 'GET' || r.url === '/api/live' || r.url.includes('oidc')) continue
      const url = r.url.replace('/api/clock/:id', `/api/clock/${clock}`).replace(/:(\w+)/g, id)
      for (const query of ['', '?q=%E9%87%91%E4%B8%9D%E9%9B%80']) all += await words(await c(url + query))
    }
    all += JSON.stringify(
      (await post(c, '/api/suggestion/check', { title: '金丝雀谷便道', situation: '金丝雀谷入口便道塌方影响三十户出行', proposals: '' })).body.similar,
    )
    all += JSON.stringify((await post(c, '/api/suggestion/bulk/signFor/preview', { ids: [id] })).body) + JSON.stringify((await act(c, id, 'signFor')).body)
    return all
  }
  for (const [name, c] of [
    ['罗雪梅', luo],
    ['何静', he],
    ['张伟民', zhang],
  ] as const)
    expect((await seen(c)).includes('金丝雀谷入口') || (await seen(c)).includes('便道的建议'), name).toBe(false)
  expect(await seen(wang)).toContain('便道的建议')
  expect(await words(await wang('/api/suggestion.xlsx'))).toContain('便道的建议')
}, 180_000)

describe('files', () => {
  const upload = async (c: Client, name: string, bytes: Buffer) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]), name)
    const r = await c('/api/files', { method: 'POST', body: form })
    return { status: r.status, body: (await r.json()) as { id: string; url: string; thumb: string; fields?: Record<string, string> } }
  }
  test('seen by those who see the matter, by nobody else, the thumbnail likewise; another’s upload cannot be taken', async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer()
    const f = (await upload(li, '现场.jpg', photo)).body
    expect((await wang(f.url)).status).toBe(404)
    expect((await act(zhang, null, 'draft', { ...TEXT, attachments: [f.id] })).body.fields).toHaveProperty('attachments')
    const id = await handled({ attachments: [f.id] })
    for (const [c, status] of [
      [li, 200],
      [wang, 200],
      [wu, 200],
      [he, 404],
      [luo, 404],
      [zhang, 404],
    ] as const) {
      expect((await c(f.url)).status).toBe(status)
      expect((await c(f.thumb)).status).toBe(status)
    }
    expect((await (await wang(`/api/suggestion/${id}`)).json()).files).toHaveLength(1)
  })
})

describe('many at once', () => {
  test('B12 a result for each, in order; the same key again gives the same', async () => {
    const ids = [await handled(), await handled(), await handled()]
    await act(wu, ids[1] as string, 'signFor')
    const key = randomUUID()
    const bulk = () => post(wu, '/api/suggestion/bulk/signFor', { key, ids })
    const preview = (await post(wu, '/api/suggestion/bulk/signFor/preview', { ids })).body.items
    expect(preview.map((i: { ok: boolean }) => i.ok)).toEqual([true, false, true])
    const first = (await bulk()).body.results
    expect(first.map((r: { id: string; ok: boolean }) => [r.id, r.ok])).toEqual(ids.map((id, i) => [id, i !== 1]))
    expect(first[1].error.message).toMatch(/已签收/)
    const again = (await bulk()).body.results
    expect(again.map((r: { ok: boolean }) => r.ok)).toEqual([true, false, true])
    expect(await s.story.rows(`select 1 from event where action = 'signFor' and matter = any ($1)`, [ids])).toHaveLength(3)
  })
})

describe('lists', () => {
  test('an unknown filter is refused; quotes and functions in a filter are only text', async () => {
    expect((await wang('/api/suggestion?password=x')).status).toBe(422)
    expect((await wang('/api/suggestion?sort=no;select')).status).toBe(422)
    const before = performance.now()
    for (const q of [`'; select pg_sleep(5); --`, `%' or pg_sleep(5) is null or '`, `\\`])
      expect((await wang(`/api/suggestion?q=${encodeURIComponent(q)}&stage=${encodeURIComponent(q)}&unit=${encodeURIComponent(q)}`)).status).toBe(200)
    expect(performance.now() - before).toBeLessThan(4000)
  })

  test('export by the same filter; a title that a spreadsheet would run is only text', async () => {
    const id = (await act(li, null, 'draft', { ...TEXT, title: '=HYPERLINK("http://x.invalid")的建议' })).body.matter
    await act(li, id, 'submit', {})
    const r = await wang('/api/suggestion.xlsx?stage=%E5%AE%A1%E6%9F%A5')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((await r.arrayBuffer()) as never)
    const titles = book.worksheets[0]?.getColumn(2).values as unknown[]
    expect(titles.filter((t) => typeof t === 'string' && t.includes('HYPERLINK'))).toEqual([`'=HYPERLINK("http://x.invalid")的建议`])
  })
})

describe('the place’s own rules', () => {
  test('set by the office with a reason, from a day on; running clocks keep theirs; others may not', async () => {
    const before = await handled()
    const due = async (id: string) =>
      (await s.story.rows<{ due: string }>(`select due_on::text as due from clock where matter = $1 and name = 'sign'`, [id]))[0]?.due
    expect((await post(wu, '/api/rules/suggestion/clock.signFor', { value: [7, 'WD'], from: '2026-03-10', note: 'x' }, 'PUT')).status).toBe(403)
    expect(
      (await post(wang, '/api/rules/suggestion/clock.signFor', { value: [0, 'WD'], from: '2026-03-10', note: '主任会议' }, 'PUT')).body.fields.value,
    ).toMatch(/1 到 400/)
    expect(
      (await post(wang, '/api/rules/suggestion/clock.signFor', { value: [7, 'WD'], from: '2026-03-09', note: '主任会议' }, 'PUT')).body.fields.from,
    ).toMatch(/不能早于今天/)
    expect(
      (await post(wang, '/api/rules/suggestion/clock.signFor', { value: [7, 'WD'], from: '2026-03-10', note: '主任会议第十二次会议' }, 'PUT')).status,
    ).toBe(200)
    const after = await handled()
    expect([await due(before), await due(after)]).toEqual(['2026-03-13', '2026-03-19'])
    const why = await (
      await wang(`/api/clock/${(await s.story.rows<{ id: string }>(`select id from clock where matter = $1 and name = 'sign'`, [after]))[0]?.id}`)
    ).json()
    expect([why.rule.place, why.rule.words]).toEqual(['云岭市', '7个工作日'])
    expect(await s.story.rows(`select says from event where process = 'rules'`)).toHaveLength(1)
  })
})

test('why this date: told to who sees the matter, unknown to others', async () => {
  const id = await handled()
  const clock = (await s.story.rows<{ id: string }>(`select id from clock where matter = $1 and name = 'reply'`, [id]))[0]?.id
  const why = await (await wu(`/api/clock/${clock}`)).json()
  expect(why.rule.basis).toMatch(/代表法第五十一条/)
  expect(why.steps.join()).toMatch(/加3个月/)
  for (const c of [luo, he, zhang]) expect((await c(`/api/clock/${clock}`)).status).toBe(404)
})
