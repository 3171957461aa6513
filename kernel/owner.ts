/** Whose time a clock counts: read off the flow table, so that nobody is ever counted late for another's step. */
import type { Arrow, ProcessDef, Who } from './process.ts'

const arrows = (p: ProcessDef, clock: string): Arrow[] =>
  Object.values(p.flow)
    .flatMap((row) => Object.values(row).flatMap((a) => (Array.isArray(a) ? a : [a]) as Arrow[]))
    .filter((a) => a.duty === clock)

/** Everybody who can end it; 系统 never owns a step. A clock that no duty names is that of the parties it hangs on. */
export function ownersOf(p: ProcessDef, clock: string): Who[] {
  const by = new Set(arrows(p, clock).flatMap((a) => a.by.filter((w) => w !== 'system')))
  const of = p.clocks[clock]?.of ?? 'matter'
  return by.size === 0 && of !== 'matter' ? [...of] : [...by]
}

/** Waits for a unit and for nobody else: its officer's work and its leader's signature alike, not the answer it has asked the office for. */
export function isUnits(p: ProcessDef, clock: string): boolean {
  const owners = ownersOf(p, clock)
  return owners.length > 0 && owners.every((w) => p.parties[w.split(':')[0] as string]?.kind === 'unit')
}

export const unitClocks = (p: ProcessDef): string[] => Object.keys(p.clocks).filter((name) => isUnits(p, name))
