/** 热点 (issue 5): clusters at night, one by one in the day; raised, and made a suggestion, a supervision item, a livelihood candidate, keeping the chain. */
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { PLACE } from '../../people/demo/ids.ts'
import { type Story, story, TEXT } from '../../test/story.ts'
import { ask, BUS, follow, NIGHT, OTHERS, type Said } from '../../test/voices.ts'
import { assignDay, runTopics } from './run.ts'

let s: Story
afterEach(() => s.end())
const P = { process: 'hotTopic' }
const run = () => runTopics(s.db.pool, PLACE.city, s.now)
interface TopicRow {
  id: string
  n: number
  people: number
  votes: number
  recent: number
  before: number
  trend: string
  medoid: string
  keywords: string[]
  places: string[]
  first: string
  last: string
}
const topics = (place: string = PLACE.city) =>
  s.rows<TopicRow>(`select *, first_on::text as first, last_on::text as last from topic where place = $1 order by heat desc`, [place])
const about = async (word: string) => (await topics()).find((t) => t.keywords.some((k) => k.includes(word))) as TopicRow
const members = async (topic: string) =>
  (await s.rows<{ matter: string }>('select matter from topic_member where topic = $1 order by matter', [topic])).map((x) => x.matter)
/** @returns the matters, in the order asked */
async function all(said: readonly Said[], day?: string): Promise<string[]> {
  const out: string[] = []
  for (const x of said) out.push(await ask(s, x, day ? { day } : {}))
  return out
}
async function raised(): Promise<{ topic: TopicRow; matters: string[] }> {
  s = await story('2026-03-10')
  const matters = await all(BUS)
  await all(NIGHT)
  await run()
  const topic = await about('公交')
  await s.as('王敏').does('raise', { topic: topic.id, name: '城东片区公交不便', judgement: '四个小区一万多人没有公交，应当开通线路。' }, P)
  return { topic, matters }
}

test('C6 热点 the night clusters what is alike: members, distinct people, followers, trend, places and the typical item, each from the rows', async () => {
  s = await story('2026-01-05')
  const old = await ask(s, BUS[0] as Said, { day: '2026-01-05', phone: '13900000001' })
  const mid = await ask(s, BUS[1] as Said, { day: '2026-02-01', phone: '13900000002' })
  const twice = await ask(s, BUS[2] as Said, { day: '2026-03-01', phone: '13900000001' })
  await all(NIGHT, '2026-03-05')
  await all(OTHERS, '2026-03-06')
  s.at('2026-03-08')
  const report = { ...BUS[3], category: 'traffic', where: '城东片区' }
  const { matter: monthly } = await s.as('李秀兰', 'deputy').does('report', report, { process: 'concern' })
  await s.as('李秀兰', 'deputy').does('draft', {
    ...TEXT,
    title: '关于开通城东桂花苑小区公交线路的建议',
    situation: '城东桂花苑小区没有公交线路，公交站太远，老人上医院很不方便。',
    proposals: '延伸公交线路，在小区门口设公交站。',
  })
  const suggestion = s.matter
  const draftOnly = await topicsAfter()
  expect(draftOnly).not.toContain(suggestion)
  await s.as('李秀兰', 'deputy').does('submit')
  await s.as('王敏').does('amend', { category: 'traffic', publicTitle: BUS[0]?.title }, { process: 'concern', matter: old })
  await follow(s, old, '13900000009')
  s.at('2026-03-10', 2)
  await run()

  const bus = await about('公交')
  expect((await members(bus.id)).sort()).toEqual([old, mid, twice, monthly, suggestion].sort())
  // Two numbers, one of which wrote twice, and one deputy, who wrote and led.
  expect(bus).toMatchObject({ n: 5, people: 3, votes: 1, recent: 3, before: 1, trend: 'rising', first: '2026-01-05', last: '2026-03-08' })
  expect(bus.places.join()).toContain('桂花苑小区')
  expect(await members(bus.id)).toContain(bus.medoid)
  const night = await about('夜市')
  expect(night).toMatchObject({ n: 3, people: 3, votes: 0, recent: 3, before: 0, trend: 'new' })
  // Counted once more by SQL alone.
  for (const t of await topics()) {
    const [x] = await s.rows(
      `select count(*)::int as n, count(*) filter (where m.created_at > $2::timestamptz - interval '28 days')::int as recent,
         count(*) filter (where m.created_at > $2::timestamptz - interval '56 days' and m.created_at <= $2::timestamptz - interval '28 days')::int as before,
         min((m.created_at at time zone 'Asia/Shanghai')::date)::text as first, max((m.created_at at time zone 'Asia/Shanghai')::date)::text as last,
         count(distinct coalesce(m.lead::text, (select encode(z.phone_key, 'hex') from party p join citizen z on z.id = p.citizen where p.matter = m.id and p.role = 'author')))::int as people,
         (select count(*)::int from party p where p.role = 'follower' and p.matter in (select matter from topic_member where topic = $1)) as votes
       from topic_member x join matter m on m.id = x.matter where x.topic = $1`,
      [t.id, s.now],
    )
    expect(t).toMatchObject(x as object)
  }
  expect((await s.rows('select matter from topic_member group by matter having count(*) > 1')).length).toBe(0)

  async function topicsAfter(): Promise<string[]> {
    await run()
    return (await s.rows<{ matter: string }>('select matter from topic_member')).map((x) => x.matter)
  }
})

