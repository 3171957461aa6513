/** A login phone changes with its owner's proof or by two persons, never by one; the old number is told. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writing } from '../../database/read.ts'
import { vaultOf } from '../../kernel/vault.ts'
import type { Post } from '../../server/delivery.ts'
import { type Client, demoPerson, type HttpHouse, house, SECRET } from '../../test/http.ts'
import { proposeChannelChange, tellOldChannels } from './channel.ts'

let h: HttpHouse
const vault = vaultOf(SECRET)
const sent: { to: string; text: string }[] = []
const sms = {
  async send(to: string, text: string) {
    sent.push({ to, text })
  },
}
beforeAll(async () => {
  h = await house(['李秀兰', '王敏', '周建国', '吴海涛', '张伟民'], { sms })
})
afterAll(() => h.end())
const phone = async (name: string) => (await h.story.rows<{ mobile: string }>('select mobile from person where id = $1', [demoPerson(name).id]))[0]?.mobile
const propose = async (of: string, to: string, by: string) => {
  const viewer = await h.story.as(by).viewer()
  return writing(h.story.db.pool, (c) => proposeChannelChange(c, vault, { person: demoPerson(of).id, channel: 'mobile', to, by: viewer, now: h.story.now }))
}

test('一个人改不了：提出的人、本人都不能核准，另一位工作人员可以；旧号两次得到短信', async () => {
  const old = await phone('李秀兰')
  const id = await propose('李秀兰', '13700001111', '王敏')
  expect(await phone('李秀兰')).toBe(old)
  const [wang, zhou, wu] = [await h.login('王敏'), await h.login('周建国'), await h.login('吴海涛')]
  const deputy = await h.login('李秀兰')
  expect((await zhou.get('/api/login/channels')).body).toMatchObject([{ name: '李秀兰', to: '137****1111', by: '王敏' }])
  expect((await wang.post(`/api/login/channels/${id}/approve`)).status).toBe(403)
  expect((await wu.post(`/api/login/channels/${id}/approve`)).status).toBe(403)
  expect(await phone('李秀兰')).toBe(old)
  await tellOldChannels(h.story.db.pool, vault, { sms }, h.story.now)
  expect(sent.at(-1)).toMatchObject({ to: old, text: expect.stringContaining('王敏申请把李秀兰的登录手机') })
  const both = await Promise.all([zhou.post(`/api/login/channels/${id}/approve`), zhou.post(`/api/login/channels/${id}/approve`)])
  expect(both.map((r) => r.status).sort()).toEqual([200, 404])
  expect(await phone('李秀兰')).toBe('13700001111')
  expect((await deputy.get('/api/me')).status).toBe(401)
  await tellOldChannels(h.story.db.pool, vault, { sms }, h.story.now)
  expect(sent.at(-1)).toMatchObject({ to: old, text: expect.stringContaining('已由这个号码换成别的号码') })
  expect(await tellOldChannels(h.story.db.pool, vault, { sms }, h.story.now)).toBe(0)
  // Neither number lies in the log.
  expect(JSON.stringify(await h.story.rows(`select says, data from event where process = 'login'`))).not.toMatch(/1370000|199\d{8}/)
})

test('本人用新手机的验证码换：别人换不了，猜五次就作废；只留下这一个登录', async () => {
  const c = await h.login('张伟民')
  const other = await h.login('张伟民')
  const { id } = (await c.post('/api/me/login-channel', { to: '+86 137 0000 2222' })).body
  const at = `/api/me/login-channel/${id}`
  expect((await c.post(`${at}/send`)).status).toBe(200)
  const code = () => /验证码 (\d{6})/.exec(sent.at(-1)?.text ?? '')?.[1] as string
  expect(sent.at(-1)?.to).toBe('13700002222')
  const thief: Client = await h.login('王敏')
  expect((await thief.post(`${at}/confirm`, { code: code() })).status).toBe(422)
  const wrong = code() === '000000' ? '111111' : '000000'
  const guessed = await Promise.all(Array.from({ length: 30 }, () => c.post(`${at}/confirm`, { code: wrong })))
  expect(new Set(guessed.map((r) => r.status))).toEqual(new Set([422]))
  expect((await c.post(`${at}/confirm`, { code: code() })).status).toBe(422)
  h.story.now = new Date(h.story.now.getTime() + 61_000)
  expect((await c.post(`${at}/send`)).status).toBe(200)
  // Ten minutes later it has died; a fresh one does it.
  h.story.now = new Date(h.story.now.getTime() + 10 * 60_000 + 1)
  expect((await c.post(`${at}/confirm`, { code: code() })).status).toBe(422)
  expect((await c.post(`${at}/send`)).status).toBe(200)
  expect((await c.post(`${at}/confirm`, { code: code() })).status).toBe(200)
  expect(await phone('张伟民')).toBe('13700002222')
  expect([(await c.get('/api/me')).status, (await other.get('/api/me')).status]).toEqual([200, 401])
})

test('旧邮箱也得到信：申请时一封，换成后一封；换手机的，邮箱也知道', async () => {
  const { id: person } = demoPerson('吴海涛')
  await h.story.db.owner.query(`update person set email = 'old@example.invalid' where id = $1`, [person])
  const mails: { to: string; text: string }[] = []
  const post = { from: 'huying@example.invalid', transport: { sendMail: async (m: { to: string; text: string }) => void mails.push(m) } } as unknown as Post
  const tellAll = () => tellOldChannels(h.story.db.pool, vault, { sms, post }, h.story.now)
  // What the tests above have left to tell.
  await tellOldChannels(h.story.db.pool, vault, { sms }, h.story.now)
  const viewer = await h.story.as('王敏').viewer()
  const change = (channel: 'email' | 'mobile', to: string) =>
    writing(h.story.db.pool, (c) => proposeChannelChange(c, vault, { person, channel, to, by: viewer, now: h.story.now }))
  const id = await change('email', 'new@example.invalid')
  // Without a mail server nothing counts as told.
  expect(await tellOldChannels(h.story.db.pool, vault, { sms }, h.story.now)).toBe(0)
  expect(await tellAll()).toBe(1)
  const zhou = await h.login('周建国')
  expect((await zhou.post(`/api/login/channels/${id}/approve`)).status).toBe(200)
  await tellAll()
  expect(mails.map((m) => m.to)).toEqual(['old@example.invalid', 'old@example.invalid'])
  expect(mails[0]?.text).toContain('王敏申请把吴海涛的邮箱由这个地址换成别的地址')
  expect(mails[1]?.text).toContain('吴海涛的邮箱已由这个地址换成别的地址')
  await change('mobile', '13700003333')
  await tellAll()
  expect(mails.at(-1)).toMatchObject({ to: 'new@example.invalid', text: expect.stringContaining('登录手机由原来的号码换成别的号码') })
  expect(await tellAll()).toBe(0)
  expect(JSON.stringify(mails)).not.toContain('13700003333')
})
