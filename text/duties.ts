/**
 * Who handles it, for units that have no past yet: likeness to their lists of duties (职责清单), tf-idf with rarity counted across units
 * (K. Spärck Jones, "A statistical interpretation of term specificity", 1972). And the joining of what was learned, of duties and of
 * similar handled items into one short list with reasons. People decide; this proposes.
 */
import type { Ranked } from './model.ts'
import { wordsOf } from './words.ts'

export interface Unit {
  id: string
  name: string
  /** Free text: the list of duties as it was published. May be empty. */
  duties: string
}

export interface DutyRank {
  id: string
  /** 0 … 1, all units together 1; the same for all when no word of any duty is in the text. */
  score: number
  /** Words that text and duties share, heaviest first. */
  reasons: string[]
}

export interface DutyIndex {
  /** Every unit once, best first. */
  rank(text: string, title?: string): DutyRank[]
}

const REASONS = 5
/** Turns sums of rarities into shares; the likeliest value on 735 letters whose unit is known, lists of some 20 duties. */
const SURENESS = 1.3
/** What lists of duties are written with; with a handful of units rarity alone does not see it. */
const OFFICE = new Set('负责 管理 组织 实施 监督 指导 协调 承担 拟订 制定 贯彻 落实 执行 开展 参与 统筹 交办 事项 职责 职能'.split(' '))
const CLAUSE = /[，。；、！？：,.;!?:()（）\s]+/

/** Clause by clause, because `wordsOf` stops at its limit in a long text; repeats across clauses are kept. */
const wordsIn = (text: string): string[] => text.slice(0, 20_000).split(CLAUSE).flatMap(wordsOf)

/** Reads the lists of duties once, for many texts. The name of a unit counts as a duty. */
export function dutyIndex(units: readonly Unit[]): DutyIndex {
  const read = units.map((u) => ({ id: u.id, words: new Set(wordsIn(`${u.name}\n${u.duties}`).filter((w) => !OFFICE.has(w))) }))
  const df = new Map<string, number>()
  for (const { words } of read) for (const w of words) df.set(w, (df.get(w) ?? 0) + 1)
  const rarity = (w: string) => Math.log((units.length + 1) / (df.get(w) ?? units.length))

  const rank = (text: string, title = ''): DutyRank[] => {
    const counts = new Map<string, number>()
    for (const w of wordsIn(title ? `${title}\n${title}\n${text}` : text)) if (df.has(w)) counts.set(w, (counts.get(w) ?? 0) + 1)
    const scored = read.map(({ id, words }) => {
      const shared = [...counts].filter(([w]) => words.has(w)).map(([word, n]) => ({ word, weight: (1 + Math.log(n)) * rarity(word) }))
      shared.sort((a, b) => b.weight - a.weight || b.word.length - a.word.length)
      const sum = shared.reduce((total, s) => total + s.weight, 0)
      // The root of the length: a long list must not win by being long.
      return { id, raw: sum / Math.sqrt(words.size || 1), reasons: shared.slice(0, REASONS).map((s) => s.word) }
    })
    const top = scored.reduce((most, s) => Math.max(most, s.raw), 0)
    const all = scored.reduce((total, s) => total + Math.exp(SURENESS * (s.raw - top)), 0)
    return scored.map(({ id, raw, reasons }) => ({ id, score: Math.exp(SURENESS * (raw - top)) / all, reasons })).sort((a, b) => b.score - a.score)
  }
  return { rank }
}

/** One text against the duties of all units; for many texts keep a `dutyIndex`. */
export const rankByDuties = (text: string, units: readonly Unit[]): DutyRank[] => dutyIndex(units).rank(text)

export interface Neighbour {
  /** Of the handled item. */
  id: string
  /** Unit that handled it. */
  unit: string
  /** 0 … 1 */
  similarity: number
}

