/** D1: stations by the hundred: read, shown with what is wrong by cell, registered in one job that says how far it is. */
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type HttpHouse, house } from '../test/http.ts'

let h: HttpHouse
beforeAll(async () => {
  h = await house(['王敏', '周建国', '吴海涛'], { day: '2026-03-10' })
})
afterAll(() => h.end())

const upload = (who: Client, name: string, data: Buffer) =>
  h.app.inject({
    method: 'POST',
    url: '/api/stations/import',
    headers: { 'content-type': 'multipart/form-data; boundary=x-edge', cookie: [...who.cookies].map((x) => x.join('=')).join('; ') },
    payload: Buffer.concat([
      Buffer.from(`--x-edge\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`),
      data,
      Buffer.from('\r\n--x-edge--\r\n'),
    ]),
  })
const sheet = async (rows: unknown[][]) => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('站点').addRows(rows)
  return Buffer.from(await book.xlsx.writeBuffer())
}
const HEAD = ['名称', '种类', '层级', '所在乡镇、街道', '地址', '设在村、社区', '启用日期', '坐标']
const done = async (who: Client, id: string) => {
  for (let i = 0; i < 600; i++) {
    const r = (await who.get(`/api/stations/import/${id}`)).body
    if (r.state === 'done') return r
    await new Promise((ok) => setTimeout(ok, 100))
  }
  throw new Error('登记没有做完')
}

test('D1 批量登记站点：按单元格说错在哪里，一次作业登记几百个并报进度，再确认不重复登记', async () => {
  const wang = await h.login('王敏')
  const good = Array.from({ length: 120 }, (_, i) => [
    `第${i + 1}联络站`,
    i % 2 ? '代表联络站' : '代表联络室',
    i % 3 ? '村' : '乡镇、街道',
    '临江街道',
    `滨江路${i + 1}号`,
    i % 3 ? '是' : '否',
    '2025-01-05',
    i === 0 ? '116.79,33.95' : '',
  ])
  const bad = [
    ['坏种类', '茶楼', '村', '临江街道', '', '', '', ''],
    ['坏地方', '代表联络站', '村', '没有的镇', '', '', '', ''],
    ['坏日期', '代表联络站', '村', '临江街道', '', '', '去年', ''],
    ['第1联络站', '代表联络站', '村', '临江街道', '', '', '', ''],
    ['', '代表联络站', '村', '临江街道', '', '', '', ''],
  ]
  const p = (await upload(wang, '站点.xlsx', await sheet([HEAD, ...good, ...bad]))).json()
  expect([p.lines, p.fit, p.wrong]).toEqual([125, 120, 5])
  expect(p.errors.map((e: { cell: string; column: string }) => [e.cell, e.column])).toEqual([
    ['B122', '种类'],
    ['D123', '所在乡镇、街道'],
    ['G124', '启用日期'],
    ['A125', '名称'],
    ['A126', '名称'],
  ])
  expect(p.errors[0].text).toContain('请填写其中一种：人大代表之家、代表联络站')
  expect(await h.story.rows('select 1 from station')).toEqual([])
  // It is his own preview: nobody else confirms it.
  expect((await (await h.login('周建国')).post(`/api/stations/import/${p.id}/confirm`, {})).status).toBeGreaterThanOrEqual(400)
  const [a, b] = await Promise.all([wang.post(`/api/stations/import/${p.id}/confirm`, {}), wang.post(`/api/stations/import/${p.id}/confirm`, {})])
  expect([a.status, b.status]).toEqual([200, 200])
  expect(a.body.total).toBe(120)
  expect(await done(wang, p.id)).toMatchObject({ done: 120, total: 120, failed: [] })
  await wang.post(`/api/stations/import/${p.id}/confirm`, {})
  // The town's own stations, with its own office to go on with them.
  expect(await h.story.rows('select place, count(*)::int as n, count(lng)::int as at from station group by 1')).toEqual([{ place: '990302001', n: 120, at: 1 }])
  await h.story
    .as('孟广林')
    .does(
      'place',
      { deputies: [await h.story.seat('李秀兰', 'deputy')] },
      { process: 'station', matter: (await h.story.rows<{ matter: string }>('select matter from station limit 1'))[0]?.matter as string },
    )
  // The same file again: every row is there already.
  const again = (await upload(wang, '站点.xlsx', await sheet([HEAD, ...good.slice(0, 3)]))).json()
  expect([again.fit, again.errors[0].text]).toEqual([0, '同一地方已经有同名的站点'])
  expect((await wang.post(`/api/stations/import/${again.id}/confirm`, {})).status).toBeGreaterThanOrEqual(400)
})

test('D1 站点表也可以是 csv，国标编码的也读得出；别的文件和别的人不收', async () => {
  const wang = await h.login('王敏')
  const p = (
    await upload(wang, '站点.csv', Buffer.from('\uFEFF名称,种类,层级\n市政务服务中心联系点,政务服务中心联系点,市级\n网上站,网上代表联络站,市级\n'))
  ).json()
  expect([p.fit, p.errors]).toEqual([2, []])
  await wang.post(`/api/stations/import/${p.id}/confirm`, {})
  await done(wang, p.id)
  expect(await h.story.rows(`select online, place from station where place = '990300' order by 1`)).toEqual([
    { online: false, place: '990300' },
    { online: true, place: '990300' },
  ])
  // 名称 in GB 18030.
  const gb = Buffer.concat([Buffer.from('c3fbb3c62cd6d6c0e02cb2e3bcb60a', 'hex'), Buffer.from('A,station,city\n')])
  expect((await upload(wang, 'gb.csv', gb)).json().fit).toBe(1)
  expect((await upload(wang, '站点.xlsx', Buffer.from('不是表格'))).json().fields.file).toContain('不是 Excel')
  expect((await upload(wang, '空.csv', Buffer.from('甲,乙\n1,2\n'))).json().fields.file).toContain('没有找到表头')
  expect((await upload(await h.login('吴海涛'), '站点.csv', gb)).statusCode).toBe(403)
})
