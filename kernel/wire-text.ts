/** What goes over the wire of words understood: what is found, what resembles, what is proposed, how replies fare. */

/** A text that resembles another, with what became of it. */
export interface SimilarItem {
  /** Empty where the reader may know of it but not open it. */
  id: string
  process: string
  label: string
  number: string
  title: string
  year: string
  stateLabel: string
  /** Result code of the last reply. */
  code: string | null
  /** The result in words, of a reply or of a concern. */
  result: string
  /** What was promised and how it stands, in words. */
  promises: string
  followers: number
  /** Cosine, 0 to 1. */
  score: number
  band: 'same' | 'look' | 'faint'
  /** Shared words that weigh most, and shared places. */
  words: string[]
  places: string[]
  /** Both name places and none is shared. */
  elsewhere: boolean
}
export interface SimilarList {
  items: SimilarItem[]
  /** 「已提过 3 年，答复均为 C」 */
  history: string
}

/** A stretch of text; `hit`: what was looked for stands there. */
export interface Piece {
  text: string
  hit?: true
}
export interface SearchHit {
  id: string
  process: string
  number: string
  title: Piece[]
  plain: string
  state: string
  stateLabel: string
  /** Kind and units. */
  about: string
  snippet: Piece[]
}
export interface SearchPage {
  rows: SearchHit[]
  total: number
  /** There are more than the thousand that were counted. */
  capped: boolean
  /** Nothing held all words; these hold some. */
  loose: boolean
  processes: { value: string; label: string; count: number }[]
  years: { value: string; label: string; count: number }[]
  next: number | null
}
/** Somebody or something by name. */
export interface NameHit {
  kind: 'deputy' | 'unit' | 'station'
  name: string
  note: string
  to: string
}

/** A proposal with its reasons; a person decides. */
export interface Guess {
  /** As the form's field takes it: a category's code, a unit's id, a subject's words. */
  value: string
  label: string
  /** Words of the text that speak for it. */
  words: string[]
  /** What was handled before and reads alike. */
  similar: { id: string; process: string; number: string; title: string }[]
  /** Learned from decisions, read out of the unit's duties, or taken from what reads alike. */
  from: 'learned' | 'duties' | 'neighbours'
}
export interface GuessList {
  task: string
  /** The form's fields that take it. */
  fields: string[]
  /** 0: nothing has been learned yet. */
  version: number
  guesses: Guess[]
}
export interface SortingTask {
  task: string
  label: string
  version: number
  trainedAt: string | null
  items: number
  labels: number
  /** Decisions that the version in force did not know, by version and month. */
  hits: { version: number; month: string; n: number; top1: number; top3: number }[]
}
export interface UnitDuties {
  id: string
  name: string
  duties: string
  handled: number
}

/** How the replies sent in a year fared under each check, unit by unit; never one figure for all. */
export interface ReplyStats {
  year: number
  checks: { key: string; label: string }[]
  units: { id: string; name: string; n: number; returned: number; checks: Record<string, { warn: number; fail: number }> }[]
}
