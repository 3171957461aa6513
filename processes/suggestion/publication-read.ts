/** What the office reviews before publishing: the list of what waits, and one item with its findings. */
import type pg from 'pg'
import type { Viewer } from '../../people/viewer.ts'
import { suggestion as def } from './process.ts'
import type { PublicationState } from './publication.ts'
import { openFindings, type Passage, passagesOf, type ReplySource } from './publication-text.ts'
import { numberOf } from './reads.ts'

/** States from which the flow lets an item be published. */
const STATES = Object.entries(def.flow)
  .filter(([state, row]) => state !== '*' && 'publish' in row)
  .map(([state]) => state)

/** The delivered replies with their promises; the first date promised, as the reply said it. */
export async function repliesToPublish(client: pg.ClientBase, matter: string): Promise<ReplySource[]> {
  return (await repliesOfMany(client, [matter])).get(matter) ?? []
}

async function repliesOfMany(client: pg.ClientBase, matters: string[]): Promise<Map<string, ReplySource[]>> {
  const r = await client.query({
    name: 'replies-to-publish',
    text: `select r.matter, r.id, u.name as unit, r.round, r.doc_no as "docNo", r.code, r.code_label as "codeLabel", r.body, r.solved, r.planned, r.disclosure, r.withheld_reason as "withheldReason",
        (r.delivered_at at time zone 'Asia/Shanghai')::date::text as "deliveredOn",
        (select coalesce(json_agg(json_build_object('id', x.id, 'item', x.item, 'measure', x.measure,
            'dueOn', coalesce((select d->>'dueOn' from jsonb_array_elements(r.draft->'promises') d where d->>'item' = x.item limit 1), x.due_on::text)) order by x.due_on, x.id), '[]')
          from promise x where x.reply = r.id) as promises
      from reply r join party p on p.id = r.party join unit u on u.id = p.unit where r.matter = any ($1) and r.delivered_at is not null order by r.delivered_at, r.id`,
    values: [matters],
  })
  const out = new Map<string, ReplySource[]>()
  for (const { matter, ...reply } of r.rows) out.set(matter, [...(out.get(matter) ?? []), reply])
  return out
}

/** `names` as they would be shown; `words` what must not be readable where they are not. */
export async function authorsOf(client: pg.ClientBase, matter: string, confidential: boolean): Promise<{ names: string[]; words: string[] }> {
  const r = await client.query({
    name: 'authors-of',
    text: `select p.role, p.step, p.left_at is not null as left, pe.name, s.certificate_no, d.name as delegation from party p join seat s on s.id = p.seat join person pe on pe.id = s.person
      left join unit d on d.id = s.delegation where p.matter = $1 and p.role in ('lead', 'cosigner', 'joined', 'recipient') order by p.role = 'lead' desc, p.joined_at, p.id`,
    values: [matter],
  })
  const names = r.rows.filter((x) => !x.left && (x.role === 'lead' || (x.role === 'cosigner' && x.step === 'signed'))).map((x) => x.name as string)
  const words = r.rows
    .flatMap((x) => [x.name, ...(confidential ? [x.certificate_no, x.delegation, x.delegation?.replace(/[区县市](?=代表团$)/, '')] : [])])
    .filter((x): x is string => !!x)
  return { names, words: [...new Set(words)] }
}

export type QueueShow = 'todo' | PublicationState

export interface QueueRow {
  id: string
  number: string
  title: string
  stateLabel: string
  lead: string
  units: string[]
  repliedOn: string | null
  mayPublish: boolean
  confidential: boolean
  /** Why it waits: never decided, or a reply came after the last decision. */
  waits: 'undecided' | 'newReply' | null
  findings: number
  decision: { state: PublicationState; on: string; code: string | null; reason: string } | null
}
export interface Queue {
  counts: Record<QueueShow, number>
  rows: QueueRow[]
  next: string | null
}

const UNDECIDED = `p.matter is null and exists (select from reply r where r.matter = m.id and r.delivered_at is not null)`
const NEW_REPLY = `p.state = 'published' and exists (select from reply r where r.matter = m.id and r.disclosure = 'public' and r.delivered_at > p.decided_at)`
const SHOW: Record<QueueShow, string> = {
  todo: `((${UNDECIDED}) or (${NEW_REPLY}))`,
  published: `p.state = 'published'`,
  withheld: `p.state = 'withheld'`,
  hidden: `p.state = 'hidden'`,
}
const PAGE = 100

