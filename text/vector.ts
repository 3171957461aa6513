/**
 * A text as a sparse vector: tf-idf of its words, words of the title counted three times, counts damped (1 + ln tf), length 1
 * (G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988). The product of two is their likeness.
 * Runs of two signs of the title count too, for the cutting of names is not to be trusted there. The weights were tried against each
 * other with text/eval; of several as good the plain ones were kept.
 */
import { type PlaceBook, readText } from './places.ts'
import { pairsOf, plainText } from './words.ts'

/** How many of `n` texts hold a word. A word that none holds counts as held by one. */
export interface Idf {
  n: number
  df(word: string): number
}

/** Words and runs of signs with their weights; the squares sum up to 1. Empty for a text that says nothing. */
export type Vector = Map<string, number>
/** How often words occur, the runs of signs of a title among them. */
export type Counts = Map<string, number>

/** A text read once: its words with how often they occur (title threefold) and the places it names (of the title first). */
export interface Doc {
  counts: Counts
  places: string[]
}

const TITLE = 3
/** Marks a run of signs; `plainText` leaves no tab in a word. */
const RUN = '\t'
/** As rare as this every run counts: tables of words know nothing of runs, and this did as well as their true frequencies. */
export const RUN_RARITY = 4
export const isRun = (word: string): boolean => word.startsWith(RUN)

/** Reads a text once for everything that likeness and topics need of it. 0.2 ms for 350 signs; texts past 20,000 signs are read to there. */
export function docOf(title: string, text: string, book?: PlaceBook): Doc {
  const counts: Counts = new Map()
  const head = readText(title, book)
  const body = readText(text, book)
  const add = (w: string, n: number) => counts.set(w, (counts.get(w) ?? 0) + n)
  for (const w of head.words) add(w, TITLE)
  for (const run of plainText(title).match(/\p{Script=Han}{2,}/gu) ?? []) for (const two of pairsOf(run)) add(RUN + two, TITLE)
  for (const w of body.words) add(w, 1)
  return { counts, places: [...new Set([...head.places, ...body.places])] }
}

/** Document frequencies of the texts themselves. */
export function idfFrom(docs: Iterable<Doc>): Idf {
  const df = new Map<string, number>()
  let n = 0
  for (const d of docs) {
    n++
    for (const w of d.counts.keys()) if (!isRun(w)) df.set(w, (df.get(w) ?? 0) + 1)
  }
  return { n, df: (w) => df.get(w) ?? 0 }
}

const rarity = (word: string, idf: Idf): number => (isRun(word) ? RUN_RARITY : 1 + Math.log(Math.max(1, idf.n / Math.max(1, idf.df(word)))))

export function weigh(counts: Counts, idf: Idf): Vector {
  const out: Vector = new Map()
  let sum = 0
  for (const [w, tf] of counts) {
    const x = (1 + Math.log(tf)) * rarity(w, idf)
    out.set(w, x)
    sum += x * x
  }
  const length = Math.sqrt(sum)
  for (const [w, x] of out) out.set(w, x / length)
  return out
}

export const vectorOf = (title: string, text: string, idf: Idf, book?: PlaceBook): Vector => weigh(docOf(title, text, book).counts, idf)

/** @returns 0 (no word shared, or nothing said) to 1 (the same words) */
export function cosine(a: Vector, b: Vector): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [w, x] of few) sum += x * (many.get(w) ?? 0)
  return Math.min(1, sum)
}

/** The words that two texts have in common, those first that make them most alike: what people are shown as the reason. */
export function sharedWords(a: Vector, b: Vector, most: number): string[] {
  const out: [string, number][] = []
  for (const [w, x] of a) {
    const y = b.get(w)
    if (y !== undefined && !isRun(w)) out.push([w, x * y])
  }
  return out
    .sort((p, q) => q[1] - p[1] || (p[0] < q[0] ? -1 : 1))
    .slice(0, most)
    .map(([w]) => w)
}
