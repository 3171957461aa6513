/** A database of its own for a test: a copy of the migrated template, in about 75 ms. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { migrate, readMigrations } from '../database/migrate.ts'
import { openPools } from '../database/open.ts'
import { declareReads } from '../database/reads.ts'

export interface TestDatabase {
  /** As `huying_app`: bound by row-level security. */
  pool: pg.Pool
  owner: pg.Pool
  /** Of the owner. */
  url: string
  /** Ends the pools and drops the copy. For `afterAll`. */
  drop(): Promise<void>
}

let made = 0

/**
 * @param prepared copies a template that is filled once per run instead of the empty one; see `prepare`
 */
export async function testDatabase(prepared?: string): Promise<TestDatabase> {
  const { url, template } = await server()
  const name = `t_${process.pid}_${++made}`
  await asAdmin(url, (c) => c.query(`create database ${name} template ${prepared ?? template} strategy wal_log`))
  const own = at(url, name)
  const pools = openPools(own)
  return {
    pool: pools.pool,
    owner: pools.owner,
    url: own,
    async drop() {
      await pools.end()
      await asAdmin(url, (c) => c.query(`drop database if exists ${name} with (force)`))
    },
  }
}

/**
 * A template filled by `fill` (the seeded city, say), made once and then copied by `testDatabase(await prepare(…))`.
 * @param name lower-case letters
 * @param sources files or folders whose change makes it anew, from the root of the repository
 */
export async function prepare(name: string, sources: string[], fill: (owner: pg.Pool, pool: pg.Pool) => Promise<void>): Promise<string> {
  const { url, template } = await server()
  const root = path.resolve(import.meta.dirname, '..')
  const hash = createHash('sha256').update(template)
  for (const s of sources) for (const f of filesUnder(path.join(root, s))) hash.update(f).update(fs.readFileSync(f))
  return makeOnce(url, `huying_${name}_`, hash.digest('hex').slice(0, 12), template, async (half) => {
    const pools = openPools(at(url, half))
    try {
      await fill(pools.owner, pools.pool)
    } finally {
      await pools.end()
    }
  })
}

/** @returns its name, which changes with the migrations */
export async function makeTemplate(url: string): Promise<string> {
  const hash = createHash('sha256')
  for (const m of readMigrations()) hash.update(m.hash)
  for (const f of ['migrate.ts', 'watch.ts', 'covered.ts']) hash.update(fs.readFileSync(path.resolve(import.meta.dirname, '../database', f)))
  const { reads } = await import('../processes/index.ts')
  hash.update(JSON.stringify(reads))
  return makeOnce(url, 'huying_template_', hash.digest('hex').slice(0, 12), 'template0', async (half) => {
    const pools = openPools(at(url, half))
    try {
      await migrate(pools.owner)
      await declareReads(pools.owner, reads)
    } finally {
      await pools.end()
    }
  })
}

async function makeOnce(url: string, prefix: string, hash: string, from: string, fill: (half: string) => Promise<void>): Promise<string> {
  const name = prefix + hash
  await asAdmin(url, async (c) => {
    await c.query('select pg_advisory_lock(hashtextextended($1, 0))', [prefix])
    const { rows } = await c.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [prefix])
    if (rows.some((r) => r.datname === name)) return
    for (const r of rows) await c.query(`drop database if exists ${r.datname}`).catch(() => {}) // another run may still be copying it
    const half = `${prefix}half`
    await c.query(`drop database if exists ${half} with (force)`)
    await c.query(`create database ${half} template ${from} strategy wal_log`)
    await fill(half)
    await c.query(`alter database ${half} rename to ${name}`)
  })
  return name
}

/** From vitest's global set-up; loaded late, so that the template can be made where vitest's test context does not exist. */
async function server(): Promise<{ url: string; template: string }> {
  return (await import('vitest')).inject('testDatabase')
}

async function asAdmin(url: string, fn: (c: pg.Client) => Promise<unknown>): Promise<void> {
  const c = new pg.Client({ connectionString: at(url, 'postgres') })
  await c.connect()
  try {
    await fn(c)
  } finally {
    await c.end()
  }
}

function at(url: string, database: string): string {
  const u = new URL(url)
  u.pathname = `/${database}`
  return u.href
}

function filesUnder(p: string): string[] {
  if (!fs.statSync(p).isDirectory()) return [p]
  return fs
    .readdirSync(p)
    .sort()
    .flatMap((f) => filesUnder(path.join(p, f)))
}
