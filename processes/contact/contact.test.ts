/** C1, C2, C3, C4, C8, C9, C12, A10: who keeps in touch with whom, what came back, and who is left out. */
import { afterEach, expect, test } from 'vitest'
import { readAll } from '../../database/read.ts'
import { count } from '../../report/count.ts'
import { type Story, story } from '../../test/story.ts'

let s: Story
afterEach(() => s.end())
const P = { process: 'contact' }
const section = async (key: string, who = '王敏', office?: string) => (await s.as(who, office).sees())?.sections.find((x) => x.key === key)
const draw = (kind: string, title = '联系名单') => s.as('王敏').does('draw', { kind, title }, P)
const leader = async () =>
  (
    await s.rows<{ id: string; name: string }>(
      `select s.id, p.name from seat s join person p on p.id = s.person where s.place = '990300' and s.office = 'sc_leader' limit 1`,
    )
  )[0] as { id: string; name: string }

test('C1 C2 组成人员联系代表：结对、印发、调整通知编号、覆盖核对、解除后看不到', async () => {
  s = await story('2026-03-10')
  await draw('memberDeputy')
  const l = await leader()
  expect((await s.as('王敏').cannot('activate', {}, P)).fields?.links).toContain('还没有结对')
  const [li, zhang, chen] = [await s.seat('李秀兰', 'deputy'), await s.seat('张伟民'), await s.seat('陈思远', 'deputy')]
  await s.as('王敏').does('link', { kind: 'memberDeputy', caller: l.id, called: [li, zhang] }, P)
  await s.as('王敏').does('activate', {}, P)
  expect(await s.state()).toBe('active')
  expect((await s.as('王敏').cannot('link', { kind: 'memberDeputy', caller: l.id, called: [li] }, P)).fields?.called).toContain('已经结对')
  await s.as('王敏').does('link', { kind: 'memberDeputy', caller: l.id, called: [chen] }, P)
  const pair = (await s.rows<{ id: string }>('select id from contact_link where called_seat = $1', [zhang]))[0]?.id
  await s.as('王敏').does('unlink', { links: [pair] }, P)
  expect((await s.rows(`select 1 from clock where name = 'adjust' and stopped_at is null`)).length).toBe(1)
  await s.as('王敏').does('adjust', { reason: '因工作变动' }, P)
  expect((await section('notices'))?.rows).toEqual([['〔2026〕联01号', '2026-03-10', '因工作变动', '1', '1']])
  expect((await s.rows(`select 1 from clock where name = 'adjust' and stopped_at is null`)).length).toBe(0)
  const all = (await s.rows<{ n: number }>(`select count(*)::int as n from seat where place = '990300' and office = 'deputy'`))[0]?.n as number
  expect((await section('coverage'))?.rows).toEqual([[String(all), '2']])
  expect((await section('coverage'))?.text).toContain('张伟民')
  expect(await s.as('张伟民').sees()).toBeUndefined()
  expect((await section('pairs', '李秀兰', 'deputy'))?.rows.length).toBe(1)
  await s.as('王敏').does('check', {}, P)
})

test('C1 代表记联系，带回的意见进同一条链；别人的联系记不了、也看不到', async () => {
  s = await story('2026-03-10')
  await draw('memberDeputy')
  const l = await leader()
  await s.as('王敏').does('link', { kind: 'memberDeputy', caller: l.id, called: [await s.seat('李秀兰', 'deputy'), await s.seat('张伟民')] }, P)
  await s.as('王敏').does('activate', {}, P)
  const list = s.matter
  const link = async (name: string) =>
    (
      await s.rows<{ id: string }>('select l.id from contact_link l join seat x on x.id = l.called_seat join person p on p.id = x.person where p.name = $1', [
        name,
      ])
    )[0]?.id
  const said = { form: 'visit', heldOn: '2026-03-10', content: '到社区走访金丝雀', opinions: [{ title: '路灯不亮', content: '三号灯杆', category: 'urban' }] }
  await s.as('李秀兰', 'deputy').does('log', { ...said, link: await link('李秀兰') }, P)
  expect((await s.as('李秀兰', 'deputy').cannot('log', { ...said, link: await link('张伟民') }, P)).fields?.link).toContain('自己的联系')
  expect((await s.as('王敏').sees(list))?.sheet.find((r) => r.label === '联系')?.text).toBe('1 次，带回意见 1 条')
  expect(JSON.stringify(await s.as('张伟民').sees(list))).not.toContain('金丝雀')
  const concern = (await s.rows<{ matter: string }>(`select matter from concern where channel = 'contact'`))[0]?.matter
  expect((await s.as('李秀兰', 'deputy').sees(concern))?.title).toBe('路灯不亮')
})

