/** Two minutes for a leader: what is late and where, what moved this week, the key items I lead. */
import type pg from 'pg'
import type { Viewer } from '../people/viewer.ts'
import { defOf } from '../processes/common/known.ts'
import { numberOf } from '../processes/common/number.ts'

export interface Overview {
  late: { unit: string; name: string; count: number }[]
  lateTotal: number
  week: { action: string; label: string; count: number }[]
  mine: { id: string; process: string; number: string; title: string; stateLabel: string; due: string | null }[]
}

export async function overview(client: pg.ClientBase, viewer: Viewer, today: string, now: Date): Promise<Overview> {
  const place = viewer.seat.place
  const [late, week, mine] = await Promise.all([
    client.query(
      `select u.id as unit, u.name, count(distinct c.matter)::int as count from clock c join party p on p.id = c.party and p.left_at is null join unit u on u.id = p.unit
       join matter m on m.id = c.matter and m.process = 'suggestion' and m.place = $1 where c.stopped_at is null and c.paused_on is null and c.due_on < $2 group by 1, 2 order by 3 desc, 2`,
      [place, today],
    ),
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
  const labels = defOf('suggestion')?.actions ?? {}
  return {
    late: late.rows,
    lateTotal: late.rows.reduce((n, r) => n + r.count, 0),
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
