/** Attached files: their bytes, names and thumbnails are seen by who sees the matter now, with a session, and by nobody else. */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wordsOf } from './answers.ts'
import { type Client, type HttpHouse, house } from './http.ts'
import { PASS, TEXT } from './story.ts'

let h: HttpHouse
const who: Record<string, Client> = {}
let id: string
let file: string
const CANARY = '金丝雀现场照片'
beforeAll(async () => {
  h = await house(['李秀兰', '王敏', '周建国', '吴海涛', '何静', '张伟民', '罗雪梅'], { day: '2026-03-10' })
  for (const n of ['李秀兰', '王敏', '周建国', '吴海涛', '何静', '张伟民', '罗雪梅']) who[n] = await h.login(n)
  const photo = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#484' } })
    .jpeg()
    .toBuffer()
  const boundary = randomUUID()
  const body = Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${CANARY}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`),
    photo,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const li = who.李秀兰 as Client
  const up = await h.app.inject({
    method: 'POST',
    url: '/api/files',
    payload: body,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, cookie: [...li.cookies].map((x) => x.join('=')).join('; ') },
  })
  expect(up.statusCode, up.body).toBe(200)
  file = up.json().id
  id = (await li.post('/api/suggestion', { key: randomUUID(), input: { ...TEXT, attachments: [file] } })).body.matter
  await li.act('submit', id)
  await (who.王敏 as Client).act('register', id, PASS)
  await (who.王敏 as Client).act('assign', id, { kind: 'sole', main: [await h.story.unit('市交通运输局')], co: [] })
})
afterAll(() => h.end())
const status = async (c: Client | undefined) => Promise.all(['', '/thumb'].map(async (x) => (await (c as Client).get(`/api/files/${file}${x}`)).status))

test('21 a link without a session is nothing, also for the thumbnail; the link holds no token', async () => {
  expect(await status(h.client())).toEqual([401, 401])
  expect(await status(who.吴海涛)).toEqual([200, 200])
  const page = (await (who.吴海涛 as Client).get(`/api/suggestion/${id}`)).raw.body
  expect(page).toContain(`/api/files/${file}`)
  expect(page).not.toMatch(/[?&](token|sig|signature|expires)=/)
})

test('19 who does not see the matter finds neither bytes, name nor thumbnail, in no answer and no export', async () => {
  // Looked for in the same way it is found by who may see it.
  expect(await wordsOf(await (who.吴海涛 as Client).get(`/api/suggestion/${id}`))).toContain(CANARY)
  for (const n of ['何静', '张伟民', '罗雪梅']) {
    const c = who[n] as Client
    expect(await status(c), n).toEqual([404, 404])
    for (const r of h.documented.filter((x) => x.method === 'GET' && x.url !== '/api/live' && !x.url.includes('oidc'))) {
      const said = await wordsOf(await c.get(r.url.replace(/:(\w+)/g, (_, k) => (k === 'id' || k === 'matter' ? id : 'x'))))
      expect(said.includes(CANARY) || said.includes(file), `${n} ${r.url}`).toBe(false)
    }
  }
})

test('20 when the matter is taken from a unit, the link it kept dies; taken off, a file is gone for all', async () => {
  const wu = who.吴海涛 as Client
  expect((await wu.act('signFor', id)).status).toBe(200)
  const back = await wu.act('requestReturn', id, { reason: '不属于本单位职责', basis: '职能配置规定', proposed: await h.story.unit('市财政局') })
  expect(back.status, back.raw.body).toBe(200)
  const party = (await h.story.rows<{ id: string }>(`select id from party where matter = $1 and role = 'main' and left_at is null`, [id]))[0]?.id
  const decided = await (who.王敏 as Client).act('decideReturn', id, { agree: 'yes', unit: await h.story.unit('市财政局'), opinion: '同意改交' }, { party })
  expect(decided.status, decided.raw.body).toBe(200)
  expect(await status(wu)).toEqual([404, 404])
  expect(await status(who.何静)).toEqual([200, 200])
  await h.story.rows('update attachment set removed_at = now() where id = $1', [file])
  for (const n of ['何静', '王敏', '李秀兰']) expect(await status(who[n]), n).toEqual([404, 404])
})
