/** Sends waiting drafts: soon after the last keystroke, when the network comes back, when the page is opened again. Draws nothing. */
import { useEffect } from 'react'
import { useMe } from '../../parts/use.ts'
import { hearDrafts } from './drafts.ts'
import { useSheetForm, wireOf } from './form.ts'
import { syncAll } from './sync.ts'

export function Keeper() {
  const { data: me } = useMe()
  const seat = me?.seat.office === 'deputy' ? me.seat.id : undefined
  const { data: form } = useSheetForm(seat)
  useEffect(() => {
    if (!seat || !form) return
    const wire = wireOf(form)
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(() => navigator.onLine && void syncAll(seat, wire), 2500)
    }
    const now = () => navigator.onLine && document.visibilityState === 'visible' && void syncAll(seat, wire, true)
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
