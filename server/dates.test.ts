/** Hostile days at every door, days stored wrong long ago, and whose calendar an edit is. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { readAll } from '../database/read.ts'
import { editLayer } from '../kernel/calendar-store.ts'
import { tick } from '../kernel/tick.ts'
import { type Client, type HttpHouse, house } from '../test/http.ts'
import { handedOver, PASS, TEXT } from '../test/story.ts'
import { readDigest } from './digest.ts'

const NAMES = ['王敏', '周建国', '李秀兰', '吴海涛', '罗雪梅', '胡磊']
const HOSTILE = [
  '9999-12-31',
  '2027-02-29',
  '0000-01',
  '-1e9',
  '%00',
  '99999999999999999999',
  '0000-00-00T99:99:99Z|00000000-0000-4000-8000-000000000000',
  '9999-99-99~00000000-0000-4000-8000-000000000000',
]
let h: HttpHouse
let by: Record<string, Client>
beforeAll(async () => {
  h = await house(NAMES, { publicPerMinute: 1_000_000, asksPerTenMinutes: 1_000_000 })
  // The county's own head.
  await h.story.rows(`update seat set office = 'daf_head' where person = (select id from person where name = '罗雪梅')`)
  await h.story.rows(
    `insert into seat (person, place, office, unit, starts_on) select (select id from person where name = '马超'), place, 'daf_staff', unit, starts_on
     from seat where place = '990302' and office = 'daf_head'`,
  )
  by = Object.fromEntries(await Promise.all(NAMES.map(async (n) => [n, await h.login(n)])))
}, 60_000)
afterAll(() => h.end())
const as = (name: string) => by[name] as Client
const GATHERING = { title: '通报会', kind: 'briefing', place: '会议厅', topics: '一季度经济运行情况', speakers: '市政府', guests: [], hosts: [], items: [] }
const plan = (heldOn: string) => as('王敏').post('/api/gathering', { key: randomUUID(), action: 'plan', input: { ...GATHERING, heldOn } })

describe('at the door', () => {
  test('a day that is none, or years away, is refused beside its field; nothing is kept', async () => {
    for (const [heldOn, why] of [
      ['9999-12-31', /没有这一天/],
      ['2027-02-29', /没有这一天/],
      ['2026-11-31', /没有这一天/],
      ['2099-01-05', /请检查年份/],
    ] as const) {
      const r = await plan(heldOn)
      expect([heldOn, r.status, r.body.fields?.heldOn]).toEqual([heldOn, 422, expect.stringMatching(why)])
    }
    expect(await h.story.rows(`select 1 from matter where process = 'gathering'`)).toEqual([])
  })

  /** Fields that are days, wherever they stand in a schema. */
  const days = (s: unknown, at = ''): { at: string; schema: z.ZodType }[] => {
    // biome-ignore lint/suspicious/noExplicitAny: Zod's own internals
    const x = s as any
    const type = x?.def?.type
    if (['optional', 'default', 'nullable', 'prefault', 'readonly'].includes(type)) return days(x.def.innerType, at)
    if (type === 'array') return days(x.def.element, `${at}[]`)
    if (type === 'object') return Object.entries(x.shape).flatMap(([k, v]) => days(v, at ? `${at}.${k}` : k))
    return type === 'string' ? [{ at, schema: x }] : []
  }
  const inputs = () =>
    h.documented.flatMap(({ method, url, doc }) => {
      const input = (doc.body?.meta() as { actionInput?: z.ZodType } | undefined)?.actionInput
      return [doc.query, doc.body, input].flatMap((s) => days(s).map((d) => ({ ...d, at: `${method} ${url} ${d.at}` })))
    })

  test('every text of every route that is named like a day is of the one type of day', () => {
    const named = inputs().filter((d) => /[ .](on|day|date|deadline|due|since|until|\w+(On|Day|Date|By))$/.test(d.at))
    const isDayType = (s: z.ZodType) => (s.meta() as { widget?: string; format?: string } | undefined)?.format === 'date' || s.meta()?.widget === 'date'
    expect(named.length).toBeGreaterThan(30)
    const wrong = named.filter((d) => !/handedBy$/.test(d.at) && !isDayType(d.schema)).map((d) => d.at)
    expect(wrong).toEqual([])
    const all = inputs().filter((d) => isDayType(d.schema))
    expect(all.length).toBeGreaterThan(40)
    for (const d of all)
      for (const x of ['9999-12-31', '2027-02-29', 'x', '2026-03-10T00:00']) expect([d.at, x, d.schema.safeParse(x).success]).toEqual([d.at, x, false])
  })

  test('no address answers a hostile day, month, year or cursor with an error of its own, and none hangs', async () => {
    const open = ['year', 'month', 'from', 'to', 'after', 'start_date', 'end_date', 'n', 'page', 'date']
    const head = as('周建国')
    const id = randomUUID()
    const bad: string[] = []
    let asked = 0
    for (const r of h.documented) {
      if (r.method !== 'GET' || r.url === '/api/live' || r.url.includes('oidc')) continue
      const known = Object.keys((r.doc.query as { shape?: object } | undefined)?.shape ?? {})
      const names = r.doc.query ? open.filter((n) => known.includes(n)) : r.url.startsWith('/g') ? open : []
      const url = r.url
        .replace(':place', '990300')
        .replace(/:year\b/, '2026')
        .replace(/:(\w+)/g, id)
      for (const name of names)
        for (const x of HOSTILE) {
          const got = await head.get(`${url}?${name}=${x === '%00' ? x : encodeURIComponent(x)}${name === 'from' ? '&n=5&unit=WD' : ''}`)
          asked++
          if (got.status >= 500) bad.push(`${got.status} ${url}?${name}=${x}`)
        }
    }
    for (const x of HOSTILE) {
      const got = await head.get(`/g/990300/catalogue/${encodeURIComponent(x)}`)
      if (got.status >= 500) bad.push(`catalogue ${x}`)
    }
    expect(bad).toEqual([])
    expect(asked).toBeGreaterThan(300)
  }, 180_000)

  test('no address takes a hostile day in its body', async () => {
    const head = as('周建国')
    const bad: string[] = []
    for (const r of h.documented) {
      if (r.method === 'GET' || r.method === 'DELETE' || !r.doc.body) continue
      const input = (r.doc.body.meta() as { actionInput?: z.ZodType } | undefined)?.actionInput
      const fields = days(input ?? r.doc.body).filter((d) => (d.schema.meta() as { format?: string } | undefined)?.format === 'date')
      if (fields.length === 0) continue
      for (const x of ['9999-12-31', '2027-02-29', 'x']) {
        const body = Object.fromEntries(fields.filter((d) => !d.at.includes('[]')).map((d) => [d.at, x]))
        const got = await head.ask(r.method as 'POST', r.url.replace(/:(\w+)/g, randomUUID()), input ? { key: randomUUID(), input: body } : body)
        if (got.status >= 500 || got.status < 400) bad.push(`${got.status} ${r.method} ${r.url} ${x}`)
      }
    }
    expect(bad).toEqual([])
  }, 60_000)

  test('a limit of more than five years, and a rule from another century, are refused', async () => {
    const put = (value: unknown, from = '2026-03-10') => as('周建国').put('/api/rules/suggestion/clock.signFor', { value, from, note: '试' })
    for (const value of [
      [1_000_000_000, 'WD'],
      [1300, 'WD'],
      [61, 'MONTH'],
      [1e308, 'DAY'],
      [1.5, 'WD'],
      [-1, 'WD'],
    ])
      expect((await put(value)).body.fields).toHaveProperty('value')
    for (const from of ['9999-12-31', '2027-02-29', '2099-01-01', 'x', '']) expect((await put([5, 'WD'], from)).body.fields).toHaveProperty('from')
  })
})

