/** 单位考核 over HTTP: both schemes with the numbers behind them, and what the office deducts by hand. */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { readAll, writing } from '../database/read.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { localDay } from '../kernel/calendar.ts'
import { disposition, XLSX } from '../kernel/download.ts'
import { once, whoOf } from '../kernel/once.ts'
import { HOUSE_READS } from '../kernel/reads.ts'
import { Refusal } from '../kernel/refusal.ts'
import { ruleBook } from '../kernel/rules.ts'
import { readRules } from '../kernel/store.ts'
import { typed, yearNumber } from '../kernel/words.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { workbook } from '../processes/common/workbook.ts'
import { suggestion } from '../processes/suggestion/process.ts'
import { type Assessed, type AssessRules, assess, assessedTo, type Deduction } from '../report/assess.ts'
import { UNSHOWN } from '../report/measures.ts'
import { periodOf } from '../report/period.ts'
import type { RouteContext } from './app.ts'
import { offices, reading } from './policies.ts'
import { route } from './route.ts'

const tag = '统计与报告'
/** A unit reads its own line. */
const readers = reading(HOUSE_READS.report, 'own')
const isUnit = (v: Viewer) => v.seat.office === 'unit_officer' || v.seat.office === 'unit_leader'
const RULES = {
  signGood: 'assess.signGood',
  signPass: 'assess.signPass',
  replyGood: 'assess.replyGood',
  satisfiedGood: 'assess.satisfiedGood',
  worthLeading: 'assess.worthLeading',
  worthTime: 'assess.worthTime',
  worthQuality: 'assess.worthQuality',
  worthTogether: 'assess.worthTogether',
  aimContacted: 'assess.aimContacted',
  aimSatisfied: 'assess.aimSatisfied',
} satisfies Record<keyof AssessRules, string>

async function rulesOf(c: pg.ClientBase, place: string, today: string): Promise<AssessRules> {
  const g = await readRules(c, place)
  const book = ruleBook(suggestion, g.rules, g.chain, today)
  return Object.fromEntries(Object.entries(RULES).map(([name, key]) => [name, book.value<number>(key)])) as unknown as AssessRules
}

/** The last word on each unit. */
const deductionsOf = async (c: pg.ClientBase, place: string, ofYear: number): Promise<Deduction[]> =>
  (
    await c.query('select distinct on (unit) unit, points, reason from assess_deduction where place = $1 and year = $2 order by unit, at desc, id', [
      place,
      ofYear,
    ])
  ).rows

export function assessRoutes(app: FastifyInstance, { pool, house, now }: RouteContext): void {
  const read = (viewer: Viewer, asked: number | undefined): Promise<{ year: number; name: string; rules: AssessRules; rows: Assessed[] }> =>
    readAll(pool, async (c) => {
      const today = localDay(now())
      const of = asked ?? Number(today.slice(0, 4))
      const { period, name } = await periodOf(c, viewer.seat.place, { year: of }, today)
      const rules = await rulesOf(c, viewer.seat.place, today)
      const rows = assessedTo(viewer.seat.office, await assess(c, period, rules, await deductionsOf(c, viewer.seat.place, of)))
      return { year: of, name, rules, rows: isUnit(viewer) ? rows.filter((r) => r.unit === viewer.seat.unit) : rows }
    })
  const query = z.strictObject({ year: yearNumber.optional(), seat: z.string().max(40).optional() })
  route(app, {
    method: 'GET',
    url: '/api/assess',
    policy: readers,
    tag,
    summary: '承办单位考核：等次制、扣分制，每一项都有出处',
    query,
    handler: ({ viewer, query: q }) => read(viewer, q.year),
  })
  route(app, {
    method: 'GET',
    url: '/api/assess/xlsx',
    policy: readers,
    tag,
    summary: '承办单位考核导出 Excel',
    query,
    handler: async ({ viewer, query: q, res }) => {
      const { rows, name } = await read(viewer, q.year)
      const [first] = rows
      res.header('content-type', XLSX).header('content-disposition', disposition('attachment', `${name}承办单位考核.xlsx`, 'assessment'))
      return workbook({
        name: '承办单位考核',
        keepFirst: true,
        head: [
          '承办单位',
          ...(first?.graded.tests.map((t) => t.label) ?? []),
          '等次',
          ...(first?.deducted.tests.map((t) => `${t.label}（${(t.worth ?? 0) / 1000}分）`) ?? []),
          '得分',
        ],
        rows: rows.map((r) => [
          r.name,
          ...r.graded.tests.map((t) => (t.unshown ? UNSHOWN : (t.grade ?? '—'))),
          r.unshown ? UNSHOWN : (r.graded.grade ?? '—'),
          ...r.deducted.tests.map((t) => (t.unshown ? UNSHOWN : (t.points ?? 0) / 1000)),
          r.deducted.points === null ? UNSHOWN : r.deducted.points / 1000,
        ]),
      })
    },
  })
  route(app, {
    method: 'POST',
    url: '/api/assess/deduction',
    policy: offices('daf_staff', 'daf_head'),
    tag,
    summary: '登记领导和制度一项的扣分，须写明事实',
    body: z.strictObject({
      key: z.uuid({ error: '请求缺少编号，请刷新页面后再试' }),
      year: yearNumber,
      unit: z.uuid({ error: '请选择承办单位' }),
      points: z.string().regex(/^\d{1,2}(\.\d{1,3})?$/, '扣分请填写数字，最多三位小数；不扣填 0'),
      reason: typed(300).min(1, '请写明事实'),
    }),
    handler: ({ viewer, body }) => writing(pool, (c) => deduct(c, viewer, body)),
  })

  async function deduct(c: pg.ClientBase, viewer: Viewer, { key, ...body }: { key: string; year: number; unit: string; points: string; reason: string }) {
    const actor = actorOf(viewer)
    const { answer, repeated } = await once(c, house.vault, { who: whoOf(actor), key, what: { deduction: body }, now: now() }, async () => {
      const place = viewer.seat.place
      const points = Math.round(Number(body.points) * 1000)
      const [unit] = (await c.query(`select name from unit where id = $1 and place = $2 and kind = 'handling'`, [body.unit, place])).rows
      if (!unit) throw new Refusal('input', '请选择承办单位', { fields: { unit: '不是本地的承办单位，请重新选择' } })
      const worth = (await rulesOf(c, place, localDay(now()))).worthLeading * 100
      if (points > worth) throw new Refusal('input', '扣分超过了分值', { fields: { points: `这一项共 ${worth / 1000} 分，最多扣 ${worth / 1000} 分` } })
      await c.query('insert into assess_deduction (id, place, year, unit, points, reason, by_seat, at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
        randomUUID(),
        place,
        body.year,
        body.unit,
        points,
        body.reason,
        viewer.seat.id,
        now(),
      ])
      const says = `${viewer.name}登记${unit.name}${body.year}年考核「领导和制度」扣${points / 1000}分：${body.reason}`
      const data = { year: body.year, unit: body.unit, points }
      await recordPlaceEvent(c, { process: 'suggestion', place, action: 'assessDeduct', actor, at: now(), says, data })
      return { ok: true, says }
    })
    return repeated ? { ...answer, repeated } : answer
  }
}
