import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/database.ts'
import { migrate } from './migrate.ts'
import { openPools } from './open.ts'

let db: TestDatabase
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-migrations-'))

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(async () => {
  await db.drop()
  fs.rmSync(folder, { recursive: true })
})

const source = path.join(import.meta.dirname, 'migrations')

function copyWith(change: (files: Map<string, string>) => void): string {
  const dir = fs.mkdtempSync(path.join(folder, 'm-'))
  const files = new Map(fs.readdirSync(source).map((f) => [f, fs.readFileSync(path.join(source, f), 'utf8')]))
  change(files)
  for (const [f, text] of files) fs.writeFileSync(path.join(dir, f), text)
  return dir
}

test('a second run has nothing to do, also when several start at once', async () => {
  const runs = await Promise.all([migrate(db.owner), migrate(db.owner), migrate(db.owner)])
  expect(runs).toEqual([[], [], []])
})

test('a changed old file is refused in words', async () => {
  const dir = copyWith((files) => files.set('0001_house.sql', `${files.get('0001_house.sql')}\n-- one more word`))
  await expect(migrate(db.owner, dir)).rejects.toThrow(/0001_house\.sql 在执行之后被改动过/)
})

test('line ends of another system are no change', async () => {
  const dir = copyWith((files) => {
    for (const [f, text] of files) files.set(f, text.replaceAll('\n', '\r\n'))
  })
  await expect(migrate(db.owner, dir)).resolves.toEqual([])
})

test('a database newer than the program is refused in words', async () => {
  const dir = copyWith((files) => files.delete([...files.keys()].sort().at(-1) ?? ''))
  await expect(migrate(db.owner, dir)).rejects.toThrow(/数据库比程序新/)
})

test('a failing file leaves nothing behind and says where it failed', async () => {
  const dir = copyWith((files) => files.set('9001_bad.sql', 'create table half (id int);\nselect broken from nowhere;'))
  await expect(migrate(db.owner, dir)).rejects.toThrow(/9001_bad\.sql 失败：第 2 行/)
  expect((await db.owner.query(`select to_regclass('half') as t`)).rows).toEqual([{ t: null }])
})

test('the application adds to the event log and cannot change it', async () => {
  const { rows } = await db.owner.query(`select t, p, has_table_privilege('huying_app', t, p) as may
    from unnest(array['event', 'event_block', 'event_seal', 'event_root']) t, unnest(array['select', 'insert', 'update', 'delete', 'truncate']) p`)
  expect(rows).toHaveLength(20)
  for (const r of rows) expect(r, `${r.p} on ${r.t}`).toMatchObject({ may: r.p === 'select' || (r.p === 'insert' && r.t === 'event') })
  await expect(db.pool.query('delete from event')).rejects.toMatchObject({ code: '42501' })
  await expect(db.pool.query(`update migration set hash = ''`)).rejects.toMatchObject({ code: '42501' })
})

test('the application has the least rights that work, also after somebody has given it more', async () => {
  await db.owner.query('grant all on all tables in schema public to huying_app; grant create on schema public to huying_app')
  await migrate(db.owner)
  const may = async (right: string) =>
    (
      await db.owner.query<{ t: string }>(
        `select relname::text as t from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and has_table_privilege('huying_app', oid, $1) order by 1`,
        [right],
      )
    ).rows.map((r) => r.t)
  for (const right of ['truncate', 'references', 'trigger']) expect([right, await may(right)]).toEqual([right, []])
  const [adds, changes, deletes] = [await may('insert'), await may('update'), await may('delete')]
  for (const t of ['event_block', 'event_seal', 'event_root', 'record_shape', 'record_pending', 'migration', 'place', 'term', 'congress_session'])
    expect([t, adds.includes(t), changes.includes(t)]).toEqual([t, false, false])
  for (const t of ['event', 'promise_change', 'contact_record', 'fund_payment', 'matter_link'])
    expect([t, adds.includes(t), changes.includes(t)]).toEqual([t, true, false])
  for (const t of ['matter', 'party', 'clock', 'reply', 'seat', 'person', 'rule', 'official_doc', 'concern'])
    expect([t, deletes.includes(t)]).toEqual([t, false])
  for (const sql of ['create table x (a int)', 'drop table matter', 'alter table event disable trigger all', 'drop trigger event_append_only on event'])
    await expect(db.pool.query(sql), sql).rejects.toMatchObject({ code: '42501' })
  // An event only from the kernel's own transaction.
  await expect(
    db.pool.query(
      `insert into event (id, process, place, action, by_office, by_name, at, says, hash) values (gen_random_uuid(), 'x', '1', 'x', 'x', 'x', now(), '', '')`,
    ),
  ).rejects.toMatchObject({ code: '42501' })
})

test('works in a schema of another name, which the address chooses', async () => {
  await db.owner.query('create schema "第二市"')
  const u = new URL(db.url)
  u.searchParams.set('options', '-c search_path=第二市')
  const city = openPools(u.href)
  try {
    expect(await migrate(city.owner)).not.toEqual([])
    const r = await city.pool.query(`select current_schema() as s, to_regclass('matter')::text as t, count(*) as n from matter`)
    expect(r.rows).toEqual([{ s: '第二市', t: 'matter', n: 0 }])
  } finally {
    await city.end()
  }
})

test('an account that may not make the role gets the sentence for its administrator', async () => {
  // Its own server-wide name would collide with the real role, so the account is refused the grant instead.
  const name = `clerk_${process.pid}`
  await db.owner.query(`create role ${name} login; create schema authorization ${name}`)
  const u = new URL(db.url)
  u.username = name
  const clerk = new pg.Pool({ connectionString: u.href })
  try {
    await expect(migrate(clerk)).rejects.toThrow(/无权.*huying_app.*grant huying_app to/)
  } finally {
    await clerk.end()
    await db.owner.query(`drop owned by ${name}; drop role ${name}`)
  }
})

test('a day stays a day and a count a number', async () => {
  const { rows } = await db.pool.query(`select date '2026-03-01' as day, 5::bigint as n`)
  expect(rows).toEqual([{ day: '2026-03-01', n: 5 }])
})
