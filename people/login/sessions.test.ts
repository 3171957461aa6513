/** What a session is worth, to whom, and for how long. */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Client, DEMO_PASSWORD, type HttpHouse, house, SECRET } from '../../test/http.ts'
import { IDS } from '../demo/people.ts'

let h: HttpHouse
beforeAll(async () => {
  h = await house(['王敏', '李秀兰', '陈思远', '赵志强', '吴海涛', '何静'])
})
afterAll(() => h.end())
beforeEach(() => h.story.db.owner.query('delete from login_attempt'))

const COOKIE = 'huying.session_token'
const alive = async (c: Client) => (await c.get('/api/me')).status === 200
const tokenOf = (c: Client) => decodeURIComponent(c.cookies.get(COOKIE) as string)

describe('the cookie', () => {
  test('is out of reach of scripts and of other sites, new at each login, and not what was brought along', async () => {
    const c = await h.login('王敏')
    const first = tokenOf(c)
    const r = await c.post('/api/login', { who: 'wangmin', password: DEMO_PASSWORD })
    expect(r.raw.cookies.find((x) => x.name === COOKIE)).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(tokenOf(c)).not.toBe(first)
    // Put under somebody's cookie before the login, a token of one's own choice does not become theirs.
    const planted = h.client()
    const mine = (value: string) => encodeURIComponent(`${value}.${createHmac('sha256', SECRET).update(value).digest('base64')}`)
    planted.cookies.set(COOKIE, mine('planted-by-another'))
    expect(await alive(planted)).toBe(false)
    await planted.post('/api/login', { who: 'wangmin', password: DEMO_PASSWORD })
    expect(tokenOf(planted)).not.toMatch(/^planted/)
    expect(await h.story.rows(`select 1 from auth_session where token like 'planted%'`)).toEqual([])
  })

  test('of a house behind https is for https alone', async () => {
    const own = await house(['王敏'], { baseURL: 'https://huying.invalid' })
    const c = await own.login('王敏')
    const [name] = [...c.cookies.keys()]
    expect(name).toBe(`__Secure-${COOKIE}`)
    expect(await alive(c)).toBe(true)
    expect((await c.get('/api/me')).raw.headers['strict-transport-security']).toMatch(/max-age/)
    await own.end()
  })

  test('forged, cut, or signed with something else, is nobody’s', async () => {
    const c = await h.login('王敏')
    const good = tokenOf(c)
    const [token = '', signature = ''] = good.split('.')
    const other = createHmac('sha256', 'another secret').update(token).digest('base64')
    for (const value of [
      token,
      `${token}.`,
      `.${signature}`,
      `${token}.${other}`,
      `${token}x.${signature}`,
      `${token}.${signature.slice(0, -4)}`,
      "' or 1=1 --.x",
    ]) {
      const forged = h.client()
      forged.cookies.set(COOKIE, encodeURIComponent(value))
      expect((await forged.get('/api/me')).status, value).toBe(401)
    }
    expect(await alive(c)).toBe(true)
  })
})

