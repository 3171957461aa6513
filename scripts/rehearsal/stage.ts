/** Simulated time, a real server on loopback, and everybody's requests to it. */
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { migrate } from '../../database/migrate.ts'
import { type Database, openDatabase } from '../../database/open.ts'
import { declareReads } from '../../database/reads.ts'
import { localDay } from '../../kernel/calendar.ts'
import { fillCalendar } from '../../kernel/calendar-fill.ts'
import { tick } from '../../kernel/tick.ts'
import type { ActResult, Problem } from '../../kernel/wire.ts'
import { demoAccounts } from '../../people/demo/logins.ts'
import { DEMO_PASSWORD } from '../../people/demo/people.ts'
import { seedDemo } from '../../people/demo/seed.ts'
import { createAccounts } from '../../people/login/accounts.ts'
import { reads } from '../../processes/index.ts'
import { buildApp, type Running } from '../../server/app.ts'

const DAY = 86_400_000
const AT_ONCE = 16
/** A rehearsal that has not come to rest by then is stopped and says so. */
const LAST_DAY = Date.parse('2028-12-31T00:00:00+08:00')

/** What a life yields: wait that many days. */
export type Life = AsyncGenerator<number, string, void>

/** The smallest PNG there is. */
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

export class Asked extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

export class Stage {
  now = new Date('2026-01-20T08:00:00+08:00')
  entered = 0
  requests = 0
  acts = 0
  late = 0
  began = 0
  took = 0
  readonly refused = new Map<string, number>()
  readonly ended = new Map<string, number>()
  readonly broken: string[] = []
  readonly slow: number[] = []
  readonly database: Database
  private readonly running: Running
  private readonly base: string
  private readonly sessions = new Map<string, Promise<string>>()
  private queue: { at: number; life: Life }[] = []

  private constructor(database: Database, running: Running, base: string) {
    this.database = database
    this.running = running
    this.base = base
  }

  static async open(home: string): Promise<Stage> {
    const database = await openDatabase({ home })
    await migrate(database.owner)
    await declareReads(database.owner, reads)
    await fillCalendar(database.owner)
    await seedDemo(database.owner, { log: undefined })
    await createAccounts(database.owner, await demoAccounts(database.owner), DEMO_PASSWORD)
    const holder: { stage?: Stage } = {}
    const running = await buildApp({
      database,
      dataDir: home,
      secret: randomUUID() + randomUUID(),
      baseURL: 'http://127.0.0.1',
      now: () => holder.stage?.now ?? new Date('2026-01-20T08:00:00+08:00'),
      requestsPerMinute: 10_000_000,
      loginsPerMinute: 1_000_000,
    })
    await running.app.listen({ port: 0, host: '127.0.0.1' })
    holder.stage = new Stage(database, running, `http://127.0.0.1:${(running.app.server.address() as AddressInfo).port}`)
    return holder.stage
  }

  enter(life: Life, at: Date): void {
    this.entered++
    this.queue.push({ at: at.getTime(), life })
  }

  async play(): Promise<void> {
    this.began = performance.now()
    let day = Math.min(...this.queue.map((q) => q.at))
    while (this.queue.length > 0 && day < LAST_DAY) {
      day = Math.min(...this.queue.map((q) => q.at))
      // To the last instant: what stands at 23:59:54 must not wait for ever.
      const end = Date.parse(`${localDay(new Date(day))}T00:00:00+08:00`) + DAY - 1
      if (localDay(new Date(day)).slice(0, 7) !== localDay(this.now).slice(0, 7))
        console.log(
          `  ${localDay(new Date(day)).slice(0, 7)}  ${this.acts} 次办理，还有 ${this.queue.length} 件在走（${((performance.now() - this.began) / 1000).toFixed(0)} 秒）`,
        )
      this.now = new Date(day)
      const r = await tick(this.running.house, this.now)
      this.late += r.late
      for (const f of r.failed) this.broken.push(`时钟 ${f.clock}：${f.why}`)
      const due = this.queue.filter((q) => q.at <= end).sort((a, b) => a.at - b.at)
      this.queue = this.queue.filter((q) => q.at > end)
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.worker(due)))
    }
    for (const _ of this.queue) this.end('没有走完')
    this.took = performance.now() - this.began
  }

  private async worker(due: { at: number; life: Life }[]): Promise<void> {
    for (let q = due.shift(); q; q = due.shift()) {
      try {
        const step = await q.life.next()
        if (step.done) this.end(step.value)
        else this.queue.push({ at: q.at + Math.max(step.value, 0.02) * DAY, life: q.life })
      } catch (e) {
        this.broken.push((e as Error).message)
        this.end('出错')
      }
    }
  }

  private end(where: string) {
    this.ended.set(where, (this.ended.get(where) ?? 0) + 1)
  }

  /** @throws {Asked} with the server's own words; they are counted. */
  async request<T>(who: Somebody, method: string, url: string, body?: unknown): Promise<T> {
    const cookie = await this.login(who.login)
    const started = performance.now()
    const r = await fetch(this.base + url, {
      method,
      headers: { cookie, 'x-seat': who.seat, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    })
    const answer = (await r.json()) as T
    this.requests++
    this.slow.push(performance.now() - started)
    if (r.ok) return answer
    const p = answer as Problem
    const words = `${p.error}:${p.fields ? Object.values(p.fields)[0] : p.message}`.replace(/\d{4}-\d\d-\d\d|\d+/g, 'N')
    this.refused.set(words, (this.refused.get(words) ?? 0) + 1)
    if (r.status >= 500) this.broken.push(`${method} ${url}:${p.message}`)
    throw new Asked(p)
  }

  async act(who: Somebody, matter: string | null, action: string, input?: unknown, party?: string, process = 'suggestion'): Promise<ActResult> {
    const r = await this.request<ActResult>(who, 'POST', matter ? `/api/${process}/${matter}/${action}` : `/api/${process}`, {
      key: randomUUID(),
      ...(matter ? {} : { action }),
      input,
      party,
    })
    this.acts++
    return r
  }

  /** A photo just uploaded, hanging on nothing yet: its id. */
  async upload(who: Somebody): Promise<string> {
    const form = new FormData()
    form.append('purpose', 'proof')
    form.append('file', new Blob([new Uint8Array(PHOTO)], { type: 'image/png' }), '完成照片.png')
    const r = await fetch(`${this.base}/api/files`, { method: 'POST', headers: { cookie: await this.login(who.login), 'x-seat': who.seat }, body: form })
    if (!r.ok) throw new Asked((await r.json()) as Problem)
    return ((await r.json()) as { id: string }).id
  }

  private login(who: string): Promise<string> {
    const known = this.sessions.get(who)
    if (known) return known
    const made = fetch(`${this.base}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ who, password: DEMO_PASSWORD }),
    }).then(async (r) => {
      if (!r.ok) throw new Error(`${who} 登录不了：${await r.text()}`)
      return r.headers
        .getSetCookie()
        .map((c) => c.split(';')[0])
        .join('; ')
    })
    this.sessions.set(who, made)
    return made
  }

  async close(): Promise<void> {
    await this.running.app.close()
    await this.database.stop()
  }
}

export interface Somebody {
  login: string
  seat: string
  name: string
}
