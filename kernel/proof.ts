/**
 * The record answers for the rows, too: each event carries, under its hash, a keyed digest of every covered row its act left behind
 * (`database/covered.ts`). The key stays outside the database: from a digest nobody can try out which of four levels a judgement holds.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import type pg from 'pg'
import { type EventContent, eventHash, type RowDigests } from './record.ts'

export interface ProofKey {
  /** Says nothing about the key. */
  id: string
  digest(table: string, row: string, hash: string): string
}

export function proofKey(secret: string): ProofKey {
  const key = Buffer.from(hkdfSync('sha256', secret, 'huying', 'record/rows', 32))
  const mac = (...x: string[]) => createHmac('sha256', key).update(x.join('\n')).digest()
  // 128 bits: enough against a second row that fits, and events stay small.
  return {
    id: mac('id').toString('hex').slice(0, 8),
    digest: (...x) =>
      mac(...x)
        .subarray(0, 16)
        .toString('base64url'),
  }
}

/** Of a house that was not given any (tests, trials): proves nothing against somebody who reads this line. */
export const UNKEYED = proofKey('')
let current = UNKEYED

/** One process serves one house; said once at its start. */
export function proveWith(key: ProofKey): void {
  current = key
}

const INSERT = `insert into event (id, matter, seq, process, place, action, from_state, to_state, party, by_party, by_person, by_seat, by_office, by_name, at, says, data, rows, hash)
  select x.id, x.matter, x.seq, x.process, x.place, x.action, x."fromState", x."toState", x.party, x."byParty", x."byPerson", x."bySeat", x."byOffice", x."byName", x.at, x.says, x.data, x.rows, decode(x.hash, 'hex')
  from json_to_record($1) as x(id uuid, matter uuid, seq int, process text, place text, action text, "fromState" text, "toState" text, party uuid, "byParty" uuid, "byPerson" uuid, "bySeat" uuid, "byOffice" text, "byName" text, at timestamptz, says text, data jsonb, rows jsonb, hash text)`

/** Last in its transaction: the event, with the digests of everything the transaction has touched since the event before. */
export async function insertEvent(client: pg.ClientBase, event: EventContent): Promise<void> {
  const t = await client.query<Taken>({ name: 'record-take', text: 'select * from record_take($1)', values: [event.matter] })
  const whole = { ...event, rows: digestsOf(t.rows[0] as Taken, event.matter) }
  await client.query({ name: 'insert-event', text: INSERT, values: [JSON.stringify({ ...whole, hash: eventHash(whole).toString('hex') })] })
}

interface Taken {
  pos: string | number
  touched: string
  duty: string | null
}

function digestsOf(t: Taken, matter: string | null): RowDigests {
  const last = new Map<string, RowDigests['of'][number]>()
  for (const line of t.touched.split('\n')) {
    if (!line) continue
    const [table = '', row = '', shape, hash] = line.split('\t')
    last.set(`${table}\t${row}`, [table, row, Number(shape), hash ? current.digest(table, row, hash) : null])
  }
  if (matter) last.set('duty', ['duty', matter, 1, t.duty && current.digest('duty', matter, t.duty)])
  return { pos: Number(t.pos), key: current.id, of: [...last.values()] }
}
