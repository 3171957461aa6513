/** Who stands in a round, with the mean of the scores once every judge has given his. */
import type pg from 'pg'
import type { AwardKind } from './process.ts'

/** The field of `call` that carries a kind's quota. */
export const QUOTA: Record<AwardKind, string> = { suggestion: 'suggestions', case: 'cases', unit: 'units', person: 'people' }

export interface Nominee {
  id: string
  kind: AwardKind
  title: string
  reason: string
  suggestion: string | null
  unit: string | null
  unitName: string | null
  score: string | null
  judges: number
  rank: number | null
  won: boolean
}

/** In the order of the awards, then of the ranks. */
export async function nomineesOf(client: pg.ClientBase, matter: string): Promise<Nominee[]> {
  const r = await client.query({
    name: 'award-nominees',
    text: `select n.id, n.kind, n.title, n.reason, n.suggestion, n.unit, u.name as "unitName", n.score::text, n.judges, n.rank, n.won from nominee n left join unit u on u.id = n.unit
      where n.matter = $1 order by array_position(array['suggestion', 'case', 'unit', 'person'], n.kind), n.rank nulls last, n.at, n.id`,
    values: [matter],
  })
  return r.rows
}
