/** C5: a leader receives deputies; they are no visitors, and what they say goes its own way. */
import { afterEach, expect, test } from 'vitest'
import { readAll } from '../../database/read.ts'
import { count } from '../../report/count.ts'
import { type Story, story } from '../../test/story.ts'

const P = { process: 'reception' }
const PLAN = { kind: 'leaders', heldOn: '2026-03-25', from: '09:00', to: '11:30', where: '常委会会议室' }
const SAID = { title: '路灯不亮', content: '滨江路三号灯杆一直不亮。', category: 'urban' }
let s: Story
afterEach(() => s.end())

const leader = async () =>
  (
    await s.rows<{ id: string; name: string }>(
      `select s.id, p.name from seat s join person p on p.id = s.person where s.place = '990300' and s.office = 'sc_leader' order by p.name limit 1`,
    )
  )[0] as { id: string; name: string }
const numbers = async () => {
  const got = await readAll(s.db.pool, (c) =>
    count(c, { place: '990300', from: '2026-01-01', to: '2026-12-31', session: null }, [
      'lead_days',
      'lead_deputies',
      'lead_opinions',
      'voter_visits',
      'voter_batches',
      'recv_days',
    ]),
  )
  return Object.fromEntries([...got].map(([k, v]) => [k, v.n]))
}

test('C5 主任接待代表：主任、副主任接待，代表是受接待的人而不是来访群众；意见各有去处，单独计数', async () => {
  s = await story('2026-03-10')
  const [li, zhang] = [await s.seat('李秀兰', 'deputy'), await s.seat('张伟民')]
  const { id, name } = await leader()
  // A deputy is no leader, and somebody has to be received.
  expect((await s.as('王敏').cannot('plan', { ...PLAN, received: [li] }, P)).fields?.leader).toContain('请选择接待的主任')
  expect((await s.as('王敏').cannot('plan', { ...PLAN, leader: li, received: [zhang] }, P)).fields?.leader).toContain('不是在任的主任会议成员')
  expect((await s.as('王敏').cannot('plan', { ...PLAN, leader: id }, P)).fields?.received).toContain('至少选一位')
  const planned = await s.as('王敏').does('plan', { ...PLAN, leader: id, received: [li, zhang] }, P)
  expect(planned.says).toBe('王敏安排2026-03-25主任接待代表，受接待代表2位')
  const draft = (await s.as('王敏').sees())?.buttons.find((b) => b.action === 'announce')?.initial.notice as string
  expect(draft).toContain(`接待领导：${name}。`)
  expect(draft).toContain('受接待代表：')
  await s.as('王敏').does('announce', { notice: draft }, P)
  // It is no reception of voters: the public page knows nothing of it, and nobody registers visitors.
  expect(await s.rows('select id from public_reception')).toEqual([])
  // Both the leader and the deputies are asked, and find it among their own things.
  await s.as(name, 'sc_leader').does('confirm', {}, P)
  await s.as('李秀兰', 'deputy').does('confirm', {}, P)
  await s.as('张伟民').does('leave', { reason: '出差' }, P)
  s.at('2026-03-25')
  await s.as('王敏').cannot('receive', { ...SAID, visitor: '某', phone: '', people: 1, onSpot: 'no' }, P)
  const [first, second] = [(await s.party('received', '李秀兰')).id, (await s.party('received', '张伟民')).id]
  const hear = (more: object) => s.as('王敏').does('hear', { ...SAID, deputy: first, ...more }, P)
  expect((await s.as('王敏').cannot('hear', { ...SAID, deputy: (await s.party('leader')).id, way: 'concern' }, P)).fields?.deputy).toContain('受接待的代表')
  expect((await s.as('王敏').cannot('hear', { ...SAID, deputy: first, way: 'forward' }, P)).fields?.units).toContain('哪个单位')
  expect((await s.as('王敏').cannot('hear', { ...SAID, deputy: first, way: 'note' }, P)).fields?.text).toContain('怎样答复')
  await hear({ title: '立个法', way: 'suggestion' })
  await hear({ title: '路灯', way: 'concern' })
  await hear({ title: '预算', way: 'forward', units: [await s.unit('市财政局')] })
  await hear({ title: '会期', way: 'note', text: '已说明。', deputy: second })
  await s.as('王敏').does('hold', { came: [first, (await s.party('leader')).id] }, P)
  await s.as('王敏').does('record', { summary: '' }, P)

  const page = await s.as('王敏').sees()
  expect(page?.sections.find((x) => x.key === 'visitors')).toBeUndefined()
  expect(page?.sections.find((x) => x.key === 'opinions')?.rows.map((r) => [r[1], (r[2] as { text: string }).text, r[3], r[4], r[5]])).toEqual([
    ['李秀兰', '立个法', '请他提出建议', '待代表提建议', ''],
    ['李秀兰', '路灯', '按社情民意办理', '待分派', ''],
    ['李秀兰', '预算', '转有关单位研究', '办理中', ''],
    ['张伟民', '会期', '当场答复', '待评价', '解释说明'],
  ])
  // He who was received is neither host nor visitor, and no citizen was made of him.
  expect(await s.rows('select 1 from reception_visitor')).toEqual([])
  expect(await s.rows('select 1 from citizen')).toEqual([])
  expect(await s.rows('select p.name, r.came from reception_host r join seat x on x.id = r.seat join person p on p.id = x.person')).toEqual([
    { name, came: true },
  ])
  expect(await s.rows('select p.name, r.came from reception_received r join seat x on x.id = r.seat join person p on p.id = x.person order by 2')).toEqual([
    { name: '张伟民', came: false },
    { name: '李秀兰', came: true },
  ])
  expect(await numbers()).toEqual({ lead_days: 1, lead_deputies: 1, lead_opinions: 4, voter_visits: 0, voter_batches: 0, recv_days: 0 })

  // Each goes its way: the deputy drafts the suggestion, the unit has the paper.
  const of = async (title: string) => (await s.rows<{ id: string }>(`select id from matter where process = 'concern' and title = $1`, [title]))[0]?.id as string
  await s
    .as('李秀兰', 'deputy')
    .does(
      'accept',
      { title: '关于制定物业条例的建议', situation: '小区物业矛盾多，没有规矩可依。', proposals: '请制定物业管理条例。', mayPublish: true },
      { process: 'concern', matter: await of('立个法') },
    )
  expect(await s.rows(`select 1 from matter where process = 'suggestion' and title = '关于制定物业条例的建议'`)).toHaveLength(1)
  expect(await s.rows(`select 1 from party p join unit u on u.id = p.unit where p.matter = $1 and u.name = '市财政局'`, [await of('预算')])).toHaveLength(1)
})

test('C5 同一天可以有两场主任接待，选民接待日照旧只有一场', async () => {
  s = await story('2026-03-10')
  const { id } = await leader()
  const li = await s.seat('李秀兰', 'deputy')
  await s.as('王敏').does('plan', { ...PLAN, leader: id, received: [li] }, P)
  await s.as('王敏').does('plan', { ...PLAN, leader: id, received: [await s.seat('张伟民')] }, P)
  await s.as('王敏').does('swap', { out: (await s.party('received', '张伟民')).id, into: [await s.seat('陈思远', 'deputy')] }, P)
  expect((await s.rows('select 1 from reception_received')).length).toBe(2)
  const open = { ...PLAN, kind: 'day', hosts: [li] }
  await s.as('王敏').does('plan', open, P)
  await expect(s.as('王敏').does('plan', open, P)).rejects.toThrow()
})
