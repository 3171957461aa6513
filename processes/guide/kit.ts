/** 选题指引 as it is read: topics by unit, what data can be had, whom to call. */
import { dayShown } from '../../kernel/day.ts'
import { type Kit, sheetRows } from '../common/kit.ts'
import { acts } from './acts.ts'
import { guide as def } from './process.ts'
import { topicsOf } from './rows.ts'

export const guide: Kit = {
  def,
  acts,
  group: '会前与活动',
  columns: [
    { title: '大会召开', cell: (m) => dayShown(m.data.opensOn) },
    { title: '报送截止', cell: (m) => dayShown(m.data.submitBy) },
    { title: '发布', cell: (m) => dayShown(m.data.publishedOn) },
  ],
  sheet: ({ matter: m, parties }) =>
    sheetRows([
      ['大会召开', dayShown(m.data.opensOn)],
      ['报送截止', dayShown(m.data.submitBy)],
      ['应在何日前发布', m.data.publishedOn ? '' : m.data.publishBy],
      ['发布日期', dayShown(m.data.publishedOn)],
      ['报送单位', `${parties.filter((p) => p.step === 'submitted').length} 个（共请 ${parties.length} 个）`],
      ['征集要求', m.data.note, true],
    ]),
  initial: (action, view) => (action === 'call' ? { submitBy: view.after?.(view.today, view.rule('guide.submit')) } : {}),
  field(f, action, view) {
    const sources = view.parties.filter((p) => p.role === 'source')
    if (action === 'editTopic' && f.name === 'topic')
      return {
        ...f,
        options: sources.flatMap((p) => (p.data.topics ?? []).map((t: { id: string; title: string }) => ({ value: t.id, label: `${p.name}：${t.title}` }))),
      }
    if (action === 'askVisit' && f.name === 'unit')
      return { ...f, options: sources.filter((p) => p.step === 'submitted').map((p) => ({ value: p.id, label: p.name })) }
    return f
  },
  words: {
    notes: (p) => [
      ...(p.data.topics?.length ? [{ label: '选题', text: `${p.data.topics.length} 个` }] : []),
      ...(p.step === 'sentBack' ? [{ label: '请补充', text: p.data.sentBack }] : []),
      ...(p.step === 'none' ? [{ label: '说明', text: p.data.reason }] : []),
    ],
  },
  async sections(client, view) {
    const rows = await topicsOf(client, view.matter.id, view.matter.state === 'editing')
    const calls = rows.some((t) => t.phone)
    if (rows.length === 0) return []
    return [
      {
        key: 'topics',
        title: `选题（${rows.filter((t) => !t.dropped).length} 个）`,
        head: ['单位', '题目', '背景', '可以提供的资料', ...(calls ? ['联系人', '办公电话'] : [])],
        rows: rows.map((t) => [
          t.unitName,
          t.dropped ? `${t.title}（不列入）` : t.title,
          t.background,
          t.available,
          ...(calls ? [t.contact ?? '', t.phone ?? ''] : []),
        ]),
      },
    ]
  },
}
