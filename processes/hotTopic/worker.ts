/** Words are read here, off the server's own thread: texts in, topics and weights out. What may name somebody is cut out before anything is counted. */
import { parentPort, workerData } from 'node:worker_threads'
import { samePlace } from '../../text/placenames.ts'
import { type Known, PlaceBook } from '../../text/places.ts'
import { findPrivate } from '../../text/privacy.ts'
import { hashWord } from '../../text/similar.ts'
import { keepTogether } from '../../text/topicruns.ts'
import { assign, cluster, type Decisions, type Item, type Topic } from '../../text/topics.ts'
import { keywordsOf } from '../../text/topicwords.ts'
import { cosine, docOf, type Idf, isRun, vectorOf } from '../../text/vector.ts'
import { learnNames } from '../../text/words.ts'
import type { Text } from './voices.ts'

export interface Names {
  places: Known[]
  others: string[]
}
/** How many of `n` texts hold a word, by its hash; words of one text are left out. */
export interface Weights {
  n: number
  terms: number[]
  df: number[]
}
/** A topic as far as a new text needs it. */
export type Middle = Pick<Topic, 'id' | 'places' | 'centroid'>
export interface Joined {
  matter: string
  topic: string
  similarity: number
}
export type Job = { names: Names } & (
  | { kind: 'cluster'; texts: Text[]; decisions: Decisions }
  | { kind: 'describe'; groups: Text[][]; weights: Weights }
  | { kind: 'assign'; texts: Text[]; topics: Middle[]; weights: Weights }
)
export interface Answers {
  cluster: { topics: Topic[]; weights: Weights }
  /** One a group, in the order asked. */
  describe: Topic[]
  assign: Joined[]
}

const job = workerData as Job
learnNames([...job.names.places.map((p) => p.name), ...job.names.others])
const book = new PlaceBook(job.names.places)

/** Addresses stay, for places are told apart by them; a house's number is no keyword unless two members share it. */
function clean(text: string): string {
  let out = ''
  let at = 0
  for (const f of findPrivate(text)) {
    if (f.kind === 'address') continue
    out += `${text.slice(at, f.from)} `
    at = f.to
  }
  return out + text.slice(at)
}
// Of people the counting takes care, where the digests are.
const itemOf = (t: Text): Item => ({ ...t, title: clean(t.title), text: clean(t.text), who: '', votes: 0 })
interface Read {
  /** Runs of signs among them. */
  words: string[]
  places: string[]
}
function readItem(i: Item): Read {
  const doc = docOf(i.title, i.text, book)
  return { words: [...doc.counts.keys()], places: doc.places }
}
const readItems = (items: readonly Item[]) => new Map(items.map((i) => [i.id, readItem(i)]))

function countWords(docs: Iterable<Iterable<string>>): Map<string, number> {
  const df = new Map<string, number>()
  for (const d of docs) for (const w of d) df.set(w, (df.get(w) ?? 0) + 1)
  return df
}

function weightsOf(df: Map<string, number>, n: number): Weights {
  // Runs of signs have a rarity of their own: no table of words needs them.
  const kept = [...df].filter(([w, x]) => x > 1 && !isRun(w))
  return { n, terms: kept.map(([w]) => hashWord(w)), df: kept.map(([, x]) => x) }
}

function idfOf(w: Weights): Idf {
  const df = new Map(w.terms.map((t, i) => [t, w.df[i] as number]))
  return { n: w.n, df: (word) => df.get(hashWord(word)) ?? 1 }
}

/** Keeps words and places that two people at least have named: what one alone wrote, however often, stays in his own papers, and goes with them. */
function shared(t: Topic, docs: ReadonlyMap<string, Read>, texts: readonly Text[]): Topic {
  const by = new Map(texts.map((x) => [x.id, x.by]))
  const people = [...Map.groupBy(t.members, (m) => by.get(m.id)).values()].map((own) => own.flatMap((m) => docs.get(m.id) ?? []))
  const df = countWords(people.map((own) => new Set(own.flatMap((d) => d.words))))
  const centroid = t.centroid.filter(([w]) => (df.get(w) ?? 0) > 1)
  const places = t.places.filter((p) => people.filter((own) => own.some((d) => d.places.some((q) => samePlace(p, q)))).length > 1)
  return { ...t, medoid: { ...t.medoid, title: '' }, keywords: keywordsOf(centroid), places, centroid }
}

function run(): Answers[Job['kind']] {
  if (job.kind === 'cluster') {
    const items = job.texts.map(itemOf)
    const docs = readItems(items)
    const df = countWords([...docs.values()].map((d) => d.words))
    const topics = cluster(items, { decisions: job.decisions, idf: { n: items.length, df: (w) => df.get(w) ?? 0 }, book })
    return { topics: topics.map((t) => shared(t, docs, job.texts)), weights: weightsOf(df, items.length) }
  }
  const idf = idfOf(job.weights)
  if (job.kind === 'describe')
    return job.groups.map((texts) => {
      const items = texts.map(itemOf)
      const [t] = cluster(items, { decisions: keepTogether(texts.map((x) => x.id)), least: 1, idf, book })
      return shared(t as Topic, readItems(items), texts)
    })
  return job.texts.flatMap((text) => {
    const i = itemOf(text)
    const t = assign(i, job.topics as Topic[], idf, book)
    return t ? [{ matter: i.id, topic: t.id, similarity: cosine(vectorOf(i.title, i.text, idf, book), new Map(t.centroid)) }] : []
  })
}

parentPort?.postMessage(run())
