/** Workbooks down to their XML, as programs write them that nobody here has: what the cell shows is what is read. */
import ExcelJS from 'exceljs'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { Refusal } from '../../kernel/refusal.ts'
import { contact, employerAndPost } from './clean.ts'
import { shown } from './format.ts'
import { readRoster } from './read.ts'

const TODAY = '2026-11-23'
interface Raw {
  strings?: string
  /** Number formats by style, from 1; 0 is General. A number is one of the format's own. */
  formats?: (string | number)[]
  merges?: string[]
  book?: string
  prefix?: string
}
/** Rows as XML. */
function raw(rows: string, o: Raw = {}): Buffer {
  const x = o.prefix ?? ''
  const own = (xml: string) => (x ? xml.replace(/<(\/?)(?=[a-zA-Z])/g, `<$1${x}:`) : xml)
  const ns = (tag: string, inside: string, more = '') =>
    `<?xml version="1.0" encoding="UTF-8"?><${x && `${x}:`}${tag} xmlns${x && `:${x}`}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"${more}>${own(inside)}</${x && `${x}:`}${tag}>`
  const codes = (o.formats ?? []).map((f, i) => ({ id: typeof f === 'number' ? f : 200 + i, code: f }))
  const merges = o.merges?.length ? `<mergeCells>${o.merges.map((m) => `<mergeCell ref="${m}"/>`).join('')}</mergeCells>` : ''
  const files: Record<string, string> = {
    'xl/workbook.xml': ns('workbook', `${o.book ?? ''}<sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets>`, ' xmlns:r="r"'),
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="t" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': ns('worksheet', `<sheetData>${rows}</sheetData>${merges}`),
    'xl/sharedStrings.xml': ns('sst', o.strings ?? ''),
    'xl/styles.xml': ns(
      'styleSheet',
      `<numFmts>${codes.map((c) => (typeof c.code === 'string' ? `<numFmt numFmtId="${c.id}" formatCode="${c.code.replaceAll('"', '&quot;')}"/>` : '')).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes.map((c) => `<xf numFmtId="${c.id}"/>`).join('')}</cellXfs>`,
    ),
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([k, v]) => [k, strToU8(v)]))))
}
const inline = (...texts: string[]) => texts.map((t) => `<c t="inlineStr"><is><t>${t}</t></is></c>`).join('')
const row = (...cells: string[]) => `<row>${cells.join('')}</row>`
const num = (v: string | number, s = 0) => `<c s="${s}"><v>${v}</v></c>`
const read = (data: Buffer, choices = {}) => readRoster(data, TODAY, choices)
async function sheet(rows: unknown[][], merges: string[] = []) {
  const book = new ExcelJS.Workbook()
  const s = book.addWorksheet('名册')
  s.addRows(rows as never)
  for (const m of merges) s.mergeCells(m)
  return Buffer.from(await book.xlsx.writeBuffer())
}

test('A1 inline texts, runs, readings above them, prefixes, no addresses: every row is read, and nothing that is not shown', async () => {
  const strings = `<si><t>王敏</t><rPh sb="0" eb="2"><t>ワンミン</t></rPh><phoneticPr fontId="1"/></si><si><r><rPr><b/></rPr><t xml:space="preserve">阿依古丽 </t></r><r><t>·买买提</t></r><rPh sb="0" eb="1"><t>a</t></rPh></si>`
  const rows = [
    row(inline('姓名', '代表证号', '工作单位')),
    row('<c t="s"><v>0</v></c>', inline('A-1', '一&amp;二厂')),
    row('<c t="s"><v>1</v></c>', inline('A-2')),
    row('<c t="inlineStr"><is><r><t>王</t></r><r><t>𠮷</t></r><rPh sb="0" eb="1"><t>wang</t></rPh></is></c>', inline('A-3')),
    row('<c t="inlineStr"><is><t>张&#x3007;</t><rPh sb="0" eb="1"><t>zhang</t></rPh></is></c>', inline('A-4', '两行_x000D_\n地址')),
    // Two rows that bear one number, as a careless program writes them.
    '<row r="9"><c r="A9" t="str"><v>同行甲</v></c><c r="B9" t="str"><v>A-5</v></c></row><row r="9"><c r="A9" t="str"><v>同行乙</v></c><c r="B9" t="str"><v>A-6</v></c></row>',
  ].join('')
  for (const prefix of ['', 'x']) {
    const r = await read(raw(rows, { strings, prefix }))
    expect(r.errors).toEqual([])
    expect(r.rows.map((x) => [x.values.name, x.values.certificate_no])).toEqual([
      ['王敏', 'A-1'],
      ['阿依古丽·买买提', 'A-2'],
      ['王𠮷', 'A-3'],
      ['张〇', 'A-4'],
      ['同行甲', 'A-5'],
      ['同行乙', 'A-6'],
    ])
    expect([r.rows[0]?.values.employer, r.lines, r.leftOut]).toEqual(['一&二厂', 6, []])
  }
})

