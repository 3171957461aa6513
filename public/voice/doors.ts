/** The doors of the voice pages: a GET shows, a POST comes from our own page and goes on to an address. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { readPublic } from '../../database/read.ts'
import type { House } from '../../kernel/act.ts'
import { spend } from '../../kernel/limits.ts'
import type { Vault } from '../../kernel/vault.ts'
import type { Sms } from '../../server/channels/sms.ts'
import { anyone } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import { missing, type Page } from '../layout.ts'
import { type Place, placeOf } from '../read.ts'
import { dropPhotos, ownForm, readForm, type Sent } from './form.ts'
import type { Filled } from './pages.ts'

export interface VoiceContext {
  pool: pg.Pool
  house: House & { vault: Vault }
  now: () => Date
  baseURL: string
  dataDir: string
  sms: Sms
  /** Called after photos were laid aside. */
  photos: () => void
  /** Concerns from one address in ten minutes; default 20. */
  asksPerTenMinutes?: number | undefined
}
export type Show = (req: FastifyRequest, res: FastifyReply, p: Page) => unknown
const tag = '公开'
export interface At {
  place: Place
  params: Record<string, string>
  query: Record<string, unknown>
  req: FastifyRequest
  res: FastifyReply
}
export interface Doors {
  get(url: string, summary: string, make: (a: At) => Promise<Page | undefined>): void
  /** @param photos whether its form has a field for them */
  post(url: string, summary: string, max: number, make: (a: At & { sent: Sent }) => Promise<Page | string | undefined>, photos?: boolean): void
}

/** In an hour from one address. */
export const mostFrom = (o: Pick<VoiceContext, 'asksPerTenMinutes'>): number => (o.asksPerTenMinutes ?? 20) * 3

/** Whether that many bytes more may come from this address today. */
export const roomFor = async (o: Pick<VoiceContext, 'pool' | 'house' | 'now'>, address: string, bytes: number): Promise<boolean> =>
  !(await spend(o.pool, o.house.vault, [{ kind: 'bytesFrom', who: address, amount: bytes }], o.now()))

export const filled = (sent: Sent, wrong: Record<string, string>): Filled => ({ values: sent.fields, wrong })

export function doorsOf(g: FastifyInstance, o: VoiceContext, show: Show): Doors {
  const place = async (req: FastifyRequest) => readPublic(o.pool, (c) => placeOf(c, (req.params as { place?: string }).place ?? ''))
  const get: Doors['get'] = (url, summary, make) =>
    route(g, {
      method: 'GET',
      url: `/g/:place${url}`,
      policy: anyone,
      tag,
      summary,
      handler: async ({ req, res }) => {
        const at = await place(req)
        const page =
          at && (await make({ place: at, params: req.params as Record<string, string>, query: (req.query ?? {}) as Record<string, unknown>, req, res }))
        res.header('referrer-policy', 'same-origin')
        return show(req, res, page ?? missing())
      },
    })
  const post: Doors['post'] = (url, summary, max, make, photos = false) =>
    route(g, {
      method: 'POST',
      url: `/g/:place${url}`,
      policy: anyone,
      tag,
      summary,
      limit: { max, timeWindow: '10 minutes' },
      handler: async ({ req, res }) => {
        ownForm(req, o.baseURL)
        const at = await place(req)
        if (!at) return show(req, res, missing())
        const sent = await readForm(req, o.dataDir, photos, (bytes) => roomFor(o, req.ip, bytes))
        const r = await make({ place: at, params: req.params as Record<string, string>, query: {}, req, res, sent }).catch(async (e) => {
          await dropPhotos(o.dataDir, sent.photos)
          throw e
        })
        if (typeof r === 'string') return res.code(303).header('location', r).send()
        return show(req, res, r ?? missing())
      },
    })
  return { get, post }
}
