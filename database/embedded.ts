/**
 * A real PostgreSQL of our own, kept in one directory: first start, warm start, adopting a server that outlived a killed
 * Node, recovery after a power cut, clean stop. It listens on a Unix socket only, in a directory that none but its account enters.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseAccount, chooseHome } from './account.ts'
import { alive } from './alive.ts'
import { type Account, type Binaries, findBinaries, ids } from './binaries.ts'
import { type Log, makeCluster, makeOwnDir, serverEnv } from './cluster.ts'
import { register } from './tenancy.ts'

export interface Embedded {
  url: string
  /** Leaves the server running when another living process shares it. */
  stop(): Promise<void>
}

const PORT = 5432
const DATABASE = 'huying'
const PATIENCE = 60_000

/** @param shared several processes may use the directory at the same time (tests); otherwise a second one is refused */
export async function startEmbedded(home: string, log: Log, shared = false): Promise<Embedded> {
  const wanted = path.resolve(home)
  const account = chooseAccount(path.join(fs.existsSync(path.join(wanted, 'postgresql')) ? path.join(wanted, 'postgresql') : wanted, 'pgdata'))
  const dir = chooseHome(wanted, account)
  const leave = register(dir, account, shared)
  try {
    const bin = findBinaries(dir, account)
    await makeCluster(dir, bin, account, log)
    const server = new Server(dir, account, bin, log)
    await server.ready()
    server.watch()
    return {
      url: server.url(DATABASE),
      async stop() {
        server.unwatch()
        if (leave() === 0) await server.stop()
      },
    }
  } catch (e) {
    leave()
    throw e
  }
}

class Server {
  private readonly pgdata: string
  private readonly socket: string
  private child: ChildProcess | undefined
  private timer: NodeJS.Timeout | undefined
  private readonly dir: string
  private readonly account: Account | undefined
  private readonly bin: Binaries
  private readonly log: Log

  constructor(dir: string, account: Account | undefined, bin: Binaries, log: Log) {
    this.dir = dir
    this.account = account
    this.bin = bin
    this.log = log
    this.pgdata = path.join(dir, 'pgdata')
    this.socket = this.makeSocketDir()
  }

  url(database: string): string {
    return `postgresql://postgres@localhost:${PORT}/${database}?host=${encodeURIComponent(this.socket)}`
  }

  /** Answers a real query from this very directory: by a server found running, or by one started here. */
  async ready(): Promise<void> {
    const until = Date.now() + PATIENCE
    let failures = 0
    let why = ''
    for (let first = true; Date.now() < until; first = false) {
      const state = await this.ask()
      if (state === 'ready') return
      if (state === 'absent' && !this.childLives()) {
        if (!first) {
          failures++
          why = this.logTail()
          // It may be refused for a while: another launcher was quicker, or old backends are still leaving.
          if (failures > 30) break
        }
        this.spawn()
      }
      await sleep(first ? 15 : failures ? 200 : 20)
    }
    throw new Error(`数据库没有启动起来。${why ? `它最后说：${why}` : ''}（日志：${path.join(this.dir, 'postgresql.log')}）`)
  }

  /** A server that goes away by itself is brought back; the pools reconnect. */
  watch(): void {
    let busy = false
    this.timer = setInterval(() => {
      if (busy || this.pid()) return
      busy = true
      this.log.error('数据库进程意外退出，正在重新启动。')
      this.ready()
        .then(
          () => this.log.info('数据库已恢复。'),
          (e: Error) => this.log.error(e.message),
        )
        .finally(() => {
          busy = false
        })
    }, 1000)
    this.timer.unref()
  }

  unwatch(): void {
    clearInterval(this.timer)
  }

  /** "fast": open transactions are rolled back. After four seconds without the last courtesy; recovery takes care of the rest. */
  async stop(): Promise<void> {
    const pid = this.pid()
    if (!pid) return
    signal(pid, 'SIGINT')
    const start = Date.now()
    let quit = false
    while (this.pid() === pid) {
      if (!quit && Date.now() - start > 4000) {
        quit = true
        signal(pid, 'SIGQUIT')
      }
      if (Date.now() - start > 8000) return
      await sleep(10)
    }
    if (path.dirname(this.socket) !== this.dir) fs.rmSync(this.socket, { recursive: true, force: true })
  }

