/**
 * 查重: which earlier texts may be about the same matter, and why. People decide; nothing is merged or dropped by itself, for every
 * deputy is owed an answer. Candidates come from a database by their signatures, the order and the reasons are made here.
 */
import { type PlaceBook, placeVeto, sharedPlaces } from './places.ts'
import { type Counts, cosine, docOf, type Idf, isRun, sharedWords, weigh } from './vector.ts'

/** From here on the same matter / worth a look. As measured on pairs that a person judged: see text/eval/similar.ts. */
export const SAME = 0.75
export const LOOK = 0.4
/** What is left of the likeness of two texts that name different places. */
export const OTHER_PLACE = 0.3

/** Words shown as the reason. */
const REASONS = 6

/** Words that more than a twentieth of all texts hold would fetch half the database. */
const COMMON = 1 / 20
const FEW = 20

/**
 * The telling words of a text, to be indexed by a database that fetches candidates: those of the highest tf-idf, which the title leads,
 * not the rarest alone (of the rarest most stand in one text and find nothing: R@10 0.89 against 0.97). Asking with the first 12 finds
 * as much as with all 24 and touches half the rows; 200 candidates are enough.
 * @param counts of `docOf`; a plain list of words counts each as often as it has it
 * @returns at most `most` words, the most telling first; equals in the order of their code points
 */
export function signature(counts: Counts | Iterable<string>, idf: Idf, most = 24): string[] {
  return [...weigh(counts instanceof Map ? counts : counted(counts), idf)]
    .filter(([w]) => !isRun(w) && idf.df(w) <= Math.max(FEW, idf.n * COMMON))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([w]) => w)
}

function counted(words: Iterable<string>): Counts {
  const out: Counts = new Map()
  for (const w of words) out.set(w, (out.get(w) ?? 0) + 1)
  return out
}

/** A word as a signed 32-bit number, for `int[]` columns: FNV-1a and the final mixing of MurmurHash3. */
export function hashWord(word: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) | 0
}

export interface Matter {
  title: string
  text: string
}

export interface Similar {
  id: string
  /** 0–1; brought down to three tenths when the places differ. The order of the list. */
  score: number
  /** Shared words that count most, for people to see. */
  words: string[]
  /** Shared places, the most specific first. */
  places: string[]
  /** They name different places. */
  veto: boolean
  /** `same` is never said where places differ; `faint` is shown on request only. */
  band: Band
}
export type Band = 'same' | 'look' | 'faint'

/** Nearly the same words about another place are worth a look (a letter sent on, a name corrected); less than that is not. */
export function bandOf(likeness: number, veto: boolean): Band {
  if (likeness >= SAME) return veto ? 'look' : 'same'
  return likeness >= LOOK && !veto ? 'look' : 'faint'
}

/** Candidates, most alike first; equals keep the order of their ids. Candidates that share no word are left out. */
export function rank(query: Matter, candidates: Iterable<Matter & { id: string }>, idf: Idf, book?: PlaceBook): Similar[] {
  const asked = docOf(query.title, query.text, book)
  const vector = weigh(asked.counts, idf)
  const out: Similar[] = []
  for (const c of candidates) {
    const doc = docOf(c.title, c.text, book)
    const other = weigh(doc.counts, idf)
    const likeness = cosine(vector, other)
    if (likeness === 0) continue
    const veto = placeVeto(asked.places, doc.places)
    out.push({
      id: c.id,
      score: likeness * (veto ? OTHER_PLACE : 1),
      words: sharedWords(vector, other, REASONS),
      places: sharedPlaces(asked.places, doc.places),
      veto,
      band: bandOf(likeness, veto),
    })
  }
  return out.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}
