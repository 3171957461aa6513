/** A citizen at the public pages: fills in forms as a browser without script does. */
import type { Client, HttpHouse } from './http.ts'

export const hidden = (page: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
export function later(h: HttpHouse, seconds: number): void {
  h.story.now = new Date(h.story.now.getTime() + seconds * 1000)
}
export interface Extra {
  photos?: { name: string; bytes: Buffer }[]
  headers?: Record<string, string>
}
export async function sendForm(c: Client, url: string, fields: Record<string, string>, more: Extra = {}): ReturnType<Client['ask']> {
  const form = new FormData()
  for (const [k, v] of Object.entries(fields)) form.set(k, v)
  for (const p of more.photos ?? []) form.append('photos', new Blob([new Uint8Array(p.bytes)]), p.name)
  const response = new Response(form)
  const was = c.headers
  c.headers = { ...was, 'content-type': response.headers.get('content-type') as string, 'sec-fetch-site': 'same-origin', ...more.headers }
  try {
    return await c.ask('POST', url, Buffer.from(await response.arrayBuffer()))
  } finally {
    c.headers = was
  }
}
/** Opens the form, takes the time a person takes, and sends it. */
export async function asked(h: HttpHouse, c: Client, fields: Record<string, string>, extra: Extra = {}, base = '/g/990300'): ReturnType<Client['ask']> {
  const page = (await c.get(`${base}/ask`)).body as string
  later(h, 5)
  return sendForm(c, `${base}/ask`, { key: hidden(page, 'key'), stamp: hidden(page, 'stamp'), ...fields }, extra)
}
