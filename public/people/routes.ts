/** Pages and feeds of people and places; every one of them reads the public views and nothing else. */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import qrcode from 'qrcode'
import { readPublic } from '../../database/read.ts'
import { act } from '../../kernel/act.ts'
import { addDays, localDay } from '../../kernel/calendar.ts'
import { citizenActor } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { receiptOf } from '../../kernel/vault.ts'
import { actions } from '../../processes/concern/actions.ts'
import type { Door } from '../../processes/concern/acts-asking.ts'
import { anyone } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import { Html } from '../html.ts'
import type { Page } from '../layout.ts'
import { isId, type Place, placeOf } from '../read.ts'
import { concerns } from '../voice/read.ts'
import type { VoiceContext } from '../voice/routes.ts'
import { citizenOfForm } from '../voice/session.ts'
import { calendarOfReceptions, popolo } from './machine.ts'
import { problem, requests, services, xml } from './open311.ts'
import { deputiesPage, deputyPage, rotaPage, sheetPage, stationPage, stationsPage } from './pages.ts'
import { deputies, deputy, receptions, station, stations } from './read.ts'

interface Plain {
  type: string
  text: string
  name?: string
}
type At = { c: pg.PoolClient; place: Place; params: Record<string, string>; query: Record<string, unknown> }
export type AddAt = (url: string, summary: string, make: (a: At) => Promise<Page | Plain | undefined>) => void

const tag = '公开'
const word = (x: unknown, max = 60) =>
  typeof x === 'string'
    ? x
        .toWellFormed()
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, max)
    : ''
const code = (x: unknown) => (typeof x === 'string' && /^\d{6}(\d{3})?$/.test(x) ? x : '')
const ICS = 'text/calendar; charset=utf-8'

