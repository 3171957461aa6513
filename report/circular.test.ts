/** Whose delay the circular names, and whose concerns a place counts (C6). */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../database/read.ts'
import { act } from '../kernel/act.ts'
import { localDay } from '../kernel/calendar.ts'
import { citizenActor } from '../kernel/process.ts'
import { type Story, story } from '../test/story.ts'
import { circular } from './circular.ts'
import { count } from './count.ts'

let s: Story
afterEach(() => s?.end())
const ON = { process: 'concern' }

/** A citizen asks at a place. */
async function asked(place = '990300'): Promise<string> {
  const r = await act(s.house, {
    process: 'concern',
    action: 'ask',
    key: randomUUID(),
    input: { title: '路灯不亮', content: '北街路灯坏了三盏。', category: 'urban', where: '北街' },
    actor: citizenActor(randomUUID(), place),
    now: s.now,
    extra: { citizen: { id: randomUUID() }, channel: 'web' },
  })
  s.matter = r.matter
  return r.matter
}
const page = async (month: string) => readAs(s.db.pool, await s.as('王敏').viewer(), (c) => circular(c, '990300', month, {}, localDay(s.now)))

test('C6 a unit’s account ends with its answer: nobody’s telling or judging is laid at its door, nor what is still within its time', async () => {
  s = await story('2026-03-02')
  const [traffic, money] = [await s.unit('市交通运输局'), await s.unit('市财政局')]
  for (const unit of [traffic, traffic, money]) {
    await asked()
    await s.as('王敏').does('assign', { main: [unit], publicTitle: '', note: '' }, ON)
  }
  // 市交通运输局 answers one, and nobody tells the citizen; the other stays open. 市财政局 lets its day pass.
  const [first] = await s.rows<{ matter: string }>(`select p.matter from party p where p.unit = $1 order by p.joined_at limit 1`, [traffic])
  s.matter = first?.matter as string
  await s.as('吴海涛').does('sign', {}, ON)
  await s.as('吴海涛').does('reply', { code: 'solved', text: '三盏路灯已经换新，当晚亮灯。' }, ON)
  s.at('2026-03-10')
  const line = async (name: string, month = '2026-03') => (await page(month)).units.find((u) => u.name === name)
  // Nothing is due yet but what was answered.
  expect(await line('市交通运输局')).toMatchObject({ given: 2, due: 1, closed: 1, late: 0, rate: '100%', least: false })
  expect(await line('市财政局')).toMatchObject({ given: 1, due: 0, closed: 0, late: 0, least: false })
  s.at('2026-04-10')
  expect(await line('市交通运输局')).toMatchObject({ given: 2, due: 2, closed: 1, late: 1, rate: '50%', least: true })
  expect(await line('市财政局')).toMatchObject({ given: 1, due: 1, closed: 0, late: 1, rate: '0%', least: true })
  // The whole is not closed: that is the office's and the citizen's to do, and it is counted apart.
  expect((await page('2026-03')).counts.month.find((c) => c.code === 'ss_closed')?.n).toBe(0)
})

test('C6 what a place collects is what its three levels collect, each handed-on concern once', async () => {
  s = await story('2026-03-02')
  const places = (
    await s.rows<{ code: string }>(`select code from place where path like (select path from place where code = '990300') || '%' order by length(code)`)
  ).map((x) => x.code)
  const [, county, ...rest] = places
  const town = rest.find((p) => p.startsWith(county as string) && p.length > 6) ?? rest[0]
  for (const place of ['990300', county as string, town as string]) await asked(place)
  // Handed down from the city: two rows, one concern.
  await asked()
  await s.as('王敏').does('pass', { to: county, note: '请办理' }, ON)
  const v = await s.as('王敏').viewer()
  const n = await readAs(s.db.pool, v, async (c) => {
    const of = async (place: string) => (await count(c, { place, from: '2026-01-01', to: '2026-12-31', session: null }, ['ss_total'])).get('ss_total')?.n
    return [await of('990300'), await of(county as string)]
  })
  expect((await s.rows('select count(*)::int as n from concern'))[0]).toEqual({ n: 5 })
  expect(n[0]).toBe(4)
  const c = await page('2026-03')
  expect([c.byChannel, c.byCategory].map((list) => list.reduce((sum, x) => sum + x.n, 0))).toEqual([4, 4])
})
