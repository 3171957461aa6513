/**
 * Work that nobody waits for: sealing the record, clocks that run out, mail, the daily root. Several processes may run it on one
 * database: graphile-worker gives each minute's task to one of them, and what must not happen twice is also guarded where it is done.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import type { Database, Log } from '../database/open.ts'
import type { House } from '../kernel/act.ts'
import { addDays, localDay } from '../kernel/calendar.ts'
import { forgetAllowances } from '../kernel/limits.ts'
import { forgetRequests } from '../kernel/once.ts'
import { createSealer, publishRoot, type Root } from '../kernel/record.ts'
import type { Signer } from '../kernel/signer.ts'
import { indexMissing, learnHouse } from '../kernel/text-index.ts'
import { tick } from '../kernel/tick.ts'
import { tellOldChannels } from '../people/login/channel.ts'
import { tellResets } from '../people/login/reset.ts'
import { learnAll } from '../processes/common/learning.ts'
import { assignDay, everyPlace, runTopics } from '../processes/hotTopic/run.ts'
import type { Push } from './channels/push.ts'
import { limitedSms, type Sms, sweepLocal } from './channels/sms.ts'
import type { Wecom } from './channels/wecom.ts'
import { deliverToCitizens } from './citizens.ts'
import { deliver, openPost } from './delivery.ts'
import { fanOut } from './fanout.ts'
import { redrawPhotos, sweepGone } from './photos.ts'
import { trustedOf } from './record-keys.ts'
import { tellWitnesses, witnessesOf } from './witnesses.ts'

export interface JobOptions {
  database: Pick<Database, 'owner'>
  /** Where the daily roots are also written down, one a line: `roots.txt`. */
  dataDir?: string
  /** Its clocks are run every minute; none: they stand still. */
  house?: House
  log: Log
  now?: () => Date
  /** Default: `SMTP_URL`. */
  smtp?: string | undefined
  /** Text messages to citizens; none: they wait. */
  sms?: Sms
  /** Text messages of the house in a day. */
  smsPerDay?: number | undefined
  wecom?: Wecom | undefined
  push?: Push | undefined
  /** Default: `HUYING_URL`. */
  url?: string | undefined
  /** Signs the blocks; none: they stay unsigned. */
  signer?: Signer | undefined
  /** Default: `RECORD_WITNESSES`. */
  witnesses?: readonly string[]
  /** Milliseconds between two seals. */
  sealEvery?: number
}

// Five fields are UTC. A key for each: what was not begun in its minute does not pile up. No queues: one held by a killed process
// would stay closed for hours.
const CRON = [
  '* * * * * clocks ?jobKey=clocks',
  '* * * * * deliver ?jobKey=deliver',
  // 00:05 in Shanghai; made up for when the house was closed then.
  '5 16 * * * root ?jobKey=root&fill=2d',
  '35 * * * * tidy ?jobKey=tidy',
  // 02:10 in Shanghai.
  '10 18 * * * learn ?jobKey=learn&fill=1d',
  // 02:20 in Shanghai, and what comes in by day.
  '20 18 * * * topics ?jobKey=topics&fill=1d',
  '50 * * * * topicsDay ?jobKey=topicsDay',
].join('\n')

