/** The guide to topics: collected, edited, published before the session, read by deputies alone; whom to call stays out of every log. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { type HttpHouse, house } from '../../test/http.ts'
import { type Story, story } from '../../test/story.ts'
import { currentGuide } from './rows.ts'

let s: Story
let h: HttpHouse | undefined
afterEach(async () => {
  await (h ? h.end() : s.end())
  h = undefined
})
const P = { process: 'guide' }
const PHONE = '0990-2277001'
const TOPIC = { title: '城区公交线网优化', background: '新城人口增长快，线网没有跟上', available: '客流、线路、站点数据', contact: '吴海涛', phone: PHONE }

const call = async (more: Record<string, unknown> = {}) =>
  s.as('王敏').does(
    'call',
    {
      title: '下次大会选题指引',
      opensOn: '2027-01-18',
      submitBy: '2026-11-20',
      units: [await s.unit('市交通运输局'), await s.unit('市财政局')],
      note: '聚焦民生',
      ...more,
    },
    P,
  )
const published = async () => {
  await call()
  await s.as('吴海涛').does('submitTopics', { topics: [TOPIC, { ...TOPIC, title: '农村客运补贴' }] }, P)
  await s.as('何静').does('noTopic', { reason: '随各单位报送' }, P)
  await s.as('王敏').does('closeCollecting', {}, P)
  await s.as('王敏').does('publish', {}, P)
}

test('B2 选题指引：征集、退回补充、编辑、会前发布、代表查看和到单位调研、会后归档', async () => {
  s = await story('2026-10-12')
  await call()
  expect(await s.rows(`select name, due_on::text as due from clock where matter = $1 and party is null order by 1`, [s.matter])).toEqual([
    { name: 'collect', due: '2026-11-27' },
    // Thirty days before 18 January; a day to be early by does not roll on over the weekend.
    { name: 'publish', due: '2026-12-19' },
  ])
  await s.as('吴海涛').does('submitTopics', { topics: [TOPIC, { ...TOPIC, title: '农村客运补贴' }] }, P)
  await s.as('王敏').does('sendBack', { reason: '补充数据来源' }, { ...P, party: (await s.party('source', '市交通运输局')).id })
  expect((await s.party('source', '市交通运输局')).step).toBe('sentBack')
  await s.as('吴海涛').does('submitTopics', { topics: [TOPIC, { ...TOPIC, title: '农村客运补贴' }, { ...TOPIC, title: '停车收费' }] }, P)
  // Nobody but the office and the unit itself knows of them before they are published.
  expect(await s.as('李秀兰', 'deputy').sees()).toBeUndefined()
  expect((await s.as('何静').sees())?.sections).toEqual([])
  expect((await s.as('吴海涛').sees())?.sections[0]?.rows).toHaveLength(3)
  await s.as('王敏').does('closeCollecting', {}, P)
  expect((await s.party('source', '市财政局')).step).toBe('missed')
  const third = (await s.rows<{ id: string }>(`select id from guide_topic where title = '停车收费'`))[0]?.id
  await s.as('王敏').does('editTopic', { topic: third, title: '停车收费', dropped: true }, P)
  await s.as('周建国').does('publish', {}, P)

  const li = s.as('李秀兰', 'deputy')
  const page = await li.sees()
  expect(page?.sections[0]?.title).toBe('选题（2 个）')
  expect(page?.sections[0]?.rows[0]).toContain(PHONE)
  expect(page?.buttons.map((b) => b.action)).toEqual(['askVisit'])
  const current = await readAs(s.db.pool, await li.viewer(), (c) => currentGuide(c, '990300'))
  expect(current.guide?.units).toMatchObject([
    { name: '市交通运输局', topics: [{ title: '城区公交线网优化', contact: '吴海涛', phone: PHONE }, { title: '农村客运补贴' }] },
  ])
  const told = await s.rows<{ n: number }>(`select count(*)::int as n from notice where matter = $1 and text like '选题指引已发布%'`, [s.matter])
  expect(told[0]?.n).toBeGreaterThan(2)

  const id = s.matter
  const unit = (await s.party('source', '市交通运输局')).id
  await li.does('askVisit', { unit, topic: '3 路车为什么不到城东', on: '2026-12-20' }, P)
  const [visit] = await s.rows<{ id: string; title: string }>(`select id, title from matter where process = 'research'`)
  expect(visit?.title).toBe('到市交通运输局调研')
  expect((await li.sees(visit?.id))?.parties.map((p) => [p.role, p.name])).toContainEqual(['provider', '市交通运输局'])
  expect((await li.sees(visit?.id))?.links).toMatchObject([{ id, back: true }])
  // Another deputy knows the guide, not what his colleague looks into.
  expect((await s.as('张伟民').sees(id))?.links).toEqual([])
  expect(JSON.stringify(await s.as('张伟民').sees(id))).not.toContain('3 路车')
  await s.as('吴海涛').does('provide', { text: '12 月 20 日上午接待' }, { process: 'research', matter: visit?.id as string })

  s.now = new Date('2027-02-10T09:00:00+08:00')
  await s.until('2027-02-22')
  expect(await s.state()).toBe('archived')
})

test('B2 联系人的办公电话不进事件、消息、待办和没有权限的人看到的任何地方', async () => {
  s = await story('2026-10-12')
  await published()
  await s.as('吴海涛').does('updateContact', { contact: '吴海涛', phone: '0990-2277002' }, P)
  const everything = async (sql: string) => JSON.stringify(await s.rows(sql))
  for (const table of ['event', 'notice', 'duty', 'outbox', 'matter', 'party', 'clock'])
    expect(await everything(`select * from ${table}`), table).not.toMatch(/227700/)
  // Where it may be seen, it is seen: the test would notice if it were nowhere.
  expect(JSON.stringify(await s.as('张伟民').sees())).toContain('0990-2277002')
  expect(JSON.stringify(await s.as('吴海涛').sees())).toContain('0990-2277002')
  for (const who of ['何静', '冯丽', '孙立新', '胡磊', '马超']) {
    const v = await s.as(who).viewer()
    expect(JSON.stringify((await s.as(who).sees()) ?? null), who).not.toMatch(/227700/)
    expect(await readAs(s.db.pool, v, async (c) => (await c.query('select * from guide_contact')).rows), who).toEqual([])
  }
  // Nor across the border of the place.
  const [other] = await s.rows<{ name: string; office: string }>(
    `select p.name, s.office from seat s join person p on p.id = s.person where s.place <> '990300' limit 1`,
  )
  const v = await s.as(other?.name as string, other?.office).viewer()
  if (v.seat.place !== '990300') {
    expect(await readAs(s.db.pool, v, async (c) => (await c.query('select * from guide_topic')).rows)).toEqual([])
    expect(await readAs(s.db.pool, v, (c) => currentGuide(c, '990300'))).toEqual({ guide: null })
  }
})

test('B2 填错了在字段旁边说怎么办：手机号、日期、空的选题、没有排定的会议', async () => {
  s = await story('2026-10-12')
  const wang = s.as('王敏')
  const units = [await s.unit('市交通运输局')]
  expect((await wang.cannot('call', { title: '指引', opensOn: '2027-01-18', submitBy: '2026-12-25', units }, P)).fields?.submitBy).toContain(
    '应在2026-12-19前发布',
  )
  expect((await wang.cannot('call', { title: '指引', opensOn: '2026-10-01', submitBy: '2026-10-20', units }, P)).fields?.opensOn).toBe(
    '大会召开日期应在今天之后',
  )
  expect((await wang.cannot('call', { title: '指引', opensOn: '2027-01-18', submitBy: '2026-11-20', units: [] }, P)).fields?.units).toBe('请至少选一个单位')
  await call()
  const wu = s.as('吴海涛')
  expect((await wu.cannot('submitTopics', { topics: [] }, P)).fields?.topics).toContain('没有选题的请办')
  expect((await wu.cannot('submitTopics', { topics: [{ ...TOPIC, phone: '13812345678' }] }, P)).fields?.['topics.0.phone']).toBe(
    '请填写办公电话，不要填写手机号',
  )
  expect((await wu.cannot('submitTopics', { topics: [{ ...TOPIC, phone: 'javascript:1' }] }, P)).fields?.['topics.0.phone']).toContain('区号')
  expect((await wang.cannot('closeCollecting', {}, P)).message).toBe('还没有单位报送选题，不能结束征集')
  expect((await wang.cannot('addUnits', { units }, P)).fields?.units).toBe('所选单位都已经请过了')
  await wang.does('cancel', { reason: '另行安排' }, P)
  expect(await s.state()).toBe('cancelled')
})

test('B2 GET /api/guide/current：没有发布时为空，发布后按单位列出；没有登录的人看不到', async () => {
  h = await house(['李秀兰', '吴海涛', '何静', '王敏'], { day: '2026-10-12' })
  s = h.story
  const li = await h.login('李秀兰')
  expect((await li.get('/api/guide/current')).body).toEqual({ guide: null })
  await published()
  const got = await li.get('/api/guide/current')
  expect(got.body.guide.units[0].topics[0]).toMatchObject({ title: '城区公交线网优化', phone: PHONE })
  expect(JSON.stringify((await (await h.login('何静')).get('/api/guide/current')).body)).not.toContain(PHONE)
  expect((await h.client().get('/api/guide/current')).status).toBe(401)
  const unit = (await s.party('source', '市交通运输局')).id
  const asked = await li.post(`/api/matter/${s.matter}/askVisit`, { key: randomUUID(), input: { unit, topic: '公交', on: '2026-11-30' } })
  expect(asked.status).toBe(200)
  expect((await li.get('/api/research')).body.rows).toHaveLength(1)
})
