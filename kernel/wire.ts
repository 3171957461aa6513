/**
 * What travels between server and pages. Types only; the web imports them, the server fills them.
 * Dates are `YYYY-MM-DD` local days (Asia/Shanghai); instants are ISO 8601 with offset.
 */
import type { Office } from './process.ts'
import type { LinkView, Section } from './wire-work.ts'

export type { Cell, LinkView, ProcessInfo, Section, WorkPage, WorkRow } from './wire-work.ts'

/** `void`: stopped without having been done. */
export type Light = 'green' | 'amber' | 'red' | 'done' | 'paused' | 'void'

/** A date that is never bare. `left` < 0: overdue by that many days of `unit`. */
export interface Due {
  clock: string
  label: string
  on: string
  /** '5月12日 周二' */
  words: string
  left: number
  /** '还剩 8 个工作日' · '逾期 2 天' · '今天到期' */
  leftWords: string
  light: Light
  id: string
}

export interface Me {
  person: { id: string; name: string; mail: 'digest' | 'now' | 'off'; demo: boolean }
  seat: SeatInfo
  seats: SeatInfo[]
  /** The face this seat opens on. */
  face: 'desk' | 'pocket'
  unread: number
  duties: number
  /** What this seat reads, by process or by `report`, `record`, `log`: the menu follows from it. */
  reads: Record<string, 'all' | 'part'>
  /** Second factor passed in this login; and whether one is set up at all. */
  strong: boolean
  twoFactor: boolean
}
export interface SeatInfo {
  id: string
  office: Office
  officeLabel: string
  place: string
  placeName: string
  unit: string | null
  unitName: string | null
  delegation: string | null
  delegationName: string | null
  certificateNo: string | null
  term: number | null
}

/** One thing that waits for me: GET /api/today → { items: Duty[], counts }. Sorted by due date. */
export interface Duty {
  matter: string
  process: string
  number: string
  title: string
  state: string
  stateLabel: string
  /** The unit or deputy the duty is about, if not me. */
  who: string | null
  party: string | null
  action: string
  actionLabel: string
  /** True when the act needs nothing but a click; otherwise open the form. */
  simple: boolean
  bulk: boolean
  due: Due | null
  key: boolean
}
export interface Today {
  items: Duty[]
  counts: { all: number; soon: number; late: number }
}

/** GET /api/suggestion?… → keyset page. Filters live in the page's URL under the same names (processes/suggestion/list.ts). */
export interface ListRow {
  id: string
  number: string
  title: string
  kind: string
  state: string
  stateLabel: string
  stage: string
  lead: string
  cosigners: number
  delegation: string
  units: { role: string; name: string; step: string; stepLabel: string }[]
  category: string
  key: boolean
  due: Due | null
  updatedAt: string
  /** What this seat may do now with it in bulk: action names. */
  can: string[]
}
export interface ListPage {
  rows: ListRow[]
  next: string | null
  /** Capped at 1001: show '1000+'. */
  total: number
}

/** One button. `why` is set when it cannot be pressed, in the gate's own words. */
export interface Button {
  action: string
  label: string
  party: string | null
  partyName: string | null
  primary: boolean
  danger: boolean
  why: string | null
  confirm: string | null
  fields: Field[]
  /** Filled in already, by what the system knows. */
  initial: Record<string, unknown>
}

/** One form field, read from the action's Zod input. */
export interface Field {
  name: string
  label: string
  widget:
    | 'text'
    | 'textarea'
    | 'number'
    | 'date'
    | 'datetime'
    | 'select'
    | 'radio'
    | 'checks'
    | 'switch'
    | 'unit'
    | 'units'
    | 'deputies'
    | 'files'
    | 'list'
    | 'matter'
    | 'matters'
    | 'seat'
    | 'money'
    | 'place'
    | 'link'
    | 'span'
  required: boolean
  help?: string
  max?: number
  min?: number
  options?: { value: string; label: string; hint?: string }[]
  /** For `list`: the fields of one entry. */
  of?: Field[]
  /** For `list`: the rows are given, each named by this field of it; none is added or taken away. */
  given?: string
  /** What a picker looks among: a process (`matters`), an office (`seat`). */
  among?: string
  /** Shown only when another field has one of these values. */
  when?: { field: string; in: string[] }
  rows?: number
}

export interface PartyView {
  id: string
  role: string
  roleLabel: string
  kind: 'deputy' | 'unit' | 'seat' | 'citizen'
  name: string
  step: string
  stepLabel: string
  since: string
  left: boolean
  /** Ended without having done its part. */
  undone: boolean
  ref: string | null
  round: number
  mine: boolean
  due: Due[]
  /** Shown beside the name: share of work, leader in charge, reason of return … */
  notes: { label: string; text: string }[]
}

export interface ClockView {
  id: string
  name: string
  label: string
  party: string | null
  partyName: string | null
  due: Due
  running: boolean
  paused: boolean
  late: boolean
}

