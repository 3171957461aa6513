/** Who I am, whom I may choose, what I was told, what I look for. */

import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { localDay } from '../kernel/calendar.ts'
import { calendarFor } from '../kernel/calendar-store.ts'
import { namePattern, pattern } from '../kernel/characters.ts'
import { instantCursor } from '../kernel/day.ts'
import { OFFICES, type Office } from '../kernel/process.ts'
import { readingOf } from '../kernel/reads.ts'
import type { Me, NoticeView, SeatInfo } from '../kernel/wire.ts'
import { typed } from '../kernel/words.ts'
import { holdersOf, type Seat } from '../people/viewer.ts'
import { seatsOf } from '../people/viewer-load.ts'
import { processes } from '../processes/index.ts'
import type { RouteContext } from './app.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'
import { today } from './today.ts'

const tag = '我'

const seatInfo = (s: Seat): SeatInfo => ({
  id: s.id,
  office: s.office,
  officeLabel: OFFICES[s.office],
  place: s.place,
  placeName: s.placeName,
  unit: s.unit,
  unitName: s.unitName,
  delegation: s.delegation,
  delegationName: s.delegationName,
  certificateNo: s.certificateNo,
  term: s.term,
})

const defs = [...processes.values()].map((r) => r.def)
const READING = Object.fromEntries((Object.keys(OFFICES) as Office[]).map((o) => [o, readingOf(defs, o)])) as Record<Office, Me['reads']>

