import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { vaultOf } from '../../kernel/vault.ts'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { DEMO_PEOPLE, IDS, PLACE } from '../demo/people.ts'
import { seedSmall } from '../demo/small.ts'
import type { Viewer } from '../viewer.ts'
import { exportRoster } from './export.ts'
import { cancelRoster, confirmRoster, previewRoster, readImport } from './import.ts'
import { listRoster } from './list.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await seedSmall(db.owner)
})
afterAll(() => db.drop())

const VAULT = vaultOf('for tests only: forty characters and more')
const NOW = new Date('2026-11-23T09:00:00+08:00')
const wangmin = viewer('wangmin', PLACE.city)
/** The neighbour: the office of a county. */
const luoxuemei = viewer('luoxuemei', PLACE.bixi)

function viewer(key: 'wangmin' | 'luoxuemei', place: string): Viewer {
  const name = DEMO_PEOPLE.find((p) => p.key === key)?.name ?? ''
  const nobody = { unit: null, unitName: null, delegation: null, delegationName: null, term: null, certificateNo: null, readsDown: false }
  return {
    person: IDS.person[key],
    name,
    strong: false,
    session: 's',
    seat: { id: IDS.seat[key], person: IDS.person[key], personName: name, place, placeName: '', placePath: '', office: 'daf_staff', ...nobody },
  }
}

async function workbook(rows: unknown[][], more?: (book: ExcelJS.Workbook) => void): Promise<{ name: string; data: Buffer }> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('名册').addRows(rows as never)
  more?.(book)
  return { name: '名册.xlsx', data: Buffer.from(await book.xlsx.writeBuffer()) }
}

const count = async (sql: string, values: unknown[] = []) => (await db.owner.query(`select count(*)::int as n from ${sql}`, values)).rows[0].n as number
const preview = (rows: unknown[][], more?: (book: ExcelJS.Workbook) => void) => workbook(rows, more).then((f) => previewRoster(db.pool, wangmin, f, NOW))
const take = async (rows: unknown[][]) => confirmRoster(db.pool, wangmin, (await preview(rows)).id, randomUUID(), NOW, VAULT)

const HEADER = ['姓名', '性别', '出生年月', '代表证号', '代表团', '手机号码', '工作单位', '结构标签']
const many = Array.from({ length: 565 }, (_, i) => [
  `新代表${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${String.fromCharCode(0x4e00 + i)}`,
  i % 3 ? '男' : '女',
  `19${60 + (i % 35)}.0${1 + (i % 9)}`,
  `T-${String(i).padStart(4, '0')}`,
  i % 2 ? '碧溪区代表团' : '清渡县',
  `1381234${String(i).padStart(4, '0')}`,
  '某单位',
  '基层一线、农民',
])

