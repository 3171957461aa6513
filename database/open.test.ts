/** The embedded PostgreSQL through everything that happens to a machine. Every case runs a real server in a home of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { hydrate } from './binaries.ts'
import { type Database, type OpenOptions, openDatabase as open } from './open.ts'

// Short, outside any home: the account that PostgreSQL runs under must be able to walk here.
const ROOT = fs.mkdtempSync('/tmp/hy-open-')
fs.chmodSync(ROOT, 0o755)
const AS_ROOT = process.getuid?.() === 0
const HOLDER = path.join(import.meta.dirname, '../test/holder.ts')
const children: ChildProcess[] = []

/** What a failing test leaves open would make the next one fail too. */
const opened: Database[] = []
async function openDatabase(o: OpenOptions): Promise<Database> {
  const db = await open(o)
  opened.push(db)
  return db
}
afterEach(() => Promise.all(opened.splice(0).map((db) => db.stop())))

afterAll(() => {
  for (const c of children) c.kill('SIGKILL')
  for (const home of fs.readdirSync(ROOT)) killServer(path.join(ROOT, home))
  fs.rmSync(ROOT, { recursive: true, force: true, maxRetries: 5 })
})

function pidOf(home: string): number | undefined {
  const file = path.join(home, 'pgdata/postmaster.pid')
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

function killServer(home: string): void {
  const pid = pidOf(home)
  if (pid) spawnSync('kill', ['-9', String(pid)])
}

/** A process of its own that opens the database, prints what it is asked, and holds it until killed. */
function hold(home: string, more: { uid?: number; gid?: number; entry?: string } = {}): { child: ChildProcess; line: () => Promise<Record<string, string>> } {
  const { entry = HOLDER, ...as } = more
  const child = spawn(process.execPath, [entry, home], { stdio: ['pipe', 'pipe', 'inherit'], cwd: '/', ...as })
  children.push(child)
  let text = ''
  const waiting: (() => void)[] = []
  const wake = () => {
    for (const w of waiting.splice(0)) w()
  }
  child.stdout?.setEncoding('utf8').on('data', (d: string) => {
    text += d
    wake()
  })
  let ended = false
  child.on('exit', () => {
    ended = true
    wake()
  })
  return {
    child,
    async line() {
      for (;;) {
        const end = text.indexOf('\n')
        if (end >= 0) {
          const first = text.slice(0, end)
          text = text.slice(end + 1)
          return JSON.parse(first)
        }
        if (ended) throw new Error(`ended without a word: ${text}`)
        await new Promise<void>((r) => waiting.push(r))
      }
    },
  }
}

function exit(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((r) => child.once('exit', () => r()))
}

describe('the embedded server', () => {
  const home = path.join(ROOT, 'a')

  test('first start makes it, and it keeps what was committed over a clean stop', async () => {
    const said: string[] = []
    const log = { info: (t: string) => said.push(t), warn: (t: string) => said.push(t), error: (t: string) => said.push(t) }
    const db = await openDatabase({ home, log })
    await db.owner.query('create table kept (n int)')
    await db.owner.query('insert into kept values (1)')
    const { rows } = await db.owner.query(`select current_setting('fsync') as fsync, current_setting('server_encoding') as enc,
      current_setting('listen_addresses') as listen, current_setting('TimeZone') as tz, current_setting('server_version_num')::int / 10000 as v,
      (select datlocale from pg_database where datname = current_database()) as locale`)
    expect(rows).toEqual([{ fsync: 'on', enc: 'UTF8', listen: '', tz: 'Asia/Shanghai', v: 18, locale: 'C.UTF-8' }])
    await db.stop()
    await db.stop()
    expect(said).toEqual(['首次启动：正在建立数据库……'])
    expect(pidOf(home)).toBeUndefined()
    const secret = fs.statSync(path.join(home, 'pgdata'))
    expect(secret.mode & 0o077).toBe(0)
    if (AS_ROOT) expect(secret.uid).not.toBe(0)
  })

  test('warm start is quick; a second one on the same home is refused in words', async () => {
    const before = Date.now()
    const db = await openDatabase({ home })
    expect(Date.now() - before).toBeLessThan(3000)
    expect((await db.owner.query('select n from kept')).rows).toEqual([{ n: 1 }])
    await expect(openDatabase({ home })).rejects.toThrow(/正由另一个进程.*使用/)
    expect((await db.owner.query('select n from kept')).rows).toEqual([{ n: 1 }])
    await db.stop()
  })

  test('what shares a home leaves the server to the last', async () => {
    const one = await openDatabase({ home, shared: true })
    const two = await openDatabase({ home, shared: true })
    await one.stop()
    expect((await two.owner.query('select n from kept')).rows).toEqual([{ n: 1 }])
    await two.stop()
    expect(pidOf(home)).toBeUndefined()
  })

  test('kill -9 of Node: the server lives on and is adopted', async () => {
    const first = hold(home)
    const { pid } = await first.line()
    first.child.kill('SIGKILL')
    await exit(first.child)
    expect(String(pidOf(home))).toBe(pid)
    const db = await openDatabase({ home })
    expect(String(pidOf(home))).toBe(pid)
    expect((await db.owner.query('select n from kept')).rows).toEqual([{ n: 1 }])
    await db.stop()
    expect(pidOf(home)).toBeUndefined()
  })

  test('kill -9 of everything: what was committed is there after recovery', async () => {
    const first = hold(home)
    await first.line()
    first.child.stdin?.write('insert\n')
    await first.line()
    first.child.kill('SIGKILL')
    killServer(home)
    await exit(first.child)
    const db = await openDatabase({ home })
    expect((await db.owner.query('select n from kept order by n')).rows).toEqual([{ n: 1 }, { n: 2 }])
    await db.stop()
  })

  test('the server dies under a running house: it is brought back, and Node lives', async () => {
    const db = await openDatabase({ home })
    const client = await db.owner.connect()
    killServer(home)
    // A query asked at once might still be answered; one that waits notices.
    await expect(client.query('select pg_sleep(30)')).rejects.toThrow()
    client.release(true)
    const until = Date.now() + 8000
    let rows: unknown[] = []
    while (!rows.length && Date.now() < until) {
      rows = await db.owner.query('select n from kept where n = 1').then(
        (r) => r.rows,
        () => sleep(50, []),
      )
    }
    expect(rows).toEqual([{ n: 1 }])
    await db.stop()
  })

  test('a pid file that names a stranger of the same account does not keep the house shut', async () => {
    const stat = fs.statSync(path.join(home, 'pgdata'))
    const stranger = spawn('sleep', ['60'], { uid: stat.uid, gid: stat.gid, cwd: '/' })
    children.push(stranger)
    const file = path.join(home, 'pgdata/postmaster.pid')
    fs.writeFileSync(file, `${stranger.pid}\n${path.join(home, 'pgdata')}\n1\n5432\n${path.join(home, 'run')}\n\n`, { mode: 0o600 })
    fs.chownSync(file, stat.uid, stat.gid)
    const db = await openDatabase({ home })
    expect((await db.owner.query('select count(*) from kept')).rows).toHaveLength(1)
    await db.stop()
    stranger.kill()
  })
})

test('kill -9 while the cluster is being made: the next start makes it whole', async () => {
  const home = path.join(ROOT, 'b')
  const first = hold(home)
  const until = Date.now() + 10_000
  const half = () => (fs.existsSync(home) ? fs.readdirSync(home) : []).find((f) => f.startsWith('pgdata.init.'))
  while (Date.now() < until) {
    const at = half()
    if (at && fs.existsSync(path.join(home, at, 'base'))) break
    await sleep(2)
  }
  first.child.kill('SIGKILL')
  await exit(first.child)
  expect(fs.existsSync(path.join(home, 'pgdata'))).toBe(false)
  const db = await openDatabase({ home })
  expect((await db.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await db.stop()
})

test.runIf(AS_ROOT)('an ordinary account runs it as itself, in an install that it may read only', async () => {
  const nobody = { uid: 65534, gid: 65534 }
  const home = path.join(ROOT, 'c')
  fs.mkdirSync(home)
  fs.chownSync(home, nobody.uid, nobody.gid)
  const holder = hold(home, nobody)
  const { uid, user } = await holder.line()
  expect({ uid, user }).toEqual({ uid: '65534', user: 'postgres' })
  holder.child.stdin?.end('stop\n')
  await exit(holder.child)
  expect(pidOf(home)).toBeUndefined()
  // The same home under root afterwards keeps its account; nothing is left that the ordinary one could not use again.
  const db = await openDatabase({ home })
  await db.stop()
  const again = hold(home, nobody)
  expect((await again.line()).uid).toBe('65534')
  again.child.stdin?.end('stop\n')
  await exit(again.child)
})

test('a home that is closed to others is opened for walking through, not for looking', async () => {
  const home = path.join(ROOT, 'g')
  fs.mkdirSync(home, { mode: 0o700 })
  const db = await openDatabase({ home })
  expect(fs.readdirSync(home)).toContain('pgdata')
  expect(fs.statSync(home).mode & 0o066).toBe(0)
  await db.stop()
})

test('a home with a long path gets its socket elsewhere', async () => {
  const home = path.join(ROOT, 'd'.repeat(90))
  const db = await openDatabase({ home })
  const socket = new URL(db.url).searchParams.get('host') ?? ''
  expect(Buffer.byteLength(socket)).toBeLessThan(80)
  expect((await db.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await db.stop()
  expect(fs.existsSync(socket)).toBe(false)
})

test('an install without scripts has no links between the libraries; they are made', () => {
  const native = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'hy-native-')), 'native')
  fs.mkdirSync(path.join(native, 'lib'), { recursive: true })
  fs.writeFileSync(path.join(native, 'lib/libx.so.6.1'), 'x')
  fs.writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify([{ source: 'native/lib/libx.so.6.1', target: 'native/lib/libx.so.6' }]))
  hydrate(native)
  hydrate(native)
  expect(fs.readlinkSync(path.join(native, 'lib/libx.so.6'))).toBe('libx.so.6.1')
  fs.rmSync(path.dirname(native), { recursive: true })
})

describe('DATABASE_URL', () => {
  test('is used instead, and is left running', async () => {
    const home = path.join(ROOT, 'e')
    const second = await openDatabase({ home })
    await second.owner.query('create role huying_app nologin')
    const db = await openDatabase({ home: path.join(ROOT, 'unused'), url: second.url })
    expect((await db.pool.query('select current_user as me')).rows).toEqual([{ me: 'huying_app' }])
    await db.stop()
    expect(fs.existsSync(path.join(ROOT, 'unused'))).toBe(false)
    expect((await second.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    // An older or wrongly encoded one is told so.
    await second.owner.query(`create database gbk template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`)
    const wrong = new URL(second.url)
    wrong.pathname = '/gbk'
    await expect(openDatabase({ home, url: wrong.href })).rejects.toThrow(/编码是 SQL_ASCII/)
    await second.stop()
  })

  test('that nobody answers, or that is none, is told in words and without the password', async () => {
    const url = 'postgresql://someone:s3cret@127.0.0.1:1/none'
    const e = await openDatabase({ home: ROOT, url }).catch((x: Error) => x)
    expect(e).toBeInstanceOf(Error)
    expect(String(e)).toMatch(/连接不上 DATABASE_URL/)
    expect(String(e)).not.toMatch(/s3cret/)
    await expect(openDatabase({ home: ROOT, url: 'mysql://someone:s3cret@db/none' })).rejects.toThrow(/^DATABASE_URL 的写法不对/)
  })
})

test('a stopped database does not end Node through a resting or a borrowed connection', async () => {
  const home = path.join(ROOT, 'f')
  const db = await openDatabase({ home })
  const other = new pg.Client({ connectionString: db.url })
  other.on('error', () => {})
  await other.connect()
  const borrowed = await db.owner.connect()
  await other.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()')
  await sleep(50)
  borrowed.release(true)
  expect((await db.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await other.end()
  await db.stop()
})
