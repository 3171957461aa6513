/** The place's own settings over HTTP: rules, the working calendar, why a date is what it is. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Client, type Got, type HttpHouse, house } from '../test/http.ts'
import { handedOver, TEXT } from '../test/story.ts'

let h: HttpHouse
let by: Record<string, Client>
beforeAll(async () => {
  h = await house(['王敏', '周建国', '李秀兰', '吴海涛', '罗雪梅', '胡磊', '彭海燕', '马超', '赵志强'])
  by = Object.fromEntries(
    await Promise.all(['王敏', '周建国', '李秀兰', '吴海涛', '罗雪梅', '胡磊', '彭海燕', '马超', '赵志强'].map(async (n) => [n, await h.login(n)])),
  )
})
afterAll(() => h.end())
beforeEach(() => h.story.at('2026-03-10'))

const as = (name: string) => by[name] as Client
const clock = async (name: string) =>
  (await h.story.rows<{ id: string; due: string }>('select id, due_on::text as due from clock where matter = $1 and name = $2', [h.story.matter, name]))[0] as {
    id: string
    due: string
  }
const events = async () => Number((await h.story.rows<{ n: string }>('select count(*) as n from event'))[0]?.n)

describe('rules', () => {
  test('each with its value in words, where it comes from and its article; the same for all who log in', async () => {
    const rules = (await as('李秀兰').get('/api/rules')).body as { key: string; words: string; from: string; basis: string }[]
    expect(rules.length).toBeGreaterThan(25)
    for (const r of rules) expect([r.key, r.words.length > 0, r.basis.length > 0, r.from]).toEqual([r.key, true, true, '默认'])
    expect(rules.find((r) => r.key === 'clock.signFor')?.words).toBe('3个工作日')
  })

  test('a place’s own goes before that of the place above, and stays in its place', async () => {
    const put = (who: string, n: number) => as(who).put('/api/rules/suggestion/clock.feedback', { value: [n, 'WD'], from: '2026-03-10', note: '本级规定' })
    const words = async (who: string) => {
      const r = (await as(who).get('/api/rules')).body.find((x: { key: string }) => x.key === 'clock.feedback')
      return [r.words, r.from]
    }
    expect((await put('罗雪梅', 9)).status).toBe(200)
    expect([await words('罗雪梅'), await words('王敏')]).toEqual([
      ['9个工作日', '碧溪区'],
      ['15个工作日', '默认'],
    ])
    expect((await put('周建国', 12)).status).toBe(200)
    expect([await words('罗雪梅'), await words('王敏')]).toEqual([
      ['9个工作日', '碧溪区'],
      ['12个工作日', '云岭市'],
    ])
  })

  test('set by the deputies’ office only; an unknown rule, a wrong value or no reason changes nothing', async () => {
    const good = { value: [5, 'WD'], from: '2026-03-10', note: '主任会议' }
    const before = await events()
    for (const who of ['李秀兰', '吴海涛', '胡磊', '马超']) {
      const r = await as(who).put('/api/rules/suggestion/clock.signFor', good)
      expect([who, r.status, r.body.message]).toEqual([who, 403, expect.stringMatching(/只有.*可以办理/)])
    }
    const wrong: [string, object, number][] = [
      ['no.such.rule', good, 404],
      ['clock.signFor', { ...good, note: ' ' }, 422],
      ['clock.signFor', { ...good, from: '明天' }, 422],
      ['clock.signFor', { ...good, from: '2026-02-30' }, 422],
      ['clock.signFor', { ...good, value: [500, 'WD'] }, 422],
      ['clock.signFor', { ...good, value: [5, 'YEAR'] }, 422],
      ['clock.signFor', { ...good, value: '5' }, 422],
      ['clock.signFor', { from: good.from, note: good.note }, 422],
      ['judge.strong', { ...good, value: 'yes' }, 422],
      ['redo.max', { ...good, value: 9 }, 422],
      [
        'reply.codes',
        {
          ...good,
          value: [
            ['A', '甲'],
            ['A', '乙'],
          ],
        },
        422,
      ],
      ['reply.promisesFor', { ...good, value: 'B' }, 422],
    ]
    for (const [key, body, status] of wrong)
      expect([key, body, (await as('王敏').put(`/api/rules/${key === 'judge.strong' ? 'house' : 'suggestion'}/${key}`, body)).status]).toEqual([
        key,
        body,
        status,
      ])
    expect([await events(), await h.story.rows(`select 1 from rule where key in ('clock.signFor', 'judge.strong', 'redo.max')`)]).toEqual([before, []])
  })

  test('B4 B25 two processes call a rule alike: the fund’s forty days leave a returned suggestion its five', async () => {
    const set = await as('王敏').put('/api/rules/fund/clock.revise', { value: [40, 'WD'], from: '2026-03-10', note: '资金办法' })
    expect([set.status, set.body.says]).toEqual([200, expect.stringContaining('将「资金项目修改重报」设为40个工作日')])
    const of = async (process: string) => {
      const r = (await as('王敏').get('/api/rules')).body.find((x: { process: string; key: string }) => x.process === process && x.key === 'clock.revise')
      return [r.words, r.from, r.history.length]
    }
    expect([await of('fund'), await of('suggestion')]).toEqual([
      ['40个工作日', '云岭市', 1],
      ['5个工作日', '默认', 0],
    ])
    await h.story.as('李秀兰').does('draft', TEXT)
    await h.story.as('李秀兰').does('submit')
    await h.story.as('王敏').does('returnToDeputy', { reason: '请写明小区名称' })
    const revise = await clock('revise')
    expect(revise.due).toBe('2026-03-17')
    expect((await as('李秀兰').get(`/api/clock/${revise.id}`)).body.rule).toMatchObject({ label: '代表修改后重新提交', words: '5个工作日', place: '默认' })
    expect((await as('王敏').put('/api/rules/house/clock.revise', { value: [40, 'WD'], from: '2026-03-10', note: '资金办法' })).status).toBe(404)
  })

  test('B7 a place that closes a form is not offered it', async () => {
    const offered = async () => {
      const r = (await as('赵志强').get('/api/processes')).body.find((x: { name: string }) => x.name === 'motion')
      return r.creates.map((x: { action: string }) => x.action)
    }
    expect(await offered()).toContain('draftByDelegation')
    await as('王敏').put('/api/rules/motion/motion.byDelegation', { value: false, from: '2026-03-10', note: '本地没有规定' })
    expect(await offered()).not.toContain('draftByDelegation')
    const form = await as('赵志强').get('/api/motion/new?action=draftByDelegation')
    expect([form.status, form.body.message]).toEqual([403, '本地没有规定代表团可以提出议案，请由代表联名提出'])
  })

  test('in Chinese words, and with values of its own kind: levels are chosen, numbers are numbers', async () => {
    const rules = (await as('王敏').get('/api/rules')).body as { process: string; key: string; words: string }[]
    const words = (key: string) => rules.find((r) => r.key === key)?.words
    expect(words('motion.min')).toBe('全国 30人；省级 10人；设区的市级 10人；县级 10人；乡镇 5人')
    expect(words('motion.direct')).toBe('县级、乡镇')
    const put = async (key: string, value: unknown) =>
      (await as('王敏').put(`/api/rules/motion/${key}`, { value, from: '2026-03-10', note: '主任会议' })).body.fields?.value
    const rows = (n: string) => ['npc', 'province', 'city', 'county', 'township'].map((k) => [k, n])
    expect(await put('motion.direct', ['county', 'village'])).toBe('请在列出的选项中选择：全国、省级、设区的市级、县级、乡镇')
    expect(await put('motion.direct', ['county', 'county'])).toBe('有的项重复了')
    expect(await put('motion.min', rows('十'))).toBe('请填 1 到 200 的整数')
    expect(await put('motion.min', rows('0'))).toBe('请填 1 到 200 的整数')
    expect(await put('motion.min', rows('10').slice(1))).toMatch(/^每一行都要填写/)
    expect(await put('motion.min', [...rows('10'), ['village', '3']])).toMatch(/^只能填写这几行/)
    expect(await put('motion.min', rows('12'))).toBeUndefined()
  })

  test('one that begins later counts from that day on', async () => {
    expect((await as('王敏').put('/api/rules/suggestion/clock.firstContact', { value: [5, 'WD'], from: '2026-04-01', note: '主任会议' })).status).toBe(200)
    await handedOver(h.story)
    expect((await clock('contact')).due).toBe('2026-04-08')
    h.story.at('2026-04-01')
    await handedOver(h.story)
    expect((await clock('contact')).due).toBe('2026-04-09')
  })
})

describe('the working calendar', () => {
  const monday = (kind: string) => ({ days: [{ day: '2026-06-08', kind, name: '临时调休' }], note: '市政府办公室通知' })

  test('changed by the head of the office or the administrator; a running clock moves, its “why” names the day', async () => {
    await handedOver(h.story)
    h.story.at('2026-06-01')
    await h.story.as('李秀兰').does('draft', TEXT)
    await h.story.as('李秀兰').does('submit')
    expect((await clock('assign')).due).toBe('2026-06-08')
    for (const who of ['李秀兰', '吴海涛', '王敏']) expect((await as(who).put('/api/calendar', monday('off'))).status, who).toBe(403)
    expect((await as('胡磊').put('/api/calendar', monday('off'))).body).toEqual({ ok: true, says: '胡磊修订工作日历 1 天：市政府办公室通知' })
    await h.story.until('2026-06-02')
    const moved = await clock('assign')
    expect(moved.due).toBe('2026-06-09')
    const why = (await as('王敏').get(`/api/clock/${moved.id}`)).body
    expect(JSON.stringify(why.skipped)).toMatch(/2026-06-08/)
    expect((await as('王敏').get('/api/deadline?from=2026-06-01&n=5&unit=WD')).body.dueOn).toBe('2026-06-09')
    // Taken back: the day is an ordinary Monday again.
    expect((await as('周建国').put('/api/calendar', monday('plain'))).status).toBe(200)
    await h.story.until('2026-06-03')
    expect((await clock('assign')).due).toBe('2026-06-08')
    expect(await h.story.rows(`select says from event where process = 'calendar' order by at`)).toHaveLength(2)
  })

  test('nonsense is refused and changes nothing', async () => {
    const version = () => h.story.rows('select version from calendar_version')
    const before = await version()
    const day = { day: '2026-06-08', kind: 'off', name: '' }
    for (const body of [
      {},
      { days: [], note: 'x' },
      { days: [day] },
      { days: [{ ...day, day: "2026-06-08'--" }], note: 'x' },
      { days: [{ ...day, kind: 'feast' }], note: 'x' },
      { days: Array.from({ length: 367 }, () => day), note: 'x' },
    ])
      expect([body, (await as('胡磊').put('/api/calendar', body)).status]).toEqual([body, 422])
    expect(await version()).toEqual(before)
  })
})

describe('why this date', () => {
  test('rule, article, start and steps for who sees the matter; for others, and for no id at all, there is none', async () => {
    await handedOver(h.story)
    const { id } = await clock('reply')
    for (const who of ['吴海涛', '王敏', '李秀兰']) {
      const r = await as(who).get(`/api/clock/${id}`)
      expect([who, r.status]).toEqual([who, 200])
      expect(r.body).toMatchObject({
        label: expect.stringMatching(/答复/),
        rule: { words: '3个月', basis: expect.stringMatching(/代表法第五十一条/) },
        start: { on: '2026-03-10' },
      })
    }
    for (const who of ['罗雪梅', '彭海燕', '胡磊']) {
      const r = await as(who).get(`/api/clock/${id}`)
      expect([who, r.status, r.body.message]).toEqual([who, 404, '没有这个期限，或者您无权查看'])
    }
    expect((await as('王敏').get(`/api/clock/${crypto.randomUUID()}`)).status).toBe(404)
    expect((await as('王敏').get('/api/clock/1')).status).toBe(422)
  })
})

/** Told in the office's words, never in the machine's. */
function inWords(r: Got, what: string) {
  expect([what, r.status < 500]).toEqual([what, true])
  if (r.status < 400) return
  expect(r.body, what).toMatchObject({ error: expect.any(String), message: expect.stringMatching(/[\u4e00-\u9fff]/) })
  expect(r.raw.body, what).not.toMatch(/select |syntax|at \w+ \(|node_modules|ECONN|undefined/)
}
const cursor = (...x: string[]) => Buffer.from(JSON.stringify(x)).toString('base64url')
const uuid = '00000000-0000-4000-8000-000000000000'

test('what nobody’s page would send is answered in the office’s words', async () => {
  const c = as('王敏')
  for (const url of [
    '/api/no-such-thing',
    '/api/suggestion/not-an-id',
    '/api/suggestion?limit=100000',
    '/api/suggestion?after=e30',
    `/api/suggestion?after=${cursor('2026-03-10', "1' or '1'='1")}`,
    '/api/calendar?year=1',
    '/api/%2e%2e/%2e%2e/etc/passwd',
  ])
    inWords(await c.get(url), url)
  inWords(await c.post('/api/suggestion', { key: 'x' }), 'key')
  inWords(await c.post('/api/login', { who: 'a\u0000b', password: 'x\u0000y' }), 'login')
})

test.each([
  ['GET', `/api/suggestion?after=${cursor('x', uuid)}`],
  ['GET', `/api/suggestion?sort=no&after=${cursor('1; drop table matter', uuid)}`],
  ['GET', `/api/notices?after=${encodeURIComponent(`2026-99-99T00:00:00.000Z|${uuid}`)}`],
  ['GET', '/api/suggestion/%'],
  ['GET', '/api/suggestion?q=%00'],
  ['GET', '/api/search?q=a%00b'],
  ['GET', '/api/deputies?q=%00'],
  ['GET', `/api/units?ids=${'-'.repeat(36)}`],
  ['GET', `/api/deputies?ids=${'-'.repeat(36)}`],
  ['GET', `/api/suggestion?unit=${'-'.repeat(36)}`],
  ['PUT', '/api/rules/suggestion/constructor'],
  ['PUT', '/api/rules/constructor/clock.sign'],
  ['PUT', '/api/calendar'],
] as const)('%s %s', async (method, url) => {
  const body = url.endsWith('calendar')
    ? { days: [{ day: '2026-02-30', kind: 'off', name: '' }], note: 'x' }
    : { value: [5, 'WD'], from: '2026-03-10', note: '主任会议' }
  inWords(await as('周建国').ask(method, url, method === 'PUT' ? body : undefined), url)
})
