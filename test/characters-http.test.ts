/** Hostile strings through the real doors: no route breaks on one, and what was taken is read back the same wherever it is shown. */
import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import ICAL from 'ical.js'
import Parser from 'rss-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pages, paragraphs, parts } from '../documents/reading.ts'
import { clean, cleanLine } from '../kernel/characters.ts'
import { tidy } from '../people/roster/clean.ts'
import { sendForm } from './citizen.ts'
import { type Client, type Got, type HttpHouse, house } from './http.ts'
import { GOOD, PASS, replied, TEXT } from './story.ts'

const HOSTILE = [
  '治理𠮷𬭎〇湖',
  '半个\ud842字\udfb7',
  '附件\u202efdp.exe\u2066',
  '水库\r\n堤坝\r泵房\u2028河道\t涵洞',
  'a\0b\u0007\ufeff\u200bc',
  '长'.repeat(10_000),
  '１２３ＡＢＣ　全角',
  `"'\`“”‘’&amp;`,
  `<script>alert(1)</script>]]>`,
  '#let x = 1 #include "a.typ" $ _ * @ \\',
  '=HYPERLINK("http://evil","点我")',
  '%00%0a{{7*7}};,\\n',
]
const SECRETS = /login|logout|password|session|oidc|two-factor|passkey|otp|channel|\.pdf|live|drafting/

let h: HttpHouse
const who: Record<string, Client> = {}
const as = (n: string) => who[n] as Client
beforeAll(async () => {
  const names = ['王敏', '周建国', '李秀兰', '吴海涛', '孟广林', '高秀英']
  h = await house(names, { day: '2026-03-10', publicPerMinute: 1_000_000, asksPerTenMinutes: 1_000_000 })
  for (const n of names) who[n] = await h.login(n)
})
afterAll(() => h.end())

// biome-ignore lint/suspicious/noExplicitAny: Zod's own internals
type Any = any
/** What the schema takes, with `s` wherever a text may stand: so that most requests get past the door. */
function sample(schema: Any, s: string): unknown {
  const d = schema?.def
  if (!d) return s
  if (d.type === 'object') return Object.fromEntries(Object.entries(schema.shape).map(([k, v]) => [k, sample(v, s)]))
  if (d.type === 'array') return [sample(d.element, s)]
  if (d.innerType) return sample(d.innerType, s)
  if (d.in) return sample(d.in, s)
  if (d.options) return sample(d.options[0], s)
  const tries: unknown[] = [s, randomUUID(), '2026-03-10', '2026-03', '3', '13800000000', 'pass', 2026, 1, 0, true]
  const fits = tries.find((x) => schema.safeParse(x).success)
  return fits ?? (d.entries ? Object.values(d.entries)[0] : s)
}
const inAddress = (s: string) => encodeURIComponent(s.slice(0, 1500).toWellFormed())

test('no route breaks on what stands in its address, its query or its body', { timeout: 300_000 }, async () => {
  const broken: string[] = []
  let asked = 0
  let taken = 0
  const told = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown) => {
    for (const n of ['王敏', '周建国']) {
      asked++
      const r = await as(n).ask(method, url, body)
      if (r.status >= 500) broken.push(`${method} ${url.slice(0, 160)} ${JSON.stringify(body ?? null).slice(0, 200)} → ${r.status}`)
      if (r.status < 300) taken++
      if (r.status !== 403) return
    }
  }
  const routes = h.documented.filter((r) => !SECRETS.test(r.url))
  for (const [i, { method: m, url, doc }] of routes.entries()) {
    const method = m as 'GET' | 'POST' | 'PUT' | 'DELETE'
    // An act's own fields are tried on its declaration; through its route one string goes, and three through every other.
    const act = !!(doc.body as Any)?.meta?.()?.actionInput
    for (let j = 0; j < (act ? 1 : 3); j++) {
      const s = HOSTILE[(i * 5 + j * 4) % HOSTILE.length] as string
      const real = url.replace(/:place/, '990300').replace(/:(\w*[iI]d|matter|party)\b/g, () => randomUUID())
      const to = real.replace(/:\w+\*?|\*/g, inAddress(s.slice(0, 60)))
      const known = Object.keys((doc.query as Any)?.shape ?? {})
      const query = (known.length > 0 ? known : url.startsWith('/g') ? ['q', 'after', 'unit'] : []).filter((k) => k !== 'seat')
      if (doc.query || url.startsWith('/g')) {
        await told(method, `${to}?${query.map((k) => `${k}=${inAddress(String(sample((doc.query as Any)?.shape?.[k], s)))}`).join('&')}`)
        const one = query[j % query.length]
        if (one) await told(method, `${to}?${one}=${inAddress(s)}`)
      } else if (doc.body || method !== 'GET') {
        const body = sample(doc.body, s) as Record<string, unknown>
        await told(method, to, act ? { ...body, key: randomUUID(), input: sample((doc.body as Any).meta().actionInput, s) } : body)
      } else if (to !== real) await told(method, to)
    }
  }
  expect([...new Set(broken)]).toEqual([])
  expect([asked > 700, taken > 60]).toEqual([true, true])
})

