/**
 * 热点: what many people write about at once. Every night all messages of a stretch of time are clustered anew; in the day a new one is
 * laid to the topic it is nearest to. What staff decided (these are one matter, those are not) holds in every run.
 */
import { averageLink, pairsOf } from './linkage.ts'
import { type PlaceBook, placeVeto, vetoTable } from './places.ts'
import { OTHER_PLACE } from './similar.ts'
import { commonPlaces, keywordsOf } from './topicwords.ts'
import { cosine, type Doc, docOf, type Idf, idfFrom, type Vector, weigh } from './vector.ts'

export interface Item {
  id: string
  title: string
  text: string
  at: Date
  /** Who wrote it; empty when nobody knows, which counts as somebody of their own. */
  who: string
  /** People who agreed with it. */
  votes: number
}

/** Pairs of ids; see `keepTogether` and `splitInto` in topicruns.ts. Where both speak of two messages, `apart` wins. Unknown ids are passed over. */
export interface Decisions {
  together: readonly (readonly [string, string])[]
  apart: readonly (readonly [string, string])[]
}

export interface ClusterOptions {
  /** Mean likeness below which two clusters stay two. Default 0.20. */
  cut?: number
  /** Messages that make a topic. Default 2. */
  least?: number
  decisions?: Decisions
  /** Default: the frequencies of the messages themselves. */
  idf?: Idf
  book?: PlaceBook
}

export interface Member {
  id: string
  at: Date
  /** Cosine with the middle of the topic, 0–1. */
  similarity: number
}

/** Everything but the dates is plain data, to be kept as JSON. */
export interface Topic {
  id: string
  /** Given by staff. */
  name?: string
  n: number
  /** Distinct writers. */
  people: number
  votes: number
  first: Date
  last: Date
  heat: number
  /** Named by a third of the messages or more, the most named first. */
  places: string[]
  keywords: string[]
  /** The message that stands nearest to all others. */
  medoid: { id: string; title: string }
  /** The most typical first. */
  members: Member[]
  /** The middle: its heaviest words and their weights, for `assign`. */
  centroid: [word: string, weight: number][]
}

const CUT = 0.2
/** Two messages under this say nothing to each other; leaving them out makes the clustering of thousands a matter of a second. */
const LEAST_ALIKE = 0.05
const ASSIGN_AT = 0.35
const CENTROID_WORDS = 150
const WEEK = 7 * 86_400_000

const byTime = (a: { at: Date; id: string }, b: { at: Date; id: string }): number => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)

/**
 * Topics of a set of messages, the hottest first. Does not depend on the order the messages come in. 4,326 messages take about 3 s, all of
 * it on the calling thread: run it in a job.
 */
export function cluster(items: readonly Item[], options: ClusterOptions = {}): Topic[] {
  const sorted = [...items].sort(byTime)
  const docs = sorted.map((i) => docOf(i.title, i.text, options.book))
  const idf = options.idf ?? idfFrom(docs)
  const vectors = docs.map((d) => weigh(d.counts, idf))
  const elsewhere = vetoTable(docs.map((d) => d.places))
  const pairs = pairsOf(vectors, LEAST_ALIKE)
    .map((p) => (elsewhere(p.a, p.b) ? { ...p, s: p.s * OTHER_PLACE } : p))
    .filter((p) => p.s >= LEAST_ALIKE)
  const index = new Map(sorted.map((item, i) => [item.id, i]))
  const known = (list: readonly (readonly [string, string])[] = []) =>
    list.flatMap(([a, b]): [number, number][] => {
      const [x, y] = [index.get(a), index.get(b)]
      return x === undefined || y === undefined ? [] : [[x, y]]
    })
  const clusters = averageLink(sorted.length, pairs, options.cut ?? CUT, known(options.decisions?.together), known(options.decisions?.apart))
  return clusters
    .filter((c) => c.length >= (options.least ?? 2))
    .map((c) => topicOf(c.map((i) => ({ item: sorted[i] as Item, doc: docs[i] as Doc, vector: vectors[i] as Vector }))))
    .sort(byHeat)
}

export const byHeat = (a: Topic, b: Topic): number => b.heat - a.heat || (a.id < b.id ? -1 : 1)

/** Distinct people + 2·ln(1 + votes) + messages/√(weeks + 1): many voices count most, a thousand clicks little, old lasting matters less. */
export const heatOf = (people: number, votes: number, n: number, first: Date, last: Date): number =>
  people + 2 * Math.log(1 + Math.max(0, votes)) + n / Math.sqrt((last.getTime() - first.getTime()) / WEEK + 1)

interface Part {
  item: Item
  doc: Doc
  vector: Vector
}

/** @param parts by time, one at least */
function topicOf(parts: Part[]): Topic {
  const sum: Vector = new Map()
  for (const p of parts) for (const [w, x] of p.vector) sum.set(w, (sum.get(w) ?? 0) + x)
  const length = Math.sqrt([...sum.values()].reduce((t, x) => t + x * x, 0)) || 1
  const centroid = [...sum].map(([w, x]): [string, number] => [w, x / length]).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const middle: Vector = new Map(centroid)
  const members = parts
    .map(({ item, vector }) => ({ id: item.id, at: item.at, similarity: cosine(vector, middle) }))
    .sort((a, b) => b.similarity - a.similarity || byTime(a, b))
  const first = parts[0] as Part
  const last = parts.at(-1) as Part
  const medoid = members[0] as Member
  const people = new Set(parts.map((p) => p.item.who || `#${p.item.id}`)).size
  const votes = parts.reduce((t, p) => t + p.item.votes, 0)
  return {
    id: first.item.id,
    n: parts.length,
    people,
    votes,
    first: first.item.at,
    last: last.item.at,
    heat: heatOf(people, votes, parts.length, first.item.at, last.item.at),
    places: commonPlaces(parts.map((p) => p.doc.places)),
    keywords: keywordsOf(centroid),
    medoid: { id: medoid.id, title: parts.find((p) => p.item.id === medoid.id)?.item.title ?? '' },
    members,
    centroid: centroid.slice(0, CENTROID_WORDS).map(([w, x]) => [w, Number(x.toFixed(4))]),
  }
}

/**
 * The topic that a new message belongs to until the next night, if any is near enough (0.35 to its middle) and at the same place.
 * @param idf that of the last run, or of all messages
 */
export function assign(item: { title: string; text: string }, topics: Iterable<Topic>, idf: Idf, book?: PlaceBook): Topic | undefined {
  const doc = docOf(item.title, item.text, book)
  const vector = weigh(doc.counts, idf)
  let best: Topic | undefined
  let most = ASSIGN_AT
  for (const t of topics) {
    const s = cosine(vector, new Map(t.centroid))
    if (s < most || (s === most && best) || placeVeto(doc.places, t.places)) continue
    best = t
    most = s
  }
  return best
}
