/** What happened to others when two came at once, when a day was counted wrongly, when somebody else sat at the screen. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, addMonths, type Calendar, dayStart, dueDate, isWorkday, localDay } from '../kernel/calendar.ts'
import { tick } from '../kernel/tick.ts'
import { type Client, type Got, type HttpHouse, house } from './http.ts'
import { BAD, CONTACT, GOOD, handedOver, PASS, REPLY, replied, type Story, TEXT } from './story.ts'

let h: HttpHouse
let s: Story
const who: Record<string, Client> = {}
const NAMES = ['王敏', '周建国', '李秀兰', '张伟民', '吴海涛', '郑国华', '何静', '黄文斌', '田野']
beforeAll(async () => {
  h = await house(NAMES, { day: '2026-03-10' })
  s = h.story
  for (const n of NAMES) who[n] = await h.login(n)
}, 60_000)
afterAll(() => h?.end())

const as = (name: string) => who[name] as Client
const count = async (sql: string, values: unknown[] = []) => (await s.rows<{ n: number }>(`select count(*)::int as n from ${sql}`, values))[0]?.n
const post = (name: string, process: string, id: string | null, action: string, input: object, key: string = randomUUID(), party?: string) =>
  as(name).post(id ? `/api/${process}/${id}/${action}` : `/api/${process}`, { key, input, party, ...(id ? {} : { action }) })
/** A hundred at once. @returns how many succeeded, and the distinct answers of the others */
async function hundred(one: (i: number) => Promise<Got>, n = 100): Promise<{ ok: number; said: string[] }> {
  const all = await Promise.all(Array.from({ length: n }, (_, i) => one(i)))
  for (const r of all) expect(r.status, r.raw.body).toBeLessThan(500)
  return { ok: all.filter((r) => r.status === 200).length, said: [...new Set(all.filter((r) => r.status !== 200).map((r) => `${r.status} ${r.body.message}`))] }
}
/** Every matter's state is its last event's, its events are numbered without a gap, and its version is the last number. */
async function coherent() {
  expect(
    await s.rows(`select m.id from matter m where state <> (select to_state from event e where e.matter = m.id order by seq desc limit 1)
      or version <> (select max(seq) from event e where e.matter = m.id) or version <> (select count(*) from event e where e.matter = m.id)`),
  ).toEqual([])
}
const submitted = async () => {
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  return s.matter
}

