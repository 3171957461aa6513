/** Who is told of what, where the act's own declaration says so; and what a deadline's light means on its edge (B17, B22). */
import { afterEach, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { addDays } from '../../kernel/calendar.ts'
import { calendarFor } from '../../kernel/calendar-store.ts'
import { type ClockRow, dueView, extend, soonUntil } from '../../kernel/clocks.ts'
import { ruleBook } from '../../kernel/rules.ts'
import { MEASURES } from '../../report/measures.ts'
import { handedOver, replied, type Story, story } from '../../test/story.ts'
import { kits, processes } from '../index.ts'
import { CATEGORIES } from './inputs.ts'
import { suggestion } from './process.ts'

let s: Story
afterEach(() => s?.end())
const told = async (text: string) =>
  (await s.rows<{ name: string }>(`select distinct p.name from notice n join person p on p.id = n.person where n.text like $1 order by 1`, [text])).map(
    (x) => x.name,
  )

test('B17 a reply is told to the congress’s office and to the government’s; a reminder to both posts of its unit', async () => {
  s = await story('2026-03-10')
  await handedOver(s, { kind: 'separate', main: [await s.unit('市交通运输局'), await s.unit('市财政局')] })
  await s.as('王敏').does('urge', { channel: '系统', note: '请尽快' }, { party: (await s.party('main', '市交通运输局')).id })
  // The urged unit alone: its fellow has nothing to hurry for.
  expect(await told('王敏催办第%')).toEqual(['吴海涛', '郑国华'])
  await replied(s)
  const heard = await told('市交通运输局已答复代表：%')
  expect(heard).toEqual(expect.arrayContaining(['孙立新', '王敏']))
})

test('every declared notice: to whom and in which words', () => {
  const all = [...processes.values()].flatMap(({ def }) =>
    Object.entries(def.actions).flatMap(([name, a]) => (a.tells ?? []).map((t) => [`${def.name}.${name}`, [...t.to].sort().join(' '), t.text])),
  )
  expect(all).toEqual([
    ['suggestion.sayToChange', 'daf_staff gov_office', '代表对{party}的{what}表示{stand}：{no}《{title}》'],
    ['suggestion.sendReply', 'daf_staff gov_office', '{party}已答复代表：{no}《{title}》'],
    ['suggestion.urge', 'co main', '{actor}催办{no}《{title}》'],
    ['research.amend', 'member provider', '调研安排有变动，请留意'],
  ])
})

test('what each process lets itself be found by: its own words, all of them', () => {
  const data = {
    content: '内容甲',
    location: '地点乙',
    topic: '题目丙',
    place: '场所丁',
    topics: '议题戊',
    grounds: '案据己',
    plan: '方案庚',
    situation: '情况辛',
    proposals: '建议壬',
    where: '位置癸',
  }
  const matter = { id: 'm', title: '标题', state: 'x', private: false, no: 1, confidential: false, data: { ...data, mayPublish: true } } as never
  const words = Object.fromEntries([...processes].flatMap(([name, p]) => (p.tells ? [[name, p.tells(matter).text]] : [])))
  expect(words.fund).toBe('内容甲\n地点乙')
  expect(words.research).toBe('题目丙\n场所丁')
  expect(words.gathering).toBe('议题戊')
  expect(words.motion).toBe('案据己\n方案庚')
  expect(words.suggestion).toBe('情况辛\n建议壬')
  expect(words.concern).toContain('内容甲')
  expect(kits.length).toBeGreaterThan(10)
})

test('the amber light begins three working days before the last; the last day itself is 今天到期, the next 逾期 1 天', async () => {
  s = await story('2026-03-10')
  const cal = await readAs(s.db.pool, await s.as('王敏').viewer(), (c) => calendarFor(c, '990300'))
  const at = (today: string, dueOn = '2026-03-20') => {
    const d = dueView(cal, '答复', { id: 'c', name: 'reply', dueOn, span: null, pausedOn: null, stoppedAt: null }, new Date(`${today}T10:00:00+08:00`))
    return [d.light, d.leftWords]
  }
  // Friday the 20th: Monday the 16th is four working days before, Tuesday three.
  expect(at('2026-03-16')).toEqual(['green', '还剩 4 个工作日'])
  expect(at('2026-03-17')).toEqual(['amber', '还剩 3 个工作日'])
  expect(at('2026-03-20')).toEqual(['amber', '今天到期'])
  expect(at('2026-03-21')).toEqual(['red', '逾期 1 天'])
  // What lists count as near is what is amber: from today to the day before the fourth working day.
  for (let i = 0; i < 20; i++) {
    const on = addDays('2026-03-10', i)
    expect([on, at('2026-03-10', on)[0] === 'amber']).toEqual([on, on <= soonUntil(cal, '2026-03-10')])
  }
})

test('B17 while an extension asked for in time waits for the office, no mark of lateness is set; granted, the clock reminds and runs out anew', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await s.as('吴海涛').does('signFor')
  const party = (await s.party('main')).id
  s.at('2026-06-08')
  await s.as('吴海涛').does('requestExtension', { months: 1, reason: '涉及跨区协调', told: true })
  await s.until('2026-06-12')
  const row = async () =>
    (
      await s.rows<{ due: string; late: boolean; warned: number | null }>(
        `select due_on::text as due, late_at is not null as late, warned_for as warned from clock where name = 'reply'`,
      )
    )[0]
  expect(await row()).toMatchObject({ due: '2026-06-10', late: false })
  const told = async () => s.rows(`select text from notice where kind = 'late' and text like '%答复%' and text not like '%答复延期申请%'`)
  expect(await told()).toEqual([])
  expect((await s.as('吴海涛').sees())?.clocks.filter((c) => c.late).map((c) => c.name)).toEqual(['contact'])
  await s.as('王敏').does('decideExtension', { agree: 'yes' }, { party })
  expect(await row()).toEqual({ due: '2026-07-10', late: false, warned: null })
  await s.until('2026-07-12')
  expect(await row()).toMatchObject({ due: '2026-07-10', late: true })
  const cal = await readAs(s.db.pool, await s.as('王敏').viewer(), (c) => calendarFor(c, '990300'))
  const one = {
    startedOn: '2026-03-10',
    dueOn: '2026-06-10',
    span: [3, 'MONTH'],
    pauses: [],
    extensions: [],
    lateAt: new Date(),
    warnedFor: 3,
    why: { start: '', steps: [], warning: null },
  } as unknown as ClockRow
  extend({ calendar: cal, rules: ruleBook(suggestion, [], [], '2026-06-12') }, one, {
    add: [1, 'MONTH'],
    by: '王敏',
    consent: '同意',
    why: '',
    at: '2026-06-12',
  })
  expect([one.lateAt, one.warnedFor, one.dueOn]).toEqual([null, null, '2026-07-10'])
})

