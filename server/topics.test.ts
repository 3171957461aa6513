/** 热点 over HTTP: who may read and decide; names, mergers and splits hold at once and in every later run; every number again from its members. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TopicLine, TopicView } from '../kernel/wire-work.ts'
import { PLACE } from '../people/demo/ids.ts'
import { assignDay, runTopics } from '../processes/hotTopic/run.ts'
import { TREND_WORDS } from '../report/topics.ts'
import { type Client, type HttpHouse, house } from '../test/http.ts'
import { ask, BUS, NIGHT, OTHERS, type Said } from '../test/voices.ts'

let h: HttpHouse
const who: Record<string, Client> = {}
const NAMES = ['王敏', '周建国', '黄文斌', '田野', '胡磊', '李秀兰', '吴海涛', '孙立新', '罗雪梅', '马超']
const LIGHTS: Said[] = [
  { title: '老街路灯不亮', content: '老街的路灯坏了三个月，夜里一片漆黑，走路不安全，希望修好路灯。', where: '老街', category: 'urban' },
  { title: '老街夜里没有路灯', content: '老街路灯不亮，夜里走路不安全，请尽快维修路灯。', where: '老街', category: 'urban' },
  { title: '路灯坏了没人修', content: '老街路灯坏了很久没有人维修，夜里漆黑，老人摔跤。', where: '老街', category: 'urban' },
]
beforeAll(async () => {
  h = await house(NAMES, { day: '2026-03-10' })
  for (const n of NAMES) who[n] = await h.login(n)
  for (const x of [...BUS, ...NIGHT, ...LIGHTS, ...OTHERS]) await ask(h.story, x)
  await run()
}, 60_000)
afterAll(() => h?.end())

const as = (name: string) => who[name] as Client
const run = () => runTopics(h.story.db.pool, PLACE.city, h.story.now)
const list = async (q = '') => (await as('王敏').get(`/api/topics?q=${encodeURIComponent(q)}`)).body.rows as TopicLine[]
const one = async (id: string) => (await as('王敏').get(`/api/topics/${id}`)).body as TopicView
const about = async (word: string) => (await list(word))[0] as TopicLine
const ids = (t: TopicView) => t.members.map((m) => m.id).sort()
/** Every number of the list, from the members that the same reader sees. */
async function sound(): Promise<void> {
  const all = await list()
  for (const line of all) {
    const t = await one(line.id)
    const parts = (p: string) => t.members.filter((m) => m.part === p).length
    expect([line.n, line.recent, line.before], line.label).toEqual([t.members.length, parts('recent'), parts('before')])
    expect(line.trendWords).toBe(TREND_WORDS[line.trend])
    expect(t.members.map((m) => m.id)).toContain(line.typical?.id)
    expect(line.people).toBeLessThanOrEqual(line.n)
  }
  const homes = (await Promise.all(all.map((t) => one(t.id)))).flatMap(ids)
  expect(new Set(homes).size).toBe(homes.length)
}

test('C6 热点 the list: hottest first, found by a word, only what has members enough by the place’s own rule', async () => {
  const { body } = await as('王敏').get('/api/topics')
  expect(body).toMatchObject({ days: 180, least: 3, total: 3 })
  expect(body.runAt).toBe(h.story.now.toISOString())
  expect(body.rows.map((t: TopicLine) => t.n)).toEqual([4, 3, 3])
  expect((await list('夜市')).map((t) => t.n)).toEqual([3])
  expect(await list('没有这样的词')).toEqual([])
  expect((await as('王敏').get('/api/topics?limit=1')).body.rows.length).toBe(1)
  await h.story.rows(`insert into rule (place, process, key, valid_from, value) values ('990300', 'hotTopic', 'topics.least', '2026-01-01', '4')`)
  expect((await list()).map((t) => t.n)).toEqual([4])
  await h.story.rows(`delete from rule where key = 'topics.least'`)
  await sound()
})

