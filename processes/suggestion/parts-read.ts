/** The parts of a matter's page, each one statement; row-level security has already decided which rows there are. */
import type pg from 'pg'
import { OFFICES, type Party, type ProcessDef, type View } from '../../kernel/process.ts'
import type { FileView, JudgementView, MatterView, ReplyView, TimelineItem } from '../../kernel/wire.ts'
import { numberOf } from '../common/number.ts'
import { type Mask, masked } from '../common/view.ts'

const iso = (d: Date | null) => d?.toISOString() ?? null
export const PROMISE_WORDS: Record<string, string> = { promised: '待兑现', fulfilled: '已兑现', changed: '不再实施', overdue: '已逾期' }

export async function repliesOf(client: pg.ClientBase, matter: string): Promise<ReplyView[]> {
  const r = await client.query({
    name: 'replies',
    text: `select r.*, u.name as unit from reply r join party p on p.id = r.party join unit u on u.id = p.unit where r.matter = $1 order by r.delivered_at nulls last, r.round`,
    values: [matter],
  })
  return r.rows.map((x) => ({
    id: x.id,
    party: x.party,
    unit: x.unit,
    round: x.round,
    docNo: x.doc_no,
    code: x.code,
    codeLabel: x.code_label,
    body: x.body,
    solved: x.solved,
    planned: x.planned,
    coOpinions: x.co_opinions,
    contactName: x.contact_name,
    contactPhone: x.contact_phone,
    disclosure: x.disclosure,
    signer: x.signer,
    signedAt: iso(x.signed_at),
    deliveredAt: iso(x.delivered_at),
    // An unsent reply's whole draft (promises too) goes back into its form.
    ...(x.delivered_at ? {} : { ...x.draft }),
  }))
}

export async function contactsOf(client: pg.ClientBase, matter: string): Promise<MatterView['contacts']> {
  const r = await client.query({
    name: 'contacts',
    text: `select c.id, c.party, u.name as unit, c.form, c.rank, c.place, c.held_on::text as "on", c.people, c.opinion from contact_record c join party p on p.id = c.party join unit u on u.id = p.unit where c.matter = $1 order by c.held_on desc, c.at desc`,
    values: [matter],
  })
  return r.rows
}

export async function promisesOf(client: pg.ClientBase, matter: string): Promise<MatterView['promises']> {
  const r = await client.query({
    name: 'promises',
    text: `select x.id, x.party, u.name as unit, x.item, x.measure, x.owner, x.due_on::text as "dueOn", x.state, x.progress from promise x join party p on p.id = x.party join unit u on u.id = p.unit where x.matter = $1 order by x.due_on, x.id`,
    values: [matter],
  })
  return r.rows.map((x) => ({ ...x, stateLabel: PROMISE_WORDS[x.state] ?? x.state }))
}

export async function judgementsOf(client: pg.ClientBase, matter: string, mask: Mask, office: boolean): Promise<JudgementView[]> {
  const r = await client.query({
    name: 'judgements',
    text: `select j.*, pe.name, p.seat, u.name as unit from judgement j join party p on p.id = j.recipient join seat s on s.id = p.seat join person pe on pe.id = s.person
      join party up on up.id = j.unit_party join unit u on u.id = up.unit where j.matter = $1 order by j.round, j.at`,
    values: [matter],
  })
  return r.rows.map((x) => ({
    recipient: x.recipient,
    deputy: mask({ seat: x.seat, name: x.name, role: 'recipient' }),
    unit: x.unit,
    round: x.round,
    attitude: x.attitude,
    result: x.result,
    solved: x.solved,
    adopted: x.adopted,
    comment: x.comment,
    redo: x.redo,
    at: x.at.toISOString(),
    released: x.released_at !== null,
    flags: office ? x.flags : [],
    entered: x.entered_by ? x.entered_why : null,
  }))
}

/** Newest first. Acts recorded by party only (drafts, confidential authors) get the name this viewer may know. */
export async function timelineOf(client: pg.ClientBase, matter: string, def: ProcessDef, view: View, mask: Mask): Promise<TimelineItem[]> {
  const r = await client.query({
    name: 'timeline',
    text: `select id, seq, at, by_name, by_office, by_party, by_person, action, says, from_state, to_state from event where matter = $1 order by seq desc limit 300`,
    values: [matter],
  })
  const confidential = view.matter.confidential
  const hidden = masked(def, view, mask)
  return r.rows.map((e) => {
    const p = e.by_person === null ? view.parties.find((x) => x.id === e.by_party) : undefined
    // The head of the author's delegation says which delegation it is.
    const head = hidden && e.by_office === 'delegation_officer'
    const who = head ? OFFICES.delegation_officer : p ? mask(p) : e.by_name
    return {
      id: e.id,
      seq: e.seq,
      at: e.at.toISOString(),
      who,
      action: e.action,
      actionLabel: def.actions[e.action]?.label ?? e.action,
      says: head ? e.says.replaceAll(e.by_name, who) : p && !confidential ? e.says.replace(e.by_name, who) : e.says,
      fromLabel: e.from_state && e.from_state !== e.to_state ? (def.states[e.from_state]?.label ?? null) : null,
      toLabel: e.from_state !== e.to_state ? (def.states[e.to_state]?.label ?? null) : null,
    }
  })
}

export async function filesOf(client: pg.ClientBase, matter: string, mask: Mask): Promise<FileView[]> {
  const r = await client.query({
    name: 'files',
    text: `select a.id, a.name, f.mime, f.size, a.thumb, a.purpose, a.party, a.at, coalesce(pe.name, '群众') as by, p.seat from attachment a join file f on f.hash = a.file left join person pe on pe.id = a.by_person
      left join party p on p.matter = a.matter and p.seat = a.by_seat and p.role in ('lead', 'cosigner') where a.matter = $1 and a.removed_at is null order by a.at`,
    values: [matter],
  })
  return r.rows.map((x) => ({
    id: x.id,
    name: x.name,
    mime: x.mime,
    size: Number(x.size),
    url: `/api/files/${x.id}`,
    thumb: x.thumb ? `/api/files/${x.id}/thumb` : null,
    purpose: x.purpose,
    party: x.party,
    by: x.seat ? mask({ seat: x.seat, name: x.by, role: 'lead' }) : x.by,
    at: x.at.toISOString(),
  }))
}

export async function mergesOf(client: pg.ClientBase, matter: string, into: string | null): Promise<Pick<MatterView, 'mergedInto' | 'mergedFrom'>> {
  const r = await client.query({
    name: 'merges',
    text: 'select id, series, no, title, id = $2 as target from matter where merged_into = $1 or id = $2',
    values: [matter, into],
  })
  const ref = (x: { id: string; series: string | null; no: number | null; title: string }) => ({ id: x.id, number: numberOf(x), title: x.title })
  return { mergedInto: r.rows.filter((x) => x.target).map(ref)[0] ?? null, mergedFrom: r.rows.filter((x) => !x.target).map(ref) }
}

/** Units that were let off: they stay on the page, so that nobody wonders where the weeks went. */
export async function leftUnits(client: pg.ClientBase, matter: string): Promise<Party[]> {
  const r = await client.query({
    name: 'left-parties',
    text: `select p.id, p.role, p.seat, p.unit, p.ref, p.round, p.step, p.since, p.data, coalesce(u.name, pe.name) as name
    from party p left join unit u on u.id = p.unit left join seat s on s.id = p.seat left join person pe on pe.id = s.person where p.matter = $1 and p.left_at is not null and p.unit is not null order by p.left_at`,
    values: [matter],
  })
  return r.rows
}
