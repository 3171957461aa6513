/** Doing an act from a page: one key per opened form, refusals beside their fields, everything on screen fresh afterwards. */
import { useRef, useState } from 'react'
import type { ActResult, Problem, TimelineItem } from '../../../kernel/wire.ts'
import { useRefresh } from '../../parts/use.ts'
import { newKey, postJson, problemOf, wordsOf } from '../net.ts'

export interface Sending {
  busy: boolean
  message: string | null
  kind: Problem['error'] | null
  fields: Record<string, string>
  since: TimelineItem[]
  /** Resolves to the result, or nothing when refused or without network; the reason is then in `message`. */
  send: (
    body: { key?: string | undefined; action?: string; version?: number; party?: string | null; input?: Record<string, unknown> },
    matter?: string,
  ) => Promise<ActResult | undefined>
  complain: (message: string, fields: Record<string, string>) => void
  /** The person has mended this field: its complaint goes. */
  mended: (field: string) => void
}

/** @param to another address than the matter's own: that of a process, to begin a matter */
export function useAct(of: string, action: string, to?: string): Sending {
  const refresh = useRefresh()
  const key = useRef(newKey())
  const busyNow = useRef(false)
  const [s, setS] = useState<Omit<Sending, 'send' | 'complain' | 'mended'>>({ busy: false, message: null, kind: null, fields: {}, since: [] })
  const send: Sending['send'] = async (body, matter = of) => {
    if (busyNow.current) return undefined
    busyNow.current = true
    setS({ busy: true, message: null, kind: null, fields: {}, since: [] })
    try {
      const r = await postJson<ActResult>(to ?? `/api/matter/${encodeURIComponent(matter)}/${encodeURIComponent(action)}`, {
        ...body,
        key: body.key ?? key.current,
      })
      await refresh()
      setS({ busy: false, message: null, kind: null, fields: {}, since: [] })
      return r
    } catch (e) {
      const p = problemOf(e)
      // A refused key has done nothing and the next try says something else; without an answer the same key must be repeated.
      if (p) key.current = newKey()
      if (p?.error === 'stale' || p?.error === 'gate') await refresh()
      setS({ busy: false, message: wordsOf(e), kind: p?.error ?? null, fields: p?.fields ?? {}, since: p?.since ?? [] })
      showFirst(Object.keys(p?.fields ?? {})[0])
      return undefined
    } finally {
      busyNow.current = false
    }
  }
  const complain: Sending['complain'] = (message, fields) => {
    setS({ busy: false, message, kind: 'input', fields, since: [] })
    showFirst(Object.keys(fields)[0])
  }
  const mended: Sending['mended'] = (field) =>
    setS((x) =>
      field in x.fields ? { ...x, fields: Object.fromEntries(Object.entries(x.fields).filter(([k]) => k !== field && !k.startsWith(`${field}.`))) } : x,
    )
  return { ...s, send, complain, mended }
}

/** The first wrong field comes into view with the cursor in it. */
export function showFirst(path: string | undefined): void {
  if (!path) return
  setTimeout(() => {
    const el = document.getElementById(`f-${path}`) ?? document.getElementsByName(path)[0] ?? document.getElementById(`f-${path}-e`)
    el?.scrollIntoView({ block: 'center' })
    el?.focus({ preventScroll: true })
  }, 50)
}
