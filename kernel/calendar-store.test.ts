/** The calendar kept in the database is the one that the yearly notices give. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../test/database.ts'
import { fillCalendar, noticed } from './calendar-fill.ts'
import { calendarFor } from './calendar-store.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

test('every day and year of the notices is there, under its own name; filled twice it stays the same', async () => {
  const years = [...noticed().keys()]
  expect((await fillCalendar(db.owner)).sort()).toEqual(years.sort())
  expect(await fillCalendar(db.owner)).toEqual([])
  const client = await db.owner.connect()
  const cal = await calendarFor(client, null)
  client.release()
  expect([...cal.years].sort()).toEqual(years)
  expect([...cal.days].sort()).toEqual(
    [...noticed().values()]
      .flat()
      .map(([day, kind, name]) => [day, { kind, name }])
      .sort(),
  )
  expect(cal.days.get('2026-02-17')).toEqual({ kind: 'off', name: '春节' })
})
