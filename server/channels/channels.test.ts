/** Each channel against a server that speaks its protocol; what was not delivered is tried again, and nothing leaks into an error. Attack case 31. */
import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { handedOver, type Story, story } from '../../test/story.ts'
import { fanOut } from '../fanout.ts'
import { guardedAgent, isInner } from './guard.ts'
import { languageModel, mayNotLeave, modelFromEnv } from './model.ts'
import { Gone, pushEndpoint, webPush } from './push.ts'
import { gatewaySms } from './sms.ts'
import { wecom } from './wecom.ts'

const stops: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})
interface Heard {
  method: string
  url: string
  headers: http.IncomingHttpHeaders
  body: Buffer
}
async function listen(
  answer: (q: Heard) => { status?: number; json?: unknown; headers?: Record<string, string> },
  tls = false,
): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = []
  const on: http.RequestListener = async (req, res) => {
    const parts: Buffer[] = []
    for await (const x of req) parts.push(x as Buffer)
    const q = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body: Buffer.concat(parts) }
    heard.push(q)
    const a = answer(q)
    res.writeHead(a.status ?? 200, { 'content-type': 'application/json', ...a.headers }).end(JSON.stringify(a.json ?? {}))
  }
  const file = (name: string) => fs.readFileSync(path.join(import.meta.dirname, '../../test/fixtures', name))
  const server = tls ? https.createServer({ key: file('push-test.key'), cert: file('push-test.crt') }, on) : http.createServer(on)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stops.push(() => new Promise((done) => server.close(done)))
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

test('SMS gateway: signed body, one id for every attempt, no number in an error', async () => {
  const g = await listen((q) => ({ status: q.url === '/broken' ? 500 : 200 }))
  await gatewaySms(`${g.url}/send`, 'geheim').send('13900139000', '您好', 'n-1')
  const body = g.heard[0]?.body.toString() ?? ''
  expect(JSON.parse(body)).toEqual({ id: 'n-1', to: '13900139000', text: '您好' })
  expect(g.heard[0]?.headers['x-signature']).toBe(createHmac('sha256', 'geheim').update(body).digest('hex'))
  const e = await gatewaySms(`${g.url}/broken`, 'geheim')
    .send('13900139000', '秘密', 'n-2')
    .catch((x: Error) => x)
  expect((e as Error).message).toBe('短信网关拒绝（500）')
  expect(() => gatewaySms('file:///etc/passwd', 'x')).toThrow('SMS_URL')
  const gone = await gatewaySms('http://127.0.0.1:1/', 'x')
    .send('13900139000', '秘密', 'n')
    .catch((x: Error) => x)
  expect((gone as Error).message).not.toContain('13900139000')
})

test('WeCom: the token is fetched once, fetched anew when refused, and cards go out as published', async () => {
  let given = 0
  let stale = false
  const w = await listen((q) => {
    if (q.url.startsWith('/cgi-bin/gettoken')) return { json: { errcode: 0, access_token: `t${++given}`, expires_in: 7200 } }
    if (stale && q.url.endsWith('access_token=t1')) return { json: { errcode: 42001 } }
    const to = JSON.parse(q.body.toString()).touser
    return { json: to === 'nobody' ? { errcode: 0, invaliduser: 'nobody' } : { errcode: 0 } }
  })
  const c = wecom({ corp: 'ww1', secret: 's', agent: 1000002, base: w.url })
  const card = { title: '呼应提醒', description: '请签收', url: 'https://huying.example.cn' }
  await c.send('wangmin', card)
  await c.send('wangmin', card)
  expect(given).toBe(1)
  expect(JSON.parse(w.heard[1]?.body.toString() ?? '')).toEqual({
    touser: 'wangmin',
    msgtype: 'textcard',
    agentid: 1000002,
    textcard: { ...card, btntxt: '去办理' },
    enable_duplicate_check: 1,
  })
  stale = true
  await c.send('wangmin', card)
  expect(given).toBe(2)
  await expect(c.send('nobody', card)).rejects.toThrow('没有这个账号')
})

