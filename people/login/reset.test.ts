/** A lost password: a code handed over in person, good for a new password and for nothing else. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEMO_PASSWORD, demoPerson, type HttpHouse, house } from '../../test/http.ts'
import { tellResets } from './reset.ts'

let h: HttpHouse
const sent: { to: string; text: string }[] = []
const sms = {
  async send(to: string, text: string) {
    sent.push({ to, text })
  },
}
beforeAll(async () => {
  h = await house(['王敏', '周建国', '吴海涛', '孙立新', '何静', '罗雪梅', '李秀兰'], { sms })
})
afterAll(() => h.end())
beforeEach(() => h.story.db.owner.query('delete from login_attempt'))

const FRESH = 'Huying-2027-new'
const id = (name: string) => demoPerson(name).id
const why = '本人持工作证到场'
const use = (who: string, code: string, fresh = FRESH) => h.client().post('/api/login/reset/use', { who, code, fresh })

test('the code ends the old password and all sessions, is told and recorded, opens no page, and makes one new password', async () => {
  const wang = await h.login('王敏')
  const open = await h.login('吴海涛')
  expect((await wang.post('/api/login/reset', { person: id('吴海涛'), why: '' })).body.fields.why).toMatch(/核对了身份/)
  const given = (await wang.post('/api/login/reset', { person: id('吴海涛'), why })).body
  expect(given).toMatchObject({ name: '吴海涛', code: expect.stringMatching(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/) })
  expect((await open.get('/api/me')).status).toBe(401)
  // Neither the old password nor the code logs in.
  for (const password of [DEMO_PASSWORD, given.code]) await expect(h.login('吴海涛', password)).rejects.toThrow(/密码不对/)
  expect((await use('wuhaitao', 'K7WM-3QXT-9RFD')).status).toBe(422)
  expect((await use('wangmin', given.code)).status).toBe(422)
  expect((await use('wuhaitao', given.code, 'short')).body.fields).toHaveProperty('fresh')
  const all = await Promise.all([1, 2, 3].map(() => use('wuhaitao', given.code.toLowerCase().replaceAll('-', ' '))))
  expect(all.map((r) => r.status).sort()).toEqual([200, 422, 422])
  expect((await (await h.login('吴海涛', FRESH)).get('/api/me')).body.person.name).toBe('吴海涛')
  expect((await use('wuhaitao', given.code, 'Another-2027-one')).status).toBe(422)
  await tellResets(h.story.db.pool, { sms }, h.story.now)
  expect(sent).toEqual([{ to: demoPerson('吴海涛').mobile, text: expect.stringContaining('王敏为吴海涛重置了呼应的登录密码') }])
  expect(await tellResets(h.story.db.pool, { sms }, h.story.now)).toBe(0)
  const says = await h.story.rows<{ says: string }>(`select says from event where process = 'login' order by at, says`)
  expect(says.map((x) => x.says).sort()).toEqual(['吴海涛用重置码设了新密码', `王敏为吴海涛重置密码：${why}`].sort())
  const kept = await h.story.rows(`select e::text, r::text from event e full join password_reset r on true union all select n::text, null from notice n`)
  expect(JSON.stringify([kept, sent])).not.toContain(given.code)
})

test('a code is good for a day, and a second one ends the first', async () => {
  const wang = await h.login('王敏')
  const give = async () => (await wang.post('/api/login/reset', { person: id('何静'), why })).body.code as string
  const [first, second] = [await give(), await give()]
  expect((await use('何静', first)).status).toBe(422)
  const then = h.story.now
  h.story.now = new Date(then.getTime() + 24 * 3_600_000 + 1000)
  expect((await use('何静', second)).status).toBe(422)
  h.story.now = then
  expect((await use('何静', second)).status).toBe(200)
})

test('guessing locks: five codes looked at from one place', async () => {
  const wang = await h.login('王敏')
  const { code } = (await wang.post('/api/login/reset', { person: id('孙立新'), why })).body
  const all = await Promise.all(Array.from({ length: 20 }, () => use('孙立新', 'K7WM-3QXT-9RFD')))
  expect(all.filter((r) => r.status === 422)).toHaveLength(5)
  expect((await use('孙立新', code)).status).toBe(429)
})

test('whose: of the own place, not one’s own, not of who leads or watches the office; asked of the list and of the door alike', async () => {
  const [wang, zhou, luo, li] = [await h.login('王敏'), await h.login('周建国'), await h.login('罗雪梅'), await h.login('李秀兰')]
  const ask = async (c: typeof wang, name: string) => (await c.post('/api/login/reset', { person: id(name), why })).status
  expect([await ask(wang, '王敏'), await ask(wang, '周建国'), await ask(luo, '吴海涛'), await ask(li, '何静')]).toEqual([403, 403, 404, 403])
  const leader = (
    await h.story.rows<{ person: string }>(`select person from seat where office = 'sc_leader' and place = '990300' and state = 'active' limit 1`)
  )[0]?.person
  expect((await zhou.post('/api/login/reset', { person: leader, why })).status).toBe(403)
  const list = (await wang.get(`/api/login/resettable?q=${encodeURIComponent('周建国')}`)).body
  expect(list).toEqual([{ person: id('周建国'), name: '周建国', offices: ['代工委负责人'], why: '代工委负责人的密码不由工作人员重置' }])
  expect((await luo.get(`/api/login/resettable?q=${encodeURIComponent('吴海涛')}`)).body).toEqual([])
  // A seat above as well: the place above guards it.
  await h.story.db.owner.query(
    `insert into seat (id, person, place, office, state, starts_on) select gen_random_uuid(), $1, parent, 'daf_staff', 'active', '2020-01-01' from place where code = '990300' and parent is not null`,
    [id('何静')],
  )
  expect(await ask(wang, '何静')).toBe(403)
  expect(await ask(zhou, '王敏')).toBe(200)
})

test('who was imported and never had a password gets one by the same code, under his phone', async () => {
  const zhou = await h.login('周建国')
  const { code } = (await zhou.post('/api/login/reset', { person: id('张伟民'), why })).body
  const { mobile } = demoPerson('张伟民')
  expect((await use(mobile, code)).status).toBe(200)
  expect((await h.client().post('/api/login', { who: mobile, password: FRESH })).body).toEqual({ ok: true })
})
