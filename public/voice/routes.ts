/**
 * 提诉求、看我的诉求: forms without script. A GET never changes anything (a mail scanner may open every link); a POST comes from our
 * own page, answers a repeat with the first result, and never carries a code, a name or a number in an address.
 */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { readAsCitizen, readPublic, writing } from '../../database/read.ts'
import { type Act, act, askedOf, type House } from '../../kernel/act.ts'
import { calendarOf } from '../../kernel/calendar-store.ts'
import { askedSame } from '../../kernel/once.ts'
import { citizenActor } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { receiptOf, receiptTyped, type Vault } from '../../kernel/vault.ts'
import type { SimilarItem } from '../../kernel/wire-text.ts'
import { similarTo } from '../../processes/common/similar.ts'
import { actions } from '../../processes/concern/actions.ts'
import type { Door } from '../../processes/concern/acts-asking.ts'
import type { Sms } from '../../server/channels/sms.ts'
import { anyone } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import { missing, type Page } from '../layout.ts'
import { isId, type Place, placeOf } from '../read.ts'
import { checkCode, sendCode } from './codes.ts'
import { dropPhotos, laidMark, laidOf, ownForm, PHOTOS, readForm, type Sent } from './form.ts'
import { type AskAt, askPage, concernPage, concernsPage, EMPTY, type Filled, minePage, openPage } from './pages.ts'
import { becameOf, concerns, ownConcern, shownConcern } from './read.ts'
import { forget, type Guest, guestOf, remember, stamp, stampFits, stampOurs } from './session.ts'

export interface VoiceContext {
  pool: pg.Pool
  house: House & { vault: Vault }
  now: () => Date
  baseURL: string
  dataDir: string
  sms: Sms
  /** Called after photos were laid aside. */
  photos: () => void
  /** Concerns from one address in ten minutes; default 20. */
  asksPerTenMinutes?: number | undefined
}
type Show = (req: FastifyRequest, res: FastifyReply, p: Page) => unknown
const tag = '公开'
const OTHER = '这张表刚才已经提交过，可以在「我的诉求」里看到。现在填的和那一次不同：要作为另一件提出，请核对后再按一次提交'
/** From here on a shown concern is likely the same matter: `real.test.ts` says what that finds among real messages. */
const SAME = 0.3

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