describe('the end', () => {
  test('listed without secrets, ended one by one or all others; at once, and only one’s own', async () => {
    const [here, there, third] = [await h.login('李秀兰'), await h.login('李秀兰'), await h.login('李秀兰')]
    const list = (await here.get('/api/login/sessions')).body as { id: string; current: boolean }[]
    expect(list.filter((x) => x.current)).toHaveLength(1)
    for (const c of [here, there, third]) expect(JSON.stringify(list)).not.toContain(tokenOf(c).split('.')[0])
    const id = (await there.get('/api/login/sessions')).body.find((x: { current: boolean }) => x.current).id
    const stranger = await h.login('王敏')
    for (const no of ['a%00b', '..%2f..', 'x'.repeat(81)]) expect((await here.post(`/api/login/sessions/${no}/end`)).status, no).toBe(422)
    expect((await stranger.post(`/api/login/sessions/${id}/end`)).status).toBe(404)
    expect(await alive(there)).toBe(true)
    expect((await here.post(`/api/login/sessions/${id}/end`)).status).toBe(200)
    expect([await alive(here), await alive(there), await alive(third)]).toEqual([true, false, true])
    expect((await here.post('/api/login/sessions/end-others')).body).toEqual({ ok: true, ended: 1 })
    expect([await alive(here), await alive(third), await alive(stranger)]).toEqual([true, false, true])
  })

  test('by logging out the token itself is dead, not only forgotten', async () => {
    const c = await h.login('王敏')
    const kept = h.client()
    kept.cookies.set(COOKIE, c.cookies.get(COOKIE) as string)
    expect((await c.ask('GET', '/api/logout')).status).toBe(404)
    expect(await alive(kept)).toBe(true)
    expect((await c.post('/api/logout')).status).toBe(200)
    expect([c.cookies.has(COOKIE), await alive(kept)]).toEqual([false, false])
    expect((await c.post('/api/logout')).status).toBe(200)
  })

  test('by a change of password: the others’ at once; the old one opens nothing', async () => {
    const [here, there] = [await h.login('吴海涛'), await h.login('吴海涛')]
    const change = (c: Client, old: string, fresh: string) => c.post('/api/login/password', { old, fresh })
    expect((await change(there, 'not-my-password', 'Huying-2027-new')).body.fields).toEqual({ old: '原密码不对' })
    for (const fresh of ['short1', 'onlyletters', '1234567890']) expect((await change(here, DEMO_PASSWORD, fresh)).body.fields, fresh).toHaveProperty('fresh')
    expect([await alive(here), await alive(there)]).toEqual([true, true])
    expect((await change(here, DEMO_PASSWORD, 'Huying-2027-new')).status).toBe(200)
    expect([await alive(here), await alive(there)]).toEqual([true, false])
    await expect(h.login('吴海涛')).rejects.toThrow(/密码不对/)
    expect(await alive(await h.login('吴海涛', 'Huying-2027-new'))).toBe(true)
  })

  test('the old password cannot be guessed from a session left open', async () => {
    const c = await h.login('何静')
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => c.post('/api/login/password', { old: `guess-${i}`, fresh: 'Huying-2027-new' })))
    expect(all.filter((r) => r.status === 422)).toHaveLength(5)
    expect((await c.post('/api/login/password', { old: DEMO_PASSWORD, fresh: 'Huying-2027-new' })).status).toBe(429)
    expect((await c.post('/api/login/totp/start', { password: DEMO_PASSWORD })).status).toBe(429)
  })

  test('after two hours without a request for an office, after thirty days for a deputy', async () => {
    const [office, deputy] = [await h.login('王敏'), await h.login('李秀兰')]
    const pass = (minutes: number) =>
      h.story.db.owner.query(
        `update auth_session set "updatedAt" = "updatedAt" - $1 * interval '1 minute', "expiresAt" = "expiresAt" - $1 * interval '1 minute'`,
        [minutes],
      )
    await pass(119)
    expect([await alive(office), await alive(deputy)]).toEqual([true, true])
    // It began anew with that request.
    await pass(119)
    expect([await alive(office), await alive(deputy)]).toEqual([true, true])
    await pass(121)
    expect([await alive(office), await alive(deputy)]).toEqual([false, true])
    await pass(30 * 1440)
    expect(await alive(deputy)).toBe(false)
  })

  test('an office’s login left alone is not brought back by a look as the deputy whom the same person also is', async () => {
    const c = await h.login('赵志强')
    await h.story.db.owner.query(
      `update auth_session set "updatedAt" = "updatedAt" - interval '121 minutes' where "userId" = (select person::text from seat where id = $1)`,
      [IDS.seat.zhaozhiqiang],
    )
    c.seat = IDS.seat.zhaozhiqiang
    // The deputy's own thirty days are not over.
    expect([await alive(c), await alive(c)]).toEqual([true, true])
    c.seat = IDS.seat.zhaozhiqiangOfficer
    expect(await alive(c)).toBe(false)
  })
})

