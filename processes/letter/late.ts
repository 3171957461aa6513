/** What units are late with now, unit by unit: what the ladder, its letters and visits, the report's line of late units read. */
import type pg from 'pg'
import type { ProcessDef } from '../../kernel/process.ts'
import { defOf } from '../common/known.ts'
import { LATE, UNITS_OWN } from '../common/late.ts'

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
  /** Letters about it that wait for the head's signature, and letters that went out. */
  drafted: number
  sent: number
  /** The last day on which each rung was climbed for this item. */
  rungs: Partial<Record<'phone' | 'letter' | 'onsite' | 'interview' | 'hung' | 'ordered' | 'criticised', string>>
}

/** The clock that is longest past its day, for each unit's part in each suggestion of the place. */
export async function lateItems(client: pg.ClientBase, place: string, today: string, unit?: string): Promise<LateItem[]> {
  const def = defOf('suggestion') as ProcessDef
  const r = await client.query({
    name: 'late-items',
    text: `select distinct on (p.id) m.id as matter, m.series, m.no, m.title, p.id as party, p.role, p.step, u.id as unit, u.name as "unitName", c.name as clock, c.due_on::text as "dueOn",
        $2::date - c.due_on as days,
        (select count(*)::int from urging g where g.party = p.id and g.rung = 'phone') as calls,
        (select count(*)::int from letter_item i join matter l on l.id = i.letter where i.party = p.id and l.state = 'drafted') as drafted,
        (select count(*)::int from letter_item i join matter l on l.id = i.letter where i.party = p.id and l.no is not null) as sent,
        (select coalesce(json_object_agg(x.rung, x.day), '{}') from (select g.rung, max((g.at at time zone 'Asia/Shanghai')::date)::text as day from urging g where g.party = p.id group by 1) x) as rungs
      from clock c join party p on p.id = c.party and p.left_at is null and p.role in ('main', 'co') join unit u on u.id = p.unit
        join matter m on m.id = c.matter and m.process = 'suggestion' and m.place = $1
      where ${LATE('$2')} and ${UNITS_OWN(def, 'p')} and ($3::uuid is null or p.unit = $3)
      order by p.id, c.due_on, c.name`,
    values: [place, today, unit ?? null],
  })
  return r.rows
    .map((x) => ({ ...x, clockLabel: def.clocks[x.clock]?.label ?? x.clock }))
    .sort((a, b) => (a.unitName === b.unitName ? b.days - a.days : a.unitName < b.unitName ? -1 : 1))
}
