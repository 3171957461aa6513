/** Papers of motions, the guide, the fund and awards: over HTTP from the invented city's own rows. */
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { vaultOf } from '../kernel/vault.ts'
import { demoAccounts } from '../people/demo/logins.ts'
import { seedDemo } from '../people/demo/seed.ts'
import { seedWork } from '../processes/demo.ts'
import { processes } from '../processes/index.ts'
import { type TestDatabase, testDatabase } from '../test/database.ts'
import { type Client, demoPerson, SECRET, serverOver } from '../test/http.ts'
import { TEMPLATES } from './templates.ts'

const NOW = new Date('2026-06-08T10:00:00+08:00')
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-papers-'))
let db: TestDatabase
let server: Awaited<ReturnType<typeof serverOver>>
const who: Record<string, Client> = {}
beforeAll(async () => {
  db = await testDatabase()
  await fillCalendar(db.owner)
  await seedDemo(db.owner)
  await seedWork({ pool: db.pool, processes, vault: vaultOf(SECRET) }, db.owner, { now: NOW, dataDir })
  server = await serverOver(db, await demoAccounts(db.owner), { now: () => NOW })
  for (const n of ['王敏', '周建国', '刘芳', '李秀兰', '吴海涛', '高秀英']) who[n] = await server.enter(demoPerson(n).login)
}, 120_000)
afterAll(async () => {
  await server?.close()
  await db.drop()
})
const rows = async (sql: string, values: unknown[] = []) => (await db.owner.query(sql, values)).rows
const get = (name: string, query: string) => (who[name] as Client).get(`/api/documents/preview.docx?${query}`)
async function words(name: string, query: string): Promise<string> {
  const r = await get(name, query)
  expect(r.status, `${query} ${r.status === 200 ? '' : r.raw.body}`).toBe(200)
  const xml = new TextDecoder().decode(unzipSync(new Uint8Array(r.raw.rawPayload))['word/document.xml'])
  return xml
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
}

test('B7 议案纸写着案由、案据、方案和提案人；处理意见报告的件数等于本次会议编号的议案', async () => {
  const [m] = await rows(
    `select m.id, m.title, m.session from matter m where m.process = 'motion' and m.no is not null and m.session is not null order by m.no limit 1`,
  )
  const sheet = await words('刘芳', `template=motionSheet&matter=${m.id}`)
  for (const x of ['代表议案', m.title, '案　据', '方　案']) expect(sheet).toContain(x)
  const [{ n }] = await rows(`select count(*)::int as n from matter where process = 'motion' and session = $1 and no is not null`, [m.session])
  const report = await words('王敏', `template=motionReport&matter=${m.id}`)
  expect(report).toContain(`共收到代表联名提出的议案${n}件`)
  const [, a, b] = /作为议案处理的(\d+)件[\s\S]*建议、批评和意见处理的(\d+)件/.exec(report) as RegExpExecArray
  expect(Number(a) + Number(b)).toBe(n)
  expect((await get('吴海涛', `template=motionReport&matter=${m.id}`)).status).toBe(404)
})

test('B2 选题指引发布以后代表可以打印，不带电话', async () => {
  const [g] = await rows(`select id from matter where process = 'guide'`)
  const text = await words('李秀兰', `template=topicGuide&matter=${g.id}`)
  expect(text).toContain('城区公交线网优化')
  expect(text).not.toMatch(/0990-22/)
})

