/** 找代表、联络站、接待安排、Open311、Popolo、日历: what anybody may know, in every form, and nothing beyond. Attack cases 17, 18, 25, 27. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type HttpHouse, house } from '../../test/http.ts'

let h: HttpHouse
let station = ''
let day = ''
let shown = ''
const get = async (url: string) => h.client().get(encodeURI(url))
const BASE = '/g/990300'
const TOWN = '/g/990302001'

beforeAll(async () => {
  h = await house([], { day: '2026-03-10', asksPerTenMinutes: 1000 })
  const s = h.story
  await s
    .as('孟广林')
    .does(
      'register',
      { name: '临江街道人大代表联络站', type: 'station', level: 'township', area: 90, address: '滨江路 1 号', stage: 'running' },
      { process: 'station' },
    )
  station = (await s.rows<{ unit: string }>('select unit from station'))[0]?.unit as string
  await s.as('孟广林').does('place', { deputies: [await s.seat('李秀兰', 'deputy'), await s.seat('陈思远', 'deputy')] }, { process: 'station' })
  await s
    .as('高秀英')
    .does(
      'plan',
      { kind: 'day', heldOn: '2026-03-25', from: '09:00', to: '11:30', where: '一楼接待室', hosts: [await s.seat('李秀兰', 'deputy')] },
      { process: 'reception' },
    )
  day = s.matter
  await s
    .as('高秀英')
    .does('plan', { kind: 'day', heldOn: '2026-04-03', from: '09:00', to: '11:30', where: '尚未公告的金丝雀', hosts: [] }, { process: 'reception' })
  await s.as('高秀英').does('announce', { notice: '欢迎' }, { process: 'reception', matter: day })
  await s
    .as('高秀英')
    .does(
      'enter',
      { channel: 'face', title: '路灯不亮', content: '金丝雀内容', category: 'urban', visitor: '柳大妈八七', phone: '13900139087' },
      { process: 'concern' },
    )
  shown = s.matter
  await s.as('孟广林').does('amend', { category: 'urban', publicTitle: '滨江路路灯不亮' }, { process: 'concern' })
  await s.as('高秀英').does('enter', { channel: 'face', title: '没有公开的金丝雀', content: '内容', category: 'urban' }, { process: 'concern' })
})
afterAll(() => h.end())

test('A11 找代表：按姓名、代表团、联络站；没有电话、住址、生日', async () => {
  const list = (await get(`${BASE}/deputies?q=李秀兰`)).body as string
  expect(list).toContain('1 位代表')
  const id = /deputies\/([0-9a-f-]{36})"/.exec(list)?.[1] as string
  const page = (await get(`${BASE}/deputies/${id}`)).body as string
  expect(page).toContain('向李秀兰代表反映')
  expect(page).toContain('临江街道人大代表联络站')
  const person = (
    await h.story.rows<{ mobile: string; birth: string; address: string }>(`select mobile, birth::text, address from person where name = '李秀兰'`)
  )[0]
  for (const x of [list, page]) for (const secret of [person?.mobile, person?.birth]) expect(x).not.toContain(secret)
  expect((await get(`${BASE}/deputies/${crypto.randomUUID()}`)).status).toBe(404)
  expect((await get(`${BASE}/deputies?q=李&station=${station}`)).body).toContain('1 位代表')
})

test('D1 C7 站点页有代表、接待安排、成效；没公告的接待哪里都没有', async () => {
  const page = (await get(`${TOWN}/stations/${station}`)).body as string
  for (const x of ['李秀兰', '陈思远', '3月25日', '滨江路路灯不亮', '>2</b> 件收集']) expect(page).toContain(x)
  expect((await get(`${BASE}/stations?q=临江`)).body).toContain('1 个站点')
  expect((await get(`${BASE}/stations?under=990321`)).body).toContain('0 个站点')
  const ics = (await get(`${BASE}/rota.ics`)).body as string
  expect(ics).toContain('DTSTART:20260325T010000Z')
  expect((await get(`${TOWN}/stations/${station}/rota.ics`)).body).toContain(`${day}@huying`)
  for (const u of [`${BASE}/rota`, `${TOWN}/rota`, `${BASE}/rota.ics`, `${TOWN}/stations/${station}`]) expect((await get(u)).body).not.toContain('金丝雀')
})

test('D1 二维码单子可以打印，扫开就是本站；订阅两次得到同样的内容', async () => {
  const sheet = (await get(`${TOWN}/stations/${station}/sheet`)).body as string
  expect(sheet).toContain('<svg')
  expect(sheet).toContain(`http://127.0.0.1${TOWN}/stations/${station}`)
  const [a, b] = [await get(`${BASE}/rota.ics`), await get(`${BASE}/rota.ics`)]
  expect(a.raw.headers.etag).toBe(b.raw.headers.etag)
})

describe('Open311 GeoReport v2', () => {
  const api = '/g/open311/v2'
  test('services, requests and one request, as JSON and XML; only what is shown', async () => {
    expect((await get(`${api}/services.json`)).body.length).toBe(11)
    expect((await get(`${api}/services.xml`)).body).toContain('<service_code>urban</service_code>')
    const all = (await get(`${api}/requests.json?jurisdiction_id=990302001`)).body
    expect(all.map((x: { service_request_id: string; description: string; status: string }) => [x.service_request_id, x.description, x.status])).toEqual([
      [shown, '滨江路路灯不亮', 'open'],
    ])
    expect(all[0].expected_datetime).toBe('2026-03-12T23:59:59+08:00')
    expect((await get(`${api}/requests/${shown}.xml?jurisdiction_id=990302001`)).body).toContain(`<service_request_id>${shown}</service_request_id>`)
    expect((await get(`${api}/requests/${shown}.json?jurisdiction_id=990300`)).status).toBe(404)
    expect((await get(`${api}/requests.json?jurisdiction_id=990302001&status=closed`)).body).toEqual([])
    expect((await get(`${api}/requests.json?jurisdiction_id=990302001&start_date=2020-01-01&end_date=2020-02-01`)).body).toEqual([])
    expect((await get(`${api}/requests.json`)).status).toBe(400)
  })
  test('a request comes in once however often it is sent, with a receipt that opens it', async () => {
    const c = h.client()
    c.headers = { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': crypto.randomUUID() }
    const body = `jurisdiction_id=990302001&service_code=urban&description=${encodeURIComponent('井盖破损，夜里危险')}&phone=13900001111`
    const [a, b] = [await c.ask('POST', `${api}/requests.json`, body), await c.ask('POST', `${api}/requests.json`, body)]
    expect([a.status, b.status]).toEqual([201, 201])
    expect(a.body).toEqual(b.body)
    // The receipt is a secret and the token part of an address: they are not the same.
    expect(a.body[0].service_notice).toMatch(/查询码 \w{4}-\w{4}-\w{4} /)
    expect(a.body[0].token).toMatch(/^[0-9a-f]{48}$/)
    expect(await h.story.rows(`select 1 from matter where title = '井盖破损，夜里危险'`)).toHaveLength(1)
    const bad = await c.ask('POST', `${api}/requests.xml`, 'jurisdiction_id=990302001&description=x')
    expect([bad.status, bad.body.includes('<description>请选择类别</description>')]).toEqual([400, true])
  })
})

test('Popolo: persons, posts, memberships and organisations point at each other', async () => {
  const all = async (what: string) => (await get(`${BASE}/popolo/${what}.json`)).body.results as Record<string, string>[]
  const [persons, posts, memberships, organizations] = [await all('persons'), await all('posts'), await all('memberships'), await all('organizations')]
  const ids = (rows: Record<string, string>[]) => new Set(rows.map((x) => x.id))
  expect(persons.length).toBe((await h.story.rows(`select 1 from public_deputy where place = '990300'`)).length)
  for (const m of memberships) {
    expect(ids(persons).has(m.person_id as string)).toBe(true)
    expect(ids(posts).has(m.post_id as string)).toBe(true)
    expect(ids(organizations).has(m.organization_id as string)).toBe(true)
  }
  expect((await get(`${BASE}/popolo/secrets.json`)).status).toBe(404)
})
