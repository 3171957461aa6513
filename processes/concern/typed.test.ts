/** C6 what was typed by hand about a concern lies with it and goes with it; only who may look is asked why. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { vaultOf } from '../../kernel/vault.ts'
import { localSms, sweepLocal } from '../../server/channels/sms.ts'
import { asked, sendForm } from '../../test/citizen.ts'
import { type HttpHouse, house, SECRET } from '../../test/http.ts'

let h: HttpHouse
afterEach(() => h.end())

test('C6 看联系方式的理由、退回的理由、本地发件箱里的号码，删除个人信息以后都不在', async () => {
  h = await house(['王敏', '吴海涛'])
  const s = h.story
  const c = h.client()
  await asked(h, c, { title: '路灯不亮', content: '夜里看不见路。', category: 'urban', where: '', phone: '13900001111' })
  const id = (await s.rows<{ matter: string }>('select matter from concern'))[0]?.matter as string
  const P = { process: 'concern', matter: id }
  await s.as('王敏').does('assign', { main: [await s.unit('市交通运输局')], publicTitle: '' }, P)
  const wu = await h.login('吴海涛')
  for (const reason of ['', '要给窦娥九三回电话']) expect((await wu.post(`/api/concern/${id}/who`, { reason })).status).toBe(403)
  const wang = await h.login('王敏')
  expect((await wang.post(`/api/concern/${id}/who`, { reason: '' })).body.fields).toEqual({ reason: '请写明为什么要看（至少四个字）' })
  expect((await wang.post(`/api/concern/${id}/who`, { reason: '要给窦娥九三回电话' })).body.phone).toBe('13900001111')
  await s.as('吴海涛').does('sendBack', { reason: '窦娥九三家门口不归我们' }, P)
  expect(JSON.stringify(await s.as('王敏').sees(id))).not.toContain('undefined')
  const sms = localSms(h.dataDir)
  await sms.send('13900001111', '窦娥九三', 'x')
  await sms.send('13900002222', '别人的', 'y')
  const outbox = () => fs.readFileSync(path.join(h.dataDir, 'outbox', 'sms.jsonl'), 'utf8')
  const gone = await sendForm(c, '/g/990300/mine/erase', { key: crypto.randomUUID() })
  expect(gone.raw.headers.location, gone.body).toBe('/g/990300/mine/erased')
  await sweepLocal(s.db.pool, vaultOf(SECRET), h.dataDir, s.now)
  expect([outbox().includes('13900001111'), outbox().includes('13900002222')]).toEqual([false, true])
  const tables = await s.rows<{ t: string }>(
    `select table_name as t from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`,
  )
  for (const { t } of tables)
    for (const x of await s.rows<{ x: string }>(`select row_to_json(q)::text as x from "${t}" q`)) expect(x.x, t).not.toContain('窦娥九三')
})