export function peopleRoutes(app: FastifyInstance, { pool, now }: RouteContext) {
  route(app, {
    method: 'GET',
    url: '/api/me',
    policy: signedIn,
    tag,
    summary: '我是谁、有哪些身份、有几件待办',
    handler: async ({ viewer }): Promise<Me> => {
      const seats = await seatsOf(pool, viewer.person, localDay(now()))
      const r = await pool.query({
        name: 'me',
        text: `select p.mail, p.demo, (select count(*)::int from notice n where n.person = p.id and n.read_at is null) as unread, (select count(*)::int from duty d where d.holder = any ($2)) as duties,
          exists (select from auth_two_factor t where t."userId" = p.id::text and t.verified) as "twoFactor" from person p where p.id = $1`,
        values: [viewer.person, holdersOf(viewer.seat)],
      })
      const x = r.rows[0]
      return {
        person: { id: viewer.person, name: viewer.name, mail: x.mail, demo: x.demo },
        seat: seatInfo(viewer.seat),
        seats: seats.map(seatInfo),
        face: viewer.seat.office === 'deputy' ? 'pocket' : 'desk',
        unread: x.unread,
        duties: x.duties,
        reads: READING[viewer.seat.office],
        strong: viewer.strong,
        twoFactor: x.twoFactor,
      }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/me/mail',
    policy: signedIn,
    tag,
    summary: '邮件提醒：每日一封、即时、不要',
    body: z.object({ mail: z.enum(['digest', 'now', 'off']) }),
    handler: async ({ viewer, body }) => {
      await pool.query('update person set mail = $2 where id = $1', [viewer.person, body.mail])
      return { ok: true }
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/today',
    policy: signedIn,
    tag,
    summary: '今日：等我办的事，按期限排',
    handler: ({ viewer }) => readAs(pool, viewer, async (c) => today(c, viewer, await calendarFor(c, viewer.seat.place), now())),
  })
  route(app, {
    method: 'GET',
    url: '/api/deputies',
    policy: signedIn,
    tag,
    summary: '本地代表，供选择',
    query: z.object({
      q: typed(40).default(''),
      ids: z.string().max(4000).default(''),
      /** `chain`: of the places above and below as well (四级代表进站). */
      among: z.enum(['', 'chain']).default(''),
      seat: z.string().optional(),
    }),
    handler: async ({ viewer, query }) => {
      const ids = query.ids.split(',').filter((x) => /^[0-9a-f-]{36}$/.test(x))
      const r = await pool.query(
        `select s.id as seat, p.name, u.name as delegation, s.certificate_no as "certificateNo" from seat s join person p on p.id = s.person left join unit u on u.id = s.delegation
         where (s.place = $1 or ($5 and s.place in (select o.code from place own, place o where own.code = $1 and (own.path like o.path || '%' or o.path like own.path || '%' or o.level = 'nation')))) and s.office = 'deputy' and s.state = 'active' and (s.ends_on is null or s.ends_on >= $4) and (cardinality($3::uuid[]) = 0 or s.id = any ($3))
           and (p.name_key like $6 or p.name_sort ilike $2 or s.certificate_no like $2) order by p.name_sort, p.name, s.id limit 30`,
        [viewer.seat.place, pattern(query.q), ids, localDay(now()), query.among === 'chain', namePattern(query.q)],
      )
      return r.rows
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/places',
    policy: signedIn,
    tag,
    summary: '本地和下级地方，供选择',
    query: z.object({ q: typed(40).default(''), ids: z.string().max(4000).default(''), seat: z.string().optional() }),
    handler: async ({ viewer, query }) => {
      const ids = query.ids.split(',').filter((x) => /^\d{6,9}$/.test(x))
      const r = await pool.query(
        `select p.code as id, case when up.code = $1 or p.code = $1 then p.name else up.name || p.name end as name from place p left join place up on up.code = p.parent
         where p.path like (select path from place where code = $1) || '%' and (cardinality($3::text[]) = 0 or p.code = any ($3)) and name_fold(p.name) like $2 order by p.code limit 60`,
        [viewer.seat.place, namePattern(query.q), ids],
      )
      return r.rows
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/units',
    policy: signedIn,
    tag,
    summary: '单位、代表小组、村（社区）、网上入口，供选择',
    query: z.object({
      q: typed(40).default(''),
      ids: z.string().max(4000).default(''),
      among: z.enum(['handling', 'committee', 'station', 'group', 'village', 'entrance']).default('handling'),
      seat: z.string().optional(),
    }),
    handler: async ({ viewer, query }) => {
      const ids = query.ids.split(',').filter((x) => /^[0-9a-f-]{36}$/.test(x))
      const r = await pool.query(
        // Villages lie in the towns below, and are called by their town.
        `select u.id, case when u.place = $1 then u.name else p.name || ' ' || u.name end as name, u.short, u.system from unit u join place p on p.code = u.place
         where (u.place = $1 or ($4 = 'village' and p.path like (select path from place where code = $1) || '%')) and u.kind = $4 and u.active and (cardinality($3::uuid[]) = 0 or u.id = any ($3))
           and (name_fold(u.name) like $5 or name_fold(u.short) like $5 or u.kind = 'village' and name_fold(p.name || u.name) like $5 or u.name_sort ilike $2) order by u.position, u.name_sort, u.name limit 100`,
        [viewer.seat.place, pattern(query.q), ids, query.among, namePattern(query.q)],
      )
      return r.rows
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/seats',
    policy: signedIn,
    tag,
    summary: '本地某种职务的人员，供选择',
    query: z.object({ office: z.string().max(100), q: typed(40).default(''), ids: z.string().max(4000).default(''), seat: z.string().optional() }),
    handler: async ({ viewer, query }) => {
      const ids = query.ids.split(',').filter((x) => /^[0-9a-f-]{36}$/.test(x))
      const r = await pool.query(
        // 'member': whoever sits on the standing committee; 'mandate': any deputy. Members come first, and it says so.
        `select s.id, p.name, case when sc_member(s) then '常委会组成人员' else coalesce(u.name, d.name) end as unit
         from seat s join person p on p.id = s.person left join unit u on u.id = s.unit left join unit d on d.id = s.delegation
         where s.place = $1 and (s.office = any (string_to_array($2, ',')) and s.office <> 'deputy' or 'member' = any (string_to_array($2, ',')) and sc_member(s) or 'mandate' = any (string_to_array($2, ',')) and s.office = 'deputy') and s.state = 'active' and (s.ends_on is null or s.ends_on >= $5) and (cardinality($4::uuid[]) = 0 or s.id = any ($4))
           and (p.name_key like $6 or p.name_sort ilike $3) order by sc_member(s) desc, p.name_sort, s.id limit 50`,
        [viewer.seat.place, query.office, pattern(query.q), ids, localDay(now()), namePattern(query.q)],
      )
      return r.rows
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/notices',
    policy: signedIn,
    tag,
    summary: '我的消息，新的在前',
    query: z.object({ after: z.string().max(80).optional(), seat: z.string().optional() }),
    handler: async ({ viewer, query }): Promise<{ items: NoticeView[]; next: string | null }> => {
      const [at, id] = instantCursor(query.after)
      const r = await pool.query(
        `select n.id, n.kind, n.text, n.at, n.read_at, n.matter, m.process from notice n left join matter m on m.id = n.matter
         where n.person = $1 and ($2::timestamptz is null or (n.at, n.id) < ($2, $3::uuid)) order by n.at desc, n.id desc limit 31`,
        [viewer.person, at ?? null, id ?? null],
      )
      const rows = r.rows.slice(0, 30)
      const last = rows.at(-1)
      return {
        items: rows.map((n) => ({
          id: n.id,
          kind: n.kind,
          text: n.text,
          at: n.at.toISOString(),
          read: n.read_at !== null,
          matter: n.matter,
          process: n.process,
        })),
        next: r.rows.length > 30 && last ? `${last.at.toISOString()}|${last.id}` : null,
      }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/notices/read',
    policy: signedIn,
    tag,
    summary: '标为已读',
    body: z.object({ ids: z.array(z.uuid()).max(500).optional() }),
    handler: async ({ viewer, body }) => {
      await pool.query('update notice set read_at = $2 where person = $1 and read_at is null and ($3::uuid[] is null or id = any ($3))', [
        viewer.person,
        now(),
        body.ids ?? null,
      ])
      return { ok: true }
    },
  })
}
