/** Every person of the city tries every act in every state of a motion; only the table's own may. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAll, readAs } from '../../database/read.ts'
import { choices } from '../../kernel/gate.ts'
import { actionsIn, arrowsOf, type ProcessDef } from '../../kernel/process.ts'
import { beforePresidium, chengjian, decided, MOTION, motions, OPINION, SIGNERS, signed, submitted } from '../../test/motion.ts'
import { type Story, story } from '../../test/story.ts'
import { readPage } from '../common/page.ts'
import { viewOf } from '../common/view.ts'
import { motionKit } from './kit.ts'
import { motion } from './process.ts'

const def: ProcessDef = motion
const CAST = [
  ['李秀兰'],
  ['张伟民'],
  ['韩梅'],
  ['赵志强', 'delegation_officer'],
  ['曾庆华', 'delegation_officer'],
  ['刘芳'],
  ['孙立新'],
  ['王敏'],
  ['周建国'],
  ['吴海涛'],
  ['郑国华'],
  ['何静'],
  ['黄文斌'],
  ['田野'],
  ['马超'],
  ['胡磊'],
  ['罗雪梅'],
] as const
let s: Story
const at = new Map<string, string>()

/** One motion left standing in each state. */
beforeAll(async () => {
  s = await story('2026-01-20')
  const m = motions(s)
  const keep = async () => at.set(await s.state(), s.matter)
  const table = (outcome: string, more: Record<string, unknown> = {}) => m.does('刘芳', 'decide', decided(outcome, more))
  await m.does('李秀兰', 'draft', MOTION)
  await keep()
  await signed(s, SIGNERS.slice(0, 2))
  await keep()
  await submitted(s)
  await keep()
  await submitted(s)
  await m.does('刘芳', 'returnToMovers', { reason: '补充' })
  await keep()
  await submitted(s)
  await m.does('刘芳', 'register', { committee: await chengjian(s) })
  await keep()
  await submitted(s)
  await m.does('张伟民', 'dropOut', { reason: '退出' })
  await keep()
  await m.does('李秀兰', 'draft', MOTION)
  await m.does('李秀兰', 'withdraw', { reason: '不提了' })
  await keep()
  await beforePresidium(s)
  await keep()
  const last = { code: 'LOWER', lastMeetingOn: '2026-01-23', lastMeetingAt: '10:00' }
  await beforePresidium(s)
  await table('suggestion', last)
  await m.does('李秀兰', 'askReconsideration', { reason: '请再议' })
  await keep()
  await beforePresidium(s)
  await table('suggestion', last)
  await m.does('李秀兰', 'askReconsideration', { reason: '请再议' })
  for (const n of SIGNERS) await m.does(n, 'backReconsideration', {}, { office: 'deputy' })
  await keep()
  await beforePresidium(s)
  await table('suggestion', { code: 'LOWER' })
  await keep()
  await beforePresidium(s)
  await table('agenda')
  await keep()
  await beforePresidium(s)
  await table('committee')
  await keep()
  const sc = { meeting: '常委会会议', decidedOn: '2026-01-21', text: '同意' }
  await beforePresidium(s)
  await table('standing')
  await keep()
  for (const [closed, again] of [
    [false, false],
    [false, true],
    [true, true],
  ]) {
    await beforePresidium(s)
    await table('standing')
    await m.does('王敏', 'scDecide', { ...sc, outcome: 'handle', organs: [await s.unit('市交通运输局')] })
    if (again) await m.does('吴海涛', 'reportHandling', { report: '已办理' })
    if (closed) await m.does('王敏', 'acceptHandling')
    await keep()
  }
  s.at('2026-03-10')
  await submitted(s)
  await keep()
  await submitted(s)
  await m.does('王敏', 'register', { committee: await chengjian(s) })
  await keep()
  await submitted(s)
  await m.does('王敏', 'register', { committee: await chengjian(s) })
  await m.does('田野', 'giveOpinion', { ...OPINION, meetingOn: '2026-03-10' })
  await keep()
  s.at('2026-01-21')
}, 120_000)
afterAll(() => s.end())

