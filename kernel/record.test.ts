import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handedOver, type Story, story } from '../test/story.ts'
import { writing } from '../database/read.ts'
import { recordPlaceEvent } from './act.ts'
import { SYSTEM } from './process.ts'
import { publishRoot, seal, verify } from './record.ts'

let s: Story
beforeEach(async () => {
  s = await story('2026-03-10')
})
afterEach(() => s.end())

const tamper = async (sql: string, values: unknown[] = []) => {
  const c = await s.db.owner.connect()
  await c.query(`set session_replication_role = replica`)
  await c.query(sql, values)
  await c.query(`set session_replication_role = default`)
  c.release()
}
const sealed = async () => {
  await handedOver(s)
  await seal(s.db.pool, s.now)
  await s.as('吴海涛').does('signFor')
  await seal(s.db.pool, s.now)
}

test('an untouched chain is verified, sealed once, in two blocks', async () => {
  await sealed()
  expect(await seal(s.db.pool, s.now)).toBe(0)
  expect(await verify(s.db.owner)).toMatchObject({ ok: true, blocks: 2, events: 5, unsealed: 0, broken: null })
})

test('one changed letter names the event', async () => {
  await sealed()
  await tamper(`update event set says = replace(says, '签收', '拒收') where action = 'signFor'`)
  const r = await verify(s.db.owner)
  expect([r.ok, r.broken]).toEqual([false, expect.stringMatching(/吴海涛.*拒收.*内容被改动过/)])
})

test('a changed hash, a removed event, a swapped order, a lost block and a changed root are all seen', async () => {
  await sealed()
  await publishRoot(s.db.pool, '2026-03-10', s.now)
  const broken = async (sql: string, undo: string) => {
    await tamper(sql)
    const r = await verify(s.db.owner)
    await tamper(undo)
    expect((await verify(s.db.owner)).ok).toBe(true)
    return r.broken
  }
  expect(await broken(`update event_seal set position = case position when 1 then 12 when 2 then 11 else position end where block = 1`, `update event_seal set position = case position when 12 then 1 when 11 then 2 else position end where block = 1`)).toMatch(/第 1 块的指纹不符/)
  expect(await broken(`update event_root set hash = '\\x00'`, `update event_root set hash = (select hash from event_block order by no desc limit 1)`)).toMatch(/公布的根/)
  await tamper(`delete from event where action = 'register'`)
  expect((await verify(s.db.owner)).broken).toMatch(/不见了/)
})

test('an event still in flight is neither sealed nor skipped', async () => {
  const c = await s.db.pool.connect()
  await c.query('begin')
  await c.query(`select set_config('huying.system', 'on', true)`)
  await recordPlaceEvent(c, { process: 'x', place: '990300', action: 'slow', actor: { ...SYSTEM, place: '990300' }, at: s.now, says: '慢的一条' })
  await handedOver(s)
  await seal(s.db.pool, s.now)
  await c.query('commit')
  c.release()
  await seal(s.db.pool, s.now)
  expect(await verify(s.db.owner)).toMatchObject({ ok: true, events: 5, unsealed: 0 })
})

test('sealers in parallel seal each event once', async () => {
  await handedOver(s)
  const n = await Promise.all(Array.from({ length: 8 }, () => seal(s.db.pool, s.now)))
  expect(n.reduce((a, b) => a + b)).toBe(4)
  expect((await verify(s.db.owner)).ok).toBe(true)
})

test('whatever an act says, its hash survives the way through the database', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), fc.string(), async (data, says) => {
      const clean = (x: unknown): unknown => JSON.parse(JSON.stringify(x).replaceAll('\\u0000', ''))
      await writing(s.db.pool, (c) => recordPlaceEvent(c, { key: randomUUID(), process: 'x', place: '990300', action: 'any', actor: { ...SYSTEM, place: '990300' }, at: s.now, says: `${clean(says)}`, data: clean(data) as Record<string, unknown> }))
      const r = await verify(s.db.owner)
      expect(r.broken).toBeNull()
    }),
    { numRuns: 60 },
  )
})