test('A1 a number is what its format shows: 0012 stays 0012, a month a month; what has lost digits is refused with its address', async () => {
  const formats = ['0000', '000000', '"YL6-"0000', '0.00', 'yyyy"年"m"月"', 57, 14, '000-0000-0000', '[DBNum1]General', 'm"月"d"日"', '0.00E+00', 'yyyy/mm;@']
  const head = row(inline('姓名', '代表证号', '邮编', '出生年月', '手机号码'))
  const r = await read(
    raw(
      head +
        [
          row(inline('甲一'), num(12, 1), num(12345, 2), num('1968.1', 4), num('13900000001', 8)),
          row(inline('甲二'), num(7, 3), num(830000), num(25700, 5), num('1.3900000002E10')),
          row(inline('甲三'), num(3), num(12345, 2), num(25700, 6), num('13900000003', 11)),
          row(inline('甲四'), num(3, 1), num(12345, 2), num(25700, 7), num('13900000004')),
          row(inline('甲五'), num('420302196403211527'), num(12345, 2), num('1968.1'), num('13900000005')),
          row(inline('甲六'), num(12, 9), num(12345, 2), num(25700, 10), num('13900000006')),
          row(inline('甲七', '4.20302E+17'), num(12345, 2), num(25700, 12), inline('1.39E+10')),
        ].join(''),
      { formats },
    ),
  )
  expect(r.rows.map((x) => x.values)).toEqual([
    { name: '甲一', certificate_no: '0012', postcode: '012345', birth: '1968-10', mobile: '13900000001' },
    { name: '甲二', certificate_no: 'YL6-0007', postcode: '830000', birth: '1970-05', mobile: '13900000002' },
    { name: '甲三', certificate_no: '3', postcode: '012345', birth: '1970-05', mobile: '13900000003' },
    { name: '甲四', certificate_no: '0003', postcode: '012345', birth: '1970-05-12', mobile: '13900000004' },
  ])
  expect(r.errors.map((e) => e.text)).toEqual([
    'B6 数字太长，表格软件只保留前 15 位，末尾已经丢失。请把单元格设为文本格式后重新填写',
    'D6 分不清是 1 月还是 10 月（数字末尾的 0 会丢失），请写成 1968-01 或 1968-10',
    'B7 单元格的显示格式读不懂，请设为文本格式后重新填写',
    'D7 单元格只显示月日或时间，没有年份，请改为文本格式后重新填写',
    'B8 是科学计数法，末尾的数字已经丢失。请把单元格设为文本格式后重新填写',
    'E8 是科学计数法，末尾的数字已经丢失。请把单元格设为文本格式后重新填写',
  ])
  expect(r.lines).toBe(7)
  // A workbook that counts its days from 1904.
  const old = await read(
    raw(row(inline('姓名', '出生年月')) + row(inline('甲一'), num(25700 - 1462, 1)), { formats: [14], book: '<workbookPr date1904="1"/>' }),
  )
  expect(old.rows[0]?.values.birth).toBe('1970-05-12')
})

test('formats as cells show them', () => {
  for (const [n, code, text] of [
    [12, '0000', '0012'],
    [12, '', '12'],
    [12, '@', '12'],
    [-5, '0;(0)', '(5)'],
    [0, '0;-0;"无"', '无'],
    // The signs between thousands are for the eye.
    [1234.5, '#,##0.00', '1234.50'],
    [9901234567, '0000-0000000', '0990-1234567'],
    [6, '"第"0"届"', '第6届'],
    [6, '第General届', '第6届'],
    [0.5, '0%', '50%'],
    [3.5, '0.##', '3.5'],
    [3, '0_ ', '3'],
    [13912345678, '[Red]0', '13912345678'],
    [13912345678, '000 0000 0000', '139 1234 5678'],
  ] as const)
    expect([code, shown(n, code).text]).toEqual([code, text])
})

test('A1 a header of two lines, merged or not: 手机 and 邮箱 under 联系方式; the second line is no row', async () => {
  for (const merges of [['D1:E1', 'A1:A2', 'B1:B2', 'C1:C2'], ['D1:E1'], []]) {
    const r = await read(
      await sheet(
        [
          ['姓名', '性别', '代表证号', '联系方式', ''],
          ['', '', '', '手机', '邮箱'],
          ['甲一', '女', 'A-1', '13900000001', 'a@b.cn'],
        ],
        merges,
      ),
    )
    expect([merges, r.rows.map((x) => x.values), r.errors, r.lines, r.undecided]).toEqual([
      merges,
      [{ name: '甲一', sex: '女', certificate_no: 'A-1', mobile: '13900000001', email: 'a@b.cn' }],
      [],
      1,
      [],
    ])
  }
  // With a title above, a group that belongs to somebody else, and three lines.
  const r = await read(
    await sheet(
      [
        ['云岭市代表名册'],
        ['姓名', '基本情况', '', '联系方式', '', '联络员'],
        ['', '性别', '民族', '单位', '本人', ''],
        ['', '', '', '电话', '手机', '电话'],
        ['甲一', '女', '汉', '0990-1234567', '13900000001', '13700000001'],
      ],
      ['A1:F1', 'A2:A4', 'B2:C2', 'B3:B4', 'C3:C4', 'D2:E2', 'F2:F3'],
    ),
  )
  expect(r.rows[0]?.values).toEqual({ name: '甲一', sex: '女', ethnicity: '汉族', office_phone: '0990-1234567', mobile: '13900000001' })
  expect(r.undecided).toMatchObject([{ column: 'F', header: '联络员／电话', filled: 1 }])
})

