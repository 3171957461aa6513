/** What a deputy is told before he hands a suggestion in, and where one goes that comes after the presidium's hour (B4). */
import { afterEach, expect, test } from 'vitest'
import { PASS, type Story, story, TEXT } from '../../test/story.ts'

let s: Story
afterEach(() => s?.end())

test('B4 主席团决定的截止时间：之前先说明，之后作为闭会建议；按本地规则也可以不受理，或者只截止议案', async () => {
  s = await story('2026-01-22')
  const li = s.as('李秀兰')
  const said = async () => (await li.sees())?.buttons.find((b) => b.action === 'submit')?.confirm
  const rule = (value: string) =>
    s.rows(
      `insert into rule (place, process, key, valid_from, value) values ('990300', 'suggestion', 'accept.sessionCutoff', '2026-01-01', $1)
       on conflict (place, process, key, valid_from) do update set value = excluded.value`,
      [JSON.stringify(value)],
    )
  await li.does('draft', TEXT)
  s.at('2026-01-22', 17)
  expect(await said()).toBe('云岭市第六届人民代表大会第五次会议主席团决定的截止时间是2026年1月22日 周四 18:00，请在这之前提交。')
  const early = s.matter
  await li.does('submit')
  expect(await s.state()).toBe('delegationReview')

  s.at('2026-01-22', 19)
  await li.does('draft', TEXT)
  expect(await said()).toMatch(/截止时间是2026年1月22日 周四 18:00，现在已经截止：提交后作为闭会期间的建议/)
  await li.does('submit')
  expect([await s.state(), (await s.rows('select session from matter where id = $1', [s.matter]))[0]]).toEqual(['officeReview', { session: null }])

  await rule('refuse')
  await li.does('draft', TEXT)
  expect(await said()).toMatch(/不再受理；请保存草稿，在大会闭会后提交。$/)
  expect((await li.cannot('submit')).message).toMatch(/现在已经截止，不再受理/)
  // What the session had taken in time comes back to it after the hour.
  await s.as('赵志强', 'delegation_officer').does('returnToDeputy', { reason: '请写明路段' }, { matter: early })
  await li.does('submit', {}, { matter: early })
  expect((await s.rows('select state, session is not null as sitting from matter where id = $1', [early]))[0]).toEqual({
    state: 'delegationReview',
    sitting: true,
  })

  await rule('none')
  await li.does('draft', TEXT)
  expect(await said()).toBeNull()
  await li.does('submit')
  expect(await s.state()).toBe('delegationReview')
})

test('B4 时效要求、主题词、密级：承办单位看得到；定为内部的不能公开', async () => {
  s = await story('2026-03-10')
  const li = s.as('李秀兰')
  await li.does('draft', { ...TEXT, urgent: '汛期之前' })
  await li.does('submit')
  await s.as('王敏').does('register', { ...PASS, subject: '公交、出行', secrecy: 'internal' })
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')], co: [] })
  const sheet = (await s.as('吴海涛').sees())?.sheet ?? []
  const row = (label: string) => sheet.find((r) => r.label === label)?.text
  expect([row('办理时效要求'), row('主题词'), row('密级')]).toEqual(['汛期之前', '公交、出行', '内部'])
  expect((await s.as('王敏').cannot('publish', { showNames: true })).message).toBe('本件立案时定为「内部」，只能办理「不予公开」')
})

test('B4 提交之前提醒：正文超过本地的字数提示线，或像是说了几件事；都不阻拦', async () => {
  s = await story('2026-03-10')
  const li = s.as('李秀兰')
  await li.does('draft', TEXT)
  const said = async () => (await li.sees())?.buttons.find((b) => b.action === 'submit')?.confirm
  expect(await said()).toBeNull()
  await s.rows(`insert into rule (place, process, key, valid_from, value) values ('990300', 'suggestion', 'text.bodySoft', '2026-01-01', '60')`)
  expect(await said()).toMatch(/^正文共 \d+ 字，超过本地提示的 60 字，可以再精简；不精简也可以提交。$/)
  await li.does('saveDraft', { ...TEXT, title: '关于优化城东公交线路；关于修建农贸市场的建议' })
  expect(await said()).toContain('一件建议只说一件事：标题里写了2件事')
  await li.does('submit')
  expect(await s.state()).toBe('officeReview')
})
