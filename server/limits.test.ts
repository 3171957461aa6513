/** What may be used up is counted by what is used, in one place for all doors, and no restart forgets it. */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterEach, expect, test } from 'vitest'
import { storeFile } from '../kernel/files.ts'
import { LIMITS, networkOf, spend } from '../kernel/limits.ts'
import { vaultOf } from '../kernel/vault.ts'
import { asked, later, sendForm } from '../test/citizen.ts'
import { type HttpHouse, house, SECRET } from '../test/http.ts'
import { Held, limitedSms } from './channels/sms.ts'
import { deliverToCitizens } from './citizens.ts'

let h: HttpHouse
afterEach(() => h.end())
const vault = vaultOf(SECRET)
const sent: string[] = []
const sms = {
  async send(to: string) {
    sent.push(to)
  },
}
const SAID = { title: '路灯不亮', content: '夜里看不见路。', category: 'urban', where: '' }

test('C10 同一号码：公开表格和 Open311 一起算，一天十件；短信一小时十条，其余顺延不算失败', async () => {
  h = await house([], { sms, asksPerTenMinutes: 1000 })
  sent.length = 0
  const api = (n: number) =>
    h.app.inject({
      method: 'POST',
      url: '/g/open311/v2/requests.json',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': randomUUID() },
      payload: `jurisdiction_id=990300&service_code=urban&phone=13900001111&description=${encodeURIComponent(`第 ${n} 处井盖破损`)}`,
    })
  for (let i = 0; i < 5; i++) expect((await asked(h, h.client(), { ...SAID, title: `路灯 ${i} 不亮`, phone: '13900001111' })).status).toBe(303)
  const all = await Promise.all(Array.from({ length: 22 }, (_, i) => api(i)))
  expect(all.filter((r) => r.statusCode === 201)).toHaveLength(5)
  expect(all.filter((r) => r.statusCode === 429)).toHaveLength(17)
  expect(all.find((r) => r.statusCode === 429)?.json()[0].description).toContain('这个号码今天提得太多了')
  const form = await asked(h, h.client(), { ...SAID, phone: '13900001111' })
  expect([form.status, form.body.includes('这个号码今天提得太多了')]).toEqual([429, true])
  expect((await asked(h, h.client(), { ...SAID, phone: '13900002222' })).status).toBe(303)

  for (let i = 0; i < 3; i++)
    await h.story.rows(
      `insert into citizen_message (citizen, matter, text, at) select c.id, p.matter, '又一条', now() from citizen c join party p on p.citizen = c.id where c.phone_key = $1 limit 1`,
      [vault.digest('phone', '13900001111')],
    )
  h.story.at('2026-03-11', 10)
  const run = () => deliverToCitizens({ pool: h.story.db.pool, vault, sms, now: h.story.now, url: 'https://x.test' })
  expect(await run()).toEqual({ sent: 11, failed: 0 })
  expect(sent.filter((x) => x === '13900001111')).toHaveLength(10)
  expect((await h.story.rows('select attempts, error from citizen_message where sent_at is null'))[0]).toEqual({
    attempts: 0,
    error: '这个号码近来收到的短信太多，顺延发送',
  })
  expect(await run()).toEqual({ sent: 0, failed: 0 })
  h.story.at('2026-03-11', 12)
  expect((await run()).sent).toBe(3)
}, 60_000)

