/** One matter from one form, however often and by whichever way it comes; and a request's number is nobody's key. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { asked, hidden, later, sendForm } from '../../test/citizen.ts'
import { type Client, type HttpHouse, house } from '../../test/http.ts'

let h: HttpHouse
afterEach(() => h.end())
const BASE = '/g/990300'
const SAID = { title: '滨江路菜场门口污水横流', content: '每天清晨排水口堵塞，污水漫到人行道。', category: 'environment', where: '滨江路' }
const receiptSeen = async (c: Client) => /class="big">([^<]+)</.exec((await c.get(`${BASE}/mine`)).body as string)?.[1]
const concerns = async () => (await h.story.rows<{ n: number }>('select count(*)::int as n from concern'))[0]?.n

test('C10 提交以后返回、刷新，原样再交：还是第一件，还是第一个查询码', async () => {
  h = await house([])
  const c = h.client()
  expect((await asked(h, c, SAID)).status).toBe(303)
  const first = await receiptSeen(c)
  expect(first).toMatch(/^\w{4}-\w{4}-\w{4}$/)
  // The page loaded anew has a number of its own.
  const again = await asked(h, c, SAID)
  expect([again.status, await receiptSeen(c), await concerns()]).toEqual([303, first, 1])
  // Somebody else's same words are his own concern; so are other words.
  const other = h.client()
  await asked(h, other, SAID)
  expect(await receiptSeen(other)).not.toBe(first)
  await asked(h, c, { ...SAID, where: '滨江路 2 号' })
  expect([await concerns(), (await receiptSeen(c)) === first]).toEqual([3, false])
})

test('C10 同一张表改了再交：说清已经交过，写的还在；再按一次就是另一件', async () => {
  h = await house([])
  const c = h.client()
  const page = (await c.get(`${BASE}/ask`)).body as string
  const form = { key: hidden(page, 'key'), stamp: hidden(page, 'stamp') }
  later(h, 5)
  expect((await sendForm(c, `${BASE}/ask`, { ...SAID, ...form })).status).toBe(303)
  const first = await receiptSeen(c)
  const told = await sendForm(h.client(), `${BASE}/ask`, { ...SAID, ...form, title: '路灯不亮' })
  expect(told.status).toBe(409)
  for (const words of ['这张表刚才已经提交过', '路灯不亮', SAID.content]) expect(told.body).toContain(words)
  expect([told.body.includes(first as string), await concerns()]).toEqual([false, 1])
  later(h, 5)
  const d = h.client()
  const fresh = { key: hidden(told.body, 'key'), stamp: hidden(told.body, 'stamp') }
  expect((await sendForm(d, `${BASE}/ask`, { ...SAID, ...fresh, title: '路灯不亮' })).status).toBe(303)
  expect([await concerns(), (await receiptSeen(d)) === first]).toEqual([2, false])
})

test('C10 关注以后返回再按：还是一次；删除个人信息以后，旧表打不开任何东西', async () => {
  h = await house(['王敏'])
  await asked(h, h.client(), SAID)
  h.story.matter = (await h.story.rows<{ matter: string }>('select matter from concern'))[0]?.matter as string
  await h.story.as('王敏').does('amend', { category: 'environment', publicTitle: SAID.title }, { process: 'concern' })
  const at = `${BASE}/concerns/${h.story.matter}`
  const c = h.client()
  const follow = async () => {
    const page = (await c.get(at)).body as string
    later(h, 5)
    const form = { key: hidden(page, 'key'), stamp: hidden(page, 'stamp'), phone: '' }
    return { form, r: await sendForm(c, `${at}/follow`, form) }
  }
  const first = await follow()
  const code = await receiptSeen(c)
  expect([first.r.status, (await follow()).r.status, await receiptSeen(c)]).toEqual([303, 303, code])
  expect(await h.story.rows(`select 1 from party where role = 'follower'`)).toHaveLength(1)
  await sendForm(c, `${BASE}/mine/erase`, { key: randomUUID() })
  const late = h.client()
  expect((await sendForm(late, `${at}/follow`, first.form)).raw.headers.location).toBe(`${BASE}/mine/erased`)
  expect([(await late.get(`${BASE}/mine`)).body.includes(SAID.title), await receiptSeen(late)]).toEqual([false, undefined])
})

test('C10 Open311：事件的编号换不来查询码；同一编号换了内容说 409；查询码不从编号来', async () => {
  h = await house(['吴海涛'])
  const send = (key: string, body: string, ip = '203.0.113.7') =>
    h.app.inject({
      method: 'POST',
      url: '/g/open311/v2/requests.json',
      remoteAddress: ip,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': key },
      payload: `jurisdiction_id=990300&service_code=urban&${body}`,
    })
  const key = randomUUID()
  const body = `description=${encodeURIComponent('井盖破损，夜里危险')}`
  const receipt = (r: { body: string }) => /查询码 (\w{4}-\w{4}-\w{4})/.exec(r.body)?.[1]
  const [a, b] = [await send(key, body), await send(key, body)]
  const code = receipt(a) as string
  expect([a.statusCode, b.statusCode, receipt(b), await concerns()]).toEqual([201, 201, code, 1])
  const other = await send(key, `description=${encodeURIComponent('路灯不亮，夜里危险')}`)
  expect([other.statusCode, other.body.includes(code), await concerns()]).toEqual([409, false, 1])
  expect(other.json()[0].description).toContain('编号')
  const phone = await send(key, `${body}&phone=13900001111`)
  expect(phone.statusCode).toBe(409)
  for (const { id } of await h.story.rows<{ id: string }>('select id from event')) {
    expect(id).not.toBe(key)
    for (const ip of ['203.0.113.7', '198.51.100.1']) expect((await send(id, body, ip)).body).not.toContain(code)
  }
  // From elsewhere the number is a number like any other.
  expect(receipt(await send(key, body, '198.51.100.9'))).not.toBe(code)
  // The same number by another house, another day: another receipt.
  expect(new Set((await h.story.rows<{ receipt: Buffer }>('select receipt from citizen')).map((x) => x.receipt.toString('hex'))).size).toBe(await concerns())
})
