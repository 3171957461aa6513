/**
 * The doors of Open311 GeoReport v2. Whatever goes wrong here is said in the protocol's own form (`errors`), in the format that the
 * address asks for, with the protocol's own numbers: 400 for what is missing or unreadable, 404 for a jurisdiction, service or request
 * that is not there. https://wiki.open311.org/GeoReport_v2/
 */

import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { isAway, readAsCitizen, readPublic } from '../../database/read.ts'
import { act } from '../../kernel/act.ts'
import { isDay } from '../../kernel/calendar.ts'
import { clean, cleanLine, length, lineOf, phoneDigits } from '../../kernel/characters.ts'
import { citizenActor } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { receiptOf, type Vault } from '../../kernel/vault.ts'
import { actions } from '../../processes/concern/actions.ts'
import type { Door } from '../../processes/concern/acts-asking.ts'
import { anyone } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import { isId, type Place, placeOf } from '../read.ts'
import { mostFrom, roomFor, type VoiceContext } from '../voice/doors.ts'
import { dropPhotos, readForm, type Sent } from '../voice/form.ts'
import { definition, discovery, type Format, problems, type Row, requests, services, shaped, tokens } from './open311.ts'

const BASE = '/g/open311/v2'
const tag = '公开'

/** A refusal in the protocol's words. */
class Fault extends Error {
  readonly status: number
  readonly said: string[]
  constructor(status: number, said: string[]) {
    super(said.join('；'))
    this.status = status
    this.said = said
  }
}
const fault = (status: number, ...said: string[]) => new Fault(status, said)

/** 'requests.json' → its name and format; the standard knows no address without an ending. */
function fileOf(file: string): { name: string; format: Format } {
  const [, name, format] = /^(.+)\.(json|xml)$/.exec(file) ?? []
  if (!name) throw fault(404, '地址应以 .json 或 .xml 结尾')
  return { name, format: format as Format }
}
/** Where nothing could be read yet, the address's own ending is asked; JSON when it has none. */
const formatOf = (url: string): Format => (/\.xml$/.test(url.split('?')[0] ?? '') ? 'xml' : 'json')

const one = (x: unknown): string => (typeof x === 'string' ? clean(x).trim() : '')
const several = (x: unknown, most = 1000): string[] | undefined => {
  const all = one(x)
    .split(',')
    .map((s) => s.trim())
    .filter(Boolean)
  if (all.length > most) throw fault(400, `一次最多问 ${most} 个编号`)
  return all.length > 0 ? all : undefined
}

/** W3C date and time, or a day alone; within the years that the house reckons with. */
function instant(x: unknown, name: string): string | undefined {
  const s = one(x)
  if (!s) return undefined
  const at = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/.exec(s)
  const day = at?.[1] ?? ''
  const parsed = Date.parse(s.length === 10 ? `${s}T00:00:00+08:00` : s)
  if (!at || !isDay(day) || day < '1900-01-01' || day > '2199-12-31' || Number.isNaN(parsed))
    throw fault(400, `${name} 应为 2026-03-10 或 2026-03-10T08:00:00+08:00 这样的日期`)
  return new Date(parsed).toISOString()
}

/** What a new request is later asked by. It says which matter it is and opens nothing; the receipt does, and never stands in an address. */
function tokenOf(vault: Vault, matter: string): string {
  return `${matter.replaceAll('-', '')}${vault.digest('open311-token', matter).toString('hex').slice(0, 16)}`
}
function matterOf(vault: Vault, token: string): string | undefined {
  const hex = /^[0-9a-f]{48}$/.test(token) ? token.slice(0, 32) : ''
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return id && timingSafeEqual(Buffer.from(tokenOf(vault, id)), Buffer.from(token)) ? id : undefined
}

