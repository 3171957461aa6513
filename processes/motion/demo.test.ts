import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCalendar } from '../../kernel/calendar-fill.ts'
import { vaultOf } from '../../kernel/vault.ts'
import { seedDemo } from '../../people/demo/seed.ts'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { processes } from '../index.ts'
import { seedUpper } from '../upper/demo.ts'
import { seedMotions } from './demo.ts'

const NOW = new Date('2026-11-23T10:00:00+08:00')
let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await fillCalendar(db.owner)
  await seedDemo(db.owner, {})
  const house = { pool: db.pool, processes, vault: vaultOf('demo') }
  for (let i = 0; i < 2; i++) {
    await seedMotions(house, db.owner, { now: NOW })
    await seedUpper(house, db.owner, { now: NOW })
  }
}, 120_000)
afterAll(() => db.drop())
const rows = async (sql: string) => (await db.owner.query(sql)).rows

test('B7 the invented city’s motions stand at every kind of place; the one turned into a suggestion is answered', async () => {
  expect(await rows(`select state, count(*)::int as n from matter where process = 'motion' group by 1 order by 1`)).toEqual([
    { state: 'asSuggestion', n: 1 },
    { state: 'awaitSession', n: 1 },
    { state: 'closed', n: 2 },
    { state: 'cosigning', n: 2 },
    { state: 'draft', n: 1 },
    { state: 'ended', n: 1 },
    { state: 'handling', n: 1 },
    { state: 'recessOpinion', n: 1 },
    { state: 'recessReceived', n: 1 },
  ])
  expect((await rows(`select m.state from matter_link l join matter m on m.id = l.to_matter where m.process = 'suggestion'`)).map((x) => x.state)).toEqual([
    'closed',
  ])
  expect(await rows('select id from matter m where not final and not private and not exists (select from duty d where d.matter = m.id)')).toEqual([])
})

test('B29 forty-five went up, two of them key; a second start adds nothing', async () => {
  expect(
    await rows(
      `select count(*)::int as n, count(*) filter (where key_item)::int as key, count(*) filter (where state = 'closed')::int as closed from matter where process = 'upper'`,
    ),
  ).toEqual([{ n: 45, key: 2, closed: 40 }])
})
