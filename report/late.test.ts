/** One question, one number: who is late with what, counted again from the rows and read on every page that says 逾期 (B22). */
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tick } from '../kernel/tick.ts'
import { type Client, type HttpHouse, house } from '../test/http.ts'
import { CONTACT, handedOver, replied } from '../test/story.ts'

let h: HttpHouse
const who: Record<string, Client> = {}
const item: Record<string, string> = {}
const as = (name: string) => who[name] as Client
/** Written out by hand: what a unit can be late with. */
const UNITS = ['preAssign', 'sign', 'contact', 'opinion', 'resubmit', 'reply', 'redo', 'promise', 'closing']

beforeAll(async () => {
  h = await house(['王敏', '黄文斌', '孙立新', '吴海涛', '何静'], { day: '2026-03-10' })
  for (const n of ['王敏', '黄文斌', '孙立新', '吴海涛', '何静']) who[n] = await h.login(n)
  const s = h.story
  const wu = s.as('吴海涛')
  const [traffic, money] = [await s.unit('市交通运输局'), await s.unit('市财政局')]
  const next = async (key: string, how: Record<string, unknown> = {}) => {
    await handedOver(s, how)
    item[key] = s.matter
  }
  await next('both', { kind: 'lead', main: [traffic], co: [money] })
  await next('answered')
  await replied(s)
  await next('returning')
  await wu.does('requestReturn', { reason: '不属本局职责', basis: '三定方案', proposed: money })
  for (const key of ['asking', 'silent']) {
    await next(key)
    await wu.does('signFor')
    await wu.does('recordContact', { ...CONTACT, heldOn: '2026-03-10' })
  }
  s.at('2026-06-05')
  s.matter = item.asking as string
  await wu.does('requestExtension', { months: 1, reason: '涉及跨区协调', told: true })
  // Time passes, and no clockwork need have run for what is late to be late.
  s.at('2026-06-25')
}, 60_000)
afterAll(() => h.end())

const counts = async (who: string, query = '') => {
  const f = (await as(who).get(`/api/suggestion/facets?${query}`)).body
  return Object.fromEntries(f.lights.map((x: { value: string; label: string; count: number }) => [x.label, x.count]))
}
const list = async (who: string, query: string): Promise<string[]> =>
  ((await as(who).get(`/api/suggestion?limit=200&${query}`)).body.rows as { id: string }[]).map((x) => x.id).sort()
const named = (...keys: string[]) => keys.map((k) => item[k] as string).sort()

async function recount() {
  const raw = await h.story.rows<{ matter: string; name: string; unit: string | null; due: string; asked: string | null }>(
    `select c.matter, c.name, u.name as unit, c.due_on::text as due, case when p.data->'extension'->>'state' = 'asked' then p.data->'extension'->>'on' end as asked
     from clock c join matter m on m.id = c.matter and m.place = '990300' and m.process = 'suggestion' left join party p on p.id = c.party left join unit u on u.id = p.unit
     where c.stopped_at is null and c.paused_on is null and (p.id is null or p.left_at is null)`,
  )
  const late = raw.filter((c) => c.due < '2026-06-25')
  const units = late.filter((c) => c.unit && UNITS.includes(c.name) && !(c.name === 'reply' && c.asked && c.asked <= c.due))
  return {
    any: new Set(late.map((c) => c.matter)),
    units,
    matters: new Set(units.map((c) => c.matter)),
    items: new Set(units.map((c) => `${c.matter}${c.unit}`)),
  }
}

test('B14 B17 B18 B22 list, filter, report, ladder, today and letter count the same, and blame no unit for another’s step', async () => {
  const again = await recount()
  expect([again.any.size, again.matters.size, again.items.size]).toEqual([5, 2, 3])
  const lights = await counts('王敏')
  expect(lights).toMatchObject({ 有环节逾期: again.any.size, 单位逾期: again.matters.size })
  expect(await list('王敏', 'light=late')).toEqual(named('both', 'answered', 'returning', 'asking', 'silent'))
  expect(await list('王敏', 'light=unit')).toEqual(named('both', 'silent'))
  for (const reader of ['王敏', '黄文斌', '孙立新']) {
    const report = (await as(reader).get('/api/report/overview')).body
    expect([reader, report.lateTotal]).toEqual([reader, again.matters.size])
    expect(report.late.map((u: { name: string; count: number }) => [u.name, u.count])).toEqual([
      ['市交通运输局', 2],
      ['市财政局', 1],
    ])
  }
  const ladder = (await as('王敏').get('/api/ladder')).body.units as { unit: string; name: string; items: { matter: string }[]; counts: { late: number } }[]
  expect(ladder.flatMap((u) => u.items)).toHaveLength(again.items.size)
  for (const u of ladder) {
    expect(u.counts.late).toBe(u.items.length)
    // The number beside the unit's name leads to exactly these.
    expect(await list('王敏', `unit=${u.unit}&light=unit`)).toEqual(u.items.map((i) => i.matter).sort())
  }
})

