/** What changes something comes from a page of this house, or from no page at all; a cookie alone proves neither. */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../kernel/refusal.ts'

/** @throws {Refusal} for a state-changing request that another site's page has sent, or in a shape that a plain form can send */
export function ownPage(req: FastifyRequest, baseURL: string): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return
  if (!fromOwnPage(req, baseURL)) throw new Refusal('forbidden', '请从本系统的页面办理')
  const type = req.headers['content-type']
  const body = type !== undefined || Number(req.headers['content-length'] ?? 0) > 0 || req.headers['transfer-encoding'] !== undefined
  if (body && !/^(application\/json|multipart\/form-data)\b/i.test(type ?? '')) throw new Refusal('input', '请求的格式不对，请刷新页面后再试')
}

export function fromOwnPage(req: FastifyRequest, baseURL: string): boolean {
  const site = req.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = req.headers.origin
  if (origin === undefined) return true
  // The house may be reached under several names; which one was used no page can forge.
  return origin === new URL(baseURL).origin || (URL.canParse(origin) && new URL(origin).host === req.headers.host)
}
