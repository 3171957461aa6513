/**
 * Writes docs/generated from the declarations themselves. `--check` writes nothing and fails when a file differs: what is derived
 * is checked in, so that a change of policy is a line in a diff.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '../../database/migrate.ts'
import { openDatabase } from '../../database/open.ts'
import { houseFaults, rulesOfHouse } from '../../kernel/house-faults.ts'
import { processes } from '../../processes/index.ts'
import { SETTINGS } from '../../processes/settings.ts'
import { buildApp } from '../app.ts'
import { openapi } from '../docs.ts'
import { diagram, flowTable, matrix } from './process-docs.ts'
import { readingMatrix } from './reading.ts'
import { ruleReaders } from './rule-readers.ts'
import { rulesDoc } from './rules-doc.ts'
import { schema } from './schema.ts'
import { stories } from './stories.ts'

const root = path.resolve(import.meta.dirname, '../..')
const out = path.join(root, 'docs/generated')

async function all(): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const { def } of processes.values()) {
    files[`${def.name}-permissions.md`] = matrix(def)
    files[`${def.name}-flow.md`] = flowTable(def)
    files[`${def.name}-states.md`] = diagram(def)
  }
  const defs = [...processes.values()].map((p) => p.def)
  const readers = ruleReaders(root, rulesOfHouse(defs))
  const unread = houseFaults(defs, SETTINGS, readers)
  if (unread.length > 0) throw new Error(`规则有缺陷：\n${unread.join('\n')}`)
  files['rules.md'] = rulesDoc(defs, SETTINGS, readers)
  files['reading.md'] = readingMatrix(defs)
  files['stories.md'] = stories(root)
  // Routes are read from a server that never listens and never connects.
  const { app, documented } = await buildApp({
    database: { pool: new pg.Pool() },
    dataDir: os.tmpdir(),
    secret: 'derive-only-derive-only-derive-only',
    baseURL: 'http://localhost:3000',
  })
  await app.ready()
  files['openapi.json'] = `${JSON.stringify(openapi(documented), null, 1)}\n`
  await app.close()
  const home = mkdtempSync(path.join(os.tmpdir(), 'huying-derive-'))
  const database = await openDatabase({ home })
  try {
    await migrate(database.owner)
    files['database.md'] = await schema(database.owner)
  } finally {
    await database.stop()
    rmSync(home, { recursive: true, force: true })
  }
  return files
}

const files = await all()
if (process.argv.includes('--check')) {
  const drift = Object.entries(files)
    .filter(([name, text]) => !existsSync(path.join(out, name)) || readFileSync(path.join(out, name), 'utf8') !== text)
    .map(([name]) => name)
  if (drift.length > 0) {
    console.error(`docs/generated 与声明不一致：${drift.join('、')}。请运行 npm run derive 并一同提交。`)
    process.exit(1)
  }
} else {
  mkdirSync(out, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(out, name), text)
  console.log(`已生成 ${Object.keys(files).length} 个文件到 docs/generated`)
}
process.exit(0)
