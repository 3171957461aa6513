/** How much of what identifies a person the guard finds, and how much of what it points at does, over the invented corpus. */
import { measureGuard, privacyCorpus } from './privacy-corpus.ts'
import type { EvalRow } from './row.ts'

/** The first is the corpus of the test; the second gives other numbers and names, so that the guard is not fitted to one draw. */
const SEEDS = [20260310, 20270518]

/** Needs no data; about half a second. */
export async function evalPrivacy(): Promise<EvalRow[]> {
  return SEEDS.flatMap((seed, i) => {
    const m = measureGuard(privacyCorpus(seed))
    const split = `seed ${seed}`
    const row = (figure: string, value: number, floor: number, goal: number): EvalRow => ({ figure, value, floor, goal, data: 'invented corpus', split })
    const kinds = i > 0 ? [] : m.kinds
    return [
      row('privacy: recall', m.recall, 0.98, 0.99),
      row('privacy: precision', m.precision, 0.97, 0.99),
      ...kinds.flatMap((k) => [row(`privacy: recall, ${k.kind}`, k.recall, 0.97, 0.99), row(`privacy: precision, ${k.kind}`, k.precision, 0.95, 0.98)]),
    ]
  })
}
