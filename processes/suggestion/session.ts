/** The hour until which a sitting congress takes suggestions, set by its presidium (B4), and what becomes of one that comes later. */
import type pg from 'pg'
import { dayWords, localDay } from '../../kernel/calendar.ts'
import type { View } from '../../kernel/process.ts'
import type { CUTOFF } from './rules.ts'

export interface Sitting {
  id: string
  name: string
  series: string
  cutoff: Date | null
}

/** The session that is sitting on that day, if any; its series is '6-5'. */
export async function sittingOn(client: pg.ClientBase, place: string, day: string): Promise<Sitting | undefined> {
  const r = await client.query({
    name: 'session-on',
    text: `select id, name, term || '-' || number as series, cutoff from congress_session where place = $1 and $2::date between opens_on and closes_on limit 1`,
    values: [place, day],
  })
  return r.rows[0]
}

const hour = (at: Date) => new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false }).format(at)
const until = (s: Sitting) => `${s.name}主席团决定的截止时间是${dayWords(localDay(s.cutoff as Date), true)} ${hour(s.cutoff as Date)}`

/**
 * Where a suggestion handed in now goes: into the session, into the recess, or nowhere.
 * What the session has taken already (sent back for a mend) stays the session's own after the hour.
 */
export function taken(v: Pick<View, 'matter' | 'now' | 'rule'>, s: Sitting | undefined): { to: 'session' | 'recess' | 'refused'; says?: string } {
  if (v.matter.session) return { to: 'session' }
  if (!s) return { to: 'recess' }
  const rule = v.rule<keyof typeof CUTOFF>('accept.sessionCutoff')
  if (!s.cutoff || rule === 'none') return { to: 'session' }
  if (v.now <= s.cutoff) return { to: 'session', says: `${until(s)}，请在这之前提交。` }
  return rule === 'refuse'
    ? { to: 'refused', says: `${until(s)}，现在已经截止，不再受理；请保存草稿，在大会闭会后提交。` }
    : { to: 'recess', says: `${until(s)}，现在已经截止：提交后作为闭会期间的建议，由人大代表工作机构受理、交办。` }
}
