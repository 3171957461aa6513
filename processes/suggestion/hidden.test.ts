/** What stays hidden of a suggestion's author, and what a change of the calendar moves. */
import { afterEach, describe, expect, test } from 'vitest'
import { BAD, handedOver, PASS, replied, type Story, story, TEXT } from '../../test/story.ts'

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
  await s.db.owner.query('update calendar_version set version = version + 1')
  await s.until('2026-03-11')
  const says = (await s.rows(`select says from event where action = 'redate' order by seq`)).map((r) => r.says)
  expect(says).toEqual([
    '工作日历调整，市交通运输局签收期限由2026年3月13日 周五改为2026年3月16日 周一',
    '工作日历调整，市交通运输局首次沟通期限由2026年4月8日 周三改为2026年4月9日 周四',
  ])
})
