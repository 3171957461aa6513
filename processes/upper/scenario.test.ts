/** What national and provincial deputies of the city put to their own congress: collected, sent up, accepted, answered, closed. */
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { localDay } from '../../kernel/calendar.ts'
import { calendarFor } from '../../kernel/calendar-store.ts'
import { faults } from '../../kernel/faults.ts'
import { arrowsOf, type ProcessDef } from '../../kernel/process.ts'
import { MEASURES } from '../../report/measures.ts'
import { type Story, story } from '../../test/story.ts'
import { listWork } from '../common/list.ts'
import { readPage } from '../common/page.ts'
import { upperKit } from './kit.ts'
import { upper } from './process.ts'

const def: ProcessDef = upper
let s: Story
afterEach(() => s?.end())
const P = { process: 'upper' }
const PAPER = {
  level: 'province',
  kind: 'suggestion',
  session: '省十四届人大二次会议',
  title: '关于支持云岭至省城高速铁路前期工作的建议',
  leadName: '何建华',
  content: '云岭市尚无高速铁路，请省政府支持开展前期工作。',
}
const does = (who: string, action: string, input: Record<string, unknown> = {}, more: { party?: string; matter?: string } = {}) =>
  s.as(who).does(action, input, { ...P, ...more })
const cannot = (who: string, action: string, input: Record<string, unknown> = {}, more: { party?: string; matter?: string } = {}) =>
  s.as(who).cannot(action, input, { ...P, ...more })
const due = async (name: string) =>
  (await s.rows('select due_on::text as due from clock where matter = $1 and name = $2 and stopped_at is null', [s.matter, name]))[0]?.due

test('B29 no fault in the declaration', () => expect(faults(upper)).toEqual([]))

test('B29 counted by the congress to which it was put, not by the day of entry', async () => {
  s = await story('2026-05-10')
  const late = { ...PAPER, metOn: '2025-12-28' }
  await does('王敏', 'draft', late)
  await does('王敏', 'draft', { ...late, title: '关于支持云岭机场迁建的建议', kind: 'motion' })
  await does('王敏', 'draft', { ...PAPER, session: '省十四届人大三次会议', title: '关于加快水网建设的建议' })
  const sessions = (await s.as('王敏').sees())?.sections.find((x) => x.key === 'sessions')?.rows
  expect(sessions).toEqual([
    ['省十四届人大三次会议', '1 件', '0 件', '0 件', '0 件'],
    ['省十四届人大二次会议', '2 件', '1 件', '0 件', '0 件'],
  ])
  const counted = async (from: string, to: string) =>
    (await s.db.owner.query(`select count(*)::int as n from (${MEASURES.get('sg_upper')?.rows}) x`, ['990300', from, to, null])).rows[0].n
  expect([await counted('2025-01-01', '2025-12-31'), await counted('2026-01-01', '2026-12-31')]).toEqual([2, 1])
})

test('B29 from the draft to the reply: units help, the outside number, the key flag and by whom', async () => {
  s = await story('2026-01-12')
  expect((await cannot('王敏', 'draft', { ...PAPER, leadName: '' })).fields?.leadName).toContain('请选择领衔代表')
  await does('王敏', 'draft', { ...PAPER, lead: [await s.seat('曾庆华', 'deputy')], helpers: [await s.unit('市交通运输局')] })
  expect(
    await s.rows(`select lead, (select name from person p join seat s on s.person = p.id where s.id = matter.lead) as name from matter where id = $1`, [
      s.matter,
    ]),
  ).toMatchObject([{ name: '曾庆华' }])
  expect(await due('submit')).toBe('2026-01-19')
  await does('吴海涛', 'supply', { text: '线路方案比选材料。' })
  expect((await cannot('何静', 'supply', { text: 'x' })).error).toBe('unknown')
  expect((await cannot('王敏', 'submitUp', { submittedOn: '2026-01-13', channel: 'online' })).fields?.submittedOn).toBe('日期不能晚于今天')
  await does('王敏', 'submitUp', { submittedOn: '2026-01-12', channel: 'online' })
  expect((await cannot('王敏', 'markKey', { by: 'committee', leader: '省人大城环委', markedOn: '2026-01-12' })).message).toBe(
    '「已上报」环节不能办理「列为上级重点」',
  )
  s.at('2026-01-28')
  await does('王敏', 'acceptUp', { externalNo: '省20260123', acceptedOn: '2026-01-28' })
  expect(await due('reply')).toBe('2026-07-28')
  await does('周建国', 'markKey', { by: 'committee', leader: '省人大城环委', markedOn: '2026-01-28' })
  expect((await cannot('周建国', 'markKey', { by: 'scLeader', leader: '某副主任', markedOn: '2026-01-28' })).message).toBe('已经列为上级重点督办')
  s.at('2026-05-20')
  await does('王敏', 'recordReply', { unit: '省发展和改革委员会', code: 'B', repliedOn: '2026-05-18', text: '已列入规划研究。' })
  await does('王敏', 'close', { view: '满意' })
  const v = await s.as('曾庆华', 'deputy').viewer()
  const page = await readAs(s.db.pool, v, (c) => readPage(upperKit, c, v, s.matter, s.now))
  expect([page?.stateLabel, page?.key]).toEqual(['办结', true])
  expect(page?.sheet.map((r) => `${r.label}：${r.text}`)).toEqual(
    expect.arrayContaining(['外部编号：省20260123（2026-01-28 受理）', '上级重点：省人大专门委员会督办：省人大城环委（2026-01-28）', '领衔代表的意见：满意']),
  )
  expect(page?.sections[0]?.rows).toEqual([['市交通运输局', '2026-01-12', '线路方案比选材料。']])
})