test('C6 热点 ids live from night to night; who takes his word back leaves; a place knows its own only', async () => {
  s = await story('2026-03-10')
  const bus = await all(BUS)
  await all(NIGHT)
  await ask(s, BUS[0] as Said, { place: PLACE.linjiang })
  await run()
  const before = await about('公交')
  await s.as('王敏').does('refuse', { reason: 'unclear', text: '请补充' }, { process: 'concern', matter: bus[3] as string })
  s.at('2026-03-11')
  await ask(s, { title: '城东公交班次少', content: '城东片区没有公交车，公交站远，希望开通公交线路。', where: '城东片区' })
  await run()
  const after = await about('公交')
  expect([after.id, after.n]).toEqual([before.id, 4])
  expect(await members(after.id)).not.toContain(bus[3])
  expect(await topics(PLACE.linjiang)).toEqual([])
  // How far back the run looks, and what is a topic, are the place's own rules.
  s.at('2026-12-20')
  await run()
  expect(await topics()).toEqual([])
})

test('C6 热点 the day: what comes in joins what it is nearest to until the night; what was taken back leaves within the hour', async () => {
  s = await story('2026-03-10')
  const bus = await all(BUS.slice(0, 3))
  await all([...NIGHT, ...OTHERS])
  expect(await assignDay(s.db.pool, PLACE.city, s.now)).toBe(0)
  await run()
  const id = (await about('公交')).id
  s.at('2026-03-10', 15)
  const fresh = await ask(s, BUS[3] as Said)
  const strange = await ask(s, { title: '小学食堂菜太咸', content: '孩子说学校食堂的菜又咸又油，希望改一改。', category: 'education' })
  expect(await assignDay(s.db.pool, PLACE.city, s.now)).toBe(1)
  expect(await members(id)).toContain(fresh)
  expect((await s.rows('select 1 from topic_member where matter = $1', [strange])).length).toBe(0)
  expect(await about('公交')).toMatchObject({ id, n: 4, people: 4 })
  await s.as('王敏').does('refuse', { reason: 'unclear', text: '请补充' }, { process: 'concern', matter: bus[0] as string })
  await assignDay(s.db.pool, PLACE.city, s.now)
  expect(await about('公交')).toMatchObject({ id, n: 3 })
})

