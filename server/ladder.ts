/** The supervision ladder over HTTP: what the rules propose for each unit, and the phone register for many at once. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { act } from '../kernel/act.ts'
import { localDay } from '../kernel/calendar.ts'
import { calendarFor } from '../kernel/calendar-store.ts'
import { disposition, XLSX } from '../kernel/download.ts'
import { Refusal } from '../kernel/refusal.ts'
import { ruleBook } from '../kernel/rules.ts'
import { readRules } from '../kernel/store.ts'
import type { BulkItem } from '../kernel/wire.ts'
import { typed } from '../kernel/words.ts'
import { actorOf } from '../people/viewer.ts'
import { workbook } from '../processes/common/workbook.ts'
import { PACKAGE_HEAD, packageRows } from '../processes/inspection/kit.ts'
import { ladder, RUNGS } from '../processes/letter/ladder.ts'
import { letter } from '../processes/letter/process.ts'
import type { RouteContext } from './app.ts'
import { derivedKey, matterId, unseen } from './matter-acts.ts'
import { offices, reading } from './policies.ts'
import { route } from './route.ts'

const tag = '督办'
const watchers = reading(letter.reads)

export function ladderRoutes(app: FastifyInstance, { pool, house, now }: RouteContext): void {
  route(app, {
    method: 'GET',
    url: '/api/ladder',
    policy: watchers,
    tag,
    summary: '督办阶梯：每个单位逾期了什么、到了哪一级、规则建议的下一级',
    handler: ({ viewer }) =>
      readAs(pool, viewer, async (c) => {
        const g = await readRules(c, viewer.seat.place)
        const today = localDay(now())
        const rules = ruleBook(letter, g.rules, g.chain, today)
        const phone = (await c.query('select phone from unit where id = $1', [viewer.seat.unit])).rows[0]?.phone
        // What a letter's form starts from.
        const contact = [viewer.name, phone].filter(Boolean).join(' ')
        return { rungs: RUNGS, contact, units: await ladder(c, viewer.seat.place, today, await calendarFor(c, viewer.seat.place), rules) }
      }),
  })
  route(app, {
    method: 'POST',
    url: '/api/ladder/phone',
    policy: offices('daf_staff', 'daf_head', 'gov_office'),
    tag,
    summary: '电话督办登记，可以一次登记许多件',
    body: z.object({
      key: z.uuid({ error: '请求缺少编号，请刷新页面后再试' }),
      items: z
        .array(z.object({ matter: z.uuid(), party: z.uuid() }))
        .min(1, '请至少选一件')
        .max(500, '一次最多登记 500 件'),
      person: typed(60).min(1, '请填写对方姓名、职务'),
      note: typed(300).min(1, '请填写督办内容'),
      answer: typed(500).default(''),
    }),
    handler: async ({ viewer, body }): Promise<{ results: BulkItem[] }> => {
      const results: BulkItem[] = []
      for (const x of body.items) {
        try {
          const r = await act(house, {
            process: 'suggestion',
            action: 'urge',
            matter: x.matter,
            party: x.party,
            key: await derivedKey(body.key, x.party),
            input: { channel: '电话', person: body.person, note: body.note, answer: body.answer },
            actor: actorOf(viewer),
            now: now(),
          })
          results.push({ id: x.party, number: '', ok: true, says: r.says })
        } catch (e) {
          if (!(e instanceof Refusal)) throw e
          results.push({ id: x.party, number: '', ok: false, error: e.problem })
        }
      }
      return { results }
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/inspection/:id/package.xlsx',
    policy: offices('daf_staff', 'daf_head', 'inspector'),
    tag,
    summary: '巡察提取清单（不含代表信息）',
    params: matterId,
    handler: async ({ viewer, params, res }) => {
      const rows = await readAs(pool, viewer, async (c) => {
        if ((await c.query(`select 1 from matter where id = $1 and process = 'inspection'`, [params.id])).rowCount === 0) throw unseen()
        return packageRows(c, params.id)
      })
      res.header('content-type', XLSX).header('content-disposition', disposition('attachment', '巡察提取清单.xlsx', 'inspection'))
      return workbook({ name: '提取清单', head: PACKAGE_HEAD, rows: rows.map((r) => r.cells) })
    },
  })
}
