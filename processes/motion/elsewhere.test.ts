/** Motions where the usual way is not open: between sessions, in a township, and a hundred at once. */
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { chengjian, decided, GO, MOTION, motions, OPINION, signed, submitted } from '../../test/motion.ts'
import { type Story, story } from '../../test/story.ts'
import { readPage } from '../common/page.ts'
import { motionKit } from './kit.ts'

let s: Story
afterEach(() => s?.end())
const page = async (name: string) => {
  const v = await s.as(name).viewer()
  return readAs(s.db.pool, v, (c) => readPage(motionKit, c, v, s.matter, s.now))
}
const clock = async (name: string) =>
  (await s.rows('select due_on::text as due from clock where matter = $1 and name = $2 and stopped_at is null', [s.matter, name]))[0]

test('B7 out of session: fifteen days, thirty days, then it waits for the next session and comes before its presidium', async () => {
  s = await story('2025-11-03')
  const m = motions(s)
  await submitted(s)
  expect([await s.state(), (await clock('forward'))?.due]).toEqual(['recessReceived', '2025-11-18'])
  expect((await m.cannot('王敏', 'register')).fields?.committee).toContain('请选择交哪个专门委员会')
  expect((await m.cannot('王敏', 'register', { committee: await s.unit('市交通运输局') })).fields?.committee).toContain('不是本级人大的专门委员会')
  await m.does('王敏', 'register', { committee: await chengjian(s) })
  expect((await page('王敏'))?.number).toBe('2025年案第001号')
  expect((await clock('recessOpinion'))?.due).toBe('2025-12-03')
  await m.does('田野', 'giveOpinion', { ...OPINION, meetingOn: '2025-11-03' })
  expect([await s.state(), (await clock('await'))?.due]).toEqual(['awaitSession', '2026-01-19'])
  expect((await m.cannot('刘芳', 'bringIn')).message).toContain('现在没有在开大会')
  s.at('2026-01-19')
  await m.does('刘芳', 'bringIn')
  expect(await s.state()).toBe('presidium')
  s.at('2026-01-21')
  await m.does('刘芳', 'decide', decided('standing'))
  await m.does('周建国', 'scDecide', { meeting: '第三十次会议', decidedOn: '2026-01-21', outcome: 'adopt', text: '列入立法计划' })
  expect(await s.state()).toBe('closed')
})

test('B7 a township without committees: five sign, the presidium decides directly, the congress’s own office records it', async () => {
  s = await story('2026-01-20')
  const m = motions(s)
  const T = '990302100'
  await s.rows(`insert into place (code, parent, name, level, path) values ('${T}', '990302', '临江镇', 'township', '990000/990300/990302/${T}/')`)
  await s.rows(`insert into term (place, number, starts_on, ends_on) values ('${T}', 9, '2022-01-02', '2027-01-02')`)
  await s.rows(
    `insert into congress_session (place, term, number, name, opens_on, closes_on) values ('${T}', 9, 5, '临江镇第九届人民代表大会第五次会议', '2026-01-20', '2026-01-21')`,
  )
  const seatAs = async (name: string, office: string) =>
    s.rows(
      `insert into seat (person, place, office, term, starts_on) select id, '${T}', $2, case when $2 = 'deputy' then 9 end, '2022-01-02' from person where name = $1`,
      [name, office],
    )
  const five = ['邓光明', '蔡晓红', '韩梅', '袁军', '唐玉兰']
  for (const n of five) {
    await s.rows(`update seat set state = 'terminated' where person = (select id from person where name = $1)`, [n])
    await seatAs(n, 'deputy')
    await s.rows(`delete from seat where person = (select id from person where name = $1) and place = '990300'`, [n])
  }
  await s.rows(`delete from seat where person = (select id from person where name = '胡磊')`)
  await seatAs('胡磊', 'daf_staff')
  const [lead = '', ...others] = five
  await m.does(lead, 'draft', { ...MOTION, title: '关于整治临江镇农贸市场的议案' })
  await m.does(lead, 'inviteCosigners', { deputies: await Promise.all(others.slice(0, 3).map((n) => s.seat(n))) })
  for (const n of others.slice(0, 3)) await m.does(n, 'cosign')
  expect((await m.cannot(lead, 'submit', GO)).message).toContain('还差1位代表联名：本级人大代表5人以上')
  await m.does(lead, 'inviteCosigners', { deputies: [await s.seat('唐玉兰')] })
  await m.does('唐玉兰', 'cosign')
  await m.does(lead, 'submit', GO)
  expect((await m.does('胡磊', 'register')).state).toBe('presidium')
  expect((await m.cannot('胡磊', 'decide', decided('standing', { decidedOn: '2026-01-20' }))).fields?.outcome).toContain('乡镇人大没有常务委员会')
  await m.does('胡磊', 'decide', decided('agenda', { decidedOn: '2026-01-20' }))
  expect(await s.state()).toBe('onAgenda')
})

test('B7 a hundred co-signatures at once are one; a hundred identical submits are one', async () => {
  s = await story('2026-01-20')
  const m = motions(s)
  await signed(s)
  await m.does('李秀兰', 'inviteCosigners', { deputies: [await s.seat('韩梅')] })
  const all = await Promise.allSettled(Array.from({ length: 100 }, () => m.does('韩梅', 'cosign')))
  expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
  expect(await s.rows(`select 1 from event where action = 'cosign' and by_seat is null and matter = $1`, [s.matter])).toHaveLength(10)
  const key = crypto.randomUUID()
  const sent = await Promise.all(Array.from({ length: 100 }, () => m.does('李秀兰', 'submit', GO, { key })))
  expect(new Set(sent.map((r) => r.version)).size).toBe(1)
  expect(await s.rows(`select 1 from event where action = 'submit' and matter = $1`, [s.matter])).toHaveLength(1)
  expect(await s.rows(`select 1 from party where matter = $1 and role = 'cosigner' and left_at is null`, [s.matter])).toHaveLength(10)
})
