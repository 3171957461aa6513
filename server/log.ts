/** 办理日志 for the auditor: when who did what kind of thing. What it was about, its words and its numbers are nobody's here (三员分立). */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { OFFICES, type Office } from '../kernel/process.ts'
import { HOUSE_READS } from '../kernel/reads.ts'
import type { LogPage } from '../kernel/wire-work.ts'
import { defOf } from '../processes/common/known.ts'
import type { RouteContext } from './app.ts'
import { reading } from './policies.ts'
import { route } from './route.ts'

/** What is done to a place rather than to a matter. */
const PLACE_ACTS: Record<string, [what: string, action: string]> = {
  'rules/setRule': ['本地规则', '调整规则'],
  'calendar/setCalendar': ['工作日历', '修订日历'],
  'roster/import': ['代表名册', '导入'],
  'roster/export': ['代表名册', '导出'],
  'fund/setBudget': ['专项资金', '设定预算'],
  'sorting/setDuties': ['职责清单', '修改'],
  'concern/who': ['群众诉求', '查看反映人'],
  'house/issueDocument': ['文书', '印发'],
  'house/putStamp': ['印章和签名', '录入'],
  'house/changeStamp': ['印章和签名', '改可以使用的人'],
  'house/endStamp': ['印章和签名', '停用'],
  'suggestion/assessDeduct': ['单位考核', '登记扣分'],
}
const wordsOf = (process: string, action: string): [string, string] => {
  const def = defOf(process)
  return PLACE_ACTS[`${process}/${action}`] ?? [def?.label ?? '其他', def?.actions[action]?.label ?? '其他办理']
}
const officeOf = (office: string): string => OFFICES[office as Office] ?? (office === 'citizen' ? '群众' : '系统')

export function logRoutes(app: FastifyInstance, { pool }: RouteContext): void {
  route(app, {
    method: 'GET',
    url: '/api/log',
    policy: reading(HOUSE_READS.log),
    tag: '设置',
    summary: '办理日志：何时、谁、以什么身份、办了哪一类事；不含内容',
    query: z.object({ after: z.string().max(80).optional(), by: z.string().max(40).default(''), seat: z.string().optional() }),
    handler: ({ viewer, query }): Promise<LogPage> =>
      readAs(pool, viewer, async (c) => {
        const [at, id] = /^(\d{4}-[^|]{10,40})\|([0-9a-f-]{36})$/.exec(query.after ?? '')?.slice(1) ?? []
        const r = await c.query(
          `select id, process, action, of_place, by_office, by_name, at, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USZ') as sort_key from event_log
           where ($1::timestamptz is null or (at, id) < ($1, $2::uuid)) and ($3 = '' or by_name = $3) order by at desc, id desc limit 101`,
          [at ?? null, id ?? null, query.by.trim()],
        )
        const rows = r.rows.slice(0, 100)
        const last = rows.at(-1)
        return {
          rows: rows.map((x) => {
            const [what, action] = wordsOf(x.process, x.action)
            return { id: x.id, at: x.at.toISOString(), who: x.by_name, office: officeOf(x.by_office), what, action }
          }),
          next: r.rows.length > 100 && last ? `${last.sort_key}|${last.id}` : null,
        }
      }),
  })
}
