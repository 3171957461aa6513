/** About two thirds of the closed matters of the session are published, a few withheld: the public pages of the invented city. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { readAll } from '../../../database/read.ts'
import { act, type House } from '../../../kernel/act.ts'
import type { Actor } from '../../../kernel/process.ts'
import { publicationReview } from '../publication-read.ts'
import { openFindings } from '../publication-text.ts'

/** @param office who decides; every finding of the guard is masked */
export async function publishDemo(house: House, owner: pg.Pool, office: Actor, now: number): Promise<void> {
  const r = await owner.query(
    `select id, state, confidential, data->>'mayPublish' as may, data->>'publishReason' as reason, coalesce(closed_at, state_since) as at from matter
     where process = 'suggestion' and place = $1 and session is not null and state in ('closed', 'followUp') order by series, no, id`,
    [office.place],
  )
  for (const [i, m] of r.rows.entries()) {
    if (i % 3 === 2) continue
    const passages = (await readAll(house.pool, (c) => publicationReview(c, m.id)))?.passages ?? []
    const day = Math.min(m.at.getTime() + (5 + (i % 20)) * 86_400_000, now - 60_000 * (30 - i))
    const input =
      m.may === 'false' ? { code: 'DEPUTY_OBJECTS', reason: m.reason } : { showNames: !m.confidential, mask: openFindings(passages).map((f) => f.key) }
    await act(house, {
      process: 'suggestion',
      action: m.may === 'false' ? 'withhold' : 'publish',
      matter: m.id,
      input,
      key: randomUUID(),
      actor: office,
      now: new Date(day),
    })
  }
}
