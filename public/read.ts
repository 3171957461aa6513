/** What the public pages know: the public views of migration 0050, places, rules and the calendar. Nothing else is asked here. */

import type pg from 'pg'
import { lineOf } from '../kernel/characters.ts'
import { dayCursor, isInstant } from '../kernel/day.ts'
import type { Span } from '../kernel/process.ts'
import { numberIn } from '../processes/common/number.ts'
import { CATEGORIES } from '../processes/suggestion/inputs.ts'
import { wordPatterns } from '../text/query.ts'

export interface Place {
  code: string
  name: string
}
export interface PromiseRow {
  id: string
  matter: string
  series: string | null
  no: number | null
  title: string
  unit: string
  reply: string
  item: string
  measure: string
  first: string
  due: string
  state: PromiseState
  settled: string | null
}
export type PromiseState = 'kept' | 'open' | 'delayed' | 'late' | 'dropped'
export const PROMISES: Record<PromiseState, string> = { kept: '已兑现', open: '正在落实', delayed: '延期', late: '逾期未兑现', dropped: '变更（不再实施）' }

export interface PublicReply {
  id: string
  unit: string
  round: number
  docNo: string
  code: string
  codeLabel: string
  body: string
  solved: string
  planned: string
  deliveredOn: string
}
export interface Row {
  id: string
  series: string | null
  no: number | null
  year: number
  category: string | null
  title: string
  state: string
  main: string[]
  co: string[]
  names: string[]
  confidential: boolean
  codes: { code: string; label: string }[]
  repliedOn: string | null
  publishedAt: Date
}
export interface Ask {
  q?: string | undefined
  category?: string | undefined
  unit?: string | undefined
  year?: string | undefined
  result?: string | undefined
  after?: string | undefined
}
export interface Option {
  value: string
  label: string
  n: number
}

export const isPlace = (code: string) => /^\d{6}(?:\d{3})?$/.test(code)
export const isId = (id: string) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(id)

/** Foreign words become filters or are dropped: an address never breaks a page. */
export function askOf(query: unknown): Ask {
  const x = (query ?? {}) as Record<string, unknown>
  const take = (k: string, fits: (s: string) => boolean) => {
    const s = x[k]
    const clean = lineOf(s, 100)
    return clean && fits(clean) ? clean : undefined
  }
  return {
    q: take('q', () => true),
    category: take('category', (s) => Object.hasOwn(CATEGORIES, s)),
    unit: take('unit', isId),
    year: take('year', (s) => /^(19|20)\d\d$/.test(s)),
    result: take('result', (s) => s === 'open' || /^[A-Z]\d?$/.test(s)),
    after: take('after', (s) => CURSOR.test(s) && isInstant(s.slice(0, 24))),
  }
}
const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

const COLUMNS = `s.id, s.series, s.no, s.year, s.category, s.title, s.state, s.names, s.confidential, s.published_at as "publishedAt",
  (select coalesce(json_agg(x.name order by x.joined_at), '[]') from public_unit x where x.matter = s.id and x.role = 'main') as main,
  (select coalesce(json_agg(x.name order by x.joined_at), '[]') from public_unit x where x.matter = s.id and x.role = 'co') as co,
  (select coalesce(json_agg(json_build_object('code', r->>'code', 'label', r->>'codeLabel')), '[]') from jsonb_array_elements(s.replies) r) as codes,
  (select max(r->>'deliveredOn') from jsonb_array_elements(s.replies) r) as "repliedOn"`

function where(place: string, a: Ask, values: unknown[]): string {
  const p = (v: unknown) => `$${values.push(v)}`
  const parts = [`s.place = ${p(place)}`]
  if (a.q) {
    const like = p(wordPatterns(a.q))
    const number = numberIn(a.q)
    parts.push(
      `(text_fold(concat_ws(' ', s.title, s.situation, s.proposals)) like all (${like})${number ? ` or (s.no = ${p(number.no)}${number.series ? ` and s.series = ${p(number.series)}` : ''})` : ''})`,
    )
  }
  if (a.category) parts.push(`s.category = ${p(a.category)}`)
  if (a.year) parts.push(`s.year = ${p(Number(a.year))}`)
  if (a.unit) parts.push(`exists (select from public_unit x where x.matter = s.id and x.unit = ${p(a.unit)})`)
  if (a.result === 'open') parts.push(`s.replies = '[]'`)
  else if (a.result) parts.push(`s.replies @> ${p(JSON.stringify([{ code: a.result }]))}::jsonb`)
  return parts.join(' and ')
}

