/** A draft on screen: its state, how to change it, how many wait for the network. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { changeDraft, type Draft, hearDrafts, isBlank, isWaiting, listDrafts, readDraft, type Values } from './drafts.ts'

export interface Editing {
  draft: Draft | null
  missing: boolean
  /** Shown at once, stored behind; storing twice the same is harmless. */
  put: (values: Values, names?: Record<string, string>) => void
  change: (f: (d: Draft) => Draft) => Promise<void>
}

export function useDraft(key: string): Editing {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [missing, setMissing] = useState(false)
  const typing = useRef(0)
  const live = useRef(key)

  const load = useCallback(async () => {
    // While keystrokes are on their way to the store, what is on screen is newer.
    if (typing.current > 0) return
    const d = await readDraft(key)
    if (live.current !== key || typing.current > 0) return
    setDraft(d ?? null)
    setMissing(!d)
  }, [key])

  useEffect(() => {
    live.current = key
    void load()
    const off = hearDrafts(() => void load())
    return () => {
      live.current = ''
      off()
    }
  }, [key, load])

  const change = useCallback(
    async (f: (d: Draft) => Draft) => {
      typing.current++
      setDraft((d) => (d ? f(d) : d))
      await changeDraft(key, f).finally(() => typing.current--)
      await load()
    },
    [key, load],
  )
  const put = useCallback(
    (values: Values, names: Record<string, string> = {}) =>
      void change((d) => ({
        ...d,
        values: { ...d.values, ...values },
        names: { ...d.names, ...names },
        rev: d.rev + 1,
        editedAt: Date.now(),
        trouble: null,
      })),
    [change],
  )
  return { draft, missing, put, change }
}

export function useDrafts(seat: string | undefined): { list: Draft[]; waiting: number } {
  const [list, setList] = useState<Draft[]>([])
  useEffect(() => {
    if (!seat) return
    let live = true
    const load = () =>
      void listDrafts(seat).then(
        (l) => live && setList(l.filter((d) => !isBlank(d))),
        () => undefined,
      )
    load()
    const off = hearDrafts(load)
    return () => {
      live = false
      off()
    }
  }, [seat])
  return { list, waiting: list.filter(isWaiting).length }
}
