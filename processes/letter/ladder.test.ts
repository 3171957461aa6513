/** The supervision ladder: reminder → phone → letter → on-site → interview → list; proposed by rule, decided by people (B22, B31). */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { act } from '../../kernel/act.ts'
import { localDay } from '../../kernel/calendar.ts'
import { calendarFor } from '../../kernel/calendar-store.ts'
import { ruleBook } from '../../kernel/rules.ts'
import { readRules } from '../../kernel/store.ts'
import { actorOf } from '../../people/viewer.ts'
import { handedOver, type Story, story, TEXT } from '../../test/story.ts'
import { ladder, propose } from './ladder.ts'
import { letter } from './process.ts'

let s: Story
afterEach(() => s?.end())

const LETTER = { process: 'letter' }
const look = async () => {
  const v = await s.as('王敏').viewer()
  return readAs(s.db.pool, v, async (c) => {
    const g = await readRules(c, '990300')
    return ladder(c, '990300', localDay(s.now), await calendarFor(c, '990300'), ruleBook(letter, g.rules, g.chain, localDay(s.now)))
  })
}
const rung = async () => {
  const x = (await look())[0]?.items[0]
  return x && [x.reached, x.next]
}

test('B22 B31 the whole ladder, each rung proposed when its time has come and none skipped', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  expect(await look()).toEqual([])
  await s.until('2026-03-16')
  expect(await rung()).toEqual(['reminder', 'phone'])
  const party = (await s.party('main')).id
  const matter = s.matter
  const wang = s.as('王敏')
  await wang.does('urge', { channel: '电话', note: '请尽快签收', person: '吴海涛 办公室副主任', answer: '今天签收' }, { party })
  expect(await rung()).toEqual(['phone', 'phone'])
  await wang.does('urge', { channel: '电话', note: '请尽快签收', person: '吴海涛' }, { party })
  expect(await rung()).toEqual(['phone', 'letter'])

  const unit = await s.unit('市交通运输局')
  const draft = { unit, items: [party], demand: '三个工作日内签收并报告原因', contact: '王敏 0990-6661001' }
  expect((await wang.cannot('draftLetter', { ...draft, unit: await s.unit('市财政局') }, LETTER)).fields?.items).toMatch(/不是这个单位/)
  await wang.does('draftLetter', draft, LETTER)
  // A letter in the drawer is a draft, not a letter; and a second one about the same is not drafted unawares.
  expect((await look())[0]?.counts).toMatchObject({ drafted: 1, letter: 0 })
  const first = s.matter
  expect((await wang.cannot('draftLetter', draft, LETTER)).fields?.again).toMatch(/1件的督办函已经拟好，等待签发.*仍要另拟一份/)
  await wang.does('draftLetter', { ...draft, again: true }, LETTER)
  await wang.does('drop', { reason: '重复' }, LETTER)
  s.matter = first
  expect(['forbidden', 'unknown']).toContain((await wang.cannot('issue', {}, LETTER)).error)
  await s.as('周建国').does('issue', {}, LETTER)
  const paper = s.matter
  expect((await s.as('吴海涛').sees())?.number).toBe('2026年函第001号')
  expect((await s.rows('select due_on::text as due from clock where matter = $1 and stopped_at is null', [paper]))[0]).toEqual({ due: '2026-03-30' })
  expect(await rung()).toEqual(['letter', 'letter'])
  expect((await look())[0]?.counts).toMatchObject({ drafted: 0, letter: 1 })
  // Another unit does not see it, and a letter is answered item by item.
  expect(await s.as('何静').sees()).toBeUndefined()
  const wu = s.as('吴海涛')
  expect((await wu.cannot('answer', { items: [] }, LETTER)).fields?.items).toMatch(/还有 1 件没有答复/)
  await wu.does('answer', { items: [{ item: party, answer: '系统故障未见，已补签', dueOn: '2026-03-20' }] }, LETTER)
  await wang.does('insist', { reason: '没有写明原因' }, LETTER)
  await wu.does('answer', { items: [{ item: party, answer: '经办人休假，已明确备岗', dueOn: '2026-03-20' }] }, LETTER)
  await wang.does('accept', { opinion: '同意' }, LETTER)
  expect(await s.state()).toBe('closed')

  // Answered, yet the item itself is still open: the ladder goes on.
  await s.until('2026-03-31')
  expect(await rung()).toEqual(['letter', 'onsite'])
  const visit = { unit, items: [party], heldOn: '2026-04-01', place: '市交通运输局', leader: '副主任 黄文斌' }
  for (const [kind, next] of [
    ['onsite', 'onsite'],
    ['interview', 'interview'],
  ] as const) {
    await wang.does('arrange', { ...visit, kind, heldOn: localDay(s.now) }, { process: 'interview' })
    const deadline = kind === 'onsite' ? '2026-04-10' : '2026-05-20'
    await wang.does('hold', { people: '黄文斌、郑国华', record: '听取情况', demands: '限期签收办理', deadline }, { process: 'interview' })
    expect(await rung()).toEqual([kind, next])
    await wu.does('reportBack', { report: '正在整改' }, { process: 'interview' })
    await wang.does('finish', { opinion: '继续跟踪' }, { process: 'interview' })
    await s.until(kind === 'onsite' ? '2026-04-20' : '2026-05-29')
  }
  expect(await rung()).toEqual(['interview', 'hung'])
  const page = await s.as('王敏').sees(matter)
  expect(page?.sections.find((x) => x.key === 'urgings')?.rows.map((r) => r[2])).toEqual(['电话', '电话', '督办函', '现场督办', '约谈'])
  expect(page?.links.map((l) => l.processLabel).sort()).toEqual(['督办函', '督办函', '现场督办和约谈', '现场督办和约谈'].sort())
}, 60_000)