const PAGE = 20

export async function directory(c: pg.ClientBase, place: string, a: Ask): Promise<{ rows: Row[]; total: number; next: string | null }> {
  const values: unknown[] = []
  let cond = where(place, a, values)
  const total = (await c.query(`select count(*)::int as n from public_suggestion s where ${cond}`, values)).rows[0].n as number
  if (a.after) {
    const [on, id] = a.after.split('~')
    cond += ` and (s.published_at, s.id) < ($${values.push(on)}::timestamptz, $${values.push(id)}::uuid)`
  }
  const r = await c.query(`select ${COLUMNS} from public_suggestion s where ${cond} order by s.published_at desc, s.id desc limit ${PAGE + 1}`, values)
  const rows = r.rows.slice(0, PAGE) as Row[]
  const last = rows.at(-1)
  return { rows, total, next: r.rows.length > PAGE && last ? `${last.publishedAt.toISOString()}~${last.id}` : null }
}

/** Choices of the directory with the number of items behind each. */
export async function options(c: pg.ClientBase, place: string): Promise<Record<'category' | 'unit' | 'year' | 'result', Option[]>> {
  const r = await c.query(
    `select 'category' as k, category as value, null as label, count(*)::int as n from public_suggestion where place = $1 and category is not null group by 2
     union all select 'year', year::text, null, count(*)::int from public_suggestion where place = $1 group by 2
     union all select 'unit', x.unit::text, x.name, count(distinct x.matter)::int from public_suggestion s join public_unit x on x.matter = s.id where s.place = $1 group by 2, 3
     union all select 'result', r->>'code', min(r->>'codeLabel'), count(distinct s.id)::int from public_suggestion s cross join jsonb_array_elements(s.replies) r where s.place = $1 group by 2
     union all select 'result', 'open', '尚未答复', count(*)::int from public_suggestion where place = $1 and replies = '[]' having count(*) > 0`,
    [place],
  )
  const of = (k: string) => r.rows.filter((x) => x.k === k) as Option[]
  return {
    category: of('category')
      .map((x) => ({ ...x, label: CATEGORIES[x.value as keyof typeof CATEGORIES] ?? x.value }))
      .sort((a, b) => b.n - a.n),
    unit: of('unit').sort((a, b) => b.n - a.n || a.label.localeCompare(b.label, 'zh')),
    year: of('year')
      .map((x) => ({ ...x, label: `${x.value}年` }))
      .sort((a, b) => b.value.localeCompare(a.value)),
    result: of('result')
      .map((x) => ({ ...x, label: x.value === 'open' ? x.label : `${x.value} ${x.label}` }))
      .sort((a, b) => a.value.localeCompare(b.value)),
  }
}

export interface Item extends Row {
  place: string
  kind: string
  situation: string
  proposals: string
  delegation: string | null
  replies: PublicReply[]
  receivedOn: string | null
  registeredOn: string | null
  closedOn: string | null
  /** Any deputy judged it; who and how is not said. */
  judged: boolean
  units: { role: 'main' | 'co'; kind: string | null; name: string; step: string; handedOn: string | null; repliedOn: string | null }[]
  clocks: {
    id: string
    name: 'reply' | 'redo'
    unit: string
    startedOn: string
    dueOn: string
    span: Span | null
    basis: string
    pausedOn: string | null
    pauses: { from: string; to: string | null }[]
    extensions: Span[]
    stoppedOn: string | null
  }[]
  promises: PromiseRow[]
  judgements: { reply: string; level: string; n: number }[]
}