test('C4 专委会联系代表', async () => {
  s = await story('2026-03-10')
  const committee = (await s.rows<{ id: string }>(`select id from unit where kind = 'committee' and place = '990300' limit 1`))[0]?.id
  await draw('committeeDeputy', '城环委联系代表')
  await s.as('王敏').does('link', { kind: 'committeeDeputy', callerUnit: committee, called: [await s.seat('李秀兰', 'deputy')] }, P)
  expect((await s.as('王敏').cannot('link', { kind: 'memberDeputy', caller: await s.seat('李秀兰', 'deputy'), called: [] }, P)).fields?.kind).toContain(
    '专门委员会',
  )
  await s.as('王敏').cannot('addGroups', { names: '第一小组' }, P)
})

const kept = async (kind: string) =>
  (await s.rows<{ id: string; name: string; place: string }>(`select id, name, place from unit where kind = $1 and active order by name`, [kind])).map((x) => x)
const measure = async (...codes: string[]) => {
  const got = await readAll(s.db.pool, (c) => count(c, { place: '990300', from: '2026-01-01', to: '2026-12-31', session: null }, codes))
  return codes.map((x) => got.get(x)?.n)
}

test('C8 代表小组联系国家机关：小组从登记里选，一年五十余次各是一条', async () => {
  s = await story('2026-03-10')
  await draw('groupOrgan', '小组联系机关')
  const finance = await s.unit('市财政局')
  expect((await s.as('王敏').cannot('link', { kind: 'groupOrgan', calledUnits: [finance] }, P)).fields?.callerGroup).toContain('请选择代表小组')
  expect((await s.as('王敏').cannot('link', { kind: 'groupOrgan', callerGroup: finance, calledUnits: [finance] }, P)).fields?.callerGroup).toContain(
    '不在登记之列',
  )
  await s.as('王敏').does('addGroups', { names: '第十二代表小组\n第十三代表小组\n第十五代表小组\n第十二代表小组' }, P)
  expect((await s.as('王敏').cannot('addGroups', { names: '第十三代表小组' }, P)).fields?.names).toContain('已经登记过')
  const groups = await kept('group')
  expect(groups.map((x) => x.name)).toEqual(['第十三代表小组', '第十二代表小组', '第十五代表小组'].sort())
  const organs = [finance, await s.unit('市交通运输局')]
  for (const [i, g] of groups.entries()) await s.as('王敏').does('link', { kind: 'groupOrgan', callerGroup: g.id, calledUnits: [organs[i % 2]] }, P)
  await s.as('王敏').does('activate', {}, P)
  const pairs = (await s.rows<{ id: string }>('select id from contact_link order by id')).map((x) => x.id)
  for (let i = 0; i < 53; i++)
    await s
      .as('王敏')
      .does('log', { link: pairs[i % pairs.length], form: ['talk', 'inspect', 'inquiry'][i % 3], heldOn: '2026-03-09', content: `第${i + 1}次` }, P)
  expect(await measure('grp_organ_visits', 'grp_visits')).toEqual([53, 0])
  expect((await section('pairs'))?.rows.map((r) => Number(r[3])).reduce((a, b) => a + b, 0)).toBe(53)
  // Whoever is still in the list is not struck off the register.
  expect((await s.as('王敏').cannot('retire', { registered: [groups[0]?.id] }, P)).fields?.registered).toContain('还在名单里')
})