test('B7 every state of a motion is in the sample', () => {
  expect([...at.keys()].sort()).toEqual(Object.keys(def.states).sort())
})

/** Read straight from the table: may this office, or this party with this post, appear in `by`? */
const named = (state: string, action: string, who: { office: string; place: string; parties: { role: string; unit: boolean }[] }) =>
  arrowsOf(def, state, action).some((a) =>
    a.by.some((w) => {
      const [role, post] = w.split(':')
      if (!def.parties[role as string]) return w === who.office && who.place === '990300'
      return who.parties.some((p) => p.role === role && (!p.unit || !post || post === who.office))
    }),
  )

test('B7 nobody but the table’s own may take any act in any state; a refusal leaves no trace', async () => {
  const events = async () => (await s.rows('select count(*)::int as n from event'))[0]?.n
  const before = await events()
  let tried = 0
  for (const [state, matter] of at)
    for (const [name, office] of CAST) {
      const v = await s.as(name, office).viewer()
      const parties = (
        await s.rows<{ role: string; unit: string | null }>('select role, unit from party where matter = $1 and left_at is null and (seat = $2 or unit = $3)', [
          matter,
          v.seat.id,
          v.seat.unit,
        ])
      ).map((p) => ({ role: p.role, unit: p.unit !== null }))
      for (const action of Object.keys(def.actions)) {
        if (def.actions[action]?.creates || named(state, action, { office: v.seat.office, place: v.seat.place, parties })) continue
        const p = await motions(s).cannot(name, action, {}, { matter, ...(office ? { office } : {}) })
        expect(['forbidden', 'unknown', 'gate'], `${name} ${action} 在 ${state}：${p.message}`).toContain(p.error)
        tried++
      }
    }
  expect(tried).toBeGreaterThan(8000)
  expect(await events()).toBe(before)
}, 120_000)

test('B7 an outsider sees nothing of it; the buttons are exactly what the gate allows', async () => {
  for (const [state, matter] of at) {
    if (def.states[state]?.private || state === 'withdrawn') {
      for (const name of ['韩梅', '王敏', '刘芳', '黄文斌', '马超', '罗雪梅']) {
        const v = await s.as(name).viewer()
        expect(await readAs(s.db.pool, v, (c) => readPage(motionKit, c, v, matter, s.now)), `${name} ${state}`).toBeUndefined()
      }
    }
    for (const [name, office] of CAST) {
      const v = await s.as(name, office).viewer()
      const page = await readAs(s.db.pool, v, (c) => readPage(motionKit, c, v, matter, s.now))
      if (['韩梅', '胡磊', '罗雪梅', '何静'].includes(name) || (office === 'delegation_officer' && name === '曾庆华'))
        expect(page, `${name} ${state}`).toBeUndefined()
      if (!page) continue
      const got = await readAll(s.db.pool, (c) => viewOf(def, c, v, matter, s.now))
      expect(page.buttons.map((b) => `${b.action}/${b.party}/${b.why}`).sort()).toEqual(
        choices(def, (got as NonNullable<typeof got>).view)
          .map((c) => `${c.action}/${c.verdict.party?.id ?? null}/${c.verdict.ok ? null : c.verdict.why}`)
          .sort(),
      )
    }
  }
})

test('B7 every open state has somebody with a duty, due by a clock that runs', async () => {
  for (const [state, matter] of at) {
    if (def.states[state]?.private || def.states[state]?.final) continue
    expect((await s.rows('select 1 from duty where matter = $1', [matter])).length, state).toBeGreaterThan(0)
    expect((await s.rows('select 1 from clock where matter = $1 and stopped_at is null', [matter])).length, state).toBeGreaterThan(0)
    expect(actionsIn(def, state).length).toBeGreaterThan(0)
  }
})

test('B7 the act that makes a suggestion of a motion is nobody’s by itself', async () => {
  for (const name of ['刘芳', '王敏', '李秀兰'])
    expect((await s.as(name).cannot('fromMotion', {}, { matter: undefined as never })).message).toBe('没有这项办理')
})
