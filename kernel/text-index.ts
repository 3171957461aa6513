/** The row that search and likeness look through: kept beside a matter by whatever act changes its words, and gone with them. */
import type pg from 'pg'
import { writing } from '../database/read.ts'
import { learn, readDoc } from '../text/house.ts'
import { tsVectorOf } from '../text/query.ts'
import { hashWord } from '../text/similar.ts'
import { isRun } from '../text/vector.ts'
import type { Matter } from './process.ts'

/** What a matter says, beyond its title, to everybody who sees it; and whether others may know of it. */
export interface Told {
  text: string
  /** The title that others may know of; absent: nothing is shown. */
  shown?: string | undefined
}
export type Tells = (m: Matter) => Told

/** Terms kept of one text; the title's come first. */
const MOST = 400

const none: Tells = () => ({ text: '' })
const key = (m: Matter, t: Told) => JSON.stringify([m.title, t.text, t.shown ?? null, m.private, m.delegation])

/** @param before none for a new matter, and for one whose row is to be made anew */
export async function indexText(client: pg.ClientBase, tells: Tells = none, m: Matter, before?: Matter): Promise<void> {
  const told = tells(m)
  if (before && key(before, tells(before)) === key(m, told)) return
  const doc = readDoc(m.title, told.text)
  const terms = [...doc.counts].slice(0, MOST)
  const open = told.shown ? [...readDoc(told.shown, '').counts] : []
  // A run of two signs of the title is told from a word by its sign: it is as rare as every other run.
  const counts = (of: [string, number][]) => of.map(([w, n]) => (isRun(w) ? -1 : 1) * Math.min(n, 30_000))
  const hashes = (of: [string, number][]) => of.map(([w]) => hashWord(w))
  await client.query({
    name: 'text-index',
    text: `insert into text_index (matter, process, place, at, private, delegation, shown, words, terms, tf, places, public_terms, public_tf)
      values ($1, $2, $3, $4, $5, $6, $7, $8::text::tsvector, $9, $10, $11, $12, $13)
      on conflict (matter) do update set private = excluded.private, delegation = excluded.delegation, shown = excluded.shown, words = excluded.words, terms = excluded.terms, tf = excluded.tf, places = excluded.places,
        public_terms = excluded.public_terms, public_tf = excluded.public_tf`,
    values: [
      m.id,
      m.process,
      m.place,
      m.createdAt,
      m.private,
      m.delegation,
      !!told.shown,
      tsVectorOf(m.title, told.text),
      hashes(terms),
      counts(terms),
      doc.places,
      hashes(open),
      counts(open),
    ],
  })
}

/**
 * Rows for matters that have none: those older than the index, or brought in past the door. A few hundred at a time, so that nobody waits.
 * @returns how many were made
 */
export async function indexMissing(pool: pg.Pool, tells: (process: string) => Tells | undefined): Promise<number> {
  let done = 0
  for (;;) {
    const n = await writing(pool, async (c) => {
      const r = await c.query<Matter & { created_at: Date }>(
        `select m.* from matter m where not exists (select from text_index i where i.matter = m.id) order by m.created_at desc limit 200 for update skip locked`,
      )
      for (const m of r.rows) await indexText(c, tells(m.process), { ...m, createdAt: m.created_at })
      return r.rows.length
    })
    done += n
    if (n < 200) return done
  }
}

/** The house's own names: districts, streets, stations with what they lie in; units. */
export async function houseNames(client: Pick<pg.ClientBase, 'query'>): Promise<{ places: { name: string; within?: string }[]; others: string[] }> {
  const places = await client.query<{ name: string; within: string | null }>(
    `select p.name, u.name as within from place p left join place u on u.code = p.parent union all
     select s.name, p.name from unit s join place p on p.code = s.place where s.kind = 'station' limit 50000`,
  )
  const units = await client.query<{ name: string }>(`select name from unit where kind = 'handling' union select short from unit where short <> ''`)
  return { places: places.rows.map((x) => ({ name: x.name, ...(x.within ? { within: x.within } : {}) })), others: units.rows.map((x) => x.name) }
}

/** They become words, so that 「临江街道」 is not cut apart. */
export async function learnHouse(pool: pg.Pool): Promise<void> {
  const { places, others } = await houseNames(pool)
  learn(places, others)
}
