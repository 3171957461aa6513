import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { exportRoster } from '../roster/export.ts'
import { previewRoster } from '../roster/import.ts'
import { seatsOf } from '../viewer-load.ts'
import { demoAccounts, demoLogins } from './logins.ts'
import { DEMO_PEOPLE, IDS, PLACE } from './people.ts'
import { inventCity, seedDemo } from './seed.ts'
import { seedSmall } from './small.ts'

let city: TestDatabase
let small: TestDatabase
let took = 0
beforeAll(async () => {
  ;[city, small] = await Promise.all([testDatabase(), testDatabase()])
  const t = performance.now()
  await seedDemo(city.owner)
  took = performance.now() - t
  await seedSmall(small.owner)
})
afterAll(() => Promise.all([city.drop(), small.drop()]))

const one = async (db: TestDatabase, sql: string, values: unknown[] = []) => Object.values((await db.owner.query(sql, values)).rows[0])[0]

test('the city has deputies at three levels, within a few seconds', async () => {
  const { rows } = await city.owner.query(`select level, count(*)::int as n from seat join place on code = place where office = 'deputy' group by 1`)
  const n = Object.fromEntries(rows.map((r) => [r.level, r.n]))
  expect(n.city).toBe(600)
  expect(n.county).toBe(8 * 180 + 1)
  expect(n.city + n.county + n.township).toBeGreaterThanOrEqual(5000)
  expect(took).toBeLessThan(6000)
})

test('persons are not seats: somebody sits in two congresses, and namesakes are two people', async () => {
  expect(
    await one(city, `select count(*)::int from (select person from seat where office = 'deputy' group by person having count(distinct place) > 1) x`),
  ).toBeGreaterThan(20)
  expect(await one(city, `select count(*)::int from (select name from person group by name having count(*) > 1) x`)).toBeGreaterThan(50)
})

test('everything is marked as demonstration', async () => {
  expect(await one(city, 'select count(*)::int from person where not demo')).toBe(0)
  expect(await one(city, `select count(*)::int from place where profile->>'demo' is distinct from 'true'`)).toBe(0)
})

test('each delegation of the city has an officer who is one of its deputies', async () => {
  const { rows } = await city.owner.query(
    `select u.name, count(o.id)::int as officers, count(d.id)::int as deputies from unit u left join seat o on o.delegation = u.id and o.office = 'delegation_officer'
     left join seat d on d.person = o.person and d.office = 'deputy' and d.delegation = u.id where u.kind = 'delegation' and u.place = $1 group by 1`,
    [PLACE.city],
  )
  expect(rows.length).toBe(9)
  for (const r of rows) expect(r).toMatchObject({ officers: 1, deputies: 1 })
})

test('every handling unit has somebody who writes and somebody who signs; towns with a congress have a presidium', async () => {
  const missing = `select count(*)::int from unit u where kind = 'handling' and (select count(distinct office) from seat s where s.unit = u.id) < 2`
  expect(await one(city, missing)).toBe(0)
  expect(await one(city, `select count(*)::int from unit where kind = 'handling' and place = $1`, [PLACE.city])).toBe(40)
  expect(await one(city, `select count(*)::int from term join place on code = place where level = 'township'`)).toBe(
    await one(city, `select count(*)::int from unit where short = '主席团'`),
  )
})

test('today the city is between sessions, and inside its term', async () => {
  expect(await one(city, `select count(*)::int from congress_session where place = $1 and closes_on >= '2026-11-23'`, [PLACE.city])).toBe(0)
  expect(await one(city, `select max(closes_on) from congress_session where place = $1`, [PLACE.city])).toBe('2026-01-23')
})

test('made twice it is the same city', () => {
  expect(JSON.stringify(inventCity())).toBe(JSON.stringify(inventCity()))
})

test('login names are distinct, and everybody of the city has one', async () => {
  const accounts = await demoAccounts(city.owner)
  expect(new Set(accounts.map((a) => a.login)).size).toBe(accounts.length)
  expect(accounts.length).toBe(
    await one(city, `select count(distinct person)::int from seat where place = $1 or person = any ($2)`, [PLACE.city, DEMO_PEOPLE.map((p) => p.id)]),
  )
  expect(accounts.find((a) => a.person === IDS.person.wangmin)?.login).toBe('wangmin')
  for (const a of accounts) expect(a.login).toMatch(/^[a-z]+\d*$/)
  expect(demoLogins().map((l) => l.name)).toEqual([
    '王敏',
    '周建国',
    '李秀兰',
    '张伟民',
    '陈思远',
    '赵志强',
    '刘芳',
    '孙立新',
    '吴海涛',
    '郑国华',
    '何静',
    '冯丽',
    '黄文斌',
    '马超',
    '胡磊',
  ])
})

test('a roster of the city and of a county goes out and comes back unchanged', async () => {
  for (const key of ['wangmin', 'luoxuemei'] as const) {
    const p = DEMO_PEOPLE.find((x) => x.key === key)
    const [seat] = await seatsOf(city.pool, IDS.person[key], '2026-11-23')
    if (!p || !seat) throw new Error('no such seat')
    const viewer = { person: p.id, name: p.name, seat, strong: false, session: '' }
    const now = new Date('2026-11-23T10:00:00+08:00')
    const back = await previewRoster(city.pool, viewer, { name: 'x.xlsx', data: await exportRoster(city.pool, viewer, now) }, now)
    expect(back).toMatchObject({ errors: [], changes: [], fresh: 0, changed: 0, same: key === 'wangmin' ? 600 : 181, absent: 0 })
  }
})

test('the small place holds the same people under the same ids', async () => {
  for (const p of DEMO_PEOPLE) {
    for (const s of p.seats) {
      const sql = 'select row_to_json(x) from (select person, place, office, unit, delegation, certificate_no from seat where id = $1) x'
      expect(await one(small, sql, [s.id])).toEqual(await one(city, sql, [s.id]))
    }
  }
  for (const id of Object.values(IDS.unit))
    expect(await one(small, 'select name from unit where id = $1', [id])).toBe(await one(city, 'select name from unit where id = $1', [id]))
  expect(await one(small, `select count(*)::int from seat where office = 'deputy' and place = $1`, [PLACE.city])).toBe(15)
  expect(await one(small, `select count(*)::int from unit where kind = 'handling' and place = $1`, [PLACE.city])).toBe(6)
})

test('the small place is made quickly', async () => {
  const db = await testDatabase()
  const t = performance.now()
  await seedSmall(db.owner)
  const ms = performance.now() - t
  await db.drop()
  expect(ms).toBeLessThan(600)
})
