/** What comes when talks did not help: hung with a day, ordered to correct, criticised (B22, §2.6 steps 5 and 6). */
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { localDay } from '../../kernel/calendar.ts'
import { calendarFor } from '../../kernel/calendar-store.ts'
import { ruleBook } from '../../kernel/rules.ts'
import { readRules } from '../../kernel/store.ts'
import { handedOver, type Story, story } from '../../test/story.ts'
import { ladder } from '../letter/ladder.ts'
import { letter } from '../letter/process.ts'

let s: Story
afterEach(() => s?.end())
const ON = { process: 'correction' }
const MEETING = { meeting: '第五十一次主任会议' }

const rung = async () => {
  const v = await s.as('王敏').viewer()
  const units = await readAs(s.db.pool, v, async (c) => {
    const g = await readRules(c, '990300')
    return ladder(c, '990300', localDay(s.now), await calendarFor(c, '990300'), ruleBook(letter, g.rules, g.chain, localDay(s.now)))
  })
  const x = units[0]?.items[0]
  return x && [x.reached, x.next]
}
const due = async () =>
  (
    await s.rows<{ name: string; due: string }>('select name, due_on::text as due from clock where matter = $1 and stopped_at is null order by 1', [s.matter])
  ).map((c) => [c.name, c.due])
/** Long late, so that the ladder has something to hang. */
async function hung() {
  s = await story('2026-03-10')
  await handedOver(s)
  s.at('2026-04-20')
  const unit = await s.unit('市交通运输局')
  const items = [(await s.party('main')).id]
  const item = s.matter
  const wang = s.as('王敏')
  expect((await wang.cannot('hang', { unit, items, until: '2026-04-20', demand: '办结' }, ON)).fields?.until).toMatch(/今天之后/)
  expect((await wang.cannot('hang', { unit: await s.unit('市财政局'), items, until: '2026-05-20', demand: '办结' }, ON)).fields?.items).toMatch(/不是这个单位/)
  await wang.does('hang', { unit, items, until: '2026-05-20', demand: '签收并拿出时间表' }, ON)
  return { item, items }
}

test('B22 §2.6 hung, ordered by the council of chairpersons to correct, criticised: each with its owner, its day and its article', async () => {
  const { item } = await hung()
  const [wang, zhou, wu] = [s.as('王敏'), s.as('周建国'), s.as('吴海涛')]
  expect(await due()).toContainEqual(['hung', '2026-05-20'])
  expect(await rung()).toEqual(['hung', 'hung'])
  // Another unit does not see it.
  expect(await s.as('何静').sees()).toBeUndefined()
  await wu.does('report', { report: '正在研究' }, ON)
  s.at('2026-05-25')
  expect(await rung()).toEqual(['hung', 'ordered'])
  expect((await wu.cannot('raise', { reason: '仍未签收' }, ON)).error).not.toBe('input')
  await wang.does('raise', { reason: '挂号期满仍未签收' }, ON)
  expect((await due()).map(([name]) => name)).toEqual(['decide'])
  expect((await wang.cannot('order', { ...MEETING, meetingOn: '2026-05-25', until: '2026-06-25', demands: '签收' }, ON)).error).not.toBe('input')
  expect((await zhou.cannot('order', { ...MEETING, meetingOn: '2026-05-26', until: '2026-06-25', demands: '签收' }, ON)).fields?.meetingOn).toBeTruthy()
  await zhou.does('order', { ...MEETING, meetingOn: '2026-05-25', until: '2026-06-25', demands: '立即签收办理' }, ON)
  expect(await due()).toEqual([['correct', '2026-06-25']])
  expect(await rung()).toEqual(['ordered', 'ordered'])
  expect((await zhou.cannot('criticise', { ...MEETING, meetingOn: '2026-05-25', reason: '逾期不改' }, ON)).message).toMatch(/改正期限到2026-06-25/)
  s.at('2026-06-26')
  expect(await rung()).toEqual(['ordered', 'criticised'])
  await zhou.does('criticise', { ...MEETING, meetingOn: '2026-06-26', reason: '责令改正后仍未签收', advice: '建议政府督查室约谈' }, ON)
  expect(await s.state()).toBe('criticised')
  expect(await rung()).toEqual(['criticised', 'criticised'])
  const told = await s.rows<{ name: string }>(`select p.name from notice n join person p on p.id = n.person where n.text like '%通报批评%'`)
  for (const name of ['吴海涛', '郑国华', '黄文斌']) expect(told.map((x) => x.name)).toContain(name)
  // The item itself tells every rung, and the ladder ends with the list for the inspection.
  expect((await wang.sees(item))?.sections.find((x) => x.key === 'urgings')?.rows.map((r) => r[2])).toEqual(['挂号督办', '责令限期改正', '通报批评'])
  s.at('2026-07-30')
  expect(await rung()).toEqual(['criticised', 'list'])
  const order = (await s.rows<{ says: string }>(`select says from event where action = 'order'`))[0]?.says
  expect(order).toBe('第五十一次主任会议决定责令市交通运输局于2026-06-25前改正')
})

test('B22 §2.6 who corrects in time is struck off; what was not enough is sent back with a new day', async () => {
  await hung()
  const [wang, zhou, wu] = [s.as('王敏'), s.as('周建国'), s.as('吴海涛')]
  await wang.does('raise', { reason: '挂号期满仍未签收' }, ON)
  await zhou.does('order', { ...MEETING, meetingOn: '2026-04-20', until: '2026-05-20', demands: '签收' }, ON)
  await wu.does('correct', { report: '已签收' }, ON)
  expect((await due()).map(([name]) => name)).toEqual(['judge'])
  await wang.does('insist', { until: '2026-05-30', reason: '没有时间表' }, ON)
  expect(await due()).toEqual([['correct', '2026-05-30']])
  await wu.does('correct', { report: '已签收，附时间表' }, ON)
  await zhou.does('accept', { opinion: '改正到位' }, ON)
  expect(await s.state()).toBe('closed')
})
