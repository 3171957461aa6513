/** D1–D10: a station from plan to running, measured against a standard, filled with deputies, its ledgers filling themselves. */
import { afterEach, expect, test } from 'vitest'
import { serverOver } from '../../test/http.ts'
import { type Story, story } from '../../test/story.ts'
import { station as kit } from './kit.ts'

let s: Story
afterEach(() => s.end())
const P = { process: 'station' }
const NINE = ['有场所', '有牌子', '有设备', '有人员', '有制度', '有计划', '有活动', '有台账', '有档案']
const BASE = {
  name: '滨江社区代表联络站',
  type: 'station',
  level: 'village',
  address: '滨江路 18 号',
  head: '社区书记',
  phone: '0990-7011002',
  area: 120,
  village: true,
  facilities: '接待室、书柜',
}
const register = (more: Record<string, unknown> = {}) => s.as('孟广林').does('register', { ...BASE, stage: 'planned', ...more }, P)
const section = async (key: string, who = '孟广林') => (await s.as(who).sees())?.sections.find((x) => x.key === key)
const named = () => register({ name: '临江街道人大代表联络站', stage: 'running', openedOn: '2026-01-05' })

test('D1 D2 登记、建设、按九有自查、复核整改、达标运行；公众只见运行中的', async () => {
  s = await story('2026-03-10')
  await register()
  const shown = () => s.rows('select name from public_station')
  expect(await shown()).toEqual([])
  await s.as('孟广林').does('build', {}, P)
  const self = (await s.party('self')).id
  const form = (await s.as('孟广林').sees())?.buttons.find((b) => b.action === 'selfCheck')?.fields.find((f) => f.name === 'items')
  expect(form?.options?.map((o) => o.value)).toEqual(expect.arrayContaining(NINE))
  await s.as('孟广林').does('selfCheck', { standard: 'nine', items: NINE.slice(0, 7) }, { ...P, party: self })
  expect((await s.as('孟广林').cannot('review', { pass: 'no' }, P)).fields?.text).toContain('整改什么')
  await s.as('孟广林').does('review', { pass: 'no', text: '补齐台账、档案' }, P)
  expect(await s.state()).toBe('mending')
  await s.as('孟广林').does('selfCheck', { standard: 'nine', items: NINE }, { ...P, party: self })
  await s.as('孟广林').does('review', { pass: 'yes' }, P)
  expect(await s.state()).toBe('running')
  expect(await shown()).toEqual([{ name: BASE.name }])
  await s.as('孟广林').does('close', { reason: '社区合并' }, P)
  expect(await shown()).toEqual([])
})

test('D1 同一地方不能有两个同名站点：一百个同时登记只成一个', async () => {
  s = await story('2026-03-10')
  const all = await Promise.allSettled(Array.from({ length: 100 }, () => register()))
  expect(all.filter((x) => x.status === 'fulfilled').length).toBe(1)
  expect((await s.rows('select count(*)::int as n from station'))[0]).toEqual({ n: 1 })
})

test('D2 标准可以由本地改：少一项、多一项，自查表跟着变', async () => {
  s = await story('2026-03-10')
  await s.db.owner.query(
    `insert into rule (place, process, key, valid_from, value) values ('990302001', 'station', 'station.six', '2026-01-01', '["有场所","有电子屏"]')`,
  )
  await register({ stage: 'running' })
  await s.as('孟广林').does('selfCheck', { standard: 'six', items: ['有场所', '有电子屏'] }, { ...P, party: (await s.party('self')).id })
  expect((await s.as('孟广林').sees())?.sheet.find((r) => r.label === '最近自查')?.text).toContain('2/2')
  await s.as('孟广林').does('review', { pass: 'no', text: '再查' }, P)
  expect(
    (await s.as('孟广林').cannot('selfCheck', { standard: 'six', items: ['有人员'] }, { ...P, party: (await s.party('self')).id })).fields?.items,
  ).toContain('不在标准里')
})

