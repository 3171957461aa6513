/** `npm run verify` as a person runs it. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishRoot, seal } from '../kernel/record.ts'
import { keyLine, rootLine } from '../kernel/roots.ts'
import { signerOf } from '../kernel/signer.ts'
import { handedOver, type Story, story } from '../test/story.ts'

let s: Story
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-verify-'))
beforeAll(async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await seal(s.db.owner, s.now)
  await s.as('吴海涛').does('signFor')
})
afterAll(async () => {
  await s.end()
  fs.rmSync(home, { recursive: true, force: true })
})

/** With what guards the rows, which takes its time. */
const WHOLE = 'whole'
function verify(...args: string[]) {
  const r = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, 'verify.ts'), ...args.filter((a) => a !== WHOLE), ...(args.includes(WHOLE) ? [] : ['--rows'])],
    {
      env: { ...process.env, DATABASE_URL: s.db.url, HUYING_HOME: home },
      encoding: 'utf8',
    },
  )
  return { code: r.status, said: r.stdout + r.stderr }
}

test('a whole record passes, also against the roots in the data home; a root of another chain does not', async () => {
  expect(verify()).toEqual({
    code: 0,
    said: expect.stringMatching(
      /^事件 5 条，封存 1 块，待封存 1 条，对照 \d+ 行，对照外存的根 0 个（.*）\n核验通过。链头：[0-9a-f]{64}\n这一次没有证明的：\n {2}没有用 --roots/,
    ),
  })
  const root = await publishRoot(s.db.owner, '2026-03-10', s.now)
  fs.writeFileSync(path.join(home, 'roots.txt'), `${root?.day} ${root?.block} ${root?.hash}\n`)
  expect(verify()).toEqual({ code: 0, said: expect.stringContaining('根 1 个') })
  const other = path.join(home, 'other.txt')
  fs.writeFileSync(other, `2026-03-10 1 ${'0'.repeat(64)}\n`)
  expect(verify(other)).toEqual({ code: 1, said: expect.stringMatching(/核验不通过，共 1 处：\n {2}外存的 2026-03-10 的根与现在的链不符（第 1 块被改写过）/) })
  fs.writeFileSync(other, 'nonsense\n')
  expect(verify(other)).toEqual({ code: 2, said: expect.stringContaining('看不懂') })
})

test('roots are taken from what was kept outside, in whatever form, also over HTTP, and a key that came with them counts before the one at home', async () => {
  const root = await publishRoot(s.db.owner, '2026-03-10', s.now)
  if (!root) throw new Error('no root')
  const file = path.join(home, 'letter.eml')
  fs.writeFileSync(file, `您好：\n\n${rootLine(root)}\n请留着`)
  expect(verify('--roots', file)).toEqual({ code: 0, said: expect.stringContaining('根 1 个') })
  expect(verify('--roots', file).said).not.toContain('没有用 --roots')
  const stranger = signerOf('of-somebody-outside-who-remembers-it')
  fs.writeFileSync(file, `${rootLine(root)}\n${keyLine({ id: stranger.id, publicKey: stranger.publicKey, from: 1 })}`)
  expect(verify('--roots', file)).toEqual({ code: 1, said: expect.stringContaining('第 1 块没有签名') })
  const later = { ...root, day: '2026-03-11', block: 9 }
  fs.writeFileSync(file, rootLine(later))
  expect(verify('--roots', file)).toEqual({ code: 1, said: expect.stringContaining('外存的 2026-03-11 的根与现在的链不符（第 9 块不见了）') })
  expect(verify('--roots', 'http://127.0.0.1:9/record.txt')).toEqual({ code: 2, said: expect.stringContaining('核验没有完成') })
})

test('a new key is put before the old one, for this account alone', () => {
  const file = path.join(home, 'record.key')
  expect(verify('--rotate-key').code).toBe(0)
  const first = fs.readFileSync(file, 'utf8')
  expect(verify('--rotate-key').code).toBe(0)
  expect(fs.readFileSync(file, 'utf8').endsWith(first)).toBe(true)
  expect(fs.readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  fs.rmSync(file)
})

test('what guards the rows is looked at unless it is said not to', async () => {
  await s.db.owner.query('alter table judgement disable row level security')
  expect(verify(WHOLE)).toEqual({ code: 1, said: expect.stringMatching(/核验不通过，共 1 处：\n {2}数据库的表 judgement 被改动过/) })
  expect(verify()).toEqual({ code: 0, said: expect.stringContaining('用了 --rows：没有核对策略') })
  await s.db.owner.query('alter table judgement enable row level security')
  expect(verify(WHOLE)).toEqual({ code: 0, said: expect.not.stringContaining('策略') })
}, 90_000)

test('a falsified event is named, and the command fails', async () => {
  const c = await s.db.owner.connect()
  await c.query('set session_replication_role = replica')
  const { rows } = await c.query(`update event set says = '编造' where action = 'register' returning id`)
  await c.query('set session_replication_role = default')
  c.release()
  expect(verify()).toEqual({
    code: 1,
    said: expect.stringMatching(new RegExp(`核验不通过，共 1 处：\n {2}事件 ${rows[0].id}（2026年3月10日 09:00:00 编造） 的内容被改动过\n`)),
  })
})