test('C6 热点 nothing of who wrote is kept with a topic: no name, no number, no word that one alone wrote', async () => {
  s = await story('2026-03-10')
  for (const [i, x] of BUS.entries())
    await ask(
      s,
      { ...x, content: `${x.content}我叫柳大妈八七，联系人欧阳守拙，电话 1390013908${i}。${i === 1 ? '独门秘辛' : ''}` },
      { phone: `1390013908${i}` },
    )
  // One who writes twice is still one alone.
  for (let i = 0; i < 2; i++) await ask(s, { ...(BUS[0] as Said), content: `${BUS[0]?.content}青衫客栈老板娘` }, { phone: '13900139090' })
  await run()
  const kept = JSON.stringify([await s.rows('select * from topic'), await s.rows('select * from topic_member'), await s.rows('select * from topic_run')])
  for (const x of ['欧阳守拙', '1390013908', '秘辛', '客栈', '老板娘']) expect(kept).not.toContain(x)
  const digests = await s.rows<{ k: string }>(`select encode(phone_key, 'hex') as k from citizen where phone_key is not null`)
  for (const d of digests) expect(kept).not.toContain(d.k)
  expect(await about('公交')).toMatchObject({ n: 6, people: 5 })
})

test('C6 热点研判 raised: the chain is seen from both ends, the numbers of that day stay, the record holds no words', async () => {
  const { topic, matters } = await raised()
  const page = await s.as('王敏').sees()
  expect(page?.sheet.find((r) => r.label === '上报时')?.text).toContain('4 件，4 人')
  expect(page?.links.filter((l) => l.back).map((l) => l.id)).toEqual(expect.arrayContaining(matters))
  expect(page?.sections.find((x) => x.key === 'from')?.rows.length).toBe(4)
  expect(page?.sections.find((x) => x.key === 'topic')?.rows[0]?.[0]).toMatchObject({ to: `/topics/${topic.id}` })
  const member = await s.as('王敏').sees(matters[0])
  expect(member?.links).toMatchObject([{ process: 'hotTopic', back: false, title: '城东片区公交不便' }])
  const record = JSON.stringify(await s.rows('select says, data from event where matter = $1', [s.matter]))
  for (const x of ['城东', '公交']) expect(record).not.toContain(x)
  expect((await s.rows(`select due_on::text as due from clock where name = 'judge' and stopped_at is null`))[0]).toEqual({ due: '2026-03-17' })
  expect((await s.as('王敏').cannot('raise', { topic: topic.id, name: '再报一次', judgement: '再报' }, P)).message).toBe('这个热点已经上报研判，正在处置')
  expect((await s.as('王敏').cannot('raise', { topic: topic.id, name: '居民张伟国的事', judgement: '再报' }, P)).fields?.name).toContain('张伟国')
  // Closed, the same topic may be raised again.
  await s.as('周建国').does('close', { conclusion: '已列入公交年度计划' }, P)
  await s.as('王敏').does('raise', { topic: topic.id, name: '城东公交，又多起来', judgement: '又有反映' }, P)
  expect(await s.state()).toBe('judging')
})

