/** The place's own settings: rules with their articles, the working calendar, why a date is what it is, the state of the record. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAll, readAs, writing } from '../database/read.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { dayWords, dueDate, isDay, localDay, spanWords } from '../kernel/calendar.ts'
import { calendarOf } from '../kernel/calendar-store.ts'
import { dueView } from '../kernel/clocks.ts'
import type { ProcessDef, RuleDef, Span } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import { HOUSE, HOUSE_RULES, ruleBook } from '../kernel/rules.ts'
import { clockOf, readRules } from '../kernel/store.ts'
import type { RuleView, Why } from '../kernel/wire.ts'
import { actorOf } from '../people/viewer.ts'
import { processes } from '../processes/index.ts'
import type { RouteContext } from './app.ts'
import { offices, signedIn } from './policies.ts'
import { route } from './route.ts'
import { ruleValue, ruleWords } from './rule-values.ts'

const tag = '设置'
/** Whose rules: the house's own first, then each process's. A rule's name is (process, key). */
const owners: { name: string; label: string; rules: Record<string, RuleDef> }[] = [
  { name: HOUSE, label: '各项工作共用', rules: HOUSE_RULES },
  ...[...processes.values()].map(({ def }) => ({ name: def.name, label: def.label, rules: def.rules })),
]

export function houseRoutes(app: FastifyInstance, { pool, now }: RouteContext) {
  route(app, {
    method: 'GET',
    url: '/api/rules',
    policy: signedIn,
    tag,
    summary: '本地规则：数值、依据、从哪里来',
    handler: ({ viewer }): Promise<RuleView[]> =>
      readAs(pool, viewer, async (c) => {
        const g = await readRules(c, viewer.seat.place)
        const h = await c.query(
          `select r.process, r.key, r.value, r.valid_from::text as "from", p.name as place, r.note, coalesce(pe.name, '系统') as by from rule r join place p on p.code = r.place left join seat s on s.id = r.set_by left join person pe on pe.id = s.person
           where r.place = any ($1) order by r.valid_from desc`,
          [g.chain],
        )
        const names = new Map((await c.query('select code, name from place where code = any ($1)', [g.chain])).rows.map((x) => [x.code, x.name]))
        const every = owners.flatMap((o) => {
          const book = ruleBook(o, g.rules, g.chain, localDay(now()))
          return Object.entries(o.rules).map(([key, d]) => ({ o, key, d, now_: book.get(key) }))
        })
        return every.map(({ o, key, d, now_ }) => {
          return {
            process: o.name,
            processLabel: o.label,
            key,
            label: d.label,
            group: d.group,
            kind: d.kind,
            value: now_.value,
            words: ruleWords(d, now_.value),
            basis: d.basis,
            options: d.options,
            min: d.min,
            max: d.max,
            from: now_.place ? (names.get(now_.place) ?? now_.place) : '默认',
            since: now_.since,
            history: h.rows
              .filter((x) => x.process === o.name && x.key === key)
              .map((x) => ({ value: ruleWords(d, x.value), from: x.from, place: x.place, by: x.by, note: x.note })),
          }
        })
      }),
  })
  route(app, {
    method: 'PUT',
    url: '/api/rules/:process/:key',
    policy: offices('daf_head', 'daf_staff'),
    tag,
    summary: '调整一条规则，从某日起生效',
    params: z.object({ process: z.string().max(40), key: z.string().max(60) }),
    body: z.object({
      value: z.unknown(),
      from: z.string().regex(/^\d{4}-\d\d-\d\d$/, '请选择生效日期'),
      note: z.string().trim().min(1, '请写明调整的依据').max(300),
    }),
    handler: ({ viewer, params, body }) => {
      const owner = owners.find((o) => o.name === params.process)
      const def = owner && Object.hasOwn(owner.rules, params.key) ? owner.rules[params.key] : undefined
      if (!def) throw new Refusal('unknown', '没有这条规则')
      const value = ruleValue(def, body.value)
      const today = localDay(now())
      if (body.from < today) throw new Refusal('input', '规则不能倒着改', { fields: { from: '生效日期不能早于今天；已经在走的时钟按启动时的规则计算' } })
      return writing(pool, async (c) => {
        await c.query(
          `insert into rule (place, process, key, valid_from, value, note, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
           on conflict (place, process, key, valid_from) do update set value = excluded.value, note = excluded.note, set_by = excluded.set_by, set_at = excluded.set_at`,
          [viewer.seat.place, params.process, params.key, body.from, JSON.stringify(value), body.note, viewer.seat.id, now()],
        )
        const says = `${viewer.name}将「${def.label}」设为${ruleWords(def, value)}，自${dayWords(body.from, true)}起生效：${body.note}`
        await recordPlaceEvent(c, {
          process: 'rules',
          place: viewer.seat.place,
          action: 'setRule',
          actor: actorOf(viewer),
          at: now(),
          says,
          data: { process: params.process, key: params.key, value, from: body.from },
        })
        return { ok: true, says }
      })
    },
  })
  route(app, {
    method: 'GET',
    url: '/api/calendar',
    policy: signedIn,
    tag,
    summary: '一年的工作日历',
    query: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional(), seat: z.string().optional() }),
    handler: async ({ query }) => {
      const year = query.year ?? +localDay(now()).slice(0, 4)
      const days = await pool.query(`select day::text, kind, name, source from calendar_day where extract(year from day) = $1 order by day`, [year])
      const years = await pool.query('select year, source from calendar_year order by year')
      const loaded = years.rows.find((y) => y.year === year)
      return { year, loaded: !!loaded, source: loaded?.source ?? '', days: days.rows, years: years.rows.map((y) => y.year) }
    },
  })
  route(app, {
    method: 'PUT',
    url: '/api/calendar',
    policy: offices('daf_head', 'sysadmin'),
    tag,
    summary: '修订工作日历；在走的期限随后自动重算',
    body: z.object({
      days: z
        .array(z.object({ day: z.string().regex(/^\d{4}-\d\d-\d\d$/), kind: z.enum(['off', 'work', 'plain']), name: z.string().trim().max(20).default('') }))
        .min(1)
        .max(366),
      note: z.string().trim().min(1, '请写明修订的依据').max(300),
      year: z.int().optional(),
    }),
    handler: ({ viewer, body }) =>
      writing(pool, async (c) => {
        for (const d of body.days) {
          if (d.kind === 'plain') await c.query('delete from calendar_day where day = $1', [d.day])
          else
            await c.query(
              'insert into calendar_day (day, kind, name, source) values ($1, $2, $3, $4) on conflict (day) do update set kind = excluded.kind, name = excluded.name, source = excluded.source',
              [d.day, d.kind, d.name, body.note],
            )
        }
        for (const year of new Set(body.days.map((d) => +d.day.slice(0, 4))))
          if (year === body.year) await c.query('insert into calendar_year (year, source) values ($1, $2) on conflict (year) do nothing', [year, body.note])
        await c.query('update calendar_version set version = version + 1')
        const says = `${viewer.name}修订工作日历 ${body.days.length} 天：${body.note}`
        await recordPlaceEvent(c, {
          process: 'calendar',
          place: viewer.seat.place,
          action: 'setCalendar',
          actor: actorOf(viewer),
          at: now(),
          says,
          data: { days: body.days },
        })
        return { ok: true, says }
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/clock/:id',
    policy: signedIn,
    tag,
    summary: '为什么是这一天',
    params: z.object({ id: z.uuid() }),
    handler: ({ viewer, params }): Promise<Why> =>
      readAs(pool, viewer, async (c) => {
        // The clock is shown to whoever sees its matter: the join goes through row-level security.
        const r = await c.query(`select to_jsonb(k) as clock, m.process, m.place from clock k join matter m on m.id = k.matter where k.id = $1`, [params.id])
        if (!r.rows[0]) throw new Refusal('unknown', '没有这个期限，或者您无权查看')
        const { clock: k, process, place } = r.rows[0]
        const row = clockOf({
          ...k,
          startedAt: k.started_at,
          startedOn: k.started_on,
          dueOn: k.due_on,
          ruleKey: k.rule_key,
          rulePlace: k.rule_place,
          pausedOn: k.paused_on,
          stoppedAt: k.stopped_at,
          lateAt: k.late_at,
          calendarVersion: k.calendar_version,
        })
        const g = await readRules(c, place)
        const cal = await calendarOf(c, g.calendarVersion)
        const def = processes.get(process)?.def as ProcessDef
        const book = ruleBook(def, g.rules, g.chain, row.startedOn)
        const sum = row.span
          ? dueDate(cal, { startedOn: row.startedOn, span: row.span, pauses: row.pauses, extensions: row.extensions, roll: book.value<boolean>('clock.roll') })
          : null
        const label = def.clocks[row.name]?.label ?? row.name
        const placeName = row.rulePlace ? (await c.query('select name from place where code = $1', [row.rulePlace])).rows[0]?.name : '默认'
        return {
          label,
          due: dueView(cal, label, row, now()),
          rule: {
            key: row.ruleKey,
            label: def.rules[row.ruleKey]?.label ?? label,
            words: row.span ? spanWords(row.span) : '承诺的日期',
            basis: row.basis,
            place: placeName,
          },
          start: { on: row.startedOn, what: row.why.start },
          steps: row.why.steps,
          skipped: sum?.skipped ?? [],
          pauses: row.pauses.map((p) => ({ ...p, days: p.to ? (Date.parse(p.to) - Date.parse(p.from)) / 86_400_000 : 0 })),
          extensions: row.extensions.map((e, i) => ({
            from: e.from,
            to: row.extensions[i + 1]?.from ?? row.dueOn,
            by: e.by,
            consent: e.consent,
            why: e.why,
            at: e.at,
          })),
          warning: row.why.warning,
        }
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/record',
    policy: offices('daf_head', 'daf_staff', 'auditor', 'sysadmin'),
    tag,
    summary: '事件日志的封存情况',
    handler: () =>
      readAll(pool, async (c) => {
        const r =
          await c.query(`select (select count(*)::int from event) as events, (select count(*)::int from event_block) as blocks, (select max(sealed_at) from event_block) as "sealedAt",
          (select count(*)::int from event e where not exists (select from event_seal s where s.event = e.id)) as unsealed, (select json_build_object('day', day, 'hash', encode(hash, 'hex')) from event_root order by day desc limit 1) as root`)
        return r.rows[0]
      }),
  })
  route(app, {
    method: 'GET',
    url: '/api/deadline',
    policy: signedIn,
    tag,
    summary: '期限计算器',
    query: z.object({
      from: z.string({ error: '请选择起算日' }).refine(isDay, '没有这一天，请按“年-月-日”填写，如 2026-03-10'),
      n: z.coerce.number({ error: '请填写 1 至 400 的整数' }).int('请填写 1 至 400 的整数').min(1, '请填写 1 至 400 的整数').max(400, '请填写 1 至 400 的整数'),
      unit: z.enum(['WD', 'DAY', 'MONTH']),
      seat: z.string().optional(),
    }),
    handler: async ({ query }) => {
      const c = await pool.connect()
      try {
        const cal = await calendarOf(c, (await c.query('select version from calendar_version')).rows[0].version)
        return dueDate(cal, { startedOn: query.from, span: [query.n, query.unit] as Span, pauses: [], extensions: [], roll: true })
      } finally {
        c.release()
      }
    },
  })
}
