/** Papers of the processes around the suggestion, over HTTP: filled with their own rows, printed by those who may. */
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type HttpHouse, house } from '../test/http.ts'
import { BAD, GOOD, handedOver, PASS, replied, TEXT } from '../test/story.ts'

let h: HttpHouse
const who: Record<string, Client> = {}
const NAMES = ['王敏', '周建国', '李秀兰', '吴海涛', '何静', '罗雪梅', '范明']
beforeAll(async () => {
  h = await house(NAMES, { day: '2026-03-10' })
  for (const n of NAMES) who[n] = await h.login(n)
})
afterAll(() => h.end())
const as = (name: string) => who[name] as Client

/** The words of a Word file, tags away. */
async function words(c: Client, url: string): Promise<string> {
  const r = await c.get(url)
  expect(r.status, url).toBe(200)
  const xml = new TextDecoder().decode(unzipSync(new Uint8Array(r.raw.rawPayload))['word/document.xml'])
  return xml.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '')
}
const paper = async (name: string, template: string, matter: string, party?: string) =>
  words(as(name), `/api/documents/preview.docx?template=${template}&matter=${matter}${party ? `&party=${party}` : ''}`)

test('B12 the 交办书 of a meeting lists the unit’s own items with their dates; another unit gets none', async () => {
  const s = h.story
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('preAssign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  const item = s.matter
  await s.as('王敏').does('plan', { title: '闭会建议交办会', kind: 'recess', heldOn: '2026-03-10', place: '会议中心', items: [item] }, { process: 'handover' })
  await s.as('王敏').does('hold', { handedBy: '黄文斌' }, { process: 'handover' })
  const text = await paper('吴海涛', 'handoverSheet', s.matter, (await s.party('unit')).id)
  for (const x of ['代表建议交办书', '市交通运输局', TEXT.title, '2026年6月10日', '签字：黄文斌', '1件']) expect(text).toContain(x)
  const offers = (await as('王敏').get(`/api/documents/for/${s.matter}`)).body.papers as { template: string }[]
  expect(offers.map((o) => o.template)).toEqual(['handoverSheet'])
  expect((await as('何静').get(`/api/documents/for/${s.matter}`)).status).toBe(404)
})

test('B22 the 督办函 carries the process’s own gap-free number; the register lists the calls', async () => {
  const s = h.story
  await handedOver(s)
  await s.until('2026-03-17')
  const party = (await s.party('main')).id
  await s.as('王敏').does('urge', { channel: '电话', note: '请尽快签收', person: '吴海涛', answer: '今天签收' }, { party })
  await s
    .as('王敏')
    .does(
      'draftLetter',
      { unit: await s.unit('市交通运输局'), items: [party], demand: '立即签收，\n并说明未签收的原因', contact: '王敏 0990-6661001' },
      { process: 'letter' },
    )
  await s.as('周建国').does('issue', {}, { process: 'letter' })
  const text = await paper('吴海涛', 'supervisionLetter', s.matter, (await s.party('unit')).id)
  for (const x of [
    '云人代督〔2026〕1号',
    '关于督促办理代表建议的函',
    '签收',
    '天',
    '立即签收，',
    '并说明未签收的原因',
    '联系人：王敏',
    '联系电话：0990-6661001',
  ])
    expect(text).toContain(x)
  const register = await words(as('王敏'), '/api/documents/preview.docx?template=callRegister')
  for (const x of ['电话督办登记表', '请尽快签收', '今天签收']) expect(register).toContain(x)
  expect((await as('吴海涛').get('/api/documents/preview.docx?template=callRegister')).status).toBe(403)
  expect(await words(as('罗雪梅'), '/api/documents/preview.docx?template=callRegister')).not.toContain('请尽快签收')
})

test('B21 one plan holds everything the same meeting adopted; the report follows the events', async () => {
  const s = h.story
  const keys: string[] = []
  for (let i = 0; i < 2; i++) {
    await handedOver(s)
    await s.as('王敏').does('proposeKey', { criterion: '集中' })
    const id = (await s.rows<{ id: string }>(`select id from matter where process = 'key' and data->>'suggestion' = $1`, [s.matter]))[0]?.id as string
    await s
      .as('周建国')
      .does(
        'adopt',
        { meetingOn: '2026-03-16', leader: await s.seat('黄文斌'), govLeader: await s.seat('孙立新'), committee: await s.seat('田野'), reportBy: '2026-11-30' },
        { process: 'key', matter: id },
      )
    keys.push(id)
  }
  const plan = await paper('周建国', 'keyPlan', keys[0] as string)
  for (const x of ['领衔督办的方案', '黄文斌', '督查室主任 孙立新', '重点督办代表建议2件', '2026年11月30日']) expect(plan).toContain(x)
  const issued = await as('周建国').post('/api/documents', { key: crypto.randomUUID(), template: 'keyPlan', matter: keys[0] })
  expect(issued.body.number).toBe('云人常办〔2026〕1号')
  await s
    .as('黄文斌')
    .does(
      'addEvent',
      { form: '现场督办', on: '2026-03-16', place: '城东', people: '各方', content: '察看线路', demands: '六月底前开通' },
      { process: 'key', matter: keys[0] as string },
    )
  await s.as('田野').does('submitReport', { report: '线路已经开通。' }, { process: 'key', matter: keys[0] as string })
  const report = await paper('王敏', 'supervisionReport', keys[0] as string)
  for (const x of ['督办情况报告', '察看线路要求：六月底前开通', '线路已经开通']) expect(report).toContain(x)
})

test('B24 the letter to the inspection office names no deputy', async () => {
  const s = h.story
  await s
    .as('王敏')
    .does('request', { title: '第九轮巡察', units: [await s.unit('市交通运输局')], from: '2026-01-01', to: '2026-12-31' }, { process: 'inspection' })
  await s.as('王敏').does('extract', {}, { process: 'inspection' })
  await s.as('周建国').does('handOver', { inspector: await s.seat('范明'), docNo: '云人代函〔2026〕8号', on: '2026-03-17' }, { process: 'inspection' })
  const text = await paper('王敏', 'inspectionLetter', s.matter)
  for (const x of ['云人代函〔2026〕8号', '市交通运输局', '代表建议4件']) expect(text).toContain(x)
  expect(text).not.toContain('李秀兰')
})

test('B19 the evaluation report hides who scored; B6 the list of speeches; the annual report says what the page says', async () => {
  const s = h.story
  await handedOver(s)
  await replied(s)
  await s.as('李秀兰').does('judge', BAD)
  await s.as('王敏').does('callPanel', { form: '第三方评估', evaluator: '云岭学院' })
  await s.as('王敏').does('assignEvaluator', { evaluator: await s.seat('秦朗') })
  await s.as('秦朗').does('scoreCase', { complete: 20, facts: 20, measures: 20, contact: 20, report: '措施具体' })
  await s.as('王敏').does('settlePanel', { opinion: '答复属实' })
  const text = await paper('王敏', 'evaluationReport', s.matter)
  for (const x of ['80', '措施具体', '答复属实', '云岭学院']) expect(text).toContain(x)
  expect(text).not.toMatch(/秦朗|李秀兰/)

  await s.as('刘芳').does('recordSpeech', {
    speakers: [await s.seat('李秀兰')],
    meeting: '座谈会',
    report: 'other',
    heldOn: '2026-03-16',
    title: '关于加密班次的建议',
    situation: TEXT.situation,
    proposals: TEXT.proposals,
  })
  await s.as('李秀兰').does('confirmSpeech', { title: '关于加密班次的建议', situation: TEXT.situation, proposals: TEXT.proposals })
  await s.as('王敏').does('register', PASS)
  expect(await words(as('王敏'), '/api/documents/preview.docx?template=speechList')).toContain('关于加密班次的建议')

  await handedOver(s)
  await replied(s)
  await s.as('李秀兰').does('judge', GOOD)
  const page = (await as('王敏').get('/api/report/annual?year=2026')).body
  const printed = await words(as('王敏'), '/api/documents/preview.docx?template=annualReport&year=2026')
  for (const section of page.sections)
    for (const p of section.paragraphs) expect(printed).toContain(p.map((x: string | { text: string }) => (typeof x === 'string' ? x : x.text)).join(''))
  expect((await as('吴海涛').get('/api/documents/preview.docx?template=annualReport&year=2026')).status).toBe(403)
})

test('B10 B11 B13 the pre-assignment list, the minutes of coordination and the plan made at the session come from the same rows', async () => {
  const s = h.story
  await s.as('李秀兰').does('draft', { ...TEXT, title: '关于协调公交补贴的建议' })
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  const [bus, money] = [await s.unit('市交通运输局'), await s.unit('市财政局')]
  await s.as('王敏').does('preAssign', { kind: 'sole', main: [money] })
  await s.as('何静').does('objectPreAssign', { reason: '线路审批不在财政职责内', proposed: bus })
  const list = await words(as('王敏'), '/api/documents/preview.docx?template=preAssignList')
  for (const x of ['关于协调公交补贴的建议', '市财政局', '提出异议', '线路审批不在财政职责内', '市交通运输局']) expect(list).toContain(x)
  const offered = async () => ((await as('王敏').get(`/api/documents/for/${s.matter}`)).body.papers as { template: string }[]).map((o) => o.template)
  expect(await offered()).not.toContain('coordinationMinutes')
  await s.as('孙立新').does('coordinate', {
    heldOn: s.now.toISOString().slice(0, 10),
    place: '市政府三楼会议室',
    people: '市交通运输局、市财政局',
    opinions: '交通局：同意主办\n财政局：同意会办',
    conclusion: '由市交通运输局主办，市财政局会办',
  })
  expect(await offered()).toContain('coordinationMinutes')
  const minutes = await paper('王敏', 'coordinationMinutes', s.matter)
  for (const x of ['会商纪要', '交通局：同意主办', '由市交通运输局主办', '出席：市交通运输局、市财政局']) expect(minutes).toContain(x)
  await s.as('王敏').does('preAssign', { kind: 'lead', main: [bus], co: [money] })
  await s.as('吴海涛').does('receiveOnSite', { person: '吴海涛', plan: '下周起加密班次' })
  const plan = await paper('李秀兰', 'onsitePlan', s.matter, (await s.party('main')).id)
  for (const x of ['初步方案', '下周起加密班次', '吴海涛']) expect(plan).toContain(x)
})
