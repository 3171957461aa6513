/** 建议公开: what is released, what is kept back, and that a decision holds. */
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { GOOD, handedOver, PASS, replied, type Story, story, TEXT } from '../../test/story.ts'
import { publicationQueue, publicationReview } from './publication-read.ts'
import { openFindings } from './publication-text.ts'

let s: Story
afterEach(() => s?.end())

const publication = async () => (await s.rows('select * from publication where matter = $1', [s.matter]))[0]
const open = async () => (await s.db.pool.query('select * from public_suggestion where id = $1', [s.matter])).rows[0]
const review = async () => readAs(s.db.pool, await s.as('王敏').viewer(), (c) => publicationReview(c, s.matter))
const queue = async (show: Parameters<typeof publicationQueue>[2] = 'todo') => {
  const v = await s.as('王敏').viewer()
  return readAs(s.db.pool, v, (c) => publicationQueue(c, v, show))
}

async function closed(text: Record<string, unknown> = {}, reply: Record<string, unknown> = {}) {
  await s.as('李秀兰').does('draft', { ...TEXT, ...text })
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  await replied(s, reply)
  await s.as('李秀兰').does('judge', GOOD)
}

test('B23 a closed suggestion waits in the office’s list, is published with names, and leaves the list', async () => {
  s = await story()
  await closed()
  expect((await queue()).rows).toMatchObject([{ id: s.matter, waits: 'undecided', findings: 0, mayPublish: true, decision: null }])
  const r = await s.as('王敏').does('publish', { showNames: true })
  expect(r).toMatchObject({ says: '王敏审核公开', state: 'closed' })
  expect(await open()).toMatchObject({
    title: TEXT.title,
    names: ['李秀兰'],
    year: 2026,
    replies: [{ unit: '市交通运输局', code: 'A', body: '一、线路已经开通。' }],
  })
  const q = await queue()
  expect([q.rows, q.counts]).toEqual([[], { todo: 0, published: 1, withheld: 0, hidden: 0 }])
  expect((await queue('published')).rows).toMatchObject([{ decision: { state: 'published', on: '2026-03-10' } }])
})

test('B23 every finding needs a decision; masked and kept texts are what is read, and the log does not hold them', async () => {
  s = await story()
  await closed(
    { situation: '村民王建国家住人民路12号3栋2单元501室，电话13800138000，群众反映公交不便已有三年，请帮助解决。' },
    { body: '一、线路已经开通。咨询电话：0990-2210011。' },
  )
  const wrong = await s.as('王敏').cannot('publish', {})
  expect(wrong.fields?.mask).toMatch(/还有 4 处/)
  const found = openFindings((await review())?.passages ?? [])
  expect(found.map((f) => f.kind)).toEqual(['name', 'address', 'mobile', 'landline'])
  const [phone, rest] = [found.filter((f) => f.kind === 'landline').map((f) => f.key), found.filter((f) => f.kind !== 'landline').map((f) => f.key)]
  expect((await s.as('王敏').cannot('publish', { mask: rest, keep: [...phone, rest[0]] })).fields?.keep).toMatch(/二选一/)
  const r = await s.as('王敏').does('publish', { mask: rest, keep: phone })
  expect(r.says).toBe('王敏审核公开，遮盖 3 处')
  expect(await open()).toMatchObject({
    situation: '村民某某家住［略］，电话［略］，群众反映公交不便已有三年，请帮助解决。',
    names: [],
    replies: [{ body: '一、线路已经开通。咨询电话：0990-2210011。' }],
  })
  expect(JSON.stringify(await s.rows(`select says, data from event where action = 'publish'`))).not.toMatch(/13800138000|王建国|人民路/)
})

test('B23 a text edited for the public is looked through again', async () => {
  s = await story()
  await closed()
  expect((await s.as('王敏').cannot('publish', { situation: '居民赵大海反映，电话13900139000。' })).fields?.mask).toMatch(/还有 2 处/)
  await s.as('王敏').does('publish', { situation: '居民反映公交不便。' })
  expect((await open())?.situation).toBe('居民反映公交不便。')
})

test('B23 the deputy’s refusal is not overridden: only withheld', async () => {
  s = await story()
  await closed({ mayPublish: false, publishReason: '涉及在谈项目' })
  expect((await s.as('周建国').cannot('publish', {})).message).toBe('代表不同意公开，只能办理「不予公开」')
  await s.as('周建国').does('withhold', { code: 'DEPUTY_OBJECTS', reason: '涉及在谈项目' })
  expect(await publication()).toMatchObject({ state: 'withheld', reason_code: 'DEPUTY_OBJECTS', title: '', replies: [] })
  expect(await open()).toBeUndefined()
  expect((await s.as('王敏').cannot('withhold', { code: 'SECRET', reason: '' })).fields).toMatchObject({ code: '请选择原因', reason: '请填写具体理由' })
})