test('A11 D3 四级代表进站；活动、培训进各自的台账，每条只记一次', async () => {
  s = await story('2026-03-10')
  await named()
  const li = await s.seat('李秀兰', 'deputy')
  await s.as('孟广林').does('place', { deputies: [li, await s.seat('陈思远', 'deputy')] }, P)
  expect((await s.as('孟广林').cannot('place', { deputies: [li] }, P)).fields?.deputies).toContain('已经在站里')
  expect((await section('deputies'))?.rows.map((r) => [r[0], r[1]])).toEqual([
    ['陈思远', '市级'],
    ['李秀兰', '市级'],
  ])
  await s.as('高秀英').does('logActivity', { kind: 'study', title: '学代表法', heldOn: '2026-03-09', came: [li], people: 0 }, P)
  await s.as('高秀英').does('logActivity', { kind: 'theme', title: '护河行动', heldOn: '2026-03-10', came: [li], people: 40 }, P)
  expect((await section('studies'))?.rows.map((r) => r[1])).toEqual(['学代表法'])
  expect((await section('themes'))?.rows.map((r) => r[2])).toEqual(['护河行动'])
  expect((await section('duties'))?.rows).toEqual([['李秀兰', '0', '2', '2026-03-10']])
  expect((await s.as('高秀英').cannot('logActivity', { kind: 'study', title: '明天', heldOn: '2026-03-11' }, P)).fields?.heldOn).toContain('今天之后')
  await s.as('孟广林').does('unplace', { seats: [li] }, P)
  expect((await section('deputies'))?.rows.length).toBe(1)
})

test('D8 年度计划和完成对照', async () => {
  s = await story('2026-03-10')
  await named()
  await s.as('高秀英').does(
    'setPlan',
    {
      year: 2026,
      rows: [
        { kind: 'study', count: 4 },
        { kind: 'reception', count: 24 },
      ],
    },
    P,
  )
  await s.as('高秀英').does('logActivity', { kind: 'study', title: '学代表法', heldOn: '2026-03-09', came: [], people: 0 }, P)
  expect((await section('plan'))?.rows).toEqual([
    ['学习培训', '4', '1'],
    ['接待群众', '24', '0'],
  ])
})

test('D4 D5 示范创建到命名、提档升级', async () => {
  s = await story('2026-03-10')
  await named()
  for (const stage of ['nominated', 'building', 'checked', 'named']) await s.as('孟广林').does('nameDemo', { kind: 'station', stage }, P)
  await s.as('孟广林').does('renew', { on: '2026-03-01', text: '更新电子屏' }, P)
  expect((await s.rows('select demo_named_on::text as named, renewed_on::text as renewed from station'))[0]).toEqual({
    named: '2026-03-10',
    renewed: '2026-03-01',
  })
})

test('D6 挂牌：站里申请，办公室批复或不准，准予的在准予挂牌清单里，摘牌就不在了', async () => {
  s = await story('2026-03-10')
  await named()
  const self = (await s.party('self')).id
  await s.as('高秀英').does('applyPlate', { plate: '人大代表联络站' }, { ...P, party: self })
  await s.as('高秀英').does('applyPlate', { plate: '代表茶座' }, { ...P, party: self })
  expect((await s.as('高秀英').cannot('applyPlate', { plate: '代表茶座' }, { ...P, party: self })).fields?.plate).toContain('已经申请')
  await s.as('高秀英').cannot('plate', { plate: '代表茶座', no: '自批' }, P)
  expect((await s.rows(`select due_on::text as due from clock where name = 'plate' and stopped_at is null`))[0]).toEqual({ due: '2026-04-08' })
  const lists = async () => {
    const of = async (where: string) => (await s.rows<{ title: string }>(`select m.title from matter m where m.process = 'station' and ${where}`)).length
    const by = (v: string) => kit.filters?.find((f) => f.value === v)?.where as string
    return [await of(by('plated')), await of(by('asking'))]
  }
  expect(await lists()).toEqual([0, 1])
  await s.as('孟广林').does('plate', { plate: '人大代表联络站', no: '碧人常〔2026〕3号' }, P)
  await s.as('孟广林').does('refusePlate', { asked: '代表茶座', reason: '名称不规范' }, P)
  expect((await section('plates', '高秀英'))?.rows).toEqual([
    ['人大代表联络站', '准予挂牌', '碧人常〔2026〕3号', '2026-03-10', ''],
    ['代表茶座', '没有准予', '', '2026-03-10', '名称不规范'],
  ])
  expect(await lists()).toEqual([1, 0])
  expect((await s.rows(`select 1 from clock where name = 'plate' and stopped_at is null`)).length).toBe(0)
  await s.as('孟广林').does('unplate', { hung: '人大代表联络站', reason: '站点搬迁' }, P)
  expect(await lists()).toEqual([0, 0])
})

