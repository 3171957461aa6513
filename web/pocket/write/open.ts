/** Finds the draft an address names: by its own key, or by the matter on the server, taking over the server's text if the phone has none. */
import { useEffect, useState } from 'react'
import type { FileView, MatterView } from '../../../kernel/wire.ts'
import { unitNames } from '../act/picks.tsx'
import { getJson, wordsOf } from '../net.ts'
import { type Draft, isDirty, listDrafts, newDraft, readDraft, writeDraft } from './drafts.ts'
import { filesField, type SheetForm, serverValues, wireOf } from './form.ts'
import { syncDraft, takeTheirs } from './sync.ts'

const EDITABLE = ['draft', 'cosigning', 'returned']

export function useOpened(at: string, seat: string | undefined, form: SheetForm | undefined): { key: string | null; error: string | null } {
  const [found, setFound] = useState<{ key: string | null; error: string | null }>({ key: null, error: null })
  useEffect(() => {
    if (!seat || !form) return
    let live = true
    open(at, seat, form).then(
      (key) => live && setFound({ key, error: null }),
      (e) => live && setFound({ key: null, error: wordsOf(e) }),
    )
    return () => {
      live = false
    }
  }, [at, seat, form])
  return found
}

async function open(at: string, seat: string, form: SheetForm): Promise<string> {
  const own = await readDraft(at)
  if (own && own.seat === seat) return own.key
  const bound = (await listDrafts(seat)).find((d) => d.matter === at)
  if (bound && (isDirty(bound) || !navigator.onLine)) return bound.key
  const m = await getJson<MatterView>(`/api/suggestion/${encodeURIComponent(at)}`)
  if (!EDITABLE.includes(m.state)) throw new Error(`这件建议目前是“${m.stateLabel}”，不能再改。`)
  if (bound) {
    if (bound.version !== m.version) {
      const wire = wireOf(form)
      await takeTheirs(bound.key, m, wire)
      void syncDraft(bound.key, wire)
    }
    return bound.key
  }
  const d = await fromServer(m, seat, form)
  await writeDraft(d)
  return d.key
}

async function fromServer(m: MatterView, seat: string, form: SheetForm): Promise<Draft> {
  const values = serverValues(form, m)
  const ids = m.buttons.find((b) => b.action === 'saveDraft')?.initial[filesField(form)?.name ?? ''] as string[] | undefined
  const files = (ids ?? []).map((id) => m.files.find((f) => f.id === id)).filter((f): f is FileView => f !== undefined)
  const units = form.fields.flatMap((f) => (f.widget === 'unit' || f.widget === 'units' ? [values[f.name]].flat() : [])).filter((v) => typeof v === 'string')
  const names = units.length > 0 ? await unitNames(units as string[]).catch(() => ({})) : {}
  return {
    ...newDraft(seat, values),
    matter: m.id,
    version: m.version,
    state: m.state,
    base: values,
    names,
    photos: files.map((f) => ({ key: f.id, name: f.name, blob: null, file: f.id, url: f.thumb })),
  }
}