/** Cells of a workbook as text; what a spreadsheet would run as a formula must be none. */
async function cells(r: Got): Promise<string[]> {
  expect(r.status).toBe(200)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(r.raw.rawPayload as never)
  const out: string[] = []
  for (const sheet of book.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((c) => {
        expect(c.type).not.toBe(ExcelJS.ValueType.Formula)
        expect(String(c.text)).not.toMatch(/^[=+@]/)
        out.push(String(c.text).replace(/^'/, ''))
      }),
    )
  return out
}
const squeezed = (x: string) => x.normalize('NFKC').replace(/\s/g, '')
const plain = (page: string) =>
  page
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&#x27;|&apos;/g, "'")
    .replace(/&amp;/g, '&')
const has = (all: readonly string[], what: string, where: string) => expect(all.some((x) => x.includes(what)) || `${where}: ${what}`).toBe(true)

test('B4 B23 a suggestion is read back as it was cleaned: page, list, search, workbook, Word, PDF, public page, feed', { timeout: 120_000 }, async () => {
  const s = h.story
  const made: { id: string; title: string; body: string }[] = []
  for (const x of HOSTILE) {
    const input = { ...TEXT, title: x.length > 99 ? x : `${x}的建议`, situation: x, proposals: `请${x}` }
    const r = await as('李秀兰').post('/api/suggestion', { key: randomUUID(), action: 'draft', input })
    if (x.length > 99) {
      expect([r.status, r.body.fields.title]).toEqual([422, '标题（案由）最多 100 字，请精简'])
      continue
    }
    expect(r.status, JSON.stringify(x)).toBe(200)
    made.push({ id: r.body.matter, title: cleanLine(input.title).trim(), body: clean(x).trim() })
    s.matter = r.body.matter
    await s.as('李秀兰').does('submit')
    await s.as('王敏').does('register', PASS)
    await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
    await replied(s)
    await s.as('李秀兰').does('judge', GOOD)
    await s.as('王敏').does('publish', { showNames: true })
  }
  expect(made.length).toBe(HOSTILE.length - 1)
  const list = (await as('王敏').get('/api/suggestion?limit=100')).body.rows.map((x: Any) => x.title)
  const book = await cells(await as('王敏').get('/api/suggestion.xlsx'))
  const feed = (await new Parser().parseString((await h.client().get('/g/990300/feed.xml')).body)).items.map((x) => x.title ?? '')
  const shownList = plain((await h.client().get('/g/990300/suggestions')).body)
  for (const m of made) {
    const page = (await as('王敏').get(`/api/suggestion/${m.id}`)).body
    expect([page.title, JSON.stringify(page).includes(JSON.stringify(m.body).slice(1, -1))]).toEqual([m.title, true])
    has(list, m.title, 'list')
    has(book, m.title, 'workbook')
    has(feed, m.title.trim(), 'feed')
    has([shownList], m.title, 'public list')
    const pub = await h.client().get(`/g/990300/suggestions/${m.id}`)
    expect(pub.body).not.toContain('<script>alert')
    for (const t of [m.title, m.body.split('\n')[0] as string]) has([plain(pub.body)], t, 'public page')
    const paper = `/api/documents/preview.docx?template=suggestionSheet&matter=${m.id}`
    const word = paragraphs(parts((await as('王敏').get(paper)).raw.rawPayload)['word/document.xml'] as string).map((p) => p.text)
    has(word, m.title, 'Word')
    const pdf = await as('王敏').get(paper.replace('docx', 'pdf'))
    expect(pdf.status, m.title).toBe(200)
    has([squeezed((await pages(pdf.raw.rawPayload)).map((p) => p.text).join(''))], squeezed(m.body.split('\n')[0] as string), 'PDF')
    const asked = await as('王敏').get(`/api/search?q=${encodeURIComponent(m.title)}`)
    expect(asked.status, m.title).toBe(200)
    // Its own words, not 的建议.
    if (/\p{Script=Han}{2}|[A-Za-z]{4}/u.test(m.body)) expect([m.title, JSON.stringify(asked.body).includes(m.id)]).toEqual([m.title, true])
  }
})

test('C10 D1 C7 a concern, a station, a reception: page, list, workbook, public pages, Open311, calendar', { timeout: 120_000 }, async () => {
  const s = h.story
  const doing = (n: string, process: string, action: string, input: object): Promise<Got> => as(n).post(`/api/${process}`, { key: randomUUID(), action, input })
  const station = { type: 'station', level: 'township', area: 90, stage: 'running' }
  const base = await doing('孟广林', 'station', 'register', { ...station, name: '临江街道人大代表联络站' })
  expect(base.status).toBe(200)
  const concerns: string[] = []
  const stations: string[] = []
  const days: string[] = []
  const hosts = [await s.seat('李秀兰', 'deputy')]
  for (const [i, x] of HOSTILE.entries()) {
    const [one, ok] = [cleanLine(x).trim(), x.length < 60]
    const c = await doing('高秀英', 'concern', 'enter', { channel: 'face', title: x, content: x, category: 'urban', where: x })
    expect(c.status, JSON.stringify(x.slice(0, 30))).toBe(ok ? 200 : 422)
    const st = await doing('孟广林', 'station', 'register', { ...station, name: x, address: x, facilities: x })
    expect(st.status, JSON.stringify(x.slice(0, 30))).toBe(ok ? 200 : 422)
    const heldOn = `2026-03-${String(20 + i).padStart(2, '0')}`
    const day = await doing('高秀英', 'reception', 'plan', { kind: 'day', heldOn, from: '09:00', to: `1${i % 10}:00`, where: x, theme: x, hosts })
    expect(day.status, JSON.stringify([x.slice(0, 30), day.body])).toBe(ok ? 200 : 422)
    if (!ok) continue
    concerns.push(one)
    stations.push(one)
    days.push(one)
    expect((await as('孟广林').get(`/api/concern/${c.body.matter}`)).body.title).toBe(one)
    expect((await as('孟广林').get(`/api/station/${st.body.matter}`)).body.title).toBe(one)
    s.matter = c.body.matter
    await s.as('孟广林').does('amend', { category: 'urban', publicTitle: one }, { process: 'concern' })
    await s.as('高秀英').does('announce', { notice: x }, { process: 'reception', matter: day.body.matter })
  }
  const titles = async (p: string) => (await as('孟广林').get(`/api/${p}?limit=100`)).body.rows.map((r: Any) => r.title) as string[]
  for (const [p, all] of [['concern', concerns] as const, ['station', stations] as const]) {
    const book = await cells(await as('孟广林').get(`/api/${p}.xlsx`))
    for (const x of all) {
      has(await titles(p), x, `${p} list`)
      has(book, x, `${p} workbook`)
    }
  }
  await cells(await as('孟广林').get('/api/reception.xlsx'))
  const BASE = '/g/990302001'
  const open = 'jurisdiction_id=990302001'
  const json = (await h.client().get(`/g/open311/v2/requests.json?${open}`)).body.map((r: Any) => r.description)
  const xml = (await h.client().get(`/g/open311/v2/requests.xml?${open}`)).body
  expect(XMLValidator.validate(xml)).toBe(true)
  const read = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true, isArray: (n) => n === 'request' }).parse(xml).service_requests
    .request
  const events = ICAL.Component.fromString((await h.client().get(`${BASE}/rota.ics`)).body).getAllSubcomponents('vevent')
  const places = events.map((e) => String(e.getFirstPropertyValue('location') ?? '') + String(e.getFirstPropertyValue('summary') ?? ''))
  const shown = plain((await h.client().get(`${BASE}/stations`)).body)
  const rota = plain((await h.client().get(`${BASE}/rota`)).body)
  for (const x of concerns) {
    has(json, x, 'Open311 JSON')
    has(
      read.map((r: Any) => String(r.description)),
      x,
      'Open311 XML',
    )
  }
  for (const x of stations) has([shown], x, 'public stations')
  for (const x of days) {
    has(places, x, 'calendar')
    has([rota], x, 'public rota')
  }
})

