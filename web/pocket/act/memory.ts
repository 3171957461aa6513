/** Half-filled forms survive: going back, a phone call, a dead battery. Kept on this phone until the act has been done. */
import { clear, createStore, del, get, set, type UseStore } from 'idb-keyval'
import { useCallback, useEffect, useRef, useState } from 'react'

export interface Memory {
  values: Record<string, unknown>
  names: Record<string, string>
}

let store: UseStore | null = null
const forms = (): UseStore => (store ??= createStore('huying-forms', 'forms'))

export interface Remembered extends Memory {
  /** False until storage has been asked; the form must not be drawn before. */
  ready: boolean
  restored: boolean
  put: (values: Record<string, unknown>, names?: Record<string, string>) => void
  forget: () => Promise<void>
}

export function useMemory(key: string, initial: Record<string, unknown>): Remembered {
  const [mem, setMem] = useState<Memory & { ready: boolean; restored: boolean }>({ values: initial, names: {}, ready: false, restored: false })
  const gone = useRef(false)
  const now = useRef<Memory>(mem)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the server fills in counts only once, when the form is opened
  useEffect(() => {
    let live = true
    gone.current = false
    const open = (m?: Memory) => {
      if (!live) return
      const next = { values: { ...initial, ...m?.values }, names: m?.names ?? {} }
      now.current = next
      setMem({ ...next, ready: true, restored: m !== undefined })
    }
    get<Memory>(key, forms()).then(open, () => open())
    return () => {
      live = false
    }
  }, [key])
  const put = useCallback(
    (values: Record<string, unknown>, names: Record<string, string> = {}) => {
      const next = { values: { ...now.current.values, ...values }, names: { ...now.current.names, ...names } }
      now.current = next
      setMem((m) => ({ ...m, ...next }))
      if (!gone.current) void set(key, next, forms()).catch(() => undefined)
    },
    [key],
  )
  const forget = useCallback(async () => {
    gone.current = true
    await del(key, forms()).catch(() => undefined)
  }, [key])
  return { ...mem, put, forget }
}

export const forgetForms = async (): Promise<void> => {
  await clear(forms()).catch(() => undefined)
}
