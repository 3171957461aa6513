/**
 * What has just changed, told to those it concerns: GET /api/live, server-sent events. Only the fact travels (`LiveChange`); the
 * page then asks for the content, and is answered by the same policies as always.
 */
import { PassThrough } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../kernel/refusal.ts'
import type { LiveChange } from '../kernel/wire.ts'
import { holdersOf, type Viewer } from '../people/viewer.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

export interface Live {
  /**
   * @param change `audience`: holder keys (as in `duty.holder`) of those who may read the matter; `gone`: of those who had something to do
   *   there. One of the latter who may read it no more is told that his lists have changed, and not what. Call after commit.
   */
  publish(change: LiveChange & { audience: readonly string[]; gone?: readonly string[] }): void
  routes(app: FastifyInstance): void
  /** Closes the streams of a login that has ended. */
  end(session: string): void
  /** Streams open now. */
  readonly size: number
}

interface Stream {
  viewer: Viewer
  holders: ReadonlySet<string>
  out: PassThrough
}

export interface LiveOptions {
  /** Milliseconds. */
  ping?: number
  /** Milliseconds after which a stream ends; the browser comes back and its rights are read anew. */
  life?: number
  /** Those of the logins that are over; asked at every heart-beat. Without it a stream outlives its login by `life` at most. */
  ended?: (sessions: string[]) => Promise<string[]>
  /** Those of the seats that nobody sits on any more; asked with it. */
  left?: (seats: string[]) => Promise<string[]>
}

const PER_PERSON = 5
/** Bytes not yet taken by a reader who is too slow, or gone. */
const BEHIND = 64 * 1024

export function createLive({ ping = 20_000, life = 600_000, ended, left }: LiveOptions = {}): Live {
  const streams = new Set<Stream>()
  let beat: NodeJS.Timeout | undefined

  function tell(s: Stream, text: string) {
    if (s.out.writableLength > BEHIND) s.out.destroy()
    else if (s.out.writable) s.out.write(text)
  }

  function open(viewer: Viewer): PassThrough {
    if ([...streams].filter((s) => s.viewer.person === viewer.person).length >= PER_PERSON)
      throw new Refusal('busy', '打开的页面太多了，这个页面不再自动刷新，请关掉几个不用的页面')
    const s: Stream = { viewer, holders: new Set(holdersOf(viewer.seat)), out: new PassThrough() }
    streams.add(s)
    // Spread out, so that a restart or the end of ten minutes does not bring everybody back at once.
    tell(s, `retry: ${3000 + Math.floor(Math.random() * 4000)}\n\n`)
    beat ??= setInterval(pulse, ping)
    const limit = setTimeout(() => s.out.end(), life * (0.9 + Math.random() * 0.1))
    s.out.once('close', () => {
      clearTimeout(limit)
      streams.delete(s)
      if (streams.size > 0) return
      clearInterval(beat)
      beat = undefined
    })
    return s.out
  }

  /** One question for all streams together. When it cannot be answered the streams stay: they carry no content. */
  async function pulse() {
    for (const s of streams) tell(s, 'event: ping\ndata: {}\n\n')
    const over = await ended?.([...new Set([...streams].map((s) => s.viewer.session))]).catch(() => [])
    for (const session of over ?? []) end(session)
    const empty = await left?.([...new Set([...streams].map((s) => s.viewer.seat.id))]).catch((): string[] => [])
    for (const s of streams) if (empty?.includes(s.viewer.seat.id)) s.out.end()
  }

  function end(session: string) {
    for (const s of streams) if (s.viewer.session === session) s.out.end()
  }

  return {
    end,
    publish({ audience, gone = [], matter, process, action, version }) {
      const say = (change: LiveChange) => `event: change\ndata: ${JSON.stringify(change)}\n\n`
      const [text, bare] = [say({ matter, process, action, version }), say({ matter: null, process: '', action: '', version: 0 })]
      for (const s of streams) {
        if (audience.some((a) => s.holders.has(a))) tell(s, text)
        else if (gone.some((a) => s.holders.has(a))) tell(s, bare)
      }
    },
    routes(app) {
      route(app, {
        method: 'GET',
        url: '/api/live',
        policy: signedIn,
        tag: '通知',
        summary: '有变化时推送（SSE）:change、ping',
        handler: ({ viewer, req, res }) => {
          // A HEAD request would leave its stream open for ten minutes.
          if (req.method === 'HEAD') return res.send()
          const out = open(viewer)
          res.raw.once('close', () => out.destroy())
          return res
            .header('content-type', 'text/event-stream; charset=utf-8')
            .header('cache-control', 'no-cache, no-transform')
            .header('x-accel-buffering', 'no')
            .send(out)
        },
      })
      app.addHook('preClose', async () => {
        for (const s of streams) s.out.end()
      })
    },
    get size() {
      return streams.size
    },
  }
}
