import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')
const NOTE = path.join(ROOT, '.cache/web-hash')
const OUT = path.join(ROOT, 'dist/web')
const CONFIGS = ['vite.config.ts', 'web/vite.config.ts']

/**
 * Builds the pages into dist/web, unless they were built from these very sources.
 * @returns whether there was something to build
 * @throws Error in words
 */
export async function buildWeb(): Promise<boolean> {
  const config = CONFIGS.find((c) => fs.existsSync(path.join(ROOT, c)))
  const hash = hashOfSources()
  const built = fs.existsSync(OUT) && fs.readdirSync(OUT).length > 0
  if (!config || (built && fs.existsSync(NOTE) && fs.readFileSync(NOTE, 'utf8') === hash)) return false
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js')
  if (!fs.existsSync(vite)) {
    if (built) return false // a server installed without development tools, with pages built elsewhere
    throw new Error('页面还没有生成，而生成页面的工具没有安装。请执行 npm ci 后重试。')
  }
  console.log('正在生成页面……')
  const started = Date.now()
  const r = spawnSync(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  if (r.status !== 0) throw new Error('页面没有生成成功，请看上面的提示。')
  fs.mkdirSync(path.dirname(NOTE), { recursive: true })
  fs.writeFileSync(NOTE, hash)
  console.log(`页面已生成（${((Date.now() - started) / 1000).toFixed(1)} 秒）。`)
  return true
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of sources()) hash.update(path.relative(ROOT, file)).update('\0').update(fs.readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** What the pages are made of: everything in web/, kernel/ and text/, and of the processes what they load. */
function sources(): string[] {
  const inside = ['web', 'kernel', 'processes', 'text'].flatMap((dir) =>
    fs.existsSync(path.join(ROOT, dir))
      ? fs
          .readdirSync(path.join(ROOT, dir), { recursive: true, withFileTypes: true })
          .filter((f) => f.isFile() && !f.name.endsWith('.test.ts') && (dir !== 'processes' || f.name === 'process.ts' || f.name.endsWith('.tsx')))
          .map((f) => path.join(f.parentPath, f.name))
      : [],
  )
  const beside = [...CONFIGS, 'package-lock.json', 'tsconfig.json'].map((f) => path.join(ROOT, f)).filter((f) => fs.existsSync(f))
  return [...new Set([...inside, ...beside])].sort()
}