test('C6 热点 who may: offices that answer for the people’s voice read, the office decides; nobody else, and no other place', async () => {
  const { id } = await about('公交')
  for (const n of ['王敏', '周建国', '黄文斌', '田野']) expect((await as(n).get(`/api/topics/${id}`)).status, n).toBe(200)
  for (const n of ['李秀兰', '吴海涛', '孙立新', '胡磊', '马超'])
    for (const url of ['/api/topics', `/api/topics/${id}`]) expect((await as(n).get(url)).status, n).toBe(403)
  expect((await h.client().get('/api/topics')).status).toBe(401)
  for (const n of ['黄文斌', '田野', '马超', '胡磊', '李秀兰', '吴海涛', '孙立新'])
    for (const [url, body] of [
      [`/api/topics/${id}/name`, { name: '公交' }],
      ['/api/topics/merge', { ids: [id, id] }],
      [`/api/topics/${id}/split`, { matters: [id] }],
    ] as const)
      expect((await as(n).post(url, body)).status, `${n} ${url}`).toBe(403)
  const other = as('罗雪梅')
  expect((await other.get('/api/topics')).body).toMatchObject({ rows: [], total: 0, runAt: null })
  expect((await other.get(`/api/topics/${id}`)).status).toBe(404)
  expect((await other.post(`/api/topics/${id}/name`, { name: '别处的' })).status).toBe(404)
  expect((await other.post('/api/topics/merge', { ids: [id, (await about('夜市')).id] })).status).toBe(404)
  expect((await other.post(`/api/topics/${id}/split`, { matters: [(await one(id)).members[0]?.id] })).status).toBe(404)
})

test('C6 热点 a name given by staff stays night after night, and may be taken back; one that names somebody is refused', async () => {
  const { id } = await about('公交')
  expect((await as('王敏').post(`/api/topics/${id}/name`, { name: '居民张伟国投诉' })).body.fields.name).toContain('张伟国')
  expect((await as('王敏').post(`/api/topics/${id}/name`, { name: '城东公交' })).status).toBe(200)
  h.story.at('2026-03-11')
  await ask(h.story, { title: '城东公交太少', content: '城东桂花苑小区没有公交车，公交站太远，希望开通公交线路。', where: '城东片区' })
  await run()
  expect(await one(id)).toMatchObject({ label: '城东公交', name: '城东公交', namedBy: '王敏', n: 5 })
  expect((await list('城东公交'))[0]?.id).toBe(id)
  await as('王敏').post(`/api/topics/${id}/name`, { name: '' })
  expect(await one(id)).toMatchObject({ name: '', namedBy: null })
  await as('王敏').post(`/api/topics/${id}/name`, { name: '城东公交' })
})

test('C6 热点 a merger holds at once and in every later run; the later word of staff undoes it for good', async () => {
  const [bus, night] = [await about('公交'), await about('夜市')]
  const both = [...ids(await one(bus.id)), ...ids(await one(night.id))].sort()
  expect((await as('王敏').post('/api/topics/merge', { ids: [bus.id] })).status).toBe(422)
  expect((await as('王敏').post('/api/topics/merge', { ids: [night.id, bus.id] })).body).toEqual({ id: night.id })
  const merged = await one(night.id)
  expect(ids(merged)).toEqual(both)
  // The one that stays had no name: the other's goes with it.
  expect(merged).toMatchObject({ name: '城东公交', n: both.length, people: both.length })
  expect((await as('王敏').get(`/api/topics/${bus.id}`)).status).toBe(404)
  await sound()
  await run()
  expect([ids(await one(night.id)), (await one(night.id)).name]).toEqual([both, '城东公交'])
  await sound()

  const out = ids(await one(night.id)).filter((m) => both.includes(m) && merged.members.find((x) => x.id === m)?.title.includes('公交'))
  const { made } = (await as('王敏').post(`/api/topics/${night.id}/split`, { matters: out })).body
  expect([ids(await one(made)), ids(await one(night.id)).length]).toEqual([out, both.length - out.length])
  await sound()
  for (const day of ['2026-03-12', '2026-03-13']) {
    h.story.at(day)
    await run()
    expect(ids(await one(made)), day).toEqual(out)
    expect(ids(await one(night.id)), day).toEqual(both.filter((m) => !out.includes(m)))
  }
  await sound()
})

