/** What every process's page is put together from: the view the gate asks, names as this viewer may know them, clocks and parties in words. */
import type pg from 'pg'
import { addSpan, localDay } from '../../kernel/calendar.ts'
import { calendarOf } from '../../kernel/calendar-store.ts'
import { type ClockRow, dueView } from '../../kernel/clocks.ts'
import { endOf } from '../../kernel/owner.ts'
import type { Party, ProcessDef, View } from '../../kernel/process.ts'
import { isNameless, toldAuthors } from '../../kernel/reads.ts'
import { ruleBook } from '../../kernel/rules.ts'
import { readMatter, readRules } from '../../kernel/store.ts'
import type { ClockView, Due, LinkView, MatterView, PartyView } from '../../kernel/wire.ts'
import { actorOf, type Viewer } from '../../people/viewer.ts'
import { matterLine, someDef } from './known.ts'
import { askedInTime } from './late.ts'

export type Mask = (p: Pick<Party, 'seat' | 'name' | 'role'>) => string

/** An evaluator, an inspection team: not of this congress, and never told who a deputy is. */
export const isOutside = (v: Viewer): boolean => someDef((d) => isNameless(d.reads, v.seat.office))

/**
 * Is it hidden from this reader who stands behind the matter: names, delegation, certificate? The one answer for its page, its lists, their filters
 * and counts, exports, search and papers.
 */
export const hidesAuthors = (def: Pick<ProcessDef, 'reads'>, viewer: Viewer, m: { confidential: boolean; mine: boolean }): boolean =>
  isOutside(viewer) || (m.confidential && !m.mine && !toldAuthors(def.reads, viewer.seat.office))

/**
 * Deputies' names as this viewer may know them: a confidential author is hidden from units and the public (山东条例11、青岛条例18);
 * the congress's own offices and the fellow authors see everybody. An evaluator judges the handling, not the people: he sees no deputy's name.
 */
export function maskFor(def: ProcessDef, viewer: Viewer, view: Pick<View, 'matter' | 'parties'>): Mask {
  const mine = view.parties.some((p) => p.seat === viewer.seat.id)
  const outside = isOutside(viewer)
  const open = !hidesAuthors(def, viewer, { confidential: view.matter.confidential, mine })
  const unit = viewer.seat.office === 'unit_officer' || viewer.seat.office === 'unit_leader'
  return (p) =>
    unit && p.role === 'evaluator'
      ? '第三方评估人员'
      : open || !p.seat || (outside && p.seat === viewer.seat.id)
        ? p.name
        : (def.parties[p.role]?.label ?? '代表')
}

/** Has the mask hidden the deputies of this matter? Then whatever points at them (their delegation, its head) is hidden with them. */
export const masked = (def: ProcessDef, view: Pick<View, 'parties'>, mask: Mask): boolean =>
  view.parties.some((p) => def.parties[p.role]?.kind === 'deputy' && p.seat !== null && mask(p) !== p.name)

/** For somebody from outside: whatever names a deputy, in a sentence, a reply or a record of talks, says the role instead. */
export function withoutNames<T>(page: T, viewer: Viewer, parties: readonly Party[], mask: Mask): T {
  if (!isOutside(viewer)) return page
  const names = [...new Map(parties.filter((p) => p.seat && mask(p) !== p.name).map((p) => [p.name, mask(p)]))].sort((a, b) => b[0].length - a[0].length)
  let text = JSON.stringify(page)
  for (const [name, words] of names) text = text.replaceAll(JSON.stringify(name).slice(1, -1), words)
  return JSON.parse(text)
}

/** Everything the gate asks about one matter, as this viewer; undefined where he may not see it. */
export async function viewOf(def: ProcessDef, client: pg.ClientBase, viewer: Viewer, id: string, now: Date) {
  const row = await readMatter(client, id, true)
  if (!row?.matter || row.matter.process !== def.name) return undefined
  const g = await readRules(client, row.matter.place)
  const calendar = await calendarOf(client, row.matter.place, g.calendarVersion)
  const rules = ruleBook(def, g.rules, g.chain, localDay(now))
  const open = row.clocks.filter((c) => !c.stoppedAt)
  const view: View = {
    matter: row.matter,
    parties: row.parties,
    clocks: open,
    actor: actorOf(viewer),
    now,
    today: localDay(now),
    rule: (k) => rules.value(k),
    after: (day, span) => addSpan(calendar, day, span),
  }
  return {
    ...row,
    matter: row.matter,
    view,
    calendar,
    rules,
    open,
    due: (c: ClockRow) => dueView(calendar, def.clocks[c.name]?.label ?? c.name, c, now, endOf(def, c.name, c.stopAction)),
  }
}
export type Got = NonNullable<Awaited<ReturnType<typeof viewOf>>>

