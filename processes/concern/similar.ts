/** Concerns that resemble a text: for staff all of the place, for the public only what the office has shown. */
import type pg from 'pg'
import { numberOf } from '../common/number.ts'
import { wordsOf } from '../suggestion/segment.ts'

export interface Like {
  id: string
  number: string
  title: string
  state: string
  followers: number
  score: number
}
const SHOW = 5
const CANDIDATES = 200
const LEAST = 0.15

/**
 * Shared words weighed by how rare they are in the place; score = shared weight ÷ geometric mean of both texts' weights.
 * @param from 'matter': through the reader's own rights; 'public': the public view
 */
export async function similarConcerns(
  client: pg.ClientBase,
  place: string,
  text: string,
  except?: string,
  from: 'matter' | 'public' = 'matter',
): Promise<Like[]> {
  const words = wordsOf(text)
  if (words.length < 2) return []
  const source = from === 'public' ? `public_concern` : `(select c.matter as id, c.place, c.words from concern c)`
  const r = await client.query(
    `with q as (select distinct unnest($2::text[]) as w),
       total as (select greatest(count(*), 1)::float as n from ${source} i where i.place = $1),
       idf as (select q.w, ln(1 + total.n / (1 + (select count(*) from ${source} i where i.place = $1 and i.words @> array[q.w]))) as v from q, total),
       near as (select i.id, i.words, (select coalesce(sum(v), 0) from idf where w = any (i.words)) as hit from ${source} i
         where i.place = $1 and i.words && $2 and i.id is distinct from $3 order by hit desc limit ${CANDIDATES}),
       own as (select sum(v) as s, avg(v) as a from idf)
     select near.id, near.hit / nullif(sqrt(own.s * greatest(cardinality(near.words) * own.a, near.hit)), 0) as score from near, own order by score desc nulls last limit ${SHOW}`,
    [place, words, except ?? null],
  )
  const hits = new Map(r.rows.filter((x) => x.score >= LEAST).map((x) => [x.id as string, Number(x.score)]))
  if (hits.size === 0) return []
  const rows = await client.query(
    from === 'public'
      ? `select id, null as series, null::int as no, title, state, followers from public_concern where id = any ($1)`
      : `select id, series, no, title, state, 0 as followers from matter where id = any ($1)`,
    [[...hits.keys()]],
  )
  return rows.rows
    .map((x): Like => ({ id: x.id, number: numberOf(x), title: x.title, state: x.state, followers: x.followers, score: hits.get(x.id) as number }))
    .sort((a, b) => b.score - a.score)
}
