import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAll } from '../database/read.ts'
import { paragraphs, parts } from '../documents/reading.ts'
import { localDay } from '../kernel/calendar.ts'
import { type GoldenHouse, goldenHouse, type Post } from '../test/golden-house.ts'
import { ISLAND, island } from '../test/golden-island.ts'
import { CITY, DISTRICT, goldenVoice } from '../test/golden-voice.ts'
import { count, counted, MOST_ROWS, type Period } from './count.ts'
import { VOICE } from './measures-voice.ts'

const YEAR: Period = { place: CITY, from: '2026-01-01', to: '2026-05-31', session: null }
const INVITED = ['visit', 'lawmaking', 'enforcement', 'supervision', 'invited']
let h: GoldenHouse
let wang: Post
const rows = <T>(sql: string, values: unknown[] = []): Promise<T[]> => h.rows<T>(sql, values)

beforeAll(async () => {
  h = await goldenHouse(island)
  await goldenVoice(h)
  await h.db.owner.query('analyze')
  wang = await h.one(CITY, 'daf_staff')
}, 900_000)
afterAll(() => h?.end())

const visitor = () => h.server.client()
const read = (who: Post, url: string) => h.get(who, url)
/** As the report's page shows it to that office. */
const n = async (code: string, year = 2026, who = wang) => {
  const all = (await read(who, `/api/report?year=${year}`)).measures as { code: string; n: number; rate: string | null }[]
  return all.find((x) => x.code === code)
}
const each = async (year: number, who: Post, golden: Record<string, number>) => {
  const got = await Promise.all(Object.keys(golden).map(async (code) => [code, (await n(code, year, who))?.n]))
  expect(Object.fromEntries(got)).toEqual(golden)
}

describe('golden numbers, made through the addresses and read back from the pages', { timeout: 120_000 }, () => {
  test('相山: 4,530 collected of three levels, 4,236 settled, 93.5 per cent', async () => {
    expect(await n('ss_total')).toMatchObject({ n: 4530 })
    expect(await n('ss_closed')).toMatchObject({ n: 4236, rate: '93.5%' })
    // Each sees its own and what lies under it, and the shares add up to the whole.
    const own = await h.one(DISTRICT, 'daf_staff')
    const town = (
      await h.posts(`s.place = (select place from concern where length(place) = 9 and asked_on >= '2026-01-01' limit 1) and s.office = 'daf_staff'`)
    )[0]
    expect([(await n('ss_total', 2026, own))?.n, (await n('ss_total', 2026, town))?.n]).toEqual([3020, 1510])
    const { rows: behind } = await read(wang, '/api/report/rows?code=ss_total&year=2026')
    expect(behind.some((r: { matter: string | null; note: string }) => r.matter === null && r.note)).toBe(true)
  })
  test('相山, as the district reads it: 600 visitors and 300 solved on the 5th and 25th, 组成人员 with 118 deputies, 500 opinions, 25 villages, 50 visits to organs, 12 stations', async () => {
    const own = await h.one(DISTRICT, 'daf_staff')
    await each(2025, own, {
      ...{ voter_visits: 600, voter_solved: 300, recv_days: 12, link_members: 40, link_deputies: 118, link_opinions: 500 },
      ...{ grp_villages: 25, grp_visits: 25, grp_organ_visits: 50, station_new: 12 },
    })
    const days = await rows<{ day: number }>(`select distinct extract(day from held_on)::int as day from reception where place = $1 order by 1`, [DISTRICT])
    expect(days.map((d) => d.day)).toEqual([5, 25])
    // The page says which of the twelve, by name.
    const { rows: behind } = await read(own, '/api/report/rows?code=station_new&year=2025')
    expect(behind.map((r: { note: string }) => r.note.includes('相山第')).filter(Boolean)).toHaveLength(12)
  })
  test('厦门, in a city of its own: 6 districts and 38 streets, 442 stations, 437 in villages; 4,038 collected there, 3,275 solved, 81.1 per cent', async () => {
    const head = await h.one(ISLAND, 'daf_head')
    expect(await n('st_collected', 2024, head)).toMatchObject({ n: 4038 })
    expect(await n('st_solved', 2024, head)).toMatchObject({ n: 3275, rate: '81.1%' })
    await each(2024, head, { station_total: 442, station_village: 437 })
    const page = (await visitor().get(`/g/${ISLAND}/stations`)).body as string
    expect(page).toContain('442 个站点')
    const covered = await rows<{ level: string; n: number }>(
      `select p.level, count(*)::int as n from place p where p.path like '%/990400/_%' and exists (select from station s join place q on q.code = s.place where q.path like p.path || '%') group by 1 order by 1`,
    )
    expect(covered).toEqual([
      { level: 'county', n: 6 },
      { level: 'township', n: 38 },
    ])
  })
  test('毕节: 2,201 stations and 280 on the net; 56 members, 8 committees and organs, 565 deputies with their people', async () => {
    await each(2026, wang, { station_total: 2201, station_online: 280, link_members: 56, link_committees: 8, link_people: 565 })
    expect((await visitor().get('/g/990300/stations')).body).toContain('2481 个站点（站、室 2201 个，网上站 280 个）')
  })
  test('十堰: 46 members and 138 deputies; 32 invited to inspections, drafting, checks and the follow-up of suggestions', async () => {
    await each(2025, wang, {
      ...{ link_members: 46, link_deputies: 138, sc_invited: 32 },
      ...{ sc_visit: 8, sc_lawmaking: 8, sc_enforcement: 8, sc_supervision: 8 },
    })
  })
  test('the month’s circular in one click says the same numbers as its page, and names nobody who asked', async () => {
    const page = await read(wang, '/api/circular?month=2026-03')
    const paper = await (await h.as(wang)).get('/api/documents/preview.docx?template=concernCircular&month=2026-03')
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
          matters?.some((m) => m.id === p.matter && m.place === CITY && ['attend', 'talk', ...INVITED].includes(m.kind) && within(m.data.heldOn)),
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
    const got = await readAll(h.db.pool, (c) =>
      count(
        c,
        YEAR,
        VOICE.map((v) => v.code),
      ),
    )
    expect(Object.fromEntries([...got].map(([k, v]) => [k, v.n]))).toEqual(again)
    await readAll(h.db.pool, async (c) => {
      for (const v of VOICE) expect([v.code, (await counted(c, YEAR, v.code)).length]).toEqual([v.code, Math.min(again[v.code] ?? 0, MOST_ROWS)])
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
    expect((await visitor().get(url)).status).toBe(200)
  expect((await (await h.as(wang)).get('/api/concern?limit=50')).status).toBe(200)
  expect(Date.now() - from).toBeLessThan(15_000)
})
