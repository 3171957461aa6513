/** What came of it. The numbers are read from the rows, not from the players' memory. */
import type { Stage } from './stage.ts'

const percentile = (sorted: number[], p: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0

/** @returns the exit code: not 0 when anything broke or a matter was left without an owner */
export async function report(stage: Stage): Promise<number> {
  const q = async (sql: string) => (await stage.database.owner.query(sql)).rows
  const rows = (head: string, list: [string, number][]) => {
    console.log(`\n${head}`)
    for (const [k, n] of list) console.log(`  ${String(n).padStart(6)}  ${k}`)
  }
  rows(
    '结局',
    [...stage.ended].sort((a, b) => b[1] - a[1]),
  )
  rows('拒绝（按原因）', [...stage.refused].sort((a, b) => b[1] - a[1]).slice(0, 25))
  const [n] =
    await q(`select (select count(*)::int from matter) as matters, (select count(*)::int from event) as events, (select count(*)::int from notice) as notices, (select count(*)::int from clock) as clocks,
    (select count(*)::int from clock where late_at is not null) as late, (select count(*)::int from judgement) as judged, (select count(*)::int from party where role = 'recipient' and step = 'excluded') as excluded,
    (select count(*)::int from matter where no is not null) as numbered, (select count(*)::int from (select series, max(no) - count(*) as gap from matter where no is not null group by series) x where gap <> 0) as gaps,
    (select count(*)::int from matter m where not m.final and not m.private and not exists (select from duty d where d.matter = m.id)) as orphans,
    (select count(*)::int from matter m where not m.final and not m.private and not exists (select from clock c where c.matter = m.id and c.stopped_at is null)) as clockless`)
  rows('总账', [
    ['事项', n.matters],
    ['已编号', n.numbered],
    ['编号有空缺的序列', n.gaps],
    ['事件', n.events],
    ['时钟', n.clocks],
    ['其中逾期过', n.late],
    ['消息', n.notices],
    ['评价', n.judged],
    ['催评后不计入', n.excluded],
    ['在办而没有责任人', n.orphans],
    ['在办而没有时钟', n.clockless],
  ])
  const sorted = stage.slow.toSorted((a, b) => a - b)
  const seconds = stage.took / 1000
  console.log(
    `\n用时 ${seconds.toFixed(1)} 秒，${stage.requests} 次请求（每秒 ${(stage.requests / seconds).toFixed(0)}），其中办理 ${stage.acts} 次；p50 ${percentile(sorted, 0.5).toFixed(1)} 毫秒，p99 ${percentile(sorted, 0.99).toFixed(1)} 毫秒。模拟到 ${stage.now.toISOString().slice(0, 10)}。`,
  )
  if (stage.broken.length > 0) console.log(`\n出错 ${stage.broken.length} 次：\n${[...new Set(stage.broken)].slice(0, 10).join('\n')}`)
  return stage.broken.length + n.gaps + n.orphans + n.clockless + (stage.ended.get('没有走完') ?? 0) > 0 ? 1 : 0
}
