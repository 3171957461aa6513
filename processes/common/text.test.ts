/** Words understood: what is found, what resembles, what is proposed and what a reply lacks; each through the reader's own rights. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { indexMissing } from '../../kernel/text-index.ts'
import { BAD, GOOD, handedOver, PASS, REPLY, replied, type Story, story, TEXT } from '../../test/story.ts'
import { processes } from '../index.ts'
import { learnPlace } from './learning.ts'
import { search } from './search.ts'
import { historyOf, similarTo } from './similar.ts'
import { guessesFor, readOf } from './sorting.ts'

let s: Story
afterEach(() => s.end())
const CITY = '990300'

async function find(name: string, q: string, more: Parameters<typeof search>[2] | object = {}) {
  const v = await s.as(name).viewer()
  return readAs(s.db.pool, v, (c) => search(c, v, { q, ...more }))
}
const like = async (name: string, title: string, text: string) => {
  const v = await s.as(name).viewer()
  return readAs(s.db.pool, v, (c) => similarTo(c, { place: CITY, title, text }))
}
async function suggestion(title: string, situation: string, more: Record<string, unknown> = {}): Promise<string> {
  await s.as('李秀兰').does('draft', { ...TEXT, title, situation, ...more })
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', { ...PASS, ...(more.category ? { category: more.category } : {}) })
  return s.matter
}

test('查找：内容里的字也找得到，标出来，按种类和年份数；无权看的没有', async () => {
  s = await story('2026-03-10')
  const id = await suggestion('关于整治望溪桥头占道的建议', '望溪桥头早市占道，救护车进不去。', { confidential: true })
  const hit = await find('王敏', '救护车 占道')
  expect(hit).toMatchObject({ total: 1, capped: false, loose: false, processes: [{ value: 'suggestion', count: 1 }], years: [{ value: '2026', count: 1 }] })
  expect(hit.rows[0]?.title.filter((p) => p.hit).map((p) => p.text)).toEqual(['占道'])
  expect(hit.rows[0]?.snippet.filter((p) => p.hit).map((p) => p.text)).toContain('救护车')
  // In the typing, by number, in full-width signs; none of it breaks on what databases and patterns mean by something.
  for (const q of ['望溪桥头早', '001', '第1号', '占道 救护', '占 道 救护车'])
    expect(
      (await find('王敏', q)).rows.map((r) => r.id),
      q,
    ).toContain(id)
  for (const q of ["'", '%', '_', '\\', "' or 1=1 --", '(((', ':*', '&|!', '<->', '🚑', '\ud800', 'a'.repeat(100), '的', ''])
    expect((await find('王敏', q)).rows.length, JSON.stringify(q)).toBeLessThan(2)
  expect((await find('王敏', '救护车 飞船')).loose).toBe(true)
  for (const name of ['吴海涛', '罗雪梅', '张伟民', '秦朗']) expect([name, (await find(name, '救护车')).total]).toEqual([name, 0])
  // Its author's own draft is found by him alone.
  await s.as('张伟民').does('draft', { ...TEXT, title: '关于修缮钟楼的建议', situation: '钟楼漏雨。' })
  expect((await find('张伟民', '钟楼')).total).toBe(1)
  for (const name of ['王敏', '李秀兰']) expect([name, (await find(name, '钟楼')).total]).toEqual([name, 0])
})

test('查找：改过的字马上找得到，旧的找不到；没有索引的补得上', async () => {
  s = await story('2026-03-10')
  await s.as('李秀兰').does('draft', { ...TEXT, title: '关于修建步道的建议', situation: '沿河没有步道。' })
  await s.as('李秀兰').does('saveDraft', { ...TEXT, title: '关于修建绿道的建议', situation: '沿河没有绿道。' })
  expect([(await find('李秀兰', '步道')).total, (await find('李秀兰', '绿道')).total]).toEqual([0, 1])
  await s.db.owner.query('delete from text_index')
  expect((await find('李秀兰', '绿道')).total).toBe(0)
  expect(await indexMissing(s.db.owner, (p) => processes.get(p)?.tells)).toBe(1)
  expect((await find('李秀兰', '绿道')).total).toBe(1)
})

test('相似：建议和诉求一起看，说出都写到什么；别处的同样的话不算同一件；几年都提过的说出来', async () => {
  s = await story('2026-03-10')
  const text = '滨江路菜场门口排水口堵塞，污水漫到人行道，气味难闻，行人绕行。'
  const first = await suggestion('关于整治滨江路菜场污水的建议', text)
  const near = await like('王敏', '滨江路菜场污水横流', '排水口堵塞，污水漫到人行道。')
  expect(near.items[0]).toMatchObject({ id: first, process: 'suggestion', elsewhere: false })
  expect(near.items[0]?.words).toContain('污水')
  expect(near.items[0]?.band).not.toBe('faint')
  const other = await like('王敏', '关于整治学府路菜场污水的建议', text.replace('滨江路', '学府路'))
  expect(other.items[0]).toMatchObject({ id: first, elsewhere: true })
  expect(other.items[0]?.band).not.toBe('same')
  // Another deputy knows of it and may not open it; a neighbour place and a citizen know nothing.
  expect((await like('张伟民', '滨江路菜场污水', text)).items[0]).toMatchObject({ id: '', title: '关于整治滨江路菜场污水的建议', code: null })
  for (const [title, body] of [
    ['', ''],
    ['水', ''],
    ['🚑', '😀'.repeat(500)],
    ["'; drop table matter; --", '%_\\'],
    ['１２３', '４５６'],
    ['长', '污水横流。'.repeat(4000)],
  ] as const)
    expect((await like('王敏', title, body)).items.length, title).toBeLessThan(3)
})

test('相似：几年都提过的，把年数和答复说出来', () => {
  const x = (year: string, code: string | null, more = {}) => ({ process: 'suggestion', year, code, band: 'look' as const, elsewhere: false, ...more })
  expect(historyOf([x('2024', 'C'), x('2025', 'C'), x('2026', 'C')])).toBe('已提过 3 年（2024、2025、2026），答复均为 C')
  expect(historyOf([x('2024', 'B'), x('2025', 'C')])).toBe('已提过 2 年（2024、2025）')
  expect(historyOf([x('2024', 'C'), x('2025', null)])).toBe('已提过 2 年（2024、2025）')
  expect(historyOf([x('2025', 'C'), x('2025', 'C')])).toBe('')
  expect(historyOf([x('2024', 'C', { elsewhere: true }), x('2025', 'C')])).toBe('')
})

test('分类：没有学过先按职责清单；学了当晚的决定以后按学到的；命中只数没学过的决定', async () => {
  s = await story('2026-03-10')
  const [bus, school] = [await s.unit('市交通运输局'), await s.unit('市教育局')]
  const guess = async (id: string, task: 'unit' | 'category') => {
    const v = await s.as('王敏').viewer()
    return readAs(s.db.pool, v, async (c) => guessesFor(c, (await readOf(c, [id])).get(id) as never, task))
  }
  const cold = await suggestion('关于增加公交站点的建议', '公交站点太少，公交线路绕行。')
  const first = await guess(cold, 'unit')
  expect([first.version, first.guesses[0]?.value, first.guesses[0]?.from]).toEqual([0, bus, 'duties'])
  expect(first.guesses[0]?.words).toContain('公交')
  const give = async (unit: string) => s.as('王敏').does('assign', { kind: 'sole', main: [unit] })
  await give(bus)
  for (let i = 0; i < 15; i++) {
    await suggestion(`关于开通夜班车的建议（${i}）`, `夜班车停得早，末班车九点收车，下夜班的工人回不了家。${i}`, { category: 'society' })
    await give(bus)
    await suggestion(`关于课后托管的建议（${i}）`, `课后托管名额少，放学以后没人接，作业没人辅导。${i}`, { category: 'culture' })
    await give(school)
  }
  expect(await learnPlace(s.db.pool, CITY, s.now)).toEqual(expect.arrayContaining(['category', 'unit']))
  const counted = await s.rows<{ task: string; n: number; zero: number }>(
    `select task, count(*)::int as n, count(*) filter (where version = 0)::int as zero from text_guess where task = 'unit' group by 1`,
  )
  expect(counted).toEqual([{ task: 'unit', n: 31, zero: 31 }])
  const fresh = await suggestion('关于延长末班车时间的建议', '末班车太早，下夜班的工人回不了家。')
  const learned = await guess(fresh, 'unit')
  expect([learned.version, learned.guesses[0]?.value, learned.guesses[0]?.from]).toEqual([1, bus, 'learned'])
  expect(learned.guesses[0]?.words.length).toBeGreaterThan(0)
  expect(learned.guesses[0]?.similar.length).toBeGreaterThan(0)
  expect((await guess(fresh, 'category')).guesses[0]).toMatchObject({ value: 'society', label: '社会建设' })
  // The office decides otherwise: the next night learns from it and counts it as missed or hit by what was said before.
  await give(school)
  expect(await learnPlace(s.db.pool, CITY, s.now)).toContain('unit')
  const [row] = await s.rows<{ version: number; hit: number; ranked: string[] }>(
    `select version, hit, ranked from text_guess where matter = $1 and task = 'unit'`,
    [fresh],
  )
  expect(row).toMatchObject({ version: 1, hit: (row?.ranked.indexOf(school) ?? -1) + 1 })
  // Nothing new: nothing learned.
  expect(await learnPlace(s.db.pool, CITY, s.now)).toEqual([])
}, 60_000)

test('B17 答复检查：送出时记下各项；答非所问的一键退回补正，承诺作废、重新送达再评价，不算重新办理', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  const party = async () => s.party('main', '市交通运输局')
  await replied(s, { body: '收悉，已转有关科室研究。', code: 'B', promises: [{ item: '开通线路', measure: '', dueOn: '2026-09-30', owner: '' }] })
  const [sent] = await s.rows<{ levels: Record<string, string>; round: number }>('select levels, round from reply_check')
  expect(Object.keys(sent?.levels ?? {}).length).toBe(11)
  expect(sent?.levels.empty).not.toBe('pass')
  expect(await s.state()).toBe('judging')
  const p = await party()
  expect((await s.as('吴海涛').cannot('returnReply', { reason: '自己退自己' }, { party: p.id })).error).toMatch(/forbidden|gate/)
  await s.as('王敏').does('returnReply', { reason: '没有逐条回应，请写明线路和时间' }, { party: p.id })
  expect(await s.state()).toBe('handling')
  expect(await s.rows('select 1 from promise')).toEqual([])
  expect(await s.rows('select returned_on::text from reply_check')).toEqual([{ returned_on: '2026-03-10' }])
  const clock = await s.rows<{ rule_key: string }>(`select rule_key from clock where name = 'reply' and stopped_at is null`)
  expect(clock).toEqual([{ rule_key: 'clock.replyMend' }])
  expect((await s.as('李秀兰', 'deputy').cannot('judge', GOOD)).error).toMatch(/forbidden|gate/)
  await s.as('吴海涛').does('saveReply', REPLY)
  await s.as('吴海涛').does('checkReply', { pass: 'yes' })
  await s.as('郑国华').does('signReply', { pass: 'yes' })
  await s.as('吴海涛').does('sendReply')
  expect(await s.state()).toBe('judging')
  // Judged and not satisfied: a second handling is still open to it.
  await s.as('李秀兰', 'deputy').does('judge', BAD, { party: (await s.party('recipient', '李秀兰')).id })
  expect((await s.as('王敏').cannot('returnReply', { reason: '再退' }, { party: p.id })).error).toMatch(/forbidden|gate/)
  await s.as('王敏').does('orderRedo', { units: [p.id], reason: '请研究具体措施' })
  expect(await s.state()).toBe('redo')
  expect((await party()).data.round).toBe(2)
  expect(await s.rows(`select 1 from event where data::text like '%0990-2210011%'`)).toEqual([])
})

test('B17 一百次同时退回，只退一次', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await replied(s)
  const p = await s.party('main', '市交通运输局')
  const all = await Promise.allSettled(
    Array.from({ length: 100 }, () => s.as('王敏').does('returnReply', { reason: '请补正' }, { party: p.id, key: randomUUID() })),
  )
  expect(all.filter((r) => r.status === 'fulfilled').length).toBe(1)
})
