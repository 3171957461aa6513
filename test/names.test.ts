/** Names and numbers as people write them, from the roster to the public page: one name is found in every way it is typed. */
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asked } from './citizen.ts'
import { type Client, type HttpHouse, house } from './http.ts'
import { GOOD, PASS, replied, TEXT } from './story.ts'

let h: HttpHouse
let wang: Client
const BASE = '/g/990300'
const DOTTED = '迪丽努尔·买买提江'
const RARE = ['王𠮷', '张〇', '㛃𬭎', '𠮷田·阿不都热合曼·买买提', DOTTED]
/** As long as a name may be: its place in the order is told in more than six hundred signs. */
const LONG = Array.from({ length: 70 }, (_, i) => `${'庄'.repeat(38)}${String.fromCodePoint(0x4e01 + i * 7)}𠮷`)
const WAYS = ['·', '•', '．', '.', ' ', '', '・', '‧', ' • '].map((dot) => DOTTED.replace('·', dot))

beforeAll(async () => {
  h = await house(['王敏', '李秀兰'], { day: '2026-03-10', asksPerTenMinutes: 1000, publicPerMinute: 1_000_000 })
  wang = await h.login('王敏')
  const book = new ExcelJS.Workbook()
  book
    .addWorksheet('名册')
    .addRows([
      ['姓名', '性别', '出生年月', '代表证号', '代表团', '手机号码'],
      ...[...RARE.map((n) => n.replace('·', ' • ').replace('〇', '○')), ...LONG].map((name, i) => [
        name,
        i % 2 ? '男' : '女',
        '1970.01',
        `N-${i}`,
        i % 2 ? '碧溪区代表团' : '清渡县代表团',
        `+86 139 7000 ${String(i).padStart(4, '0')}`,
      ]),
    ])
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await book.xlsx.writeBuffer())]), '名册.xlsx')
  const body = new Response(form)
  wang.headers = { 'content-type': body.headers.get('content-type') as string }
  const seen = await wang.ask('POST', '/api/roster/import', Buffer.from(await body.arrayBuffer()))
  wang.headers = {}
  expect([seen.status, seen.body.errors]).toEqual([200, []])
  const done = await wang.post(`/api/roster/import/${seen.body.id}/confirm`, { key: crypto.randomUUID() })
  expect([done.status, done.body.result]).toMatchObject([200, { fresh: RARE.length + LONG.length }])
})
afterAll(() => h.end())

const get = (url: string) => h.client().get(url)
const names = (rows: { name: string }[]) => rows.map((r) => r.name)

test('A1 a roster takes rare characters, 〇 and names of several parts, and keeps them in one way', async () => {
  const kept = await h.story.rows<{ name: string; name_sort: string }>(
    `select name, name_sort from person where mobile like '1397000%' order by mobile limit ${RARE.length}`,
  )
  expect(kept.map((x) => x.name)).toEqual(RARE)
  for (const x of kept) expect([x.name, x.name_sort.isWellFormed(), x.name_sort === '']).toEqual([x.name, true, false])
})

test('A1 A11 one name is found however its dots, blanks and circles are typed: roster, pickers, search, 找代表', async () => {
  for (const q of WAYS) {
    const url = encodeURIComponent(q)
    expect([q, names((await wang.get(`/api/roster?q=${url}`)).body.rows)]).toEqual([q, [DOTTED]])
    expect([q, names((await wang.get(`/api/deputies?q=${url}`)).body)]).toEqual([q, [DOTTED]])
    expect([q, names((await wang.get(`/api/search?q=${url}`)).body.names)]).toEqual([q, [DOTTED]])
    expect([q, (await get(`${BASE}/deputies?q=${url}`)).body]).toEqual([q, expect.stringContaining('1 位代表')])
  }
  for (const [q, name] of [
    ['王𠮷', '王𠮷'],
    ['𠮷', '王𠮷'],
    ['张○', '张〇'],
    ['张零', '张〇'],
    ['zhangling', '张〇'],
    ['𬭎', '㛃𬭎'],
    ['阿不都热合曼', '𠮷田·阿不都热合曼·买买提'],
  ] as const)
    for (const url of [`/api/roster?q=${encodeURIComponent(q)}`, `/api/deputies?q=${encodeURIComponent(q)}`]) {
      const r = (await wang.get(url)).body
      expect([url, names(r.rows ?? r)]).toEqual([url, expect.arrayContaining([name])])
    }
})

