/** What is late now, unit by unit: the one definition that the ladder, the letters and the phone register share. */
import type pg from 'pg'
import type { Arrow } from '../../kernel/process.ts'
import { defOf } from '../common/known.ts'

export interface LateItem {
  matter: string
  series: string | null
  no: number | null
  title: string
  party: string
  role: 'main' | 'co'
  step: string
  unit: string
  unitName: string
  clock: string
  clockLabel: string
  dueOn: string
  /** Calendar days past the last one. */
  days: number
  calls: number
  /** The last day on which each rung was climbed for this item. */
  rungs: Partial<Record<'phone' | 'letter' | 'onsite' | 'interview', string>>
}

/** Clocks that wait for the unit itself: answering its request for return or extension is the office's own lateness. */
const unitClocks = (): string[] => {
  const def = defOf('suggestion')
  const arrows = Object.values(def?.flow ?? {}).flatMap((row) => Object.values(row).flatMap((a) => (Array.isArray(a) ? a : [a]) as Arrow[]))
  return Object.keys(def?.clocks ?? {}).filter((name) => arrows.some((a) => a.duty === name && a.by.some((w) => /^(main|co):/.test(w))))
}

/** The clock that is longest past its day, for each unit's part in each suggestion of the place. */
export async function lateItems(client: pg.ClientBase, place: string, today: string, unit?: string): Promise<LateItem[]> {
  const r = await client.query({
    name: 'late-items',
    text: `select distinct on (p.id) m.id as matter, m.series, m.no, m.title, p.id as party, p.role, p.step, u.id as unit, u.name as "unitName", c.name as clock, c.due_on::text as "dueOn",
        $2::date - c.due_on as days,
        (select count(*)::int from urging g where g.party = p.id and g.rung = 'phone') as calls,
        (select coalesce(json_object_agg(x.rung, x.day), '{}') from (select g.rung, max((g.at at time zone 'Asia/Shanghai')::date)::text as day from urging g where g.party = p.id group by 1) x) as rungs
      from clock c join party p on p.id = c.party and p.left_at is null and p.role in ('main', 'co') join unit u on u.id = p.unit
        join matter m on m.id = c.matter and m.process = 'suggestion' and m.place = $1
      where c.stopped_at is null and c.paused_on is null and c.due_on < $2 and ($3::uuid is null or p.unit = $3) and (c.name = any ($4) or c.name = 'contact')
      order by p.id, c.due_on, c.name`,
    values: [place, today, unit ?? null, unitClocks()],
  })
  return r.rows
    .map((x) => ({ ...x, clockLabel: defOf('suggestion')?.clocks[x.clock]?.label ?? x.clock }))
    .sort((a, b) => (a.unitName === b.unitName ? b.days - a.days : a.unitName < b.unitName ? -1 : 1))
}
