/** Under which account, and in which directory, the embedded PostgreSQL runs. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type Account, give, ids } from './binaries.ts'

/** @returns undefined: as whoever we are */
export function chooseAccount(pgdata: string): Account | undefined {
  const me = process.getuid?.()
  const owner = fs.statSync(pgdata, { throwIfNoEntry: false })?.uid
  if (me !== 0) {
    if (owner !== undefined && me !== undefined && owner !== me) {
      throw new Error(`数据目录 ${pgdata} 属于另一个系统账号（uid ${owner}）。请换用那个账号启动，或把目录的属主改为当前账号。`)
    }
    return undefined
  }
  const known = accounts()
  const before = known.find((a) => a.uid === owner)
  if (before && before.uid !== 0) return before
  const chosen = known.find((a) => a.name === 'postgres') ?? known.find((a) => a.name === 'nobody')
  if (!chosen) throw new Error('PostgreSQL 不允许以 root 运行，而本机没有 postgres 或 nobody 账号。请改用普通账号启动。')
  // Data brought from another machine belongs to a number without a name, under which PostgreSQL would not start.
  if (owner !== undefined) give(pgdata, chosen)
  return chosen
}

function accounts(): Account[] {
  const rows = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8').split('\n') : []
  return rows.map((r) => r.split(':')).flatMap(([name, , uid, gid]) => (name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []))
}

/**
 * A directory that the account can walk into. Under a home of mode 0700 (`/root`) it cannot, whatever the modes further down:
 * then the cluster lives in /var/lib and a link in the home says where.
 */
export function chooseHome(home: string, account: Account | undefined): string {
  fs.mkdirSync(home, { recursive: true })
  const real = fs.realpathSync(home)
  if (!account || canEnter(real, account)) return real
  // Where only the last step is closed to it, it may walk through, and still not look around.
  if (fs.statSync(real).uid === process.getuid?.() && canEnter(path.dirname(real), account)) {
    fs.chmodSync(real, fs.statSync(real).mode | 0o011)
    if (canEnter(real, account)) return real
  }
  const other = path.join('/var/lib/huying', createHash('sha256').update(real).digest('hex').slice(0, 12))
  fs.mkdirSync(other, { recursive: true })
  for (const d of [path.dirname(other), other]) fs.chmodSync(d, 0o755)
  const link = path.join(real, 'postgresql')
  fs.rmSync(link, { force: true })
  fs.symlinkSync(other, link)
  return other
}

function canEnter(dir: string, account: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...ids(account), cwd: '/' }).status === 0
}
