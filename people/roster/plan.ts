/** What a roster would change: compared with what the house knows, written nowhere. */

import { createHash } from 'node:crypto'
import { cut, foldName } from '../../kernel/characters.ts'
import { columnOf, type Field, OPEN, PERSON_FIELDS, SECRET, STATES } from './columns.ts'
import { type Known, type KnownPerson, type KnownSeat, sameBirth, type Values } from './known.ts'
import { indexOf, match } from './match.ts'
import { type CellError, errorAt, type RosterRow } from './read.ts'

export interface Change {
  row: number
  name: string
  field: string
  from: string
  to: string
}
/** What the file says and the import leaves as it is, and why. */
export interface Kept {
  row: number
  name: string
  field: string
  to: string
  why: string
}
/** A way to log in that the file would have otherwise: put forward, opened by its owner only. */
export interface Door {
  row: number
  person: string
  name: string
  channel: 'mobile' | 'email'
  to: string
}
/** One row that leads to writing. Keys are columns of the tables; `tags` joined with 、 and `delegation` as the unit's id. */
export interface Step {
  row: number
  seat: KnownSeat | null
  person: KnownPerson | null
  term: number
  personSet: Record<string, string>
  seatSet: Record<string, string>
}
export interface Plan {
  steps: Step[]
  changes: Change[]
  kept: Kept[]
  doors: Door[]
  added: { row: number; name: string; delegation: string; certificateNo: string }[]
  fresh: number
  changed: number
  same: number
  errors: CellError[]
  /** Deputies of the terms concerned whom the file does not mention; they stay as they are. */
  absent: number
}

class No extends Error {
  readonly field: Field
  constructor(field: Field, text: string) {
    super(text)
    this.field = field
  }
}

export function makePlan(known: Known, rows: RosterRow[]): Plan {
  const plan: Plan = { steps: [], changes: [], kept: [], doors: [], added: [], fresh: 0, changed: 0, same: 0, errors: [], absent: 0 }
  const index = indexOf(known)
  const seen = {
    certificate: new Map<string, number>(),
    mobile: new Map<string, number>(),
    person: new Map<string, number>(),
    birth: new Map<string, RosterRow>(),
  }
  const terms = new Set<number>()
  for (const row of rows) {
    try {
      const term = termOf(known, row)
      refuseTwins(seen, row, term)
      const found = match(known, index, row.values, term)
      if ('error' in found) throw new No(found.error.field, found.error.text)
      if (found.person) once(seen.person, `${term}/${found.person.id}`, row, 'name', '是同一位代表，请只留一行')
      terms.add(term)
      add(plan, known, row, term, found.person, found.seat)
    } catch (e) {
      if (!(e instanceof No)) throw e
      plan.errors.push(errorAt(row, e.field, e.message))
    }
  }
  const mentioned = new Set(plan.steps.map((s) => s.seat?.id))
  plan.absent = known.seats.filter((s) => terms.has(s.term) && s.state !== 'terminated' && !mentioned.has(s.id)).length
  plan.steps = plan.steps.filter((s) => Object.keys(s.personSet).length + Object.keys(s.seatSet).length > 0 || !s.seat)
  return plan
}

/** Of all that the plan would write: equal digests write the same. */
export function digestOf(plan: Plan): string {
  const all = plan.steps.map((s) => [s.row, s.seat?.id ?? null, s.person?.id ?? null, s.term, Object.entries(s.personSet), Object.entries(s.seatSet)])
  return createHash('sha256')
    .update(JSON.stringify([all, plan.changes.map((c) => [c.row, c.field, c.from]), plan.kept, plan.doors, plan.errors.length]))
    .digest('hex')
}

function termOf(known: Known, row: RosterRow): number {
  const term = Number(row.values.term ?? known.term)
  if (!known.terms.some((t) => t.number === term)) throw new No('term', `${known.placeName}没有第 ${term} 届，请核对届次`)
  return term
}

function once(seen: Map<string, number>, key: string, row: RosterRow, field: Field, text: string) {
  const before = seen.get(key)
  if (before !== undefined) throw new No(field, `与第 ${before} 行${text}`)
  seen.set(key, row.row)
}

/** Within the file: one certificate and one phone for one row; namesakes of one birth must differ in something. */
function refuseTwins(seen: { certificate: Map<string, number>; mobile: Map<string, number>; birth: Map<string, RosterRow> }, row: RosterRow, term: number) {
  const v = row.values
  if (v.certificate_no) once(seen.certificate, `${term}/${v.certificate_no}`, row, 'certificate_no', '的代表证号相同，请核对')
  if (v.mobile) once(seen.mobile, `${term}/${v.mobile}`, row, 'mobile', '的手机号码相同，请核对')
  if (!v.birth) return
  const key = `${term}/${v.name}/${v.birth.slice(0, 7)}`
  const twin = seen.birth.get(key)
  const apart = (f: Field) => v[f] && twin?.values[f] && v[f] !== twin.values[f]
  if (twin && sameBirth(twin.values.birth, v.birth) && !apart('certificate_no') && !apart('mobile')) {
    throw new No('name', `与第 ${twin.row} 行同名、同出生年月，请填写各自的代表证号或手机号码；是同一人的只留一行`)
  }
  seen.birth.set(key, row)
}

