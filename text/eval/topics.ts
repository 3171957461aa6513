/** Topics against issues that a person put together (text-methods.md §3.3): best-match F, time, and the three that four published lists agree on. */
import { match } from '../topicruns.ts'
import { assign, cluster, type Item, type Topic } from '../topics.ts'
import { docOf, idfFrom } from '../vector.ts'
import { readHot } from './hot.ts'
import type { EvalRow } from './row.ts'

/** Told by what their members' titles say, so that no list of ids is needed. */
const CONSENSUS = [/车位|捆绑/, /搅拌/, /人才|补贴/]

export async function evalTopics(data: string): Promise<EvalRow[]> {
  const { items, issues } = readHot(data)
  // The better of two runs, for the first also loads the dictionary; and of the processor's time, for others may share the machine.
  const runs = [items, items.toReversed()].map((list) => {
    const started = process.cpuUsage()
    const topics = cluster(list)
    const used = process.cpuUsage(started)
    return { topics, seconds: (used.user + used.system) / 1e6 }
  })
  const seconds = Math.min(...runs.map((r) => r.seconds))
  const [topics, again] = runs.map((r) => r.topics) as [Topic[], Topic[]]
  const f = bestMatch(topics, issues)
  const titles = new Map(items.map((i) => [i.id, i.title]))
  const top = topics.slice(0, 5)
  const seen = CONSENSUS.filter((word) => top.some((t) => t.members.filter((m) => word.test(titles.get(m.id) ?? '')).length > t.n / 2)).length
  const row = (figure: string, value: number, floor: number, goal: number): EvalRow => ({ figure, value, floor, goal, data: 'hot_gold_dev', split: 'dev' })
  return [
    row('topics best-match F, mean of issues', f.macro, 0.7, 0.78),
    row('topics best-match F, by size', f.weighted, 0.75, 0.85),
    row('topics: consensus topics in the first five', seen, 3, 3),
    { ...row(`topics: processor seconds for ${items.length} messages`, seconds, 3, 1), most: true },
    row('topics: the next morning laid to the right topic', nextMorning(items, issues), 0.7, 0.8),
    row('topics: same ids on a second run', match(again, topics).filter((t, i) => t.id === topics[i]?.id).length / topics.length, 1, 1),
  ]
}

/** For every issue the topic that fits it best. */
function bestMatch(topics: readonly Topic[], issues: Map<string, string[]>) {
  let macro = 0
  let weighted = 0
  let n = 0
  for (const ids of issues.values()) {
    const issue = new Set(ids)
    // A message that fell into no topic is one of its own.
    let best = 2 / (1 + issue.size)
    for (const t of topics) best = Math.max(best, (2 * t.members.filter((m) => issue.has(m.id)).length) / (t.n + issue.size))
    macro += best
    weighted += best * issue.size
    n += issue.size
  }
  return { macro: macro / issues.size, weighted: weighted / n }
}

/** The last fifth of every issue comes a day later: how much of it is laid to the topic that holds most of the rest. */
function nextMorning(items: readonly Item[], issues: Map<string, string[]>): number {
  const byId = new Map(items.map((i) => [i.id, i]))
  const late = new Map<string, string>()
  for (const [issue, ids] of issues) {
    const sorted = ids.toSorted((a, b) => (byId.get(a)?.at.getTime() ?? 0) - (byId.get(b)?.at.getTime() ?? 0))
    for (const id of sorted.slice(-Math.max(1, Math.round(ids.length / 5)))) late.set(id, issue)
  }
  const early = items.filter((i) => !late.has(i.id))
  const topics = cluster(early)
  const idf = idfFrom(early.map((i) => docOf(i.title, i.text)))
  const homes = new Map(
    [...issues].map(([issue, ids]) => {
      const known = new Set(ids.filter((id) => !late.has(id)))
      const size = (t: Topic) => t.members.filter((m) => known.has(m.id)).length
      return [issue, topics.toSorted((a, b) => size(b) - size(a))[0]]
    }),
  )
  const right = [...late].filter(([id, issue]) => {
    const item = byId.get(id)
    return item && assign(item, topics, idf) === homes.get(issue)
  })
  return right.length / late.size
}
