/** Briefings, publicity, inspections of the handling and exchanges: announced, counted, recorded, answered, filed. */
import { afterEach, expect, test } from 'vitest'
import { MEASURES } from '../../report/measures.ts'
import { handedOver, type Story, story } from '../../test/story.ts'

import { gathering } from './kit.ts'

let s: Story
afterEach(() => s.end())
const P = { process: 'gathering' }
const PLAN = {
  title: '上半年政情通报会',
  kind: 'briefing',
  heldOn: '2026-03-20',
  place: '市人大常委会会议厅',
  topics: '通报一季度经济运行情况',
  speakers: '市政府负责同志',
}

const plan = async (more: Record<string, unknown> = {}) =>
  s.as('王敏').does(
    'plan',
    {
      ...PLAN,
      guests: [await s.seat('李秀兰', 'deputy'), await s.seat('张伟民'), await s.seat('陈思远', 'deputy')],
      hosts: [await s.unit('市财政局')],
      ...more,
    },
    P,
  )
const id = async (role: string, name: string) => (await s.party(role, name)).id
const row = async (title: string, key: string) => (await s.as('王敏').sees())?.sections.find((x) => x.key === key && x.title.includes(title))

test('B3 政情通报会：通知、确认和请假、登记出席、记录、归档', async () => {
  s = await story('2026-03-10')
  await plan()
  expect((await s.rows(`select due_on::text as due from clock where name = 'announce'`))[0]).toEqual({ due: '2026-03-17' })
  // Not told before it is announced.
  expect(await s.rows(`select 1 from notice n join person p on p.id = n.person where p.name = '张伟民'`)).toEqual([])
  const form = (await s.as('王敏').sees())?.buttons.find((b) => b.action === 'announce')
  expect(form?.initial.notice).toContain('定于2026-03-20在市人大常委会会议厅举行')
  await s.as('王敏').does('announce', { notice: '请准时参加。' }, P)
  expect((await s.rows(`select 1 from duty where holder = 'seat:${await s.seat('张伟民')}'`)).length).toBe(1)
  await s.as('李秀兰', 'deputy').does('confirm', {}, P)
  await s.as('张伟民').does('decline', { reason: '当天有班次' }, P)
  await s.as('何静').does('confirmUnit', { people: '何静，预算科' }, P)
  expect((await s.as('王敏').sees())?.sheet.find((r) => r.label === '出席情况')?.text).toBe('已通知 4，将参加 2，请假 1，未答复 1')
  s.at('2026-03-20')
  const page = await s.as('王敏').sees()
  const hold = page?.buttons.find((b) => b.action === 'hold')
  // Who said he would come is ticked already: one step with the list.
  expect(hold?.initial.present).toEqual([await id('guest', '李秀兰'), await id('attendee', '市财政局')])
  await s.as('王敏').does('hold', { present: hold?.initial.present, signIn: [await s.file('王敏')] }, P)
  const after = await s.as('王敏').sees()
  expect(after?.sheet.find((r) => r.label === '出席情况')?.text).toBe('应到 4，实到 2，请假 1，缺席 1')
  expect((await row('签到表', 'signIn'))?.rows.map((r) => [r[1], r[4]])).toEqual([
    ['陈思远', '缺席'],
    ['李秀兰', '已参加'],
    ['张伟民', '请假'],
    ['市财政局', '已参加'],
  ])
  await s
    .as('王敏')
    .does('record', { summary: '通报了经济运行情况。', opinions: [{ opinion: '加大对基层的转移支付', by: '李秀兰' }], attachments: [await s.file('王敏')] }, P)
  await s.as('王敏').does('archive', {}, P)
  expect(await s.state()).toBe('archived')
  expect((await s.as('李秀兰', 'deputy').sees())?.number).toBe('2026年通第001号')
  expect(await s.as('吴海涛').sees()).toBeUndefined()
  expect(JSON.stringify(await s.rows('select data, says from event where matter = $1', [s.matter]))).not.toContain('当天有班次')
})

