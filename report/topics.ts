/** 热点 as offices read them: numbers as the last run counted them, every one a link to its members, read through the reader's own rights. */
import type pg from 'pg'
import type { TopicLine, TopicMemberRow, TopicPage, TopicView } from '../kernel/wire-work.ts'
import { defOf, matterLine } from '../processes/common/known.ts'
import { topicRule } from '../processes/hotTopic/run.ts'

export const TREND_WORDS = { new: '新出现', rising: '上升', level: '持平', falling: '下降', quiet: '近四周没有' } as const
const MOST = 300
const WEEKS = 28 * 86_400_000

const LINE = `t.id, t.name, t.n, t.people, t.votes, t.recent, t.before, t.trend, t.first_on::text, t.last_on::text, t.places, t.keywords,
  c.id as typical, c.process as typical_process, c.title as typical_title, m.id as raised, m.state as raised_state, m.final as raised_final`
const FROM = 'topic t left join matter c on c.id = t.medoid left join matter m on m.id = t.matter'

/** What it is called where staff gave no name: where, and by which words. */
function called(places: string[], keywords: string[]): string {
  const words = keywords.filter((k) => !places.some((p) => p.includes(k)))
  return [places[0], words.slice(0, 3).join('、')].filter(Boolean).join('：')
}

// biome-ignore lint/suspicious/noExplicitAny: a row of LINE
function lineOf(x: any): TopicLine {
  return {
    id: x.id,
    label: x.name || x.typical_title || called(x.places, x.keywords) || '未命名',
    name: x.name,
    n: x.n,
    people: x.people,
    votes: x.votes,
    recent: x.recent,
    before: x.before,
    trend: x.trend,
    trendWords: TREND_WORDS[x.trend as keyof typeof TREND_WORDS],
    firstOn: x.first_on,
    lastOn: x.last_on,
    places: x.places,
    keywords: x.keywords,
    typical: x.typical && { id: x.typical, process: x.typical_process, title: x.typical_title },
    raised: x.raised && { id: x.raised, stateLabel: defOf('hotTopic')?.states[x.raised_state]?.label ?? '', open: !x.raised_final },
  }
}

/** The place's topics, the hottest first. @param q part of a name, a keyword, a place or the typical item's title */
export async function listTopics(c: pg.ClientBase, place: string, now: Date, q = '', limit = MOST): Promise<TopicPage> {
  const [days, least] = [await topicRule(c, place, 'topics.days', now), await topicRule(c, place, 'topics.least', now)]
  const like = `%${q
    .normalize('NFKC')
    .trim()
    .replace(/[\\%_]/g, '\\$&')}%`
  const total = await c.query<{ n: number; run: Date | null }>(
    'select (select count(*)::int from topic where place = $1 and n >= $2) as n, (select run_at from topic_run where place = $1) as run',
    [place, least],
  )
  const r = await c.query(
    `select ${LINE} from ${FROM} where t.place = $1 and t.n >= $2 and concat_ws(' ', t.name, c.title, array_to_string(t.keywords || t.places, ' ')) ilike $3
     order by t.heat desc, t.id limit $4`,
    [place, least, like, limit],
  )
  return { rows: r.rows.map(lineOf), total: total.rows[0]?.n ?? 0, days, least, runAt: total.rows[0]?.run?.toISOString() ?? null }
}

/** One topic with its members, the newest first; undefined where this reader may not see it. */
export async function readTopic(c: pg.ClientBase, id: string, now: Date): Promise<TopicView | undefined> {
  const t = (
    await c.query(
      `select t.place, ${LINE}, p.name as named_by from ${FROM} left join seat s on s.id = t.named_by left join person p on p.id = s.person where t.id = $1`,
      [id],
    )
  ).rows[0]
  if (!t) return undefined
  const members = await c.query(
    `select m.id, m.process, m.series, m.no, m.title, m.state, m.created_at as at, (m.created_at at time zone 'Asia/Shanghai')::date::text as on, x.similarity
     from topic_member x join matter m on m.id = x.matter where x.topic = $1 order by m.created_at desc, m.id`,
    [id],
  )
  const part = (at: Date): TopicMemberRow['part'] => {
    const ago = now.getTime() - at.getTime()
    return ago < WEEKS ? 'recent' : ago < 2 * WEEKS ? 'before' : 'older'
  }
  return {
    ...lineOf(t),
    namedBy: t.named_by,
    least: await topicRule(c, t.place, 'topics.least', now),
    members: members.rows.map((x) => ({ ...matterLine(x), on: x.on, similarity: Math.round(x.similarity * 100), part: part(x.at) })),
  }
}
