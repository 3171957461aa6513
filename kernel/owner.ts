/** Whose time a clock counts: read off the flow table, so that nobody is ever counted late for another's step. */
import { type Arrow, arrowsOf, many, type ProcessDef, type Who } from './process.ts'

/** The actions whose duty it is, each with its arrow. */
const duties = (p: ProcessDef, clock: string): [action: string, arrow: Arrow][] =>
  Object.values(p.flow)
    .flatMap((row) => Object.entries(row).flatMap(([action, a]) => ((Array.isArray(a) ? a : [a]) as Arrow[]).map((x): [string, Arrow] => [action, x])))
    .filter(([, a]) => a.duty === clock)

/** Everybody who can end it; 系统 never owns a step. A clock that no duty names is that of the parties it hangs on. */
export function ownersOf(p: ProcessDef, clock: string): Who[] {
  const by = new Set(duties(p, clock).flatMap(([, a]) => a.by.filter((w) => w !== 'system')))
  const of = p.clocks[clock]?.of ?? 'matter'
  return by.size === 0 && of !== 'matter' ? [...of] : [...by]
}

/** Waits for a unit and for nobody else: its officer's work and its leader's signature alike, not the answer it has asked the office for. */
export function isUnits(p: ProcessDef, clock: string): boolean {
  const owners = ownersOf(p, clock)
  return owners.length > 0 && owners.every((w) => p.parties[w.split(':')[0] as string]?.kind === 'unit')
}

/** How a stopped clock ended: done by whoever's step it was; its day passed and 系统 went on; nobody needs it any more. */
export type End = 'done' | 'missed' | 'dropped'
/** @param action the act that stopped it, read from the record */
export function endOf(p: ProcessDef, clock: string, action: string | null | undefined): End {
  const def = p.clocks[clock]
  if (!def || !action) return 'done'
  if (def.done?.includes(action) || duties(p, clock).some(([name]) => name === action)) return 'done'
  if (action === def.late) return 'missed'
  // Of the matter itself: whoever owns the step and sends the matter on has done it, whichever way it went.
  if (def.of !== 'matter') return 'dropped'
  const owners = ownersOf(p, clock)
  const on = (a: Arrow) => many(a.to).some((t) => !p.states[t]?.cut)
  const sent = def.states.some((s) => arrowsOf(p, s, action).some((a) => a.by.some((w) => owners.includes(w)) && (on(a) || !a.to)))
  return sent ? 'done' : 'dropped'
}

export const unitClocks = (p: ProcessDef): string[] => Object.keys(p.clocks).filter((name) => isUnits(p, name))
