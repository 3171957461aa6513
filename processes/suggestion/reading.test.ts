/** What concerns whom: key items, letters, talks, inspections for the deputies and units of a suggestion; a confidential author by every way out. */
import { unzipSync } from 'fflate'
import { afterEach, expect, test } from 'vitest'
import { type Client, type HttpHouse, house } from '../../test/http.ts'
import { CONTACT, handedOver, PASS, TEXT } from '../../test/story.ts'

let h: HttpHouse
afterEach(() => h?.end())
const NAMES = ['王敏', '周建国', '李秀兰', '张伟民', '彭海燕', '吴海涛', '何静', '沈洁', '罗雪梅', '孙立新', '黄文斌', '田野', '秦朗', '赵志强', '刘芳']
async function open(day: string, names = NAMES): Promise<Record<string, Client>> {
  h = await house(names, { day })
  const who: Record<string, Client> = {}
  for (const n of names) who[n] = await h.login(n)
  return who
}
const as = (who: Record<string, Client>, n: string) => who[n] as Client

test('B21 B31 重点督办：领衔、联名代表和承办单位从确定之日起看得到，协同督办的县也参与；别的代表、单位、县看不到', async () => {
  const who = await open('2026-03-10')
  const s = h.story
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('inviteCosigners', { deputies: [await s.seat('张伟民')] })
  await s.as('张伟民').does('cosign')
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  const suggestion = s.matter
  await s.as('王敏').does('proposeKey', { criterion: '重大' })
  const key = (await s.rows<{ id: string }>(`select id from matter where process = 'key'`))[0]?.id as string
  const status = async (n: string) => (await as(who, n).get(`/api/key/${key}`)).status
  expect(await Promise.all(['李秀兰', '吴海涛'].map(status)), '还没有确定').toEqual([404, 404])
  const adopt = {
    meetingOn: '2026-03-10',
    leader: await s.seat('黄文斌'),
    govLeader: await s.seat('孙立新'),
    committee: await s.seat('田野'),
    reportBy: '2026-11-30',
    plan: '四月调研，六月调度',
  }
  expect((await s.as('周建国').cannot('adopt', { ...adopt, county: '990322' }, { process: 'key', matter: key })).fields?.county).toMatch(/请选择下一级/)
  await s.as('周建国').does('adopt', { ...adopt, county: '990302' }, { process: 'key', matter: key })
  for (const n of ['李秀兰', '张伟民', '吴海涛', '罗雪梅']) {
    const page = await as(who, n).get(`/api/key/${key}`)
    expect(page.status, n).toBe(200)
    expect(JSON.stringify(page.body), n).toContain('四月调研，六月调度')
    expect(
      (await as(who, n).get('/api/key')).body.rows.map((r: { id: string }) => r.id),
      n,
    ).toEqual([key])
  }
  for (const n of ['彭海燕', '沈洁', '何静']) {
    expect(await status(n), n).toBe(404)
    expect((await as(who, n).get('/api/key')).body.rows, n).toEqual([])
  }
  // From the suggestion's page the way there is seen by those who may go it.
  expect(JSON.stringify((await as(who, '李秀兰').get(`/api/suggestion/${suggestion}`)).body.links)).toContain(key)
  // The county records what it did; the deputy reads and does not act.
  const event = { form: '现场督办', on: '2026-03-10', place: '碧溪区', people: '区人大代工委', content: '走访两个小区' }
  await s.as('罗雪梅').does('addEvent', event, { process: 'key', matter: key })
  expect(JSON.stringify((await as(who, '李秀兰').get(`/api/key/${key}`)).body.sections)).toContain('走访两个小区')
  expect((await s.as('李秀兰').cannot('addEvent', event, { process: 'key', matter: key })).error).toBe('forbidden')
  expect((await s.as('彭海燕').cannot('addEvent', event, { process: 'key', matter: key })).error).toBe('unknown')
})

test('B22 督办函、约谈：收函单位和所督办建议的代表看得到，代表只看到自己那一件；别的单位看不到', async () => {
  const who = await open('2026-03-10')
  const s = h.story
  const items: string[] = []
  await handedOver(s)
  items.push((await s.party('main')).id)
  await s.as('彭海燕').does('draft', { ...TEXT, title: '关于乡村客运的建议' })
  await s.as('彭海燕').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'separate', main: [await s.unit('市交通运输局'), await s.unit('市财政局')] })
  items.push((await s.party('main', '市交通运输局')).id)
  await s.until('2026-03-20')
  const unit = await s.unit('市交通运输局')
  await s.as('王敏').does('draftLetter', { unit, items, demand: '三日内签收', contact: '王敏' }, { process: 'letter' })
  const letter = s.matter
  expect((await as(who, '李秀兰').get(`/api/letter/${letter}`)).status).toBe(404)
  await s.as('周建国').does('issue', {}, { process: 'letter' })
  await s.as('王敏').does('arrange', { kind: 'interview', unit, items, heldOn: '2026-03-25', place: '会议室', leader: '周建国' }, { process: 'interview' })
  const talk = s.matter
  for (const url of [`/api/letter/${letter}`, `/api/interview/${talk}`]) {
    for (const n of ['吴海涛', '王敏']) expect(JSON.stringify((await as(who, n).get(url)).body.sections), n).toMatch(/乡村客运.*城东|城东.*乡村客运/)
    const li = JSON.stringify((await as(who, '李秀兰').get(url)).body)
    expect(li).toContain('城东片区')
    expect(li).toContain('内容不向您显示')
    expect(li).not.toContain('乡村客运')
    // A unit at the same suggestion is not told what another was pressed for.
    for (const n of ['何静', '张伟民', '罗雪梅']) expect((await as(who, n).get(url)).status, `${n} ${url}`).toBe(404)
  }
})

