/**
 * One plane per label over the chosen terms, and how sure its margins are.
 * Rows are weighted for each label by the log-count ratio of its terms before the plane is learned: S. Wang, C. D. Manning, "Baselines and
 * Bigrams: Simple, Good Sentiment and Topic Classification", ACL 2012 (NBSVM), interpolated with the plain row. The weights are folded
 * into the plane, so that sorting costs the same as without.
 */
import { type Corpus, chooseTerms, type SparseVector, stack, vectorOf } from './features.ts'
import { permutation, type SparseRows, type SvmOptions, seeded, trainPlane } from './svm.ts'

export interface FitOptions extends SvmOptions {
  /** Terms that are kept. */
  most: number
  /** Texts a term must be in. */
  least: number
  /** 0: plain rows; 1: rows weighted by the log-count ratio alone. */
  beta: number
}

/** Planes of all labels. Weights are rounded to 16 bits, one step per label, before they are ever used: bytes and back change nothing. */
export interface Planes {
  /** classes × columns */
  weights: Int16Array
  /** Of one unit of `weights`, per class. */
  step: Float32Array
  bias: Float32Array
  /** Per column. */
  idf: Float32Array
  hashes: Int32Array
}

export interface Fitted {
  planes: Planes
  marginsFor: (row: number) => Float64Array
}

/** Margins of a row for every class, in the order of the classes. */
export function marginsOf({ weights, step, bias, idf }: Planes, { indices, values }: SparseVector): Float64Array {
  const columns = idf.length
  const out = new Float64Array(bias.length)
  for (let k = 0; k < out.length; k++) {
    const base = k * columns
    let sum = 0
    for (let p = 0; p < indices.length; p++) sum += (weights[base + (indices[p] as number)] as number) * (values[p] as number)
    out[k] = sum * (step[k] as number) + (bias[k] as number)
  }
  return out
}

/** |ln(share of the term in texts of k / share in the others)| per column, one added to every count. */
function ratioOf(x: SparseRows, y: Int32Array, k: number, beta: number): Float64Array {
  const inside = new Float64Array(x.columns).fill(1)
  const outside = new Float64Array(x.columns).fill(1)
  let insides = x.columns
  let outsides = x.columns
  for (let i = 0; i < y.length; i++) {
    const from = x.indptr[i] as number
    const to = x.indptr[i + 1] as number
    const counts = y[i] === k ? inside : outside
    for (let p = from; p < to; p++) counts[x.indices[p] as number] = (counts[x.indices[p] as number] as number) + 1
    if (y[i] === k) insides += to - from
    else outsides += to - from
  }
  return inside.map((n, j) => 1 - beta + beta * Math.abs(Math.log(n / insides / ((outside[j] as number) / outsides))))
}

/**
 * Chooses terms and learns the planes.
 * @param rows documents of the corpus to learn from
 * @param labels class of each of `rows`
 * @returns the planes, and the margins of any document of the corpus
 */
export function fitPlanes(corpus: Corpus, rows: Int32Array, labels: Int32Array, classes: number, options: FitOptions): Fitted {
  const { terms, idf, column } = chooseTerms(corpus, rows, labels, classes, options.least, options.most)
  const columns = terms.length
  const rowOf = (r: number) => vectorOf(corpus.docs[r] ?? EMPTY, (t) => column[t] as number, idf)
  const x = stack(Array.from(rows, rowOf), columns)
  const planes: Planes = {
    weights: new Int16Array(classes * columns),
    step: new Float32Array(classes),
    bias: new Float32Array(classes),
    idf,
    hashes: terms.map((t) => corpus.hashes[t] as number),
  }
  for (let k = 0; k < classes; k++) {
    const ratio = ratioOf(x, labels, k, options.beta)
    const weighted = { ...x, values: x.values.map((v, p) => v * (ratio[x.indices[p] as number] as number)) }
    const { weights, bias } = trainPlane(weighted, labels, k, options)
    const folded = weights.map((w, j) => w * (ratio[j] as number))
    const step = Math.fround(folded.reduce((most, w) => Math.max(most, Math.abs(w)), 1e-9) / 32767)
    planes.weights.set(
      folded.map((w) => Math.max(-32767, Math.min(32767, Math.round(w / step)))),
      k * columns,
    )
    planes.step[k] = step
    planes.bias[k] = bias
  }
  return { planes, marginsFor: (row) => marginsOf(planes, rowOf(row)) }
}

const EMPTY = { terms: new Int32Array(0), counts: new Float32Array(0) }

/** Margins as shares that add to 1: softmax of margin × sureness. */
export function sharesOf(margins: ArrayLike<number>, sureness: number): Float64Array {
  const m = Float64Array.from(margins)
  const top = m.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const e = m.map((v) => Math.exp(sureness * (v - top)))
  const sum = e.reduce((a, b) => a + b, 0)
  return e.map((v) => v / sum)
}

/** Where nothing can be measured: what came out for 6,000 letters of 7 labels. */
export const USUAL_SURENESS = 4
const FEWEST = 30
/** From here on the third that is set aside first is enough to measure one number. */
const MANY = 1_000

/**
 * The sureness under which the shares are likeliest on rows the planes have not seen (thirds set aside in turn), so that a share of 0.8
 * is right in about 8 of 10 cases: temperature scaling, C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017. Letters
 * that repeat one another make it a little too sure.
 * @param learn learns from the given rows (0 … n − 1) and gives the margins of a row
 */
export function measureSureness(labels: Int32Array, seed: number, learn: (rows: Int32Array) => (row: number) => Float64Array): number {
  if (labels.length < FEWEST || new Set(labels).size < 2) return USUAL_SURENESS
  const order = permutation(labels.length, seeded(seed))
  const seen: { margins: Float64Array; label: number }[] = []
  for (let third = 0; third < (labels.length < MANY ? 3 : 1); third++) {
    const marginsFor = learn(order.filter((_, n) => n % 3 !== third))
    for (const r of order.filter((_, n) => n % 3 === third)) seen.push({ margins: marginsFor(r), label: labels[r] as number })
  }
  const loss = (s: number) => seen.reduce((sum, { margins, label }) => sum - Math.log(Math.max(sharesOf(margins, s)[label] as number, 1e-12)), 0)
  // The loss is convex in the sureness: halving by thirds finds its lowest point.
  let low = 0.2
  let high = 20
  while (high - low > 0.05) {
    const third = (high - low) / 3
    if (loss(low + third) < loss(high - third)) high -= third
    else low += third
  }
  return (low + high) / 2
}
