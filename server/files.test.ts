/** Files over HTTP: in through the form, out to those who see their matter and to nobody else. */
import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FileView, Problem } from '../kernel/wire.ts'
import { type Served, serve } from '../test/serve.ts'
import { CONTACT, PASS, REPLY, TEXT } from '../test/story.ts'

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')
let served: Served
let as: Record<string, (path: string, init?: RequestInit) => Promise<Response>>
beforeAll(async () => {
  const names = ['李秀兰', '王敏', '吴海涛', '郑国华', '何静', '彭海燕', '胡磊']
  served = await serve(names)
  as = Object.fromEntries(await Promise.all(names.map(async (n) => [n, await served.as(n)] as const)))
})
afterAll(() => served.end())

const who = (name: string) => as[name] as (path: string, init?: RequestInit) => Promise<Response>
const post = (name: string, bytes: Buffer, filename: string, more: Record<string, string> = {}) => {
  const form = new FormData()
  // The page may append the fields in any order.
  form.append('file', new Blob([new Uint8Array(bytes)]), filename)
  for (const [k, v] of Object.entries(more)) form.append(k, v)
  return who(name)('/api/files', { method: 'POST', body: form })
}
const upload = async (name: string, bytes: Buffer, filename: string, more?: Record<string, string>): Promise<FileView> => {
  const r = await post(name, bytes, filename, more)
  expect(r.status).toBe(200)
  return (await r.json()) as FileView
}
const status = async (name: string, url: string) => (await who(name)(url)).status
const visible = async (url: string) =>
  (await Promise.all(Object.keys(as).map(async (n) => [n, await status(n, url)] as const))).filter(([, s]) => s === 200).map(([n]) => n)
const rows = async () => Number((await served.story.db.owner.query('select count(*)::int as n from attachment')).rows[0].n)

test('an upload is its uploader’s alone until an act hangs it on a matter; then it is seen with the matter', async () => {
  const s = served.story
  const file = await upload('李秀兰', PDF, '城东公交调研报告（终稿）.pdf', { purpose: '调研材料' })
  expect(file).toMatchObject({
    name: '城东公交调研报告（终稿）.pdf',
    mime: 'application/pdf',
    size: PDF.length,
    thumb: null,
    purpose: '调研材料',
    by: '李秀兰',
    party: null,
    url: `/api/files/${file.id}`,
  })
  expect(await visible(file.url)).toEqual(['李秀兰'])

  await s.as('李秀兰').does('draft', { ...TEXT, attachments: [file.id] })
  expect(await visible(file.url)).toEqual(['李秀兰'])
  await s.as('李秀兰').does('submit')
  expect(await visible(file.url)).toEqual(['李秀兰', '王敏'])
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  expect(await visible(file.url)).toEqual(['李秀兰', '王敏', '吴海涛', '郑国华'])
  for (const n of ['何静', '彭海燕', '胡磊']) expect(await status(n, file.url), n).toBe(404)
  expect((await (await who('何静')(file.url)).json()) as Problem).toEqual({ error: 'unknown', message: '没有这个文件，或者您无权查看' })
})

test('what a unit hangs on its reply in the making is held until the reply goes out; its thumbnail, too', async () => {
  const s = served.story
  const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#0a0' } })
    .png()
    .toBuffer()
  const file = await upload('吴海涛', photo, '新站台.png')
  expect(file.thumb).toBe(`${file.url}/thumb`)
  await s.as('吴海涛').does('signFor')
  await s.as('吴海涛').does('recordContact', { ...CONTACT, heldOn: '2026-03-10' })
  await s.as('吴海涛').does('saveReply', { ...REPLY, attachments: [file.id] })
  for (const url of [file.url, file.thumb as string]) expect(await visible(url), url).toEqual(['吴海涛', '郑国华'])
  await s.as('吴海涛').does('checkReply', { pass: 'yes' })
  await s.as('郑国华').does('signReply', { pass: 'yes' })
  await s.as('吴海涛').does('sendReply')
  for (const url of [file.url, file.thumb as string]) expect(await visible(url), url).toEqual(['李秀兰', '王敏', '吴海涛', '郑国华'])
  const thumb = await who('李秀兰')(file.thumb as string)
  expect(thumb.headers.get('content-type')).toBe('image/webp')
  expect(await sharp(Buffer.from(await thumb.arrayBuffer())).metadata()).toMatchObject({ width: 480, height: 320 })
  await s.db.owner.query('update attachment set removed_at = now() where id = $1', [file.id])
  for (const url of [file.url, file.thumb as string]) expect(await visible(url), url).toEqual([])
})

