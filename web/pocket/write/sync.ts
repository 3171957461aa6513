/**
 * Brings a phone's draft to the server. What is sent is first written down as `pending` and repeated unchanged, under the same key, until
 * it has been answered: a lost answer never makes a second draft. Calls for one draft run one after another.
 */
import type { ActRequest, ActResult, FileView, MatterView } from '../../../kernel/wire.ts'
import { newKey } from '../net.ts'
import { changeDraft, type Draft, isBlank, isDirty, listDrafts, type Pending, readDraft, type Values } from './drafts.ts'
import { merge, same } from './merge.ts'

/** What the engine needs of the network; `refused` tells a refusal (do not repeat) from a missing network (repeat later). */
export interface Wire {
  create: (body: ActRequest) => Promise<ActResult>
  save: (matter: string, body: ActRequest) => Promise<ActResult>
  view: (matter: string) => Promise<MatterView>
  upload: (blob: Blob, name: string) => Promise<FileView>
  refused: (e: unknown) => { error: string; message: string } | null
  /** The draft as the form's input, and the labels of what it lacks. */
  input: (d: Draft) => Values
  lacks: (d: Draft) => string[]
  /** The draft as the server has it, without its files. */
  theirs: (m: MatterView) => Values
}

const running = new Map<string, Promise<void>>()

/** Resolves when the attempt is over; never throws. */
export function syncDraft(key: string, wire: Wire, again = false): Promise<void> {
  const before = running.get(key) ?? Promise.resolve()
  const run = before.then(() => locked(key, () => once(key, wire, again))).catch(() => undefined)
  running.set(key, run)
  return run
}

/** Two tabs of one phone must not send the same draft at once. */
function locked(key: string, work: () => Promise<void>): Promise<void> {
  return navigator.locks ? navigator.locks.request(`huying-draft-${key}`, work) : work()
}

async function once(key: string, wire: Wire, again: boolean): Promise<void> {
  for (let round = 0; round < 6; round++) {
    const d = await readDraft(key)
    if (!d || d.clashes.length > 0 || !isDirty(d) || (isBlank(d) && !d.matter)) return
    if (!again && d.trouble !== null && d.tried === d.rev) return
    if (await uploadOne(d, wire)) continue
    const lacks = wire.lacks(d)
    if (lacks.join() !== d.lacks.join()) await changeDraft(key, (x) => ({ ...x, lacks }))
    if (lacks.length > 0 && !d.pending) return
    const pending = d.pending ?? (await begin(key, wire))
    if (!pending) return
    try {
      const r = d.matter
        ? await wire.save(d.matter, { key: pending.key, version: pending.version, input: pending.input })
        : await wire.create({ key: pending.key, input: pending.input })
      await changeDraft(key, (x) => ({
        ...x,
        matter: r.matter,
        version: r.version,
        state: r.state,
        synced: pending.rev,
        pending: null,
        trouble: null,
        base: pending.input,
      }))
    } catch (e) {
      const p = wire.refused(e)
      if (!p) return // no network: the same request goes out again later
      if (p.error !== 'stale' || !d.matter) {
        await changeDraft(key, (x) => ({ ...x, pending: p.error === 'busy' || p.error === 'login' ? x.pending : null, trouble: p.message, tried: x.rev }))
        return
      }
      await takeTheirs(key, await wire.view(d.matter), wire)
    }
  }
}

/** Writes down what is about to be sent. The first request carries the draft's own key. */
async function begin(key: string, wire: Wire): Promise<Pending | null> {
  const d = await changeDraft(key, (x) => ({
    ...x,
    pending: { key: x.matter ? newKey() : x.key, rev: x.rev, version: x.version ?? undefined, input: wire.input(x) },
  }))
  return d?.pending ?? null
}

/** Somebody else changed the draft: equal or untouched fields merge by themselves, the others wait for the person. */
export async function takeTheirs(key: string, m: MatterView, wire: Pick<Wire, 'theirs'>): Promise<void> {
  const theirs = wire.theirs(m)
  await changeDraft(key, (x) => {
    const r = merge(x.base, x.values, theirs)
    const next = { ...x, version: m.version, state: m.state, values: r.values, base: theirs, clashes: r.clashes, pending: null }
    // Nothing of mine is left to send: saving again would only write an empty change into the record.
    const equal = r.clashes.length === 0 && Object.keys(r.values).every((k) => same(r.values[k], theirs[k])) && x.photos.every((p) => p.file)
    return equal ? { ...next, synced: x.rev } : { ...next, rev: x.rev + 1 }
  })
}

/** True when something was uploaded and the draft changed. A photo that the server refuses is kept, with its reason. */
async function uploadOne(d: Draft, wire: Wire): Promise<boolean> {
  const p = d.photos.find((x) => !x.file && x.blob)
  if (!p?.blob) return false
  try {
    const f = await wire.upload(p.blob, p.name)
    await changeDraft(d.key, (x) => {
      const photos = x.photos.map((y) => (y.key === p.key ? { ...y, file: f.id, url: f.thumb ?? f.url, blob: null } : y))
      return { ...x, photos, rev: x.rev + 1 }
    })
    return true
  } catch (e) {
    const r = wire.refused(e)
    if (!r || r.error === 'busy' || r.error === 'login') throw e
    await changeDraft(d.key, (x) => ({ ...x, photos: x.photos.filter((y) => y.key !== p.key), note: `“${p.name}”没有传上去，已移出：${r.message}` }))
    return true
  }
}

export async function syncAll(seat: string, wire: Wire, again = false): Promise<void> {
  for (const d of await listDrafts(seat)) if (isDirty(d)) await syncDraft(d.key, wire, again)
}
