/**
 * `npm run verify`: the record and the rows it answers for, recomputed from the database as it stands. Runs beside a live house.
 *
 *   --roots FILE|URL   daily roots kept elsewhere: record.txt or the feed as downloaded, a letter, a page; may be given more than once.
 *                      Without it the `roots.txt` of the data home, which whoever changes the database may have changed, too
 *   --rows             the record and the rows alone, not what guards them (policies, triggers, functions, rights)
 *   --rotate-key       instead: makes a new key of the record; takes effect at the next start
 */
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { checkGuards, type GuardReport } from '../database/guards.ts'
import { openDatabase } from '../database/open.ts'
import type { Root } from '../kernel/record.ts'
import { rootsIn } from '../kernel/roots.ts'
import type { Trusted } from '../kernel/signer.ts'
import { type VerifyReport, verify } from '../kernel/verify.ts'
import { readRecordKeys, rotate, trustedOf } from '../server/record-keys.ts'

const SKIPPED = '用了 --rows：没有核对策略、触发器、函数和权限，也没有核对谁能看什么'
const home = path.resolve(import.meta.dirname, '..', process.env.HUYING_HOME ?? 'data')
try {
  const { values, positionals } = parseArgs({
    options: { roots: { type: 'string', multiple: true }, 'rotate-key': { type: 'boolean' }, rows: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values['rotate-key']) {
    if (process.env.HUYING_RECORD_KEY) throw new Error('密钥由 HUYING_RECORD_KEY 给出：请在它最前面加上新的密钥，旧的留在后面。')
    rotate(home)
    console.log('已经换了新的密钥，重启后生效。旧的密钥还留在文件里，核对从前的记录要用。')
  } else await check([...(values.roots ?? []), ...positionals], values.rows === true)
} catch (e) {
  console.error(`核验没有完成：${(e as Error).message}`)
  process.exitCode = 2
}

async function check(given: string[], rows: boolean): Promise<void> {
  const outside = await kept(given)
  const keys = readRecordKeys(home, process.env.HUYING_RECORD_KEY)
  // Keys somebody outside wrote down count before those that lie beside the database.
  const trusted = outside.keys.length > 0 ? outside.keys : trustedOf(home)
  const database = await openDatabase({ home, url: process.env.DATABASE_URL, shared: true })
  try {
    const started = Date.now()
    const of = await verify(database.owner, { roots: outside.roots, trusted, ...(keys && { keys: keys.proof }), progress: progress() })
    const g: GuardReport = rows
      ? { faults: [], unproven: [SKIPPED] }
      : await checkGuards(database.owner, database.url, (await import('../processes/index.ts')).reads)
    const faults = [...of.faults, ...g.faults]
    const r: VerifyReport = { ...of, ok: faults.length === 0, faults, unproven: [...of.unproven, ...g.unproven] }
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    console.log(
      `事件 ${r.events} 条，封存 ${r.blocks} 块，待封存 ${r.unsealed} 条，对照 ${r.rows} 行，对照外存的根 ${outside.roots.length} 个（${seconds} 秒）`,
    )
    if (r.ok) console.log(`核验通过。链头：${r.head || '（还没有封存过）'}`)
    else console.error(`核验不通过，共 ${r.faults.length} 处：\n${r.faults.map((f) => `  ${f}`).join('\n')}`)
    unproven(r, given.length > 0)
    process.exitCode = r.ok ? 0 : 1
  } finally {
    await database.stop()
  }
}

function unproven(r: VerifyReport, outside: boolean): void {
  const all = [...(outside || r.blocks === 0 ? [] : ['没有用 --roots 给出外存的根：数据目录里的 roots.txt 能和库一起被改，不算数']), ...r.unproven]
  if (all.length > 0) console.log(`这一次没有证明的：\n${all.map((x) => `  ${x}`).join('\n')}`)
}

/** A line every three seconds: a large record takes minutes. */
function progress(): (done: string) => void {
  let last = Date.now()
  return (done) => {
    if (Date.now() - last < 3000) return
    last = Date.now()
    console.error(`……已${done}`)
  }
}

async function kept(given: string[]): Promise<{ roots: Root[]; keys: Trusted[] }> {
  const own = path.join(home, 'roots.txt')
  const from = given.length > 0 ? given : fs.existsSync(own) ? [own] : []
  const all = await Promise.all(
    from.map(async (f) => {
      const text = /^https?:\/\//.test(f) ? await download(f) : fs.readFileSync(f, 'utf8')
      const found = rootsIn(text)
      if (found.roots.length === 0) throw new Error(`${f}  看不懂：里面没有根（每行应是：日期 块号 64 位指纹）。开头是：${text.trim().slice(0, 80)}`)
      return found
    }),
  )
  return { roots: all.flatMap((x) => x.roots), keys: all.flatMap((x) => x.keys) }
}

async function download(url: string): Promise<string> {
  const r = await fetch(url, { signal: AbortSignal.timeout(30_000) })
  if (!r.ok) throw new Error(`${url} 打不开：${r.status}`)
  return r.text()
}
