/**
 * Average-link clustering of sparse vectors (R. R. Sokal, C. D. Michener, 1958), by chains of nearest neighbours (F. Murtagh, 1983):
 * the average of two that merge is never nearer to a third than the nearer of them was, so a chain that ends at two who are nearest to
 * each other may merge them at once, and a cluster whose nearest lies below the cut is finished. Forbidding two keeps that true.
 */
import type { Vector } from './vector.ts'

export interface Pair {
  a: number
  b: number
  /** Likeness, 0–1. */
  s: number
}

/** Every two vectors that are at least `least` alike, through an inverted index. `a` < `b`. */
export function pairsOf(vectors: readonly Vector[], least: number): Pair[] {
  const index = new Map<string, { at: number[]; weight: number[] }>()
  const sum = new Float64Array(vectors.length)
  const out: Pair[] = []
  vectors.forEach((v, b) => {
    const seen: number[] = []
    for (const [word, x] of v) {
      let list = index.get(word)
      if (!list) {
        list = { at: [], weight: [] }
        index.set(word, list)
      }
      for (let k = 0; k < list.at.length; k++) {
        const a = list.at[k] as number
        if (sum[a] === 0) seen.push(a)
        sum[a] = (sum[a] as number) + x * (list.weight[k] as number)
      }
      list.at.push(b)
      list.weight.push(x)
    }
    for (const a of seen) {
      const s = sum[a] as number
      if (s >= least) out.push({ a, b, s })
      sum[a] = 0
    }
  })
  return out
}

/**
 * Clusters of 0…n-1, those below the cut apart. Pairs that are not given count as 0.
 * @param together indexes that must end in one cluster, and what they bring with them
 * @param apart indexes that must not; stronger than `together`
 * @returns members in ascending order, clusters by their first member
 */
export function averageLink(
  n: number,
  pairs: readonly Pair[],
  cut: number,
  together: readonly (readonly [number, number])[] = [],
  apart: readonly (readonly [number, number])[] = [],
): number[][] {
  /** Sums of the likenesses between clusters. */
  const near: Map<number, number>[] = Array.from({ length: n }, () => new Map())
  const banned: Set<number>[] = Array.from({ length: n }, () => new Set())
  const size = new Array<number>(n).fill(1)
  const root = Array.from({ length: n }, (_, i) => i)
  const open = new Array<boolean>(n).fill(true)
  const at = <T>(list: readonly T[], i: number): T => list[i] as T
  const find = (i: number): number => {
    let r = i
    while (at(root, r) !== r) r = at(root, r)
    return r
  }
  for (const { a, b, s } of pairs) {
    at(near, a).set(b, s)
    at(near, b).set(a, s)
  }
  for (const [a, b] of apart) {
    if (a === b) continue
    at(banned, a).add(b)
    at(banned, b).add(a)
  }
  /** The one with more neighbours takes in the other. */
  const merge = (x: number, y: number): number => {
    const [a, b] = at(near, x).size >= at(near, y).size ? [x, y] : [y, x]
    const to = at(near, a)
    for (const [c, s] of at(near, b)) {
      at(near, c).delete(b)
      if (c === a) continue
      const t = (to.get(c) ?? 0) + s
      to.set(c, t)
      at(near, c).set(a, t)
    }
    at(near, b).clear()
    for (const c of at(banned, b)) {
      at(banned, c).delete(b)
      at(banned, c).add(a)
      at(banned, a).add(c)
    }
    size[a] = at(size, a) + at(size, b)
    root[b] = a
    open[b] = false
    return a
  }
  for (const [a, b] of together) {
    const [x, y] = [find(a), find(b)]
    if (x !== y && !at(banned, x).has(y)) merge(x, y)
  }
  /** Follows nearest neighbours from a cluster until that cluster is finished. */
  const follow = (start: number): void => {
    const chain = [start]
    while (chain.length > 0) {
      const i = chain.at(-1) as number
      const before = chain.at(-2) ?? -1
      let best = -1
      let most = 0
      for (const [j, s] of at(near, i)) {
        const mean = s / (at(size, i) * at(size, j))
        if (mean < most || at(banned, i).has(j)) continue
        // Of equals the one the chain comes from, or it would run in a circle; else the first, so that every run is the same.
        if (mean > most || (best !== before && (j === before || j < best))) [best, most] = [j, mean]
      }
      if (best < 0 || most < cut) {
        // Finished: it can never come nearer to anything.
        open[i] = false
        for (const j of at(near, i).keys()) at(near, j).delete(i)
        at(near, i).clear()
        chain.pop()
      } else if (best === before) {
        chain.length -= 2
        const a = merge(i, best)
        if (chain.length === 0) chain.push(a)
      } else {
        chain.push(best)
      }
    }
  }
  // A chain can leave behind a merged cluster that is not its own: look again until all are finished.
  for (let left = [...open.keys()].filter((i) => open[i]); left.length > 0; left = left.filter((i) => open[i])) {
    for (const start of left) if (open[start]) follow(start)
  }
  const clusters = Map.groupBy(root.keys(), find)
  return [...clusters.values()].map((c) => [...c])
}
