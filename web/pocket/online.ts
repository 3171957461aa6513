/** Whether the phone has a network, as far as the browser knows. */
import { useSyncExternalStore } from 'react'

function hear(h: () => void): () => void {
  window.addEventListener('online', h)
  window.addEventListener('offline', h)
  return () => {
    window.removeEventListener('online', h)
    window.removeEventListener('offline', h)
  }
}

export const useOnline = (): boolean => useSyncExternalStore(hear, () => navigator.onLine)
