/** About two thirds of the closed matters of the session are published, a few withheld: the public pages of the invented city. */
import { randomUUID } from 'node:crypto'
import { readAll } from '../../../database/read.ts'
import { act, type House } from '../../../kernel/act.ts'
import { addDays } from '../../../kernel/calendar.ts'
import { publicationReview } from '../publication-read.ts'
import { openFindings } from '../publication-text.ts'
import type { Year } from './whole.ts'

/** Private findings are masked, offices' own telephones stay. */
export async function publishDemo(house: House, { owner, cast, now, photo }: Year): Promise<void> {
  const office = cast.named('周建国')
  const r = await owner.query(
    `select id, state, confidential, data->>'mayPublish' as may, data->>'publishReason' as reason, coalesce(closed_at, state_since) as at from matter
     where process = 'suggestion' and place = $1 and session is not null and state in ('closed', 'followUp') order by series, no, id`,
    [office.place],
  )
  for (const [i, m] of r.rows.entries()) {
    if (i % 3 === 2) continue
    const passages = (await readAll(house.pool, (c) => publicationReview(c, m.id)))?.passages ?? []
    const day = Math.min(m.at.getTime() + (5 + (i % 20)) * 86_400_000, now - 60_000 * (30 - i))
    const found = openFindings(passages)
    const keys = (theirs: boolean) => found.filter((f) => (f.kind === 'landline') === theirs).map((f) => f.key)
    const input = m.may === 'false' ? { code: 'DEPUTY_OBJECTS', reason: m.reason } : { showNames: !m.confidential, mask: keys(false), keep: keys(true) }
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
  await promises(house, { owner, cast, now, photo })
}

/** Some promises of published replies are kept, one gets a later day. */
async function promises(house: House, { owner, cast, now, photo }: Pick<Year, 'owner' | 'cast' | 'now' | 'photo'>): Promise<void> {
  const r = await owner.query(
    `select distinct on (x.matter) x.id, x.matter, x.due_on::text as due, u.name as unit from public_promise x join promise p on p.id = x.id join party y on y.id = p.party join unit u on u.id = y.unit
     where x.state = 'promised' order by x.matter, x.due_on limit 4`,
  )
  for (const [i, x] of r.rows.entries()) {
    const later = i === 3
    const officer = cast.post(x.unit, 'unit_officer')
    const at = now - (i + 2) * 86_400_000
    await act(house, {
      process: 'suggestion',
      action: later ? 'changePromise' : 'fulfilPromise',
      matter: x.matter,
      input: later
        ? { promise: x.id, outcome: 'later', dueOn: addDays(x.due, 90), reason: '用地手续仍在办理，已向代表说明' }
        : { promise: x.id, evidence: '已经完成并通过验收，代表参加了现场察看。', attachments: [await photo(officer, at)] },
      key: randomUUID(),
      actor: officer,
      now: new Date(at),
    })
  }
}