test('C6 热点研判 请代表提建议: one declines, another accepts, and the suggestion carries the chain', async () => {
  await raised()
  const topicMatter = s.matter
  expect(
    (await s.as('王敏').cannot('askDeputy', { deputies: [await s.seat('李秀兰', 'deputy'), await s.seat('张伟民', 'deputy')] }, P)).fields?.deputies,
  ).toContain('一位')
  await s.as('王敏').does('askDeputy', { deputies: [await s.seat('张伟民', 'deputy')] }, P)
  expect(await s.state()).toBe('following')
  await s.as('张伟民', 'deputy').does('decline', { reason: '赵老太家的事，另有代表更熟悉' }, P)
  // The office reads why; the log, which cannot be erased, does not keep it.
  expect((await s.rows<{ text: string }>(`select text from notice where text like '%不宜提建议%'`))[0]?.text).toContain('赵老太')
  expect(JSON.stringify(await s.rows(`select says, data from event where action = 'decline'`))).not.toContain('赵老太')
  await s.as('王敏').does('askDeputy', { deputies: [await s.seat('李秀兰', 'deputy')] }, P)
  const duty = await s.rows(`select action, due_on::text as due from duty where holder = $1`, [`seat:${await s.seat('李秀兰', 'deputy')}`])
  expect(duty).toEqual([{ action: 'accept', due: '2026-03-24' }])
  // The deputy judges by what the office wrote; citizens' own papers stay closed to him.
  const seen = await s.as('李秀兰', 'deputy').sees()
  expect([seen?.sections.some((x) => x.key === 'from'), seen?.links]).toEqual([false, []])
  const form = seen?.buttons.find((b) => b.action === 'accept')?.initial
  expect(form).toMatchObject({ title: '关于解决城东片区公交不便问题的建议', situation: '四个小区一万多人没有公交，应当开通线路。' })
  await s.as('李秀兰', 'deputy').does('accept', { ...form, proposals: '开通经城东片区到市医院的公交线路。' }, P)
  const made = (await s.rows<{ id: string }>(`select id from matter where process = 'suggestion'`))[0]?.id as string
  const draft = await s.as('李秀兰', 'deputy').sees(made)
  expect(draft?.links).toMatchObject([{ process: 'hotTopic', back: true, id: topicMatter }])
  await s.as('李秀兰', 'deputy').does('submit', {}, { matter: made })
  expect((await s.as('王敏').sees(topicMatter))?.links).toContainEqual(expect.objectContaining({ process: 'suggestion', id: made, back: false }))
  await s.as('王敏').does('close', { conclusion: '已转为代表建议' }, P)
  expect(await s.state()).toBe('closed')
})

test('C6 热点研判 督办: each unit reports by its own day; not accepted it reports again; nothing closes before', async () => {
  await raised()
  const units = [await s.unit('市交通运输局'), await s.unit('市住房和城乡建设局')]
  expect((await s.as('王敏').cannot('supervise', { main: units, demand: '拿出方案', due: '2026-03-10' }, P)).fields?.due).toContain('今天之后')
  await s.as('王敏').does('supervise', { main: units, demand: '拿出开通方案', due: '2026-03-20' }, P)
  const due = await s.rows(`select action, due_on::text as due from duty where holder like 'unit:%'`)
  expect(due).toEqual([
    { action: 'report', due: '2026-03-20' },
    { action: 'report', due: '2026-03-20' },
  ])
  expect((await s.as('王敏').cannot('supervise', { main: units.slice(0, 1), demand: '再报', due: '2026-04-01' }, P)).fields?.main).toContain('正在督办')
  const page = JSON.stringify(await s.as('吴海涛').sees())
  expect(page).toContain('拿出开通方案')
  // The office's own judgement and the citizens' papers are not the units'.
  for (const x of ['一万多人', '老人上医院']) expect(page).not.toContain(x)
  await s.as('吴海涛').does('report', { text: '五月开通一条线路。' }, P)
  const jt = (await s.party('unit', '市交通运输局')).id
  const zj = (await s.party('unit', '市住房和城乡建设局')).id
  expect((await s.as('王敏').cannot('settleSupervision', { verdict: 'again', opinion: '没有班次' }, { ...P, party: jt })).fields?.due).toContain('再报期限')
  await s.as('王敏').does('settleSupervision', { verdict: 'again', opinion: '请写明班次', due: '2026-04-03' }, { ...P, party: jt })
  expect(await s.rows(`select due_on::text as due from clock where name = 'report' and party = $1 and stopped_at is null`, [jt])).toEqual([
    { due: '2026-04-03' },
  ])
  await s.as('吴海涛').does('report', { text: '早晚高峰十五分钟一班。' }, P)
  await s.as('王敏').does('settleSupervision', { verdict: 'settled', opinion: '方案可行' }, { ...P, party: jt })
  expect((await s.as('王敏').cannot('close', { conclusion: '完成' }, P)).message).toContain('市住房和城乡建设局')
  await s.until('2026-03-25')
  expect((await s.rows(`select 1 from notice where kind = 'late' and text like '%督办报告%'`)).length).toBeGreaterThan(0)
  await s.as('王敏').does('settleSupervision', { verdict: 'settled', opinion: '电话核实，已设站牌' }, { ...P, party: zj })
  await s.as('王敏').does('close', { conclusion: '线路五月开通' }, P)
  expect(await s.rows('select 1 from duty')).toEqual(expect.not.arrayContaining([{ action: 'report' }]))
})