export async function startJobs(o: JobOptions): Promise<{ stop(): Promise<void> }> {
  const { log } = o
  const now = o.now ?? (() => new Date())
  const owner = o.database.owner
  const post = openPost(o.smtp ?? process.env.SMTP_URL)
  if (!post) log.info('没有设置 SMTP_URL：消息只在页面上提醒，不发邮件。')
  const witnesses = o.witnesses ?? witnessesOf(process.env.RECORD_WITNESSES)
  if (witnesses.length > 0 && !post) log.warn('设置了 RECORD_WITNESSES，但没有 SMTP_URL：指纹发不出去。')
  const url = o.url ?? process.env.HUYING_URL ?? `http://localhost:${process.env.PORT ?? 3000}`

  const sms = o.sms && o.house?.vault ? limitedSms(o.sms, owner, o.house.vault, now, o.smsPerDay) : o.sms

  const topicsFailed = (place: string, e: Error) => log.error(`${place} 的热点没有归并成：${e.message}`)
  // What failed is done in the next minute anyway; a failed job would be kept, and tried again beside it.
  const everyMinute = (fn: () => Promise<void>) => (): Promise<void> => fn().catch((e: Error) => log.error(`后台任务出错：${e.message}`))
  const tasks: TaskList = {
    clocks: everyMinute(async () => {
      if (!o.house) return
      const r = await tick(o.house, now())
      for (const f of r.failed) log.error(`时钟 ${f.clock} 没有办成：${f.why}`)
    }),
    deliver: everyMinute(async () => {
      const r = await deliver({ pool: owner, now: now(), post, url })
      if (r.failed) log.warn(`${r.failed} 封邮件没有发出，稍后重试。`)
      if (o.house?.vault && sms) {
        const s = await deliverToCitizens({ pool: owner, vault: o.house.vault, sms, now: now(), url })
        if (s.failed) log.warn(`${s.failed} 条短信没有发出，稍后重试。`)
      }
      if (o.house?.vault) await tellOldChannels(owner, o.house.vault, { sms, post }, now())
      await tellResets(owner, { sms, post }, now())
      if (post && witnesses.length > 0) {
        const w = await tellWitnesses({ pool: owner, now: now(), post, url, addresses: witnesses, keys: o.dataDir ? trustedOf(o.dataDir) : [] })
        if (w.failed) log.warn(`${w.failed} 封指纹的信没有发出，稍后重试。`)
      }
      const f = await fanOut({ pool: owner, now: now(), url, sms, wecom: o.wecom, push: o.push })
      if (f.failed) log.warn(`${f.failed} 批消息没有送达，稍后重试。`)
      // Photos whose server was stopped before they were redrawn.
      if (o.dataDir) {
        await redrawPhotos(owner, o.dataDir, now)
        await sweepGone(owner, o.dataDir)
        if (o.house?.vault) await sweepLocal(owner, o.house.vault, o.dataDir, now())
      }
    }),
    async root() {
      const day = addDays(localDay(now()), -1)
      const root = await publishRoot(owner, day, now())
      if (root && o.dataDir) await writeDown(o.dataDir, root)
    },
    async topics() {
      if (o.house) await everyPlace(owner, (place) => runTopics(owner, place, now()), topicsFailed)
    },
    async topicsDay() {
      if (o.house) await everyPlace(owner, (place) => assignDay(owner, place, now()), topicsFailed)
    },
    async learn() {
      await learnAll(owner, now(), (place, e) => log.error(`${place} 没有学成：${e.message}`))
    },
    async tidy() {
      await learnHouse(owner)
      const house = o.house
      if (house) await indexMissing(owner, (p) => house.processes.get(p)?.tells)
      await forgetRequests(owner, now())
      await forgetAllowances(owner, now())
      await owner.query(`delete from login_attempt where since < now() - interval '2 days' and (locked_until is null or locked_until < now())`)
      if (!o.dataDir) return
      await clearOld(path.join(o.dataDir, 'files', 'incoming'), new Set(), 24)
      const kept = await owner.query<{ id: string }>('select id from citizen_photo where done_at is null')
      await clearOld(path.join(o.dataDir, 'files', 'waiting'), new Set(kept.rows.map((r) => r.id)), LAID_HOURS)
    },
  }
  const sealing = startSealing(o, now)
  // Each schema of a database (a province's cities) has its own queue.
  const schema = `${(await owner.query<{ s: string }>('select current_schema() as s')).rows[0]?.s}_jobs`
  const working = await startWorking(
    () =>
      run({
        pgPool: owner,
        schema,
        taskList: tasks,
        crontab: CRON,
        concurrency: 2,
        pollInterval: 2000,
        noHandleSignals: true,
        gracefulShutdownAbortTimeout: 1500,
        logger: quiet(log),
      }),
    log,
  )
  let stopped: Promise<void> | undefined
  return {
    stop() {
      stopped ??= Promise.all([sealing.stop(), working.stop()]).then(() => post?.close())
      return stopped
    },
  }
}

/** A seal a second: a plain timer, cheap when there is nothing to seal. */
function startSealing(o: JobOptions, now: () => Date): { stop(): Promise<void> } {
  const seal = createSealer(o.database.owner, o.signer)
  let stopping = false
  let timer: NodeJS.Timeout
  let told = 0
  let running = Promise.resolve()
  const once = async () => {
    try {
      while (!stopping && (await seal(now())) > 0);
    } catch (e) {
      // Once a minute at most: while the database is away every second fails.
      if (!stopping && Date.now() - told > 60_000) {
        told = Date.now()
        o.log.warn(`事件日志暂时无法封存：${(e as Error).message}`)
      }
    }
    if (!stopping) timer = setTimeout(go, o.sealEvery ?? 1000)
  }
  const go = () => {
    running = once()
  }
  go()
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      await running
    },
  }
}

/** Keeps a worker going: one that ends by itself (the database was away for long) is started again. */
async function startWorking(start: () => Promise<Runner>, log: Log): Promise<{ stop(): Promise<void> }> {
  let stopping = false
  let wake = () => {}
  let runner = await start()
  const life = (async () => {
    while (!stopping) {
      await runner.promise.catch((e: Error) => log.error(`后台任务停了：${e.message}`))
      while (!stopping) {
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, 5000).unref()
        })
        if (stopping) break
        const again = await start().catch((e: Error) => log.error(`后台任务没有启动：${e.message}`))
        if (!again) continue
        runner = again
        if (stopping) await runner.stop().catch(() => {})
        break
      }
    }
  })()
  return {
    async stop() {
      stopping = true
      wake()
      await runner.stop().catch(() => {}) // it may be stopped already
      await life
    },
  }
}

async function writeDown(dataDir: string, r: Root): Promise<void> {
  const file = path.join(dataDir, 'roots.txt')
  const line = `${r.day} ${r.block} ${r.hash}\n`
  if (!(await fs.readFile(file, 'utf8').catch(() => '')).includes(line)) await fs.appendFile(file, line)
}

/** Uploads broken off a day ago or longer, and photos that nobody waits for any more. */
/** A citizen's photos wait this long for a form that was shown to him again. */
const LAID_HOURS = 3

async function clearOld(dir: string, kept: ReadonlySet<string>, hours: number): Promise<void> {
  for (const name of await fs.readdir(dir).catch(() => [])) {
    if (kept.has(name)) continue
    const file = path.join(dir, name)
    const at = (await fs.stat(file).catch(() => undefined))?.mtimeMs
    if (at !== undefined && Date.now() - at > hours * 3_600_000) await fs.rm(file, { force: true })
  }
}

/** Errors of a task reach our log without its payload; the rest of what the worker tells is for its own authors. */
function quiet(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error(message)
    else if (level === 'warning') log.warn(message)
  })
}