/** RFC 8291, as the browser does it. */
function decrypt(body: Buffer, keys: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16)
  const idlen = body[20] as number
  const theirs = body.subarray(21, 21 + idlen)
  const sealed = body.subarray(21 + idlen)
  const shared = keys.computeSecret(theirs)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), theirs])
  const ikm = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12))
  const d = createDecipheriv('aes-128-gcm', key, nonce)
  d.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([d.update(sealed.subarray(0, -16)), d.final()])
  return plain.subarray(0, plain.lastIndexOf(2)).toString()
}
const browser = () => {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  const auth = randomBytes(16)
  return { keys, auth, sub: (endpoint: string) => ({ endpoint, keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') } }) }
}
const home = () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-push-'))
  stops.push(() => fs.rmSync(dir, { recursive: true, force: true }))
  return dir
}
const ca = () => fs.readFileSync(path.join(import.meta.dirname, '../../test/fixtures/push-test.crt'))

test('web push: readable by the browser alone, signed by the house; a cancelled one is told apart', async () => {
  const p = await listen((q) => ({ status: q.url === '/gone' ? 410 : 201 }), true)
  const dir = home()
  const push = webPush(
    dir,
    'mailto:a@example.cn',
    guardedAgent((a) => a === '127.0.0.1', { ca: ca() }),
  )
  const b = browser()
  await push.send(b.sub(`${p.url}/ok`), { title: '呼应', text: '有一件事等您', url: '/' })
  expect(JSON.parse(decrypt(p.heard[0]?.body as Buffer, b.keys, b.auth))).toEqual({ title: '呼应', text: '有一件事等您', url: '/' })
  expect(p.heard[0]?.headers.authorization).toMatch(/^vapid t=.+, k=/)
  expect(p.heard[0]?.body.toString('latin1')).not.toContain(Buffer.from('等您').toString('latin1'))
  await expect(push.send(b.sub(`${p.url}/gone`), { title: '', text: '', url: '' })).rejects.toThrow(Gone)
  expect(fs.statSync(path.join(dir, 'push-keys.json')).mode & 0o077).toBe(0)
  expect(webPush(dir, 'mailto:a@example.cn').publicKey).toBe(push.publicKey)
})

test('case 31: a push address that leads inside is not connected to, whatever it is written as; a redirect is not followed', async () => {
  const inside = await listen(() => ({ status: 201 }), true)
  const push = webPush(
    home(),
    'mailto:a@example.cn',
    guardedAgent(() => false, { ca: ca() }),
  )
  const b = browser()
  const port = new URL(inside.url).port
  for (const url of [
    inside.url,
    `https://localhost:${port}/`,
    `https://[::1]:${port}/`,
    `https://[::ffff:127.0.0.1]:${port}/`,
    `https://2130706433:${port}/`,
    `https://0x7f.1:${port}/`,
  ])
    await expect(push.send(b.sub(url), { title: '', text: '', url: '' }), url).rejects.toThrow()
  expect(inside.heard).toEqual([])
  for (const a of [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'nonsense',
  ])
    expect(isInner(a), a).toBe(true)
  for (const a of ['8.8.8.8', '114.114.114.114', '172.32.0.1', '2400:3200::1']) expect(isInner(a), a).toBe(false)
  for (const url of [
    'http://push.example.com/x',
    'https://localhost/x',
    'https://127.0.0.1:8443/',
    'https://user@push.example.com/',
    'file:///etc/passwd',
    'https://push.example.com:22/',
  ])
    expect(pushEndpoint(url), url).toBe(false)
  expect(pushEndpoint('https://fcm.googleapis.com/fcm/send/abc')).toBe(true)
  const bounce = await listen(() => ({ status: 302, headers: { location: `${inside.url}/inner` } }), true)
  const outer = webPush(
    home(),
    'mailto:a@example.cn',
    guardedAgent((a) => a === '127.0.0.1', { ca: ca() }),
  )
  await expect(outer.send(b.sub(bounce.url), { title: '', text: '', url: '' })).rejects.toThrow()
  expect(inside.heard).toEqual([])
})

test('one notice once to each channel its person chose, several in one message, not at night, again after a failure', async () => {
  const s: Story = await story('2026-03-10')
  stops.push(() => s.end())
  let broken = true
  const g = await listen(() => ({ status: broken ? 503 : 200 }))
  await s.db.owner.query(`update person set sms = 'all', mobile = '13900139066' where name = '吴海涛'`)
  await s.db.owner.query(`update person set sms = 'urgent' where name = '郑国华'`)
  await handedOver(s)
  const sms = gatewaySms(g.url, 'k')
  const run = () => fanOut({ pool: s.db.owner, now: s.now, url: 'https://huying.example.cn', sms })
  s.at('2026-03-10', 22)
  expect(await run()).toEqual({ sent: 0, failed: 0 })
  s.at('2026-03-11', 9)
  expect(await run()).toEqual({ sent: 0, failed: 1 })
  broken = false
  expect(await run()).toEqual({ sent: 0, failed: 0 })
  s.now = new Date(s.now.getTime() + 61_000)
  expect(await run()).toEqual({ sent: 1, failed: 0 })
  expect(await run()).toEqual({ sent: 0, failed: 0 })
  const ok = g.heard.at(-1)
  expect(JSON.parse(ok?.body.toString() ?? '')).toMatchObject({ to: '13900139066', id: JSON.parse(g.heard[0]?.body.toString() ?? '').id })
  // Somebody who wants only what is urgent got nothing of a mere duty.
  expect(await s.rows(`select 1 from delivery d join person p on p.id = d.person where p.name = '郑国华'`)).toEqual([])
  await Promise.all(Array.from({ length: 8 }, run))
  expect(g.heard.length).toBe(2)
})

test('language model: off by default; speaks the OpenAI interface; what names somebody or is confidential does not leave', async () => {
  expect(modelFromEnv({})).toBeUndefined()
  expect(() => modelFromEnv({ MODEL_URL: 'file:///etc/passwd' })).toThrow('MODEL_URL')
  const g = await listen((q) =>
    q.url === '/v1/chat/completions' ? { json: { choices: [{ message: { role: 'assistant', content: ' 城东四个小区没有公交 ' } }] } } : { status: 500 },
  )
  const model = languageModel({ url: `${g.url}/v1/`, key: 'sk-geheim', name: 'qwen' })
  expect(await model.draft('subject', '关于公交的建议', '四个小区没有公交车。')).toBe('城东四个小区没有公交')
  expect(g.heard[0]?.headers.authorization).toBe('Bearer sk-geheim')
  expect(JSON.parse(g.heard[0]?.body.toString() ?? '{}')).toMatchObject({
    model: 'qwen',
    messages: [{ role: 'system' }, { role: 'user', content: '关于公交的建议\n四个小区没有公交车。' }],
  })
  const broken = await languageModel({ url: `${g.url}/x`, key: 'sk-geheim', name: 'qwen' })
    .draft('summary', '题', '文')
    .catch((e: Error) => e)
  expect((broken as Error).message).toBe('外部模型没有回答，请自己写，或者稍后再试')
  const open = { confidential: false, private: false }
  expect(mayNotLeave(open, '四个小区没有公交车。')).toBeUndefined()
  expect(mayNotLeave({ ...open, confidential: true }, '四个小区没有公交车。')).toContain('保密')
  expect(mayNotLeave(open, '请联系业主王建国，电话13812345678。')).toContain('不交外部模型')
})
