/** 建议公开 for the office: what waits for a decision, and one item as it is reviewed. The decisions are the suggestion's own acts. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { Refusal } from '../kernel/refusal.ts'
import { publicationQueue, publicationReview } from '../processes/suggestion/publication-read.ts'
import type { RouteContext } from './app.ts'
import { offices } from './policies.ts'
import { route } from './route.ts'

const tag = '建议公开'
const office = offices('daf_staff', 'daf_head')

export function publicationRoutes(app: FastifyInstance, { pool }: Pick<RouteContext, 'pool'>): void {
  route(app, {
    method: 'GET',
    url: '/api/publication/queue',
    policy: office,
    tag,
    summary: '待审核公开的建议和各类件数',
    query: z.object({
      show: z.enum(['todo', 'published', 'withheld', 'hidden'], { error: '没有这一类' }).optional(),
      after: z.string().max(80).optional(),
      seat: z.string().max(40).optional(),
    }),
    handler: ({ viewer, query }) => readAs(pool, viewer, (c) => publicationQueue(c, viewer, query.show ?? 'todo', query.after)),
  })
  route(app, {
    method: 'GET',
    url: '/api/publication/:id',
    policy: office,
    tag,
    summary: '一件建议的公开审核：文字、可能涉及个人信息之处、可公开的答复',
    params: z.object({ id: z.uuid({ error: '没有这件事项' }) }),
    handler: ({ viewer, params }) =>
      readAs(pool, viewer, async (c) => {
        const r = await publicationReview(c, params.id)
        if (!r) throw new Refusal('unknown', '没有这件事项，或者还没有到可以公开的环节')
        return r
      }),
  })
}
