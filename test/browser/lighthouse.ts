/** Lighthouse over the browser from npm: scores of 0–100 by category, with what it found. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import lighthouse from 'lighthouse'
import { unpackChromium } from './chromium.ts'

export interface Audit {
  url: string
  scores: Record<string, number>
  /** Audits below the best, with their titles. */
  found: string[]
}

/** A browser of its own with a debugging port chosen by itself. */
async function launch(): Promise<{ port: number; stop: () => void }> {
  const { executablePath, env } = await unpackChromium()
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-lighthouse-'))
  const child = spawn(
    executablePath,
    ['--headless=old', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--remote-debugging-port=0', `--user-data-dir=${dir}`, 'about:blank'],
    { env, stdio: 'ignore' },
  )
  const stop = () => {
    child.kill('SIGKILL')
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
  const file = path.join(dir, 'DevToolsActivePort')
  for (let i = 0; i < 100; i++) {
    await new Promise((done) => setTimeout(done, 100))
    const port = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : 0
    if (port) return { port, stop }
  }
  stop()
  throw new Error('浏览器没有启动')
}

/** @param categories of Lighthouse: 'accessibility', 'performance' … */
export async function audit(urls: readonly string[], categories: string[]): Promise<Audit[]> {
  const { port, stop } = await launch()
  try {
    const out: Audit[] = []
    for (const url of urls) {
      const r = await lighthouse(url, { port, onlyCategories: categories, logLevel: 'silent', output: 'json' })
      if (!r || r.lhr.runtimeError) throw new Error(`Lighthouse 没有读到 ${url}：${r?.lhr.runtimeError?.message ?? ''}`)
      out.push({
        url,
        scores: Object.fromEntries(Object.entries(r.lhr.categories).map(([k, c]) => [k, Math.round((c.score ?? 0) * 100)])),
        found: Object.values(r.lhr.audits)
          .filter((a) => a.score !== null && a.score < 1)
          .map((a) => `${a.id}: ${a.title}`),
      })
    }
    return out
  } finally {
    stop()
  }
}
