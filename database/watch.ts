/**
 * Triggers that note what a transaction does to covered rows: table, key and a hash of the row as it now stands, in a setting of the
 * transaction, without a table of its own. The act's end takes it into the event (`kernel/proof.ts`).
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { COVERED, type Covered } from './covered.ts'

export interface Shape {
  table: string
  no: number
  columns: string[]
  /** SQL over row `r`: its key. */
  key: string
}

/** Columns of covered tables that exist and are not reckoned from others, in the order of their names, and the parts of their keys. */
async function columnsOf(client: pg.ClientBase): Promise<Map<string, { columns: string[]; key: string[] }>> {
  const { rows } = await client.query<{ tbl: string; columns: string[]; key: string[] | null }>(
    `select c.relname as tbl, array_agg(a.attname::text order by a.attname collate "C") as columns,
       (select array_agg(k.attname::text order by array_position(i.indkey::int2[], k.attnum)) from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary) as key
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname = any ($1) group by c.oid, c.relname`,
    [Object.keys(COVERED)],
  )
  return new Map(rows.map((r) => [r.tbl, { columns: r.columns.filter((c) => !COVERED[r.tbl]?.omit?.[c]), key: r.key ?? [] }]))
}

const keySql = (c: Covered, key: string[]) => (c.whole ? c.matter : (c.key ?? key.map((k) => `r.${k}::text`).join(` || '/' || `))) as string

function functionSql(table: string, c: Covered, s: Shape, omitted: string[]): string {
  const content = omitted.length ? `(to_jsonb(r) - '{${omitted.join(',')}}'::text[])::text` : 'to_jsonb(r)::text'
  const line = `'${table}' || E'\\t' || ${s.key} || E'\\t${s.no}\\t' || case when tg_op = 'DELETE' then '' else encode(sha256(convert_to(${content}, 'UTF8')), 'hex') end || E'\\n'`
  return `create or replace function record_touch_${table}() returns trigger language plpgsql as $touch$
    declare t text;
    begin
      select string_agg(${line}, '') into t from touched_rows r${c.only ? ` where ${c.only}` : ''};
      if t is not null then perform set_config('huying.touched', coalesce(current_setting('huying.touched', true), '') || t, true); end if;
      return null;
    end $touch$;
    create or replace trigger record_insert after insert on ${table} referencing new table as touched_rows for each statement execute function record_touch_${table}();
    create or replace trigger record_update after update on ${table} referencing new table as touched_rows for each statement execute function record_touch_${table}();
    create or replace trigger record_delete after delete on ${table} referencing old table as touched_rows for each statement execute function record_touch_${table}();`
}

/** The tables as they stand now and their current shape. */
export async function shapes(client: pg.ClientBase): Promise<Shape[]> {
  const { rows } = await client.query<{ tbl: string; no: number; columns: string[] }>(
    'select distinct on (tbl) tbl, no, columns from record_shape order by tbl, no desc',
  )
  const now = await columnsOf(client)
  return rows.flatMap((r) => {
    const t = now.get(r.tbl)
    const c = COVERED[r.tbl]
    return t && c ? [{ table: r.tbl, no: r.no, columns: r.columns, key: keySql(c, t.key) }] : []
  })
}

/** Puts the triggers on every covered table whose columns or declaration have changed; otherwise nothing is locked. */
export async function watch(client: pg.ClientBase): Promise<void> {
  if (!(await client.query(`select to_regclass('record_shape') as t`)).rows[0].t) return
  const known = new Map(
    (await client.query('select distinct on (tbl) tbl, no, columns, key, made from record_shape order by tbl, no desc')).rows.map((r) => [r.tbl, r]),
  )
  const all = (
    await client.query<{ tbl: string; cols: string[] }>(
      `select table_name::text as tbl, array_agg(column_name::text) as cols from information_schema.columns where table_schema = current_schema() group by 1`,
    )
  ).rows
  for (const [table, t] of await columnsOf(client)) {
    const c = COVERED[table] as Covered
    const before = known.get(table)
    const same = before && String(before.columns) === String(t.columns)
    const s: Shape = { table, no: same ? before.no : (before?.no ?? 0) + 1, columns: t.columns, key: keySql(c, t.key) }
    const omitted = (all.find((x) => x.tbl === table)?.cols ?? []).filter((x) => !t.columns.includes(x)).toSorted()
    const sql = c.whole ? '' : functionSql(table, c, s, omitted)
    const made = createHash('sha256').update(sql).digest('hex')
    if (same && before.made === made) continue
    await client.query('begin')
    if (sql) await client.query(sql)
    await client.query(
      `insert into record_shape (tbl, no, columns, key, made) values ($1, $2, $3, $4, $5) on conflict (tbl, no) do update set key = excluded.key, made = excluded.made`,
      [table, s.no, t.columns, s.key, made],
    )
    const lost = before && (before.key !== s.key || before.columns.some((x: string) => !t.columns.includes(x)))
    if (lost) await restate(client, s)
    await client.query('commit')
  }
}

/** Old digests of a table whose key changed or whose columns went away can no longer be recomputed: all of it waits to be recorded anew. */
async function restate(client: pg.ClientBase, s: Shape): Promise<void> {
  const c = COVERED[s.table]
  await client.query(
    `insert into record_pending (tbl, row, why)
     select $1, x->>1, '表结构变化' from event e, jsonb_array_elements(e.rows->'of') x where e.rows is not null and x->>0 = $1
     union select $1, ${s.key}, '表结构变化' from ${s.table} r${c?.only ? ` where ${c.only}` : ''} on conflict do nothing`,
    [s.table],
  )
}
