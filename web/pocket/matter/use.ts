import { useQuery } from '@tanstack/react-query'
import type { MatterView, Why } from '../../../kernel/wire.ts'
import { getJson } from '../net.ts'

export const useMatter = (id: string) =>
  useQuery({ queryKey: ['matter', id], queryFn: () => getJson<MatterView>(`/api/matter/${encodeURIComponent(id)}`), enabled: id !== '' })

export const useWhy = (clock: string | null) =>
  useQuery({
    queryKey: ['why', clock],
    queryFn: () => getJson<Why>(`/api/clock/${encodeURIComponent(clock ?? '')}`),
    enabled: clock !== null,
    staleTime: 60_000,
  })
