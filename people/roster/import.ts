/** Preview, confirm, cancel. Only the preview's own row is written before the office confirms. */

import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { writing } from '../../database/read.ts'
import { recordPlaceEvent } from '../../kernel/act.ts'
import { localDay } from '../../kernel/calendar.ts'
import { cut } from '../../kernel/characters.ts'
import { once, whoOf } from '../../kernel/once.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Vault } from '../../kernel/vault.ts'
import { proposeChannelChange } from '../login/channel.ts'
import { actorOf, type Viewer } from '../viewer.ts'
import type { Choices, Undecided } from './header.ts'
import { readKnown } from './known.ts'
import { type Change, digestOf, type Kept, makePlan, type Plan } from './plan.ts'
import { type CellError, type RosterRow, readRoster } from './read.ts'
import { writePlan } from './write.ts'

export interface RosterPreview {
  id: string
  state: 'previewed' | 'confirmed' | 'cancelled' | 'failed'
  file: string
  sheet: string
  by: string
  at: string
  /** Rows with a deputy in them = fresh + changed + same + wrong. */
  rows: number
  fresh: number
  changed: number
  same: number
  /** Rows with an error; they are left out when confirmed. */
  wrong: number
  /** Deputies whom the file does not mention; they stay as they are. */
  absent: number
  errors: CellError[]
  changes: Change[]
  /** Left as it is: another place's, or a way to log in. */
  kept: Kept[]
  /** Ways to log in that are put forward to their owners. */
  proposed: number
  added: { row: number; name: string; delegation: string; certificateNo: string }[]
  notes: string[]
  /** Columns that wait for a word of the office; nothing is written before. */
  undecided: Undecided[]
  /** Lines of the sheet below its header = rows + those left out, which the notes name. */
  lines: number
  leftOut: number
  result: RosterResult | null
}
export interface RosterResult {
  fresh: number
  changed: number
  skipped: number
  at: string
  by: string
  repeated: boolean
}

const SHOWN = 1000
const gone = () => new Refusal('unknown', '没有这次导入，请重新选择文件')

/** @throws {Refusal} for a file that cannot be read; then nothing is written */
export async function previewRoster(
  pool: pg.Pool,
  viewer: Viewer,
  file: { name: string; data: Buffer },
  now: Date,
  choices: Choices = {},
): Promise<RosterPreview> {
  const sheet = await readRoster(file.data, localDay(now), choices)
  const place = viewer.seat.place
  return writing(pool, async (client) => {
    const plan = makePlan(await knownOf(client, place, sheet.rows, now), sheet.rows)
    const errors = [...sheet.errors, ...plan.errors].sort((a, b) => a.row - b.row)
    const wrong = new Set(errors.map((e) => e.row)).size
    const preview: RosterPreview = {
      id: randomUUID(),
      state: 'previewed',
      file: cut(file.name, 120),
      sheet: sheet.sheet,
      by: viewer.name,
      at: now.toISOString(),
      rows: sheet.lines - sheet.leftOut.length,
      fresh: plan.fresh,
      changed: plan.changed,
      same: plan.same,
      wrong,
      absent: plan.absent,
      errors: errors.slice(0, SHOWN),
      changes: plan.changes.slice(0, SHOWN),
      kept: plan.kept.slice(0, SHOWN),
      proposed: plan.doors.length,
      added: plan.added.slice(0, SHOWN),
      notes: sheet.notes,
      undecided: sheet.undecided,
      lines: sheet.lines,
      leftOut: sheet.leftOut.length,
      result: null,
    }
    // A preview that nobody confirmed keeps phone numbers for a day at most.
    await client.query(
      `update roster_import set state = 'cancelled', rows = null, settled_at = $2 where place = $1 and state = 'previewed' and at < $2::timestamptz - interval '1 day'`,
      [place, now],
    )
    await client.query(
      `insert into roster_import (id, place, by_person, by_seat, by_name, file_name, file_hash, state, preview, rows, digest, at) values ($1, $2, $3, $4, $5, $6, $7, 'previewed', $8, $9, $10, $11)`,
      [
        preview.id,
        place,
        viewer.person,
        viewer.seat.id,
        viewer.name,
        preview.file,
        createHash('sha256').update(file.data).digest('hex'),
        JSON.stringify(preview),
        JSON.stringify(sheet.rows),
        digestOf(plan),
        now,
      ],
    )
    return preview
  })
}

/** Of the viewer's own place. */
export async function readImport(pool: pg.Pool, viewer: Viewer, id: string): Promise<RosterPreview> {
  const r = await pool.query('select preview, state, result from roster_import where id = $1 and place = $2', [id, viewer.seat.place])
  const row = r.rows[0]
  if (!row) throw gone()
  return { ...row.preview, state: row.state, result: row.result }
}

