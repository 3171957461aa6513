/** SQL over the covered rows as they stand and over the digests that their last events left. */
import type pg from 'pg'
import { COVERED } from '../database/covered.ts'
import { type Shape, shapes } from '../database/watch.ts'

// Digests made before a column was added say nothing about it.
const hashSql = (columns: string[]) =>
  `encode(sha256(convert_to((select jsonb_object_agg(k, v) from jsonb_each(to_jsonb(r)) x(k, v) where k = any ('{${columns.join(',')}}'))::text, 'UTF8')), 'hex')`

const WHOLE = `encode(sha256(convert_to(string_agg(to_jsonb(r)::text, E'\\n' order by to_jsonb(r)::text collate "C"), 'UTF8')), 'hex')`

function presentSql(s: Shape, all: { columns: string[] }[]): string {
  const c = COVERED[s.table]
  const matter = c?.matter ?? 'null'
  if (c?.whole)
    return `select '${s.table}' as tbl, ${matter}::text as row, ${matter}::uuid as matter, 1 as shape, array[${WHOLE}] as hashes from ${s.table} r group by ${matter}`
  return `select '${s.table}' as tbl, ${s.key} as row, ${matter}::uuid as matter, ${s.no} as shape, array[${all.map((x) => hashSql(x.columns)).join(', ')}] as hashes
    from ${s.table} r${c?.only ? ` where ${c.only}` : ''}`
}

/** `with` list: `entry`, the last digest of every row there ever was; `present`, the rows there are, hashed in every shape they had. */
export async function rowsSql(client: pg.ClientBase): Promise<string> {
  const known = (await client.query<{ tbl: string; columns: string[] }>('select tbl, columns from record_shape order by tbl, no')).rows
  const now = await shapes(client)
  return `entry as (select distinct on (x->>0, x->>1) x->>0 as tbl, x->>1 as row, (x->>2)::int as shape, x->>3 as digest, e.rows->>'key' as key, e.id as event, e.matter
      from event e, jsonb_array_elements(e.rows->'of') x where e.rows is not null order by x->>0, x->>1, (e.rows->>'pos')::bigint desc),
    present as (${now
      .map((s) =>
        presentSql(
          s,
          known.filter((k) => k.tbl === s.table),
        ),
      )
      .join(' union all ')})`
}

/** Tables of which every row has had a digest since some event. */
export async function basedTables(client: pg.ClientBase): Promise<Set<string>> {
  const { rows } = await client.query<{ tbl: string }>(
    `select distinct jsonb_array_elements_text(data->'tables') as tbl from event where process = 'house' and action = 'baseline'`,
  )
  return new Set(rows.map((r) => r.tbl))
}
