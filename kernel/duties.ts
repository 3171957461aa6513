/** Who has to do what now: read off the flow table after every act. */

import type { ClockRow } from './clocks.ts'
import { rolesOf } from './faults.ts'
import { actionsIn, arrowsOf, many, OFFICES, type Office, type Party, type ProcessDef, type View } from './process.ts'
import { readsMatter } from './reads.ts'

/** One row of `duty`. */
export interface DutyRow {
  party: string | null
  action: string
  /** 'seat:<id>' · 'unit:<id>:unit_officer' · 'office:<place>:daf_staff' · 'delegation:<id>' · 'citizen:<id>' */
  holder: string
  clock: string
  dueOn: string
  since: Date
}

export function dutiesOf(p: ProcessDef, view: View, open: readonly ClockRow[]): DutyRow[] {
  const out = new Map<string, DutyRow>()
  for (const action of actionsIn(p, view.matter.state))
    for (const arrow of arrowsOf(p, view.matter.state, action)) {
      if (!arrow.duty) continue
      const about = rolesOf(p, arrow)
      const parties: (Party | undefined)[] =
        about.length === 0
          ? arrow.when && !arrow.when(view)
            ? []
            : [undefined]
          : view.parties.filter(
              (x) => about.includes(x.role) && (!arrow.from || arrow.from.includes(x.step)) && (!arrow.when || arrow.when({ ...view, party: x })),
            )
      for (const party of parties) {
        const clock =
          open.find((c) => c.name === arrow.duty && !c.stoppedAt && c.party === (party?.id ?? null)) ??
          open.find((c) => c.name === arrow.duty && !c.stoppedAt && c.party === null)
        if (!clock) continue
        for (const who of arrow.by) {
          const holder = holderOf(p, view, who, party)
          if (!holder) continue
          const row: DutyRow = { party: party?.id ?? null, action, holder, clock: clock.id, dueOn: clock.dueOn, since: view.now }
          out.set(`${row.party}/${action}/${holder}`, row)
        }
      }
    }
  return [...out.values()]
}

/** The key under which `who` finds the duty; undefined where that actor has none here. */
export function holderOf(p: ProcessDef, view: Pick<View, 'matter'>, who: string, party: Party | undefined): string | undefined {
  const [role, office] = who.split(':') as [string, string | undefined]
  if (who === 'system' || who === 'citizen') return undefined
  if (p.parties[role]) {
    if (!party || party.role !== role) return undefined
    if (party.citizen) return `citizen:${party.citizen}`
    return party.seat ? `seat:${party.seat}` : `unit:${party.unit}:${office}`
  }
  if (who === 'delegation_officer') return view.matter.delegation ? `delegation:${view.matter.delegation}` : undefined
  // Nothing waits for an office that does not see the matter.
  if (!readsMatter(p.reads, who, { ...view.matter, private: false }, null)) return undefined
  return `office:${view.matter.place}:${who}`
}

/** Holder keys of everybody a notice is for; `who` as in the flow table, a bare unit role meaning both its posts. */
export function audience(p: ProcessDef, view: View, who: readonly string[], about: Party | undefined): string[] {
  return who.flatMap((w) => {
    const [role, office] = w.split(':') as [string, string | undefined]
    const def = p.parties[role]
    if (!def) return many(holderOf(p, view, w, undefined))
    const all = view.parties.filter((x) => x.role === role)
    const these = about && about.role === role ? [about] : all
    return these.flatMap((x) =>
      x.citizen
        ? [`citizen:${x.citizen}`]
        : x.seat
          ? [`seat:${x.seat}`]
          : (office ? [office] : ['unit_officer', 'unit_leader']).map((o) => `unit:${x.unit}:${o}`),
    )
  })
}

/** Holder keys of everybody who may read the matter as it now stands: its parties, and the offices that read it by their office. */
export function readersOf(p: ProcessDef, view: View): string[] {
  const m = view.matter
  const parties = view.parties.flatMap((x) =>
    x.citizen ? [`citizen:${x.citizen}`] : x.seat ? [`seat:${x.seat}`] : (Object.keys(OFFICES) as Office[]).map((o) => `unit:${x.unit}:${o}`),
  )
  const offices = (Object.keys(OFFICES) as Office[]).filter((o) => readsMatter(p.reads, o, m, m.delegation))
  return [...parties, ...offices.map((o) => (o === 'delegation_officer' ? `delegation:${m.delegation}` : `office:${m.place}:${o}`))]
}