test('B25 申报表和安排方案：方案的合计等于批准额之和，一元也不差', async () => {
  // Four decimals of 万元 are the yuan.
  await rows(`update fund_project set approved_city = approved_city - 0.1234 where matter = (select matter from fund_project where approved_city > 1 limit 1)`)
  const [{ year, total, n }] = await rows(
    `select year, trim_scale(sum(approved_city + approved_county))::text as total, count(*)::int as n from fund_project where approved_city + approved_county > 0 group by year order by count(*) desc limit 1`,
  )
  expect(total).toMatch(/\.\d{4}$/)
  const plan = await words('王敏', `template=fundPlan&year=${year}`)
  expect(plan).toContain(`专项资金共${total}万元，经研究，安排项目${n}个`)
  expect(plan.split('\n')).toContain(total)
  expect((await get('王敏', 'template=fundPlan&year=2003')).body.message).toBe('2003年还没有批准的项目')
  expect((await get('吴海涛', `template=fundPlan&year=${year}`)).status).toBe(403)
  const [f] = await rows(`select m.id, m.title from matter m where m.process = 'fund' and m.state <> 'withdrawn' order by m.created_at limit 1`)
  expect(await words('王敏', `template=fundApplication&matter=${f.id}`)).toContain(f.title)
})

test('B26 表彰决定写的就是公布的名单', async () => {
  const [a] = await rows(`select id from matter where process = 'award' and state = 'announced'`)
  const text = await words('王敏', `template=commendation&matter=${a.id}`)
  for (const x of await rows('select title from nominee where matter = $1 and won', [a.id])) expect(text).toContain(x.title)
  // Issued under its own number, however often: none is taken from the series.
  const issued = await (who.王敏 as Client).post('/api/documents', { key: randomUUID(), template: 'commendation', matter: a.id })
  expect(issued.status, issued.raw.body).toBe(200)
  expect(await rows(`select series, number from official_doc where template = 'commendation'`)).toEqual([{ series: null, number: '云人常〔2026〕21号' }])
  const lost = await rows(`select title from nominee where matter = $1 and not won and kind = 'unit'`, [a.id])
  expect(lost.length).toBeGreaterThan(0)
  for (const x of lost) expect(text.split('\n')).not.toContain(x.title)
})

test('B23 公开目录与公开页面是同一批', async () => {
  const list = await words('王敏', 'template=publicList&year=2026')
  const open = await rows(`select title from public_suggestion where coalesce(received_on, registered_on)::date between '2026-01-01' and '2026-12-31'`)
  expect(open.length).toBeGreaterThan(5)
  for (const x of open) expect(list).toContain(x.title)
  // One line a reply: not one more and not one less than the public reads.
  const [{ n }] = await rows(
    `select sum(greatest(jsonb_array_length(replies), 1))::int as n from public_suggestion where coalesce(received_on, registered_on)::date between '2026-01-01' and '2026-12-31'`,
  )
  expect(list).toContain(`共${n}件`)
})

test('B9 不予受理的印发转办函：写明反映什么、为什么转', async () => {
  const [m] = await rows(`select id, title from matter where process = 'suggestion' and state = 'notAccepted' order by created_at limit 1`)
  const text = await words('王敏', `template=forwardLetter&matter=${m.id}`)
  for (const x of ['转办', m.title, '不作为代表建议']) expect(text).toContain(x)
})

test('every template is filled by somebody: none is only for show', async () => {
  const { FILLERS } = await import('./fill.ts')
  const { placePapers } = await import('./fill/place.ts')
  const filled = new Set([...FILLERS.map((f) => f.key), ...placePapers('daf_staff')])
  expect([...TEMPLATES.keys()].filter((k) => !filled.has(k))).toEqual([])
})

const MATTER_PAPERS = {
  researchRecord: 'B1',
  coordinationMinutes: 'B11',
  onsitePlan: 'B13',
  fundAcceptance: 'B25',
  fundPerformance: 'B25',
  inspectionReport: 'B28',
  contactNotice: 'C2',
  contactBook: 'C2',
  liaisonList: 'A10',
  concernSheet: 'C6',
  receptionNotice: 'C7',
  receptionRegister: 'C7',
  stationLedgers: 'D3',
  deputyBook: 'C7',
} as const

