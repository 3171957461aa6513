/** What the checks before sending a reply are given, and what they say. Days are ISO dates (2026-05-12). */

export interface ReplyInput {
  /** A deputy's suggestion, or a citizen's concern. */
  kind: 'suggestion' | 'concern'
  asked: { title: string; text: string; proposals?: string }
  reply: {
    /** A–D of a suggestion, or a concern's solved, partly, planned, explained, hard. */
    code?: string
    /** The code in the place's own words (its rule `reply.codes`), where they may mean something else than the usual four. */
    codeLabel?: string
    body: string
    solved?: string
    planned?: string
    docNo?: string
    contactName?: string
    contactPhone?: string
    signer?: string
    on?: string
    promises?: { item: string; dueOn: string }[]
    disclosure?: 'public' | 'withheld'
  }
  /** As it is printed: 第045号. */
  number?: string
  unit?: string
  /** Other replies of the same unit, to find what was only copied. */
  earlier?: { id: string; label: string; body: string }[]
  /** Still being written: what comes with the signature is not missed yet. */
  drafting?: boolean
  /** Working days left, negative when overdue; undefined when no clock runs. */
  left?: number
  /** Names of authors that must not stand in a public reply. */
  names?: string[]
}

export type CheckKey = 'empty' | 'relevant' | 'demands' | 'grounds' | 'result' | 'next' | 'form' | 'stock' | 'tone' | 'privacy' | 'due'
export type Level = 'pass' | 'warn' | 'fail'

export interface Check {
  key: CheckKey
  label: string
  level: Level
  /** One sentence: what was found. */
  why: string
  /** The sentence it was found in, of the reply or of what was asked; long ones are cut with ……. */
  quote?: string
  /** What to add or change. */
  add?: string
  items?: string[]
}

/** What one check finds; its key and label come from the list of checks. */
export type Finding = Omit<Check, 'key' | 'label'>