/** Of the viewer's own place, oldest first; `after` is the last row's `next`. */
export async function publicationQueue(client: pg.ClientBase, viewer: Viewer, show: QueueShow, after?: string): Promise<Queue> {
  const from = `from matter m left join publication p on p.matter = m.id where m.process = 'suggestion' and m.place = $1 and m.state = any ($2)`
  const counted = await client.query(
    `select ${Object.entries(SHOW)
      .map(([k, cond]) => `count(*) filter (where ${cond})::int as ${k}`)
      .join(', ')} ${from}`,
    [viewer.seat.place, STATES],
  )
  const cursor = /^(\d{1,15})~([0-9a-f-]{36})$/.exec(after ?? '')
  const r = await client.query(
    `select m.id, m.series, m.no, m.title, m.state, m.confidential, m.data->>'situation' as situation, m.data->>'proposals' as proposals, m.data->>'mayPublish' as may, pe.name as lead,
       extract(epoch from m.state_since)::bigint as since, ${UNDECIDED} as undecided, ${NEW_REPLY} as fresh,
       p.state as decision, (p.decided_at at time zone 'Asia/Shanghai')::date::text as decided_on, p.reason_code, p.reason,
       (select coalesce(json_agg(u.name order by x.joined_at), '[]') from party x join unit u on u.id = x.unit where x.matter = m.id and x.role = 'main' and x.left_at is null) as units
     from matter m left join publication p on p.matter = m.id left join seat s on s.id = m.lead left join person pe on pe.id = s.person
     where m.process = 'suggestion' and m.place = $1 and m.state = any ($2) and ${SHOW[show]} and ($3::bigint is null or (extract(epoch from m.state_since)::bigint, m.id) > ($3, $4::uuid))
     order by extract(epoch from m.state_since)::bigint, m.id limit ${PAGE + 1}`,
    [viewer.seat.place, STATES, cursor?.[1] ?? null, cursor?.[2] ?? null],
  )
  const rows = r.rows.slice(0, PAGE)
  const replies = await repliesOfMany(
    client,
    rows.map((x) => x.id),
  )
  const last = rows.at(-1)
  return {
    counts: counted.rows[0],
    next: r.rows.length > PAGE && last ? `${last.since}~${last.id}` : null,
    rows: rows.map((x) => {
      const all = replies.get(x.id) ?? []
      const open = all.filter((y) => y.disclosure === 'public')
      return {
        id: x.id,
        number: numberOf(x),
        title: x.title,
        stateLabel: def.states[x.state as keyof typeof def.states].label,
        lead: x.lead ?? '',
        units: x.units,
        repliedOn: all.at(-1)?.deliveredOn ?? null,
        mayPublish: x.may !== 'false',
        confidential: x.confidential,
        waits: x.undecided ? 'undecided' : x.fresh ? 'newReply' : null,
        findings: openFindings(passagesOf({ title: x.title, situation: x.situation ?? '', proposals: x.proposals ?? '' }, open, [])).length,
        decision: x.decision && { state: x.decision, on: x.decided_on, code: x.reason_code, reason: x.reason },
      }
    }),
  }
}

export interface Review {
  id: string
  place: string
  version: number
  number: string
  title: string
  stateLabel: string
  mayPublish: boolean
  publishReason: string
  confidential: boolean
  names: string[]
  /** What must not be readable where names are not shown. */
  authors: string[]
  passages: Passage[]
  /** All delivered replies; those `withheld` by their unit cannot be chosen. */
  replies: Pick<ReplySource, 'id' | 'unit' | 'round' | 'docNo' | 'code' | 'codeLabel' | 'disclosure' | 'withheldReason' | 'deliveredOn'>[]
  publication: { state: PublicationState; on: string; showNames: boolean } | null
}

/** @returns undefined where the viewer does not see the matter or it cannot be published */
export async function publicationReview(client: pg.ClientBase, id: string): Promise<Review | undefined> {
  const r = await client.query({
    name: 'publication-review',
    text: `select m.id, m.place, m.version, m.series, m.no, m.title, m.state, m.confidential, m.data, p.state as decision, (p.decided_at at time zone 'Asia/Shanghai')::date::text as decided_on, p.show_names
      from matter m left join publication p on p.matter = m.id where m.id = $1 and m.state = any ($2)`,
    values: [id, STATES],
  })
  const m = r.rows[0]
  if (!m) return undefined
  const [replies, authors] = [await repliesToPublish(client, id), await authorsOf(client, id, m.confidential)]
  return {
    id,
    place: m.place,
    version: m.version,
    number: numberOf(m),
    title: m.title,
    stateLabel: def.states[m.state as keyof typeof def.states].label,
    mayPublish: m.data.mayPublish !== false,
    publishReason: m.data.publishReason ?? '',
    confidential: m.confidential,
    names: m.confidential ? [] : authors.names,
    authors: authors.words,
    passages: passagesOf({ title: m.title, situation: m.data.situation ?? '', proposals: m.data.proposals ?? '' }, replies, authors.words),
    replies: replies.map(({ body: _b, solved: _s, planned: _p, promises: _x, ...rest }) => rest),
    publication: m.decision && { state: m.decision, on: m.decided_on, showNames: m.show_names },
  }
}
