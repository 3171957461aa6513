/** The two schemes of assessing units: the printed thresholds at their edges, and the evidence against the boards. */
import { afterAll, describe, expect, test } from 'vitest'
import { type HttpHouse, house } from '../test/http.ts'
import { GOOD, handedOver, replied } from '../test/story.ts'
import { type AssessRules, leftOf, overallGrade, replyGrade, satisfiedGrade, signGrade } from './assess.ts'

const RULES: AssessRules = {
  signGood: 100,
  signPass: 90,
  replyGood: 80,
  satisfiedGood: 80,
  worthLeading: 4,
  worthTime: 4,
  worthQuality: 6,
  worthTogether: 4,
  aimContacted: 100,
  aimSatisfied: 98,
}
const NONE = {
  ok_sign: 0,
  due_sign: 0,
  quick_reply: 0,
  ok_reply: 0,
  due_reply: 0,
  sat_final: 0,
  sat_final_wide: 0,
  sat_final_returned: 0,
  asg_contacted: 0,
  asg_main: 0,
  ok_opinion: 0,
  due_opinion: 0,
}

describe('等次制（深圳2007）', () => {
  test('签收：全部按时良好，九成合格，不到九成不合格', () => {
    const grade = (ok_sign: number, due_sign: number) => signGrade({ ...NONE, ok_sign, due_sign }, RULES)
    expect([grade(10, 10), grade(99, 100), grade(90, 100), grade(899, 1000), grade(0, 0)]).toEqual(['良好', '合格', '合格', '不合格', null])
  })
  test('答复：八成在三个月内且无逾期良好，无逾期合格，有逾期不合格', () => {
    const grade = (quick_reply: number, ok_reply: number, due_reply: number) => replyGrade({ ...NONE, quick_reply, ok_reply, due_reply }, RULES)
    expect([grade(8, 10, 10), grade(7, 10, 10), grade(9, 9, 10), grade(0, 0, 0)]).toEqual(['良好', '合格', '不合格', null])
  })
  test('满意：八成满意且无不满意良好，无不满意合格，有不满意不合格', () => {
    const grade = (sat_final: number, sat_final_wide: number, sat_final_returned: number) =>
      satisfiedGrade({ ...NONE, sat_final, sat_final_wide, sat_final_returned }, RULES)
    expect([grade(4, 5, 5), grade(3, 5, 5), grade(99, 99, 100), grade(0, 0, 0)]).toEqual(['良好', '合格', '不合格', null])
  })
  test('总评：一项不合格即不合格，两项良好为良好', () => {
    expect(overallGrade(['良好', '良好', '不合格'])).toBe('不合格')
    expect(overallGrade(['良好', '良好', '合格'])).toBe('良好')
    expect(overallGrade(['良好', '合格', '合格'])).toBe('合格')
    expect(overallGrade(['良好', null, '良好'])).toBe('良好')
    expect(overallGrade([null, null, null])).toBeNull()
  })
})

test('扣分制（凤阳）：达到目标不扣，差多少扣多少，不会扣成负分', () => {
  // 0.4 points for 100 %: three of four leave 0.3; 97 of 98 wanted per cent leave 97/98.
  expect([leftOf(4, 4, 4, 100), leftOf(4, 3, 4, 100), leftOf(3, 98, 100, 98), leftOf(3, 97, 100, 98), leftOf(4, 0, 5, 100), leftOf(4, 0, 0, 100)]).toEqual([
    400, 300, 300, 296, 0, 400,
  ])
})

let h: HttpHouse | undefined
afterAll(() => h?.end())
test('单位考核页：每个数等于明细行数；扣分一次生效，重复请求不重复；单位只看自己', async () => {
  h = await house(['王敏', '吴海涛', '何静', '李秀兰'], { day: '2026-03-10' })
  const s = h.story
  await handedOver(s)
  await s.as('吴海涛').does('signFor')
  await replied(s)
  await s.as('李秀兰').does('judge', GOOD)
  await handedOver(s, { main: [await s.unit('市财政局')] })
  // The other unit signs late.
  await s.until('2026-03-20')
  await s.as('何静').does('signFor')
  const [wang, wu, he, li] = await Promise.all(['王敏', '吴海涛', '何静', '李秀兰'].map((n) => (h as HttpHouse).login(n)))
  const all = (await wang?.get('/api/assess?year=2026'))?.body
  type Row = (typeof all)['rows'][number]
  const of = (name: string): Row => all.rows.find((r: Row) => r.name === name)
  expect([of('市交通运输局').graded.grade, of('市财政局').graded.grade]).toEqual(['良好', '不合格'])
  expect(of('市交通运输局').deducted.points).toBe(1800)
  let checked = 0
  for (const r of all.rows)
    for (const t of [...r.graded.tests, ...r.deducted.tests])
      for (const e of t.evidence) {
        const got = (await wang?.get(`/api/report/rows?year=2026&code=${e.code}&unit=${r.unit}`))?.body
        expect(got.rows, `${r.name} ${e.label}`).toHaveLength(e.n)
        checked++
      }
  expect(checked).toBeGreaterThan(15)
  expect((await wu?.get('/api/assess?year=2026'))?.body.rows.map((r: Row) => r.name)).toEqual(['市交通运输局'])
  expect((await li?.get('/api/assess'))?.status).toBe(403)
  const body = { key: crypto.randomUUID(), year: 2026, unit: of('市财政局').unit, points: '0.15', reason: '没有明确分管负责人' }
  expect((await he?.post('/api/assess/deduction', body))?.status).toBe(403)
  expect((await wang?.post('/api/assess/deduction', { ...body, points: '0.5' }))?.body.fields.points).toMatch(/最多扣 0.4 分/)
  for (let i = 0; i < 2; i++) expect((await wang?.post('/api/assess/deduction', body))?.status).toBe(200)
  // The same key for something else is no success.
  expect((await wang?.post('/api/assess/deduction', { ...body, points: '0.2' }))?.status).toBe(409)
  const kept = await s.rows('select id, points from assess_deduction')
  expect(kept.map((x) => x.points)).toEqual([150])
  expect(kept[0]?.id).not.toBe(body.key)
  expect(await s.rows(`select says from event where action = 'assessDeduct'`)).toHaveLength(1)
  const after = (await he?.get('/api/assess?year=2026'))?.body.rows[0]
  expect([after.name, after.deducted.tests[0].points, after.deducted.tests[0].note]).toEqual(['市财政局', 250, '没有明确分管负责人'])
  // The numbers are the place's own.
  await wang?.put('/api/rules/suggestion/assess.worthLeading', { value: 10, from: '2026-03-20', note: '本地办法' })
  expect((await wang?.get('/api/assess?year=2026'))?.body.rows.find((r: Row) => r.name === '市财政局').deducted.tests[0].points).toBe(850)
})
