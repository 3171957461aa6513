/** Who may do what is one table; here every person of the city tries everything in every state, and only the table's own may. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAll, readAs } from '../../database/read.ts'
import { calendarFor } from '../../kernel/calendar-store.ts'
import { choices, gate } from '../../kernel/gate.ts'
import { actionsIn, arrowsOf, type ProcessDef } from '../../kernel/process.ts'
import { GOOD, handedOver, PASS, replied, type Story, story, TEXT } from '../../test/story.ts'
import { similarTo } from '../common/similar.ts'
import { facets, listSuggestions } from './list.ts'
import { suggestion } from './process.ts'
import { viewOf } from './reads.ts'

const def: ProcessDef = suggestion
const SPEECH = {
  meeting: '第一代表团全体会议',
  report: 'government',
  heldOn: '2026-01-21',
  title: TEXT.title,
  situation: TEXT.situation,
  proposals: TEXT.proposals,
}
const CAST = ['李秀兰', '张伟民', '刘芳', '孙立新', '王敏', '周建国', '吴海涛', '郑国华', '何静', '冯丽', '黄文斌', '马超', '胡磊', '秦朗', '范明'] as const
let s: Story
const at = new Map<string, string>()

/** One matter left standing in each state that a person may meet. */
beforeAll(async () => {
  s = await story('2026-03-10')
  const keep = async () => at.set(await s.state(), s.matter)
  const [li, wang] = [s.as('李秀兰'), s.as('王敏')]
  const draft = () => li.does('draft', TEXT)
  await draft()
  await keep()
  await draft()
  await li.does('inviteCosigners', { deputies: [await s.seat('张伟民')] })
  await keep()
  await draft()
  await li.does('submit')
  await keep()
  await draft()
  await li.does('submit')
  await wang.does('returnToDeputy', { reason: '补充' })
  await keep()
  await draft()
  await li.does('submit')
  await wang.does('register', PASS)
  await keep()
  await draft()
  await li.does('submit')
  await wang.does('register', PASS)
  await wang.does('preAssign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  await keep()
  await handedOver(s)
  await keep()
  await handedOver(s)
  await replied(s)
  await keep()
  const bad = { ...GOOD, result: '不满意', comment: '没有时间表' }
  await handedOver(s)
  await replied(s)
  await li.does('judge', bad)
  await keep()
  await handedOver(s)
  await replied(s)
  await li.does('judge', bad)
  await wang.does('orderRedo', { units: [(await s.party('main')).id], reason: '重办' })
  await keep()
  await handedOver(s)
  await replied(s)
  await li.does('judge', bad)
  await wang.does('callPanel', { form: '会商' })
  await keep()
  await handedOver(s)
  await replied(s, { code: 'B', promises: [{ item: '通车', dueOn: '2026-09-30' }] })
  await li.does('judge', GOOD)
  await keep()
  await handedOver(s)
  await replied(s)
  await li.does('judge', GOOD)
  await keep()
  s.at('2026-01-21')
  await s.as('刘芳').does('recordSpeech', { ...SPEECH, speakers: [await s.seat('李秀兰')] })
  await keep()
  await draft()
  await li.does('submit')
  await keep()
  await s.as('赵志强', 'delegation_officer').does('signOff', {})
  await keep()
})
afterAll(() => s.end())

/** Read straight from the table, not through the gate: may this office or party role appear in `by`? */
function named(state: string, action: string, who: { office: string; roles: string[] }): boolean {
  return arrowsOf(def, state, action).some((a) => a.by.some((w) => w === who.office || who.roles.includes(w.split(':')[0] as string)))
}

test('every state that people meet is in the sample', () => {
  const open = Object.entries(def.states)
    .filter(([, x]) => !x.final)
    .map(([k]) => k)
  expect([...at.keys()].sort()).toEqual([...open, 'closed'].sort())
})

test('nobody but the table’s own may take any action in any state; a refusal leaves no trace', async () => {
  const events = async () => (await s.rows('select count(*)::int as n from event'))[0]?.n
  const before = await events()
  let tried = 0
  for (const [state, matter] of at)
    for (const name of CAST) {
      const v = await s.as(name).viewer()
      const roles = (
        await s.rows<{ role: string }>('select distinct role from party where matter = $1 and left_at is null and (seat = $2 or unit = $3)', [
          matter,
          v.seat.id,
          v.seat.unit,
        ])
      ).map((r) => r.role)
      for (const action of Object.keys(def.actions)) {
        if (def.actions[action]?.creates || named(state, action, { office: v.seat.office, roles })) continue
        const p = await s.as(name).cannot(action, {}, { matter })
        expect(['forbidden', 'unknown', 'gate', 'input'], `${name} ${action} 在 ${state}：${p.message}`).toContain(p.error)
        tried++
      }
    }
  expect(tried).toBeGreaterThan(3000)
  expect(await events()).toBe(before)
}, 240_000)

test('the page’s buttons are exactly what the gate allows, with the gate’s own words', async () => {
  for (const matter of at.values())
    for (const name of CAST) {
      const v = await s.as(name).viewer()
      const page = await s.as(name).sees(matter)
      const got = await readAll(s.db.pool, (c) => viewOf(c, v, matter, s.now))
      if (!page || !got) continue
      expect(page.buttons.map((b) => `${b.action}/${b.party}/${b.why}`).sort()).toEqual(
        choices(def, got.view)
          .map((c) => `${c.action}/${c.verdict.party?.id ?? null}/${c.verdict.ok ? null : c.verdict.why}`)
          .sort(),
      )
      for (const b of page.buttons) expect(gate(def, got.view, b.action, b.party).ok).toBe(b.why === null)
    }
})

test('every non-final state offers somebody the act that moves it on', async () => {
  for (const [state, matter] of at) {
    if (def.states[state]?.private || def.states[state]?.final) continue
    expect((await s.rows('select 1 from duty where matter = $1', [matter])).length, state).toBeGreaterThan(0)
    expect(actionsIn(def, state).length).toBeGreaterThan(0)
  }
})

test('a neighbour place, another deputy and a unit that is no party see nothing: page, list, facets, search, similar', async () => {
  s.at('2026-03-12')
  await s.as('李秀兰').does('draft', {
    ...TEXT,
    title: '关于金丝雀湿地保护的建议',
    situation: '金丝雀湿地近年萎缩，候鸟减少，周边居民多次反映水体发臭。',
    mayPublish: false,
    publishReason: '涉及在谈项目',
  })
  await s.as('李秀兰').does('submit')
  const canary = s.matter
  const neighbours = await s.rows<{ name: string; office: string }>(
    `select p.name, s.office from seat s join person p on p.id = s.person where s.place <> '990300' or s.office in ('unit_officer', 'unit_leader') or (s.office = 'deputy' and p.name <> '李秀兰')`,
  )
  expect(neighbours.length).toBeGreaterThan(5)
  for (const n of neighbours) {
    const v = await s.as(n.name, n.office).viewer()
    expect(await s.as(n.name, n.office).sees(canary), n.name).toBeUndefined()
    await readAs(s.db.pool, v, async (c) => {
      const cal = await calendarFor(c, '990300')
      const all = JSON.stringify([
        await listSuggestions(c, v, { q: '金丝雀' }, cal, s.now),
        await similarTo(c, { place: '990300', title: '', text: '金丝雀湿地近年萎缩候鸟减少水体发臭' }),
        (await c.query('select * from event where matter = $1', [canary])).rows,
        (await c.query('select * from party where matter = $1', [canary])).rows,
      ])
      expect(all, n.name).not.toContain('金丝雀')
      expect(JSON.stringify(await facets(c, v, { q: '金丝雀' }, cal, s.now))).not.toMatch(/"count":[1-9]/)
    })
  }
  const office = await s.as('王敏').viewer()
  expect(
    JSON.stringify(await readAs(s.db.pool, office, (c) => similarTo(c, { place: '990300', title: '', text: '金丝雀湿地近年萎缩候鸟减少水体发臭' }))),
  ).toContain('金丝雀')
})

test('with nothing said about who looks, row-level security shows nothing and lets nothing be written', async () => {
  const c = await s.db.pool.connect()
  try {
    for (const t of ['matter', 'party', 'event', 'attachment', 'reply', 'judgement']) expect((await c.query(`select 1 from ${t}`)).rows, t).toEqual([])
    await expect(c.query(`update matter set title = 'x'`)).resolves.toMatchObject({ rowCount: 0 })
    await expect(
      c.query(
        `insert into event (id, process, place, action, by_office, by_name, at, says, hash) values (gen_random_uuid(), 'x', '990300', 'x', 'x', 'x', now(), 'x', '')`,
      ),
    ).rejects.toThrow(/row-level security/)
    await expect(c.query('update event set says = $1', ['改']).then((r) => r.rowCount)).rejects.toThrow(/permission denied|只能追加/)
  } finally {
    c.release()
  }
})
