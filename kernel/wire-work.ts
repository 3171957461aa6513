/** What travels for processes in general: their lists, their tables, how they hang together. */
import type { Due, Light } from './wire.ts'

/** A titled table of the matter's page; a cell is words, or words that lead somewhere. */
export interface Section {
  key: string
  title: string
  /** Said above the table, or instead of one. */
  text?: string
  head: string[]
  rows: Cell[][]
}
export type Cell = string | { text: string; to?: string; light?: Light }
/** A matter in one line, wherever one names another. */
export interface MatterLine {
  id: string
  process: string
  processLabel: string
  number: string
  title: string
  stateLabel: string
}
export interface LinkView extends MatterLine {
  kind: string
  back: boolean
}
/** GET /api/:process?… of any process but the suggestion, which has its own richer row. */
export interface WorkRow {
  id: string
  number: string
  title: string
  state: string
  stateLabel: string
  units: { role: string; name: string; stepLabel: string }[]
  key: boolean
  due: Due | null
  at: string
  updatedAt: string
  /** In the order of `columns`. */
  cells: string[]
}
export interface WorkPage {
  columns: string[]
  rows: WorkRow[]
  next: string | null
  total: number
  /** Counts beside each stage and light, with every other filter on. */
  stages: { value: string; label: string; count: number }[]
  lights: { value: string; label: string; count: number }[]
  /** The process's own, as its kit names them. */
  filters: { value: string; label: string; count: number }[]
}
/** GET /api/processes: what this seat finds in the menu, and what it may begin. */
export interface ProcessInfo {
  /** A new one is its author's own until it is submitted. */
  draft: boolean
  name: string
  label: string
  group: string
  stages: readonly string[]
  creates: { action: string; label: string }[]
  /** Begun from another page. */
  beginsAt: { to: string; label: string } | null
  bulk: { action: string; label: string }[]
}

/** GET /api/calendar: a year as a place counts it. */
export interface YearView {
  year: number
  /** Its notice is loaded. */
  loaded: boolean
  source: string
  /** Whose layer this seat would edit. */
  place: string
  days: {
    day: string
    kind: 'off' | 'work' | 'plain'
    name: string
    source: string
    /** Whose layer says so: 全国, 法定, or a place. */
    from: string
    own: boolean
  }[]
  years: number[]
}

/** 热点. GET /api/topics: the hottest first. */
export interface TopicLine {
  id: string
  /** Given by staff, or the typical item's title. */
  label: string
  /** Given by staff; '' where nobody has. */
  name: string
  n: number
  people: number
  votes: number
  recent: number
  before: number
  trend: 'new' | 'rising' | 'level' | 'falling' | 'quiet'
  trendWords: string
  firstOn: string
  lastOn: string
  places: string[]
  keywords: string[]
  typical: { id: string; process: string; title: string } | null
  /** What was raised from it last, and whether it is still being handled. */
  raised: { id: string; stateLabel: string; open: boolean } | null
}
export interface TopicPage {
  rows: TopicLine[]
  /** How many there are without the filter. */
  total: number
  /** The rules: how far back the run looks, how many make a topic. */
  days: number
  least: number
  /** Null: there was no run yet. */
  runAt: string | null
}
export interface TopicMemberRow extends MatterLine {
  on: string
  /** Percent: how near it stands to the middle. */
  similarity: number
  part: 'recent' | 'before' | 'older'
}
/** GET /api/topics/:id. */
export interface TopicView extends TopicLine {
  namedBy: string | null
  /** Members that make it one of the list. */
  least: number
  members: TopicMemberRow[]
}

/** The auditor's log: nothing of what a matter is about. */
export interface LogPage {
  rows: { id: string; at: string; who: string; office: string; what: string; action: string }[]
  next: string | null
}
