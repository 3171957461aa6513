/**
 * Checking the record again from its rows: every event's content, every block and its signature, every published root, and every row
 * an act left behind. Names what does not fit, and says what it could not prove.
 */
import type pg from 'pg'
import { type ProofKey, UNKEYED } from './proof.ts'
import { blockHash, type EventContent, eventHash, GENESIS, type Root } from './record.ts'
import { signedBy, type Trusted } from './signer.ts'
import { type RowReport, verifyRows } from './verify-rows.ts'

export interface VerifyReport {
  ok: boolean
  /** Looked at, sealed and unsealed. */
  events: number
  blocks: number
  unsealed: number
  /** Hash of the last block, hex; '' while nothing is sealed. Compare it with what you kept elsewhere. */
  head: string
  /** The first thing that does not fit, in words. */
  broken: string | null
  /** All of them, the first 100. */
  faults: string[]
  /** Rows compared with the digest their last event left. */
  rows: number
  /** What this run could not prove, in words. */
  unproven: string[]
}

export interface VerifyOptions {
  /** Kept elsewhere: downloaded from the public page, received by mail. */
  roots?: readonly Root[]
  /** Secrets of the row digests, all that were ever used. Default: that of a house which was given none. */
  keys?: readonly ProofKey[]
  /** Public keys of those who may sign blocks. */
  trusted?: readonly Trusted[]
  progress?: (done: string) => void
}

type Row = EventContent & { hash: Buffer; wholeMs: boolean }
interface Block {
  no: number
  prev: Buffer
  hash: Buffer
  count: number
  at: Date
  signer: string | null
  signature: Buffer | null
}

const COLUMNS = `e.id, e.matter, e.seq, e.process, e.place, e.action, e.from_state as "fromState", e.to_state as "toState", e.party, e.by_party as "byParty", e.by_person as "byPerson", e.by_seat as "bySeat",
  e.by_office as "byOffice", e.by_name as "byName", e.at, e.says, e.data, e.rows, e.hash, e.at = date_trunc('milliseconds', e.at) as "wholeMs"`
const PAGE = 2000
const MOST_FAULTS = 100

/**
 * Reads everything once, a page at a time, in one snapshot; a house at work is not disturbed.
 * @param pool of the owner, or of the application
 */
export async function verify(pool: pg.Pool, o: VerifyOptions = {}): Promise<VerifyReport> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(`select set_config('huying.system', 'on', true), set_config('statement_timeout', '0', true), set_config('jit', 'off', true)`)
    return await new Check(client, o).run()
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

class Check {
  private readonly client: pg.ClientBase
  private readonly faults: string[] = []
  private events = 0
  private blocks = 0
  private unsealed = 0
  private unsigned = 0
  private head = ''
  private readonly trusted: readonly Trusted[]
  private readonly o: VerifyOptions
  constructor(client: pg.ClientBase, o: VerifyOptions) {
    this.client = client
    this.o = o
    this.trusted = (o.trusted ?? []).toSorted((a, b) => a.from - b.from)
  }

  async run(): Promise<VerifyReport> {
    await this.chain()
    await this.rest()
    await this.gaps()
    await this.roots(this.o.roots ?? [])
    const r = await verifyRows(this.client, this.o.keys ?? [UNKEYED], (n) => this.o.progress?.(`对照 ${n} 行`))
    for (const f of r.faults) this.fault(f)
    const { faults, events, blocks, unsealed, head } = this
    return { ok: faults.length === 0, events, blocks, unsealed, head, broken: faults[0] ?? null, faults, rows: r.rows, unproven: this.unproven(r) }
  }

  private unproven(r: RowReport): string[] {
    const out: string[] = []
    const { roots = [] } = this.o
    if (roots.length === 0)
      out.push('没有给外存的根：最后几天的事件和块如果整个删去，或者整个库换回旧的备份，看不出来。请用 --roots 给出从公开页面、订阅或邮件里存下的根')
    else if (this.blocks > 0) {
      const last = roots.toSorted((a, b) => b.block - a.block)[0] as Root
      out.push(`外存的根只证明到 ${last.day}（第 ${last.block} 块）：其后的事件如果整个删去，看不出来`)
    }
    if (this.unsigned > 0) out.push(`有 ${this.unsigned} 块没有签名可以核对：能改整个库的人可以重写它们`)
    if (this.unsealed > 0) out.push(`有 ${this.unsealed} 条事件还没有封存`)
    const n = [...r.unproven.values()].reduce((a, b) => a + b, 0)
    if (n > 0) out.push(`有 ${n} 行早于指纹（${[...r.unproven.keys()].toSorted().join('、')}），只能证明日志，不能证明这些行`)
    return out
  }

  /** Blocks before the first key are unsigned; from then on each bears the signature of the key of its time. */
  private signed(b: Block): void {
    const key = this.trusted.findLast((k) => k.from <= b.no)
    if (!key) this.unsigned++
    else if (!b.signature) this.fault(`第 ${b.no} 块没有签名`)
    else if (b.signer !== key.id) this.fault(`第 ${b.no} 块不是用当时的密钥（${key.id}）签的，签的是 ${b.signer}`)
    else if (!signedBy(key, b.no, b.hash, b.signature)) this.fault(`第 ${b.no} 块的签名不符：块被改写过`)
  }

