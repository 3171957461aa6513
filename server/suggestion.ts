/** Suggestions over HTTP. Every action of the process gets its own address from the declaration. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { calendarFor } from '../kernel/calendar-store.ts'
import { disposition, XLSX } from '../kernel/download.ts'
import { defaultsOf, fieldsOf } from '../kernel/fields.ts'
import { Refusal } from '../kernel/refusal.ts'
import { typed } from '../kernel/words.ts'
import { similarTo } from '../processes/common/similar.ts'
import { check } from '../processes/suggestion/checks.ts'
import { exportList } from '../processes/suggestion/export.ts'
import { GUIDE } from '../processes/suggestion/guide.ts'
import { facets, listQuery, listSuggestions } from '../processes/suggestion/list.ts'
import { suggestion as def } from '../processes/suggestion/process.ts'
import { readSuggestion } from '../processes/suggestion/reads.ts'
import type { RouteContext } from './app.ts'
import { actRoutes, matterId, unseen } from './matter-acts.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '代表建议'

export function suggestionRoutes(app: FastifyInstance, ctx: RouteContext) {
  const { pool, now } = ctx

  route(app, {
    method: 'GET',
    url: '/api/suggestion',
    policy: signedIn,
    tag,
    summary: '建议列表',
    query: listQuery,
    handler: ({ viewer, query }) => readAs(pool, viewer, async (c) => listSuggestions(c, viewer, query, await calendarFor(c, viewer.seat.place), now())),
  })
  route(app, {
    method: 'GET',
    url: '/api/suggestion/facets',
    policy: signedIn,
    tag,
    summary: '列表的筛选项和件数',
    query: listQuery,
    handler: ({ viewer, query }) => readAs(pool, viewer, async (c) => facets(c, viewer, query, await calendarFor(c, viewer.seat.place), now())),
  })
  route(app, {
    method: 'GET',
    url: '/api/suggestion.xlsx',
    policy: signedIn,
    tag,
    summary: '按同样的筛选导出 Excel',
    query: listQuery,
    handler: async ({ viewer, query, res }) => {
      const rows = await readAs(pool, viewer, async (c) => exportList(c, viewer, query, await calendarFor(c, viewer.seat.place), now()))
      res.header('content-type', XLSX).header('content-disposition', disposition('attachment', '代表建议.xlsx', 'suggestions'))
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
      title: typed(200).default(''),
      situation: typed(20_000, undefined, 8).default(''),
      proposals: typed(20_000, undefined, 8).default(''),
      matter: z.uuid().optional(),
    }),
    handler: ({ viewer, body }) =>
      readAs(pool, viewer, async (c) => ({
        hints: check(body),
        similar: await similarTo(c, {
          place: viewer.seat.place,
          title: body.title,
          text: `${body.situation}\n${body.proposals}`,
          except: body.matter,
          show: 5,
        }),
      })),
  })
  route(app, {
    method: 'GET',
    url: '/api/suggestion/:id',
    policy: signedIn,
    tag,
    summary: '一件建议的全貌',
    params: matterId,
    handler: ({ viewer, params }) =>
      readAs(pool, viewer, async (c) => {
        const m = await readSuggestion(c, viewer, params.id, now())
        if (!m) throw unseen()
        return m
      }),
  })

  actRoutes(app, ctx, def, tag)
}
