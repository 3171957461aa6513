/**
 * 立账: rows that came before the digests, and those a migration rewrote, get theirs in an event of their own — once, at the house's
 * start, and seen by everybody who reads the record. From then on a row that no event knows was put in by hand.
 */
import type pg from 'pg'
import { COVERED } from '../database/covered.ts'
import { writing } from '../database/read.ts'
import { recordPlaceEvent } from './act.ts'
import { SYSTEM } from './process.ts'
import { basedTables, rowsSql } from './rows.ts'

const PAGE = 1000

/** @param pool of the owner */
export async function keepBooks(pool: pg.Pool, now: Date): Promise<void> {
  await writing(pool, async (c) => {
    await c.query(`select set_config('jit', 'off', true), pg_advisory_xact_lock(hashtextextended('huying.books.' || current_schema(), 0))`)
    const place = (await c.query<{ code: string }>('select code from place order by path limit 1')).rows[0]?.code
    if (!place) return
    const based = await basedTables(c)
    const fresh = Object.keys(COVERED).filter((t) => !based.has(t))
    const pending = (await c.query<{ why: string[] | null }>('select array_agg(distinct why order by why) as why from record_pending')).rows[0]?.why
    if (fresh.length === 0 && !pending) return
    const event = (action: string, says: string, data: object) =>
      recordPlaceEvent(c, { process: 'house', place, action, actor: { ...SYSTEM, place }, at: now, says, data: { ...data } })

    const sql = await rowsSql(c)
    if (pending) {
      const lines = await c.query<{ line: string }>(
        `with ${sql} select w.tbl || E'\\t' || w.row || E'\\t' || coalesce(p.shape, 1) || E'\\t' || coalesce(p.hashes[p.shape], '') as line
         from record_pending w left join present p using (tbl, row)`,
      )
      await inPages(c, lines.rows, (n) => event('upgrade', `程序升级改写 ${n} 行（${pending.join('、')}）`, { migrations: pending }))
      await c.query('delete from record_pending')
    }
    if (fresh.length === 0) return
    const lines = await c.query<{ line: string }>(
      `with ${sql} select p.tbl || E'\\t' || p.row || E'\\t' || p.shape || E'\\t' || p.hashes[p.shape] as line
       from present p where p.tbl = any ($1) and not exists (select from entry l where l.tbl = p.tbl and l.row = p.row)`,
      [fresh],
    )
    await inPages(c, lines.rows, (n) => event('baselineRows', `立账：给已有的 ${n} 行记下指纹`, {}))
    await event('baseline', `立账：从此时起，${fresh.length} 张表里的每一行都由日志作证`, { tables: fresh })
  })
}

async function inPages(c: pg.ClientBase, lines: { line: string }[], record: (n: number) => Promise<void>): Promise<void> {
  for (let i = 0; i < lines.length; i += PAGE) {
    const page = lines.slice(i, i + PAGE)
    await c.query(`select set_config('huying.touched', $1, true)`, [page.map((x) => `${x.line}\n`).join('')])
    await record(page.length)
  }
}
