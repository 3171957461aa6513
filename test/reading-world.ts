/**
 * Something of every process in every state, in a city, a county and a street of it, with and without a session, a delegation and parties; and one
 * person who holds every office there is, so that each may be asked over HTTP. What may be read is worked out from the declarations alone.
 */
import { randomUUID } from 'node:crypto'
import { OFFICES, type Office, type ProcessDef } from '../kernel/process.ts'
import { indexMissing } from '../kernel/text-index.ts'
import { IDS, PLACE } from '../people/demo/ids.ts'
import { processes } from '../processes/index.ts'
import type { Story } from './story.ts'

export interface ReaderSeat {
  id: string
  place: string
  office: Office
  unit: string | null
  delegation: string | null
  /** For the words of a failure. */
  name: string
}
export interface Standing {
  id: string
  process: string
  place: string
  state: string
  private: boolean
  session: boolean
  delegation: string | null
  parties: { seat: string | null; unit: string | null }[]
  /** A suggestion it is about, whose parties are these. */
  about: Standing | null
}

const UNIT_OFFICES: Record<string, string> = { unit_officer: IDS.unit.caizheng, unit_leader: IDS.unit.caizheng, station_liaison: IDS.unit.linjiangStation }
export const WORD = '金丝雀湿地'

/** Every office in the city, the county under it and another county beside that one; two units, one of which takes part in nothing. */
export async function everySeat(s: Story, person: string): Promise<ReaderSeat[]> {
  const out: ReaderSeat[] = []
  const put = async (place: string, office: Office, unit: string | null, delegation: string | null, note = '') => {
    const id = randomUUID()
    await s.db.owner.query(
      `insert into seat (id, person, place, office, unit, delegation, term, state, starts_on) values ($1, $2, $3, $4, $5, $6, $7, 'active', '2022-01-10')`,
      [id, person, place, office, unit, delegation, office === 'deputy' ? (place === PLACE.city ? 6 : 18) : null],
    )
    out.push({ id, place, office, unit, delegation, name: `${place} ${OFFICES[office]}${note}` })
  }
  for (const place of [PLACE.city, PLACE.bixi, PLACE.qingdu])
    for (const office of Object.keys(OFFICES) as Office[])
      await put(
        place,
        office,
        place === PLACE.city ? (UNIT_OFFICES[office] ?? null) : null,
        office === 'delegation_officer' && place === PLACE.city ? IDS.unit.bixi : null,
      )
  await put(PLACE.city, 'unit_officer', IDS.unit.jiaoyu, null, '（没有参与）')
  await put(PLACE.city, 'delegation_officer', null, IDS.unit.qingdu, '（另一个团）')
  return out
}

const dataOf = (process: string): object =>
  ({ award: { quota: {} }, contact: {}, gathering: { heldOn: '2026-03-20' }, reception: { heldOn: '2026-03-20', from: '09:00', to: '11:00', where: '站里' } })[
    process
  ] ?? {}

