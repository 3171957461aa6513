/** The rows as they are now against the digests their last events left: what was changed past the acts is named by matter and table. */
import type pg from 'pg'
import { COVERED } from '../database/covered.ts'
import type { ProofKey } from './proof.ts'
import { basedTables, rowsSql } from './rows.ts'

export interface RowReport {
  rows: number
  faults: string[]
  /** Rows of which no event ever left a digest, by table: they are older than the digests. */
  unproven: Map<string, number>
}

interface Row {
  tbl: string
  row: string
  matter: string | null
  hash: string | null
  entry: boolean
  digest: string | null
  key: string | null
  event: string | null
  born: boolean | null
}

const PAGE = 5000

/** Call inside a snapshot that sees everything. */
export async function verifyRows(client: pg.ClientBase, keys: readonly ProofKey[], progress?: (rows: number) => void): Promise<RowReport> {
  const report: RowReport = { rows: 0, faults: [], unproven: new Map() }
  const whole = await basedTables(client)
  await client.query(
    `declare row_check no scroll cursor for with ${await rowsSql(client)}
     select coalesce(p.tbl, l.tbl) as tbl, coalesce(p.row, l.row) as row, coalesce(p.matter, l.matter) as matter, p.hashes[coalesce(l.shape, 1)] as hash,
       l.tbl is not null as entry, l.digest, l.key, l.event,
       case when l.tbl is null then exists (select from event b where b.matter = p.matter and b.seq = 1 and b.rows is not null) end as born
     from entry l full join present p on p.tbl = l.tbl and p.row = l.row`,
  )
  const strange = new Map<string, number>()
  const wrong: { r: Row; what: string }[] = []
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${PAGE} from row_check`)
    for (const r of rows) {
      const what = judge(r, keys, whole, report, strange)
      if (what && wrong.length < 1000) wrong.push({ r, what })
    }
    report.rows += rows.length
    progress?.(report.rows)
    if (rows.length < PAGE) break
  }
  await client.query('close row_check')
  for (const [key, n] of strange) report.faults.push(`有 ${n} 行的指纹是用别的密钥（${key}）做的，手上没有这把密钥，无法核对`)
  report.faults.push(...(await words(client, wrong)))
  return report
}

function judge(r: Row, keys: readonly ProofKey[], whole: Set<string>, report: RowReport, strange: Map<string, number>): string | undefined {
  if (!r.entry) {
    if (r.born || whole.has(r.tbl)) return '不是经办理加进来的'
    report.unproven.set(r.tbl, (report.unproven.get(r.tbl) ?? 0) + 1)
    return
  }
  if (r.digest === null) return r.hash === null ? undefined : '办理时已经删去，后来又加了进来'
  if (r.hash === null) return '不见了'
  const key = keys.find((k) => k.id === r.key)
  if (!key) {
    strange.set(r.key ?? '', (strange.get(r.key ?? '') ?? 0) + 1)
    return
  }
  return key.digest(r.tbl, r.row, r.hash) === r.digest ? undefined : '被改动过'
}

const when = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Asia/Shanghai' })

async function words(client: pg.ClientBase, wrong: { r: Row; what: string }[]): Promise<string[]> {
  const ids = (of: (r: Row) => string | null) => [...new Set(wrong.flatMap(({ r }) => of(r) ?? []))]
  const m = await client.query('select id, title, no from matter where id = any ($1)', [ids((r) => r.matter)])
  const e = await client.query('select id, at, says from event where id = any ($1)', [ids((r) => r.event)])
  const matters = new Map(m.rows.map((x) => [x.id, `${x.no ? `第${String(x.no).padStart(3, '0')}号` : ''}《${x.title}》`]))
  const events = new Map(e.rows.map((x) => [x.id, `${when.format(x.at)} ${x.says}`]))
  return wrong
    .map(({ r, what }) => {
      const whose = r.matter ? `事项 ${r.matter}${matters.get(r.matter) ?? ''}` : '这座房子'
      const last = r.event ? `，最后一次办理是${events.get(r.event)}` : ''
      return `${whose}的${COVERED[r.tbl]?.label}（表 ${r.tbl}，行 ${r.row}）${what}${last}`
    })
    .toSorted()
}
