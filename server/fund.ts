/** The special fund's year: sums with their rows, and the budget that bounds them. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAll, writing } from '../database/read.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { localDay } from '../kernel/calendar.ts'
import { Refusal } from '../kernel/refusal.ts'
import { money, typed, yearNumber } from '../kernel/words.ts'
import { actorOf } from '../people/viewer.ts'
import { fund } from '../processes/fund/process.ts'
import { fundSummary } from '../processes/fund/summary.ts'
import type { RouteContext } from './app.ts'
import { offices, reading } from './policies.ts'
import { route } from './route.ts'

const tag = '专项资金'

export function fundRoutes(app: FastifyInstance, { pool, now }: RouteContext): void {
  route(app, {
    method: 'GET',
    url: '/api/fund/summary',
    policy: reading(fund.reads),
    tag,
    summary: '专项资金一年的账：预算、申请、批准、拨付',
    query: z.strictObject({ year: yearNumber.optional(), seat: z.string().max(40).optional() }),
    handler: ({ viewer, query }) => readAll(pool, (c) => fundSummary(c, viewer.seat.place, query.year ?? Number(localDay(now()).slice(0, 4)))),
  })
  route(app, {
    method: 'PUT',
    url: '/api/fund/budget',
    policy: offices('daf_head'),
    tag,
    summary: '设定一年的预算；不能低于已经批准的',
    body: z.object({ year: yearNumber, city: money('市级预算'), county: money('县级预算'), note: typed(300).min(1, '请写明依据') }),
    handler: ({ viewer, body }) =>
      writing(pool, async (c) => {
        const place = viewer.seat.place
        for (const source of ['city', 'county'] as const) {
          await c.query(
            `insert into fund_budget (place, year, source, wan, set_by, set_at) values ($1, $2, $3, $4, $5, $6) on conflict (place, year, source) do update set wan = excluded.wan, set_by = excluded.set_by, set_at = excluded.set_at`,
            [place, body.year, source, body[source], viewer.seat.id, now()],
          )
          const used = await c.query(
            `select coalesce(sum(${source === 'city' ? 'approved_city' : 'approved_county'}), 0)::text as used, coalesce(sum(${source === 'city' ? 'approved_city' : 'approved_county'}), 0) > $3::numeric as over from fund_project where place = $1 and year = $2`,
            [place, body.year, body[source]],
          )
          if (used.rows[0].over)
            throw new Refusal('input', '预算不能低于已经批准的金额', { fields: { [source]: `已经批准${used.rows[0].used}万元，预算不能低于它` } })
        }
        const says = `${viewer.name}将${body.year}年专项资金预算设为市级${body.city}万元、县级${body.county}万元：${body.note}`
        await recordPlaceEvent(c, {
          process: 'fund',
          place,
          action: 'setBudget',
          actor: actorOf(viewer),
          at: now(),
          says,
          data: { year: body.year, city: body.city, county: body.county },
        })
        return { ok: true, says }
      }),
  })
}
