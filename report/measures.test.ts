/** Every number recomputed from the raw rows in another way, on the invented city's whole year; and the rows behind it are exactly as many. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAll } from '../database/read.ts'
import { localDay } from '../kernel/calendar.ts'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { vaultOf } from '../kernel/vault.ts'
import { seedDemo } from '../people/demo/seed.ts'
import { processes } from '../processes/index.ts'
import { seedSuggestions } from '../processes/suggestion/demo/seed.ts'
import { type TestDatabase, testDatabase } from '../test/database.ts'
import { BOARDS, codesOf } from './boards.ts'
import { board, type Count, count, counted, type Period, percent } from './count.ts'
import { MEASURES } from './measures.ts'
import { VOICE } from './measures-voice.ts'

const NOW = new Date('2026-11-23T10:00:00+08:00')
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-demo-'))
let db: TestDatabase
/** Those of the people's voice are counted again in `measures-voice.test.ts`. */
const OWN = [...MEASURES.keys()].filter((k) => !VOICE.some((v) => v.code === k))
// biome-ignore lint/suspicious/noExplicitAny: raw rows
let raw: Record<string, any[]>
const YEAR: Period = { place: '990300', from: '2026-01-01', to: '2026-11-23', session: null }
let SESSION: Period

beforeAll(async () => {
  db = await testDatabase()
  await fillCalendar(db.owner)
  await seedDemo(db.owner, {})
  await seedSuggestions({ pool: db.pool, processes, vault: vaultOf('demo') }, db.owner, { now: NOW, dataDir })
  const all = async (table: string) => (await db.owner.query(`select to_jsonb(t) as row from ${table} t`)).rows.map((r) => r.row)
  raw = {}
  for (const t of [
    'matter',
    'party',
    'clock',
    'reply',
    'judgement',
    'promise',
    'contact_record',
    'urging',
    'inspection_item',
    'congress_session',
    'publication',
    'fund_project',
  ])
    raw[t] = await all(t)
  const session = raw.congress_session?.find((s) => s.place === '990300' && s.opens_on === '2026-01-19')
  SESSION = { place: '990300', from: '2026-01-19', to: '2026-11-23', session: session.id }
}, 120_000)
afterAll(() => db.drop())

const day = (at: string | null) => (at ? localDay(new Date(at)) : null)

const runOfYears = (years: Set<number>, last: number): number => (years.has(last) ? 1 + runOfYears(years, last - 1) : 0)

