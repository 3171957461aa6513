/** Acts that touch several matters, a database that goes away, and what ends, goes or is not told with them. */
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isAway, writing } from '../database/read.ts'
import { type HttpHouse, house } from './http.ts'
import { GOOD, handedOver, PASS, TEXT } from './story.ts'

let h: HttpHouse
beforeAll(async () => {
  h = await house(['王敏', '周建国', '吴海涛', '李秀兰', '范明', '秦朗'])
})
afterAll(() => h.end())
const submitted = async () => {
  const s = h.story
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  return s.matter
}
const registered = async () => {
  const id = await submitted()
  await h.story.as('王敏').does('register', PASS)
  return id
}

test('B5 甲并入乙、乙并入甲同时办：一件成，另一件得到话，没有死锁、没有 5xx', async () => {
  const wang = await h.login('王敏')
  for (let i = 0; i < 8; i++) {
    const [a, b] = [await submitted(), await registered()]
    const c = await registered()
    const merge = (x: string, into: string) => wang.act('merge', x, { into })
    const all = await Promise.all([merge(a, b), merge(b, a), merge(b, c), merge(c, b)])
    for (const r of all) expect(r.status, r.body.message).toBeLessThan(500)
  }
  expect(Number((await h.story.rows<{ n: string }>(`select deadlocks as n from pg_stat_database where datname = current_database()`))[0]?.n)).toBe(0)
}, 60_000)

test('两个事务互相等着：输的一方自己重来，两边都办成', async () => {
  const ids = [await submitted(), await submitted()].sort()
  const cross = (x: string, y: string) =>
    writing(h.story.db.pool, async (c) => {
      await c.query('select 1 from matter where id = $1 for update', [x])
      await new Promise((go) => setTimeout(go, 100))
      await c.query('select 1 from matter where id = $1 for update', [y])
      return 'done'
    })
  expect(await Promise.all([cross(ids[0] as string, ids[1] as string), cross(ids[1] as string, ids[0] as string)])).toEqual(['done', 'done'])
}, 30_000)

test('数据库不在：503、中文、Retry-After；什么都没有办', async () => {
  const wang = await h.login('王敏')
  const pool = h.story.db.pool
  const connect = pool.connect
  for (const e of [{ code: '57P01' }, { code: '08006' }, { code: 'ECONNREFUSED' }, { message: 'timeout exceeded when trying to connect' }]) {
    const fails = Object.assign(new Error(e.message ?? 'x'), e)
    // Asked by a callback as well: that is how the pool's own `query` comes by a connection.
    pool.connect = ((done?: (e: Error) => void) => (done ? done(fails) : Promise.reject(fails))) as never
    const r = await wang.post('/api/suggestion', { key: crypto.randomUUID(), action: 'draft', input: TEXT })
    const page = await h.client().get('/g/990300/ask')
    pool.connect = connect
    expect([r.status, r.raw.headers['retry-after'], r.body.message], JSON.stringify(e)).toEqual([503, '10', expect.stringMatching(/没有丢.*再提交/)])
    expect([page.status, page.raw.headers['retry-after']]).toEqual([503, '10'])
  }
  const gone = new pg.Client({ host: '127.0.0.1', port: 1 })
  expect(isAway(await gone.connect().catch((e) => e))).toBe(true)
  expect(isAway(Object.assign(new Error('x'), { code: '23505' }))).toBe(false)
})

test('B21 提名重点督办以后撤回建议：提名随之终止，两头都有记录', async () => {
  const s = h.story
  await registered()
  const suggestion = s.matter
  await s.as('王敏').does('proposeKey', { criterion: '重大' }, { matter: suggestion })
  await s.as('李秀兰').does('withdraw', { reason: '情况已经变化' }, { matter: suggestion })
  const [key] = await s.rows<{ id: string; state: string }>(`select id, state from matter where process = 'key' and data->>'suggestion' = $1`, [suggestion])
  expect(key?.state).toBe('dropped')
  expect((await s.rows('select says from event where matter = $1 order by seq desc limit 1', [key?.id]))[0]).toEqual({ says: '建议已撤回，本项随之终止' })
  expect(await s.rows('select 1 from duty where matter = $1', [key?.id])).toEqual([])
})

test('评价、巡察的人办不了的事，听不出有没有这件', async () => {
  await handedOver(h.story)
  const id = h.story.matter
  const nobody = crypto.randomUUID()
  for (const name of ['范明', '秦朗'])
    for (const action of ['register', 'signFor', 'judge']) {
      const c = await h.login(name)
      const [here, nowhere] = [await c.act(action, id, GOOD), await c.act(action, nobody, GOOD)]
      expect([here.status, here.body], `${name} ${action}`).toEqual([nowhere.status, nowhere.body])
    }
})
