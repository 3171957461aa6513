/** Which ways a person wants to be told, his browsers' push subscriptions, and the office's report of what arrived. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAll } from '../database/read.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { RouteContext } from './app.ts'
import { leadsInside } from './channels/guard.ts'
import { type Push, pushEndpoint } from './channels/push.ts'
import { offices, signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '我'
const choice = z.enum(['off', 'urgent', 'all'])

export function channelRoutes(app: FastifyInstance, { pool, now }: RouteContext, on: { sms: boolean; wecom: boolean; push: Push | undefined }): void {
  route(app, {
    method: 'GET',
    url: '/api/me/channels',
    policy: signedIn,
    tag,
    summary: '我的提醒方式，以及本系统开通了哪些',
    handler: async ({ viewer }) => {
      const p = (
        await pool.query(
          `select sms, wecom, push, mobile is not null as "hasMobile", wecom_id as "wecomId", (select count(*)::int from push_subscription s where s.person = p.id and s.gone_at is null) as browsers from person p where id = $1`,
          [viewer.person],
        )
      ).rows[0]
      return { ...p, open: { sms: on.sms, wecom: on.wecom, push: !!on.push }, pushKey: on.push?.publicKey ?? null }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/me/channels',
    policy: signedIn,
    tag,
    summary: '改提醒方式：短信、企业微信、浏览器推送',
    body: z.object({
      sms: choice.optional(),
      wecom: choice.optional(),
      push: choice.optional(),
      wecomId: z
        .string()
        .trim()
        .max(64, '企业微信账号最多 64 字')
        .regex(/^[\w.@-]*$/, '企业微信账号只能有字母、数字和 . @ - _')
        .optional(),
    }),
    handler: async ({ viewer, body }) => {
      await pool.query(
        `update person set sms = coalesce($2, sms), wecom = coalesce($3, wecom), push = coalesce($4, push), wecom_id = case when $5::text is null then wecom_id else nullif($5, '') end where id = $1`,
        [viewer.person, body.sms ?? null, body.wecom ?? null, body.push ?? null, body.wecomId ?? null],
      )
      return { ok: true }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/me/push',
    policy: signedIn,
    tag,
    summary: '登记这个浏览器，接收推送',
    body: z.object({
      endpoint: z.string().refine(pushEndpoint, '推送地址不对，请换一个浏览器再试'),
      keys: z.object({
        p256dh: z
          .string()
          .min(80)
          .max(100)
          .regex(/^[\w-]+=*$/),
        auth: z
          .string()
          .min(20)
          .max(30)
          .regex(/^[\w-]+=*$/),
      }),
    }),
    handler: async ({ viewer, body }) => {
      if (await leadsInside(new URL(body.endpoint).hostname))
        throw new Refusal('input', '推送地址不对，请换一个浏览器再试', { fields: { endpoint: '推送地址不对，请换一个浏览器再试' } })
      // The same browser under another login is that person's now.
      await pool.query('update push_subscription set gone_at = $2 where endpoint = $1 and gone_at is null', [body.endpoint, now()])
      await pool.query('insert into push_subscription (person, endpoint, p256dh, auth, at) values ($1, $2, $3, $4, $5) on conflict do nothing', [
        viewer.person,
        body.endpoint,
        body.keys.p256dh,
        body.keys.auth,
        now(),
      ])
      return { ok: true }
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/me/push/off',
    policy: signedIn,
    tag,
    summary: '不再向我的浏览器推送',
    body: z.object({}),
    handler: async ({ viewer }) => {
      await pool.query('update push_subscription set gone_at = $2 where person = $1 and gone_at is null', [viewer.person, now()])
      return { ok: true }
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/deliveries',
    policy: offices('daf_staff', 'daf_head', 'sysadmin'),
    tag: '设置',
    summary: '本地的消息送达情况：每种方式等待、送出、放弃各多少，最近的失败原因',
    handler: ({ viewer }) =>
      // Counted as the house: messages to citizens are nobody's to read, only to count.
      readAll(pool, async (client) => {
        const r = await client.query(
          `select channel, count(*) filter (where sent_at is null and failed_at is null)::int as waiting, count(*) filter (where sent_at is not null)::int as sent, count(*) filter (where failed_at is not null)::int as failed,
           (array_agg(error order by at desc) filter (where error is not null and sent_at is null))[1] as error from (
             select d.channel, d.at, d.sent_at, d.failed_at, d.error from delivery d join notice n on n.id = d.notice and n.place = $2 where d.at > $1::timestamptz - interval '30 days'
             union all select 'mail', o.at, o.sent_at, null, o.error from outbox o join notice n on n.id = o.notice and n.place = $2 where o.at > $1::timestamptz - interval '30 days' and o.channel = 'mail'
             union all select 'citizen', c.at, c.sent_at, case when c.attempts >= 10 and c.sent_at is null then c.at end, c.error from citizen_message c join matter m on m.id = c.matter and m.place = $2
               where c.at > $1::timestamptz - interval '30 days') x
         group by channel order by channel`,
          [now(), viewer.seat.place],
        )
        return r.rows
      }),
  })
}