test('B27 办理成效宣传：媒体报道只收 http(s) 网址，归档以后还可以增加', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  const suggestion = s.matter
  await plan({ kind: 'publicity', title: '城东公交开通宣传', items: [suggestion] })
  const wang = s.as('王敏')
  await wang.does('announce', { notice: '请接受采访。' }, P)
  s.at('2026-03-20')
  await wang.does('hold', { present: [await id('guest', '李秀兰')] }, P)
  const media = (url: string) => ({ summary: '已播出', media: [{ outlet: '云岭日报', level: 'city', title: '公交开到家门口', url }] })
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'ftp://x',
    '//evil.example/x',
    'https://a.example/"onclick="x',
  ])
    expect((await wang.cannot('record', media(url), P)).fields?.['media.0.url'], url).toContain('http:// 或 https://')
  expect((await wang.cannot('record', media(''), P)).fields?.['media.0.url']).toContain('请填写网址')
  await wang.does('record', media('https://news.example.cn/a/1'), P)
  await wang.does('archive', {}, P)
  await wang.does('addMedia', { media: [{ outlet: '云岭电视台', level: 'city', title: '代表点赞', url: 'http://tv.example.cn/2' }] }, P)
  expect(
    (await wang.cannot('addMedia', { media: [{ outlet: '某号', level: 'self', title: '点这里', url: 'javascript:alert(1)' }] }, P)).fields?.['media.0.url'],
  ).toContain('https://')
  expect((await row('2 篇', 'media'))?.rows[1]).toEqual(['云岭电视台', '市级', '1', { text: '代表点赞', to: 'http://tv.example.cn/2' }])
  // By level and adoption, on the page, in the list and its workbook.
  expect((await wang.cannot('addMedia', { media: [{ outlet: '省报', title: '无层级', url: 'https://a.example/3' }] }, P)).fields?.['media.0.level']).toBe(
    '请选择层级',
  )
  await wang.does('addMedia', { media: [{ outlet: '省报', level: 'province', title: '公交便民', adopted: 3, url: 'https://a.example/3' }] }, P)
  const counted = '采用 5 篇次：省级 3，市级 2'
  expect(await row(counted, 'media')).toBeDefined()
  expect(gathering.columns?.find((c) => c.title === '媒体采用')?.cell((await s.rows('select * from matter where id = $1', [s.matter]))[0] as never)).toBe(
    '5 篇次：省级 3，市级 2',
  )
  for (const [code, n] of Object.entries({ media_items: 5, media_prov: 3, media_city: 5 }))
    expect([
      code,
      (await s.rows(`select count(distinct key)::int as n from (${MEASURES.get(code)?.rows}) x`, ['990300', '2026-01-01', '2026-12-31', null]))[0],
    ]).toEqual([code, { n }])
  // The suggestion's own page tells of it.
  expect((await s.as('李秀兰', 'deputy').sees(suggestion))?.links).toMatchObject([{ kind: '宣传', back: true, process: 'gathering' }])
})

test('B28 视察办理工作：检查哪些建议、提了什么意见、单位一个月内反馈采纳情况，反馈前不能归档', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  const suggestion = s.matter
  expect((await s.as('王敏').cannot('plan', { ...PLAN, kind: 'inspection', items: [suggestion] }, P)).fields?.hosts).toBe('视察办理工作请选择受视察的承办单位')
  await plan({ kind: 'inspection', title: '视察市交通运输局办理工作', items: [suggestion], hosts: [await s.unit('市交通运输局')] })
  const wang = s.as('王敏')
  await wang.does('announce', { notice: '请做好准备。' }, P)
  await s.as('吴海涛').does('confirmUnit', { people: '郑国华、吴海涛' }, P)
  s.at('2026-03-20')
  await wang.does('hold', { present: [await id('guest', '李秀兰'), await id('attendee', '市交通运输局')] }, P)
  await wang.does('record', { summary: '察看了城东线路。', opinions: [{ opinion: '早晚高峰再加密', by: '李秀兰', about: '城东公交' }] }, P)
  expect((await s.rows(`select due_on::text as due from clock where name = 'adopt'`))[0]).toEqual({ due: '2026-04-20' })
  const archive = (await wang.sees())?.buttons.find((b) => b.action === 'archive')
  expect(archive?.why).toBe('市交通运输局还没有反馈采纳情况，反馈后再归档')
  expect((await wang.cannot('archive', {}, P)).message).toBe(archive?.why)
  await s.as('吴海涛').does('adopt', { adopted: 'partly', text: '早高峰加密到十分钟一班，晚高峰待运力到位。' }, P)
  expect((await row('采纳', 'adopted'))?.rows[0]?.slice(0, 2)).toEqual(['市交通运输局', '部分采纳'])
  expect((await row('视察的建议', 'items'))?.rows[0]?.[1]).toMatchObject({ to: `/suggestion/${suggestion}` })
  expect((await s.as('李秀兰', 'deputy').sees(suggestion))?.links).toMatchObject([{ kind: '视察', back: true }])
  // A deputy who came, but is no author, does not learn of the suggestion through the list.
  const zhang = (await s.as('张伟民').sees())?.sections.find((x) => x.key === 'items')
  expect(zhang?.rows).toEqual([])
  expect(zhang?.text).toBe('共 1 件，列出您能查看的 0 件。')
  await wang.does('archive', {}, P)
  expect(await s.state()).toBe('archived')
})

