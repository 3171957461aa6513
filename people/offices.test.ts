/** The offices around the congress that no process names yet: they can be given a seat, and read nothing that is not theirs. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpHouse, house } from '../test/http.ts'
import { handedOver } from '../test/story.ts'

let h: HttpHouse
beforeAll(async () => {
  h = await house(['胡磊'], { day: '2026-03-10' })
  await handedOver(h.story)
})
afterAll(() => h.end())

test('监委法院检察院办公室、资格审查委员会、监票计票人、安全管理员都能任职；看不到业务，安全管理员只看设置的记录', async () => {
  const c = await h.login('胡磊')
  const [person] = await h.story.rows<{ id: string }>(`select id from person where name = '胡磊'`)
  for (const [office, reads] of Object.entries({ judicial_office: {}, credentials: {}, teller: {}, secadmin: { record: 'all' } })) {
    const seat = randomUUID()
    await h.story.rows(`insert into seat (id, person, place, office, state, starts_on) values ($1, $2, '990300', $3, 'active', '2022-01-10')`, [
      seat,
      person?.id,
      office,
    ])
    c.seat = seat
    const me = (await c.get('/api/me')).body
    expect([office, me.seat.office, me.reads]).toEqual([office, office, reads])
    expect([office, (await c.get('/api/suggestion')).body.total ?? 0]).toEqual([office, 0])
    expect([office, (await c.get(`/api/suggestion/${h.story.matter}`)).status]).toEqual([office, 404])
    expect([office, (await c.get('/api/record')).status]).toEqual([office, office === 'secadmin' ? 200 : 403])
    expect([office, (await c.get('/api/roster')).status]).toEqual([office, 403])
  }
})
