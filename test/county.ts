/** The people of all stories: one small invented city, written once into a template and copied for each test file. */
import type pg from 'pg'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { prepare, type TestDatabase, testDatabase } from './database.ts'

async function seed(owner: pg.Pool) {
  await fillCalendar(owner)
  const { seedSmall } = await import('../people/demo/small.ts')
  await seedSmall(owner)
}

/** A database of its own with the small city in it. */
export const county = async (): Promise<TestDatabase> => testDatabase(await prepare('county', ['people/demo', 'kernel/calendar-fill.ts'], seed))
