import { randomUUID } from 'node:crypto'
import multipart from '@fastify/multipart'
import ExcelJS from 'exceljs'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '../../kernel/refusal.ts'
import { vaultOf } from '../../kernel/vault.ts'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { DEMO_PEOPLE, IDS } from '../demo/people.ts'
import { seedSmall } from '../demo/small.ts'
import { seatsOf } from '../viewer-load.ts'
import rosterRoutes from './routes.ts'

const TODAY = '2026-11-23'
let db: TestDatabase
let app: FastifyInstance
beforeAll(async () => {
  db = await testDatabase()
  await seedSmall(db.owner)
  app = Fastify()
  await app.register(multipart)
  app.setErrorHandler((e, _, res) =>
    e instanceof Refusal
      ? res.code(e.status).send(e.problem)
      : res.code((e as { statusCode?: number }).statusCode ?? 500).send({ message: (e as Error).message }),
  )
  app.decorateRequest('viewer', null)
  app.addHook('onRequest', async (req) => {
    const person = DEMO_PEOPLE.find((p) => p.key === req.headers['x-who'])
    const [seat] = person ? await seatsOf(db.pool, person.id, TODAY) : []
    if (person && seat) req.viewer = { person: person.id, name: person.name, seat, strong: false, session: 's' }
  })
  rosterRoutes(app, { pool: db.pool, vault: vaultOf('for tests only: forty characters and more'), now: () => new Date(`${TODAY}T10:00:00+08:00`) })
})
afterAll(async () => {
  await app.close()
  await db.drop()
})

function upload(who: string, data: Buffer) {
  const edge = 'x-edge'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="roster.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return app.inject({
    method: 'POST',
    url: '/api/roster/import',
    headers: { 'x-who': who, 'content-type': `multipart/form-data; boundary=${edge}` },
    payload: Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${edge}--\r\n`)]),
  })
}
const call = (who: string, method: 'GET' | 'POST', url: string, payload?: object) =>
  app.inject({ method, url, headers: { 'x-who': who }, ...(payload ? { payload } : {}) })

async function file(): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('名册').addRows([
    ['姓名', '代表证号', '手机号码', '代表团'],
    ['新代表', 'YL6-0900', '13900000900', '清渡县代表团'],
  ])
  return Buffer.from(await book.xlsx.writeBuffer())
}

test('A1 the whole way over HTTP: upload, look again, confirm twice, list, export', async () => {
  const accounts = await db.owner.query('select count(*)::int as n from auth_user')
  const p = (await upload('wangmin', await file())).json()
  expect(p).toMatchObject({ fresh: 1, state: 'previewed', file: 'roster.xlsx' })
  expect((await call('zhoujianguo', 'GET', `/api/roster/import/${p.id}`)).json()).toMatchObject({ id: p.id, by: '王敏' })
  const key = randomUUID()
  expect((await call('wangmin', 'POST', `/api/roster/import/${p.id}/confirm`, { key })).json()).toMatchObject({
    state: 'confirmed',
    result: { fresh: 1, repeated: false },
  })
  expect((await call('wangmin', 'POST', `/api/roster/import/${p.id}/confirm`, { key })).json()).toMatchObject({ result: { fresh: 1, repeated: true } })
  const list = (await call('wangmin', 'GET', `/api/roster?q=xindaibiao&delegation=${IDS.unit.qingdu}`)).json()
  expect(list).toMatchObject({ total: 1, next: null, rows: [{ name: '新代表', certificateNo: 'YL6-0900', delegation: '清渡县代表团', stateLabel: '在任' }] })
  const xlsx = await call('wangmin', 'GET', '/api/roster.xlsx')
  expect(xlsx.headers['content-disposition']).toContain('.xlsx')
  expect((await upload('wangmin', xlsx.rawPayload)).json()).toMatchObject({ fresh: 0, changed: 0, same: 16, absent: 0 })
  // No login comes of an import; that a phone list left the house is on record.
  expect((await db.owner.query('select count(*)::int as n from auth_user')).rows).toEqual(accounts.rows)
  expect((await db.owner.query(`select action, says, by_name from event where process = 'roster' order by at, action`)).rows).toEqual([
    { action: 'export', says: '导出代表名册 16 人', by_name: '王敏' },
    { action: 'import', says: '导入代表名册“roster.xlsx”：新增 1 人，更新 0 人', by_name: '王敏' },
  ])
})

test('only the congress’s own office: not a deputy, a unit, an administrator, nor anybody unknown', async () => {
  for (const who of ['lixiulan', 'wuhaitao', 'hulei', 'liufang']) {
    for (const url of ['/api/roster', '/api/roster.xlsx', `/api/roster/import/${randomUUID()}`]) expect((await call(who, 'GET', url)).statusCode).toBe(403)
    expect((await upload(who, await file())).statusCode).toBe(403)
  }
  expect((await call('nobody', 'GET', '/api/roster')).statusCode).toBe(401)
})

test('no file, too large a file, a wrong id', async () => {
  expect((await call('wangmin', 'POST', '/api/roster/import', {})).json()).toMatchObject({ error: 'input', fields: { file: '请选择一个 .xlsx 文件' } })
  expect((await upload('wangmin', Buffer.alloc(6 * 1024 * 1024))).statusCode).toBe(413)
  expect((await call('wangmin', 'GET', `/api/roster/import/${randomUUID()}`)).statusCode).toBe(404)
})
