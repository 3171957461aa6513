/** Between the library and the wire: what goes in of a request, and what comes back of a response. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'

export const tag = '登录'
export const password = z.string({ error: '请填写密码' }).min(1, '请填写密码').max(200)

export const freshPassword = z
  .string({ error: '请填写新密码' })
  .min(10, '新密码至少 10 位')
  .max(128)
  .regex(/(?=.*[A-Za-z])(?=.*\d)/, '新密码要同时有字母和数字')
export const whoTyped = z
  .string({ error: '请填写登录名或手机号' })
  .trim()
  .min(1, '请填写登录名或手机号')
  .max(60)
  .regex(/^\P{Cc}*$/u, '登录名里有不能用的字符')

export function headersOf(req: FastifyRequest): Headers {
  const h = new Headers()
  for (const name of ['cookie', 'user-agent', 'origin', 'host'] as const) if (req.headers[name]) h.set(name, String(req.headers[name]))
  // The address as the server trusts it, not as the client claims it.
  h.set('x-forwarded-for', req.ip)
  return h
}

export function cookies(from: Response, res: FastifyReply) {
  const set = from.headers.getSetCookie()
  if (set.length > 0) res.header('set-cookie', set)
}

/** The session that this answer opens. */
export function sessionOf(answer: Response): string | undefined {
  const opened = answer.headers
    .getSetCookie()
    .map((c) => /\.session_token=([^;]+)/.exec(c)?.[1])
    .find((v) => v)
  return opened ? decodeURIComponent(opened).replace(/\.[^.]*$/, '') : undefined
}

export const personOfSession = async (pool: pg.Pool, token: string | undefined): Promise<string | undefined> =>
  token ? (await pool.query('select "userId" as person from auth_session where token = $1', [token])).rows[0]?.person : undefined

/** The second factor was passed in the session that this answer opens, or else in the one it was asked from. */
export async function markStrong(pool: pg.Pool, answer: Response, asked: string | undefined) {
  const token = sessionOf(answer) ?? asked
  if (token) await pool.query('update auth_session set strong = true where token = $1', [token])
}
