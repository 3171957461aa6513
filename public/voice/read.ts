/** What the public and a citizen himself may read of concerns: shown titles from the public view, his own through row-level security. */

import type pg from 'pg'
import { dayCursor } from '../../kernel/day.ts'
import { wordPatterns } from '../../text/query.ts'
import { isId } from '../read.ts'

export interface PublicConcern {
  id: string
  place: string
  placeName: string
  title: string
  category: string
  state: string
  outcome: string | null
  asked: string
  answered: string | null
  followers: number
}
export interface Own {
  id: string
  place: string
  number: { series: string | null; no: number | null }
  title: string
  state: string
  // biome-ignore lint/suspicious/noExplicitAny: the concern's own data
  data: Record<string, any>
  asked: string
  steps: { on: string; words: string }[]
  due: { name: string; on: string }[]
  units: { name: string; step: string }[]
  photos: { done: number; waiting: number; broken: number }
  messages: { text: string; at: Date }[]
  followers: number
  role: 'author' | 'follower'
  party: string
  step: string
}

const COLUMNS = `id, place, (select p.name from place p where p.code = public_concern.place) as "placeName", title, category, state, outcome, asked_on::text as asked, answered_on::text as answered, followers`

export async function concerns(
  c: pg.ClientBase,
  place: string,
  a: { q?: string | undefined; station?: string | undefined; after?: string | undefined },
): Promise<{ rows: PublicConcern[]; total: number; next: string | null }> {
  const values: unknown[] = [place]
  let where = 'place = $1'
  if (a.q) where += ` and text_fold(title) like all ($${values.push(wordPatterns(a.q))})`
  if (a.station) where += ` and station = $${values.push(a.station)}`
  const total = (await c.query(`select count(*)::int as n from public_concern where ${where}`, values)).rows[0].n as number
  const [day, id] = dayCursor(a.after)
  if (day) where += ` and (asked_on, id) < ($${values.push(day)}::date, $${values.push(id)}::uuid)`
  const r = await c.query(`select ${COLUMNS} from public_concern where ${where} order by asked_on desc, id desc limit 21`, values)
  const rows = r.rows.slice(0, 20) as PublicConcern[]
  const last = rows.at(-1)
  return { rows, total, next: r.rows.length > 20 && last ? `${last.asked}~${last.id}` : null }
}

export async function shownConcern(c: pg.ClientBase, place: string, id: string): Promise<PublicConcern | undefined> {
  return isId(id) ? (await c.query(`select ${COLUMNS} from public_concern where place = $1 and id = $2`, [place, id])).rows[0] : undefined
}

/** Each state's day, without who did it: what a citizen is told of the inside. */
const TOLD: Record<string, string> = {
  ask: '提交',
  enter: '登记',
  assign: '交承办单位办理',
  reassign: '改派承办单位',
  sign: '承办单位签收',
  reply: '承办单位答复',
  answer: '当场答复',
  pass: '转上级或下级办理',
  adopt: '请代表据此提建议',
  accept: '代表起草了建议',
  join: '并入相似诉求一起办',
  tell: '告诉您结果',
  rate: '您作了评价',
  recordRating: '电话回访，记下您的评价',
  refuse: '不予受理',
  withdraw: '您撤回了诉求',
  hear: '有了结果',
  expire: '期满办结',
  sendBack: '承办单位退回，重新分派',
  takeBack: '收回重新分派',
}

/** @param c reading as this citizen: row-level security gives his own matters only */
export async function ownConcern(c: pg.ClientBase, citizen: string): Promise<Own | undefined> {
  const r = await c.query(
    `select m.id, m.place, m.series, m.no, m.title, m.state, m.data, k.asked_on::text as asked, p.role, p.id as party, p.step,
       (select count(*)::int from party f where f.matter = m.id and f.role = 'follower' and f.left_at is null) as followers,
       (select coalesce(json_agg(json_build_object('name', u.name, 'step', x.step) order by x.joined_at), '[]') from party x join unit u on u.id = x.unit where x.matter = m.id and x.role = 'unit' and x.left_at is null) as units,
       (select coalesce(json_agg(json_build_object('name', q.name, 'on', q.due_on) order by q.due_on), '[]') from clock q where q.matter = m.id and q.stopped_at is null) as due,
       (select coalesce(json_agg(json_build_object('action', e.action, 'on', (e.at at time zone 'Asia/Shanghai')::date) order by e.seq), '[]') from event e where e.matter = m.id) as steps
     from party p join matter m on m.id = p.matter join concern k on k.matter = m.id where p.citizen = $1 and p.left_at is null order by m.created_at desc limit 1`,
    [citizen],
  )
  const x = r.rows[0]
  if (!x) return undefined
  const follower = x.role === 'follower'
  const messages = await c.query('select text, at from citizen_message where citizen = $1 order by id', [citizen])
  const photos = await c.query(
    `select count(*) filter (where done_at is not null and error is null)::int as done, count(*) filter (where done_at is null)::int as waiting, count(*) filter (where error is not null)::int as broken from citizen_photo where citizen = $1`,
    [citizen],
  )
  return {
    ...x,
    number: { series: x.series, no: x.no },
    // Somebody who follows sees the public title and the answers; what the other wrote is the other's.
    title: follower ? (x.data.publicTitle ?? '') : x.title,
    data: follower ? { answers: x.data.answers, told: x.data.told, outcome: x.data.outcome, refused: x.data.refused } : x.data,
    steps: (x.steps as { action: string; on: string }[]).flatMap((e) => (TOLD[e.action] ? [{ on: e.on, words: TOLD[e.action] as string }] : [])),
    photos: photos.rows[0],
    messages: messages.rows,
  }
}

/** The suggestion it became, if that is published; and the suggestion's promises are on its page. */
export async function becameOf(
  c: pg.ClientBase,
  id: string,
): Promise<{ id: string; place: string; title: string; series: string | null; no: number | null } | undefined> {
  return (await c.query('select s.id, s.place, s.title, s.series, s.no from concern_became($1) x join public_suggestion s on s.id = x', [id])).rows[0]
}