test('D10 五项制度是能读的文件：只有名称的不收，缺哪几项说出来', async () => {
  s = await story('2026-03-10')
  await named()
  expect((await s.as('孟广林').cannot('policies', { kind: 'voters', name: '联系选民制度' }, P)).fields?.text).toContain('正文，或者附上')
  await s.as('孟广林').does('policies', { kind: 'voters', name: '联系选民制度', text: '每位代表联系选民十户。' }, P)
  await s.as('孟广林').does('policies', { kind: 'receiving', name: '接待群众制度', attachments: [await s.file('孟广林')] }, P)
  const read = await section('policies', '高秀英')
  expect(read?.text).toBe('五项制度还缺：回选区制度、联系群众考评制度、服务保障制度。')
  expect(read?.rows.map((r) => [r[0], r[3], r[4]])).toEqual([
    ['联系选民制度', '每位代表联系选民十户。', ''],
    ['接待群众制度', '见文件', '1 份，在「附件」里'],
  ])
  expect((await s.as('高秀英').sees())?.files.map((f) => f.purpose)).toEqual(['接待群众制度'])
  for (const kind of ['returning', 'assessing', 'serving']) await s.as('孟广林').does('policies', { kind, name: `${kind}制度`, text: '正文' }, P)
  expect((await section('policies'))?.text).toBe('五项制度都已挂上。')
})

test('C13 特色站点：百姓说事点、聚心茶馆各是一种，案例写下来，公开了群众才看得到', async () => {
  s = await story('2026-03-10')
  const tea = { ...BASE, name: '聚心茶馆', type: 'brand', stage: 'running', openedOn: '2026-01-05' }
  expect((await s.as('孟广林').cannot('register', tea, P)).fields?.brand).toContain('哪种特色品牌')
  expect((await s.as('孟广林').cannot('register', { ...tea, brand: 'tea', coordinates: '33.95,116.79' }, P)).fields?.coordinates).toContain('经度在前')
  await s.as('孟广林').does('register', { ...tea, brand: 'tea', coordinates: '116.79,33.95', photos: [await s.file('孟广林')] }, P)
  expect((await s.as('孟广林').sees())?.sheet.find((r) => r.label === '种类')?.text).toBe('特色站点（说事点、茶馆等）：聚心茶馆')
  expect((await s.rows('select lng, lat from station'))[0]).toEqual({ lng: 116.79, lat: 33.95 })
  await s.as('孟广林').does('addCase', { title: '茶馆里说开了纠纷', heldOn: '2026-03-09', text: '两家因排水沟争执多年，代表请到茶馆坐下来谈。' }, P)
  const seen = () => s.rows('select title from public_station_case')
  expect(await seen()).toEqual([])
  const id = (await s.rows<{ id: string }>('select id from station_case'))[0]?.id
  await s.as('孟广林').does('publishCase', { cases: [id] }, P)
  expect(await seen()).toEqual([{ title: '茶馆里说开了纠纷' }])
  const unit = (await s.rows<{ unit: string }>('select unit from station'))[0]?.unit
  const h = await serverOver(s.db, [], { now: () => s.now })
  try {
    expect((await h.client().get(`/g/990302001/stations/${unit}`)).raw.body).toContain('两家因排水沟争执多年')
  } finally {
    await h.close()
  }
})

test('D9 运行一年没有自查的会提醒；别的站的联络员看不到', async () => {
  s = await story('2026-03-10')
  await register({ stage: 'running' })
  expect(await s.as('高秀英').sees()).toBeUndefined()
  expect((await s.rows(`select due_on::text as due from clock where name = 'yearly' and stopped_at is null`))[0]).toEqual({ due: '2027-03-10' })
})

