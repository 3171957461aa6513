/** Names of places that the house knows: districts, streets, estates, units' seats, stations. */
import { endingOf } from './placenames.ts'
import { plainText } from './words.ts'

export interface Known {
  name: string
  /** Other names of the same place. */
  aka?: readonly string[]
  /** The place that it is part of, by its name in the list: no text says that one estate belongs to another. */
  within?: string
}

export interface Hit {
  /** The place and what it is part of, from small to large. */
  names: string[]
  /** Signs of the text that the name takes. */
  length: number
}

const clean = (name: string): string => plainText(name).trim()

/** Made once from the list, asked for every text. Names under two or over thirty signs are left out. */
export class PlaceBook {
  readonly #names = new Map<string, Known>()
  /** By the first two signs: how long the names are that begin so, longest first. */
  readonly #lengths = new Map<string, number[]>()

  constructor(names: Iterable<string | Known> = []) {
    for (const n of names) {
      const given: Known = typeof n === 'string' ? { name: n } : n
      const known: Known = { name: clean(given.name), ...(given.within ? { within: clean(given.within) } : {}) }
      for (const w of [known.name, ...(given.aka ?? []).map(clean)]) if (w.length >= 2 && w.length <= 30 && !this.#names.has(w)) this.#names.set(w, known)
    }
    const lengths = new Map<string, Set<number>>()
    for (const w of this.#names.keys()) {
      const sizes = lengths.get(w.slice(0, 2))
      if (sizes) sizes.add(w.length)
      else lengths.set(w.slice(0, 2), new Set([w.length]))
    }
    for (const [head, sizes] of lengths)
      this.#lengths.set(
        head,
        [...sizes].sort((a, b) => b - a),
      )
  }

  /** The longest known name that begins at a place of a plain text (`plainText`). */
  at(plain: string, i: number): Hit | undefined {
    for (const length of this.#lengths.get(plain.slice(i, i + 2)) ?? []) {
      const known = this.#names.get(plain.slice(i, i + length))
      if (!known) continue
      // 「西湖」 is known and 「西湖小学」 stands there: another place. 「桂花苑小区」 is still 桂花苑.
      const more = goesOn(plain, i + length)
      if (!more) return { names: this.#upwards(known), length }
      if (more.loose) return { names: this.#upwards(known), length: length + more.text.length }
      return { names: [plain.slice(i, i + length + more.text.length)], length: length + more.text.length }
    }
    return undefined
  }

  /** Lists that go round in a circle end all the same. */
  #upwards(known: Known): string[] {
    const out = [known.name]
    for (let next = known.within; next && !out.includes(next); next = this.#names.get(next)?.within) out.push(next)
    return out
  }
}

/** An ending of two signs or more that stands at a place of a text. */
function goesOn(plain: string, at: number) {
  for (let n = 5; n >= 2; n--) {
    const w = plain.slice(at, at + n)
    const e = w.length === n ? endingOf(w) : undefined
    if (e?.text === w && e.level === 'spot') return e
  }
  return undefined
}
