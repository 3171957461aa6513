/** Mail as it arrives at a real SMTP server. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPools } from '../database/open.ts'
import { tick } from '../kernel/tick.ts'
import { handedOver, type Story, story, TEXT } from '../test/story.ts'
import { backOff, type DeliveryOptions, deliver, openPost, type Post } from './delivery.ts'

interface Letter {
  to: string[]
  subject: string
  id: string
  text: string
  html: string
  raw: string
}

let s: Story
let smtp: SMTPServer
let port = 0
let arrived: Letter[]
/** What the server answers instead of taking a letter. */
let trouble: ((to: string) => Error | undefined) | undefined
let post: Post & { close(): void }

beforeEach(async () => {
  s = await story('2026-03-10')
  arrived = []
  trouble = undefined
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (a, _session, done) => done(trouble?.(a.address) ?? null),
    onData(stream, session, done) {
      let raw = ''
      stream.on('data', (d) => {
        raw += d
      })
      stream.on('end', () => {
        arrived.push({ to: session.envelope.rcptTo.map((r) => r.address), ...read(raw) })
        done()
      })
    },
  })
  smtp.on('error', () => {})
  const listening = smtp.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  port = (listening.address() as AddressInfo).port
  post = openPost(`smtp://127.0.0.1:${port}`, '呼应 <huying@example.cn>') as Post & { close(): void }
  // Everybody has an address; 王敏 is told at once, 吴海涛 not at all, the others once a day.
  await s.db.owner.query(`update person set email = id || '@example.cn', mail = case name when '王敏' then 'now' when '吴海涛' then 'off' else 'digest' end`)
})
afterEach(async () => {
  post.close()
  await new Promise<void>((r) => smtp.close(r))
  await s.end()
})

/** Parts decoded: nodemailer sends quoted-printable or base64. */
function read(raw: string): Omit<Letter, 'to'> {
  const [head = ''] = raw.split('\r\n\r\n')
  const header = (name: string) => new RegExp(`^${name}: ((?:.*)(?:\r\n[ \t].*)*)`, 'im').exec(head)?.[1] ?? ''
  const words = header('Subject')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, t: string) =>
      /b/i.test(how) ? Buffer.from(t, 'base64').toString('latin1') : quoted(t.replaceAll('_', ' ')),
    )
  const part = (type: string) => {
    const m = new RegExp(`Content-Type: ${type}[^]*?\r\n\r\n([^]*?)\r\n--`, 'i').exec(raw)
    const body = m?.[1] ?? ''
    return Buffer.from(
      /Transfer-Encoding: base64/i.test(m?.[0] ?? '') ? Buffer.from(body, 'base64').toString('latin1') : quoted(body.replace(/=\r\n/g, '')),
      'latin1',
    ).toString()
  }
  return { subject: Buffer.from(words, 'latin1').toString(), id: header('Message-ID'), text: part('text/plain'), html: part('text/html'), raw }
}
const quoted = (t: string) => t.replace(/=([0-9A-F]{2})/g, (_, h) => String.fromCharCode(Number.parseInt(h, 16)))

const run = (more: Partial<DeliveryOptions> = {}) => deliver({ pool: s.db.owner, now: s.now, post, url: 'https://huying.example.cn', ...more })
const later = (minutes: number) => {
  s.now = new Date(s.now.getTime() + minutes * 60_000)
}
const address = async (name: string) => (await s.rows<{ email: string }>('select email from person where name = $1', [name]))[0]?.email as string
const to = async (name: string) => {
  const a = await address(name)
  return arrived.filter((l) => l.to.includes(a))
}
const newsForAll = (name?: string) =>
  s.db.owner.query(
    `with n as (insert into notice (person, place, kind, text, at) select id, '990300', 'news', '有新消息', $1 from person where $2::text is null or name = $2 returning id, person)
     insert into outbox (notice, person, at) select id, person, $1 from n`,
    [s.now, name ?? null],
  )
const waiting = async () => (await s.rows<{ n: number }>(`select count(*)::int as n from outbox where sent_at is null`))[0]?.n

test('who wants it at once gets it at once, and once; what comes together goes in one mail', async () => {
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  expect(await run()).toMatchObject({ sent: 1, failed: 0 })
  const [first] = await to('王敏')
  expect(first?.subject).toMatch(/^呼应：请办理「.*」.*城东/)
  expect(first?.text).toContain('王敏，您好：')
  expect(first?.text).toContain('登录办理：https://huying.example.cn')
  expect(first?.html).toContain('<li>请办理')
  expect(first?.raw).toContain('Auto-Submitted: auto-generated')
  expect(await run()).toMatchObject({ sent: 0 })
  later(30)
  expect(await run()).toMatchObject({ sent: 0 })

  for (const title of ['关于增设城东菜市场的建议', '关于修缮城西老桥的建议']) {
    await s.as('李秀兰').does('draft', { ...TEXT, title })
    await s.as('李秀兰').does('submit')
    later(1)
  }
  await run()
  const [, second, third] = await to('王敏')
  expect([second?.subject, third]).toEqual([expect.stringMatching(/^呼应：\d+ 条新消息$/), undefined])
  expect(second?.text).toMatch(/菜市场[\s\S]*老桥/)
})