test('B23 a reply that its unit keeps back is not published, even when asked for', async () => {
  s = await story()
  await closed({}, { disclosure: 'withheld', withheldReason: '涉及应急预案' })
  const reply = (await s.rows<{ id: string }>('select id from reply where matter = $1', [s.matter]))[0]?.id
  expect((await s.as('王敏').cannot('publish', { replies: [reply] })).fields?.replies).toMatch(/市交通运输局的答复由承办单位定为不予公开/)
  await s.as('王敏').does('publish', {})
  expect((await open())?.replies).toEqual([])
})

test('B23 a confidential author: no name in any published text, no delegation, no certificate, and names cannot be shown', async () => {
  s = await story()
  const [{ certificate }] = (await s.rows(`select s.certificate_no as certificate from seat s where s.id = $1`, [await s.seat('李秀兰', 'deputy')])) as [
    { certificate: string },
  ]
  await closed(
    { confidential: true, situation: `李秀兰在走访中了解到，城东片区公交不便。代表证号${certificate}，碧溪代表团。` },
    { body: '李秀兰代表：您提出的建议收悉。李 秀兰代表、李代表，线路已经开通。' },
  )
  expect((await s.as('王敏').cannot('publish', { showNames: true })).fields?.showNames).toMatch(/身份保密/)
  const found = openFindings((await review())?.passages ?? []).map((f) => f.key)
  await s.as('王敏').does('publish', { keep: found })
  const row = await open()
  expect(row).toMatchObject({ names: [], delegation: null, confidential: true })
  expect(JSON.stringify(row)).not.toMatch(/秀兰|李代表|碧溪代表团/)
  expect(JSON.stringify(row)).not.toContain(certificate)
})

test('B23 names not shown are not readable in the texts either; a confidential suggestion merged in later hides them at once', async () => {
  s = await story()
  await handedOver(s)
  await replied(s, { body: '李秀兰代表：线路已经开通。' })
  await s.as('王敏').does('publish', { showNames: false })
  expect(JSON.stringify(await open())).not.toContain('李秀兰')
  await s.as('王敏').does('publish', { showNames: true })
  expect((await open())?.names).toEqual(['李秀兰'])
  await s.rows('update matter set confidential = true where id = $1', [s.matter])
  expect((await open())?.names).toEqual([])
})

test('B23 taken down, gone; published again by its own act; a second taking down is refused in words', async () => {
  s = await story()
  await closed()
  await s.as('王敏').does('publish', { showNames: true })
  expect((await s.as('王敏').cannot('withhold', { code: 'OTHER', reason: '误' })).message).toMatch(/请办理「撤下」/)
  await s.as('周建国').does('hide', { reason: '代表来电要求核对' })
  expect([await open(), (await publication())?.state]).toEqual([undefined, 'hidden'])
  expect((await s.as('王敏').cannot('hide', { reason: '再撤' })).message).toBe('本件已经撤下')
  expect((await s.as('王敏').cannot('publish', {})).error).toBe('forbidden')
  await s.as('王敏').does('republish', { showNames: false })
  expect(await open()).toMatchObject({ names: [], version: 3 })
  // The reason stays in the office.
  expect(JSON.stringify(await s.rows('select says, data from event'))).not.toContain('代表来电要求核对')
})

test('B23 a reply that comes after the decision waits for a new one and is not public before it', async () => {
  s = await story()
  await handedOver(s)
  await s.as('王敏').does('publish', {})
  expect((await open())?.replies).toEqual([])
  s.at('2026-03-12')
  await replied(s)
  expect((await open())?.replies).toEqual([])
  expect((await queue()).rows).toMatchObject([{ waits: 'newReply' }])
  s.at('2026-03-13')
  const r = await s.as('王敏').does('publish', {})
  expect(r.says).toBe('王敏审核公开（更新）')
  expect((await open())?.replies).toHaveLength(1)
  expect((await queue()).rows).toEqual([])
})

test('B23 only from handling on, only by the office; what is withdrawn later is public no longer', async () => {
  s = await story()
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  expect((await s.as('王敏').cannot('publish', {})).message).toMatch(/环节不能办理「审核公开」/)
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  for (const name of ['李秀兰', '吴海涛', '孙立新']) expect((await s.as(name).cannot('publish', {})).error).toBe('forbidden')
  await s.as('王敏').does('publish', {})
  expect(await open()).toBeDefined()
  await s.as('李秀兰').does('withdraw', { reason: '已经解决' })
  expect(await open()).toBeUndefined()
})

test('B23 with nothing said about who looks the decisions cannot be read or written, the public views hold no private column', async () => {
  s = await story()
  await closed()
  await s.as('王敏').does('withhold', { code: 'PRIVACY', reason: '涉及未成年人' })
  expect((await s.db.pool.query('select 1 from publication')).rows).toEqual([])
  await expect(s.db.pool.query(`update publication set state = 'published', published_at = now()`)).resolves.toMatchObject({ rowCount: 0 })
  for (const v of ['public_suggestion', 'public_unit', 'public_clock', 'public_promise', 'public_judgement']) {
    const { fields, rows } = await s.db.pool.query(`select * from ${v}`)
    expect(rows, v).toEqual([])
    expect(
      fields.map((f) => f.name).filter((n) => /seat|person|phone|contact|reason|comment|decided|data|lead/.test(n)),
      v,
    ).toEqual([])
  }
})
