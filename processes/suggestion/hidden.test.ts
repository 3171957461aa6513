/** What stays hidden of a suggestion's author, and what a change of the calendar moves. */
import { afterEach, describe, expect, test } from 'vitest'
import { addDays } from '../../kernel/calendar.ts'
import { BAD, CONTACT, handedOver, PASS, replied, type Story, story, TEXT } from '../../test/story.ts'

let s: Story
afterEach(() => s?.end())

describe('身份保密', () => {
  test('B4 a confidential author is hidden from units, from their lists and from the log （山东条例11）', async () => {
    s = await story('2026-03-10')
    await s.as('李秀兰').does('draft', { ...TEXT, confidential: true })
    await s.as('李秀兰').does('inviteCosigners', { deputies: [await s.seat('张伟民')] })
    await s.as('张伟民').does('cosign')
    await s.as('李秀兰').does('submit')
    await s.as('王敏').does('register', PASS)
    await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
    await replied(s)
    await s.as('李秀兰').does('judge', BAD)
    const ids = [await s.seat('李秀兰'), await s.seat('张伟民'), (await s.as('李秀兰').viewer()).person]
    const seen = JSON.stringify(await s.as('吴海涛').sees())
    for (const secret of ['李秀兰', '张伟民', ...ids]) expect(seen).not.toContain(secret)
    const log = JSON.stringify(await s.rows('select * from event where matter = $1', [s.matter]))
    for (const secret of ['李秀兰', '张伟民', ...ids]) expect(log).not.toContain(secret)
    expect(JSON.stringify(await s.as('王敏').sees())).toContain('李秀兰')
  })
})

test('B12 a calendar edit re-dates open clocks, each with an event that says why', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await s.db.owner.query(`insert into calendar_day (day, kind, name, source) values ('2026-03-12', 'off', '市庆日', '测试')`)
  await s.db.owner.query(`update calendar_version set version = nextval('calendar_edit')`)
  await s.until('2026-03-11')
  const says = (await s.rows(`select says from event where action = 'redate' order by seq`)).map((r) => r.says)
  expect(says).toEqual([
    '工作日历调整，市交通运输局签收期限由2026年3月13日 周五改为2026年3月16日 周一',
    '工作日历调整，市交通运输局首次沟通期限由2026年4月8日 周三改为2026年4月9日 周四',
  ])
})

test('B17 B22 the clock of a reply warns fifteen, seven and three working days before and on the day itself, then says that it is over', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await s.as('吴海涛').does('signFor')
  await s.as('吴海涛').does('recordContact', { ...CONTACT, heldOn: '2026-03-10' })
  // Handed over on 10 March: three months end on 10 June, a Wednesday.
  const told: string[] = []
  for (let day = '2026-05-15'; day <= '2026-06-12'; day = addDays(day, 1)) {
    const before = (await s.rows<{ n: number }>('select count(*)::int as n from notice'))[0]?.n as number
    await s.until(day)
    const fresh = await s.rows<{ kind: string; name: string }>(
      'select n.kind, p.name from notice n join person p on p.id = n.person order by n.at, n.id offset $1',
      [before],
    )
    for (const n of fresh) if (n.name === '吴海涛') told.push(`${day} ${n.kind}`)
  }
  expect(told).toEqual(['2026-05-20 warn', '2026-06-01 warn', '2026-06-05 warn', '2026-06-10 warn', '2026-06-11 late'])
})
