/**
 * The night's run and the day's: a place's texts become topics, with the ids, names and decisions of the nights before; in the day a new text
 * is laid to the topic that it is nearest to. Staff may merge and split meanwhile: whatever writes topics holds the place's lock, and a run
 * that was overtaken by a decision begins again.
 */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { readAll, writing } from '../../database/read.ts'
import { localDay } from '../../kernel/calendar.ts'
import { ruleBook } from '../../kernel/rules.ts'
import { readRules } from '../../kernel/store.ts'
import { houseNames } from '../../kernel/text-index.ts'
import { match } from '../../text/topicruns.ts'
import type { Decisions } from '../../text/topics.ts'
import { hotTopic } from './process.ts'
import { insertMembers, insertTopics, lockPlace, type OldTopic, oldTopics, recount } from './store.ts'
import { textsOf } from './voices.ts'
import type { Answers, Job, Middle, Weights } from './worker.ts'

const DAY = 86_400_000
const TRIES = 3
/** Megabytes for the thread that clusters: several times what ten thousand real texts take. */
const MEMORY = 1536

/** What a rule of topics says at a place today. */
export async function topicRule(c: pg.ClientBase, place: string, key: 'topics.days' | 'topics.least', now: Date): Promise<number> {
  const g = await readRules(c, place)
  return ruleBook(hotTopic, g.rules, g.chain, localDay(now)).value<number>(key)
}

/** Off the server's own thread: thousands of texts take seconds. */
export function inWorker<K extends Job['kind']>(job: Extract<Job, { kind: K }>): Promise<Answers[K]> {
  return new Promise((ok, no) => {
    const w = new Worker(path.join(import.meta.dirname, 'worker.ts'), { workerData: job, resourceLimits: { maxOldGenerationSizeMb: MEMORY } })
    w.once('message', (answer: Answers[K]) => {
      ok(answer)
      void w.terminate()
    })
    w.once('error', no)
    w.once('exit', (code) => no(new Error(`归并热点的线程停了（${code}）`)))
  })
}

async function decisionsOf(c: pg.ClientBase, place: string): Promise<Decisions & { mark: string }> {
  const r = await c.query<{ a: string; b: string; together: boolean }>('select a, b, together from topic_decision where place = $1 order by at, a, b', [place])
  const pairs = (together: boolean) => r.rows.filter((x) => x.together === together).map((x): [string, string] => [x.a, x.b])
  return { together: pairs(true), apart: pairs(false), mark: JSON.stringify(r.rows.map((x) => [x.a, x.b, x.together])) }
}

