/**
 * 查重: what resembles a text among suggestions and concerns together, across years. Candidates come from the index by the heaviest terms;
 * here they are weighed by cosine with the frequencies of the place itself. It explains itself (shared words, shared places) and decides
 * nothing: the same content may be handled together, but every deputy and every citizen is answered (山东条例20、浙江规定18).
 */

import type pg from 'pg'
import { cut } from '../../kernel/characters.ts'
import type { SimilarItem, SimilarList } from '../../kernel/wire-text.ts'
import { readDoc } from '../../text/house.ts'
import { levelOf } from '../../text/placenames.ts'
import { placeVeto, sharedPlaces } from '../../text/places.ts'
import { bandOf, hashWord, OTHER_PLACE } from '../../text/similar.ts'
import { type Doc, isRun, RUN_RARITY } from '../../text/vector.ts'
import { defOf } from './known.ts'
import { numberOf } from './number.ts'
import { OUTCOMES } from './topics.ts'

export interface Ask {
  place: string
  title: string
  text: string
  /** The matter itself. */
  except?: string | undefined
  among?: readonly ('suggestion' | 'concern')[]
  /** `public`: published suggestions and shown concerns alone; `office`: only what the reader may open. Both kinds by default. */
  who?: 'reader' | 'office' | 'public'
  show?: number
}
/** Terms asked for, and about how many texts may hold them together: measured on real messages, more finds nothing more. */
const TERMS = 16
const BUDGET = 3000
const CANDIDATES = 60
const SHOW = 10
const SHARED = 6

interface Candidate {
  matter: string
  process: string
  terms: number[]
  tf: number[]
  places: string[]
  /** The reader may open it; otherwise only its public title was compared. */
  opened: boolean
}
interface Found extends Candidate {
  /** Cosine; and what is left of it where the places differ, by which the list is ordered. */
  likeness: number
  score: number
  words: string[]
  veto: boolean
}

interface Weighed {
  hash: number
  word: string
  run: boolean
  w: number
}

/** The nearest texts with their scores, best first; titles are read by whoever asked for them. */
export async function nearest(c: pg.ClientBase, a: Ask): Promise<Found[]> {
  const freq = await frequencies(c, a.place)
  const whole = readDoc(a.title, a.text)
  // Of what may only be known by its title, titles are compared.
  const title = readDoc(a.title || cut(a.text, 60), '')
  const [opened, shown] = await Promise.all([
    a.who === 'public' ? [] : compare(c, a, freq, whole, 'text_like'),
    a.who === 'office' ? [] : compare(c, a, freq, title, 'text_like_shown'),
  ])
  const known = new Set(opened.map((x) => x.matter))
  return [...opened, ...shown.filter((x) => !known.has(x.matter))].sort((x, y) => y.score - x.score).slice(0, a.show ?? SHOW)
}

async function compare(c: pg.ClientBase, a: Ask, freq: Frequencies, doc: Doc, from: 'text_like' | 'text_like_shown'): Promise<Found[]> {
  if (doc.counts.size === 0) return []
  const weight = (hash: number, tf: number, run: boolean) =>
    (1 + Math.log(tf)) * (run ? RUN_RARITY : 1 + Math.log(Math.max(1, freq.n / Math.max(1, freq.of.get(hash) ?? 0))))
  const mine = [...doc.counts]
    .map(([word, tf]): Weighed => ({ word, run: isRun(word), hash: hashWord(word), w: weight(hashWord(word), tf, isRun(word)) }))
    .sort((x, y) => y.w - x.w)
  const q = asked(mine, freq)
  const r = await c.query<Candidate>(`select * from ${from}($1, $2, $3, $4, $5, $6)`, [
    q.map((t) => t.hash),
    q.map((t) => t.w),
    a.place,
    a.among ?? ['suggestion', 'concern'],
    a.except ?? null,
    CANDIDATES,
  ])
  const norm = Math.hypot(...mine.map((t) => t.w)) || 1
  const by = new Map(mine.map((t) => [t.hash, t]))
  return r.rows.map((x): Found => {
    const theirs = x.terms.map((t, i) => weight(t, Math.abs(x.tf[i] ?? 1), (x.tf[i] ?? 1) < 0))
    const shared = x.terms.flatMap((t, i) => {
      const m = by.get(t)
      return m ? [{ word: m.word, run: m.run, w: m.w * (theirs[i] as number) }] : []
    })
    const likeness = shared.reduce((n, s) => n + s.w, 0) / (norm * (Math.hypot(...theirs) || 1))
    const words = shared
      .filter((s) => !s.run)
      .sort((p, s) => s.w - p.w)
      .slice(0, SHARED)
      .map((s) => s.word)
    const veto = placeVeto(doc.places, x.places)
    return {
      ...x,
      likeness,
      score: veto ? likeness * OTHER_PLACE : likeness,
      words,
      places: sharedPlaces(doc.places, x.places).filter((p) => levelOf(p) !== 'district'),
      veto,
    }
  })
}

/** The heaviest terms whose texts together stay within what may be looked at. */
function asked(mine: readonly Weighed[], freq: Frequencies): Weighed[] {
  const out: Weighed[] = []
  let rows = 0
  for (const t of mine) {
    const n = (freq.of.get(t.hash) ?? 0) * freq.scale
    if (t.run || (freq.n >= SMALL && n < 1) || rows + n > BUDGET) continue
    rows += n
    out.push(t)
    if (out.length >= TERMS) break
  }
  // Every word is common here (a place's own name and 「公交」): the heaviest of them must do.
  return out.length > 0 ? out : mine.filter((t) => !t.run).slice(0, 2)
}

