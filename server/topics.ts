/** 热点: the list, one topic with its members, and what staff decide: a name, a merger, a split. Raising one is the process's own act. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { TopicPage, TopicView } from '../kernel/wire-work.ts'
import { typed } from '../kernel/words.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { type Decision, mergeTopics, nameTopic, splitTopic } from '../processes/hotTopic/decide.ts'
import { hotTopic } from '../processes/hotTopic/process.ts'
import { listTopics, readTopic } from '../report/topics.ts'
import type { RouteContext } from './app.ts'
import { offices, reading } from './policies.ts'
import { route } from './route.ts'

const tag = '热点'
const readers = reading(hotTopic.reads)
const staff = offices('daf_staff', 'daf_head')
const one = z.object({ id: z.uuid({ error: '没有这个热点' }) })
const ids = (least: number, words: string) => z.array(z.uuid()).min(least, words).max(500, '一次最多 500 件')

export function topicRoutes(app: FastifyInstance, { pool, now }: RouteContext): void {
  const by = (viewer: Viewer): Decision => ({ pool, actor: actorOf(viewer), now: now() })

  route(app, {
    method: 'GET',
    url: '/api/topics',
    policy: readers,
    tag,
    summary: '本地的热点，最热的在前：件数、人数、趋势、地点、关键词、典型件',
    query: z.object({ q: typed(60).default(''), limit: z.coerce.number().int().min(1).max(300).optional(), seat: z.string().max(40).optional() }),
    handler: ({ viewer, query }): Promise<TopicPage> => readAs(pool, viewer, (c) => listTopics(c, viewer.seat.place, now(), query.q, query.limit)),
  })
  route(app, {
    method: 'GET',
    url: '/api/topics/:id',
    policy: readers,
    tag,
    summary: '一个热点和它的每一件',
    params: one,
    handler: ({ viewer, params }): Promise<TopicView> =>
      readAs(pool, viewer, async (c) => {
        const t = await readTopic(c, params.id, now())
        if (!t) throw new Refusal('unknown', '没有这个热点，可能刚刚重新归并过，请回到列表再看')
        return t
      }),
  })
  route(app, {
    method: 'POST',
    url: '/api/topics/:id/name',
    policy: staff,
    tag,
    summary: '给热点定名称；清空则仍用关键词称呼',
    params: one,
    body: z.object({ name: typed(40, '名称最多 40 字，请精简') }),
    handler: async ({ viewer, params, body }) => {
      await nameTopic(by(viewer), params.id, body.name)
      return { id: params.id }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/topics/merge',
    policy: staff,
    tag,
    summary: '合并热点：第一个留下，其余并入；以后每次归并都照此办理',
    body: z.object({ ids: ids(2, '请选两个以上的热点') }),
    handler: async ({ viewer, body }) => ({ id: await mergeTopics(by(viewer), body.ids) }),
  })
  route(app, {
    method: 'POST',
    url: '/api/topics/:id/split',
    policy: staff,
    tag,
    summary: '从热点里拆出几件，另成一个；以后每次归并都照此办理',
    params: one,
    body: z.object({ matters: ids(1, '请先勾选要拆出的') }),
    handler: async ({ viewer, params, body }) => ({ id: params.id, made: await splitTopic(by(viewer), params.id, body.matters) }),
  })
}
