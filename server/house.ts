/** The place's own settings: rules with their articles, why a date is what it is, the state of the record. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readAll, readAs, writing } from '../database/read.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { addMonths, daysBetween, dayWords, dueDate, isDay, localDay, spanWords } from '../kernel/calendar.ts'
import { calendarFor } from '../kernel/calendar-store.ts'
import { dueView } from '../kernel/clocks.ts'
import { BAD_DAY } from '../kernel/day.ts'
import type { ProcessDef, RuleDef } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import { HOUSE, HOUSE_RULES, ruleBook } from '../kernel/rules.ts'
import { clockOf, readRules } from '../kernel/store.ts'
import type { RuleView, Why } from '../kernel/wire.ts'
import { dayText, typed } from '../kernel/words.ts'
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
            unit: d.unit,
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
      from: dayText('请选择生效日期'),
      note: typed(300).min(1, '请写明调整的依据'),
    }),
    handler: ({ viewer, params, body }) => {
      const owner = owners.find((o) => o.name === params.process)
      const def = owner && Object.hasOwn(owner.rules, params.key) ? owner.rules[params.key] : undefined
      if (!def) throw new Refusal('unknown', '没有这条规则')
      const value = ruleValue(def, body.value)
      const today = localDay(now())
      if (body.from < today) throw new Refusal('input', '规则不能倒着改', { fields: { from: '生效日期不能早于今天；已经在走的时钟按启动时的规则计算' } })
      if (body.from > addMonths(today, 120)) throw new Refusal('input', '生效日期太远', { fields: { from: '生效日期应在十年以内' } })
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
        const cal = await calendarFor(c, place)
        const def = processes.get(process)?.def as ProcessDef
        const book = ruleBook(def, g.rules, g.chain, row.startedOn)
        const sum =
          row.span && row.why.warning !== BAD_DAY && isDay(row.startedOn)
            ? dueDate(cal, {
                startedOn: row.startedOn,
                span: row.span,
                pauses: row.pauses,
                extensions: row.extensions,
                roll: book.value<boolean>('clock.roll'),
              })
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
          pauses: row.pauses.map((p) => ({ ...p, days: p.to && isDay(p.from) && isDay(p.to) ? daysBetween(p.from, p.to) : 0 })),
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
    policy: offices('daf_head', 'daf_staff', 'auditor', 'secadmin', 'sysadmin'),
    tag,
    summary: '事件日志的封存情况',
    handler: ({ viewer }) =>
      readAll(pool, async (c) => {
        // Of the viewer's own place: its events and the blocks they lie in. The root alone is the whole house's, and public.
        const r = await c.query(
          `with own as (select e.id, s.block from event e left join event_seal s on s.event = e.id where e.place = $1), blocks as (select distinct block from own where block is not null)
           select (select count(*)::int from own) as events, (select count(*)::int from blocks) as blocks, (select max(b.sealed_at) from event_block b where b.no in (select block from blocks)) as "sealedAt",
             (select count(*)::int from own where block is null) as unsealed, (select json_build_object('day', day, 'hash', encode(hash, 'hex')) from event_root order by day desc limit 1) as root`,
          [viewer.seat.place],
        )
        return r.rows[0]
      }),
  })
}
