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

type Row = Record<string, string | null>

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
  ids?: string[]
  service?: string[]
  start?: string
  end?: string
  status?: string[]
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

/** The same rows as XML; the standard asks for both. */
export const xml = (root: string, item: string, rows: readonly Row[]): string =>
  html`<?xml version="1.0" encoding="utf-8"?>
<${new Tag(root)}>${rows.map((r) => html`<${new Tag(item)}>${Object.entries(r).map(([k, v]) => html`<${new Tag(k)}>${v}</${new Tag(k)}>`)}</${new Tag(item)}>`)}</${new Tag(root)}>
`.text

export const problem = (code: number, description: string): Row[] => [{ code: String(code), description }]
