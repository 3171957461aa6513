/** `npm run check`: everything that can be said without running the house. All steps run, one line each. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const bin = (p: string) => path.join(root, 'node_modules', p)
const derive = path.join(root, 'server/derive/derive.ts')

interface Step {
  label: string
  args: string[]
  env?: Record<string, string>
}

const steps: Step[] = [
  { label: '类型', args: [bin('typescript/bin/tsc'), '--noEmit'] },
  { label: '格式与常见错误', args: [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--max-diagnostics=20'] },
  { label: '边界', args: [bin('vitest/vitest.mjs'), 'run', 'test/boundaries.test.ts'], env: { HUYING_TEST_DATABASE: 'none' } },
  ...(fs.existsSync(derive) ? [{ label: '生成的文档与声明一致', args: [derive, '--check'] }] : []),
  { label: '依赖清单完整', args: [path.join(root, 'scripts/lock.mjs'), '--check'] },
  { label: '无用的文件、导出与依赖', args: [bin('knip/bin/knip.js'), '--no-progress'] },
]

let failed = 0
for (const step of steps) {
  const started = Date.now()
  const { code, output } = await run(step)
  console.log(`${code === 0 ? '✓' : '✗'} ${step.label}（${((Date.now() - started) / 1000).toFixed(1)} 秒）`)
  if (code === 0) continue
  failed++
  console.log(output.trimEnd())
}
console.log(`${steps.length - failed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0

function run(step: Step): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.args, { cwd: root, env: { ...process.env, ...step.env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        output += text
      })
    }
    child.on('error', (e) => resolve({ code: 1, output: e.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