  private fault(text: string) {
    if (this.faults.length < MOST_FAULTS) this.faults.push(text)
  }

  private content(e: Row): boolean {
    this.events++
    if (e.wholeMs && eventHash(e).equals(e.hash)) return true
    this.fault(`${named(e)} 的内容被改动过`)
    return false
  }

  /** Block after block, its events in pages. */
  private async chain() {
    let prev = GENESIS
    let expected = 1
    for (let after = 0; ; ) {
      const { rows } = await this.client.query<Block>(
        'select no::int as no, prev, hash, count, sealed_at as at, signer, signature from event_block where no > $1 order by no limit 500',
        [after],
      )
      for (const b of rows) {
        if (b.no !== expected) this.fault(`第 ${expected} 块${b.no > expected + 1 ? `至第 ${b.no - 1} 块` : ''}不见了（其后是第 ${b.no} 块）`)
        else if (!b.prev.equals(prev)) this.fault(`第 ${b.no} 块与前一块接不上`)
        this.signed(b)
        await this.block(b)
        expected = b.no + 1
        prev = b.hash
        this.blocks++
      }
      if (rows.length === 0) break
      after = expected - 1
      this.o.progress?.(`核对 ${this.events} 条事件`)
    }
    this.head = this.blocks ? prev.toString('hex') : ''
  }

  private async block(b: Block) {
    const hashes: Buffer[] = []
    let first: Row | undefined
    let whole = true
    for (let after = -1; ; ) {
      const { rows } = await this.client.query<Row & { sealed: string; position: number }>({
        name: 'sealed',
        text: `select ${COLUMNS}, s.event as sealed, s.position from event_seal s left join event e on e.id = s.event where s.block = $1 and s.position > $2 order by s.position limit ${PAGE}`,
        values: [b.no, after],
      })
      for (const r of rows) {
        after = r.position
        if (r.id) {
          first ??= r
          whole = this.content(r) && whole
          hashes.push(r.hash)
          continue
        }
        whole = false
        this.fault(`第 ${b.no} 块里的事件 ${r.sealed} 不见了`)
      }
      if (rows.length < PAGE) break
    }
    const found = hashes.length
    if (found !== b.count) return this.fault(`第 ${b.no} 块应有 ${b.count} 条事件，现有 ${found} 条`)
    // When an event is to blame it has been named already.
    if (!blockHash(b.prev, b.no, b.at, hashes).equals(b.hash) && whole)
      this.fault(`第 ${b.no} 块的指纹不符：事件的次序、指纹或封存时间被改动过${first ? `，首条为${named(first)}` : ''}`)
  }

  /** Events that have no seal yet. */
  private async rest() {
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await this.client.query<Row>(
        `select ${COLUMNS} from event e where e.id > $1 and not exists (select from event_seal s where s.event = e.id) order by e.id limit ${PAGE}`,
        [after],
      )
      for (const e of rows) {
        this.unsealed++
        this.content(e)
        after = e.id
      }
      if (rows.length < PAGE) return
    }
  }

  /** A matter's events are numbered without gaps up to its version: so one removed before it was sealed is missed, too. */
  private async gaps() {
    const { rows } = await this.client.query<{ id: string; version: number; n: number; first: number; last: number }>(
      `select m.id, m.version, coalesce(e.n, 0) as n, e.first, e.last from matter m
         left join (select matter, count(*)::int as n, min(seq) as first, max(seq) as last from event where matter is not null group by matter) e on e.matter = m.id
       where (e.n, e.first, e.last) is distinct from (m.version, 1, m.version) order by m.id limit ${MOST_FAULTS}`,
    )
    for (const r of rows) this.fault(`事项 ${r.id} 应有 ${r.version} 条事件，现有 ${r.n} 条`)
  }

  private async roots(kept: readonly Root[]) {
    const { rows } = await this.client.query<{ day: string; block: number; root: string; now: string | null }>(
      `select r.day::text, r.block::int as block, encode(r.hash, 'hex') as root, encode(b.hash, 'hex') as now from event_root r left join event_block b on b.no = r.block order by r.day`,
    )
    for (const r of rows) if (r.root !== r.now) this.fault(`${r.day} 公布的根与现在的链不符（第 ${r.block} 块）`)
    for (const k of kept) {
      const b = await this.client.query<{ hash: string }>(`select encode(hash, 'hex') as hash from event_block where no = $1`, [k.block])
      if (b.rows[0]?.hash !== k.hash) this.fault(`外存的 ${k.day} 的根与现在的链不符（第 ${k.block} 块${b.rows[0] ? '被改写过' : '不见了'}）`)
    }
  }
}

const when = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Asia/Shanghai' })
const named = (e: Row) => `事件 ${e.id}（${when.format(e.at)} ${e.says}）`
