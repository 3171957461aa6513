/** The whole house, as `npm start` opens it: one process, a real port, signals. */
import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const home = fs.mkdtempSync('/tmp/hy-main-')
fs.chmodSync(home, 0o755)
const started: ChildProcess[] = []

afterAll(() => {
  for (const c of started) c.kill('SIGKILL')
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

async function freePort(): Promise<number> {
  const s = net.createServer().listen(0)
  await new Promise((r) => s.once('listening', r))
  const { port } = s.address() as net.AddressInfo
  await new Promise((r) => s.close(r))
  return port
}

interface House {
  child: ChildProcess
  url: string
  /** All that it said so far. */
  said: () => string
  ended: Promise<number | null>
}

function start(port: number): House {
  const env = { ...process.env, PORT: String(port), HUYING_HOME: home, HUYING_DEMO: 'off', NODE_ENV: 'production' }
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (d: string) => (text += d))
  return { child, url: `http://127.0.0.1:${port}`, said: () => text, ended: new Promise((r) => child.once('exit', (code) => r(code))) }
}

async function until(what: () => boolean, house: House): Promise<void> {
  const limit = Date.now() + 15_000
  while (!what()) {
    if (house.child.exitCode !== null || Date.now() > limit) throw new Error(house.said())
    await new Promise((r) => setTimeout(r, 20))
  }
}

const running = () => fs.existsSync(path.join(home, 'pgdata/postmaster.pid'))

test('opens, answers, refuses a second opening in words, and closes in order on SIGTERM', async () => {
  const house = start(await freePort())
  await until(() => house.said().includes('呼应已启动'), house)
  const answer = await fetch(`${house.url}/api/me`)
  expect(answer.status).toBe(401)
  expect((await fetch(`${house.url}/api/nowhere`)).status).toBe(404)
  expect(running()).toBe(true)
  expect(fs.statSync(path.join(home, 'secret')).mode & 0o077).toBe(0)
  expect(house.said()).not.toContain(fs.readFileSync(path.join(home, 'secret'), 'utf8'))

  const second = start(await freePort())
  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(/启动失败：数据目录.*正由另一个进程/)
  expect((await fetch(`${house.url}/api/me`)).status).toBe(401)

  // A connection left open must not hold the house.
  const idle = net.connect(new URL(house.url).port as unknown as number, '127.0.0.1')
  await new Promise((r) => idle.once('connect', r))
  const before = Date.now()
  house.child.kill('SIGTERM')
  expect(await house.ended).toBe(0)
  expect(Date.now() - before).toBeLessThan(5000)
  expect(running()).toBe(false)
  idle.destroy()
})

test('a port that is taken is told in words, and the database is not left running', async () => {
  const other = net.createServer().listen(0, '0.0.0.0')
  await new Promise((r) => other.once('listening', r))
  const house = start((other.address() as net.AddressInfo).port)
  expect(await house.ended).toBe(1)
  expect(house.said()).toMatch(/端口 \d+ 已被占用/)
  expect(running()).toBe(false)
  other.close()
})