export interface Evidence {
  /** Of a model whose labels are unit ids; empty when there is none. */
  learned: readonly Ranked[]
  /** Past items per unit id, as the model has them. */
  counts: ReadonlyMap<string, number>
  /** Of every unit that may be given work; others are never proposed. Empty: every unit that is learned or was a neighbour's. */
  duties: readonly DutyRank[]
  neighbours: readonly Neighbour[]
}

export interface Proposal {
  unit: string
  /** 0 … 1, all units together 1. */
  score: number
  /** Words of the text that speak for the unit. */
  words: string[]
  /** Ids of similar items that the unit handled, nearest first. */
  similar: string[]
  /** What speaks loudest for it. */
  from: 'learned' | 'duties' | 'neighbours'
}

/** Past items from which on a unit is known by them. */
export const ENOUGH = 15
/** Weight of duties beside what was learned; 0.2 … 0.8 come out the same within the error of measurement. */
const DUTY_WEIGHT = 0.5
/** An identical handled item makes its unit four times as likely; one at similarity 0.4, half as likely again. */
const NEIGHBOUR_WEIGHT = 3
const SIMILAR = 3

/**
 * Joins three kinds of evidence (logarithmic opinion pool: C. Genest, J. V. Zidek, "Combining Probability Distributions", 1986).
 * Units with few past items keep the share that their duties give them; the others divide the rest by what was learned.
 * @param take proposals at most
 * @returns best first; units for which no word and no similar item can be shown are left out, so it may be fewer, or none
 */
export function mergeRanks({ learned, counts, duties, neighbours }: Evidence, take = 3): Proposal[] {
  const duty = new Map(duties.map((d) => [d.id, d]))
  const rank = new Map(learned.map((r) => [r.label, r]))
  const ids = duties.length > 0 ? [...duty.keys()] : [...new Set([...rank.keys(), ...neighbours.map((n) => n.unit)])]
  const warm = new Set(ids.filter((id) => rank.has(id) && (counts.get(id) ?? 0) >= ENOUGH))
  const dutyShare = (id: string) => duty.get(id)?.score ?? 1 / ids.length
  const learnedSum = [...warm].reduce((sum, id) => sum + (rank.get(id)?.score ?? 0), 0) || 1
  const coldSum = ids.reduce((sum, id) => sum + (warm.has(id) ? 0 : dutyShare(id)), 0)
  const nearest = [...neighbours].sort((a, b) => b.similarity - a.similarity)

  const pooled = ids.map((id) => {
    const share = warm.has(id) ? (rank.get(id)?.score ?? 0) / learnedSum : 0
    const base = warm.has(id) ? share * (1 - coldSum) : dutyShare(id)
    const own = nearest.filter((n) => n.unit === id)
    const votes = own.reduce((sum, n) => sum + n.similarity ** 2, 0)
    const dutyWords = duty.get(id)?.reasons ?? []
    const words = [...new Set([...(warm.has(id) ? (rank.get(id)?.reasons ?? []) : []), ...dutyWords])].slice(0, REASONS)
    const weight = base * dutyShare(id) ** DUTY_WEIGHT * (1 + NEIGHBOUR_WEIGHT * votes)
    const loudness = { learned: share, duties: dutyWords.length > 0 ? dutyShare(id) : 0, neighbours: votes / (1 + votes) }
    return { unit: id, weight, words, similar: own.slice(0, SIMILAR).map((n) => n.id), from: loudest(loudness) }
  })
  const all = pooled.reduce((sum, p) => sum + p.weight, 0) || 1
  return pooled
    .filter((p) => p.words.length > 0 || p.similar.length > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, take)
    .map(({ weight, ...p }) => ({ unit: p.unit, score: weight / all, words: p.words, similar: p.similar, from: p.from }))
}

function loudest({ learned, duties, neighbours }: Record<Proposal['from'], number>): Proposal['from'] {
  if (learned >= duties && learned >= neighbours && learned > 0) return 'learned'
  return duties >= neighbours ? 'duties' : 'neighbours'
}
