/**
 * The whole invented city behind its server, for the accounts that were published: anybody in a post acts through the addresses that
 * people use. Where only the count of like things is the point, one that was made so is copied, row by row.
 */
import { randomUUID } from 'node:crypto'
import { fillCalendar } from '../kernel/calendar-fill.ts'
import { seedDemo } from '../people/demo/seed.ts'
import { hidden, sendForm } from './citizen.ts'
import { prepare, type TestDatabase, testDatabase } from './database.ts'
import { type Client, serverOver } from './http.ts'

export interface Post {
  person: string
  name: string
  seat: string
  office: string
  place: string
  unit: string | null
  delegation: string | null
}
export type GoldenHouse = Awaited<ReturnType<typeof goldenHouse>>
/** What a copy has other than its model, by table. */
export type Copy = { matter?: object; concern?: object; station?: object; unit?: object }

/** @param more further places and people, before anybody logs in */
export async function goldenHouse(more: (db: TestDatabase) => Promise<void> = async () => {}) {
  const db = await testDatabase(
    await prepare('city', ['people/demo', 'kernel/calendar-fill.ts'], async (owner) => {
      await fillCalendar(owner)
      await seedDemo(owner)
    }),
  )
  await more(db)
  const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> => (await db.owner.query(sql, values)).rows as T[]
  const t = { now: new Date('2025-01-05T09:00:00+08:00') }
  let askers = 0
  const texts: string[] = []
  const people = (await rows<{ person: string }>(`select distinct person from seat where state = 'active' order by person`)).map((x) => x.person)
  const logins = new Map(people.map((person, i) => [person, `golden${i}`]))
  const server = await serverOver(
    db,
    [...logins].map(([person, login]) => ({ person, login })),
    { now: () => t.now, trustedHops: 1, sms: { send: async (_, text) => void texts.push(text) } },
  )
  const entered = new Map<string, Promise<Client>>()
  const as = async (who: Post): Promise<Client> => {
    const c = entered.get(who.seat) ?? server.enter(logins.get(who.person) as string)
    entered.set(who.seat, c)
    const client = await c
    client.seat = who.seat
    return client
  }
  const house = {
    db,
    server,
    rows,
    as,
    at(day: string, time = '09:00') {
      t.now = new Date(`${day}T${time}:00+08:00`)
    },
    posts: (where: string, values: unknown[] = []) =>
      rows<Post>(
        `select s.id as seat, s.person, p.name, s.office, s.place, s.unit, s.delegation from seat s join person p on p.id = s.person where s.state = 'active' and ${where} order by s.place, s.id`,
        values,
      ),
    async one(place: string, office: string): Promise<Post> {
      const [p] = await house.posts('s.place = $1 and s.office = $2', [place, office])
      if (!p) throw new Error(`${place} 没有 ${office}`)
      return p
    },
    /** One act over its own address; any refusal is an error. @returns the matter */
    async act(who: Post, process: string, action: string, input: object = {}, matter?: string): Promise<string> {
      const r = await (await as(who)).post(matter ? `/api/${process}/${matter}/${action}` : `/api/${process}`, {
        key: randomUUID(),
        input,
        ...(matter ? {} : { action }),
      })
      if (r.status !== 200) throw new Error(`${who.name} ${process}.${action}：${r.raw.body.slice(0, 400)}`)
      return r.body.matter
    },
    async get(who: Post, url: string) {
      const r = await (await as(who)).get(url)
      if (r.status !== 200) throw new Error(`${url}：${r.raw.body.slice(0, 300)}`)
      return r.body
    },
    /** A citizen at the public form; days later he comes back with the code he was given, confirms his number and rates. */
    async asks(place: string, fields: Record<string, string>): Promise<{ matter: string; rate(level: string): Promise<void> }> {
      const send = async (c: Client, url: string, f: Record<string, string>) => {
        t.now = new Date(t.now.getTime() + 5000)
        const r = await sendForm(c, `/g/${place}${url}`, f)
        if (r.status !== 303) throw new Error(`${url}：${r.status} ${String(r.body).slice(0, 400)}`)
      }
      // Each from an address and with a number of his own, as citizens are.
      const browser = () => Object.assign(server.client(), { headers: { 'x-forwarded-for': `10.0.0.${++askers}` } })
      const c = browser()
      const page = (await c.get(`/g/${place}/ask`)).body as string
      await send(c, '/ask', { key: hidden(page, 'key'), stamp: hidden(page, 'stamp'), phone: `1390000${1000 + askers}`, ...fields })
      const code = /class="big">([^<]+)</.exec((await c.get(`/g/${place}/mine`)).body as string)?.[1] as string
      const [made] = await rows<{ id: string }>(`select id from matter where process = 'concern' and place = $1 and title = $2`, [place, fields.title])
      return {
        matter: made?.id as string,
        rate: async (level) => {
          const later = browser()
          await send(later, '/mine/open', { code })
          await send(later, '/mine/send', {})
          await send(later, '/mine/check', { sms: /验证码 (\d{6})/.exec(texts.at(-1) ?? '')?.[1] as string })
          await send(later, '/mine/rate', { key: hidden((await later.get(`/g/${place}/mine`)).body as string, 'key'), level, text: '' })
        },
      }
    },
    /** Like the model in every row of its own but for the record: for numbers alone. */
    async copy(model: string, copies: readonly Copy[]): Promise<void> {
      const list = JSON.stringify(copies.map((c) => ({ ...c, id: randomUUID(), to: randomUUID() })))
      const like = (table: string, own: string, where: string) =>
        rows(
          `insert into ${table} select (jsonb_populate_record(r, ${own} || coalesce(e->'${table}', '{}'))).* from ${table} r cross join jsonb_array_elements($2::jsonb) e where ${where}`,
          [model, list],
        )
      await like('unit', `jsonb_build_object('id', e->>'to')`, `r.id = (select unit from station where matter = $1)`)
      await like('matter', `jsonb_build_object('id', e->>'id', 'series', null, 'no', null)`, 'r.id = $1')
      await like('concern', `jsonb_build_object('matter', e->>'id')`, 'r.matter = $1')
      await like('station', `jsonb_build_object('matter', e->>'id', 'unit', e->>'to')`, 'r.matter = $1')
      await rows(
        `insert into party select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'matter', e->>'id') || case when s.unit is null then '{}' else jsonb_build_object('unit', e->>'to') end)).*
         from party r left join station s on s.matter = r.matter and s.unit = r.unit cross join jsonb_array_elements($2::jsonb) e where r.matter = $1`,
        [model, list],
      )
    },
    async end() {
      await server.close()
      await db.drop()
    },
  }
  return house
}
