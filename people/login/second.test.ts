/** The second factor: set up, asked for, guessed at, lost; and the acts that ask for it. */
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Client, DEMO_PASSWORD, demoPerson, type HttpHouse, house } from '../../test/http.ts'
import { GOOD, handedOver, replied } from '../../test/story.ts'

let h: HttpHouse
beforeAll(async () => {
  h = await house(['李秀兰', '王敏', '周建国', '彭海燕', '韩梅', '袁军'])
})
afterAll(() => h.end())
beforeEach(() => h.story.db.owner.query('delete from login_attempt'))

const strong = async (c: Client) => (await c.get('/api/me')).body.strong
const codeOf = (secret: string, ago = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() - ago * 1000 })
/** Six digits that no clock shows now. */
const wrongCode = (secret: string, n = 0) => {
  const near = [-60, -30, 0, 30, 60].map((s) => codeOf(secret, s))
  return Array.from({ length: 20 }, (_, i) => String(100_000 + n * 20 + i)).find((x) => !near.includes(x)) as string
}
async function setUp(name: string) {
  const c = await h.login(name)
  const { secret, uri, backup } = (await c.post('/api/login/totp/start', { password: DEMO_PASSWORD })).body
  expect((await c.post('/api/login/totp/confirm', { code: codeOf(secret) })).status).toBe(200)
  return { c, secret: secret as string, uri: uri as string, backup: backup as string[] }
}
/** As far as the password goes. */
async function halfway(name: string) {
  const c = h.client()
  expect((await c.post('/api/login', { who: demoPerson(name).login, password: DEMO_PASSWORD })).body).toEqual({ second: true })
  return c
}

test('set up with the password and a first code; the session is strong from then on, others stay as they were', async () => {
  const other = await h.login('李秀兰')
  const c = await h.login('李秀兰')
  expect((await c.post('/api/login/totp/start', { password: 'not-my-password' })).body.fields).toEqual({ password: '密码不对' })
  const { secret, uri } = (await c.post('/api/login/totp/start', { password: DEMO_PASSWORD })).body
  expect(uri).toMatch(/^otpauth:\/\/totp\/.*issuer=/)
  expect((await c.post('/api/login/totp/confirm', { code: wrongCode(secret) })).status).toBe(422)
  // Begun is not on: the next login still asks for the password alone.
  expect(await strong(await h.login('李秀兰'))).toBe(false)
  const before = [...c.cookies.values()]
  expect((await c.post('/api/login/totp/confirm', { code: codeOf(secret) })).status).toBe(200)
  expect([await strong(c), await strong(other)]).toEqual([true, false])
  expect([...c.cookies.values()]).not.toEqual(before)
  const again = await c.post('/api/login/totp/start', { password: DEMO_PASSWORD })
  expect([again.status, again.body.message]).toEqual([409, '二次验证已经开启；换手机请先关闭，再重新开启'])

  // At the next login the password alone opens nothing.
  const next = await halfway('李秀兰')
  for (const url of ['/api/me', '/api/today', '/api/login/sessions']) expect((await next.get(url)).status, url).toBe(401)
  expect((await next.post('/api/login/second', { code: wrongCode(secret) })).status).toBe(422)
  expect((await next.get('/api/me')).status).toBe(401)
  expect((await next.post('/api/login/second', { code: codeOf(secret) })).status).toBe(200)
  expect(await strong(next)).toBe(true)
  // A code without a password before it is nothing.
  expect((await h.client().post('/api/login/second', { code: codeOf(secret) })).status).toBe(422)
  // The secret is not kept as it is.
  const kept = await h.story.rows('select secret, "backupCodes" from auth_two_factor')
  expect(JSON.stringify(kept)).not.toContain(secret)
})