test('nothing can be uploaded to a matter one does not see, and another’s upload cannot be taken along', async () => {
  const s = served.story
  await s.as('彭海燕').does('draft', TEXT)
  const before = await rows()
  const r = await post('何静', PDF, 'a.pdf', { matter: s.matter })
  expect([r.status, await rows()]).toEqual([404, before])
  const mine = await upload('彭海燕', PDF, 'a.pdf', { matter: s.matter })
  // Named by the upload, hung on it by the act alone.
  expect((await s.rows<{ matter: string | null }>('select matter from attachment where id = $1', [mine.id]))[0]?.matter).toBeNull()
  const theirs = await upload('李秀兰', PDF, 'b.pdf')
  const refusal = await s.as('彭海燕').cannot('saveDraft', { ...TEXT, attachments: [theirs.id] })
  expect(refusal.fields).toHaveProperty('attachments')
  expect(await visible(theirs.url)).toEqual(['李秀兰'])
})

test('headers: the real name, no guessing of types, nobody else’s cache; asked again, not sent again', async () => {
  const file = await upload('李秀兰', PDF, "100%'好'.pdf")
  const r = await who('李秀兰')(file.url)
  expect(Buffer.from(await r.arrayBuffer())).toEqual(PDF)
  expect(Object.fromEntries(['content-type', 'content-disposition', 'x-content-type-options', 'cache-control'].map((h) => [h, r.headers.get(h)]))).toEqual({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'content-disposition': `inline; filename="file-100.pdf"; filename*=UTF-8''100%25%27%E5%A5%BD%27.pdf`,
  })
  const etag = r.headers.get('etag') as string
  expect((await who('李秀兰')(file.url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  expect((await who('何静')(file.url, { headers: { 'if-none-match': etag } })).status).toBe(404)

  const text = await upload('李秀兰', Buffer.from('城东<b>公交</b>'), '记录.txt')
  const t = await who('李秀兰')(text.url)
  expect([t.headers.get('content-type'), t.headers.get('content-disposition')]).toEqual([
    'application/octet-stream',
    `attachment; filename="file.txt"; filename*=UTF-8''%E8%AE%B0%E5%BD%95.txt`,
  ])
})

test('what is not there, not yours or not an id is the same 404; without login 401', async () => {
  const file = await upload('李秀兰', PDF, 'a.pdf')
  for (const id of [crypto.randomUUID(), '1', '------------------------------------', `${file.id}'--`, '..%2f..%2fetc%2fpasswd'])
    expect(await status('李秀兰', `/api/files/${id}`), id).toBe(404)
  expect(await status('李秀兰', `${file.url}/thumb`)).toBe(404)
  for (const url of [file.url, `${file.url}/thumb`]) expect((await fetch(served.base + url)).status).toBe(401)
  expect((await fetch(`${served.base}/api/files`, { method: 'POST' })).status).toBe(401)
})

test('refusals come with words beside the field, also in the middle of a large upload; nothing is kept', async () => {
  const before = await rows()
  const cases: [Buffer, string, RegExp][] = [
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.svg', /不能上传/],
    [Buffer.from('<script>alert(1)</script>'), 'a.jpg', /不符/],
    [Buffer.concat([PDF, Buffer.alloc(24 * 1024 * 1024)]), 'a.pdf', /超过 20 MB/],
    [Buffer.concat([PDF, Buffer.alloc(40 * 1024 * 1024)]), 'a.pdf', /超过 20 MB/],
  ]
  for (const [bytes, name, words] of cases) {
    const r = await post('李秀兰', bytes, name)
    expect([r.status, await r.json()]).toEqual([422, { error: 'input', message: expect.stringMatching(words), fields: { file: expect.stringMatching(words) } }])
  }
  for (const body of [new FormData(), JSON.stringify({})])
    expect(
      (await who('李秀兰')('/api/files', { method: 'POST', body, headers: typeof body === 'string' ? { 'content-type': 'application/json' } : {} })).status,
    ).toBe(422)
  expect((await post('李秀兰', PDF, 'a.pdf', { matter: 'x' })).status).toBe(422)
  // Without a length there would be no end to wait for.
  const endless = new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(65_536)) })
  const type = { 'content-type': 'multipart/form-data; boundary=x' }
  const answer = await who('李秀兰')('/api/files', { method: 'POST', body: endless, headers: type, duplex: 'half' } as RequestInit).then(
    (r) => r.status,
    () => 'cut off',
  )
  expect([422, 'cut off']).toContain(answer)
  expect(await rows()).toBe(before)
  expect(fs.readdirSync(path.join(served.dataDir, 'files/incoming'))).toEqual([])
})

test('who uploads without end is stopped', async () => {
  const person = (await served.story.rows<{ id: string }>(`select id from person where name = '胡磊'`))[0]?.id
  const file = await upload('胡磊', PDF, 'a.pdf')
  await served.story.db.owner.query(
    'insert into attachment (file, name, by_person, at) select file, name, by_person, at from attachment, generate_series(1, 99) where id = $1',
    [file.id],
  )
  expect((await post('胡磊', PDF, 'b.pdf')).status).toBe(429)
  await served.story.db.owner.query(`update attachment set at = at - interval '2 days' where by_person = $1`, [person])
  expect((await post('胡磊', PDF, 'b.pdf')).status).toBe(200)
})
