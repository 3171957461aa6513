/** The roster over HTTP: for the congress's own office, in its own place. */
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { localDay } from '../../kernel/calendar.ts'
import { disposition, XLSX } from '../../kernel/download.ts'
import type { Vault } from '../../kernel/vault.ts'
import { typed } from '../../kernel/words.ts'
import { offices } from '../../server/policies.ts'
import { route } from '../../server/route.ts'
import { exportRoster } from './export.ts'
import type { Choices } from './header.ts'
import { cancelRoster, confirmRoster, previewRoster, readImport } from './import.ts'
import { listRoster } from './list.ts'
import { badFile, MAX_FILE } from './unpack.ts'

const tag = '代表名册'
const policy = offices('daf_staff', 'daf_head')
const one = z.object({ id: z.uuid() })

export default function rosterRoutes(app: FastifyInstance, { pool, vault, now = () => new Date() }: { pool: pg.Pool; vault: Vault; now?: () => Date }): void {
  route(app, {
    method: 'GET',
    url: '/api/roster',
    policy,
    tag,
    summary: '代表名册，按姓名排',
    query: z.object({
      q: typed(40).optional(),
      delegation: z.uuid().optional().catch(undefined),
      after: z.string().max(4000).optional(),
      seat: z.string().optional(),
    }),
    handler: ({ viewer, query }) => listRoster(pool, viewer, query, localDay(now())),
  })
  route(app, {
    method: 'GET',
    url: '/api/roster.xlsx',
    policy,
    tag,
    summary: '导出代表名册',
    handler: async ({ viewer, res }) => {
      const data = await exportRoster(pool, viewer, now())
      return res
        .header('content-type', XLSX)
        .header('content-disposition', disposition('attachment', `代表名册 ${localDay(now())}.xlsx`, 'roster'))
        .header('cache-control', 'no-store')
        .send(data)
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/roster/import',
    policy,
    tag,
    summary: '读取名册文件并预览，不写入',
    query: z.object({ as: z.string().max(2000).optional() }),
    handler: async ({ viewer, req, query }) => {
      if (!req.isMultipart()) throw badFile('请选择一个 .xlsx 文件')
      const file = await req.file({ limits: { fileSize: MAX_FILE, files: 1 } })
      if (!file) throw badFile('请选择一个 .xlsx 文件')
      return previewRoster(pool, viewer, { name: file.filename, data: await file.toBuffer() }, now(), choicesOf(query.as))
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/roster/import/:id',
    policy,
    tag,
    summary: '查看一次导入',
    params: one,
    handler: ({ viewer, params }) => readImport(pool, viewer, params.id),
  })
  route(app, {
    method: 'POST',
    url: '/api/roster/import/:id/confirm',
    policy,
    tag,
    summary: '确认导入',
    params: one,
    body: z.object({ key: z.uuid('请求缺少编号，请刷新页面后再试') }),
    handler: ({ viewer, params, body }) => confirmRoster(pool, viewer, params.id, body.key, now(), vault),
  })
  route(app, {
    method: 'POST',
    url: '/api/roster/import/:id/cancel',
    policy,
    tag,
    summary: '取消导入',
    params: one,
    handler: ({ viewer, params }) => cancelRoster(pool, viewer, params.id, now()),
  })
}

/** 'H:ignore,K:post' */
const choicesOf = (as = ''): Choices => Object.fromEntries([...as.matchAll(/([A-Z]{1,3}):(\w{1,40})/g)].map((m) => [m[1], m[2]]))
