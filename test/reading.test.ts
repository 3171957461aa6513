/** Generated: every process × every office is asked by every way out of the house, and compared with what the declarations say. */
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAs } from '../database/read.ts'
import { readersOf } from '../kernel/duties.ts'
import { inMenu } from '../kernel/reads.ts'
import { readMatter } from '../kernel/store.ts'
import { IDS } from '../people/demo/ids.ts'
import { holdersOf, type Viewer } from '../people/viewer.ts'
import { search } from '../processes/common/search.ts'
import { processes } from '../processes/index.ts'
import { type Client, type HttpHouse, house } from './http.ts'
import { everyMatter, everySeat, mayRead, type ReaderSeat, type Standing, WORD } from './reading-world.ts'

let h: HttpHouse
let c: Client
let seats: ReaderSeat[]
let all: Standing[]
const seatOf = (office: string) => seats.find((x) => x.office === office) as ReaderSeat
const viewerOf = (x: ReaderSeat): Viewer => ({
  person: IDS.person.caixiaohong,
  name: '蔡晓红',
  strong: true,
  session: 'x',
  seat: {
    ...x,
    person: IDS.person.caixiaohong,
    personName: '蔡晓红',
    placeName: '',
    placePath: '',
    unitName: null,
    delegationName: null,
    term: null,
    certificateNo: null,
    readsDown: false,
  },
})
const named = (ids: Iterable<string>) =>
  [...ids]
    .map((id) => all.find((m) => m.id === id))
    .map((m) => `${m?.process} ${m?.state} ${m?.place}`)
    .sort()
const mine = (x: ReaderSeat) => new Set(all.filter((m) => mayRead(x, m)).map((m) => m.id))

beforeAll(async () => {
  h = await house(['蔡晓红'], { day: '2026-03-10' })
  // A person may hold one mandate a term: hers makes room for those of the test.
  await h.story.db.owner.query(`update seat set state = 'terminated' where person = $1`, [IDS.person.caixiaohong])
  seats = await everySeat(h.story, IDS.person.caixiaohong)
  all = await everyMatter(h.story, seatOf('deputy').id)
  c = await h.login('蔡晓红')
}, 120_000)
afterAll(() => h?.end())

test('rows, events, files, clocks: exactly what the declaration says, for every office here, below, beside, and a unit that takes no part', async () => {
  for (const x of seats) {
    const want = mine(x)
    const got = await readAs(h.story.db.pool, viewerOf(x), async (db) => ({
      matter: new Set((await db.query('select id from matter')).rows.map((r) => r.id as string)),
      event: new Set((await db.query('select matter as id from event where matter is not null')).rows.map((r) => r.id as string)),
      attachment: new Set((await db.query('select matter as id from attachment')).rows.map((r) => r.id as string)),
      party: new Set((await db.query('select distinct matter as id from party')).rows.map((r) => r.id as string)),
    }))
    expect(named(got.matter), x.name).toEqual(named(want))
    expect(named(got.event), x.name).toEqual(named(want))
    // Who comes from outside sees the units' papers alone; these are of no unit.
    expect(named(got.attachment), x.name).toEqual(['evaluator', 'inspector'].includes(x.office) ? [] : named(want))
    expect(named(got.party), x.name).toEqual(named(all.filter((m) => want.has(m.id) && m.parties.length > 0).map((m) => m.id)))
  }
})

test('search finds what may be read and nothing else', async () => {
  for (const x of seats) {
    const got = await readAs(h.story.db.pool, viewerOf(x), (db) => search(db, viewerOf(x), { q: WORD, most: 5000 }))
    const want = mine(x)
    const open = new Set(all.filter((m) => want.has(m.id) && !processes.get(m.process)?.def.reads.open?.to.includes(x.office)).map((m) => m.id))
    const found = new Set(got.rows.map((r) => r.id))
    expect(
      [...found].filter((id) => !want.has(id)),
      x.name,
    ).toEqual([])
    expect(named([...open].filter((id) => !found.has(id))), x.name).toEqual([])
    expect(got.total, x.name).toBe(found.size)
  }
})

test('the menu has a process exactly where its office reads something of it', async () => {
  for (const x of seats) {
    c.seat = x.id
    const r = await c.get('/api/processes')
    expect(r.body.map((p: { name: string }) => p.name).sort(), x.name).toEqual(
      [...processes.values()]
        .map(({ def }) => def)
        .filter((d) => d.name !== 'suggestion' && inMenu(d.reads, x.office))
        .map((d) => d.name)
        .sort(),
    )
  }
})