describe('a day stored wrong long ago', () => {
  let suggestion = ''
  const matters: string[] = []
  beforeAll(async () => {
    await handedOver(h.story)
    suggestion = h.story.matter
    for (const bad of ['9999-12-31', '2027-02-30', 'x', '']) {
      const { matter } = (await plan('2026-04-20')).body
      matters.push(matter)
      await h.story.rows(`update matter set data = data || jsonb_build_object('heldOn', $2::text, 'announceBy', $2::text) where id = $1`, [matter, bad])
    }
    await plan('2026-04-21')
    await h.story.rows(`update clock set due_on = 'infinity' where matter = $1`, [matters[1]])
    await h.story.rows(`update clock set due_on = '9999-12-31' where matter = $1`, [matters[0]])
    await h.story.rows(`update duty set due_on = '9999-12-31' where matter = $1`, [matters[0]])
    await h.story.rows(`update clock set started_on = '9999-12-31', due_on = '9999-12-31' where matter = $1 and name = 'sign'`, [suggestion])
    await h.story.rows(`update matter set data = data || '{"receivedOn": "2027-02-30"}' where id = $1`, [suggestion])
  })

  test('gives its own row 日期有误; lists, pages, today, figures, papers and public pages go on', async () => {
    const list = (await as('王敏').get('/api/gathering')).body
    expect(list.rows).toHaveLength(5)
    expect(JSON.stringify(list.rows).match(/日期有误/g)?.length).toBeGreaterThanOrEqual(5)
    expect(JSON.stringify(list.rows)).toContain('2026-04-21')
    for (const [who, url] of [
      ['王敏', '/api/today'],
      ['吴海涛', '/api/today'],
      ['王敏', '/api/suggestion'],
      ['吴海涛', '/api/suggestion'],
      ['王敏', '/api/suggestion/facets'],
      ['王敏', '/api/suggestion.xlsx'],
      ['王敏', `/api/suggestion/${suggestion}`],
      ['李秀兰', `/api/suggestion/${suggestion}`],
      ['王敏', '/api/ladder'],
      ['王敏', '/api/report'],
      ['王敏', '/api/promises'],
      ['王敏', '/api/circular'],
      ['王敏', '/api/assess'],
      ['王敏', '/g/990300'],
      ['王敏', '/g/990300/suggestions'],
      ['王敏', '/g/990300/promises'],
      ...matters.map((m) => ['王敏', `/api/matter/${m}`]),
      ...matters.map((m) => ['王敏', `/api/gathering/${m}`]),
    ] as [string, string][]) {
      const r = await as(who).get(url)
      expect([who, url, r.status < 500]).toEqual([who, url, true])
    }
    const page = (await as('王敏').get(`/api/suggestion/${suggestion}`)).body
    expect(JSON.stringify(page)).toContain('日期有误')
    const clock = (await h.story.rows<{ id: string }>(`select id from clock where matter = $1 and name = 'sign'`, [suggestion]))[0]?.id
    expect((await as('王敏').get(`/api/clock/${clock}`)).status).toBe(200)
    const wang = (await h.story.rows<{ id: string }>(`select id from person where name = '王敏'`))[0]?.id as string
    expect((await readAll(h.story.db.owner, (c) => readDigest(c, { id: wang, name: '王敏' }, [], h.story.now))).duties.length).toBeGreaterThan(0)
  })

  test('does not stop the sweep; the office is told which matter, once', async () => {
    await h.story.rows(`update calendar_version set version = nextval('calendar_edit')`)
    const told = () =>
      h.story.rows<{ matter: string; text: string }>(
        `select n.matter, n.text from notice n join person p on p.id = n.person where p.name = '王敏' and n.text like '日期有误%' order by n.text`,
      )
    const r = await tick(h.story.house, h.story.now)
    expect(r.failed).toEqual([])
    expect(new Set((await told()).map((x) => x.matter))).toEqual(new Set([suggestion, matters[0], matters[1]]))
    expect((await told())[0]?.text).toMatch(/^日期有误：《.+》的期限算不出来，请打开核对日期并更正$/)
    const n = (await told()).length
    await tick(h.story.house, h.story.now)
    expect((await told()).length).toBe(n)
  })

  test('is mended by the people themselves', async () => {
    const r = await as('王敏').post(`/api/matter/${matters[2]}/amend`, { key: randomUUID(), input: { ...GATHERING, heldOn: '2026-04-22' } })
    expect([r.status, r.body.fields]).toEqual([200, undefined])
    expect(JSON.stringify((await as('王敏').get('/api/gathering')).body.rows)).toContain('2026-04-22')
    // Any other act passes too, with the day still wrong.
    expect((await as('王敏').post(`/api/matter/${matters[3]}/cancel`, { key: randomUUID(), input: { reason: '不办了' } })).status).toBe(200)
  })
})

