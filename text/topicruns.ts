/** Topics from one night to the next: who is who, what staff decided, what grows. */
import type { Decisions, Topic } from './topics.ts'

/** Staff say that messages (of two topics, say) are one matter: each is tied to the one before it, so that all stay wherever the rest goes. */
export const keepTogether = (ids: readonly string[]): Decisions => ({
  together: ids.slice(1).map((id, i): [string, string] => [ids[i] as string, id]),
  apart: [],
})

/** Staff split a topic: every group stays whole, and no two groups meet again. */
export function splitInto(groups: readonly (readonly string[])[]): Decisions {
  const heads = groups.flatMap((g) => g.slice(0, 1))
  return {
    together: groups.flatMap((g) => keepTogether(g).together),
    apart: heads.flatMap((a, i) => heads.slice(i + 1).map((b): [string, string] => [a, b])),
  }
}

/** A topic of the night before, as it was kept. */
export interface OldTopic {
  id: string
  name?: string
  members: readonly { id: string }[]
}

/** A third of the smaller of two must be the same messages, or they are no longer one topic. */
const SAME_TOPIC = 1 / 3

/**
 * Carries ids and given names over: topics are paired by the number of members they share, each with one. A merged topic keeps the
 * id and the name of the larger part; the other part's id ends.
 * @returns the new topics in their order; one that pairs with none has an id of its own (that of its first message, if it is free)
 */
export function match(fresh: readonly Topic[], old: readonly OldTopic[]): Topic[] {
  const home = new Map<string, number[]>()
  old.forEach((t, o) => {
    for (const m of t.members) home.set(m.id, [...(home.get(m.id) ?? []), o])
  })
  const pairs: { f: number; o: number; shared: number; union: number }[] = []
  fresh.forEach((t, f) => {
    const shared = new Map<number, number>()
    for (const m of t.members) for (const o of home.get(m.id) ?? []) shared.set(o, (shared.get(o) ?? 0) + 1)
    for (const [o, n] of shared) {
      const size = old[o]?.members.length ?? 0
      if (n >= SAME_TOPIC * Math.min(t.members.length, size)) pairs.push({ f, o, shared: n, union: t.members.length + size - n })
    }
  })
  pairs.sort((a, b) => b.shared - a.shared || a.union - b.union || a.f - b.f || a.o - b.o)
  const of = new Map<number, OldTopic>()
  const taken = new Set<number>()
  for (const { f, o } of pairs) {
    if (of.has(f) || taken.has(o)) continue
    of.set(f, old[o] as OldTopic)
    taken.add(o)
  }
  const ids = new Set(old.map((t) => t.id))
  return fresh.map((t, f) => {
    const before = of.get(f)
    if (before) return { ...t, id: before.id, ...(before.name ? { name: before.name } : {}) }
    let id = t.id
    for (let k = 2; ids.has(id); k++) id = `${t.id}-${k}`
    ids.add(id)
    return { ...t, id }
  })
}

export interface Trend {
  /** Messages of the last 28 days, and of the 28 days before them. */
  last: number
  before: number
  direction: 'new' | 'rising' | 'level' | 'falling' | 'quiet'
}

const DAY = 86_400_000
const SPAN = 28 * DAY

/** How a topic went in the four weeks up to `today` against the four weeks before. A change of less than a quarter is level. */
export function trendOf(topic: { first: Date; members: readonly { at: Date }[] }, today: Date): Trend {
  const end = today.getTime()
  const within = (from: number, to: number) => topic.members.filter((m) => m.at.getTime() > from && m.at.getTime() <= to).length
  const last = within(end - SPAN, end)
  const before = within(end - 2 * SPAN, end - SPAN)
  const direction =
    last === 0 ? 'quiet' : topic.first.getTime() > end - SPAN ? 'new' : last > before * 1.25 ? 'rising' : last < before * 0.75 ? 'falling' : 'level'
  return { last, before, direction }
}
