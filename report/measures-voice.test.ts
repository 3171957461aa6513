import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAll } from '../database/read.ts'
import { paragraphs, parts } from '../documents/reading.ts'
import type { House } from '../kernel/act.ts'
import { localDay } from '../kernel/calendar.ts'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { vaultOf } from '../kernel/vault.ts'
import { DEMO_PEOPLE } from '../people/demo/people.ts'
import { seedDemo } from '../people/demo/seed.ts'
import { processes } from '../processes/index.ts'
import { type TestDatabase, testDatabase } from '../test/database.ts'
import { goldenVoice, HARBOUR } from '../test/golden-voice.ts'
import { type Client, SECRET, serverOver } from '../test/http.ts'
import { count, counted, type Period } from './count.ts'
import { VOICE } from './measures-voice.ts'

const CITY = '990300'
const NOW = new Date('2026-05-31T10:00:00+08:00')
const YEAR: Period = { place: CITY, from: '2026-01-01', to: '2026-05-31', session: null }
let db: TestDatabase
let house: House
let server: Awaited<ReturnType<typeof serverOver>>
let wang: Client
const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> => (await db.owner.query(sql, values)).rows as T[]

beforeAll(async () => {
  db = await testDatabase()
  await fillCalendar(db.owner)
  await seedDemo(db.owner, {})
  house = { pool: db.pool, processes, vault: vaultOf(SECRET) }
  await goldenVoice(db, house)
  await db.owner.query('analyze')
  server = await serverOver(
    db,
    DEMO_PEOPLE.filter((x) => x.name === '王敏').map((x) => ({ person: x.id, login: x.login })),
    { now: () => NOW },
  )
  wang = await server.enter('wangmin')
}, 900_000)
afterAll(async () => {
  await server?.close()
  await db?.drop()
})

const INVITED = ['visit', 'lawmaking', 'enforcement', 'supervision', 'invited']
const n = async (code: string, year = 2026) => {
  const all = (await wang.get(`/api/report?year=${year}`)).body.measures as { code: string; n: number; rate: string | null }[]
  return all.find((x) => x.code === code)
}