test('B9 each of the five categories is counted under its own name', () => {
  const names = { politics: '政治建设', economy: '经济建设', culture: '文化建设', society: '社会建设', ecology: '生态文明建设' }
  for (const [k, name] of Object.entries(names)) {
    expect([k, MEASURES.get(`sg_cat_${k}`)?.label, MEASURES.get(`sg_cat_${k}`)?.definition]).toEqual([k, name, `类别为${name}的建议`])
    expect(MEASURES.get(`sg_cat_${k}`)?.rows).toContain(`m.category = '${k}'`)
    expect(name).toContain(CATEGORIES[k as keyof typeof CATEGORIES].replace('建设', ''))
  }
})

test('B17 an extension refused after the last day: late from then on', async () => {
  s = await story('2026-03-10')
  const late = async () =>
    (await s.rows<{ late: boolean }>(`select late_at is not null as late from clock where name = 'reply' and matter = '${s.matter}'`))[0]?.late
  await handedOver(s)
  await s.as('吴海涛').does('signFor')
  s.at('2026-06-08')
  await s.as('吴海涛').does('requestExtension', { months: 1, reason: '涉及跨区协调', told: true })
  await s.until('2026-06-15')
  expect(await late()).toBe(false)
  await s.as('王敏').does('decideExtension', { agree: 'no', opinion: '请抓紧答复' }, { party: (await s.party('main')).id })
  await s.until('2026-06-16')
  expect(await late()).toBe(true)
})
