/** 答复检查 over HTTP: what the eleven checks say of a draft or of a reply that was sent, and how each unit's replies fared. */

import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { readAll, readAs } from '../database/read.ts'
import { isDay, localDay, workdaysBetween } from '../kernel/calendar.ts'
import { calendarFor } from '../kernel/calendar-store.ts'
import type { Matter } from '../kernel/process.ts'
import { HOUSE_READS } from '../kernel/reads.ts'
import { Refusal } from '../kernel/refusal.ts'
import { readMatter } from '../kernel/store.ts'
import type { ReplyStats } from '../kernel/wire-text.ts'
import { typed as typedText, yearNumber } from '../kernel/words.ts'
import type { Viewer } from '../people/viewer.ts'
import { numberOf } from '../processes/common/number.ts'
import { replyChecks, type Written, writtenOf } from '../processes/common/reply-checks.ts'
import { CHECK_LABELS, type Check } from '../text/reply-checks.ts'
import type { RouteContext } from './app.ts'
import { matterId, unseen, withoutUnseen } from './matter-acts.ts'
import { reading, signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '答复检查'
const words = (max: number) => typedText(max, undefined, 2).optional()
const written = z.object({
  code: words(20),
  body: words(30_000),
  text: words(30_000),
  solved: words(5000),
  planned: words(5000),
  docNo: words(60),
  contactName: words(40),
  contactPhone: words(40),
  disclosure: z.enum(['public', 'withheld']).optional(),
  promises: z
    .array(z.object({ item: typedText(300).catch(''), dueOn: z.string().max(20).catch('') }))
    .max(20)
    .optional(),
})
const OFFICES = ['daf_staff', 'daf_head', 'gov_office']

async function leftOf(c: pg.ClientBase, matter: string, party: string, now: Date): Promise<number | undefined> {
  const due = (
    await c.query(
      `select c.due_on::text as due, m.place from clock c join matter m on m.id = c.matter
       where c.matter = $1 and c.party = $2 and c.name in ('reply', 'redo', 'handle') and c.stopped_at is null order by c.due_on limit 1`,
      [matter, party],
    )
  ).rows[0]
  return isDay(due?.due) ? workdaysBetween(await calendarFor(c, due.place), localDay(now), due.due) : undefined
}

/** The unit's own party, or for the office the one it asks about. */
function partyFor(
  viewer: Viewer,
  parties: { id: string; role: string; unit: string | null; name: string; data: Record<string, unknown> }[],
  asked: string | undefined,
) {
  const handling = parties.filter((p) => (p.role === 'main' || p.role === 'unit') && p.unit)
  if (OFFICES.includes(viewer.seat.office)) return handling.find((p) => p.id === asked) ?? (handling.length === 1 ? handling[0] : undefined)
  return handling.find((p) => p.unit === viewer.seat.unit && (viewer.seat.office === 'unit_officer' || viewer.seat.office === 'unit_leader'))
}

export function replyCheckRoutes(app: FastifyInstance, { pool, now }: RouteContext): void {
  route(app, {
    method: 'POST',
    url: '/api/matter/:id/replycheck',
    policy: signedIn,
    tag,
    summary: '检查一份答复：正在写的，或者已经存下、送出的',
    params: matterId,
    body: z.object({ party: z.uuid().optional(), reply: written.optional() }),
    handler: ({ viewer, params, body }): Promise<Check[]> =>
      readAs(pool, viewer, async (c) => {
        const got = await readMatter(c, params.id)
        const m = got?.matter as Matter | undefined
        if (!got || !m) throw unseen()
        const party = partyFor(viewer, got.parties, body.party)
        if (!party?.unit) throw new Refusal('forbidden', '只有承办单位和交办机关可以检查答复')
        const reply = body.reply ? typed(body.reply, now()) : await saved(c, m, party.id)
        if (!reply) throw new Refusal('unknown', '还没有可以检查的答复')
        return replyChecks(c, {
          matter: m,
          party: { id: party.id, unit: party.unit, name: party.name },
          reply,
          left: await leftOf(c, m.id, party.id, now()),
          drafting: !!body.reply,
        })
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/replies',
    policy: reading(HOUSE_READS.report, 'own'),
    tag,
    summary: '各单位答复的检查情况；单位只看自己的',
    query: z.object({ year: yearNumber.optional(), seat: z.string().optional() }),
    handler: ({ viewer, query }): Promise<ReplyStats> =>
      readAll(pool, async (c) => {
        const year = query.year ?? Number(localDay(now()).slice(0, 4))
        const own = viewer.seat.office.startsWith('unit_') ? viewer.seat.unit : null
        const r = await c.query(
          `select u.id, u.name, count(*)::int as n, count(*) filter (where x.returned_on is not null)::int as returned,
             (select json_object_agg(key, level) from (select e.key, json_build_object('warn', count(*) filter (where e.value = 'warn'), 'fail', count(*) filter (where e.value = 'fail')) as level
               from reply_check y cross join jsonb_each_text(y.levels) e where y.unit = u.id and y.place = $1 and extract(year from y.sent_on) = $2 group by e.key) k) as checks
           from reply_check x join unit u on u.id = x.unit where x.place = $1 and extract(year from x.sent_on) = $2 and ($3::uuid is null or x.unit = $3) group by u.id, u.name order by n desc, u.name`,
          [viewer.seat.place, year, own],
        )
        return { year, checks: Object.entries(CHECK_LABELS).map(([key, label]) => ({ key, label })), units: r.rows }
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/replies/rows',
    policy: reading(HOUSE_READS.report, 'own'),
    tag,
    summary: '一个数后面的每一份答复',
    query: z.object({
      year: yearNumber,
      unit: z.uuid({ error: '没有这个单位' }),
      check: z.string().max(20).optional(),
      level: z.enum(['warn', 'fail', 'returned']).optional(),
      seat: z.string().optional(),
    }),
    handler: async ({ viewer, query }) => {
      const rows = await readAll(pool, async (c) => {
        const own = viewer.seat.office.startsWith('unit_') ? viewer.seat.unit : null
        const r = await c.query(
          `select m.id, m.process, m.series, m.no, m.title, x.round, x.sent_on::text as on, x.returned_on::text as returned, x.levels from reply_check x join matter m on m.id = x.matter
           where x.place = $1 and extract(year from x.sent_on) = $2 and x.unit = $3 and ($6::uuid is null or x.unit = $6)
             and (case when $5::text = 'returned' then x.returned_on is not null when $4::text is null then true else x.levels->>$4 = coalesce($5, 'fail') end)
           order by x.sent_on desc, m.id limit 1000`,
          [viewer.seat.place, query.year, query.unit, query.check ?? null, query.level ?? null, own],
        )
        return r.rows.map((x) => ({ ...x, number: numberOf(x) }))
      })
      return withoutUnseen(pool, viewer, rows)
    },
  })
}

/** As it stands in the form: a concern's has its words in `text`. */
const typed = (r: z.output<typeof written>, now: Date): Written => {
  const { text, body, ...rest } = Object.fromEntries(Object.entries(r).filter(([, v]) => v !== undefined)) as z.output<typeof written>
  return { ...(rest as Partial<Written>), body: body ?? text ?? '', on: localDay(now) }
}

async function saved(c: pg.ClientBase, m: Matter, party: string): Promise<Written | undefined> {
  if (m.process === 'concern') {
    const last = (m.data.answers ?? []).at(-1) as { code: string; text: string; on: string } | undefined
    return last && { code: last.code, body: last.text, on: last.on }
  }
  const r = await c.query('select * from reply where party = $1 order by round desc limit 1', [party])
  const x = r.rows[0]
  return x && writtenOf(x, { on: localDay(x.delivered_at ?? x.updated_at) })
}
