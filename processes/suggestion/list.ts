/** Lists of suggestions: filters live in the URL, pages go by key, the same rows for page, export and bulk preview. */
import type pg from 'pg'
import { z } from 'zod'
import { type Calendar, localDay } from '../../kernel/calendar.ts'
import { dueView, soonUntil } from '../../kernel/clocks.ts'
import { cursorFrom, cursorOf } from '../../kernel/cursor.ts'
import type { ListPage, ListRow } from '../../kernel/wire.ts'
import type { Viewer } from '../../people/viewer.ts'
import { type Light, lightIs, lights, sooner } from '../common/late.ts'
import { numberOf } from '../common/number.ts'
import { foundIn, idsFound } from '../common/search.ts'
import { hidesAuthors, isOutside } from '../common/view.ts'
import { CATEGORIES } from './inputs.ts'
import { suggestion as def } from './process.ts'

const some = z.string().max(200).optional()
export const listQuery = z.strictObject({
  q: some,
  state: some,
  stage: some,
  category: some,
  unit: some,
  delegation: some,
  deputy: some,
  session: some,
  kind: some,
  light: z.enum(['soon', 'late', 'unit']).optional(),
  key: z.enum(['yes']).optional(),
  mine: z.enum(['yes']).optional(),
  sort: z.enum(['due', 'no', 'new']).optional(),
  after: some,
  limit: z.coerce.number().int().min(1).max(200).optional(),
  seat: z.string().max(40).optional(),
})
export type ListAsk = z.output<typeof listQuery>

const COUNT_CAP = 1001
const uuid = /^[0-9a-f-]{36}$/
const split = (s: string | undefined) => (s ? s.split(',').filter(Boolean) : [])

/** By author or his delegation is never a way round confidentiality: `hidesAuthors` as a condition on the row `m`. */
function told(viewer: Viewer, p: (v: unknown) => string): string {
  if (isOutside(viewer)) return 'false'
  if (!hidesAuthors(def, viewer, { confidential: true, mine: false })) return 'true'
  return `(not m.confidential or exists (select from party me where me.matter = m.id and me.left_at is null and me.seat = ${p(viewer.seat.id)}))`
}

/** One definition of every filter; facets and statistics read it too. */
type Found = ListAsk & { found?: Awaited<ReturnType<typeof idsFound>> }

export function where(a: Found, viewer: Viewer, cal: Calendar, today: string, values: unknown[], skip?: keyof ListAsk): string {
  const p = (v: unknown) => `$${values.push(v)}`
  const parts = [`m.process = 'suggestion'`]
  const on = (key: keyof ListAsk) => key !== skip && a[key]
  if (a.found) parts.push(foundIn(a.found, p))
  if (on('state')) parts.push(`m.state = any (${p(split(a.state))})`)
  if (on('stage'))
    parts.push(
      `m.state = any (${p(
        Object.entries(def.states)
          .filter(([, s]) => split(a.stage).includes(s.stage))
          .map(([k]) => k),
      )})`,
    )
  if (on('category')) parts.push(`m.category = any (${p(split(a.category))})`)
  if (on('kind')) parts.push(`m.kind = any (${p(split(a.kind))})`)
  if (on('delegation')) parts.push(`m.delegation = any (${p(split(a.delegation).filter((x) => uuid.test(x)))}::uuid[])`, told(viewer, p))
  if (on('session')) parts.push(a.session === 'recess' ? 'm.session is null' : `m.session = any (${p(split(a.session).filter((x) => uuid.test(x)))}::uuid[])`)
  if (on('unit'))
    parts.push(
      `exists (select from party x where x.matter = m.id and x.left_at is null and x.unit = any (${p(split(a.unit).filter((x) => uuid.test(x)))}::uuid[]))`,
    )
  if (on('deputy'))
    parts.push(
      `exists (select from party x where x.matter = m.id and x.left_at is null and x.role in ('lead', 'cosigner', 'joined') and x.seat = any (${p(split(a.deputy).filter((x) => uuid.test(x)))}::uuid[]))`,
      told(viewer, p),
    )
  if (on('key')) parts.push('m.key_item')
  if (on('mine'))
    parts.push(
      `exists (select from party x where x.matter = m.id and x.left_at is null and (x.seat = ${p(viewer.seat.id)} or x.unit = ${p(viewer.seat.unit)}))`,
    )
  if (a.light && on('light')) {
    const units = split(a.unit).filter((x) => uuid.test(x))
    parts.push(lightIs(def, viewer.seat, a.light, { today, soon: soonUntil(cal, today), units }, p))
  }
  return parts.join(' and ')
}

const ORDER = {
  due: ["coalesce(d.due, date '9999-12-31')", 'asc', 'date'],
  no: ['coalesce(m.no, 999999)', 'asc', 'int'],
  new: ['m.updated_at', 'desc', 'timestamptz'],
} as const

