/** Making the directory that PostgreSQL keeps its data in. */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { alive } from './alive.ts'
import { type Account, type Binaries, ids } from './binaries.ts'

export interface Log {
  info(text: string): void
  warn(text: string): void
  error(text: string): void
}

const MEMORY = os.totalmem() / 2 ** 20

/** Written into the new cluster's postgresql.conf, so that an administrator may change them there. */
const SETTINGS = {
  max_connections: '200',
  // An eighth of the machine, and what its own cache is likely to hold: a million texts are looked through in memory, not on the disk.
  shared_buffers: `${Math.round(Math.min(2048, Math.max(128, MEMORY / 8)))}MB`,
  effective_cache_size: `${Math.round(MEMORY / 2)}MB`,
  random_page_cost: '1.1',
  wal_compression: 'pglz', // this build has neither lz4 nor zstd
  jit: 'off',
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
  // Values of rows (names, phone numbers) must not reach a log file through an error's details.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/** initdb in a directory of another name, then renamed: a half-made cluster never bears the real one. */
export async function makeCluster(dir: string, bin: Binaries, account: Account | undefined, log: Log): Promise<void> {
  const pgdata = path.join(dir, 'pgdata')
  const made = () => fs.existsSync(path.join(pgdata, 'PG_VERSION'))
  if (made()) return
  log.info('首次启动：正在建立数据库……')
  clearHalves(dir)
  const half = `${pgdata}.init.${process.pid}`
  makeOwnDir(half, account)
  const set = Object.entries(SETTINGS).flatMap(([k, v]) => ['-c', `${k}=${v}`])
  // The built-in collation does not change under the indexes when the machine's C library is upgraded.
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const args = ['-D', half, '-U', 'postgres', '-A', 'trust', ...locale, ...set]
  await promisify(execFile)(bin.initdb, args, { ...ids(account), cwd: '/', env: serverEnv() }).catch((e) => {
    throw new Error(`建立数据库失败：${(e.stderr || e.message).trim()}`)
  })
  try {
    fs.renameSync(half, pgdata)
  } catch (e) {
    if (!made()) throw e
    fs.rmSync(half, { recursive: true, force: true }) // somebody sharing the directory was quicker
  }
  const fd = fs.openSync(dir, 'r')
  fs.fsyncSync(fd)
  fs.closeSync(fd)
}

function clearHalves(dir: string): void {
  for (const name of fs.readdirSync(dir)) {
    const pid = Number(/^pgdata\.init\.(\d+)$/.exec(name)?.[1])
    if (!pid || (pid !== process.pid && alive(pid))) continue
    try {
      fs.rmSync(path.join(dir, name), { recursive: true, force: true })
    } catch {
      // the killed one's initdb is still writing there; next time
    }
  }
}

export function makeOwnDir(dir: string, account: Account | undefined): void {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  if (account) fs.chownSync(dir, account.uid, account.gid)
}

export function serverEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'Asia/Shanghai' }
}
