/**
 * Linear support vector machine with L2-loss, trained by dual coordinate descent.
 * Source: C.-J. Hsieh, K.-W. Chang, C.-J. Lin, S. S. Keerthi, S. Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear
 * SVM", ICML 2008, algorithm 1, with the stopping rule of its section 3 (largest minus smallest projected gradient). Its shrinking is left
 * out: at some thousand short texts it saves nothing.
 */

/** Compressed sparse rows: row i holds columns `indices[indptr[i] … indptr[i + 1]]`, each column at most once. */
export interface SparseRows {
  /** rows + 1 */
  indptr: Int32Array
  indices: Int32Array
  values: Float32Array
  columns: number
}

export interface SvmOptions {
  /** Price of an error against the width of the margin; above 0. */
  C?: number
  /** Passes over all rows at most. */
  passes?: number
  /** Stops when the projected gradients of a pass lie within this of each other. */
  tolerance?: number
  /** Of the order in which rows are visited. */
  seed?: number
}

/** A separating plane: margin of a row = bias + Σ weights[j]·x[j]. */
export interface Plane {
  weights: Float64Array
  bias: number
}

/** Numbers in [0, 1), the same on every machine for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Puts 0 … n − 1 in a random order (Fisher and Yates). */
export function permutation(n: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  shuffle(order, random)
  return order
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = order[i] as number
    order[i] = order[j] as number
    order[j] = held
  }
}

/**
 * The plane that tells class `k` from all others.
 * @param x rows × columns; lengths of rows near 1
 * @param y class of each row
 * @throws RangeError when `y` and `x` differ in rows, or C is not above 0
 */
export function trainPlane(x: SparseRows, y: Int32Array, k: number, options: SvmOptions = {}): Plane {
  const { C = 1, passes = 60, tolerance = 0.1, seed = 1 } = options
  const { indptr, indices, values, columns } = x
  if (y.length !== indptr.length - 1) throw new RangeError(`svm: ${y.length} labels for ${indptr.length - 1} rows`)
  if (!(C > 0)) throw new RangeError('svm: C must be above 0')
  const slack = 1 / (2 * C)
  const diagonal = diagonalOf(x, slack)
  const random = seeded(seed)
  const order = permutation(y.length, random)
  const w = new Float64Array(columns)
  const alpha = new Float64Array(y.length)
  // A constant 1 in every row learns the bias.
  let bias = 0
  for (let pass = 0; pass < passes; pass++) {
    let highest = Number.NEGATIVE_INFINITY
    let lowest = Number.POSITIVE_INFINITY
    for (let n = 0; n < order.length; n++) {
      const i = order[n] as number
      const sign = y[i] === k ? 1 : -1
      const from = indptr[i] as number
      const to = indptr[i + 1] as number
      let margin = bias
      for (let p = from; p < to; p++) margin += (w[indices[p] as number] as number) * (values[p] as number)
      const before = alpha[i] as number
      const gradient = sign * margin - 1 + slack * before
      const projected = before === 0 ? Math.min(gradient, 0) : gradient
      if (projected > highest) highest = projected
      if (projected < lowest) lowest = projected
      if (Math.abs(projected) < 1e-12) continue
      const after = Math.max(before - gradient / (diagonal[i] as number), 0)
      const step = (after - before) * sign
      alpha[i] = after
      for (let p = from; p < to; p++) {
        const j = indices[p] as number
        w[j] = (w[j] as number) + step * (values[p] as number)
      }
      bias += step
    }
    if (highest - lowest < tolerance) break
    shuffle(order, random)
  }
  return { weights: w, bias }
}

/** Q̄ᵢᵢ = xᵢ·xᵢ + 1 (of the bias) + 1/2C. */
function diagonalOf({ indptr, values }: SparseRows, slack: number): Float64Array {
  const out = new Float64Array(indptr.length - 1)
  for (let i = 0; i < out.length; i++) {
    let sum = 1 + slack
    for (let p = indptr[i] as number; p < (indptr[i + 1] as number); p++) sum += (values[p] as number) ** 2
    out[i] = sum
  }
  return out
}
