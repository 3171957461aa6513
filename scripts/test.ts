/** `npm test`: vitest, and a last line for machines and hurried readers: `N passed, N failed`. Further arguments go to vitest. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

interface Report {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

const root = path.resolve(import.meta.dirname, '..')
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-test-'))
const file = path.join(dir, 'report.json')
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
const r = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2), '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
})
const { passed, failed } = count()
fs.rmSync(dir, { recursive: true, force: true })
// A run that broke outside any test (a set-up, a stray rejection) is a failure too.
const all = failed === 0 && r.status !== 0 ? 1 : failed
console.log(`${passed} passed, ${all} failed`)
process.exitCode = all ? 1 : 0

function count(): { passed: number; failed: number } {
  try {
    const report: Report = JSON.parse(fs.readFileSync(file, 'utf8'))
    const unloaded = report.testResults.filter((t) => t.status === 'failed' && t.assertionResults.length === 0).length
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded }
  } catch {
    return { passed: 0, failed: 0 }
  }
}
