/** What the log may hold of an error: no row, no number, nobody's words. */
import { afterAll, expect, test } from 'vitest'
import { type HttpHouse, house } from '../test/http.ts'

let h: HttpHouse
afterAll(() => h?.end())

test('出错的日志写明是哪张表的哪条约束，不写那一行里的电话和姓名', async () => {
  const lines: string[] = []
  const stream = { write: (line: string) => lines.push(line) }
  h = await house(['李秀兰'], { logger: { level: 'error', stream } })
  const c = await h.login('李秀兰')
  const [p] = await h.story.rows<{ mobile: string }>(`select mobile from person where name = '李秀兰'`)
  await h.story.db.owner.query(`alter table person add constraint none_off check (mail <> 'off') not valid`)
  const r = await c.post('/api/me/mail', { mail: 'off' })
  expect(r.status).toBe(500)
  const said = lines.join('')
  expect(said).toContain('none_off')
  expect(said).toContain('"table":"person"')
  expect(p?.mobile).toMatch(/^1\d{10}$/)
  for (const secret of [p?.mobile as string, '李秀兰', 'Failing row', 'huying.session']) expect(said, secret).not.toContain(secret)
})
