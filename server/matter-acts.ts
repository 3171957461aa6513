/** Every action of a process gets its own address from the declaration: to make a matter, to act on one, to act on many. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { act } from '../kernel/act.ts'
import { defaultsOf, fieldsOf } from '../kernel/fields.ts'
import { gate } from '../kernel/gate.ts'
import type { ActionDef, Actor, ProcessDef } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { BulkItem } from '../kernel/wire.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { numberOf } from '../processes/common/number.ts'
import { viewOf } from '../processes/common/view.ts'
import type { RouteContext } from './app.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

export const matterId = z.object({ id: z.uuid({ error: '没有这件事项' }) })
const key = z.uuid({ error: '请求缺少编号，请刷新页面后再试' })
export const actBody = z.object({
  key,
  version: z.int().optional(),
  party: z.uuid().nullish(),
  input: z.record(z.string(), z.unknown()).optional(),
  action: z.string().max(40).optional(),
})
const bulkBody = z.object({
  key,
  ids: z.array(z.uuid()).min(1, '请至少选一件').max(500, '一次最多办理 500 件'),
  input: z.record(z.string(), z.unknown()).optional(),
})
export const unseen = () => new Refusal('unknown', '没有这件事项，或者您无权查看')

/** The actor with where he acts from, for what must not come from a unit's own machine. */
export const actorAt = (viewer: Viewer, req: FastifyRequest): Actor => ({
  ...actorOf(viewer),
  from: { address: req.ip, device: String(req.headers['user-agent'] ?? '') },
})

/** @param tag the heading in the API's reference */
export function actRoutes(app: FastifyInstance, { pool, house, now }: RouteContext, def: ProcessDef, tag: string): void {
  const actions: Record<string, ActionDef> = def.actions
  const making = Object.keys(actions).filter((a) => actions[a]?.creates && !actions[a].inner)
  if (making.length > 0)
    route(app, {
      method: 'POST',
      url: `/api/${def.name}`,
      policy: signedIn,
      tag,
      summary: making.map((a) => actions[a]?.label).join('、'),
      body: documented(actBody, actions[making[0] as string]),
      handler: ({ viewer, body }) => {
        const action = body.action ?? (making[0] as string)
        if (!making.includes(action)) throw new Refusal('unknown', '没有这项办理')
        return act(house, { process: def.name, action, key: body.key, input: body.input, actor: actorOf(viewer), now: now() })
      },
    })
  for (const [name, a] of Object.entries(actions)) {
    if (a.creates || a.inner) continue
    route(app, {
      method: 'POST',
      url: `/api/${def.name}/:id/${name}`,
      policy: signedIn,
      tag,
      summary: a.label,
      params: matterId,
      body: documented(actBody, a),
      handler: ({ viewer, params, body, req }) =>
        act(house, {
          process: def.name,
          action: name,
          matter: params.id,
          party: body.party,
          key: body.key,
          version: body.version,
          input: body.input,
          actor: actorAt(viewer, req),
          now: now(),
        }),
    })
    if (a.bulk) bulkRoutes(app, { pool, house, now } as RouteContext, def, name, a, tag)
  }
}

function bulkRoutes(app: FastifyInstance, { pool, house, now }: RouteContext, def: ProcessDef, name: string, a: ActionDef, tag: string): void {
  route(app, {
    method: 'POST',
    url: `/api/${def.name}/bulk/${name}`,
    policy: signedIn,
    tag,
    summary: `批量${a.label}`,
    body: documented(bulkBody, a),
    handler: async ({ viewer, body }) => ({ results: await bulk(viewer, body.ids, body.key, body.input) }),
  })
  route(app, {
    method: 'POST',
    url: `/api/${def.name}/bulk/${name}/preview`,
    policy: signedIn,
    tag,
    summary: `批量${a.label}：每一件会怎样`,
    body: z.object({ ids: bulkBody.shape.ids }),
    handler: ({ viewer, body }) => readAs(pool, viewer, (c) => preview(c, viewer, body.ids)),
  })

  async function preview(c: pg.ClientBase, viewer: Viewer, ids: string[]) {
    const items = []
    for (const one of ids) {
      const got = await viewOf(def, c, viewer, one, now())
      if (!got) items.push({ id: one, number: '', title: '', ok: false, text: '没有这件事项，或者您无权查看' })
      else {
        const v = gate(def, got.view, name)
        items.push({ id: one, number: numberOf(got.matter), title: got.matter.title, ok: v.ok, text: v.ok ? `将${a.label}` : v.why })
      }
    }
    return { fields: fieldsOf(a.input), initial: defaultsOf(a.input), items }
  }

  /** One transaction each; a result for every item, in the order asked. Keys derive from the one key, so a repeat repeats all. */
  async function bulk(viewer: Viewer, ids: string[], batch: string, input?: Record<string, unknown>): Promise<BulkItem[]> {
    const numbers = await readAs(
      pool,
      viewer,
      async (c) => new Map((await c.query('select id, series, no from matter where id = any ($1)', [ids])).rows.map((r) => [r.id, numberOf(r)])),
    )
    const out: BulkItem[] = []
    for (const one of new Set(ids)) {
      try {
        const r = await act(house, {
          process: def.name,
          action: name,
          matter: one,
          key: await derivedKey(batch, one),
          input,
          actor: actorOf(viewer),
          now: now(),
        })
        out.push({ id: one, number: numbers.get(one) ?? '', ok: true, says: r.says })
      } catch (e) {
        if (!(e instanceof Refusal)) throw e
        out.push({ id: one, number: numbers.get(one) ?? '', ok: false, error: e.problem })
      }
    }
    return out
  }
}

/** A v8-like UUID from two: the same batch and item always give the same key. */
export async function derivedKey(batch: string, item: string): Promise<string> {
  const h = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(batch + item))).subarray(0, 16)
  h[6] = ((h[6] as number) & 0x0f) | 0x80
  h[8] = ((h[8] as number) & 0x3f) | 0x80
  const x = h.toString('hex')
  return `${x.slice(0, 8)}-${x.slice(8, 12)}-${x.slice(12, 16)}-${x.slice(16, 20)}-${x.slice(20)}`
}

/** The body as it is checked (input freely, by the act itself) with the action's own input for the API document. */
function documented<T extends z.ZodObject>(body: T, a: ActionDef | undefined): T {
  return body.meta({ actionInput: a?.input }) as T
}

/** Rows behind a number: one that its reader may not open keeps its place, so that the number is right, and says so instead of its content. */
export async function withoutUnseen<T extends { id: string; title: string; number: string }>(
  pool: pg.Pool,
  viewer: Viewer,
  rows: T[],
): Promise<(Omit<T, 'id'> & { id: string | null })[]> {
  const seen = await readAs(
    pool,
    viewer,
    async (c) => new Set((await c.query('select id from matter where id = any ($1)', [rows.map((r) => r.id)])).rows.map((r) => r.id as string)),
  )
  return rows.map((r) => (seen.has(r.id) ? r : { ...r, id: null, number: '', title: '内容不向您显示' }))
}