/** GET /api/clock/:id → 为什么是这一天. */
export interface Why {
  label: string
  due: Due
  /** The rule, its article, from which place it comes. */
  rule: { key: string; label: string; words: string; basis: string; place: string }
  start: { on: string; what: string }
  /** In words, one step a line. */
  steps: string[]
  skipped: { day: string; name: string; kind: 'off' | 'work' }[]
  pauses: { from: string; to: string | null; days: number; why: string }[]
  extensions: { from: string; to: string; by: string; consent: string; why: string; at: string }[]
  warning: string | null
}

export interface TimelineItem {
  id: string
  seq: number
  at: string
  who: string
  action: string
  actionLabel: string
  says: string
  fromLabel: string | null
  toLabel: string | null
}

export interface FileView {
  id: string
  name: string
  mime: string
  size: number
  url: string
  thumb: string | null
  purpose: string
  party: string | null
  by: string
  at: string
}

export interface MatterView {
  id: string
  process: string
  version: number
  place: string
  number: string
  title: string
  state: string
  stateLabel: string
  /** `skipped`: never needed here; `cut`: broken off. `words` instead of the usual ones. */
  stages: { name: string; at: 'done' | 'now' | 'next' | 'skipped' | 'cut'; words?: string }[]
  due: Due | null
  key: boolean
  confidential: boolean
  mergedInto: { id: string; number: string; title: string } | null
  mergedFrom: { id: string; number: string; title: string }[]
  /** The form 代表建议纸 as shown: label and text, in order. */
  sheet: { label: string; text: string; long: boolean }[]
  data: Record<string, unknown>
  lead: PartyView | null
  parties: PartyView[]
  clocks: ClockView[]
  timeline: TimelineItem[]
  files: FileView[]
  buttons: Button[]
  contacts: { id: string; unit: string; party: string; form: string; rank: string; place: string; on: string; people: string; opinion: string }[]
  replies: ReplyView[]
  promises: {
    id: string
    unit: string
    party: string
    item: string
    measure: string
    owner: string
    dueOn: string
    state: string
    stateLabel: string
    progress: string
  }[]
  /** Those the viewer may see: one's own at once; the unit's after release. */
  judgements: JudgementView[]
  /** What else belongs to it: a process's own tables, in order. */
  sections: Section[]
  /** 来源与去向: the matters it came from (`back`) and led to. */
  links: LinkView[]
}
export interface ReplyView {
  id: string
  party: string
  unit: string
  round: number
  docNo: string
  code: string
  codeLabel: string
  body: string
  solved: string
  planned: string
  coOpinions: string
  contactName: string
  contactPhone: string
  disclosure: string
  signer: string | null
  signedAt: string | null
  deliveredAt: string | null
}
export interface JudgementView {
  recipient: string
  deputy: string
  unit: string
  round: number
  attitude: string
  result: string
  solved: string
  adopted: string
  comment: string
  redo: boolean
  at: string
  released: boolean
  /** Shared network or device with the unit, to be asked about; the office's alone. */
  flags: string[]
  /** Entered by the office from paper, and why. */
  entered: string | null
}

/** POST /api/suggestion (create) and POST /api/suggestion/:id/:action. */
export interface ActRequest {
  /** Idempotency key: a random UUID made when the form is opened. */
  key: string
  /** The version the page was drawn from; another's change in between is answered with 409 `stale`. */
  version?: number
  party?: string | null
  input?: Record<string, unknown>
}
export interface ActResult {
  matter: string
  version: number
  state: string
  event: string
  says: string
  /** True when this key had been done before: the first result again. */
  repeated: boolean
}
/** POST /api/suggestion/bulk/:action → { results: BulkItem[] }, in the order asked. */
export interface BulkItem {
  id: string
  number: string
  ok: boolean
  says?: string
  error?: Problem
}

/** Every refusal. `fields` maps a form path ('promises.0.item') to what is wrong and what to do. */
export interface Problem {
  error: 'input' | 'gate' | 'stale' | 'unknown' | 'login' | 'forbidden' | 'busy' | 'conflict' | 'strong' | 'away' | 'broken'
  message: string
  fields?: Record<string, string>
  /** On `stale`: who changed what meanwhile. */
  since?: TimelineItem[]
}

/** GET /api/rules → the settings page of the place. */
export interface RuleView {
  /** With `key` the name of the rule: two processes may call a rule alike. */
  process: string
  processLabel: string
  key: string
  label: string
  group: string
  kind: string
  value: unknown
  words: string
  basis: string
  options?: Record<string, string>
  unit?: string
  min?: number
  max?: number
  /** Where the value in force comes from: 默认 or a place's name, and since when. */
  from: string
  since: string | null
  history: { value: string; from: string; place: string; by: string; note: string }[]
}

export interface NoticeView {
  id: string
  kind: 'duty' | 'news' | 'warn' | 'late'
  text: string
  at: string
  read: boolean
  matter: string | null
  process: string | null
}

/** Server-sent on GET /api/live: `event: change`, data: LiveChange. The page refetches what is on screen. */
export interface LiveChange {
  matter: string | null
  process: string
  action: string
  version: number
}
