/** 评优 as it is read: the quota, who stands, their means and ranks, who won. */
import { dayShown } from '../../kernel/day.ts'
import type { Party, View } from '../../kernel/process.ts'
import { type Kit, sheetRows } from '../common/kit.ts'
import { acts, type Stands } from './acts.ts'
import { type AwardKind, award as def, KINDS } from './process.ts'
import { nomineesOf } from './rows.ts'

const stands = (v: View) => (v.matter.data.nominees ?? []) as Stands[]
const options = (v: View) => stands(v).map((n) => ({ value: n.id, label: n.label, ...(n.rank ? { hint: `第${n.rank}名，${n.score}分` } : {}) }))
/** The best of each award, as many as the quota. */
const best = (v: View) =>
  Object.keys(KINDS).flatMap((kind) =>
    stands(v)
      .filter((n) => n.kind === kind && n.rank)
      .slice(0, v.matter.data.quota?.[kind] ?? 0)
      .map((n) => n.id),
  )
const done = (parties: readonly Party[]) => parties.filter((p) => p.role === 'judge' && p.step === 'scored').length

export const award: Kit = {
  def,
  acts,
  group: '资金与评优',
  columns: [
    { title: '推荐截止', cell: (m) => dayShown(m.data.nominateBy) },
    { title: '主任会议', cell: (m) => dayShown(m.data.meetingOn) },
    { title: '公布', cell: (m) => dayShown(m.data.announcedOn) },
  ],
  sheet: ({ matter: m, parties }) => {
    const judges = parties.filter((p) => p.role === 'judge').length
    return sheetRows([
      ['推荐截止', dayShown(m.data.nominateBy)],
      [
        '名额',
        Object.entries(KINDS)
          .map(([k, label]) => `${label} ${m.data.quota?.[k as AwardKind] ?? 0} 个`)
          .join('，'),
      ],
      ['评委', m.state === 'nominated' ? `${judges} 名` : `${judges} 名，已评分 ${done(parties)} 名`],
      ['评选条件', m.data.note, true],
      ['主任会议', dayShown(m.data.meetingOn)],
      ['说明', m.data.reason, true],
      ['表彰决定', m.data.docNo ? `${m.data.docNo}（${m.data.announcedOn}）` : ''],
    ])
  },
  field(f, action, view) {
    if ((action === 'unnominate' && f.name === 'nominee') || (action === 'decide' && f.name === 'winners')) return { ...f, options: options(view) }
    if (action === 'score' && f.name === 'scores') return { ...f, of: (f.of ?? []).map((x) => (x.name === 'nominee' ? { ...x, options: options(view) } : x)) }
    return f
  },
  initial: (action, view) =>
    action === 'call'
      ? { nominateBy: view.after?.(view.today, view.rule('clock.awardNominate')) }
      : action === 'score'
        ? { scores: stands(view).map((n) => ({ nominee: n.id })) }
        : action === 'decide'
          ? { meetingOn: view.today, winners: best(view) }
          : {},
  async sections(client, view) {
    const rows = await nomineesOf(client, view.matter.id)
    if (rows.length === 0) return []
    // Nobody who still has to score sees what the others thought.
    const scored = view.parties.filter((p) => p.role === 'judge').every((p) => p.step === 'scored')
    const over = view.matter.state === 'announced'
    return [
      {
        key: 'nominees',
        title: over ? `获表彰（${rows.filter((n) => n.won).length} 个）` : `推荐对象（${rows.length} 个）`,
        head: ['奖项', '对象', '推荐理由', ...(scored && !over ? ['平均分', '名次'] : []), ...(view.matter.state === 'decided' ? ['决定'] : [])],
        rows: rows
          .filter((n) => n.won || !over)
          .map((n) => [
            KINDS[n.kind],
            n.suggestion ? { text: n.title, to: `/suggestion/${n.suggestion}` } : n.title,
            n.reason,
            ...(scored && !over ? [n.score ?? '', n.rank === null ? '' : String(n.rank)] : []),
            ...(view.matter.state === 'decided' ? [n.won ? '表彰' : ''] : []),
          ]),
      },
    ]
  },
}
