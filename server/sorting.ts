/** 分类和交办的提示 over HTTP: proposals for one matter, what the hit rate is and which decisions it counts, the units' 职责清单. */

import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAll, readAs, writing } from '../database/read.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { GuessList, SortingTask, UnitDuties } from '../kernel/wire-text.ts'
import { monthText, typed } from '../kernel/words.ts'
import { actorOf } from '../people/viewer.ts'
import { numberOf } from '../processes/common/number.ts'
import { guessesFor, readOf, TASK_NAMES, TASKS, type Task, wordOf } from '../processes/common/sorting.ts'
import { suggestion } from '../processes/suggestion/process.ts'
import type { RouteContext } from './app.ts'
import { matterId, unseen, withoutUnseen } from './matter-acts.ts'
import { offices, reading } from './policies.ts'
import { route } from './route.ts'

const tag = '分类提示'
const sorters = offices('motion_group', 'daf_staff', 'daf_head', 'gov_office')
const readers = reading(suggestion.reads, 'session')

export function sortingRoutes(app: FastifyInstance, { pool, now }: RouteContext): void {
  route(app, {
    method: 'GET',
    url: '/api/matter/:id/sorting',
    policy: sorters,
    tag,
    summary: '这一件宜归哪类、交谁办：各三个，写明理由，由人决定',
    params: matterId,
    handler: ({ viewer, params }): Promise<GuessList[]> =>
      readAs(pool, viewer, async (c) => {
        const m = (await readOf(c, [params.id])).get(params.id)
        if (!m) throw unseen()
        const out: GuessList[] = []
        for (const t of TASK_NAMES) if (TASKS[t].process === m.process) out.push(await guessesFor(c, m, t))
        return out
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/sorting',
    policy: readers,
    tag,
    summary: '提示说中了多少：各版本、各月，只数当时没学过的决定',
    handler: ({ viewer }): Promise<SortingTask[]> =>
      readAll(pool, async (c) => {
        const place = viewer.seat.place
        const models = await c.query(
          `select distinct on (task) task, version, trained_at, items, labels from text_model where place = $1 order by task, version desc`,
          [place],
        )
        const hits = await c.query(
          `select g.task, g.version, to_char(g.decided_on, 'YYYY-MM') as month, count(*)::int as n, count(*) filter (where g.hit = 1)::int as top1, count(*) filter (where g.hit > 0)::int as top3
           from text_guess g where g.place = $1 group by 1, 2, 3 order by 3 desc, 2 desc`,
          [place],
        )
        return TASK_NAMES.map((task): SortingTask => {
          const m = models.rows.find((x) => x.task === task)
          return {
            task,
            label: TASKS[task].label,
            version: m?.version ?? 0,
            trainedAt: m?.trained_at.toISOString() ?? null,
            items: m?.items ?? 0,
            labels: m?.labels ?? 0,
            hits: hits.rows.filter((x) => x.task === task).map(({ version, month, n, top1, top3 }) => ({ version, month, n, top1, top3 })),
          }
        })
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/sorting/:task',
    policy: readers,
    tag,
    summary: '一个命中数后面的每一件：提示了什么、定了什么',
    params: z.object({ task: z.enum(TASK_NAMES as [Task, ...Task[]], { error: '没有这种提示' }) }),
    query: z.object({
      version: z.coerce.number().int().min(0).max(100_000).optional(),
      month: monthText.optional(),
      hit: z.enum(['1', '3', 'no']).optional(),
      seat: z.string().optional(),
    }),
    handler: async ({ viewer, params, query }) => {
      const got = await readAll(pool, async (c) => {
        const r = await c.query(
          `select m.id, m.process, m.series, m.no, m.title, g.version, g.ranked, g.chosen, g.hit, g.decided_on::text as on
           from text_guess g join matter m on m.id = g.matter where g.place = $1 and g.task = $2 and ($3::int is null or g.version = $3) and ($4::text is null or to_char(g.decided_on, 'YYYY-MM') = $4)
             and (case $5::text when '1' then g.hit = 1 when '3' then g.hit > 0 when 'no' then g.hit = 0 else true end) order by g.decided_on desc, m.id limit 1000`,
          [viewer.seat.place, params.task, query.version ?? null, query.month ?? null, query.hit ?? null],
        )
        const units = new Map(
          (await c.query(`select id::text, name from unit where place = $1 and kind = 'handling'`, [viewer.seat.place])).rows.map((u) => [
            u.id,
            u.name as string,
          ]),
        )
        const label = (v: string) => units.get(v) ?? wordOf(params.task, v)
        return {
          label: TASKS[params.task].label,
          rows: r.rows.map((x) => ({
            id: x.id,
            process: x.process,
            number: numberOf(x),
            title: x.title,
            version: x.version,
            on: x.on,
            hit: x.hit,
            ranked: x.ranked.map(label),
            chosen: x.chosen.map(label),
          })),
        }
      })
      return { ...got, rows: await withoutUnseen(pool, viewer, got.rows) }
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/duties',
    policy: readers,
    tag,
    summary: '各单位的职责清单，和各已办过多少件',
    handler: ({ viewer }): Promise<UnitDuties[]> =>
      readAll(
        pool,
        async (c) =>
          (
            await c.query(
              `select u.id, u.name, u.duties, (select count(distinct p.matter)::int from party p where p.unit = u.id and p.role in ('main', 'unit') and p.left_at is null) as handled
               from unit u where u.place = $1 and u.kind = 'handling' and u.active order by u.position, u.name`,
              [viewer.seat.place],
            )
          ).rows,
      ),
  })
  route(app, {
    method: 'PUT',
    url: '/api/duties/:id',
    policy: offices('daf_staff', 'daf_head', 'gov_office'),
    tag,
    summary: '修改一个单位的职责清单',
    params: z.object({ id: z.uuid({ error: '没有这个单位' }) }),
    body: z.object({ duties: typed(3000, '职责最多 3000 字，请精简', 6) }),
    handler: ({ viewer, params, body }) =>
      writing(pool, async (c) => {
        const r = await c.query(`update unit set duties = $3 where id = $1 and place = $2 and kind = 'handling' returning name`, [
          params.id,
          viewer.seat.place,
          body.duties,
        ])
        if (!r.rows[0]) throw new Refusal('unknown', '没有这个单位')
        const says = `${viewer.name}修改了${r.rows[0].name}的职责清单`
        await recordPlaceEvent(c, {
          process: 'sorting',
          place: viewer.seat.place,
          action: 'setDuties',
          actor: actorOf(viewer),
          at: now(),
          says,
          data: { unit: params.id },
        })
        return { ok: true, says }
      }),
  })
}
