/** Seeded choices: the same seed and file play the same rehearsal. */
const DAY = 86_400_000

export class Chance {
  private state: number
  private readonly seed: number
  constructor(seed: number) {
    this.seed = seed
    this.state = (seed * 2654435761) >>> 0 || 1
  }

  /** A stream of its own for each matter, so that one more draw here changes nothing there. */
  fork(n: number): Chance {
    return new Chance(this.seed * 1_000_003 + n)
  }

  /** [0, 1) — mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  happens(p: number): boolean {
    return this.next() < p
  }

  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T
  }

  some<T>(list: readonly T[], n: number): T[] {
    const out = new Set<T>()
    for (let i = 0; out.size < Math.min(n, list.length) && i < n * 20; i++) out.add(this.pick(list))
    return [...out]
  }

  /** One in three comes during the session (20–23 January 2026), the others from February to June. */
  entry(n: number): Date {
    const c = this.fork(-n)
    const start = c.happens(0.33) ? Date.parse('2026-01-20T09:00:00+08:00') + c.int(0, 2) * DAY : Date.parse('2026-02-02T09:00:00+08:00') + c.int(0, 130) * DAY
    return new Date(start + c.int(0, 480) * 60_000)
  }
}