export async function open311Routes(outer: FastifyInstance, o: VoiceContext): Promise<void> {
  await outer.register(async (g) => {
    const send = (res: FastifyReply, format: Format, root: string, item: string, rows: readonly Row[]) => {
      const [type, body] = shaped(format, root, item, rows)
      return res.type(type).send(body)
    }
    g.setErrorHandler((e: Error & { statusCode?: number; code?: string }, req, res) => {
      const f = e instanceof Fault ? e : faultOf(e)
      if (f.status >= 500) req.log.error({ err: e }, 'open311 failed')
      return send(res.code(f.status), formatOf(req.url), 'errors', 'error', problems(f.status, f.said))
    })
    const place = async (q: Record<string, unknown>): Promise<Place> => {
      const code = one(q.jurisdiction_id)
      if (!code) throw fault(400, '请写明 jurisdiction_id（地方代码）')
      const found = await readPublic(o.pool, (c) => placeOf(c, code))
      if (!found) throw fault(404, '没有这个 jurisdiction_id')
      return found
    }
    const get = (
      url: string,
      summary: string,
      make: (a: { file: string; query: Record<string, unknown>; req: FastifyRequest; res: FastifyReply }) => unknown,
    ) =>
      route(g, {
        method: 'GET',
        url: `${BASE}${url}`,
        policy: anyone,
        tag,
        summary,
        handler: ({ req, res }) => make({ file: (req.params as { file?: string }).file ?? '', query: req.query as Record<string, unknown>, req, res }),
      })

    get('/:file', 'Open311：discovery、services 和 requests（.json 或 .xml）', async ({ file, query, res }) => {
      const { name, format } = fileOf(file)
      if (name === 'discovery') {
        const [type, body] = discovery(format, `${o.baseURL}${BASE}`)
        return res.type(type).send(body)
      }
      if (name === 'services') {
        // The services are the same everywhere: who names a place that is not there is told all the same.
        if (one(query.jurisdiction_id)) await place(query)
        return send(res, format, 'services', 'service', services())
      }
      if (name !== 'requests') throw fault(404, '没有这个地址')
      const at = await place(query)
      const codes = several(query.service_code)
      const unknown = codes?.find((x) => !services().some((s) => s.service_code === x))
      if (unknown !== undefined) throw fault(404, `没有 service_code ${unknown}`)
      const status = several(query.status)
      if (status?.some((s) => s !== 'open' && s !== 'closed')) throw fault(400, 'status 只能是 open 或 closed')
      const [start, end] = [instant(query.start_date, 'start_date'), instant(query.end_date, 'end_date')]
      if (start && end && start > end) throw fault(400, 'start_date 不能晚于 end_date')
      const rows = await readPublic(o.pool, (c) =>
        requests(c, { place: at.code, ids: several(query.service_request_id), service: codes, start, end, status }, o.now()),
      )
      return send(res, format, 'service_requests', 'request', rows)
    })
    get('/services/:file', 'Open311：一类服务（没有更多要填的）', async ({ file, res }) => {
      const { name, format } = fileOf(file)
      if (!services().some((s) => s.service_code === name)) throw fault(404, `没有 service_code ${name.slice(0, 40)}`)
      const [type, body] = definition(format, name)
      return res.type(type).send(body)
    })
    get('/requests/:file', 'Open311：一件诉求', async ({ file, query, res }) => {
      const { name, format } = fileOf(file)
      const at = await place(query)
      const rows = isId(name) ? await readPublic(o.pool, (c) => requests(c, { place: at.code, ids: [name] }, o.now())) : []
      if (rows.length === 0) throw fault(404, '没有这件诉求，或者没有公开')
      return send(res, format, 'service_requests', 'request', rows)
    })
    get('/tokens/:file', 'Open311：凭 token 问编号；公开以后才有', async ({ file, query, res }) => {
      const { name, format } = fileOf(file)
      const id = matterOf(o.house.vault, name)
      if (!id) throw fault(404, '没有这个 token')
      const code = one(query.jurisdiction_id)
      const shown = await readPublic(o.pool, (c) => tokens(c, id, code || undefined))
      return send(res, format, 'service_requests', 'request', [{ service_request_id: shown ? id : null, token: name }])
    })
    for (const url of ['', '/*']) get(url, 'Open311：没有的地址', () => Promise.reject(fault(404, '没有这个地址')))

    async function filed(q: Record<string, unknown>, sent: Sent | undefined, req: FastifyRequest) {
      const at = await place(q)
      if (sent?.wrong.photos) throw fault(400, sent.wrong.photos)
      const description = one(q.description)
      const parsed = actions.ask.input.safeParse({
        title: lineOf(one(q.title) || (description.split('\n')[0] ?? ''), one(q.title) ? 200 : 40),
        content: description,
        category: q.service_code,
        where: one(q.address_string),
        anonymous: false,
      })
      if (!parsed.success) throw fault(400, ...Object.values(Refusal.input(parsed.error).problem.fields ?? {}))
      const phone = phoneDigits(one(q.phone))
      if (phone && !/^1\d{10}$/.test(phone)) throw fault(400, '手机号码应为 11 位数字')
      const name = cleanLine([one(q.last_name), one(q.first_name)].join(''))
      if (length(name) > 30) throw fault(400, '称呼最多 30 字')
      const given = req.headers['idempotency-key']
      const key = typeof given === 'string' && isId(given) ? given : randomUUID()
      const door: Door = {
        citizen: { id: randomUUID(), ...(name ? { name } : {}), ...(phone ? { phone } : {}) },
        channel: 'web',
        photos: sent?.photos ?? [],
        mostFrom: mostFrom(o),
      }
      const done = await act(o.house, {
        process: 'concern',
        action: 'ask',
        key,
        // A machine repeats from where it first spoke; the number alone is nobody's proof.
        proof: `open311:${req.ip}:${one(q.api_key)}`,
        beside: { name, phone },
        input: parsed.data as Record<string, unknown>,
        actor: { ...citizenActor(door.citizen.id, at.code), from: { address: req.ip, device: '' } },
        now: o.now(),
        extra: door,
      })
      return { done, place: at }
    }

    /** Not shown yet, so its number is no public one: the receipt is how its author finds it. */
    async function notice(citizen: string | null | undefined, at: Place): Promise<string> {
      const read = (c: pg.ClientBase) => c.query('select id, receipt_sealed from citizen where id = $1 and erased_at is null', [citizen])
      const row = citizen && (await readAsCitizen(o.pool, citizen, read)).rows[0]
      return row ? `凭查询码 ${receiptOf(o.house.vault, row)} 在 ${o.baseURL}/g/${at.code}/mine 查看办理情况` : '这件诉求已按反映人的要求删除'
    }

    route(g, {
      method: 'POST',
      url: `${BASE}/*`,
      policy: anyone,
      tag,
      summary: 'Open311：没有的地址',
      handler: () => Promise.reject(fault(404, '没有这个地址')),
    })
    route(g, {
      method: 'POST',
      url: `${BASE}/:file`,
      policy: anyone,
      tag,
      summary: 'Open311：提交一件诉求',
      limit: { max: o.asksPerTenMinutes ?? 20, timeWindow: '10 minutes' },
      handler: async ({ req, res }) => {
        const { name, format } = fileOf((req.params as { file: string }).file)
        if (name !== 'requests') throw fault(404, '没有这个地址')
        // A browser's cookie is worth nothing here, and no page of another site may use one: this door knows no session.
        const sent: Sent | undefined = req.isMultipart() ? await readForm(req, o.dataDir, true, (bytes) => roomFor(o, req.ip, bytes)) : undefined
        const { done, place: at } = await filed({ ...(req.query as object), ...(sent?.fields ?? (req.body as object | null) ?? {}) }, sent, req).catch(
          async (e) => {
            await dropPhotos(o.dataDir, sent?.photos ?? [])
            throw e
          },
        )
        if (done.repeated) await dropPhotos(o.dataDir, sent?.photos ?? [])
        else if (sent?.photos.length) o.photos()
        return send(res.code(201), format, 'service_requests', 'request', [
          {
            token: tokenOf(o.house.vault, done.matter),
            service_notice: await notice(done.citizen, at),
            account_id: null,
          },
        ])
      },
    })
  })
}

/** What the framework, the limits or the database refuse, in the protocol's numbers. */
function faultOf(e: Error & { statusCode?: number; code?: string; status?: number }): Fault {
  if (e instanceof Refusal) return fault(e.status, ...Object.values(e.problem.fields ?? { x: e.message }))
  if (isAway(e)) return fault(503, '系统正在恢复，请过十几秒再试')
  if (e.statusCode === 429) return fault(429, '提交得太快了，请稍等一分钟再试')
  if (e.statusCode === 413) return fault(413, '内容太长了，请精简后再提交')
  if (e.statusCode === 415) return fault(415, '请用表单（application/x-www-form-urlencoded 或 multipart/form-data）提交')
  if ((e.statusCode && e.statusCode < 500) || /^22\w{3}$/.test(e.code ?? '')) return fault(400, '请求的格式不对')
  return fault(500, '系统出了点问题，请稍后再试')
}
