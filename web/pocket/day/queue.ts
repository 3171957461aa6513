/**
 * A reception day without a network: what is done waits on this phone and goes out under its own key, in its order, once. The server
 * answers a repeat with the first result, so a lost answer makes no second visitor. What has arrived is wiped from the phone.
 */
import { createStore, del, entries, set, type UseStore } from 'idb-keyval'
import type { ActResult } from '../../../kernel/wire.ts'
import { newKey } from '../net.ts'

export interface Queued {
  key: string
  seat: string
  matter: string
  action: string
  input: Record<string, unknown>
  /** Its turn: a phone's clock may stand still or be set back. */
  n: number
  /** When it was done, ISO. */
  at: string
  /** Words of the server's refusal: waits for the person. */
  trouble: string | null
}
export interface Net {
  post: (url: string, body: unknown) => Promise<ActResult>
  refused: (e: unknown) => { error: string; message: string } | null
}

let store: UseStore | null = null
const acts = (): UseStore => (store ??= createStore('huying-day', 'acts'))
const hearers = new Set<() => void>()
export const hearDay = (h: () => void): (() => void) => {
  hearers.add(h)
  return () => hearers.delete(h)
}
const tell = () => {
  for (const h of hearers) h()
}

export async function waitingActs(seat: string, matter?: string): Promise<Queued[]> {
  return (await entries<string, Queued>(acts()))
    .map(([, q]) => q)
    .filter((q) => q.seat === seat && (!matter || q.matter === matter))
    .sort((a, b) => a.n - b.n)
}

export async function enqueue(q: Omit<Queued, 'key' | 'n' | 'at' | 'trouble'>, now = new Date()): Promise<Queued> {
  const n = 1 + Math.max(0, ...(await waitingActs(q.seat)).map((x) => x.n))
  const item: Queued = { ...q, key: newKey(), n, at: now.toISOString(), trouble: null }
  await set(item.key, item, acts())
  tell()
  return item
}

export async function drop(key: string): Promise<void> {
  await del(key, acts())
  tell()
}

const locked = (work: () => Promise<void>): Promise<void> =>
  typeof navigator !== 'undefined' && navigator.locks ? navigator.locks.request('huying-day', work) : work()

/** @returns how many arrived */
export async function flush(seat: string, net: Net): Promise<number> {
  let arrived = 0
  await locked(async () => {
    for (const q of await waitingActs(seat)) {
      if (q.trouble) continue
      const input = q.action === 'receive' ? { ...q.input, takenAt: q.at } : q.input
      try {
        await net.post(`/api/reception/${q.matter}/${q.action}`, { key: q.key, input })
        await drop(q.key)
        arrived++
      } catch (e) {
        const p = net.refused(e)
        // No network, or not now: the same request goes out again later, and nothing overtakes it.
        if (!p || p.error === 'busy' || p.error === 'login' || p.error === 'away' || p.error === 'broken') return
        await set(q.key, { ...q, trouble: p.message }, acts())
        tell()
      }
    }
  })
  return arrived
}
