/** 看我的诉求: opened by receipt, acted in after the code by text message. */
import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { readAsCitizen, readPublic, writing } from '../../database/read.ts'
import { act } from '../../kernel/act.ts'
import { calendarFor } from '../../kernel/calendar-store.ts'
import { spend } from '../../kernel/limits.ts'
import { citizenActor } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { receiptOf, receiptTyped } from '../../kernel/vault.ts'
import { sweepLocal } from '../../server/channels/sms.ts'
import type { Page } from '../layout.ts'
import { type Place, placeOf } from '../read.ts'
import { checkCode, sendCode } from './codes.ts'
import { type At, type Doors, filled, type VoiceContext } from './doors.ts'
import { EMPTY, type Filled, minePage, openPage } from './pages.ts'
import { becameOf, ownConcern } from './read.ts'
import { forget, type Guest, guestOf, remember } from './session.ts'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

export function mineRoutes({ get, post }: Doors, o: VoiceContext): void {
  const { vault } = o.house
  const secure = o.baseURL.startsWith('https')
  async function mine(at: Place, guest: Guest, f: Filled): Promise<Page | undefined> {
    const key = randomUUID()
    const got = await readAsCitizen(o.pool, guest.citizen, async (c) => {
      const x = await ownConcern(c, guest.citizen)
      const z = (await c.query('select id, receipt_sealed, phone is not null as phone from citizen where id = $1', [guest.citizen])).rows[0]
      return x && { x, z, phone: !!z?.phone, became: await becameOf(c, x.id), cal: await calendarFor(c, at.code) }
    })
    if (!got) return undefined
    const sent =
      (await writing(o.pool, (c) => c.query('select 1 from phone_code where citizen = $1 and used_at is null and expires_at > $2', [guest.citizen, o.now()])))
        .rows.length > 0
    const fresh = guest.level === 'full' && got.x.steps.length <= 1
    return minePage(
      (await readPublic(o.pool, (c) => placeOf(c, at.code))) ?? at,
      got.x,
      {
        guest,
        receipt: fresh || guest.level === 'full' ? receiptOf(vault, got.z) : undefined,
        hasPhone: got.phone,
        sent,
        cal: got.cal,
        became: got.became,
        key,
      },
      f,
    )
  }
  const mineHere = async ({ place: at, req, params }: Pick<At, 'place' | 'req' | 'params'>) => {
    const guest = guestOf(req, vault, o.now())
    return (guest && (await mine(at, guest, EMPTY))) ?? openPage(at, EMPTY, params.step === 'erased' ? '您的个人信息和所写内容已经删除，查询码不再有效。' : '')
  }
  get('/mine', '我的诉求', mineHere)
  // Where a form was sent to and somebody comes back by the address bar.
  get('/mine/:step', '我的诉求', mineHere)
  post('/mine/open', '凭查询码打开', 30, async ({ place: at, sent, req, res }) => {
    const code = receiptTyped(sent.fields.code ?? '')
    const row =
      code &&
      (
        await writing(o.pool, (c) =>
          c.query('select id, phone is not null as phone from citizen where receipt = $1 and erased_at is null', [vault.digest('receipt', code)]),
        )
      ).rows[0]
    if (!row && (await spend(o.pool, vault, [{ kind: 'guessFrom', who: req.ip }], o.now()))) throw new Refusal('busy', '试得太多了，请过一小时再来')
    if (!row) return openPage(at, filled(sent, { code: code ? '没有这个查询码，请核对后再试' : '查询码是 12 位字母和数字，请核对后再试' }))
    remember(res, vault, { citizen: row.id, level: row.phone ? 'read' : 'full' }, o.now(), secure)
    return `/g/${at.code}/mine`
  })
  post('/mine/leave', '退出我的诉求', 60, async ({ place: at, res }) => {
    forget(res)
    return `/g/${at.code}/mine`
  })
  post('/mine/send', '发短信验证码', 10, async ({ place: at, req }) => {
    const guest = guestOf(req, vault, o.now())
    if (!guest) return `/g/${at.code}/mine`
    const why = await sendCode(o, guest.citizen, req.ip)
    return why ? mine(at, guest, { values: {}, wrong: { sms: why } }) : `/g/${at.code}/mine`
  })
  post('/mine/check', '核对短信验证码', 20, async ({ place: at, req, res, sent }) => {
    const guest = guestOf(req, vault, o.now())
    if (!guest) return `/g/${at.code}/mine`
    if (!(await checkCode(o, guest.citizen, sent.fields.sms ?? '')))
      return mine(at, guest, { values: {}, wrong: { sms: '验证码不对或已过期，请核对；错五次要重新发送' } })
    remember(res, vault, { citizen: guest.citizen, level: 'full' }, o.now(), secure)
    return `/g/${at.code}/mine`
  })
  const own = (
    url: string,
    action: string,
    summary: string,
    input: (f: Record<string, string>) => Record<string, unknown>,
    after = (at: Place, _res: FastifyReply) => `/g/${at.code}/mine`,
  ) =>
    post(`/mine/${url}`, summary, 30, async ({ place: at, req, res, sent }) => {
      const guest = guestOf(req, vault, o.now())
      if (!guest) return `/g/${at.code}/mine`
      if (guest.level !== 'full') return mine(at, guest, { values: {}, wrong: { sms: '请先用短信验证码确认是本人' } })
      const matter = await readAsCitizen(
        o.pool,
        guest.citizen,
        async (c) =>
          (await c.query(`select matter, m.place from party p join matter m on m.id = p.matter where p.citizen = $1 and p.left_at is null`, [guest.citizen]))
            .rows[0],
      )
      if (!matter) return openPage(at, EMPTY)
      const key = UUID.test(sent.fields.key ?? '') ? (sent.fields.key as string) : randomUUID()
      try {
        await act(o.house, {
          process: 'concern',
          action,
          matter: matter.matter,
          key,
          input: input(sent.fields),
          actor: citizenActor(guest.citizen, matter.place),
          now: o.now(),
        })
      } catch (e) {
        if (!(e instanceof Refusal)) throw e
        return mine(at, guest, filled(sent, e.problem.fields ?? { problem: e.message }))
      }
      return after(at, res)
    })
  own('rate', 'rate', '评价办理结果', (f) => ({ level: f.level, text: f.text ?? '' }))
  own('withdraw', 'withdraw', '撤回诉求', () => ({}))
  own(
    'erase',
    'erase',
    '删除个人信息',
    () => ({}),
    (at, res) => {
      forget(res)
      void sweepLocal(o.pool, vault, o.dataDir, o.now()).catch(() => undefined)
      return `/g/${at.code}/mine/erased`
    },
  )
}
