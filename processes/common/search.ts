/**
 * Looking for a matter of any kind by number or words. Candidates come from the text index by what the reader may find; every row is
 * read again through his own rights. Numbers are exact to a thousand and say so beyond it.
 */
import type pg from 'pg'
import type { Piece, SearchHit, SearchPage } from '../../kernel/wire-text.ts'
import type { Viewer } from '../../people/viewer.ts'
import { askedOf, marked, snippet } from '../../text/query.ts'
import { defOf, tellsOf } from './known.ts'
import { numberIn, numberOf } from './number.ts'
import { isOutside } from './view.ts'

export interface SearchAsk {
  q: string
  /** One process only: a filter, or a picker's own. */
  among?: string | undefined
  year?: number | undefined
  /** Known ids instead of words, for a picker that shows what was chosen. */
  ids?: string | undefined
  from?: number
  most?: number
}
const CAP = 1000
const ENOUGH = 20
const uuid = /^[0-9a-f-]{36}$/
interface Candidate {
  matter: string
  process: string
  at: Date
  rank: number
}

async function candidates(c: pg.ClientBase, q: string, among: string | undefined): Promise<{ rows: Candidate[]; words: string[]; loose: boolean }> {
  const asked = askedOf(q)
  if (!asked.all) return { rows: [], words: [], loose: false }
  const look = async (query: string) =>
    (await c.query<Candidate>('select distinct on (matter) matter, process, at, rank from text_found($1::text::tsquery, $2)', [query, among ?? null])).rows
  // Few hold the words as they stand: perhaps the last one is still in the typing. Beginnings cost the index far more than words.
  const whole = await look(asked.whole)
  const all = whole.length < ENOUGH && asked.all !== asked.whole ? await look(asked.all) : whole
  // Nothing holds every word: better some of them than an empty page, and it says so.
  const rows = all.length === 0 && asked.any !== asked.all ? await look(asked.any) : all
  return { rows, words: asked.words, loose: all.length === 0 && rows.length > 0 }
}

/** Ids of one process that hold the words, for a list's own filters; undefined when nothing was typed. At most the newest thousand a place. */
export async function idsFound(
  c: pg.ClientBase,
  q: string | undefined,
  process: string,
): Promise<{ ids: string[]; number: ReturnType<typeof numberIn> } | undefined> {
  const typed = q?.normalize('NFKC').trim()
  if (!typed) return undefined
  return { ids: (await candidates(c, typed, process)).rows.map((x) => x.matter), number: numberIn(typed) }
}

/** Condition on `m` for what was found, by words or by number. */
export function foundIn(found: NonNullable<Awaited<ReturnType<typeof idsFound>>>, p: (v: unknown) => string): string {
  const byWords = `m.id = any (${p(found.ids)})`
  if (!found.number) return byWords
  const series = found.number.series === null ? '' : ` and m.series = ${p(found.number.series)}`
  return `(${byWords} or (m.no = ${p(found.number.no)}${series}))`
}

export async function search(c: pg.ClientBase, viewer: Viewer, a: SearchAsk): Promise<SearchPage> {
  const typed = a.q.normalize('NFKC').trim()
  const known = (a.ids ?? '').split(',').filter((x) => uuid.test(x))
  const most = a.most ?? 20
  if (!typed && known.length === 0) return { rows: [], total: 0, capped: false, loose: false, processes: [], years: [], next: null }
  const number = known.length > 0 ? null : numberIn(typed)
  const found = known.length > 0 ? { rows: [], words: [typed], loose: false } : await candidates(c, typed, a.among)
  const rank = new Map<string, number>(found.rows.map((x) => [x.matter, x.rank]))
  const ids = known.length > 0 ? known : [...rank.keys()]
  const r = await c.query<{ id: string; process: string; year: number; at: Date; numbered: boolean; own: boolean }>(
    `select m.id, m.process, coalesce(m.no = $2 and ($4::text is null or m.series = $4), false) as numbered, m.place = $5 as own, extract(year from m.created_at at time zone 'Asia/Shanghai')::int as year, m.updated_at as at
     from matter m where ${number ? '(m.id = any ($1) or (m.no = $2 and ($4::text is null or m.series = $4)))' : 'm.id = any ($1) and $2::int is null'} and ($3::text is null or m.process = $3)
     order by m.updated_at desc limit 5000`,
    [ids, number?.no ?? null, a.among ?? null, number?.series ?? null, viewer.seat.place],
  )
  const count = <T extends string | number>(of: (x: { process: string; year: number }) => T) => {
    const n = new Map<T, number>()
    for (const x of r.rows) n.set(of(x), (n.get(of(x)) ?? 0) + 1)
    return [...n].sort((x, y) => y[1] - x[1])
  }
  const kept = r.rows.filter((x) => a.year === undefined || x.year === a.year)
  // A number typed means that number first, and of one's own place.
  const weight = (x: (typeof kept)[number]) => (x.numbered ? (x.own ? 20 : 10) : (rank.get(x.id) ?? 9))
  kept.sort((x, y) => weight(y) - weight(x) || y.at.getTime() - x.at.getTime())
  const from = Math.max(0, a.from ?? 0)
  const rows = await hits(
    c,
    viewer,
    kept.slice(from, from + (known.length > 0 ? 500 : most)).map((x) => x.id),
    found.words,
  )
  return {
    rows,
    total: kept.length,
    capped: found.rows.length >= CAP,
    loose: found.loose,
    processes: count((x) => x.process).map(([value, n]) => ({ value, label: defOf(value)?.label ?? value, count: n })),
    years: count((x) => x.year)
      .sort((x, y) => y[0] - x[0])
      .map(([value, n]) => ({ value: String(value), label: `${value}年`, count: n })),
    next: kept.length > from + most ? from + most : null,
  }
}

async function hits(c: pg.ClientBase, viewer: Viewer, ids: string[], words: string[]): Promise<SearchHit[]> {
  if (ids.length === 0) return []
  const r = await c.query(
    `select m.id, m.process, m.series, m.no, m.title, m.state, m.private, m.confidential, m.data,
       (select coalesce(string_agg(u.name, '、' order by x.joined_at), '') from party x join unit u on u.id = x.unit where x.matter = m.id and x.left_at is null) as units
     from matter m where m.id = any ($1) order by array_position($1, m.id)`,
    [ids],
  )
  // Somebody from outside is not shown who the deputies are, and a text may say it.
  const outside = isOutside(viewer)
  return r.rows.map((x): SearchHit => {
    const def = defOf(x.process)
    const text = outside ? '' : tellsOf(x.process)(x).text
    const cut: Piece[] = text ? snippet(text, words) : []
    return {
      id: x.id,
      process: x.process,
      number: numberOf(x),
      title: marked(x.title, words),
      plain: x.title,
      state: x.state,
      stateLabel: def?.states[x.state]?.label ?? x.state,
      about: [x.process === 'suggestion' ? '' : def?.label, x.units].filter(Boolean).join(' '),
      snippet: cut.some((p) => p.hit) ? cut : [],
    }
  })
}
