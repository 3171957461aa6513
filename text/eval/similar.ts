/**
 * Likeness against what a person judged (text-methods.md §3): for every message of an issue, how many of the others come first; and for
 * pairs drawn by strata, how often "worth a look" is right and how much it finds. 50 pairs: ±0.1.
 */
import { pairsOf } from '../linkage.ts'
import { placeVeto, vetoTable } from '../places.ts'
import { bandOf, hashWord, LOOK, OTHER_PLACE, SAME, signature } from '../similar.ts'
import { cosine, type Doc, docOf, type Idf, idfFrom, type Vector, weigh } from '../vector.ts'
import { type Hot, readHot } from './hot.ts'
import type { EvalRow } from './row.ts'

export async function evalSimilar(data: string): Promise<EvalRow[]> {
  const hot = readHot(data)
  const docs = hot.items.map((i) => docOf(i.title, i.text))
  const idf = idfFrom(docs)
  const vectors = docs.map((d) => weigh(d.counts, idf))
  const index = new Map(hot.items.map((item, i) => [item.id, i]))
  const at = (id: string): number => index.get(id) ?? -1
  const row = (figure: string, value: number, floor: number, goal: number, source = 'hot_gold_dev'): EvalRow => ({
    figure,
    value,
    floor,
    goal,
    data: source,
    split: 'dev',
  })
  const found = retrieval(hot, docs, vectors, at)
  const bare = flags(hot, docs, vectors, at, (likeness) => likeness >= LOOK)
  const held = flags(hot, docs, vectors, at, (likeness, veto) => bandOf(likeness, veto) !== 'faint')
  const sure = flags(hot, docs, vectors, at, (likeness, veto) => bandOf(likeness, veto) === 'same')
  return [
    row('similar R@10', found.r10, 0.96, 0.97),
    row('similar R@5', found.r5, 0.95, 0.97),
    row('similar P@1', found.p1, 0.97, 0.99),
    row('similar R@10 through signatures (ask 12, fetch 200)', throughSignatures(hot, docs, idf, vectors, at), 0.96, 0.97),
    row(`look (≥ ${LOOK}, place veto) precision`, held.precision, 0.75, 0.8, 'dup_pairs_judged_dev'),
    row(`look (≥ ${LOOK}, place veto) recall`, held.recall, 0.8, 0.85, 'dup_pairs_judged_dev'),
    row(`look (≥ ${LOOK}, no veto) precision`, bare.precision, 0, 0.75, 'dup_pairs_judged_dev'),
    row(`look (≥ ${LOOK}, no veto) recall`, bare.recall, 0, 0.8, 'dup_pairs_judged_dev'),
    row(`same (≥ ${SAME}) precision`, sure.precision, 0.95, 1, 'dup_pairs_judged_dev'),
    row(`same (≥ ${SAME}) recall`, sure.recall, 0, 0.5, 'dup_pairs_judged_dev'),
  ]
}

/** Every message of an issue asks for the others; an issue of more than eleven can at best fill the ten. */
function retrieval(hot: Hot, docs: readonly Doc[], vectors: readonly Vector[], at: (id: string) => number) {
  const elsewhere = vetoTable(docs.map((d) => d.places))
  const near = new Map<number, { i: number; s: number }[]>()
  for (const ids of hot.issues.values()) for (const id of ids) near.set(at(id), [])
  for (const { a, b, s } of pairsOf(vectors, 0.02)) {
    if (!near.has(a) && !near.has(b)) continue
    const score = s * (elsewhere(a, b) ? OTHER_PLACE : 1)
    near.get(a)?.push({ i: b, s: score })
    near.get(b)?.push({ i: a, s: score })
  }
  const sums = { r10: 0, r5: 0, p1: 0 }
  let n = 0
  for (const ids of hot.issues.values()) {
    const issue = new Set(ids.map(at))
    for (const i of issue) {
      const hits = (near.get(i) ?? []).sort((x, y) => y.s - x.s || x.i - y.i).map((x) => issue.has(x.i))
      const share = (most: number) => hits.slice(0, most).filter(Boolean).length / Math.min(most, issue.size - 1)
      sums.r10 += share(10)
      sums.r5 += share(5)
      sums.p1 += hits[0] ? 1 : 0
      n++
    }
  }
  return { r10: sums.r10 / n, r5: sums.r5 / n, p1: sums.p1 / n }
}

function flags(
  hot: Hot,
  docs: readonly Doc[],
  vectors: readonly Vector[],
  at: (id: string) => number,
  flagged: (likeness: number, veto: boolean) => boolean,
): { precision: number; recall: number } {
  let right = 0
  let said = 0
  let same = 0
  for (const p of hot.pairs) {
    const [a, b] = [at(p.a), at(p.b)]
    const flag = flagged(cosine(vectors[a] as Vector, vectors[b] as Vector), placeVeto((docs[a] as Doc).places, (docs[b] as Doc).places))
    if (p.same) same += p.weight
    if (flag) said += p.weight
    if (flag && p.same) right += p.weight
  }
  return { precision: right / said, recall: right / same }
}

/** R@10 when a database fetches 200 candidates by the first 12 words of the signature, hashed, and only those are ranked. */
function throughSignatures(hot: Hot, docs: readonly Doc[], idf: Idf, vectors: readonly Vector[], at: (id: string) => number): number {
  const hashes = docs.map((d) => signature(d.counts, idf).map(hashWord))
  const elsewhere = vetoTable(docs.map((d) => d.places))
  const index = new Map<number, number[]>()
  hashes.forEach((list, i) => {
    for (const h of list) {
      const held = index.get(h)
      if (held) held.push(i)
      else index.set(h, [i])
    }
  })
  let sum = 0
  let n = 0
  for (const ids of hot.issues.values()) {
    const issue = new Set(ids.map(at))
    for (const i of issue) {
      const overlap = new Map<number, number>()
      for (const h of (hashes[i] ?? []).slice(0, 12)) for (const j of index.get(h) ?? []) if (j !== i) overlap.set(j, (overlap.get(j) ?? 0) + 1)
      const fetched = [...overlap].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, 200)
      const score = (j: number) => cosine(vectors[i] as Vector, vectors[j] as Vector) * (elsewhere(i, j) ? OTHER_PLACE : 1)
      const first = fetched.map(([j]) => ({ j, s: score(j) })).sort((x, y) => y.s - x.s || x.j - y.j)
      sum += first.slice(0, 10).filter((x) => issue.has(x.j)).length / Math.min(10, issue.size - 1)
      n++
    }
  }
  return sum / n
}
