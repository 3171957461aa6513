/**
 * The kernel's language: how a process of deputies' work is declared.
 *
 * A process is data that a lay reader can check: states, the parties who take part (each with its own steps), the actions,
 * and one flow table `state → action → who may, and where it leads`. Whatever an action does beyond that is a plain function
 * kept beside the process (`acts.ts`) and run inside the same transaction.
 *
 * This module is loaded by the web too: it imports nothing but zod.
 */
import type { z } from 'zod'

/** Length of a deadline. `WD` working days, `DAY` calendar days, `MONTH` calendar months (民法典 201–203). */
export type Span = readonly [n: number, unit: SpanUnit]
export type SpanUnit = 'WD' | 'DAY' | 'MONTH'

export const OFFICES = {
  deputy: '人大代表',
  delegation_officer: '代表团负责人',
  motion_group: '议案组',
  daf_staff: '代工委工作人员',
  daf_head: '代工委负责人',
  gov_office: '政府办公室',
  judicial_office: '监委、法院、检察院办公室',
  sc_leader: '主任会议成员',
  committee: '专门委员会',
  credentials: '代表资格审查委员会',
  station_liaison: '联络站联络员',
  unit_officer: '承办单位经办人',
  unit_leader: '承办单位负责人',
  evaluator: '第三方评估人员',
  inspector: '巡察机构联络员',
  teller: '监票、计票人',
  auditor: '审计员',
  secadmin: '安全管理员',
  sysadmin: '系统管理员',
} as const
export type Office = keyof typeof OFFICES

export interface StateDef {
  label: string
  /** Seen by its author and invited parties only; needs neither owner nor clock. */
  private?: true
  final?: true
  /** No longer entered, still readable in old matters. */
  retired?: true
  /** The way broke off here: what stood before it was not finished. */
  cut?: true
  /** The progress step under which the state is drawn. */
  stage: string
}

export interface StepDef {
  label: string
  /** Nobody has to do anything while a party stands here. */
  idle?: true
  /** The party ended here without having done its part: no tick. */
  undone?: true
}

export interface PartyDef {
  label: string
  /** `seat`: somebody in a post (a leader, an evaluator), who sees the matter by taking part in it. `citizen`: somebody without an account. */
  kind: 'deputy' | 'unit' | 'seat' | 'citizen'
  steps: Record<string, StepDef>
  first: string
  /** Acts under the role's name: who it is never enters the record (an evaluator judging a unit). */
  unnamed?: true
}

/**
 * Who: an office of the matter's own place (`daf_staff`), a party role (`lead`), a party's post (`main:unit_officer`),
 * `citizen` (anybody, without an account), or `system` (the clock). A `delegation_officer` counts only in the matter's own delegation.
 */
export type Who = string

export interface Arrow {
  by: readonly Who[]
  /** Party roles the act is about. For a party's own act the party is the actor's own. */
  on?: readonly string[]
  /** Steps at which that party may stand. */
  from?: readonly string[]
  /** The party's next step. A list means that the action's code picks one of them (or none). */
  step?: string | readonly string[]
  /** The matter's next state. A list means that the action's code picks one of them (or none). */
  to?: string | readonly string[]
  /** Only while this holds (of the party the act is about). */
  when?: (view: View) => boolean
  /** A duty: it stands on the to-do list of those in `by` (never of `system`), due by this clock. */
  duty?: string
  /** The article the arrow comes from. */
  basis?: string
}

// biome-ignore lint/suspicious/noExplicitAny: an action's input is whatever its own schema says
export type AnyInput = z.ZodObject<any>

