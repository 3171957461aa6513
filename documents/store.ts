/** Issued documents: numbered without gaps, kept as they were, read only through row-level security. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { writing } from '../database/read.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { localDay } from '../kernel/calendar.ts'
import { once, type Request, whoOf } from '../kernel/once.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Vault } from '../kernel/vault.ts'
import { actorOf, type Viewer } from '../people/viewer.ts'
import { docNumber } from './gbt.ts'
import { type Room, take, type Usable } from './stamps.ts'

export interface Issue {
  /** Idempotency key (`kernel/once.ts`); the document's id is drawn by lot. */
  key: string
  place: string
  matter: string | null
  party: string | null
  unit: string | null
  reply: string | null
  template: string
  label: string
  title: string
  /** Words before the year ('云人代函'); null: no number of ours. */
  series: string | null
  /** A number that its unit has given itself. */
  number: string | null
  data: object
  audience: 'office' | 'unit' | 'all'
  /** Stamps to be put on it, and where it takes them. */
  seal?: string | null
  signature?: string | null
  room?: Room
  /** The document that this one corrects: same number, next version. */
  replaces?: string | null
}

export interface Issued {
  id: string
  template: string
  title: string
  number: string | null
  version: number
  matter: string | null
  party: string | null
  place: string
  // biome-ignore lint/suspicious/noExplicitAny: the shape belongs to the template
  data: any
  by: string
  seat: string
  at: Date
  /** Attachments of papers that are older than the stamps. */
  seal: string | null
  signature: string | null
  sealStamp: string | null
  handStamp: string | null
  repeated?: boolean
}

const ROW = `id, template, title, number, version, matter, party, place, data, issued_by_name as by, issued_by as seat, issued_at as at, seal, signature,
  seal_stamp as "sealStamp", hand_stamp as "handStamp"`

/** One document, if this reader may see it. */
export async function readIssued(client: pg.ClientBase, id: string): Promise<Issued | undefined> {
  return (await client.query(`select ${ROW} from official_doc where id = $1`, [id])).rows[0]
}

/** What was issued about a matter, newest first. */
export async function issuedOf(client: pg.ClientBase, matter: string): Promise<Issued[]> {
  return (
    await client.query({
      name: 'issued-of',
      text: `select ${ROW} from official_doc where matter = $1 order by issued_at desc, version desc limit 200`,
      values: [matter],
    })
  ).rows
}

/**
 * Numbers and keeps a document in one transaction: the counter's row stays locked until it is committed, so numbers have neither gaps nor
 * doubles. The same key again gives the first document again.
 * @param asked.what what the request said, where the rest of `o` was read from the matter meanwhile
 * @throws {Refusal} when the same person used the key for something else
 */
export async function issue(pool: pg.Pool, viewer: Viewer, o: Issue, now: Date, asked: { vault?: Vault; what?: unknown } = {}): Promise<Issued> {
  try {
    return await writing(pool, async (c) => {
      const { answer, repeated } = await once(c, asked.vault, issuing(viewer, o.key, asked.what ?? o, now), async () => ({ id: await keep(c, viewer, o, now) }))
      const row = await readIssued(c, answer.id)
      if (!row) throw new Refusal('unknown', '没有这份文书，或者您无权查看')
      return repeated ? { ...row, repeated } : row
    })
  } catch (e) {
    if ((e as { code?: string }).code === '23505') throw new Refusal('conflict', '这个文号刚被占用，请再试一次')
    throw e
  }
}

/** Which stamps went on it; never the pictures. */
const stampWords = (seal: Usable | null, hand: Usable | null): string => `${seal ? `，盖${seal.name}印章` : ''}${hand ? `，用${hand.name}签名` : ''}`

/** What makes two requests for a document the same. */
export const issuing = (viewer: Viewer, key: string, what: unknown, now: Date): Request => ({ who: whoOf(actorOf(viewer)), key, what: { document: what }, now })

async function keep(c: pg.ClientBase, viewer: Viewer, o: Issue, now: Date): Promise<string> {
  const id = randomUUID()
  const room = o.room ?? { seal: null, signature: false }
  const seal = await take(c, viewer, o.seal, 'seal', room, now)
  const hand = await take(c, viewer, o.signature, 'signature', room, now)
  const n = await numbered(c, o, Number(localDay(now).slice(0, 4)))
  await c.query(
    `insert into official_doc (id, place, matter, party, unit, reply, template, title, series, year, no, number, version, data, issued_by, issued_by_name, issued_at, seal_stamp, hand_stamp, audience)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      id,
      o.place,
      o.matter,
      o.party,
      o.unit,
      o.reply,
      o.template,
      o.title,
      n.series,
      n.year,
      n.no,
      n.number,
      n.version,
      JSON.stringify({ ...o.data, ...(n.number ? { number: n.number } : {}) }),
      viewer.seat.id,
      viewer.name,
      now,
      seal?.id ?? null,
      hand?.id ?? null,
      o.audience,
    ],
  )
  // Also one without a number: the record answers for every paper that is kept.
  await recordPlaceEvent(c, {
    process: 'house',
    place: o.place,
    action: 'issueDocument',
    actor: actorOf(viewer),
    at: now,
    says: `${viewer.name}${n.series ? `印发${o.label} ${n.number}` : `制作${o.label}`}${n.version > 1 ? `（第${n.version}版）` : ''}${stampWords(seal, hand)}`,
    data: { document: id, template: o.template, ...(seal ? { seal: seal.id } : {}), ...(hand ? { signature: hand.id } : {}) },
  })
  return id
}

async function numbered(
  c: pg.ClientBase,
  o: Issue,
  year: number,
): Promise<{ series: string | null; year: number | null; no: number | null; number: string | null; version: number }> {
  if (o.replaces) {
    const r = await c.query('select * from official_doc where id = $1', [o.replaces])
    const old = r.rows[0]
    if (!old || old.template !== o.template || old.matter !== o.matter || old.party !== o.party || old.place !== o.place)
      throw new Refusal('unknown', '没有这份要更正的公文，或者您无权更正')
    if (!old.series) return { series: null, year: null, no: null, number: o.number ?? old.number, version: old.version + 1 }
    await c.query('select 1 from document_series where place = $1 and series = $2 and year = $3 for update', [old.place, old.series, old.year])
    const v = await c.query('select max(version) + 1 as next from official_doc where place = $1 and series = $2 and year = $3 and no = $4', [
      old.place,
      old.series,
      old.year,
      old.no,
    ])
    return { series: old.series, year: old.year, no: old.no, number: old.number, version: v.rows[0].next }
  }
  if (!o.series || o.number) return { series: null, year: null, no: null, number: o.number, version: 1 }
  const r = await c.query({
    name: 'next-document-number',
    text: `insert into document_series (place, series, year, last) values ($1, $2, $3, 1)
      on conflict (place, series, year) do update set last = document_series.last + 1 returning last`,
    values: [o.place, o.series, year],
  })
  const no = r.rows[0].last as number
  return { series: o.series, year, no, number: docNumber(o.series, year, no), version: 1 }
}