export async function item(c: pg.ClientBase, place: string, id: string, today: string): Promise<Item | undefined> {
  if (!isId(id)) return undefined
  const r = await c.query(
    `select ${COLUMNS}, s.place, s.kind, s.situation, s.proposals, s.delegation, s.replies, s.received_on as "receivedOn", s.registered_on as "registeredOn", s.closed_on as "closedOn", public_judged(s.id) as judged,
      (select coalesce(json_agg(json_build_object('role', x.role, 'kind', x.kind, 'name', x.name, 'step', x.step, 'handedOn', x.handed_on, 'repliedOn', x.replied_on) order by x.role desc, x.joined_at), '[]') from public_unit x where x.matter = s.id) as units,
      (select coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'unit', k.unit, 'startedOn', k.started_on, 'dueOn', k.due_on, 'span', k.span, 'basis', k.basis, 'pausedOn', k.paused_on,
        'pauses', k.pauses, 'extensions', k.extensions, 'stoppedOn', k.stopped_on) order by k.started_on, k.unit), '[]') from public_clock k where k.matter = s.id) as clocks,
      (select coalesce(json_agg(json_build_object('reply', j.reply, 'level', j.level, 'n', j.n) order by j.level), '[]') from public_judgement j where j.matter = s.id) as judgements
     from public_suggestion s where s.place = $1 and s.id = $2`,
    [place, id],
  )
  if (!r.rows[0]) return undefined
  return { ...r.rows[0], promises: (await promises(c, place, { matter: id }, today)).rows }
}

/** Late counts from the day after the last; delayed is what got a later day than the reply promised. */
const STATE = `case when x.state = 'fulfilled' then 'kept' when x.state = 'changed' then 'dropped' when x.due_on < $2::date then 'late' when x.due_on > x.first_due then 'delayed' else 'open' end`

export interface PromiseAsk {
  state?: PromiseState | undefined
  matter?: string | undefined
  after?: string | undefined
}
export function promiseAskOf(query: unknown): PromiseAsk {
  const x = (query ?? {}) as Record<string, unknown>
  const state = typeof x.state === 'string' && Object.hasOwn(PROMISES, x.state) ? (x.state as PromiseState) : undefined
  const after = typeof x.after === 'string' && dayCursor(x.after).length > 0 ? x.after : undefined
  return { state, after }
}

export async function promises(c: pg.ClientBase, place: string, a: PromiseAsk, today: string): Promise<{ rows: PromiseRow[]; next: string | null }> {
  const [day, id] = a.after?.split('~') ?? []
  const r = await c.query(
    `select x.id, x.matter, x.series, x.no, x.title, x.unit, x.reply, x.item, x.measure, x.first_due::text as first, x.due_on::text as due, ${STATE} as state, x.settled_on::text as settled
     from public_promise x where x.place = $1 and ($3::text is null or ${STATE} = $3) and ($4::uuid is null or x.matter = $4) and ($5::date is null or (x.due_on, x.id) > ($5::date, $6::uuid))
     order by x.due_on, x.id limit 31`,
    [place, today, a.state ?? null, a.matter ?? null, day ?? null, id ?? null],
  )
  const rows = r.rows.slice(0, 30) as PromiseRow[]
  const last = rows.at(-1)
  return { rows, next: r.rows.length > 30 && last ? `${last.due}~${last.id}` : null }
}

export async function promiseCounts(c: pg.ClientBase, place: string, today: string): Promise<Record<PromiseState, number>> {
  const r = await c.query(`select ${STATE} as state, count(*)::int as n from public_promise x where x.place = $1 group by 1`, [place, today])
  return { kept: 0, open: 0, delayed: 0, late: 0, dropped: 0, ...Object.fromEntries(r.rows.map((x) => [x.state, x.n])) }
}

/** A year's items in the order of their numbers; `from` counts rows, for pages of the printed list. */
export async function catalogue(c: pg.ClientBase, place: string, year: number, from = 0, limit = 10_000): Promise<Row[]> {
  const r = await c.query(`select ${COLUMNS} from public_suggestion s where s.place = $1 and s.year = $2 order by s.series, s.no, s.id offset $3 limit $4`, [
    place,
    year,
    from,
    limit,
  ])
  return r.rows
}

export async function placeOf(c: pg.ClientBase, code: string): Promise<Place | undefined> {
  return isPlace(code) ? (await c.query('select code, name from place where code = $1', [code])).rows[0] : undefined
}

/** Places that have published something, the higher first. */
export async function places(c: pg.ClientBase): Promise<(Place & { n: number; last: Date })[]> {
  const r = await c.query(
    `select p.code, p.name, count(*)::int as n, max(s.published_at) as last from public_suggestion s join place p on p.code = s.place group by p.code, p.name, p.path order by p.path`,
  )
  return r.rows
}

/** For the sitemap: newest first. */
export async function addresses(c: pg.ClientBase): Promise<{ place: string; id: string; on: Date }[]> {
  return (await c.query('select place, id, published_at as on from public_suggestion order by published_at desc, id limit 45000')).rows
}
