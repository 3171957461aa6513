/** Research, guide and gatherings: every person × every action × every state, against the tables. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults } from '../../kernel/faults.ts'
import { buttonsAreTheGate, everybodyTriesEverything } from '../../test/policy.ts'
import { type Story, story } from '../../test/story.ts'
import type { Kit } from '../common/kit.ts'
import { guide } from '../guide/kit.ts'
import { research } from '../research/kit.ts'
import { gathering } from './kit.ts'

let s: Story
const at = { research: new Map<string, string>(), guide: new Map<string, string>(), gathering: new Map<string, string>() }
const KITS: [Kit, Map<string, string>][] = [
  [research, at.research],
  [guide, at.guide],
  [gathering, at.gathering],
]

/** One matter left standing in each state. */
beforeAll(async () => {
  s = await story('2026-10-12')
  const wang = s.as('王敏')
  const li = s.as('李秀兰', 'deputy')
  const unit = await s.unit('市交通运输局')
  const keep = async (m: Map<string, string>) => void m.set(await s.state(), s.matter)

  const R = { process: 'research' }
  const day = { startsOn: '2026-10-12', endsOn: '2026-10-12' }
  const arranged = async () =>
    li.does('plan', { title: '调研', kind: 'visit', topic: '情况', place: '城东', ...day, deputies: [await s.seat('张伟民')], units: [unit], want: '底数' }, R)
  const recorded = async () => {
    await arranged()
    await li.does('record', { findings: '情况', people: 3, present: [(await s.party('member', '李秀兰')).id] }, R)
  }
  await arranged()
  await keep(at.research)
  await recorded()
  await keep(at.research)
  await recorded()
  await wang.does('forward', { units: [unit] }, R)
  await keep(at.research)
  await recorded()
  await wang.does('close', {}, R)
  await keep(at.research)
  await arranged()
  await wang.does('cancel', { reason: '天气' }, R)
  await keep(at.research)

  const U = { process: 'guide' }
  const collecting = async () => wang.does('call', { title: '指引', opensOn: '2027-01-18', submitBy: '2026-11-20', units: [unit] }, U)
  const editing = async () => {
    await collecting()
    await s.as('吴海涛').does('submitTopics', { topics: [{ title: '公交', background: '背景', contact: '吴海涛', phone: '0990-2277001' }] }, U)
    await wang.does('closeCollecting', {}, U)
  }
  await collecting()
  await keep(at.guide)
  await editing()
  await keep(at.guide)
  await editing()
  await wang.does('publish', {}, U)
  await keep(at.guide)
  await editing()
  await wang.does('publish', {}, U)
  await wang.does('archive', {}, U)
  await keep(at.guide)
  await collecting()
  await wang.does('cancel', { reason: '另行安排' }, U)
  await keep(at.guide)

  const G = { process: 'gathering' }
  const steps: [string, () => Promise<Record<string, unknown>>][] = [
    ['announce', async () => ({ notice: '请参加' })],
    ['hold', async () => ({ present: [(await s.party('attendee')).id] })],
    ['record', async () => ({ summary: '记录' })],
    ['archive', async () => ({})],
  ]
  for (let n = 0; n <= steps.length; n++) {
    await wang.does(
      'plan',
      { title: '通报会', kind: 'briefing', heldOn: '2026-10-12', place: '会议厅', topics: '议题', guests: [await s.seat('李秀兰', 'deputy')], hosts: [unit] },
      G,
    )
    for (const [action, input] of steps.slice(0, n)) await wang.does(action, await input(), G)
    await keep(at.gathering)
  }
  await wang.does('plan', { title: '通报会', kind: 'briefing', heldOn: '2026-10-12', place: '会议厅', topics: '议题' }, G)
  await wang.does('cancel', { reason: '冲突' }, G)
  await keep(at.gathering)
}, 60_000)
afterAll(() => s.end())

test('B1 B2 B3 三个流程没有缺陷，每个环节都有样本', () => {
  for (const [kit, m] of KITS) {
    expect(faults(kit.def)).toEqual([])
    expect([...m.keys()].sort()).toEqual(Object.keys(kit.def.states).sort())
  }
})

test('B1 B2 B3 B27 B28 B30 流程表以外的人在任何环节都办不了任何事，拒绝不留痕迹', async () => {
  let tried = 0
  for (const [kit, m] of KITS) tried += await everybodyTriesEverything(s, kit, m)
  expect(tried).toBeGreaterThan(2000)
}, 120_000)

test('B1 B2 B3 页面上的按钮就是门禁所允许的，话也是门禁的话；开着的环节都有人有待办', async () => {
  for (const [kit, m] of KITS) await buttonsAreTheGate(s, kit, m)
}, 60_000)
