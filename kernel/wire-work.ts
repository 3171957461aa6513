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
export interface LinkView {
  kind: string
  back: boolean
  id: string
  process: string
  processLabel: string
  number: string
  title: string
  stateLabel: string
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
