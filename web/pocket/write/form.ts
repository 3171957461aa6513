/** The form of a suggestion, kept on the phone so that it opens in airplane mode, and how a draft becomes its input. */
import { useQuery } from '@tanstack/react-query'
import { createStore, get, set, type UseStore } from 'idb-keyval'
import type { ActResult, Button, Field, MatterView } from '../../../kernel/wire.ts'
import { isEmpty, shown } from '../act/fields.tsx'
import { getJson, postJson, problemOf, sendFile } from '../net.ts'
import type { Draft, Values } from './drafts.ts'
import type { Wire } from './sync.ts'

export type SheetForm = Button & { guide: { title: string; text: string }[] }

let store: UseStore | null = null
const kept = (): UseStore => (store ??= createStore('huying-kept', 'kept'))

export const useSheetForm = (seat: string | undefined) =>
  useQuery({
    queryKey: ['suggestion-form', seat],
    enabled: seat !== undefined,
    networkMode: 'always',
    staleTime: 10 * 60_000,
    queryFn: async () => {
      const name = `form/${seat}`
      try {
        const f = await getJson<SheetForm>('/api/suggestion/new')
        await set(name, f, kept()).catch(() => undefined)
        return f
      } catch (e) {
        const old = problemOf(e) ? undefined : await get<SheetForm>(name, kept()).catch(() => undefined)
        if (old) return old
        throw e
      }
    },
  })

/** Which screen a field stands on; a field nobody has heard of yet goes to the second. */
export const FIRST = ['title', 'situation', 'proposals']
export const onFirst = (f: Field): boolean => FIRST.includes(f.name) || f.widget === 'files'

export const filesField = (form: { fields: Field[] }): Field | undefined => form.fields.find((f) => f.widget === 'files')

export function inputOf(form: { fields: Field[] }, d: Draft): Values {
  const own = filesField(form)
  const out: Values = {}
  for (const f of form.fields) {
    if (!shown(f, d.values)) continue
    const v = f === own ? d.photos.flatMap((p) => (p.file ? [p.file] : [])) : d.values[f.name]
    if (!isEmpty(v)) out[f.name] = typeof v === 'string' ? v.trim() : v
  }
  return out
}

export function lackingFields(form: { fields: Field[] }, d: Draft): Field[] {
  const input = inputOf(form, d)
  return form.fields.filter((f) => f.required && f.widget !== 'switch' && shown(f, d.values) && isEmpty(input[f.name]))
}

/** What the matter's own form would be filled with, and nothing else that the server keeps beside it. */
export function serverValues(form: { fields: Field[] }, m: MatterView): Values {
  const from = m.buttons.find((b) => b.action === 'saveDraft')?.initial ?? m.data
  return Object.fromEntries(form.fields.filter((f) => f.widget !== 'files' && from[f.name] !== undefined).map((f) => [f.name, from[f.name]]))
}

export function wireOf(form: SheetForm): Wire {
  const path = (id: string) => `/api/suggestion/${encodeURIComponent(id)}`
  return {
    create: (body) => postJson<ActResult>('/api/suggestion', body),
    save: (id, body) => postJson<ActResult>(`${path(id)}/saveDraft`, body),
    view: (id) => getJson<MatterView>(path(id)),
    upload: (blob, name) => sendFile(blob, name),
    refused: problemOf,
    input: (d) => inputOf(form, d),
    theirs: (m) => serverValues(form, m),
    lacks: (d) => lackingFields(form, d).map((f) => f.label),
  }
}
