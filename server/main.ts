/**
 * The house opens its doors: database, tables, the first people, pages and interfaces, background work; and closes them in order.
 *
 *   PORT            3000
 *   HOST            0.0.0.0
 *   HUYING_URL      http://localhost:PORT   the address that people type; https here turns on what needs it
 *   HUYING_PROXIES  0        how many reverse proxies stand in front
 *   HUYING_HOME     ./data   database and files
 *   HUYING_SECRET   signs sessions; without it one is made and kept under HUYING_HOME
 *   HUYING_RECORD_KEY  signs the record; without it one is made and kept under HUYING_HOME (record.key)
 *   DATABASE_URL    an existing PostgreSQL instead of the one under HUYING_HOME
 *   HUYING_DEMO     off      an empty house instead of the invented city
 *   RECORD_WITNESSES  addresses outside that get the day's root by mail
 *   SMS_PER_DAY     10000    text messages of the house in a day
 *   LOG_LEVEL       info
 */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { migrate } from '../database/migrate.ts'
import { type Database, openDatabase } from '../database/open.ts'
import { declareReads } from '../database/reads.ts'
import { keepBooks } from '../kernel/baseline.ts'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { type ProofKey, proveWith } from '../kernel/proof.ts'
import { learnHouse } from '../kernel/text-index.ts'
import { vaultOf } from '../kernel/vault.ts'
import { providerFromEnv } from '../people/login/oidc.ts'
import { learnAll } from '../processes/common/learning.ts'
import { processes, reads } from '../processes/index.ts'
import { buildApp } from './app.ts'
import { modelFromEnv } from './channels/model.ts'
import { webPush } from './channels/push.ts'
import { gatewaySms, localSms } from './channels/sms.ts'
import { wecomFromEnv } from './channels/wecom.ts'
import { startJobs } from './jobs.ts'
import { errorLine } from './log-lines.ts'
import { enrol, openRecordKeys } from './record-keys.ts'

process.env.TZ = 'Asia/Shanghai'
const ROOT = path.resolve(import.meta.dirname, '..')
const started = Date.now()
const log = pino({ level: process.env.LOG_LEVEL ?? 'info', serializers: { err: errorLine } })
/** One line for people; the log lines are for machines. */
const say = (text: string) => process.stdout.write(`${text}\n`)

let database: Database | undefined
let app: FastifyInstance | undefined
let jobs: { stop(): Promise<void> } | undefined
let closing = 0

for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(name, () => {
    // npm passes on a Ctrl-C that the terminal has delivered already: the echo is no second wish.
    if (closing && Date.now() - closing > 500) process.exit(1)
    if (!closing) void close(0)
  })
}

open().catch((e: Error & { code?: string }) => {
  if (closing) return
  console.error(e.code === 'EADDRINUSE' ? `端口 ${port()} 已被占用。请停止占用它的程序，或用环境变量 PORT 换一个端口。` : `启动失败：${e.message}`)
  if (!/[\u4e00-\u9fff]/.test(e.message) && e.code !== 'EADDRINUSE') console.error(e.stack)
  void close(1)
})

