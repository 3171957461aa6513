/** Numbers without gaps and rows that only the right eyes see, on the real database. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAs } from '../database/read.ts'
import { handedOver, replied, type Story, story } from '../test/story.ts'
import { fill, offersFor, toIssue } from './fill.ts'
import { type Issue, issue, issuedOf, readIssued } from './store.ts'

let s: Story
beforeAll(async () => {
  s = await story('2026-03-10')
  await handedOver(s)
})
afterAll(() => s.end())

const blank = (more: Partial<Issue> = {}): Issue => ({
  key: randomUUID(),
  place: '990300',
  matter: null,
  party: null,
  unit: null,
  reply: null,
  template: 'forwardLetter',
  label: '转办函',
  title: '关于转办群众来信的函',
  series: '云人代转',
  number: null,
  data: { to: '市信访局' },
  audience: 'all',
  ...more,
})

test('B10 a hundred issued at once are numbered 1 to 100, without gaps or doubles', async () => {
  const wang = await s.as('王敏').viewer()
  const got = await Promise.all(Array.from({ length: 100 }, () => issue(s.db.pool, wang, blank(), s.now)))
  const numbers = got.map((d) => Number(/〔2026〕(\d+)号$/.exec(d.number ?? '')?.[1])).toSorted((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  expect(new Set(got.map((d) => d.number)).size).toBe(100)
})

test('B10 one key issues once, also a hundred times at once; a failed issue takes no number', async () => {
  const wang = await s.as('王敏').viewer()
  const key = randomUUID()
  const got = await Promise.all(Array.from({ length: 100 }, () => issue(s.db.pool, wang, blank({ key, series: '云一' }), s.now)))
  expect(new Set(got.map((d) => d.number))).toEqual(new Set(['云一〔2026〕1号']))
  await expect(issue(s.db.pool, wang, blank({ series: '云一', party: randomUUID() }), s.now)).rejects.toThrow()
  // The same person, something else under the same number: told, and nothing is numbered. Somebody else's number is another request.
  await expect(issue(s.db.pool, wang, blank({ key, series: '云一', title: '另一份函' }), s.now)).rejects.toMatchObject({ problem: { error: 'conflict' } })
  const theirs = await issue(s.db.pool, await s.as('周建国').viewer(), blank({ key, series: '云一' }), s.now)
  expect([theirs.number, theirs.by, theirs.repeated]).toEqual(['云一〔2026〕2号', '周建国', undefined])
  expect(got.filter((d) => d.repeated).length).toBe(99)
  expect(got.map((d) => d.id)).not.toContain(key)
  expect((await issue(s.db.pool, wang, blank({ series: '云一' }), s.now)).number).toBe('云一〔2026〕3号')
})

test('B10 a correction keeps the number and becomes the next version; nothing issued is changed or deleted', async () => {
  const wang = await s.as('王敏').viewer()
  const first = await issue(s.db.pool, wang, blank({ series: '云二' }), s.now)
  const more = await Promise.all([1, 2, 3].map((i) => issue(s.db.pool, wang, blank({ series: '云二', replaces: first.id, data: { to: `更正${i}` } }), s.now)))
  expect(more.map((d) => d.number)).toEqual(Array(3).fill('云二〔2026〕1号'))
  expect(more.map((d) => d.version).toSorted()).toEqual([2, 3, 4])
  expect((await issue(s.db.pool, wang, blank({ series: '云二' }), s.now)).number).toBe('云二〔2026〕2号')
  await expect(s.db.owner.query('update official_doc set title = title where id = $1', [first.id])).rejects.toThrow('已印发的公文不能')
  await expect(s.db.owner.query('delete from official_doc where id = $1', [first.id])).rejects.toThrow('已印发的公文不能')
})

test('B12 who reads what was issued: the office, the unit addressed, whoever sees the matter', async () => {
  const wang = await s.as('王敏').viewer()
  const main = await s.party('main')
  const unit = await s.unit('市交通运输局')
  const put = (more: Partial<Issue>) => issue(s.db.pool, wang, blank({ series: '云三', matter: s.matter, party: main.id, unit, ...more }), s.now)
  const [all, toUnit, office, place] = [
    await put({}),
    await put({ audience: 'unit' }),
    await put({ audience: 'office' }),
    await put({ matter: null, party: null, unit: null }),
  ]
  const sees = async (name: string, seat?: string) => {
    const v = await s.as(name, seat).viewer()
    const got = await readAs(s.db.pool, v, (c) => Promise.all([all, toUnit, office, place].map((d) => readIssued(c, d.id))))
    return got.map((d) => d !== undefined)
  }
  expect(await sees('王敏')).toEqual([true, true, true, true])
  expect(await sees('孙立新')).toEqual([true, true, true, true])
  expect(await sees('吴海涛')).toEqual([true, true, false, false])
  expect(await sees('李秀兰')).toEqual([true, false, false, false])
  // A unit that has nothing to do with the matter, a deputy who is not its author, the system's own keeper.
  for (const name of ['何静', '张伟民', '胡磊']) expect(await sees(name), name).toEqual([false, false, false, false])
})

test('B17 a reply letter in the making stays with its unit; once delivered the deputy reads it', async () => {
  const wu = await s.as('吴海涛').viewer()
  const main = await s.party('main')
  await s.as('吴海涛').does('signFor')
  await s.as('吴海涛').does('recordContact', { form: '座谈会', rank: '分管负责人', place: '城东社区', opinion: '请尽快开通', heldOn: '2026-03-10' })
  await s.as('吴海涛').does('saveReply', {
    docNo: '云交函〔2026〕12号',
    code: 'A',
    body: '一、秘而不宣的草稿。',
    contactName: '吴海涛',
    contactPhone: '0990-2210011',
    disclosure: 'public',
    promises: [],
  })
  const ask = { template: 'replyLetter', matter: s.matter, party: main.id }
  expect(JSON.stringify((await readAs(s.db.pool, wu, (c) => fill(c, wu, ask, s.now))).doc)).toContain('秘而不宣')
  await expect(readAs(s.db.pool, wu, (c) => toIssue(c, wu, ask, s.now))).rejects.toThrow('还没有经单位负责人签发')
  for (const name of ['王敏', '李秀兰', '周建国']) {
    const v = await s.as(name).viewer()
    await expect(
      readAs(s.db.pool, v, (c) => fill(c, v, ask, s.now)),
      name,
    ).rejects.toThrow('没有这份文书')
  }
  await s.as('吴海涛').does('checkReply', { pass: 'yes' })
  await s.as('郑国华').does('signReply', { pass: 'yes' })
  const kept = await issue(s.db.pool, wu, { key: randomUUID(), ...(await readAs(s.db.pool, wu, (c) => toIssue(c, wu, ask, s.now))) }, s.now)
  expect(kept.number).toBe('云交函〔2026〕12号')
  const seen = async (name: string) => {
    const v = await s.as(name).viewer()
    return readAs(s.db.pool, v, async (c) => (await readIssued(c, kept.id)) !== undefined)
  }
  expect([await seen('吴海涛'), await seen('王敏'), await seen('李秀兰')]).toEqual([true, false, false])
  await s.as('吴海涛').does('sendReply')
  expect([await seen('吴海涛'), await seen('王敏'), await seen('李秀兰'), await seen('何静')]).toEqual([true, true, true, false])
})

test('B4 canary: nobody but the office and the fellow authors finds a confidential author in any paper, printed or issued', async () => {
  const r = await story('2026-03-10')
  try {
    await handedOver(r, { kind: 'lead', co: [await r.unit('市财政局')] })
    await r.db.owner.query('update matter set confidential = true where id = $1', [r.matter])
    await r.as('何静').does('signFor')
    await r
      .as('何静')
      .does('submitOpinion', { opinion: '同意安排资金', docNo: '云财会〔2026〕1号', contactName: '何静', contactPhone: '0990-2210022', attachments: [] })
    await replied(r, { code: 'B', promises: [{ item: '通车', dueOn: '2026-09-30' }] })
    const at = r.now
    // Everything the seat of the author is known by.
    const about = (
      await r.rows<{ name: string; certificate: string; delegation: string; post: string; address: string | null; mobile: string | null }>(
        `select pe.name, s.certificate_no as certificate, d.name as delegation, pe.post, pe.address, pe.mobile from matter m join seat s on s.id = m.lead join person pe on pe.id = s.person left join unit d on d.id = s.delegation where m.id = $1`,
        [r.matter],
      )
    )[0] as Record<string, string>
    const secrets = [about.name, about.certificate, about.delegation, about.mobile, about.address, about.post].filter((x): x is string => !!x)
    expect(secrets).toContain('李秀兰')
    const printed = async (name: string) => {
      const v = await r.as(name).viewer()
      return readAs(r.db.pool, v, async (c) => {
        const out: Record<string, string> = {}
        for (const o of (await offersFor(c, v, r.matter, at)).papers) {
          out[`offer ${o.template}`] = JSON.stringify(o)
          if (!o.why) out[o.template] = JSON.stringify((await fill(c, v, { template: o.template, matter: r.matter, party: o.party ?? undefined }, at)).data)
        }
        return out
      })
    }
    // An auditor prints nothing: he reads the log.
    await expect(printed('马超')).rejects.toThrow('没有这件事项，或者您无权查看')
    for (const name of ['吴海涛', '郑国华', '何静', '孙立新']) {
      const got = await printed(name)
      expect(Object.keys(got).length, name).toBeGreaterThan(5)
      for (const [paper, text] of Object.entries(got)) for (const x of secrets) expect(text, `${name} ${paper}`).not.toContain(x)
    }
    // What the office issues goes out: it is covered in the same way, and kept so.
    const wang = await r.as('王敏').viewer()
    const own = await printed('王敏')
    expect(own.suggestionSheet).toContain('李秀兰')
    for (const key of ['assignNotice', 'handoverSheet', 'replyLetter', 'contactRecord']) for (const x of secrets) expect(own[key] ?? '', key).not.toContain(x)
    const party = (await r.party('main')).id
    await issue(
      r.db.pool,
      wang,
      { key: randomUUID(), ...(await readAs(r.db.pool, wang, (c) => toIssue(c, wang, { template: 'assignNotice', matter: r.matter, party }, at))) },
      at,
    )
    const kept = JSON.stringify(
      (await r.rows('select data, title from official_doc')).concat(await r.rows(`select says, data from event where action = 'issueDocument'`)),
    )
    expect(kept).toContain('领衔代表')
    for (const x of secrets) expect(kept).not.toContain(x)
    const wu = await r.as('吴海涛').viewer()
    expect((await readAs(r.db.pool, wu, (c) => issuedOf(c, r.matter))).map((d) => d.template)).toEqual(['assignNotice'])
  } finally {
    await r.end()
  }
})
