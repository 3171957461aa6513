/**
 * Similar suggestions, so that nobody writes what has been asked or answered already (user ask 1). Words by jieba; candidates by
 * shared words, ranked by cosine with inverse document frequency. A deputy is shown only what its author lets be public.
 */
import type pg from 'pg'
import type { Ctx } from '../../kernel/ctx.ts'
import type { SimilarItem } from '../../kernel/wire.ts'
import { numberOf } from '../common/number.ts'
import { wordsOf } from './segment.ts'

const CANDIDATES = 60
const SHOW = 5
const LEAST = 0.12

export async function similarTo(client: pg.ClientBase, place: string, text: string, except?: string): Promise<SimilarItem[]> {
  const words = wordsOf(text)
  if (words.length < 3) return []
  const r = await client.query(
    `with q as (select unnest($2::text[]) as w),
       df as (select w, (select count(*) from suggestion_index i where i.place = $1 and i.words @> array[w]) as n from q),
       total as (select greatest(count(*), 1)::float as n from suggestion_index where place = $1),
       idf as (select w, ln(1 + total.n / (1 + df.n)) as v from df, total where df.n < total.n * 0.3 + 5),
       near as (select i.matter, i.shown, i.words, (select coalesce(sum(v), 0) from idf where w = any (i.words)) as hit from suggestion_index i
         where i.place = $1 and i.words && (select array_agg(w) from idf) and i.matter is distinct from $3 order by hit desc limit ${CANDIDATES})
     select i.matter as id, m.id is not null as readable, coalesce(m.title, s.title) as title, coalesce(m.series, s.series) as series, coalesce(m.no, s.no) as no,
       near.hit / nullif(sqrt((select sum(v) from idf)) * sqrt(cardinality(near.words) * (select avg(v) from idf)), 0) as score,
       (select r.code from reply r where r.matter = near.matter and r.delivered_at is not null order by r.delivered_at desc limit 1) as code
     from near join suggestion_index i on i.matter = near.matter left join matter m on m.id = near.matter left join lateral shown_suggestion(near.matter) s on true
     where m.id is not null or near.shown order by score desc nulls last limit ${SHOW}`,
    [place, words, except ?? null],
  )
  return r.rows
    .filter((x) => x.score >= LEAST && x.title)
    .map((x) => ({
      id: x.readable ? x.id : '',
      number: numberOf(x),
      title: x.title,
      year: (x.series ?? '').slice(0, 4),
      code: x.code,
      score: Math.round(x.score * 100) / 100,
    }))
}

/** Keeps the words of a suggestion beside it; called after the matter is written, in the same transaction. */
export function index(ctx: Ctx): void {
  ctx.afterWrite(async () => {
    const m = ctx.view.matter
    await ctx.client.query({
      name: 'index-words',
      text: `insert into suggestion_index (matter, place, shown, words) values ($1, $2, $3, $4) on conflict (matter) do update set shown = excluded.shown, words = excluded.words`,
      values: [
        m.id,
        m.place,
        !m.private && m.no !== null && !m.confidential && !!m.data.mayPublish,
        wordsOf(`${m.title}\n${m.data.situation}\n${m.data.proposals}`),
      ],
    })
  })
}
