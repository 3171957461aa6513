/** What the motion's actions do beyond the flow table, by the part of its way. */
import type { ActFn } from '../../kernel/act.ts'
import { after } from './acts-after.ts'
import { deciding } from './acts-deciding.ts'
import { writing } from './acts-writing.ts'

export const acts: Record<string, ActFn> = { ...writing, ...deciding, ...after }
