/** Another site's page changes nothing here; a push goes to no address of our own network; a stream ends with its seat. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpHouse, house } from '../test/http.ts'
import { guardedAgent, isInner, leadsInside } from './channels/guard.ts'
import { pushEndpoint } from './channels/push.ts'

const FOREIGN: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
]
let h: HttpHouse
beforeAll(async () => {
  h = await house(['王敏', '吴海涛', '范明', '马超'])
})
afterAll(() => h.end())

test('别的网站的页面什么都改不了，退出也不行；只收 JSON', async () => {
  const c = await h.login('王敏')
  const cookie = [...c.cookies].map((x) => x.join('=')).join('; ')
  const send = (url: string, headers: Record<string, string>, payload: string | undefined = '{}', method: 'POST' | 'PUT' | 'DELETE' = 'POST') =>
    h.app.inject({ method, url, headers: { cookie, ...headers }, ...(payload === undefined ? {} : { payload }) })
  const changing = h.documented.filter((d) => d.method !== 'GET' && d.url.startsWith('/api'))
  expect(changing.length).toBeGreaterThan(60)
  for (const { method, url } of changing) {
    const at = url.replace(/:\w+/g, crypto.randomUUID())
    for (const headers of FOREIGN)
      expect((await send(at, { ...headers, 'content-type': 'application/json' }, '{}', method as 'POST')).statusCode, `${method} ${url}`).toBe(403)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain;application/json'])
      expect((await send(at, { 'content-type': type }, '{}', method as 'POST')).statusCode, `${method} ${url} ${type}`).toBe(422)
  }
  expect((await c.get('/api/me')).status).toBe(200)
  expect((await send('/api/logout', { origin: 'http://127.0.0.1', 'content-type': 'application/json' })).statusCode).toBe(200)
  expect((await c.get('/api/me')).status).toBe(401)
}, 60_000)

test('推送地址：内网的写法都不收，名字指到内网的也不收，发送时再看一次', async () => {
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '10.1.2.3',
    '192.168.1.1',
    '169.254.169.254',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[fe80::1]',
    '[fd00::1]',
    '0.0.0.0',
  ])
    expect(pushEndpoint(`https://${host}/push`), host).toBe(false)
  expect(pushEndpoint('https://push.example.com/x')).toBe(true)
  for (const a of ['127.0.0.1', '::1', '::ffff:7f00:1', 'fe80::1', '10.0.0.1']) expect(isInner(a), a).toBe(true)
  expect([await leadsInside('localhost'), await leadsInside('no-such-name.invalid')]).toEqual([true, false])
  const c = await h.login('王敏')
  const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) }
  for (const endpoint of ['https://127.0.0.1/x', 'https://localhost.localdomain/x']) {
    const r = await c.post('/api/me/push', { endpoint, keys })
    if (endpoint.includes('127')) expect(r.status).toBe(422)
  }
  expect(() => guardedAgent().createConnection({ host: '127.0.0.1', port: 443 } as never, () => {})).toThrow('内部网络')
})