export async function listSuggestions(client: pg.ClientBase, viewer: Viewer, ask: ListAsk, cal: Calendar, now: Date): Promise<ListPage> {
  const a: Found = { ...ask, found: await idsFound(client, ask.q, def.name) }
  const today = localDay(now)
  const [expr, dir, type] = ORDER[a.sort ?? 'new']
  const limit = a.limit ?? 50
  const values: unknown[] = []
  let cond = where(a, viewer, cal, today, values)
  const counted = await client.query(`select count(*)::int as n from (select 1 from matter m where ${cond} limit ${COUNT_CAP}) x`, values)
  const after = cursorFrom(a.after)
  if (after) {
    values.push(after[0], after[1])
    cond += ` and (${expr}, m.id) ${dir === 'asc' ? '>' : '<'} ($${values.length - 1}::${type}, $${values.length}::uuid)`
  }
  const r = await client.query(
    `select m.id, m.version, m.series, m.no, m.title, m.kind, m.state, m.category, m.confidential, m.key_item, m.updated_at, ${expr}::text as sort_key,
       d.due::text as due, d.name as clock, d.id as clock_id, u.name as delegation, pe.name as lead, m.lead as lead_seat,
       (select count(*)::int from party x where x.matter = m.id and x.left_at is null and x.role = 'cosigner' and x.step = 'signed') as cosigners,
       exists (select from party x where x.matter = m.id and x.left_at is null and x.seat = $${values.length + 1}) as mine,
       (select coalesce(json_agg(json_build_object('role', x.role, 'name', xu.name, 'step', x.step) order by x.role desc, x.joined_at), '[]') from party x join unit xu on xu.id = x.unit where x.matter = m.id and x.left_at is null) as units
     from matter m left join unit u on u.id = m.delegation left join seat s on s.id = m.lead left join person pe on pe.id = s.person
       left join lateral (${sooner(def, viewer.seat, a.light)}) d on true
     where ${cond} order by ${expr} ${dir}, m.id ${dir} limit ${limit + 1}`,
    [...values, viewer.seat.id],
  )
  const rows = r.rows.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows: rows.map((x) => rowOf(x, viewer, cal, now)),
    next: r.rows.length > limit && last ? cursorOf(last.sort_key, last.id) : null,
    total: counted.rows[0].n,
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a row of the query above
function rowOf(x: any, viewer: Viewer, cal: Calendar, now: Date): ListRow {
  const hidden = hidesAuthors(def, viewer, x)
  const state = def.states[x.state as keyof typeof def.states]
  const clock = def.clocks[x.clock as keyof typeof def.clocks]
  return {
    id: x.id,
    number: numberOf(x),
    title: x.title,
    kind: x.kind,
    state: x.state,
    stateLabel: state.label,
    stage: state.stage,
    lead: hidden ? '（保密）' : (x.lead ?? ''),
    cosigners: x.cosigners,
    delegation: hidden ? '' : (x.delegation ?? ''),
    units: x.units.map((u: { role: 'main' | 'co'; name: string; step: string }) => ({
      ...u,
      stepLabel: (def.parties[u.role].steps as Record<string, { label: string }>)[u.step]?.label ?? u.step,
    })),
    category: CATEGORIES[x.category as keyof typeof CATEGORIES] ?? '',
    key: x.key_item,
    due: x.due && clock ? dueView(cal, clock.label, { id: x.clock_id, name: x.clock, dueOn: x.due, span: null, pausedOn: null, stoppedAt: null }, now) : null,
    updatedAt: x.updated_at.toISOString(),
    can: [],
  }
}

export interface Facet {
  value: string
  label: string
  count: number
}

/** Counts beside each filter, each computed with all the other filters on. */
export async function facets(client: pg.ClientBase, viewer: Viewer, ask: ListAsk, cal: Calendar, now: Date): Promise<Record<string, Facet[]>> {
  const a: Found = { ...ask, found: await idsFound(client, ask.q, def.name) }
  const today = localDay(now)
  const group = async (skip: keyof ListAsk, select: string, join = '') => {
    const values: unknown[] = []
    let cond = where(a, viewer, cal, today, values, skip)
    if (skip === 'delegation') cond += ` and ${told(viewer, (v) => `$${values.push(v)}`)}`
    return (
      await client.query(
        `select ${select}, count(distinct m.id)::int as count from matter m ${join} where ${cond} group by 1, 2 order by 3 desc, 2 limit 60`,
        values,
      )
    ).rows as Facet[]
  }
  const states = await group('stage', 'm.state as value, m.state as label')
  const stages = def.stages.map((stage) => ({
    value: stage,
    label: stage,
    count: states.filter((s) => def.states[s.value as keyof typeof def.states].stage === stage).reduce((n, s) => n + s.count, 0),
  }))
  const light = async ({ value, label }: { value: Light; label: string }) => {
    const values: unknown[] = []
    const cond = where({ ...a, light: value }, viewer, cal, today, values)
    return { value, label, count: (await client.query(`select count(*)::int as n from matter m where ${cond}`, values)).rows[0].n as number }
  }
  return {
    stages,
    states: (await group('state', 'm.state as value, m.state as label')).map((s) => ({ ...s, label: def.states[s.value as keyof typeof def.states].label })),
    categories: (await group('category', 'm.category as value, m.category as label'))
      .filter((c) => c.value)
      .map((c) => ({ ...c, label: CATEGORIES[c.value as keyof typeof CATEGORIES] })),
    units: await group('unit', 'u.id as value, u.name as label', 'join party x on x.matter = m.id and x.left_at is null join unit u on u.id = x.unit'),
    delegations: await group('delegation', 'u.id as value, u.name as label', 'join unit u on u.id = m.delegation'),
    sessions: await group(
      'session',
      `coalesce(s.id::text, 'recess') as value, coalesce(s.name, '闭会期间') as label`,
      'left join congress_session s on s.id = m.session',
    ),
    lights: await Promise.all(lights(def, viewer.seat).map(light)),
  }
}
