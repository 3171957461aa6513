/**
 * The record: every event carries the hash of its own content; a sealer chains committed events into blocks about once a second
 * and publishes a daily root. Tamper-evidence without a chain head that every act would have to lock.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'

/** Everything an event says; its hash covers all of it. */
export interface EventContent {
  id: string
  matter: string | null
  seq: number | null
  process: string
  place: string
  action: string
  fromState: string | null
  toState: string | null
  party: string | null
  byParty: string | null
  byPerson: string | null
  bySeat: string | null
  byOffice: string
  byName: string
  at: Date
  says: string
  data: Record<string, unknown>
}

/** Keys sorted, undefined dropped: the same whether it comes from memory or back from jsonb, which keeps neither order nor spacing. */
function canonical(x: unknown): unknown {
  if (Array.isArray(x)) return x.map((v) => (v === undefined ? null : canonical(v)))
  if (x instanceof Date) return x.toISOString()
  if (x && typeof x === 'object')
    return Object.fromEntries(
      Object.entries(x)
        .filter(([, v]) => v !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([k, v]) => [k, canonical(v)]),
    )
  // jsonb stores numbers exactly, without a sign of zero.
  return Object.is(x, -0) ? 0 : x
}

/** sha256 over the canonical JSON of the whole content. */
export function eventHash(e: EventContent): Buffer {
  return createHash('sha256').update(JSON.stringify(canonical(e))).digest()
}

const GENESIS = Buffer.alloc(32)
const SEALER = 711_001
const MOST = 5000

const blockHash = (prev: Buffer, events: readonly Buffer[]) => createHash('sha256').update(Buffer.concat([prev, ...events])).digest()

/**
 * Chains every event that is committed and not yet sealed. The watermark is the oldest transaction still running: what is in flight
 * is neither sealed nor skipped. One sealer at a time; another returns 0.
 */
export async function seal(pool: pg.Pool, now: Date): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('huying.system', 'on', true)`)
    const mine = await client.query('select pg_try_advisory_xact_lock($1) as mine', [SEALER])
    const events = mine.rows[0].mine
      ? (await client.query(
          `select e.id, e.hash from event e where e.xid < pg_snapshot_xmin(pg_current_snapshot()) and not exists (select from event_seal s where s.event = e.id) order by e.xid, e.matter, e.seq, e.id limit ${MOST}`,
        )).rows
      : []
    if (events.length > 0) {
      const last = (await client.query('select no, hash from event_block order by no desc limit 1')).rows[0]
      const no = Number(last?.no ?? 0) + 1
      const prev: Buffer = last?.hash ?? GENESIS
      await client.query('insert into event_block (no, prev, hash, count, sealed_at) values ($1, $2, $3, $4, $5)', [no, prev, blockHash(prev, events.map((e) => e.hash)), events.length, now])
      await client.query('insert into event_seal (event, block, position) select x.id, $2, x.n from unnest($1::uuid[]) with ordinality as x(id, n)', [events.map((e) => e.id), no])
    }
    await client.query('commit')
    return events.length
  } catch (e) {
    await client.query('rollback').catch(() => {})
    throw e
  } finally {
    client.release()
  }
}

/** The head of the chain at a day's end, to be posted where others can keep it. */
export async function publishRoot(pool: pg.Pool, day: string, now: Date): Promise<void> {
  await pool.query(`insert into event_root (day, block, hash, published_at) select $1, no, hash, $2 from event_block order by no desc limit 1 on conflict (day) do nothing`, [day, now])
}

export interface VerifyReport {
  ok: boolean
  events: number
  blocks: number
  unsealed: number
  /** Hash of the last block, hex; compare it with the roots you kept. */
  head: string
  /** The first thing that does not fit, in words. */
  broken: string | null
}

const COLUMNS = `e.id, e.matter, e.seq, e.process, e.place, e.action, e.from_state as "fromState", e.to_state as "toState", e.party, e.by_party as "byParty", e.by_person as "byPerson", e.by_seat as "bySeat",
  e.by_office as "byOffice", e.by_name as "byName", e.at, e.says, e.data, e.hash`

/** Recomputes everything from the rows; names the first event or block that was changed, removed or moved. */
export async function verify(owner: pg.Pool): Promise<VerifyReport> {
  const report: VerifyReport = { ok: true, events: 0, blocks: 0, unsealed: 0, head: '', broken: null }
  const fail = (text: string): VerifyReport => ({ ...report, ok: false, broken: text })
  const content = (e: EventContent & { hash: Buffer }): boolean => {
    const { hash, ...rest } = e
    report.events++
    return eventHash(rest).equals(hash)
  }
  const name = (e: { says: string; at: Date; id: string }) => `事件 ${e.id}(${e.at.toISOString()} ${e.says})`
  let prev = GENESIS
  for (let no = 1; ; no++) {
    const block = (await owner.query('select * from event_block where no = $1', [no])).rows[0]
    if (!block) break
    const events = (await owner.query(`select ${COLUMNS}, s.event as sealed from event_seal s left join event e on e.id = s.event where s.block = $1 order by s.position`, [no])).rows
    for (const e of events) {
      if (!e.id) return fail(`第 ${no} 块里的事件 ${e.sealed} 不见了`)
      const { sealed: _, ...row } = e
      if (!content(row)) return fail(`${name(row)} 的内容被改动过`)
    }
    if (events.length !== block.count) return fail(`第 ${no} 块应有 ${block.count} 条事件,现有 ${events.length} 条`)
    if (!prev.equals(block.prev)) return fail(`第 ${no} 块与前一块接不上`)
    if (!blockHash(prev, events.map((e) => e.hash)).equals(block.hash)) return fail(`第 ${no} 块的指纹不符:事件的指纹或次序被改动过,首条为${name(events[0])}`)
    prev = block.hash
    report.blocks++
  }
  const beyond = (await owner.query('select min(no)::int as no from event_block where no > $1', [report.blocks + 1])).rows[0].no
  if (beyond) return fail(`第 ${report.blocks + 1} 块不见了(后面还有第 ${beyond} 块)`)
  for (const root of (await owner.query('select r.day, r.hash, b.hash as now from event_root r left join event_block b on b.no = r.block order by r.day')).rows)
    if (!root.now || !root.hash.equals(root.now)) return fail(`${root.day} 公布的根与现在的链不符`)
  for (const e of (await owner.query(`select ${COLUMNS} from event e where not exists (select from event_seal s where s.event = e.id)`)).rows) {
    report.unsealed++
    if (!content(e)) return fail(`${name(e)} 的内容被改动过(尚未封存)`)
  }
  return { ...report, head: prev.toString('hex') }
}