/** Plain loops over plain rows: no SQL shared with the definitions. */
function recount(p: Period): Record<string, number> {
  const {
    matter = [],
    party = [],
    clock = [],
    reply = [],
    judgement = [],
    promise = [],
    contact_record = [],
    urging = [],
    inspection_item = [],
    congress_session = [],
    publication = [],
    fund_project = [],
  } = raw
  const between = (d: string | null) => d !== null && d >= p.from && d <= p.to
  const mine = matter.filter((m) => m.place === p.place)
  const sg = mine.filter(
    (m) => m.process === 'suggestion' && m.no !== null && (p.session ? m.session === p.session : between(m.data.receivedOn ?? day(m.created_at))),
  )
  const ids = new Map(sg.map((m) => [m.id, m]))
  const here = party.filter((x) => ids.has(x.matter))
  const units = here.filter((x) => x.left_at === null && x.data.handedOn && ['main', 'co'].includes(x.role))
  const main = units.filter((x) => x.role === 'main')
  const co = units.filter((x) => x.role === 'co')
  const of = (m: { id: string }) => here.filter((x) => x.matter === m.id && x.left_at === null)
  const last = main.flatMap((x) =>
    reply
      .filter((r) => r.party === x.id && r.delivered_at)
      .sort((a, b) => b.round - a.round)
      .slice(0, 1),
  )
  const seatOf = (id: string) => party.find((x) => x.id === id)?.seat
  const forms = judgement.filter((j) => ids.has(j.matter))
  const final = forms.filter((j) => !forms.some((k) => k.unit_party === j.unit_party && seatOf(k.recipient) === seatOf(j.recipient) && k.round > j.round))
  const first = forms.filter((j) => j.round === 1)
  const good = (list: typeof forms) => list.filter((j) => j.attitude === '满意' && j.result === '满意').length
  const wide = (list: typeof forms) => list.filter((j) => j.attitude !== '不满意' && j.result !== '不满意').length
  // Marked by the clockwork, or done on a day after the last before it came round.
  const missed = (c: (typeof clock)[number]) => !!c.late_at || (!c.paused_on && !!c.stopped_at && (day(c.stopped_at) ?? '') > c.due_on)
  const timed = (name: string) =>
    clock.filter(
      (c) =>
        c.name === name &&
        ids.has(c.matter) &&
        (c.stopped_at || c.late_at) &&
        (missed(c) || party.find((x) => x.id === c.party)?.left_at === null) &&
        !(name === 'reply' && !c.stopped_at && party.some((x) => x.id === c.party && x.data.extension?.state === 'asked' && x.data.extension.on <= c.due_on)),
    )
  const promises = promise.filter((x) => {
    const y = reply.find((r) => r.id === x.reply)
    const m = mine.find((z) => z.id === x.matter)
    return (
      y && m && (day(y.delivered_at) as string) <= p.to && (!x.settled_at || (day(x.settled_at) as string) >= p.from) && (!p.session || m.session === p.session)
    )
  })
  const climbed = (rung: string) =>
    urging.filter(
      (g) => g.place === p.place && g.rung === rung && between(day(g.at)) && (!p.session || mine.find((m) => m.id === g.matter)?.session === p.session),
    )
  const handed = inspection_item.filter((i) => {
    const m = mine.find((x) => x.id === i.inspection)
    return m && ['handedOver', 'closed'].includes(m.state) && i.excluded === '' && between(m.data.handedOn)
  })
  const of2 = (process: string) => mine.filter((m) => m.process === process && between(day(m.created_at)))
  const upper = mine.filter((m) => m.process === 'upper' && between(m.data.metOn ?? day(m.created_at)))
  const press = mine
    .filter((m) => m.process === 'gathering' && between(m.data.heldOn))
    .flatMap((m) => (m.data.media ?? []) as { level?: string; adopted?: number }[])
    .flatMap((x) => Array.from({ length: x.adopted ?? 1 }, () => x.level ?? ''))
  const replied = sg.filter((m) => {
    const list = of(m).filter((x) => x.role === 'main')
    return of(m).some((x) => x.data.handedOn) && list.every((x) => reply.some((r) => r.party === x.id && r.delivered_at))
  })
  const n: Record<string, number> = {
    sg_total: sg.length,
    sg_session_total: sg.filter((m) => m.session && m.kind !== 'speech').length,
    sg_recess_total: sg.filter((m) => !m.session && m.kind !== 'speech').length,
    sg_speech: sg.filter((m) => m.kind === 'speech').length,
    sg_joint: sg.filter((m) => of(m).some((x) => x.role === 'cosigner' && x.step === 'signed')).length,
    sg_key: sg.filter((m) => m.key_item).length,
    sg_upper: upper.length,
    sg_upper_key: upper.filter((m) => m.key_item).length,
    media_items: press.length,
    media_prov: press.filter((x) => ['national', 'province'].includes(x)).length,
    media_city: press.filter((x) => ['national', 'province', 'city'].includes(x)).length,
    sg_assigned: sg.filter((m) => of(m).some((x) => x.data.handedOn)).length,
    sg_assigned_in_session: sg.filter((m) => {
      const s = congress_session.find((x) => x.id === m.session)
      return s && m.kind !== 'speech' && here.some((x) => x.matter === m.id && x.data.handedOn && x.data.handedOn <= s.closes_on)
    }).length,
    asg_main: main.length,
    asg_co: co.length,
    asg_returned: here.filter((x) => x.left_at && ['main', 'co'].includes(x.role) && x.data.handedOn && x.data.left).length,
    asg_contacted: main.filter((x) => contact_record.some((r) => r.party === x.id)).length,
    asg_face: main.filter((x) => contact_record.some((r) => r.party === x.id && !['电话联系', '视频会议'].includes(r.form))).length,
    asg_extended: main.filter((x) => x.data.extension?.state === 'granted').length,
    sg_replied: replied.length,
    sg_closed: sg.filter((m) => ['closed', 'followUp'].includes(m.state)).length,
    rp_total: last.length,
    sat_first_returned: first.length,
    sat_first: good(first),
    sat_first_wide: wide(first),
    sat_final_returned: final.length,
    sat_final: good(final),
    sat_final_wide: wide(final),
    sat_excluded: here.filter((x) => x.role === 'recipient' && x.step === 'excluded').length,
    redo: main.filter((x) => (x.data.round ?? 1) > 1).length,
    pr_total: promises.length,
    pr_carried: promises.filter((x) => (day(reply.find((r) => r.id === x.reply)?.delivered_at) as string) < p.from).length,
    pr_kept: promises.filter((x) => x.state === 'fulfilled').length,
    pr_late: promises.filter(
      (x) => x.state === 'overdue' || (x.state === 'promised' && x.due_on < p.to) || (x.state === 'fulfilled' && (day(x.settled_at) as string) > x.due_on),
    ).length,
    pr_changed: promises.filter((x) => x.state === 'changed').length,
    pr_open: promises.filter((x) => ['promised', 'overdue'].includes(x.state)).length,
    sup_phone: climbed('phone').length,
    sup_phone_units: new Set(climbed('phone').map((g) => g.unit)).size,
    sup_letters: of2('letter').filter((m) => m.no !== null).length,
    sup_letter_units: new Set(climbed('letter').map((g) => g.unit)).size,
    sup_visits: of2('interview').filter((m) => m.data.held).length,
    pub_open: sg.filter((m) => publication.some((b) => b.matter === m.id && b.state === 'published')).length,
    pub_withheld: sg.filter((m) => publication.some((b) => b.matter === m.id && b.state === 'withheld')).length,
    publish_years: runOfYears(new Set(publication.filter((b) => b.place === p.place && b.state === 'published').map((b) => b.year)), Number(p.to.slice(0, 4))),
    fund_projects: fund_project.filter((f) => f.place === p.place && f.year === Number(p.to.slice(0, 4)) && f.approved_city + f.approved_county > 0).length,
    insp_units: new Set(handed.map((i) => i.unit)).size,
    insp_items: new Set(handed.map((i) => i.suggestion)).size,
  }
  for (const c of ['politics', 'economy', 'culture', 'society', 'ecology']) n[`sg_cat_${c}`] = sg.filter((m) => m.category === c).length
  for (const c of ['A', 'B', 'C', 'D']) n[`rp_${c}`] = last.filter((r) => r.code === c).length
  for (const [name, codes] of [
    ['sign', ['due_sign', 'ok_sign']],
    ['opinion', ['due_opinion', 'ok_opinion']],
    ['reply', ['due_reply', 'ok_reply']],
  ] as const) {
    n[codes[0]] = timed(name).length
    n[codes[1]] = timed(name).filter((c) => !missed(c)).length
  }
  n.quick_reply = timed('reply').filter((c) => !missed(c) && c.stopped_at && c.rule_key === 'clock.reply' && c.extensions.length === 0).length
  for (const [i, x] of ['解决或基本解决', '部分解决或列入计划', '近期尚不能解决', '留作参考'].entries())
    n[`solved_${i + 1}`] = final.filter((j) => j.solved === x).length
  for (const [i, x] of ['采纳', '部分采纳', '解释说明', '未采纳'].entries()) n[`adopted_${i + 1}`] = final.filter((j) => j.adopted === x).length
  for (const [i, x] of ['满意', '基本满意', '不满意'].entries()) {
    n[`attitude_${i + 1}`] = final.filter((j) => j.attitude === x).length
    n[`result_${i + 1}`] = final.filter((j) => j.result === x).length
  }
  return n
}

