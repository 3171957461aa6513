/** The network as the pocket face uses it: the shared client, and what the phone keeps of it for airplane mode. */
import type { QueryClient } from '@tanstack/react-query'
import type { Me } from '../../kernel/wire.ts'
import { leave as leaveShared } from '../parts/api.ts'

export { getJson, newKey, postJson, problemOf, seated, sendFile, takeSeat, wordsOf } from '../parts/api.ts'

const KEPT = 'huying.pocket.me'

/** Who was last here: without network the drafts still need to know whose they are. No secrets in it. */
export function keepMe(me: Me): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(me))
  } catch {
    // a phone that forbids storage has no airplane mode
  }
}

export function keptMe(): Me | undefined {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

export async function leave(client: QueryClient): Promise<void> {
  localStorage.removeItem(KEPT)
  client.clear()
  await leaveShared()
}
