/** `npm run verify`: the record as it stands in the database, recomputed. Runs beside a live house. */
import path from 'node:path'
import { openDatabase } from '../database/open.ts'
import { verify } from '../kernel/record.ts'

const home = path.resolve(import.meta.dirname, '..', process.env.HUYING_HOME ?? 'data')
const database = await openDatabase({ home, url: process.env.DATABASE_URL, shared: true })
try {
  const r = await verify(database.owner)
  console.log(`事件 ${r.events} 条,封存 ${r.blocks} 块,待封存 ${r.unsealed} 条`)
  if (r.ok) console.log(`核验通过。链头:${r.head || '(还没有封存过)'}`)
  else console.error(`核验不通过:${r.broken}`)
  process.exitCode = r.ok ? 0 : 1
} finally {
  await database.stop()
}