test('B30 办理人员培训交流：单位报参加人员，出席计入记录；改期通知各方；取消', async () => {
  s = await story('2026-03-10')
  await s
    .as('周建国')
    .does('plan', { ...PLAN, title: '建议办理人员培训', kind: 'exchange', guests: [], hosts: [await s.unit('市财政局'), await s.unit('市交通运输局')] }, P)
  await s.as('周建国').does('announce', { notice: '请派经办人参加。' }, P)
  await s.as('何静').does('confirmUnit', { people: '何静' }, P)
  await s.as('吴海涛').does('decline', { reason: '外出' }, P)
  await s.as('周建国').does('amend', { ...PLAN, title: '建议办理人员培训', kind: 'exchange', heldOn: '2026-03-23' }, P)
  expect((await s.rows(`select due_on::text as due from clock where name = 'hold' and stopped_at is null`))[0]).toEqual({ due: '2026-03-23' })
  expect((await s.rows(`select 1 from notice where text like '活动安排有变动%2026-03-23%'`)).length).toBeGreaterThan(0)
  await s.as('吴海涛').does('confirmUnit', { people: '吴海涛' }, P)
  s.at('2026-03-23')
  await s.as('周建国').does('hold', { present: [await id('attendee', '市财政局'), await id('attendee', '市交通运输局')] }, P)
  await s.as('周建国').does('record', { summary: '交流了面商和答复的做法。' }, P)
  await s.as('周建国').does('archive', {}, P)
  await plan({ heldOn: '2026-04-10' })
  await s.as('王敏').does('announce', { notice: '请参加。' }, P)
  await s.as('王敏').does('cancel', { reason: '与常委会会议冲突' }, P)
  expect((await s.rows(`select 1 from notice where text like '活动取消%'`)).length).toBeGreaterThan(2)
})

test('B3 填错了在字段旁边说怎么办', async () => {
  s = await story('2026-03-10')
  const wang = s.as('王敏')
  expect((await wang.cannot('plan', { ...PLAN, heldOn: '2026-03-01' }, P)).fields?.heldOn).toBe('活动日期不能在今天之前')
  await wang.does('plan', PLAN, P)
  expect((await wang.cannot('announce', { notice: '请参加' }, P)).message).toContain('还没有邀请代表或单位')
  expect((await wang.cannot('amend', { ...PLAN, kind: 'exchange' }, P)).fields?.kind).toContain('类别已经编号')
  await wang.does('invite', { guests: [await s.seat('张伟民')] }, P)
  expect((await wang.cannot('invite', { guests: [await s.seat('张伟民')] }, P)).fields?.guests).toContain('都已经邀请过')
  await wang.does('announce', { notice: '请参加' }, P)
  const zhang = await id('guest', '张伟民')
  expect((await wang.cannot('hold', { present: [zhang] }, P)).fields?.present).toContain('当天起才能登记出席')
  // A deputy's draft is his own: it cannot be put on a list.
  await s
    .as('李秀兰', 'deputy')
    .does('draft', { title: '关于某事的建议', kind: 'suggestion', situation: '情况', proposals: '建议', source: 'other', mayPublish: true })
  expect((await wang.cannot('plan', { ...PLAN, kind: 'inspection', items: [s.matter], hosts: [await s.unit('市财政局')] }, P)).fields?.items).toContain(
    '还没有提交',
  )
})
