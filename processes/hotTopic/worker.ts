/** Words are read here, off the server's own thread: texts in, topics and weights out. What may name somebody is cut out before anything is counted. */
import { parentPort, workerData } from 'node:worker_threads'
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
/** Runs of signs among them: what two members share is kept of those, too. */
const wordsOf = (i: Item) => [...docOf(i.title, i.text, book).counts.keys()]

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

/** Keeps the words that two members at least have: what one alone wrote is told to nobody beside his own paper. */
function shared(t: Topic, words: ReadonlyMap<string, readonly string[]>): Topic {
  const df = countWords(t.members.map((m) => words.get(m.id) ?? []))
  const centroid = t.centroid.filter(([w]) => (df.get(w) ?? 0) > 1)
  return { ...t, medoid: { ...t.medoid, title: '' }, keywords: keywordsOf(centroid), centroid }
}

function run(): Answers[Job['kind']] {
  if (job.kind === 'cluster') {
    const items = job.texts.map(itemOf)
    const words = new Map(items.map((i) => [i.id, wordsOf(i)]))
    const df = countWords(words.values())
    const topics = cluster(items, { decisions: job.decisions, idf: { n: items.length, df: (w) => df.get(w) ?? 0 }, book })
    return { topics: topics.map((t) => shared(t, words)), weights: weightsOf(df, items.length) }
  }
  const idf = idfOf(job.weights)
  if (job.kind === 'describe')
    return job.groups.map((texts) => {
      const items = texts.map(itemOf)
      const [t] = cluster(items, { decisions: keepTogether(texts.map((x) => x.id)), least: 1, idf, book })
      return shared(t as Topic, new Map(items.map((i) => [i.id, wordsOf(i)])))
    })
  return job.texts.flatMap((text) => {
    const i = itemOf(text)
    const t = assign(i, job.topics as Topic[], idf, book)
    return t ? [{ matter: i.id, topic: t.id, similarity: cosine(vectorOf(i.title, i.text, idf, book), new Map(t.centroid)) }] : []
  })
}

parentPort?.postMessage(run())