test('B29 forty-five at one session, two of them key: the list says all of it', async () => {
  s = await story('2026-01-12')
  for (let i = 1; i <= 45; i++) {
    await does('王敏', 'draft', { ...PAPER, title: `关于第${i}件省级事项的建议`, leadName: `代表${i}` })
    await does('王敏', 'submitUp', { submittedOn: '2026-01-12', channel: 'online' })
    await does('王敏', 'acceptUp', { externalNo: `省2026${String(i).padStart(4, '0')}`, acceptedOn: '2026-01-12' })
    if (i === 7) await does('王敏', 'markKey', { by: 'scLeader', leader: '省人大常委会副主任', markedOn: '2026-01-12' })
    if (i === 30) await does('王敏', 'markKey', { by: 'committee', leader: '省人大城环委', markedOn: '2026-01-12' })
  }
  expect(await s.rows(`select count(*)::int as all, count(*) filter (where key_item)::int as key from matter where process = 'upper'`)).toEqual([
    { all: 45, key: 2 },
  ])
  const v = await s.as('王敏').viewer()
  const [all, key] = await readAs(s.db.pool, v, async (c) => {
    const cal = await calendarFor(c, '990300')
    return [await listWork(upperKit, c, v, { limit: 100 }, cal, s.now), await listWork(upperKit, c, v, { key: 'yes' }, cal, s.now)]
  })
  expect([all?.total, key?.total]).toEqual([45, 2])
  expect(all?.rows.map((r) => r.number).sort()[44]).toBe('2026年上报第045号')
  expect(key?.rows.map((r) => r.cells[5]).sort()).toEqual(['省主任会议成员领衔督办：省人大常委会副主任', '省人大专门委员会督办：省人大城环委'])
  expect(all?.rows.every((r) => r.cells[4]?.startsWith('省2026'))).toBe(true)
}, 60_000)

test('B29 nobody but the table’s own may do anything; a unit that does not help sees nothing', async () => {
  s = await story('2026-01-12')
  const at = new Map<string, string>()
  for (const [state, acts] of Object.entries({
    drafted: [],
    submittedUp: ['submitUp'],
    acceptedUp: ['submitUp', 'acceptUp'],
    replied: ['submitUp', 'acceptUp', 'recordReply'],
    closed: ['submitUp', 'acceptUp', 'recordReply', 'close'],
    withdrawn: ['withdraw'],
  })) {
    await does('王敏', 'draft', { ...PAPER, helpers: [await s.unit('市交通运输局')] })
    const day = localDay(s.now)
    for (const a of acts)
      await does('王敏', a, {
        submittedOn: day,
        channel: 'paper',
        externalNo: '1',
        acceptedOn: day,
        unit: '省直部门',
        code: 'A',
        repliedOn: day,
        view: '满意',
        reason: '不报',
      })
    expect(await s.state()).toBe(state)
    at.set(state, s.matter)
  }
  const events = async () => (await s.rows('select count(*)::int as n from event'))[0]?.n
  const before = await events()
  let tried = 0
  for (const name of ['李秀兰', '刘芳', '孙立新', '王敏', '吴海涛', '郑国华', '何静', '黄文斌', '田野', '马超', '胡磊', '罗雪梅'])
    for (const [state, matter] of at) {
      const v = await s.as(name).viewer()
      const helps = v.seat.unitName === '市交通运输局'
      for (const action of Object.keys(def.actions)) {
        const may = arrowsOf(def, state, action).some((a) =>
          a.by.some((w) => (w === v.seat.office && v.seat.place === '990300') || (helps && w === `helper:${v.seat.office}`)),
        )
        if (def.actions[action]?.creates || may) continue
        expect(['forbidden', 'unknown', 'gate'], `${name} ${action} ${state}`).toContain((await cannot(name, action, {}, { matter })).error)
        tried++
      }
      const page = await readAs(s.db.pool, v, (c) => readPage(upperKit, c, v, matter, s.now))
      if (['李秀兰', '何静', '胡磊', '罗雪梅', '马超', '刘芳'].includes(name)) expect(page, name).toBeUndefined()
      if (['吴海涛', '王敏'].includes(name)) expect(page, name).toBeDefined()
    }
  expect(tried).toBeGreaterThan(600)
  expect((await cannot('李秀兰', 'draft', PAPER)).error).toBe('forbidden')
  expect(await events()).toBe(before)
}, 60_000)
