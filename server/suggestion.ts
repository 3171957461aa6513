/** Suggestions over HTTP. Every action of the process gets its own address from the declaration. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { act } from '../kernel/act.ts'
import { calendarOf } from '../kernel/calendar-store.ts'
import { defaultsOf, fieldsOf } from '../kernel/fields.ts'
import { gate } from '../kernel/gate.ts'
import type { ActionDef } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { BulkItem } from '../kernel/wire.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { check } from '../processes/suggestion/checks.ts'
import { exportList } from '../processes/suggestion/export.ts'
import { GUIDE } from '../processes/suggestion/guide.ts'
import { facets, listQuery, listSuggestions } from '../processes/suggestion/list.ts'
import { suggestion as def } from '../processes/suggestion/process.ts'
import { numberOf, readSuggestion, viewOf } from '../processes/suggestion/reads.ts'
import { similarTo } from '../processes/suggestion/similar.ts'
import type { RouteContext } from './app.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '代表建议'
const id = z.object({ id: z.uuid({ error: '没有这件事项' }) })
const key = z.uuid({ error: '请求缺少编号，请刷新页面后再试' })
const actBody = z.object({ key, version: z.int().optional(), party: z.uuid().nullish(), input: z.record(z.string(), z.unknown()).optional() })
const bulkBody = z.object({
  key,
  ids: z.array(z.uuid()).min(1, '请至少选一件').max(500, '一次最多办理 500 件'),
  input: z.record(z.string(), z.unknown()).optional(),
})
const actions: Record<string, ActionDef> = def.actions

export function suggestionRoutes(app: FastifyInstance, { pool, house, now }: RouteContext) {
  const calendar = (client: import('pg').ClientBase) => client.query('select version from calendar_version').then((r) => calendarOf(client, r.rows[0].version))
  const unseen = () => new Refusal('unknown', '没有这件事项，或者您无权查看')

  route(app, {
    method: 'GET',
    url: '/api/suggestion',
    policy: signedIn,
    tag,
    summary: '建议列表',
    query: listQuery,
    handler: ({ viewer, query }) => readAs(pool, viewer, async (c) => listSuggestions(c, viewer, query, await calendar(c), now())),
  })
  route(app, {
    method: 'GET',
    url: '/api/suggestion/facets',
    policy: signedIn,
    tag,
    summary: '列表的筛选项和件数',
    query: listQuery,
    handler: ({ viewer, query }) => readAs(pool, viewer, async (c) => facets(c, viewer, query, await calendar(c), now())),
  })
  route(app, {
    method: 'GET',
    url: '/api/suggestion.xlsx',
    policy: signedIn,
    tag,
    summary: '按同样的筛选导出 Excel',
    query: listQuery,
    handler: async ({ viewer, query, res }) => {
      const rows = await readAs(pool, viewer, async (c) => exportList(c, viewer, query, await calendar(c), now()))
      res
        .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('代表建议.xlsx')}`)
      return rows
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/suggestion/new',
    policy: signedIn,
    tag,
    summary: '写建议的空表和写作指引',
    handler: ({ viewer }) => {
      if (viewer.seat.office !== 'deputy') throw new Refusal('forbidden', '建议由代表提出；请切换到代表身份')
      const a = def.actions.draft
      return {
        action: 'draft',
        label: a.label,
        party: null,
        partyName: null,
        primary: true,
        danger: false,
        why: null,
        confirm: null,
        fields: fieldsOf(a.input),
        initial: { ...defaultsOf(a.input), kind: 'suggestion', mayPublish: true },
        guide: GUIDE,
      }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/suggestion/check',
    policy: signedIn,
    tag,
    summary: '写作提示：一事一议、具体建议、不宜提出的情形；相似建议',
    body: z.object({
      title: z.string().max(200).default(''),
      situation: z.string().max(20000).default(''),
      proposals: z.string().max(20000).default(''),
      matter: z.uuid().optional(),
    }),
    handler: ({ viewer, body }) =>
      readAs(pool, viewer, async (c) => ({
        hints: check(body),
        similar: await similarTo(c, viewer.seat.place, `${body.title}\n${body.situation}\n${body.proposals}`, body.matter),
      })),
  })
  route(app, {
    method: 'GET',
    url: '/api/suggestion/:id',
    policy: signedIn,
    tag,
    summary: '一件建议的全貌',
    params: id,
    handler: ({ viewer, params }) =>
      readAs(pool, viewer, async (c) => {
        const m = await readSuggestion(c, viewer, params.id, now())
        if (!m) throw unseen()
        return { ...m, similar: viewer.seat.office === 'deputy' && !m.lead?.mine ? [] : await similarTo(c, m.place, `${m.title}\n${m.data.situation}`, m.id) }
      }),
  })

  const creating = Object.keys(actions).find((a) => actions[a]?.creates) as string
  route(app, {
    method: 'POST',
    url: '/api/suggestion',
    policy: signedIn,
    tag,
    summary: actions[creating]?.label ?? creating,
    body: documented(actBody, actions[creating]),
    handler: ({ viewer, body }) => act(house, { process: def.name, action: creating, key: body.key, input: body.input, actor: actorOf(viewer), now: now() }),
  })
  for (const [name, a] of Object.entries(actions)) {
    if (a.creates || a.inner) continue
    route(app, {
      method: 'POST',
      url: `/api/suggestion/:id/${name}`,
      policy: signedIn,
      tag,
      summary: a.label,
      params: id,
      body: documented(actBody, a),
      handler: ({ viewer, params, body }) =>
        act(house, {
          process: def.name,
          action: name,
          matter: params.id,
          party: body.party,
          key: body.key,
          version: body.version,
          input: body.input,
          actor: actorOf(viewer),
          now: now(),
        }),
    })
    if (!a.bulk) continue
    route(app, {
      method: 'POST',
      url: `/api/suggestion/bulk/${name}`,
      policy: signedIn,
      tag,
      summary: `批量${a.label}`,
      body: documented(bulkBody, a),
      handler: async ({ viewer, body }) => ({ results: await bulk(viewer, name, body.ids, body.key, body.input) }),
    })
    route(app, {
      method: 'POST',
      url: `/api/suggestion/bulk/${name}/preview`,
      policy: signedIn,
      tag,
      summary: `批量${a.label}：每一件会怎样`,
      body: z.object({ ids: bulkBody.shape.ids }),
      handler: ({ viewer, body }) =>
        readAs(pool, viewer, async (c) => {
          const items = []
          for (const one of body.ids) {
            const got = await viewOf(c, viewer, one, now())
            if (!got) items.push({ id: one, number: '', title: '', ok: false, text: '没有这件事项，或者您无权查看' })
            else {
              const v = gate(def, got.view, name)
              items.push({ id: one, number: numberOf(got.matter), title: got.matter.title, ok: v.ok, text: v.ok ? `将${a.label}` : v.why })
            }
          }
          return { fields: fieldsOf(a.input), initial: defaultsOf(a.input), items }
        }),
    })
  }

  /** One transaction each; a result for every item, in the order asked. Keys derive from the one key, so a repeat repeats all. */
  async function bulk(viewer: Viewer, action: string, ids: string[], batch: string, input?: Record<string, unknown>): Promise<BulkItem[]> {
    const numbers = await readAs(
      pool,
      viewer,
      async (c) => new Map((await c.query('select id, series, no from matter where id = any ($1)', [ids])).rows.map((r) => [r.id, numberOf(r)])),
    )
    const out: BulkItem[] = []
    for (const one of new Set(ids)) {
      try {
        const r = await act(house, { process: def.name, action, matter: one, key: await derivedKey(batch, one), input, actor: actorOf(viewer), now: now() })
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
async function derivedKey(batch: string, item: string): Promise<string> {
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
