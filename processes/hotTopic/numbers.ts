/** What is said of a topic in figures: each defined here once, from its members alone, whoever asks. */

import { type Trend, trendOf } from '../../text/topicruns.ts'
import { heatOf } from '../../text/topics.ts'

export interface Voice {
  id: string
  at: Date
  /** Who wrote it: a keyed digest of the phone number, a deputy's seat; '' where nobody knows, which counts as somebody of their own. */
  who: string
  /** People who follow it. */
  votes: number
}
export interface Numbers {
  n: number
  people: number
  votes: number
  heat: number
  first: Date
  last: Date
  /** Of the last four weeks, and of the four before. */
  recent: number
  before: number
  trend: Trend['direction']
}

/** @param members one at least */
export function numbersOf(members: readonly Voice[], now: Date): Numbers {
  const times = members.map((m) => m.at.getTime())
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))]
  const people = new Set(members.map((m) => m.who || `#${m.id}`)).size
  const votes = members.reduce((n, m) => n + m.votes, 0)
  const t = trendOf({ first, members }, now)
  return {
    n: members.length,
    people,
    votes,
    heat: heatOf(people, votes, members.length, first, last),
    first,
    last,
    recent: t.last,
    before: t.before,
    trend: t.direction,
  }
}