test('C7 一键排全年：固定日子、节假日顺延、轮流公平；再排一次不重', async () => {
  s = await story('2026-03-10')
  await named()
  const station = s.matter
  const rota = { year: 2026, from: '09:00', to: '11:30', where: '接待室', theme: '' }
  expect((await s.as('高秀英').cannot('rota', rota, P)).fields?.year).toContain('代表进站')
  const names = ['李秀兰', '陈思远', '张伟民', '赵志强', '彭海燕']
  await s.as('孟广林').does('place', { deputies: await Promise.all(names.map((n) => (s as Story).seat(n, 'deputy'))) }, P)
  await s.as('高秀英').does('rota', rota, P)
  const days = await s.rows<{ on: string; n: number }>(
    `select r.held_on::text as on, (select count(*)::int from reception_host h where h.reception = r.matter) as n from reception r order by 1`,
  )
  // From 25 March on: 5 April is 清明, 25 April a Saturday, 5 May within 劳动节.
  expect(days.slice(0, 4).map((d) => d.on)).toEqual(['2026-03-25', '2026-04-07', '2026-04-27', '2026-05-06'])
  expect(days.every((d) => d.n === 2)).toBe(true)
  const turns = (await s.rows<{ n: number }>('select count(*)::int as n from reception_host group by seat')).map((x) => x.n)
  expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1)
  expect((await s.as('高秀英').cannot('rota', rota, { ...P, matter: station })).fields?.year).toContain('已经排好')
})

test('D4 D5 示范名额：每个县的示范站、示范室、行业站和特色品牌不超过本地规定的数，同时报的也只成规定的数', async () => {
  s = await story('2026-03-10')
  const made: string[] = []
  for (let i = 1; i <= 7; i++) {
    await register({ name: `第${i}站`, stage: 'running' })
    made.push(s.matter)
  }
  const name = (i: number, kind: string) => s.as('孟广林').does('nameDemo', { kind, stage: 'nominated' }, { ...P, matter: made[i] as string })
  const all = await Promise.allSettled(made.map((_, i) => name(i, 'station')))
  expect(all.filter((x) => x.status === 'fulfilled').length).toBe(5)
  const no = all.find((x) => x.status === 'rejected') as PromiseRejectedResult
  expect(no.reason.problem.fields.kind).toMatch(/^碧溪区的示范站本地规定最多5个，已有5个（第.站.*）；请先取消其中一个/)
  // Whoever has it already may go on to the next stage; one given up makes room.
  const has = all.findIndex((x) => x.status === 'fulfilled')
  await s.as('孟广林').does('nameDemo', { kind: 'station', stage: 'named' }, { ...P, matter: made[has] as string })
  await s.as('孟广林').does('nameDemo', { kind: 'none', stage: 'named' }, { ...P, matter: made[has] as string })
  await name(
    all.findIndex((x) => x.status === 'rejected'),
    'station',
  )
  for (const [kind, max] of [
    ['trade', 1],
    ['brand', 2],
    ['best', 2],
  ] as const) {
    const some = await Promise.allSettled(made.slice(0, 4).map((_, i) => name(i, kind)))
    expect([kind, some.filter((x) => x.status === 'fulfilled').length]).toEqual([kind, max])
    for (const m of made.slice(0, 4)) await s.as('孟广林').does('nameDemo', { kind: 'none', stage: 'named' }, { ...P, matter: m })
  }
})

test('D9 2121 工程的条目本地还没有填写的，不能拿它自查', async () => {
  s = await story('2026-03-10')
  await register({ stage: 'running' })
  const check = async () => ({ ...P, party: (await s.party('self')).id })
  expect((await s.as('孟广林').cannot('selfCheck', { standard: 's2121', items: [] }, await check())).fields?.standard).toContain('还没有填写')
  // The page says so where it would be chosen, and beside.
  const options = async () => (await s.as('孟广林').sees())?.buttons.find((b) => b.action === 'selfCheck')?.fields.find((f) => f.name === 'standard')?.options
  expect((await options())?.find((o) => o.value === 's2121')?.label).toContain('条目还没有填写')
  expect((await section('unset'))?.text).toContain('2121 工程的条目还没有填写')
  await s.db.owner.query(
    `insert into rule (place, process, key, valid_from, value) values ('990302001', 'station', 'station.s2121', '2026-01-01', '["两个阵地","一支队伍"]')`,
  )
  expect((await options())?.find((o) => o.value === 's2121')?.label).toBe('2121 工程')
  expect(await section('unset')).toBeUndefined()
  await s.as('孟广林').does('selfCheck', { standard: 's2121', items: ['两个阵地'] }, await check())
})

