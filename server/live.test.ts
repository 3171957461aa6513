import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LiveChange } from '../kernel/wire.ts'
import type { Viewer } from '../people/viewer.ts'
import { type Served, serve } from '../test/serve.ts'
import { TEXT } from '../test/story.ts'
import { createLive, type LiveOptions } from './live.ts'

let served: Served
beforeAll(async () => {
  served = await serve(['李秀兰', '王敏', '吴海涛', '彭海燕'])
})
afterAll(() => served.end())

type Fetch = (path: string, init?: RequestInit) => Promise<Response>

/** Reads a stream until closed; `changes` grows. */
async function listen(fetch: Fetch) {
  const stop = new AbortController()
  const res = await fetch('/api/live', { signal: stop.signal })
  const heard = {
    res,
    text: '',
    ended: false,
    changes: () => [...heard.text.matchAll(/event: change\ndata: (.*)\n\n/g)].map((m) => JSON.parse(m[1] as string) as LiveChange),
    close: () => stop.abort(),
  }
  void (async () => {
    try {
      for await (const chunk of res.body ?? []) heard.text += Buffer.from(chunk).toString()
    } catch {
      // closed by the test
    }
    heard.ended = true
  })()
  return heard
}
const until = (what: () => boolean) => expect.poll(what, { timeout: 5000, interval: 10 }).toBe(true)

test('a change reaches those it concerns, at once and with nothing but the fact; others hear nothing', async () => {
  const [deputy, office, unit, other] = (await Promise.all(['李秀兰', '王敏', '吴海涛', '彭海燕'].map(async (n) => listen(await served.as(n))))) as [
    Listener,
    Listener,
    Listener,
    Listener,
  ]
  expect(deputy.res.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const mine = await served.as('李秀兰')
  const act = async (path: string, input: object) => {
    const r = await mine(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ key: crypto.randomUUID(), input }) })
    expect(r.status).toBe(200)
    return (await r.json()) as { matter: string; version: number }
  }
  const { matter } = await act('/api/suggestion', TEXT)
  const { version } = await act(`/api/suggestion/${matter}/submit`, {})
  await until(() => deputy.changes().length === 2 && office.changes().some((c) => c.action === 'submit'))
  expect(office.changes().at(-1)).toEqual({ matter, process: 'suggestion', action: 'submit', version })
  expect([unit.changes(), other.changes()]).toEqual([[], []])
  expect(`${office.text}${deputy.text}`).not.toContain('公交')
  for (const l of [deputy, office, unit, other]) l.close()
})
type Listener = Awaited<ReturnType<typeof listen>>

test('who is not logged in gets no stream', async () => {
  expect((await fetch(`${served.base}/api/live`)).status).toBe(401)
})

test('five streams a person; the sixth is told why; a closed one makes room', async () => {
  const mine = await served.as('吴海涛')
  const five = await Promise.all(Array.from({ length: 5 }, () => listen(mine)))
  const sixth = await mine('/api/live')
  expect([sixth.status, await sixth.json()]).toEqual([429, expect.objectContaining({ error: 'busy', message: expect.stringMatching(/页面太多/) })])
  five[0]?.close()
  await expect.poll(async () => (await mine('/api/live', { signal: AbortSignal.timeout(1000) })).status).toBe(200)
  for (const l of five) l.close()
})

test('closing the house ends the streams', async () => {
  const own = await serve(['王敏'])
  const l = await listen(await own.as('王敏'))
  // Were the stream left open, closing would wait for it: a stream lives far longer than a test may.
  await own.end()
  await until(() => l.ended)
})

/** A hub by itself, with short times. */
async function hub(o: LiveOptions) {
  const live = createLive(o)
  const app = Fastify()
  app.decorateRequest('viewer', null)
  app.addHook('onRequest', async (req) => {
    req.viewer = { person: 'p', name: '某', strong: false, session: 's1', seat: { id: 'a', office: 'deputy', place: '990300' } } as Viewer
  })
  live.routes(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return { live, app, base, fetch: ((p, init) => fetch(base + p, init)) as Fetch }
}

test('a heart-beat keeps it open; after its life it ends and leaves nothing behind', async () => {
  const { live, app, fetch } = await hub({ ping: 20, life: 300 })
  const l = await listen(fetch)
  await until(() => (l.text.match(/event: ping/g) ?? []).length >= 3)
  expect(l.text).toMatch(/^retry: \d{4}\n\n/)
  await until(() => l.ended && live.size === 0)
  await app.close()
})

test('the streams of an ended login are closed, and no change goes there any more', async () => {
  const { live, app, fetch } = await hub({})
  const l = await listen(fetch)
  live.end('s2')
  live.publish({ matter: 'm', process: 'x', action: 'a', version: 1, audience: ['seat:a'] })
  await until(() => l.changes().length === 1)
  live.end('s1')
  await until(() => l.ended)
  await app.close()
})

test('a login found to be over at the heart-beat is closed, too', async () => {
  let over = false
  const { app, fetch } = await hub({ ping: 20, ended: async (sessions) => (over ? sessions : []) })
  const l = await listen(fetch)
  await until(() => l.text.includes('ping'))
  expect(l.ended).toBe(false)
  over = true
  await until(() => l.ended)
  await app.close()
})

test('a seat that has ended takes its streams along at the heart-beat', async () => {
  let over = false
  const { app, fetch } = await hub({ ping: 20, left: async (seats) => (over ? seats : []) })
  const l = await listen(fetch)
  await until(() => l.text.includes('ping'))
  expect(l.ended).toBe(false)
  over = true
  await until(() => l.ended)
  await app.close()
})

test('a reader who takes nothing is cut off instead of filling the memory', async () => {
  const { live, app, base } = await hub({})
  const req = http.get(`${base}/api/live`)
  const [res] = (await once(req, 'response')) as [http.IncomingMessage]
  res.pause()
  res.on('error', () => {})
  for (let i = 0; live.size && i < 200_000; i++) {
    live.publish({ matter: 'm'.repeat(200), process: 'x', action: 'a', version: i, audience: ['seat:a'] })
    if (i % 500 === 0) await new Promise((r) => setImmediate(r))
  }
  expect(live.size).toBe(0)
  req.destroy()
  await app.close()
})

test('a HEAD request leaves no stream open', async () => {
  const { live, app, base } = await hub({})
  expect((await fetch(`${base}/api/live`, { method: 'HEAD' })).status).toBe(200)
  expect(live.size).toBe(0)
  await app.close()
})
