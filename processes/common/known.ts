/** Declarations by name, for those that meet another process's matter; filled by `processes/index.ts`, so that nobody loads in a circle. */
import type { ProcessDef } from '../../kernel/process.ts'

const known = new Map<string, ProcessDef>()
export const makeKnown = (def: ProcessDef): void => void known.set(def.name, def)
export const defOf = (process: string): ProcessDef | undefined => known.get(process)
