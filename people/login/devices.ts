/** Browsers in which somebody has logged in before: what strangers try elsewhere does not lock him out there. */
import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { writing } from '../../database/read.ts'
import { networkOf } from '../../kernel/limits.ts'

const COOKIE = 'huying.device'
const DAYS = 400

const digest = (id: string) => createHash('sha256').update(id).digest()
const idOf = (req: FastifyRequest): string | undefined => /^[\w-]{43}$/.exec(req.cookies[COOKIE] ?? '')?.[0]

/** @returns from where a try is counted: the device, where this person is known on it; else the address */
export async function whereFrom(pool: pg.Pool, req: FastifyRequest, person: string | undefined): Promise<{ known: boolean; from: string }> {
  const id = idOf(req)
  // Asked for an unknown name as well, so that both take the same time.
  const r = await writing(pool, (c) => c.query('select 1 from known_device where device = $1 and person::text = $2', [digest(id ?? ''), person ?? '']))
  return id && r.rowCount ? { known: true, from: `device:${id}` } : { known: false, from: networkOf(req.ip) }
}

export async function knowDevice(pool: pg.Pool, req: FastifyRequest, res: FastifyReply, person: string | undefined, secure: boolean): Promise<void> {
  if (!person) return
  // A new number at every login, for all who are known there: one that somebody put into this browser, or took out of it, is worth nothing after it.
  const id = randomBytes(32).toString('base64url')
  await writing(pool, async (c) => {
    await c.query('update known_device set device = $2 where device = $1', [digest(idOf(req) ?? ''), digest(id)])
    await c.query('insert into known_device (device, person, at) values ($1, $2, now()) on conflict (device, person) do update set at = now()', [
      digest(id),
      person,
    ])
  })
  res.setCookie(COOKIE, id, { path: '/api/login', httpOnly: true, sameSite: 'lax', secure, maxAge: DAYS * 86_400 })
}

/** After the password has changed only this browser is known. */
export const forgetDevices = (pool: pg.Pool, person: string, but: FastifyRequest) =>
  writing(pool, (c) => c.query('delete from known_device where person = $1 and device <> $2', [person, digest(idOf(but) ?? '')]))
