/** 承诺事项台账: across suggestions, units and years; the same rows for page and workbook. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAs } from '../database/read.ts'
import { localDay } from '../kernel/calendar.ts'
import { disposition, XLSX } from '../kernel/download.ts'
import { yearNumber } from '../kernel/words.ts'
import type { Viewer } from '../people/viewer.ts'
import { numberOf } from '../processes/common/number.ts'
import { workbook } from '../processes/common/workbook.ts'
import { type LedgerRow, SHOWN, standing, stateWords } from '../processes/ledger/rows.ts'
import type { RouteContext } from './app.ts'
import { signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '承诺事项'
const query = z.strictObject({
  year: yearNumber.optional(),
  unit: z.uuid({ error: '没有这个单位' }).optional(),
  show: z.enum(['kept', 'late', 'changed', 'open', 'carried']).optional(),
  seat: z.string().max(40).optional(),
})
type Ask = z.output<typeof query>

export function promiseRoutes(app: FastifyInstance, { pool, now }: RouteContext): void {
  /** A unit reads its own promises only, also of matters it shares with others. */
  const rowsFor = (viewer: Viewer, ask: Ask) =>
    readAs(pool, viewer, (c) => {
      const own = ['unit_officer', 'unit_leader'].includes(viewer.seat.office) ? (viewer.seat.unit ?? undefined) : ask.unit
      return standing(c, { place: viewer.seat.place, year: ask.year, unit: own, today: localDay(now()) })
    })
  route(app, {
    method: 'GET',
    url: '/api/promises',
    policy: signedIn,
    tag,
    summary: '承诺事项台账',
    query,
    handler: async ({ viewer, query: ask }) => {
      const all = await rowsFor(viewer, ask)
      const units = new Map<string, { id: string; name: string; count: number }>()
      for (const r of all) units.set(r.unit, { id: r.unit, name: r.unitName, count: (units.get(r.unit)?.count ?? 0) + 1 })
      const rows = ask.show ? all.filter(SHOWN[ask.show]) : all
      return {
        counts: { all: all.length, ...Object.fromEntries(Object.entries(SHOWN).map(([k, is]) => [k, all.filter(is).length])) },
        units: [...units.values()].sort((a, b) => b.count - a.count),
        rows: rows.map(view),
      }
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/promises.xlsx',
    policy: signedIn,
    tag,
    summary: '台账导出 Excel',
    query,
    handler: async ({ viewer, query: ask, res }) => {
      const all = await rowsFor(viewer, ask)
      res.header('content-type', XLSX).header('content-disposition', disposition('attachment', '承诺事项台账.xlsx', 'promises'))
      return workbook({
        name: '承诺事项台账',
        head: ['建议编号', '标题', '承诺单位', '承诺事项', '措施', '责任人', '承诺日期', '原定时限', '现时限', '状态', '完结日期', '进展', '往年结转'],
        rows: (ask.show ? all.filter(SHOWN[ask.show]) : all)
          .map(view)
          .map((r) => [
            r.number,
            r.title,
            r.unitName,
            r.item,
            r.measure,
            r.owner,
            r.madeOn,
            r.firstDue,
            r.dueOn,
            r.stateWords,
            r.settledOn ?? '',
            r.progress,
            r.carried ? '是' : '',
          ]),
      })
    },
  })
}

const view = (r: LedgerRow) => ({ ...r, number: numberOf(r), stateWords: stateWords(r) })
