/** C10 from a phone without script: ask, look it up by code, prove the number, judge; and what must not be possible. Attack cases 8, 9, 17, 18, 26, 27, 30, 49. */
import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterEach, expect, test } from 'vitest'
import { vaultOf } from '../../kernel/vault.ts'
import type { Sms } from '../../server/channels/sms.ts'
import { deliverToCitizens } from '../../server/citizens.ts'
import { redrawPhotos } from '../../server/photos.ts'
import { asked as askedIn, type Extra, hidden, later as laterIn, sendForm as send } from '../../test/citizen.ts'
import { type Client, type HttpHouse, house, SECRET } from '../../test/http.ts'
import { PASS, replied } from '../../test/story.ts'

let h: HttpHouse
const sent: { to: string; text: string; id: string }[] = []
const sms: Sms = {
  async send(to, text, id) {
    sent.push({ to, text, id })
  },
}
afterEach(async () => {
  sent.length = 0
  await h.end()
})
const BASE = '/g/990300'
const PHONE = '13911112222'
const NAME = '窦娥九三'
const SAID = { title: '滨江路菜场门口污水横流', content: '每天清晨排水口堵塞，污水漫到人行道。', category: 'environment', where: '滨江路' }

const later = (seconds: number) => laterIn(h, seconds)
const asked = (c: Client, more: Record<string, string> = {}, extra: Extra = {}) => askedIn(h, c, { ...SAID, name: NAME, phone: PHONE, ...more }, extra)
const receipt = (page: string) => /class="big">([^<]+)</.exec(page)?.[1] ?? ''
const matter = async () => (await h.story.rows<{ matter: string }>('select matter from concern order by asked_on desc limit 1'))[0]?.matter as string

test('C10 不登录提诉求：得到查询码和日期，换一部手机凭码看，凭短信验证码评价', async () => {
  h = await house(['王敏', '吴海涛'], { sms })
  const c = h.client()
  const r = await asked(c)
  expect([r.status, r.raw.headers.location]).toEqual([303, `${BASE}/mine`])
  const mine = (await c.get(`${BASE}/mine`)).body as string
  expect(mine).toContain('3月12日')
  const code = receipt(mine)
  expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/)

  const P = { process: 'concern' }
  h.story.matter = await matter()
  await h.story.as('王敏').does('assign', { main: [await h.story.unit('市交通运输局')], publicTitle: SAID.title }, P)
  await h.story.as('吴海涛').does('sign', {}, P)
  await h.story.as('吴海涛').does('reply', { code: 'solved', text: '已经疏通。' }, P)
  await h.story.as('王敏').does('tell', { how: '短信' }, P)

  const other = h.client()
  expect((await send(other, `${BASE}/mine/open`, { code: 'AAAA-BBBB-CCCC' })).body).toContain('没有这个查询码')
  expect((await send(other, `${BASE}/mine/open`, { code: code.toLowerCase() })).status).toBe(303)
  const seen = (await other.get(`${BASE}/mine`)).body as string
  expect(seen).toContain('已经疏通。')
  expect(seen).not.toContain(PHONE)
  // The code alone reads; it does not act.
  const refused = await send(other, `${BASE}/mine/rate`, { level: 'bad' })
  expect(refused.body).toContain('请先用短信验证码确认')
  expect((await send(other, `${BASE}/mine/send`, {})).status).toBe(303)
  const pin = /验证码 (\d{6})/.exec(sent.at(-1)?.text ?? '')?.[1] as string
  expect(sent.at(-1)?.to).toBe(PHONE)
  expect((await send(other, `${BASE}/mine/send`, {})).body).toContain('一分钟后再试')
  for (let i = 0; i < 4; i++) expect((await send(other, `${BASE}/mine/check`, { sms: '000000' === pin ? '111111' : '000000' })).status).toBe(422)
  expect((await send(other, `${BASE}/mine/check`, { sms: pin })).status).toBe(303)
  expect((await send(other, `${BASE}/mine/check`, { sms: pin })).status).toBe(422)
  expect((await send(other, `${BASE}/mine/rate`, { level: 'good', text: '谢谢' })).status).toBe(303)
  expect(await h.story.state()).toBe('closed')
})

