/**
 * Accounts that were published, built again through the addresses that people use, and read back from the pages.
 * 十堰 2024 half-year: 165 in session in five categories, all handed over before it closed, 24 key, 45 to the province (2 key there),
 * 21 co-handling units called, 4 letters, 20 units with 358 suggestions to the inspection office; published five years running.
 * 毕节 2023: 218 suggestions and review speeches of the session handed over; a fund of 10 million a year, 200 projects and more.
 * 相山 2023, a district: 107 of its first session closed, everybody satisfied; 110 of its second on their way.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { localDay } from '../kernel/calendar.ts'
import { tick } from '../kernel/tick.ts'
import { PLACE } from '../people/demo/ids.ts'
import { buildWeb } from '../scripts/web.ts'
import { answered, CATEGORIES, city, measures, page, registered, type Somebody } from './golden-city.ts'
import { PASS, TEXT } from './story.ts'

beforeAll(() => buildWeb(), 120_000)

describe('十堰半年', () => {
  test('B4 B9 B12 B21 B22 B24 B29 165件五类会中全部交办，重点24件，上报45件其中重点2件，电话督办会办单位21家，发函4件，巡察20家358件', async () => {
    const c = await city('2025-03-03')
    const [daf, head, group] = [c.one('daf_staff'), c.one('daf_head'), c.one('motion_group')]
    const twenty = c.units.slice(0, 20)
    const others = c.units.slice(20)
    expect(c.units.length).toBeGreaterThanOrEqual(24)
    // Last year's, handled by the units that the inspection will ask about.
    const before = await registered(c, 193, false)
    for (const [i, id] of before.entries()) await c.act(daf, id, 'assign', { kind: 'sole', main: [twenty[i % 20]], co: [] })
    // The session: reviewed by delegation and group, handed over before it closes, 21 with a co-handling unit of their own.
    c.at('2026-01-20')
    const session = await registered(c, 165, true, 200)
    const co = [...others.slice(0, 4), ...c.units.slice(0, 17)]
    expect(new Set(co).size).toBe(21)
    c.at('2026-01-22')
    for (const [i, id] of session.entries()) {
      const main = twenty[(i + 1) % 20] as string
      const with1 = co[i]
      await c.act(group, id, 'assign', with1 && with1 !== main ? { kind: 'lead', main: [main], co: [with1] } : { kind: 'sole', main: [main], co: [] })
    }
    await c.bulk(daf, 'suggestion', 'proposeKey', session.slice(0, 24), { criterion: '集中' })
    const key = await c.rows<{ id: string }>(`select id from matter where process = 'key'`)
    await c.bulk(
      head,
      'key',
      'adopt',
      key.map((k) => k.id),
      {
        meetingOn: '2026-01-22',
        meeting: '第五十次主任会议',
        leader: c.one('sc_leader').seat,
        govLeader: c.one('gov_office').seat,
        committee: c.one('committee').seat,
        reportBy: '2026-09-30',
        plan: '',
      },
    )
    // To the province: 45, two of them made key there, by two different bodies.
    for (let i = 1; i <= 45; i++) {
      const id = await c.act(
        daf,
        null,
        'draft',
        {
          level: 'province',
          kind: 'suggestion',
          session: '省十四届人大二次会议',
          title: `关于第${i}件省级事项的建议`,
          leadName: `省代表${i}`,
          content: '请省有关部门支持。',
        },
        'upper',
      )
      await c.act(daf, id, 'submitUp', { submittedOn: localDay(c.t.now), channel: 'online' }, 'upper')
      await c.act(daf, id, 'acceptUp', { externalNo: `省2026${String(i).padStart(4, '0')}`, acceptedOn: localDay(c.t.now) }, 'upper')
      if (i === 7 || i === 30)
        await c.act(daf, id, 'markKey', { by: i === 7 ? 'scLeader' : 'committee', leader: '省人大', markedOn: localDay(c.t.now) }, 'upper')
    }
    // 21 co-handling units have not signed in time: each is called; four are no better after a month and get a letter.
    c.at('2026-02-25')
    await tick(c.server.house, c.t.now)
    const late = await c.rows<{ matter: string; party: string; unit: string }>(
      `select p.matter, p.id as party, p.unit from party p join matter m on m.id = p.matter where p.role = 'co' and p.step = 'noticed' and m.session is not null and p.left_at is null order by m.no`,
    )
    expect(new Set(late.map((x) => x.unit)).size).toBe(21)
    const called = (await c.post(daf, '/api/ladder/phone', {
      items: late.map(({ matter, party }) => ({ matter, party })),
      person: '办公室主任',
      note: '请及时签收、提出会办意见',
      answer: '马上办',
    })) as unknown as {
      results: { ok: boolean }[]
    }
    expect(called.results.every((x) => x.ok)).toBe(true)
    for (const unit of [...new Set(late.map((x) => x.unit))].slice(0, 4)) {
      const items = late.filter((x) => x.unit === unit).map((x) => x.party)
      const id = await c.act(daf, null, 'draftLetter', { unit, items, demand: '十日内提出会办意见', contact: '代工委 0990-2210001' }, 'letter')
      await c.act(head, id, 'issue', {}, 'letter')
    }
    const round = await c.act(
      daf,
      null,
      'request',
      { title: '六届市委第九轮巡察', units: twenty, from: '2025-01-01', to: '2026-02-25', note: '' },
      'inspection',
    )
    await c.act(daf, round, 'extract', {}, 'inspection')
    await c.act(head, round, 'handOver', { inspector: c.one('inspector').seat, docNo: '云人代函〔2026〕3号', on: '2026-02-25' }, 'inspection')

    const sessionId = await c.session('2026-01-20')
    const n = await measures(c, `session=${sessionId}`)
    expect([n('sg_session_total'), ...CATEGORIES.map((k) => n(`sg_cat_${k}`)[0])]).toEqual([[165, null], 33, 33, 33, 33, 33])
    expect([n('sg_assigned_in_session'), n('sg_key')]).toEqual([
      [165, '100%'],
      [24, '14.5%'],
    ])
    const y = await measures(c, 'year=2026')
    expect(['sg_upper', 'sg_upper_key', 'sup_phone_units', 'sup_letters', 'sup_letter_units', 'insp_units', 'insp_items'].map((k) => [k, y(k)[0]])).toEqual([
      ['sg_upper', 45],
      ['sg_upper_key', 2],
      ['sup_phone_units', 21],
      ['sup_letters', 4],
      ['sup_letter_units', 4],
      ['insp_units', 20],
      ['insp_items', 358],
    ])
    // The same numbers on the page itself, and the rows one click away.
    await page(c, head, async (open) => {
      const p = await open(`/report?session=${sessionId}`)
      const shown = async (code: string) => Number(await p.locator(`a[href*="code=${code}"] b`).first().textContent())
      await p.locator('a[href*="code=sg_session_total"] b').first().waitFor()
      expect([await shown('sg_session_total'), await shown('sg_assigned_in_session'), await shown('sg_key')]).toEqual([165, 165, 24])
      const q = await open('/report?year=2026')
      const year = async (code: string) => Number(await q.locator(`a[href*="code=${code}"] b`).first().textContent())
      await q.locator('a[href*="code=insp_items"] b').first().waitFor()
      expect([
        await year('sg_upper'),
        await year('sg_upper_key'),
        await year('sup_phone_units'),
        await year('sup_letters'),
        await year('insp_units'),
        await year('insp_items'),
      ]).toEqual([45, 2, 21, 4, 20, 358])
      await q.locator('a[href*="code=sup_letters"]').first().click()
      await q.waitForURL(/report\/rows/)
      await q.locator('table tbody tr[data-row-key]').first().waitFor()
      expect(await q.locator('table tbody tr[data-row-key]').count()).toBe(4)
    })
  }, 300_000)

  test('B23 连续五年公开：指标5年、公开目录五个年度；撤下其中一年的，只算其后连续的', async () => {
    const c = await city('2022-03-10')
    const daf = c.one('daf_staff')
    const unit = c.units[0] as string
    const years = ['2022', '2023', '2024', '2025', '2026']
    const ids: string[] = []
    for (const [i, year] of years.entries()) {
      c.at(`${year}-03-10`)
      const [id] = (await registered(c, 1, false, i * 7)) as [string]
      await c.act(daf, id, 'assign', { kind: 'sole', main: [unit], co: [] })
      await c.act(c.one('unit_officer', { unit }), id, 'signFor')
      await answered(c, id, unit, `${year}-03-10`)
      await c.act(daf, id, 'publish', { showNames: true })
      ids.push(id)
    }
    const run = async (year: string) => (await measures(c, `year=${year}`))('publish_years')[0]
    expect(await Promise.all(years.map(run))).toEqual([1, 2, 3, 4, 5])
    const listed = (await c.server.client().get('/g/990300/catalogue')).body as string
    expect([...new Set([...listed.matchAll(/catalogue\/(\d{4})"/g)].map((x) => x[1]))].sort()).toEqual(years)
    for (const [i, year] of years.entries()) {
      const of = (await c.server.client().get(`/g/990300/catalogue/${year}`)).body as string
      expect([...of.matchAll(/suggestions\/([0-9a-f-]{36})/g)].map((x) => x[1])).toEqual([ids[i]])
    }
    await c.act(daf, ids[2] as string, 'hide', { reason: '内容有误，更正后再公开' })
    expect([await run('2023'), await run('2024'), await run('2026')]).toEqual([2, 0, 2])
  }, 120_000)
})

describe('毕节', () => {
  test('B6 B12 大会交办218件，代表建议180件与审议发言建议38件合计，闭会期间的不在其内', async () => {
    const c = await city('2023-01-10')
    const group = c.one('motion_group')
    const main = [c.units[0] as string]
    const [ordinary] = (await registered(c, 1, true)) as [string]
    const lead = c.deputies[1] as Somebody
    const words = { title: '关于加快乡村产业路硬化的建议', situation: TEXT.situation, proposals: TEXT.proposals }
    const speech = await c.act(c.one('delegation_officer', { delegation: lead.delegation }), null, 'recordSpeech', {
      ...words,
      meeting: '第一代表团第二次全体会议',
      report: 'government',
      heldOn: '2023-01-10',
      speakers: [lead.seat],
    })
    await c.act(lead, speech, 'confirmSpeech', words)
    await c.act(group, speech, 'register', PASS)
    for (const id of [ordinary, speech]) await c.act(group, id, 'assign', { kind: 'sole', main, co: [] })
    // Of each kind one was made by its people; the rest are its like, since only their number counts here.
    await c.copy(ordinary, 179)
    await c.copy(speech, 37)
    c.at('2023-03-10')
    const [recess] = (await registered(c, 1, false, 50)) as [string]
    await c.act(c.one('daf_staff'), recess, 'assign', { kind: 'sole', main, co: [] })
    const session = await c.session('2023-01-10')
    const n = await measures(c, `session=${session}`)
    expect(['sg_total', 'sg_session_total', 'sg_speech', 'sg_recess_total'].map((k) => n(k)[0])).toEqual([218, 180, 38, 0])
    expect(n('sg_assigned')).toEqual([218, '100%'])
    const year = await measures(c, 'year=2023')
    expect(['sg_total', 'sg_session_total', 'sg_speech', 'sg_recess_total'].map((k) => year(k)[0])).toEqual([219, 180, 38, 1])
    await page(c, c.one('daf_head'), async (open) => {
      const p = await open(`/report?session=${session}`)
      const shown = async (code: string) => Number(await p.locator(`a[href*="code=${code}&"] b`).first().textContent())
      await p.locator('a[href*="code=sg_total&"] b').first().waitFor()
      expect([await shown('sg_total'), await shown('sg_session_total'), await shown('sg_speech')]).toEqual([218, 180, 38])
    })
  }, 120_000)

  test('B25 每年1000万元专项资金，当年205个项目安排完毕，再批一个即超出预算', async () => {
    const c = await city('2023-03-10')
    const [daf, head] = [c.one('daf_staff'), c.one('daf_head')]
    const officer = c.one('unit_officer', { unit: c.units[0] as string })
    for (const year of [2021, 2022, 2023]) await c.put(head, '/api/fund/budget', { year, city: '1000', county: '0', note: '试点工作实施方案' })
    const project = async (wan: string) => {
      const of = { title: '村口便民桥', area: PLACE.bixi, location: '村口', content: '新建', finishOn: '2023-11-30', beneficiaries: 300, benefit: '出行便利' }
      const id = await c.act(officer, null, 'apply', { ...of, city: wan, county: '0' }, 'fund')
      await c.act(daf, id, 'screen', { rank: 1 }, 'fund')
      return id
    }
    const approved = async (wan: string) => {
      const id = await project(wan)
      await c.act(head, id, 'approve', { planNo: '人代〔2023〕5号' }, 'fund')
      return id
    }
    // 200 of 4.8 and 5 of 8 make the thousand; of each one was applied for and approved by its people, the rest are its like.
    const [small, large] = [await approved('4.8'), await approved('8')]
    await c.copy(small, 199)
    await c.copy(large, 4)
    const last = await project('0.0001')
    await expect(c.act(head, last, 'approve', { planNo: '人代〔2023〕6号' }, 'fund')).rejects.toThrow(/市级预算不够，还差0.0001万元/)
    expect((await measures(c, 'year=2023'))('fund_projects')[0]).toBe(205)
    expect((await measures(c, 'year=2022'))('fund_projects')[0]).toBe(0)
    for (const [year, left] of [
      [2021, '1000'],
      [2022, '1000'],
      [2023, '0'],
    ] as const) {
      const s = await c.get(daf, `/api/fund/summary?year=${year}`)
      expect([s.budget.city, s.left.city]).toEqual(['1000', left])
    }
    await page(c, head, async (open) => {
      const p = await open('/fund?year=2023')
      await p.getByText('预算 1000 万元').waitFor()
      await p.getByText(/批准 1000 万元/).waitFor()
      const r = await open('/report?year=2023')
      await r.locator('a[href*="code=fund_projects"] b').first().waitFor()
      expect(await r.locator('a[href*="code=fund_projects"] b').first().textContent()).toBe('205')
    })
  }, 120_000)
})

describe('相山', () => {
  test('B18 区人大一次会议107件全部办结、满意率100%；二次会议110件正在办理', async () => {
    const c = await city('2022-01-05', PLACE.bixi)
    // The invented seats begin with the city's term, days after the districts' first sessions.
    await c.rows(`update seat set starts_on = '2022-01-04' where place = $1`, [PLACE.bixi])
    const group = c.one('motion_group')
    const unit = c.units[0] as string
    const officer = c.one('unit_officer', { unit })
    const first = await registered(c, 107, true)
    c.at('2022-01-07')
    for (const id of first) await c.act(group, id, 'assign', { kind: 'sole', main: [unit], co: [] })
    await c.bulk(officer, 'suggestion', 'signFor', first)
    c.at('2022-03-08')
    for (const id of first) await answered(c, id, unit, '2022-03-08')
    c.at('2023-01-05')
    const second = await registered(c, 110, true, 300)
    c.at('2023-01-06')
    for (const id of second) await c.act(group, id, 'assign', { kind: 'sole', main: [unit], co: [] })
    const [one, two] = [await c.session('2022-01-05'), await c.session('2023-01-05')]
    const was = await measures(c, `session=${one}`)
    expect(['sg_total', 'sg_session_total', 'sg_recess_total'].map((k) => was(k)[0])).toEqual([107, 107, 0])
    expect(['sg_assigned_in_session', 'sg_closed', 'sat_final', 'sat_first'].map(was)).toEqual(Array.from({ length: 4 }, () => [107, '100%']))
    const is = await measures(c, `session=${two}`)
    expect([is('sg_session_total')[0], is('sg_assigned_in_session'), is('sg_closed')[0]]).toEqual([110, [110, '100%'], 0])
    await page(c, c.one('daf_head'), async (open) => {
      const p = await open(`/report?session=${one}`)
      await p.locator('a[href*="code=sg_closed"] b').first().waitFor()
      const text = await p.locator('a[href*="code=sat_final&"]').first().locator('xpath=..').textContent()
      expect(await p.locator('a[href*="code=sg_closed"] b').first().textContent()).toBe('107')
      expect(text).toContain('100%')
      const list = await open('/suggestion?state=handling')
      await list
        .getByText(/110 件/)
        .first()
        .waitFor()
    })
  }, 300_000)
})