describe('whose calendar', () => {
  const off = (day: string, kind = 'off') => ({ days: [{ day, kind, name: '县庆日' }], note: '本地通知' })
  const dues = async () =>
    new Map((await h.story.rows<{ id: string; due: string }>(`select id, due_on::text as due from clock where stopped_at is null`)).map((x) => [x.id, x.due]))
  const county = '990302'
  let below = ''

  beforeAll(async () => {
    h.story.at('2026-06-01')
    await h.story.as('李秀兰').does('draft', TEXT)
    await h.story.as('李秀兰').does('submit')
    await h.story.as('王敏').does('register', PASS)
    // The same matter in the county below: what a county's own suggestion would be.
    below = randomUUID()
    await h.story.rows(
      `insert into matter select (jsonb_populate_record(m, jsonb_build_object('id', $2::text, 'place', $3::text, 'session', null, 'delegation', null, 'lead', null))).* from matter m where id = $1`,
      [h.story.matter, below, county],
    )
    await h.story.rows(
      `insert into clock select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'matter', $2::text))).* from clock c where matter = $1 and name = 'assign' and stopped_at is null`,
      [h.story.matter, below],
    )
    await tick(h.story.house, h.story.now)
  })

  test('a county’s edit moves its own clocks, tells its office, and leaves city and neighbour alone', async () => {
    const before = await dues()
    expect((await as('罗雪梅').put('/api/calendar', off('2026-06-03'))).status).toBe(200)
    const r = await tick(h.story.house, h.story.now)
    expect([r.redated, r.failed]).toEqual([1, []])
    const moved = [...(await dues())].filter(([id, due]) => before.get(id) !== due)
    expect(await h.story.rows('select matter, due_on::text as due from clock where id = $1', [moved[0]?.[0]])).toEqual([{ matter: below, due: '2026-06-09' }])
    expect(moved).toHaveLength(1)
    const notices = await h.story.rows<{ name: string; text: string }>(
      `select p.name, n.text from notice n join person p on p.id = n.person where n.text like '%工作日历调整%'`,
    )
    expect(notices.map((n) => n.name)).toEqual(['马超'])
    expect(notices.every((n) => /期限由2026年6月8日 周一改为2026年6月9日 周二/.test(n.text))).toBe(true)
    expect((await tick(h.story.house, h.story.now)).redated).toBe(0)

    const of = async (who: string) => (await as(who).get('/api/deadline?from=2026-06-02&n=1&unit=WD')).body.dueOn
    expect([await of('罗雪梅'), await of('周建国'), await of('王敏')]).toEqual(['2026-06-04', '2026-06-03', '2026-06-03'])
    expect((await as('罗雪梅').get('/api/calendar?year=2026')).body.days.find((d: { day: string }) => d.day === '2026-06-03')).toMatchObject({
      from: '碧溪区',
      own: true,
    })
    expect((await as('王敏').get('/api/calendar?year=2026')).body.days.some((d: { day: string }) => d.day === '2026-06-03')).toBe(false)
    // The nation's own is nobody's to edit here, and still what it was.
    expect(await h.story.rows(`select place, kind from calendar_day where day = '2026-06-03'`)).toEqual([{ place: county, kind: 'off' }])
  })

  test('the city’s holds for the county below; the county’s own word on that day goes first; taken back, the city’s holds again', async () => {
    const of = async (who: string) => (await as(who).get('/api/deadline?from=2026-07-06&n=1&unit=WD')).body.dueOn
    expect((await as('周建国').put('/api/calendar', off('2026-07-07'))).status).toBe(200)
    expect([await of('周建国'), await of('罗雪梅')]).toEqual(['2026-07-08', '2026-07-08'])
    expect((await as('罗雪梅').put('/api/calendar', off('2026-07-07', 'plain'))).status).toBe(200)
    expect([await of('周建国'), await of('罗雪梅')]).toEqual(['2026-07-08', '2026-07-07'])
    expect((await as('罗雪梅').put('/api/calendar', off('2026-07-07', 'above'))).status).toBe(200)
    expect(await of('罗雪梅')).toBe('2026-07-08')
    // A city's edit moves what lies below it too.
    const before = await dues()
    expect((await as('周建国').put('/api/calendar', off('2026-06-05'))).status).toBe(200)
    await tick(h.story.house, h.story.now)
    const moved = new Set([...(await dues())].filter(([id, due]) => before.get(id) !== due).map(([id]) => id))
    const places = await h.story.rows(`select distinct m.place from clock c join matter m on m.id = c.matter where c.id = any ($1) order by 1`, [[...moved]])
    expect(places).toEqual([{ place: '990300' }, { place: county }])
  })

  test('the database itself refuses to write another place’s layer, or the nation’s', async () => {
    const c = await h.story.db.pool.connect()
    try {
      await c.query('begin')
      await c.query(`select set_config('huying.system', 'on', true)`)
      await editLayer(c, county, { days: [{ day: '2026-08-03', kind: 'off', name: '' }], note: '试' })
      for (const sql of [
        `insert into calendar_day (place, day, kind, name, source) values ('990300', '2026-08-04', 'off', '', '试')`,
        `insert into calendar_day (place, day, kind, name, source) values (null, '2026-08-04', 'off', '', '试')`,
        `insert into calendar_year (place, year, source) values (null, 2030, '试')`,
      ]) {
        await c.query('savepoint s')
        await expect(c.query(sql), sql).rejects.toThrow(/row-level security/)
        await c.query('rollback to savepoint s')
      }
      for (const sql of [
        `update calendar_day set kind = 'work' where place is null or place = '990300'`,
        `delete from calendar_day where place is null or place = '990300'`,
        `delete from calendar_year where place is null`,
        `update calendar_version set version = version + 1`,
      ]) {
        // Either the row is out of reach, or the whole table is.
        await c.query('savepoint s')
        const touched = await c.query(sql).then(
          (r) => r.rowCount,
          (e: { code?: string }) => (e.code === '42501' ? 0 : e),
        )
        await c.query('rollback to savepoint s')
        expect([sql, touched]).toEqual([sql, 0])
      }
    } finally {
      await c.query('rollback')
      c.release()
    }
  })

  test('a day no office could mean is refused; a year is loaded only when its whole notice is said to be in', async () => {
    for (const day of ['9999-12-31', '2027-02-29', '2099-01-04', '1990-01-01', 'x'])
      expect([day, (await as('周建国').put('/api/calendar', off(day))).status]).toEqual([day, 422])
    const warned = async () => !!(await as('周建国').get('/api/deadline?from=2027-03-01&n=1&unit=WD')).body.warning
    await as('周建国').put('/api/calendar', off('2027-03-04'))
    expect(await warned()).toBe(true)
    await as('周建国').put('/api/calendar', { ...off('2027-03-04'), year: 2027 })
    expect(await warned()).toBe(false)
    // What the law fixes stays fixed.
    expect((await as('周建国').get('/api/deadline?from=2026-12-31&n=1&unit=WD')).body.dueOn).toBe('2027-01-04')
    expect(!!(await h.story.rows(`select 1 from calendar_year where year = 2027 and place = '990300'`))[0]).toBe(true)
  })
})
