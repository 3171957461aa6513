/** Seals and signatures over HTTP: put in by those who may, seen and used by those who are named, on the paper in both files, in the record by name. */
import { randomUUID } from 'node:crypto'
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pages } from '../documents/reading.ts'
import { UNKEYED } from '../kernel/proof.ts'
import { verifyRows } from '../kernel/verify-rows.ts'
import { type Client, type Got, type HttpHouse, house } from '../test/http.ts'
import { handedOver, replied } from '../test/story.ts'

let h: HttpHouse
const who: Record<string, Client> = {}
const NAMES = ['王敏', '周建国', '吴海涛', '郑国华', '何静', '冯丽', '李秀兰', '胡磊', '马超', '孙立新', '罗雪梅']
const ORGAN = '云岭市交通运输局'
let party: string
beforeAll(async () => {
  h = await house(NAMES, { day: '2026-03-10' })
  for (const n of NAMES) who[n] = await h.login(n)
  await handedOver(h.story)
  await replied(h.story)
  party = (await h.story.party('main')).id
}, 120_000)
afterAll(() => h.end())
const as = (name: string) => who[name] as Client
const seat = (name: string) => h.story.seat(name)

/** A ring with empty corners and an empty margin around. */
const ring = (side = 400, more = '') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${more}<circle cx="50%" cy="50%" r="40%" fill="none" stroke="red" stroke-width="12"/></svg>`,
    ),
  )
    .png()
    .toBuffer()
const stroke = () =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="220"><path d="M20 180 Q200 -80 300 150 T580 40" fill="none" stroke="black" stroke-width="10"/></svg>',
    ),
  )
    .png()
    .toBuffer()
async function put(name: string, picture: Buffer | undefined, fields: Record<string, string>): Promise<Got> {
  const b = '----huying'
  const parts: Buffer[] = Object.entries(fields).map(([k, v]) => Buffer.from(`--${b}\r\ncontent-disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`))
  if (picture)
    parts.push(
      Buffer.from(`--${b}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`),
      picture,
      Buffer.from('\r\n'),
    )
  const c = as(name)
  const raw = await h.app.inject({
    method: 'POST',
    url: '/api/stamps',
    headers: { 'content-type': `multipart/form-data; boundary=${b}`, cookie: [...c.cookies].map((x) => x.join('=')).join('; ') },
    payload: Buffer.concat([...parts, Buffer.from(`--${b}--\r\n`)]),
  })
  return { status: raw.statusCode, body: raw.json(), raw }
}
const seal = async (users: string[], more: Record<string, string> = {}, picture?: Buffer) =>
  put('郑国华', picture ?? (await ring()), { kind: 'seal', organ: ORGAN, size: '42', users: (await Promise.all(users.map(seat))).join(','), ...more })
const issue = (name: string, more: object = {}) =>
  as(name).post('/api/documents', { key: randomUUID(), template: 'replyLetter', matter: h.story.matter, party, ...more })
const offered = async (name: string) => (await as(name).get(`/api/documents/stamps?template=replyLetter&matter=${h.story.matter}&party=${party}`)).body

test('B17 only the head of an office puts its seal in, and only those who sign a signature', async () => {
  expect((await h.client().get('/api/stamps')).status).toBe(401)
  for (const name of ['王敏', '吴海涛', '何静', '李秀兰', '胡磊', '马超', '罗雪梅', '孙立新'])
    expect((await put(name, await ring(), { kind: 'seal', organ: ORGAN, size: '42' })).status, name).toBe(403)
  for (const name of ['王敏', '吴海涛', '李秀兰', '胡磊', '罗雪梅'])
    expect((await put(name, await stroke(), { kind: 'signature', size: '30' })).status, name).toBe(403)
  // Another office's name is not this head's to seal with.
  const other = await put('冯丽', await ring(), { kind: 'seal', organ: ORGAN, size: '42' })
  expect([other.status, other.body.fields]).toEqual([422, { organ: '请选择是哪个机关的印章' }])
  const users = await seal(['何静'])
  expect([users.status, users.body.fields]).toEqual([422, { users: '只能指定本单位在职的人' }])
  expect(await h.story.rows('select 1 from stamp')).toEqual([])
})

test('B17 what is no seal is refused beside the field, and says what to do', async () => {
  const white = await sharp({ create: { width: 400, height: 400, channels: 4, background: '#ffffff' } })
    .png()
    .toBuffer()
  const words = async (picture: Buffer | undefined, more: Record<string, string> = {}) => {
    const r = await seal(['郑国华'], more, picture)
    expect(r.status).toBe(422)
    return Object.values(r.body.fields)[0]
  }
  expect(await words(await sharp(white).jpeg().toBuffer())).toContain('请用 PNG')
  expect(await words(white)).toContain('背景不透明')
  expect(await words(await sharp(white).removeAlpha().png().toBuffer())).toContain('背景不透明')
  expect(await words(await ring(400, '<rect width="100%" height="100%" fill="white"/>'))).toContain('背景不透明')
  expect(await words(await ring(100))).toContain('太小')
  expect(await words(await stroke())).toContain('只留印章本身')
  expect(
    await words(
      await sharp({ create: { width: 200, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
        .png()
        .toBuffer(),
    ),
  ).toContain('空的')
  expect(await words((await ring()).subarray(0, 900))).toContain('打不开')
  // Says that it is huge: told from its head, never unpacked.
  const bomb = await ring()
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  expect(await words(bomb)).toMatch(/60000×60000|请用 PNG/)
  expect(await words(Buffer.concat([await ring(), Buffer.alloc(3 * 1024 * 1024)]))).toContain('超过 2 MB')
  expect(await words(await ring(), { size: '90' })).toBe('印章的大小是 30 到 60 毫米')
  const none = await put('郑国华', undefined, { kind: 'seal', organ: ORGAN, size: '42' })
  expect(none.body.fields.file).toBe('请选择 PNG 图片')
})

test('B17 the seal is cut to itself, seen by its keeper and those named, and by nobody else anywhere', async () => {
  const { status, body } = await seal(['吴海涛'])
  expect(status).toBe(200)
  const url = `/api/stamp/${body.id}.png`
  const got = await as('吴海涛').get(url)
  expect([got.status, got.raw.headers['content-type'], got.raw.headers['cache-control']]).toEqual([200, 'image/png', 'private, no-store'])
  const meta = await sharp(got.raw.rawPayload).metadata()
  expect([meta.format, meta.width, meta.height]).toEqual(['png', 332, 332])
  expect((await as('郑国华').get(url)).status).toBe(200)
  const row = (await h.story.rows<{ file: string; width: string }>('select file, width from stamp where id = $1', [body.id]))[0]
  expect(row?.width).toBe('42')
  for (const name of ['王敏', '周建国', '何静', '冯丽', '李秀兰', '胡磊', '马超', '孙立新', '罗雪梅']) {
    const all = [url, `/api/files/${body.id}`, `/api/files/${body.id}/thumb`, `/api/files/${row?.file}`, `/api/stamps/${body.id}`]
    for (const x of all) expect((await as(name).get(x)).status, `${name} ${x}`).toBe(404)
    expect(JSON.stringify((await as(name).get('/api/stamps')).body), name).not.toContain(body.id)
    expect((await as(name).put(`/api/stamps/${body.id}`, { users: [] })).status, name).toBe(404)
    expect((await as(name).post(`/api/stamps/${body.id}/end`)).status, name).toBe(404)
  }
  // Named to use it, not to manage it; nor told who else is.
  expect((await as('吴海涛').post(`/api/stamps/${body.id}/end`)).status).toBe(403)
  expect((await as('吴海涛').get('/api/stamps')).body.stamps[0]).toMatchObject({ id: body.id, mine: false, usable: true, users: [] })
  expect((await as('郑国华').get('/api/stamps')).body.stamps[0]).toMatchObject({ mine: true, usable: false, users: [{ name: '吴海涛' }] })
  expect((await h.client().get(url)).status).toBe(401)
})

test('B17 offered to those named; on the letter as one picture at its place in PDF and DOCX; the record says which and by whom', async () => {
  const id = (await as('郑国华').get('/api/stamps')).body.stamps[0].id
  const hand = await put('郑国华', await stroke(), {
    kind: 'signature',
    title: '局长',
    size: '30',
    users: [await seat('吴海涛'), await seat('郑国华')].join(','),
  })
  expect(hand.status).toBe(200)
  expect(await offered('吴海涛')).toMatchObject({
    room: { seal: ORGAN, signature: true },
    stamps: [
      { id, kind: 'seal' },
      { id: hand.body.id, kind: 'signature' },
    ],
  })
  expect((await offered('郑国华')).stamps.map((x: { kind: string }) => x.kind)).toEqual(['signature'])
  expect((await issue('郑国华', { seal: id })).body.fields.seal).toBe('没有这个印章，或者您无权使用')
  const plain = await issue('吴海涛')
  const done = await issue('吴海涛', { seal: id, signature: hand.body.id })
  expect(done.status).toBe(200)
  for (const name of ['吴海涛', '王敏', '李秀兰']) {
    const images = (await pages((await as(name).get(done.body.pdf)).raw.rawPayload)).flatMap((p) => p.images)
    expect(images.map((i) => Math.round(i.width)).toSorted(), name).toEqual([30, 42])
    const media = Object.keys(unzipSync((await as(name).get(done.body.docx)).raw.rawPayload)).filter((k) => k.startsWith('word/media/'))
    expect(media.length, name).toBe(2)
  }
  expect((await pages((await as('李秀兰').get(plain.body.pdf)).raw.rawPayload)).flatMap((p) => p.images)).toEqual([])
  expect((await as('何静').get(done.body.pdf)).status).toBe(404)
  // Whoever reads the paper does not thereby get the picture itself.
  expect((await as('李秀兰').get(`/api/stamp/${id}.png`)).status).toBe(404)
  const document = /[0-9a-f-]{36}/.exec(done.body.pdf)?.[0]
  const e = (
    await h.story.rows<{ says: string; data: object; by_name: string }>(`select says, data, by_name from event where data->>'document' = $1`, [document])
  )[0]
  expect(e?.data).toEqual({ document, template: 'replyLetter', seal: id, signature: hand.body.id })
  expect([e?.by_name, e?.says]).toEqual(['吴海涛', expect.stringContaining(`盖${ORGAN}印章，用郑国华签名`)])
})

test('B17 a seal stands on its own organ’s papers alone, and an upload is no seal', async () => {
  const sc = '云岭市人民代表大会常务委员会'
  const big = await put('周建国', await ring(), { kind: 'seal', organ: sc, size: '45', users: await seat('王敏') })
  const own = await put('周建国', await ring(), { kind: 'seal', organ: '云岭市人大常委会代表工作委员会', size: '42', users: await seat('王敏') })
  expect([big.status, own.status]).toEqual([200, 200])
  const notice = (more: object) => as('王敏').post('/api/documents', { key: randomUUID(), template: 'assignNotice', matter: h.story.matter, party, ...more })
  expect((await notice({ seal: big.body.id })).body.fields.seal).toBe(`这份文书由云岭市人大常委会代表工作委员会署名，不能盖${sc}的印章`)
  const up = await h.story.file('王敏')
  expect((await notice({ seal: up })).status).toBe(422)
  expect((await notice({ seal: own.body.id })).status).toBe(200)
})

test('B17 withdrawn: on no new paper, still on the old ones; a new one takes the place of the old', async () => {
  const old = (await as('郑国华').get('/api/stamps')).body.stamps.find((x: { kind: string; name: string }) => x.kind === 'seal').id
  const first = await issue('吴海涛', { seal: old })
  const fresh = await seal(['吴海涛', '郑国华'], {}, await ring(500))
  expect((await offered('吴海涛')).stamps.map((x: { id: string }) => x.id)).not.toContain(old)
  expect((await issue('吴海涛', { seal: old })).body.fields.seal).toBe('这个印章已经停用，请另选一个')
  // Named no longer.
  expect((await as('郑国华').put(`/api/stamps/${fresh.body.id}`, { users: [await seat('郑国华')] })).status).toBe(200)
  expect((await issue('吴海涛', { seal: fresh.body.id })).body.fields.seal).toBe('没有这个印章，或者您无权使用')
  expect((await as('吴海涛').get(`/api/stamp/${fresh.body.id}.png`)).status).toBe(404)
  // Withdrawn while papers go out: whatever went out before is kept, nothing after.
  const racing = await Promise.all([
    issue('郑国华', { seal: fresh.body.id }),
    as('郑国华').post(`/api/stamps/${fresh.body.id}/end`),
    issue('郑国华', { seal: fresh.body.id }),
  ])
  expect(racing[1].status).toBe(200)
  for (const r of [racing[0], racing[2]]) expect([200, 422]).toContain(r.status)
  expect((await issue('郑国华', { seal: fresh.body.id })).body.fields.seal).toContain('已经停用')
  expect((await as('郑国华').post(`/api/stamps/${fresh.body.id}/end`)).status).toBe(409)
  expect((await pages((await as('吴海涛').get(first.body.pdf)).raw.rawPayload)).flatMap((p) => p.images).length).toBe(1)
  expect((await as('郑国华').get('/api/stamps')).body.stamps.find((x: { id: string }) => x.id === old).endedAt).toBeTruthy()
  const events = await h.story.rows<{ action: string }>(`select action from event where action like '%Stamp' order by at, id`)
  expect(new Set(events.map((e) => e.action))).toEqual(new Set(['putStamp', 'changeStamp', 'endStamp']))
})

test('B17 a seal that is exchanged or lent past its keeper is found by the record', async () => {
  const c = await h.story.db.owner.connect()
  const faults = async () => (await verifyRows(c, [UNKEYED])).faults.filter((f) => f.includes('印章和签名'))
  try {
    await c.query('begin')
    await c.query('set local session_replication_role = replica')
    expect(await faults()).toEqual([])
    await c.query('update stamp set users = users || gen_random_uuid() where id = (select id from stamp order by at, id limit 1)')
    expect((await faults()).length).toBe(1)
    await c.query(`update stamp set file = (select file from stamp where kind = 'signature' limit 1)`)
    expect((await faults()).length).toBeGreaterThan(2)
  } finally {
    await c.query('rollback')
    c.release()
  }
})

test('B17 the hand of one who has left his office signs nothing more, whoever was named', async () => {
  const hand = (await offered('吴海涛')).stamps.find((x: { kind: string }) => x.kind === 'signature').id
  await h.story.db.owner.query(`update seat set ends_on = '2026-03-01' where id = $1`, [await seat('郑国华')])
  expect((await offered('吴海涛')).stamps).toEqual([])
  expect((await issue('吴海涛', { signature: hand })).body.fields.signature).toBe('没有这个签名，或者您无权使用')
})
