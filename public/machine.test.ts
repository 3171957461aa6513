/** RSS, iCalendar, the sitemap and Popolo as other people's readers see them: parsers that are not ours, over texts that hurt. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import ICAL from 'ical.js'
import Parser from 'rss-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpHouse, house } from '../test/http.ts'
import { GOOD, PASS, replied, TEXT } from '../test/story.ts'

const BASE = '/g/990300'
const HARD = '关于<b>"A&B"</b>路口、]]>与\u{20BB7}野家的建议'
const PLACE = '一楼;接待室,东侧\\口 "A&B"'
let h: HttpHouse
let shown = ''
let day = ''
const get = async (url: string) => (await h.client().get(url)).raw

beforeAll(async () => {
  h = await house([], { day: '2026-03-10' })
  const s = h.story
  await s.as('李秀兰').does('draft', { ...TEXT, title: HARD, mayPublish: true })
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  await replied(s)
  await s.as('李秀兰').does('judge', GOOD)
  shown = s.matter
  await s.as('王敏').does('publish', { showNames: true })
  const hosts = [await s.seat('李秀兰', 'deputy')]
  await s.as('高秀英').does('plan', { kind: 'day', heldOn: '2026-06-25', from: '09:00', to: '11:30', where: PLACE, hosts }, { process: 'reception' })
  day = s.matter
  await s.as('高秀英').does('announce', { notice: '欢迎' }, { process: 'reception', matter: day })
}, 60_000)
afterAll(() => h.end())

test('B23 RSS: a feed reader gets the title as it was written, an address that opens, and the moment of publication', async () => {
  const feed = await new Parser().parseString((await get(`${BASE}/feed.xml`)).body)
  expect(feed.title).toContain('人大代表建议公开')
  const item = feed.items.find((i) => i.guid?.endsWith(shown))
  expect(item?.title).toBe(HARD)
  const at = (await h.story.rows<{ at: Date }>('select published_at as at from public_suggestion where id = $1', [shown]))[0]?.at
  expect(new Date(item?.isoDate ?? 0).getTime()).toBe(Math.floor((at?.getTime() ?? 1) / 1000) * 1000)
  expect((await get(new URL(item?.link ?? '').pathname)).statusCode).toBe(200)
})

test('D1 C7 iCalendar: a calendar program gets day, hours, place and hosts, whatever signs they hold', async () => {
  // The 25th is too far from today for the page of the next sixty days; the calendar moves with the day that asks.
  h.story.at('2026-05-20')
  const text = (await get(`${BASE}/rota.ics`)).body
  expect(text.split('\r\n').every((l) => Buffer.byteLength(l) <= 75)).toBe(true)
  const calendar = new ICAL.Component(ICAL.parse(text))
  const events = calendar.getAllSubcomponents('vevent').map((e) => new ICAL.Event(e))
  const event = events.find((e) => e.uid === `${day}@huying`)
  expect(event?.startDate.toJSDate().toISOString()).toBe('2026-06-25T01:00:00.000Z')
  expect(event?.endDate.toJSDate().toISOString()).toBe('2026-06-25T03:30:00.000Z')
  expect(event?.location).toContain(PLACE)
  expect(event?.description).toContain('李秀兰')
})

test('the sitemap is well formed and names only what opens', async () => {
  const text = (await get('/g/sitemap.xml')).body
  expect(XMLValidator.validate(text)).toBe(true)
  const urls = new XMLParser({ isArray: (n) => n === 'url' }).parse(text).urlset.url as { loc: string }[]
  expect(urls.some((u) => u.loc.endsWith(shown))).toBe(true)
  for (const u of urls) expect((await get(new URL(u.loc).pathname)).statusCode, u.loc).toBe(200)
})

/** What the Popolo specification demands of each class (https://www.popoloproject.com/specs/), as JSON Schema. */
const optional = (...types: string[]) => ({ type: [...types, 'null'] })
const DATE = { anyOf: [{ type: 'null' }, { type: 'string', pattern: '^\\d{4}(-\\d\\d(-\\d\\d)?)?$' }] }
const LINKS = { type: 'array', items: { type: 'object', required: ['url'], properties: { url: { type: 'string', format: 'uri' }, note: { type: 'string' } } } }
const CLASSES: Record<string, object> = {
  persons: { required: ['id', 'name'], properties: { name: { type: 'string' }, gender: optional('string'), summary: optional('string'), links: LINKS } },
  organizations: { required: ['id', 'name'], properties: { name: { type: 'string' }, classification: optional('string'), parent_id: optional('string') } },
  posts: {
    required: ['id', 'label', 'organization_id'],
    properties: { label: { type: 'string' }, organization_id: { type: 'string' }, area: optional('object'), start_date: DATE, end_date: DATE },
  },
  memberships: {
    required: ['person_id', 'organization_id'],
    properties: { person_id: { type: 'string' }, post_id: optional('string'), on_behalf_of_id: optional('string'), start_date: DATE, end_date: DATE },
  },
}
test('Popolo: every page of every collection has what the specification demands, and the pages end', async () => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
  addFormats.default(ajv)
  for (const [what, demands] of Object.entries(CLASSES)) {
    const check = ajv.compile({ type: 'array', minItems: 1, items: { type: 'object', ...demands } })
    const ids = new Set<string>()
    let next: string | null | undefined = `${BASE}/popolo/${what}.json`
    for (let pages = 0; next; pages++) {
      expect(pages).toBeLessThan(20)
      const page: { results: { id: string }[]; next: string | null } = JSON.parse((await get(next)).body)
      expect(check(page.results), ajv.errorsText(check.errors)).toBe(true)
      for (const r of page.results) ids.add(r.id)
      next = page.next?.replace('http://127.0.0.1', '')
    }
    const deputies = (await h.story.rows<{ n: number }>(`select count(*)::int as n from public_deputy where place = '990300'`))[0]?.n
    if (what !== 'organizations') expect(ids.size).toBe(deputies)
  }
})
