/**
 * Two accounts that were published, built again through the addresses that people use, and read back from the pages.
 * 十堰 2024 half-year: 165 in session in five categories, all handed over before it closed, 24 key, 45 to the province (2 key there),
 * 21 co-handling units called, 4 letters, 20 units with 358 suggestions to the inspection office. 相山 2023: 107 of last year closed,
 * everybody satisfied; 110 of this year on their way.
 */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localDay } from '../kernel/calendar.ts'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { tick } from '../kernel/tick.ts'
import { demoAccounts } from '../people/demo/logins.ts'
import { seedDemo } from '../people/demo/seed.ts'
import { buildWeb } from '../scripts/web.ts'
import { DESK, openBrowser } from './browser/browser.ts'
import { prepare, testDatabase } from './database.ts'
import { type Client, DEMO_PASSWORD, serverOver } from './http.ts'
import { CONTACT, GOOD, PASS, REPLY, TEXT } from './story.ts'

const CATEGORIES = ['politics', 'economy', 'culture', 'society', 'ecology'] as const
const closing: (() => Promise<void>)[] = []
beforeAll(() => buildWeb(), 120_000)
afterAll(async () => {
  for (const close of closing) await close()
})

interface Somebody {
  login: string
  name: string
  seat: string
  office: string
  unit: string | null
  delegation: string | null
}

/** The whole invented city, its server, and anybody in a post by office, unit or delegation. */
async function city(from: string) {
  const db = await testDatabase(
    await prepare('city', ['people/demo', 'kernel/calendar-fill.ts'], async (owner) => {
      await fillCalendar(owner)
      await seedDemo(owner)
    }),
  )
  const t = { now: new Date(`${from}T09:00:00+08:00`) }
  const accounts = await demoAccounts(db.owner)
  const server = await serverOver(db, accounts, { now: () => t.now })
  closing.push(async () => {
    await server.close()
    await db.drop()
  })
  const logins = new Map(accounts.map((a) => [a.person, a.login]))
  const people: Somebody[] = (
    await db.owner.query(
      `select s.person, s.id as seat, s.office, s.unit, s.delegation, p.name from seat s join person p on p.id = s.person where s.place = '990300' and s.state = 'active' order by s.id`,
    )
  ).rows.flatMap((x) => (logins.has(x.person) ? [{ ...x, login: logins.get(x.person) as string }] : []))
  const clients = new Map<string, Promise<Client>>()
  const as = async (who: Somebody): Promise<Client> => {
    const known = clients.get(who.seat) ?? server.enter(who.login)
    clients.set(who.seat, known)
    const c = await known
    // One person may hold several seats: each request names the one that is meant.
    c.seat = who.seat
    return c
  }
  const post = async (who: Somebody, url: string, body: object): Promise<Record<string, never>> => {
    const r = await (await as(who)).post(url, { key: randomUUID(), ...body })
    if (r.status !== 200) throw new Error(`${who.name} ${url}：${r.raw.body.slice(0, 400)}`)
    return r.body
  }
  const get = async (who: Somebody, url: string) => {
    const r = await (await as(who)).get(url)
    if (r.status !== 200) throw new Error(`${url}：${r.raw.body.slice(0, 300)}`)
    return r.body
  }
  const one = (office: string, more: Partial<Somebody> = {}): Somebody => {
    const p = people.find((x) => x.office === office && Object.entries(more).every(([k, v]) => x[k as keyof Somebody] === v))
    if (!p) throw new Error(`没有${office} ${JSON.stringify(more)}`)
    return p
  }
  /** A bulk act: everybody must have got through. */
  const bulk = async (who: Somebody, process: string, action: string, ids: string[], input: object = {}) => {
    for (let i = 0; i < ids.length; i += 100) {
      const r = (await post(who, `/api/${process}/bulk/${action}`, { ids: ids.slice(i, i + 100), input })) as unknown as {
        results: { ok: boolean; error?: { message: string } }[]
      }
      expect(r.results.filter((x) => !x.ok).map((x) => x.error?.message)).toEqual([])
    }
  }
  const heads = new Set(people.filter((p) => p.office === 'delegation_officer').map((p) => p.delegation))
  const units = people.filter((p) => p.office === 'unit_officer').map((p) => p.unit as string)
  return {
    db,
    server,
    t,
    at: (day: string, time = '09:00') => {
      t.now = new Date(`${day}T${time}:00+08:00`)
    },
    rows: async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> => (await db.owner.query(sql, values)).rows,
    post,
    get,
    one,
    bulk,
    units: [...new Set(units)].filter((u) => people.some((p) => p.office === 'unit_leader' && p.unit === u)),
    deputies: people.filter((p) => p.office === 'deputy' && heads.has(p.delegation)).slice(0, 33),
    act: async (who: Somebody, id: string | null, action: string, input: object = {}, process = 'suggestion', party?: string): Promise<string> =>
      (await post(who, id ? `/api/${process}/${id}/${action}` : `/api/${process}`, { input, ...(id ? {} : { action }), ...(party ? { party } : {}) }))
        .matter as unknown as string,
  }
}
type City = Awaited<ReturnType<typeof city>>