describe('35 37 the same once more, a hundred times at once', () => {
  test('one key: one matter, one event, and everybody gets the same answer', async () => {
    s.at('2026-03-10')
    const ids: Record<string, Set<string>> = {}
    for (const [name, process, action, input] of [
      ['李秀兰', 'suggestion', 'draft', TEXT],
      ['王敏', 'handover', 'plan', { title: '交办会', kind: 'recess', heldOn: '2026-03-12', place: '会议中心', items: [] }],
      ['王敏', 'inspection', 'request', { title: '第九轮', units: [await s.unit('市交通运输局')], from: '2026-01-01', to: '2026-12-31' }],
    ] as const) {
      const key = randomUUID()
      const all = await Promise.all(Array.from({ length: 100 }, () => post(name, process, null, action, input, key)))
      expect(new Set(all.map((r) => r.status)), process).toEqual(new Set([200]))
      ids[process] = new Set(all.map((r) => r.body.matter))
      expect([ids[process]?.size, all.filter((r) => !r.body.repeated).length], process).toEqual([1, 1])
      expect(await count('event where id = $1', [all[0]?.body.event])).toBe(1)
      // The number of a request becomes nothing that anybody reads.
      expect(await count('event where id = $1', [key])).toBe(0)
    }
    await coherent()
  }, 60_000)

  test('a hundred keys: what moves a matter on is done once, and the others are told the same', async () => {
    const review = await submitted()
    const registered = await hundred(() => post('王敏', 'suggestion', review, 'register', PASS))
    expect([registered.ok, registered.said.length]).toEqual([1, 1])
    const assigned = await hundred(async () => post('王敏', 'suggestion', review, 'assign', { kind: 'sole', main: [await s.unit('市交通运输局')] }))
    expect([assigned.ok, assigned.said.length]).toEqual([1, 1])
    expect(await count(`party where matter = $1 and role = 'main'`, [review])).toBe(1)
    expect(await count(`clock where matter = $1 and name = 'reply'`, [review])).toBe(1)
    expect((await hundred(() => post('吴海涛', 'suggestion', review, 'signFor', {}))).ok).toBe(1)
    await s.as('吴海涛').does('recordContact', { ...CONTACT, heldOn: '2026-03-10' }, { matter: review })
    // Drafting is no race to be lost: but there is one draft.
    await hundred((i) => post('吴海涛', 'suggestion', review, 'saveReply', { ...REPLY, body: `第${i}稿` }))
    expect(await count('reply where matter = $1', [review])).toBe(1)
    await s.as('吴海涛').does('checkReply', { pass: 'yes' }, { matter: review })
    await s.as('郑国华').does('signReply', { pass: 'yes' }, { matter: review })
    const sent = await hundred(() => post('吴海涛', 'suggestion', review, 'sendReply', {}))
    expect([sent.ok, sent.said.length]).toEqual([1, 1])
    expect(await count('reply where matter = $1 and delivered_at is not null', [review])).toBe(1)
    const judged = await hundred((i) => post('李秀兰', 'suggestion', review, 'judge', i % 2 ? GOOD : BAD))
    expect([judged.ok, judged.said.length]).toEqual([1, 1])
    expect(await count('judgement where matter = $1', [review])).toBe(1)
    await coherent()
  }, 60_000)

  test('find or create: one ledger of a year, one key item of a suggestion, one answer to a letter', async () => {
    await handedOver(s)
    await replied(s, { code: 'B', promises: [{ item: '开通 31 路', dueOn: '2026-12-31' }] })
    await s.as('李秀兰').does('judge', GOOD)
    const ledger = await hundred(() => post('王敏', 'ledger', null, 'callReports', { year: 2026, deadline: '2026-12-15' }), 30)
    expect(ledger.ok).toBe(1)
    expect(await count(`matter where process = 'ledger'`)).toBe(1)

    await handedOver(s)
    const item = s.matter
    const proposed = await hundred((i) => post(i % 2 ? '王敏' : '周建国', 'suggestion', item, 'proposeKey', { criterion: '重大' }))
    expect(proposed.ok).toBe(1)
    const key = (await s.rows<{ id: string }>(`select id from matter where process = 'key' and data->>'suggestion' = $1`, [item]))[0]?.id as string
    const adopt = {
      meetingOn: '2026-03-10',
      leader: await s.seat('黄文斌'),
      govLeader: await s.seat('孙立新'),
      committee: await s.seat('田野'),
      reportBy: '2026-11-30',
    }
    const adopted = await hundred(() => post('周建国', 'key', key, 'adopt', adopt))
    expect([adopted.ok, adopted.said.length]).toEqual([1, 1])
    // The leader who supervises, the committee, and the government's leader: each once.
    expect(await count('party where matter = $1', [key])).toBe(3)

    s.matter = item
    await s.until('2026-03-17')
    const party = (await s.party('main')).id
    const { matter: letter } = await s
      .as('王敏')
      .does('draftLetter', { unit: await s.unit('市交通运输局'), items: [party], demand: '签收', contact: '王敏' }, { process: 'letter' })
    expect((await hundred(() => post('周建国', 'letter', letter, 'issue', {}))).ok).toBe(1)
    expect(await count(`urging where matter = $1 and rung = 'letter'`, [item])).toBe(1)
    const answered = await hundred((i) => post('吴海涛', 'letter', letter, 'answer', { items: [{ item: party, answer: `答${i}`, dueOn: '2026-04-01' }] }))
    expect([answered.ok, answered.said.length]).toEqual([1, 1])
    // Accepted or sent back, never both.
    const both = await hundred((i) => (i % 2 ? post('王敏', 'letter', letter, 'accept', {}) : post('王敏', 'letter', letter, 'insist', { reason: '不具体' })))
    expect(both.ok).toBe(1)
    await coherent()
  }, 60_000)

  test('many at once, twice at once: each item once', async () => {
    s.at('2026-03-18')
    const ids: string[] = []
    for (let i = 0; i < 8; i++) {
      await handedOver(s)
      ids.push(s.matter)
    }
    const key = randomUUID()
    const all = await Promise.all(Array.from({ length: 6 }, () => as('吴海涛').post('/api/suggestion/bulk/signFor', { key, ids })))
    for (const r of all) expect(r.body.results.map((x: { ok: boolean }) => x.ok)).toEqual(ids.map(() => true))
    expect(await count(`event where action = 'signFor' and matter = any ($1)`, [ids])).toBe(8)
  }, 60_000)
})