describe('golden numbers, read back', { timeout: 120_000 }, () => {
  test('相山: 4,530 collected, 4,236 settled, 93.5 per cent', async () => {
    expect(await n('ss_total')).toMatchObject({ n: 4530 })
    expect(await n('ss_closed')).toMatchObject({ n: 4236, rate: '93.5%' })
    // Of three levels: each sees its own and what lies under it, and the shares add up to the whole.
    const levels = await readAll(db.pool, async (c) => {
      const of = async (place: string) => (await count(c, { ...YEAR, place }, ['ss_total', 'ss_closed'])).get('ss_total')?.n
      return [
        await of('990302'),
        await of((await c.query(`select place from concern where length(place) = 9 and asked_on >= '2026-01-01' limit 1`)).rows[0].place),
      ]
    })
    expect(levels).toEqual([3020, 1510])
    expect(
      (await wang.get('/api/report/rows?code=ss_total&year=2026')).body.rows.some((r: { matter: string | null; note: string }) => r.matter === null && r.note),
    ).toBe(true)
  })
  test('相山: 600 visitors, 300 solved; 118 deputies, 500 opinions; 25 villages and a visit to each; 50 visits to organs; reception on the 5th and 25th', async () => {
    for (const [code, is] of [
      ['voter_visits', 600],
      ['voter_solved', 300],
      ['link_people', 118],
      ['link_opinions', 500],
      ['grp_villages', 25],
      ['grp_organ_visits', 50],
      ['grp_visits', 25],
    ] as const)
      expect([code, (await n(code, 2025))?.n]).toEqual([code, is])
    expect(
      (await rows<{ d: number }>(`select distinct extract(day from held_on)::int as d from reception where held_on < '2026-01-01' order by 1`)).map((x) => x.d),
    ).toEqual([5, 25])
  })
  test('厦门: six districts, 38 streets; 4,038 collected at stations, 3,275 solved, 81.1 per cent; 442 stations, 437 in villages', async () => {
    const codes = ['station_total', 'station_village', 'st_collected', 'st_solved']
    const got = await readAll(db.pool, (c) => count(c, { ...YEAR, place: HARBOUR, from: '2024-01-01' }, codes))
    expect(codes.map((x) => got.get(x)?.n)).toEqual([442, 437, 4038, 3275])
    expect(got.get('st_solved')?.rate).toBe('81.1%')
    expect(
      await rows('select count(distinct place)::int as streets, count(distinct left(place, 6))::int as districts from station where place like $1', ['9904%']),
    ).toEqual([{ streets: 38, districts: 6 }])
    expect((await server.client().get(`/g/${HARBOUR}/stations`)).body).toContain('442 个站点')
  })
  test('毕节: 2,201 stations and rooms, and 280 on the net beside them; 十堰: 46 members and 138 deputies', async () => {
    // Two numbers, as the report of that city has them: none of the one is among the other, and no other city's are among them.
    expect([(await n('station_total'))?.n, (await n('station_online'))?.n]).toEqual([2201, 280])
    expect((await server.client().get('/g/990300/stations')).body).toContain('2481 个站点（站、室 2201 个，网上站 280 个）')
    expect((await n('link_members', 2025))?.n).toBe(46)
    expect((await n('link_deputies', 2025))?.n).toBe(138)
  })
  test('the month’s circular in one click says the same numbers as its page, and names nobody who asked', async () => {
    const page = (await wang.get('/api/circular?month=2026-03')).body
    const paper = await wang.get('/api/documents/preview.docx?template=concernCircular&month=2026-03')
    const words = paragraphs(parts(paper.raw.rawPayload)['word/document.xml'] ?? '')
      .map((p) => p.text)
      .join('\n')
    const total = page.counts.month.find((x: { code: string }) => x.code === 'ss_total')
    expect(words).toContain(`收集 ${total.n} 件`)
    expect(words).toContain(page.counts.month.find((x: { code: string }) => x.code === 'ss_closed').rate)
    expect(page.duty.missing.length + page.duty.reported).toBe(page.duty.deputies)
  })
})

