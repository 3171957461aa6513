/** C5, C7, C13: a fair rota, an announcement in time, visitors taken down once each, and everyone answered. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { type Story, story } from '../../test/story.ts'
import { signCode } from './acts.ts'
import { daysOf, receptionDays, rota } from './rota.ts'

const P = { process: 'reception' }
let s: Story | undefined
afterEach(async () => {
  await s?.end()
  s = undefined
})
const PLAN = { kind: 'day', heldOn: '2026-03-25', from: '09:00', to: '11:30', where: '联络站接待室' }
const VISIT = {
  visitor: '柳大妈八七',
  phone: '13900139087',
  people: 2,
  title: '路灯不亮',
  content: '滨江路三号灯杆一直不亮。',
  category: 'urban',
  onSpot: 'no',
}

async function planned(x: Story, more: Record<string, unknown> = {}): Promise<void> {
  await x
    .as('孟广林')
    .does('register', { name: '临江街道人大代表联络站', type: 'station', level: 'township', area: 90, stage: 'running' }, { process: 'station' })
  await x.as('高秀英').does('plan', { ...PLAN, hosts: [await x.seat('李秀兰', 'deputy'), await x.seat('陈思远', 'deputy')], ...more }, P)
}

test('C7 接待日：排班、公告、确认请假、签到、登记来访、当场答复或转办、记录；台账各记一次', async () => {
  s = await story('2026-03-10')
  await planned(s)
  const day = s.matter
  expect((await s.rows(`select due_on::text as due from clock where name = 'announce'`))[0]).toEqual({ due: '2026-03-23' })
  const draft = (await s.as('高秀英').sees())?.buttons.find((b) => b.action === 'announce')?.initial.notice
  expect(draft).toContain('接待代表：')
  expect(await s.rows('select id from public_reception')).toEqual([])
  await s.as('高秀英').does('announce', { notice: draft }, P)
  expect((await s.rows('select hosts from public_reception'))[0]).toEqual({ hosts: ['陈思远', '李秀兰'] })
  await s.as('李秀兰', 'deputy').does('confirm', {}, P)
  await s.as('陈思远', 'deputy').does('leave', { reason: '出差' }, P)
  await s.as('高秀英').does('swap', { out: (await s.party('host', '陈思远')).id, into: [await s.seat('张伟民')] }, P)
  expect((await s.as('李秀兰', 'deputy').cannot('signIn', {}, P)).message).toContain('当天才能签到')
  s.at('2026-03-25')
  expect((await s.as('李秀兰', 'deputy').cannot('signIn', { code: '000000' === signCode(day, '2026-03-25') ? '000001' : '000000' }, P)).fields?.code).toContain(
    '签到码不对',
  )
  await s.as('李秀兰', 'deputy').does('signIn', { code: signCode(day, '2026-03-25') }, P)
  await s.as('李秀兰', 'deputy').does('receive', VISIT, P)
  await s.as('高秀英').does('receive', { ...VISIT, title: '咨询医保', onSpot: 'yes', code: 'explained', text: '已说明办理地点。' }, P)
  expect((await s.as('高秀英').cannot('receive', { ...VISIT, onSpot: 'yes' }, P)).fields?.code).toContain('当场答复')
  await s.as('高秀英').does('hold', { came: [] }, P)
  await s.as('高秀英').does('record', { summary: '秩序良好' }, P)
  expect(await s.state()).toBe('recorded')
  const page = await s.as('高秀英').sees()
  expect(page?.sections.find((x) => x.key === 'visitors')?.rows.map((r) => [r[0], r[1], r[2], r[4], r[6]])).toEqual([
    ['1', '柳**', '2', '李秀兰', ''],
    ['2', '柳**', '2', '', '解释说明'],
  ])
  expect(JSON.stringify(page)).not.toContain('柳大妈')
  const concerns = await s.rows('select channel, place, outcome from concern order by asked_on, outcome nulls first')
  expect(concerns).toEqual([
    { channel: 'reception', place: '990302001', outcome: null },
    { channel: 'reception', place: '990302001', outcome: 'explained' },
  ])
  // The host follows his visitor's concern to the end.
  const first = (await s.rows<{ matter: string }>('select matter from reception_visitor where no = 1'))[0]?.matter
  expect((await s.as('李秀兰', 'deputy').sees(first))?.title).toBe('路灯不亮')
  const station = (await s.rows<{ matter: string }>('select matter from station'))[0]?.matter as string
  const ledgers = (await s.as('高秀英').sees(station))?.sections
  expect(ledgers?.find((x) => x.key === 'visits')?.rows.length).toBe(2)
  expect(ledgers?.find((x) => x.key === 'duties')?.rows).toEqual([['李秀兰', '1', '0', '2026-03-25']])
})

test('C7 同一个站同一天只有一场接待：一百个同时安排只成一个', async () => {
  const x = await story('2026-03-10')
  s = x
  await planned(x)
  await x.as('高秀英').does('cancel', { reason: '改期' }, P)
  const all = await Promise.allSettled(Array.from({ length: 100 }, () => x.as('高秀英').does('plan', { ...PLAN, hosts: [] }, P)))
  expect(all.filter((r) => r.status === 'fulfilled').length).toBe(1)
})

test('C7 离线登记稍后同步：断网重发一百次，不丢也不重', async () => {
  const x = await story('2026-03-10')
  s = x
  await planned(x)
  await x.as('高秀英').does('announce', { notice: '欢迎' }, P)
  x.at('2026-03-26')
  const keys = Array.from({ length: 5 }, () => randomUUID())
  const all = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      x.as('高秀英').does('receive', { ...VISIT, title: `第${i % 5}件`, takenAt: '2026-03-25T02:00:00.000Z' }, { ...P, key: keys[i % 5] as string }),
    ),
  )
  expect(all.filter((r) => !r.repeated).length).toBe(5)
  expect(
    (await x.rows(`select no, (at at time zone 'Asia/Shanghai')::date::text as day from reception_visitor order by no`)).map((r) => [r.no, r.day]),
  ).toEqual([1, 2, 3, 4, 5].map((n) => [n, '2026-03-25']))
})

test('C13 网络视频接待：视频要有 https 链接，危险的网址不收', async () => {
  s = await story('2026-03-10')
  expect((await s.as('王敏').cannot('plan', { ...PLAN, kind: 'video', hosts: [] }, P)).fields?.video).toContain('填写链接')
  expect((await s.as('王敏').cannot('plan', { ...PLAN, kind: 'video', video: 'javascript:alert(1)', hosts: [] }, P)).fields?.video).toContain('https://')
  await s.as('王敏').does('plan', { ...PLAN, kind: 'video', video: 'https://meet.example.cn/1', hosts: [await s.seat('李秀兰', 'deputy')] }, P)
  expect(await s.state()).toBe('planned')
})

describe('C7 the rota', () => {
  const weekday = (d: string) => ![0, 6].includes(new Date(`${d}T00:00:00Z`).getUTCDay())

  test('fixed days, moved off weekends, months without that day on their last', () => {
    expect(daysOf('5、25')).toEqual([5, 25])
    expect(receptionDays(weekday, '2026-01-01', '2026-02-28', [5, 31])).toEqual([
      { fixed: '2026-01-05', on: '2026-01-05' },
      { fixed: '2026-01-31', on: '2026-02-02' },
      { fixed: '2026-02-05', on: '2026-02-05' },
      { fixed: '2026-02-28', on: '2026-03-02' },
    ])
  })

  test('turns are fair for every number of hosts and days: counts differ by one at most, nobody twice on one day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60 }), (n, each, k) => {
        const hosts = Array.from({ length: n }, (_, i) => `h${i}`)
        const days = Array.from({ length: k }, (_, i) => ({ fixed: String(i), on: String(i) }))
        const got = rota(days, hosts, each)
        const count = new Map(hosts.map((h) => [h, 0]))
        for (const d of got) {
          expect(new Set(d.hosts).size).toBe(Math.min(each, n))
          for (const h of d.hosts) count.set(h, (count.get(h) ?? 0) + 1)
        }
        const all = [...count.values()]
        expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
