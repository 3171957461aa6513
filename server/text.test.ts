/** Words understood, over HTTP: who may ask, what comes back, and that nobody learns of what is another's. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type HttpHouse, house } from '../test/http.ts'
import { handedOver, PASS, replied, TEXT } from '../test/story.ts'
import { languageModel } from './channels/model.ts'

let h: HttpHouse
afterEach(() => h.end())

test('查找：代表和单位打名字、拼音、首字母都找得到；邻县的没有', async () => {
  h = await house(['王敏', '吴海涛', '罗雪梅'])
  const wang = await h.login('王敏')
  const names = async (c: typeof wang, q: string) =>
    ((await c.get(`/api/search?q=${encodeURIComponent(q)}`)).body.names as { name: string; to: string }[]).map((n) => n.name)
  for (const q of ['李秀兰', '秀兰', 'lixiulan', 'lxl', 'LXL']) expect(await names(wang, q), q).toContain('李秀兰')
  for (const q of ['交通', 'sjtys']) expect(await names(wang, q), q).toContain('市交通运输局')
  for (const q of ['%', '_', "'", '\\', 'x'.repeat(100), ' ']) expect(await names(wang, q), q).toEqual([])
  expect(await names(await h.login('罗雪梅'), 'lxl')).toEqual([])
  const wu = await h.login('吴海涛')
  expect(((await wu.get('/api/search?q=lxl')).body.names as { to: string }[])[0]?.to).toMatch(/^\/g\/990300\/deputies\//)
})

test('提示、答复检查、职责清单：各有各的人；别处的单位改不了', async () => {
  h = await house(['王敏', '吴海涛', '何静', '李秀兰', '罗雪梅', '马超'])
  const s = h.story
  await handedOver(s)
  const id = s.matter
  const [wang, wu, he, li, luo, ma] = await Promise.all(['王敏', '吴海涛', '何静', '李秀兰', '罗雪梅', '马超'].map((n) => h.login(n)))
  if (!wang || !wu || !he || !li || !luo || !ma) throw new Error('没有人')
  const sorting = (await wang.get(`/api/matter/${id}/sorting`)).body as { task: string; guesses: { label: string; words: string[] }[] }[]
  expect(sorting.find((x) => x.task === 'unit')?.guesses[0]?.label).toBe('市交通运输局')
  expect(await Promise.all([wu, li, ma].map(async (c) => (await c.get(`/api/matter/${id}/sorting`)).status))).toEqual([403, 403, 403])
  expect((await luo.get(`/api/matter/${id}/sorting`)).status).toBe(404)

  const draft = { body: '收悉，已转有关科室研究。', code: 'A' }
  const check = async (c: typeof wang, body: object) => c.post(`/api/matter/${id}/replycheck`, body)
  const got = await check(wu, { reply: draft })
  expect([got.status, got.body.length]).toEqual([200, 11])
  expect((got.body as { key: string; level: string }[]).find((x) => x.key === 'empty')?.level).toBe('fail')
  // Nobody else's unit, no deputy; the office sees nothing of a draft that is only typed at a unit.
  expect([(await check(he, { reply: draft })).status, (await check(luo, { reply: draft })).status]).toEqual([404, 404])
  expect((await check(li, { reply: draft })).status).toBe(403)
  expect((await check(wang, {})).status).toBe(404)
  await replied(s)
  expect((await check(wang, {})).body.length).toBe(11)
  // Asked whether a reply names its confidential author, the check answers for every deputy alike.
  await s.as('李秀兰').does('draft', { ...TEXT, title: '关于保密的建议', confidential: true })
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  const names = async (name: string) =>
    (
      (await wu.post(`/api/matter/${s.matter}/replycheck`, { reply: { body: `${name}代表：已修好三盏路灯。`, disclosure: 'public' } })).body as {
        key: string
        level: string
      }[]
    ).find((x) => x.key === 'privacy')?.level
  expect(await names('李秀兰')).toBe(await names('张伟民'))
  s.matter = id

  const stats = (await wang.get('/api/replies?year=2026')).body
  expect(stats.units).toMatchObject([{ name: '市交通运输局', n: 1, returned: 0 }])
  const unit = stats.units[0].id as string
  for (const { key } of stats.checks as { key: string }[])
    for (const level of ['warn', 'fail'] as const) {
      const rows = (await wang.get(`/api/replies/rows?year=2026&unit=${unit}&check=${key}&level=${level}`)).body as unknown[]
      expect(rows.length, `${key} ${level}`).toBe(stats.units[0].checks[key]?.[level] ?? 0)
    }
  expect((await he.get('/api/replies?year=2026')).body.units).toEqual([])
  expect((await he.get(`/api/replies/rows?year=2026&unit=${unit}`)).body).toEqual([])

  const put = async (c: typeof wang, u: string, duties: string) => (await c.put(`/api/duties/${u}`, { duties })).status
  expect(await put(wang, unit, '公交、公路、出租车')).toBe(200)
  const far = (await s.rows<{ id: string }>(`select id from unit where kind <> 'handling' or place <> '990300' limit 1`))[0]?.id as string
  expect([await put(wang, far, '甲'), await put(wu, unit, '甲'), await put(ma, unit, '甲'), await put(wang, 'x', '甲')]).toEqual([404, 403, 403, 422])
  expect(((await wang.get('/api/duties')).body as { id: string; duties: string }[]).find((u) => u.id === unit)?.duties).toBe('公交、公路、出租车')
  expect((await wang.get('/api/sorting')).body.length).toBe(5)
  // What the place decided is behind a number for its own offices only.
  const behind = ['/api/sorting', '/api/sorting/unit', '/api/duties']
  await s.rows(
    `insert into text_guess (matter, task, place, version, ranked, chosen, hit, decided_on) values ($1, 'unit', '990300', 1, array[$2], array[$2], 1, '2026-03-12')`,
    [id, unit],
  )
  expect((await wang.get('/api/sorting/unit')).body.rows).toMatchObject([{ id, chosen: ['市交通运输局'] }])
  for (const url of [...behind, '/api/replies', `/api/replies/rows?year=2026&unit=${unit}`]) {
    expect((await h.client().get(url)).status, url).toBe(401)
    expect((await li.get(url)).status, url).toBe(403)
  }
  for (const url of behind) expect((await wu.get(url)).status, url).toBe(403)
  expect((await luo.get('/api/sorting/unit')).body.rows).toEqual([])
  expect((await luo.get('/api/replies?year=2026')).body.units).toEqual([])
  expect((await luo.get(`/api/replies/rows?year=2026&unit=${unit}`)).body).toEqual([])
  expect(((await luo.get('/api/duties')).body as { id: string }[]).map((u) => u.id)).not.toContain(unit)
  expect((await wang.get('/api/sorting/constructor')).status).toBe(422)
})

test('外部模型：没有接的时候说没有；接了也不交保密的和写了人的，交出去的记下来', async () => {
  let asked = ''
  const server = http.createServer(async (req, res) => {
    for await (const x of req) asked += x
    res
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ choices: [{ message: { content: '城东四个小区没有公交，请开通线路。' } }] }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const model = languageModel({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'k', name: 'm' })
  h = await house(['王敏', '李秀兰'], { model })
  const s = h.story
  const wang = await h.login('王敏')
  const draft = async () => wang.post(`/api/matter/${s.matter}/drafting`, { kind: 'summary' })
  expect((await wang.get('/api/drafting')).body).toEqual({ on: true })
  await handedOver(s)
  expect((await draft()).body).toEqual({ words: '城东四个小区没有公交，请开通线路。' })
  expect(asked).toContain('城东')
  expect(await s.rows(`select by_name from event where process = 'drafting'`)).toEqual([{ by_name: '王敏' }])
  asked = ''
  await s.as('李秀兰').does('draft', { ...TEXT, confidential: true })
  await s.as('李秀兰').does('submit')
  expect((await draft()).body.message).toContain('保密')
  await s.as('李秀兰').does('draft', { ...TEXT, situation: '请联系业主王建国，电话13812345678。' })
  await s.as('李秀兰').does('submit')
  expect((await draft()).body.message).toContain('不交外部模型')
  expect(asked).toBe('')
  expect((await (await h.login('李秀兰')).post(`/api/matter/${s.matter}/drafting`, { kind: 'summary' })).status).toBe(403)
  await new Promise((done) => server.close(done))
})
