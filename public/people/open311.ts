/**
 * Open311 GeoReport v2 over concerns: services, requests, one request, and taking one in. Read from the public view only, so a
 * concern that is not shown does not exist here either; who asked and what exactly never comes out. `jurisdiction_id` is the place's code.
 * https://wiki.open311.org/GeoReport_v2/
 */
import type pg from 'pg'
import { CATEGORIES, OUTCOMES } from '../../processes/common/topics.ts'
import { concern as def } from '../../processes/concern/process.ts'
import { Html, html } from '../html.ts'
import { isId } from '../read.ts'

export type Row = Record<string, string | null>
export type Format = 'json' | 'xml'

/** Names of our own making, never somebody's words. */
class Tag extends Html {}

export const services = (): Row[] =>
  Object.entries(CATEGORIES).map(([code, name]) => ({
    service_code: code,
    service_name: name,
    description: `${name}方面的诉求`,
    metadata: 'false',
    type: 'realtime',
    keywords: name,
    group: '群众诉求',
  }))

export interface Ask311 {
  place: string
  ids?: string[] | undefined
  service?: string[] | undefined
  /** Instants, ISO 8601. */
  start?: string | undefined
  end?: string | undefined
  status?: string[] | undefined
}

/** At most 1,000 of the last 90 days, unless asked for otherwise (the standard's own bounds). */
export async function requests(c: pg.ClientBase, a: Ask311, now: Date): Promise<Row[]> {
  const values: unknown[] = [a.place]
  let where = 'c.place = $1'
  if (a.ids) where += ` and c.id = any ($${values.push(a.ids.filter(isId))})`
  else {
    const end = a.end ?? now.toISOString()
    where += ` and c.asked_on <= $${values.push(end)}::timestamptz::date and c.asked_on >= coalesce($${values.push(a.start ?? null)}::timestamptz, $${values.push(end)}::timestamptz - interval '90 days')::date`
  }
  if (a.service) where += ` and c.category = any ($${values.push(a.service)})`
  if (a.status?.length === 1) where += a.status[0] === 'closed' ? ` and c.state = 'closed'` : ` and c.state <> 'closed'`
  const r = await c.query(
    `select c.id, c.title, c.category, c.state, c.outcome, c.asked_on::text as asked, coalesce(c.closed_on, c.answered_on, c.asked_on)::text as updated, p.name as agency,
       (select max(k.due_on)::text from clock k where k.matter = c.id and k.stopped_at is null) as due
     from public_concern c join place p on p.code = c.place where ${where} order by c.asked_on desc, c.id limit 1000`,
    values,
  )
  return r.rows.map((x) => ({
    service_request_id: x.id,
    status: x.state === 'closed' ? 'closed' : 'open',
    status_notes: x.outcome ? (OUTCOMES[x.outcome as 'solved'] ?? '') : (def.states[x.state as 'told']?.label ?? ''),
    service_name: CATEGORIES[x.category as 'urban'] ?? '',
    service_code: x.category,
    description: x.title,
    agency_responsible: `${x.agency}人大`,
    requested_datetime: `${x.asked}T00:00:00+08:00`,
    updated_datetime: `${x.updated}T00:00:00+08:00`,
    expected_datetime: x.due ? `${x.due}T23:59:59+08:00` : null,
    address: null,
    lat: null,
    long: null,
    media_url: null,
  }))
}

/** Whether what a token stands for may be named by now. */
export async function tokens(c: pg.ClientBase, id: string, place: string | undefined): Promise<boolean> {
  return (await c.query('select 1 from public_concern where id = $1 and ($2::text is null or place = $2)', [id, place ?? null])).rows.length > 0
}

const TYPE: Record<Format, string> = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' }
const document = (root: Html): string =>
  html`<?xml version="1.0" encoding="utf-8"?>
${root}
`.text
const element = (name: string, inside: Html | Html[] | string | null): Html => html`<${new Tag(name)}>${inside}</${new Tag(name)}>`
const fields = (r: Row): Html[] => Object.entries(r).map(([k, v]) => element(k, v))

/** Rows in the format asked for: a plain list as JSON, `root` of `item`s as XML. */
export function shaped(format: Format, root: string, item: string, rows: readonly Row[]): [type: string, body: string] {
  return [
    TYPE[format],
    format === 'json'
      ? JSON.stringify(rows)
      : document(
          element(
            root,
            rows.map((r) => element(item, fields(r))),
          ),
        ),
  ]
}
export const problems = (code: number, said: readonly string[]): Row[] => said.map((description) => ({ code: String(code), description }))

/** No service asks for more than the form has. */
export function definition(format: Format, code: string): [type: string, body: string] {
  if (format === 'json') return [TYPE.json, JSON.stringify({ service_code: code, attributes: [] })]
  return [TYPE.xml, document(element('service_definition', [element('service_code', code), element('attributes', [])]))]
}

/** https://wiki.open311.org/Service_Discovery */
export function discovery(format: Format, url: string): [type: string, body: string] {
  const head: Row = { changeset: '2026-11-24T00:00:00+08:00', contact: '当地人大代表工作机构', key_service: '不用申请，提交时不用 api_key' }
  const end: Row = { specification: 'http://wiki.open311.org/GeoReport_v2', url, changeset: '2026-11-24T00:00:00+08:00', type: 'production' }
  const formats = ['application/json', 'text/xml']
  if (format === 'json') return [TYPE.json, JSON.stringify({ ...head, endpoints: [{ ...end, formats }] })]
  const endpoint = element('endpoint', [
    ...fields(end),
    element(
      'formats',
      formats.map((f) => element('format', f)),
    ),
  ])
  return [TYPE.xml, document(element('discovery', [...fields(head), element('endpoints', endpoint)]))]
}
