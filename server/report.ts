/** Numbers, boards and the annual report over HTTP; every number has its rows one address away. */
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { readAll, readAs } from '../database/read.ts'
import { localDay } from '../kernel/calendar.ts'
import { disposition, XLSX } from '../kernel/download.ts'
import { HOUSE_READS } from '../kernel/reads.ts'
import { Refusal } from '../kernel/refusal.ts'
import { monthText, yearNumber } from '../kernel/words.ts'
import type { Viewer } from '../people/viewer.ts'
import { hidesAuthors } from '../processes/common/view.ts'
import { workbook } from '../processes/common/workbook.ts'
import { suggestion } from '../processes/suggestion/process.ts'
import { annual } from '../report/annual.ts'
import { BOARDS, codesOf } from '../report/boards.ts'
import { board, type Counted, cellsTo, count, counted, type Period, percent, shownTo } from '../report/count.ts'
import { MEASURES, mayCount, UNSHOWN } from '../report/measures.ts'
import { overview } from '../report/overview.ts'
import { periodOf } from '../report/period.ts'
import type { RouteContext } from './app.ts'
import { reading } from './policies.ts'
import { route } from './route.ts'

const tag = '统计与报告'
const readers = reading(HOUSE_READS.report)
/** Units too: of boards and rows their own line only. */
const withUnits = reading(HOUSE_READS.report, 'own')
const isUnit = (v: Viewer) => v.seat.office === 'unit_officer' || v.seat.office === 'unit_leader'

const period = z.strictObject({
  year: yearNumber.optional(),
  session: z.uuid({ error: '没有这次会议' }).optional(),
  month: monthText.optional(),
  seat: z.string().max(40).optional(),
})
type Ask = z.output<typeof period>

