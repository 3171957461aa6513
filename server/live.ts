/** Server-sent updates: after a commit, those concerned are told that something moved; their page asks again what it shows. */
import type { FastifyInstance } from 'fastify'
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { Refusal } from '../kernel/refusal.ts'
import type { LiveChange } from '../kernel/wire.ts'
import { holdersOf, type Viewer } from '../people/viewer.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

const PING_MS = 20_000
/** Rights are read when a stream opens: it is closed now and then, and the browser opens it anew. */
const LIFE_MS = 10 * 60_000
const MOST_PER_PERSON = 5

interface Listener {
  viewer: Viewer
  holders: Set<string>
  out: ServerResponse
}

export interface Live {
  /** @param change goes to those whose holder keys meet `audience` */
  publish(change: LiveChange & { audience: string[] }): void
  routes(app: FastifyInstance): void
}

export function createLive(): Live {
  const listeners = new Set<Listener>()
  return {
    publish({ audience, ...change }) {
      const data = `event: change\ndata: ${JSON.stringify(change)}\n\n`
      for (const l of listeners) if (audience.some((h) => l.holders.has(h))) l.out.write(data)
    },
    routes(app) {
      route(app, {
        method: 'GET', url: '/api/live', policy: signedIn, tag: '我', summary: '有变化时告诉页面(SSE)', query: z.object({ seat: z.string().optional() }),
        handler: ({ viewer, req, res }) => {
          if ([...listeners].filter((l) => l.viewer.person === viewer.person).length >= MOST_PER_PERSON) throw new Refusal('busy', '打开的页面太多了,请关掉几个')
          res.hijack()
          const out = res.raw
          out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
          out.write('retry: 3000\nevent: ping\ndata: {}\n\n')
          const me: Listener = { viewer, holders: new Set(holdersOf(viewer.seat)), out }
          listeners.add(me)
          const ping = setInterval(() => out.write('event: ping\ndata: {}\n\n'), PING_MS)
          const end = setTimeout(() => out.end(), LIFE_MS)
          req.raw.on('close', () => {
            listeners.delete(me)
            clearInterval(ping)
            clearTimeout(end)
          })
        },
      })
      app.addHook('preClose', async () => {
        for (const l of listeners) l.out.end()
      })
    },
  }
}
