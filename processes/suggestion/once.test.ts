/** One-per-X rules live in the database; here a hundred come at once. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { GOOD, handedOver, PASS, replied, type Story, story, TEXT } from '../../test/story.ts'

let s: Story
afterEach(() => s?.end())

describe('一次只有一次', () => {
  test('the same key answers with the first result; other words under it are told; the number of somebody else is another request', async () => {
    s = await story()
    const key = randomUUID()
    const [a, b] = [await s.as('李秀兰').does('draft', TEXT, { key }), await s.as('李秀兰').does('draft', TEXT, { key })]
    expect([b.matter, b.repeated]).toEqual([a.matter, true])
    expect((await s.as('李秀兰').cannot('draft', { ...TEXT, title: '关于别的事的建议' }, { key } as never)).error).toBe('conflict')
    expect(await s.rows('select 1 from matter')).toHaveLength(1)
    const c = await s.as('张伟民').does('draft', TEXT, { key })
    expect([c.repeated, c.matter === a.matter]).toEqual([false, false])
    expect(await s.rows('select 1 from matter')).toHaveLength(2)
  })

  test('100 parallel requests with one key make one matter; all get the same answer', async () => {
    s = await story()
    const key = randomUUID()
    const all = await Promise.all(Array.from({ length: 100 }, () => s.as('李秀兰').does('draft', TEXT, { key })))
    expect(new Set(all.map((r) => r.matter)).size).toBe(1)
    expect(await s.rows('select 1 from matter')).toHaveLength(1)
  })

  test('B8 100 registered in parallel are numbered 1 to 100 without a gap', async () => {
    s = await story()
    const ids: string[] = []
    for (let i = 0; i < 100; i++) {
      const r = await s.as('李秀兰').does('draft', { ...TEXT, title: `关于第${i}条线路的建议` })
      await s.as('李秀兰').does('submit', {}, { matter: r.matter })
      ids.push(r.matter)
    }
    // A third are raced by a colleague: whoever comes second is refused, and a number taken by a failed act is given back.
    const all = await Promise.allSettled(
      ids.flatMap((matter, i) => (i % 3 === 0 ? ['王敏', '周建国'] : ['王敏']).map((who) => s.as(who).does('register', PASS, { matter }))),
    )
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(100)
    const nos = (await s.rows<{ no: number }>('select no from matter order by no')).map((r) => r.no)
    expect(nos).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  })

  test('B18 100 parallel judgements of one reply: one counts', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s)
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => s.as('李秀兰').does('judge', GOOD)))
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect(await s.rows('select 1 from judgement')).toHaveLength(1)
  })

  test('B12 100 parallel sign-fors: one event, one clock stopped', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => s.as('吴海涛').does('signFor')))
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect(await s.rows(`select 1 from event where action = 'signFor'`)).toHaveLength(1)
  })

  test('two edit the same draft: the second is told what changed, nothing is lost', async () => {
    s = await story()
    const { version } = await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('saveDraft', { ...TEXT, title: '关于开通31路公交的建议' }, { version })
    const p = await s.as('李秀兰').cannot('saveDraft', { ...TEXT, title: '关于开通32路公交的建议' }, { version })
    expect(p.error).toBe('stale')
    expect(p.since?.map((e) => e.action)).toEqual(['saveDraft'])
    expect((await s.as('李秀兰').sees())?.title).toBe('关于开通31路公交的建议')
  })

  test('each unit moves on its own: another’s step does not make a page stale', async () => {
    s = await story('2026-03-10')
    await handedOver(s, { kind: 'lead', main: [await s.unit('市交通运输局')], co: [await s.unit('市财政局')] })
    const version = (await s.as('吴海涛').sees())?.version as number
    await s.as('何静').does('signFor')
    expect((await s.as('吴海涛').does('signFor', undefined, { version })).state).toBe('handling')
  })
})
