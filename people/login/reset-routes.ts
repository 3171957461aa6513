/** 重置密码 over HTTP: the office gives the code, its owner chooses the password with it. */
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { writing } from '../../database/read.ts'
import type { Vault } from '../../kernel/vault.ts'
import { anyone, offices } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import { loginName } from './accounts.ts'
import { hashPassword } from './auth.ts'
import { clearTries, countTry } from './lock.ts'
import { freshPassword, tag, whoTyped } from './pass.ts'
import { giveReset, resettable, useReset } from './reset.ts'

const office = offices('daf_staff', 'daf_head')

export function resetRoutes(app: FastifyInstance, o: { pool: pg.Pool; vault: Vault; now: () => Date; perMinute?: number | undefined }): void {
  const { pool, vault, now } = o
  const limit = { max: o.perMinute ?? 30, timeWindow: '1 minute' }
  route(app, {
    method: 'GET',
    url: '/api/login/resettable',
    policy: office,
    tag,
    summary: '本地的人，和能不能由我重置密码',
    query: z.object({ q: z.string().trim().max(30).default(''), seat: z.string().max(40).optional() }),
    handler: ({ viewer, query }) => writing(pool, (c) => resettable(c, viewer, query, now())),
  })
  route(app, {
    method: 'POST',
    url: '/api/login/reset',
    policy: office,
    tag,
    summary: '重置一个人的密码：给出一次性的重置码，当面交给本人；留下记录，并告诉本人',
    limit,
    body: z.object({
      person: z.uuid({ error: '请选择要重置密码的人' }),
      why: z.string({ error: '请写明怎样核对了身份' }).trim().min(1, '请写明怎样核对了身份，如：本人持代表证到场').max(100, '最多 100 字'),
    }),
    handler: ({ viewer, body }) => writing(pool, (c) => giveReset(c, vault, viewer, body.person, body.why, now())),
  })
  route(app, {
    method: 'POST',
    url: '/api/login/reset/use',
    policy: anyone,
    tag,
    summary: '用重置码设新密码（重置码不能登录）',
    asTyped: true,
    limit,
    body: z.object({ who: whoTyped, code: z.string({ error: '请填写重置码' }).trim().min(1, '请填写重置码').max(40), fresh: freshPassword }),
    handler: async ({ body, req }) => {
      const counted = `reset:${body.who}@${req.ip}`
      await countTry(pool, counted, { what: '重置码' })
      const username = await loginName(pool, body.who)
      const byAccount = username && (await pool.query('select id from auth_user where username = $1', [username])).rows[0]?.id
      // Hashed for an unknown name as well, so that both take the same time.
      const hash = await hashPassword(body.fresh)
      await useReset(pool, vault, byAccount ?? (await accountless(pool, body.who)), body.code, hash, now())
      await clearTries(pool, counted)
      return { ok: true }
    },
  })
}

/** Who has no account yet, by phone or by a name borne by one person only. */
async function accountless(pool: pg.Pool, who: string): Promise<string | undefined> {
  const r = await pool.query(
    `select id from person where mobile = $2 union all (select min(id::text)::uuid from person where name_key = name_fold($1) having count(*) = 1) limit 1`,
    [who.trim(), who.replace(/[\s-]/g, '')],
  )
  return r.rows[0]?.id ?? undefined
}
