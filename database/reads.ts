/** Writes the declarations of who reads what into the table that row-level security asks. The owner's doing: the application only reads it. */
import type pg from 'pg'

interface Row {
  process: string
  office: string
  kind: string
  states: readonly string[]
}

/** Call after `migrate`, at every start: what is declared no more is gone. */
export async function declareReads(owner: pg.Pool, rows: readonly Row[]): Promise<void> {
  // One statement, so that no reader ever finds the table half written.
  await owner.query(
    `with declared as (select x.process, x.office, x.kind, coalesce((select array_agg(s) from jsonb_array_elements_text(x.states) s), '{}') as states
         from jsonb_to_recordset($1) as x(process text, office text, kind text, states jsonb)),
       gone as (delete from reads r where not exists (select from declared d where (d.process, d.office, d.kind) = (r.process, r.office, r.kind)))
     insert into reads (process, office, kind, states) select * from declared
     on conflict (process, office, kind) do update set states = excluded.states where reads.states is distinct from excluded.states`,
    [JSON.stringify(rows)],
  )
}
