/** `npm run verify` as a person runs it. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishRoot, seal } from '../kernel/record.ts'
import { handedOver, type Story, story } from '../test/story.ts'

let s: Story
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'huying-verify-'))
beforeAll(async () => {
  s = await story('2026-03-10')
  await handedOver(s)
  await seal(s.db.pool, s.now)
  await s.as('吴海涛').does('signFor')
})
afterAll(async () => {
  await s.end()
  fs.rmSync(home, { recursive: true, force: true })
})

function verify(...args: string[]) {
  const r = spawnSync(process.execPath, [path.join(import.meta.dirname, 'verify.ts'), ...args], {
    env: { ...process.env, DATABASE_URL: s.db.url, HUYING_HOME: home },
    encoding: 'utf8',
  })
  return { code: r.status, said: r.stdout + r.stderr }
}

test('a whole record passes, also against the roots in the data home; a root of another chain does not', async () => {
  expect(verify()).toEqual({
    code: 0,
    said: expect.stringMatching(/^事件 5 条，封存 1 块，待封存 1 条，对照外存的根 0 个（.*）\n核验通过。链头：[0-9a-f]{64}\n$/),
  })
  const root = await publishRoot(s.db.pool, '2026-03-10', s.now)
  fs.writeFileSync(path.join(home, 'roots.txt'), `${root?.day} ${root?.block} ${root?.hash}\n`)
  expect(verify()).toEqual({ code: 0, said: expect.stringContaining('根 1 个') })
  const other = path.join(home, 'other.txt')
  fs.writeFileSync(other, `2026-03-10 1 ${'0'.repeat(64)}\n`)
  expect(verify(other)).toEqual({ code: 1, said: expect.stringMatching(/核验不通过，共 1 处：\n {2}外存的 2026-03-10 的根与现在的链不符（第 1 块被改写过）/) })
  fs.writeFileSync(other, 'nonsense\n')
  expect(verify(other)).toEqual({ code: 2, said: expect.stringContaining('看不懂') })
})

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
