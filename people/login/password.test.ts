/** Login by name and password: who gets in, what is said to who does not, and how long guessing is allowed. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD, demoPerson, type HttpHouse, house } from '../../test/http.ts'
import { createAccounts } from './accounts.ts'

let h: HttpHouse
beforeAll(async () => {
  h = await house(['王敏', '吴海涛', '何静', '张伟民'])
})
afterAll(() => h.end())
beforeEach(() => h.story.db.owner.query('delete from login_attempt'))

const attempt = (who: string, password: string) => h.client().post('/api/login', { who, password })
const sessions = async () => Number((await h.story.rows<{ n: number }>('select count(*)::int as n from auth_session'))[0]?.n)

describe('who gets in', () => {
  test('by login name, phone number, or a name borne by one person; spaces and capitals do not matter', async () => {
    const { login, mobile, name, id } = demoPerson('王敏')
    for (const who of [login, login.toUpperCase(), ` ${login} `, mobile, name]) {
      const c = h.client()
      expect((await c.post('/api/login', { who, password: DEMO_PASSWORD })).body, who).toEqual({ ok: true })
      expect((await c.get('/api/me')).body, who).toMatchObject({ person: { id, name }, strong: false })
    }
  })

  test('a name borne by two lets neither in', async () => {
    const [one, other] = [demoPerson('何静'), demoPerson('张伟民')]
    await h.story.db.owner.query('update person set name = $1 where id = $2', [one.name, other.id])
    expect((await attempt('何静', DEMO_PASSWORD)).status).toBe(422)
    expect((await attempt(one.login, DEMO_PASSWORD)).status).toBe(200)
    await h.story.db.owner.query('update person set name = $1 where id = $2', [other.name, other.id])
  })

  test('who was imported has no password: not an empty one, not the usual one, not the own name or number', async () => {
    const li = demoPerson('李秀兰')
    // As the identity provider leaves one: a user, but no password.
    await h.story.db.owner.query('insert into auth_user (id, name, email) values ($1, $2, $3)', [li.id, li.name, `${li.id}@huying.invalid`])
    const before = await sessions()
    for (const who of [li.name, li.mobile, li.login, li.id, `${li.id}@huying.invalid`])
      for (const password of ['', ' ', DEMO_PASSWORD, li.name, li.mobile, 'null', 'undefined']) {
        await h.story.db.owner.query('delete from login_attempt')
        const r = await attempt(who, password)
        expect([who, password, r.status, r.raw.cookies]).toEqual([who, password, 422, []])
      }
    expect(await sessions()).toBe(before)
  })

  test('nobody can make an account of their own, by the library’s own addresses least of all', async () => {
    const wang = await h.login('王敏')
    const body = { email: 'a@b.cn', password: 'Huying-2026-x', name: 'x', username: 'x', callbackURL: '/', newPassword: 'Huying-2026-x', token: 'x' }
    for (const c of [h.client(), wang])
      for (const p of [
        'sign-up/email',
        'sign-in/email',
        'sign-in/username',
        'is-username-available',
        'update-user',
        'change-email',
        'delete-user',
        'request-password-reset',
        'reset-password',
        'list-sessions',
        'revoke-sessions',
        'two-factor/disable',
        'link-social',
      ]) {
        const r = await c.post(`/api/login/oidc/${p}`, body)
        expect([p, r.status, r.raw.cookies]).toEqual([p, 404, []])
      }
    for (const p of ['sign-up/email', 'sign-in/username']) expect((await wang.post(`/api/auth/${p}`, body)).status, p).toBe(404)
    for (const p of ['get-session', 'ok', 'error', 'list-accounts', 'callback/oidc']) expect((await wang.get(`/api/login/oidc/${p}`)).status, p).toBe(404)
  })

  test('accounts of the invented city are offered only where the city is invented', async () => {
    const list = (await h.client().get('/api/login/demo')).body as unknown[]
    expect(list.length).toBeGreaterThan(5)
    await h.story.db.owner.query(`update place set profile = profile - 'demo'`)
    expect((await h.client().get('/api/login/demo')).body).toEqual([])
  })
})

describe('guessing', () => {
  test('the words are the same for a wrong password and for a name that nobody has, and count down', async () => {
    const said = async (who: string) => {
      const out = []
      for (let i = 0; i < 6; i++) out.push(await attempt(who, `guess-number-${i}`).then((r) => [r.status, r.body]))
      return out
    }
    const known = await said('wangmin')
    const wrong = '登录名或密码不对'
    const answer = (message: string) => [422, { error: 'input', message, fields: { password: wrong } }]
    expect(known).toEqual([
      ...[4, 3, 2, 1].map((n) => answer(`${wrong}，还可以再试 ${n} 次`)),
      answer(`${wrong}；再错就要锁定半小时`),
      [429, { error: 'busy', message: '连续输错密码，已锁定。请 30 分钟后再试，或请代工委重置密码' }],
    ])
    expect(await said('nobody-at-all')).toEqual(known)
    expect(await said('19912345678')).toEqual(known)
  })

  test('200 tries at once: five passwords looked at, then the right one is refused, too', async () => {
    const all = await Promise.all(Array.from({ length: 200 }, (_, i) => attempt('wuhaitao', `guess-number-${i}`)))
    const looked = all.filter((r) => r.status === 422)
    expect([looked.length, all.filter((r) => r.status === 429).length]).toEqual([5, 195])
    const right = await attempt('wuhaitao', DEMO_PASSWORD)
    expect([right.status, right.raw.cookies]).toEqual([429, []])
    expect(right.body.message).toMatch(/已锁定/)
    // Others are not touched by it, and after half an hour it is over.
    expect((await attempt('wangmin', DEMO_PASSWORD)).status).toBe(200)
    await h.story.db.owner.query(`update login_attempt set since = since - interval '31 minutes', locked_until = locked_until - interval '31 minutes'`)
    expect((await attempt('wuhaitao', 'guess-again')).body.message).toMatch(/还可以再试 4 次/)
    expect((await attempt('wuhaitao', DEMO_PASSWORD)).status).toBe(200)
  })

  test('five for a person, however called: not five more by phone and another five by name', async () => {
    const { login, mobile, name } = demoPerson('吴海涛')
    const names = [login, mobile, name, login.toUpperCase(), ` ${login}`]
    for (const [i, who] of names.entries()) expect((await attempt(who, `guess-number-${i}`)).status).toBe(422)
    for (const who of names) expect((await attempt(who, DEMO_PASSWORD)).status, who).toBe(429)
  })

  test('tries spread over days are counted anew, each half-hour with its own five', async () => {
    const later = (minutes: number) =>
      h.story.db.owner.query(`update login_attempt set since = since - $1 * interval '1 minute', locked_until = locked_until - $1 * interval '1 minute'`, [
        minutes,
      ])
    for (let day = 0; day < 3; day++) {
      for (const left of [4, 3, 2, 1]) expect((await attempt('wangmin', 'guess')).body.message, `day ${day}`).toBe(`登录名或密码不对，还可以再试 ${left} 次`)
      await later(31)
    }
    for (let i = 0; i < 5; i++) await attempt('wangmin', 'guess')
    expect((await attempt('wangmin', DEMO_PASSWORD)).status).toBe(429)
    await later(29)
    expect((await attempt('wangmin', DEMO_PASSWORD)).body.message).toMatch(/请 1 分钟后再试/)
  })

  test('the right password forgets the wrong ones', async () => {
    for (let i = 0; i < 4; i++) await attempt('wangmin', `guess-number-${i}`)
    expect((await attempt('wangmin', DEMO_PASSWORD)).status).toBe(200)
    expect((await attempt('wangmin', 'guess-again')).body.message).toMatch(/还可以再试 4 次/)
  })

  test('who tries names that are no names locks nobody’s change of password', async () => {
    const he = demoPerson('何静')
    for (let i = 0; i < 8; i++) await attempt(`password:${he.id}`, `guess-number-${i}`)
    const c = await h.login('何静')
    expect((await c.post('/api/login/password', { old: DEMO_PASSWORD, fresh: 'Huying-2027-new' })).status).toBe(200)
  })

  test('neither the name nor the password that was tried is kept', async () => {
    await attempt('someone-secret', 'password-secret')
    const kept = await h.story.rows<{ t: string }>(`select a::text as t from login_attempt a`)
    expect(kept).toHaveLength(1)
    expect(JSON.stringify(kept)).not.toMatch(/secret/)
  })

  test('what is left out or too long is refused before anything is looked at', async () => {
    for (const body of [
      {},
      { who: 'wangmin' },
      { who: 'wangmin', password: '' },
      { who: '', password: 'x' },
      { who: ['wangmin'], password: { $ne: '' } },
      { who: 'wang\u0000min', password: 'x' },
    ])
      expect((await h.client().post('/api/login', body)).status, JSON.stringify(body)).toBe(422)
    expect((await attempt('wangmin', 'x'.repeat(201))).status).toBe(422)
    expect((await attempt('x'.repeat(61), 'x')).status).toBe(422)
    expect(await h.story.rows('select 1 from login_attempt')).toEqual([])
  })
})

test('one address may try so often a minute; a forwarded-for of one’s own changes neither that nor what is kept', async () => {
  const own = await house(['王敏'], { loginsPerMinute: 4 })
  const statuses: number[] = []
  for (let i = 0; i < 8; i++) {
    const c = own.client()
    c.headers = { 'x-forwarded-for': `203.0.113.${i}`, 'x-real-ip': `203.0.113.${i}`, forwarded: `for=203.0.113.${i}` }
    statuses.push((await c.post('/api/login', { who: 'wangmin', password: DEMO_PASSWORD })).status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429, 429, 429])
  expect(await own.story.rows('select distinct "ipAddress" as ip from auth_session')).toEqual([{ ip: '127.0.0.1' }])
  await own.end()
})

test('behind one proxy the address is the one which that proxy saw, not the one the client put before it', async () => {
  const own = await house(['王敏'], { loginsPerMinute: 2, trustedHops: 1 })
  const from = async (forwarded: string) => {
    const c = own.client()
    c.headers = { 'x-forwarded-for': forwarded }
    return (await c.post('/api/login', { who: 'wangmin', password: DEMO_PASSWORD })).status
  }
  expect([await from('1.1.1.1, 203.0.113.9'), await from('2.2.2.2, 203.0.113.9'), await from('3.3.3.3, 203.0.113.9')]).toEqual([200, 200, 429])
  expect(await from('203.0.113.10')).toBe(200)
  expect(await own.story.rows('select distinct "ipAddress" as ip from auth_session order by 1')).toEqual([{ ip: '203.0.113.10' }, { ip: '203.0.113.9' }])
  await own.end()
})

test('passwords are kept as argon2id, each with its own salt', async () => {
  await createAccounts(h.story.db.owner, [{ person: demoPerson('田野').id, login: 'tianye' }], DEMO_PASSWORD)
  const r = await h.story.rows<{ password: string }>('select password from auth_account where password is not null')
  expect(r.length).toBeGreaterThan(3)
  for (const { password } of r) expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(new Set(r.map((x) => x.password)).size).toBeGreaterThan(1)
})
