/** The database: the one given by `DATABASE_URL`, else a real PostgreSQL of our own under the data home. */
import pg from 'pg'
import type { Log } from './cluster.ts'
import { startEmbedded } from './embedded.ts'

export type { Log } from './cluster.ts'

export interface Database {
  /** For everything that answers a request: acts as `huying_app`, bound by row-level security and unable to change the event log. */
  pool: pg.Pool
  /** For migrations and jobs: owns the tables. */
  owner: pg.Pool
  /** Of the owner, without a role. Holds a password when `DATABASE_URL` does: never log it. */
  url: string
  /** Ends both pools, then the embedded server ("fast"). May be called twice. */
  stop(): Promise<void>
}

export interface OpenOptions {
  /** Data home of the embedded server. */
  home: string
  /** An existing server: `postgresql://user:password@host/database`. A schema other than the default: `?options=-c%20search_path%3Dcity`. */
  url?: string | undefined
  log?: Log | undefined
  /** Several processes may use the same home (tests). */
  shared?: boolean | undefined
}

const SILENT: Log = { info() {}, warn() {}, error() {} }

/** @throws Error in Chinese words that say what to do */
export async function openDatabase(o: OpenOptions): Promise<Database> {
  const log = o.log ?? SILENT
  if (o.url) {
    const pools = openPools(o.url, log)
    await reach(pools.owner).catch(async (e) => {
      await pools.end()
      throw e
    })
    return { ...pools, url: o.url, stop: once(pools.end) }
  }
  const server = await startEmbedded(o.home, log, o.shared)
  const pools = openPools(server.url, log)
  return {
    ...pools,
    url: server.url,
    stop: once(async () => {
      await pools.end()
      await server.stop()
    }),
  }
}

export interface Pools {
  pool: pg.Pool
  owner: pg.Pool
  end(): Promise<void>
}

/**
 * Dates come as 'YYYY-MM-DD' (a day has no time zone), bigint as number (our counters stay below 2^53).
 */
export function openPools(url: string, log: Log = SILENT): Pools {
  const common = '-c timezone=Asia/Shanghai'
  const pool = makePool(withOptions(url, `${common} -c role=huying_app -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s`), 20, log)
  const owner = makePool(withOptions(url, common), 10, log)
  return {
    pool,
    owner,
    end: once(async () => {
      await Promise.all([pool.end(), owner.end()])
    }),
  }
}

function makePool(connectionString: string, max: number, log: Log): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, types: TYPES, pipeline: true, connectionTimeoutMillis: 30_000, application_name: 'huying' })
  // Both are needed: one for resting connections, one for those in use. Without them a stopped database ends Node.
  pool.on('error', (e) => pool.ending || log.warn(`与数据库的连接断开：${e.message}`))
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const TYPES: pg.CustomTypesConfig = {
  // biome-ignore lint/suspicious/noExplicitAny: pg types its parsers so
  getTypeParser(oid: number, format?: any): any {
    if (format !== 'binary' && oid === pg.types.builtins.DATE) return String
    if (format !== 'binary' && oid === pg.types.builtins.INT8) return Number
    return pg.types.getTypeParser(oid, format)
  },
}

function withOptions(url: string, add: string): string {
  const u = parse(url)
  const before = u.searchParams.get('options')
  u.searchParams.set('options', before ? `${before} ${add}` : add)
  return u.href
}

function parse(url: string): URL {
  // The address may hold a password, so it is not repeated.
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) throw new Error('DATABASE_URL 的写法不对，应形如 postgresql://用户：口令@主机：5432/数据库。')
  return new URL(url)
}

async function reach(pool: pg.Pool): Promise<void> {
  const r = await pool
    .query<{ v: number; enc: string }>(`select current_setting('server_version_num')::int as v, current_setting('server_encoding') as enc`)
    .catch((e) => {
      throw new Error(`连接不上 DATABASE_URL 指定的数据库：${e.message || e.code}。`)
    })
  const row = r.rows[0]
  if (row && row.v < 150000) throw new Error('DATABASE_URL 指定的 PostgreSQL 版本过低，需要 15 及以上。')
  if (row && row.enc !== 'UTF8') throw new Error(`DATABASE_URL 指定的数据库编码是 ${row.enc}，需要 UTF8。`)
}

function once(fn: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= fn()
    return done
  }
}