export interface ActionDef {
  label: string
  /** Timeline sentence; `{name}` is an input field, one of `also`, or actor/party/no/title. */
  says: string
  input?: AnyInput
  /** Names that the action's code promises to add to the sentence. */
  also?: readonly string[]
  /** Input fields that never enter the event log. */
  secret?: readonly string[]
  /** Returns the reason why not, or nothing. The reason is both the refusal and the tooltip. */
  needs?: (view: View) => string | undefined | false
  /** Whom to tell, beyond those who get a new duty. */
  tells?: readonly { to: readonly Who[]; text: string }[]
  /** What the page says before the act is done. */
  confirm?: string
  /** Makes a new matter; there is no state to start from. */
  creates?: true
  /** Done only by another act in the same transaction; never offered. */
  inner?: true
  /** Makes sense on many matters at once. */
  bulk?: true
  /** Must come from the person's own login with a second factor when the place's rules ask for it; never by a stand-in. */
  personal?: true
  /** The one button a page shows as primary. */
  primary?: true
  danger?: true
  /** Counts in the performance archive. */
  credit?: string
  basis?: string
}

export interface ClockDef {
  label: string
  /** `matter`, or the party roles each of whose members has a clock of its own. */
  of: 'matter' | readonly string[]
  /** The rule that gives the length; a function where the matter decides between several. None where only a promised day counts. */
  rule?: string | ((view: View, party?: Party) => string)
  /** Every rule the function may name. */
  rules?: readonly string[]
  /** Runs while the matter is in one of these states … */
  states: readonly string[]
  /** … and the party at one of these steps. Leaving both stops it. */
  steps?: readonly string[]
  /** … and only while this holds. */
  when?: (view: View) => boolean
  /** Steps at which time does not count. */
  paused?: readonly string[]
  /** The last day itself, where somebody promised a date instead of a length; and why, in words. */
  until?: (view: View, party?: Party) => { on: string; why: string } | undefined
  /** What that day rests on, of a clock without a rule. */
  basis?: string
  /** Days before the last day at which the holders are reminded. */
  warn: readonly number[]
  /** What 系统 does when the day has passed. */
  late: string
  /** … but not while this holds: it waits for somebody else's answer, asked for in time. */
  waits?: (clock: { name: string; dueOn: string }, party: Party) => boolean
  /** What else ends it as done, beside the actions whose duty it is. */
  done?: readonly string[]
}

export type RuleValue = number | string | boolean | Span | readonly string[] | Record<string, string> | readonly (readonly [string, string])[]
export interface RuleDef {
  label: string
  kind: 'span' | 'number' | 'switch' | 'choice' | 'list' | 'table' | 'text'
  value: RuleValue
  /** Value → words: of a `choice`, and of a `list` or `table` whose entries come from a fixed set. */
  options?: Record<string, string>
  /** Of a `table` with such rows: each holds a whole number, followed by this word. */
  unit?: string
  min?: number
  max?: number
  basis: string
  group: string
}

/**
 * Who reads the matters of a process, by office. Whoever is not named reads none of them; whoever takes part in one always reads that
 * one; a private draft is its authors' own. Row-level security, the menu, the live stream and the masks all follow from this (see reads.ts).
 */
export interface Reads {
  /** All of the place. */
  all?: readonly Office[]
  /** All of the place and, without acting there, of the places under it. */
  below?: readonly Office[]
  /** Those of the place that were brought in at a session of the congress. */
  session?: readonly Office[]
  /** Those of the delegation. */
  delegation?: readonly Office[]
  /** Those he takes part in; named so that his menu shows where they are. */
  own?: readonly Office[]
  /** All of the place, once it stands in one of these states. */
  open?: { states: readonly string[]; to: readonly Office[] }
  /** Those about a suggestion he takes part in (`matter_link`, `inspection_item`), in these states. */
  linked?: { states: readonly string[]; to: readonly Office[] }
  /** Told who stands behind a confidential matter: names, delegation, certificate. Its authors are told anyway. */
  authors?: readonly Office[]
  /** Read judgements before they are released. */
  judgements?: readonly Office[]
  /** From outside: see what units wrote and never the name of a deputy. */
  nameless?: readonly Office[]
}

export interface ProcessDef {
  name: string
  label: string
  reads: Reads
  /** Where a new matter starts. */
  start: string
  stages: readonly string[]
  states: Record<string, StateDef>
  parties: Record<string, PartyDef>
  actions: Record<string, ActionDef>
  /** `'*'` stands for every state that is neither private nor final; `'new'` for what makes a matter. */
  flow: Record<string, Record<string, Arrow | readonly Arrow[]>>
  clocks: Record<string, ClockDef>
  rules: Record<string, RuleDef>
}

