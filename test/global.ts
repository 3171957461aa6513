/** One embedded PostgreSQL for a whole test run, with a template that every test copies. Runs at the same time share the server. */
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { alive } from '../database/alive.ts'
import { openDatabase } from '../database/open.ts'
import { makeTemplate } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's address (database `huying`) and the name of the migrated template. */
    testDatabase: { url: string; template: string }
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = path.resolve(import.meta.dirname, '../.cache/testpg')
  const log = { info() {}, warn: console.warn, error: console.error }
  const server = await openDatabase({ home, log, shared: true })
  try {
    await dropLeftovers(server.owner)
    project.provide('testDatabase', { url: server.url, template: await makeTemplate(server.url) })
  } catch (e) {
    await server.stop()
    throw e
  }
  return () => server.stop()
}

/** Copies bear the number of the process that made them; a killed run could not drop its own. */
async function dropLeftovers(owner: pg.Pool): Promise<void> {
  const { rows } = await owner.query<{ datname: string }>(String.raw`select datname from pg_database where datname ~ '^t_\d+_\d+$'`)
  for (const { datname } of rows) {
    if (!alive(Number(datname.split('_')[1]))) await owner.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`).catch(() => {})
  }
}