describe('36 a try that failed takes nothing away', () => {
  test('the key of a refused act is still good; one that was used belongs to its act, matter and person', async () => {
    await handedOver(s)
    await replied(s)
    const matter = s.matter
    const key = randomUUID()
    expect((await post('李秀兰', 'suggestion', matter, 'judge', { ...BAD, comment: '' }, key)).status).toBe(422)
    expect(await count('judgement where matter = $1', [matter])).toBe(0)
    expect((await post('李秀兰', 'suggestion', matter, 'judge', GOOD, key)).status).toBe(200)
    expect((await post('李秀兰', 'suggestion', matter, 'judge', GOOD, key)).body.repeated).toBe(true)
    expect((await post('张伟民', 'suggestion', matter, 'judge', GOOD, key)).status).toBeGreaterThanOrEqual(400)
    await handedOver(s)
    await replied(s)
    // An answer "done" to what was not done would lose the judgement of the second.
    const other = await post('李秀兰', 'suggestion', s.matter, 'judge', GOOD, key)
    expect([other.status, other.body.error]).toEqual([409, 'conflict'])
    expect((await post('李秀兰', 'suggestion', s.matter, 'judge', GOOD)).status).toBe(200)
  })
})

describe('39 two different acts at once: one happens, whole; the other does not, whole', () => {
  test('withdrawn, sent back or registered: one of them, and nothing of the others', async () => {
    for (let i = 0; i < 12; i++) {
      const matter = await submitted()
      const all = await Promise.all([
        post('李秀兰', 'suggestion', matter, 'withdraw', { reason: '不提了' }),
        post('王敏', 'suggestion', matter, 'returnToDeputy', { reason: '补充' }),
        post('周建国', 'suggestion', matter, 'notAccept', { code: 'EMPTY', explain: '没有实际内容' }),
      ])
      const state = (await s.rows<{ state: string }>('select state from matter where id = $1', [matter]))[0]?.state
      // What is sent back may still be withdrawn by its author; of the ends there is one.
      const ok = all.map((r) => r.status === 200)
      expect(ok.filter(Boolean).length, state).toBeGreaterThanOrEqual(1)
      expect(ok[0] && ok[2]).toBe(false)
      expect(ok[1] && ok[2]).toBe(false)
      expect(state).toBe(ok[0] ? 'withdrawn' : ok[2] ? 'notAccepted' : 'returned')
      expect(await count('clock where matter = $1 and stopped_at is null', [matter])).toBe(state === 'returned' ? 1 : 0)
      expect(await count('duty where matter = $1', [matter]), state).toBe(state === 'returned' ? 1 : 0)
    }
    await coherent()
  }, 60_000)

  test('units changed while one of them signs: no party is at two places, no clock runs for who has left', async () => {
    for (let i = 0; i < 8; i++) {
      await handedOver(s)
      const matter = s.matter
      const party = (await s.party('main')).id
      const finance = await s.unit('市财政局')
      await Promise.all([
        post('吴海涛', 'suggestion', matter, 'signFor', {}),
        post('王敏', 'suggestion', matter, 'reassign', { unit: finance, reason: '职责调整' }, randomUUID(), party),
        post('周建国', 'suggestion', matter, 'reassign', { unit: finance, reason: '职责调整' }, randomUUID(), party),
        post('李秀兰', 'suggestion', matter, 'withdraw', { reason: '不提了' }),
      ])
      expect(await count(`party where matter = $1 and role = 'main' and left_at is null`, [matter])).toBeLessThanOrEqual(1)
      expect(await count(`clock c join party p on p.id = c.party where c.matter = $1 and c.stopped_at is null and p.left_at is not null`, [matter])).toBe(0)
      expect(await count(`duty d join party p on p.id = d.party where d.matter = $1 and p.left_at is not null`, [matter])).toBe(0)
    }
    await coherent()
  }, 60_000)
})

