/** The day's root outside the house: on a page, in a feed, in the letterboxes of people who were named. */
import { once } from 'node:events'
import fs from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import Parser from 'rss-parser'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { publishRoot, seal } from '../kernel/record.ts'
import { rootsIn } from '../kernel/roots.ts'
import { signerOf } from '../kernel/signer.ts'
import { verify } from '../kernel/verify.ts'
import { type HttpHouse, house } from '../test/http.ts'
import { handedOver } from '../test/story.ts'
import { openPost } from './delivery.ts'
import { enrol, trustedOf } from './record-keys.ts'
import { tellWitnesses, witnessesOf } from './witnesses.ts'

const SIGNER = signerOf('the-house-keeps-this-one-somewhere-else')
let h: HttpHouse
beforeEach(async () => {
  h = await house([], { publicPerMinute: 10_000 })
  await enrol(h.dataDir, SIGNER, h.story.db.owner)
  await handedOver(h.story)
  await seal(h.story.db.owner, h.story.now, SIGNER)
})
afterEach(() => h.end())

test('anybody may keep the roots: page, text and feed say the same, and verify takes each of them', async () => {
  const c = h.client()
  expect((await c.get('/g/record')).body).toContain('还没有公布过')
  const root = await publishRoot(h.story.db.owner, '2026-03-10', h.story.now)
  if (!root) throw new Error('no root')
  const bodies = await Promise.all(['/g/record', '/g/record.txt', '/g/record.xml'].map(async (u) => (await c.get(u)).raw.body))
  for (const b of bodies) {
    expect(rootsIn(b).roots).toEqual([root])
    expect(await verify(h.story.db.owner, { roots: rootsIn(b).roots, trusted: trustedOf(h.dataDir) })).toMatchObject({ ok: true })
  }
  expect(rootsIn(bodies[0] as string).keys).toEqual(trustedOf(h.dataDir))
  const feed = await new Parser().parseString(bodies[2] as string)
  expect(feed.items.map((i) => [i.title, i.content])).toEqual([['2026-03-10 的指纹', `2026-03-10 1 ${root.hash}`]])
  expect((await c.get('/g')).body).toContain('href="/g/record"')
})

test('who is named gets one letter with the days he has not had, tried again while the server refuses, and never twice', async () => {
  const letters: { to: string; raw: string }[] = []
  let refuse = true
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_a, _s, done) => done(refuse ? new Error('busy') : null),
    onData(stream, session, done) {
      let raw = ''
      stream.on('data', (d) => {
        raw += d
      })
      stream.on('end', () => {
        letters.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw })
        done()
      })
    },
  })
  smtp.on('error', () => {})
  const listening = smtp.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const post = openPost(`smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, '呼应 <huying@example.cn>')
  if (!post) throw new Error('no post')
  try {
    const { owner } = h.story.db
    const roots = [await publishRoot(owner, '2026-03-10', h.story.now), await publishRoot(owner, '2026-03-11', h.story.now)]
    const tell = (minutes: number) =>
      tellWitnesses({
        ...{ pool: owner, now: new Date(h.story.now.getTime() + minutes * 60_000), post, url: 'http://localhost:3000' },
        ...{ addresses: witnessesOf('a@example.cn，b@example.cn'), keys: trustedOf(h.dataDir) },
      })
    expect(await tell(0)).toEqual({ sent: 0, failed: 2 })
    const [row] = await h.story.rows<{ error: string }>('select error from root_letter limit 1')
    expect(row?.error).not.toContain('@')
    refuse = false
    expect(await tell(0)).toEqual({ sent: 0, failed: 0 })
    expect(await Promise.all([tell(5), tell(5)])).toEqual(expect.arrayContaining([expect.objectContaining({ failed: 0 })]))
    expect(letters.map((l) => l.to).toSorted()).toEqual(['a@example.cn', 'b@example.cn'])
    expect(await tell(60)).toEqual({ sent: 0, failed: 0 })
    const body = Buffer.from(/text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(letters[0]?.raw ?? '')?.[1] ?? '', 'base64').toString()
    expect(rootsIn(body)).toEqual({ roots, keys: trustedOf(h.dataDir) })
  } finally {
    post.close()
    await new Promise<void>((r) => smtp.close(r))
  }
})

test('a wrong address is refused at once, in words', () => {
  expect(witnessesOf(undefined)).toEqual([])
  expect(() => witnessesOf('a@example.cn, 王敏')).toThrow('RECORD_WITNESSES 里有一个不是邮箱地址：王敏')
})

test('a changed public key trusts nobody, and the file is only added to when the key changes', async () => {
  const file = path.join(h.dataDir, 'record.pub')
  const before = fs.readFileSync(file, 'utf8')
  await enrol(h.dataDir, SIGNER, h.story.db.owner)
  expect(fs.readFileSync(file, 'utf8')).toBe(before)
  const thief = signerOf('somebody-else-who-owns-the-tables')
  expect((await verify(h.story.db.owner, { trusted: [{ id: SIGNER.id, publicKey: thief.publicKey, from: 1 }] })).broken).toMatch(/第 1 块的签名不符/)
  await enrol(h.dataDir, thief, h.story.db.owner)
  expect(trustedOf(h.dataDir).at(-1)).toEqual({ id: thief.id, publicKey: thief.publicKey, from: 2 })
})
