/**
 * Reading follows one declaration (`Reads` in process.ts). Its rows lie in the table `reads`, written by the owner at start-up, where row-level
 * security asks them; menu, duties, live stream and masks ask the same declaration here.
 */
import type { Matter, Office, ProcessDef, Reads } from './process.ts'

/** Of how a whole place is read rather than one process: its numbers and papers, the record of what was set, the log. */
export const HOUSE_READS = {
  /** Numbers, boards and papers about the place; a unit its own line. */
  report: {
    all: ['daf_staff', 'daf_head', 'gov_office', 'sc_leader', 'committee'],
    own: ['unit_officer', 'unit_leader'],
  },
  /** What was set and imported here, in words. */
  record: { all: ['daf_staff', 'daf_head', 'secadmin', 'sysadmin'] },
  /** When who did what kind of thing, without a word of what it was about: 审计员 reads logs, not contents (三员分立，GB/T 22239-2019 §8.1.4). */
  log: { all: ['auditor'] },
} as const satisfies Record<string, Reads>

export type ReadKind = keyof Reads
export interface ReadRow {
  process: string
  office: Office
  kind: ReadKind
  /** For `open` and `linked`. */
  states: readonly string[]
}

const LISTS = ['all', 'below', 'session', 'delegation', 'own', 'authors', 'judgements', 'nameless'] as const

export function rowsOf(process: string, r: Reads): ReadRow[] {
  return [
    ...LISTS.flatMap((kind) => (r[kind] ?? []).map((office): ReadRow => ({ process, office, kind, states: [] }))),
    ...(['open', 'linked'] as const).flatMap((kind) =>
      (r[kind]?.to ?? []).map((office): ReadRow => ({ process, office, kind, states: r[kind]?.states ?? [] })),
    ),
  ]
}

export const readRows = (defs: Iterable<Pick<ProcessDef, 'name' | 'reads'>>): ReadRow[] => [
  ...[...defs].flatMap((d) => rowsOf(d.name, d.reads)),
  ...Object.entries(HOUSE_READS).flatMap(([name, r]) => rowsOf(name, r)),
]

const names = (r: Reads, kind: (typeof LISTS)[number], office: string): boolean => !!(r[kind] as readonly string[] | undefined)?.includes(office)

/** Does the office read the place's matters as they lie there, not only those it is party to? */
export const readsAll = (r: Reads, office: string): boolean => names(r, 'all', office) || names(r, 'below', office)

/** Does an office of the matter's own place read this one by its office alone? */
export function readsMatter(r: Reads, office: string, m: Pick<Matter, 'private' | 'session' | 'delegation' | 'state'>, delegation: string | null): boolean {
  if (m.private) return false
  return (
    readsAll(r, office) ||
    (names(r, 'session', office) && m.session !== null) ||
    (names(r, 'delegation', office) && m.delegation !== null && m.delegation === delegation) ||
    !!(r.open?.states.includes(m.state) && (r.open.to as readonly string[]).includes(office))
  )
}

/** Has the office a page of them in its menu? */
export const inMenu = (r: Reads, office: Office): boolean =>
  (['all', 'below', 'session', 'delegation', 'own'] as const).some((k) => names(r, k, office)) ||
  !!r.open?.to.includes(office) ||
  !!r.linked?.to.includes(office)

/** What an office reads, by name of a process or of `HOUSE_READS`: all of the place, or a part (what it takes part in, what is published). */
export function readingOf(defs: Iterable<Pick<ProcessDef, 'name' | 'reads'>>, office: Office): Record<string, 'all' | 'part'> {
  const all: [string, Reads][] = [...[...defs].map((d): [string, Reads] => [d.name, d.reads]), ...Object.entries(HOUSE_READS)]
  return Object.fromEntries(
    all.filter(([, r]) => inMenu(r, office)).map(([name, r]) => [name, readsAll(r, office) || names(r, 'session', office) ? 'all' : 'part'] as const),
  )
}

export const toldAuthors = (r: Reads, office: string): boolean => names(r, 'authors', office)
export const isNameless = (r: Reads, office: string): boolean => names(r, 'nameless', office)

/** What is wrong with a declaration, in words. */
export function readFaults(p: ProcessDef): string[] {
  const found: string[] = []
  const whole = (['all', 'below', 'session', 'delegation', 'own'] as const).flatMap((k) => p.reads[k] ?? [])
  for (const o of new Set(whole)) if (whole.filter((x) => x === o).length > 1) found.push(`「谁能看」里 ${o} 写了两次`)
  for (const o of ['auditor', 'secadmin', 'sysadmin'] as const) if (inMenu(p.reads, o)) found.push(`「谁能看」里不应有 ${o}：审计员看日志，管理员看设置`)
  for (const k of ['open', 'linked'] as const)
    for (const s of p.reads[k]?.states ?? []) if (!p.states[s] || p.states[s].private) found.push(`「谁能看」里没有可以公开的环节「${s}」`)
  // Whoever acts by his office alone must see what he acts on.
  for (const [state, row] of Object.entries(p.flow))
    if (state !== 'new')
      for (const arrow of Object.values(row).flat())
        for (const w of arrow.by)
          if (!((w.split(':')[0] as string) in p.parties) && !['system', 'citizen'].includes(w) && !acts(p.reads, w, state))
            found.push(`${w} 在「${state}」可以办理，却看不到这件事项`)
  return found
}
const acts = (r: Reads, office: string, state: string): boolean =>
  readsAll(r, office) ||
  names(r, 'session', office) ||
  names(r, 'delegation', office) ||
  !!(r.open?.states.includes(state) && (r.open.to as readonly string[]).includes(office))
