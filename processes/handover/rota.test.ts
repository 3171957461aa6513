/** B13: who of a unit is on duty at the session, day by day, as rows: entered beside the handover meeting, read by the units, filled in on the spot. */
import { afterEach, expect, test } from 'vitest'
import { PASS, type Story, story, TEXT } from '../../test/story.ts'

let s: Story
afterEach(() => s?.end())
const P = { process: 'handover' }

test('B13 驻会值守按日期、单位、人员排定，单位看得到自己的，驻会领办时已经填好；改排就是全部重写', async () => {
  s = await story('2026-03-10')
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('preAssign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  const item = s.matter
  await s.as('王敏').does('plan', { title: '闭会建议交办会', kind: 'session', heldOn: '2026-03-12', place: '会议中心', items: [item] }, P)
  const meeting = s.matter
  const [jt, cz] = [await s.unit('市交通运输局'), await s.unit('市财政局')]
  const wu = { unit: jt, on: '2026-03-10', person: '吴海涛', phone: '0990-2210011' }
  expect((await s.as('王敏').cannot('setRota', { rota: [wu, wu] }, P)).fields?.['rota.1.person']).toContain('重复')
  await s.as('王敏').does('setRota', { rota: [wu, { unit: cz, on: '2026-03-11', person: '何静' }] }, P)
  await s.as('王敏').does('setRota', { rota: [wu, { ...wu, on: '2026-03-11', person: '赵强' }, { unit: cz, on: '2026-03-11', person: '何静' }] }, P)
  const rota = async (n: string) => (await s.as(n).sees(meeting))?.sections.find((x) => x.key === 'rota')?.rows
  expect(await rota('王敏')).toEqual([
    ['2026-03-10', '市交通运输局', '吴海涛', '0990-2210011'],
    ['2026-03-11', '市交通运输局', '赵强', '0990-2210011'],
    ['2026-03-11', '市财政局', '何静', ''],
  ])
  expect(JSON.stringify(await s.rows('select says, data from event where matter = $1', [meeting]))).not.toContain('2210011')
  // On the spot the unit's own person of the day stands in the form.
  const onSite = async () => (await s.as('吴海涛').sees(item))?.buttons.find((b) => b.action === 'receiveOnSite')?.initial.person
  expect(await onSite()).toBe('吴海涛')
  s.at('2026-03-11')
  expect(await onSite()).toBe('赵强')
  s.at('2026-03-12')
  await s.as('王敏').does('hold', { handedBy: '黄文斌' }, { ...P, matter: meeting })
  expect(await rota('吴海涛')).toEqual([
    ['2026-03-10', '市交通运输局', '吴海涛', '0990-2210011'],
    ['2026-03-11', '市交通运输局', '赵强', '0990-2210011'],
  ])
})
