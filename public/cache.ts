/**
 * Public pages are kept as long as nothing at all has been written: the key is the database's own snapshot, asked anew for every
 * request (one question for all that came in while the last was on its way). Two equal snapshots see the same rows, so what is taken
 * down is gone with the next request, as without a cache.
 */
import type pg from 'pg'

export interface Kept {
  status: number
  type: string
  text: string
  tag: string
  name?: string | undefined
}
const MOST = 400
/** Characters kept in all. */
const MOST_TEXT = 16_000_000

export function pageCache(pool: pg.Pool): { get(key: string, make: () => Promise<Kept>): Promise<Kept> } {
  const kept = new Map<string, { snapshot: string; page: Kept }>()
  let size = 0
  let asking: Promise<string> | undefined
  let next: Promise<string> | undefined
  const ask = async () => (await pool.query({ name: 'snapshot', text: 'select pg_current_snapshot()::text as s' })).rows[0].s as string
  /** A snapshot taken after this call: one that is on its way already may be older than what the caller has seen committed. */
  const snapshot = (): Promise<string> => {
    if (!asking) {
      asking = ask().finally(() => {
        asking = undefined
      })
      return asking
    }
    next ??= asking
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return snapshot()
      })
    return next
  }
  const drop = (key: string) => {
    const old = kept.get(key)
    if (!old) return
    size -= old.page.text.length
    kept.delete(key)
  }
  return {
    async get(key, make) {
      const now = await snapshot()
      const had = kept.get(key)
      if (had?.snapshot === now) return had.page
      const page = await make()
      drop(key)
      kept.set(key, { snapshot: now, page })
      size += page.text.length
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST && size <= MOST_TEXT) break
        drop(oldest)
      }
      return page
    },
  }
}
