/** What travels about the roster. */

/** GET /api/roster */
export interface RosterEntry {
  seat: string
  person: string
  name: string
  sex: string | null
  birth: string | null
  ethnicity: string | null
  employer: string | null
  post: string | null
  certificateNo: string | null
  delegation: string | null
  electoralUnit: string | null
  tags: string[]
  state: string
  stateLabel: string
  term: number | null
}
export interface RosterPage {
  rows: RosterEntry[]
  total: number
  next: string | null
}
/** POST /api/roster/import: compared with the roster, nothing written yet. */
export interface RosterPreview {
  id: string
  state: 'previewed' | 'confirmed' | 'cancelled' | 'failed'
  sheet: string
  rows: number
  fresh: number
  changed: number
  same: number
  wrong: number
  errors: { row: number; column: string; cell: string; text: string }[]
  changes: { row: number; name: string; field: string; from: string; to: string }[]
  /** What the file says and the import leaves as it is, and why. */
  kept: { row: number; name: string; field: string; to: string; why: string }[]
  /** Ways to log in that are put forward to their owners. */
  proposed: number
  added: { row: number; name: string; delegation: string; certificateNo: string }[]
  notes: string[]
  /** Columns that wait for a word of the office; nothing is written before. */
  undecided: { column: string; header: string; filled: number; choices: { value: string; label: string }[] }[]
  /** Lines of the sheet below its header = rows + those left out, which the notes name. */
  lines: number
  leftOut: number
  result: { fresh: number; changed: number; skipped: number; at: string; by: string; repeated: boolean } | null
}
