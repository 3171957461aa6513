/** 社情民意 for the office: the month's circular, and looking at a citizen's sealed name and number, which is an act with a reason. */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAll, readAs, writing } from '../database/read.ts'
import { lastMonth } from '../documents/fill/voice.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { localDay } from '../kernel/calendar.ts'
import { length } from '../kernel/characters.ts'
import { Refusal } from '../kernel/refusal.ts'
import { monthText, typed } from '../kernel/words.ts'
import { actorOf } from '../people/viewer.ts'
import { concern } from '../processes/concern/process.ts'
import { circular } from '../report/circular.ts'
import { MEASURES } from '../report/measures.ts'
import type { RouteContext } from './app.ts'
import { reading, signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '群众诉求'
const month = monthText.optional()

const why = typed(200, '理由最多 200 字').refine((v) => length(v) >= 4, '请写明为什么要看（至少四个字）')

export function concernRoutes(app: FastifyInstance, { pool, now, house }: RouteContext): void {
  route(app, {
    method: 'GET',
    url: '/api/circular',
    policy: reading(concern.reads),
    tag,
    summary: '社情民意月度通报',
    query: z.object({ month, seat: z.string().max(40).optional() }),
    handler: ({ viewer, query }) =>
      readAll(pool, (c) =>
        circular(c, viewer.seat.place, query.month ?? lastMonth(now()), Object.fromEntries([...MEASURES].map(([k, m]) => [k, m.label])), localDay(now())),
      ),
  })
  route(app, {
    method: 'POST',
    url: '/api/concern/:id/who',
    policy: signedIn,
    tag,
    summary: '查看反映人的称呼和电话（要写理由，记录在案）',
    params: z.object({ id: z.uuid({ error: '没有这件事项' }) }),
    body: z.object({ reason: z.unknown() }),
    handler: async ({ viewer, params, body }) => {
      // Whoever sees the concern and has to talk to its author: the place's own office, its station, the deputy who follows it; never a unit.
      const seen = await readAs(
        pool,
        viewer,
        async (c) => (await c.query('select place, data from matter where id = $1 and process = $2', [params.id, 'concern'])).rows[0],
      )
      if (!seen) throw new Refusal('unknown', '没有这件事项，或者您无权查看')
      const s = viewer.seat
      const may = ((s.office === 'daf_staff' || s.office === 'daf_head') && s.place === seen.place) || s.office === 'station_liaison' || s.office === 'deputy'
      if (!may) throw new Refusal('forbidden', '承办单位和其他人员看不到反映人的联系方式，需要联系请通过人大机关')
      // Only who may look is asked why.
      const reason = why.safeParse(body.reason ?? '')
      if (!reason.success) throw new Refusal('input', '请写明理由', { fields: { reason: reason.error.issues[0]?.message ?? '请写明理由' } })
      return writing(pool, async (c) => {
        const event = randomUUID()
        const r = await c.query(
          `select z.name, z.phone from party p join citizen z on z.id = p.citizen where p.matter = $1 and p.role = 'author' and p.left_at is null`,
          [params.id],
        )
        await c.query('insert into who_reason (event, matter, reason, at) values ($1, $2, $3, $4)', [event, params.id, reason.data, now()])
        await recordPlaceEvent(c, {
          key: event,
          process: 'concern',
          place: seen.place,
          action: 'who',
          actor: actorOf(viewer),
          at: now(),
          says: `${viewer.name}查看了一件诉求反映人的联系方式`,
          data: { concern: params.id },
        })
        const open = (x: Buffer | null | undefined) => (x ? house.vault?.open(x) : null) ?? null
        return { name: open(r.rows[0]?.name), phone: open(r.rows[0]?.phone) }
      })
    },
  })
}