test('A10 B1 B28 C2 C6 C7 D3 papers of one matter hold what its page says, for those who may print them', async () => {
  const made: Record<string, string> = {}
  const refused: string[] = []
  const all = await rows(
    `select id, process from (select m.id, m.process, row_number() over (partition by m.process order by m.place <> (select s.place from seat s join person p on p.id = s.person where p.name = '王敏' limit 1), m.created_at) as n
       from matter m where not m.private
         and m.process in ('research', 'gathering', 'contact', 'concern', 'reception', 'station', 'fund')) x where n <= 12`,
  )
  // The office for its own matters, the station's liaison person for those of the station.
  for (const name of ['王敏', '高秀英'])
    for (const m of all) {
      const offers = (await (who[name] as Client).get(`/api/documents/for/${m.id}`)).body.papers as { template: string; why: string | null }[] | undefined
      for (const o of (offers ?? []).filter((x) => x.template in MATTER_PAPERS && !made[x.template])) {
        if (o.why) refused.push(o.why)
        else made[o.template] = await words(name, `template=${o.template}&matter=${m.id}`)
      }
    }
  for (const key of ['contactBook', 'liaisonList', 'concernSheet', 'receptionRegister', 'stationLedgers', 'deputyBook'])
    expect(Object.keys(made), key).toContain(key)
  for (const why of refused) expect(why).toMatch(/还没有/)
  // Each says its own name, and the ledgers all six of theirs.
  expect(made.concernSheet).toContain('社情民意登记表')
  for (const x of ['一、代表信息', '二、主题活动', '三、学习培训', '四、接待选民', '五、建议办理', '六、履职登记']) expect(made.stationLedgers).toContain(x)
  // A private telephone number is in no book.
  const mobiles = (await rows(`select mobile from person where mobile is not null and mobile <> ''`)).map((x) => x.mobile as string)
  for (const text of Object.values(made)) for (const m of mobiles) expect(text.includes(m)).toBe(false)
})

test('A11 B9 B10 B13 B20 B25 lists of the whole place count what the rows say; only its readers print them', async () => {
  const listed = (await (who.王敏 as Client).get('/api/documents/place')).body.papers.map((p: { template: string }) => p.template) as string[]
  for (const key of ['categoryTable', 'preAssignList', 'onsiteRota', 'promiseCircular', 'fundPayments', 'noStation', 'callRegister']) {
    expect(listed).toContain(key)
    expect((await get('吴海涛', `template=${key}`)).status, key).toBe(403)
  }
  expect((await (who.李秀兰 as Client).get('/api/documents/place')).body.papers).toEqual([])
  const place = (await rows(`select s.place from seat s join person p on p.id = s.person where p.name = '王敏' limit 1`))[0].place
  const cells = async (query: string) => (await words('王敏', query)).split('\n').map((x) => x.trim())
  const categories = await cells('template=categoryTable&year=2026')
  const [{ n }] = await rows(
    `select count(*)::int as n from matter where place = $1 and process = 'suggestion' and no is not null and not private and data->>'receivedOn' between '2026-01-01' and '2026-06-08'`,
    [place],
  )
  expect(categories[categories.indexOf('合　计') + 1]).toBe(String(n))
  const payments = await cells('template=fundPayments&year=2026')
  const [{ total }] = await rows(
    `select trim_scale(coalesce(sum(y.wan), 0))::text as total from fund_payment y join fund_project f on f.matter = y.matter where f.place = $1 and f.year = 2026`,
    [place],
  )
  expect(payments.slice(payments.indexOf('合　计'))).toContain(total)
  const missing = (await words('王敏', 'template=noStation')).match(/共(\d+)位/)?.[1]
  const [{ out }] = await rows(
    `select count(*)::int as out from seat s join place l on l.code = s.place join place m on m.code = $1 and l.path like m.path || '%' where s.office = 'deputy' and s.state = 'active'
       and (s.ends_on is null or s.ends_on >= '2026-06-08') and not exists (select from station_deputy x where x.seat = s.id and x.until is null)`,
    [place],
  )
  expect(Number(missing)).toBe(out)
  for (const [key, title] of [
    ['preAssignList', '预交办清单'],
    ['onsiteRota', '值守表'],
    ['promiseCircular', '进展情况的通报'],
  ])
    expect(await words('王敏', `template=${key}`)).toContain(title)
})
