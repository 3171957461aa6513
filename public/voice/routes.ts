/**
 * 提诉求、看我的诉求: forms without script. A GET never changes anything (a mail scanner may open every link); a POST comes from our
 * own page, answers a repeat with the first result, and never carries a code, a name or a number in an address.
 */

import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { readPublic, writing } from '../../database/read.ts'
import { type Act, act, askedOf } from '../../kernel/act.ts'
import { length, lineOf, phoneDigits } from '../../kernel/characters.ts'
import { askedSame } from '../../kernel/once.ts'
import { citizenActor } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { SimilarItem } from '../../kernel/wire-text.ts'
import { similarTo } from '../../processes/common/similar.ts'
import { actions } from '../../processes/concern/actions.ts'
import type { Door } from '../../processes/concern/acts-asking.ts'
import { isId, type Place } from '../read.ts'
import { doorsOf, filled, mostFrom, type Show, type VoiceContext } from './doors.ts'
import { dropPhotos, laidMark, laidOf, PHOTOS } from './form.ts'
import { mineRoutes } from './mine.ts'
import { type AskAt, askPage, concernPage, concernsPage, EMPTY, type Filled } from './pages.ts'
import { becameOf, concerns, shownConcern } from './read.ts'
import { guestOf, remember, stamp, stampFits, stampOurs } from './session.ts'

export type { VoiceContext } from './doors.ts'

const OTHER = '这张表刚才已经提交过，可以在「我的诉求」里看到。现在填的和那一次不同：要作为另一件提出，请核对后再按一次提交'
/** From here on a shown concern is likely the same matter: `real.test.ts` says what that finds among real messages. */
const SAME = 0.3

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

export function voiceRoutes(g: FastifyInstance, o: VoiceContext, show: Show): void {
  const { vault } = o.house
  const secure = o.baseURL.startsWith('https')
  const doors = doorsOf(g, o, show)
  const { get, post } = doors
  const word = (x: unknown, max = 60) => lineOf(x, max)

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
      const phone = phoneDigits(f.phone ?? '')
      if (phone && !/^1\d{10}$/.test(phone)) wrong.phone = '手机号码应为 11 位数字，不留可以清空'
      if (length(f.name ?? '') > 30) wrong.name = '称呼最多 30 字'
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
        citizen: { id: citizen, ...(word(f.name, 30) ? { name: word(f.name, 30) } : {}), ...(phone ? { phone } : {}) },
        channel: ask.station ? 'station' : ask.deputy ? 'deputyCode' : 'web',
        ...(ask.station ? { station: ask.station.id } : {}),
        ...(ask.deputy ? { deputy: ask.deputy.id } : {}),
        photos,
      }
      const where = f.town && !ask.station && !ask.deputy ? f.town : at.code
      const asked = { ...formAct('ask', key, req, citizenActor(citizen, where), door), input: parsed.data as Record<string, unknown> }
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
  const formAct = (action: string, key: string, req: FastifyRequest, actor: Act['actor'], door: Door): Act => ({
    process: 'concern',
    action,
    key,
    proof: `form:${key}`,
    actor: { ...actor, from: { address: req.ip, device: '' } },
    now: o.now(),
    extra: { ...door, mostFrom: mostFrom(o) } satisfies Door,
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
    const phone = phoneDigits(f.phone ?? '')
    const again = (wrong: Record<string, string>, own = key) => shown(at, params.id ?? '', filled(sent, wrong), own)
    if (phone && !/^1\d{10}$/.test(phone)) return again({ phone: '手机号码应为 11 位数字，不留可以清空' })
    if (!stampFits(vault, f.stamp ?? '', o.now())) return again({ phone: '提交得太快，或者页面放得太久，请再按一次' })
    const citizen = randomUUID()
    const door: Door = { citizen: { id: citizen, ...(phone ? { phone } : {}) }, channel: 'web' }
    const asked = { ...formAct('follow', key, req, citizenActor(citizen, at.code), door), matter: params.id ?? '' }
    if (await sentBefore(req, asked)) return `/g/${at.code}/mine`
    try {
      return opened(res, at, (await act(o.house, asked)).citizen)
    } catch (e) {
      if (!(e instanceof Refusal)) throw e
      if (e.problem.error === 'unknown') return undefined
      return again({ phone: Object.values(e.problem.fields ?? {})[0] ?? e.message }, randomUUID())
    }
  })

  mineRoutes(doors, o)
}
