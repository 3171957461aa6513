/**
 * Sorting of messages and suggestions: into categories, and to handling units. Learns from items that people have sorted; what people
 * change later is learned at the next training. Nothing here decides: every label comes with its confidence and the words for it.
 */
import { corpusOf, countTerms, learnable } from './features.ts'
import { type FitOptions, fitPlanes, measureSureness } from './linear.ts'
import { type Model, modelOf } from './model.ts'

export { fromBytes, type Model, type Ranked } from './model.ts'

export interface Item {
  text: string
  title?: string
  label: string
  /** Further words on the same matter (the reply of the unit), learned as a text of its own: units are known by how they answer, too. */
  more?: string
}

export interface TrainOptions extends Partial<FitOptions> {
  /** Words at the beginning that count twice. */
  head?: number
  grams?: number[]
}

/** Chosen by five-fold validation within four fifths of 8,190 letters, near-duplicates kept together; the last fifth had no say. */
const DEFAULTS = { head: 8, grams: [1, 2], most: 60_000, least: 2, beta: 0.3, C: 1, seed: 1 }

/**
 * Learns a classifier. 10,000 items of some hundred signs take a few seconds on one core; run it in a job, not in a request.
 * @param items at least one; labels of one item only are learned, but hardly ever come first
 * @returns the same model for the same items in the same order
 * @throws RangeError when there are no items
 */
export function train(items: Item[], options: TrainOptions = {}): Model {
  if (items.length === 0) throw new RangeError('classify: no items to learn from')
  const { head, grams, ...fit } = { ...DEFAULTS, ...options }
  const labels = [...new Set(items.map((i) => i.label))].sort()
  const y = Int32Array.from(items, (i) => labels.indexOf(i.label))
  const sizes = labels.map((_, k) => y.reduce((n, l) => n + (l === k ? 1 : 0), 0))
  const docOf = (text: string, title?: string) => countTerms(learnable(text, title), { head, grams })
  const withMore = [...items.keys()].filter((i) => items[i]?.more)
  const corpus = corpusOf([...items.map((i) => docOf(i.text, i.title)), ...withMore.map((i) => docOf(items[i]?.more ?? ''))])
  const learn = (rows: Int32Array) => {
    const chosen = new Set(rows)
    const mores = [...withMore.keys()].filter((n) => chosen.has(withMore[n] as number))
    const all = Int32Array.from([...rows, ...mores.map((n) => items.length + n)])
    const owner = (r: number) => (r < items.length ? r : (withMore[r - items.length] as number))
    return fitPlanes(
      corpus,
      all,
      all.map((r) => y[owner(r)] as number),
      labels.length,
      fit,
    )
  }
  const sureness = measureSureness(y, fit.seed, (rows) => learn(rows).marginsFor)
  return modelOf({ labels, sizes, sureness, head, grams, planes: learn(Int32Array.from(items.keys())).planes })
}
