/** 群众诉求 as it is read: what was said, who has it in hand, what was answered, what those who asked think of it. */
import { cut } from '../../kernel/characters.ts'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import { findPrivate } from '../../text/privacy.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { CATEGORIES, OUTCOMES } from '../common/topics.ts'
import { CHANNELS, LEVELS, REFUSALS } from './actions.ts'
import { acts } from './acts.ts'
import { concernsAround } from './chain.ts'
import { concern as def } from './process.ts'

interface Answer {
  code: string
  text: string
  by: string
  on: string
}
const rating = (x: { level: string; text: string } | undefined) => x && [word(LEVELS, x.level), x.text].filter(Boolean).join('：')
/** Nothing in the title points at a person: it may stand as it is. */
const safeTitle = ({ matter: m }: View): string => m.data.publicTitle ?? (findPrivate(m.title).length === 0 ? m.title : '')

export const concern: Kit = {
  def,
  acts,
  tells: (m) => ({
    text: `${m.data.content ?? ''}\n${m.data.where ?? ''}`,
    shown: ['withdrawn', 'refused'].includes(m.state) ? undefined : m.data.publicTitle || undefined,
  }),
  reaches: (c, matter) => concernsAround(c, [matter]),
  group: '群众诉求',
  columns: [
    { title: '类别', cell: (m) => word(CATEGORIES, m.category) },
    { title: '来路', cell: (m) => word(CHANNELS, m.kind) },
    { title: '结果', cell: (m) => word(OUTCOMES, m.data.outcome) },
    {
      title: '评价',
      cell: (m) =>
        [m.data.rating && `群众${word(LEVELS, m.data.rating.level)}`, m.data.judgement && `代表${word(LEVELS, m.data.judgement.level)}`]
          .filter(Boolean)
          .join('，'),
    },
  ],
  sheet: ({ matter: m, parties }) =>
    sheetRows([
      ['来路', m.data.entrance ? `${word(CHANNELS, m.kind)}：${m.data.entrance}` : word(CHANNELS, m.kind)],
      ['类别', word(CATEGORIES, m.category)],
      ['地点', m.data.where],
      ['具体情况', m.data.content, true],
      ['公开标题', m.data.publicTitle],
      ['关注的群众', parties.filter((p) => p.role === 'follower').length || ''],
      ['转到', m.data.passedTo],
      ['收回理由', m.data.takenBack],
      ['交办意见', m.data.note],
      ['不予受理', m.data.refused && `${word(REFUSALS, m.data.refused.reason)}。${m.data.refused.text}`],
      ['告诉群众', m.data.told && `${m.data.told.on}，${m.data.told.by}${m.data.told.how}${m.data.told.words ? `：${m.data.told.words}` : ''}`],
      ['群众评价', rating(m.data.rating)],
      ['代表评价', rating(m.data.judgement)],
    ]),
  field: (f, action, view) => (action === 'pass' && f.name === 'to' ? { ...f, help: `现在在 ${view.matter.place}；只能转直接上级或直接下级` } : f),
  initial: (action, view) => {
    const { matter: m } = view
    if (action === 'assign' || action === 'answer') return { publicTitle: safeTitle(view) }
    if (action === 'amend') return { category: m.category, publicTitle: m.data.publicTitle ?? '' }
    if (action === 'accept') return { title: cut(m.title, 60), situation: m.data.content, proposals: '', mayPublish: true }
    if (action === 'tell') return { how: '电话' }
    return {}
  },
  words: {
    notes: (p) => [
      ...(p.data.reason ? [{ label: p.role === 'unit' ? '退回理由' : '理由', text: p.data.reason }] : []),
      ...(p.data.urged?.length ? [{ label: '催办', text: `${p.data.urged.length} 次，最近 ${p.data.urged.at(-1)}` }] : []),
    ],
  },
  async sections(client, view) {
    const { matter: m } = view
    const out: Section[] = []
    const chain = await client.query('select place, state, direction, since from concern_chain($1) order by since', [m.id])
    if (chain.rows.length > 0)
      out.push({
        key: 'chain',
        title: '在各级之间的流转',
        head: ['', '地方', '目前'],
        rows: chain.rows.map((x) => [x.direction, `${x.place}人大`, def.states[x.state as 'told']?.label ?? x.state]),
      })
    if (m.data.answers?.length)
      out.push({
        key: 'answers',
        title: '答复',
        head: ['日期', '谁答复', '结果', '内容'],
        rows: m.data.answers.map((a: Answer) => [a.on, a.by, word(OUTCOMES, a.code), a.text]),
      })
    if (m.data.chased?.length)
      out.push({
        key: 'chased',
        title: '跟踪记录',
        head: ['日期', '谁', '情况'],
        rows: m.data.chased.map((x: { on: string; by: string; text: string }) => [x.on, x.by, x.text]),
      })
    return out
  },
}