export async function similarTo(c: pg.ClientBase, a: Ask): Promise<SimilarList> {
  const near = await nearest(c, a)
  if (near.length === 0) return { items: [], history: '' }
  const ids = near.map((x) => x.matter)
  const rows = await c.query(
    a.who === 'public'
      ? `select id, 'concern' as process, null as series, null::int as no, title, state, extract(year from asked_on)::text as year, outcome, null as code, followers, true as readable, '{}'::text[] as promises from public_concern where id = any ($1)
         union all select id, 'suggestion', series, no, title, state, year::text, null, null, 0, true, '{}' from public_suggestion where id = any ($1)`
      : `select x.id, coalesce(m.process, 'suggestion') as process, coalesce(m.series, s.series) as series, coalesce(m.no, s.no) as no, coalesce(m.title, s.title) as title, m.state,
           extract(year from m.created_at at time zone 'Asia/Shanghai')::text as year, m.data->>'outcome' as outcome, m.id is not null as readable,
           (select r.code from reply r where r.matter = x.id and r.delivered_at is not null order by r.delivered_at desc limit 1) as code,
           (select count(*)::int from party f where f.matter = x.id and f.role = 'follower' and f.left_at is null) as followers,
           array(select p.state from promise p where p.matter = x.id) as promises
         from unnest($1::uuid[]) as x(id) left join matter m on m.id = x.id left join lateral shown_suggestion(x.id) s on true`,
    [ids],
  )
  const of = new Map(rows.rows.map((x) => [x.id as string, x]))
  const items = near.flatMap((n): SimilarItem[] => {
    const x = of.get(n.matter)
    if (!x?.title) return []
    const def = defOf(x.process)
    return [
      {
        id: x.readable ? n.matter : '',
        process: x.process,
        label: def?.label ?? '',
        number: numberOf(x),
        title: x.title,
        // Another's suggestion is known by its number alone: '2026' in recess, '6-3' of a session.
        year: x.year ?? /^\d{4}/.exec(x.series ?? '')?.[0] ?? '',
        stateLabel: def?.states[x.state]?.label ?? '',
        code: x.code,
        result: x.process === 'concern' ? (OUTCOMES[x.outcome as keyof typeof OUTCOMES] ?? '') : x.code ? `答复 ${x.code}` : '',
        promises: promisesOf(x.promises),
        followers: x.followers,
        score: Math.round(n.score * 100) / 100,
        band: bandOf(n.likeness, n.veto),
        words: n.words,
        places: n.places,
        elsewhere: n.veto,
      },
    ]
  })
  return { items, history: historyOf(items) }
}

const STATES = { fulfilled: '已兑现', promised: '未到期', overdue: '逾期', changed: '已变更' }
function promisesOf(states: string[]): string {
  if (states.length === 0) return ''
  const parts = Object.entries(STATES).flatMap(([k, word]) => {
    const n = states.filter((s) => s === k).length
    return n > 0 ? [`${word} ${n}`] : []
  })
  return `承诺 ${states.length} 项：${parts.join('，')}`
}

/** 「已提过三年，答复均为 C」: only of what is likely the same matter, and only where every year says so. */
export function historyOf(items: readonly Pick<SimilarItem, 'process' | 'year' | 'code' | 'band' | 'elsewhere'>[]): string {
  const same = items.filter((x) => x.process === 'suggestion' && x.band !== 'faint' && !x.elsewhere && x.year)
  const years = new Set(same.map((x) => x.year))
  if (years.size < 2) return ''
  const codes = new Set(same.map((x) => x.code).filter(Boolean))
  const answered = new Set(same.filter((x) => x.code).map((x) => x.year))
  return `已提过 ${years.size} 年（${[...years].sort().join('、')}）${codes.size === 1 && answered.size === years.size ? `，答复均为 ${[...codes][0]}` : ''}`
}

interface Frequencies {
  /** Texts counted, and by how much the whole place is larger. */
  n: number
  scale: number
  of: Map<number, number>
}
/** By database and place. A large place's frequencies change slowly; a small one's are counted again at once. */
const cache = new Map<string, { at: number; n: number; of: Promise<Frequencies> }>()
const SMALL = 2000
const KEEP = { small: 5_000, large: 3_600_000 }

/** Asked for by many at once it is counted once. */
function frequencies(c: pg.ClientBase, place: string): Promise<Frequencies> {
  const key = `${(c as { database?: string }).database}/${place}`
  const had = cache.get(key)
  if (had && Date.now() - had.at < (had.n < SMALL ? KEEP.small : KEEP.large)) return had.of
  if (cache.size > 500) cache.clear()
  const entry = { at: Date.now(), n: had?.n ?? 0, of: count(c, place) }
  cache.set(key, entry)
  entry.of.then(
    (f) => {
      entry.n = f.n
    },
    () => cache.delete(key),
  )
  return entry.of
}

async function count(c: pg.ClientBase, place: string): Promise<Frequencies> {
  const [size, terms] = await Promise.all([
    c.query<{ n: number; all: number }>(
      `select text_size($1) as n, (select greatest(reltuples, 0)::int from pg_class where oid = 'text_index'::regclass) as all`,
      [place],
    ),
    c.query<{ term: number; n: number }>('select term, n from text_terms($1)', [place]),
  ])
  const n = size.rows[0]?.n ?? 0
  return { n, scale: n >= 20_000 ? Math.max(1, (size.rows[0]?.all ?? 0) / n) : 1, of: new Map(terms.rows.map((x) => [x.term, x.n])) }
}
