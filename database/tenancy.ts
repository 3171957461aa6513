/** Who uses a data directory now: one file per user, named after its process. A killed process leaves a file that no longer counts. */
import fs from 'node:fs'
import path from 'node:path'
import { alive } from './alive.ts'
import type { Account } from './binaries.ts'

let opened = 0

/**
 * @returns leave(): gives up the use and says how many others remain
 * @throws Error in words when another living process has the directory and it is not shared
 */
export function register(home: string, account: Account | undefined, shared: boolean): () => number {
  const dir = path.join(home, 'users')
  fs.mkdirSync(dir, { recursive: true })
  if (account) fs.chownSync(dir, account.uid, account.gid)
  const mine = `${process.pid}.${++opened}`
  // Written under a hidden name first: an empty file would look like that of a dead process.
  fs.writeFileSync(path.join(dir, `.${mine}`), startOf(process.pid))
  fs.renameSync(path.join(dir, `.${mine}`), path.join(dir, mine))
  const leave = () => {
    fs.rmSync(path.join(dir, mine), { force: true })
    return others(dir, mine).length
  }
  const [other] = others(dir, mine)
  if (other && !shared) {
    leave()
    throw new Error(`数据目录 ${home} 正由另一个进程（${Number.parseInt(other, 10)}）使用。请先停止它，或用环境变量 HUYING_HOME 换一个目录。`)
  }
  return leave
}

function others(dir: string, mine: string): string[] {
  return fs.readdirSync(dir).filter((name) => {
    if (name === mine || name.startsWith('.')) return false
    const lives = isSame(path.join(dir, name), Number.parseInt(name, 10))
    if (!lives) fs.rmSync(path.join(dir, name), { force: true })
    return lives
  })
}

function isSame(file: string, pid: number): boolean {
  if (!alive(pid)) return false
  try {
    return fs.readFileSync(file, 'utf8') === startOf(pid)
  } catch {
    return false
  }
}

/** The tick at which a process started tells it from a later one with the same number. Empty where the system does not say. */
function startOf(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
