/** The background work on a real database: what it does by itself, beside a second one, and when it is told to stop. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPools } from '../database/open.ts'
import { verify } from '../kernel/verify.ts'
import { handedOver, type Story, story, TEXT } from '../test/story.ts'
import { ask, BUS, type Said } from '../test/voices.ts'
import { type JobOptions, startJobs } from './jobs.ts'

let s: Story
let dataDir: string
const stops: (() => Promise<void>)[] = []
const lines: string[] = []
const log = { info() {}, warn: (t: string) => lines.push(t), error: (t: string) => lines.push(t) }
beforeEach(async () => {
  s = await story('2026-03-10')
  lines.length = 0
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-jobs-'))
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  await s.end()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

async function start(more: Partial<JobOptions> = {}) {
  const jobs = await startJobs({ database: s.db, house: s.house, dataDir, log, now: () => s.now, sealEvery: 50, ...more })
  stops.push(() => jobs.stop())
  return jobs
}
/** What the crontab does at its minute, at once. */
const doNow = (task: string) => s.db.owner.query('select public_jobs.add_job($1)', [task])
const unsealed = async () => (await verify(s.db.owner)).unsealed

test('events are sealed within moments, by two houses together, each once', async () => {
  await start()
  const second = openPools(s.db.url)
  stops.push(second.end)
  await start({ database: second })
  await handedOver(s)
  await expect.poll(unsealed, { timeout: 3000 }).toBe(0)
  await s.as('吴海涛').does('signFor')
  await expect.poll(unsealed, { timeout: 3000 }).toBe(0)
  expect(await verify(s.db.owner)).toMatchObject({ ok: true, events: 5 })
  expect(lines).toEqual([])
})

test('a clock that has run out acts; notices without a mail server stay in the pages; the root of yesterday is written down once', async () => {
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  await s.db.owner.query(`update person set email = 'a@example.cn'; insert into outbox (notice, person, at) select id, person, at from notice`)
  await start()
  await expect.poll(unsealed, { timeout: 3000 }).toBe(0)
  s.at('2026-06-10')
  await doNow('clocks')
  await expect.poll(() => s.rows(`select 1 from clock where late_at is not null`), { timeout: 8000 }).not.toEqual([])
  await expect.poll(() => s.rows(`select 1 from public_jobs.jobs where task_identifier = 'clocks'`), { timeout: 8000 }).toEqual([])
  await doNow('deliver')
  await expect.poll(() => s.rows('select channel from outbox where sent_at is null'), { timeout: 8000 }).toEqual([])
  s.at('2026-06-11')
  for (let i = 0; i < 2; i++) {
    await doNow('root')
    await expect.poll(() => s.rows(`select 1 from public_jobs.jobs where task_identifier = 'root'`), { timeout: 8000 }).toEqual([])
  }
  const [day, block, hash] = fs.readFileSync(path.join(dataDir, 'roots.txt'), 'utf8').trim().split(' ')
  expect(day).toBe('2026-06-10')
  expect(await verify(s.db.owner, { roots: [{ day: day as string, block: Number(block), hash: hash as string }] })).toMatchObject({ ok: true })
  expect(lines).toEqual([])
})

test('every minute, and the root at five past midnight in Shanghai', async () => {
  await start()
  // The worker notes its timetable down after it has started.
  const known = async () =>
    (await s.rows<{ identifier: string }>('select identifier from public_jobs._private_known_crontabs order by 1')).map((r) => r.identifier)
  await expect.poll(known, { timeout: 8000 }).toEqual(['clocks', 'deliver', 'learn', 'root', 'tidy', 'topics', 'topicsDay'])
})

test('topics are found by night and added to by day', async () => {
  for (const x of BUS.slice(0, 3)) await ask(s, x)
  await start()
  const n = async () => (await s.rows<{ n: number }>('select n from topic')).map((t) => t.n)
  await doNow('topics')
  await expect.poll(n, { timeout: 12_000 }).toEqual([3])
  s.at('2026-03-10', 15)
  await ask(s, BUS[3] as Said)
  await doNow('topicsDay')
  await expect.poll(n, { timeout: 12_000 }).toEqual([4])
  expect(lines).toEqual([])
})

test('a task that fails says so and is done the next time', async () => {
  await start()
  await s.db.owner.query('alter table outbox rename to away')
  await doNow('deliver')
  await expect.poll(() => lines, { timeout: 8000 }).toEqual([expect.stringMatching(/^后台任务出错：.*outbox/)])
  await s.db.owner.query('alter table away rename to outbox')
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  await s.db.owner.query('insert into outbox (notice, person, at) select id, person, at from notice')
  await doNow('deliver')
  await expect.poll(() => s.rows(`select 1 from outbox where sent_at is null`), { timeout: 8000 }).toEqual([])
  await expect.poll(() => s.rows('select 1 from public_jobs.jobs'), { timeout: 8000 }).toEqual([])
})

test('work goes on after the database cut every connection', async () => {
  await start()
  await handedOver(s)
  await expect.poll(unsealed, { timeout: 3000 }).toBe(0)
  const other = openPools(s.db.url)
  await other.owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
  await other.end()
  // The pools notice; the test's own first question may still meet a dead connection.
  await new Promise((r) => setTimeout(r, 300))
  await s.as('吴海涛').does('signFor')
  await expect.poll(unsealed, { timeout: 8000 }).toBe(0)
  await doNow('root')
  await expect.poll(() => s.rows('select 1 from public_jobs.jobs'), { timeout: 15_000 }).toEqual([])
})

test('stopping is quick, twice is once, and nothing runs after', async () => {
  const jobs = await start()
  const started = Date.now()
  await Promise.all([jobs.stop(), jobs.stop()])
  expect(Date.now() - started).toBeLessThan(1500)
  await handedOver(s)
  await new Promise((r) => setTimeout(r, 200))
  expect(await unsealed()).toBe(4)
})

test('a broken-off upload is cleared away after a day', async () => {
  const dir = path.join(dataDir, 'files/incoming')
  fs.mkdirSync(dir, { recursive: true })
  for (const name of ['old', 'new']) fs.writeFileSync(path.join(dir, name), 'x')
  fs.utimesSync(path.join(dir, 'old'), 0, 0)
  await start()
  await doNow('tidy')
  await expect.poll(() => fs.readdirSync(dir), { timeout: 8000 }).toEqual(['new'])
})

test('an SMTP address that makes no sense stops the start in words, without repeating it', async () => {
  await expect(start({ smtp: 'mail.example.cn:secret' })).rejects.toThrow(/^SMTP_URL 的写法不对/)
  await expect(start({ smtp: 'mail.example.cn:secret' })).rejects.not.toThrow(/secret/)
})
