/** A round of awards: nominated once each, scored once by each judge, decided within the quota, read by all when it is over. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { handedOver, replied, type Story, story } from '../../test/story.ts'

let s: Story
afterEach(() => s.end())
const P = { process: 'award' }
let round: string

async function called(more: Record<string, unknown> = {}) {
  const r = await s.as('王敏').does(
    'call',
    {
      year: 2026,
      nominateBy: '2026-12-01',
      suggestions: 1,
      cases: 1,
      units: 1,
      people: 1,
      judges: [{ seat: await s.seat('黄文斌', 'sc_leader') }, { seat: await s.seat('周建国', 'daf_head') }, { seat: await s.seat('孙立新', 'gov_office') }],
      note: '',
      ...more,
    },
    P,
  )
  round = r.matter
}
const nominate = (kind: string, more: object) => s.as('王敏').does('nominate', { kind, reason: '办得实', ...more }, { ...P, matter: round })
const stand = () => s.rows<{ id: string; kind: string; title: string; score: string; rank: number; won: boolean }>('select * from nominee order by kind, title')
const give = async (name: string, office: string, by: Record<string, number>) =>
  s.as(name).does(
    'score',
    { scores: (await stand()).map((n) => ({ nominee: n.id, score: by[n.title] ?? 80 })) },
    {
      ...P,
      matter: round,
      party: (await s.rows<{ id: string }>('select id from party where matter = $1 and seat = $2', [round, await s.seat(name, office as never)]))[0]
        ?.id as string,
    },
  )

test('B26 评优：推荐、评分、主任会议在名额内决定、公布；未获表彰的不让外人知道', async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await replied(s)
  const suggestion = s.matter
  s.at('2026-11-10')
  await called()
  const [jt, cz] = [await s.unit('市交通运输局'), await s.unit('市财政局')]
  await nominate('suggestion', { suggestion })
  await nominate('case', { suggestion, unit: jt })
  expect((await s.as('王敏').cannot('nominate', { kind: 'case', suggestion, unit: cz, reason: '办得实' }, { ...P, matter: round })).fields?.unit).toMatch(
    /没有答复过/,
  )
  await nominate('unit', { unit: jt })
  await nominate('unit', { unit: cz })
  await nominate('person', { unit: jt, name: '吴海涛' })
  expect((await s.as('王敏').cannot('nominate', { kind: 'unit', unit: jt, reason: '再推荐' }, { ...P, matter: round })).message).toMatch(/已经推荐过/)
  // Nobody else knows who stands.
  expect(await s.as('吴海涛').sees(round)).toBeUndefined()
  expect(await s.as('李秀兰', 'deputy').sees(round)).toBeUndefined()
  await s.as('王敏').does('startReview', {}, { ...P, matter: round })
  await give('黄文斌', 'sc_leader', { 市交通运输局: 90, 市财政局: 70 })
  expect(
    (await s.as('周建国').cannot('decide', { meetingOn: '2026-11-10', winners: [(await stand())[0]?.id], note: '' }, { ...P, matter: round })).fields?.winners,
  ).toMatch(/2名评委没有评分/)
  // While scores are out nobody reads the means.
  expect(JSON.stringify((await s.as('王敏').sees(round))?.sections)).not.toContain('平均分')
  await give('周建国', 'daf_head', { 市交通运输局: 81, 市财政局: 90 })
  await give('孙立新', 'gov_office', { 市交通运输局: 90, 市财政局: 81 })
  const rows = await stand()
  const of = (title: string, kind = 'unit') => rows.find((n) => n.title === title && n.kind === kind) as (typeof rows)[0]
  expect([of('市交通运输局').score, of('市交通运输局').rank, of('市财政局').score, of('市财政局').rank]).toEqual(['87.00', 1, '80.33', 2])
  const units = rows.filter((n) => n.kind === 'unit').map((n) => n.id)
  const decide = (winners: string[], note = '') => s.as('周建国').cannot('decide', { meetingOn: '2026-11-10', winners, note }, { ...P, matter: round })
  expect((await decide(units)).fields?.winners).toBe('先进承办单位名额 1 个，选了 2 个')
  expect((await decide([of('市财政局').id])).fields?.note).toMatch(/没有按评分次序/)
  await s
    .as('周建国')
    .does('decide', { meetingOn: '2026-11-10', winners: rows.filter((n) => n.title !== '市财政局').map((n) => n.id), note: '' }, { ...P, matter: round })
  await s.as('王敏').does('announce', { docNo: '云人常〔2026〕30号', on: '2026-11-10' }, { ...P, matter: round })
  const seen = await s.as('何静').sees(round)
  expect(seen?.sections[0]?.title).toBe('获表彰（4 个）')
  expect(JSON.stringify(seen)).not.toContain('80.33')
  const deputy = await s.as('李秀兰', 'deputy').sees(round)
  expect(JSON.stringify(deputy?.sections)).toContain('市交通运输局')
  expect(JSON.stringify(deputy)).not.toContain('市财政局')
  // Whom a judge gave what is in no log.
  expect(JSON.stringify(await s.rows('select * from event where matter = $1', [round]))).not.toMatch(/"score":|市财政局/)
})

test('B26 撤销推荐、评委不参加、取消以后重新布置；决定时按名次预选', async () => {
  s = await story('2026-11-10')
  await called()
  const [jt, cz] = [await s.unit('市交通运输局'), await s.unit('市财政局')]
  const M = { ...P, matter: round }
  await nominate('unit', { unit: jt })
  await nominate('unit', { unit: cz })
  await nominate('person', { unit: cz, name: '何静' })
  await s.as('王敏').does('unnominate', { nominee: (await stand()).find((n) => n.kind === 'person')?.id }, M)
  expect((await stand()).map((n) => n.kind)).toEqual(['unit', 'unit'])
  await s.as('王敏').does('startReview', {}, M)
  await give('周建国', 'daf_head', { 市交通运输局: 80, 市财政局: 90 })
  await give('孙立新', 'gov_office', { 市交通运输局: 80, 市财政局: 91 })
  const judge = async (name: string, office: string) =>
    (await s.rows<{ id: string }>('select id from party where matter = $1 and seat = $2', [round, await s.seat(name, office as never)]))[0]?.id as string
  // The last one who had not scored does not come: the others' scores stand, and the best is ticked already.
  await s.as('王敏').does('excuse', { reason: '公务外出' }, { ...M, party: await judge('黄文斌', 'sc_leader') })
  const data = (await s.rows<{ data: { nominees: { label: string; rank: number; score: string }[] } }>('select data from matter where id = $1', [round]))[0]
    ?.data
  expect(data?.nominees.map((n) => [n.label, n.rank, n.score])).toEqual([
    ['先进承办单位：市财政局', 1, '90.50'],
    ['先进承办单位：市交通运输局', 2, '80.00'],
  ])
  const decide = (await s.as('周建国').sees(round))?.buttons.find((b) => b.action === 'decide')
  expect(decide?.initial.winners).toEqual([(await stand()).find((n) => n.title === '市财政局')?.id])
  expect(decide?.fields.find((f) => f.name === 'winners')?.options?.[0]?.hint).toBe('第1名，90.50分')
  await s.as('王敏').does('drop', { reason: '条件有误' }, M)
  await called()
  expect(await s.rows(`select state, no from matter where process = 'award' order by state`)).toEqual([
    { state: 'dropped', no: null },
    { state: 'nominated', no: 1 },
  ])
  await nominate('unit', { unit: jt })
  await s.as('王敏').does('startReview', {}, { ...P, matter: round })
  for (const [name, office] of [
    ['黄文斌', 'sc_leader'],
    ['周建国', 'daf_head'],
  ] as const)
    await s.as('王敏').does('excuse', { reason: '公务外出' }, { ...P, matter: round, party: await judge(name, office) })
  expect(
    (await s.as('王敏').cannot('excuse', { reason: '公务外出' }, { ...P, matter: round, party: await judge('孙立新', 'gov_office') })).fields?.reason,
  ).toMatch(/只有一名评委/)
})

test('B26 一百次同时推荐同一单位，只推荐一次；一年只布置一次', async () => {
  s = await story('2026-11-10')
  await called()
  expect(
    (
      await s.as('王敏').cannot(
        'call',
        {
          year: 2026,
          nominateBy: '2026-12-01',
          suggestions: 1,
          cases: 0,
          units: 0,
          people: 0,
          judges: [{ seat: await s.seat('黄文斌', 'sc_leader') }],
          note: '',
        },
        P,
      )
    ).fields?.year,
  ).toMatch(/已经布置过/)
  const unit = await s.unit('市交通运输局')
  const tries = await Promise.allSettled(
    Array.from({ length: 100 }, () => s.as('王敏').does('nominate', { kind: 'unit', unit, reason: '办得实' }, { ...P, matter: round, key: randomUUID() })),
  )
  expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
  expect(await stand()).toHaveLength(1)
})

test('B26 评委达到五名时去掉一个最高分和一个最低分；同分并列', async () => {
  s = await story('2026-11-10')
  await called()
  await nominate('unit', { unit: await s.unit('市交通运输局') })
  await nominate('unit', { unit: await s.unit('市财政局') })
  const [a, b] = (await stand()).map((n) => n.id)
  for (const [i, [x, y]] of (
    [
      [10, 60],
      [70, 70],
      [80, 80],
      [90, 90],
      [100, 61],
    ] as const
  ).entries()) {
    const p = (
      await s.rows<{ id: string }>(
        `insert into party (id, matter, role, seat, step, since, round, joined_at) select gen_random_uuid(), $1, 'judge', id, 'scored', now(), 1, now() from seat where office = 'deputy' and place = '990300' order by id offset $2 limit 1 returning id`,
        [round, i],
      )
    )[0]?.id
    await s.rows('insert into nominee_score (nominee, party, matter, score) values ($1, $3, $4, $5), ($2, $3, $4, $6)', [a, b, p, round, x, y])
  }
  await s.rows('select award_means($1, 5)', [round])
  // 70, 80, 90 and 61, 70, 80: the middle three of five.
  expect((await stand()).map((n) => [n.score, n.rank])).toEqual([
    ['80.00', 1],
    ['70.33', 2],
  ])
  await s.rows('update nominee_score set score = 77')
  await s.rows('select award_means($1, 5)', [round])
  expect((await stand()).map((n) => n.rank)).toEqual([1, 1])
})