/** Plain loops over plain rows: no SQL shared with the definitions. Both years, so that no number is only nought. */
test.each([YEAR, { ...YEAR, from: '2025-01-01', to: '2025-12-31' }])(
  'every number is counted again from rows, and its rows are exactly as many, from $from',
  async (YEAR) => {
    // biome-ignore lint/suspicious/noExplicitAny: raw rows
    const all = async (t: string) => (await rows<{ row: any }>(`select to_jsonb(t) as row from ${t} t`)).map((r) => r.row)
    const [concerns, party, station, place, reception, visitor, link, entry, deputy, matters, linked, clocks, received, said, seats] = await Promise.all(
      [
        'concern',
        'party',
        'station',
        'place',
        'reception',
        'reception_visitor',
        'contact_link',
        'contact_entry',
        'station_deputy',
        'matter',
        'matter_link',
        'clock',
        'reception_received',
        'reception_opinion',
        'seat',
      ].map(all),
    )
    const [from, to] = [YEAR.from, YEAR.to]
    const within = (d: string | null) => d !== null && d >= from && d <= to
    const path = place?.find((p) => p.code === CITY).path as string
    const below = new Set(place?.filter((p) => p.path.startsWith(path)).map((p) => p.code))
    const above = new Set(place?.filter((p) => path.startsWith(p.path) && p.code !== CITY).map((p) => p.code))
    const kept = concerns?.filter((c) => c.outcome !== 'withdrawn' && within(c.asked_on)) ?? []
    const here = kept.filter((c) => c.place === CITY)
    const whole = kept.filter((c) => below.has(c.place) && !concerns?.some((x) => x.matter === c.parent && x.outcome !== 'withdrawn' && below.has(x.place)))
    const solved = (c: { outcome: string | null }) => c.outcome === 'solved' || c.outcome === 'partly'
    const closed = (c: { closed_on: string | null }) => c.closed_on !== null && c.closed_on <= to
    const fair = (x: string | null) => x === 'good' || x === 'fair'
    const given = party?.filter((p) => p.role === 'unit' && !p.left_at && p.step !== 'returned' && here.some((c) => c.matter === p.matter)) ?? []
    const answered = (p: { step: string; since: string }) => p.step === 'answered' && localDay(new Date(p.since)) <= to
    const past = (p: { id: string }) => clocks?.some((k) => k.party === p.id && k.name === 'handle' && k.due_on < to) ?? false
    const at = kept.filter((c) => c.station && below.has(c.place))
    const days = reception?.filter((r) => below.has(r.place) && r.state !== 'cancelled' && within(r.held_on)) ?? []
    const visits = days.flatMap((r) => visitor?.filter((v) => v.reception === r.matter) ?? [])
    const live = (kind: string) => link?.filter((l) => l.place === CITY && l.kind === kind && l.since <= to && (!l.until || l.until >= from)) ?? []
    const distinct = (list: unknown[]) => new Set(list).size
    const stations =
      station?.filter((s) => below.has(s.place) && ['running', 'checking', 'mending', 'suspended'].includes(s.state) && (s.opened_on ?? to) <= to) ?? []
    const guests =
      party?.filter(
        (p) =>
          p.role === 'guest' &&
          p.step === 'present' &&
          !p.left_at &&
          matters?.some((m) => m.id === p.matter && m.place === CITY && ['attend', 'talk', ...INVITED].includes(m.kind)),
      ) ?? []
    const came = (kind: string) => guests.filter((g) => matters?.some((m) => m.id === g.matter && m.kind === kind)).length
    const suggestions = new Set(matters?.filter((m) => m.process === 'suggestion').map((m) => m.id))
    const again: Record<string, number> = {
      ss_total: whole.length,
      ss_closed: whole.filter(closed).length,
      ss_solved: whole.filter(solved).length,
      ss_monthly: whole.filter((c) => c.channel === 'monthly').length,
      ss_rated: whole.filter((c) => c.rated).length,
      ss_good: whole.filter((c) => fair(c.rated)).length,
      ss_judged: whole.filter((c) => c.judged).length,
      ss_judged_good: whole.filter((c) => fair(c.judged)).length,
      ss_reopened: whole.filter((c) => c.reopened > 0).length,
      ss_became: whole.filter((c) => linked?.some((l) => l.from_matter === c.matter && suggestions.has(l.to_matter))).length,
      ss_unit: given.length,
      ss_unit_closed: given.filter(answered).length,
      ss_unit_due: given.filter((p) => answered(p) || past(p)).length,
      ss_unit_late: given.filter((p) => !answered(p) && past(p)).length,
      st_collected: at.length,
      st_solved: at.filter(solved).length,
      voter_visits: visits.reduce((s, v) => s + v.people, 0),
      voter_batches: visits.length,
      voter_solved: visits.filter((v) => concerns?.some((c) => c.matter === v.matter && solved(c))).length,
      recv_days: days.filter((r) => r.kind !== 'leaders' && ['held', 'recorded'].includes(r.state)).length,
      lead_days: days.filter((r) => r.kind === 'leaders' && ['held', 'recorded'].includes(r.state)).length,
      lead_deputies: received?.filter((x) => x.came && days.some((r) => r.matter === x.reception)).length ?? 0,
      lead_opinions: said?.filter((x) => days.some((r) => r.matter === x.reception)).length ?? 0,
      link_members: distinct(live('memberDeputy').map((l) => l.caller_seat)),
      link_deputies: distinct(live('memberDeputy').map((l) => l.called_seat)),
      link_committees: distinct(live('committeeDeputy').map((l) => l.caller_unit)),
      link_people: distinct(live('deputyPeople').map((l) => l.caller_seat)),
      link_opinions: here.filter((c) => c.channel === 'contact').length,
      grp_villages: distinct(live('groupVillage').map((l) => l.called_unit)),
      grp_visits: entry?.filter((e) => within(e.held_on) && matters?.some((m) => m.id === e.list && m.kind === 'groupVillage' && m.place === CITY)).length ?? 0,
      grp_organ_visits:
        entry?.filter((e) => within(e.held_on) && matters?.some((m) => m.id === e.list && m.kind === 'groupOrgan' && m.place === CITY)).length ?? 0,
      sc_invited: INVITED.reduce((a, k) => a + came(k), 0),
      sc_visit: came('visit'),
      sc_lawmaking: came('lawmaking'),
      sc_enforcement: came('enforcement'),
      sc_supervision: came('supervision'),
      sc_sat_in: came('attend'),
      sc_talked: came('talk'),
      sc_attended: distinct(guests.filter((g) => matters?.some((m) => m.id === g.matter && m.kind === 'attend')).map((g) => g.seat)),
      station_total: stations.filter((s) => !s.online).length,
      station_online: stations.filter((s) => s.online).length,
      station_village: stations.filter((s) => s.village && !s.online).length,
      station_new: stations.filter((s) => !s.online && (within(s.opened_on) || within(s.renewed_on))).length,
      ...Object.fromEntries(
        ['', '_nation', '_province', '_city', '_county', '_township'].map((x) => [
          `station_outside${x}`,
          seats?.filter(
            (d) =>
              d.office === 'deputy' &&
              d.state === 'active' &&
              d.starts_on <= to &&
              (!d.ends_on || d.ends_on >= to) &&
              (below.has(d.place) ||
                (above.has(d.place) &&
                  (d.electoral_unit?.startsWith('云岭市') ||
                    seats.some((o) => o.person === d.person && o.office === 'deputy' && o.state === 'active' && below.has(o.place))))) &&
              (x === '' || place?.find((q) => q.code === d.place)?.level === x.slice(1)) &&
              !deputy?.some((e) => e.seat === d.id && e.since <= to && (!e.until || e.until > to)),
          ).length ?? 0,
        ]),
      ),
      station_demo: stations.filter((s) => !s.online && s.demo_named_on && s.demo_named_on <= to).length,
      station_deputies: distinct(
        deputy?.filter((d) => below.has(station?.find((s) => s.unit === d.station)?.place) && d.since <= to && (!d.until || d.until > to)).map((d) => d.seat) ??
          [],
      ),
    }
    const got = await readAll(db.pool, (c) =>
      count(
        c,
        YEAR,
        VOICE.map((v) => v.code),
      ),
    )
    expect(Object.fromEntries([...got].map(([k, v]) => [k, v.n]))).toEqual(again)
    await readAll(db.pool, async (c) => {
      for (const v of VOICE) expect([v.code, (await counted(c, YEAR, v.code)).length]).toEqual([v.code, Math.min(again[v.code] ?? 0, 5000)])
    })
  },
  180_000,
)

test('2,481 stations and all deputies stay quick to browse: any page of either within what a person calls at once', async () => {
  // Not a measure of speed (the bench does that): a page that scans the whole city for each row would take seconds here.
  const from = Date.now()
  for (const url of [
    '/g/990300/stations',
    '/g/990300/stations?under=990302',
    encodeURI('/g/990300/stations?q=第2000站'),
    '/g/990300/deputies',
    encodeURI('/g/990300/deputies?q=王'),
  ])
    expect((await server.client().get(url)).status).toBe(200)
  expect((await wang.get('/api/concern?limit=50')).status).toBe(200)
  expect(Date.now() - from).toBeLessThan(15_000)
})