async function open(): Promise<void> {
  const home = path.resolve(ROOT, process.env.HUYING_HOME ?? 'data')
  fs.mkdirSync(home, { recursive: true })
  database = await openDatabase({ home, url: process.env.DATABASE_URL, log })
  const keys = openRecordKeys(home, process.env.HUYING_RECORD_KEY)
  proveWith(keys.proof[0] as ProofKey)
  const run = await migrate(database.owner)
  await declareReads(database.owner, reads)
  if (run.length) log.info(`数据库结构已更新：${run.join('、')}`)
  await fillCalendar(database.owner)
  const fresh = (await database.owner.query('select not exists (select from place) as yes')).rows[0].yes as boolean
  const demo = await seed(database)
  await learnHouse(database.owner)
  await keepBooks(database.owner, new Date())
  await enrol(home, keys.signer, database.owner)
  if (closing) return
  const now = () => new Date()
  const baseURL = process.env.HUYING_URL ?? `http://localhost:${port()}`
  const sms = process.env.SMS_URL ? gatewaySms(process.env.SMS_URL, process.env.SMS_KEY ?? '') : localSms(home)
  if (!process.env.SMS_URL) log.info('没有设置 SMS_URL：短信不发出，写在数据目录的 outbox/sms.jsonl 里。')
  const smsPerDay = Number(process.env.SMS_PER_DAY) || undefined
  const wecom = wecomFromEnv(process.env)
  const push = webPush(home, baseURL.startsWith('https') ? baseURL : 'mailto:huying@localhost')
  const built = await buildApp({
    database,
    sms,
    smsPerDay,
    wecom,
    push,
    model: modelFromEnv(process.env),
    dataDir: home,
    secret: secret(home),
    baseURL,
    now,
    webDir: path.join(ROOT, 'dist/web'),
    // What went wrong, not every request: a line for each costs more than the framework itself.
    logger: { level: process.env.LOG_LEVEL ?? 'warn' },
    trustedHops: Number(process.env.HUYING_PROXIES ?? 0),
    provider: providerFromEnv(process.env),
  })
  app = built.app
  jobs = await startJobs({ database, house: built.house, dataDir: home, log, now, sms, smsPerDay, wecom, push, signer: keys.signer })
  const host = process.env.HOST ?? '0.0.0.0'
  await app.listen({ port: port(), host })
  say(`\n呼应已启动（${((Date.now() - started) / 1000).toFixed(1)} 秒）`)
  for (const address of addresses(host)) say(`  http://${address}:${port()}`)
  if (demo) await sayLogins()
  // The night's lesson at once, so that a newcomer finds proposals and their hit rate; nobody waits for it.
  if (fresh && demo) void learnAll(database.owner, now(), (place, e) => closing || log.error(`${place} 没有学成：${e.message}`)).catch(() => undefined)
  say('按 Ctrl-C 停止。\n')
}

/** Made once and kept readable for this account alone. Sessions end when it changes. */
function secret(home: string): string {
  if (process.env.HUYING_SECRET) return process.env.HUYING_SECRET
  const file = path.join(home, 'secret')
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return fs.readFileSync(file, 'utf8')
}

/** @returns whether the invented city lives here */
async function seed(db: Database): Promise<boolean> {
  const { rows } = await db.owner.query<{ any: boolean; demo: boolean }>(
    'select exists (select from place) as any, exists (select from person where demo) as demo',
  )
  if (rows[0]?.any || process.env.HUYING_DEMO === 'off') return rows[0]?.demo ?? false
  const { seedDemo } = await import('../people/demo/seed.ts')
  await seedDemo(db.owner, { log })
  await openAccounts(db.owner)
  await learnHouse(db.owner)
  const { seedWork } = await import('../processes/demo.ts')
  const home = path.resolve(ROOT, process.env.HUYING_HOME ?? 'data')
  await seedWork({ pool: db.pool, processes, vault: vaultOf(secret(home)) }, db.owner, { now: new Date(), dataDir: home, log })
  return true
}

/** The invented city's people may log in; their password is printed, so it is no secret. */
async function openAccounts(owner: Database['owner']): Promise<void> {
  const [{ createAccounts }, { demoAccounts }, { DEMO_PASSWORD }] = await Promise.all([
    import('../people/login/accounts.ts'),
    import('../people/demo/logins.ts'),
    import('../people/demo/people.ts'),
  ])
  await createAccounts(owner, await demoAccounts(owner), DEMO_PASSWORD)
}

async function sayLogins(): Promise<void> {
  const { demoLogins } = await import('../people/demo/logins.ts')
  say('演示账号：')
  for (const l of demoLogins()) say(`  ${l.who}  ${l.password}  ${l.name}(${l.place}${l.office})`)
}

/** Within five seconds: no new requests, the running ones finish, then jobs, pools and the database's own process. */
async function close(code: number): Promise<void> {
  closing = Date.now()
  const limit = setTimeout(() => process.exit(code || 1), 5000)
  limit.unref()
  if (app) log.info('正在停止……')
  const impatient = setTimeout(() => app?.server.closeAllConnections(), 1500)
  const errors = (e: Error) => log.error(`停止时出错：${e.message}`)
  await Promise.all([app?.close().catch(errors), jobs?.stop().catch(errors)])
  clearTimeout(impatient)
  await database?.stop().catch(errors)
  process.exit(code)
}

function port(): number {
  return Number(process.env.PORT ?? 3000)
}

function addresses(host: string): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host]
  const own = Object.values(os.networkInterfaces()).flatMap((list) => (list ?? []).filter((i) => i.family === 'IPv4' && !i.internal).map((i) => i.address))
  return ['localhost', ...own]
}