test('C10 验证码按号码算，不按诉求：两件诉求同一号码，一分钟内只发一条；一天的总数也有上限', async () => {
  h = await house([], { sms, asksPerTenMinutes: 1000 })
  sent.length = 0
  const [a, b] = [h.client(), h.client()]
  for (const [i, c] of [a, b].entries()) await asked(h, c, { ...SAID, title: `路灯 ${i} 不亮`, phone: '13900003333' })
  const code = (c: typeof a) => sendForm(c, '/g/990300/mine/send', {})
  expect((await code(a)).status).toBe(303)
  expect((await code(b)).body).toContain('一分钟后再试')
  expect(sent).toHaveLength(1)
  for (let i = 0; i < 30; i++) {
    later(h, 61)
    const r = await code(i % 2 ? a : b)
    if (r.status !== 303) expect(r.body).toMatch(/太多|太快/)
  }
  expect(sent.length).toBeLessThanOrEqual(LIMITS.code.most)

  const few = limitedSms({ send: sms.send }, h.story.db.pool, vault, () => h.story.now, 15)
  h.story.at('2026-03-20')
  const got = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => few.send(`139000050${10 + i}`, 'x', randomUUID())))
  expect(got.filter((x) => x.status === 'fulfilled')).toHaveLength(15)
  expect(got.filter((x) => x.status === 'rejected' && x.reason instanceof Held && x.reason.message.includes('今天的短信已发满'))).toHaveLength(25)
}, 60_000)

test('一百个同时来，也只用掉定额；存在库里的只有摘要', async () => {
  h = await house([])
  const now = h.story.now
  const all = await Promise.all(Array.from({ length: 100 }, () => spend(h.story.db.pool, vault, [{ kind: 'message', who: '13911112222' }], now)))
  expect(all.filter((x) => x === undefined)).toHaveLength(LIMITS.message.most)
  expect(JSON.stringify(await h.story.rows('select * from allowance'))).not.toContain('13911112222')
  const next = new Date(now.getTime() + LIMITS.message.span * 1000)
  expect(await spend(h.story.db.pool, vault, [{ kind: 'message', who: '13911112222' }], next)).toBeUndefined()
  // None is spent when one of them refuses.
  expect(
    (
      await spend(
        h.story.db.pool,
        vault,
        [
          { kind: 'messageDay', who: 'a' },
          { kind: 'house', who: '', most: 0 },
        ],
        now,
      )
    )?.kind,
  ).toBe('house')
  expect(await h.story.rows(`select 1 from allowance where kind = 'messageDay'`)).toEqual([])
})

test('照片先看点数再解开：十六位的大图当场拒绝；一亿点以内的 JPEG 照收', async () => {
  h = await house([])
  const big = await sharp({ create: { width: 7600, height: 7600, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const before = process.memoryUsage().rss
  await expect(storeFile(h.dataDir, { from: big, name: 'a.png' })).rejects.toThrow('7600×7600')
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  const photo = await sharp({ create: { width: 8000, height: 7000, channels: 3, background: '#4a7' } })
    .jpeg()
    .toBuffer()
  expect((await storeFile(h.dataDir, { from: photo, name: 'a.jpg' })).thumb).not.toBeNull()
}, 60_000)

test('来处：IPv6 按 /64 的网段算，写法不同也是同一个；IPv4 按地址', async () => {
  h = await house([])
  for (const a of ['2001:db8::1', '2001:0DB8:0:0:ffff:ffff:ffff:ffff', '2001:db8:0000:0::9%eth0']) expect(networkOf(a), a).toBe('2001:db8:0:0::/64')
  for (const [a, n] of [
    ['::1', '0:0:0:0::/64'],
    ['fe80::1:2', 'fe80:0:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['203.0.113.5', '203.0.113.5'],
    ['64:ff9b::203.0.113.5', '64:ff9b:0:0::/64'],
    ['', ''],
  ] as const)
    expect(networkOf(a), a).toBe(n)
  const most = LIMITS.guessFrom.most
  for (let i = 0; i < most; i++)
    expect(await spend(h.story.db.pool, vault, [{ kind: 'guessFrom', who: `2001:db8::${(i + 1).toString(16)}` }], h.story.now)).toBeUndefined()
  expect(await spend(h.story.db.pool, vault, [{ kind: 'guessFrom', who: '2001:db8::ffff' }], h.story.now)).toMatchObject({ why: 'much' })
  expect(await spend(h.story.db.pool, vault, [{ kind: 'guessFrom', who: '2001:db8:0:1::1' }], h.story.now)).toBeUndefined()
})
