/** The network as every face uses it: the seat goes along, a refusal comes back with its words, nothing typed is lost. */
import type { FileView, Problem } from '../../kernel/wire.ts'

const SEAT = 'huying.seat'

export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

export const seat = (): string | null => {
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
  const body = parsed(text)
  if (res.ok) return body as T
  if (res.status === 401 && path !== '/api/me') dispatchEvent(new Event('huying:login'))
  throw new Refused(body && typeof body === 'object' && 'message' in body ? (body as Problem) : { error: 'broken', message: '服务器没有应答，请稍后再试' })
}

/** What stands in front of the server may answer with a page of its own. */
function parsed(text: string): unknown {
  try {
    return text ? JSON.parse(text) : null
  } catch {
    return null
  }
}

const send =
  (method: string) =>
  <T = unknown>(path: string, body: unknown): Promise<T> =>
    call<T>(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

export const getJson = <T>(path: string): Promise<T> => call<T>(path)
export const postJson = send('POST')
export const putJson = send('PUT')

/** A refusal by the server; nothing when there was no answer at all. */
export const problemOf = (e: unknown): Problem | null => (e instanceof Refused ? e.problem : null)

export function wordsOf(e: unknown): string {
  const p = problemOf(e)
  if (p) return p.message
  if (e instanceof TypeError) return '没有连上服务器，请检查网络后再试；您填写的内容还在'
  return e instanceof Error && e.message ? e.message : '出了点问题，请再试一次'
}

export function sendFile<T = FileView>(blob: Blob, name: string, to = '/api/files'): Promise<T> {
  const form = new FormData()
  form.append('purpose', 'attachment')
  form.append('file', blob, name)
  return postForm<T>(to, form)
}

export const postForm = <T = unknown>(path: string, body: FormData): Promise<T> => call<T>(path, { method: 'POST', body })

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

export async function leave(): Promise<void> {
  await postJson('/api/logout', {}).catch(() => undefined)
  localStorage.removeItem(SEAT)
  location.assign('/')
}

/** A random UUID also where the page is not served over https. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const b = crypto.getRandomValues(new Uint8Array(16))
  b[6] = ((b[6] as number) & 0x0f) | 0x40
  b[8] = ((b[8] as number) & 0x3f) | 0x80
  const x = [...b].map((n) => n.toString(16).padStart(2, '0')).join('')
  return `${x.slice(0, 8)}-${x.slice(8, 12)}-${x.slice(12, 16)}-${x.slice(16, 20)}-${x.slice(20)}`
}
