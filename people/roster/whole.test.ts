/** The whole way of a roster: preview, what is asked, confirm, list, export, and back again unchanged. */
import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type HttpHouse, house } from '../../test/http.ts'

let h: HttpHouse
let city: Client
beforeAll(async () => {
  h = await house(['王敏'], { day: '2026-11-23' })
  city = await h.login('王敏')
})
afterAll(() => h.end())

async function upload(rows: unknown[][] | Buffer, as = '', shape?: (s: ExcelJS.Worksheet) => void) {
  const book = new ExcelJS.Workbook()
  if (!Buffer.isBuffer(rows)) {
    const s = book.addWorksheet('名册')
    s.addRows(rows as never)
    shape?.(s)
  }
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(Buffer.isBuffer(rows) ? rows : await book.xlsx.writeBuffer())]), '名册.xlsx')
  const body = new Response(form)
  city.headers = { 'content-type': body.headers.get('content-type') as string }
  const r = await city.ask('POST', `/api/roster/import${as && `?as=${as}`}`, Buffer.from(await body.arrayBuffer()))
  city.headers = {}
  return r
}
const confirm = (id: string) => city.post(`/api/roster/import/${id}/confirm`, { key: randomUUID() })
async function exported() {
  const data = (await city.get('/api/roster.xlsx')).raw.rawPayload
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(data as unknown as ArrayBuffer)
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((r) => void rows.push((r.values as unknown[]).slice(1).map((x) => String(x ?? ''))))
  return { data, rows }
}

