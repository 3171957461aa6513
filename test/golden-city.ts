/**
 * The whole invented city, or one of its districts, behind its server, for the suggestions' accounts that were published: anybody in a
 * post of the place acts through the addresses that people use.
 */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { demoAccounts } from '../people/demo/logins.ts'
import { seedDemo } from '../people/demo/seed.ts'
import { DESK, openBrowser } from './browser/browser.ts'
import { prepare, testDatabase } from './database.ts'
import { type Client, DEMO_PASSWORD, serverOver } from './http.ts'
import { CONTACT, GOOD, PASS, REPLY, TEXT } from './story.ts'

export const CITY = '990300'
export const CATEGORIES = ['politics', 'economy', 'culture', 'society', 'ecology'] as const
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

export interface Somebody {
  login: string
  name: string
  seat: string
  office: string
  unit: string | null
  delegation: string | null
}

/** The whole invented city, its server, and anybody in a post of the place by office, unit or delegation. */
export async function city(from: string, place = CITY) {
  const db = await testDatabase(
    await prepare('city', ['people/demo', 'kernel/calendar-fill.ts'], async (owner) => {
      await fillCalendar(owner)
      await seedDemo(owner)
    }),
  )
  const t = { now: new Date(`${from}T09:00:00+08:00`) }
  const accounts =
    place === CITY
      ? await demoAccounts(db.owner)
      : (await db.owner.query(`select distinct person from seat where place = $1 order by person`, [place])).rows.map((x, i) => ({
          person: x.person as string,
          login: `golden${i}`,
        }))
  const server = await serverOver(db, accounts, { now: () => t.now })
  closing.push(async () => {
    await server.close()
    await db.drop()
  })
  const logins = new Map(accounts.map((a) => [a.person, a.login]))
  const people: Somebody[] = (
    await db.owner.query(
      `select s.person, s.id as seat, s.office, s.unit, s.delegation, p.name from seat s join person p on p.id = s.person where s.place = $1 and s.state = 'active' order by s.id`,
      [place],
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
  const put = async (who: Somebody, url: string, body: object): Promise<void> => {
    const r = await (await as(who)).put(url, body)
    if (r.status !== 200) throw new Error(`${who.name} ${url}：${r.raw.body.slice(0, 400)}`)
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
  const rows = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> => (await db.owner.query(sql, values)).rows
  return {
    db,
    server,
    t,
    at: (day: string, time = '09:00') => {
      t.now = new Date(`${day}T${time}:00+08:00`)
    },
    rows,
    post,
    put,
    get,
    one,
    bulk,
    units: [...new Set(units)].filter((u) => people.some((p) => p.office === 'unit_leader' && p.unit === u)),
    deputies: people.filter((p) => p.office === 'deputy' && heads.has(p.delegation)).slice(0, 33),
    /** The congress that sits on that day. */
    session: async (day: string): Promise<string> => {
      const [x] = await rows<{ id: string }>('select id from congress_session where place = $1 and $2::date between opens_on and closes_on', [place, day])
      if (!x) throw new Error(`${day} 没有会议`)
      return x.id
    },
    /** Like the model but for the number, with its parties and its project, without the record: where only the count of like things is the point. */
    copy: async (model: string, n: number): Promise<void> => {
      const list = JSON.stringify(Array.from({ length: n }, (_, i) => ({ id: randomUUID(), i: i + 1 })))
      const like = (table: string, own: string, where: string) =>
        rows(
          `insert into ${table} select (jsonb_populate_record(r, ${own})).* from ${table} r cross join jsonb_array_elements($2::jsonb) e where ${where} = $1`,
          [model, list],
        )
      const [last] = await rows<{ n: number }>(
        'select max(x.no) as n from matter x join matter m on m.id = $1 and (x.place, x.process, x.series) = (m.place, m.process, m.series)',
        [model],
      )
      await like('matter', `jsonb_build_object('id', e->>'id', 'no', ${last?.n ?? 0} + (e->>'i')::int)`, 'r.id')
      await like('party', `jsonb_build_object('id', gen_random_uuid(), 'matter', e->>'id')`, 'r.matter')
      await like('fund_project', `jsonb_build_object('matter', e->>'id')`, 'r.matter')
      await rows(
        'update number_series s set last = last + $2 from matter m where m.id = $1 and (s.place, s.process, s.series) = (m.place, m.process, m.series)',
        [model, n],
      )
    },
    act: async (who: Somebody, id: string | null, action: string, input: object = {}, process = 'suggestion', party?: string): Promise<string> =>
      (await post(who, id ? `/api/${process}/${id}/${action}` : `/api/${process}`, { input, ...(id ? {} : { action }), ...(party ? { party } : {}) }))
        .matter as unknown as string,
  }
}
type City = Awaited<ReturnType<typeof city>>

/** Drafted, reviewed and numbered: as far as every suggestion goes before it is assigned. */
export async function registered(c: City, n: number, session: boolean, offset = 0): Promise<string[]> {
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

/** Talked over, answered on that day and found good by its deputy. */
export async function answered(c: City, id: string, unit: string, day: string): Promise<void> {
  const [officer, leader] = [c.one('unit_officer', { unit }), c.one('unit_leader', { unit })]
  const [m] = await c.rows<{ lead: string }>('select lead from matter where id = $1', [id])
  await c.act(officer, id, 'recordContact', { ...CONTACT, heldOn: day })
  await c.act(officer, id, 'saveReply', REPLY)
  await c.act(officer, id, 'checkReply', { pass: 'yes' })
  await c.act(leader, id, 'signReply', { pass: 'yes' })
  await c.act(officer, id, 'sendReply')
  await c.act(c.one('deputy', { seat: m?.lead as string }), id, 'judge', GOOD)
}

export const measures = async (c: City, query: string): Promise<(code: string) => [number, string | null]> => {
  const r = (await c.get(c.one('daf_head'), `/api/report?${query}`)) as { measures: { code: string; n: number; rate: string | null }[] }
  return (code) => {
    const m = r.measures.find((x) => x.code === code)
    if (!m) throw new Error(`没有指标 ${code}`)
    return [m.n, m.rate]
  }
}

/** A browser at the real pages, logged in. */
export async function page(c: City, who: Somebody, look: (open: (url: string) => Promise<Page>) => Promise<void>) {
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
