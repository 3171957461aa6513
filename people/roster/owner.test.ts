/** A place writes only of those whom it keeps, and no import opens somebody's door. */
import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, demoPerson, type HttpHouse, house } from '../../test/http.ts'
import { PLACE } from '../demo/people.ts'

let h: HttpHouse
let city: Client
let county: Client
const head = demoPerson('周建国')
beforeAll(async () => {
  h = await house(['王敏', '周建国', '罗雪梅'], { day: '2026-11-23' })
  city = await h.login('王敏')
  county = await h.login('罗雪梅')
})
afterAll(() => h.end())

async function upload(who: Client, rows: unknown[][] | Buffer) {
  const book = new ExcelJS.Workbook()
  if (!Buffer.isBuffer(rows)) book.addWorksheet('名册').addRows(rows as never)
  const data = Buffer.isBuffer(rows) ? rows : await book.xlsx.writeBuffer()
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(data)]), '名册.xlsx')
  const body = new Response(form)
  who.headers = { 'content-type': body.headers.get('content-type') as string }
  const r = await who.ask('POST', '/api/roster/import', Buffer.from(await body.arrayBuffer()))
  who.headers = {}
  expect(r.status).toBe(200)
  return r.body
}
async function take(who: Client, rows: unknown[][]) {
  const p = await upload(who, rows)
  expect(p.errors).toEqual([])
  const r = await who.post(`/api/roster/import/${p.id}/confirm`, { key: randomUUID() })
  expect([r.status, r.body.state]).toEqual([200, 'confirmed'])
  return p
}
async function exported(who: Client, name: string): Promise<Record<string, string>> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await who.get('/api/roster.xlsx')).raw.rawPayload as unknown as ArrayBuffer)
  const out: Record<string, string> = {}
  book.worksheets[0]?.eachRow((r) => {
    if (r.getCell(1).value === name)
      r.eachCell((c, at) => {
        out[String(book.worksheets[0]?.getRow(2).getCell(at).value)] = String(c.value)
      })
  })
  return out
}
const person = async (mobile: string) => (await h.story.rows(`select * from person where mobile = $1`, [mobile]))[0]
const HEADER = ['姓名', '性别', '出生年月', '民族', '代表证号', '工作单位', '职务', '手机号码', '邮箱', '通讯地址', '简历']
const of = (name: string, mobile: string, no: string, employer: string) => [
  name,
  '女',
  '1981-02-03',
  '白族',
  no,
  employer,
  '另一职务',
  mobile,
  'x@example.cn',
  '另一地址',
  '另一简历',
]

test('A1 a county links the city’s head by his phone and changes nothing of him; its export holds only what is public of him', async () => {
  const before = await person(head.mobile)
  const p = await take(county, [HEADER, of(head.name, head.mobile, 'BX-77', '县里写的单位')])
  expect(p).toMatchObject({ fresh: 1, changed: 0, changes: [], proposed: 0 })
  expect(p.kept.map((k: { field: string }) => k.field)).toEqual(expect.arrayContaining(['出生年月', '民族', '工作单位', '职务', '邮箱', '通讯地址', '简历']))
  for (const k of p.kept) expect([k.row, k.why]).toEqual([2, '由云岭市人大维护，不改动'])
  // What the city knows is not told by the comparison either.
  expect(JSON.stringify(p)).not.toContain(before?.employer)
  expect(await person(head.mobile)).toEqual(before)
  expect(await h.story.rows(`select certificate_no from seat where person = $1 and place = $2`, [head.id, PLACE.bixi])).toEqual([{ certificate_no: 'BX-77' }])

  const out = await exported(county, head.name)
  expect(out).toMatchObject({ 姓名: head.name, 代表证号: 'BX-77', 工作单位: before?.employer, 职务: before?.post })
  for (const secret of ['出生年月', '民族', '手机号码', '邮箱', '通讯地址', '邮编', '学历']) expect([secret, out[secret]]).toEqual([secret, undefined])
  const shown = (await county.get(`/api/roster?q=${encodeURIComponent(head.name)}`)).body.rows[0]
  expect(shown).toMatchObject({ certificateNo: 'BX-77', birth: null, ethnicity: null })

  // Again, now that he has a seat here: still nothing; what is the county's own is written.
  const again = await upload(county, [HEADER, of(head.name, head.mobile, 'BX-77', '县里写的单位')])
  expect(again).toMatchObject({ fresh: 0, changed: 0, same: 1 })
  await take(county, [
    ['姓名', '代表证号', '手机号码', '职务', '结构标签'],
    [head.name, 'BX-77', head.mobile, '又一职务', '妇女'],
  ])
  expect(await person(head.mobile)).toEqual(before)
  expect(await h.story.rows(`select tags from seat where person = $1 and place = $2`, [head.id, PLACE.bixi])).toEqual([{ tags: ['妇女'] }])

  // The city keeps him: it still writes.
  await take(city, [
    ['姓名', '代表证号', '手机号码', '学历'],
    [head.name, 'YL6-0777', head.mobile, '研究生'],
  ])
  expect(await person(head.mobile)).toMatchObject({ education: '研究生', employer: before?.employer })
  expect((await exported(city, head.name)).出生年月).toBe(head.birth)
})

