/**
 * `npm run verify [roots.txt]`: the record as it stands in the database, recomputed. Runs beside a live house.
 *
 *   roots.txt   daily roots kept elsewhere, `day block hash` a line; without it the one in the data home, when there is one
 */
import fs from 'node:fs'
import path from 'node:path'
import { openDatabase } from '../database/open.ts'
import type { Root } from '../kernel/record.ts'
import { verify } from '../kernel/verify.ts'

const home = path.resolve(import.meta.dirname, '..', process.env.HUYING_HOME ?? 'data')
try {
  const kept = readRoots(process.argv[2])
  const database = await openDatabase({ home, url: process.env.DATABASE_URL, shared: true })
  try {
    const started = Date.now()
    const r = await verify(database.owner, kept)
    console.log(
      `事件 ${r.events} 条，封存 ${r.blocks} 块，待封存 ${r.unsealed} 条，对照外存的根 ${kept.length} 个（${((Date.now() - started) / 1000).toFixed(1)} 秒）`,
    )
    if (r.ok) console.log(`核验通过。链头：${r.head || '（还没有封存过）'}`)
    else console.error(`核验不通过，共 ${r.faults.length} 处：\n${r.faults.map((f) => `  ${f}`).join('\n')}`)
    process.exitCode = r.ok ? 0 : 1
  } finally {
    await database.stop()
  }
} catch (e) {
  console.error(`核验没有完成：${(e as Error).message}`)
  process.exitCode = 2
}

function readRoots(given: string | undefined): Root[] {
  const file = given ?? path.join(home, 'roots.txt')
  if (!given && !fs.existsSync(file)) return []
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [day = '', block, hash = ''] = line.split(/\s+/)
      if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^[0-9a-f]{64}$/.test(hash)) throw new Error(`${file} 里有一行看不懂：${line.slice(0, 80)}`)
      return { day, block: Number(block), hash }
    })
}
