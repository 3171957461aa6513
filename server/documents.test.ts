/** Papers over HTTP: only those who see the matter; drafts without a number; issuing once; the files themselves. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unprintable } from '../documents/fonts.ts'
import { pages, paragraphs, parts } from '../documents/reading.ts'
import { type Client, type HttpHouse, house } from '../test/http.ts'
import { handedOver, replied } from '../test/story.ts'

let h: HttpHouse
let wang: Client
let wu: Client
let he: Client
let li: Client
beforeAll(async () => {
  h = await house(['王敏', '吴海涛', '何静', '李秀兰'], { day: '2026-03-10' })
  ;[wang, wu, he, li] = [await h.login('王敏'), await h.login('吴海涛'), await h.login('何静'), await h.login('李秀兰')]
  await handedOver(h.story)
})
afterAll(() => h.end())

const preview = (template: string, party?: string, kind = 'pdf') =>
  `/api/documents/preview.${kind}?template=${template}&matter=${h.story.matter}${party ? `&party=${party}` : ''}`

test('nobody prints without login; whoever does not see the matter is told that there is none', async () => {
  const stranger = h.client()
  for (const url of ['/api/documents/templates', `/api/documents/for/${h.story.matter}`, preview('suggestionSheet'), `/api/documents/${randomUUID()}.pdf`])
    expect((await stranger.get(url)).status, url).toBe(401)
  expect((await stranger.post('/api/documents', { key: randomUUID(), template: 'assignNotice', matter: h.story.matter })).status).toBe(401)
  for (const url of [`/api/documents/for/${h.story.matter}`, preview('suggestionSheet')]) {
    const got = await he.get(url)
    expect(got.status, url).toBe(404)
    expect(got.body.message).toContain('无权查看')
  }
  expect((await he.post('/api/documents/print', { matters: [h.story.matter] })).status).toBe(404)
})

test('B4 the sheet as PDF and DOCX, by name and never kept by a cache', async () => {
  const pdf = await li.get(preview('suggestionSheet'))
  expect(pdf.status).toBe(200)
  expect(pdf.raw.headers['content-type']).toBe('application/pdf')
  expect(pdf.raw.headers['cache-control']).toBe('private, no-store')
  expect(decodeURIComponent(String(pdf.raw.headers['content-disposition']))).toMatch(/代表建议纸 2026闭第\d{3}号\.pdf$/)
  const [one] = await pages(pdf.raw.rawPayload)
  expect(one?.text).toContain('关于优化城东片区公交线路的建议')
  const docx = await li.get(preview('suggestionSheet', undefined, 'docx'))
  expect(docx.raw.headers['content-disposition']).toContain('attachment')
  expect(paragraphs(parts(docx.raw.rawPayload)['word/document.xml'] as string).some((p) => p.text === '李秀兰')).toBe(true)
})

test('what cannot be asked for is refused in words', async () => {
  expect((await wang.get('/api/documents/preview.pdf?template=nothing')).body.fields.template).toBe('没有这种文书')
  expect((await wang.get(`/api/documents/preview.pdf?template=assignNotice`)).body.fields.matter).toBe('请指明是哪一件事项')
  expect((await wang.get(preview('commendation'))).status).toBe(404)
  expect((await li.get('/api/documents/preview.pdf?template=promiseLedger')).body.message).toContain('您当前的身份是人大代表')
  expect((await wang.get('/api/documents/%2e%2e%2fetc.pdf')).status).toBe(422)
  const t = await wang.get('/api/documents/templates')
  expect(t.body.templates.length).toBe(53)
  expect(t.body.fonts[0]).toMatchObject({ official: '方正小标宋简体' })
})

test('B12 the office issues the notice once per key; the unit reads it; a correction is the second version', async () => {
  const party = (await h.story.party('main')).id
  const offers = (await wang.get(`/api/documents/for/${h.story.matter}`)).body.papers
  expect(offers.find((o: { template: string }) => o.template === 'assignNotice')).toMatchObject({
    party,
    partyName: '市交通运输局',
    why: null,
    issue: true,
    numbered: true,
    issueWhy: null,
  })
  expect((await wu.get(`/api/documents/for/${h.story.matter}`)).body.papers.find((o: { template: string }) => o.template === 'assignNotice').issue).toBe(false)
  const draft = await pages((await wang.get(preview('assignNotice', party))).raw.rawPayload)
  expect(draft[0]?.text).not.toContain('〔2026〕')
  const body = { key: randomUUID(), template: 'assignNotice', matter: h.story.matter, party }
  const refused = await wu.post('/api/documents', body)
  expect([refused.status, refused.body.message]).toEqual([403, '书面交办通知由代工委工作人员、代工委负责人印发；您可以打印'])
  const [first, again] = await Promise.all([wang.post('/api/documents', body), wang.post('/api/documents', body)])
  expect([first.body.number, again.body.number]).toEqual(['云人代〔2026〕1号', '云人代〔2026〕1号'])
  expect(again.body.id).toBe(first.body.id)
  expect(first.body.id).not.toBe(body.key)
  // Again later: the first answer; something else under the same number is refused and told.
  expect((await wang.post('/api/documents', body)).body).toMatchObject({ id: first.body.id, repeated: true })
  const other = await wang.post('/api/documents', { ...body, replaces: first.body.id })
  expect([other.status, other.body.message]).toEqual([409, expect.stringContaining('请求编号已经用来办过别的内容')])
  expect((await wang.post('/api/documents', { ...body, key: randomUUID() })).body.number).toBe('云人代〔2026〕2号')
  const fixed = await wang.post('/api/documents', { ...body, key: randomUUID(), replaces: first.body.id })
  expect([fixed.body.number, fixed.body.version]).toEqual(['云人代〔2026〕1号', 2])
  const read = await wu.get(first.body.pdf)
  expect((await pages(read.raw.rawPayload))[0]?.text).toContain('〔2026〕1')
  expect((await wu.get(first.body.docx)).status).toBe(200)
  expect((await li.get(first.body.pdf)).status).toBe(404)
  expect((await he.get(first.body.pdf)).status).toBe(404)
  const issued = (await wang.get(`/api/documents/for/${h.story.matter}`)).body.issued.map(
    (d: { number: string; version: number }) => `${d.number}/${d.version}`,
  )
  expect(issued.toSorted()).toEqual(['云人代〔2026〕1号/1', '云人代〔2026〕1号/2', '云人代〔2026〕2号/1'])
})

test('B17 an upload is no seal: only what the head of the office put in, by those named for it, stands on a paper', async () => {
  await replied(h.story)
  const party = (await h.story.party('main')).id
  const body = { template: 'replyLetter', matter: h.story.matter, party }
  const own = await wu.post('/api/documents', { ...body, key: randomUUID(), seal: await h.story.file('吴海涛') })
  expect([own.status, own.body.fields.seal]).toEqual([422, '没有这个印章，或者您无权使用'])
  expect((await wu.post('/api/documents', { ...body, key: randomUUID() })).body.number).toBe('云交函〔2026〕12号')
})

test('B20 the ledger of the whole place, and of a unit its own', async () => {
  expect((await pages((await wang.get('/api/documents/preview.pdf?template=promiseLedger')).raw.rawPayload))[0]?.text).toContain('承诺事项台账')
  expect((await pages((await wu.get('/api/documents/preview.pdf?template=promiseLedger')).raw.rawPayload))[0]?.text).toContain('市交通运输局')
})

test('B4 many sheets in one file; one that may not be seen spoils the order, in words', async () => {
  const first = h.story.matter
  await handedOver(h.story)
  const got = await wang.post('/api/documents/print', { matters: [first, h.story.matter, first] })
  expect(got.status).toBe(200)
  const text = (await pages(got.raw.rawPayload)).map((p) => p.text)
  expect(text.filter((t) => t.includes('代表建议、批评和意见')).length).toBe(2)
  expect((await wang.post('/api/documents/print', { matters: [first, randomUUID()] })).status).toBe(404)
  expect((await wang.post('/api/documents/print', { matters: Array.from({ length: 201 }, () => randomUUID()) })).body.fields.matters).toBe(
    '一次最多打印 200 件',
  )
})

test('B4 canary: in the files themselves a unit finds no confidential author', async () => {
  // Both matters of this unit: what one paper lists of the other is hidden as well.
  await h.story.db.owner.query('update matter set confidential = true')
  const offers = (await wu.get(`/api/documents/for/${h.story.matter}`)).body.papers as { template: string; party: string | null; why: string | null }[]
  expect(offers.length).toBeGreaterThan(2)
  for (const o of offers.filter((x) => !x.why)) {
    const pdf = await wu.get(preview(o.template, o.party ?? undefined))
    expect(pdf.status, o.template).toBe(200)
    expect((await pages(pdf.raw.rawPayload)).map((p) => p.text.replace(/\s/g, '')).join(''), o.template).not.toContain('李秀兰')
    const docx = parts((await wu.get(preview(o.template, o.party ?? undefined, 'docx'))).raw.rawPayload)
    expect(Object.values(docx).join(''), o.template).not.toContain('李秀兰')
  }
  const own = await pages((await li.get(preview('suggestionSheet'))).raw.rawPayload)
  expect(own.map((p) => p.text).join('')).toContain('李秀兰')
})

test('a character that the fonts lack is named on the page and above the preview, never in what is issued', async () => {
  const rare = Array.from({ length: 4000 }, (_, i) => String.fromCodePoint(0x20100 + i)).find((c) => unprintable(c).length > 0) as string
  await h.story.db.owner.query('update matter set title = $2 where id = $1', [h.story.matter, `关于${rare}家桥的建议`])
  const named = `${rare}（U+${rare.codePointAt(0)?.toString(16).toUpperCase()}）`
  expect((await wang.get(`/api/documents/for/${h.story.matter}`)).body.signs).toBe(named)
  const party = (await h.story.party('main')).id
  const seen = async (url: string) => (await pages((await wang.get(url)).raw.rawPayload)).map((p) => p.text).join('')
  expect(await seen(preview('assignNotice', party))).toContain('字库里没有这些字')
  const issued = await wang.post('/api/documents', { key: randomUUID(), template: 'assignNotice', matter: h.story.matter, party })
  expect(await seen(issued.body.pdf)).not.toContain('字库里没有')
  await h.story.db.owner.query('update matter set title = $2 where id = $1', [h.story.matter, '关于桥的建议'])
  expect((await wang.get(`/api/documents/for/${h.story.matter}`)).body.signs).toBeUndefined()
})
