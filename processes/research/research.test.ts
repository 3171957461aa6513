/** Research before the session, from the arrangement to the organ's answer; and what may not be done on the way. */
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { calendarFor } from '../../kernel/calendar-store.ts'
import { today } from '../../server/today.ts'
import { type Story, story, TEXT } from '../../test/story.ts'

let s: Story
afterEach(() => s.end())
const P = { process: 'research' }
const PLAN = {
  title: '城东片区公共交通情况调研',
  kind: 'stay',
  topic: '城东新建小区居民出行难在哪里',
  place: '城东社区代表联络站',
  startsOn: '2026-03-12',
  endsOn: '2026-03-13',
}
const FOUND = { findings: '走访四个小区，七成居民步行二十五分钟以上才到公交站。', advice: '请市交通运输局开通经城东片区到市医院的公交线路。', people: 46 }

const arrange = async (more: Record<string, unknown> = {}) =>
  s
    .as('李秀兰', 'deputy')
    .does('plan', { ...PLAN, deputies: [await s.seat('张伟民')], units: [await s.unit('市交通运输局')], want: '城东现有公交线路和客流', ...more }, P)
const recorded = async () => {
  await arrange()
  await s.as('张伟民').does('accept', {}, P)
  s.at('2026-03-16')
  await s.as('李秀兰', 'deputy').does('record', { ...FOUND, present: [(await s.party('member', '李秀兰')).id, (await s.party('member', '张伟民')).id] }, P)
}
const duties = async (name: string, office?: string) => {
  const v = await s.as(name, office).viewer()
  return readAs(s.db.pool, v, async (c) => today(c, v, await calendarFor(c, '990300'), s.now))
}

test('B1 代表小组组织调研：写在办理记录、页面、列表和调研记录里；走访座谈了谁也记下', async () => {
  s = await story('2026-03-10')
  await arrange({ group: '第十二代表小组' })
  expect((await s.rows(`select says from event where matter = $1 and action = 'plan'`, [s.matter]))[0]?.says).toContain(
    '第十二代表小组（李秀兰）安排蹲点式调研',
  )
  s.at('2026-03-16')
  const present = [(await s.party('member', '李秀兰')).id]
  await s.as('李秀兰', 'deputy').does('record', { ...FOUND, heard: '四个小区的业主代表', present }, P)
  const sheet = (await s.as('王敏').sees())?.sheet ?? []
  expect(sheet.filter((r) => ['组织', '走访、座谈的对象'].includes(r.label)).map((r) => r.text)).toEqual(['第十二代表小组', '四个小区的业主代表'])
  await s.as('李秀兰', 'deputy').does('amendRecord', { ...FOUND, heard: '业主代表、31 路司机' }, P)
  expect((await s.as('王敏').sees())?.sheet.find((r) => r.label === '走访、座谈的对象')?.text).toBe('业主代表、31 路司机')
})

test('B1 会前调研：邀请、资料、记录、据此起草建议、转送机关、三个月内反馈给代表', async () => {
  s = await story('2026-03-10')
  await arrange()
  expect(await s.state()).toBe('arranged')
  expect((await duties('张伟民')).items.map((d) => d.actionLabel)).toContain('参加')
  expect((await duties('吴海涛')).items.map((d) => d.actionLabel)).toContain('提供资料')
  await s.as('张伟民').does('accept', {}, P)
  await s.as('吴海涛').does('provide', { text: '城东现有公交线路两条，日均客流八百人次。', attachments: [await s.file('吴海涛')] }, P)
  s.at('2026-03-16')
  await s.as('李秀兰', 'deputy').does('record', { ...FOUND, present: [(await s.party('member', '李秀兰')).id, (await s.party('member', '张伟民')).id] }, P)
  const id = s.matter
  const page = await s.as('李秀兰', 'deputy').sees()
  expect(page?.number).toBe('2026年研第001号')
  expect(page?.sheet.find((r) => r.label === '听取意见的群众')?.text).toBe('46 人')
  expect(page?.sections.map((x) => x.title)).toEqual(['社情民情资料'])

  // The form knows what was found; the draft is the deputy's own.
  const form = page?.buttons.find((b) => b.action === 'toSuggestion')
  expect(form?.initial).toMatchObject({ situation: FOUND.findings, proposals: FOUND.advice })
  await s.as('李秀兰', 'deputy').does('toSuggestion', { title: TEXT.title, situation: FOUND.findings, proposals: FOUND.advice, mayPublish: true }, P)
  const [draft] = await s.rows<{ id: string; state: string; private: boolean; data: { source: string } }>(
    `select id, state, private, data from matter where process = 'suggestion'`,
  )
  expect(draft).toMatchObject({ state: 'draft', private: true, data: { source: 'research' } })
  expect((await s.as('李秀兰', 'deputy').sees())?.links).toMatchObject([{ id: draft?.id, back: false, process: 'suggestion' }])
  expect((await s.as('李秀兰', 'deputy').sees(draft?.id))?.links).toMatchObject([{ id, back: true, processLabel: '会前调研' }])
  // A private draft: neither the office nor the fellow deputy learns of its words.
  for (const who of ['王敏', '张伟民']) {
    expect(await s.as(who).sees(draft?.id)).toBeUndefined()
    expect((await s.as(who).sees(id))?.links).toEqual([])
  }
  expect(JSON.stringify(await s.rows('select data, says from event where matter = $1', [id]))).not.toContain(TEXT.title)

  await s.as('王敏').does('forward', { units: [await s.unit('市交通运输局'), await s.unit('市财政局')], opinion: '请研究' }, P)
  const [clock] = await s.rows<{ due: string }>(`select due_on::text as due from clock where matter = $1 and name = 'feedback' and stopped_at is null`, [id])
  expect(clock?.due).toBe('2026-06-16')
  await s.as('吴海涛').does('feedback', { text: '线路方案已列入二季度计划。' }, P)
  expect(await s.state()).toBe('forwarded')
  await s.as('何静').does('feedback', { text: '经费已安排。' }, P)
  expect(await s.state()).toBe('closed')
  const told = await s.rows<{ name: string }>(
    `select distinct p.name from notice n join person p on p.id = n.person where n.matter = $1 and n.text like '市交通运输局反馈%' order by 1`,
    [id],
  )
  expect(told.map((x) => x.name)).toEqual(expect.arrayContaining(['张伟民', '李秀兰']))
  // What has come of it may still be written down afterwards.
  await s.as('张伟民').does('toSuggestion', { title: '关于增设候车亭的建议', situation: '没有候车亭。', proposals: '增设候车亭。', mayPublish: true }, P)
})

