/**
 * `npm run mutate [-- files]`: changes the code in one place at a time and asks whether a test notices. Without files: what can be
 * tried without a database, by the tests beside it that need none. `--database` tries any file (kernel/act.ts, say) with those that do:
 * slow, one start of PostgreSQL and then some seconds a change. `--tests` names other tests; `--jobs` how many at once (2).
 */
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'

const ROOT = path.resolve(import.meta.dirname, '..')
/** Per cent that a file's tests must notice, by folder. */
const FLOOR: Record<string, number> = { kernel: 90, text: 80, report: 80 }
/** What decides without a database. `once` and `record` only as far as they do: the rest of them is run by the tests with one. */
const PURE = [
  ...[
    'duties',
    'gate',
    'reads',
    'clocks',
    'day',
    'calendar',
    'holidays',
    'rules',
    'faults',
    'house-faults',
    'fields',
    'input',
    'characters',
    'refusal',
    'words',
  ],
  ...['process', 'files', 'filetypes', 'vault'],
].map((x) => `kernel/${x}.ts`)
const DEFAULT = [...PURE, 'kernel/once.ts:22-40', 'kernel/record.ts:46-85', 'report/period.ts', 'text/privacy.ts']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { database: { type: 'boolean' }, tests: { type: 'string', multiple: true }, jobs: { type: 'string', default: '2' } },
})
const files = positionals.length > 0 ? positionals : DEFAULT
const missing = files.map((f) => f.replace(/:[\d:-]+$/, '')).filter((f) => !f.includes('*') && !fs.existsSync(path.join(ROOT, f)))
if (missing.length > 0) stop(`没有这个文件：${missing.join('、')}`)
const tests = values.tests ?? testsWhere(values.database ? ['kernel', 'processes/suggestion'] : ['kernel', 'report', 'text'], Boolean(values.database))
if (!values.database) process.env.HUYING_TEST_DATABASE = 'none'

const started = Date.now()
process.chdir(ROOT)
const results = await new Stryker({ mutate: files, testFiles: tests, concurrency: Number(values.jobs) || 2 }).runMutationTest()

let under = 0
const byFile = Map.groupBy(results, (r) => path.relative(ROOT, r.fileName))
for (const [file, all] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const noticed = all.filter((m) => m.status === 'Killed' || m.status === 'Timeout').length
  const left = all.filter((m) => m.status === 'Survived' || m.status === 'NoCoverage')
  const aside = all.filter((m) => m.status === 'Ignored').length
  const score = noticed + left.length === 0 ? 100 : (100 * noticed) / (noticed + left.length)
  const floor = FLOOR[file.split('/')[0] as string] ?? 0
  if (score < floor) under++
  for (const m of left.sort((a, b) => a.location.start.line - b.location.start.line)) {
    const was = textAt(file, m.location)
    console.log(`${file}:${m.location.start.line}:${m.location.start.column}  ${m.mutatorName}${m.status === 'NoCoverage' ? '（没有测试走到）' : ''}`)
    console.log(`    - ${short(was)}\n    + ${short(m.replacement ?? '')}`)
  }
  console.log(
    `${score < floor ? '✗' : '✓'} ${file}  ${score.toFixed(1)}%（${noticed}/${noticed + left.length}，底线 ${floor}%${aside ? `；载入时就定下的 ${aside} 处没有试` : ''}）`,
  )
}
console.log(`${byFile.size - under} passed, ${under} failed（${Math.round((Date.now() - started) / 1000)} 秒）`)
process.exit(under > 0 || byFile.size === 0 ? 1 : 0)

/** Test files of these folders that need the database, or that need none: told by whether they, or what they load of `test/`, ask for one. */
function testsWhere(dirs: string[], database: boolean): string[] {
  return dirs
    .flatMap((dir) => fs.readdirSync(path.join(ROOT, dir), { recursive: true, encoding: 'utf8' }).map((f) => path.join(dir, f)))
    .filter((f) => f.endsWith('.test.ts') && needsDatabase(f) === database)
}

/** It, or a file of `test/` that it loads, asks for the database of the run. */
function needsDatabase(file: string): boolean {
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8')
  if (file === 'test/database.ts') return true
  return [...text.matchAll(/from '(\.[^']+)'/g)].map(([, to = '']) => path.join(path.dirname(file), to)).some((f) => f.startsWith('test/') && needsDatabase(f))
}

function textAt(file: string, at: { start: { line: number; column: number }; end: { line: number; column: number } }): string {
  const lines = fs
    .readFileSync(path.join(ROOT, file), 'utf8')
    .split('\n')
    .slice(at.start.line - 1, at.end.line)
  lines[lines.length - 1] = lines.at(-1)?.slice(0, at.end.column - 1) ?? ''
  lines[0] = lines[0]?.slice(at.start.column - 1) ?? ''
  return lines.join(' ')
}

function short(text: string): string {
  const t = text.replace(/\s+/g, ' ')
  return t.length > 140 ? `${t.slice(0, 139)}…` : t
}

function stop(text: string): never {
  console.error(text)
  process.exit(1)
}
