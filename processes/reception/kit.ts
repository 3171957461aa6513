/** 接待日 as it is read: the announcement, who receives, who came (masked), what came of each. */
import { dayShown } from '../../kernel/day.ts'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { OUTCOMES } from '../common/topics.ts'
import { concern } from '../concern/process.ts'
import { KINDS, WAYS } from './actions.ts'
import { acts, signCode } from './acts.ts'
import { reception as def } from './process.ts'

const draft = ({ matter: m, parties }: View): string => {
  const d = m.data
  const of = (role: string) =>
    parties
      .filter((p) => p.role === role && p.step !== 'away')
      .map((p) => p.name)
      .join('、')
  if (m.kind === 'leaders')
    return `定于${d.heldOn} ${d.from}至${d.to}在${d.where}开展主任接待代表活动${d.theme ? `，主题：${d.theme}` : ''}。\n接待领导：${of('leader')}。\n受接待代表：${of('received')}。\n请受接待的代表准备好意见建议，按时参加；因故不能参加的，请在系统中请假。`
  return `定于${d.heldOn} ${d.from}至${d.to}在${d.where}开展${word(KINDS, m.kind)}活动${d.theme ? `，主题：${d.theme}` : ''}。\n接待代表：${of('host')}。\n${d.video ? `视频入口：${d.video}\n` : ''}欢迎选民和群众前来反映问题、提出意见建议。`
}

export const reception: Kit = {
  def,
  acts,
  group: '群众诉求',
  columns: [
    { title: '日期', cell: (m) => dayShown(m.data.heldOn) },
    { title: '时间', cell: (m) => `${m.data.from}–${m.data.to}` },
    { title: '地点', cell: (m) => m.data.where },
    {
      title: '来访、意见',
      cell: (m) => (m.kind === 'leaders' ? `代表意见 ${m.data.opinions ?? 0} 条` : m.data.visitors ? `${m.data.visitors} 批 ${m.data.people} 人` : ''),
    },
    { title: '当场答复', cell: (m) => String(m.data.answeredOnSpot ?? '') },
  ],
  sheet: ({ matter: m }) => {
    const d = m.data
    return sheetRows([
      ['形式', word(KINDS, m.kind)],
      ['时间', `${d.heldOn} ${d.from}–${d.to}`],
      ['地点', d.where],
      ['主题', d.theme],
      ['视频链接', d.video],
      ['公告', d.notice, true],
      ['来访', d.visitors ? `${d.visitors} 批 ${d.people} 人，当场答复 ${d.answeredOnSpot ?? 0} 件` : ''],
      ['代表意见', m.kind === 'leaders' ? `${d.opinions ?? 0} 条` : ''],
      ['情况', d.summary, true],
    ])
  },
  field: (f, action, view) => {
    const of = (...roles: string[]) => view.parties.filter((p) => roles.includes(p.role)).map((p) => ({ value: p.id, label: p.name }))
    if (action === 'hold' && f.name === 'came') return { ...f, options: of('host', 'leader', 'received') }
    if (action === 'swap' && f.name === 'out') return { ...f, options: of('host', 'received') }
    return action === 'hear' && f.name === 'deputy' ? { ...f, options: of('received') } : f
  },
  initial: (action, view) => {
    const d = view.matter.data
    if (action === 'plan') return { kind: 'day', from: '09:00', to: '11:30' }
    if (action === 'amend') return { heldOn: d.heldOn, from: d.from, to: d.to, where: d.where, theme: d.theme, video: d.video }
    if (action === 'announce') return { notice: draft(view) }
    if (action === 'hold') return { came: view.parties.filter((p) => p.role !== 'station' && ['signed', 'confirmed'].includes(p.step)).map((p) => p.id) }
    if (action === 'hear') return { way: 'concern' }
    if (action === 'receive') return { onSpot: 'no', people: 1 }
    return {}
  },
  words: { notes: (p) => (p.data.reason ? [{ label: '请假原因', text: p.data.reason }] : []) },
  async sections(client, view, viewer) {
    const out: Section[] = []
    const m = view.matter
    if (m.state === 'announced' && viewer.seat.office !== 'deputy')
      out.push({ key: 'sign', title: '当天签到码', text: signCode(m.id, m.data.heldOn), head: [], rows: [] })
    const r = await client.query(
      `select v.no, v.masked, v.people, v.matter, x.title, x.state, c.outcome, p.name as host from reception_visitor v left join reception_visited($1) c on c.matter = v.matter left join matter x on x.id = v.matter
       left join seat s on s.id = v.seat left join person p on p.id = s.person where v.reception = $1 order by v.no`,
      [m.id],
    )
    if (r.rows.length > 0)
      out.push({
        key: 'visitors',
        title: `来访登记（${r.rows.length}）`,
        head: ['序号', '来访人', '人数', '反映', '接待代表', '目前', '结果'],
        rows: r.rows.map((x) => [
          String(x.no),
          x.masked,
          String(x.people),
          x.title ? { text: x.title, to: `/of/concern/${x.matter}` } : '内容不向您显示',
          x.host ?? '',
          concern.states[x.state as 'told']?.label ?? '',
          word(OUTCOMES, x.outcome),
        ]),
      })
    const opinions = await client.query(
      `select o.no, o.way, o.matter, p.name, x.title, x.state, c.outcome from reception_opinion o join seat s on s.id = o.seat join person p on p.id = s.person
       left join concern c on c.matter = o.matter left join matter x on x.id = o.matter where o.reception = $1 order by o.no`,
      [m.id],
    )
    if (opinions.rows.length > 0)
      out.push({
        key: 'opinions',
        title: `代表意见（${opinions.rows.length}）`,
        head: ['序号', '代表', '意见', '怎样处理', '目前', '结果'],
        rows: opinions.rows.map((x) => [
          String(x.no),
          x.name,
          x.title ? { text: x.title, to: `/of/concern/${x.matter}` } : '内容不向您显示',
          word(WAYS, x.way),
          concern.states[x.state as 'told']?.label ?? '',
          word(OUTCOMES, x.outcome),
        ]),
      })
    return out
  },
}