describe('48 somebody else at the screen', () => {
  test('another’s seat is nobody’s; where the place asks for it, a judgement needs the second factor; no office may judge', async () => {
    s.at('2026-03-20')
    await handedOver(s)
    await replied(s)
    const matter = s.matter
    const thief = await h.login('吴海涛')
    thief.seat = await s.seat('李秀兰')
    expect((await thief.post(`/api/suggestion/${matter}/judge`, { key: randomUUID(), input: GOOD })).status).toBe(403)
    for (const name of ['吴海涛', '郑国华', '王敏', '周建国', '张伟民'])
      expect([403, 404], name).toContain((await post(name, 'suggestion', matter, 'judge', GOOD)).status)
    await s.rows(`insert into rule (place, process, key, valid_from, value, note) values ('990300', 'house', 'judge.strong', '2026-03-20', 'true', '主任会议')`)
    const weak = await post('李秀兰', 'suggestion', matter, 'judge', GOOD)
    expect([weak.status, await count('judgement where matter = $1', [matter])]).toEqual([weak.status, 0])
    expect(weak.status).toBeGreaterThanOrEqual(400)
    expect(weak.body.message).toMatch(/验证/)
    await s.rows(`delete from rule where key = 'judge.strong'`)
    expect((await post('李秀兰', 'suggestion', matter, 'judge', GOOD)).status).toBe(200)
  })
})

