/** What a topic is called: the words and places that its messages have in common. */
import { levelOf, NUMBERED, samePlace } from './placenames.ts'
import { isRun } from './vector.ts'

const KEYWORDS = 5
const PLACES = 5
/** What few name cannot reach a third, nor can its variants among the rest. */
const CANDIDATES = 40

/** The heaviest words; hidden names of districts and words that are part of one already said tell nothing more. */
export function keywordsOf(centroid: readonly [string, number][]): string[] {
  const out: string[] = []
  for (const [w] of centroid) {
    if (isRun(w) || /^[a-z]\d*\p{Script=Han}{1,2}$/u.test(w) || out.some((o) => o.includes(w) || w.includes(o))) continue
    out.push(w)
    if (out.length === KEYWORDS) break
  }
  return out
}

/** Places that a third of the messages name (two at least), each as most call it; spots before the districts that hold them. */
export function commonPlaces(lists: readonly string[][]): string[] {
  const names = new Map<string, number>()
  for (const places of lists) for (const p of places) names.set(p, (names.get(p) ?? 0) + 1)
  const often = [...names].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1)).slice(0, CANDIDATES)
  const found: { name: string; names: string[]; n: number }[] = []
  for (const [p] of often) {
    const same = found.find((f) => samePlace(f.name, p))
    if (same) same.names.push(p)
    else found.push({ name: p, names: [p], n: 0 })
  }
  // One message, one voice for a place, by however many names it calls it.
  for (const f of found) f.n = lists.filter((places) => f.names.some((p) => places.includes(p))).length
  const vague = (p: string) => (NUMBERED.test(p) || levelOf(p) === 'spot' ? 0 : 1)
  return found
    .filter((f) => f.n >= Math.max(Math.min(2, lists.length), lists.length / 3))
    .sort((a, b) => vague(a.name) - vague(b.name) || b.n - a.n || (a.name < b.name ? -1 : 1))
    .slice(0, PLACES)
    .map((f) => f.name)
}
