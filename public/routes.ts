/**
 * The public pages under /g: no login, no script, nothing but the public views. An answer is asked for anew every time
 * (`no-cache`, ETag of its content): what is taken down is gone with the next request.
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { isAway, readPublic } from '../database/read.ts'
import { localDay } from '../kernel/calendar.ts'
import { calendarFor } from '../kernel/calendar-store.ts'
import { DayError } from '../kernel/day.ts'
import { disposition } from '../kernel/download.ts'
import { Refusal } from '../kernel/refusal.ts'
import { readRoots } from '../kernel/roots.ts'
import { ruleBook } from '../kernel/rules.ts'
import { readRules } from '../kernel/store.ts'
import { suggestion as def } from '../processes/suggestion/process.ts'
import { photoWorker } from '../server/photos.ts'
import { anyone } from '../server/policies.ts'
import { trustedOf } from '../server/record-keys.ts'
import { route } from '../server/route.ts'
import { type Kept, pageCache } from './cache.ts'
import { feed, sitemap } from './feeds.ts'
import { html } from './html.ts'
import { layout, missing, type Page } from './layout.ts'
import { about } from './pages/about.ts'
import { catalogueCsv, cataloguePage, SCREEN } from './pages/catalogue.ts'
import { deadlinePage } from './pages/deadline.ts'
import { directoryPage } from './pages/directory.ts'
import { front, home, years } from './pages/home.ts'
import { itemPage } from './pages/item.ts'
import { promisesPage } from './pages/promises.ts'
import { recordFeed, recordPage, recordText } from './pages/record.ts'
import { open311Routes } from './people/open311-routes.ts'
import { peoplePages } from './people/routes.ts'
import { addresses, askOf, catalogue, directory, isPlace, item, options, type Place, placeOf, places, promiseAskOf, promiseCounts, promises } from './read.ts'
import { type VoiceContext, voiceRoutes } from './voice/routes.ts'

export interface PublicContext extends Omit<VoiceContext, 'photos'> {
  /** Pages from one address; default 240. */
  publicPerMinute?: number | undefined
}
/** Text of another kind than a page. */
interface Plain {
  type: string
  text: string
  name?: string
}
type Query = Record<string, unknown>
interface Asked {
  c: pg.PoolClient
  params: Record<string, string>
  query: Query
}

const COOKIE = 'huying.elder'
const CSS = ['style.css', 'pieces.css', 'voice/voice.css'].map((f) => readFileSync(path.join(import.meta.dirname, f), 'utf8')).join('')
const tag = '公开'