  private spawn(): void {
    this.clearAlienPid()
    const file = path.join(this.dir, 'postgresql.log')
    if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) fs.renameSync(file, `${file}.1`)
    const out = fs.openSync(file, 'a', 0o640)
    // Its own session: Ctrl-C in a terminal reaches Node alone, which stops the server after the last request.
    // Output goes to a file and not a pipe: a server that outlives Node must not die of a broken one.
    this.child = spawn(
      this.bin.postgres,
      ['-D', this.pgdata, '-c', `unix_socket_directories=${this.socket}`, '-c', 'listen_addresses=', '-c', `port=${PORT}`, '-c', 'logging_collector=off'],
      { ...ids(this.account), cwd: '/', env: serverEnv(), detached: true, stdio: ['ignore', out, out] },
    )
    this.child.on('error', (e) => this.log.error(`数据库程序无法执行：${e.message}`))
    this.child.unref()
    fs.closeSync(out)
  }

  private async ask(): Promise<'ready' | 'absent' | 'wait'> {
    const client = new pg.Client({ connectionString: this.url('postgres'), connectionTimeoutMillis: 5000 })
    client.on('error', () => {})
    try {
      await client.connect()
      const r = await client.query(
        `select current_setting('data_directory') as dir, current_setting('fsync') as fsync,
        exists (select from pg_database where datname = $1) as made`,
        [DATABASE],
      )
      const { dir, fsync, made } = r.rows[0]
      if (fs.realpathSync(dir) !== fs.realpathSync(this.pgdata)) throw new Error(`套接字 ${this.socket} 由另一个数据库占用：${dir}`)
      if (fsync !== 'on') this.log.warn('数据库的 fsync 处于关闭状态：断电可能丢失数据。')
      if (!made) await client.query(`create database ${DATABASE}`).catch(ignoreDuplicate)
      return 'ready'
    } catch (e) {
      const code = (e as { code?: string }).code
      if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'absent'
      // 57P03 starting up or recovering, 57P01/2 shutting down, 53300 too many clients; ECONNRESET between the two.
      if (code && ['57P03', '57P01', '57P02', '53300', 'ECONNRESET', 'EPIPE'].includes(code)) return 'wait'
      if (/timeout|terminated/.test((e as Error).message)) return 'wait'
      throw e
    } finally {
      await client.end().catch(() => {})
    }
  }

  /** @returns undefined when no such process lives */
  private pid(): number | undefined {
    const pid = this.pidInFile()
    return pid && alive(pid) ? pid : undefined
  }

  private pidInFile(): number | undefined {
    try {
      return Number(fs.readFileSync(path.join(this.pgdata, 'postmaster.pid'), 'utf8').split('\n')[0]) || undefined
    } catch {
      return undefined
    }
  }

  /**
   * After a restart of the machine or container the number in the pid file may belong to somebody else of the same account, and
   * PostgreSQL would take that for itself. Only with proof that nobody works in the directory is the file removed.
   */
  private clearAlienPid(): void {
    const pid = this.pidInFile()
    if (!pid || !alive(pid) || !fs.existsSync('/proc/self/cmdline')) return
    const here = fs.realpathSync(this.pgdata)
    const inside = fs.readdirSync('/proc').some((p) => /^\d+$/.test(p) && readLink(`/proc/${p}/cwd`) === here)
    if (!inside && !/postgres/.test(read(`/proc/${pid}/cmdline`))) fs.rmSync(path.join(this.pgdata, 'postmaster.pid'), { force: true })
  }

  private childLives(): boolean {
    return !!this.child && this.child.exitCode === null && this.child.signalCode === null
  }

  private logTail(): string {
    return read(path.join(this.dir, 'postgresql.log')).trim().split('\n').slice(-2).join(' ')
  }

  /** A socket's path may have 103 bytes on some systems. */
  private makeSocketDir(): string {
    const near = path.join(this.dir, 'run')
    const far = `/tmp/huying-${createHash('sha256').update(this.dir).digest('hex').slice(0, 12)}`
    const dir = Buffer.byteLength(near) < 85 ? near : far
    makeOwnDir(dir, this.account)
    const uid = this.account?.uid ?? process.getuid?.()
    const s = fs.lstatSync(dir)
    if (!s.isDirectory() || s.uid !== uid) throw new Error(`目录 ${dir} 不属于数据库所用的账号，请移走它。`)
    return dir
  }
}

function ignoreDuplicate(e: { code?: string }): void {
  if (e.code !== '42P04' && e.code !== '23505') throw e
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // gone already
  }
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function readLink(file: string): string {
  try {
    return fs.readlinkSync(file)
  } catch {
    return ''
  }
}
