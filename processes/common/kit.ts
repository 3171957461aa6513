/** A process with everything that its pages, lists and interfaces are made from. One line in `processes/index.ts` brings it into the house. */
import type pg from 'pg'
import type { Registered } from '../../kernel/act.ts'
import type { Matter, Party, View } from '../../kernel/process.ts'
import type { Field, Section } from '../../kernel/wire.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { Mask, PartyWords } from './view.ts'

/** Where it stands in the desk's menu. */
export const GROUPS = ['建议议案', '督办', '会前与活动', '资金与评优', '群众诉求'] as const

export interface SheetRow {
  label: string
  text: string
  long?: boolean
}

export interface Kit extends Registered {
  group: (typeof GROUPS)[number]
  /** Begun from another page than its own list. */
  beginsAt?: { to: string; label: string }
  /** The paper as it is read, empty rows left out. */
  sheet: (view: View, mask: Mask) => SheetRow[]
  /** The list's own columns, from the matter's row alone. */
  columns?: readonly { title: string; cell: (m: Pick<Matter, 'data' | 'kind' | 'category' | 'title'>) => string }[]
  /** More filters of its list, each a condition on a row `m` of matter. */
  filters?: readonly { value: string; label: string; where: string }[]
  /** Tables below the paper; every read goes through the client's row-level security. */
  sections?: (client: pg.ClientBase, view: View, viewer: Viewer, mask: Mask) => Promise<Section[]>
  /** Fills in a form field's choices. */
  field?: (f: Field, action: string, view: View, party: Party | undefined) => Field
  /** Choices that come from rows, by field name: read once a page, through the reader's own rights. */
  options?: (client: pg.ClientBase, view: View) => Promise<Record<string, { value: string; label: string }[]>>
  /** What the system knows already. */
  initial?: (action: string, view: View, party: Party | undefined) => Record<string, unknown>
  words?: PartyWords
}

/** Rows of a paper whose text is not empty. */
export const sheetRows = (rows: readonly (readonly [label: string, text: unknown, long?: boolean])[]): SheetRow[] =>
  rows.filter(([, t]) => t !== undefined && t !== null && t !== '' && t !== false).map(([label, t, long]) => ({ label, text: String(t), long: !!long }))

/** A choice's words. */
export const word = (table: Record<string, string>, key: unknown): string => table[String(key)] ?? ''
