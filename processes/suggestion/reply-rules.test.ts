/** What differs between the local regulations of replies and judgements: each rule, set, changes what is done (B16–B18). */
import { afterEach, expect, test } from 'vitest'
import { CONTACT, GOOD, PASS, REPLY, type Story, story, TEXT } from '../../test/story.ts'

let s: Story
afterEach(() => s?.end())

const rule = (key: string, value: string) =>
  s.rows(`insert into rule (place, process, key, valid_from, value) values ('990300', 'suggestion', $1, '2026-01-01', $2)`, [key, JSON.stringify(value)])
/** A suggestion of 李秀兰 and 张伟民 with 市交通运输局, its reply drafted and checked. */
async function checked(sheet: Record<string, unknown> = {}) {
  await s.as('李秀兰').does('draft', { ...TEXT, ...sheet })
  await s.as('李秀兰').does('inviteCosigners', { deputies: [await s.seat('张伟民')] })
  await s.as('张伟民').does('cosign')
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')], co: [] })
  const wu = s.as('吴海涛')
  await wu.does('signFor')
  await wu.does('recordContact', { ...CONTACT, form: '电话联系', heldOn: '2026-03-10' })
  await wu.does('saveReply', REPLY)
  await wu.does('checkReply', { pass: 'yes' })
}
const recipients = async () =>
  (
    await s.rows<{ name: string; step: string }>(
      `select p.name, x.step from party x join seat st on st.id = x.seat join person p on p.id = st.person where x.matter = $1 and x.role = 'recipient' and x.left_at is null order by 1`,
      [s.matter],
    )
  ).map((r) => `${r.name} ${r.step}`)
const button = async (name: string, action: string) => (await s.as(name).sees())?.buttons.find((b) => b.action === action)

test('B17 by default the head of the unit signs, every co-signer is answered and judges on two axes', async () => {
  s = await story('2026-03-10')
  await checked()
  expect((await s.as('郑国华').cannot('signReply', { pass: 'yes', post: 'deputy' })).fields?.post).toBe('本地规定答复由单位主要负责人签发，请送主要负责人')
  await s.as('郑国华').does('signReply', { pass: 'yes' })
  expect((await button('吴海涛', 'sendReply'))?.confirm).toBe('答复将送达每一位代表，并抄送人大代表工作机构、政府办公室')
  await s.as('吴海涛').does('sendReply')
  expect(await recipients()).toEqual(['张伟民 asked', '李秀兰 asked'])
  const { attitude: _, ...one } = GOOD
  expect((await s.as('李秀兰').cannot('judge', one)).fields?.attitude).toBe('请选择办理态度')
})

test('B17 B18 where a place says so: a deputy head may sign, the lead passes the reply on, one verdict is enough', async () => {
  s = await story('2026-03-10')
  await rule('reply.signer', 'any')
  await rule('reply.cosignerMode', 'lead')
  await rule('feedback.axes', 'one')
  await checked()
  await s.as('郑国华').does('signReply', { pass: 'yes', post: 'deputy' })
  expect((await button('吴海涛', 'sendReply'))?.confirm).toMatch(/^答复将送达领衔代表并由其转复联名代表/)
  await s.as('吴海涛').does('sendReply')
  expect(await recipients()).toEqual(['李秀兰 asked'])
  expect((await button('李秀兰', 'judge'))?.fields.map((f) => f.label)).not.toContain('办理态度')
  const { attitude: _, ...one } = GOOD
  await s.as('李秀兰').does('judge', { ...one, result: '基本满意' })
  expect(await s.rows('select attitude, result from judgement where matter = $1', [s.matter])).toEqual([{ attitude: '基本满意', result: '基本满意' }])
  expect(await s.state()).toBe('closed')
})

test('B18 the lead judges for all: the others get the reply, and nobody waits for them', async () => {
  s = await story('2026-03-10')
  await rule('feedback.by', 'lead')
  await checked()
  await s.as('郑国华').does('signReply', { pass: 'yes' })
  await s.as('吴海涛').does('sendReply')
  expect(await recipients()).toEqual(['张伟民 informed', '李秀兰 asked'])
  expect(await button('张伟民', 'judge')).toBeUndefined()
  await s.as('李秀兰').does('judge', GOOD)
  expect(await s.state()).toBe('closed')
})

test('B16 B17 face to face: always, or where the deputy wished it, a call on the phone is not enough', async () => {
  s = await story('2026-03-10')
  await rule('reply.form', 'wish')
  await checked({ wishFace: true })
  await s.as('郑国华').does('signReply', { pass: 'yes' })
  expect((await s.as('吴海涛').cannot('sendReply')).message).toBe('代表希望当面答复，请先当面答复，并「记录沟通」（座谈会、登门走访、现场调研）')
  await s.as('吴海涛').does('recordContact', { ...CONTACT, form: '登门走访', heldOn: '2026-03-10' })
  await s.as('吴海涛').does('sendReply')
  await s.rows(`update rule set value = '"face"' where key = 'reply.form'`)
  await checked()
  await s.as('郑国华').does('signReply', { pass: 'yes' })
  expect((await s.as('吴海涛').cannot('sendReply')).message).toMatch(/^本地规定以面复为主/)
})