test('C6 热点 what is taken out stays out, in the day as at night; a single one makes no topic; not everything can be taken', async () => {
  const { id } = await about('路灯')
  const all = ids(await one(id))
  expect((await as('王敏').post(`/api/topics/${id}/split`, { matters: all })).body.message).toContain('至少留下一件')
  expect((await as('王敏').post(`/api/topics/${id}/split`, { matters: [(await about('公交')).typical?.id] })).status).toBe(409)
  const single = all[0] as string
  expect((await as('王敏').post(`/api/topics/${id}/split`, { matters: [single] })).body).toEqual({ id, made: null })
  const member = async () => (await h.story.rows('select topic from topic_member where matter = $1', [single])).length
  h.story.at('2026-03-14')
  expect([await member(), await assignDay(h.story.db.pool, PLACE.city, h.story.now), await member()]).toEqual([0, 0, 0])
  await run()
  expect([await member(), ids(await one(id))]).toEqual([0, all.filter((m) => m !== single)])
})

test('C6 热点 two that are being handled are not made one; a raised one keeps what was raised when it goes into another', async () => {
  const s = h.story
  for (const [i, x] of ['甲', '乙', '丙'].entries())
    await ask(s, { title: `桥头村自来水发黄${x}`, content: '桥头村自来水发黄有异味，不敢喝，希望检测水质。', where: '桥头村' }, { phone: `1370000000${i}` })
  await run()
  const [water, night] = [await about('自来水'), await about('夜市')]
  const { matter } = await s.as('王敏').does('raise', { topic: water.id, name: '桥头村饮水', judgement: '水质' }, { process: 'hotTopic' })
  expect((await one(water.id)).raised).toEqual({ id: matter, stateLabel: '待研判', open: true })
  await s.as('王敏').does('raise', { topic: night.id, name: '夜市噪声', judgement: '噪声' }, { process: 'hotTopic' })
  expect((await as('王敏').post('/api/topics/merge', { ids: [water.id, night.id] })).body.message).toContain('先办结')
  await s.as('周建国').does('close', { conclusion: '已约束营业时间' }, { process: 'hotTopic' })
  expect((await as('王敏').post('/api/topics/merge', { ids: [night.id, water.id] })).status).toBe(200)
  expect((await one(night.id)).raised).toMatchObject({ id: matter, open: true })
  expect((await s.as('王敏').cannot('raise', { topic: night.id, name: '再报', judgement: '再报' }, { process: 'hotTopic' })).message).toContain('已经上报')
})

test('C6 热点 every decision is in the record: who, when, how many; nobody’s words', async () => {
  const events = await h.story.rows<{ action: string; says: string; data: object }>(
    `select action, says, data from event where process = 'hotTopic' and matter is null order by at, action`,
  )
  expect(new Set(events.map((e) => e.action))).toEqual(new Set(['nameTopic', 'mergeTopics', 'splitTopic']))
  for (const e of events) expect(e.says).toContain('王敏')
  for (const x of ['公交', '夜市', '路灯', '城东']) expect(JSON.stringify(events)).not.toContain(x)
})

test('C6 热点 a decision made while a run is counting is not undone by it', async () => {
  const t = await about('公交')
  const rename = async () => {
    for (let i = 0; i < 4; i++) expect((await as('王敏').post(`/api/topics/${t.id}/name`, { name: `城东公交${i}` })).status).toBe(200)
  }
  const night = (await list()).find((x) => x.id !== t.id) as TopicLine
  const [, merged] = await Promise.all([run(), as('王敏').post('/api/topics/merge', { ids: [t.id, night.id] }), rename()])
  expect([200, 404, 409]).toContain(merged.status)
  if (merged.status === 200) expect((await as('王敏').get(`/api/topics/${night.id}`)).status).toBe(404)
  expect((await one(t.id)).name).toBe('城东公交3')
  await sound()
})
