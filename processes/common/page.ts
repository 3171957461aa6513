/** The page of any matter: what this viewer may see of it, with the buttons this seat may press. */
import type pg from 'pg'
import { defaultsOf, fieldsOf } from '../../kernel/fields.ts'
import { type Choice, choices } from '../../kernel/gate.ts'
import type { View } from '../../kernel/process.ts'
import type { Button, MatterView } from '../../kernel/wire.ts'
import type { Viewer } from '../../people/viewer.ts'
import { filesOf, leftUnits, timelineOf } from '../suggestion/parts-read.ts'
import type { Kit } from './kit.ts'
import { numberOf } from './number.ts'
import { clockView, linksOf, maskFor, partyView, passedOf, rank, soonest, stagesOf, viewOf, withoutNames } from './view.ts'

export async function readPage(kit: Kit, client: pg.ClientBase, viewer: Viewer, id: string, now: Date): Promise<MatterView | undefined> {
  const { def } = kit
  const got = await viewOf(def, client, viewer, id, now)
  if (!got) return undefined
  const { view, matter } = got
  const mask = maskFor(def, viewer, view)
  const clocks = got.clocks.map((c) => clockView(def, c, got, mask))
  const [passed, left, timeline, files, links, sections] = await Promise.all([
    passedOf(client, id),
    leftUnits(client, id),
    timelineOf(client, id, def, view, mask),
    filesOf(client, id, mask),
    linksOf(client, id),
    kit.sections?.(client, view, viewer, mask) ?? [],
  ])
  const options = await kit.options?.(client, view)
  const parties = [
    ...view.parties.map((p) => partyView(def, p, got, viewer, mask, kit.words ?? {})),
    ...left.map((p) => partyView(def, p, got, viewer, mask, kit.words ?? {}, true)),
  ]
  const page: MatterView = {
    id,
    process: def.name,
    version: matter.version,
    place: matter.place,
    number: numberOf(matter),
    title: matter.title,
    state: matter.state,
    stateLabel: def.states[matter.state]?.label ?? matter.state,
    stages: stagesOf(def, matter.state, passed),
    due: soonest(clocks.filter((c) => c.running).map((c) => c.due)),
    key: (matter as { keyItem?: boolean }).keyItem ?? false,
    confidential: matter.confidential,
    mergedInto: null,
    mergedFrom: [],
    sheet: kit.sheet(view, mask).map((r) => ({ ...r, long: !!r.long })),
    data: {},
    lead: parties.find((p) => p.role === 'lead') ?? null,
    parties,
    clocks,
    timeline,
    files,
    buttons: choices(def, view)
      .map((c) => buttonOf(kit, view, c, options))
      .sort((a, b) => rank(a) - rank(b)),
    contacts: [],
    replies: [],
    promises: [],
    judgements: [],
    sections,
    links,
  }
  return withoutNames(page, viewer, view.parties, mask)
}

export function buttonOf(kit: Kit, view: View, c: Choice, options: Record<string, { value: string; label: string }[]> = {}): Button {
  const a = kit.def.actions[c.action]
  const party = c.verdict.party
  return {
    action: c.action,
    label: a?.label ?? c.action,
    party: party?.id ?? null,
    partyName: party && party.unit !== view.actor.unit && party.seat !== view.actor.seat ? party.name : null,
    primary: !!a?.primary,
    danger: !!a?.danger,
    why: c.verdict.ok ? null : c.verdict.why,
    confirm: a?.confirm ?? null,
    fields: fieldsOf(a?.input)
      .map((f) => (options[f.name] ? { ...f, options: options[f.name] as { value: string; label: string }[] } : f))
      .map((f) => kit.field?.(f, c.action, view, party) ?? f),
    initial: { ...defaultsOf(a?.input), ...kit.initial?.(c.action, view, party) },
  }
}