test('C6 热点研判 列为民生实事候选: recorded once with its chain, found by the list’s own filter', async () => {
  await raised()
  await s.as('周建国').does('nominate', { field: 'traffic', content: '开通城东公交环线', site: '城东片区' }, P)
  expect(await s.rows('select field, content, site, nominated_on::text as on from livelihood_candidate')).toEqual([
    { field: 'traffic', content: '开通城东公交环线', site: '城东片区', on: '2026-03-10' },
  ])
  expect((await s.as('周建国').cannot('nominate', { field: 'traffic', content: '再列', site: '城东' }, P)).message).toContain('已经列为')
  expect((await s.as('王敏').sees())?.sheet.find((r) => r.label === '民生实事候选')?.text).toContain('交通出行')
  expect((await s.as('王敏').sees())?.links.filter((l) => l.back).length).toBe(4)
})

test('C6 热点研判 a hundred raise the same topic at once: one is raised', async () => {
  s = await story('2026-03-10')
  await all(BUS)
  await run()
  const { id } = await about('公交')
  const tries = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      s
        .as(i % 2 ? '王敏' : '周建国')
        .does('raise', { topic: id, name: `第${i}次`, judgement: '研判' }, P)
        .then(
          () => '',
          (e: Error) => e.message,
        ),
    ),
  )
  expect(tries.filter((x) => x === '').length).toBe(1)
  expect([...new Set(tries.filter((x) => x !== ''))]).toEqual(['这个热点已经上报研判，正在处置'])
  expect(await s.rows(`select no from matter where process = 'hotTopic'`)).toEqual([{ no: 1 }])
})

test('C6 热点 attack: the neighbour, an unrelated unit and a deputy see neither topics nor what was raised from them', async () => {
  const { topic } = await raised()
  await s.as('王敏').does('supervise', { main: [await s.unit('市交通运输局')], demand: '拿出方案', due: '2026-03-20' }, P)
  for (const [name, office] of [
    ['罗雪梅', undefined],
    ['沈洁', undefined],
    ['彭海燕', undefined],
    ['张伟民', 'deputy'],
  ] as const) {
    const v = await s.as(name, office).viewer()
    const seen = await readAs(s.db.pool, v, async (c) => [
      (await c.query('select id from topic')).rows,
      (await c.query('select matter from topic_member')).rows,
      (await c.query('select a from topic_decision')).rows,
      (await c.query('select place from topic_run where place = $1', [PLACE.city])).rows,
      (await c.query(`select id from matter where process = 'hotTopic'`)).rows,
    ])
    expect(seen.flat(), name).toEqual([])
    expect(await s.as(name, office).sees(), name).toBeUndefined()
    expect((await s.as(name, office).cannot('close', { conclusion: '办结' }, P)).error, name).toMatch(/unknown|forbidden/)
    expect((await s.as(name, office).cannot('raise', { topic: topic.id, name: '抢报', judgement: '抢报' }, P)).error, name).toMatch(/unknown|forbidden/)
  }
  // A party among the units sees what it is to do, and no topic.
  const unit = await s.as('吴海涛').viewer()
  expect(await readAs(s.db.pool, unit, async (c) => (await c.query('select id from topic')).rows)).toEqual([])
})