test('one digest per person and day, at eight, though two workers run; later things wait for the next day', async () => {
  s.at('2026-03-10', 7)
  await s.db.owner.query(`update person set mail = 'digest'`)
  await handedOver(s)
  for (let i = 0; i < 3; i++) await newsForAll()
  later(59)
  await run()
  expect(arrived).toEqual([])
  s.at('2026-03-10', 8)
  const second = openPools(s.db.url)
  await Promise.all([run(), run({ pool: second.owner }), run(), run({ pool: second.owner })])
  await second.end()
  const [digest, twice] = await to('吴海涛')
  expect(twice).toBeUndefined()
  expect(digest?.subject).toMatch(/^呼应：您有 \d+ 件事待办$/)
  expect(digest?.text).toMatch(/【待办】\n1\. .+：.*第001号《.*城东.*》（\d+月\d+日 周.前，(还剩|今天)/)
  const people = arrived.flatMap((l) => l.to)
  expect(people.length).toBeGreaterThan(15)
  expect(new Set(people).size).toBe(people.length)
  expect(new Set(arrived.map((l) => l.id)).size).toBe(arrived.length)

  s.at('2026-03-10', 9)
  await newsForAll()
  for (let i = 0; i < 14; i++) {
    later(60)
    await run()
  }
  expect(arrived).toHaveLength(people.length)
  s.at('2026-03-11', 8)
  await run()
  expect(arrived).toHaveLength(2 * people.length)
  expect(new Set(arrived.map((l) => l.id)).size).toBe(arrived.length)
})

test('no secrets: a confidential matter shows neither number nor title; no phone number; markup stays text', async () => {
  s.at('2026-03-10', 7)
  await s.as('李秀兰').does('draft', { ...TEXT, title: '关于<b>秘密</b>泄露的建议', confidential: true })
  await s.as('李秀兰').does('submit')
  await run()
  const [l] = await to('王敏')
  expect(l?.text).toContain('一件保密的事项，请登录查看')
  expect(`${l?.subject}${l?.text}${l?.html}`).not.toMatch(/秘密|李秀兰/)
  await s.as('李秀兰').does('draft', { ...TEXT, title: '关于<img src=x>"城东"的建议' })
  await s.as('李秀兰').does('submit')
  await s.db.owner.query(`update person set mail = 'digest' where name = '王敏'`)
  s.at('2026-03-11', 8)
  await run()
  const digest = (await to('王敏')).at(-1)
  expect(digest?.text).toContain('一件保密的事项，请登录查看')
  expect(digest?.text).toContain('<img src=x>"城东"')
  expect(digest?.html).toContain('&#60;img src=x&#62;')
  const mobiles = (await s.rows<{ mobile: string }>('select mobile from person')).map((p) => p.mobile)
  for (const m of arrived) for (const secret of [...mobiles, '秘密泄露']) expect(`${m.text}${m.html}`).not.toContain(secret)
})

test('off means nothing, no address means nothing, read in the pages means nothing', async () => {
  await handedOver(s)
  await s.db.owner.query(`update person set mail = 'off' where name = '李秀兰'; update person set email = null where name = '郑国华'`)
  await s.db.owner.query(`update notice set read_at = now() where person = (select id from person where name = '王敏')`)
  s.at('2026-03-11', 9)
  await run()
  expect(await Promise.all(['李秀兰', '吴海涛', '王敏'].map(to))).toEqual([[], [], []])
  expect(arrived.filter((l) => l.to[0] === 'null')).toEqual([])
  expect(await s.rows(`select distinct channel from outbox o join person p on p.id = o.person where p.name in ('李秀兰', '王敏')`)).toEqual([
    { channel: 'page' },
  ])
  expect(await waiting()).toBe(0)
})

test('without a mail server everything stays in the pages, and nothing waits', async () => {
  await handedOver(s)
  expect(await run({ post: null })).toMatchObject({ sent: 0, failed: 0 })
  expect(await waiting()).toBe(0)
  s.at('2026-03-11', 9)
  expect(await run()).toMatchObject({ sent: 0 })
  expect(arrived).toEqual([])
})