test('A1 the other way round: whom a county entered first, the city links and does not edit, until he sits in the city only', async () => {
  const mobile = '13900007001'
  await take(county, [HEADER, of('齐小县', mobile, 'BX-78', '县里的单位').with(8, '')])
  const before = await person(mobile)
  expect(before).toMatchObject({ employer: '县里的单位', place: PLACE.bixi })
  const p = await take(city, [HEADER, of('齐小县', mobile, 'YL6-0778', '市里写的单位').with(8, '').with(2, '1990-01-01')])
  expect(p.kept.every((k: { why: string }) => k.why === '由碧溪区人大维护，不改动')).toBe(true)
  expect(await person(mobile)).toEqual(before)
  expect((await exported(city, '齐小县')).通讯地址).toBeUndefined()
  await take(county, [
    ['姓名', '代表证号', '手机号码', '工作单位'],
    ['齐小县', 'BX-78', mobile, '县里的新单位'],
  ])
  expect(await person(mobile)).toMatchObject({ employer: '县里的新单位' })
  await h.story.rows(`update seat set state = 'terminated', ends_on = '2026-11-01' where certificate_no = 'BX-78' and person = $1`, [before?.id])
  await take(city, [
    ['姓名', '代表证号', '手机号码', '工作单位'],
    ['齐小县', 'YL6-0778', mobile, '市里的单位'],
  ])
  expect(await person(mobile)).toMatchObject({ employer: '市里的单位' })
})

test('A1 staff bring their own head’s phone twice: he still logs in by the old one, and is told each time', async () => {
  const named = demoPerson('周建国')
  const other = '13900007009'
  for (const _ of [1, 2]) {
    const p = await upload(city, [
      ['姓名', '代表证号', '出生年月', '手机号码', '邮箱'],
      [named.name, 'YL6-0777', named.birth, other, 'mine@example.cn'],
    ])
    expect(p).toMatchObject({ errors: [], changes: [], changed: 0, proposed: 2 })
    expect(p.kept[0]).toMatchObject({ field: '手机号码', to: '139****7009', why: expect.stringContaining('导入不改动') })
    expect(JSON.stringify(p)).not.toContain(other)
    const r = await city.post(`/api/roster/import/${p.id}/confirm`, { key: randomUUID() })
    expect([r.status, r.body.state]).toEqual([200, 'confirmed'])
  }
  expect(await person(other)).toBeUndefined()
  expect(await person(named.mobile)).toMatchObject({ id: named.id, email: null })
  expect((await h.story.rows(`select text from notice where person = $1 and text like '%登录手机%'`, [named.id])).length).toBe(2)
  expect(await h.story.rows(`select channel, state from channel_change where person = $1 and state = 'open' order by channel`, [named.id])).toEqual([
    { channel: 'email', state: 'open' },
    { channel: 'mobile', state: 'open' },
  ])
  const boss = await h.login('周建国')
  expect((await boss.get('/api/me/login-channel')).body.open.map((x: { channel: string }) => x.channel).sort()).toEqual(['email', 'mobile'])
})
