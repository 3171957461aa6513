/** Looking for a matter of any kind by its number or the words of its title; row-level security decides what is there. */
import type pg from 'pg'
import { defOf } from '../processes/common/known.ts'
import { numberOf } from '../processes/common/number.ts'

interface Ask {
  q: string
  /** One process only: for a picker. */
  among?: string | undefined
  /** Known ids instead of words. */
  ids: string
}

export async function found(c: pg.ClientBase, ask: Ask) {
  const typed = ask.q.normalize('NFKC').trim()
  const ids = ask.ids.split(',').filter((x) => /^[0-9a-f-]{36}$/.test(x))
  if (!typed && ids.length === 0) return []
  const no = /^第?0*(\d{1,6})号?$/.exec(typed)?.[1]
  const r = await c.query(
    `select m.id, m.process, m.series, m.no, m.title, m.state,
       (select coalesce(string_agg(u.name, '、' order by x.joined_at), '') from party x join unit u on u.id = x.unit where x.matter = m.id and x.left_at is null) as units
     from matter m where ($1::text is null or m.process = $1) and (case when cardinality($2::uuid[]) > 0 then m.id = any ($2) else m.title ilike $3 or m.no = $4 end)
     order by m.no = $4 desc nulls last, m.updated_at desc, m.id limit $5`,
    [ask.among ?? null, ids, `%${typed.replace(/[\\%_]/g, '\\$&')}%`, no ? +no : null, ids.length > 0 ? 500 : 20],
  )
  return r.rows.map((x) => ({
    id: x.id,
    process: x.process,
    number: numberOf(x),
    title: x.title,
    state: x.state,
    stateLabel: defOf(x.process)?.states[x.state]?.label ?? x.state,
    snippet: [x.process === 'suggestion' ? '' : defOf(x.process)?.label, x.units].filter(Boolean).join(' '),
  }))
}
