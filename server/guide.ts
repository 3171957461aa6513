/** The published 选题指引 as one answer, for the phone. */
import type { FastifyInstance } from 'fastify'
import { readAs } from '../database/read.ts'
import { currentGuide } from '../processes/guide/rows.ts'
import type { RouteContext } from './app.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

export function guideRoutes(app: FastifyInstance, { pool }: RouteContext): void {
  route(app, {
    method: 'GET',
    url: '/api/guide/current',
    policy: signedIn,
    tag: '选题指引',
    summary: '本地已发布的选题指引：按单位列出选题、联系人',
    handler: ({ viewer }) => readAs(pool, viewer, (c) => currentGuide(c, viewer.seat.place)),
  })
}
