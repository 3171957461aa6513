/** 热点研判 as it is read: what was judged, what the topic counted then and counts now, where it came from, what units reported. */
import { cut } from '../../kernel/characters.ts'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { defOf } from '../common/known.ts'
import { numberOf } from '../common/number.ts'
import { CATEGORIES } from '../common/topics.ts'
import { acts, type Snapshot } from './acts.ts'
import { hotTopic as def } from './process.ts'

const isUnit = (v: View) => v.actor.office === 'unit_officer' || v.actor.office === 'unit_leader'
const counted = (s: Snapshot | undefined) =>
  s && `${s.n} 件，${s.people} 人${s.votes > 0 ? `，关注 ${s.votes} 人` : ''}；近四周 ${s.recent} 件，前四周 ${s.before} 件（${s.first_on} 至 ${s.last_on}）`

export const hotTopicKit: Kit = {
  def,
  acts,
  group: '群众诉求',
  beginsAt: { to: '/topics', label: '到热点里上报' },
  columns: [
    { title: '上报时', cell: (m) => (m.data.snapshot ? `${m.data.snapshot.n} 件` : '') },
    { title: '民生候选', cell: (m) => word(CATEGORIES, m.data.candidate?.field) },
  ],
  filters: [{ value: 'candidate', label: '民生实事候选', where: 'exists (select from livelihood_candidate x where x.matter = m.id)' }],
  sheet: (view) => {
    const { data: d } = view.matter
    const s = d.snapshot as Snapshot | undefined
    return sheetRows([
      ['上报时', counted(s)],
      ['地点', s?.places.join('、')],
      ['关键词', s?.keywords.join('、')],
      // What the congress's office thinks of it is not the units' paper: theirs is the demand.
      ['研判意见', isUnit(view) ? '' : d.judgement, true],
      ['民生实事候选', d.candidate && `${word(CATEGORIES, d.candidate.field)}，${d.candidate.site}（${d.candidate.on}）`],
      ['建议实施的内容', d.candidate?.content, true],
      ['结论', d.conclusion, true],
    ])
  },
  initial: (action, view) => {
    const { matter: m } = view
    if (action === 'accept') return { title: cut(`关于解决${m.title}问题的建议`, 60), situation: m.data.judgement, proposals: '', mayPublish: true }
    if (action === 'supervise') return { due: view.after?.(view.today, view.rule('hotTopic.report')) }
    return {}
  },
  words: {
    notes: (p) => {
      const { demand, due, reports, opinion, reason } = p.data as { demand?: string; due?: string; reports?: Report[]; opinion?: string; reason?: string }
      return [
        ...(demand ? [{ label: '督办要求', text: `${demand}（${due} 前报告）` }] : []),
        ...(reports ?? []).map((r) => ({ label: `${r.on} 报告`, text: r.text })),
        ...(opinion ? [{ label: '意见', text: opinion }] : []),
        ...(reason ? [{ label: '理由', text: reason }] : []),
      ]
    },
  },
  async sections(client, view) {
    const [now, from] = await Promise.all([
      client.query<{ id: string; n: number; people: number }>('select id, n, people from topic where matter = $1', [view.matter.id]),
      client.query(
        `select m.id, m.process, m.series, m.no, m.title, m.state, (m.created_at at time zone 'Asia/Shanghai')::date::text as on from matter_link l join matter m on m.id = l.from_matter
         where l.to_matter = $1 and l.kind = '热点' order by m.created_at desc limit 500`,
        [view.matter.id],
      ),
    ])
    const all = Math.min(500, (view.matter.data.snapshot as Snapshot | undefined)?.n ?? 0)
    const out: Section[] = []
    if (now.rows[0])
      out.push({
        key: 'topic',
        title: '这个热点现在',
        head: [],
        rows: [[{ text: `${now.rows[0].n} 件，${now.rows[0].people} 人`, to: `/topics/${now.rows[0].id}` }]],
      })
    if (from.rows.length > 0)
      out.push({
        key: 'from',
        // A unit sees those that it has in hand itself.
        title: from.rows.length < all ? `上报时的 ${all} 件中您看得到的 ${from.rows.length} 件` : `上报时的 ${from.rows.length} 件`,
        head: ['日期', '种类', '标题', '目前'],
        rows: from.rows.map((x) => [
          x.on,
          defOf(x.process)?.label ?? '',
          { text: `${numberOf(x)} ${x.title}`, to: x.process === 'suggestion' ? `/suggestion/${x.id}` : `/of/${x.process}/${x.id}` },
          defOf(x.process)?.states[x.state]?.label ?? x.state,
        ]),
      })
    return out
  },
}

interface Report {
  on: string
  text: string
}
