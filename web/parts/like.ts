/** What resembles a text in the writing, asked for 0.8 s after the last keystroke; without network there is simply nothing. */

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { cut } from '../../kernel/characters.ts'
import type { SimilarList } from '../../kernel/wire-text.ts'
import { postJson } from './api.ts'

/** @param on whether this form writes such a text at all */
export function useLike(title: string, text: string, on: boolean): SimilarList | undefined {
  const [asked, setAsked] = useState({ title: '', text: '' })
  useEffect(() => {
    const t = setTimeout(() => setAsked({ title, text }), 800)
    return () => clearTimeout(t)
  }, [title, text])
  const q = useQuery({
    queryKey: ['pick', 'like', asked],
    queryFn: () => postJson<SimilarList>('/api/similar', { title: cut(asked.title, 200), text: cut(asked.text, 20_000) }),
    enabled: on && asked.title.trim().length + asked.text.trim().length >= 6,
    retry: false,
    staleTime: 60_000,
  })
  return q.data
}
