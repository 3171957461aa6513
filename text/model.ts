/** A trained classifier: sorts texts into labels with reasons, and goes to bytes and back for a database row. */
import { countTerms, hashOf, learnable, type TermOptions, vectorOf } from './features.ts'
import { marginsOf, type Planes, sharesOf } from './linear.ts'

export interface Ranked {
  label: string
  /** 0 … 1, all labels together 1; about the share of cases in which it is right. */
  score: number
  /** Words of the text that speak most for the label, strongest first. */
  reasons: string[]
}

export interface Model {
  labels: readonly string[]
  /** Items each label was learned from. */
  counts: ReadonlyMap<string, number>
  /** All labels, best first. A text without known words gives the labels by how common they are. */
  rank(text: string, title?: string): Ranked[]
  toBytes(): Buffer
}

/** What is known of a model besides its planes. */
export interface ModelParts extends TermOptions {
  labels: string[]
  /** Items of each label. */
  sizes: number[]
  sureness: number
  planes: Planes
}

const MAGIC = 'HYLM1'
/** Words that are told as reasons. */
const REASONS = 5

export function modelOf(parts: ModelParts): Model {
  const { labels, sizes, sureness, planes } = parts
  const columns = new Map<number, number>()
  for (const [j, h] of planes.hashes.entries()) columns.set(h, j)
  const columnOf = (term: number) => columns.get(term) ?? -1

  const rank = (text: string, title = ''): Ranked[] => {
    const words = learnable(text, title)
    const vector = vectorOf(countTerms(words, parts), columnOf, planes.idf)
    const shares = sharesOf(marginsOf(planes, vector), sureness)
    const value = new Map<number, number>()
    for (const [p, j] of vector.indices.entries()) value.set(j, vector.values[p] as number)
    const known = knownWords(words, parts.grams, columnOf, value)
    return labels
      .map((label, k) => ({ label, score: shares[k] as number, reasons: reasonsFor(k, known, value, planes) }))
      .sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1))
  }
  return { labels, counts: new Map(labels.map((l, k) => [l, sizes[k] ?? 0])), rank, toBytes: () => toBytes(parts) }
}

interface KnownWord {
  word: string
  /** Columns of the word and of the runs within it. */
  columns: number[]
}

function knownWords(words: string[], grams: number[], columnOf: (term: number) => number, value: Map<number, number>): KnownWord[] {
  const out: KnownWord[] = []
  for (const word of new Set(words)) {
    if (word.length < 2) continue
    const columns = [columnOf(hashOf(word, 0, word.length, 1))]
    for (const n of grams) for (let i = 0; i + n <= word.length; i++) columns.push(columnOf(hashOf(word, i, i + n, 0)))
    const found = columns.filter((j) => value.has(j))
    if (found.length > 0) out.push({ word, columns: found })
  }
  return out
}

/** A word weighs what it and the runs of signs in it add to the margin. */
function reasonsFor(k: number, words: KnownWord[], value: Map<number, number>, { weights, idf }: Planes): string[] {
  const weighed: { word: string; weight: number }[] = []
  for (const { word, columns } of words) {
    let weight = 0
    for (const j of columns) weight += (weights[k * idf.length + j] as number) * (value.get(j) as number)
    if (weight > 0) weighed.push({ word, weight })
  }
  weighed.sort((a, b) => b.weight - a.weight)
  return weighed.slice(0, REASONS).map((w) => w.word)
}

/** Magic, length of the head, head as JSON, then the arrays one after another in the byte order of the machine (little on all we run on). */
function toBytes({ planes, ...head }: ModelParts): Buffer {
  const json = Buffer.from(JSON.stringify({ ...head, columns: planes.idf.length }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const arrays = [planes.hashes, planes.idf, planes.step, planes.bias, planes.weights]
  return Buffer.concat([Buffer.from(MAGIC), length, json, ...arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength))])
}

/**
 * The model that `toBytes` wrote; its ranks are the same to the last digit.
 * @throws RangeError when the bytes are not a model of this version or are cut short
 */
export function fromBytes(bytes: Uint8Array): Model {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (all.length < MAGIC.length + 4 || all.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new RangeError('model: not a model of this version')
  let at = MAGIC.length + 4
  const length = all.readUInt32LE(MAGIC.length)
  // Copies, because typed arrays must begin at a multiple of their size.
  const take = (n: number) => {
    if (at + n > all.length) throw new RangeError('model: bytes are cut short')
    at += n
    return new Uint8Array(all.subarray(at - n, at)).buffer
  }
  const { columns, ...head } = JSON.parse(Buffer.from(take(length)).toString()) as Omit<ModelParts, 'planes'> & { columns: number }
  const classes = head.labels.length
  const hashes = new Int32Array(take(columns * 4))
  const idf = new Float32Array(take(columns * 4))
  const step = new Float32Array(take(classes * 4))
  const bias = new Float32Array(take(classes * 4))
  return modelOf({ ...head, planes: { hashes, idf, step, bias, weights: new Int16Array(take(classes * columns * 2)) } })
}
