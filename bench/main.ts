/**
 * `npm run bench`: what the house costs, as ratios measured in one run on the machine it names. Absolute numbers are for orientation.
 * Each pair is measured in turn (A B A B …) and the median ratio is told, so that a machine that drifts does not lie.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import autocannon from 'autocannon'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { readAs } from '../database/read.ts'
import { declareReads } from '../database/reads.ts'
import { act, type House } from '../kernel/act.ts'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { calendarFor } from '../kernel/calendar-store.ts'
import { seal } from '../kernel/record.ts'
import { vaultOf } from '../kernel/vault.ts'
import { verify } from '../kernel/verify.ts'
import { demoAccounts } from '../people/demo/logins.ts'
import { DEMO_PASSWORD, IDS } from '../people/demo/people.ts'
import { seedDemo } from '../people/demo/seed.ts'
import { createAccounts } from '../people/login/accounts.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { seatsOf } from '../people/viewer-load.ts'
import { similarTo } from '../processes/common/similar.ts'
import { processes, reads } from '../processes/index.ts'
import { listSuggestions } from '../processes/suggestion/list.ts'
import { readSuggestion } from '../processes/suggestion/reads.ts'
import { buildApp } from '../server/app.ts'
import { audit } from '../test/browser/lighthouse.ts'

if (process.argv[2] === 'text') await import('./text.ts')

const MATTERS = Number(process.env.BENCH_MATTERS ?? 2000)
const ROUNDS = 5
const TODAY = new Date('2026-04-01T09:00:00+08:00')

const home = mkdtempSync(path.join(os.tmpdir(), 'huying-bench-'))
const database = await openDatabase({ home })
await migrate(database.owner)
await declareReads(database.owner, reads)
await fillCalendar(database.owner)
await seedDemo(database.owner, {})
await createAccounts(database.owner, await demoAccounts(database.owner), DEMO_PASSWORD)
const house: House = { pool: database.pool, processes, vault: vaultOf('bench') }

async function viewer(person: string): Promise<Viewer> {
  const [seat] = await seatsOf(database.pool, person, '2026-04-01')
  if (!seat) throw new Error('没有这个人')
  return { person, name: seat.personName, seat, strong: true, session: '' }
}
const [li, wang, wu] = [await viewer(IDS.person.lixiulan), await viewer(IDS.person.wangmin), await viewer(IDS.person.wuhaitao)]
const parties = new Map<string, string>()
const does = (v: Viewer, action: string, matter: string | null, input?: Record<string, unknown>) =>
  act(house, {
    process: 'suggestion',
    action,
    matter,
    party: matter && action === 'urge' ? parties.get(matter) : null,
    input,
    key: randomUUID(),
    actor: actorOf(v),
    now: TODAY,
  })

const WORDS =
  '公交 线路 站点 老旧 小区 电梯 停车 学位 卫生院 河道 治理 农田 灌溉 养老 托育 路灯 充电 消防 菜场 文化馆 步道 扬尘 噪声 垃圾 分类 冷链 民宿 古树 水源 校车'.split(
    ' ',
  )
const pick = (n: number, i: number) => Array.from({ length: n }, (_, k) => WORDS[(i * 7 + k * (3 + (i % 5))) % WORDS.length]).join('')
const sheet = (i: number) => ({
  title: `关于${pick(3, i)}的建议`,
  kind: 'suggestion',
  situation: `${pick(40, i)}。`.repeat(4),
  proposals: `请有关单位完善${pick(12, i + 1)}。`,
  source: 'research',
  mayPublish: true,
})

async function pool(n: number, at: number, fn: (i: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: at }, async () => {
      for (let i = next++; i < n; i = next++) await fn(i)
    }),
  )
  return (n * 1000) / (performance.now() - started)
}
const median = (xs: number[]) => xs.toSorted((a, b) => a - b)[Math.floor(xs.length / 2)] as number

console.log(
  `机器：${os.cpus()[0]?.model}，${os.cpus().length} 核，${Math.round(os.totalmem() / 2 ** 30)} GiB，Node ${process.version}，嵌入的 PostgreSQL，持久提交`,
)
const ids: string[] = []
const made = await pool(MATTERS, 16, async (i) => {
  const { matter } = await does(li, 'draft', null, sheet(i))
  await does(li, 'submit', matter)
  await does(wang, 'register', matter, { political: 'pass', legal: 'pass', quality: 'pass', category: 'society' })
  await does(wang, 'assign', matter, { kind: 'sole', main: [IDS.unit.jiaotong], co: [] })
  ids.push(matter)
})
for (const p of (await database.owner.query(`select id, matter from party where role = 'main' and left_at is null`)).rows) parties.set(p.matter, p.id)
console.log(`准备：${MATTERS} 件建议，每件四步；16 路并发每秒 ${(made * 4).toFixed(0)} 步`)

// An act against the bare statement that any system must run: one durable update of one row.
const bare = (i: number) =>
  database.owner.query({ name: 'bare', text: 'update matter set updated_at = $2 where id = $1', values: [ids[i % ids.length], TODAY] })
for (const at of [1, 16]) {
  const ratios: number[] = []
  const speeds: number[] = []
  for (let r = 0; r < ROUNDS; r++) {
    const n = at === 1 ? 100 : 400
    const a = await pool(n, at, (i) =>
      does(wang, 'urge', ids[(r * 500 + i + (at === 1 ? 0 : 250)) % ids.length] as string, { channel: '电话', note: '请抓紧办理', person: '', answer: '' }),
    )
    const b = await pool(n, at, bare)
    ratios.push(a / b)
    speeds.push(a)
  }
  console.log(`办理一次 ÷ 一条裸更新（${at} 路）：${median(ratios).toFixed(2)}（每秒 ${median(speeds).toFixed(0)} 次）`)
}

const reading = async (name: string, n: number, fn: (i: number) => Promise<unknown>) => {
  const speeds: number[] = []
  for (let r = 0; r < ROUNDS; r++) speeds.push(await pool(n, 16, fn))
  const one = await pool(1, 1, bare).then(() => pool(200, 16, bare))
  console.log(`${name} ÷ 裸更新（16 路）：${(median(speeds) / one).toFixed(2)}（每秒 ${median(speeds).toFixed(0)} 次）`)
}
const cal = await readAs(database.pool, wang, async (c) => calendarFor(c, '990300'))
await reading(`打开一件（${MATTERS} 件中）`, 200, (i) => readAs(database.pool, wang, (c) => readSuggestion(c, wang, ids[i % ids.length] as string, TODAY)))
await reading('列表五十件并计数', 60, () => readAs(database.pool, wang, (c) => listSuggestions(c, wang, {}, cal, TODAY)))
await reading('按承办单位的列表', 60, () => readAs(database.pool, wu, (c) => listSuggestions(c, wu, { mine: 'yes' }, cal, TODAY)))
await reading('查相似', 60, (i) => readAs(database.pool, wang, (c) => similarTo(c, { place: '990300', title: sheet(i).title, text: sheet(i).situation })))

const sealing = performance.now()
let sealed = 0
for (let n = 1; n > 0; sealed += n) n = await seal(database.pool, TODAY)
const took = performance.now() - sealing
const checking = performance.now()
const report = await verify(database.owner)
console.log(
  `封存 ${sealed} 条 ${took.toFixed(0)} 毫秒，核验 ${report.events} 条 ${(performance.now() - checking).toFixed(0)} 毫秒（${report.ok ? '通过' : report.broken}）`,
)

// A city of 毕节's size: 2,201 stations and 19,000 deputies in one place, put in past the door; only reading is measured.
await database.owner.query(
  `with p as (insert into person (name, name_sort) select '代表' || n, 'dai4代 biao3表 daibiao' || n || ' db' from generate_series(1, $3::int) n returning id)
   insert into seat (person, place, office, term, delegation, starts_on)
     select id, $1, 'deputy', $2, (select u.id from unit u where u.place = $1 and u.kind = 'delegation' order by md5(u.id::text || p.id::text) limit 1), date '2022-01-10' from p`,
  [
    IDS.place.city,
    IDS.term.city,
    19_000 - Number((await database.owner.query(`select count(*) as n from seat where place = $1 and office = 'deputy'`, [IDS.place.city])).rows[0].n),
  ],
)
await database.owner.query(
  `with u as (insert into unit (place, kind, name, name_sort) select $1, 'station', '第' || n || '代表联络站', 'di4第' || n from generate_series(1, 2201) n returning id, name),
     m as (insert into matter (id, process, place, state, private, version, title, created_at, state_since, updated_at)
       select gen_random_uuid(), 'station', $1, 'running', false, 1, name, now(), now(), now() from u returning id, title)
   insert into station (unit, matter, place, type, level, state) select u.id, m.id, $1, 'station', 'township', 'running' from u join m on m.title = u.name`,
  [IDS.place.city],
)
await database.owner.query('analyze')

// From here on the clock runs, from the bench's day: a form is not filled in in no time.
const opened = Date.now()
const now = () => new Date(TODAY.getTime() + Date.now() - opened)
const { app } = await buildApp({
  database,
  dataDir: home,
  secret: randomUUID() + randomUUID(),
  baseURL: 'http://127.0.0.1',
  now,
  requestsPerMinute: 100_000_000,
  publicPerMinute: 100_000_000,
  asksPerTenMinutes: 100_000_000,
})
await app.listen({ port: 0, host: '127.0.0.1' })
const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
const login = await fetch(`${base}/api/login`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ who: 'wangmin', password: DEMO_PASSWORD }),
})
const cookie = login.headers
  .getSetCookie()
  .map((c) => c.split(';')[0])
  .join('; ')
for (const [name, url] of [
  ['今日', '/api/today'],
  ['列表', '/api/suggestion'],
  ['一件', `/api/suggestion/${ids[0]}`],
  ['与一件相似的', `/api/matter/${ids[0]}/similar`],
  ['我', '/api/me'],
  ['查找', '/api/search?q=%E5%85%AC%E4%BA%A4%20%E7%AB%99%E7%82%B9'],
  ['联络站列表（2201 个站）', '/api/station'],
] as const) {
  const r = await autocannon({ url: base + url, connections: 16, duration: 4, headers: { cookie } })
  console.log(`HTTP ${name}：每秒 ${r.requests.average.toFixed(0)}，p50 ${r.latency.p50} 毫秒，p99 ${r.latency.p99} 毫秒，非 2xx ${r.non2xx}`)
}
// The public pages, asked from a thread of their own.
for (const [name, url] of [
  ['公开首页', `/g/${IDS.place.city}`],
  ['公开首页（压缩）', `/g/${IDS.place.city}`],
  ['找代表（19000 位）', `/g/${IDS.place.city}/deputies`],
  ['按名字找代表', `/g/${IDS.place.city}/deputies?q=1234`],
  ['联络站（2201 个）', `/g/${IDS.place.city}/stations`],
  ['提诉求（每次都是新表）', `/g/${IDS.place.city}/ask`],
] as const) {
  const r = await autocannon({ url: base + url, connections: 32, duration: 4, workers: 1, headers: name.includes('压缩') ? { 'accept-encoding': 'gzip' } : {} })
  console.log(`HTTP ${name}：每秒 ${r.requests.average.toFixed(0)}，p50 ${r.latency.p50} 毫秒，p99 ${r.latency.p99} 毫秒，非 2xx ${r.non2xx}`)
}

for (const a of await audit(
  [`${base}/g/${IDS.place.city}`, `${base}/g/${IDS.place.city}/ask`, `${base}/g/${IDS.place.city}/deputies`],
  ['performance', 'accessibility'],
))
  console.log(`Lighthouse ${new URL(a.url).pathname}：性能 ${a.scores.performance}，无障碍 ${a.scores.accessibility}`)

// 2,000 citizens within ten seconds, each with a photo, while an office works at its pages.
const CITIZENS = Number(process.env.BENCH_CITIZENS ?? 2000)
const staff: number[] = []
let flooding = true
const office = (async () => {
  while (flooding) {
    for (const url of ['/api/concern', '/api/today', `/api/suggestion/${ids[0]}`]) {
      const from = performance.now()
      const r = await fetch(base + url, { headers: { cookie } })
      await r.arrayBuffer()
      staff.push(r.ok ? performance.now() - from : Number.POSITIVE_INFINITY)
    }
    await new Promise((done) => setTimeout(done, 100))
  }
})()
const flood = await new Promise<string>((done) => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'flood.ts'), base, IDS.place.city, String(CITIZENS), '10'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (d) => {
    said += d
  })
  child.on('close', () => done(said))
})
flooding = false
await office
staff.sort((a, b) => a - b)
const kept = (
  await database.owner.query(
    'select (select count(*)::int from concern) as concerns, (select count(*)::int from citizen_photo) as photos, (select count(*)::int from citizen) as citizens',
  )
).rows[0]
console.log(`${CITIZENS} 位群众十秒内带照片提交（每十位重发一次）：${flood.trim()}`)
console.log(
  `  落下诉求 ${kept.concerns} 件、照片 ${kept.photos} 张、收据 ${kept.citizens} 份；丢失 ${CITIZENS - kept.concerns}，重复 ${Math.max(0, kept.concerns - CITIZENS)}`,
)
console.log(
  `  其间工作人员的页面：${staff.length} 次，p50 ${staff[Math.floor(staff.length / 2)]?.toFixed(0)} 毫秒，p99 ${staff[Math.floor(staff.length * 0.99)]?.toFixed(0)} 毫秒，最慢 ${staff.at(-1)?.toFixed(0)} 毫秒`,
)
await app.close()
await database.stop()
rmSync(home, { recursive: true, force: true })
process.exit(0)
