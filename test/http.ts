/** The whole server on the small city, asked without a network: people log in and keep their cookies. */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { LightMyRequestResponse as Answer } from 'fastify'
import type pg from 'pg'
import { DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from '../people/demo/people.ts'
import { createAccounts, type NewAccount } from '../people/login/accounts.ts'
import { type AppOptions, buildApp, type Running } from '../server/app.ts'
import { type Story, story } from './story.ts'

export { DEMO_PASSWORD } from '../people/demo/people.ts'

export const SECRET = 'for tests only: forty characters and more'

export const demoPerson = (name: string): DemoPerson => {
  const p = DEMO_PEOPLE.find((x) => x.name === name)
  if (!p) throw new Error(`没有这个人：${name}`)
  return p
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export interface Got {
  status: number
  /** Parsed when it is JSON, else the text. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever came
  body: any
  raw: Answer
}
/** A browser: keeps what cookies it is given and names its seat. */
export interface Client {
  cookies: Map<string, string>
  headers: Record<string, string>
  seat?: string | undefined
  ask(method: Method, url: string, body?: unknown): Promise<Got>
  get(url: string): Promise<Got>
  post(url: string, body?: unknown): Promise<Got>
  put(url: string, body?: unknown): Promise<Got>
  /** An act on a suggestion; its key may be given to repeat it. */
  act(action: string, matter: string, input?: object, more?: object): Promise<Got>
}

export interface HttpHouse extends Running {
  story: Story
  dataDir: string
  /** A browser in which nobody has logged in. */
  client(): Client
  login(name: string, password?: string): Promise<Client>
  end(): Promise<void>
}

/** The whole server over a database, asked without a network; `now` moves its time. */
export async function serverOver(
  db: AppOptions['database'] & { owner: pg.Pool },
  accounts: NewAccount[],
  more: Partial<AppOptions>,
): Promise<Running & { dataDir: string; client(): Client; enter(login: string, password?: string): Promise<Client>; close(): Promise<void> }> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-http-'))
  await createAccounts(db.owner, accounts, DEMO_PASSWORD)
  const running = await buildApp({
    database: db,
    dataDir,
    secret: SECRET,
    baseURL: 'http://127.0.0.1',
    loginsPerMinute: 100_000,
    requestsPerMinute: 1_000_000,
    ...more,
  })
  await running.app.ready()

  function client(): Client {
    const c: Client = {
      cookies: new Map(),
      headers: {},
      async ask(method, url, body) {
        const raw = await running.app.inject({
          method,
          url,
          headers: { ...(c.seat ? { 'x-seat': c.seat } : {}), ...c.headers, cookie: [...c.cookies].map((x) => x.join('=')).join('; ') },
          ...(body === undefined ? {} : { payload: body as object }),
        })
        keep(c.cookies, raw)
        return { status: raw.statusCode, body: parsed(raw), raw }
      },
      get: (url) => c.ask('GET', url),
      post: (url, body = {}) => c.ask('POST', url, body),
      put: (url, body = {}) => c.ask('PUT', url, body),
      act: (action, matter, input = {}, body = {}) => c.post(`/api/suggestion/${matter}/${action}`, { key: randomUUID(), input, ...body }),
    }
    return c
  }
  return {
    ...running,
    dataDir,
    client,
    async enter(login, password = DEMO_PASSWORD) {
      const c = client()
      const r = await c.post('/api/login', { who: login, password })
      if (r.status !== 200) throw new Error(`${login} 登录不了：${r.body.message}`)
      return c
    },
    async close() {
      await running.app.close()
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/**
 * @param names who can log in, with the invented city's password
 * @param more what is to be other than usual
 */
export async function house(names: string[], { day, ...more }: Partial<AppOptions> & { day?: string } = {}): Promise<HttpHouse> {
  const s = await story(day)
  const accounts = names.map(demoPerson).map((p) => ({ person: p.id, login: p.login }))
  const server = await serverOver(s.db, accounts, { now: () => s.now, ...more })
  return {
    ...server,
    story: s,
    login: (name, password) => server.enter(demoPerson(name).login, password),
    async end() {
      await server.close()
      await s.end()
    },
  }
}

function keep(jar: Map<string, string>, raw: Answer): void {
  for (const { name, value, maxAge } of raw.cookies) {
    if (maxAge === 0 || value === '') jar.delete(name)
    else jar.set(name, encodeURIComponent(value))
  }
}

function parsed(raw: Answer): unknown {
  return String(raw.headers['content-type']).includes('json') && raw.body ? JSON.parse(raw.body) : raw.body
}
