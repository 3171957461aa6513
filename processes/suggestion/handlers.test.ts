/** B12 over HTTP: a unit names who answers for an item and tells how far it has come; deputy and office read it, telephones stay out of the record. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type HttpHouse, house } from '../../test/http.ts'
import { CONTACT, handedOver } from '../../test/story.ts'

let h: HttpHouse
const who: Record<string, Client> = {}
beforeAll(async () => {
  h = await house(['王敏', '李秀兰', '吴海涛', '何静'], { day: '2026-03-10' })
  for (const n of ['王敏', '李秀兰', '吴海涛', '何静']) who[n] = await h.login(n)
})
afterAll(() => h.end())
const as = (n: string) => who[n] as Client
const NAMED = {
  leaderName: '郑国华',
  leaderPost: '副局长',
  leaderPhone: '0990-2210099',
  officerName: '吴海涛',
  officerPost: '公交科科长',
  officerPhone: '0990-2210011',
  plan: '三月踏勘，六月开通',
}
// biome-ignore lint/suspicious/noExplicitAny: whatever came
const section = async (n: string, id: string, key: string) => (await as(n).get(`/api/suggestion/${id}`)).body.sections.find((x: any) => x.key === key)
// biome-ignore lint/suspicious/noExplicitAny: whatever came
const button = async (n: string, id: string, action: string) => (await as(n).get(`/api/suggestion/${id}`)).body.buttons.find((x: any) => x.action === action)

test('B12 分管领导、承办人、方案和进展：签收后明确，代表和机关看得到；电话不进日志；别的单位办不了、看不到', async () => {
  const s = h.story
  await handedOver(s)
  const id = s.matter
  const party = (await s.party('main')).id
  const wu = as('吴海涛')
  expect((await wu.act('nameHandlers', id, NAMED, { party })).status).toBe(409)
  await s.as('吴海涛').does('signFor')
  const lacking = await wu.act('nameHandlers', id, { ...NAMED, officerPhone: '', leaderPost: ' ' }, { party })
  expect(lacking.body.fields).toMatchObject({ officerPhone: '请填写承办人电话（办公）', leaderPost: '请填写分管领导职务' })
  expect((await wu.act('nameHandlers', id, NAMED, { party })).status).toBe(200)
  expect((await wu.act('noteProgress', id, { on: '2026-03-11', text: '明天的事' }, { party })).status).toBe(422)
  expect((await wu.act('noteProgress', id, { on: '2026-03-10', text: '已到城东片区踏勘' }, { party })).status).toBe(200)
  for (const n of ['李秀兰', '王敏', '吴海涛']) {
    expect((await section(n, id, 'handlers')).rows).toEqual([
      ['市交通运输局', '郑国华，副局长，0990-2210099', '吴海涛，公交科科长，0990-2210011', '三月踏勘，六月开通'],
    ])
    expect((await section(n, id, 'progress')).rows).toEqual([['2026-03-10', '市交通运输局', '已到城东片区踏勘']])
  }
  expect((await as('何静').get(`/api/suggestion/${id}`)).status).toBe(404)
  expect((await as('何静').act('nameHandlers', id, NAMED, { party })).status).toBeGreaterThanOrEqual(403)
  expect((await as('李秀兰').act('noteProgress', id, { on: '2026-03-10', text: '代表不能写' }, { party })).status).toBeGreaterThanOrEqual(403)
  const log = JSON.stringify(await s.rows('select says, data from event where matter = $1', [id]))
  expect([log.includes('郑国华'), log.includes('2210099'), log.includes('2210011')]).toEqual([true, false, false])
  // The reply's contact is the named officer; his number is not typed again.
  await s.as('吴海涛').does('recordContact', { ...CONTACT, heldOn: '2026-03-10' })
  expect((await button('吴海涛', id, 'saveReply')).initial).toMatchObject({ contactName: '吴海涛', contactPhone: '0990-2210011' })
})

test('B12 一次为几件明确承办人员；下一件照上一件填好', async () => {
  const s = h.story
  const ids: string[] = []
  for (let i = 0; i < 2; i++) {
    await handedOver(s)
    await s.as('吴海涛').does('signFor')
    ids.push(s.matter)
  }
  expect((await button('吴海涛', ids[0] as string, 'nameHandlers')).initial).toMatchObject({ ...NAMED, plan: '' })
  const r = await as('吴海涛').post('/api/suggestion/bulk/nameHandlers', { key: randomUUID(), ids, input: { ...NAMED, leaderName: '陈立' } })
  expect(r.body.results.map((x: { ok: boolean }) => x.ok)).toEqual([true, true])
  for (const id of ids) expect((await section('李秀兰', id, 'handlers')).rows[0][1]).toContain('陈立')
})