test('B24 巡察联动：移交以后单位看自己的行、代表看自己的建议，看不到还巡察了谁；政府办看不到', async () => {
  const who = await open('2026-03-10', [...NAMES, '范明'])
  const s = h.story
  await handedOver(s, { kind: 'separate', main: [await s.unit('市交通运输局'), await s.unit('市财政局')] })
  await s
    .as('王敏')
    .does(
      'request',
      { title: '第三轮巡察', units: [await s.unit('市交通运输局'), await s.unit('市财政局')], from: '2026-01-01', to: '2026-03-10', note: '内部事由' },
      { process: 'inspection' },
    )
  await s.as('王敏').does('extract', {}, { process: 'inspection' })
  const id = s.matter
  const page = async (n: string) => as(who, n).get(`/api/inspection/${id}`)
  expect([(await page('吴海涛')).status, (await page('李秀兰')).status]).toEqual([404, 404])
  await s.as('周建国').does('handOver', { inspector: await s.seat('范明'), docNo: '云人代函〔2026〕1号', on: '2026-03-10' }, { process: 'inspection' })
  for (const n of ['吴海涛', '李秀兰']) {
    const text = JSON.stringify((await page(n)).body)
    expect(text, n).toContain('其中与您有关的')
    expect(text, n).not.toContain('内部事由')
  }
  const wu = JSON.stringify((await page('吴海涛')).body)
  expect(wu).toContain('市交通运输局')
  expect(wu).not.toContain('市财政局')
  for (const n of ['孙立新', '沈洁', '张伟民', '罗雪梅', '田野', '刘芳']) expect((await page(n)).status, n).toBe(404)
  expect((await as(who, '孙立新').get('/api/inspection')).body.rows).toEqual([])
})

test('B4 身份保密：页面上遮住的，列表、筛选、分面、导出、检索、报告、文书里也没有', async () => {
  const who = await open('2026-01-20')
  const s = h.story
  await s.as('李秀兰').does('draft', { ...TEXT, confidential: true })
  await s.as('李秀兰').does('submit')
  await s.as('赵志强', 'delegation_officer').does('signOff', { opinion: '同意' })
  await s.as('刘芳').does('register', PASS)
  await s.as('刘芳').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  await s.as('吴海涛').does('signFor')
  await s.as('吴海涛').does('recordContact', { ...CONTACT, heldOn: '2026-01-20' })
  const secrets = [
    ...(
      await s.rows<{ x: string }>(
        `select unnest(array[pe.name, s.certificate_no, d.name, d.id::text, s.id::text, pe.id::text, pe.mobile, replace(d.name, '代表团', '团')]) as x
       from matter m join seat s on s.id = m.lead join person pe on pe.id = s.person join unit d on d.id = m.delegation where m.id = $1`,
        [s.matter],
      )
    ).map((r) => r.x),
    '赵志强',
  ].filter(Boolean)
  const [delegation] = await s.rows<{ id: string }>(`select delegation as id from matter where id = $1`, [s.matter])
  const lead = await s.seat('李秀兰')
  const year = 'year=2026'
  const outlets = [
    `/api/suggestion/${s.matter}`,
    `/api/matter/${s.matter}`,
    '/api/suggestion',
    '/api/suggestion?sort=due',
    '/api/suggestion/facets',
    '/api/search?q=公交',
    `/api/documents/for/${s.matter}`,
    '/api/today',
    '/api/notices',
    '/api/promises',
    `/api/report/rows?code=sg_total&${year}`,
    `/api/documents/preview.docx?template=suggestionSheet&matter=${s.matter}`,
  ]
  let asked = 0
  for (const n of ['吴海涛', '孙立新', '田野']) {
    for (const url of outlets) {
      const r = await as(who, n).get(url)
      if (r.status !== 200) continue
      const text = url.includes('.docx') ? new TextDecoder().decode(unzipSync(new Uint8Array(r.raw.rawPayload))['word/document.xml']) : r.raw.body
      for (const x of secrets) expect(text, `${n} ${url}`).not.toContain(x)
      asked++
    }
    for (const filter of [`delegation=${delegation?.id}`, `deputy=${lead}`]) {
      expect((await as(who, n).get(`/api/suggestion?${filter}`)).body.rows, `${n} ${filter}`).toEqual([])
      expect((await as(who, n).get(`/api/suggestion.xlsx?${filter}`)).status).toBe(200)
    }
    if (n !== '吴海涛') {
      const rows = await as(who, n).get(`/api/report/rows?code=sg_total&${year}&delegation=${delegation?.id}`)
      expect([rows.body.rows, rows.body.unshown], n).toEqual([[], 1])
    }
  }
  expect(asked).toBeGreaterThan(24)
  // The congress's own office sees it by each of these ways: the test would notice if nothing were anywhere.
  const wang = as(who, '王敏')
  expect((await wang.get('/api/suggestion')).body.rows[0]).toMatchObject({ lead: '李秀兰', delegation: '碧溪区代表团' })
  for (const filter of [`delegation=${delegation?.id}`, `deputy=${lead}`]) expect((await wang.get(`/api/suggestion?${filter}`)).body.rows).toHaveLength(1)
  expect((await as(who, '李秀兰').get('/api/suggestion')).body.rows[0].lead).toBe('李秀兰')
})
