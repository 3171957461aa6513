/** Lists of any process: filters live in the URL, pages go by key; the same rows for page and export. */

import type pg from 'pg'
import { z } from 'zod'
import { type Calendar, localDay } from '../../kernel/calendar.ts'
import { dueView, soonUntil } from '../../kernel/clocks.ts'
import { instantCursor } from '../../kernel/day.ts'
import type { WorkPage, WorkRow } from '../../kernel/wire.ts'
import type { Viewer } from '../../people/viewer.ts'
import type { Kit } from './kit.ts'
import { type Light, lightIs, lights, sooner } from './late.ts'
import { numberOf } from './number.ts'
import { foundIn, idsFound } from './search.ts'

const some = z.string().max(200).optional()
export const workQuery = z.strictObject({
  q: some,
  state: some,
  stage: some,
  unit: some,
  year: z
    .string()
    .regex(/^(19|20|21)\d\d$/, '年份应为四位数字')
    .optional(),
  light: z.enum(['soon', 'late', 'unit']).optional(),
  key: z.enum(['yes']).optional(),
  mine: z.enum(['yes']).optional(),
  filter: some,
  after: some,
  limit: z.coerce.number().int().min(1).max(200).optional(),
  seat: z.string().max(40).optional(),
})
export type WorkAsk = z.output<typeof workQuery>

const uuid = /^[0-9a-f-]{36}$/
const split = (s: string | undefined) => (s ? s.split(',').filter(Boolean) : [])

type Found = WorkAsk & { found?: Awaited<ReturnType<typeof idsFound>> }

function where(kit: Kit, a: Found, viewer: Viewer, cal: Calendar, today: string, values: unknown[], skip?: keyof WorkAsk): string {
  const p = (v: unknown) => `$${values.push(v)}`
  const parts = [`m.process = ${p(kit.def.name)}`]
  const on = (key: keyof WorkAsk) => key !== skip && a[key]
  if (a.found) parts.push(foundIn(a.found, p))
  if (on('state')) parts.push(`m.state = any (${p(split(a.state))})`)
  if (on('stage')) {
    const chosen = split(a.stage)
    const states = Object.entries(kit.def.states).filter(([, s]) => chosen.includes(s.stage))
    parts.push(`m.state = any (${p(states.map(([k]) => k))})`)
  }
  if (on('unit'))
    parts.push(
      `exists (select from party x where x.matter = m.id and x.left_at is null and x.unit = any (${p(split(a.unit).filter((x) => uuid.test(x)))}::uuid[]))`,
    )
  if (on('year')) parts.push(`extract(year from m.created_at at time zone 'Asia/Shanghai') = ${p(Number(a.year))}`)
  if (on('key')) parts.push('m.key_item')
  if (on('filter')) parts.push(kit.filters?.find((f) => f.value === a.filter)?.where ?? 'false')
  if (on('mine'))
    parts.push(
      `exists (select from party x where x.matter = m.id and x.left_at is null and (x.seat = ${p(viewer.seat.id)} or x.unit = ${p(viewer.seat.unit)}))`,
    )
  if (a.light && on('light')) {
    const units = split(a.unit).filter((x) => uuid.test(x))
    parts.push(lightIs(kit.def, viewer.seat, a.light, { today, soon: soonUntil(cal, today), units }, p))
  }
  return parts.join(' and ')
}

export async function listWork(kit: Kit, client: pg.ClientBase, viewer: Viewer, ask: WorkAsk, cal: Calendar, now: Date): Promise<WorkPage> {
  const { def } = kit
  // A list of several places says of each row whose it is.
  const below = !!def.reads.below?.includes(viewer.seat.office)
  const a: Found = { ...ask, found: await idsFound(client, ask.q, def.name) }
  const today = localDay(now)
  const limit = a.limit ?? 50
  const values: unknown[] = []
  const base = where(kit, a, viewer, cal, today, values)
  const counted = await client.query(`select count(*)::int as n from matter m where ${base}`, values)
  let cond = base
  const [at, id] = instantCursor(a.after)
  if (at) {
    values.push(at, id)
    cond += ` and (m.created_at, m.id) < ($${values.length - 1}::timestamptz, $${values.length}::uuid)`
  }
  const r = await client.query(
    `select m.id, m.series, m.no, m.title, m.kind, m.category, m.data, m.state, (select name from place where code = m.place) as place_name, m.key_item, m.created_at, to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USZ') as sort_key, m.updated_at,
       d.due::text as due, d.name as clock, d.id as clock_id,
       (select coalesce(json_agg(json_build_object('role', x.role, 'name', xu.name, 'step', x.step) order by x.joined_at), '[]') from party x join unit xu on xu.id = x.unit where x.matter = m.id and x.left_at is null) as units
     from matter m left join lateral (${sooner(def, viewer.seat, a.light)}) d on true
     where ${cond} order by m.created_at desc, m.id desc limit ${limit + 1}`,
    values,
  )
  const rows = r.rows.slice(0, limit)
  const last = rows.at(-1)
  const stateValues: unknown[] = []
  const stateCond = where(kit, a, viewer, cal, today, stateValues, 'stage')
  const states = (await client.query(`select m.state, count(*)::int as n from matter m where ${stateCond} group by 1`, stateValues)).rows
  const counting = async (narrowed: Found): Promise<number> => {
    const v: unknown[] = []
    const c = where(kit, narrowed, viewer, cal, today, v)
    return (await client.query(`select count(*)::int as n from matter m where ${c}`, v)).rows[0].n
  }
  const light = async ({ value, label }: { value: Light; label: string }) => ({ value, label, count: await counting({ ...a, light: value }) })
  return {
    columns: [...(below ? ['地方'] : []), ...(kit.columns ?? []).map((c) => c.title)],
    rows: rows.map((x): WorkRow => {
      const clock = def.clocks[x.clock]
      return {
        id: x.id,
        number: numberOf(x),
        title: x.title,
        state: x.state,
        stateLabel: def.states[x.state]?.label ?? x.state,
        units: x.units.map((u: { role: string; name: string; step: string }) => ({
          role: u.role,
          name: u.name,
          stepLabel: def.parties[u.role]?.steps[u.step]?.label ?? u.step,
        })),
        key: x.key_item,
        due:
          x.due && clock ? dueView(cal, clock.label, { id: x.clock_id, name: x.clock, dueOn: x.due, span: null, pausedOn: null, stoppedAt: null }, now) : null,
        at: x.created_at.toISOString(),
        updatedAt: x.updated_at.toISOString(),
        cells: [...(below ? [x.place_name] : []), ...(kit.columns ?? []).map((c) => c.cell(x))],
      }
    }),
    next: r.rows.length > limit && last ? `${last.sort_key}|${last.id}` : null,
    total: counted.rows[0].n,
    stages: def.stages.map((stage) => ({
      value: stage,
      label: stage,
      count: states.filter((s) => def.states[s.state]?.stage === stage).reduce((n, s) => n + s.n, 0),
    })),
    lights: await Promise.all(lights(def, viewer.seat).map(light)),
    filters: await Promise.all((kit.filters ?? []).map(async ({ value, label }) => ({ value, label, count: await counting({ ...a, filter: value }) }))),
  }
}
