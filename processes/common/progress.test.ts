/** Ticks tell what was done: not what was called off, not what nobody needed, not what nobody did. */
import { afterEach, expect, test } from 'vitest'
import { endOf } from '../../kernel/owner.ts'
import { handedOver, replied, type Story, story } from '../../test/story.ts'
import { processes } from '../index.ts'
import { suggestion } from '../suggestion/process.ts'

let s: Story
afterEach(() => s?.end())

const stages = async (name = '王敏') => Object.fromEntries(((await s.as(name).sees())?.stages ?? []).map((x) => [x.name, x.words ?? x.at]))
const ended = async (name = '王敏') =>
  Object.fromEntries(((await s.as(name).sees())?.clocks ?? []).filter((c) => !c.running).map((c) => [`${c.partyName ?? ''}${c.label}`, c.due.leftWords]))

test('B14 the clocks of a unit that was let off read 已取消, those it kept 已完成', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await s.as('吴海涛').does('signFor')
  await s.as('吴海涛').does('requestReturn', { reason: '不属本局职责', basis: '三定方案', proposed: await s.unit('市财政局') })
  await s.as('王敏').does('decideReturn', { agree: 'yes', opinion: '同意' }, { party: (await s.party('main')).id })
  const left = await s.rows<{ name: string; action: string }>(
    `select c.name, e.action from clock c join event e on e.id = c.stop_event join party p on p.id = c.party where p.left_at is not null order by 1`,
  )
  expect(left.map((c) => [c.name, endOf(suggestion, c.name, c.action)])).toEqual([
    ['contact', 'dropped'],
    ['decideReturn', 'done'],
    ['reply', 'dropped'],
    ['sign', 'done'],
  ])
  const m = await s.as('王敏').sees()
  const of = (label: string) => m?.clocks.filter((c) => !c.running && c.label === label).map((c) => [c.due.leftWords, c.due.light])
  expect(of('答复')).toEqual([['已取消', 'void']])
  expect(of('首次沟通')).toEqual([['已取消', 'void']])
  expect(of('签收')).toEqual([['已完成', 'done']])
})

test('B5 B8 B18 a recess item was never signed off by a delegation; nobody judged, so nobody’s tick stands at 评价', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  expect(await stages()).toEqual({ 草稿: 'done', 审签: 'skipped', 审查: 'done', 交办: 'done', 办理: 'now', 答复: 'next', 评价: 'next', 办结: 'next' })
  await replied(s)
  await s.until('2026-05-20')
  expect(await s.state()).toBe('closed')
  expect(await stages()).toMatchObject({ 审签: 'skipped', 办理: 'done', 答复: 'done', 评价: '代表没有评价', 办结: 'done' })
  expect((await ended()).李秀兰催评).toBe('逾期未办')
  expect((await s.as('王敏').sees())?.parties.find((p) => p.role === 'recipient')).toMatchObject({ step: 'excluded', undone: true })
})

test('B4 what was withdrawn broke off where it stood: its last stage is not done, nor is the end', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await s.as('李秀兰').does('withdraw', { reason: '情况已变' })
  expect(await stages()).toEqual({ 草稿: 'done', 审签: 'skipped', 审查: 'done', 交办: 'done', 办理: 'cut', 答复: 'skipped', 评价: 'skipped', 办结: '已撤回' })
  expect((await ended()).答复).toBe('已取消')
})

test('every process: what its own owner does about a step counts as done, what breaks the way off does not', () => {
  for (const { def } of processes.values())
    for (const name of Object.keys(def.clocks)) {
      const own = Object.entries(def.flow).flatMap(([, row]) =>
        Object.entries(row).flatMap(([action, a]) => [a].flat().flatMap((x) => (x.duty === name ? [action] : []))),
      )
      for (const action of own) expect([def.name, name, action, endOf(def, name, action)]).toEqual([def.name, name, action, 'done'])
    }
  expect(endOf(suggestion, 'reply', 'withdraw')).toBe('dropped')
  expect(endOf(suggestion, 'cosign', 'withdraw')).toBe('dropped')
  expect(endOf(suggestion, 'review', 'returnToDeputy')).toBe('done')
  expect(endOf(suggestion, 'judge', 'enterPaper')).toBe('done')
  expect(endOf(suggestion, 'sign', 'signedAtMeeting')).toBe('done')
})
