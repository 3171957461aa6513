/** Who is locked out, and who is not: a stranger with a public name locks himself; the office opens; a one-time code works once. */
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Client, DEMO_PASSWORD, demoPerson, type HttpHouse, house } from '../../test/http.ts'

let h: HttpHouse
beforeAll(async () => {
  h = await house(['李秀兰', '王敏', '张伟民', '吴海涛', '周建国'])
})
afterAll(() => h.end())
beforeEach(() => h.story.db.owner.query('delete from login_attempt'))

const from = async (address: string, who: string, password: string, c?: Client) => {
  const r = await h.app.inject({
    method: 'POST',
    url: '/api/login',
    remoteAddress: address,
    headers: c ? { cookie: [...c.cookies].map((x) => x.join('=')).join('; ') } : {},
    payload: { who, password },
  })
  return r.statusCode
}

test('五次错密码锁的是那个来处：本人在别处、在用过的设备上照常登录', async () => {
  const mine = await h.login('李秀兰')
  const { login } = demoPerson('李秀兰')
  for (let i = 0; i < 6; i++) await from('203.0.113.5', login, `wrong-password-${i}`)
  expect(await from('203.0.113.5', login, DEMO_PASSWORD)).toBe(429)
  expect(await from('198.51.100.7', login, DEMO_PASSWORD)).toBe(200)
  // Behind the very same address, on a device of his own.
  expect(await from('203.0.113.5', login, DEMO_PASSWORD, mine)).toBe(200)
  // A device of somebody else’s is no device of his.
  expect(await from('203.0.113.5', login, DEMO_PASSWORD, await h.login('张伟民'))).toBe(429)
  // A forged one neither.
  const forged = h.client()
  forged.cookies.set('huying.device', 'A'.repeat(43))
  expect(await from('203.0.113.5', login, DEMO_PASSWORD, forged)).toBe(429)
  // On the known device, too, only five are looked at.
  const many = await Promise.all(Array.from({ length: 40 }, (_, i) => from('203.0.113.9', login, `wrong-${i}-password`, mine)))
  expect(many.filter((s) => s === 422)).toHaveLength(5)
})

test('“用过的设备”每次登录换一个号：事先放进去的、后来抄走的都不作数；同一台上别人登录过的仍然认得', async () => {
  const { login } = demoPerson('李秀兰')
  const planted = h.client()
  planted.cookies.set('huying.device', 'B'.repeat(43))
  expect((await planted.post('/api/login', { who: login, password: DEMO_PASSWORD })).status).toBe(200)
  const thief = h.client()
  thief.cookies.set('huying.device', 'B'.repeat(43))
  const stolen = h.client()
  stolen.cookies.set('huying.device', planted.cookies.get('huying.device') as string)
  // Another of the household logs in on the same device, then its owner again.
  expect((await planted.post('/api/login', { who: demoPerson('张伟民').login, password: DEMO_PASSWORD })).status).toBe(200)
  for (let i = 0; i < 6; i++) await from('203.0.113.6', login, `wrong-password-${i}`)
  expect(await from('203.0.113.6', login, DEMO_PASSWORD, thief)).toBe(429)
  expect(await from('203.0.113.6', login, DEMO_PASSWORD, stolen)).toBe(429)
  expect(await from('203.0.113.6', login, DEMO_PASSWORD, planted)).toBe(200)
})

test('一个 IPv6 网段算一个来处：换地址接着猜没有用', async () => {
  const { login } = demoPerson('李秀兰')
  for (let i = 0; i < 6; i++) await from(`2001:db8:0:7::${i + 1}`, login, `wrong-password-${i}`)
  expect(await from('2001:0db8::7:0:0:0:99', login, DEMO_PASSWORD)).toBe(429)
  expect(await from('2001:db8:0:8::1', login, DEMO_PASSWORD)).toBe(200)
  // The same house through an address of the older kind.
  for (let i = 0; i < 6; i++) await from(i % 2 ? '203.0.113.8' : '::ffff:203.0.113.8', login, `wrong-password-${i}`)
  expect(await from('203.0.113.8', login, DEMO_PASSWORD)).toBe(429)
})

test('从许多地方一起猜：总数有限；用过的设备仍然开着', async () => {
  const mine = await h.login('李秀兰')
  const { login } = demoPerson('李秀兰')
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, i) => i).flatMap((i) => Array.from({ length: 4 }, (_, n) => from(`203.0.114.${i}`, login, `wrong-${n}-password`))),
  )
  expect(all.filter((s) => s === 422).length).toBeLessThanOrEqual(100)
  expect(await from('203.0.115.1', login, DEMO_PASSWORD)).toBe(429)
  expect(await from('203.0.115.1', login, DEMO_PASSWORD, mine)).toBe(200)
}, 60_000)

test('代工委看得到谁被锁、可以解锁并留下记录；别处的、没有这个权的不行', async () => {
  const { login, id } = demoPerson('李秀兰')
  for (let i = 0; i < 6; i++) await from('203.0.113.5', login, `wrong-password-${i}`)
  const wang = await h.login('王敏')
  const locked = await wang.get('/api/login/locked')
  expect(locked.body.map((x: { name: string }) => x.name)).toEqual(['李秀兰'])
  expect(JSON.stringify(locked.body)).not.toContain('203.0.113')
  const wu = await h.login('吴海涛')
  expect((await wu.get('/api/login/locked')).status).toBe(403)
  expect((await wu.post('/api/login/unlock', { person: id, why: '本人来电' })).status).toBe(403)
  expect((await wang.post('/api/login/unlock', { person: id, why: '' })).status).toBe(422)
  expect((await wang.post('/api/login/unlock', { person: crypto.randomUUID(), why: '本人来电' })).status).toBe(404)
  expect((await wang.post('/api/login/unlock', { person: id, why: '本人来电' })).status).toBe(200)
  expect(await from('203.0.113.5', login, DEMO_PASSWORD)).toBe(200)
  expect((await h.story.rows(`select says from event where process = 'login' and action = 'unlock'`))[0]).toEqual({
    says: '王敏为李秀兰解除登录锁定：本人来电',
  })
  expect((await h.story.rows('select text from notice where person = $1 order by at desc limit 1', [id]))[0]).toEqual({ text: '王敏为您解除了登录锁定' })
})

test('一个动态码只登录一次：一百个同时用，进来一个', async () => {
  const c = await h.login('张伟民')
  const { secret } = (await c.post('/api/login/totp/start', { password: DEMO_PASSWORD })).body
  const code = () => new TOTP({ secret }).generate()
  expect((await c.post('/api/login/totp/confirm', { code: code() })).status).toBe(200)
  const halfway = async () => {
    const x = h.client()
    expect((await x.post('/api/login', { who: demoPerson('张伟民').login, password: DEMO_PASSWORD })).body).toEqual({ second: true })
    return x
  }
  const all: Client[] = []
  for (let i = 0; i < 20; i++) all.push(await halfway())
  // All within one code's half minute.
  await new Promise((go) => setTimeout(go, Math.max(0, Date.now() % 30_000 > 20_000 ? 30_000 - (Date.now() % 30_000) : 0)))
  const one = code()
  const got = await Promise.all(Array.from({ length: 100 }, (_, i) => (all[i % 20] as Client).post('/api/login/second', { code: one })))
  expect(got.filter((r) => r.status === 200)).toHaveLength(1)
  expect((await Promise.all(all.map((x) => x.get('/api/me')))).filter((r) => r.status === 200)).toHaveLength(1)
  expect((await (await halfway()).post('/api/login/second', { code: one })).status).toBe(422)
}, 90_000)
