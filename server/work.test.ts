/** Every process's own addresses, made from its kit: the same policy at each of them. */
import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type HttpHouse, house } from '../test/http.ts'
import { GOOD, handedOver, PASS, replied, TEXT } from '../test/story.ts'

let h: HttpHouse
const who: Record<string, Client> = {}
const NAMES = ['王敏', '周建国', '李秀兰', '张伟民', '吴海涛', '何静', '罗雪梅', '马超', '秦朗', '范明']
beforeAll(async () => {
  h = await house(NAMES, { day: '2026-03-10' })
  for (const n of NAMES) who[n] = await h.login(n)
})
afterAll(() => h.end())
const as = (name: string) => who[name] as Client
const begin = (c: Client, process: string, action: string, input: object, key: string = randomUUID()) => c.post(`/api/${process}`, { key, action, input })

async function settled(title: string): Promise<string> {
  const s = h.story
  await s.as('李秀兰').does('draft', { ...TEXT, title })
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('preAssign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  return s.matter
}
const plan = (items: string[]) => ({ title: '=闭会建议交办会', kind: 'recess', heldOn: '2026-03-12', place: '市会议中心', items })

test('B12 a meeting over HTTP: begun once per key, seen by its parties and offices, by nobody else', async () => {
  const item = await settled('关于优化城东片区公交线路的建议')
  const key = randomUUID()
  const first = await begin(as('王敏'), 'handover', 'plan', plan([item]), key)
  const again = await begin(as('王敏'), 'handover', 'plan', plan([item]), key)
  expect([first.status, again.body.matter, again.body.repeated]).toEqual([200, first.body.matter, true])
  const id = first.body.matter as string

  expect((await begin(as('李秀兰'), 'handover', 'plan', plan([item]))).status).toBe(403)
  expect((await begin(as('王敏'), 'handover', 'hold', {})).status).toBe(404)
  expect((await as('李秀兰').get('/api/handover/new')).status).toBe(403)
  expect((await as('王敏').get('/api/handover/new')).body.fields.map((f: { name: string }) => f.name)).toContain('items')

  expect((await as('王敏').get(`/api/handover/${id}`)).status).toBe(200)
  // No party yet, another place, somebody from outside: the same answer as for what does not exist.
  for (const name of ['吴海涛', '罗雪梅', '李秀兰', '秦朗', '范明', '马超']) {
    const [page, any, missing] = await Promise.all([
      as(name).get(`/api/handover/${id}`),
      as(name).get(`/api/matter/${id}`),
      as(name).get(`/api/matter/${randomUUID()}`),
    ])
    expect([page.status, any.status, any.body], name).toEqual([404, 404, missing.body])
    expect(JSON.stringify((await as(name).get('/api/handover')).body), name).not.toContain('交办会')
    expect(JSON.stringify((await as(name).get('/api/search?q=交办会')).body), name).not.toContain(id)
    expect((await as(name).post(`/api/matter/${id}/hold`, { key: randomUUID(), input: { handedBy: '某某' } })).status, name).toBe(404)
  }
  // Its own page, but not under another process's address.
  expect((await as('王敏').get(`/api/ledger/${id}`)).status).toBe(404)

  h.story.at('2026-03-12')
  expect((await as('王敏').post(`/api/matter/${id}/hold`, { key: randomUUID(), input: { handedBy: '黄文斌' } })).body.state).toBe('signing')
  expect((await as('吴海涛').get(`/api/handover/${id}`)).body.buttons[0].action).toBe('signBook')
  expect((await as('何静').get(`/api/handover/${id}`)).status).toBe(404)
  const today = (await as('吴海涛').get('/api/today')).body.items as { process: string; action: string }[]
  expect(today.some((d) => d.process === 'handover' && d.action === 'signBook')).toBe(true)
})

test('lists: filters are allow-listed, pages by key, and a workbook runs no formula', async () => {
  for (const title of ['甲', '乙', '丙']) await begin(as('王敏'), 'handover', 'plan', { ...plan([]), title: `${title}次交办会` })
  const page = (await as('王敏').get('/api/handover?limit=2')).body
  const rest = (await as('王敏').get(`/api/handover?limit=2&after=${encodeURIComponent(page.next)}`)).body
  const ids = [...page.rows, ...rest.rows].map((r: { id: string }) => r.id)
  expect([ids.length, new Set(ids).size, page.total]).toEqual([4, 4, 4])
  expect(page.stages.reduce((n: number, s: { count: number }) => n + s.count, 0)).toBe(4)
  for (const bad of ['place=990302', 'q[x]=1', 'limit=9999', 'year=20x6', 'sort=pg_sleep(5)'])
    expect((await as('王敏').get(`/api/handover?${bad}`)).status, bad).toBe(422)
  expect((await as('王敏').get(`/api/handover?q=${encodeURIComponent("' or pg_sleep(5)--%")}`)).body.total).toBe(0)
  const book = new ExcelJS.Workbook()
  const raw = await as('王敏').get('/api/handover.xlsx')
  await book.xlsx.load(raw.raw.rawPayload as never)
  const cells = book.worksheets[0]?.getColumn(2).values ?? []
  expect(cells).toContain("'=闭会建议交办会")
})

test('B20 the ledger over HTTP: a unit reads its own promises, a deputy those made to him, another place none', async () => {
  const s = h.story
  s.at('2026-03-12')
  await handedOver(s, { kind: 'separate', main: [await s.unit('市交通运输局'), await s.unit('市财政局')] })
  await replied(s, { code: 'B', promises: [{ item: '=开通 31 路', dueOn: '2026-06-30' }] })
  await replied(s, { code: 'B', promises: [{ item: '落实补贴', dueOn: '2026-05-31' }] }, ['何静', '冯丽'])
  await s.as('李秀兰').does('judge', GOOD)
  await s.as('李秀兰').does('judge', GOOD)
  const items = async (name: string, ask = '') => ((await as(name).get(`/api/promises${ask}`)).body.rows as { item: string }[]).map((r) => r.item)
  expect(await items('王敏')).toEqual(['落实补贴', '=开通 31 路'])
  expect(await items('吴海涛')).toEqual(['=开通 31 路'])
  expect(await items('吴海涛', `?unit=${await s.unit('市财政局')}`)).toEqual(['=开通 31 路'])
  expect(await items('李秀兰')).toHaveLength(2)
  for (const name of ['张伟民', '罗雪梅', '秦朗', '范明']) expect(await items(name), name).toEqual([])
  s.at('2026-06-10')
  expect(await items('王敏', '?show=late')).toEqual(['落实补贴'])
  const counts = (await as('王敏').get('/api/promises')).body.counts
  expect(counts).toEqual({ all: 2, kept: 0, late: 1, changed: 0, open: 2, carried: 0 })
  expect((await as('王敏').get('/api/promises?show=all')).status).toBe(422)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await as('王敏').get('/api/promises.xlsx')).raw.rawPayload as never)
  expect(book.worksheets[0]?.getColumn(4).values).toContain("'=开通 31 路")
})

