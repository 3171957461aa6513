/** The ledger of promises, one definition for page, report, export and the units' yearly accounts. */
import type pg from 'pg'

export interface LedgerRow {
  id: string
  matter: string
  series: string | null
  no: number | null
  title: string
  unit: string
  unitName: string
  item: string
  measure: string
  owner: string
  madeOn: string
  firstDue: string
  dueOn: string
  state: 'promised' | 'fulfilled' | 'changed' | 'overdue'
  settledOn: string | null
  progress: string
  /** Made in an earlier year than the one asked about. */
  carried: boolean
  /** Kept after its last promised day, or past it and still open. */
  late: boolean
  changes: number
}

export interface LedgerAsk {
  place: string
  /** Promises that were open at some time of that year; else all. */
  year?: number | undefined
  unit?: string | undefined
  state?: string | undefined
  /** kept 已兑现 · late 逾期 · changed 变更 · open 未到期 */
  show?: 'kept' | 'late' | 'changed' | 'open' | 'carried' | undefined
  /** The day by which "late" is judged. */
  today?: string | undefined
}

/** Rows the client may see (row-level security on matter and promise), ordered by due day. */
export async function standing(client: pg.ClientBase, a: LedgerAsk): Promise<LedgerRow[]> {
  const values: unknown[] = [a.place, a.year ?? null, a.unit ?? null, a.today ?? null]
  const r = await client.query(
    `select x.id, x.matter, m.series, m.no, m.title, u.id as unit, u.name as "unitName", x.item, x.measure, x.owner, x.state, x.progress,
       (y.delivered_at at time zone 'Asia/Shanghai')::date::text as "madeOn", x.first_due::text as "firstDue", x.due_on::text as "dueOn",
       (x.settled_at at time zone 'Asia/Shanghai')::date::text as "settledOn",
       coalesce(extract(year from y.delivered_at at time zone 'Asia/Shanghai') < coalesce($2, extract(year from $4::date)), false) as carried,
       (x.state = 'overdue' or (x.state = 'promised' and x.due_on < coalesce($4::date, x.due_on)) or (x.state = 'fulfilled' and (x.settled_at at time zone 'Asia/Shanghai')::date > x.due_on)) as late,
       (select count(*)::int from promise_change c where c.promise = x.id) as changes
     from promise x join matter m on m.id = x.matter join party p on p.id = x.party join unit u on u.id = p.unit join reply y on y.id = x.reply
     where m.place = $1 and ($3::uuid is null or u.id = $3)
       and ($2::int is null or (extract(year from y.delivered_at at time zone 'Asia/Shanghai') <= $2 and (x.settled_at is null or extract(year from x.settled_at at time zone 'Asia/Shanghai') >= $2)))
     order by x.due_on, m.no, x.id limit 5000`,
    values,
  )
  const rows = r.rows as LedgerRow[]
  if (!a.show) return rows
  return rows.filter((x) => SHOWN[a.show as keyof typeof SHOWN](x))
}

export const SHOWN = {
  kept: (x: LedgerRow) => x.state === 'fulfilled',
  late: (x: LedgerRow) => x.late,
  changed: (x: LedgerRow) => x.state === 'changed' || x.changes > 0,
  open: (x: LedgerRow) => x.state === 'promised' || x.state === 'overdue',
  carried: (x: LedgerRow) => x.carried,
} as const

export const STATES: Record<LedgerRow['state'], string> = { promised: '待兑现', fulfilled: '已兑现', changed: '不再实施', overdue: '已逾期' }
export const stateWords = (x: LedgerRow): string =>
  x.state === 'fulfilled' && x.late ? '逾期后兑现' : x.state === 'promised' && x.late ? '已逾期' : STATES[x.state]
