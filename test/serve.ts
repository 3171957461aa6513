/** A real server on loopback for a story, and people logged in to it. */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../people/demo/people.ts'
import { createAccounts } from '../people/login/accounts.ts'
import type { OidcProvider } from '../people/login/oidc.ts'
import { buildApp, type Running } from '../server/app.ts'
import type { Sms } from '../server/channels/sms.ts'
import { type Story, story } from './story.ts'

export interface Served extends Running {
  story: Story
  dataDir: string
  base: string
  /** `fetch` with the login of that person; the path begins with /api. */
  as(name: string): Promise<(path: string, init?: RequestInit) => Promise<Response>>
  end(): Promise<void>
}

/** @param who those who can log in */
export async function serve(
  who: string[],
  day?: string,
  more: { provider?: OidcProvider; webDir?: string; base?: string; port?: number; sms?: Sms; asksPerTenMinutes?: number } = {},
): Promise<Served> {
  const s = await story(day)
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-serve-'))
  const people = DEMO_PEOPLE.filter((p) => who.includes(p.name))
  await createAccounts(
    s.db.owner,
    people.map((p) => ({ person: p.id, login: p.login, phone: null })),
    DEMO_PASSWORD,
  )
  const running = await buildApp({
    database: s.db,
    dataDir,
    secret: randomUUID() + randomUUID(),
    baseURL: more.base ?? 'http://127.0.0.1',
    provider: more.provider,
    ...(more.webDir ? { webDir: more.webDir } : {}),
    ...(more.sms ? { sms: more.sms } : {}),
    ...(more.asksPerTenMinutes ? { asksPerTenMinutes: more.asksPerTenMinutes } : {}),
    now: () => s.now,
    loginsPerMinute: 1000,
    requestsPerMinute: 100_000,
  })
  await running.app.listen({ port: more.port ?? 0, host: '127.0.0.1' })
  const base = `http://127.0.0.1:${(running.app.server.address() as AddressInfo).port}`
  return {
    ...running,
    story: s,
    dataDir,
    base,
    async as(name) {
      const login = people.find((p) => p.name === name)?.login
      const r = await fetch(`${base}/api/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ who: login, password: DEMO_PASSWORD }),
      })
      if (!r.ok) throw new Error(await r.text())
      const cookie = r.headers
        .getSetCookie()
        .map((c) => c.split(';')[0])
        .join('; ')
      return (p, init) => fetch(base + p, { ...init, headers: { cookie, ...(init?.headers as Record<string, string>) } })
    },
    async end() {
      await running.app.close()
      await s.end()
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
