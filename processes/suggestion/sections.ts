/** The suggestion's own further tables on its page. */
import type pg from 'pg'
import { dayWords } from '../../kernel/calendar.ts'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import type { Viewer } from '../../people/viewer.ts'
import { handlersSection, progressSection } from './acts-handlers.ts'
import { urgings } from './urging.ts'

/** One table each; an empty one is left out. Rows are read through the viewer's own row-level security. */
const SECTIONS: ((client: pg.ClientBase, view: View, viewer: Viewer) => Promise<Section> | Section)[] = [
  tracks,
  handlersSection,
  progressSection,
  onsite,
  coordination,
  urgings,
  promises,
  evaluation,
]

export async function sectionsOf(client: pg.ClientBase, view: View, viewer: Viewer): Promise<Section[]> {
  const all = await Promise.all(SECTIONS.map((f) => f(client, view, viewer)))
  return all.filter((s) => s.rows.length > 0)
}

/** 网上、书面双线交办: both ways, unit by unit. */
function tracks(_client: pg.ClientBase, view: View): Section {
  const units = view.parties.filter((p) => p.unit && p.data.handedOn)
  return {
    key: 'tracks',
    title: '双线交办',
    head: ['单位', '网上交办', '网上签收', '书面送达', '书面签收人'],
    rows: units.map((p) => [
      p.name,
      p.data.handedOn,
      p.step === 'noticed' ? { text: '待签收', light: 'amber' } : { text: p.data.signedAtMeeting ? '交办会上签收' : '已签收', light: 'done' },
      p.data.paper?.on ?? (view.rule<string>('assign.channel') === 'online' ? '不要求' : '未登记'),
      p.data.paper?.receiver ?? '',
    ]),
  }
}

async function onsite(client: pg.ClientBase, view: View): Promise<Section> {
  const r = await client.query({
    name: 'onsite',
    text: `select u.name, o.person, o.plan, o.planned_at, o.reply, o.told from onsite o join party p on p.id = o.party join unit u on u.id = p.unit where o.matter = $1 order by o.planned_at`,
    values: [view.matter.id],
  })
  return {
    key: 'onsite',
    title: '即交即办',
    head: ['单位', '值守人员', '初步方案', '初步答复'],
    rows: r.rows.map((x) => [x.name, x.person, x.plan, x.reply ? `${x.reply}（${x.told}）` : '']),
  }
}

async function coordination(client: pg.ClientBase, view: View): Promise<Section> {
  const r = await client.query({
    name: 'coordinations',
    text: 'select held_on::text as "on", place, people, opinions, conclusion from coordination where matter = $1 order by held_on, at',
    values: [view.matter.id],
  })
  return {
    key: 'coordination',
    title: '会商纪要',
    head: ['日期', '地点和参加单位', '各方意见', '结论'],
    rows: r.rows.map((x) => [dayWords(x.on, true), `${x.place}；${x.people}`, x.opinions, x.conclusion]),
  }
}

const VERDICTS: Record<string, 'done' | 'amber' | 'red'> = { 已兑现: 'done', 部分兑现: 'amber', 未兑现: 'red' }

/** What was changed and why, and what each deputy found; the latter for the office and the deputy alone (row-level security). */
async function promises(client: pg.ClientBase, view: View): Promise<Section> {
  const [changes, views] = await Promise.all([
    client.query({
      name: 'promise-changes',
      text: `select p.item, c.outcome, c.was_due::text as was, c.now_due::text as now, c.reason, c.at from promise_change c join promise p on p.id = c.promise where p.matter = $1 order by c.at`,
      values: [view.matter.id],
    }),
    client.query({
      name: 'promise-views',
      text: `select u.name, v.verdict, v.comment from promise_view v join party p on p.id = v.unit_party join unit u on u.id = p.unit where v.matter = $1 order by v.at`,
      values: [view.matter.id],
    }),
  ])
  return {
    key: 'promise-history',
    title: '承诺的变更和评价',
    head: ['事由', '内容', '说明'],
    rows: [
      ...changes.rows.map((x) => ['变更', `${x.item}：${x.outcome === 'later' ? `${x.was} 改为 ${x.now}` : '不再实施'}`, x.reason]),
      ...views.rows.map((x) => [`代表评价${x.name}`, { text: x.verdict, light: VERDICTS[x.verdict] }, x.comment]),
    ] as Section['rows'],
  }
}

/** The third party's scores: for the office as soon as they come, for the others once the case is decided. */
function evaluation(_client: pg.ClientBase, view: View, viewer: Viewer): Section {
  const office = ['daf_staff', 'daf_head', 'evaluator'].includes(viewer.seat.office)
  const now = office ? view.parties.filter((p) => p.role === 'evaluator' && p.data.score).map((p) => ({ name: p.name, ...p.data.score })) : []
  const scores: { name?: string; complete: number; facts: number; measures: number; contact: number; total: number; report: string }[] =
    now.length > 0 ? now : (view.matter.data.panel?.scores ?? [])
  return {
    key: 'evaluation',
    title: '第三方评估',
    head: ['评估人员', '完整性', '准确性', '可行性', '沟通', '总分', '报告'],
    rows: scores.map((x) => [x.name ?? '第三方评估人员', `${x.complete}`, `${x.facts}`, `${x.measures}`, `${x.contact}`, `${x.total}`, x.report]),
  }
}