test('C10 填错的地方在旁边说清，写的都还在；同一张表交一百次只有一件', async () => {
  h = await house([], { sms, asksPerTenMinutes: 1000 })
  const c = h.client()
  const bad = await asked(c, { title: '', phone: '123', content: '<script>alert(1)</script>' })
  expect(bad.status).toBe(422)
  expect(bad.body).toContain('请填写一句话说清问题')
  expect(bad.body).toContain('手机号码应为 11 位数字')
  expect(bad.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  const page = (await c.get(`${BASE}/ask`)).body as string
  const fields = { key: hidden(page, 'key'), stamp: hidden(page, 'stamp'), ...SAID, phone: PHONE }
  // Faster than a person types.
  expect((await send(h.client(), `${BASE}/ask`, fields)).body).toContain('提交得太快')
  later(5)
  const all = await Promise.all(Array.from({ length: 100 }, () => send(h.client(), `${BASE}/ask`, fields)))
  expect(all.map((r) => r.status)).toEqual(Array(100).fill(303))
  expect((await h.story.rows('select count(*)::int as n from concern'))[0]).toEqual({ n: 1 })
  expect((await h.story.rows('select count(*)::int as n from citizen_message'))[0]).toEqual({ n: 1 })
})

test('case 8, 30: 打开链接什么也不改变；别的网站代交的不收', async () => {
  h = await house([], { sms })
  const c = h.client()
  await asked(c)
  const counts = () =>
    h.story.rows('select (select count(*)::int from event) as e, (select count(*)::int from phone_code) as p, (select count(*)::int from concern) as c')
  const before = await counts()
  for (const url of ['/mine', '/ask', '/ask?q=污水', '/mine/withdraw', '/mine/rate', '/mine/send', '/mine/check', '/concerns'])
    for (let i = 0; i < 2; i++) await c.get(BASE + url)
  expect(await counts()).toEqual(before)
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])
    expect((await send(c, `${BASE}/mine/withdraw`, {}, { headers })).status).toBe(403)
  expect(await counts()).toEqual(before)
})

test('case 9: 假报来路地址绕不过限制；伪造的身份饼干不算', async () => {
  h = await house([], { sms, asksPerTenMinutes: 3 })
  const codes: number[] = []
  for (let i = 0; i < 5; i++) codes.push((await asked(h.client(), { phone: '' }, { headers: { 'x-forwarded-for': `10.0.0.${i}` } })).status)
  expect(codes).toEqual([303, 303, 303, 429, 429])
  const id = (await h.story.rows<{ id: string }>('select id from citizen limit 1'))[0]?.id
  const c = h.client()
  c.cookies.set('huying.mine', `${id}.full.${h.story.now.getTime() + 1_000_000}.${Buffer.from('x'.repeat(32)).toString('base64url')}`)
  expect((await c.get(`${BASE}/mine`)).body).not.toContain('污水')
})

