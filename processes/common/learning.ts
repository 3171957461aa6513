/**
 * The night's lesson: first what the version in force would have said of every decision it has not seen (the hit rate), then a new version
 * that has learned from them. Versions are kept; a place with too few decisions learns nothing and is told so.
 */

import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { readAll, writing } from '../../database/read.ts'
import { localDay } from '../../kernel/calendar.ts'
import { cut } from '../../kernel/characters.ts'
import type { Item } from '../../text/classify.ts'
import { knownNames } from '../../text/words.ts'
import { DECIDED, guessesFor, readOf, TASK_NAMES, type Task } from './sorting.ts'

/** Fewer say nothing; more than this many of the newest are not needed (text-methods: the curve is flat from a few thousand on). */
const LEAST = 20
const MOST = 10_000
const PER_LABEL = 3
const AT_ONCE = 2_000
const VERSIONS = 5

interface Decided {
  id: string
  chosen: string[]
  on: string
}

/** @returns tasks with a new version */
export async function learnPlace(pool: pg.Pool, place: string, now: Date): Promise<Task[]> {
  const fresh: Task[] = []
  for (const task of TASK_NAMES) {
    const seen = await guessDecided(pool, place, task, now)
    const known = await pool.query<{ version: number }>('select coalesce(max(version), 0) as version from text_model where place = $1 and task = $2', [
      place,
      task,
    ])
    const version = known.rows[0]?.version ?? 0
    if (seen === 0 && version > 0) continue
    const items = await readAll(pool, (c) => itemsOf(c, place, task))
    if (items.length < LEAST || new Set(items.map((i) => i.label)).size < 2) continue
    const bytes = await trained(items)
    await writing(pool, async (c) => {
      await c.query(
        'insert into text_model (place, task, version, trained_at, items, labels, bytes) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing',
        [place, task, version + 1, now, items.length, new Set(items.map((i) => i.label)).size, bytes],
      )
      // The numbers of an old version stay with its guesses; its bytes are of no more use.
      await c.query(`update text_model set bytes = '' where place = $1 and task = $2 and version <= $3`, [place, task, version + 1 - VERSIONS])
    })
    fresh.push(task)
  }
  return fresh
}

/** What would have been proposed for each decision not yet looked at. @returns how many there were */
async function guessDecided(pool: pg.Pool, place: string, task: Task, now: Date): Promise<number> {
  const todo = await readAll(pool, async (c) => {
    const r = await c.query<Decided>(
      `select d.id, d.chosen, least(d.on, $3)::text as on from (${DECIDED[task]}) d where not exists (select from text_guess g where g.matter = d.id and g.task = $2) order by d.on, d.id limit ${AT_ONCE}`,
      [place, task, localDay(now)],
    )
    return r.rows
  })
  for (let i = 0; i < todo.length; i += 50) {
    const part = todo.slice(i, i + 50)
    const rows = await readAll(pool, async (c) => {
      const texts = await readOf(
        c,
        part.map((d) => d.id),
      )
      const out: unknown[][] = []
      for (const d of part) {
        const m = texts.get(d.id)
        if (!m) continue
        const { version, guesses } = await guessesFor(c, m, task)
        const ranked = guesses.map((g) => g.value)
        out.push([d.id, task, place, version, ranked, d.chosen, ranked.findIndex((v) => d.chosen.includes(v)) + 1, d.on])
      }
      return out
    })
    await writing(pool, async (c) => {
      for (const r of rows)
        await c.query(
          'insert into text_guess (matter, task, place, version, ranked, chosen, hit, decided_on) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing',
          r,
        )
    })
  }
  return todo.length
}

async function itemsOf(c: pg.ClientBase, place: string, task: Task): Promise<Item[]> {
  const decided = (await c.query<Decided>(`select d.id, d.chosen, d.on::text as on from (${DECIDED[task]}) d order by d.on desc, d.id limit ${MOST}`, [place]))
    .rows
  const texts = await readOf(
    c,
    decided.map((d) => d.id),
  )
  const replies = await repliesOf(c, decided, task)
  const items = decided.flatMap((d): Item[] => {
    const m = texts.get(d.id)
    const more = replies.get(d.id)
    return m && d.chosen[0] ? [{ title: m.title, text: m.text, label: d.chosen[0], ...(more ? { more } : {}) }] : []
  })
  const n = new Map<string, number>()
  for (const i of items) n.set(i.label, (n.get(i.label) ?? 0) + 1)
  return items.filter((i) => (n.get(i.label) ?? 0) >= PER_LABEL)
}

/** Units are known by how they answer, too: measured on real replies, it finds the right one among three a hundredth more often. */
async function repliesOf(c: pg.ClientBase, decided: Decided[], task: Task): Promise<Map<string, string>> {
  const sql = {
    unit: `select distinct on (r.matter) r.matter as id, r.body as text from reply r where r.matter = any ($1) and r.delivered_at is not null order by r.matter, r.delivered_at desc`,
    concernUnit: `select m.id, m.data->'answers'->-1->>'text' as text from matter m where m.id = any ($1)`,
  }[task as 'unit']
  const rows = sql ? (await c.query<{ id: string; text: string | null }>(sql, [decided.map((d) => d.id)])).rows : []
  return new Map(rows.flatMap((x) => (x.text ? [[x.id, cut(x.text, 5000)] as const] : [])))
}

function trained(items: Item[]): Promise<Uint8Array> {
  return new Promise((ok, no) => {
    const w = new Worker(path.join(import.meta.dirname, '../../text/train-worker.ts'), { workerData: { items, names: knownNames() } })
    w.once('message', (bytes: Uint8Array) => {
      ok(bytes)
      void w.terminate()
    })
    w.once('error', no)
    w.once('exit', (code) => no(new Error(`学习线程停了（${code}）`)))
  })
}

/** Every place that has decided anything. One that fails does not keep the others from learning. */
export async function learnAll(pool: pg.Pool, now: Date, onError: (place: string, e: Error) => void): Promise<void> {
  const places = await pool.query<{ place: string }>(
    `select distinct place from text_index where process in ('suggestion', 'concern') and not private order by 1`,
  )
  for (const { place } of places.rows) await learnPlace(pool, place, now).catch((e: Error) => onError(place, e))
}
