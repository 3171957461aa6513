/** 通报批评: only once decided, for the office and the unit criticised, in the standing committee's name and number. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAs } from '../database/read.ts'
import { handedOver, type Story, story } from '../test/story.ts'
import { fill, offersFor, toIssue } from './fill.ts'
import { issue, readIssued } from './store.ts'

const ON = { process: 'correction' }
const MEETING = { meeting: '第五十一次主任会议' }
let s: Story
beforeAll(async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  s.at('2026-04-20')
  const items = [(await s.party('main')).id]
  await s.as('王敏').does('hang', { unit: await s.unit('市交通运输局'), items, until: '2026-05-20', demand: '签收并拿出时间表' }, ON)
  await s.as('王敏').does('raise', { reason: '挂号期满仍未签收' }, ON)
  await s.as('周建国').does('order', { ...MEETING, meetingOn: '2026-04-20', until: '2026-05-25', demands: '立即签收办理' }, ON)
})
afterAll(() => s.end())
const offered = async (name: string) => {
  const v = await s.as(name).viewer()
  return readAs(s.db.pool, v, async (c) => (await offersFor(c, v, s.matter, s.now)).papers.find((p) => p.template === 'criticism'))
}

test('B22 no paper before the decision; then it says what was decided, why, and on which items, under its own number', async () => {
  expect(await offered('王敏')).toBeUndefined()
  s.at('2026-05-26')
  await s.as('周建国').does('criticise', { ...MEETING, meetingOn: '2026-05-26', reason: '责令改正后仍未签收', advice: '建议政府督查室约谈' }, ON)
  expect(await offered('王敏')).toMatchObject({ partyName: '市交通运输局', issue: true, numbered: true, issueWhy: null })
  expect(await offered('吴海涛')).toMatchObject({ issue: false })
  // The deputy reads the matter for his own suggestion; the paper is the office's and the unit's.
  expect(await offered('李秀兰')).toBeUndefined()
  const ask = { template: 'criticism', matter: s.matter, party: (await s.party('unit')).id }
  const v = await s.as('王敏').viewer()
  const { doc } = await readAs(s.db.pool, v, (c) => fill(c, v, ask, s.now))
  const text = JSON.stringify(doc)
  for (const x of [
    '第五十一次主任会议（2026年5月26日）',
    '签收并拿出时间表',
    '立即签收办理',
    '责令改正后仍未签收',
    '建议政府督查室约谈',
    '优化城东片区公交线路',
  ])
    expect(text).toContain(x)
  expect(doc.signature).toEqual({ name: '云岭市人民代表大会常务委员会', date: '2026-05-26', seal: true })
  const kept = await issue(s.db.pool, v, { key: randomUUID(), ...(await readAs(s.db.pool, v, (c) => toIssue(c, v, ask, s.now))) }, s.now)
  expect(kept.number).toBe('云人常发〔2026〕1号')
  for (const [name, sees] of [
    ['吴海涛', true],
    ['周建国', true],
    ['李秀兰', false],
    ['何静', false],
  ] as const) {
    const w = await s.as(name).viewer()
    expect(await readAs(s.db.pool, w, async (c) => (await readIssued(c, kept.id)) !== undefined), name).toBe(sees)
  }
  const wu = await s.as('吴海涛').viewer()
  await expect(readAs(s.db.pool, wu, (c) => toIssue(c, wu, ask, s.now))).rejects.toThrow('由代工委工作人员、代工委负责人印发')
})
