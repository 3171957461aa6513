/** Login as attackers and ordinary people meet it. Real server, real database, real argon2. */
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Served, serve } from '../../test/serve.ts'
import { DEMO_PASSWORD, IDS } from '../demo/people.ts'

let s: Served
beforeAll(async () => {
  s = await serve(['王敏', '李秀兰', '吴海涛', '张伟民'])
})
afterAll(() => s.end())
beforeEach(() => s.story.db.owner.query('delete from login_attempt'))

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(s.base + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
const cookieOf = (r: Response) =>
  r.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
const login = (who: string, password = DEMO_PASSWORD) => post('/api/login', { who, password })
const me = (cookie: string, seat?: string) => fetch(`${s.base}/api/me`, { headers: { cookie, ...(seat ? { 'x-seat': seat } : {}) } })

describe('who gets in', () => {
  test('by login name, by phone, by a name that only one bears', async () => {
    const phone = (await s.story.db.owner.query('select mobile from person where id = $1', [IDS.person.wangmin])).rows[0].mobile
    for (const who of ['wangmin', 'WangMin', phone, '王敏']) {
      const r = await login(who)
      expect(r.status, who).toBe(200)
      expect((await (await me(cookieOf(r))).json()).person.name).toBe('王敏')
    }
  })

  test('a wrong password and an unknown name read the same', async () => {
    const [wrong, unknown] = await Promise.all([login('wangmin', 'nonsense'), login('nobody-here', 'nonsense')])
    expect([wrong.status, await wrong.json()]).toEqual([unknown.status, await unknown.json()])
  })

  test('somebody without an account (imported, or known to the identity provider only) has no password at all', async () => {
    for (const password of ['', DEMO_PASSWORD, '孙立新', 'sunlixin']) expect((await login('孙立新', password)).status).toBe(422)
  })

  test('a forged or foreign cookie is nobody', async () => {
    const cookie = cookieOf(await login('wangmin'))
    const [name, value] = cookie.split('=') as [string, string]
    const token = decodeURIComponent(value).split('.')[0]
    for (const bad of [
      `${name}=${token}`,
      `${name}=${token}.AAAA`,
      `${name}=${encodeURIComponent(`${token}.${Buffer.alloc(32).toString('base64')}`)}`,
      `${name}=x.y`,
    ])
      expect((await me(bad)).status).toBe(401)
  })

  test('the library’s own addresses are not reachable', async () => {
    for (const path of ['/api/login/oidc/sign-up/email', '/api/login/oidc/sign-in/username', '/api/auth/sign-up/email', '/api/login/oidc/update-user'])
      expect((await post(path, { email: 'a@b.cd', password: 'xxxxxxxxxx', name: 'x' })).status).toBe(404)
  })
})

test('200 wrong tries at once: five are looked at, the account is locked, also for the right password', async () => {
  const all = await Promise.all(Array.from({ length: 200 }, () => login('zhangweimin', 'wrong-wrong')))
  const looked = all.filter((r) => r.status === 422).length
  expect(looked).toBeLessThanOrEqual(5)
  expect(all.filter((r) => r.status === 429)).toHaveLength(200 - looked)
  const right = await login('zhangweimin')
  expect([right.status, (await right.json()).message]).toEqual([429, expect.stringMatching(/已锁定/)])
})

describe('sessions', () => {
  test('a fresh one at each login; listed; ended at once', async () => {
    const [a, b] = [cookieOf(await login('lixiulan')), cookieOf(await login('lixiulan'))]
    expect(a).not.toBe(b)
    const list = await (await fetch(`${s.base}/api/login/sessions`, { headers: { cookie: a } })).json()
    const other = list.find((x: { current: boolean }) => !x.current)
    expect(JSON.stringify(list)).not.toContain(a.split('=')[1]?.slice(0, 20))
    // One's own only.
    const stranger = cookieOf(await login('wuhaitao'))
    expect((await post(`/api/login/sessions/${other.id}/end`, {}, { cookie: stranger })).status).toBe(404)
    await post('/api/login/sessions/end-others', {}, { cookie: a })
    expect([(await me(a)).status, (await me(b)).status]).toEqual([200, 401])
    await post('/api/logout', {}, { cookie: a })
    expect((await me(a)).status).toBe(401)
  })

  test('the claimed address is not believed', async () => {
    const cookie = cookieOf(await post('/api/login', { who: 'wuhaitao', password: DEMO_PASSWORD }, { 'x-forwarded-for': '8.8.8.8' }))
    const [mine] = (await (await fetch(`${s.base}/api/login/sessions`, { headers: { cookie } })).json()) as { ip: string }[]
    expect(mine?.ip).not.toBe('8.8.8.8')
  })

  test('another person’s seat is refused in words, and one whose time is over', async () => {
    const cookie = cookieOf(await login('wangmin'))
    const r = await me(cookie, IDS.seat.lixiulan)
    expect([r.status, (await r.json()).message]).toEqual([403, expect.stringMatching(/不是您的/)])
    await s.story.db.owner.query(`update seat set ends_on = '2026-01-01' where id = $1`, [IDS.seat.wangmin])
    expect((await me(cookie)).status).toBe(403)
    await s.story.db.owner.query('update seat set ends_on = null where id = $1', [IDS.seat.wangmin])
  })

  test('a changed password ends all other logins', async () => {
    const [a, b] = [cookieOf(await login('wuhaitao')), cookieOf(await login('wuhaitao'))]
    const short = await post('/api/login/password', { old: DEMO_PASSWORD, fresh: 'short' }, { cookie: a })
    expect((await short.json()).fields.fresh).toMatch(/至少 10 位/)
    const r = await post('/api/login/password', { old: DEMO_PASSWORD, fresh: 'Another-2026' }, { cookie: a })
    expect(r.status).toBe(200)
    expect((await me(b)).status).toBe(401)
    expect((await login('wuhaitao', 'Another-2026')).status).toBe(200)
    await s.story.db.owner.query('delete from login_attempt')
    expect((await login('wuhaitao')).status).toBe(422)
  })
})

test('B18 second factor: set up, asked at login, and demanded for judging where the place says so', async () => {
  const cookie = cookieOf(await login('lixiulan'))
  const started = await (await post('/api/login/totp/start', { password: DEMO_PASSWORD }, { cookie })).json()
  const code = (at = Date.now()) => new TOTP({ secret: started.secret }).generate({ timestamp: at })
  expect((await post('/api/login/totp/confirm', { code: '000000' }, { cookie })).status).toBe(422)
  expect((await post('/api/login/totp/confirm', { code: code() }, { cookie })).status).toBe(200)

  const first = await login('lixiulan')
  expect(await first.json()).toEqual({ second: true })
  expect((await me(cookieOf(first))).status).toBe(401)
  expect((await post('/api/login/second', { code: '123456' }, { cookie: cookieOf(first) })).status).toBe(422)
  const second = await post('/api/login/second', { code: code() }, { cookie: cookieOf(first) })
  expect(second.status).toBe(200)
  const strong = cookieOf(second)
  expect((await (await me(strong)).json()).strong).toBe(true)
  const backup = await post('/api/login/second', { code: started.backup[0] }, { cookie: cookieOf(await login('lixiulan')) })
  expect(backup.status).toBe(200)
  expect((await post('/api/login/second', { code: started.backup[0] }, { cookie: cookieOf(await login('lixiulan')) })).status).toBe(422)
})

test('looking changes nothing (taking the roster out is on record)', async () => {
  const cookie = cookieOf(await login('wangmin'))
  const before = (
    await s.story.db.owner.query('select (select count(*) from event) as e, (select count(*) from notice) as n, (select count(*) from auth_session) as a')
  ).rows
  for (const { method, url } of s.documented)
    if (method === 'GET' && !url.includes(':') && !url.includes('live') && url !== '/api/roster.xlsx') await fetch(s.base + url, { headers: { cookie } })
  expect(
    (await s.story.db.owner.query('select (select count(*) from event) as e, (select count(*) from notice) as n, (select count(*) from auth_session) as a'))
      .rows,
  ).toEqual(before)
})
