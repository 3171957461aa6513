/** C3, C12, D7: who invites deputies to what; each kind told apart and counted apart; what they said is answered. */
import { afterEach, expect, test } from 'vitest'
import { readAll } from '../../database/read.ts'
import { count } from '../../report/count.ts'
import { type Story, story } from '../../test/story.ts'

const P = { process: 'gathering' }
let s: Story
afterEach(() => s.end())

const BASE = { title: '活动', heldOn: '2026-03-20', place: '市人大常委会会议厅', topics: '听取情况', speakers: '', items: [] }
/** Somebody of a committee: the small city has one only in its units. */
async function committee(): Promise<string> {
  const unit = (await s.rows<{ id: string; name: string }>(`select id, name from unit where place = '990300' and kind = 'committee' order by name limit 1`))[0]
  await s.rows(
    `insert into person (id, name, name_sort) select gen_random_uuid(), '田专委', 'tianzhuanwei' where not exists (select from person where name = '田专委')`,
  )
  await s.rows(
    `insert into seat (id, person, place, office, unit, starts_on) select gen_random_uuid(), p.id, '990300', 'committee', $1, '2026-01-01' from person p where p.name = '田专委'`,
    [unit?.id],
  )
  return unit?.name as string
}
const guests = (...names: string[]) => Promise.all(names.map((n) => s.seat(n, 'deputy')))
const section = async (key: string, matter = s.matter) => (await s.as('王敏').sees(matter))?.sections.find((x) => x.key === key)
const MEETING = { ...BASE, title: '第三十次会议', kind: 'attend', agenda: '听取和审议医疗卫生工作报告\n审议城市更新条例草案' }

test('C3 专委会邀请代表列席：写明哪几项议程，会前召开列席代表座谈会，意见由单位反馈采纳', async () => {
  s = await story('2026-03-10')
  const name = await committee()
  const tian = s.as('田专委', 'committee')
  expect((await tian.cannot('plan', { ...BASE, kind: 'briefing' }, P)).fields?.kind).toContain('其他活动由代工委筹备')
  expect((await tian.cannot('plan', { ...MEETING, agenda: '' }, P)).fields?.agenda).toContain('哪几项议程')
  await tian.does('plan', { ...MEETING, guests: await guests('李秀兰', '陈思远'), hosts: [await s.unit('市财政局')] }, P)
  const meeting = s.matter
  const sheet = (await tian.sees())?.sheet ?? []
  expect(sheet.find((r) => r.label === '列席的议程')?.text).toBe('听取和审议医疗卫生工作报告\n审议城市更新条例草案')
  expect(sheet.find((r) => r.label === '组织')?.text).toBe(name)
  expect((await tian.sees())?.buttons.find((b) => b.action === 'announce')?.initial.notice).toContain('审议城市更新条例草案')
  await tian.does('announce', { notice: '请列席' }, P)
  // Its own committee has it on the list of things to do, not the office.
  const holders = async () =>
    (await s.rows<{ holder: string }>(`select holder from duty where matter = $1 and action = 'hold'`, [meeting])).map((x) => x.holder)
  expect((await holders()).join()).not.toContain('daf_staff')
  await s.as('李秀兰', 'deputy').does('confirm', {}, P)
  await s.as('陈思远', 'deputy').does('decline', { reason: '出差' }, P)

  // The talk before it: only for a meeting, not after it, with those who were asked to the meeting and have not declined.
  const talk = { ...BASE, title: '列席代表座谈会', kind: 'talk' }
  expect((await tian.cannot('plan', talk, P)).fields?.meeting).toContain('哪一次列席的会议')
  expect((await tian.cannot('plan', { ...talk, meeting, heldOn: '2026-03-21' }, P)).fields?.heldOn).toContain('会议定于2026-03-20')
  await tian.does('plan', { ...talk, meeting, heldOn: '2026-03-18', hosts: [await s.unit('市财政局')] }, P)
  expect((await tian.sees())?.parties.filter((p) => p.role === 'guest').map((p) => p.name)).toEqual(['李秀兰'])
  expect((await tian.sees())?.sheet.find((r) => r.label === '列席的议程')?.text).toContain('审议城市更新条例草案')
  await tian.does('announce', { notice: '请参加' }, P)
  s.at('2026-03-20')
  await tian.does('hold', { present: [(await s.party('guest', '李秀兰')).id] }, P)
  await tian.does('record', { summary: '座谈', opinions: [{ opinion: '增加村医补助', by: '李秀兰', about: '医疗卫生工作报告' }], media: [] }, P)
  expect((await tian.cannot('archive', {}, P)).message).toContain('市财政局还没有反馈采纳情况')
  await s.as('何静').does('adopt', { adopted: 'adopted', text: '列入预算' }, P)
  await tian.does('archive', {}, P)
  expect((await section('talks', meeting))?.rows.map((r) => [r[0], (r[1] as { text: string }).text, r[2], r[3]])).toEqual([
    ['2026-03-18', '列席代表座谈会', '1', '1'],
  ])
  // The office may go on where the committee left off.
  s.matter = meeting
  await s.as('王敏').does('hold', { present: [(await s.party('guest', '李秀兰')).id] }, P)
  expect(await s.state()).toBe('held')
})

