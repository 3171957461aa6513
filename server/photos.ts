/**
 * Citizens' photos, redrawn one after another behind the answer: the form answers at once however many come, and nothing is shown
 * that still holds where and with what it was taken. Claimed by a lease; what was broken off is begun again.
 */
import fs from 'node:fs/promises'
import type pg from 'pg'
import { writing } from '../database/read.ts'
import { recordPlaceEvent } from '../kernel/act.ts'
import { pathOf, storeFile } from '../kernel/files.ts'
import { isPhoto, refuse } from '../kernel/filetypes.ts'
import { SYSTEM } from '../kernel/process.ts'
import { Refusal } from '../kernel/refusal.ts'
import { waitingPath } from '../public/voice/form.ts'

const LEASE = 2 * 60_000

export async function redrawPhotos(pool: pg.Pool, dataDir: string, now: () => Date): Promise<number> {
  let done = 0
  for (;;) {
    const job = await writing(pool, async (c) => {
      const r = await c.query<{ id: string; matter: string; citizen: string; event: string; name: string }>(
        `update citizen_photo set taken_at = $1 where id = (select id from citizen_photo where done_at is null and (taken_at is null or taken_at <= $1::timestamptz - interval '${LEASE} ms')
           order by at limit 1 for update skip locked) returning id, matter, citizen, event, name`,
        [now()],
      )
      return r.rows[0]
    })
    if (!job) return done
    const from = waitingPath(dataDir, job.id)
    let error: string | null = null
    try {
      // Read whole (the form has bounded it): a stream opened here would fail before anyone listens, and end the house.
      const f = await storeFile(dataDir, { from: await fs.readFile(from), name: job.name })
      if (!isPhoto(f.mime)) throw refuse('不是照片')
      await writing(pool, async (c) => {
        for (const s of [f, ...(f.thumb ? [f.thumb] : [])])
          await c.query('insert into file (hash, size, mime) values ($1, $2, $3) on conflict (hash) do nothing', [s.hash, s.size, s.mime])
        const hung = await c.query<{ place: string }>(
          `insert into attachment (id, matter, event, file, thumb, name, purpose, by_citizen, at) values ($1, $2, $3, $4, $5, $6, '群众照片', $7, $8) on conflict (id) do nothing
             returning (select m.place from matter m where m.id = matter) as place`,
          [job.id, job.matter, job.event, f.hash, f.thumb?.hash ?? null, f.name, job.citizen, now()],
        )
        for (const { place } of hung.rows)
          await recordPlaceEvent(c, {
            ...{ process: 'concern', place, action: 'photo', actor: { ...SYSTEM, place }, at: now() },
            says: '群众照片重绘后挂上',
            data: { attachment: job.id },
          })
      })
    } catch (e) {
      // A file that is gone or broken will not come right; anything else is tried again after the lease.
      if (!(e instanceof Refusal) && (e as { code?: string }).code !== 'ENOENT') throw e
      error = '照片打不开'
    }
    await writing(pool, (c) => c.query('update citizen_photo set done_at = $2, error = $3 where id = $1', [job.id, now(), error]))
    await fs.rm(from, { force: true })
    done++
  }
}

/** Bytes of erased files, unless something else holds the same ones. @returns how many were removed */
export async function sweepGone(pool: pg.Pool, dataDir: string): Promise<number> {
  const waiting = await pool.query<{ hash: string }>('select hash from file_gone order by at limit 500')
  let removed = 0
  for (const { hash } of waiting.rows)
    await writing(pool, async (c) => {
      const r = await c.query(
        'delete from file where hash = $1 and not exists (select from attachment a where a.file = $1 or a.thumb = $1) and not exists (select from stamp where file = $1)',
        [hash],
      )
      if (r.rowCount) await fs.rm(pathOf(dataDir, hash), { force: true })
      removed += r.rowCount ?? 0
      await c.query('delete from file_gone where hash = $1', [hash])
    })
  return removed
}

/** Runs soon after it is called, never twice at once. */
export function photoWorker(pool: pg.Pool, dataDir: string, now: () => Date, onError: (e: Error) => void): { kick(): void; idle(): Promise<void> } {
  let running: Promise<void> | undefined
  let again = false
  const kick = () => {
    if (running) {
      again = true
      return
    }
    running = redrawPhotos(pool, dataDir, now)
      .then(
        () => {},
        (e: Error) => onError(e),
      )
      .finally(() => {
        running = undefined
        if (!again) return
        again = false
        kick()
      })
  }
  return { kick, idle: async () => running }
}