export async function publicRoutes(app: FastifyInstance, o: PublicContext): Promise<void> {
  const cache = pageCache(o.pool)
  const STYLE = kept(200, 'text/css; charset=utf-8', CSS)
  const worker = photoWorker(o.pool, o.dataDir, o.now, (e) => app.log.error({ err: e }, 'photo'))
  app.addHook('onClose', () => worker.idle())
  await app.register(async (g) => {
    // Errors of these pages are pages, too.
    g.setErrorHandler((x: { statusCode?: number; status?: number; code?: string; message?: string }, req, res) => {
      // PostgreSQL's class 22, or a day outside the span: a value in the address that is none.
      const e: { statusCode?: number; status?: number; message?: string } =
        x instanceof DayError || /^22\w{3}$/.test(x.code ?? '') ? new Refusal('input', '地址里有不能识别的值，请从公开首页重新进入') : x
      const status = e.status ?? e.statusCode ?? 500
      if (e instanceof Refusal && status !== 404 && status !== 429)
        return show(req, res, { title: '没有办成', status, body: html`<h1>没有办成</h1><p>${e.message}</p><p><a href="/g">回到公开首页</a></p>` })
      if (status === 404) return show(req, res, missing())
      const busy = status === 429
      if (isAway(e)) res.header('retry-after', '10')
      if (!busy) req.log.error({ err: e }, 'public page failed')
      return show(req, res, {
        title: busy ? '请稍等' : '暂时打不开',
        status: busy ? 429 : isAway(e) ? 503 : 500,
        body: busy
          ? html`<h1>看得太快了</h1><p>请等一分钟再试。</p>`
          : html`<h1>这一页暂时打不开</h1><p>请稍后再试；多次出现，请告诉当地人大代表工作机构。</p>`,
      })
    })
    const add = (url: string, summary: string, make: (a: Asked) => Promise<Page | Plain | undefined>) =>
      route(g, {
        method: 'GET',
        url,
        policy: anyone,
        tag,
        summary,
        limit: { max: o.publicPerMinute ?? 240, timeWindow: '1 minute' },
        handler: async ({ req, res }) => {
          const read = async () =>
            (await readPublic(o.pool, (c) => make({ c, params: (req.params ?? {}) as Record<string, string>, query: (req.query ?? {}) as Query }))) ?? missing()
          // The switch to the other size sets a cookie: answered by itself.
          if ((req.query as Query | undefined)?.elder !== undefined) return show(req, res, await read())
          const kept = await cache.get(`${localDay(o.now())} ${req.cookies[COOKIE] === '1' ? 'elder' : ''} ${req.url}`, async () => drawn(req, await read()))
          return sendKept(req, res, kept)
        },
      })
    const at = (url: string, summary: string, make: (a: Asked & { place: Place }) => Promise<Page | Plain | undefined>) =>
      add(`/g/:place${url}`, summary, async (a) => {
        const place = isPlace(a.params.place ?? '') ? await placeOf(a.c, a.params.place as string) : undefined
        return place && make({ ...a, place })
      })
    const today = () => localDay(o.now())

    route(g, {
      method: 'GET',
      url: '/g/style.css',
      policy: anyone,
      tag,
      summary: '公开页面的样式',
      handler: ({ req, res }) => sendKept(req, res, STYLE),
    })
    add('/g', '各地公开：找代表、提诉求、看办理、议民生', async ({ c, query }) => home(await places(c), typeof query.to === 'string' ? query.to : undefined))
    add('/g/deadline', '算期限', async ({ c, query }) => deadlinePage(await calendarFor(c, null), query, today()))
    add('/g/accessibility', '无障碍说明', async () => about())
    const keys = () => trustedOf(o.dataDir)
    add('/g/record', '办理日志每天的指纹', async ({ c }) => recordPage(await readRoots(c, 60), keys()))
    add('/g/record.txt', '全部指纹和公钥，一行一个', async ({ c }) => ({
      type: 'text/plain; charset=utf-8',
      text: recordText(await readRoots(c, 100_000), keys()),
    }))
    add('/g/record.xml', '指纹的订阅', async ({ c }) => ({ type: 'application/rss+xml; charset=utf-8', text: recordFeed(o.baseURL, await readRoots(c, 60)) }))
    add('/g/sitemap.xml', '网站地图', async ({ c }) => ({
      type: 'application/xml; charset=utf-8',
      text: sitemap(o.baseURL, await places(c), await addresses(c)),
    }))

    const voice = { ...o, photos: worker.kick }
    // Open311 sends its fields as a form.
    await g.register(formbody, { bodyLimit: 64 * 1024 })
    voiceRoutes(g, voice, show)
    peoplePages(at, voice)
    await open311Routes(g, voice)
    at('', '一个地方的公开首页', async ({ c, place }) =>
      front(place, {
        latest: await directory(c, place.code, {}),
        options: await options(c, place.code),
        promises: await promiseCounts(c, place.code, today()),
      }),
    )
    at('/suggestions', '公开的建议目录', async ({ c, place, query }) => {
      const ask = askOf(query)
      return directoryPage(place, ask, await directory(c, place.code, ask), await options(c, place.code))
    })
    at('/suggestions/:id', '一件公开的建议', async ({ c, place, params }) => {
      const x = await item(c, place.code, params.id ?? '', today())
      if (!x) return undefined
      const g = await readRules(c, place.code)
      const judgements = ruleBook(def, g.rules, g.chain, today()).value<boolean>('publish.judgements')
      return itemPage(place, x, { cal: await calendarFor(c, place.code), now: o.now(), judgements })
    })
    at('/promises', '承诺事项', async ({ c, place, query }) => {
      const ask = promiseAskOf(query)
      return promisesPage(place, ask, await promises(c, place.code, ask, today()), await promiseCounts(c, place.code, today()))
    })
    at('/catalogue', '有目录的年度', async ({ c, place }) => years(place, (await options(c, place.code)).year))
    at('/catalogue/:year', '年度目录：页面，或 .csv 表格', async ({ c, place, params, query }) => {
      const [, digits, csv] = /^(\d{4})(\.csv)?$/.exec(params.year ?? '') ?? []
      const year = Number(digits)
      const total = (await options(c, place.code)).year.find((y) => y.value === digits)?.n ?? 0
      if (!total) return undefined
      if (csv)
        return {
          type: 'text/csv; charset=utf-8',
          name: `${place.name}代表建议目录${year}.csv`,
          text: catalogueCsv(await catalogue(c, place.code, year), (id) => `${o.baseURL}/g/${place.code}/suggestions/${id}`),
        }
      const all = query.all === '1'
      const page = Math.min(Math.max(1, Math.trunc(Number(query.page)) || 1), Math.ceil(total / SCREEN))
      return cataloguePage(place, year, await (all ? catalogue(c, place.code, year) : catalogue(c, place.code, year, (page - 1) * SCREEN, SCREEN)), {
        total,
        page,
        all,
      })
    })
    at('/feed.xml', '订阅', async ({ c, place }) => ({
      type: 'application/rss+xml; charset=utf-8',
      text: feed(o.baseURL, place, (await directory(c, place.code, {})).rows),
    }))
    // Never the single page of the other faces: an address under /g that is none says so.
    add('/g/*', '没有的公开页面', async () => undefined)
  })
}

function drawn(req: FastifyRequest, p: Page | Plain): Kept {
  if ('text' in p) return kept(200, p.type, p.text, p.name)
  const asked = (req.query as Query | undefined)?.elder
  const elder = asked === '1' || (asked !== '0' && req.cookies[COOKIE] === '1')
  const status = p.status ?? 200
  // A page that is not there reflects nothing of the address that was asked.
  return kept(status, 'text/html; charset=utf-8', layout(p, { elder, here: status === 200 || status === 422 ? req.url : '/g' }))
}

function show(req: FastifyRequest, res: FastifyReply, p: Page | Plain) {
  const asked = (req.query as Query | undefined)?.elder
  if (asked === '1' || asked === '0') res.setCookie(COOKIE, asked, { path: '/g', sameSite: 'lax', httpOnly: true, maxAge: asked === '1' ? 31_536_000 : 0 })
  return sendKept(req, res, drawn(req, p))
}

const kept = (status: number, type: string, text: string, name?: string): Kept => ({
  status,
  type,
  text,
  name,
  tag: `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
})

function sendKept(req: FastifyRequest, res: FastifyReply, k: Kept) {
  if (k.name) res.header('content-disposition', disposition('attachment', k.name, 'open-data'))
  res.header('vary', 'Cookie').header('cache-control', 'no-cache').header('etag', k.tag)
  if (k.status === 200 && req.headers['if-none-match'] === k.tag) return res.code(304).send()
  return res.code(k.status).type(k.type).send(k.text)
}
