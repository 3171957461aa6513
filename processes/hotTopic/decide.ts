/**
 * What staff decide about topics: a name, that several are one, that one is two. Done at once, and kept as pairs of matters, so that every
 * later run comes to the same. The record says who did it and to how many; no words of anybody's.
 */
import type pg from 'pg'
import { readAll, writing } from '../../database/read.ts'
import { recordPlaceEvent } from '../../kernel/act.ts'
import type { Actor } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { houseNames } from '../../kernel/text-index.ts'
import { findPrivate } from '../../text/privacy.ts'
import { keepTogether, splitInto } from '../../text/topicruns.ts'
import type { Decisions, Topic } from '../../text/topics.ts'
import { inWorker } from './run.ts'
import { insertTopics, lockPlace, recount } from './store.ts'
import { textsById } from './voices.ts'
import type { Weights } from './worker.ts'

export interface Decision {
  pool: pg.Pool
  actor: Actor
  now: Date
}
interface Row {
  id: string
  name: string
  named_by: string | null
  matter: string | null
  open: boolean
}

const gone = () => new Refusal('unknown', '没有这个热点，可能刚刚重新归并过，请回到列表再看')
const moved = () => new Refusal('conflict', '这个热点刚刚有了变化，请刷新后再办')
const OPEN = `exists (select from matter m where m.id = t.matter and not m.final)`

/** A name that others will read: one in which the guard finds somebody is sent back to whoever typed it. */
export function guardName(name: string): void {
  const found = findPrivate(name)[0]
  if (found) throw new Refusal('input', '有几处需要改一下，请看标红的地方', { fields: { name: `名称里有${found.reason}「${found.text}」，请改写` } })
}

const event = (c: pg.ClientBase, { actor, now }: Decision, action: string, says: string, data: Record<string, unknown>) =>
  recordPlaceEvent(c, { process: 'hotTopic', place: actor.place, action, actor, at: now, says: `${actor.name}${says}`, data })

/** @param name empty: it is called by its keywords again */
export async function nameTopic(d: Decision, id: string, name: string): Promise<void> {
  guardName(name)
  await writing(d.pool, async (c) => {
    await lockPlace(c, d.actor.place)
    const r = await c.query(`update topic set name = $3, named_by = $4 where id = $1 and place = $2`, [id, d.actor.place, name, name ? d.actor.seat : null])
    if (r.rowCount === 0) throw gone()
    await event(c, d, 'nameTopic', name ? '给一个热点定了名称' : '去掉了一个热点的名称', { topic: id })
  })
}

/** @param ids the first one stays, with its name; the others end in it */
export async function mergeTopics(d: Decision, ids: readonly string[]): Promise<string> {
  const [into, ...others] = [...new Set(ids)] as [string, ...string[]]
  if (others.length === 0) throw new Refusal('input', '请选两个以上的热点')
  const all = [into, ...others]
  const before = await readAll(d.pool, (c) => membersOf(c, d.actor.place, all))
  if (new Set(before.map((m) => m.topic)).size !== all.length) throw gone()
  const members = before.map((m) => m.matter)
  const [whole] = await described(d.pool, d.actor.place, [members])
  await writing(d.pool, async (c) => {
    const rows = await settled(c, d, all, before)
    const raised = rows.filter((r) => r.open)
    if (raised.length > 1) throw new Refusal('gate', '这几个热点都已上报研判、正在处置，请先办结其中的再合并')
    const of = (id: string) => rows.find((r) => r.id === id) as Row
    const named = of(into).name ? of(into) : (rows.find((r) => r.name) ?? of(into))
    await moveTo(c, into, whole)
    await c.query('delete from topic where id = any ($1)', [others])
    await c.query('update topic set name = $2, named_by = $3, matter = $4 where id = $1', [
      into,
      named.name,
      named.named_by,
      raised[0]?.matter ?? of(into).matter ?? rows.find((r) => r.matter)?.matter ?? null,
    ])
    await keepWords(c, d, into, whole)
    await decide(c, d, members, keepTogether(members))
    await recount(c, d.actor.place, d.now)
    await event(c, d, 'mergeTopics', `把 ${all.length} 个热点合并为一个（${members.length} 件）`, { topic: into, merged: others })
  })
  return into
}

