/**
 * Which deputy a row means: by certificate within the term, then by phone number, then by name and birth. Where two readings are
 * possible none is taken, and the office is told what to write into the row.
 */
import { foldName } from '../../kernel/characters.ts'
import type { Field } from './columns.ts'
import { type Known, type KnownPerson, type KnownSeat, sameBirth, type Values } from './known.ts'

export type Match = { person: KnownPerson | null; seat: KnownSeat | null } | { error: { field: Field; text: string } }

export interface Index {
  byCertificate: Map<string, KnownSeat>
  byPerson: Map<string, KnownSeat[]>
  byName: Map<string, KnownPerson[]>
}

/** Built once for a whole roster. Seats that still count come before those that ended. */
export function indexOf(known: Known): Index {
  const index: Index = { byCertificate: new Map(), byPerson: new Map(), byName: new Map() }
  for (const s of known.seats) {
    if (s.certificate_no) {
      const key = `${s.term}/${s.certificate_no}`
      if (!index.byCertificate.has(key)) index.byCertificate.set(key, s)
    }
    const of = index.byPerson.get(s.person.id)
    if (of) of.push(s)
    else {
      index.byPerson.set(s.person.id, [s])
      const name = foldName(s.person.fields.name as string)
      index.byName.set(name, [...(index.byName.get(name) ?? []), s.person])
    }
  }
  return index
}

/** However the dots, blanks and widths are typed. */
const sameName = (p: KnownPerson, v: Values) => foldName(p.fields.name ?? '') === foldName(v.name ?? '')
const wrong = (field: Field, text: string): Match => ({ error: { field, text } })

export function match(known: Known, index: Index, v: Values, term: number): Match {
  const seatOf = (p: KnownPerson) => index.byPerson.get(p.id)?.find((s) => s.term === term) ?? null
  const owner = v.mobile ? known.byMobile.get(v.mobile) : undefined
  const held = v.certificate_no ? index.byCertificate.get(`${term}/${v.certificate_no}`) : undefined
  if (held) {
    const p = held.person
    if (owner && owner.id !== p.id) return wrong('mobile', '手机号码登记在另一位同志名下，与这个代表证号不是同一个人，请核对这两项')
    if (!sameName(p, v) && !owner && !sameBirth(p.fields.birth, v.birth)) {
      return wrong(
        'name',
        `代表证号 ${v.certificate_no} 在名册中是“${p.fields.name}”。是改名的，请同时填写与名册一致的手机号码或出生年月；证号填错的，请更正证号`,
      )
    }
    return { person: p, seat: held }
  }
  if (owner) {
    if (!sameName(owner, v)) return wrong('mobile', '这个手机号码已由另一位同志使用，请核对')
    return { person: owner, seat: seatOf(owner) }
  }
  return byName(index, v, seatOf)
}

function byName(index: Index, v: Values, seatOf: (p: KnownPerson) => KnownSeat | null): Match {
  const namesakes = index.byName.get(foldName(v.name ?? '')) ?? []
  if (!v.birth) {
    if (namesakes.length > 0) return wrong('name', `名册中已有同名的“${v.name}”，请填写代表证号、手机号码或出生年月，以便辨认是否同一人`)
    if (!v.certificate_no && !v.mobile) return wrong('name', '请填写代表证号、手机号码、出生年月中的至少一项，以便辨认')
    return { person: null, seat: null }
  }
  const differs = (p: KnownPerson) => {
    const no = seatOf(p)?.certificate_no
    return !!(v.certificate_no && no && no !== v.certificate_no)
  }
  const alike = namesakes.filter((p) => sameBirth(p.fields.birth, v.birth))
  // Another certificate and another phone: another person who happens to share name and birth.
  const may = alike.filter((p) => !(differs(p) && v.mobile && p.fields.mobile && p.fields.mobile !== v.mobile))
  if (may.length > 1) return wrong('name', `名册中有 ${may.length} 位“${v.name}”出生年月也相同，分不清是哪一位，请填写代表证号或手机号码`)
  const one = may[0]
  if (!one) {
    const unsure = namesakes.find((p) => !p.fields.birth)
    if (unsure && !v.certificate_no && !v.mobile) return wrong('name', `名册中有一位“${v.name}”没有出生年月，分不清是否同一人，请填写代表证号或手机号码`)
    return { person: null, seat: null }
  }
  if (differs(one)) {
    return wrong(
      'certificate_no',
      `名册中同名、同出生年月的“${v.name}”，代表证号是 ${seatOf(one)?.certificate_no}。是同一人换证的，请填写与名册一致的手机号码；是两个人的，请填写各自的手机号码`,
    )
  }
  return { person: one, seat: seatOf(one) }
}
