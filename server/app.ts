/** The server: plugins, who is asking, routes, errors. A route without a policy stops the start. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { Database } from '../database/open.ts'
import { isAway } from '../database/read.ts'
import type { House } from '../kernel/act.ts'
import { localDay } from '../kernel/calendar.ts'
import { DayError } from '../kernel/day.ts'
import { networkOf } from '../kernel/limits.ts'
import { Refusal } from '../kernel/refusal.ts'
import { type Vault, vaultOf } from '../kernel/vault.ts'
import type { Problem } from '../kernel/wire.ts'
import { channelChangeRoutes } from '../people/login/channel-routes.ts'
import type { OidcProvider } from '../people/login/oidc.ts'
import { resetRoutes } from '../people/login/reset-routes.ts'
import loginRoutes from '../people/login/routes.ts'
import rosterRoutes from '../people/roster/routes.ts'
import { createViewerLoader } from '../people/viewer-load.ts'
import { processes } from '../processes/index.ts'
import { publicRoutes } from '../public/routes.ts'
import { assessRoutes } from './assess.ts'
import { calendarRoutes } from './calendar.ts'
import { channelRoutes } from './channel-routes.ts'
import type { LanguageModel } from './channels/model.ts'
import type { Push } from './channels/push.ts'
import { limitedSms, localSms, type Sms } from './channels/sms.ts'
import type { Wecom } from './channels/wecom.ts'
import { collectRoutes, type Documented, docsRoutes } from './docs.ts'
import { documentRoutes } from './documents.ts'
import fileRoutes from './files.ts'
import { fundRoutes } from './fund.ts'
import { guideRoutes } from './guide.ts'
import { houseRoutes } from './house.ts'
import { ladderRoutes } from './ladder.ts'
import { createLive } from './live.ts'
import { logRoutes } from './log.ts'
import { quietly } from './log-lines.ts'
import { ownPage } from './own-page.ts'
import { peopleRoutes } from './people.ts'
import { promiseRoutes } from './promises.ts'
import { publicationRoutes } from './publication.ts'
import { replyCheckRoutes } from './reply-checks.ts'
import { reportRoutes } from './report.ts'
import { sortingRoutes } from './sorting.ts'
import { stampRoutes } from './stamps.ts'
import { stationRoutes } from './stations.ts'
import { suggestionRoutes } from './suggestion.ts'
import { textRoutes } from './text.ts'
import { topicRoutes } from './topics.ts'
import { concernRoutes } from './voice.ts'
import { workRoutes } from './work.ts'

export interface AppOptions {
  database: Pick<Database, 'pool'>
  dataDir: string
  secret: string
  baseURL: string
  /** The clock of the whole server; a rehearsal moves it. */
  now?: () => Date
  webDir?: string
  logger?: boolean | object
  provider?: OidcProvider | undefined
  /** From one address; default 30. */
  loginsPerMinute?: number
  /** From one address; default 1,200. */
  requestsPerMinute?: number
  /** Public pages from one address; default 240. */
  publicPerMinute?: number
  /** Concerns from one address in ten minutes; default 20. */
  asksPerTenMinutes?: number
  /** Text messages; default: a local file. */
  sms?: Sms
  /** Of the whole house; default 10,000. */
  smsPerDay?: number | undefined
  wecom?: Wecom | undefined
  push?: Push | undefined
  /** An outside language model; none: no page offers it. */
  model?: LanguageModel | undefined
  /** How many reverse proxies stand in front; 0: believe no forwarded header. */
  trustedHops?: number
}

export interface Running {
  app: FastifyInstance
  house: House
  documented: Documented[]
}

/** Nothing from elsewhere, no inline script. */
const CSP = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'"],
  workerSrc: ["'self'"],
  fontSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  formAction: ["'self'"],
}

