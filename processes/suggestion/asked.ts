/** An extension asked for before the last day of the reply, and not answered yet: from then on the office is waited for, not the unit. */
import type { Party } from '../../kernel/process.ts'

export const askedInTime = (c: { name: string; dueOn: string }, party: Party): boolean =>
  c.name === 'reply' && party.data.extension?.state === 'asked' && party.data.extension.on <= c.dueOn