test('A11 every page of every list is reached, however long the name on which it turned', async () => {
  const seen = new Set<string>()
  let url = `${BASE}/deputies`
  for (let n = 0; url && n < 20; n++) {
    const page = (await get(url)).body as string
    for (const [, id] of page.matchAll(/deputies\/([0-9a-f-]{36})"/g)) seen.add(id as string)
    url = (/rel="next" href="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&')
    if (url && !url.startsWith('/')) url = `${BASE}/deputies${url}`
  }
  const total = (await h.story.rows<{ n: number }>(`select count(*)::int as n from public_deputy where place = '990300'`))[0]?.n
  expect(total).toBeGreaterThan(RARE.length + LONG.length)
  expect(seen.size).toBe(total)
  const people = new Set<string>()
  let after: string | null = ''
  for (let n = 0; after !== null && n < 20; n++) {
    const r: { rows: { seat: string }[]; next: string | null } = (await wang.get(`/api/roster${after ? `?after=${after}` : ''}`)).body
    for (const x of r.rows) people.add(x.seat)
    after = r.next
  }
  expect(people.size).toBe((await wang.get('/api/roster')).body.total)
})

test('查找：编号怎么印就怎么找，全角、空格、少了“第”“号”都一样；公开页也是', async () => {
  const s = h.story
  const made: string[] = []
  for (const title of [`关于${DOTTED}博物馆的建议`, '关于五楼电梯的建议', '关于二〇二六年路灯的建议']) {
    await s.as('李秀兰').does('draft', { ...TEXT, title, mayPublish: true })
    await s.as('李秀兰').does('submit')
    await s.as('王敏').does('register', PASS)
    await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
    await replied(s)
    await s.as('李秀兰').does('judge', GOOD)
    const review = (await wang.get(`/api/publication/${s.matter}`)).body as { passages: { findings: { key: string; kind: string }[] }[] }
    const keep = review.passages.flatMap((p) => p.findings.filter((f) => f.kind !== 'author').map((f) => f.key))
    await s.as('王敏').does('publish', { showNames: true, keep })
    made.push(s.matter)
  }
  // Other matters carry the same number in other series.
  await s.rows(`update matter set series = '6-5', no = 21 where id = $1`, [made[0]])
  await s.rows(`update matter set series = '2026', no = 21 where id = $1`, [made[1]])
  await s.rows(`update matter set series = '2025', no = 21 where id = $1`, [made[2]])
  for (const [n, ways] of [
    [
      0,
      [
        '六届五次第021号',
        '六届五次第21号',
        '六届五次021',
        '六届 五次 第 021 号',
        '六届五次第０２１号',
        '第六届第五次会议第021号',
        '6-5-021',
        '六届五次第021号建议',
      ],
    ],
    [1, ['2026闭第021号', '2026闭021', '2026闭21号', '２０２６闭第０２１号', '2026 闭 第 021 号']],
    [2, ['2025闭第021号', '2025闭21']],
  ] as const)
    for (const q of ways) {
      const url = encodeURIComponent(q)
      expect([q, (await wang.get(`/api/search?q=${url}`)).body.rows[0]?.id]).toEqual([q, made[n]])
      expect([q, (await wang.get(`/api/suggestion?q=${url}`)).body.rows.map((r: { id: string }) => r.id)]).toEqual([q, [made[n]]])
      const page = (await get(`${BASE}/suggestions?q=${url}`)).body as string
      expect([q, made.filter((id) => page.includes(id))]).toEqual([q, [made[n]]])
    }
  const all = (await wang.get('/api/search?q=021')).body.rows.map((r: { id: string }) => r.id)
  expect(all.slice(0, 3).toSorted()).toEqual(made.toSorted())
  // A name in a text is found in every way as well, inside and outside.
  for (const q of [...WAYS, '二○二六年路灯']) {
    const url = encodeURIComponent(q)
    const id = q.startsWith('二') ? made[2] : made[0]
    expect([q, (await wang.get(`/api/search?q=${url}`)).body.rows[0]?.id]).toEqual([q, id])
    expect([q, ((await get(`${BASE}/suggestions?q=${url}`)).body as string).includes(id as string)]).toEqual([q, true])
  }
})

test('C10 群众的手机号码怎么粘贴都行，记下的是十一位', async () => {
  const said = { title: '路灯不亮', content: '滨江路三号门前的路灯坏了半个月。', category: 'urban', where: '' }
  const page = (await get(`${BASE}/ask`)).body as string
  expect(Number(/name="phone"[^>]*maxlength="(\d+)"/.exec(page)?.[1])).toBeGreaterThanOrEqual(20)
  for (const [i, phone] of ['+86 138 1234 5678', '0086-138-1234-5678', '１３８１２３４５６７８', '138 1234 5678'].entries()) {
    const r = await asked(h, h.client(), { ...said, title: `路灯不亮${'甲乙丙丁'[i]}`, content: `第${i}处：${'柳荷菊梅'[i]?.repeat(20)}`, phone, seen: '1' })
    expect([phone, r.status]).toEqual([phone, 303])
  }
  const keys = await h.story.rows<{ phone_key: Buffer }>('select distinct phone_key from citizen where phone_key is not null')
  expect(keys.length).toBe(1)
})