/** Buttons that can be pressed come first, the one that matters before them, danger last. */
export const rank = (b: { primary: boolean; danger: boolean; why: string | null }) => (b.danger ? 20 : 0) + (b.why ? 10 : 0) + (b.primary ? 0 : 5)

export const soonest = (dues: Due[]): Due | null => dues.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null

/** The states the matter has passed through, as its record tells; without the one it stands in. */
export async function passedOf(client: pg.ClientBase, matter: string): Promise<{ passed: Set<string>; last: string | null }> {
  const r = await client.query({
    name: 'states-passed',
    text: `select from_state, max(seq) as seq from event where matter = $1 and from_state is distinct from to_state and from_state is not null group by 1 order by 2 desc`,
    values: [matter],
  })
  const states = r.rows.map((x) => x.from_state as string)
  return { passed: new Set(states), last: states[0] ?? null }
}

/** The progress line, from what happened: a stage nobody went through is 不适用, one that was broken off is not done. */
export function stagesOf(def: ProcessDef, state: string, { passed, last }: { passed: Set<string>; last: string | null }): MatterView['stages'] {
  const s = def.states[state]
  const at = def.stages.indexOf(s?.stage ?? '')
  const visited = new Set([...passed].map((x) => def.states[x]?.stage))
  // A stage that is no state of its own (答复 lies between 办理 and 评价) is behind once the matter has stood beyond it.
  const furthest = Math.max(...[...visited].map((x) => def.stages.indexOf(x ?? '')), s?.cut ? -1 : at)
  const states = new Set(Object.values(def.states).map((x) => x.stage))
  const broken = s?.cut ? def.states[last ?? '']?.stage : undefined
  return def.stages.map((name, i) => {
    if (i > at) return { name, at: 'next' }
    if (i === at) return { name, at: !s?.final ? 'now' : s.cut ? 'cut' : 'done', ...(s?.cut ? { words: s.label } : {}) }
    return { name, at: name === broken ? 'cut' : visited.has(name) || (!states.has(name) && furthest > i) ? 'done' : 'skipped' }
  })
}

export function clockView(def: ProcessDef, c: ClockRow, got: Got, mask: Mask): ClockView {
  const p = got.view.parties.find((x) => x.id === c.party)
  return {
    id: c.id,
    name: c.name,
    label: def.clocks[c.name]?.label ?? c.name,
    party: c.party,
    partyName: p ? mask(p) : null,
    due: got.due(c),
    running: !c.stoppedAt,
    paused: !!c.pausedOn,
    late: !!c.lateAt && !(p && askedInTime(c, p)),
  }
}

export interface PartyWords {
  roleLabel?: ((p: Party) => string | undefined) | undefined
  notes?: ((p: Party, view: View) => { label: string; text: string }[]) | undefined
}

export function partyView(def: ProcessDef, p: Party, got: Got, viewer: Viewer, mask: Mask, words: PartyWords, left = false): PartyView {
  const d = def.parties[p.role]
  return {
    id: p.id,
    role: p.role,
    roleLabel: words.roleLabel?.(p) ?? d?.label ?? p.role,
    kind: d?.kind ?? 'unit',
    name: mask(p),
    step: p.step,
    stepLabel: left ? '已调整' : (d?.steps[p.step]?.label ?? p.step),
    since: new Date(p.since).toISOString(),
    left,
    undone: !!d?.steps[p.step]?.undone,
    ref: p.ref,
    round: p.round,
    mine: p.seat === viewer.seat.id || (p.unit !== null && p.unit === viewer.seat.unit),
    due: left ? [] : got.open.filter((c) => c.party === p.id).map(got.due),
    notes: words.notes?.(p, got.view) ?? [],
  }
}

/** 来源与去向; the other end's title only where this viewer sees that matter. */
export async function linksOf(client: pg.ClientBase, matter: string): Promise<LinkView[]> {
  const r = await client.query({
    name: 'links',
    text: `select l.kind, l.to_matter = $1 as back, m.id, m.process, m.series, m.no, m.title, m.state from matter_link l
      join matter m on m.id = case when l.to_matter = $1 then l.from_matter else l.to_matter end
      where l.from_matter = $1 or l.to_matter = $1 order by l.at, m.no limit 600`,
    values: [matter],
  })
  return r.rows.map((x) => ({ ...matterLine(x), kind: x.kind, back: x.back }))
}
