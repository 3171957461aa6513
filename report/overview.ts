/** Two minutes for a leader: what is late and where, what moved this week, the key items I lead. */
import type pg from 'pg'
import type { Viewer } from '../people/viewer.ts'
import { defOf } from '../processes/common/known.ts'
import { numberOf } from '../processes/common/number.ts'
import { lateItems } from '../processes/letter/late.ts'

export interface Overview {
  /** By the units' own time, as the ladder says it: each unit's items, and how many matters they are (one may have two late units). */
  late: { unit: string; name: string; count: number }[]
  lateTotal: number
  week: { action: string; label: string; count: number }[]
  mine: { id: string; process: string; number: string; title: string; stateLabel: string; due: string | null }[]
}

export async function overview(client: pg.ClientBase, viewer: Viewer, today: string, now: Date): Promise<Overview> {
  const place = viewer.seat.place
  const [late, week, mine] = await Promise.all([
    lateItems(client, place, today),
    client.query(
      `select e.action, count(*)::int as count from event e where e.place = $1 and e.process = 'suggestion' and e.at > $2::timestamptz - interval '7 days'
       and e.action in ('submit', 'register', 'assign', 'handOver', 'sendReply', 'judge', 'fulfilPromise', 'lapse') group by 1 order by 2 desc`,
      [place, now],
    ),
    client.query(
      `select m.id, m.process, m.series, m.no, m.title, m.state, m.data->'of' as of, (select min(c.due_on)::text from clock c where c.matter = m.id and c.stopped_at is null) as due
       from matter m join party p on p.matter = m.id and p.left_at is null and p.seat = $1 where not m.final and m.process = 'key' order by due nulls last limit 50`,
      [viewer.seat.id],
    ),
  ])
  const units = [...Map.groupBy(late, (x) => x.unit)].sort((a, b) => b[1].length - a[1].length)
  const labels = defOf('suggestion')?.actions ?? {}
  return {
    late: units.map(([unit, of]) => ({ unit, name: of[0]?.unitName ?? '', count: of.length })),
    lateTotal: new Set(late.map((x) => x.matter)).size,
    week: week.rows.map((r) => ({ ...r, label: labels[r.action]?.label ?? r.action })),
    mine: mine.rows.map((r) => ({
      id: r.id,
      process: r.process,
      number: numberOf(r.of ?? r),
      title: r.title,
      stateLabel: defOf(r.process)?.states[r.state]?.label ?? r.state,
      due: r.due,
    })),
  }
}
