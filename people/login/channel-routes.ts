/** 更换登录手机 over HTTP: the owner with the code on the new one, or two persons of the office. */
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { writing } from '../../database/read.ts'
import { spend } from '../../kernel/limits.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Vault } from '../../kernel/vault.ts'
import { Held, type Sms } from '../../server/channels/sms.ts'
import { offices, signedIn } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import { approveChannel, CHANNELS, type Channel, channelCode, confirmChannel, masked, proposeChannelChange } from './channel.ts'
import { tag } from './pass.ts'

const params = z.object({ id: z.uuid({ error: '没有这个申请' }) })
const mobile = z
  .string({ error: '请填写手机号码' })
  .transform((s) =>
    s
      .normalize('NFKC')
      .replace(/[\s-]/g, '')
      .replace(/^(\+|00)?86(?=1\d{10}$)/, ''),
  )
  .pipe(z.string().regex(/^1\d{10}$/, '手机号码应为 11 位数字'))

export function channelChangeRoutes(app: FastifyInstance, o: { pool: pg.Pool; vault: Vault; sms: Sms; now: () => Date }): void {
  const { pool, vault, now } = o
  const list = (where: string, value: string) =>
    writing(pool, (c) =>
      c.query<{ id: string; channel: Channel; name: string; by: string; at: Date; fresh: Buffer }>(
        `select x.id, x.channel, p.name, x.by_name as by, x.at, x.fresh from channel_change x join person p on p.id = x.person where ${where} and x.state = 'open' and x.expires_at > $2 order by x.at`,
        [value, now()],
      ),
    ).then((r) => r.rows.map(({ fresh, ...x }) => ({ ...x, label: CHANNELS[x.channel], to: masked(vault.open(fresh)) })))

  route(app, {
    method: 'GET',
    url: '/api/me/login-channel',
    policy: signedIn,
    tag,
    summary: '我的登录手机，和等我验证的登录手机、邮箱更换',
    handler: async ({ viewer }) => {
      const [me] = (await pool.query('select mobile from person where id = $1', [viewer.person])).rows
      return { phone: me?.mobile ? masked(me.mobile) : null, open: await list('x.person = $1', viewer.person) }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/me/login-channel',
    policy: signedIn,
    tag,
    summary: '申请更换自己的登录手机',
    body: z.object({ to: mobile }),
    handler: async ({ viewer, body }) => ({
      id:
        (await writing(pool, (c) => proposeChannelChange(c, vault, { person: viewer.person, channel: 'mobile', to: body.to, by: viewer, now: now() }))) ?? null,
    }),
  })
  route(app, {
    method: 'POST',
    url: '/api/me/login-channel/:id/send',
    policy: signedIn,
    tag,
    summary: '向新手机发验证码',
    params,
    handler: async ({ viewer, params: p, req }) => {
      const { to, text } = await channelCode(pool, vault, viewer, p.id, now())
      const uses = [
        { kind: 'code', who: to },
        { kind: 'codeFrom', who: req.ip },
      ] as const
      const over = await spend(pool, vault, uses, now())
      if (over) throw new Refusal('busy', over.why === 'soon' ? '刚发过一条，请一分钟后再试' : '验证码发得太多了，请明天再试')
      await o.sms.send(to, text, `channel-code-${p.id}-${now().getTime()}`).catch((e) => {
        throw new Refusal('busy', e instanceof Held ? '这个号码今天的短信太多了，请明天再试' : '短信没有发出，请稍后再试')
      })
      return { ok: true }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/me/login-channel/:id/confirm',
    policy: signedIn,
    tag,
    summary: '用新手机收到的验证码确认更换',
    params,
    body: z.object({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/, '验证码是 6 位数字'),
    }),
    handler: async ({ viewer, params: p, body }) => {
      await confirmChannel(pool, vault, viewer, p.id, body.code, now())
      return { ok: true }
    },
  })
  const office = offices('daf_staff', 'daf_head')
  route(app, {
    method: 'GET',
    url: '/api/login/channels',
    policy: office,
    tag,
    summary: '等第二位工作人员核准的登录手机、邮箱更换',
    handler: ({ viewer }) => list('x.place = $1', viewer.seat.place),
  })
  for (const [word, yes, summary] of [
    ['approve', true, '核准更换（不能是提出的人，也不能是本人）'],
    ['refuse', false, '不同意更换'],
  ] as const)
    route(app, {
      method: 'POST',
      url: `/api/login/channels/:id/${word}`,
      policy: office,
      tag,
      summary,
      params,
      handler: async ({ viewer, params: p }) => {
        await approveChannel(pool, vault, viewer, p.id, yes, now())
        return { ok: true }
      },
    })
}