test('C9 定点联系村（社区）：二十五个村各是登记里的一行，三进三访分九种记、分九种数', async () => {
  s = await story('2026-03-10')
  await draw('groupVillage', '小组定点联系村（社区）')
  await s.as('王敏').does('addGroups', { names: '第十二代表小组\n第十三代表小组' }, P)
  const names = Array.from({ length: 25 }, (_, i) => `第${i + 1}社区`)
  expect((await s.as('王敏').cannot('addVillages', { town: '990300', names: '某村' }, P)).fields?.town).toContain('乡镇、街道')
  await s.as('王敏').does('addVillages', { town: '990302001', names: names.join('\n') }, P)
  const [villages, groups] = [await kept('village'), await kept('group')]
  expect([villages.length, new Set(villages.map((x) => x.place))]).toEqual([25, new Set(['990302001'])])
  expect((await s.as('王敏').cannot('link', { kind: 'groupVillage', callerGroup: groups[0]?.id }, P)).fields?.calledVillages).toContain('至少选一个')
  await s.as('王敏').does('link', { kind: 'groupVillage', callerGroup: groups[0]?.id, calledVillages: villages.slice(0, 13).map((x) => x.id) }, P)
  await s.as('王敏').does('link', { kind: 'groupVillage', callerGroup: groups[1]?.id, calledVillages: villages.slice(13).map((x) => x.id) }, P)
  await s.as('王敏').does('activate', {}, P)
  const links = await s.rows<{ id: string }>('select id from contact_link where called_unit is not null and called_text is null order by id')
  expect(links.length).toBe(25)
  const visit = (i: number, more: object) =>
    s.as('王敏').does('log', { link: links[i % 25]?.id, form: 'visit', heldOn: '2026-03-09', content: `第${i}次`, ...more }, P)
  expect((await s.as('王敏').cannot('log', { form: 'visit', heldOn: '2026-03-09', content: '走访' }, P)).fields?.link).toContain('哪个小组')
  await expect(visit(0, {})).rejects.toThrow()
  for (let i = 0; i < 27; i++)
    await visit(i, {
      wentTo: ['community', 'company', 'electorate'][i % 3],
      calledOn: i < 20 ? 'people' : i < 25 ? 'company' : 'unit',
    })
  expect((await section('threeVisits'))?.rows).toEqual([
    ['进社区', '7', '2', '0', '9'],
    ['进企业', '7', '1', '1', '9'],
    ['进选区单位', '6', '2', '1', '9'],
    ['合计', '20', '5', '2', '27'],
  ])
  expect(await measure('grp_villages', 'grp_visits')).toEqual([25, 27])
})

