/** What an invented suggestion is about, and how it was told. */
export interface Topic {
  key: string
  /** At most 50 characters. */
  title: string
  /** County whose deputies would write it; absent: anybody. */
  from?: string
  category: 'politics' | 'economy' | 'culture' | 'society' | 'ecology'
  kind?: 'suggestion' | 'criticism' | 'opinion'
  source?: 'research' | 'tour' | 'station' | 'concern' | 'other'
  /** Short names of handling units; the first one is the main unit. */
  units: string[]
  situation: string
  asks: string[]
  /** The reply, point by point; absent where nobody ever replies. */
  answers?: string[]
  code?: 'A' | 'B' | 'C' | 'D'
  contact?: { place: string; said: string }
  /** Of the joint unit. */
  opinion?: string
  /** For code B. `days` after the reply. */
  promise?: { item: string; measure: string; days: number; done: string }
}

export type Milestone =
  | 'draft'
  | 'invite'
  | 'submit'
  | 'returned'
  | 'resubmit'
  | 'review'
  | 'register'
  | 'preAssign'
  | 'handOver'
  | 'signFor'
  | 'returnAsk'
  | 'contact'
  | 'extensionAsk'
  | 'save'
  | 'check'
  | 'sign'
  | 'send'
  | 'judge'
  | 'ladder'
  | 'again'
  | 'panel'
  | 'promise'

export type Verdict = 'good' | 'fair' | 'bad' | 'never'

/** One matter's life. */
export interface Tale {
  topic: string
  /** The same worry in another place: words of the topic that are replaced, title included. */
  swap?: [from: string, to: string][]
  /** A sentence of its own before the situation. */
  opens?: string
  /** Absent: somebody from the topic's county. */
  lead?: string
  /** Names, or how many of the lead's delegation sign as well. */
  with?: string[] | number
  /** Asked, and has not answered. */
  undecided?: string[]
  declined?: string[]
  /** Days before now on which it was drafted. */
  ago?: number
  /** Submitted on this day of the latest session, from 0. */
  session?: number
  /** What happens last; absent: it runs to its end. */
  until?: Milestone
  /** Days before now of a milestone that shall not come by itself. */
  at?: Partial<Record<Milestone, number>>
  confidential?: true
  secretText?: string
  face?: true
  keyItem?: '重大' | '集中' | '综合' | '年度'
  complex?: true
  /** Each of the units answers for itself. */
  separate?: true
  pre?: 'agreed' | 'open' | 'objected'
  returned?: string
  refused?: { code: string; explain: string }
  mergedInto?: string
  withdrawn?: string
  /** The first unit asks to be let off. */
  notOurs?: { reason: string; basis: string; proposed: string; granted?: boolean }
  extension?: { months: number; reason: string; granted?: boolean }
  /** The joint unit has not answered yet. */
  coSilent?: true
  coAgain?: string
  judges?: Verdict[]
  complaint?: string
  ladder?: 'redo' | 'explain' | 'panel'
  explained?: string
  /** Second reply's points. */
  second?: string[]
  secondJudge?: Verdict
  conclusion?: string
  release?: true
  urged?: string
  /** Days from now on which the promise falls due, where it is still open. */
  due?: number
  progress?: string
}