export function defineProcess<const P extends ProcessDef>(p: P): P {
  return p
}

/** The state of a matter that does not exist yet. */
export const NEW = 'new'

/** All arrows of an action in a state, its own first, then those of `'*'`. */
export function arrowsOf(p: ProcessDef, state: string, action: string): readonly Arrow[] {
  const own = p.flow[state]?.[action]
  const s = p.states[state]
  const any = s && !s.private && !s.final ? p.flow['*']?.[action] : undefined
  return [own, any].flatMap((a) => (a === undefined ? [] : Array.isArray(a) ? (a as readonly Arrow[]) : [a as Arrow]))
}

/** Names of the actions that some arrow allows in a state. */
export function actionsIn(p: ProcessDef, state: string): string[] {
  const s = p.states[state]
  const any = s && !s.private && !s.final ? Object.keys(p.flow['*'] ?? {}) : []
  return [...new Set([...Object.keys(p.flow[state] ?? {}), ...any])]
}

export const many = (x: string | readonly string[] | undefined): readonly string[] => (x === undefined ? [] : typeof x === 'string' ? [x] : x)

// ---- what the gate, `needs` and the clocks look at -------------------------------------------------------------------

/** One row of `matter`, camel-cased. `data` is the process's own. */
export interface Matter {
  id: string
  process: string
  place: string
  state: string
  version: number
  title: string
  kind: string
  series: string | null
  no: number | null
  session: string | null
  delegation: string | null
  category: string | null
  confidential: boolean
  private: boolean
  mergedInto: string | null
  createdAt: Date
  stateSince: Date
  // biome-ignore lint/suspicious/noExplicitAny: the shape belongs to the process
  data: Record<string, any>
}

export interface Party {
  id: string
  role: string
  seat: string | null
  unit: string | null
  /** Row of `citizen`: who it is lies sealed there. */
  citizen: string | null
  /** The party this one hangs on: a reply's recipient hangs on the unit that replied. */
  ref: string | null
  round: number
  step: string
  name: string
  since: Date
  // biome-ignore lint/suspicious/noExplicitAny: the shape belongs to the process
  data: Record<string, any>
}

export interface Clock {
  id: string
  name: string
  party: string | null
  startedOn: string
  dueOn: string
  pausedOn: string | null
  lateAt: Date | null
  stoppedAt: Date | null
}

/** From where somebody acts: a seat with its office, place, unit. `system` and a citizen have no seat. */
export interface Actor {
  kind: 'seat' | 'system' | 'citizen'
  person: string | null
  name: string
  seat: string | null
  office: Office | 'system' | 'citizen'
  place: string
  unit: string | null
  delegation: string | null
  /** Row of `citizen`, of a citizen. */
  citizen?: string
  /** Second factor passed in this login. */
  strong: boolean
  /** Where the request came from: compared, never recorded. */
  from?: { address: string; device: string }
}

/** 系统: the clock itself; its place is the matter's. */
export const SYSTEM: Omit<Actor, 'place'> = {
  kind: 'system',
  person: null,
  name: '系统',
  seat: null,
  office: 'system',
  unit: null,
  delegation: null,
  strong: false,
}

/** Somebody from the public; the name in the record is this word, never his own. */
export const citizenActor = (citizen: string, place: string): Actor => ({
  kind: 'citizen',
  person: null,
  name: '群众',
  seat: null,
  office: 'citizen',
  place,
  unit: null,
  delegation: null,
  citizen,
  strong: false,
})

export interface View {
  matter: Matter
  parties: readonly Party[]
  clocks: readonly Clock[]
  /** The party the act is about, if any. */
  party?: Party
  actor: Actor
  now: Date
  /** Local day of `now`, `YYYY-MM-DD`. */
  today: string
  rule: <T = RuleValue>(key: string) => T
  /** A day that lies a span after another, by the place's calendar. */
  after?: (day: string, span: Span) => string
}

export const partiesOf = (v: Pick<View, 'parties'>, ...roles: string[]): Party[] => v.parties.filter((p) => roles.includes(p.role))