const HEADER = ['姓名', '性别', '出生年月', '代表证号', '手机号码']
const DOTS = ['·', '•', '．', '.', '・', '‧', ' · ', '∙', '⋅']
const PEOPLE = [
  ['王𠮷', '王𠮷'],
  ['张○', '张〇'],
  ['王  敏', '王敏'],
  ['王\u3000芳', '王芳'],
  ['\uFEFF 欧阳 娜娜 ', '欧阳娜娜'],
  ['阿依古丽•买买提', '阿依古丽·买买提'],
  ['迪力木拉提．阿不都热合曼．吾守尔', '迪力木拉提·阿不都热合曼·吾守尔'],
  ['ＭＩＣＨＡＥＬ　ｌｉ', 'MICHAEL li'],
] as const
const mobile = (i: number) => `1391100${String(i).padStart(4, '0')}`
/** Full width in the numbers too. */
const wide = (t: string) => t.replace(/[0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const file = () => [HEADER, ...PEOPLE.map(([typed], i) => [typed, '女', i % 2 ? '１９７０．０５' : '1970-05-12', wide(`W-${i}`), wide(mobile(i))])]

test('A1 names as they are typed go in, are listed, go out and come back: rare characters, 〇, blanks, dots, full width', async () => {
  const p = await upload(file())
  expect([p.status, p.body.errors, p.body.fresh, p.body.lines, p.body.leftOut]).toEqual([200, [], PEOPLE.length, PEOPLE.length, 0])
  expect((await confirm(p.body.id)).body.result).toMatchObject({ fresh: PEOPLE.length })
  const kept = await h.story.rows<{ name: string; birth: string; birth_precision: string }>(
    `select name, birth::text, birth_precision from person where mobile like '1391100%' order by mobile`,
  )
  expect(kept.map((x) => x.name)).toEqual(PEOPLE.map(([, name]) => name))
  expect(kept.map((x) => x.birth_precision)).toEqual(PEOPLE.map((_, i) => (i % 2 ? 'month' : 'day')))
  for (const [, name] of PEOPLE) {
    const rows = (await city.get(`/api/roster?q=${encodeURIComponent(name)}`)).body.rows as { name: string; birth: string; certificateNo: string }[]
    const i = PEOPLE.findIndex(([, n]) => n === name)
    expect(rows.find((r) => r.certificateNo === `W-${i}`)).toMatchObject({ name, birth: i % 2 ? '1970-05' : '1970-05-12' })
  }
  const { data, rows } = await exported()
  for (const [i, [, name]] of PEOPLE.entries())
    expect(rows.find((r) => r.includes(`W-${i}`))?.slice(0, 3)).toEqual([name, '女', i % 2 ? '1970-05' : '1970-05-12'])
  expect((await upload(data)).body).toMatchObject({ errors: [], changes: [], fresh: 0, changed: 0, wrong: 0 })
  expect((await upload(file())).body).toMatchObject({ errors: [], changes: [], fresh: 0, changed: 0, same: PEOPLE.length })
})

test('A1 one person however the dot is typed: in later files one name, in one file one row', async () => {
  const bearers = () => h.story.rows<{ name: string }>(`select name from person where name_key = name_fold('阿依古丽·买买提')`)
  const before = await bearers()
  const name = (dot: string) => `阿依古丽${dot}买买提`
  for (const dot of [...DOTS, '']) {
    const p = (await upload([HEADER, [name(dot), '女', '', '', mobile(5)]])).body
    expect([dot, p.errors, p.fresh, p.changes]).toEqual([dot, [], 0, []])
    // By name and birth alone as well.
    expect([dot, (await upload([HEADER, [name(dot), '女', '1970.05', '', '']])).body.same]).toEqual([dot, 1])
  }
  const p = (await upload([HEADER, ...DOTS.map((dot) => [name(dot), '女', '1970.05', '', ''])])).body
  expect(p).toMatchObject({ fresh: 0, same: 1, wrong: DOTS.length - 1 })
  expect(await bearers()).toEqual(before)
  expect(new Set(before.map((x) => x.name))).toEqual(new Set(['阿依古丽·买买提']))
})

test('A1 a month becomes a day when the day is given, and never by itself', async () => {
  const of = async (birth: string) => (await upload([HEADER, ['张〇', '女', birth, 'W-1', mobile(1)]])).body
  expect(await of('1970.5')).toMatchObject({ changed: 0, same: 1 })
  const p = await of('1970-05-20')
  expect(p.changes).toEqual([{ row: 2, name: '张〇', field: '出生年月', from: '1970-05', to: '1970-05-20' }])
  await confirm(p.id)
  expect(await of('1970-05')).toMatchObject({ changed: 0, same: 1 })
  expect(await h.story.rows(`select birth::text, birth_precision from person where mobile = $1`, [mobile(1)])).toEqual([
    { birth: '1970-05-20', birth_precision: 'day' },
  ])
})

test('A1 an unknown column asks; nothing is written before it is told, and then what was told', async () => {
  const rows = [
    ['姓名', '代表证号', '联系方式', '', '特长', '工作单位及职务'],
    ['', '', '手机', '邮箱', '', ''],
    ['柏小问', 12, '13911009001', 'bo@example.cn', '养蜂', '清渡县第一中学校长'],
  ]
  const shape = (s: ExcelJS.Worksheet) => {
    for (const m of ['A1:A2', 'B1:B2', 'C1:D1', 'E1:E2', 'F1:F2']) s.mergeCells(m)
    s.getCell('B3').numFmt = '0000'
  }
  const asked = (await upload(rows, '', shape)).body
  expect([asked.errors, asked.fresh, asked.lines, asked.undecided.map((u: { column: string }) => u.column)]).toEqual([[], 1, 1, ['E']])
  const refused = await confirm(asked.id)
  expect([refused.status, refused.body.message]).toEqual([409, '请先说明“特长”（E 列）是哪一栏，或者忽略'])
  expect(await h.story.rows(`select 1 from person where name = '柏小问'`)).toEqual([])
  const told = (await upload(rows, 'E:tags', shape)).body
  expect([told.undecided, told.errors]).toEqual([[], []])
  expect((await confirm(told.id)).status).toBe(200)
  expect(
    await h.story.rows(
      `select s.certificate_no, s.tags, p.mobile, p.email, p.employer, p.post from seat s join person p on p.id = s.person where p.name = '柏小问'`,
    ),
  ).toEqual([{ certificate_no: '0012', tags: ['养蜂'], mobile: '13911009001', email: 'bo@example.cn', employer: '清渡县第一中学', post: '校长' }])
  expect((await upload(rows, 'E:nothing', shape)).status).toBe(422)
})