export async function buildApp(o: AppOptions): Promise<Running> {
  const now = o.now ?? (() => new Date())
  const app: FastifyInstance = Fastify({
    logger: quietly(o.logger),
    trustProxy: (_address, hop) => hop < (o.trustedHops ?? 0),
    bodyLimit: 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: true },
    // An address that cannot even be read ('%') never reaches a route.
    frameworkErrors: (_e, _req, res) => (res as unknown as FastifyReply).code(404).send({ error: 'unknown', message: '没有这个地址' } satisfies Problem),
  })
  const live = createLive({
    ended: async (tokens) => {
      const r = await o.database.pool.query('select token from auth_session where token = any ($1) and "expiresAt" > now()', [tokens])
      const on = new Set(r.rows.map((x) => x.token))
      return tokens.filter((t) => !on.has(t))
    },
    left: async (seats) => {
      const r = await o.database.pool.query(`select id from seat where id = any ($1) and state = 'active' and (ends_on is null or ends_on >= $2)`, [
        seats,
        localDay(now()),
      ])
      const on = new Set(r.rows.map((x) => x.id))
      return seats.filter((x) => !on.has(x))
    },
  })
  const house: House & { vault: Vault } = {
    pool: o.database.pool,
    processes,
    vault: vaultOf(o.secret),
    publish: (change, audience, gone) => live.publish({ ...change, audience, gone }),
  }

  // Added before anything else: every route that follows must say who may call it.
  app.addHook('onRoute', (r) => {
    // The API reference starts itself by an inline script: its pages alone are allowed one. Heard before helmet reads it.
    if (r.url.startsWith('/docs'))
      r.helmet = { contentSecurityPolicy: { useDefaults: false, directives: { ...CSP, scriptSrc: ["'self'", "'unsafe-inline'"] } } }
    if (r.method === 'HEAD' || r.method === 'OPTIONS') return
    if (!r.config?.policy && r.url.startsWith('/api')) throw new Error(`路由 ${r.method} ${r.url} 没有写明谁可以访问`)
  })
  const documented = collectRoutes(app)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CSP },
    hsts: o.baseURL.startsWith('https'),
    crossOriginOpenerPolicy: o.baseURL.startsWith('https'),
  })
  await app.register(rateLimit, {
    global: true,
    max: o.requestsPerMinute ?? 1200,
    keyGenerator: (req) => networkOf(req.ip),
    timeWindow: '1 minute',
    errorResponseBuilder: () => new Refusal('busy', '操作太快了，请稍等一分钟再试'),
  })
  await app.register(multipart, { limits: { files: 1, fileSize: 25 * 1024 * 1024, fields: 10 } })
  await app.register(compress, { threshold: 2048 })

  app.setErrorHandler((e, req, res) => {
    const p = problemOf(e)
    if (p.problem.error === 'broken' || p.problem.error === 'away') req.log.error({ err: e }, 'request failed')
    if (p.problem.error === 'away') res.header('retry-after', String(RETRY_SECONDS))
    res.code(p.status).send(p.problem)
  })

  // Only JSON and uploads have a reader of their own: a form of another site's page can send neither unasked.
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async (req) => {
    if (req.url.startsWith('/api')) ownPage(req, o.baseURL)
  })
  const viewerOf = createViewerLoader({ pool: o.database.pool, secret: o.secret, now, secure: o.baseURL.startsWith('https') })
  app.decorateRequest('viewer', null)
  app.addHook('onRequest', async (req) => {
    if (req.url.startsWith('/api')) req.viewer = await viewerOf(req)
  })

  const ctx = { pool: o.database.pool, house, now, dataDir: o.dataDir, secret: o.secret, baseURL: o.baseURL }
  loginRoutes(app, { ...ctx, provider: o.provider, loginsPerMinute: o.loginsPerMinute })
  const sms = limitedSms(o.sms ?? localSms(o.dataDir), o.database.pool, house.vault, now, o.smsPerDay)
  resetRoutes(app, { pool: o.database.pool, vault: house.vault, now, perMinute: o.loginsPerMinute })
  channelChangeRoutes(app, { pool: o.database.pool, vault: house.vault, sms, now })
  fileRoutes(app, ctx)
  live.routes(app)
  rosterRoutes(app, { ...ctx, vault: house.vault })
  peopleRoutes(app, ctx)
  houseRoutes(app, ctx)
  calendarRoutes(app, ctx)
  suggestionRoutes(app, ctx)
  workRoutes(app, ctx)
  guideRoutes(app, ctx)
  promiseRoutes(app, ctx)
  ladderRoutes(app, ctx)
  fundRoutes(app, ctx)
  reportRoutes(app, ctx)
  assessRoutes(app, ctx)
  documentRoutes(app, ctx)
  publicationRoutes(app, ctx)
  concernRoutes(app, ctx)
  stationRoutes(app, ctx)
  topicRoutes(app, ctx)
  textRoutes(app, ctx, o.model)
  sortingRoutes(app, ctx)
  stampRoutes(app, ctx)
  replyCheckRoutes(app, ctx)
  logRoutes(app, ctx)
  channelRoutes(app, ctx, { sms: o.sms !== undefined, wecom: o.wecom !== undefined, push: o.push })
  await publicRoutes(app, {
    ...ctx,
    sms,
    publicPerMinute: o.publicPerMinute,
    asksPerTenMinutes: o.asksPerTenMinutes,
  })
  await docsRoutes(app, documented, o.baseURL)
  await web(app, o.webDir ?? path.resolve('dist/web'))
  return { app, house, documented }
}

/** The built pages; any unknown address outside /api is the single page's own. */
async function web(app: FastifyInstance, dir: string) {
  const built = existsSync(path.join(dir, 'index.html'))
  if (built)
    await app.register(fastifyStatic, {
      root: dir,
      setHeaders: (res, file) => {
        res.header('cache-control', /\/assets\//.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  app.setNotFoundHandler((req, res) => {
    if (req.url.startsWith('/api') || !built || req.method !== 'GET') return res.code(404).send({ error: 'unknown', message: '没有这个地址' } satisfies Problem)
    return res.sendFile('index.html')
  })
}

/** How soon to come back when the database is away: it restarts within seconds. */
const RETRY_SECONDS = 10

function problemOf(e: unknown): { status: number; problem: Problem } {
  if (e instanceof Refusal) return e
  const x = e as { statusCode?: number; code?: string }
  if (x.code === 'FST_REQ_FILE_TOO_LARGE') return new Refusal('input', '文件太大了，请压缩后再上传', { fields: { file: '文件太大了' } })
  if (x.statusCode === 413) return new Refusal('input', '内容太长了，请精简后再提交')
  if (x.statusCode === 429) return new Refusal('busy', '操作太快了，请稍等一分钟再试')
  // A sum that left the span of days the house reckons in.
  if (e instanceof DayError) return new Refusal('input', `${e.message}，请检查填写的日期和期限`)
  // PostgreSQL's class 22: a value that is none (a date that does not exist, an id that is no id).
  if (/^22\w{3}$/.test(x.code ?? '')) return new Refusal('input', '请求里有不能识别的值，请检查后再试')
  if (isAway(e)) return new Refusal('away', '系统正在恢复，您填写的内容没有丢，请过十几秒再提交一次')
  if (x.statusCode && x.statusCode < 500) return new Refusal('input', '请求的格式不对，请刷新页面后再试')
  return new Refusal('broken', '系统出了点问题，您填写的内容没有丢，请稍后再试；多次出现请告诉管理员')
}

export interface RouteContext {
  pool: Database['pool']
  house: House
  now: () => Date
  dataDir: string
  secret: string
  baseURL: string
}
