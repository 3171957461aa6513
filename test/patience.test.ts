/** Whatever is typed, nobody waits: each function that meets a stranger's words takes time in proportion to their length, and not to its square. */
import { expect, test } from 'vitest'
import { clean, cleanAll, cleanLine, cut, foldDots, foldName, foldText, length, lineOf, lines, phoneDigits, tidyName, trimOf } from '../kernel/characters.ts'
import { typedDay } from '../kernel/day.ts'
import { disposition } from '../kernel/download.ts'
import { cleanName } from '../kernel/files.ts'
import { email, mobile, name, phone, tidy } from '../people/roster/clean.ts'
import { prose } from '../public/html.ts'
import { findPrivate } from '../text/privacy.ts'
import { askedOf, marked, snippet } from '../text/query.ts'
import { checkReply } from '../text/reply-checks.ts'
import { severalMatters } from '../text/several.ts'
import { house } from './http.ts'

/** What patterns that look for one thing behind any number of others stumble over: one sign, or two, for ever, and then not what they hoped for. */
const ATOMS = [
  ' ',
  '\t',
  '　',
  '.',
  '·',
  '@',
  'a@',
  'a.',
  '1',
  '1 ',
  '1-',
  '、',
  '，',
  '(',
  '（一）',
  '王',
  '王·',
  '买买提·',
  '一、',
  '村民',
  '县村',
  ' \n',
  '\n',
  '’',
  '"',
]
const hostile = (most: number) => ATOMS.flatMap((a) => ['', '王', 'x@'].map((head) => `${head}${a.repeat(most / a.length)}@x，反映`))
const CHECKED = {
  title: '关于修路的建议',
  proposals: '',
  names: [],
  promises: [],
  earlier: [],
  code: 'A',
  kind: 'main',
  contact: '',
  phone: '',
  left: 3,
} as const

/** The slowest of them all, in milliseconds of this process's own work. */
function slowest(fn: (text: string) => unknown, most: number): { ms: number; text: string } {
  let worst = { ms: 0, text: '' }
  for (const text of hostile(most)) {
    const from = process.cpuUsage().user
    try {
      fn(text)
    } catch {
      // Refused: all the better.
    }
    const ms = (process.cpuUsage().user - from) / 1000
    if (ms > worst.ms) worst = { ms, text: text.slice(0, 12) }
  }
  return worst
}

test('at the door, where a whole megabyte may still come in', () => {
  const doors: Record<string, (text: string) => unknown> = {
    clean,
    cleanAll,
    cleanLine,
    foldDots,
    foldName,
    foldText,
    length,
    lines,
    phoneDigits,
    tidyName,
    prose,
    cleanName,
    typedDay,
  }
  Object.assign(doors, {
    tidy,
    name,
    mobile,
    phone,
    email,
    lineOf: (t: string) => lineOf(t, 100),
    cut: (t: string) => cut(t, 100),
    trimOf: (t: string) => trimOf(t, /[\s.]/),
  })
  doors.disposition = (t) => disposition('attachment', t)
  // A pattern that begins anew at each sign takes minutes for this; a straight one some milliseconds.
  for (const [what, fn] of Object.entries(doors)) expect(slowest(fn, 100_000), what).toMatchObject({ ms: expect.toSatisfy((ms: number) => ms < 1000) })
}, 120_000)

test('in the tools that read a text of the longest length a field takes', () => {
  const tools: Record<string, (text: string) => unknown> = {
    findPrivate,
    askedOf: (t) => askedOf(t.slice(0, 100)),
    marked: (t) => marked(t.slice(0, 200), [t.slice(1, 3)]),
    snippet: (t) => snippet(t, [t.slice(1, 3)]),
    severalMatters: (t) => severalMatters(t.slice(0, 200), t),
    checkReply: (t) => checkReply({ ...CHECKED, text: t, body: t } as unknown as Parameters<typeof checkReply>[0]),
  }
  for (const [what, fn] of Object.entries(tools)) expect(slowest(fn, 20_000), what).toMatchObject({ ms: expect.toSatisfy((ms: number) => ms < 1000) })
}, 120_000)

test('a stranger who sends a megabyte of blanks is answered at once, and so is everybody else', async () => {
  const h = await house([])
  const blanks = `水${' '.repeat(900_000)}管`
  const ask = (url: string, fields: Record<string, string>) =>
    h.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://127.0.0.1' },
      payload: new URLSearchParams(fields).toString(),
    })
  const from = Date.now()
  for (const name of ['title', 'first_name', 'address_string', 'description'])
    await ask('/g/open311/v2/requests.json', { jurisdiction_id: '990300', service_code: 'water', description: '水管坏了', [name]: blanks })
  for (const name of ['title', 'name', 'where', 'q']) await ask('/g/990300/ask', { title: '水管', content: '水管坏了', [name]: blanks })
  const login = await h.app.inject({ method: 'POST', url: '/api/login', payload: { who: blanks, password: blanks } })
  expect(login.statusCode).toBe(422)
  expect(Date.now() - from).toBeLessThan(15_000)
  await h.end()
}, 60_000)