test('a server that fails is asked again, later each time; then once', async () => {
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  const email = await address('王敏')
  trouble = (a) => Object.assign(new Error(`mailbox <${a}> busy`), { responseCode: 450 })
  const tried: number[] = []
  for (let minute = 0; minute < 20; minute++) {
    if ((await run()).failed) tried.push(minute)
    later(1)
  }
  expect(tried).toEqual([0, 1, 3, 7, 15])
  const [row] = await s.rows<{ attempts: number; error: string; sent_at: null }>(
    `select attempts, error, sent_at from outbox where person = (select id from person where name = '王敏')`,
  )
  expect(row).toMatchObject({ attempts: 5, sent_at: null, error: expect.stringMatching(/450|busy/) })
  expect(row?.error).not.toContain(email)
  trouble = undefined
  for (let minute = 0; minute < 20; minute++) {
    await run()
    later(1)
  }
  expect(await to('王敏')).toHaveLength(1)
  expect([1, 2, 3, 8, 9, 10].map(backOff)).toEqual([1, 2, 4, 128, 240, 240])
})

test('after ten failures it is left to the pages; a digest is tried again the next day', async () => {
  s.at('2026-03-10', 7)
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  await newsForAll('彭海燕')
  trouble = () => new Error('no')
  s.at('2026-03-10', 8)
  for (let i = 0; i < 11; i++) {
    await run()
    later(250)
  }
  expect(await s.rows(`select channel, attempts, sent_at is null as open from outbox where person = (select id from person where name = '王敏')`)).toEqual([
    { channel: 'page', attempts: 10, open: false },
  ])
  trouble = undefined
  expect(arrived).toEqual([])
  s.at('2026-03-15', 9)
  await run()
  expect((await to('彭海燕')).map((l) => l.subject)).toEqual(['呼应：您有 1 条新消息'])
  expect(await to('王敏')).toEqual([])
})

test('a server that is down is not asked for everybody', async () => {
  await handedOver(s)
  await s.db.owner.query(`update person set mail = 'now'`)
  await newsForAll()
  const closed = openPost('smtp://127.0.0.1:1') as Post & { close(): void }
  const r = await run({ post: closed })
  expect(r.failed).toBeLessThanOrEqual(3)
  closed.close()
  later(2)
  await run()
  const people = (await s.rows('select distinct person from outbox')).length
  expect(new Set(arrived.flatMap((l) => l.to)).size).toBe(people)
  expect(arrived).toHaveLength(people)
})

test('killed before the letter left: sent once, when the lease is over', async () => {
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  const doomed = openPools(s.db.url)
  const dying: Post = {
    from: post.from,
    transport: {
      sendMail: async () => {
        await doomed.end()
        throw new Error('killed')
      },
    } as unknown as Post['transport'],
  }
  await expect(run({ pool: doomed.owner, post: dying })).rejects.toThrow()
  later(1)
  expect(await run()).toMatchObject({ sent: 0 })
  later(10)
  expect(await run()).toMatchObject({ sent: 1 })
  expect(await to('王敏')).toHaveLength(1)
})

test('killed after the letter left: sent again with the same Message-ID, so that a mail box may know it', async () => {
  s.at('2026-03-10', 7)
  await s.as('李秀兰').does('draft', TEXT)
  await s.as('李秀兰').does('submit')
  await s.db.owner.query(`update person set mail = 'digest' where name = '王敏'`)
  s.at('2026-03-10', 8)
  const doomed = openPools(s.db.url)
  const dying: Post = {
    from: post.from,
    transport: {
      sendMail: async (m: never) => {
        await post.transport.sendMail(m)
        await doomed.end()
      },
    } as unknown as Post['transport'],
  }
  await expect(run({ pool: doomed.owner, post: dying })).rejects.toThrow()
  later(9)
  await run()
  expect(await to('王敏')).toHaveLength(1)
  later(1)
  await run()
  const [a, b] = await to('王敏')
  expect(b?.id).toBe(a?.id)
  later(30)
  await run()
  expect(await to('王敏')).toHaveLength(2)
})

test('a clock that nears its end is in the digest with its date', async () => {
  s.at('2026-03-10', 7)
  await handedOver(s)
  await s.db.owner.query(`update person set mail = 'digest'`)
  for (let d = 11; d < 20 && !arrived.some((l) => l.text.includes('【提醒】')); d++) {
    s.at(`2026-03-${d}`, 8)
    expect((await tick(s.house, s.now)).failed).toEqual([])
    later(1)
    await run()
    s.at(`2026-03-${d + 1}`, 8)
    await run()
  }
  expect(arrived.find((l) => l.text.includes('【提醒】'))?.text).toMatch(/【待办】\n1\. [\s\S]*【提醒】\n1\. .*(还剩\d+个工作日|今天到期)/)
})