test('the rules propose by working days, and never a lower rung than was climbed', async () => {
  s = await story('2026-09-30')
  const v = await s.as('王敏').viewer()
  await readAs(s.db.pool, v, async (c) => {
    const cal = await calendarFor(c, '990300')
    const rules = ruleBook(letter, [], [], '2026-10-08')
    // The National Day week does not count: 30 September to 8 October is one working day.
    expect(propose({ dueOn: '2026-09-30', calls: 0, rungs: {} }, '2026-10-07', cal, rules).next).toBe('reminder')
    expect(propose({ dueOn: '2026-09-30', calls: 0, rungs: {} }, '2026-10-08', cal, rules).next).toBe('phone')
    expect(propose({ dueOn: '2026-09-01', calls: 0, rungs: { letter: '2026-09-30' } }, '2026-10-08', cal, rules)).toMatchObject({
      reached: 'letter',
      next: 'letter',
    })
  })
})

test('B22 letters are numbered without gaps when a hundred are issued at once', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await s.until('2026-03-16')
  const party = (await s.party('main')).id
  const unit = await s.unit('市交通运输局')
  const drafts: string[] = []
  for (let i = 0; i < 100; i++)
    drafts.push((await s.as('王敏').does('draftLetter', { unit, items: [party], demand: `要求${i}`, contact: '王敏', again: true }, LETTER)).matter)
  const head = actorOf(await s.as('周建国').viewer())
  const issue = (matter: string) => act(s.house, { process: 'letter', action: 'issue', matter, key: randomUUID(), actor: head, now: s.now })
  // Each twice, in parallel: one issue of each, the other refused in words.
  const done = await Promise.allSettled([...drafts, ...drafts].map(issue))
  expect(done.filter((r) => r.status === 'fulfilled')).toHaveLength(100)
  expect(new Set(done.filter((r) => r.status === 'rejected').map((r) => (r.reason as Error).message))).toEqual(new Set(['「待单位复函」环节不能办理「签发」']))
  const numbers = (await s.rows<{ no: number }>(`select no from matter where process = 'letter' order by no`)).map((r) => r.no)
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
}, 60_000)