/** Texts that are all alike (a form letter sent by thousands) take memory by the square: then the newest are clustered, and the rest laid to them. */
async function clustered(job: Extract<Job, { kind: 'cluster' }>): Promise<Answers['cluster']> {
  for (let { texts } = job; texts.length > 0; texts = texts.slice(0, texts.length / 2))
    try {
      const { topics, weights } = await inWorker<'cluster'>({ ...job, texts })
      // Of what staff have decided nothing is laid anywhere by itself.
      const decided = new Set([...job.decisions.together, ...job.decisions.apart].flat())
      const left = job.texts.slice(texts.length).filter((t) => !decided.has(t.id))
      const rest = new Map(left.map((t) => [t.id, t]))
      if (rest.size === 0) return { topics, weights }
      const joined = Map.groupBy(await inWorker<'assign'>({ kind: 'assign', texts: left, topics, weights, names: job.names }), (x) => x.topic)
      const more = (id: string) => (joined.get(id) ?? []).map((x) => ({ id: x.matter, at: rest.get(x.matter)?.at as Date, similarity: x.similarity }))
      return { topics: topics.map((t) => ({ ...t, members: [...t.members, ...more(t.id)] })), weights }
    } catch (e) {
      if ((e as { code?: string }).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw e
    }
  return { topics: [], weights: { n: 0, terms: [], df: [] } }
}

/** Every text of the place, anew. @returns how many topics there are now, the small ones too */
export async function runTopics(pool: pg.Pool, place: string, now: Date): Promise<number> {
  for (let i = 0; i < TRIES; i++) {
    const { mark, decisions, texts, names } = await readAll(pool, async (c) => {
      const { mark, ...decisions } = await decisionsOf(c, place)
      const since = new Date(now.getTime() - (await topicRule(c, place, 'topics.days', now)) * DAY)
      return { mark, decisions, texts: await textsOf(c, place, since, now), names: await houseNames(c) }
    })
    const found = await clustered({ kind: 'cluster', texts, decisions, names })
    const n = await writing(pool, async (c) => {
      await lockPlace(c, place)
      return (await decisionsOf(c, place)).mark === mark ? keep(c, place, now, found) : undefined
    })
    if (n !== undefined) return n
  }
  throw new Error(`归并期间一直有人在合并、拆分，留到下一次`)
}

async function keep(c: pg.ClientBase, place: string, now: Date, found: Answers['cluster']): Promise<number> {
  const old = await oldTopics(c, place)
  const known = new Set(old.map((t) => t.id))
  const topics = match(found.topics, old).map((t) => ({ ...t, id: known.has(t.id) ? t.id : crypto.randomUUID() }))
  const since = new Map(old.flatMap((t) => t.members.map((m): [string, Date] => [`${t.id}/${m.id}`, m.since])))
  await c.query('delete from topic_member m using topic t where t.id = m.topic and t.place = $1', [place])
  await insertTopics(c, place, topics, now)
  await insertMembers(
    c,
    topics.flatMap((t) => t.members.map((m) => ({ matter: m.id, topic: t.id, similarity: m.similarity, since: since.get(`${t.id}/${m.id}`) ?? now }))),
  )
  const kept = new Set(topics.map((t) => t.id))
  for (const t of old) if (!kept.has(t.id)) await inherit(c, t)
  await recount(c, place, now)
  await c.query(
    `insert into topic_run (place, run_at, n, terms, df) values ($1, $2, $3, $4, $5)
     on conflict (place) do update set run_at = excluded.run_at, n = excluded.n, terms = excluded.terms, df = excluded.df`,
    [place, now, found.weights.n, found.weights.terms, found.weights.df],
  )
  return topics.length
}

/** A topic that has gone into another leaves it its name and what was raised from it, where the other has none. */
async function inherit(c: pg.ClientBase, t: OldTopic): Promise<void> {
  if (!t.name && !t.matter) return
  await c.query(
    `update topic set name = case when name = '' then $2 else name end, named_by = case when name = '' then $3 else named_by end, matter = coalesce(matter, $4)
     where id = (select topic from topic_member where matter = any ($1) group by topic order by count(*) desc, topic limit 1)`,
    [t.members.map((m) => m.id), t.name ?? '', t.namedBy, t.matter],
  )
}

/** What came in since the night's run, each to the topic it is nearest to; who was taken back, refused or erased leaves. @returns how many joined */
export async function assignDay(pool: pg.Pool, place: string, now: Date): Promise<number> {
  const { texts, topics, weights, names } = await readAll(pool, async (c) => {
    const run = (await c.query<Weights & { run_at: Date }>('select run_at, n, terms, df from topic_run where place = $1', [place])).rows[0]
    const fresh = run ? await textsOf(c, place, run.run_at, now) : []
    // What staff took out of a topic is not to come back by itself before the night weighs everything anew.
    const known = await c.query<{ id: string }>(
      `select x.id from unnest($1::uuid[]) as x(id) where exists (select from topic_member m where m.matter = x.id) or exists (select from topic_decision d where x.id in (d.a, d.b))`,
      [fresh.map((t) => t.id)],
    )
    const had = new Set(known.rows.map((x) => x.id))
    const topics = (await c.query<Middle>('select id, places, centroid from topic where place = $1', [place])).rows
    return { texts: fresh.filter((t) => !had.has(t.id)), topics, weights: run, names: await houseNames(c) }
  })
  const joined = weights && texts.length > 0 && topics.length > 0 ? await inWorker<'assign'>({ kind: 'assign', texts, topics, weights, names }) : []
  if (!weights) return 0
  return writing(pool, async (c) => {
    await lockPlace(c, place)
    const n = await insertMembers(
      c,
      joined.map((x) => ({ ...x, since: now })),
    )
    await recount(c, place, now)
    return n
  })
}

/** Every place that has something to say. One that fails does not keep the others from it. */
export async function everyPlace(pool: pg.Pool, run: (place: string) => Promise<unknown>, onError: (place: string, e: Error) => void): Promise<void> {
  const places = await pool.query<{ place: string }>(
    `select distinct place from text_index where process in ('suggestion', 'concern') and not private order by 1`,
  )
  for (const { place } of places.rows) await run(place).catch((e: Error) => onError(place, e))
}