describe('A1 roster import', () => {
  test('565 deputies: a preview writes nothing, a confirmation all, a second import nothing new', async () => {
    const before = [await count('person'), await count('seat'), await count('event')]
    const p = await preview([HEADER, ...many])
    expect(p).toMatchObject({ rows: 565, fresh: 565, changed: 0, same: 0, wrong: 0, errors: [], state: 'previewed', absent: 15 })
    expect([await count('person'), await count('seat'), await count('event')]).toEqual(before)

    const started = performance.now()
    const done = await confirmRoster(db.pool, wangmin, p.id, randomUUID(), NOW, VAULT)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(done).toMatchObject({ state: 'confirmed', result: { fresh: 565, changed: 0, skipped: 0, repeated: false } })
    expect(await count(`seat where place = $1 and office = 'deputy' and state = 'active'`, [PLACE.city])).toBe(580)
    expect(await count(`person where name_sort like 'xin1%' and demo`)).toBe(565)

    const again = await preview([HEADER, ...many])
    expect(again).toMatchObject({ fresh: 0, changed: 0, same: 565 })
    const changed = many.map((r, i) => (i === 7 ? [...r.slice(0, 6), '另一单位', r[7]] : r))
    const third = await take([HEADER, ...changed])
    expect(third).toMatchObject({ fresh: 0, changed: 1, same: 564, changes: [{ row: 9, field: '工作单位', from: '某单位', to: '另一单位' }] })
    expect(await count(`seat where place = $1 and office = 'deputy'`, [PLACE.city])).toBe(580)
    expect(await count(`person where employer = '另一单位'`)).toBe(1)
  })

  test('nothing to write is nothing to confirm', async () => {
    const p = await preview([HEADER, ...many.slice(0, 2)])
    await expect(confirmRoster(db.pool, wangmin, p.id, randomUUID(), NOW, VAULT)).rejects.toMatchObject({ problem: { error: 'gate' } })
  })

  test('brings no phone number into the log, and keeps none after it is settled', async () => {
    const { rows } = await db.owner.query(`select says, data::text as data from event where process = 'roster'`)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/1381234\d{4}/)
    expect(await count(`roster_import where state <> 'previewed' and rows is not null`)).toBe(0)
    expect(await count(`roster_import where preview::text ~ '1381234[0-9]{4}'`)).toBe(0)
  })

  test('says what is wrong cell by cell, and takes the rest', async () => {
    const p = await preview([
      ['云岭市第六届人大代表名册'],
      [],
      ['序号', '姓 名', '性别', '手机号码（必填）', '出生日期', '代表团', '代表证号', '备注二'],
      [1, '钱一鸣', '男', '1390000111', '1970-01-01', '碧溪区代表团', 'E-1', ''],
      [2, '钱二鸣', '男', '139000011112', '1970-13-01', '无名代表团', 'E-2', ''],
      [3, '钱三鸣', '先生', '13900001113', 1968.1, '碧溪区代表团', 'E-3', ''],
      [4, '钱四鸣', '男', '13900001114', '19700101', '碧溪区代表团', 'E-4', ''],
      [5, '钱五鸣', '男', '13900001114', '1971年5月', '碧溪区代表团', 'E-5', ''],
      [6, '', '男', '13900001116', '1971/5/6', '碧溪区代表团', 'E-6', ''],
      [7, '钱七鸣', '女', '13900001117', '1971.5', '幻想代表团', 'E-7', ''],
    ])
    expect(p.errors.map((e) => e.text)).toEqual([
      'D4 手机号码少一位，应为 11 位数字',
      'D5 手机号码多一位，应为 11 位数字',
      'E5 没有这一天，请核对年、月、日',
      'C6 应填写“男”或“女”',
      'E6 分不清是 1 月还是 10 月（数字末尾的 0 会丢失），请写成 1968-01 或 1968-10',
      'D8 与第 7 行的手机号码相同，请核对',
      'B9 请填写姓名',
      'F10 没有“幻想代表团”。云岭市的代表团有：碧溪区代表团、清渡县代表团',
    ])
    expect(p.errors[0]).toMatchObject({ row: 4, column: '手机号码', cell: 'D4' })
    expect(p).toMatchObject({ rows: 7, fresh: 1, wrong: 6 })
    expect(p.notes).toContain('没有用到的栏目：备注二')
    const done = await confirmRoster(db.pool, wangmin, p.id, randomUUID(), NOW, VAULT)
    expect(done.result).toMatchObject({ fresh: 1, skipped: 6 })
    expect(await count(`person where name like '钱_鸣'`)).toBe(1)
  })

  test('reads what people write: full-width digits, blanks, byte-order marks, numbers, Excel dates, formulas, hidden sheets', async () => {
    const p = await preview(
      [
        ['\uFEFF姓名', '手机', '出生年月', '代表证编号', '民族', '职务', '所在代表团', '届别'],
        ['郑 一 诺', '\uFF11\uFF13\uFF19 0000-2221', new Date(Date.UTC(1968, 4, 12)), 'Z-1', '汉', '主任', '碧溪区', '第六届'],
        ['  郑二诺 ', 13900002222, '1968.05', 'Z-2', '土家族', { formula: 'HYPERLINK("http://x")', result: '处长' }, '碧溪区代表团', 6],
        ['郑三诺', '+86 13900002223', '1968-05-12', 'Z-3', '—', '=cmd', '清渡县代表团', '六届'],
      ],
      (book) => {
        const hidden = book.addWorksheet('旧名册', { state: 'hidden' })
        hidden.addRows([HEADER, ...many.slice(0, 3)])
      },
    )
    expect(p.errors).toEqual([])
    expect(p.notes).toEqual(['有 1 个单元格是公式，只取它显示的结果', '隐藏的工作表“旧名册”没有读取'].sort((a) => (a.startsWith('隐藏') ? -1 : 1)))
    await confirmRoster(db.pool, wangmin, p.id, randomUUID(), NOW, VAULT)
    const { rows } = await db.owner.query(`select name, mobile, birth::text, ethnicity, post from person where name like '郑_诺' order by mobile`)
    expect(rows).toEqual([
      { name: '郑一诺', mobile: '13900002221', birth: '1968-05-12', ethnicity: '汉族', post: '主任' },
      { name: '郑二诺', mobile: '13900002222', birth: '1968-05-01', ethnicity: '土家族', post: '处长' },
      { name: '郑三诺', mobile: '13900002223', birth: '1968-05-12', ethnicity: null, post: '=cmd' },
    ])
  })

  test('an exported roster comes back unchanged, whoever is in it', async () => {
    const data = await exportRoster(db.pool, wangmin, NOW)
    const p = await previewRoster(db.pool, wangmin, { name: 'x.xlsx', data }, NOW)
    expect(p.errors).toEqual([])
    expect(p.changes).toEqual([])
    expect(p).toMatchObject({ fresh: 0, changed: 0, absent: 0, wrong: 0 })
    expect(p.same).toBe(await count(`seat where place = $1 and office = 'deputy'`, [PLACE.city]))
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(data as unknown as ArrayBuffer)
    const posts: unknown[] = []
    book.worksheets[0]?.eachRow((r) => void posts.push(r.getCell(10).value))
    expect(posts).toContain("'=cmd")
  })
})