export function voiceRoutes(g: FastifyInstance, o: VoiceContext, show: Show): void {
  const { vault } = o.house
  const secure = o.baseURL.startsWith('https')
  type At = { place: Place; params: Record<string, string>; query: Record<string, unknown>; req: FastifyRequest; res: FastifyReply }
  const place = async (req: FastifyRequest) => readPublic(o.pool, (c) => placeOf(c, (req.params as { place?: string }).place ?? ''))
  const get = (url: string, summary: string, make: (a: At) => Promise<Page | undefined>) =>
    route(g, {
      method: 'GET',
      url: `/g/:place${url}`,
      policy: anyone,
      tag,
      summary,
      handler: async ({ req, res }) => {
        const at = await place(req)
        const page =
          at && (await make({ place: at, params: req.params as Record<string, string>, query: (req.query ?? {}) as Record<string, unknown>, req, res }))
        res.header('referrer-policy', 'same-origin')
        return show(req, res, page ?? missing())
      },
    })
  const post = (url: string, summary: string, max: number, make: (a: At & { sent: Sent }) => Promise<Page | string | undefined>, photos = false) =>
    route(g, {
      method: 'POST',
      url: `/g/:place${url}`,
      policy: anyone,
      tag,
      summary,
      limit: { max, timeWindow: '10 minutes' },
      handler: async ({ req, res }) => {
        ownForm(req, o.baseURL)
        const at = await place(req)
        if (!at) return show(req, res, missing())
        const sent = await readForm(req, o.dataDir, photos)
        const r = await make({ place: at, params: req.params as Record<string, string>, query: {}, req, res, sent }).catch(async (e) => {
          await dropPhotos(o.dataDir, sent.photos)
          throw e
        })
        if (typeof r === 'string') return res.code(303).header('location', r).send()
        return show(req, res, r ?? missing())
      },
    })
  const word = (x: unknown, max = 60) =>
    typeof x === 'string'
      ? x
          .toWellFormed()
          .replace(/\p{Cc}/gu, ' ')
          .trim()
          .slice(0, max)
      : ''
  const filled = (sent: Sent, wrong: Record<string, string>): Filled => ({ values: sent.fields, wrong })

  async function askAt(
    at: Place,
    ask: { station?: unknown; deputy?: unknown; q?: unknown },
    key: string,
    said?: { title: string; text: string },
  ): Promise<AskAt> {
    const q = word(ask.q)
    return readPublic(o.pool, async (c) => {
      const station =
        typeof ask.station === 'string' && isId(ask.station)
          ? (await c.query('select id, name from public_station where id = $1 and place = $2', [ask.station, at.code])).rows[0]
          : undefined
      const deputy =
        typeof ask.deputy === 'string' && isId(ask.deputy)
          ? (await c.query('select id, name from public_deputy where id = $1 and place = $2', [ask.deputy, at.code])).rows[0]
          : undefined
      // A code hangs in a street; the same may have been asked of the district or the city.
      const up = said || q ? await placesUp(c, at.code) : []
      const near: (SimilarItem & { place: string })[] = []
      for (const place of up) {
        const got = await similarTo(c, { place, title: q, text: '', ...said, who: 'public', show: 8 })
        near.push(...got.items.map((x) => ({ ...x, place })))
      }
      near.sort((x, y) => y.score - x.score)
      const like = near.filter((x) => x.process === 'concern' && (!said || (x.score >= SAME && !x.elsewhere)))
      const rows = await Promise.all(like.slice(0, 5).map((x) => shownConcern(c, x.place, x.id)))
      return {
        towns: (await c.query('select code, name from place where parent = $1 order by code', [at.code])).rows,
        station,
        deputy,
        key,
        stamp: stamp(vault, o.now()),
        q,
        laid: { mark: '', names: [] },
        doubt: said !== undefined && like.length > 0,
        like: rows.filter((x) => x !== undefined).map((x) => ({ ...x, followKey: randomUUID() })),
        suggestions: near.filter((x) => x.process === 'suggestion').slice(0, 3),
      }
    })
  }

  /** The place itself and those it lies in, up to the city. */
  const placesUp = async (c: pg.ClientBase, place: string): Promise<string[]> =>
    (
      await c.query<{ code: string }>(
        `select u.code from place p join place u on starts_with(p.path, u.path) where p.code = $1 and u.level <> 'province' order by length(u.path) desc`,
        [place],
      )
    ).rows.map((x) => x.code)

  get('/ask', '提诉求：先看相似，再填表', async ({ place: at, query }) => askPage(at, await askAt(at, query, randomUUID()), EMPTY))

  post(
    '/ask',
    '提交诉求',
    o.asksPerTenMinutes ?? 20,
    async ({ place: at, sent, req, res }) => {
      const f = sent.fields
      const wrong: Record<string, string> = { ...sent.wrong }
      const parsed = actions.ask.input.safeParse({
        title: f.title,
        content: f.content,
        category: f.category || undefined,
        where: f.where,
        anonymous: f.anonymous === '1',
      })
      if (!parsed.success) Object.assign(wrong, Refusal.input(parsed.error).problem.fields)
      const phone = (f.phone ?? '').replace(/[\s-]/g, '')
      if (phone && !/^1\d{10}$/.test(phone)) wrong.phone = '手机号码应为 11 位数字，不留可以清空'
      if ((f.name ?? '').length > 30) wrong.name = '称呼最多 30 字'
      const key = UUID.test(f.key ?? '') ? (f.key as string) : randomUUID()
      if (f.website || !stampFits(vault, f.stamp ?? '', o.now())) {
        wrong.title ??= '提交得太快，或者页面放得太久，请再按一次提交'
        // No page of ours gave this form out: nothing of it is kept.
        if (f.website || !stampOurs(vault, f.stamp ?? '')) await dropPhotos(o.dataDir, sent.photos.splice(0))
      }
      const laid = await laidOf(vault, key, f.laid ?? '', o.dataDir)
      const room = Math.max(0, PHOTOS - laid.length)
      if (sent.photos.length > room) {
        wrong.photos ??= `最多附 ${PHOTOS} 张，已经收到 ${laid.length} 张`
        await dropPhotos(o.dataDir, sent.photos.slice(room))
      }
      const photos = [...laid, ...sent.photos.slice(0, room)]
      const show = (a: AskAt, own = key) =>
        askPage(at, { ...a, laid: { mark: laidMark(vault, own, photos), names: photos.map((p) => p.name) } }, { values: f, wrong })
      const ask = await askAt(at, f, key)
      if (f.town && !ask.towns.some((t) => t.code === f.town)) wrong.town = '请重新选择街道、乡镇'
      if (Object.keys(wrong).length > 0 || !parsed.success) return show(ask)
      const citizen = randomUUID()
      const door: Door = {
        citizen: { id: citizen, ...(f.name?.trim() ? { name: f.name.trim() } : {}), ...(phone ? { phone } : {}) },
        channel: ask.station ? 'station' : ask.deputy ? 'deputyCode' : 'web',
        ...(ask.station ? { station: ask.station.id } : {}),
        ...(ask.deputy ? { deputy: ask.deputy.id } : {}),
        photos,
      }
      const where = f.town && !ask.station && !ask.deputy ? f.town : at.code
      const asked = { ...formAct('ask', key, citizenActor(citizen, where), door), input: parsed.data as Record<string, unknown> }
      if (await sentBefore(req, asked)) {
        await dropPhotos(o.dataDir, sent.photos)
        return `/g/${at.code}/mine`
      }
      if (f.seen !== '1') {
        const likely = await askAt(at, { station: f.station, deputy: f.deputy }, key, {
          title: f.title ?? '',
          text: `${f.content}\n${f.where ?? ''}`,
        })
        if (likely.doubt) return show(likely)
      }
      try {
        const r = await act(o.house, asked)
        if (r.repeated) await dropPhotos(o.dataDir, sent.photos)
        else if (photos.length > 0) o.photos()
        return opened(res, at, r.citizen)
      } catch (e) {
        if (!(e instanceof Refusal)) throw e
        Object.assign(wrong, e.problem.fields ?? { title: e.problem.error === 'conflict' ? OTHER : e.message })
        const anew = randomUUID()
        return { ...show(await askAt(at, f, anew), anew), status: e.status }
      }
    },
    true,
  )

  /** A form's number is known to the page it was given out with, and to nobody else: who sends it again is answered as the same. */
  const formAct = (action: string, key: string, actor: Act['actor'], door: Door): Act => ({
    process: 'concern',
    action,
    key,
    proof: `form:${key}`,
    actor,
    now: o.now(),
    extra: door,
    beside: { name: door.citizen.name, phone: door.citizen.phone, station: door.station, deputy: door.deputy },
  })
  /** The same words from a form opened anew (back, reload) in the browser that has the first one open. */
  const sentBefore = async (req: FastifyRequest, asked: Act) => {
    const guest = guestOf(req, vault, o.now())
    return guest?.level === 'full' && (await writing(o.pool, (c) => askedSame(c, vault, guest.citizen, askedOf(asked))))
  }
  const opened = (res: FastifyReply, at: Place, citizen: string | null | undefined) => {
    if (!citizen) return `/g/${at.code}/mine/erased`
    remember(res, vault, { citizen, level: 'full' }, o.now(), secure)
    return `/g/${at.code}/mine`
  }

  get('/concerns', '公开的诉求', async ({ place: at, query }) => {
    const q = word(query.q)
    return concernsPage(at, q, await readPublic(o.pool, (c) => concerns(c, at.code, { q, after: word(query.after, 60) })))
  })
  const shown = (at: Place, id: string, f: Filled, key: string) =>
    readPublic(o.pool, async (c) => {
      const x = await shownConcern(c, at.code, id)
      return x && concernPage(at, x, await becameOf(c, x.id), { key, stamp: stamp(vault, o.now()) }, f)
    })
  get('/concerns/:id', '一件公开的诉求', async ({ place: at, params }) => shown(at, params.id ?? '', EMPTY, randomUUID()))
  post('/concerns/:id/follow', '关注一件诉求', 30, async ({ place: at, params, sent, req, res }) => {
    const f = sent.fields
    const key = UUID.test(f.key ?? '') ? (f.key as string) : randomUUID()
    const phone = (f.phone ?? '').replace(/[\s-]/g, '')
    const again = (wrong: Record<string, string>, own = key) => shown(at, params.id ?? '', filled(sent, wrong), own)
    if (phone && !/^1\d{10}$/.test(phone)) return again({ phone: '手机号码应为 11 位数字，不留可以清空' })
    if (!stampFits(vault, f.stamp ?? '', o.now())) return again({ phone: '提交得太快，或者页面放得太久，请再按一次' })
    const citizen = randomUUID()
    const door: Door = { citizen: { id: citizen, ...(phone ? { phone } : {}) }, channel: 'web' }
    const asked = { ...formAct('follow', key, citizenActor(citizen, at.code), door), matter: params.id ?? '' }
    if (await sentBefore(req, asked)) return `/g/${at.code}/mine`
    try {
      return opened(res, at, (await act(o.house, asked)).citizen)
    } catch (e) {
      if (!(e instanceof Refusal)) throw e
      if (e.problem.error === 'unknown') return undefined
      return again({ phone: e.message }, randomUUID())
    }
  })

  async function mine(at: Place, guest: Guest, f: Filled): Promise<Page | undefined> {
    const key = randomUUID()
    const got = await readAsCitizen(o.pool, guest.citizen, async (c) => {
      const x = await ownConcern(c, guest.citizen)
      const z = (await c.query('select id, receipt_sealed, phone is not null as phone from citizen where id = $1', [guest.citizen])).rows[0]
      const version = (await c.query('select version from calendar_version')).rows[0].version
      return x && { x, z, phone: !!z?.phone, became: await becameOf(c, x.id), cal: await calendarOf(c, version) }
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
  post('/mine/open', '凭查询码打开', 30, async ({ place: at, sent, res }) => {
    const code = receiptTyped(sent.fields.code ?? '')
    const row =
      code &&
      (
        await writing(o.pool, (c) =>
          c.query('select id, phone is not null as phone from citizen where receipt = $1 and erased_at is null', [vault.digest('receipt', code)]),
        )
      ).rows[0]
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
    const why = await sendCode(o, guest.citizen)
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
      return `/g/${at.code}/mine/erased`
    },
  )
}