describe.each([
  ['the year', () => YEAR],
  ['the session', () => SESSION],
])('%s', (_name, period) => {
  test('every number equals an independent recount of the raw rows', async () => {
    const n = await readAll(db.pool, (c) => count(c, period()))
    const again = recount(period())
    expect(Object.fromEntries(OWN.map((k) => [k, n.get(k)?.n]))).toEqual(Object.fromEntries(OWN.map((k) => [k, again[k]])))
    // A recount of nothing would prove nothing.
    expect((n.get('sg_total') as Count).n).toBeGreaterThan(20)
  })

  test('the rows behind each number are exactly as many, and each part lies within its whole', async () => {
    await readAll(db.pool, async (c) => {
      const n = await count(c, period())
      for (const [code, m] of MEASURES) {
        const rows = await counted(c, period(), code)
        expect(rows.length, code).toBe(n.get(code)?.n)
        expect(new Set(rows.map((r) => r.key)).size, code).toBe(rows.length)
        if (!m.of) continue
        const whole = new Set((await counted(c, period(), m.of)).map((r) => r.key))
        expect(
          rows.filter((r) => !whole.has(r.key)),
          `${code} 不在 ${m.of} 之内`,
        ).toEqual([])
      }
    })
  })

  test('boards add up: rows and what belongs to none make the total; a cell has as many rows as it says', async () => {
    await readAll(db.pool, async (c) => {
      for (const def of BOARDS) {
        const b = await board(c, period(), def.by, codesOf(def))
        const n = await count(c, period(), codesOf(def))
        for (const code of codesOf(def)) expect(b.total[code], `${def.key}/${code}`).toBe(n.get(code)?.n)
        const row = b.rows[0]
        for (const col of def.columns)
          expect(await counted(c, period(), col.code, { [def.by]: row?.id }), `${row?.name}/${col.code}`).toHaveLength(row?.n[col.code] ?? -1)
      }
    })
  })
})

test('five categories make the whole; results A to D make the whole', async () => {
  const n = await readAll(db.pool, (c) => count(c, YEAR))
  const sum = (...codes: string[]) => codes.reduce((s, c) => s + (n.get(c)?.n ?? 0), 0)
  expect(sum('sg_cat_politics', 'sg_cat_economy', 'sg_cat_culture', 'sg_cat_society', 'sg_cat_ecology')).toBe(sum('sg_total'))
  expect(sum('rp_A', 'rp_B', 'rp_C', 'rp_D')).toBe(sum('rp_total'))
  expect(sum('sg_session_total', 'sg_recess_total', 'sg_speech')).toBe(sum('sg_total'))
  expect(sum('pr_kept', 'pr_changed', 'pr_open')).toBe(sum('pr_total'))
})

test('rates: half a tenth rounds up, nothing of nothing is no rate', () => {
  expect([percent(4236, 4530), percent(502, 523), percent(165, 165), percent(0, 7), percent(0, 0), percent(1, 3), percent(2, 3)]).toEqual([
    '93.5%',
    '96%',
    '100%',
    '0%',
    '—',
    '33.3%',
    '66.7%',
  ])
})
