/** The network as the pocket face uses it. */
import type { QueryClient } from '@tanstack/react-query'
import type { FileView, Problem } from '../../kernel/wire.ts'

const SEAT = 'huying.seat'

export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

const seat = (): string | null => {
  try {
    return localStorage.getItem(SEAT)
  } catch {
    return null
  }
}

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = new Headers(init.headers)
  const s = seat()
  if (s) headers.set('x-seat', s)
  const res = await fetch(path, { ...init, headers, credentials: 'same-origin' })
  const text = await res.text()
  const body = text ? JSON.parse(text) : null
  if (res.ok) return body as T
  throw new Refused(body && typeof body === 'object' && 'message' in body ? (body as Problem) : { error: 'broken', message: '服务器没有应答，请稍后再试' })
}

export const getJson = <T>(path: string): Promise<T> => call<T>(path)
export const postJson = <T = unknown>(path: string, body: unknown): Promise<T> =>
  call<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** A refusal by the server; nothing when there was no answer at all. */
export const problemOf = (e: unknown): Problem | null => (e instanceof Refused ? e.problem : null)

export function wordsOf(e: unknown): string {
  const p = problemOf(e)
  if (p) return p.message
  if (e instanceof TypeError) return '没有连上服务器，请检查网络后再试'
  return e instanceof Error && e.message ? e.message : '出了点问题，请再试一次'
}

export function sendFile(blob: Blob, name: string, matter: string | null): Promise<FileView> {
  const form = new FormData()
  form.append('purpose', 'attachment')
  if (matter) form.append('matter', matter)
  form.append('file', blob, name)
  return call<FileView>('/api/files', { method: 'POST', body: form })
}

/** An address for plain links and pictures, which cannot carry the header. */
export function seated(url: string): string {
  const s = seat()
  if (!s || !url.startsWith('/api/')) return url
  return `${url}${url.includes('?') ? '&' : '?'}seat=${encodeURIComponent(s)}`
}

export function takeSeat(id: string): void {
  localStorage.setItem(SEAT, id)
  location.assign('/')
}

export async function leave(client: QueryClient): Promise<void> {
  await postJson('/api/logout', {}).catch(() => undefined)
  client.clear()
  localStorage.removeItem(SEAT)
  location.assign('/')
}
