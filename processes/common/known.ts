/** Declarations by name, for those that meet another process's matter; filled by `processes/index.ts`, so that nobody loads in a circle. */
import type { Registered } from '../../kernel/act.ts'
import type { ProcessDef } from '../../kernel/process.ts'
import type { Tells } from '../../kernel/text-index.ts'

const known = new Map<string, Registered>()
export const makeKnown = (r: Registered): void => void known.set(r.def.name, r)
export const defOf = (process: string): ProcessDef | undefined => known.get(process)?.def
/** The words by which a matter of this process is found, beyond its title. */
export const tellsOf = (process: string): Tells => known.get(process)?.tells ?? (() => ({ text: '' }))