test('A1 usual columns are read: 工作单位及职务 is split, 联系电话 told apart, 参加工作时间 left out by decision', async () => {
  for (const header of ['工作单位及职务', '工作单位和职务', '工作单位、职务', '工作单位（职务）', '单位职务', '工作单位 及\n职务']) {
    const r = await read(
      await sheet([
        ['姓名', header, '联系电话', '参加工作时间', '代表证'],
        ['甲一', '清渡县第一中学校长', '13900000001', '1990-07', 'A-1'],
        ['甲二', '云岭市碧溪区某某有限公司 董事长', '0990-1234567', '1991-07', 'A-2'],
        ['甲三', '清渡县柳林镇桥头村村民', '13900000003、0990-7654321', '', 'A-3'],
      ]),
    )
    expect([header, r.errors, r.undecided, r.notes]).toEqual([header, [], [], ['没有用到的栏目：参加工作时间']])
    expect(r.rows.map((x) => [x.values.employer, x.values.post, x.values.mobile, x.values.office_phone])).toEqual([
      ['清渡县第一中学', '校长', '13900000001', undefined],
      ['云岭市碧溪区某某有限公司', '董事长', undefined, '0990-1234567'],
      ['清渡县柳林镇桥头村', '村民', '13900000003', '0990-7654321'],
    ])
  }
  expect(employerAndPost('市委组织部副部长')).toEqual({ employer: '市委组织部', post: '副部长' })
  expect(employerAndPost('市人民医院党委书记、院长')).toEqual({ employer: '市人民医院', post: '党委书记、院长' })
  expect(employerAndPost('农民')).toEqual({ post: '农民' })
  expect(() => contact('1390000000')).toThrow('少一位')
})

test('A1 a column with something in it that is not known asks what it is; nothing of it is lost or guessed', async () => {
  const rows = [
    ['姓名', '代表证号', '工作单位及职务', '专业特长', '', '空栏'],
    ['甲一', 'A-1', '灵活就业，家住城东', '养蜂', '见附页', ''],
    ['甲二', 'A-2', '某某中学教师', '', '', ''],
  ]
  const file = await sheet(rows)
  const asked = await read(file)
  expect(asked.notes).toEqual(['没有用到的栏目：空栏'])
  expect(asked.undecided.map((u) => [u.column, u.header, u.filled, u.choices.slice(0, 4).map((c) => c.label)])).toEqual([
    ['C', '工作单位及职务', 2, ['忽略这一栏', '拆成工作单位和职务', '当作“工作单位”', '当作“职务”']],
    ['D', '专业特长', 1, ['忽略这一栏', '当作“性别”', '当作“出生年月”', '当作“民族”']],
    ['E', '（没有表头）', 1, ['忽略这一栏', '当作“性别”', '当作“出生年月”', '当作“民族”']],
  ])
  const told = await read(file, { C: 'post', D: 'tags', E: 'ignore' })
  expect(told.undecided).toEqual([])
  expect(told.rows.map((x) => x.values)).toEqual([
    { name: '甲一', certificate_no: 'A-1', post: '灵活就业，家住城东', tags: '养蜂' },
    { name: '甲二', certificate_no: 'A-2', post: '某某中学教师' },
  ])
  // Split as told: the cell that cannot be is named.
  const split = await read(file, { C: 'employer_post', D: 'ignore', E: 'ignore' })
  expect(split.errors.map((e) => e.text)).toEqual(['C2 分不清哪些是工作单位、哪些是职务，请在两者之间加一个空格'])
  expect(split.rows[0]?.values).toMatchObject({ employer: '某某中学', post: '教师' })
  const twice = await read(file, { C: 'name', D: 'ignore' }).catch((e) => e)
  expect(twice instanceof Refusal && twice.message).toContain('已经有了')
})

test('A1 rows read and rows left out are all the rows; why is said', async () => {
  const r = await read(
    await sheet([
      ['序号', '姓名', '性别', '代表证号'],
      ['一、碧溪区代表团'],
      [1, '甲一', '男', 'A-1'],
      [2, '', '', ''],
      [],
      [3, '甲三', '公', 'A-3'],
      ['', '合计', '', ''],
      ['', '', '2 人', ''],
    ]),
  )
  expect([r.lines, r.rows.length, new Set(r.errors.map((e) => e.row)).size]).toEqual([6, 1, 1])
  expect(r.leftOut.map((x) => [x.row, x.why])).toEqual([
    [2, '读取的栏目都是空的'],
    [4, '读取的栏目都是空的'],
    [7, '像是小标题或合计'],
    [8, '像是小标题或合计'],
  ])
})
