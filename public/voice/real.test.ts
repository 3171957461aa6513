/**
 * The real messages of one city (4,326, anonymised) sent through the public form by script: none lost, none doubled, and what the form
 * shows as similar is mostly the same matter. Runs where the data lies beside the repository; none of it is kept here.
 */
import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPublic } from '../../database/read.ts'
import { similarTo } from '../../processes/common/similar.ts'
import { hidden, sendForm } from '../../test/citizen.ts'
import { type HttpHouse, house } from '../../test/http.ts'
import { findPrivate } from '../../text/privacy.ts'

const DATA = path.join(import.meta.dirname, '../../../shared/data')
const rowsOf = <T>(name: string): T[] => {
  const raw = fs.readFileSync(path.join(DATA, name))
  return parse(name.endsWith('.gz') ? gunzipSync(raw) : raw, { columns: true, bom: true }) as T[]
}
interface Message {
  id: string
  title: string
  text: string
}
const BASE = '/g/990300'

describe.runIf(fs.existsSync(path.join(DATA, 'hot_messages.csv.gz')))('4,326 real messages', () => {
  let h: HttpHouse
  let messages: Message[]
  /** Message to concern. */
  const matter = new Map<string, string>()
  const public_ = new Set<string>()
  let tried = 0
  beforeAll(async () => {
    h = await house(['王敏'], { sms: { send: async () => {} }, asksPerTenMinutes: 100_000, publicPerMinute: 100_000 })
    messages = rowsOf<Message>('hot_messages.csv.gz')
    const page = (await h.client().get(`${BASE}/ask`)).body as string
    h.story.now = new Date(h.story.now.getTime() + 5000)
    let next = 0
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (next < messages.length) {
          const m = messages[next++] as Message
          const c = h.client()
          const key = crypto.randomUUID()
          const [title, content] = [m.title.trim().slice(0, 60) || '诉求', m.text.trim().slice(0, 3000) || m.title]
          const r = await sendForm(c, `${BASE}/ask`, { key, stamp: hidden(page, 'stamp'), title, content, category: 'other', where: '', seen: '1' })
          tried++
          expect(r.status, `${m.id} ${r.raw.body.slice(0, 300)}`).toBe(303)
          matter.set(m.id, c.cookies.get('huying.mine')?.split('.')[0] as string)
        }
      }),
    )
    // A form makes its citizen; his party leads to what the page and the office see.
    const made = await h.story.rows<{ citizen: string; matter: string }>(`select citizen, matter from party where role = 'author'`)
    const of = new Map(made.map((x) => [x.citizen, x.matter]))
    for (const [id, citizen] of matter) matter.set(id, of.get(citizen) as string)
    // The office shows each title in which the guard finds nobody, many at once.
    const open = messages.filter((m) => findPrivate(m.title.trim().slice(0, 60)).length === 0).map((m) => matter.get(m.id) as string)
    const staff = h.story.as('王敏')
    for (let i = 0; i < open.length; i += 8)
      await Promise.all(open.slice(i, i + 8).map((id) => staff.does('show', {}, { process: 'concern', matter: id }).then(() => public_.add(id))))
    await h.story.db.owner.query('analyze')
  }, 400_000)
  afterAll(() => h?.end())

  const likeOf = async (m: Message) =>
    (
      await readPublic(h.story.db.pool, (c) =>
        similarTo(c, { place: '990300', title: m.title, text: m.text, except: matter.get(m.id), who: 'public', show: 5 }),
      )
    ).items

  test('all are in, each once', async () => {
    expect(tried).toBe(messages.length)
    expect(new Set(matter.values()).size).toBe(messages.length)
    expect(await h.story.rows('select count(*)::int as n from concern')).toEqual([{ n: messages.length }])
    expect(public_.size).toBeGreaterThan(messages.length * 0.9)
  })

  test('judged pairs: of those that are the same matter, four in five are shown among the five', async () => {
    const by = new Map(messages.map((m) => [m.id, m]))
    let [same, found] = [0, 0]
    for (const p of rowsOf<{ id_a: string; id_b: string; same_issue: string }>('dup_pairs_judged_dev.csv')) {
      const [a, b] = [by.get(p.id_a), by.get(p.id_b)]
      if (!a || !b || p.same_issue !== '1' || !public_.has(matter.get(b.id) as string)) continue
      same++
      if ((await likeOf(a)).some((x) => x.id === matter.get(b.id))) found++
    }
    expect(same).toBeGreaterThan(10)
    expect(found / same, `${found}/${same}`).toBeGreaterThanOrEqual(0.8)
  }, 60_000)

  test('issues: what is shown first, and what the form asks about, is the same issue', async () => {
    const issue = new Map(rowsOf<{ issue: string; id: string }>('hot_gold_dev.csv').map((g) => [matter.get(g.id), g.issue]))
    let [asked, first, doubts, right] = [0, 0, 0, 0]
    for (const m of messages.filter((x) => issue.has(matter.get(x.id)))) {
      const like = await likeOf(m)
      asked++
      if (issue.get(like[0]?.id) === issue.get(matter.get(m.id))) first++
      for (const x of like.filter((y) => y.score >= 0.3 && !y.elsewhere)) {
        doubts++
        if (issue.get(x.id) === issue.get(matter.get(m.id))) right++
      }
    }
    expect(asked).toBeGreaterThan(100)
    expect(first / asked, `${first}/${asked}`).toBeGreaterThanOrEqual(0.95)
    expect(right / doubts, `${right}/${doubts}`).toBeGreaterThanOrEqual(0.9)
  }, 60_000)

  test('the public search box finds and marks', async () => {
    const page = (await h.client().get(`${BASE}/ask?q=${encodeURIComponent('小区 停车')}`)).body as string
    expect(page).toContain('相似的诉求和建议')
    expect((page.match(/\/concerns\//g) ?? []).length).toBeGreaterThan(2)
  })
})