test('B21 B31 proposed in bulk, adopted with leader and committee, supervised until the report; one at a time', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  const suggestion = s.matter
  await s.as('王敏').does('proposeKey', { criterion: '集中' })
  const key = (await s.rows<{ id: string }>(`select id from matter where process = 'key'`))[0]?.id as string
  expect((await s.as('王敏').cannot('proposeKey', { criterion: '集中' }, { matter: suggestion })).message).toMatch(/已经提名或列为重点督办/)
  expect((await s.rows('select key_item from matter where id = $1', [suggestion]))[0]).toEqual({ key_item: false })
  const adopt = {
    meetingOn: '2026-03-10',
    leader: await s.seat('黄文斌'),
    govLeader: await s.seat('孙立新'),
    committee: await s.seat('田野'),
    reportBy: '2026-11-30',
  }
  const on = { process: 'key', matter: key }
  expect(['forbidden', 'unknown']).toContain((await s.as('王敏').cannot('adopt', adopt, on)).error)
  expect((await s.as('周建国').cannot('adopt', { ...adopt, leader: await s.seat('田野') }, on)).fields?.leader).toMatch(/不在这个岗位/)
  // 政府领办 is a person in a post of the government, not a name that was typed.
  for (const govLeader of ['副市长 钱进', await s.seat('吴海涛')])
    expect((await s.as('周建国').cannot('adopt', { ...adopt, govLeader }, on)).fields?.govLeader).toMatch(/请选择政府领办领导|不在这个岗位/)
  await s.as('周建国').does('adopt', adopt, on)
  expect((await s.as('孙立新').sees(key))?.sheet.find((r) => r.label === '政府领办')?.text).toBe('督查室主任 孙立新')
  expect((await s.rows('select key_item from matter where id = $1', [suggestion]))[0]).toEqual({ key_item: true })
  expect((await s.rows(`select action from duty where matter = $1 and holder = $2`, [key, `seat:${await s.seat('黄文斌')}`])).map((r) => r.action)).toEqual([
    'addEvent',
  ])
  const event = { form: '现场督办', on: '2026-03-10', place: '城东', people: '黄文斌、郑国华、李秀兰', content: '察看线路', demands: '六月底前开通' }
  await s.as('黄文斌').does('addEvent', event, on)
  await s.as('孙立新').does('addEvent', { ...event, form: '调度会' }, on)
  await s.as('王敏').does('addEvent', { ...event, form: '座谈会' }, on)
  expect(['forbidden', 'unknown']).toContain((await s.as('吴海涛').cannot('addEvent', event, on)).error)
  await s.as('田野').does('submitReport', { report: '线路开通，群众满意。' }, on)
  await s.as('周建国').does('addEvent', { ...event, form: '视察' }, on)
  await s.as('周建国').does('finish', { result: '开通一条线，带动全市公交优化' }, on)
  const page = await s.as('黄文斌').sees(key)
  expect([page?.stateLabel, page?.sections.find((x) => x.key === 'events')?.rows.length]).toEqual(['已办结', 4])
})

test('B21 of a hundred proposals at once one stands', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  const actor = actorOf(await s.as('王敏').viewer())
  const all = await Promise.allSettled(
    Array.from({ length: 100 }, () =>
      act(s.house, { process: 'suggestion', action: 'proposeKey', matter: s.matter, key: randomUUID(), actor, now: s.now, input: { criterion: '重大' } }),
    ),
  )
  expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
  expect((await s.rows(`select count(*)::int as n from matter where process = 'key'`))[0]).toEqual({ n: 1 })
}, 60_000)

test('B24 a masked extract is frozen, handed over, receipted; the inspector sees the package and nothing else', async () => {
  s = await story('2026-03-10')
  await s.as('李秀兰').does('draft', { ...TEXT, confidential: true })
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', { political: 'pass', legal: 'pass', quality: 'pass', category: 'society' })
  await s.as('王敏').does('assign', { kind: 'lead', main: [await s.unit('市交通运输局')], co: [await s.unit('市财政局')] })
  const hidden = s.matter
  await handedOver(s)
  const unit = [await s.unit('市交通运输局'), await s.unit('市财政局')]
  const on = { process: 'inspection' }
  const [wang, fan] = [s.as('王敏'), s.as('范明')]
  expect((await wang.cannot('request', { title: '第九轮', units: unit, from: '2026-02-01', to: '2026-01-01' }, on)).fields?.to).toMatch(/不能早于/)
  await wang.does('request', { title: '六届市委第九轮巡察', units: unit, from: '2026-01-01', to: '2026-12-31' }, on)
  const round = s.matter
  await wang.does('extract', {}, on)
  expect((await wang.sees())?.sheet.find((x) => x.label === '提取')?.text).toMatch(/2 件，涉及 2 个单位/)
  // What happens afterwards does not change what was drawn.
  s.matter = hidden
  await s.as('吴海涛').does('signFor')
  s.matter = round
  expect(await fan.sees()).toBeUndefined()
  await s.as('周建国').does('handOver', { inspector: await s.seat('范明'), docNo: '云人代函〔2026〕8号', on: '2026-03-10' }, on)
  const seen = JSON.stringify(await fan.sees())
  const secrets = ['李秀兰', await s.seat('李秀兰'), (await s.as('李秀兰').viewer()).person, TEXT.situation]
  for (const secret of secrets) expect(seen).not.toContain(secret)
  expect(seen).toContain('市财政局')
  expect(await fan.sees(hidden)).toBeUndefined()
  const rows = JSON.stringify(await s.rows('select snapshot from inspection_item'))
  for (const secret of secrets) expect(rows).not.toContain(secret)
  await fan.does('receipt', { feedback: '已作为巡察参考', on: '2026-03-10' }, on)
  expect(await s.state()).toBe('closed')
  const log = JSON.stringify(await s.rows('select says, data from event where matter = $1', [round]))
  for (const secret of [...secrets, '已作为巡察参考']) expect(log).not.toContain(secret)
})