test('A1 a person of the roster: found under a rare name, what stands in the other cells kept; no name made of signs', { timeout: 60_000 }, async () => {
  const wang = as('王敏')
  const upload = async (rows: string[][]): Promise<Got> => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('名册').addRows([['姓名', '代表证号', '手机号码', '代表团', '工作单位', '简历'], ...rows])
    return sendForm(wang, '/api/roster/import', {}, { photos: [{ name: 'roster.xlsx', bytes: Buffer.from(await book.xlsx.writeBuffer()) }] })
  }
  const row = (name: string, i: number, said: string) => [name, `YL6-07${10 + i}`, `139000007${10 + i}`, '清渡县代表团', said, said]
  // What no XML can hold never reaches a workbook.
  const kept = HOSTILE.filter((x) => x.length < 60).map((x) => x.toWellFormed().replace(/(?!\n|\r|\t)\p{Cc}/gu, ''))
  const signs = await upload(kept.map((x, i) => row(x, i, '甲单位')))
  expect(signs.status).toBe(200)
  expect(signs.body.fresh).toBeLessThan(kept.length)
  const r = await upload(kept.map((x, i) => row(`王𠮷${'甲乙丙丁戊己庚辛壬癸子丑'[i]}`, i, x)))
  expect([r.status, r.body.fresh]).toEqual([200, kept.length])
  expect((await wang.post(`/api/roster/import/${r.body.id}/confirm`, { key: randomUUID() })).status).toBe(200)
  const found = (await wang.get(`/api/roster?q=${encodeURIComponent('王𠮷')}`)).body.rows
  expect(found.length).toBe(kept.length)
  const book = await cells(await wang.get('/api/roster.xlsx'))
  const people = plain((await h.client().get(`/g/990300/deputies?q=${encodeURIComponent('王𠮷')}`)).body)
  for (const [i, x] of kept.entries()) {
    const { name, employer } = found.find((p: Any) => p.certificateNo === `YL6-07${10 + i}`)
    expect([employer, name.startsWith('王𠮷')]).toEqual([tidy(x), true])
    has(book, tidy(x), 'roster workbook')
    has(book, name, 'roster workbook')
    has([people], name, 'public deputies')
  }
})
