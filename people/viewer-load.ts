/** Cookie → session → person → seat, in one prepared statement; looked up at every request, so that an ended session ends at once. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type pg from 'pg'
import { localDay } from '../kernel/calendar.ts'
import { Refusal } from '../kernel/refusal.ts'
import { anyone } from '../server/policies.ts'
import type { Seat, Viewer } from './viewer.ts'

const COOKIE = 'huying.session_token'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Minutes without a request after which an office's login ends (等级保护:会话超时); a deputy's phone stays in for its thirty days. */
const IDLE_MINUTES = 120

const SEAT = `json_build_object('id', s.id, 'person', s.person, 'personName', p.name, 'place', s.place, 'placeName', pl.name, 'placePath', pl.path, 'office', s.office, 'unit', s.unit, 'unitName', u.name,
  'delegation', s.delegation, 'delegationName', d.name, 'term', s.term, 'certificateNo', s.certificate_no, 'readsDown', s.reads_down)`
const FROM = `seat s join person p on p.id = s.person join place pl on pl.code = s.place left join unit u on u.id = s.unit left join unit d on d.id = s.delegation`
const VALID = `s.state = 'active' and s.starts_on <= $2 and (s.ends_on is null or s.ends_on >= $2)`
/** Posts before mandates, the higher place first. */
const ORDER = `s.office = 'deputy', length(s.place), s.place, s.id`

// A page's own stream comes back by itself every few minutes: it does not count as somebody being there ($5). Nor does a deputy's look bring
// an office's login back to life that has been left alone for too long.
const LOAD = `with session as (select token, "userId" as person, strong, "updatedAt" as seen from auth_session where token = $1 and "expiresAt" > now()),
  touched as (update auth_session set "updatedAt" = now() where $5 and token = $1 and "updatedAt" < now() - interval '1 minute'
    and ("updatedAt" > now() - $4 * interval '1 minute' or not exists (select from seat s where s.person = "userId"::uuid and s.office <> 'deputy' and ${VALID})))
  select session.person, session.strong, session.seen < now() - $4 * interval '1 minute' as idle, (select name from person where id = session.person::uuid) as name,
    (select ${SEAT} from ${FROM} where s.person = session.person::uuid and ${VALID} and ($3::uuid is null or s.id = $3) order by ${ORDER} limit 1) as seat from session`

export interface LoaderOptions {
  pool: pg.Pool
  secret: string
  now: () => Date
  secure: boolean
}

export function createViewerLoader(o: LoaderOptions): (req: FastifyRequest) => Promise<Viewer | null> {
  const name = o.secure ? `__Secure-${COOKIE}` : COOKIE
  return async (req) => {
    const token = tokenOf(req.cookies[name], o.secret)
    if (!token) return null
    const asked = req.headers['x-seat'] ?? (req.query as { seat?: unknown } | undefined)?.seat
    const seat = typeof asked === 'string' && UUID.test(asked) ? asked : null
    const r = await o.pool.query({ name: 'load-viewer', text: LOAD, values: [token, localDay(o.now()), seat, IDLE_MINUTES, !req.url.startsWith('/api/live')] })
    const row = r.rows[0]
    if (!row?.name) return null
    if (!row.seat) {
      // Where anybody may come, also somebody without a seat: to log out, or to log in as another.
      if (req.routeOptions.config.policy === anyone) return null
      throw new Refusal('forbidden', seat ? '这个身份不是您的，或者任期已经结束，请重新选择身份' : '您目前没有在任的身份，请与代工委联系')
    }
    if (row.idle && row.seat.office !== 'deputy') {
      await o.pool.query('delete from auth_session where token = $1', [token])
      return null
    }
    return { person: row.person, name: row.name, seat: row.seat as Seat, strong: row.strong, session: token }
  }
}

/** All seats a person may act from today. */
export async function seatsOf(pool: pg.Pool, person: string, today: string): Promise<Seat[]> {
  const r = await pool.query({
    name: 'seats-of',
    text: `select ${SEAT} as seat from ${FROM} where s.person = $1 and ${VALID} order by ${ORDER}`,
    values: [person, today],
  })
  return r.rows.map((x) => x.seat)
}

/** The cookie's value is `token.signature`; a forged one is nobody. */
function tokenOf(raw: string | undefined, secret: string): string | undefined {
  if (!raw) return undefined
  const at = raw.lastIndexOf('.')
  if (at < 1) return undefined
  const token = raw.slice(0, at)
  const mine = createHmac('sha256', secret).update(token).digest()
  const theirs = Buffer.from(raw.slice(at + 1), 'base64')
  return theirs.length === mine.length && timingSafeEqual(mine, theirs) ? token : undefined
}