/** Drawn by the library as one path: no text of anybody's goes in but the address. */
const qr = async (address: string): Promise<Html> => new Html(await qrcode.toString(address, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' }))

export function peoplePages(at: AddAt, o: VoiceContext): void {
  const today = () => localDay(o.now())
  const ahead = (c: pg.ClientBase, place: string, to?: string) => receptions(c, place, today(), addDays(today(), 60), to)

  at('/deputies', '找代表', async ({ c, place, query }) => {
    const a = { q: word(query.q, 40), delegation: word(query.delegation), station: word(query.station, 36) }
    return deputiesPage(place, a, await deputies(c, place.code, { ...a, after: word(query.after, 120) }))
  })
  at('/deputies/:id', '一位代表的公开信息', async ({ c, place, params }) => {
    const x = await deputy(c, place.code, params.id ?? '')
    return x && deputyPage(place, x)
  })
  at('/deputies/:id/sheet', '代表的二维码', async ({ c, place, params }) => {
    const x = await deputy(c, place.code, params.id ?? '')
    const address = `${o.baseURL}/g/${place.code}/ask?deputy=${params.id}`
    return x && sheetPage(place, `${x.deputy.name}代表`, `向${x.deputy.name}代表反映问题`, address, await qr(address))
  })
  at('/stations', '联络站', async ({ c, place, query }) => {
    const a = { q: word(query.q, 40), under: code(query.under), type: word(query.type, 20) }
    return stationsPage(place, a, await stations(c, place.code, { q: a.q, under: a.under || undefined, type: a.type, after: word(query.after, 160) }))
  })
  at('/stations/:id', '一个联络站', async ({ c, place, params }) => {
    const s = await station(c, place.code, params.id ?? '')
    if (!s) return undefined
    const shown = await concerns(c, place.code, { station: s.id })
    return stationPage(place, s, { rota: (await ahead(c, place.code, s.id)).slice(0, 6), concerns: shown.rows.slice(0, 5) })
  })
  at('/stations/:id/sheet', '联络站的二维码', async ({ c, place, params }) => {
    const s = await station(c, place.code, params.id ?? '')
    const address = `${o.baseURL}/g/${place.code}/stations/${params.id}`
    return s && sheetPage(place, s.name, '看接待安排、提诉求、查办理', address, await qr(address))
  })
  at('/stations/:id/rota.ics', '一个站的接待日历', async ({ c, place, params }) => {
    const s = await station(c, place.code, params.id ?? '')
    return (
      s && { type: ICS, name: `${s.name}.ics`, text: calendarOfReceptions(`${s.name}接待安排`, o.baseURL, await ahead(c, place.code, s.id), dayStamp(today())) }
    )
  })
  at('/rota', '接待安排', async ({ c, place }) => rotaPage(place, await ahead(c, place.code)))
  at('/rota.ics', '接待日历', async ({ c, place }) => ({
    type: ICS,
    name: `${place.name}接待安排.ics`,
    text: calendarOfReceptions(`${place.name}代表接待安排`, o.baseURL, await ahead(c, place.code), dayStamp(today())),
  }))
  at('/popolo/:what', 'Popolo：人、职位、机构、任职', async ({ c, place, params, query }) => {
    const [, what] = /^([a-z]+)\.json$/.exec(params.what ?? '') ?? []
    const got = what && (await popolo(c, place, what, word(query.after, 36), o.baseURL))
    return got ? { type: 'application/json; charset=utf-8', text: JSON.stringify(got) } : undefined
  })
}
/** The same feed all day long, so that its tag stays the same. */
const dayStamp = (day: string) => new Date(`${day}T00:00:00+08:00`)

export function open311Routes(g: FastifyInstance, o: VoiceContext): void {
  const base = '/g/open311/v2'
  const reply = (format: string, root: string, item: string, rows: Parameters<typeof xml>[2]): [string, string] =>
    format === 'xml' ? ['application/xml; charset=utf-8', xml(root, item, rows)] : ['application/json; charset=utf-8', JSON.stringify(rows)]
  const formatOf = (file: string) => /\.(json|xml)$/.exec(file)?.[1]

  route(g, {
    method: 'GET',
    url: `${base}/:file`,
    policy: anyone,
    tag,
    summary: 'Open311：services 和 requests（.json 或 .xml）',
    handler: async ({ req, res }) => {
      const { file } = req.params as { file: string }
      const format = formatOf(file)
      const name = file.replace(/\.(json|xml)$/, '')
      const q = req.query as Record<string, unknown>
      const fail = (status: number, text: string) => {
        const [type, body] = reply(format ?? 'json', 'errors', 'error', problem(status, text))
        return res.code(status).type(type).send(body)
      }
      if (!format || !['services', 'requests', 'discovery'].includes(name)) return fail(404, '没有这个地址')
      if (name === 'discovery')
        return res.type('application/json; charset=utf-8').send({
          changeset: '2026-11-24',
          contact: '当地人大代表工作机构',
          endpoints: [
            {
              specification: 'http://wiki.open311.org/GeoReport_v2',
              url: `${o.baseURL}${base}`,
              type: 'production',
              formats: ['application/json', 'text/xml'],
            },
          ],
        })
      if (name === 'services') {
        const [type, body] = reply(format, 'services', 'service', services())
        return res.type(type).send(body)
      }
      const place = code(q.jurisdiction_id)
      if (!place) return fail(400, '请写明 jurisdiction_id（地方代码）')
      const list = (x: unknown) => (typeof x === 'string' && x ? x.split(',').slice(0, 1000) : undefined)
      const when = (x: unknown) => (typeof x === 'string' && !Number.isNaN(Date.parse(x)) ? new Date(x).toISOString() : undefined)
      const rows = await readPublic(o.pool, (c) =>
        requests(
          c,
          {
            place,
            ...(list(q.service_request_id) ? { ids: list(q.service_request_id) as string[] } : {}),
            ...(list(q.service_code) ? { service: list(q.service_code) as string[] } : {}),
            ...(when(q.start_date) ? { start: when(q.start_date) as string } : {}),
            ...(when(q.end_date) ? { end: when(q.end_date) as string } : {}),
            ...(list(q.status) ? { status: list(q.status) as string[] } : {}),
          },
          o.now(),
        ),
      )
      const [type, body] = reply(format, 'service_requests', 'request', rows)
      return res.type(type).send(body)
    },
  })
  route(g, {
    method: 'GET',
    url: `${base}/requests/:file`,
    policy: anyone,
    tag,
    summary: 'Open311：一件诉求',
    handler: async ({ req, res }) => {
      const { file } = req.params as { file: string }
      const format = formatOf(file) ?? 'json'
      const id = file.replace(/\.(json|xml)$/, '')
      const place = code((req.query as Record<string, unknown>).jurisdiction_id)
      const rows = place && isId(id) ? await readPublic(o.pool, (c) => requests(c, { place, ids: [id] }, o.now())) : []
      const [type, body] =
        rows.length > 0 ? reply(format, 'service_requests', 'request', rows) : reply(format, 'errors', 'error', problem(404, '没有这件诉求，或者没有公开'))
      return res
        .code(rows.length > 0 ? 200 : 404)
        .type(type)
        .send(body)
    },
  })
  route(g, {
    method: 'POST',
    url: `${base}/:file`,
    policy: anyone,
    tag,
    summary: 'Open311：提交一件诉求',
    limit: { max: o.asksPerTenMinutes ?? 20, timeWindow: '10 minutes' },
    handler: async ({ req, res }) => {
      const format = formatOf((req.params as { file: string }).file) ?? 'json'
      const fail = (status: number, rows: Parameters<typeof xml>[2]) => {
        const [type, body] = reply(format, 'errors', 'error', rows)
        return res.code(status).type(type).send(body)
      }
      if (!/^requests\.(json|xml)$/.test((req.params as { file: string }).file)) return fail(404, problem(404, '没有这个地址'))
      // A browser's cookie is worth nothing here, and no page of another site may use one: this door knows no session.
      const q = { ...(req.query as object), ...((req.body as object | null) ?? {}) } as Record<string, unknown>
      const place = await readPublic(o.pool, (c) => placeOf(c, code(q.jurisdiction_id)))
      if (!place) return fail(400, problem(400, '请写明 jurisdiction_id（地方代码）'))
      const description = word(q.description, 3000)
      const parsed = actions.ask.input.safeParse({
        title: word(q.title, 60) || description.slice(0, 40),
        content: description,
        category: q.service_code,
        where: word(q.address_string, 80),
        anonymous: false,
      })
      const phone = word(q.phone, 11)
      if (!parsed.success)
        return fail(
          400,
          Object.values(Refusal.input(parsed.error).problem.fields ?? {}).map((d) => ({ code: '400', description: d })),
        )
      if (phone && !/^1\d{10}$/.test(phone)) return fail(400, problem(400, '手机号码应为 11 位数字'))
      const given = req.headers['idempotency-key']
      const key = typeof given === 'string' && isId(given) ? given : randomUUID()
      const citizen = citizenOfForm(o.house.vault, key)
      const name = [word(q.last_name, 15), word(q.first_name, 15)].join('')
      await act(o.house, {
        process: 'concern',
        action: 'ask',
        key,
        input: parsed.data as Record<string, unknown>,
        actor: citizenActor(citizen, place.code),
        now: o.now(),
        extra: { citizen: { id: citizen, ...(name ? { name } : {}), ...(phone ? { phone } : {}) }, channel: 'web' } satisfies Door,
      })
      // Not shown yet, so its number is no public one: the receipt is how its author finds it.
      const [type, body] = reply(format, 'service_requests', 'request', [
        { token: receiptOf(o.house.vault, citizen), service_notice: `凭查询码在 ${o.baseURL}/g/${place.code}/mine 查看办理情况`, account_id: null },
      ])
      return res.code(201).type(type).send(body)
    },
  })
}
