/**
 * A text as numbers: tf-idf of its words and of its single signs and pairs of signs. Which of them count is chosen by χ² against the
 * labels (Y. Yang, J. O. Pedersen, "A Comparative Study on Feature Selection in Text Categorization", ICML 1997); counts are damped
 * (1 + ln tf) and rows brought to length 1 (G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988).
 *
 * Terms are kept as 32-bit hashes, not as text: a stored model then holds no word that a citizen wrote (no name, no number), is a third
 * of the size and needs no parsing. With 60,000 terms a foreign one is taken for a known one in 1 of 70,000 cases.
 */
import type { SparseRows } from './svm.ts'
import { cutWords, isStop, plainText } from './words.ts'

export interface TermOptions {
  /** Words at the beginning that count twice; a title comes first. What a letter is about is said there. */
  head: number
  /** Lengths of the runs of signs. */
  grams: number[]
}

/** Distinct terms of one text, and how often each occurs. */
export interface Doc {
  terms: Int32Array
  counts: Float32Array
}

/** A row: distinct columns and their values. */
export interface SparseVector {
  indices: Int32Array
  values: Float32Array
}

const SIGN = /[\p{L}\p{N}]/u
/** Telephone, identity and account numbers say nothing of the matter and must not be learned. */
const LONG_NUMBER = /\d{5}/

/** Hash of a part of a text: FNV-1a with the final mixing of MurmurHash3. The lowest bit tells words (1) from runs of signs (0). */
export function hashOf(text: string, from: number, to: number, word: 0 | 1): number {
  let h = 0x811c9dc5
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return (h & ~1) | word
}

/** Words of a text that may be learned, in their order, repeats kept; single signs too, for runs are made of them. */
export function learnable(text: string, title = ''): string[] {
  return cutWords(plainText(title ? `${title}\n${text}` : text)).filter((w) => SIGN.test(w) && !isStop(w) && !LONG_NUMBER.test(w))
}

/**
 * Counts words of two signs and more, and runs of signs. Runs go across the words, because a cutting that breaks a name is then mended.
 * @param words what `learnable` has cut
 */
export function countTerms(words: string[], { head, grams }: TermOptions): Doc {
  const counts = new Map<number, number>()
  const add = (h: number, n: number) => counts.set(h, (counts.get(h) ?? 0) + n)
  let seen = 0
  let headSigns = 0
  for (const w of words) {
    if (seen < head) headSigns += w.length
    if (w.length < 2) continue
    add(hashOf(w, 0, w.length, 1), seen < head ? 2 : 1)
    seen++
  }
  const run = words.join('')
  for (const n of grams) for (let i = 0; i + n <= run.length; i++) add(hashOf(run, i, i + n, 0), i + n <= headSigns ? 2 : 1)
  return { terms: Int32Array.from(counts.keys()), counts: Float32Array.from(counts.values()) }
}

/** Many texts, their terms numbered 0 … hashes.length − 1, so that parts of them can be fitted again without hashing anew. */
export interface Corpus {
  docs: Doc[]
  /** Of each term number. */
  hashes: Int32Array
}

/** Numbers the terms of texts. */
export function corpusOf(docs: Doc[]): Corpus {
  const numbers = new Map<number, number>()
  const numbered = docs.map(({ terms, counts }) => ({
    counts,
    terms: terms.map((h) => {
      const known = numbers.get(h)
      if (known !== undefined) return known
      numbers.set(h, numbers.size)
      return numbers.size - 1
    }),
  }))
  return { docs: numbered, hashes: Int32Array.from(numbers.keys()) }
}

/** The chosen terms: their numbers in the corpus, and idf. Column j of every vector is term j. */
export interface Chosen {
  terms: Int32Array
  idf: Float32Array
  /** Column of each term of the corpus; −1: not chosen. */
  column: Int32Array
}

/**
 * Chooses the terms that tell the labels apart best: highest χ² of any label (present or not × of this label or not).
 * @param rows documents of the corpus to learn from; no others are looked at
 * @param labels class of each of `rows`, 0 … classes − 1
 * @param least texts a term must be in
 * @param most terms that are kept
 */
export function chooseTerms(corpus: Corpus, rows: Int32Array, labels: Int32Array, classes: number, least: number, most: number): Chosen {
  const all = corpus.hashes.length
  const n = rows.length
  const df = new Int32Array(all)
  const byClass: number[][] = Array.from({ length: classes }, () => [])
  for (let i = 0; i < n; i++) {
    byClass[labels[i] as number]?.push(rows[i] as number)
    for (const t of corpus.docs[rows[i] as number]?.terms ?? []) df[t] = (df[t] as number) + 1
  }
  const frequent: number[] = []
  for (let t = 0; t < all; t++) if ((df[t] as number) >= least) frequent.push(t)
  const score = new Float64Array(all)
  for (const own of byClass) {
    const inside = new Int32Array(all)
    for (const r of own) for (const t of corpus.docs[r]?.terms ?? []) inside[t] = (inside[t] as number) + 1
    const size = own.length
    for (const t of frequent) {
      const d = df[t] as number
      const both = inside[t] as number
      const below = d * (n - d) * size * (n - size)
      const cross = both * (n - d - size + both) - (d - both) * (size - both)
      if (below > 0) score[t] = Math.max(score[t] as number, (n * cross * cross) / below)
    }
  }
  // Equal scores fall in the order of first appearance, so that a training repeated gives the same model.
  const kept = frequent.sort((a, b) => (score[b] as number) - (score[a] as number) || a - b).slice(0, most)
  const terms = Int32Array.from(kept)
  const column = new Int32Array(all).fill(-1)
  for (let j = 0; j < terms.length; j++) column[terms[j] as number] = j
  return { terms, column, idf: Float32Array.from(terms, (t) => Math.log((1 + n) / (1 + (df[t] as number))) + 1) }
}

/**
 * One text as a row of length 1; empty when it has no known term.
 * @param columnOf column of a term, −1 when unknown
 */
export function vectorOf(doc: Doc, columnOf: (term: number) => number, idf: Float32Array): SparseVector {
  const indices = new Int32Array(doc.terms.length)
  const values = new Float32Array(doc.terms.length)
  let n = 0
  let square = 0
  for (let i = 0; i < doc.terms.length; i++) {
    const j = columnOf(doc.terms[i] as number)
    if (j < 0) continue
    const v = (1 + Math.log(doc.counts[i] as number)) * (idf[j] as number)
    indices[n] = j
    values[n] = v
    n++
    square += v * v
  }
  const length = Math.sqrt(square) || 1
  for (let i = 0; i < n; i++) values[i] = (values[i] as number) / length
  return { indices: indices.subarray(0, n), values: values.subarray(0, n) }
}

/** Rows one under the other. */
export function stack(vectors: SparseVector[], columns: number): SparseRows {
  const indptr = new Int32Array(vectors.length + 1)
  for (let i = 0; i < vectors.length; i++) indptr[i + 1] = (indptr[i] as number) + (vectors[i]?.indices.length ?? 0)
  const indices = new Int32Array(indptr[vectors.length] as number)
  const values = new Float32Array(indices.length)
  for (const [i, v] of vectors.entries()) {
    indices.set(v.indices, indptr[i])
    values.set(v.values, indptr[i])
  }
  return { indptr, indices, values, columns }
}
