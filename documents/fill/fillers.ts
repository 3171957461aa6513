/** How each paper of a suggestion is filled, by whom it may be printed, and by whom it is issued. */
import type { Office, Party } from '../../kernel/process.ts'
import { suggestion as def } from '../../processes/suggestion/process.ts'
import type { Ground } from './ground.ts'

export interface Filler {
  /** Key of the template. */
  key: string
  /** Of another process than the suggestion. */
  process?: string
  /** The paper is about a party of one of these roles; none: about the matter. */
  roles?: readonly string[]
  /** Who prints it: the place's offices, the party's own unit or deputy, everybody who sees the matter. */
  prints: readonly ('office' | 'own' | 'all')[]
  /** Whether the paper makes sense here at all; otherwise it is not offered. */
  fits: (g: Ground, p: Party | undefined) => boolean
  /** What still keeps it from being printed, in words. */
  why?: (g: Ground, p: Party | undefined) => string | undefined
  /** Who issues it (numbered or not, it is kept): these offices, or the party's own unit. None: it is only printed. */
  issues?: { offices?: readonly Office[]; unit?: readonly Office[]; why?: (g: Ground, p: Party | undefined) => string | undefined }
  /** The number a unit has given itself. */
  ownNumber?: (g: Ground, p: Party | undefined) => string | null
  reply?: (g: Ground, p: Party | undefined) => string | null
  make: (g: Ground, p: Party | undefined) => Promise<object> | object
}

export const DAF = ['daf_staff', 'daf_head'] as const
export const COORDINATING = ['daf_staff', 'daf_head', 'gov_office'] as const
export const UNIT = ['unit_officer', 'unit_leader'] as const

export const must = (p: Party | undefined): Party => {
  if (!p) throw new Error('这份文书要指明单位或代表')
  return p
}

const kinds: Record<string, string> = { sole: '独办单位', lead: '主办单位', separate: '分办单位' }
export const roleWords = (p: Party): string => (p.role === 'main' ? (kinds[p.data.kind] ?? '主办单位') : def.parties[p.role as keyof typeof def.parties].label)
