/**
 * Sends waiting drafts: when the writing pauses, when the network comes back, when the page is left or opened again. Not at every
 * keystroke: each save is an event in the record for good. Draws nothing.
 */
import { useEffect } from 'react'
import { useMe } from '../../parts/use.ts'
import { hearDrafts, isWaiting, listDrafts } from './drafts.ts'
import { useSheetForm, wireOf } from './form.ts'
import { syncAll } from './sync.ts'

/** Milliseconds without a keystroke, and between attempts when no answer came. */
const PAUSE = 12_000
const RETRY = 25_000

export function Keeper() {
  const { data: me } = useMe()
  const seat = me?.seat.office === 'deputy' ? me.seat.id : undefined
  const { data: form } = useSheetForm(seat)
  useEffect(() => {
    if (!seat || !form) return
    const wire = wireOf(form)
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => void send(false), ms)
    }
    const send = async (again: boolean) => {
      if (!navigator.onLine) return
      await syncAll(seat, wire, again)
      if ((await listDrafts(seat)).some(isWaiting)) later(RETRY)
    }
    const soon = () => later(PAUSE)
    const now = () => void send(true)
    now()
    const off = hearDrafts(soon)
    window.addEventListener('online', now)
    document.addEventListener('visibilitychange', now)
    return () => {
      clearTimeout(timer)
      off()
      window.removeEventListener('online', now)
      document.removeEventListener('visibilitychange', now)
    }
  }, [seat, form])
  return null
}
