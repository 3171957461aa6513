/** Somebody locked out calls the office: it sees who is locked, and opens; neither sees from where it was tried. */
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { writing } from '../../database/read.ts'
import { recordPlaceEvent } from '../../kernel/act.ts'
import { localDay } from '../../kernel/calendar.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { offices } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import { actorOf, type Viewer } from '../viewer.ts'
import { ACCOUNT_SQL, clearAccount } from './lock.ts'
import { tag } from './pass.ts'

const policy = offices('daf_staff', 'daf_head')

/** Who sits in the viewer's place today. */
const OURS = `exists (select from seat s where s.person = p.id and s.place = $1 and s.state = 'active' and (s.ends_on is null or s.ends_on >= $2))`

export function unlockRoutes(app: FastifyInstance, pool: pg.Pool, now: () => Date): void {
  route(app, {
    method: 'GET',
    url: '/api/login/locked',
    policy,
    tag,
    summary: '本地现在被锁定的登录',
    handler: async ({ viewer }) => {
      const r = await writing(pool, (c) =>
        c.query(
          `select p.id as person, p.name, max(a.locked_until) as until from login_attempt a join person p on a.account = ${ACCOUNT_SQL('p.id')}
           where a.locked_until > now() and ${OURS} group by 1, 2 order by 2`,
          [viewer.seat.place, localDay(now())],
        ),
      )
      return r.rows as { person: string; name: string; until: Date }[]
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/login/unlock',
    policy,
    tag,
    summary: '解除一个人的登录锁定，留下记录，并告诉本人',
    body: z.object({
      person: z.uuid({ error: '请选择要解锁的人' }),
      why: z.string({ error: '请写明缘由' }).trim().min(1, '请写明缘由，如：本人来电，已核对身份').max(100, '最多 100 字'),
    }),
    handler: ({ viewer, body }) => writing(pool, (c) => unlock(c, viewer, body.person, body.why, now())),
  })
}

async function unlock(c: pg.ClientBase, viewer: Viewer, person: string, why: string, at: Date): Promise<{ ok: true }> {
  const place = viewer.seat.place
  const [p] = (await c.query(`select name from person p where p.id = $3 and ${OURS}`, [place, localDay(at), person])).rows
  if (!p) throw new Refusal('unknown', '本地没有这个人')
  await clearAccount(c, person)
  await c.query('update auth_two_factor set "failedVerificationCount" = 0, "lockedUntil" = null where "userId" = $1', [person])
  await recordPlaceEvent(c, {
    process: 'login',
    place,
    action: 'unlock',
    actor: actorOf(viewer),
    at,
    says: `${viewer.name}为${p.name}解除登录锁定：${why}`,
    data: { person },
  })
  await c.query(`insert into notice (person, place, kind, text, at) values ($1, $2, 'news', $3, $4)`, [person, place, `${viewer.name}为您解除了登录锁定`, at])
  return { ok: true }
}