test('a backup code works once; one of another person never', async () => {
  const mine = await setUp('彭海燕')
  const theirs = await setUp('韩梅')
  const code = mine.backup[0] as string
  expect((await (await halfway('彭海燕')).post('/api/login/second', { code: theirs.backup[0] })).status).toBe(422)
  // Two at the same time: one gets in.
  const both = await Promise.all([halfway('彭海燕'), halfway('彭海燕')])
  const got = await Promise.all(both.map((c) => c.post('/api/login/second', { code })))
  expect(got.map((r) => r.status).sort()).toEqual([200, 422])
  expect((await (await halfway('彭海燕')).post('/api/login/second', { code })).status).toBe(422)
  const last = await halfway('彭海燕')
  expect((await last.post('/api/login/second', { code: mine.backup[1] })).status).toBe(200)
  expect(await strong(last)).toBe(true)
})

test('guessing codes ends soon: at the door and from within a session', async () => {
  const { secret, c } = await setUp('袁军')
  const guess = async (from: Client, n: number) => (await from.post('/api/login/second', { code: wrongCode(secret, n) })).status
  const one = await halfway('袁军')
  for (let i = 0; i < 5; i++) expect(await guess(one, i)).toBe(422)
  // This password’s turn is used up, the right code or not.
  expect((await one.post('/api/login/second', { code: codeOf(secret) })).status).not.toBe(200)
  const two = await halfway('袁军')
  const many = await Promise.all(Array.from({ length: 30 }, (_, i) => guess(two, i)))
  expect(many).not.toContain(200)
  for (let i = 0; i < 3; i++) {
    const more = await halfway('袁军')
    for (let n = 0; n < 4; n++) await guess(more, n)
  }
  const locked = await (await halfway('袁军')).post('/api/login/second', { code: codeOf(secret) })
  expect([locked.status, locked.body.message]).toEqual([429, expect.stringMatching(/连续输错验证码/)])

  // Within a session: five, then closed, for the right code as well.
  const within = await Promise.all(Array.from({ length: 40 }, (_, i) => guess(c, i)))
  expect(within.filter((s) => s === 422)).toHaveLength(5)
  expect((await c.post('/api/login/second', { code: codeOf(secret) })).status).toBe(429)
  expect((await c.post('/api/login/totp/confirm', { code: codeOf(secret) })).status).toBe(429)
})

test('turned off with the password, by a login that has passed it; a session that has not may not', async () => {
  const weak = await h.login('王敏')
  const { c } = await setUp('王敏')
  const refused = await weak.post('/api/login/totp/off', { password: DEMO_PASSWORD })
  expect([refused.status, refused.body.error]).toEqual([403, 'strong'])
  expect((await c.post('/api/login/totp/off', { password: 'not-my-password' })).status).toBe(422)
  await halfway('王敏')
  expect((await c.post('/api/login/totp/off', { password: DEMO_PASSWORD })).status).toBe(200)
  expect(await strong(await h.login('王敏'))).toBe(false)
  // And on again.
  await setUp('王敏')
  await halfway('王敏')
})

test('a change of password keeps what was verified', async () => {
  const { c } = await setUp('周建国')
  expect((await c.post('/api/login/password', { old: DEMO_PASSWORD, fresh: 'Huying-2027-new' })).status).toBe(200)
  expect(await strong(c)).toBe(true)
})

test('B18 where the place asks for it, judging needs a login that has passed the second factor', async () => {
  const own = await house(['李秀兰', '王敏'])
  const s = own.story
  const office = await own.login('王敏')
  const rule = (value: boolean, from: string) => office.put('/api/rules/house/judge.strong', { value, from, note: '主任会议决定' })
  expect((await rule(true, '2026-03-10')).status).toBe(200)
  await handedOver(s)
  await replied(s)
  const li = await own.login('李秀兰')
  const refused = await li.act('judge', s.matter, GOOD)
  expect([refused.status, refused.body.message]).toEqual([409, expect.stringMatching(/二次验证/)])
  expect(await s.state()).toBe('judging')
  const { secret } = (await li.post('/api/login/totp/start', { password: DEMO_PASSWORD })).body
  await li.post('/api/login/totp/confirm', { code: codeOf(secret) })
  expect((await li.act('judge', s.matter, GOOD)).body).toMatchObject({ matter: s.matter })
  expect(await s.rows('select attitude from judgement where matter = $1', [s.matter])).toEqual([{ attitude: '满意' }])
  await own.end()
})