test('B1 重庆的地方把反馈期限定为一个月；逾期由系统催办并告诉代工委', async () => {
  s = await story('2026-03-10')
  await s.rows(`insert into rule (place, process, key, valid_from, value) values ('990300', 'research', 'research.feedback', '2026-01-01', '[1, "MONTH"]')`)
  await recorded()
  await s.as('王敏').does('forward', { units: [await s.unit('市交通运输局')], opinion: '' }, P)
  expect((await s.rows(`select due_on::text as due from clock where name = 'feedback'`))[0]).toEqual({ due: '2026-04-16' })
  await s.until('2026-04-20')
  const late = await s.rows<{ text: string }>(`select text from notice where kind = 'late' and matter = $1`, [s.matter])
  expect(late.some((n) => n.text.includes('市交通运输局的反馈调研报告'))).toBe(true)
})

test('B1 代工委组织、代表请假、单位不能提供、取消、关联已有建议', async () => {
  s = await story('2026-03-10')
  await s
    .as('王敏')
    .does(
      'plan',
      { ...PLAN, kind: 'dissect', deputies: [await s.seat('张伟民'), await s.seat('李秀兰', 'deputy')], units: [await s.unit('市交通运输局')], want: '底数' },
      P,
    )
  await s.as('张伟民').does('decline', { reason: '当天出车' }, P)
  expect(JSON.stringify(await s.rows('select data, says from event where matter = $1', [s.matter]))).not.toContain('当天出车')
  await s.as('吴海涛').does('cannotProvide', { reason: '由市财政局掌握' }, P)
  expect((await s.party('provider')).step).toBe('unable')
  s.at('2026-03-13')
  await s.as('周建国').does('record', { ...FOUND, present: [(await s.party('member', '李秀兰')).id] }, P)
  expect((await s.party('member', '张伟民')).step).toBe('declined')
  expect(
    (await s.as('张伟民').cannot('toSuggestion', { title: '关于某事的建议', situation: '情况', proposals: '建议', mayPublish: true }, P)).message,
  ).toContain('请假')
  const id = s.matter
  await s.as('李秀兰', 'deputy').does('draft', TEXT)
  const own = s.matter
  await s.as('张伟民').does('draft', { ...TEXT, title: '关于别的事的建议' })
  const others = s.matter
  s.matter = id
  expect((await s.as('李秀兰', 'deputy').cannot('linkSuggestion', { items: [others] }, P)).fields?.items).toBe('只能关联您自己提出或参加联名的建议')
  await s.as('李秀兰', 'deputy').does('linkSuggestion', { items: [own] }, P)
  await s.as('王敏').does('close', {}, P)
  expect(await s.state()).toBe('closed')
  await arrange()
  await s.as('李秀兰', 'deputy').does('cancel', { reason: '天气' }, P)
  expect(await s.state()).toBe('cancelled')
})

test('B1 填错了在字段旁边说怎么办', async () => {
  s = await story('2026-03-10')
  const li = s.as('李秀兰', 'deputy')
  expect((await li.cannot('plan', { ...PLAN, endsOn: '2026-03-11' }, P)).fields?.endsOn).toBe('结束日期不能早于开始日期')
  expect((await li.cannot('plan', { ...PLAN, units: [await s.unit('市交通运输局')] }, P)).fields?.want).toContain('哪些资料')
  expect((await s.as('王敏').cannot('plan', PLAN, P)).fields?.deputies).toBe('请至少邀请一位代表')
  await arrange()
  const lead = (await s.party('member', '李秀兰')).id
  expect((await li.cannot('record', { ...FOUND, present: [lead] }, P)).fields?.findings).toContain('开始以后才能记录')
  expect((await li.cannot('invite', { deputies: [await s.seat('张伟民')] }, P)).fields?.deputies).toBe('所选代表都已经邀请过')
  expect((await li.cannot('askData', { units: [await s.unit('市交通运输局')], want: '再要一次' }, P)).fields?.units).toBe('所选单位都已经请过了')
  s.at('2026-03-13')
  expect((await li.cannot('record', { ...FOUND, present: [crypto.randomUUID()] }, P)).fields?.present).toContain('请先邀请')
  // Another's upload cannot be hung on it.
  expect((await li.cannot('record', { ...FOUND, present: [lead], attachments: [await s.file('张伟民')] }, P)).fields?.attachments).toContain('不是您上传的')
})
