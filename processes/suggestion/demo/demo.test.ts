import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCalendar } from '../../../kernel/calendar-fill.ts'
import { vaultOf } from '../../../kernel/vault.ts'
import { seedDemo } from '../../../people/demo/seed.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { processes } from '../../index.ts'
import { suggestion } from '../process.ts'
import { seedSuggestions } from './seed.ts'

const NOW = new Date('2026-11-23T10:00:00+08:00')
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-demo-'))
let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await fillCalendar(db.owner)
  await seedDemo(db.owner, {})
  await seedSuggestions({ pool: db.pool, processes, vault: vaultOf('demo') }, db.owner, { now: NOW, dataDir })
}, 120_000)
afterAll(() => db.drop())

const rows = async (sql: string) => (await db.owner.query(sql)).rows

test('B4–B20 the invented city stands in every state that a day in recess can have', async () => {
  const seen = (await rows(`select distinct state from matter where process = 'suggestion'`)).map((r) => r.state)
  const session = ['delegationReview', 'motionGroupReview']
  expect(seen.sort()).toEqual(
    Object.keys(suggestion.states)
      .filter((s) => !session.includes(s))
      .sort(),
  )
})

test('nothing is open without an owner and a clock; numbers have no gaps', async () => {
  expect(await rows('select id from matter m where not final and not private and not exists (select from duty d where d.matter = m.id)')).toEqual([])
  expect(
    await rows('select id from matter m where not final and not private and not exists (select from clock c where c.matter = m.id and c.stopped_at is null)'),
  ).toEqual([])
  expect(await rows('select series from matter where no is not null group by series having max(no) <> count(*)')).toEqual([])
})

test('the people of the stories have something to do, and nothing waits to be mailed', async () => {
  const busy = await rows(
    `select p.name, count(*)::int as n from duty d join seat s on d.holder in ('seat:' || s.id, 'unit:' || s.unit || ':' || s.office, 'office:' || s.place || ':' || s.office) join person p on p.id = s.person group by 1`,
  )
  for (const name of ['王敏', '吴海涛', '郑国华', '何静', '孙立新', '李秀兰', '张伟民']) expect(busy.find((b) => b.name === name)?.n, name).toBeGreaterThan(1)
  expect(await rows('select 1 from outbox')).toEqual([])
})

test('a second start adds nothing', async () => {
  const before = await rows('select count(*) from event')
  await seedSuggestions({ pool: db.pool, processes, vault: vaultOf('demo') }, db.owner, { now: NOW, dataDir })
  expect(await rows('select count(*) from event')).toEqual(before)
})