/** Two of each state in each place: one that nobody takes part in, one of a session and a delegation with a deputy and a unit. */
export async function everyMatter(s: Story, deputy: string): Promise<Standing[]> {
  const all: Standing[] = []
  let n = 0
  const put = async (def: ProcessDef, state: string, place: string, whole: boolean, about: Standing | null) => {
    const id = randomUUID()
    const session = whole && place === PLACE.city ? IDS.session.s65 : null
    const delegation = whole && place === PLACE.city ? IDS.unit.bixi : null
    const isPrivate = !!def.states[state]?.private
    await s.db.owner.query(
      `insert into matter (id, process, place, state, private, final, version, title, data, session, delegation, created_at, state_since, updated_at)
       values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11::timestamptz + $12 * interval '1 second', $11, $11)`,
      [id, def.name, place, state, isPrivate, !!def.states[state]?.final, `关于${WORD}的${def.label}${++n}`, dataOf(def.name), session, delegation, s.now, n],
    )
    const parties: Standing['parties'] = []
    const join = async (role: string | undefined, seat: string | null, unit: string | null) => {
      if (!role) return
      await s.db.owner.query(`insert into party (id, matter, role, seat, unit, step, since, joined_at) values ($1, $2, $3, $4, $5, $6, $7, $7)`, [
        randomUUID(),
        id,
        role,
        seat,
        unit,
        def.parties[role]?.first,
        s.now,
      ])
      parties.push({ seat, unit })
    }
    // What is about a suggestion has no party of its own here: it is the suggestion's that read it.
    if (whole && !about) {
      const role = (kind: string) => Object.entries(def.parties).find(([, p]) => p.kind === kind)?.[0]
      await join(role('deputy'), deputy, null)
      await join(role('unit'), null, def.name === 'station' || def.name === 'reception' ? IDS.unit.linjiangStation : IDS.unit.caizheng)
    }
    if (about && def.name === 'inspection')
      await s.db.owner.query(`insert into inspection_item (inspection, suggestion, unit, snapshot) values ($1, $2, $3, '{}')`, [
        id,
        about.id,
        IDS.unit.caizheng,
      ])
    else if (about)
      await s.db.owner.query(`insert into matter_link (from_matter, to_matter, kind, event, at) values ($1, $2, '督办', $3, $4)`, [
        id,
        about.id,
        randomUUID(),
        s.now,
      ])
    const m: Standing = { id, process: def.name, place, state, private: isPrivate, session: !!session, delegation, parties, about }
    all.push(m)
    return m
  }
  const suggestion = processes.get('suggestion')?.def as ProcessDef
  const handled = await put(suggestion, 'handling', PLACE.city, true, null)
  for (const { def } of processes.values())
    for (const state of Object.keys(def.states))
      for (const place of [PLACE.city, PLACE.bixi, PLACE.linjiang])
        for (const whole of [false, true]) await put(def, state, place, whole, whole && place === PLACE.city && def.reads.linked ? handled : null)
  for (const m of all) {
    await s.db.owner.query(
      `insert into event (id, matter, seq, process, place, action, by_office, by_name, at, says, hash) values ($1, $2, 1, $3, $4, 'redate', 'system', '系统', $5, '重算', '')`,
      [randomUUID(), m.id, m.process, m.place, s.now],
    )
    const hash = randomUUID().replaceAll('-', '').repeat(2)
    await s.db.owner.query('insert into file (hash, size, mime) values ($1, 10, $2)', [hash, 'image/jpeg'])
    await s.db.owner.query(`insert into attachment (matter, file, name, by_person, at) values ($1, $2, '照片.jpg', $3, $4)`, [
      m.id,
      hash,
      IDS.person.lixiulan,
      s.now,
    ])
  }
  await indexMissing(s.db.owner, (p) => processes.get(p)?.tells)
  return all
}

const UNDER: Record<string, string[]> = {
  [PLACE.city]: [PLACE.city, PLACE.bixi, PLACE.qingdu, PLACE.linjiang],
  [PLACE.bixi]: [PLACE.bixi, PLACE.linjiang],
  [PLACE.qingdu]: [PLACE.qingdu],
}

/** Read off the declaration, line by line as it is written there. */
export function mayRead(x: ReaderSeat, m: Standing): boolean {
  const r = processes.get(m.process)?.def.reads
  const has = (list: readonly Office[] | undefined) => !!list?.includes(x.office)
  const takesPart = (y: Standing) => y.parties.some((p) => (p.seat !== null && p.seat === x.id) || (p.unit !== null && p.unit === x.unit))
  if (!r) return false
  if (takesPart(m)) return true
  if (m.private) return false
  const here = m.place === x.place
  return (
    (here && has(r.all)) ||
    (has(r.below) && !!UNDER[x.place]?.includes(m.place)) ||
    (here && m.session && has(r.session)) ||
    (here && m.delegation !== null && m.delegation === x.delegation && has(r.delegation)) ||
    (here && has(r.open?.to) && !!r.open?.states.includes(m.state)) ||
    (m.about !== null && has(r.linked?.to) && !!r.linked?.states.includes(m.state) && takesPart(m.about))
  )
}
