/** What guards the rows is looked at, too: a policy dropped, a trigger put to sleep, a right slipped in is named, though every row stands as it was. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reads } from '../processes/index.ts'
import { type TestDatabase, testDatabase } from '../test/database.ts'
import { checkGuards } from './guards.ts'
import { openPools } from './open.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())
const check = () => checkGuards(db.owner, db.url, reads)

/** What the database's owner does, and what is said of it. */
const ACTS: [sql: string, ...said: RegExp[]][] = [
  ['drop policy judgement_seen on judgement', /策略 judgement\.judgement_seen 不见了/],
  ['create policy all_seen on judgement using (true)', /策略 judgement\.all_seen 不是程序建立的/],
  ['alter policy matter_seen on matter using (true)', /策略 matter\.matter_seen 被改动过/],
  ['alter table reply disable row level security', /表 reply 被改动过/],
  ['alter table event disable trigger event_append_only', /触发器 event\.event_append_only .*停用/],
  ['alter table clock disable trigger record_update', /触发器 clock\.record_update .*停用/],
  ['alter table party disable trigger all', /外键的触发器 party/, /触发器 party\.record_delete/, /触发器 party\.record_insert/, /触发器 party\.record_update/],
  [`create or replace function record_touch_reply() returns trigger language plpgsql as 'begin return null; end'`, /函数 record_touch_reply\(\) 被改动过/],
  [
    `create or replace function my_right(want text) returns boolean language sql stable parallel safe security definer set search_path from current as 'select true'`,
    /函数 my_right\(text\) 被改动过/,
  ],
  [`insert into reads (process, office, kind) values ('suggestion', 'unit_officer', 'all')`, /reads）里的 suggestion\/unit_officer\/all 不是/],
  [`delete from reads where process = 'suggestion' and kind = 'nameless'`, /reads）里少了 suggestion\/evaluator\/nameless/],
  ['grant update, delete on event to huying_app', /权限 event 被改动过/],
  ['grant select on person to public', /权限 person 被改动过/],
  ['create view leak as select * from judgement', /视图 leak 不是程序建立的/, /权限 leak 不是/],
  ['create rule quiet as on delete to onsite do instead nothing', /规则 onsite\.quiet 不是程序建立的/],
  ['alter table seat drop constraint seat_pkey cascade', /约束 seat\.seat_pkey 不见了/],
  [`update migration set hash = 'x' where no = 3`, /数据库变更 0003_policies\.sql 的登记与程序不符/],
]

test('untouched it is as the program makes it; whatever is done to it past the program is named, and nothing else is', async () => {
  expect(await check()).toEqual({ faults: [], unproven: [] })
  for (const [sql] of ACTS) await db.owner.query(sql)
  const { faults } = await check()
  const all = ACTS.flatMap(([, ...said]) => said)
  for (const said of all) expect(faults.join('\n')).toMatch(said)
  // With the key of the seats go the references to them.
  expect(faults.filter((f) => !all.some((said) => said.test(f)) && !/约束 \w+\.\w+_fkey 不见了|索引 seat_pkey 不见了|外键的触发器/.test(f))).toEqual([])
  // Nothing is left behind of the schema that it compared with.
  expect((await db.owner.query(`select nspname from pg_namespace where nspname like 'huying%'`)).rows).toEqual([])
}, 120_000)

test('an account that may make no schema, and a database older than the program, are told what was not compared', async () => {
  const other = await testDatabase()
  try {
    await other.owner.query('delete from migration where no = (select max(no) from migration)')
    expect(await checkGuards(other.owner, other.url, reads)).toEqual({ faults: [], unproven: [expect.stringContaining('还没有升级到本程序的版本')] })
  } finally {
    await other.drop()
  }
  const app = openPools(db.url)
  try {
    await db.owner.query('grant select on migration, reads to huying_app')
    expect((await checkGuards(app.pool, db.url, reads)).unproven).toEqual([expect.stringContaining('不能建立用来对照的空模式')])
  } finally {
    await app.end()
  }
}, 60_000)