test('A11 五级代表都能进站；谁还没有进站按级列出，点开是名单', async () => {
  s = await story('2026-03-10')
  // 李秀兰 is a deputy of every level; 张伟民 of the city alone.
  await s.rows(`insert into place (code, parent, name, level, path) values ('000000', null, '全国', 'nation', '000000/')`)
  await s.rows(
    `insert into term (place, number, starts_on, ends_on) values ('000000', 14, '2023-03-01', '2028-03-01'), ('990000', 14, '2023-01-01', '2028-01-01'), ('990302', 5, '2021-12-01', '2026-12-01'), ('990302001', 5, '2021-12-01', '2026-12-01')`,
  )
  const levels = ['000000', '990000', '990302', '990302001']
  const seats = new Map<string, string>()
  for (const place of levels)
    seats.set(
      place,
      (
        await s.rows<{ id: string }>(
          `insert into seat (person, place, office, term, starts_on) select p.id, $1, 'deputy', (select max(number) from term where place = $1), '2026-01-01' from person p where p.name = '李秀兰' returning id`,
          [place],
        )
      )[0]?.id as string,
    )
  await s.as('王敏').does('register', { ...BASE, name: '市政务服务中心联系点', stage: 'running' }, P)
  const city = s.matter
  const outside = async () => (await s.as('王敏').sees(city))?.sections.find((x) => x.key === 'outside')
  const rows = async () => (await outside())?.rows.map((r) => [r[0], r[1], r[2], typeof r[3] === 'string' ? r[3] : (r[3] as { text: string }).text])
  const cityDeputies = (await s.rows<{ n: number }>(`select count(*)::int as n from seat where place = '990300' and office = 'deputy'`))[0]?.n as number
  const county = (
    await s.rows<{ n: number }>(
      `select count(*)::int as n from seat where length(place) = 6 and place like '9903%' and place <> '990300' and office = 'deputy'`,
    )
  )[0]?.n as number
  expect(await rows()).toEqual([
    ['全国', '1', '0', '1'],
    ['省级', '1', '0', '1'],
    ['市级', String(cityDeputies), '0', String(cityDeputies)],
    ['县级', String(county), '0', String(county)],
    ['乡级', '1', '0', '1'],
  ])
  // The street's station takes deputies of all five levels.
  await named()
  await s.as('孟广林').does('place', { deputies: [...seats.values(), await s.seat('张伟民')] }, P)
  expect((await section('deputies'))?.rows.map((r) => [r[0], r[1]])).toEqual([
    ['李秀兰', '全国'],
    ['李秀兰', '省级'],
    ['张伟民', '市级'],
    ['李秀兰', '县级'],
    ['李秀兰', '乡级'],
  ])
  expect(await rows()).toEqual([
    ['全国', '1', '1', '0'],
    ['省级', '1', '1', '0'],
    ['市级', String(cityDeputies), '1', String(cityDeputies - 1)],
    ['县级', String(county), '1', county > 1 ? String(county - 1) : '0'],
    ['乡级', '1', '1', '0'],
  ])
  expect((await outside())?.text).toContain('李秀兰')
  // The number leads to the names, over the interface too.
  expect((await outside())?.rows[2]?.[3]).toMatchObject({ to: '/report/rows?code=station_outside_city&year=2026' })
  const wang = await serverOver(s.db, [{ person: (await s.as('王敏').viewer()).person, login: 'wangmin' }], { now: () => s.now })
  try {
    const list = (await (await wang.enter('wangmin')).get('/api/report/rows?code=station_outside_city&year=2026')).body
    expect([list.people, list.rows.length, list.unshown]).toEqual([true, cityDeputies - 1, 0])
    const names = list.rows.map((r: { note: string }) => r.note)
    expect(names).toContain('云岭市 李秀兰')
    expect(names).not.toContain('云岭市 张伟民')
  } finally {
    await wang.close()
  }
})

test('C7 D3 每位代表每年接待几次由本地规定，还不够的列出来', async () => {
  s = await story('2026-03-10')
  await named()
  await s.as('孟广林').does('place', { deputies: [await s.seat('李秀兰', 'deputy')] }, P)
  expect(await section('seldom')).toMatchObject({ title: '2026年接待次数（本地规定每位代表不少于2次）', text: '还不够的：李秀兰（0）' })
  await s.db.owner.query(
    `insert into rule (place, process, key, valid_from, value) values ('990302001', 'station', 'station.receptionsPerYear', '2026-01-01', '0')`,
  )
  expect(await section('seldom')).toBeUndefined()
})