export function reportRoutes(app: FastifyInstance, { pool, now }: RouteContext): void {
  const today = () => localDay(now())
  /** Counted as the house over the reader's place: what he may not open is no reason for another number. Who may see which is `mayCount`'s. */
  const within = <T>(viewer: Viewer, ask: Ask, fn: (c: pg.ClientBase, p: Period, name: string) => Promise<T>) =>
    readAll(pool, async (c) => {
      const { period: p, name } = await periodOf(c, viewer.seat.place, ask, today())
      return fn(c, p, name)
    })

  route(app, {
    method: 'GET',
    url: '/api/report/periods',
    policy: withUnits,
    tag,
    summary: '可以统计的会议和年度',
    handler: ({ viewer }) =>
      readAs(pool, viewer, async (c) => ({
        sessions: (
          await c.query(`select id, name, opens_on::text as "opensOn" from congress_session where place = $1 and opens_on <= $2 order by opens_on desc`, [
            viewer.seat.place,
            today(),
          ])
        ).rows,
        year: Number(today().slice(0, 4)),
      })),
  })
  route(app, {
    method: 'GET',
    url: '/api/report',
    policy: readers,
    tag,
    summary: '全部指标：数、分母、率和口径',
    query: period,
    handler: ({ viewer, query }) =>
      within(viewer, query, async (c, p, name) => {
        const n = shownTo(viewer.seat.office, await count(c, p))
        return {
          name,
          from: p.from,
          to: p.to,
          measures: [...MEASURES.values()].map(({ rows: _, seen: __, ...m }) => ({
            ...m,
            of: n.get(m.code)?.of ?? null,
            n: n.get(m.code)?.n ?? null,
            rate: n.get(m.code)?.rate ?? null,
          })),
        }
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/report/rows',
    policy: withUnits,
    tag,
    summary: '一个数字背后的每一行',
    query: period.extend({ code: z.string().max(40), unit: z.uuid().optional(), delegation: z.uuid().optional() }),
    handler: ({ viewer, query: { code, unit, delegation, ...ask } }) =>
      within(viewer, ask, async (c, p, name) => {
        const m = MEASURES.get(code)
        if (!m) throw new Refusal('unknown', '没有这个指标')
        if (!mayCount(code, viewer.seat.office)) throw new Refusal('forbidden', `「${m.label}」${UNSHOWN}`)
        const only = { unit: isUnit(viewer) ? (viewer.seat.unit ?? undefined) : unit, delegation }
        const rows = await mayOpen(pool, viewer, await counted(c, p, code, only), !!delegation)
        return { name, label: m.label, definition: m.definition, unit: m.unit, people: m.people ?? false, ...rows }
      }),
  })

  const boardOf = (viewer: Viewer, key: string, ask: Ask) =>
    within(viewer, ask, async (c, p, name) => {
      const def = BOARDS.find((b) => b.key === key)
      if (!def || (isUnit(viewer) && def.by !== 'unit')) throw new Refusal('unknown', '没有这张表')
      const { rows, total } = await board(c, p, def.by, codesOf(def))
      const mine = isUnit(viewer) ? rows.filter((r) => r.id === viewer.seat.unit) : rows
      const to = viewer.seat.office
      return {
        name,
        label: def.label,
        by: def.by,
        columns: def.columns,
        rows: mine.map((r) => ({ ...r, n: cellsTo(to, r.n) })),
        total: isUnit(viewer) ? null : cellsTo(to, total),
      }
    })
  route(app, {
    method: 'GET',
    url: '/api/report/board/:key',
    policy: withUnits,
    tag,
    summary: '按承办单位、代表团的对照表',
    params: z.object({ key: z.string().max(20) }),
    query: period,
    handler: ({ viewer, params, query }) => boardOf(viewer, params.key, query),
  })
  route(app, {
    method: 'GET',
    url: '/api/report/board/:key/xlsx',
    policy: withUnits,
    tag,
    summary: '对照表导出 Excel',
    params: z.object({ key: z.string().max(20) }),
    query: period,
    handler: async ({ viewer, params, query, res }) => {
      const b = await boardOf(viewer, params.key, query)
      const cells = (n: Record<string, number | null>) =>
        b.columns.map((x) => (n[x.code] === null ? UNSHOWN : x.of ? percent(n[x.code] ?? 0, n[x.of] ?? 0) : (n[x.code] ?? 0)))
      res.header('content-type', XLSX).header('content-disposition', disposition('attachment', `${b.name}${b.label}.xlsx`, `board-${params.key}`))
      return workbook({
        name: b.label,
        keepFirst: true,
        head: [b.label, ...b.columns.map((x) => x.label)],
        rows: b.rows.map((r) => [r.name, ...cells(r.n)]),
        total: b.total ? ['合计', ...cells(b.total)] : undefined,
      })
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/report/annual',
    policy: readers,
    tag,
    summary: '年度建议办理情况报告：正文里的每个数字都有出处',
    query: period,
    handler: ({ viewer, query }) => within(viewer, query, (c, p, name) => annual(c, p, name, viewer.seat.placeName, today(), viewer.seat.office)),
  })
  route(app, {
    method: 'GET',
    url: '/api/report/overview',
    policy: readers,
    tag,
    summary: '两分钟：哪里逾期、本周动了什么、我领衔的重点件',
    handler: ({ viewer }) => readAll(pool, (c) => overview(c, viewer, today(), now())),
  })
}

/**
 * Of the rows behind a number those that its reader may open, and how many more there are. What belongs to a place below is counted here and named
 * by its note alone. Asked for one delegation, a confidential item would say whose it is: then it is one of the others.
 */
async function mayOpen(pool: pg.Pool, viewer: Viewer, all: Counted[], byDelegation: boolean): Promise<{ rows: Counted[]; unshown: number }> {
  const seen = await readAs(
    pool,
    viewer,
    async (c) =>
      new Map(
        (await c.query('select id, confidential from matter where id = any ($1)', [all.map((r) => r.matter).filter(Boolean)])).rows.map((r) => [r.id, r]),
      ),
  )
  const rows = all.flatMap((r): Counted[] => {
    const m = seen.get(r.matter)
    if (m) return byDelegation && hidesAuthors(suggestion, viewer, { confidential: m.confidential, mine: false }) ? [] : [r]
    return r.place === viewer.seat.place ? [] : [{ ...r, matter: null, place: null, process: '', number: '', title: '', stateLabel: '' }]
  })
  return { rows, unshown: all.length - rows.length }
}
