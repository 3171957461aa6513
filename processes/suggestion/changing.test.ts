/** What changes on the way: more time, another unit, one more unit, a second handling. The deputies are told and heard (B14, B16, B17, B19). */
import { afterEach, expect, test } from 'vitest'
import { BAD, CONTACT, handedOver, REPLY, replied, type Story, story } from '../../test/story.ts'

let s: Story
afterEach(() => s?.end())
const told = async (name: string) =>
  (
    await s.rows<{ text: string }>('select text from notice where seat = $1 or (seat is null and person = $2) order by at', [
      await s.seat(name),
      (await s.as(name).viewer()).person,
    ])
  ).map((x) => x.text)
const notes = async (name: string, role = 'main') =>
  (await s.as(name).sees())?.parties.find((p) => p.role === role)?.notes.map((n) => `${n.label}：${n.text}`) ?? []

test('B17 the unit’s tick is not enough: the deputy is told of the extension, may object, and is answered in words', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await s.as('吴海涛').does('signFor')
  const party = (await s.party('main')).id
  const li = s.as('李秀兰')
  expect((await li.cannot('sayToChange', { view: 'aware' }, { party })).error).not.toBe('input')
  await s.as('吴海涛').does('requestExtension', { months: 1, reason: '涉及跨区协调', told: true })
  expect((await told('李秀兰')).join('\n')).toMatch(/申请延期1个月.*涉及跨区协调.*有异议的/)
  expect((await li.cannot('sayToChange', { view: 'object' }, { party })).fields?.text).toMatch(/写明理由/)
  await li.does('sayToChange', { view: 'object', text: '汛期以前必须通车' }, { party })
  expect(await notes('王敏')).toContain('代表有异议：2026-03-10：汛期以前必须通车')
  const wang = s.as('王敏')
  expect((await wang.cannot('decideExtension', { agree: 'yes' }, { party })).fields?.opinion).toMatch(/1位代表表示异议/)
  await wang.does('decideExtension', { agree: 'yes', opinion: '已请单位当面说明，先行开通临时线路' }, { party })
  expect((await told('李秀兰')).at(-1)).toMatch(/延长1个月/)
  // Nobody else says it for him, and the one who did may have changed his mind before.
  expect((await s.as('吴海涛').cannot('sayToChange', { view: 'aware' }, { party })).error).not.toBe('input')
  expect((await s.rows(`select says from event where action = 'sayToChange'`))[0]).toEqual({ says: '李秀兰对市交通运输局的延期申请表示：有异议' })
})

test('B14 the deputy hears of a return and of the new unit; a later word replaces the earlier one', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  const party = (await s.party('main')).id
  await s.as('吴海涛').does('requestReturn', { reason: '不属本局职责', basis: '三定方案', proposed: await s.unit('市财政局') })
  expect((await told('李秀兰')).at(-1)).toMatch(/申请退回.*有异议的/)
  await s.as('李秀兰').does('sayToChange', { view: 'object', text: '就是交通的事' }, { party })
  await s.as('李秀兰').does('sayToChange', { view: 'aware' }, { party })
  expect(await notes('王敏')).toContain('代表知悉：2026-03-10')
  await s.as('王敏').does('decideReturn', { agree: 'yes', opinion: '同意' }, { party })
  expect((await told('李秀兰')).at(-1)).toMatch(/改由市财政局承办（原为市交通运输局）/)
})

test('B16 a co-unit joins after the handover with its own days; everybody concerned is told, nobody joins twice', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  const money = await s.unit('市财政局')
  await s.until('2026-03-20')
  const wang = s.as('王敏')
  expect((await wang.cannot('addCo', { units: [await s.unit('市交通运输局')], reason: '需要经费' })).fields?.units).toMatch(/已经在承办/)
  expect((await wang.cannot('addCo', { units: [], reason: '需要经费' })).fields?.units).toMatch(/至少选一个/)
  expect((await s.as('吴海涛').cannot('addCo', { units: [money], reason: '需要经费' })).error).toBe('forbidden')
  await wang.does('addCo', { units: [money], reason: '需要经费' })
  expect((await told('李秀兰')).at(-1)).toMatch(/增加会办单位市财政局：需要经费/)
  const clocks = await s.rows<{ name: string; on: string }>(
    `select c.name, c.started_on::text as on from clock c join party p on p.id = c.party where p.role = 'co' and c.stopped_at is null order by 1`,
  )
  expect(clocks).toEqual([
    { name: 'opinion', on: '2026-03-20' },
    { name: 'sign', on: '2026-03-20' },
  ])
  await s.as('吴海涛').does('signFor')
  await s.as('吴海涛').does('recordContact', { ...CONTACT, heldOn: '2026-03-20' })
  await s.as('吴海涛').does('saveReply', REPLY)
  expect((await s.as('吴海涛').cannot('sendReply')).message).toMatch(/市财政局/)
})

test('B19 a second handling says first that it begins with talking again, and its draft begins with the earlier reply', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await replied(s)
  await s.as('李秀兰').does('judge', { ...BAD, redo: true })
  await s.as('王敏').does('orderRedo', { units: [(await s.party('main')).id], reason: '列出时间表' })
  expect((await notes('吴海涛')).join('\n')).toMatch(/重新办理：先与代表重新沟通，「记录沟通」以后才能答复/)
  const draft = (await s.as('吴海涛').sees())?.buttons.find((b) => b.action === 'saveReply')?.initial
  expect(draft).toMatchObject({ body: REPLY.body, code: 'A' })
  expect(draft?.docNo || '').toBe('')
  await s.as('吴海涛').does('recordContact', { ...CONTACT, heldOn: '2026-03-10' })
  expect((await notes('吴海涛')).join('\n')).not.toMatch(/先与代表重新沟通/)
})