describe('A1 who is meant', () => {
  test('one person with two mandates stays one person; a phone number is changed by nobody else', async () => {
    const { mobile, birth } = DEMO_PEOPLE.find((p) => p.key === 'chensiyuan') ?? { mobile: '', birth: '' }
    expect(
      await preview([
        ['姓名', '手机号码', '出生年月', '学历'],
        ['陈思远', mobile, birth, '研究生'],
      ]),
    ).toMatchObject({ fresh: 0, changed: 1, changes: [{ field: '学历' }] })
    const p = await preview([
      ['姓名', '代表证号', '手机号码'],
      ['陈思远', 'YL6-0003', '13900009999'],
    ])
    expect(p.errors[0]?.text).toBe('C2 这位同志在其他地方也有职务，手机号码和邮箱请由本人修改')
  })

  test('doubt is told and never guessed away', async () => {
    const text = async (row: unknown[]) => (await preview([['姓名', '代表证号', '手机号码', '出生年月'], row])).errors[0]?.text
    const li = DEMO_PEOPLE.find((p) => p.key === 'lixiulan')
    expect(await text(['李秀兰', '', '', ''])).toContain('A2 名册中已有同名的“李秀兰”')
    expect(await text(['李秀英', 'YL6-0001', '', ''])).toContain('A2 代表证号 YL6-0001 在名册中是“李秀兰”')
    expect(await text(['李秀兰', 'X-9', '', li?.birth])).toContain('B2 名册中同名、同出生年月的“李秀兰”，代表证号是 YL6-0001')
    expect(await text(['李秀英', 'X-9', li?.mobile, ''])).toBe('C2 这个手机号码已由另一位同志使用，请核对')
    expect(await text(['张伟民', 'YL6-0002', li?.mobile, ''])).toContain('C2 手机号码登记在另一位同志名下')
    expect(await text(['新来者', '', '', ''])).toContain('至少一项')
    // Two people who share name and birth, each with a certificate and a phone of their own.
    expect(
      await preview([
        ['姓名', '代表证号', '手机号码', '出生年月'],
        ['李秀兰', 'X-9', '13900008888', li?.birth],
      ]),
    ).toMatchObject({ fresh: 1, errors: [] })
    // Renamed: certificate and phone agree.
    expect(
      await preview([
        ['姓名', '代表证号', '手机号码'],
        ['李秀岚', 'YL6-0001', li?.mobile],
      ]),
    ).toMatchObject({ changed: 1, changes: [{ field: '姓名', from: '李秀兰', to: '李秀岚' }] })
  })

  test('a phone number in a preview is masked', async () => {
    const p = await preview([
      ['姓名', '代表证号', '出生年月', '手机号码'],
      ['张伟民', 'YL6-0002', '1971-08', '13900007777'],
    ])
    expect(p.changes).toEqual([{ row: 2, name: '张伟民', field: '手机号码', from: '199****0004', to: '139****7777' }])
  })
})

