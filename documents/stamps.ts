/** Seals and signatures as papers bear them: who may use which, where a paper has room for one, and the picture itself. */
import fs from 'node:fs/promises'
import type pg from 'pg'
import { readAll } from '../database/read.ts'
import { localDay } from '../kernel/calendar.ts'
import { pathOf } from '../kernel/files.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Viewer } from '../people/viewer.ts'
import type { OfficialDoc, Picture } from './model.ts'

export const KIND = { seal: '印章', signature: '签名' } as const
export type StampKind = keyof typeof KIND

export interface Usable {
  id: string
  kind: StampKind
  name: string
}

/** Where a paper takes a seal (of this organ alone) and a signature. */
export interface Room {
  seal: string | null
  signature: boolean
}
export const roomOf = (doc: OfficialDoc): Room => ({ seal: doc.signature?.seal ? doc.signature.name : null, signature: !!doc.signature })

/**
 * SQL over `stamp` with $1 the seat, $2 its place, $3 its unit, $4 today: named for it, of its own office, and the one whose hand it is still
 * holds the office in which he signs.
 */
const MAY_USE = `place = $2 and $1 = any (users) and (kind = 'signature' or unit = $3)
  and (seat is null or exists (select from seat s where s.id = stamp.seat and s.state = 'active' and (s.ends_on is null or s.ends_on >= $4::date)))`
const seatOf = (v: Viewer, now: Date) => [v.seat.id, v.seat.place, v.seat.unit, localDay(now)]

/** Those in use that this seat may put on such a paper. */
export async function usable(c: pg.ClientBase, viewer: Viewer, room: Room, now: Date): Promise<Usable[]> {
  const r = await c.query<Usable>(
    `select id, kind, name from stamp where ended_at is null and ${MAY_USE}
       and (kind = 'seal' and name = $5 or kind = 'signature' and $6) order by kind, (seat = $1) desc nulls last, name`,
    [...seatOf(viewer, now), room.seal, room.signature],
  )
  return r.rows
}

/** Held until the paper is kept: one withdrawn in the same moment is on no paper after that. @throws {Refusal} unless this seat may use it here */
export async function take(c: pg.ClientBase, viewer: Viewer, id: string | null | undefined, kind: StampKind, room: Room, now: Date): Promise<Usable | null> {
  if (!id) return null
  const wrong = (why: string) => new Refusal('input', '有几处需要改一下，请看标红的地方', { fields: { [kind]: why } })
  const r = await c.query<Usable & { ended: boolean }>(
    `select id, kind, name, ended_at is not null as ended from stamp where id = $5 and kind = $6 and ${MAY_USE} for share`,
    [...seatOf(viewer, now), id, kind],
  )
  const found = r.rows[0]
  if (!found) throw wrong(`没有这个${KIND[kind]}，或者您无权使用`)
  if (found.ended) throw wrong(`这个${KIND[kind]}已经停用，请另选一个`)
  if (kind === 'signature' ? !room.signature : !room.seal) throw wrong(`这份文书没有${kind === 'seal' ? '盖章' : '签名'}的位置`)
  if (kind === 'seal' && found.name !== room.seal) throw wrong(`这份文书由${room.seal}署名，不能盖${found.name}的印章`)
  return { id: found.id, kind, name: found.name }
}

/** Pictures of the stamps a paper was issued with, also of those withdrawn since: whoever sees the paper sees its seal. */
export async function picturesOf(
  pool: pg.Pool,
  dataDir: string,
  seal: string | null,
  hand: string | null,
): Promise<{ seal?: Picture; hand?: Picture & { title: string } }> {
  const ids = [seal, hand].filter((x): x is string => !!x)
  if (ids.length === 0) return {}
  const rows = await readAll(
    pool,
    async (c) => (await c.query('select id, file, width::float8, height::float8, title from stamp where id = any ($1)', [ids])).rows,
  )
  const of = async (id: string | null) => {
    const x = id && rows.find((r) => r.id === id)
    return x ? { png: await fs.readFile(pathOf(dataDir, x.file)), width: x.width as number, height: x.height as number, title: x.title as string } : undefined
  }
  const [s, h] = await Promise.all([of(seal), of(hand)])
  return { ...(s ? { seal: s } : {}), ...(h ? { hand: h } : {}) }
}