test('C12 视察、立法调研、执法检查、建议督办各是一类：三十余人次分开数，列席会议不算在内', async () => {
  s = await story('2026-03-10')
  const all = (
    await s.rows<{ id: string }>(`select s.id from seat s where s.place = '990300' and s.office = 'deputy' and s.state = 'active' order by s.id limit 12`)
  ).map((x) => x.id)
  const held = { visit: 12, lawmaking: 9, enforcement: 7, supervision: 4, attend: 3 }
  for (const [kind, n] of Object.entries(held)) {
    await s.as('王敏').does('plan', { ...BASE, kind, agenda: '听取报告', guests: all.slice(0, n) }, P)
    await s.as('王敏').does('announce', { notice: '请参加' }, P)
  }
  s.at('2026-03-20')
  for (const m of await s.rows<{ id: string; kind: string }>(`select id, kind from matter where process = 'gathering'`)) {
    const present = (await s.rows<{ id: string }>(`select id from party where matter = $1 and role = 'guest'`, [m.id])).map((x) => x.id)
    await s.as('王敏').does('hold', { present }, { ...P, matter: m.id })
  }
  const codes = ['sc_invited', 'sc_visit', 'sc_lawmaking', 'sc_enforcement', 'sc_supervision', 'sc_sat_in', 'sc_talked']
  const got = await readAll(s.db.pool, (c) => count(c, { place: '990300', from: '2026-01-01', to: '2026-12-31', session: null }, codes))
  expect(codes.map((k) => got.get(k)?.n)).toEqual([32, 12, 9, 7, 4, 3, 0])
})

test('D7 站点建设调研指导：写明哪些站点，站点的页面上看得到', async () => {
  s = await story('2026-03-10')
  await s
    .as('孟广林')
    .does(
      'register',
      { name: '临江街道人大代表联络站', type: 'station', level: 'township', area: 90, stage: 'running', openedOn: '2026-01-05' },
      { process: 'station' },
    )
  const station = s.matter
  const plan = { ...BASE, title: '联络站建设专题调研', kind: 'guidance', guests: await guests('李秀兰') }
  expect((await s.as('王敏').cannot('plan', plan, P)).fields?.stations).toContain('哪些站点')
  await s.as('王敏').does('plan', { ...plan, stations: [station] }, P)
  const guidance = s.matter
  expect((await s.as('孟广林').sees(station))?.links.map((l) => l.kind)).toEqual([])
  expect((await s.as('王敏').sees(station))?.links.map((l) => [l.kind, l.id])).toEqual([['建设指导', guidance]])
  expect((await s.as('王敏').cannot('plan', { ...plan, stations: [guidance] }, P)).fields?.stations).toContain('不在本地')
})
