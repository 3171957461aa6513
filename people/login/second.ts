/** The second factor: a code from the phone's authenticator (TOTP), or one of the codes written down for when the phone is gone. */
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { writing } from '../../database/read.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { anyone, signedIn } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import type { Viewer } from '../viewer.ts'
import type { Auth } from './auth.ts'
import { knowDevice } from './devices.ts'
import { clearTries, countTry } from './lock.ts'
import { cookies, headersOf, markStrong, password, personOfSession, sessionOf, tag } from './pass.ts'

const code = z.string({ error: '请填写验证码' }).trim().min(6, '验证码是 6 位数字').max(20)
const wrongPassword = () => new Refusal('input', '密码不对', { fields: { password: '密码不对' } })
const wrongCode = () => new Refusal('input', '验证码不对或已经用过，请看手机上最新的一个', { fields: { code: '验证码不对或已经用过' } })

/** A code is good for a minute and a half: whoever reads it over a shoulder must not come in with it after its owner. */
async function claim(pool: pg.Pool, person: string | undefined, code: string): Promise<boolean> {
  if (!person) return false
  const values = [person, createHash('sha256').update(`${person}/${code}`).digest()]
  const r = await writing(pool, (c) =>
    c.query(
      `with old as (delete from totp_used where at < now() - interval '1 day')
       insert into totp_used as u (person, code) values ($1, $2) on conflict (person, code) do update set at = now() where u.at < now() - interval '10 minutes'`,
      values,
    ),
  )
  return r.rowCount === 1
}

export function secondFactorRoutes(app: FastifyInstance, pool: pg.Pool, auth: Auth, limit: { max: number; timeWindow: string }, secure: boolean) {
  const isOn = async (v: Viewer) => (await pool.query('select from auth_two_factor where "userId" = $1 and verified', [v.person])).rowCount === 1

  route(app, {
    method: 'POST',
    url: '/api/login/second',
    policy: anyone,
    tag,
    summary: '二次验证：动态码或备用码',
    limit,
    body: z.object({ code }),
    handler: async ({ body, viewer, req, res }) => {
      // Between password and session the library itself counts; from within a session nobody does.
      if (viewer) await countTry(pool, `second:${viewer.person}`, { what: '验证码', account: viewer.person })
      const headers = headersOf(req)
      const r = await (/^\d{6}$/.test(body.code)
        ? auth.api.verifyTOTP({ body: { code: body.code }, headers, asResponse: true })
        : auth.api.verifyBackupCode({ body: { code: body.code }, headers, asResponse: true }))
      if (r.status === 429) throw new Refusal('busy', '连续输错验证码，已锁定，请一刻钟后再试')
      if (!r.ok) throw wrongCode()
      const opened = sessionOf(r)
      const person = viewer?.person ?? (await personOfSession(pool, opened))
      if (!(await claim(pool, person, body.code))) {
        // Right, but somebody has come in with it already: this login never was.
        if (opened) await pool.query('delete from auth_session where token = $1', [opened])
        throw wrongCode()
      }
      if (viewer) await clearTries(pool, `second:${viewer.person}`)
      cookies(r, res)
      await markStrong(pool, r, viewer?.session)
      await knowDevice(pool, req, res, person, secure)
      return { ok: true }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/login/totp/start',
    policy: signedIn,
    tag,
    summary: '开始设置二次验证',
    limit,
    body: z.object({ password }),
    handler: async ({ viewer, body, req }) => {
      if (await isOn(viewer)) throw new Refusal('conflict', '二次验证已经开启；换手机请先关闭，再重新开启')
      await countTry(pool, `password:${viewer.person}`, { account: viewer.person })
      const r = await auth.api.enableTwoFactor({ body: { password: body.password }, headers: headersOf(req), asResponse: true })
      if (!r.ok) throw wrongPassword()
      await clearTries(pool, `password:${viewer.person}`)
      const x = (await r.json()) as { totpURI: string; backupCodes: string[] }
      return { uri: x.totpURI, secret: new URL(x.totpURI).searchParams.get('secret'), backup: x.backupCodes }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/login/totp/confirm',
    policy: signedIn,
    tag,
    summary: '用动态码确认，二次验证生效',
    limit,
    body: z.object({ code }),
    handler: async ({ viewer, body, req, res }) => {
      await countTry(pool, `second:${viewer.person}`, { what: '验证码', account: viewer.person })
      const r = await auth.api.verifyTOTP({ body: { code: body.code }, headers: headersOf(req), asResponse: true })
      if (!r.ok) throw wrongCode()
      await clearTries(pool, `second:${viewer.person}`)
      cookies(r, res)
      await markStrong(pool, r, viewer.session)
      return { ok: true }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/login/totp/off',
    policy: signedIn,
    tag,
    summary: '关闭二次验证',
    limit,
    body: z.object({ password }),
    handler: async ({ viewer, body, req, res }) => {
      if (!viewer.strong && (await isOn(viewer))) throw new Refusal('strong', '请先用动态码或备用码完成本次登录的二次验证，再关闭')
      await countTry(pool, `password:${viewer.person}`, { account: viewer.person })
      const r = await auth.api.disableTwoFactor({ body: { password: body.password }, headers: headersOf(req), asResponse: true })
      if (!r.ok) throw wrongPassword()
      await clearTries(pool, `password:${viewer.person}`)
      cookies(r, res)
      return { ok: true }
    },
  })
}