/** Drafted, reviewed and numbered: as far as every suggestion goes before it is assigned. */
async function registered(c: City, n: number, session: boolean, offset = 0): Promise<string[]> {
  const group = c.one(session ? 'motion_group' : 'daf_staff')
  const ids: string[] = []
  for (let i = 0; i < n; i++) {
    const lead = c.deputies[i % c.deputies.length] as Somebody
    const id = await c.act(lead, null, 'draft', { ...TEXT, title: `关于第${offset + i + 1}处路口人行过街设施的建议` })
    await c.act(lead, id, 'submit', { waitNot: true })
    ids.push(id)
  }
  if (session) {
    const of = await c.rows<{ id: string; delegation: string }>('select id, delegation from matter where id = any ($1)', [ids])
    for (const [delegation, list] of Map.groupBy(of, (x) => x.delegation))
      await c.bulk(
        c.one('delegation_officer', { delegation }),
        'suggestion',
        'signOff',
        list.map((x) => x.id),
        { opinion: '同意' },
      )
  }
  for (const [i, id] of ids.entries()) await c.act(group, id, 'register', { ...PASS, category: CATEGORIES[i % 5] })
  return ids
}

const measures = async (c: City, query: string): Promise<(code: string) => [number, string | null]> => {
  const r = (await c.get(c.one('daf_head'), `/api/report?${query}`)) as { measures: { code: string; n: number; rate: string | null }[] }
  return (code) => {
    const m = r.measures.find((x) => x.code === code)
    if (!m) throw new Error(`没有指标 ${code}`)
    return [m.n, m.rate]
  }
}

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

    const [{ id: sessionId }] = (await c.rows<{ id: string }>(
      `select id from congress_session where place = '990300' and opens_on <= '2026-01-20' order by opens_on desc limit 1`,
    )) as [{ id: string }]
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
})

describe('相山', () => {
  test('B18 上年107件全部办结、满意率100%；本年110件正在办理', async () => {
    const c = await city('2025-03-03')
    const daf = c.one('daf_staff')
    const unit = c.units[0] as string
    const [officer, leader] = [c.one('unit_officer', { unit }), c.one('unit_leader', { unit })]
    const last = await registered(c, 107, false)
    for (const id of last) await c.act(daf, id, 'assign', { kind: 'sole', main: [unit], co: [] })
    await c.bulk(officer, 'suggestion', 'signFor', last)
    c.at('2025-04-08')
    for (const [i, id] of last.entries()) {
      const lead = c.deputies[i % c.deputies.length] as Somebody
      await c.act(officer, id, 'recordContact', { ...CONTACT, heldOn: '2025-04-08' })
      await c.act(officer, id, 'saveReply', REPLY)
      await c.act(officer, id, 'checkReply', { pass: 'yes' })
      await c.act(leader, id, 'signReply', { pass: 'yes' })
      await c.act(officer, id, 'sendReply')
      await c.act(lead, id, 'judge', GOOD)
    }
    c.at('2026-03-02')
    const now = await registered(c, 110, false, 300)
    for (const id of now) await c.act(daf, id, 'assign', { kind: 'sole', main: [unit], co: [] })
    const was = await measures(c, 'year=2025')
    expect([was('sg_total')[0], was('sg_closed'), was('sat_final'), was('sat_first')]).toEqual([107, [107, '100%'], [107, '100%'], [107, '100%']])
    const is = await measures(c, 'year=2026')
    expect([is('sg_total')[0], is('sg_assigned'), is('sg_closed')[0]]).toEqual([110, [110, '100%'], 0])
    await page(c, c.one('daf_head'), async (open) => {
      const p = await open('/report?year=2025')
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

/** A browser at the real pages, logged in. */
async function page(c: City, who: Somebody, look: (open: (url: string) => Promise<Page>) => Promise<void>) {
  const base = await c.server.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ ...DESK, baseURL: base })
    await context.request.post('/api/login', { data: { who: who.login, password: DEMO_PASSWORD } })
    await context.addInitScript((seat) => localStorage.setItem('huying.seat', seat), who.seat)
    await look(async (url) => {
      const p = await context.newPage()
      await p.goto(url)
      return p
    })
  } finally {
    await browser.close()
  }
}