describe('40 days', () => {
  /** Any ten years with any holidays and any working weekends. */
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 3652 }), { maxLength: 400 })
  const calendar = (off: number[], work: number[]): Calendar => ({
    version: 1,
    years: new Set(Array.from({ length: 12 }, (_, i) => 2020 + i)),
    days: new Map<string, { kind: 'off' | 'work'; name: string }>([
      ...off.map((n): [string, { kind: 'off'; name: string }] => [addDays('2020-01-01', n), { kind: 'off', name: '节' }]),
      ...work.map((n): [string, { kind: 'work'; name: string }] => [addDays('2020-01-01', n), { kind: 'work', name: '班' }]),
    ]),
  })
  const any = fc.record({ off: days, work: days, from: fc.integer({ min: 0, max: 3600 }), n: fc.integer({ min: 1, max: 60 }) })
  /** By the platform's own dates, day by day: nothing of ours. */
  const plain = (cal: Calendar, day: string): boolean => {
    const x = cal.days.get(day)
    return x ? x.kind === 'work' : ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay())
  }
  const next = (day: string) => new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

  test('working days: the n-th working day after the start, whatever is exchanged with whatever', () =>
    fc.assert(
      fc.property(any, ({ off, work, from, n }) => {
        const cal = calendar(off, work)
        const start = addDays('2020-01-01', from)
        let d = start
        for (let left = n; left > 0; ) {
          d = next(d)
          if (plain(cal, d)) left--
        }
        const r = dueDate(cal, { startedOn: start, span: [n, 'WD'], pauses: [], extensions: [], roll: true })
        expect(r.dueOn).toBe(d)
        expect(r.skipped.every((x) => x.day > start && x.day <= d)).toBe(true)
      }),
    ))

  test('months end on the same day of the month or on its last, and roll to the next day that works', () =>
    fc.assert(
      fc.property(any, ({ off, work, from, n }) => {
        const cal = calendar(off, work)
        const start = addDays('2020-01-01', from)
        const months = (n % 24) + 1
        const [y, m, day] = start.split('-').map(Number) as [number, number, number]
        const first = new Date(Date.UTC(y, m - 1 + months, 1))
        const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
        let due = `${first.toISOString().slice(0, 8)}${String(Math.min(day, last)).padStart(2, '0')}`
        expect(addMonths(start, months)).toBe(due)
        while (!plain(cal, due)) due = next(due)
        expect(dueDate(cal, { startedOn: start, span: [months, 'MONTH'], pauses: [], extensions: [], roll: true }).dueOn).toBe(due)
        expect(isWorkday(cal, due)).toBe(true)
      }),
    ))

  test('midnight: one instant before it is still the old day; a pause never brings a day forward', () =>
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 40 }), ({ off, work, from, n }, length) => {
        const day = addDays('2020-01-01', from)
        expect([localDay(dayStart(day)), localDay(new Date(dayStart(day).getTime() - 1))]).toEqual([day, addDays(day, -1)])
        const cal = calendar(off, work)
        const base = { startedOn: day, span: [n, 'WD'] as const, extensions: [], roll: true }
        const a = dueDate(cal, { ...base, pauses: [] }).dueOn
        const b = dueDate(cal, { ...base, pauses: [{ from: addDays(day, 1), to: addDays(day, 1 + length), why: '退回' }] }).dueOn
        expect(b >= a).toBe(true)
        // An hour's pause within one day takes no day away.
        if (length === 0) expect(b).toBe(a)
      }),
    ))

  test('a changed calendar moves every clock that runs, once, with an event that says why; what has stopped stays', async () => {
    s.at('2026-04-20')
    for (let i = 0; i < 3; i++) await handedOver(s)
    await s.as('吴海涛').does('signFor')
    const clocks = () =>
      s.rows<{ id: string; name: string; from: string; due: string; n: number; unit: string; stopped: boolean }>(
        `select id, name, started_on::text as from, due_on::text as due, (span->>0)::int as n, span->>1 as unit, stopped_at is not null as stopped from clock
         where span is not null and started_on = '2026-04-20' order by id`,
      )
    const before = await clocks()
    const off = ['2026-04-22', '2026-04-23', '2026-04-24']
    const r = await as('周建国').put('/api/calendar', { days: off.map((day) => ({ day, kind: 'off', name: '临时放假' })), note: '市政府通知' })
    expect(r.status, r.raw.body).toBe(200)
    const first = await tick(s.house, s.now)
    expect([first.failed, first.redated > 0]).toEqual([[], true])
    expect((await tick(s.house, s.now)).redated).toBe(0)
    const holidays = new Map((await s.rows<{ day: string; kind: 'off' | 'work' }>('select day::text, kind from calendar_day')).map((x) => [x.day, x]))
    const cal = { days: holidays } as unknown as Calendar
    let moved = 0
    for (const c of await clocks()) {
      const was = before.find((x) => x.id === c.id)
      if (c.stopped) expect(c.due).toBe(was?.due)
      else if (c.unit === 'WD') {
        let d = c.from
        for (let left = c.n; left > 0; ) {
          d = next(d)
          if (plain(cal, d)) left--
        }
        expect(c.due, c.name).toBe(d)
        moved++
      }
    }
    expect(moved).toBeGreaterThan(2)
    const said = await s.rows<{ says: string }>(`select says from event where action = 'redate'`)
    expect(said.length).toBe(first.redated)
    for (const e of said) expect(e.says.length, e.says).toBeGreaterThan(5)
    await coherent()
  }, 60_000)
})