describe('A1 once, and by the right office', () => {
  const rows = (no: string) => [
    ['姓名', '代表证号', '手机号码'],
    [nameOf(no), `P-${no}`, `1390000${no}`],
  ]
  const nameOf = (no: string) => `并发${'甲乙丙丁戊己'[Number(no) % 6]}`
  const written = (no: string) => count('person where name = $1', [nameOf(no)])

  test('two confirmations at the same time write once', async () => {
    const p = await preview(rows('3001'))
    const key = randomUUID()
    const both = await Promise.all([confirmRoster(db.pool, wangmin, p.id, key, NOW, VAULT), confirmRoster(db.pool, wangmin, p.id, key, NOW, VAULT)])
    expect(both.map((b) => b.result?.repeated).sort()).toEqual([false, true])
    expect(await written('3001')).toBe(1)
    expect(await count(`event where data ->> 'import' = $1`, [p.id])).toBe(1)
    // The number is no event's id, and serves for nothing else; from somebody else it is another request.
    expect(await count('event where id = $1', [key])).toBe(0)
    const other = await preview(rows('3005'))
    await expect(confirmRoster(db.pool, wangmin, other.id, key, NOW, VAULT)).rejects.toMatchObject({ problem: { error: 'conflict' } })
    expect(await written('3005')).toBe(0)
    await expect(confirmRoster(db.pool, luoxuemei, p.id, key, NOW, VAULT)).rejects.toMatchObject({ problem: { error: 'unknown' } })

    const q = await preview(rows('3002'))
    const two = await Promise.allSettled([
      confirmRoster(db.pool, wangmin, q.id, randomUUID(), NOW, VAULT),
      confirmRoster(db.pool, wangmin, q.id, randomUUID(), NOW, VAULT),
    ])
    expect(two.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await written('3002')).toBe(1)
  })

  test('two previews of one file, both confirmed: the second is out of date', async () => {
    const [a, b] = [await preview(rows('3003')), await preview(rows('3003'))]
    const results = await Promise.allSettled([a, b].map((p) => confirmRoster(db.pool, wangmin, p.id, randomUUID(), NOW, VAULT)))
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((r) => r.status === 'rejected') as PromiseRejectedResult
    expect(refused.reason.problem.error).toBe('stale')
    expect(await written('3003')).toBe(1)
    expect((await Promise.all([a, b].map((p) => readImport(db.pool, wangmin, p.id)))).map((p) => p.state).sort()).toEqual(['confirmed', 'failed'])
  })

  test('the neighbour sees nothing, confirms nothing, and reads its own roster only', async () => {
    const p = await preview(rows('3004'))
    for (const fn of [
      () => readImport(db.pool, luoxuemei, p.id),
      () => confirmRoster(db.pool, luoxuemei, p.id, randomUUID(), NOW, VAULT),
      () => cancelRoster(db.pool, luoxuemei, p.id, NOW),
    ]) {
      await expect(fn()).rejects.toMatchObject({ problem: { error: 'unknown' } })
    }
    expect((await readImport(db.pool, wangmin, p.id)).state).toBe('previewed')
    expect((await listRoster(db.pool, luoxuemei, {}, '2026-11-23')).rows.map((r) => r.name)).toEqual(['陈思远'])
    expect(await cancelRoster(db.pool, wangmin, p.id, NOW)).toMatchObject({ state: 'cancelled' })
    await expect(confirmRoster(db.pool, wangmin, p.id, randomUUID(), NOW, VAULT)).rejects.toMatchObject({ problem: { error: 'conflict' } })
    expect(await written('3004')).toBe(0)
  })

  test('termination needs a reason, and an old file does not bring anybody back', async () => {
    const head = ['姓名', '代表证号', '手机号码', '状态', '变动原因']
    await take([head.slice(0, 3), ['离任者', 'P-3005', '13900003005']])
    expect((await preview([head, ['离任者', 'P-3005', '13900003005', '终止', '']])).errors[0]?.text).toBe('E2 状态是“终止”的，请在“变动原因”一栏写明原因')
    await take([head, ['离任者', 'P-3005', '13900003005', '终止', '调离本行政区域']])
    expect(await count(`seat where certificate_no = 'P-3005' and state = 'terminated' and ends_on = '2026-11-23'`)).toBe(1)
    expect((await preview([head, ['离任者', 'P-3005', '13900003005', '终止', '调离本行政区域']])).same).toBe(1)
    expect((await preview([head.slice(0, 3), ['离任者', 'P-3005', '13900003005']])).errors[0]?.text).toContain('资格已经终止')
  })

  test('the list is found by reading and by initials, page by page, without phone numbers', async () => {
    const first = await listRoster(db.pool, wangmin, {}, '2026-11-23')
    expect(first.rows.length).toBe(50)
    const second = await listRoster(db.pool, wangmin, { after: first.next ?? '' }, '2026-11-23')
    expect(second.rows.some((r) => first.rows.some((f) => f.seat === r.seat))).toBe(false)
    for (const q of ['lixiulan', 'lxl', '秀兰', 'YL6-0001'])
      expect((await listRoster(db.pool, wangmin, { q }, '2026-11-23')).rows.map((r) => r.name)).toEqual(['李秀兰'])
    expect(JSON.stringify(first)).not.toMatch(/1[39]9\d{8}/)
  })
})