test('A10 代表联络员：代表、联络站、代工委推荐，代工委审核，上岗，离任；电话加密，离任即删', async () => {
  s = await story('2026-03-10')
  const li = await s.seat('李秀兰', 'deputy')
  const who = { deputy: li, phone: '13900139055' }
  await s
    .as('孟广林')
    .does('register', { name: '临江街道人大代表联络站', type: 'station', level: 'township', area: 90, stage: 'running' }, { process: 'station' })
  const station = s.matter
  await s.as('孟广林').does('place', { deputies: [li] }, { process: 'station' })
  const fromStation = (more = {}) =>
    s.as('高秀英').does('nominate', { ...who, name: '孙站荐', area: '二片区', ...more }, { process: 'station', matter: station })
  await expect(fromStation()).rejects.toThrow()
  await draw('deputyPeople')
  const list = s.matter
  await s.as('王敏').does('link', { kind: 'deputyPeople', caller: li, calledTexts: '滨江社区一片区' }, P)
  await s.as('王敏').does('activate', {}, P)

  // Put forward by the deputy himself, by his station, by the office.
  expect(
    (await s.as('李秀兰', 'deputy').cannot('nominate', { ...who, deputy: await s.seat('张伟民'), name: '他人', area: '一片区' }, P)).fields?.deputy,
  ).toContain('本人')
  await s.as('李秀兰', 'deputy').does('nominate', { ...who, name: '赵自荐', area: '一片区' }, P)
  expect((await fromStation()).says).toBe('高秀英为李秀兰推荐代表联络员')
  await s.as('王敏').does('nominate', { ...who, name: '钱办荐', area: '三片区' }, P)
  await s.as('张伟民').cannot('nominate', { ...who, name: '外人', area: '四片区' }, P)
  const rows = async () => (await section('liaison'))?.rows.map((r) => [r[1], r[3], r[4], r[5]])
  expect(await rows()).toEqual([
    ['赵自荐', '李秀兰', '已推荐', '2026-03-10'],
    ['钱办荐', '王敏', '已推荐', '2026-03-10'],
    ['孙站荐', '临江街道人大代表联络站', '已推荐', '2026-03-10'],
  ])
  const id = async (name: string) => (await s.rows<{ id: string }>('select id from voter_liaison where name = $1', [name]))[0]?.id as string
  const [zhao, qian, sun] = [await id('赵自荐'), await id('钱办荐'), await id('孙站荐')]
  const due = async () =>
    (await s.rows<{ due: string }>(`select due_on::text as due from clock where name = 'approve' and stopped_at is null`)).map((x) => x.due)
  expect(await due()).toEqual(['2026-03-24'])

  // Nobody begins who is not approved; only the office approves.
  expect((await s.as('王敏').cannot('appoint', { approved: [zhao] }, P)).fields?.approved).toContain('还没有审核同意')
  await s.as('李秀兰', 'deputy').cannot('approve', { nominees: [zhao] }, P)
  s.at('2026-03-12')
  await s.as('王敏').does('approve', { nominees: [zhao, sun] }, P)
  expect((await s.as('王敏').sees(list))?.buttons.find((b) => b.action === 'approve')?.fields[0]?.options?.map((o) => o.value)).toEqual([qian])
  await s.as('王敏').does('decline', { nominees: [qian], reason: '本人不愿意' }, P)
  expect(await due()).toEqual([])
  s.at('2026-03-15')
  await s.as('王敏').does('appoint', { approved: [zhao] }, P)
  s.matter = list
  expect(await rows()).toEqual([
    ['赵自荐', '李秀兰', '在任', '2026-03-15'],
    ['钱办荐', '王敏', '已结束', '2026-03-12'],
    ['孙站荐', '临江街道人大代表联络站', '已审核', '2026-03-12'],
  ])
  // The station sees what became of its own, and of nobody else's.
  expect((await s.as('高秀英').sees(station))?.sections.find((x) => x.key === 'liaison')?.rows).toEqual([['二片区', '孙站荐', '李秀兰', '已审核']])
  expect(JSON.stringify(await s.rows('select data, says from event'))).not.toMatch(/13900139055|孙站荐|赵自荐/)
  await s.as('王敏').does('release', { people: [zhao] }, P)
  expect(await s.rows('select state, phone is null as gone, until::text from voter_liaison where id = $1', [zhao])).toEqual([
    { state: 'ended', gone: true, until: '2026-03-15' },
  ])
})

