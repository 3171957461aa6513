/** The working calendar of a place: read with the layers above it, edited in its own layer only; and the date calculator. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAs, writing } from '../database/read.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { addMonths, dayWords, dueDate, localDay } from '../kernel/calendar.ts'
import { calendarFor, editLayer } from '../kernel/calendar-store.ts'
import { legalHolidays } from '../kernel/holidays.ts'
import type { Span } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { YearView } from '../kernel/wire-work.ts'
import { dayText, typed, yearNumber } from '../kernel/words.ts'
import { actorOf } from '../people/viewer.ts'
import type { RouteContext } from './app.ts'
import { offices, signedIn } from './policies.ts'
import { route } from './route.ts'

const tag = '设置'
const n = z.coerce.number({ error: '请填写 1 至 400 的整数' }).int('请填写 1 至 400 的整数').min(1, '请填写 1 至 400 的整数').max(400, '请填写 1 至 400 的整数')

export function calendarRoutes(app: FastifyInstance, { pool, now }: RouteContext): void {
  route(app, {
    method: 'GET',
    url: '/api/calendar',
    policy: signedIn,
    tag,
    summary: '一年的工作日历：本地一层叠在上级和全国的通知上，最近的算',
    query: z.object({ year: yearNumber.optional(), seat: z.string().optional() }),
    handler: ({ viewer, query }): Promise<YearView> =>
      readAs(pool, viewer, async (c) => {
        const year = query.year ?? +localDay(now()).slice(0, 4)
        const days = await c.query(
          `select d.day::text, d.kind, d.name, d.source, coalesce(p.name, '全国') as "from", d.place is not distinct from $2 as own
           from calendar_days_of($2) d left join place p on p.code = d.place where extract(year from d.day) = $1 order by d.day`,
          [year, viewer.seat.place],
        )
        const years = await c.query('select year, source from calendar_years_of($1) order by year', [viewer.seat.place])
        const loaded = years.rows.find((y) => y.year === year)
        const law = [...(loaded ? [] : legalHolidays(year))]
          .filter(([day]) => !days.rows.some((x) => x.day === day))
          .map(([day, name]) => ({ day, kind: 'off' as const, name, source: '全国年节及纪念日放假办法', from: '法定', own: false }))
        return {
          year,
          loaded: !!loaded,
          source: loaded?.source ?? '',
          place: viewer.seat.placeName,
          days: [...days.rows, ...law].sort((a, b) => (a.day < b.day ? -1 : 1)),
          years: years.rows.map((y) => y.year),
        }
      }),
  })
  route(app, {
    method: 'PUT',
    url: '/api/calendar',
    policy: offices('daf_head', 'sysadmin'),
    tag,
    summary: '修订本地的工作日历；只管本地和下级，在走的期限随后自动重算',
    body: z.object({
      days: z
        .array(z.object({ day: dayText(), kind: z.enum(['off', 'work', 'plain', 'above']), name: typed(20).default('') }))
        .min(1)
        .max(366),
      note: typed(300).min(1, '请写明修订的依据'),
      year: yearNumber.optional(),
    }),
    handler: ({ viewer, body }) => {
      const today = localDay(now())
      const [first, last] = [addMonths(today, -60), `${+today.slice(0, 4) + 3}-12-31`]
      const far = body.days.findIndex((d) => d.day < first || d.day > last)
      if (far >= 0)
        throw new Refusal('input', '这一天太远', { fields: { [`days.${far}.day`]: `请修订${dayWords(first, true)}至${dayWords(last, true)}之间的日子` } })
      return writing(pool, async (c) => {
        const place = viewer.seat.place
        await editLayer(c, place, body)
        const says = `${viewer.name}修订工作日历 ${body.days.length} 天：${body.note}`
        await recordPlaceEvent(c, { process: 'calendar', place, action: 'setCalendar', actor: actorOf(viewer), at: now(), says, data: { days: body.days } })
        return { ok: true, says }
      })
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/deadline',
    policy: signedIn,
    tag,
    summary: '期限计算器',
    query: z.object({ from: dayText('请选择起算日'), n, unit: z.enum(['WD', 'DAY', 'MONTH']), seat: z.string().optional() }),
    handler: ({ viewer, query }) =>
      readAs(pool, viewer, async (c) =>
        dueDate(await calendarFor(c, viewer.seat.place), {
          startedOn: query.from,
          span: [query.n, query.unit] as Span,
          pauses: [],
          extensions: [],
          roll: true,
        }),
      ),
  })
}