describe('the seat', () => {
  test('one’s own may be chosen, by header or in the address; each acts for itself', async () => {
    const c = await h.login('赵志强')
    const of = async (seat?: string) => {
      c.seat = seat
      return (await c.get('/api/me')).body.seat.office
    }
    expect([await of(), await of(IDS.seat.zhaozhiqiang), await of(IDS.seat.zhaozhiqiangOfficer)]).toEqual([
      'delegation_officer',
      'deputy',
      'delegation_officer',
    ])
    c.seat = undefined
    expect((await c.get(`/api/me?seat=${IDS.seat.zhaozhiqiang}`)).body.seat.office).toBe('deputy')
    const county = await h.login('陈思远')
    county.seat = IDS.seat.chensiyuanCounty
    expect((await county.get('/api/me')).body.seat).toMatchObject({ place: '990302', office: 'deputy' })
  })

  test('of another, ended, suspended or not yet begun, is refused in words', async () => {
    const c = await h.login('李秀兰')
    c.seat = IDS.seat.wangmin
    for (const url of ['/api/me', '/api/today', '/api/suggestion', '/api/roster']) {
      const r = await c.get(url)
      expect([url, r.status, r.body.message]).toEqual([url, 403, expect.stringMatching(/这个身份不是您的/)])
    }
    for (const [set, back] of [
      [`ends_on = '2026-03-09'`, 'ends_on = null'],
      [`starts_on = '2026-03-11'`, `starts_on = '2022-01-10'`],
      [`state = 'suspended'`, `state = 'active'`],
      [`state = 'terminated'`, `state = 'active'`],
    ]) {
      await h.story.db.owner.query(`update seat set ${set} where id = $1`, [IDS.seat.lixiulan])
      for (const seat of [IDS.seat.lixiulan, undefined]) {
        c.seat = seat
        const r = await c.get('/api/me')
        expect([set, r.status, r.body.error]).toEqual([set, 403, 'forbidden'])
        // What anybody may ask stays open: the door, and the way out.
        expect((await c.get('/api/login/providers')).status).toBe(200)
      }
      await h.story.db.owner.query(`update seat set ${back} where id = $1`, [IDS.seat.lixiulan])
      expect(await alive(c)).toBe(true)
    }
    // On its last day a seat still counts.
    await h.story.db.owner.query(`update seat set ends_on = '2026-03-10' where id = $1`, [IDS.seat.lixiulan])
    expect(await alive(c)).toBe(true)
    await h.story.db.owner.query('update seat set ends_on = null where id = $1', [IDS.seat.lixiulan])
  })

  test('that is no seat at all is passed over: the first of one’s own acts', async () => {
    const c = await h.login('王敏')
    for (const seat of ['x', '------------------------------------', `${IDS.seat.wangmin}'--`, '']) {
      c.seat = seat
      expect([seat, (await c.get('/api/me')).body.seat?.id]).toEqual([seat, IDS.seat.wangmin])
    }
    c.seat = undefined
    expect((await c.get(`/api/me?seat=${IDS.seat.lixiulan}&seat=x`)).body.seat.id).toBe(IDS.seat.wangmin)
  })

  test('who has no seat left can still log out', async () => {
    const c = await h.login('李秀兰')
    await h.story.db.owner.query(`update seat set ends_on = '2026-03-09' where id = $1`, [IDS.seat.lixiulan])
    expect((await c.post('/api/logout')).status).toBe(200)
    await h.story.db.owner.query('update seat set ends_on = null where id = $1', [IDS.seat.lixiulan])
    expect(await alive(c)).toBe(false)
  })
})

test('reading changes nothing in the database but when a session was last seen', async () => {
  const [deputy, office] = [await h.login('李秀兰'), await h.login('王敏')]
  const { matter } = (
    await deputy.post('/api/suggestion', {
      key: crypto.randomUUID(),
      input: { title: '关于修路的建议', kind: 'suggestion', situation: '路坏了很久，行人不便。', proposals: '请修路', source: 'research', mayPublish: true },
    })
  ).body as { matter: string }
  expect(matter).toMatch(/^[0-9a-f-]{36}$/)
  const tables = (
    await h.story.rows<{ t: string }>(`select relname as t from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`)
  ).map((x) => x.t)
  expect(tables.length).toBeGreaterThan(20)
  const state = async () => {
    const out: Record<string, string> = {}
    for (const t of tables) {
      const row = t === 'auth_session' ? `(to_jsonb(x) - 'updatedAt')::text` : 'x::text'
      out[t] = (await h.story.rows<{ h: string }>(`select md5(coalesce(string_agg(${row}, '|' order by ${row}), '')) as h from "${t}" x`))[0]?.h as string
    }
    return out
  }
  const before = await state()
  let asked = 0
  // Taking the roster out is on record; a stream does not end.
  for (const { method, url } of h.documented)
    if (method === 'GET' && url !== '/api/roster.xlsx' && url !== '/api/live')
      for (const c of [deputy, office]) {
        await c.get(url.replace(/:\w+/, matter))
        asked++
      }
  expect(asked).toBeGreaterThan(40)
  expect(await state()).toEqual(before)
})

test('a form of another site cannot act: what is not JSON is not taken', async () => {
  const c = await h.login('王敏')
  const send = (type: string, payload: string) =>
    h.app.inject({ method: 'POST', url: '/api/me/mail', headers: { cookie: [...c.cookies].map((x) => x.join('=')).join('; '), 'content-type': type }, payload })
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain;application/json'])
    expect((await send(type, '{"mail":"off"}')).statusCode, type).toBeGreaterThanOrEqual(400)
  expect(await h.story.rows(`select 1 from person where mail = 'off'`)).toEqual([])
  expect((await send('application/json', '{"mail":"off"}')).statusCode).toBe(200)
  await h.story.db.owner.query(`update person set mail = 'digest'`)
})
