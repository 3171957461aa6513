/** What topics are made of: a place's concerns and suggestions that still stand, with who wrote them; the digests go no further than the counting. */
import type pg from 'pg'
import type { Matter } from '../../kernel/process.ts'
import { tellsOf } from '../common/known.ts'
import type { Voice } from './numbers.ts'

/** Newest of a place that are looked at. */
export const MOST = 10_000

/** Of a row `m` of matter: somebody's open word, not taken back, not refused, not erased. One that was merged or passed on still is one. */
export const STANDS = `not m.private and case m.process
  when 'concern' then m.state not in ('refused', 'withdrawn') and coalesce(m.data ->> 'content', '') <> ''
  when 'suggestion' then m.state not in ('notAccepted', 'withdrawn') else false end`

/** Whose a row is, where anybody knows: a deputy's (his monthly report, the suggestion he leads), or one phone number's. */
const WHO = `case when m.process = 'suggestion' then 'seat:' || m.lead
  when c.reporter is not null then 'seat:' || c.reporter
  else (select encode(z.phone_key, 'hex') from party a join citizen z on z.id = a.citizen
    where a.matter = m.id and a.role = 'author' and a.left_at is null and z.phone_key is not null order by a.joined_at limit 1) end`
const FACTS = `m.id, m.created_at as at, coalesce(${WHO}, '') as who,
  (select count(*)::int from party f where f.matter = m.id and f.role = 'follower' and f.left_at is null) as votes`

export interface Text {
  id: string
  at: Date
  title: string
  text: string
  /** Texts of one reading with the same number are one person's; nothing else follows from it. */
  by: number
}
type Row = Matter & { created_at: Date; who: string | null }
const READ = `select m.*, ${WHO} as who from matter m left join concern c on c.matter = m.id`

/** Texts of the place since then, the newest first. */
export async function textsOf(c: pg.ClientBase, place: string, since: Date, now: Date): Promise<Text[]> {
  const r = await c.query<Row>(
    `${READ} where m.place = $1 and m.process in ('concern', 'suggestion') and m.created_at > $2 and m.created_at <= $3 and ${STANDS}
     order by m.created_at desc, m.id limit ${MOST}`,
    [place, since, now],
  )
  return texts(r.rows)
}

export async function textsById(c: pg.ClientBase, ids: readonly string[]): Promise<Text[]> {
  return texts((await c.query<Row>(`${READ} where m.id = any ($1) order by m.created_at desc, m.id`, [ids])).rows)
}

function texts(rows: readonly Row[]): Text[] {
  const people = new Map<string, number>()
  return rows.map((m, i) => {
    const by = people.get(m.who ?? m.id) ?? i
    people.set(m.who ?? m.id, by)
    return { id: m.id, at: m.created_at, title: m.title, text: tellsOf(m.process)(m).text, by }
  })
}

export interface Fact extends Voice {
  topic: string
  similarity: number
}

/** Every member of the place's topics that still stands. */
export async function factsOf(c: pg.ClientBase, place: string): Promise<Fact[]> {
  const r = await c.query<Fact>(
    `select ${FACTS}, x.topic, x.similarity from topic_member x join topic t on t.id = x.topic join matter m on m.id = x.matter left join concern c on c.matter = m.id
     where t.place = $1 and ${STANDS} order by x.similarity desc, m.created_at, m.id`,
    [place],
  )
  return r.rows
}