test('list, export and page over HTTP answer by the same declaration', async () => {
  for (const x of seats.filter((s) => s.place === '990300')) {
    c.seat = x.id
    const want = mine(x)
    for (const { def } of processes.values()) {
      const ids: string[] = []
      for (let after = ''; ; ) {
        const r = await c.get(`/api/${def.name}?limit=200${after}`)
        expect(r.status, `${x.name} ${def.name} ${r.raw.body}`).toBe(200)
        ids.push(...r.body.rows.map((row: { id: string }) => row.id))
        if (!r.body.next) break
        after = `&after=${encodeURIComponent(r.body.next)}`
      }
      const own = all.filter((m) => m.process === def.name)
      expect(named(ids), `${x.name} ${def.name}`).toEqual(named(own.filter((m) => want.has(m.id)).map((m) => m.id)))
      const [yes, no] = [own.find((m) => want.has(m.id)), own.find((m) => !want.has(m.id))]
      if (no) {
        for (const url of [`/api/${def.name}/${no.id}`, `/api/matter/${no.id}`, `/api/documents/for/${no.id}`]) {
          const r = await c.get(url)
          expect([r.status, r.body.error], `${x.name} ${url}`).toEqual([404, 'unknown'])
        }
      }
      if (yes) {
        const r = await c.get(`/api/${def.name}/${yes.id}`)
        expect(r.status, `${x.name} ${def.name} ${yes.state} ${r.raw.body}`).toBe(200)
      }
      if (['daf_staff', 'unit_officer', 'deputy', 'auditor'].includes(x.office)) {
        const r = await c.get(`/api/${def.name}.xlsx`)
        const book = new ExcelJS.Workbook()
        await book.xlsx.load(r.raw.rawPayload as never)
        expect(book.worksheets[0]?.rowCount, `${x.name} ${def.name}`).toBe(ids.length + 1)
      }
    }
  }
}, 240_000)

test('the live stream tells of a matter only those who may read it, and its office readers and parties always', async () => {
  for (const m of all) {
    const row = await readAs(h.story.db.pool, viewerOf(seatOf('daf_staff')), () => readAllOf(m.id))
    const def = processes.get(m.process)?.def
    if (!row || !def) throw new Error(m.id)
    const told = new Set(
      readersOf(def, { ...row, matter: row.matter as never, actor: null as never, now: h.story.now, today: '2026-03-10', rule: () => 0 as never }),
    )
    for (const x of seats) {
      const hears = holdersOf(viewerOf(x).seat).some((k) => told.has(k))
      if (hears) expect(mayRead(x, m), `${x.name} 收到 ${m.process} ${m.state} ${m.place}`).toBe(true)
      // What he reads from another place, by way of another matter or because it is published is not pushed to him; his own is.
      else if (x.place === m.place && !m.about && !def.reads.open?.to.includes(x.office))
        expect(mayRead(x, m), `${x.name} 没有收到 ${m.process} ${m.state}`).toBe(false)
    }
  }
  async function readAllOf(id: string) {
    const client = await h.story.db.owner.connect()
    try {
      return await readMatter(client, id)
    } finally {
      client.release()
    }
  }
})

test('every GET of the house × every office: refused by office exactly where its policy says so', async () => {
  const urls = h.documented.filter((r) => r.method === 'GET' && r.url.startsWith('/api') && r.url !== '/api/live')
  expect(urls.length).toBeGreaterThan(60)
  for (const x of seats.filter((s) => s.place === '990300')) {
    c.seat = x.id
    for (const r of urls) {
      const url = r.url.replace(/:(\w+)/g, (_, k) =>
        k === 'file' ? `${IDS.person.caixiaohong}.pdf` : ['id', 'matter'].includes(k) ? IDS.person.caixiaohong : 'units',
      )
      const got = await c.get(url)
      expect(got.status, `${x.name} ${url} ${got.raw.body.slice(0, 200)}`).toBeLessThan(500)
      const says = r.policy.allows(viewerOf(x))
      if (says === true) expect(String(got.body?.message), `${x.name} ${url}`).not.toMatch(/^只有.*您当前的身份是/)
      else expect([got.status, got.body.error, got.body.message], `${x.name} ${url}`).toEqual([403, 'forbidden', says])
    }
  }
}, 240_000)
