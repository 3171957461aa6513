/** Login over HTTP. The library's own addresses are not reachable, but for the identity provider's way back. */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { Refusal } from '../../kernel/refusal.ts'
import { anyone, signedIn } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import { loginName } from './accounts.ts'
import { type Auth, createAuth } from './auth.ts'
import { forgetDevices, knowDevice, whereFrom } from './devices.ts'
import { clearTries, countTry, refuseEverywhere } from './lock.ts'
import type { OidcProvider } from './oidc.ts'
import { cookies, freshPassword, headersOf, markStrong, password, tag, whoTyped } from './pass.ts'
import { secondFactorRoutes } from './second.ts'
import { unlockRoutes } from './unlock.ts'

/** Wrong passwords for one account from all unknown places together in half an hour. */
const FROM_EVERYWHERE = 100

export interface LoginContext {
  pool: pg.Pool
  secret: string
  baseURL: string
  provider?: OidcProvider | undefined
  loginsPerMinute?: number | undefined
  now?: () => Date
}

export default function loginRoutes(app: FastifyInstance, o: LoginContext): Auth {
  const auth = createAuth(o)
  const limit = { max: o.loginsPerMinute ?? 30, timeWindow: '1 minute' }
  const { pool } = o
  const secure = o.baseURL.startsWith('https')

  route(app, {
    method: 'POST',
    url: '/api/login',
    policy: anyone,
    tag,
    summary: '登录：登录名、姓名（不重名）或手机号加密码',
    asTyped: true,
    limit,
    body: z.object({
      who: whoTyped,
      password,
    }),
    handler: async ({ body, req, res }) => {
      const known = await loginName(pool, body.who)
      // By the account, not by the word: else phone and name would give as many tries again.
      const person = known && (await pool.query('select id from auth_user where username = $1', [known])).rows[0]?.id
      const { known: here, from } = await whereFrom(pool, req, person)
      const counted = `login:${known ?? body.who}@${from}`
      const account = person ?? `name:${body.who}`
      const left = await countTry(pool, counted, { account })
      // His own browsers stay open.
      if (!here) await refuseEverywhere(pool, account, FROM_EVERYWHERE)
      // An unknown name goes the same way and takes the same time: the library verifies against nothing just as slowly.
      const username = known ?? `-${randomUUID()}`
      const r = await auth.api.signInUsername({ body: { username, password: body.password }, headers: headersOf(req), asResponse: true })
      if (!r.ok) {
        if (r.status === 429 || r.status >= 500) throw new Refusal('busy', '登录的人太多了，请过一会儿再试')
        throw new Refusal('input', left > 0 ? `登录名或密码不对，还可以再试 ${left} 次` : '登录名或密码不对；再错就要锁定半小时', {
          fields: { password: '登录名或密码不对' },
        })
      }
      await clearTries(pool, counted)
      cookies(r, res)
      const answer = (await r.json()) as { twoFactorRedirect?: boolean }
      if (!answer.twoFactorRedirect) await knowDevice(pool, req, res, person, secure)
      return answer.twoFactorRedirect ? { second: true } : { ok: true }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/logout',
    policy: anyone,
    tag,
    summary: '退出',
    handler: async ({ req, res }) => {
      cookies(await auth.api.signOut({ headers: headersOf(req), asResponse: true }), res)
      return { ok: true }
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/login/sessions',
    policy: signedIn,
    tag,
    summary: '我在哪些设备上登录着',
    handler: async ({ viewer }) => {
      const r = await pool.query(
        `select id, "userAgent" as device, "ipAddress" as ip, "updatedAt" as at, token = $2 as current from auth_session where "userId" = $1 and "expiresAt" > now() order by "updatedAt" desc`,
        [viewer.person, viewer.session],
      )
      return r.rows
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/login/sessions/:id/end',
    policy: signedIn,
    tag,
    summary: '结束一个登录',
    params: z.object({ id: z.string().regex(/^[\w-]{1,80}$/, '没有这个登录') }),
    handler: async ({ viewer, params }) => {
      const r = await pool.query('delete from auth_session where id = $1 and "userId" = $2', [params.id, viewer.person])
      if (!r.rowCount) throw new Refusal('unknown', '这个登录已经结束了')
      return { ok: true }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/login/sessions/end-others',
    policy: signedIn,
    tag,
    summary: '结束其他所有登录',
    handler: async ({ viewer }) => ({
      ok: true,
      ended: (await pool.query('delete from auth_session where "userId" = $1 and token <> $2', [viewer.person, viewer.session])).rowCount,
    }),
  })
  route(app, {
    method: 'POST',
    url: '/api/login/password',
    policy: signedIn,
    tag,
    summary: '修改密码；其他登录随之结束',
    asTyped: true,
    limit,
    body: z.object({
      old: password,
      fresh: freshPassword,
    }),
    handler: async ({ viewer, body, req, res }) => {
      await countTry(pool, `password:${viewer.person}`, { account: viewer.person })
      const r = await auth.api.changePassword({
        body: { currentPassword: body.old, newPassword: body.fresh, revokeOtherSessions: true },
        headers: headersOf(req),
        asResponse: true,
      })
      if (!r.ok) throw new Refusal('input', '原密码不对', { fields: { old: '原密码不对' } })
      await clearTries(pool, `password:${viewer.person}`)
      cookies(r, res)
      // The library gives a new session; the second factor has been passed all the same.
      if (viewer.strong) await markStrong(pool, r, viewer.session)
      await forgetDevices(pool, viewer.person, req)
      return { ok: true }
    },
  })
  secondFactorRoutes(app, pool, auth, limit, secure)
  unlockRoutes(app, pool, o.now ?? (() => new Date()))
  providers(app, o, auth)
  route(app, {
    method: 'GET',
    url: '/api/login/demo',
    policy: anyone,
    tag,
    summary: '演示账号（只有虚构城市才有）',
    handler: async () => {
      const demo = (await pool.query(`select exists (select from place where profile->>'demo' = 'true') as demo`)).rows[0].demo
      return demo ? (await import('../demo/logins.ts')).demoLogins() : []
    },
  })
  return auth
}

function providers(app: FastifyInstance, { provider }: LoginContext, auth: Auth) {
  route(app, {
    method: 'GET',
    url: '/api/login/providers',
    policy: anyone,
    tag,
    summary: '可用的统一身份认证',
    handler: () => (provider ? [{ id: provider.id, label: provider.label }] : []),
  })
  if (!provider) return
  route(app, {
    method: 'GET',
    url: '/api/login/oidc/:id',
    policy: anyone,
    tag,
    summary: '去统一身份认证登录',
    params: z.object({ id: z.literal(provider.id) }),
    handler: async ({ req, res }) => {
      const r = await auth.api.signInSocial({
        body: { provider: provider.id, callbackURL: '/', errorCallbackURL: '/?login=unknown', disableRedirect: true },
        headers: headersOf(req),
        asResponse: true,
      })
      cookies(r, res)
      const { url } = (await r.json()) as { url?: string }
      if (!url) throw new Refusal('broken', '统一身份认证暂时连不上，请用密码登录')
      return res.redirect(url)
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/login/oidc/callback/:id',
    policy: anyone,
    tag,
    summary: '从统一身份认证回来',
    params: z.object({ id: z.literal(provider.id) }),
    handler: async ({ req, res }) => {
      const r = await auth.handler(new Request(new URL(req.url, `${req.protocol}://${req.host}`), { headers: headersOf(req) }))
      cookies(r, res)
      const to = r.headers.get('location') ?? '/'
      // The library's own error page is not reachable here. Whom the roster does not know is told so; all else (too slow, another browser) may be tried again.
      return res.redirect(to === '/' ? to : to.includes('signup_disabled') ? '/?login=unknown' : '/?login=again')
    },
  })
}