test('what one may begin and find: the menu is the gate’s own answer', async () => {
  const of = async (name: string) => (await as(name).get('/api/processes')).body as { name: string; creates: { action: string }[] }[]
  expect((await of('王敏')).find((k) => k.name === 'ledger')?.creates.map((c) => c.action)).toEqual(['callReports'])
  expect((await of('吴海涛')).find((k) => k.name === 'ledger')?.creates).toEqual([])
  expect((await of('秦朗')).map((k) => k.name)).not.toContain('handover')
  const seats = (await as('王敏').get('/api/seats?office=evaluator')).body as { name: string }[]
  expect(seats.map((x) => x.name)).toEqual(['秦朗'])
  expect((await as('王敏').get('/api/seats?office=deputy')).body).toEqual([])
  // A link needs a member of the standing committee or a deputy: members come first, and it says so.
  const names = async (office: string) => ((await as('王敏').get(`/api/seats?office=${office}`)).body as { name: string; unit: string }[]).map((x) => x.name)
  expect(await names('member')).toEqual(['黄文斌'])
  expect(await names('member,mandate')).toEqual(expect.arrayContaining(['黄文斌', '李秀兰', '赵志强']))
  expect((await names('member,mandate'))[0]).toBe('黄文斌')
  expect((await as('罗雪梅').get('/api/seats?office=evaluator')).body).toEqual([])
})