function add(plan: Plan, known: Known, row: RosterRow, term: number, person: KnownPerson | null, seat: KnownSeat | null) {
  const v = row.values
  const step: Step = { row: row.row, seat, person, term, personSet: {}, seatSet: {} }
  const changes: Change[] = []
  const note = (field: Field, from: string | null, to: string) =>
    changes.push({ row: row.row, name: v.name ?? '', field: columnOf(field).header, from: shown(field, from), to: shown(field, to) })
  ofPerson(plan, step, v, note)
  const delegation = v.delegation ? delegationOf(known, v.delegation) : null
  const wanted: Record<string, [from: string | null, to: string | undefined, words?: [string | null, string | undefined]]> = {
    certificate_no: [seat?.certificate_no ?? null, v.certificate_no],
    delegation: [seat?.delegation ?? null, delegation?.id, [known.delegations.find((d) => d.id === seat?.delegation)?.name ?? null, delegation?.name]],
    electoral_unit: [seat?.electoral_unit ?? null, v.electoral_unit],
    tags: [sorted(seat?.tags), v.tags && sorted(v.tags.split('、'))],
    state: [seat?.state ?? null, v.state],
    reason: [seat?.reason ?? null, v.reason],
  }
  for (const [f, [from, to, words]] of Object.entries(wanted)) {
    if (!to || to === from) continue
    if (seat?.state === 'terminated' && f === 'state') throw new No('state', '这位代表的资格已经终止，不能通过导入恢复，请走补选或资格确认')
    step.seatSet[f] = f === 'tags' ? (v.tags as string) : to
    if (seat) note(f as Field, words ? words[0] : from, (words ? words[1] : f === 'tags' ? v.tags : to) as string)
  }
  if (seat?.state === 'terminated' && v.state !== 'terminated')
    throw new No('name', '这位代表的资格已经终止。仍要保留这一行的，请把状态写为“终止”；重新当选的，请走补选')
  plan.steps.push(step)
  plan.changes.push(...changes)
  if (!seat) {
    plan.fresh++
    plan.added.push({ row: row.row, name: v.name ?? '', delegation: delegation?.name ?? '', certificateNo: v.certificate_no ?? '' })
  } else if (changes.length > 0) plan.changed++
  else plan.same++
}

/** What the row says of the person himself. A place writes only of those whom it keeps, and opens nobody's door. */
function ofPerson(plan: Plan, step: Step, v: Values, note: (field: Field, from: string | null, to: string) => void): void {
  const person = step.person
  const keep = (f: Field, to: string, why: string) => plan.kept.push({ row: step.row, name: v.name ?? '', field: columnOf(f).header, to: shown(f, to), why })
  for (const f of PERSON_FIELDS) {
    const to = v[f]
    const from = person?.fields[f] ?? null
    if (to === undefined) continue
    if (person?.keeper) {
      // Whether a private field agrees is private too.
      if (!OPEN.has(f) ? f !== 'mobile' || to !== from : !same(f, from, to)) keep(f, to, `由${person.keeper}人大维护，不改动`)
      continue
    }
    if (same(f, from, to)) continue
    if (f === 'mobile' || f === 'email') {
      if (person?.login) {
        plan.doors.push({ row: step.row, person: person.id, name: person.fields.name ?? '', channel: f, to })
        keep(f, to, f === 'mobile' ? DOOR : DOOR.replace('手机', '邮箱'))
        continue
      }
      if (person?.elsewhere) throw new No(f, '这位同志在其他地方也有职务，手机号码和邮箱请由本人修改')
    }
    step.personSet[f] = to
    if (person) note(f, from, to)
  }
}
const DOOR = '这位同志用手机登录，导入不改动；写入后作为更换申请，由本人验证或者另一位工作人员核准'

/** Nothing to write: also a month for a day of that month, and a name whose dot was not typed. */
function same(f: Field, from: string | null, to: string): boolean {
  if (!from || to === from) return to === from
  if (f === 'birth') return to.length === 7 && from.startsWith(to)
  return f === 'name' && from.includes('·') && !to.includes('·') && foldName(from) === foldName(to)
}

const sorted = (tags: string[] | undefined) => [...(tags ?? [])].sort().join('、')

function delegationOf(known: Known, text: string): { id: string; name: string } {
  const short = (t: string) => t.replace(/\s/g, '').replace(/(代表)?(分)?团$/, '')
  const found = known.delegations.filter((d) => d.name === text || short(d.name) === short(text))
  if (found.length === 1 && found[0]) return found[0]
  if (known.delegations.length === 0) throw new No('delegation', `${known.placeName}没有代表团，请把这一栏留空`)
  throw new No(
    'delegation',
    `没有“${cut(text, 20)}”。${known.placeName}的代表团有：${known.delegations
      .slice(0, 30)
      .map((d) => d.name)
      .join('、')}`,
  )
}

function shown(field: Field, value: string | null): string {
  if (!value) return '（空）'
  if (field === 'state') return STATES[value as keyof typeof STATES] ?? value
  if (field === 'mobile') return `${value.slice(0, 3)}****${value.slice(-4)}`
  if (SECRET.has(field)) return '（有改动）'
  return cut(value, 60, '…')
}
