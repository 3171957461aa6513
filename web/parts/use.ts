/** What is on screen, asked of the server; a live change asks again. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { MatterView, Me, ProcessInfo, Today } from '../../kernel/wire.ts'
import { getJson, seated } from './api.ts'

export const useMe = () => useQuery({ queryKey: ['me'], queryFn: () => getJson<Me>('/api/me'), staleTime: 30_000, retry: false })
export const useKinds = () => useQuery({ queryKey: ['pick', 'processes'], queryFn: () => getJson<ProcessInfo[]>('/api/processes'), staleTime: 300_000 })
export const useToday = () => useQuery({ queryKey: ['today'], queryFn: () => getJson<Today>('/api/today') })
export const useMatter = (id: string) => useQuery({ queryKey: ['matter', id], queryFn: () => getJson<MatterView>(`/api/matter/${id}`), retry: false })

/** Everything that a change may touch is asked again; choices in open pickers are left alone. */
export function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'pick' })
}

/** Listens for changes; several in a burst ask once. */
export function useLive() {
  const client = useQueryClient()
  useEffect(() => {
    const source = new EventSource(seated('/api/live'))
    let timer: ReturnType<typeof setTimeout> | undefined
    source.addEventListener('change', () => {
      clearTimeout(timer)
      timer = setTimeout(() => void client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'pick' }), 300)
    })
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client])
}
