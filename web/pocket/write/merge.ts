/** Three-way comparison of a form: what stood at the last agreement, what I wrote, what the server has now. */
import type { Clash, Values } from './drafts.ts'

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(norm(a)) === JSON.stringify(norm(b))
/** Empty is empty, however it is written. */
const norm = (v: unknown): unknown => (v === '' || v === undefined || v === false || (Array.isArray(v) && v.length === 0) ? null : v)

/** Both texts are kept where both sides changed the same field; `values` then still holds mine. */
export function merge(base: Values, mine: Values, theirs: Values): { values: Values; clashes: Clash[] } {
  const values: Values = { ...mine }
  const clashes: Clash[] = []
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [b, m, t] = [base[name], mine[name], theirs[name]]
    if (same(m, t) || same(t, b)) continue
    if (same(m, b)) values[name] = t
    else clashes.push({ name, mine: m, theirs: t })
  }
  return { values, clashes }
}