test('case 26: 照片先放着、重画后才见人，拍摄地点没有了；不是照片的不收', async () => {
  h = await house(['王敏'], { sms })
  const gps = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#4a7' } })
    .withExif({ IFD0: { Make: 'CANARYCAM' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 31/1 0/1' } })
    .jpeg()
    .toBuffer()
  expect(gps.includes('CANARYCAM')).toBe(true)
  const bad = await asked(h.client(), {}, { photos: [{ name: 'a.jpg', bytes: Buffer.from('<svg onload=alert(1)>') }] })
  expect([bad.status, bad.body.includes('只能附照片')]).toEqual([422, true])
  expect((await asked(h.client(), {}, { photos: [{ name: '菜场.jpg', bytes: gps }] })).status).toBe(303)
  await h.app.close()
  await redrawPhotos(h.story.db.pool, h.dataDir, () => h.story.now)
  const files = await h.story.rows<{ name: string; file: string; by: string | null }>('select name, file, by_citizen as by from attachment')
  expect(files.map((f) => f.name)).toEqual(['菜场.jpg'])
  for (const f of files)
    expect(fs.readFileSync(path.join(h.dataDir, 'files', f.file.slice(0, 2), f.file.slice(2, 4), f.file)).includes('CANARYCAM')).toBe(false)
  expect(fs.readdirSync(path.join(h.dataDir, 'files', 'waiting'))).toEqual([])
  h.story.matter = await matter()
  expect((await h.story.as('王敏').sees())?.files.map((f) => f.name)).toEqual(['菜场.jpg'])
  expect(await redrawPhotos(h.story.db.pool, h.dataDir, () => new Date(h.story.now.getTime() + 3_600_000))).toBe(0)
  // Taken up again after its file is gone: said so, and nothing falls over.
  await h.story.rows('update citizen_photo set done_at = null, taken_at = null')
  expect(await redrawPhotos(h.story.db.pool, h.dataDir, () => h.story.now)).toBe(1)
  expect(await h.story.rows('select error, done_at is not null as done from citizen_photo')).toEqual([{ error: '照片打不开', done: true }])
})

test('case 17, 18: 没有公开标题的诉求，在列表、相似、单页里都没有；公开后只见标题', async () => {
  h = await house(['王敏'], { sms })
  await asked(h.client(), { title: '金丝雀词八八六诉求标题', content: '金丝雀内容四四九。' })
  h.story.matter = await matter()
  const urls = [`${BASE}/concerns`, `${BASE}/concerns?q=金丝雀词`, `${BASE}/ask?q=金丝雀词八 诉求标题`, `${BASE}/concerns/${h.story.matter}`]
  for (const u of urls) expect((await h.client().get(encodeURI(u))).body).not.toContain('八八六诉求')
  await h.story.as('王敏').does('amend', { category: 'environment', publicTitle: '金丝雀词八八六诉求标题' }, { process: 'concern' })
  const shown = await Promise.all(urls.map(async (u) => (await h.client().get(encodeURI(u))).body as string))
  for (const x of shown) {
    expect(x).toContain('八八六诉求')
    expect(x).not.toContain('四四九')
    expect(x).not.toContain(NAME)
  }
})

test('C10 已经有人提过的先请他看：一按就关注，不是同一件再按一次提交；照片一直在，别人拿不走', async () => {
  h = await house(['王敏'], { sms })
  await asked(h.client(), { phone: '' })
  h.story.matter = await matter()
  await h.story.as('王敏').does('amend', { category: 'environment', publicTitle: SAID.title }, { process: 'concern' })
  const photo = {
    name: '菜场.jpg',
    bytes: await sharp({ create: { width: 40, height: 30, channels: 3, background: '#4a7' } })
      .jpeg()
      .toBuffer(),
  }
  const c = h.client()
  const doubt = await asked(c, {}, { photos: [photo] })
  expect(doubt.status).toBe(200)
  expect(doubt.body).toContain('可能已经有人提过')
  expect(doubt.body).toContain('已经收到：菜场.jpg')
  expect(doubt.body).toContain('不是同一件，仍然提交')
  expect((await h.story.rows('select count(*)::int as n from concern'))[0]).toEqual({ n: 1 })
  // Written again by script: the mark is good for this form alone.
  const laid = hidden(doubt.body, 'laid')
  const own = hidden(doubt.body.slice(doubt.body.indexOf('id="form"')), 'key')
  const back = (key: string) => ({ ...SAID, key, stamp: hidden(doubt.body, 'stamp'), laid, seen: '1' })
  later(5)
  expect((await send(h.client(), `${BASE}/ask`, back('11111111-1111-4111-8111-111111111111'))).status).toBe(303)
  expect(await h.story.rows('select name from citizen_photo')).toEqual([])
  const four = await send(c, `${BASE}/ask`, back(own), { photos: [photo, photo, photo] })
  expect([four.status, four.body.includes('最多附 3 张，已经收到 1 张')]).toEqual([422, true])
  expect((await send(c, `${BASE}/ask`, back(own))).status).toBe(303)
  expect(await h.story.rows('select name from citizen_photo')).toEqual([{ name: '菜场.jpg' }])
  // Or one press on the one that is there: the number he typed comes along.
  const join = /<form action="([^"]+follow)"[\s\S]*?name="key" value="([^"]+)"/.exec(doubt.body)
  expect(join?.[1]).toBe(`${BASE}/concerns/${h.story.matter}/follow`)
  const d = h.client()
  expect((await send(d, join?.[1] as string, { key: join?.[2] as string, stamp: hidden(doubt.body, 'stamp'), phone: '13900139001' })).status).toBe(303)
  expect((await h.story.rows('select followers from public_concern where id = $1', [h.story.matter]))[0]).toEqual({ followers: 1 })
  expect((await d.get(`${BASE}/mine`)).body).toContain(SAID.title)
})

test('C10 扫站点的码提诉求，跟着它成为建议、得到答复和承诺，看见承诺，再作评价', async () => {
  h = await house(['王敏', '李秀兰', '吴海涛', '郑国华'], { sms })
  const s = h.story
  const P = { process: 'concern' }
  await s
    .as('王敏')
    .does('register', { name: '滨江代表联络站', type: 'station', level: 'city', area: 60, address: '滨江路 1 号', stage: 'running' }, { process: 'station' })
  const station = (await s.rows<{ unit: string }>(`select unit from station`))[0]?.unit as string
  const c = h.client()
  expect((await c.get(`${BASE}/stations/${station}`)).body).toContain(`${BASE}/ask?station=${station}`)
  expect((await asked(c, { station })).status).toBe(303)
  const concern = await matter()
  expect((await s.rows('select channel, station from concern'))[0]).toEqual({ channel: 'station', station })
  s.matter = concern
  await s.as('王敏').does('adopt', { deputy: [await s.seat('李秀兰', 'deputy')] }, P)
  await s.as('李秀兰', 'deputy').does('accept', { title: '关于整治菜场排水的建议', situation: SAID.content, proposals: '改造排水管网。', mayPublish: true }, P)
  s.matter = (await s.rows<{ to_matter: string }>('select to_matter from matter_link where from_matter = $1', [concern]))[0]?.to_matter as string
  const suggestion = s.matter
  await s.as('李秀兰').does('submit')
  await s.as('王敏').does('register', PASS)
  await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
  expect((await c.get(`${BASE}/mine`)).body).toContain('公开后可以在这里看到')
  await replied(s, {
    code: 'B',
    body: '正在改造排水管网，九月底前完工。',
    promises: [{ item: '改造滨江路排水管网', measure: '', dueOn: '2026-09-30', owner: '' }],
  })
  await s.as('王敏').does('publish', { showNames: true })
  const mine = (await c.get(`${BASE}/mine`)).body as string
  const to = `${BASE}/suggestions/${suggestion}`
  expect(mine).toContain(to)
  const page = (await h.client().get(to)).body as string
  for (const x of ['改造滨江路排水管网', '9月30日', '正在改造排水管网']) expect(page, x).toContain(x)
  for (const x of [NAME, PHONE]) expect(page, x).not.toContain(x)
  s.matter = concern
  await s.as('王敏').does('tell', { how: '短信' }, P)
  expect((await send(c, `${BASE}/mine/rate`, { key: hidden((await c.get(`${BASE}/mine`)).body, 'key'), level: 'good', text: '谢谢' })).status).toBe(303)
  expect(await s.state()).toBe('closed')
})

test('case 7, 24: 事项上看得到的编号换不来反映人的身份；没有照片栏的表、机器填的表不留照片', async () => {
  h = await house(['王敏'], { sms })
  const c = h.client()
  await asked(c)
  h.story.matter = await matter()
  await h.story.as('王敏').does('amend', { category: 'environment', publicTitle: SAID.title }, { process: 'concern' })
  const page = (await h.client().get(`${BASE}/concerns/${h.story.matter}`)).body as string
  later(5)
  const follow = { key: hidden(page, 'key'), stamp: hidden(page, 'stamp'), phone: '13900139001' }
  expect((await send(h.client(), `${BASE}/concerns/${h.story.matter}/follow`, follow)).status).toBe(303)
  const ids = (await h.story.rows<{ id: string }>('select id from event where matter = $1', [h.story.matter])).map((e) => e.id)
  expect(ids.length).toBeGreaterThan(2)
  const concerns = async () => (await h.story.rows<{ n: number }>('select count(*)::int as n from concern'))[0]?.n
  for (const key of ids) {
    const fresh = (await h.client().get(`${BASE}/ask`)).body as string
    later(5)
    for (const [url, fields] of [
      ['ask', { ...SAID, seen: '1' }],
      [`concerns/${h.story.matter}/follow`, { phone: '' }],
    ] as const) {
      const thief = h.client()
      await send(thief, `${BASE}/${url}`, { ...fields, key, stamp: hidden(fresh, 'stamp') })
      const mine = (await thief.get(`${BASE}/mine`)).body as string
      expect(mine.includes('每天清晨排水口') && url !== 'ask', key).toBe(false)
      // At most something of his own: the one who asked first is not opened.
      expect((await h.story.rows('select 1 from party where matter = $1 and role = $2 and left_at is null', [h.story.matter, 'author'])).length).toBe(1)
    }
  }
  expect(await concerns()).toBe(1 + ids.length)

  const waiting = () => fs.readdirSync(path.join(h.dataDir, 'files', 'waiting')).length
  const photos = [
    {
      name: 'a.jpg',
      bytes: await sharp({ create: { width: 40, height: 30, channels: 3, background: '#4a7' } })
        .jpeg()
        .toBuffer(),
    },
  ]
  fs.mkdirSync(path.join(h.dataDir, 'files', 'waiting'), { recursive: true })
  const before = waiting()
  for (const [url, fields] of [
    ['mine/leave', {}],
    ['mine/open', { code: 'x' }],
    [`concerns/${h.story.matter}/follow`, {}],
    ['ask', { ...SAID, website: 'bot' }],
    ['ask', SAID],
  ] as const)
    await send(h.client(), `${BASE}/${url}`, fields as Record<string, string>, { photos })
  expect(waiting()).toBe(before)
})

test('case 18: 只写在内容里的字，在公开的相似里问不出来', async () => {
  h = await house(['王敏'], { sms })
  await asked(h.client(), { title: '夜市噪声扰民', content: '隔壁老人患帕金森病，凌晨三点睡不着。', phone: '' })
  h.story.matter = await matter()
  await h.story.as('王敏').does('amend', { category: 'environment', publicTitle: '夜市噪声扰民' }, { process: 'concern' })
  const found = async (q: string) => ((await h.client().get(`${BASE}/ask?q=${encodeURIComponent(q)}`)).body as string).includes('夜市噪声扰民</a>')
  expect(await found('夜市噪声')).toBe(true)
  for (const q of ['帕金森病', '凌晨三点', '老人 睡不着']) expect(await found(q), q).toBe(false)
})

test('C10 一步一条短信；夜里不打扰；网关坏了会重试，不重复', async () => {
  h = await house(['王敏'], { sms })
  await asked(h.client())
  const vault = vaultOf(SECRET)
  const run = (s: Sms = sms) => deliverToCitizens({ pool: h.story.db.pool, vault, sms: s, now: h.story.now, url: 'https://x.test' })
  const broken: Sms = {
    async send() {
      throw new Error('短信网关拒绝（500）')
    },
  }
  h.story.at('2026-03-10', 23)
  expect(await run()).toEqual({ sent: 0, failed: 0 })
  h.story.at('2026-03-11', 9)
  expect(await run(broken)).toEqual({ sent: 0, failed: 1 })
  expect(await run()).toEqual({ sent: 0, failed: 0 })
  later(61)
  expect(await run()).toEqual({ sent: 1, failed: 0 })
  expect(await run()).toEqual({ sent: 0, failed: 0 })
  expect(sent.map((x) => [x.to, x.text.includes('诉求已收到'), x.text.includes('污水')])).toEqual([[PHONE, true, false]])
})

test('C10 本人可以撤回；撤回后不再公开', async () => {
  h = await house(['王敏'], { sms })
  const c = h.client()
  await asked(c, { phone: '' })
  h.story.matter = await matter()
  await h.story.as('王敏').does('amend', { category: 'environment', publicTitle: SAID.title }, { process: 'concern' })
  expect((await h.client().get(`${BASE}/concerns/${h.story.matter}`)).status).toBe(200)
  expect((await send(c, `${BASE}/mine/withdraw`, {})).status).toBe(303)
  expect((await h.client().get(`${BASE}/concerns/${h.story.matter}`)).status).toBe(404)
  expect(await h.story.state()).toBe('withdrawn')
})