/** @returns the new topic's id; null where one matter alone was taken out, which makes no topic */
export async function splitTopic(d: Decision, id: string, matters: readonly string[]): Promise<string | null> {
  const before = await readAll(d.pool, (c) => membersOf(c, d.actor.place, [id]))
  if (before.length === 0) throw gone()
  const out = before.map((m) => m.matter).filter((m) => matters.includes(m))
  const rest = before.map((m) => m.matter).filter((m) => !matters.includes(m))
  if (out.length !== new Set(matters).size) throw moved()
  if (rest.length === 0) throw new Refusal('input', '全部拆出就没有这个热点了，请至少留下一件')
  const [stays, leaves] = await described(d.pool, d.actor.place, [rest, out])
  const fresh = out.length > 1 ? crypto.randomUUID() : null
  await writing(d.pool, async (c) => {
    await settled(c, d, [id], before)
    await keepWords(c, d, id, stays)
    await moveTo(c, id, stays)
    if (fresh) {
      await keepWords(c, d, fresh, leaves)
      await moveTo(c, fresh, leaves)
    } else await c.query('delete from topic_member where matter = any ($1)', [out])
    await decide(
      c,
      d,
      before.map((m) => m.matter),
      splitInto([rest, out]),
      out,
    )
    await recount(c, d.actor.place, d.now)
    await event(c, d, 'splitTopic', `从一个热点里拆出 ${out.length} 件`, { topic: id, to: fresh })
  })
  return fresh
}

interface Membership {
  matter: string
  topic: string
}

/** The newest first: a decision then hangs on those that stay in sight longest. */
async function membersOf(c: pg.ClientBase, at: string, ids: readonly string[]): Promise<Membership[]> {
  const r = await c.query<Membership>(
    `select x.matter, x.topic from topic_member x join topic t on t.id = x.topic join matter m on m.id = x.matter where t.place = $1 and t.id = any ($2)
     order by m.created_at desc, m.id`,
    [at, ids],
  )
  return r.rows
}

/** Words and likenesses of groups of matters, weighed as the last night weighed them. */
async function described(pool: pg.Pool, at: string, groups: string[][]): Promise<[Topic, Topic]> {
  const job = await readAll(pool, async (c) => {
    const run = (await c.query<Weights>('select n, terms, df from topic_run where place = $1', [at])).rows[0] ?? { n: 0, terms: [], df: [] }
    const texts = new Map((await textsById(c, groups.flat())).map((t) => [t.id, t]))
    return { weights: run, groups: groups.map((g) => g.flatMap((id) => texts.get(id) ?? [])), names: await houseNames(c) }
  })
  const [a, b] = await inWorker<'describe'>({ kind: 'describe', ...job })
  return [a as Topic, (b ?? a) as Topic]
}

/** The topics as they are under the lock; refused where a run or somebody else was faster. */
async function settled(c: pg.ClientBase, d: Decision, ids: readonly string[], before: readonly Membership[]): Promise<Row[]> {
  await lockPlace(c, d.actor.place)
  const rows = (
    await c.query<Row>(`select t.id, t.name, t.named_by, t.matter, ${OPEN} as open from topic t where t.id = any ($1) and t.place = $2`, [ids, d.actor.place])
  ).rows
  if (rows.length !== ids.length) throw gone()
  if (JSON.stringify(await membersOf(c, d.actor.place, ids)) !== JSON.stringify(before)) throw moved()
  return rows
}

const keepWords = (c: pg.ClientBase, d: Decision, id: string, t: Topic) => insertTopics(c, d.actor.place, [{ ...t, id }], d.now)

/** Members go to the topic; who was there already keeps the day since when. */
async function moveTo(c: pg.ClientBase, id: string, t: Topic): Promise<void> {
  await c.query(
    `update topic_member m set topic = $1, similarity = x.similarity from json_to_recordset($2) as x(id uuid, similarity real) where m.matter = x.id`,
    [id, JSON.stringify(t.members.map((m) => ({ id: m.id, similarity: m.similarity })))],
  )
}

/**
 * The last word counts: pairs that say otherwise go. Of a split (`out`) those are the ties between the two parts, of a merger the partings.
 */
async function decide(c: pg.ClientBase, d: Decision, members: readonly string[], said: Decisions, out: readonly string[] = []): Promise<void> {
  const inside = 'a = any ($1) and b = any ($1)'
  if (out.length > 0) await c.query(`delete from topic_decision where ${inside} and together and (a = any ($2)) <> (b = any ($2))`, [members, out])
  else await c.query(`delete from topic_decision where ${inside} and not together`, [members])
  const rows = [...said.together.map((p) => [...p, true] as const), ...said.apart.map((p) => [...p, false] as const)].map(([x, y, together]) => {
    const [a, b] = [x, y].sort()
    return { a, b, together }
  })
  await c.query(
    `insert into topic_decision (place, a, b, together, by_seat, at) select $2, x.a, x.b, x.together, $3, $4 from json_to_recordset($1) as x(a uuid, b uuid, together boolean)
     on conflict (a, b) do update set together = excluded.together, by_seat = excluded.by_seat, at = excluded.at`,
    [JSON.stringify(rows), d.actor.place, d.actor.seat, d.now],
  )
}
