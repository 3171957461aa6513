/** Chance that falls the same way every time: the invented city has the same people on every machine. */
export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number
  int(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  /** True with this probability. */
  hits(p: number): boolean
}

/** mulberry32 */
export function chance(seed: number): Chance {
  let a = seed >>> 0
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return { next, int, pick: (list) => list[int(0, list.length - 1)] as never, hits: (p) => next() < p }
}
