/** Who may open a concern: the receipt code opens the reading, the phone code the doing. A signed cookie holds it for half an hour. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Vault } from '../../kernel/vault.ts'

export interface Guest {
  citizen: string
  /** `full`: may also rate, withdraw, add. */
  level: 'read' | 'full'
}
const COOKIE = 'huying.mine'
const MINUTES = 30

const sign = (v: Vault, text: string) => v.digest('guest', text).toString('base64url')

export function remember(res: FastifyReply, vault: Vault, g: Guest, now: Date, secure: boolean): void {
  const text = `${g.citizen}.${g.level}.${now.getTime() + MINUTES * 60_000}`
  res.setCookie(COOKIE, `${text}.${sign(vault, text)}`, { path: '/g', httpOnly: true, sameSite: 'lax', secure, maxAge: MINUTES * 60 })
}

export function guestOf(req: FastifyRequest, vault: Vault, now: Date): Guest | undefined {
  const [citizen = '', level = '', until = '', mac = ''] = (req.cookies[COOKIE] ?? '').split('.')
  const mine = Buffer.from(sign(vault, `${citizen}.${level}.${until}`))
  const theirs = Buffer.from(mac)
  if (mine.length !== theirs.length || !timingSafeEqual(mine, theirs) || !(Number(until) > now.getTime())) return undefined
  return level === 'read' || level === 'full' ? { citizen, level } : undefined
}

export const forget = (res: FastifyReply): void => {
  res.clearCookie(COOKIE, { path: '/g' })
}

/** A form knows when it was given out: one sent back within two seconds was not filled in by a person, one of last week is old. */
export const stamp = (vault: Vault, now: Date): string => {
  const at = now.getTime().toString(36)
  return `${at}.${vault.digest('form', at).toString('base64url').slice(0, 22)}`
}
export function stampOurs(vault: Vault, given: string): boolean {
  const [at = '', mac = ''] = given.split('.')
  return mac === vault.digest('form', at).toString('base64url').slice(0, 22)
}
export function stampFits(vault: Vault, given: string, now: Date): boolean {
  if (!stampOurs(vault, given)) return false
  const age = now.getTime() - Number.parseInt(given.split('.')[0] as string, 36)
  return age >= 2000 && age < 3 * 86_400_000
}