test('B22 a unit’s own list counts its own steps: not the deputy’s judging, not the office’s answer, not another unit’s', async () => {
  expect(await counts('吴海涛')).toEqual({ 本单位将到期: 0, 本单位逾期: 2 })
  expect(await list('吴海涛', 'light=unit')).toEqual(named('both', 'silent'))
  expect(await list('吴海涛', 'light=late')).toEqual(named('both', 'silent'))
  expect(await list('何静', 'light=unit')).toEqual(named('both'))
  const row = (await as('何静').get('/api/suggestion?light=unit')).body.rows[0]
  expect([row.due.label, row.due.light]).toEqual(['签收', 'red'])
})

test('B22 today counts what waits for me, by what its rows show', async () => {
  const t = (await as('王敏').get('/api/today')).body
  const red = t.items.filter((d: { due: { light: string } | null }) => d.due?.light === 'red')
  expect(red.map((d: { action: string }) => d.action).sort()).toEqual(['decideExtension', 'decideReturn'])
  expect(t.counts).toEqual({ all: t.items.length, soon: 0, late: red.length })
})

test('B22 the 督办函 names what the unit let pass, and nothing that waits for the office', async () => {
  const party = async (key: string, unit = '市交通运输局') =>
    (
      await h.story.rows<{ id: string }>('select p.id from party p join unit u on u.id = p.unit where p.matter = $1 and u.name = $2 and p.left_at is null', [
        item[key],
        unit,
      ])
    )[0]?.id
  const offered = async (key: string) =>
    ((await as('王敏').get(`/api/documents/for/${item[key]}`)).body.papers as { template: string; party: string }[]).filter(
      (x) => x.template === 'supervisionLetter',
    )
  for (const key of ['answered', 'returning', 'asking']) expect([key, await offered(key)]).toEqual([key, []])
  expect(await offered('both')).toHaveLength(2)
  const r = await as('王敏').get(`/api/documents/preview.docx?template=supervisionLetter&matter=${item.both}&party=${await party('both')}`)
  expect(r.status).toBe(200)
  const text = new TextDecoder().decode(unzipSync(new Uint8Array(r.raw.rawPayload))['word/document.xml']).replace(/<[^>]+>/g, '')
  expect(text).toContain('共2件')
  for (const x of ['答复延期申请', '答复退回申请', '评价']) expect(text).not.toContain(x)
})

test('B24 the extract for the inspection counts against a unit what the unit let pass, not the office’s unanswered requests', async () => {
  const s = h.story
  const units = [await s.unit('市交通运输局'), await s.unit('市财政局')]
  await s.as('王敏').does('request', { title: '第九轮巡察', units, from: '2026-01-01', to: '2026-12-31' }, { process: 'inspection' })
  await s.as('王敏').does('extract', {}, { process: 'inspection' })
  const got = await s.rows<{ suggestion: string; unit: string; late: number }>(
    `select suggestion, unit, (snapshot->>'late')::int as late from inspection_item where inspection = $1`,
    [s.matter],
  )
  const raw = (await recount()).units
  const name = async (unit: string) => (await s.rows<{ name: string }>('select name from unit where id = $1', [unit]))[0]?.name
  for (const x of got) {
    const of = await name(x.unit)
    expect([x.suggestion, of, x.late]).toEqual([x.suggestion, of, raw.filter((c) => c.matter === x.suggestion && c.unit === of).length])
  }
  const late = (key: string) => got.filter((x) => x.suggestion === item[key]).map((x) => x.late > 0)
  expect([late('returning'), late('asking'), late('answered'), late('silent')]).toEqual([[false], [false], [false], [true]])
})

test('B17 B22 what the clockwork marks is what the list says: the assessment blames no unit that waits for an answer', async () => {
  await tick(h.story.house, h.story.now)
  const rows = (await as('王敏').get('/api/assess?year=2026')).body.rows as {
    name: string
    deducted: { tests: { evidence: { code: string; n: number; of: number }[] }[] }
  }[]
  const reply = rows
    .find((r) => r.name === '市交通运输局')
    ?.deducted.tests.flatMap((t) => t.evidence)
    .find((e) => e.code === 'ok_reply')
  const late = (await recount()).units.filter((c) => c.name === 'reply' && c.unit === '市交通运输局').length
  // One answered in time, and those that are late by themselves; the one that asked in time is no row of either kind.
  expect([late, reply?.n, reply?.of]).toEqual([2, 1, 3])
  const marked = await h.story.rows<{ matter: string }>(`select matter from clock where name = 'reply' and late_at is not null`)
  expect(marked.map((x) => x.matter).sort()).toEqual(named('both', 'silent'))
})

test('B17 a reply given after its last day was late, also where the clockwork had not come round', async () => {
  const s = h.story
  await handedOver(s)
  s.at('2026-07-10')
  await s.as('吴海涛').does('signFor')
  const rows = async (code: string) =>
    ((await as('王敏').get(`/api/report/rows?code=${code}&year=2026`)).body.rows as { matter: string }[]).filter((r) => r.matter === s.matter).length
  expect([await rows('due_sign'), await rows('ok_sign')]).toEqual([1, 0])
})