/**
 * Writes what the preview showed, once; the same key again answers with the first result.
 * @throws {Refusal} `stale` when the roster has changed since the preview
 */
export async function confirmRoster(pool: pg.Pool, viewer: Viewer, id: string, key: string, now: Date, vault: Vault): Promise<RosterPreview> {
  let repeated = false
  try {
    const request = { who: whoOf(actorOf(viewer)), key, what: { rosterImport: id }, now }
    repeated = await writing(pool, async (client) => (await once(client, vault, request, () => confirm(client, viewer, id, now, vault))).repeated)
  } catch (e) {
    const x = e as { code?: string }
    // Somebody elsewhere took a phone number between reading and writing.
    const stale = x.code === '23505' ? new Refusal('stale', STALE) : e
    if (stale instanceof Refusal && stale.problem.error === 'stale') {
      await pool.query(`update roster_import set state = 'failed', rows = null, settled_at = $3 where id = $1 and place = $2 and state = 'previewed'`, [
        id,
        viewer.seat.place,
        now,
      ])
    }
    throw stale
  }
  const done = await readImport(pool, viewer, id)
  return { ...done, result: done.result && { ...done.result, repeated } }
}

const STALE = '预览之后名册有了改动，这次没有写入。请重新上传同一份文件，看过新的预览再确认'

async function confirm(client: pg.ClientBase, viewer: Viewer, id: string, now: Date, vault: Vault): Promise<object> {
  const place = viewer.seat.place
  // One import at a time in a place: the comparison below holds until the commit.
  await client.query(`select pg_advisory_xact_lock(hashtextextended('huying.roster.' || $1, 0))`, [place])
  const r = await client.query('select state, rows, digest, preview, result from roster_import where id = $1 and place = $2 for update', [id, place])
  const row = r.rows[0]
  if (!row) throw gone()
  if (row.state === 'confirmed') throw new Refusal('conflict', `这份名册已由${row.result.by}确认导入`)
  if (row.state !== 'previewed') throw new Refusal('conflict', row.state === 'cancelled' ? '这次导入已经取消或过期，请重新上传' : STALE)
  const waiting = (row.preview as RosterPreview).undecided?.[0]
  if (waiting) throw new Refusal('gate', `请先说明“${waiting.header}”（${waiting.column} 列）是哪一栏，或者忽略`)
  const rows = row.rows as RosterRow[]
  const known = await knownOf(client, place, rows, now)
  const plan = makePlan(known, rows)
  if (digestOf(plan) !== row.digest) throw new Refusal('stale', STALE)
  if (plan.steps.length + plan.doors.length === 0) throw new Refusal('gate', '这份表格与名册一致，没有需要写入的内容')
  await writePlan(client, known, plan, localDay(now))
  for (const d of plan.doors) await proposeChannelChange(client, vault, { person: d.person, channel: d.channel, to: d.to, by: viewer, now })
  const result: RosterResult = { fresh: plan.fresh, changed: plan.changed, skipped: row.preview.wrong, at: now.toISOString(), by: viewer.name, repeated: false }
  await client.query(`update roster_import set state = 'confirmed', rows = null, settled_at = $2, settled_by = $3, result = $4 where id = $1`, [
    id,
    now,
    viewer.name,
    JSON.stringify(result),
  ])
  await recordPlaceEvent(client, {
    process: 'roster',
    place,
    action: 'import',
    actor: actorOf(viewer),
    at: now,
    says: saysOf(plan, row.preview.file),
    data: { import: id, fresh: plan.fresh, changed: plan.changed, skipped: row.preview.wrong },
  })
  return {}
}

const saysOf = (plan: Plan, file: string) => `导入代表名册“${file}”：新增 ${plan.fresh} 人，更新 ${plan.changed} 人`

export async function cancelRoster(pool: pg.Pool, viewer: Viewer, id: string, now = new Date()): Promise<RosterPreview> {
  await pool.query(
    `update roster_import set state = 'cancelled', rows = null, settled_at = $3, settled_by = $4 where id = $1 and place = $2 and state = 'previewed'`,
    [id, viewer.seat.place, now, viewer.name],
  )
  return readImport(pool, viewer, id)
}

async function knownOf(client: pg.ClientBase, place: string, rows: RosterRow[], now: Date) {
  const mobiles = rows.flatMap((r) => r.values.mobile ?? [])
  const known = await readKnown(client, place, mobiles, localDay(now))
  if (!known) throw new Refusal('gate', '本地还没有设定届次，请先设定届次再导入名册')
  return known
}
