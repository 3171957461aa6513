/**
 * `npm run rehearse [-- --seed S]` plays one whole year of the invented city (rehearsal/year.ts).
 * `npm run rehearse -- --from FILE.csv[.gz] --count N [--seed S]`
 *
 * Plays N texts (columns title,text) through the whole loop, over HTTP, with the invented city's people and seeded choices
 * (returns, redo, late units, silent deputies), in simulated time; then says how many ended where, what was refused, how fast.
 */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { Chance } from './rehearsal/chance.ts'
import { City } from './rehearsal/city.ts'
import { life } from './rehearsal/life.ts'
import { report } from './rehearsal/report.ts'
import { Stage } from './rehearsal/stage.ts'
import { enterYear } from './rehearsal/year.ts'

const { values } = parseArgs({ options: { from: { type: 'string' }, count: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } })
const count = Number(values.count)
if (!Number.isInteger(count) || count < 1) {
  console.error(
    '用法：npm run rehearse [-- --seed 种子]  演一整年\n      npm run rehearse -- --from 文件.csv[.gz] --count 件数 [--seed 种子]  用自己的文本，文件要有 title,text 两列',
  )
  process.exit(2)
}

async function* texts(file: string): AsyncGenerator<{ title: string; text: string }> {
  const raw = createReadStream(file)
  const csv = (file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw).pipe(
    parse({ columns: true, bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }),
  )
  for await (const row of csv as AsyncIterable<Record<string, string>>)
    if (row.title?.trim() && row.text?.trim()) yield { title: row.title.trim(), text: row.text.trim() }
}

const home = mkdtempSync(path.join(os.tmpdir(), 'huying-rehearsal-'))
const stage = await Stage.open(home)
let code = 0
try {
  const chance = new Chance(Number(values.seed))
  const city = await City.meet(stage, chance)
  let n = 0
  if (!values.from) enterYear(stage, city, chance)
  else
    for await (const t of texts(values.from)) {
      if (n++ >= count) break
      stage.enter(life(stage, city, chance.fork(n), t, n), chance.entry(n))
    }
  console.log(`排演 ${stage.entered} 件，${city.deputies.length} 位代表、${city.units.length} 个承办单位……`)
  await stage.play()
  code = await report(stage)
} finally {
  await stage.close()
  rmSync(home, { recursive: true, force: true })
}
process.exit(code)
