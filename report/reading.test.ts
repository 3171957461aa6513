/** One number: the same for everybody who may see it, and said to be unshown to everybody else; the rows behind it are those its reader may open. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type HttpHouse, house } from '../test/http.ts'
import { GOOD, handedOver, replied } from '../test/story.ts'

const NAMES = ['王敏', '周建国', '孙立新', '黄文斌', '田野', '吴海涛', '马超', '孟广林', '高秀英', '罗雪梅', '李秀兰', '胡磊']
const who: Record<string, Client> = {}
const as = (n: string) => who[n] as Client
let h: HttpHouse
beforeAll(async () => {
  h = await house(NAMES, { day: '2026-03-10' })
  for (const n of NAMES) who[n] = await h.login(n)
  const s = h.story
  await handedOver(s)
  await replied(s)
  await s.as('李秀兰').does('judge', GOOD)
}, 60_000)
afterAll(() => h?.end())

interface Number_ {
  code: string
  n: number | null
  rate: string | null
}
const numbers = async (n: string): Promise<Number_[]> => (await as(n).get('/api/report?year=2026')).body.measures

test('the numbers of a place are the same for each of its readers, or 不向您显示: never cut by what he may open', async () => {
  const staff = await numbers('王敏')
  expect(staff.find((m) => m.code === 'sat_first_returned')?.n).toBe(1)
  for (const n of ['周建国', '黄文斌', '田野', '孙立新']) {
    const own = await numbers(n)
    expect(own.length, n).toBe(staff.length)
    for (const [i, m] of own.entries()) if (m.n !== null) expect([m.code, m.n, m.rate], n).toEqual([staff[i]?.code, staff[i]?.n, staff[i]?.rate])
    // The congress's own offices and leaders see all of them; what deputies judged is sealed for the government's until it is released.
    const unshown = own.filter((m) => m.n === null).map((m) => m.code)
    expect(unshown.includes('sat_first'), n).toBe(n === '孙立新')
    if (n !== '孙立新') expect(unshown, n).toEqual([])
  }
  const annual = async (n: string) => JSON.stringify((await as(n).get('/api/report/annual?year=2026')).body)
  expect(await annual('黄文斌')).toBe(await annual('王敏'))
  expect(await annual('王敏')).not.toContain('不向您显示')
  expect(await annual('孙立新')).toMatch(/交回评价","不向您显示","份/)
  // A unit's own line, a board, an assessment, a workbook.
  const unit = (await as('吴海涛').get('/api/report/board/units?year=2026')).body
  expect([unit.rows[0].n.rp_A, unit.rows[0].n.sat_first]).toEqual([1, null])
  const [mine] = (await as('吴海涛').get('/api/assess?year=2026')).body.rows
  expect([mine.graded.grade, mine.deducted.points, mine.unshown]).toEqual([null, null, true])
  expect((await as('王敏').get('/api/assess?year=2026')).body.rows[0].deducted.points).toBeGreaterThan(0)
})

test('the rows behind a number: those its reader may open, and how many more there are', async () => {
  const readers = ['王敏', '黄文斌', '孙立新']
  const all = new Map(await Promise.all(readers.map(async (n) => [n, await numbers(n)] as const)))
  for (const m of all.get('王敏') ?? [])
    for (const n of readers) {
      const own = all.get(n)?.find((x) => x.code === m.code)
      const r = await as(n).get(`/api/report/rows?year=2026&code=${m.code}`)
      if (own?.n === null) expect([r.status, r.body.message], `${n} ${m.code}`).toEqual([403, expect.stringContaining('不向您显示')])
      else expect(r.body.rows.length + r.body.unshown, `${n} ${m.code}`).toBe(m.n)
    }
  for (const n of ['马超', '胡磊', '李秀兰', '高秀英']) expect((await as(n).get('/api/report?year=2026')).status, n).toBe(403)
}, 120_000)

test('D1 市里看得到街道的站点和接待：列表、页面、数目同公开页面一致，只看不办；区里一样，县与县之间不通', async () => {
  const s = h.story
  await s
    .as('孟广林')
    .does('register', { name: '临江街道人大代表联络站', type: 'station', level: 'township', area: 90, stage: 'running' }, { process: 'station' })
  const station = s.matter
  await s
    .as('高秀英')
    .does(
      'plan',
      { kind: 'day', heldOn: '2026-03-25', from: '09:00', to: '11:30', where: '站里', theme: '公交', hosts: [await s.seat('李秀兰', 'deputy')] },
      { process: 'reception' },
    )
  const day = s.matter
  s.at('2026-03-10', 10)
  await s.as('高秀英').does('announce', { notice: '三月二十五日接待。' }, { process: 'reception' })
  s.at('2026-03-25')
  await s
    .as('高秀英')
    .does('receive', { name: '柳大妈', people: 2, title: '路灯不亮', content: '三号灯杆一直不亮。', category: 'urban', onSpot: 'no' }, { process: 'reception' })
  const shown = /(\d+) 个站点/.exec((await h.client().get('/g/990300/stations')).raw.body)?.[1]
  for (const n of ['王敏', '周建国', '黄文斌', '罗雪梅', '孟广林']) {
    const list = (await as(n).get('/api/station?filter=open')).body
    expect([String(list.total), list.rows[0]?.id], n).toEqual([shown, station])
    expect((await as(n).get(`/api/reception/${day}`)).status, n).toBe(200)
    const [page, own] = [(await as(n).get(`/api/station/${station}`)).body, (await as('高秀英').get(`/api/station/${station}`)).body]
    // Its figures are the same from everywhere, and so is the length of each ledger; only the words stay where they belong.
    const figures = (p: typeof page) =>
      p.sections.flatMap((x: { key: string; title: string; rows: unknown[] }) => (x.key === 'outside' ? [] : [[x.key, x.title, x.rows.length]]))
    expect(figures(page), n).toEqual(figures(own))
    expect(page.sections.find((x: { key: string }) => x.key === 'work').rows, n).toEqual(own.sections.find((x: { key: string }) => x.key === 'work').rows)
    expect(page.sections.find((x: { key: string }) => x.key === 'work').rows[0][0], n).toBe('1')
    if (n === '王敏' || n === '罗雪梅') {
      expect(page.buttons, n).toEqual([])
      expect(JSON.stringify(page), n).toContain('内容不向您显示')
      expect(JSON.stringify(page), n).not.toContain('路灯不亮')
      expect((await as(n).post(`/api/station/${station}/close`, { key: crypto.randomUUID(), input: { reason: '不该我关' } })).status, n).toBe(403)
    }
  }
  expect((await as('王敏').get('/api/station')).body.columns[0]).toBe('地方')
})

test('the record and the deliveries are counted for one’s own place', async () => {
  const [own] = await h.story.rows<{ n: number }>(`select count(*)::int as n from event where place = '990302'`)
  expect((await as('罗雪梅').get('/api/record')).body.events).toBe(own?.n)
  const city = (await h.story.rows<{ n: number }>(`select count(*)::int as n from event where place = '990300'`))[0]?.n as number
  expect((await as('王敏').get('/api/record')).body.events).toBe(city)
  expect(city).toBeGreaterThan(own?.n as number)
  const mails = (await h.story.rows<{ n: number }>(`select count(*)::int as n from outbox o join notice n on n.id = o.notice where n.place = '990300'`))[0]?.n
  await h.story.rows(`update person set email = 'x@example.com' where email is null`)
  const sum = (rows: { waiting: number; sent: number; failed: number }[]) => rows.reduce((a, r) => a + r.waiting + r.sent + r.failed, 0)
  expect(sum((await as('罗雪梅').get('/api/deliveries')).body)).toBe(0)
  expect(sum((await as('王敏').get('/api/deliveries')).body)).toBeGreaterThanOrEqual(mails ?? 0)
})

test('the auditor reads the log and no content: when, who, what kind of thing; every list, page, number and file is closed', async () => {
  const log = (await as('马超').get('/api/log')).body
  expect(log.rows.length).toBeGreaterThan(8)
  expect(log.rows.map((r: { action: string }) => r.action)).toEqual(expect.arrayContaining(['提交', '交办']))
  const [titles, words] = [await h.story.rows<{ x: string }>('select title as x from matter'), await h.story.rows<{ x: string }>('select says as x from event')]
  const text = JSON.stringify(log)
  for (const { x } of [...titles, ...words]) expect(text).not.toContain(x)
  // A draft and a confidential author are nobody's name in the log either; another place's log is its own.
  expect(log.rows.filter((r: { office: string; who: string }) => r.office === '人大代表').every((r: { who: string }) => r.who !== '')).toBe(true)
  expect(text).not.toContain('孟广林')
  for (const url of ['/api/suggestion', '/api/key', '/api/concern']) expect((await as('马超').get(url)).body, url).toMatchObject({ rows: [], total: 0 })
  expect((await as('马超').get('/api/me')).body.reads).toEqual({ log: 'all' })
  expect((await as('马超').get('/api/processes')).body).toEqual([])
  expect((await as('马超').get(`/api/log?after=${encodeURIComponent(log.next ?? 'x')}`)).status).toBe(200)
})
