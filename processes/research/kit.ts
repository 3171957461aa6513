/** 会前调研 as it is read: where, who, what was found, what units gave and organs answered. */
import { dayShown } from '../../kernel/day.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { KINDS } from './actions.ts'
import { acts } from './acts.ts'
import { research as def } from './process.ts'

const COUNTED = ['invited', 'accepted', 'declined', 'attended', 'absent'] as const

export const research: Kit = {
  def,
  acts,
  tells: (m) => ({ text: `${m.data.topic ?? ''}\n${m.data.place ?? ''}` }),
  group: '会前与活动',
  columns: [
    { title: '方式', cell: (m) => word(KINDS, m.kind) },
    {
      title: '时间',
      cell: (m) => (m.data.startsOn === m.data.endsOn ? dayShown(m.data.startsOn) : `${dayShown(m.data.startsOn)} 至 ${dayShown(m.data.endsOn)}`),
    },
    { title: '地点', cell: (m) => m.data.place },
    { title: '组织的代表小组', cell: (m) => m.data.group ?? '' },
  ],
  sheet: ({ matter: m, parties }) => {
    const n = (step: string) => parties.filter((p) => p.role === 'member' && p.step === step).length
    const counts = COUNTED.filter((s) => n(s) > 0).map((s) => `${def.parties.member.steps[s].label} ${n(s)} 人`)
    return sheetRows([
      ['组织', m.data.group || parties.find((p) => p.role === 'host')?.name],
      ['调研方式', word(KINDS, m.kind)],
      ['时间', m.data.startsOn === m.data.endsOn ? dayShown(m.data.startsOn) : `${dayShown(m.data.startsOn)} 至 ${dayShown(m.data.endsOn)}`],
      ['地点', m.data.place],
      ['代表参加情况', counts.join('，')],
      ['调研内容', m.data.topic, true],
      ['听取意见的群众', m.data.people === undefined ? '' : `${m.data.people} 人`],
      ['走访、座谈的对象', m.data.heard, true],
      ['调研发现的情况和问题', m.data.findings, true],
      ['初步建议', m.data.advice, true],
      ['转送意见', m.data.opinion, true],
    ])
  },
  field: (f, action, view) =>
    action === 'record' && f.name === 'present'
      ? { ...f, options: view.parties.filter((p) => p.role === 'member').map((p) => ({ value: p.id, label: p.name })) }
      : f,
  initial: (action, { matter: m, parties, today }) => {
    const d = m.data
    if (action === 'plan') return { startsOn: today, endsOn: today }
    if (action === 'amend') return { title: m.title, kind: m.kind, group: d.group, topic: d.topic, place: d.place, startsOn: d.startsOn, endsOn: d.endsOn }
    if (action === 'record') return { present: parties.filter((p) => p.role === 'member' && p.step === 'accepted').map((p) => p.id) }
    if (action === 'amendRecord') return { findings: d.findings, advice: d.advice, people: d.people, heard: d.heard }
    if (action === 'toSuggestion') return { title: '', situation: d.findings ?? '', proposals: d.advice ?? '', mayPublish: true }
    return {}
  },
  words: {
    notes: (p) => [
      ...(p.data.want && p.step === 'asked' ? [{ label: '请提供', text: p.data.want }] : []),
      ...(p.data.unable ? [{ label: '说明', text: p.data.unable }] : []),
    ],
  },
  async sections(_client, view) {
    const told = (role: 'provider' | 'organ', title: string, head: string[]) => {
      const rows = view.parties.filter((p) => p.role === role && p.data.text)
      return rows.length === 0 ? [] : [{ key: role, title, head, rows: rows.map((p) => [p.name, p.data.text as string, p.data.on as string]) }]
    }
    return [...told('provider', '社情民情资料', ['单位', '情况说明', '日期']), ...told('organ', '有关机关的反馈', ['机关', '研究办理情况', '日期'])]
  },
}
