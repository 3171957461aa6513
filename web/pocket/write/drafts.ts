/**
 * Drafts on this phone. Every keystroke goes to IndexedDB first; the network comes later (sync.ts). A draft belongs to the seat that
 * began it and is never shown under another seat of the same phone.
 */

import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval'
import { newKey } from '../net.ts'

export type Values = Record<string, unknown>

/** A photo taken without network waits here until it has been uploaded and has an id. */
export interface Photo {
  key: string
  name: string
  blob: Blob | null
  file: string | null
  url: string | null
}

/** A request that has been sent and not yet answered. It is repeated as it was, so that the server recognises it and never does it twice. */
export interface Pending {
  key: string
  rev: number
  version?: number
  input: Values
}

export interface Clash {
  name: string
  mine: unknown
  theirs: unknown
}

export interface Draft {
  /** Local name; also the idempotency key of its creation on the server. */
  key: string
  seat: string
  matter: string | null
  /** Of the matter on the server, as last seen. */
  version: number | null
  state: string | null
  values: Values
  /** What the server held when phone and server last agreed: the base of the three-way comparison. */
  base: Values
  /** Names for ids in `values`, so that they can be read in airplane mode. */
  names: Record<string, string>
  photos: Photo[]
  /** Counts edits; `synced` is the edit that the server has. */
  rev: number
  synced: number
  pending: Pending | null
  clashes: Clash[]
  /** Co-signers chosen and not yet asked. */
  invite: string[]
  /** Labels of required fields still empty: until then the server would refuse the draft. */
  lacks: string[]
  /** Words of the last refusal, and the edit it was about: the same text is not sent again by itself. */
  trouble: string | null
  tried: number
  /** Something the person should know once, such as a photo that could not be taken over. */
  note: string | null
  editedAt: number
}

let store: UseStore | null = null
const drafts = (): UseStore => (store ??= createStore('huying-drafts', 'drafts'))

const hearers = new Set<() => void>()
export function hearDrafts(h: () => void): () => void {
  hearers.add(h)
  return () => hearers.delete(h)
}
const tell = (): void => {
  for (const h of hearers) h()
}

export function newDraft(seat: string, values: Values = {}): Draft {
  return {
    key: newKey(),
    seat,
    matter: null,
    version: null,
    state: null,
    values,
    base: {},
    names: {},
    photos: [],
    rev: 0,
    synced: 0,
    pending: null,
    clashes: [],
    invite: [],
    lacks: [],
    trouble: null,
    tried: -1,
    note: null,
    editedAt: Date.now(),
  }
}

export const readDraft = (key: string): Promise<Draft | undefined> => get<Draft>(key, drafts())

export async function writeDraft(d: Draft): Promise<void> {
  await set(d.key, d, drafts())
  tell()
}

/**
 * Reads, changes and writes back as one step after the steps before it: typing and sync must not overwrite each other.
 * Resolves to the draft as stored, or nothing when it is gone.
 */
const queues = new Map<string, Promise<unknown>>()
export function changeDraft(key: string, change: (d: Draft) => Draft): Promise<Draft | undefined> {
  const step = async (): Promise<Draft | undefined> => {
    const d = await readDraft(key)
    if (!d) return undefined
    const next = change(d)
    await set(key, next, drafts())
    return next
  }
  const run = (queues.get(key) ?? Promise.resolve()).then(step, step)
  queues.set(key, run)
  return run.finally(tell)
}

export async function dropDraft(key: string): Promise<void> {
  await del(key, drafts())
  tell()
}

/** This seat's drafts, last edited first. */
export async function listDrafts(seat: string): Promise<Draft[]> {
  const all = await entries<string, Draft>(drafts())
  return all
    .map(([, d]) => d)
    .filter((d) => d.seat === seat)
    .sort((a, b) => b.editedAt - a.editedAt)
}

/** Waits for nothing but the network. */
export const isWaiting = (d: Draft): boolean => isDirty(d) && d.lacks.length === 0 && d.trouble === null && d.clashes.length === 0

export const isDirty = (d: Draft): boolean => d.rev > d.synced || d.pending !== null || d.photos.some((p) => !p.file)

/** A draft is worth keeping as soon as it says anything. */
export const isBlank = (d: Draft): boolean =>
  d.photos.length === 0 && !['title', 'situation', 'proposals'].some((k) => typeof d.values[k] === 'string' && (d.values[k] as string).trim() !== '')
