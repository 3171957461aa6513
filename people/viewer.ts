/** A logged-in person acting from one seat: what every policy and every reading asks. */
import type { Actor, Office } from '../kernel/process.ts'

export interface Seat {
  id: string
  person: string
  personName: string
  place: string
  placeName: string
  placePath: string
  office: Office
  unit: string | null
  unitName: string | null
  delegation: string | null
  delegationName: string | null
  term: number | null
  certificateNo: string | null
  readsDown: boolean
}

export interface Viewer {
  person: string
  name: string
  seat: Seat
  /** Second factor passed in this login. */
  strong: boolean
  session: string
}

/** The names under which duties wait for this seat; see `duty.holder`. */
export function holdersOf(s: Seat): string[] {
  const h = [`seat:${s.id}`]
  if (s.office === 'delegation_officer') {
    if (s.delegation) h.push(`delegation:${s.delegation}`)
  } else if (!['unit_officer', 'unit_leader', 'station_liaison', 'deputy'].includes(s.office)) h.push(`office:${s.place}:${s.office}`)
  // An office's own unit that takes part in a matter (a committee, a county's office): the duty is that one's, not every committee's.
  if (s.unit) h.push(`unit:${s.unit}:${s.office}`)
  return h
}

export const actorOf = (v: Viewer): Actor => ({
  kind: 'seat',
  person: v.person,
  name: v.name,
  seat: v.seat.id,
  office: v.seat.office,
  place: v.seat.place,
  unit: v.seat.unit,
  delegation: v.seat.delegation,
  strong: v.strong,
})
