/** Declarations by name, for those that meet another process's matter; filled by `processes/index.ts`, so that nobody loads in a circle. */
import type { Registered } from '../../kernel/act.ts'
import type { ProcessDef } from '../../kernel/process.ts'
import type { Tells } from '../../kernel/text-index.ts'
import type { MatterLine } from '../../kernel/wire-work.ts'
import { numberOf } from './number.ts'

const known = new Map<string, Registered>()
export const makeKnown = (r: Registered): void => void known.set(r.def.name, r)
export const defOf = (process: string): ProcessDef | undefined => known.get(process)?.def
export const someDef = (is: (def: ProcessDef) => boolean): boolean => [...known.values()].some((r) => is(r.def))
/** The words by which a matter of this process is found, beyond its title. */
export const tellsOf = (process: string): Tells => known.get(process)?.tells ?? (() => ({ text: '' }))
/** How a matter is named where another matter, a list or a topic speaks of it. */
export function matterLine(m: { id: string; process: string; series: string | null; no: number | null; title: string; state: string }): MatterLine {
  const def = defOf(m.process)
  return {
    id: m.id,
    process: m.process,
    processLabel: def?.label ?? m.process,
    number: numberOf(m),
    title: m.title,
    stateLabel: def?.states[m.state]?.label ?? m.state,
  }
}
