/** Open311 as strangers speak it: every error in the protocol's own form and in the format asked for, also for what nobody foresaw. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Got, type HttpHouse, house } from '../../test/http.ts'

const API = '/g/open311/v2'
const TOWN = 'jurisdiction_id=990302001'
let h: HttpHouse
const get = (url: string): Promise<Got> => h.client().get(url)

beforeAll(async () => {
  h = await house([], { day: '2026-03-10', asksPerTenMinutes: 1000 })
})
afterAll(() => h.end())

/** @returns the errors that came, read by a parser that is not ours; fails when they are not in the form of the protocol */
function errorsOf(r: Got, format: 'json' | 'xml'): { code: string; description: string }[] {
  expect(r.raw.headers['content-type'], r.raw.body).toBe(format === 'json' ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8')
  if (format === 'xml') expect(XMLValidator.validate(r.body)).toBe(true)
  const list = format === 'json' ? r.body : new XMLParser({ parseTagValue: false, isArray: (name) => name === 'error' }).parse(r.body).errors.error
  expect(list.length).toBeGreaterThan(0)
  for (const e of list) expect([e.code, e.description.length > 3]).toEqual([String(r.status), true])
  return list
}

describe.each(['json', 'xml'] as const)('errors as %s', (format) => {
  const x = `requests.${format}`
  test.each([
    ['no jurisdiction', `${x}`, 400],
    ['an unknown jurisdiction', `${x}?jurisdiction_id=999999`, 404],
    ['a jurisdiction that is no code', `${x}?jurisdiction_id=boston.gov`, 404],
    ['the same twice', `${x}?${TOWN}&jurisdiction_id=1`, 400],
    ['a year before all years', `${x}?${TOWN}&start_date=0000-01-01`, 400],
    ['no date', `${x}?${TOWN}&start_date=foo`, 400],
    ['a day that never was', `${x}?${TOWN}&end_date=2026-02-30`, 400],
    ['an hour that never was', `${x}?${TOWN}&end_date=2026-02-03T25:00:00Z`, 400],
    ['a date after all years', `${x}?${TOWN}&end_date=%2B012026-02-03`, 400],
    ['the end before the beginning', `${x}?${TOWN}&start_date=2026-02-03&end_date=2026-02-02`, 400],
    ['a status nobody knows', `${x}?${TOWN}&status=bogus`, 400],
    ['one good status and a bad one', `${x}?${TOWN}&status=open,bogus`, 400],
    ['an unknown service', `${x}?${TOWN}&service_code=potholes`, 404],
    ['an unknown service definition', `services/potholes.${format}`, 404],
    ['an unknown request', `requests/1.${format}?${TOWN}`, 404],
    ['an unknown token', `tokens/4e6cbd2a9dc2f112940000bc.${format}`, 404],
    ['a token of another house', `tokens/${'0'.repeat(48)}.${format}`, 404],
    ['an address that is none', `nothing.${format}`, 404],
    ['an address deeper down', `requests/1/2/3.${format}`, 404],
    ['services of an unknown jurisdiction', `services.${format}?jurisdiction_id=999999`, 404],
  ])('%s', async (_, url, status) => {
    const r = await get(`${API}/${url}`)
    expect(r.status).toBe(status)
    errorsOf(r, format)
  })

  test.each([
    ['nothing at all', '', 400],
    ['an unknown jurisdiction', 'jurisdiction_id=999999&service_code=urban&description=abc', 404],
    ['no service', `${TOWN}&description=${encodeURIComponent('井盖坏了')}`, 400],
    ['an unknown service', `${TOWN}&service_code=potholes&description=${encodeURIComponent('井盖坏了')}`, 400],
    ['no words', `${TOWN}&service_code=urban`, 400],
    ['a number that is none', `${TOWN}&service_code=urban&description=${encodeURIComponent('井盖坏了')}&phone=123`, 400],
    ['too many words', `${TOWN}&service_code=urban&description=${encodeURIComponent('井'.repeat(5001))}`, 400],
  ])('a request with %s is refused and leaves nothing', async (_, body, status) => {
    const before = await h.story.rows('select 1 from matter')
    const c = h.client()
    c.headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const r = await c.ask('POST', `${API}/${x}`, body)
    expect(r.status, r.raw.body).toBe(status)
    errorsOf(r, format)
    expect(await h.story.rows('select 1 from matter')).toHaveLength(before.length)
  })

  test('another kind of body, and another door', async () => {
    const c = h.client()
    c.headers = { 'content-type': 'application/soap+xml' }
    const r = await c.ask('POST', `${API}/${x}`, '<a/>')
    expect(r.status).toBe(415)
    errorsOf(r, format)
    c.headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const other = await c.ask('POST', `${API}/nothing.${format}`, 'a=b')
    expect(other.status).toBe(404)
    errorsOf(other, format)
  })
})

test('a request by multipart keeps its lines; its token names it only once it is public, and never opens it', async () => {
  const c = h.client()
  const lines = '井盖破损\n第二行：夜里危险\n\n第四行'
  const part = (name: string, value: string) => `--frontier\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  c.headers = { 'content-type': 'multipart/form-data; boundary=frontier' }
  const body = [
    part('jurisdiction_id', '990302001'),
    part('service_code', 'urban'),
    part('description', lines),
    part('phone', '139 0000 1111'),
    '--frontier--\r\n',
  ]
  const r = await c.ask('POST', `${API}/requests.json`, body.join(''))
  expect(r.status, r.raw.body).toBe(201)
  const [made] = await h.story.rows<{ id: string; content: string }>(`select id, data->>'content' as content from matter where title = '井盖破损'`)
  expect(made?.content).toBe(lines)

  const { token, service_notice } = r.body[0]
  const asked = await get(`${API}/tokens/${token}.json?${TOWN}`)
  expect(asked.body).toEqual([{ service_request_id: null, token }])
  await h.story.as('孟广林').does('amend', { category: 'urban', publicTitle: '井盖破损' }, { process: 'concern', matter: made?.id as string })
  const shown = await get(`${API}/tokens/${token}.xml?${TOWN}`)
  expect(new XMLParser({ parseTagValue: false }).parse(shown.body).service_requests.request).toEqual({ service_request_id: made?.id, token })
  expect((await get(`${API}/tokens/${token}.json?jurisdiction_id=990300`)).body).toEqual([{ service_request_id: null, token }])
  // The receipt opens the citizen's own page; the token does not.
  const receipt = /查询码 (\S+)/.exec(service_notice)?.[1] as string
  expect([token.includes(receipt), receipt.replaceAll('-', '').toLowerCase() === token]).toEqual([false, false])
})

test('discovery and services say the same in both formats', async () => {
  const json = (await get(`${API}/discovery.json`)).body
  const r = await get(`${API}/discovery.xml`)
  expect(r.raw.headers['content-type']).toBe('text/xml; charset=utf-8')
  const xml = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'endpoint' || name === 'format' }).parse(r.body).discovery
  expect({ ...xml, endpoints: xml.endpoints.endpoint.map((e: { formats: { format: string[] } }) => ({ ...e, formats: e.formats.format })) }).toEqual(json)
  expect(json.endpoints[0].url).toBe('http://127.0.0.1/g/open311/v2')
  const services = (await get(`${API}/services.json`)).body
  const same = new XMLParser({ parseTagValue: false }).parse((await get(`${API}/services.xml`)).body).services.service
  expect(same).toEqual(services)
  for (const s of services) expect((await get(`${API}/services/${s.service_code}.json`)).body).toEqual({ service_code: s.service_code, attributes: [] })
})
