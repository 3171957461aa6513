/** The rows of topics: what the runs and the decisions of staff write. Each caller holds the place's lock. */
import type pg from 'pg'
import { localDay } from '../../kernel/calendar.ts'
import type { Topic } from '../../text/topics.ts'
import { numbersOf } from './numbers.ts'
import { factsOf, STANDS } from './voices.ts'

export interface OldTopic {
  id: string
  name?: string
  namedBy: string | null
  matter: string | null
  members: { id: string; since: Date }[]
}

/** One writer at a time: a run and a decision would undo each other. */
export async function lockPlace(c: pg.ClientBase, place: string): Promise<void> {
  await c.query(`select pg_advisory_xact_lock(hashtextextended('huying.topics.' || current_schema() || '.' || $1, 0))`, [place])
}

export async function oldTopics(c: pg.ClientBase, place: string): Promise<OldTopic[]> {
  const r = await c.query<{ id: string; name: string; namedBy: string | null; matter: string | null; member: string; since: Date }>(
    `select t.id, t.name, t.named_by as "namedBy", t.matter, m.matter as member, m.since from topic t join topic_member m on m.topic = t.id
     where t.place = $1 order by t.heat desc, t.id, m.matter`,
    [place],
  )
  return [...Map.groupBy(r.rows, (x) => x.id).values()].map((rows) => {
    const { id, name, namedBy, matter } = rows[0] as (typeof r.rows)[number]
    return { id, ...(name ? { name } : {}), namedBy, matter, members: rows.map((x) => ({ id: x.member, since: x.since })) }
  })
}

/** Words of a topic; of one that is there already its name and what was raised from it stay. Its numbers are counted by `recount`. */
export async function insertTopics(
  c: pg.ClientBase,
  place: string,
  topics: readonly Pick<Topic, 'id' | 'medoid' | 'keywords' | 'places' | 'centroid'>[],
  now: Date,
): Promise<void> {
  // That something lies in the place itself, or in its province, is said of nothing in particular.
  const chain = await c.query<{ name: string }>("select above.name from place own join place above on own.path like above.path || '%' where own.code = $1", [
    place,
  ])
  const around = new Set(chain.rows.map((x) => x.name))
  await c.query(
    `insert into topic (id, place, medoid, keywords, places, centroid, run_at)
     select x.id, $2, x.medoid, x.keywords, x.places, x.centroid, $3 from json_to_recordset($1) as x(id uuid, medoid uuid, keywords text[], places text[], centroid jsonb)
     on conflict (id) do update set medoid = excluded.medoid, keywords = excluded.keywords, places = excluded.places, centroid = excluded.centroid, run_at = excluded.run_at`,
    [JSON.stringify(topics.map((t) => ({ ...t, medoid: t.medoid.id, places: t.places.filter((p) => !around.has(p)) }))), place, now],
  )
}

export interface NewMember {
  matter: string
  topic: string
  similarity: number
  since: Date
}

/** Whoever is a member already stays where it is; a topic that is gone takes nobody. */
export async function insertMembers(c: pg.ClientBase, members: readonly NewMember[]): Promise<number> {
  const r = await c.query(
    `insert into topic_member (matter, topic, similarity, since)
     select x.matter, x.topic, x.similarity, x.since from json_to_recordset($1) as x(matter uuid, topic uuid, similarity real, since timestamptz) join topic t on t.id = x.topic
     on conflict do nothing`,
    [JSON.stringify(members)],
  )
  return r.rowCount ?? 0
}

/** Every number of every topic of the place, from its members; who no longer stands leaves, and a topic without members ends. */
export async function recount(c: pg.ClientBase, place: string, now: Date): Promise<void> {
  await c.query(`delete from topic_member x using topic t, matter m where t.id = x.topic and t.place = $1 and m.id = x.matter and not (${STANDS})`, [place])
  await c.query('delete from topic t where t.place = $1 and not exists (select from topic_member m where m.topic = t.id)', [place])
  const facts = await factsOf(c, place)
  const rows = [...Map.groupBy(facts, (f) => f.topic)].map(([id, members]) => {
    const { first, last, ...n } = numbersOf(members, now)
    return { ...n, id, first_on: localDay(first), last_on: localDay(last), nearest: members[0]?.id, members: members.map((m) => m.id) }
  })
  await c.query(
    `update topic t set n = x.n, people = x.people, votes = x.votes, heat = x.heat, first_on = x.first_on, last_on = x.last_on, recent = x.recent, before = x.before, trend = x.trend,
       medoid = case when t.medoid = any (x.members) then t.medoid else x.nearest end
     from json_to_recordset($1) as x(id uuid, n int, people int, votes int, heat double precision, first_on date, last_on date, recent int, before int, trend text, nearest uuid, members uuid[])
     where t.id = x.id`,
    [JSON.stringify(rows)],
  )
}