test('C3 列席常委会会议：邀请、发言意见、单位反馈采纳', async () => {
  s = await story('2026-03-10')
  const G = { process: 'gathering' }
  await s.as('王敏').does(
    'plan',
    {
      title: '第三十次会议',
      kind: 'attend',
      heldOn: '2026-03-20',
      place: '会议厅',
      topics: '听取医疗卫生报告',
      agenda: '听取和审议关于医疗卫生工作情况的报告',
      speakers: '',
      items: [],
      guests: [await s.seat('李秀兰', 'deputy')],
      hosts: [await s.unit('市财政局')],
    },
    G,
  )
  await s.as('王敏').does('announce', { notice: '请列席' }, G)
  await s.as('李秀兰', 'deputy').does('confirm', {}, G)
  s.at('2026-03-20')
  await s.as('王敏').does('hold', { present: [(await s.party('guest', '李秀兰')).id] }, G)
  await s.as('王敏').does('record', { summary: '列席代表发言', opinions: [{ opinion: '增加村医补助', by: '李秀兰', about: '' }], media: [] }, G)
  await s.as('何静').does('adopt', { adopted: 'adopted', text: '列入预算' }, G)
  await s.as('王敏').does('archive', {}, G)
  expect(await s.state()).toBe('archived')
})

const member = (...names: string[]) =>
  s.rows(
    `update seat s set tags = tags || '{常委会组成人员}' from person p where p.id = s.person and s.place = '990300' and s.office = 'deputy' and p.name = any ($1)`,
    [names],
  )

test('C1 C2 联系代表的须是常委会组成人员：名册里注明了的才可以，代表联系群众不受此限', async () => {
  s = await story('2026-03-10')
  await draw('memberDeputy')
  const [zhao, li, peng] = [await s.seat('赵志强', 'deputy'), await s.seat('李秀兰', 'deputy'), await s.seat('彭海燕')]
  const link = { kind: 'memberDeputy', caller: zhao, called: [li] }
  expect((await s.as('王敏').cannot('link', link, P)).fields?.caller).toContain('赵志强不是常委会组成人员')
  await member('赵志强')
  await s.as('王敏').does('link', link, P)
  await draw('deputyPeople')
  await s.as('王敏').does('link', { kind: 'deputyPeople', caller: peng, calledTexts: '县医院职工' }, P)
})

test('C1 C2 每位组成人员联系的代表超过本地规定的，先问理由；从哪个席位、在哪张名单里都算一个人', async () => {
  s = await story('2026-03-10')
  await member('赵志强')
  await draw('memberDeputy')
  const zhao = await s.seat('赵志强', 'deputy')
  const called = await Promise.all(['李秀兰', '张伟民', '彭海燕', '曾庆华'].map((n) => s.seat(n, 'deputy')))
  const link = (more: object) => ({ kind: 'memberDeputy', caller: zhao, ...more })
  expect((await s.as('王敏').cannot('link', link({ called }), P)).fields?.over).toBe(
    '本地规定每位组成人员联系3位代表，赵志强现有0位，加上所选共4位；请减少人数，或者写明超过的理由',
  )
  await s.as('王敏').does('link', link({ called: called.slice(0, 3) }), P)
  await draw('memberDeputy', '另一张名单')
  expect((await s.as('王敏').cannot('link', link({ called: called.slice(3) }), P)).fields?.over).toContain('现有3位')
  const done = await s.as('王敏').does('link', link({ called: called.slice(3), over: '所在代表团只有他一位组成人员' }), P)
  expect(done.says).toContain('结对1对（超过规定的每位3位：所在代表团只有他一位组成人员）')
  expect((await section('members'))?.text).toBe('还没有结对：黄文斌。超过3位：赵志强（4）。')
})

test('C1 本地改了每位联系几位，按本地的数', async () => {
  s = await story('2026-03-10')
  await member('赵志强')
  await s.rows(`insert into rule (place, process, key, valid_from, value) values ('990300', 'contact', 'contact.each', '2026-01-01', '1')`)
  await draw('memberDeputy')
  const called = [await s.seat('李秀兰', 'deputy'), await s.seat('张伟民')]
  const link = { kind: 'memberDeputy', caller: await s.seat('赵志强', 'deputy'), called }
  expect((await s.as('王敏').cannot('link', link, P)).fields?.over).toContain('每位组成人员联系1位代表')
  await s.as('王敏').does('link', { ...link, called: called.slice(0, 1) }, P)
  expect((await section('members'))?.title).toBe('组成人员（本地规定每位联系1位）')
})
