/** Pages and the 上报清单 of what goes up. The list's own workbook is the list that is sent along. */
import type pg from 'pg'
import type { View } from '../../kernel/process.ts'
import { readsAll } from '../../kernel/reads.ts'
import type { Section } from '../../kernel/wire.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { acts } from './acts.ts'
import { BY, CODES, KINDS, LEVELS } from './inputs.ts'
import { upper } from './process.ts'

/** The list of a session is what is reported, whenever its items were entered: one line for each congress, newest first. */
async function bySession(client: pg.ClientBase, view: View): Promise<Section> {
  const r = await client.query({
    name: 'upper-sessions',
    text: `select data->>'session' as session, count(*)::int as n, count(*) filter (where kind = 'motion')::int as motions, count(*) filter (where key_item)::int as key,
        count(*) filter (where data ? 'reply')::int as replied from matter where process = 'upper' and place = $1 and state <> 'withdrawn'
      group by 1 order by max(coalesce(as_day(data->>'metOn'), (created_at at time zone 'Asia/Shanghai')::date)) desc, 1 limit 20`,
    values: [view.matter.place],
  })
  const n = (x: number) => `${x} 件`
  return {
    key: 'sessions',
    title: '各次会议上报情况',
    head: ['会议', '合计', '议案', '上级重点', '已答复'],
    rows: r.rows.map((x) => [x.session, n(x.n), n(x.motions), n(x.key), n(x.replied)]),
  }
}

const CHANNEL = { online: '上级代表工作平台', paper: '书面' }

async function sections(client: pg.ClientBase, view: View): Promise<Section[]> {
  const given = view.parties.filter((p) => p.role === 'helper' && p.data.material)
  const out: Section[] =
    given.length === 0
      ? []
      : [
          {
            key: 'materials',
            title: '单位提供的材料',
            head: ['单位', '日期', '内容'],
            rows: given.map((p) => [p.name, p.data.material.on, p.data.material.text]),
          },
        ]
  // A unit that helped reads its own; a count of those would be none.
  if (readsAll(upper.reads, view.actor.office)) out.push(await bySession(client, view))
  return out
}

export const upperKit: Kit = {
  def: upper,
  acts,
  group: '建议议案',
  sheet(view) {
    const { matter: m } = view
    const d = m.data
    return sheetRows([
      ['层次', word(LEVELS, d.level)],
      ['类别', word(KINDS, m.kind)],
      ['会议', d.session && `${d.session}${d.metOn ? `（${d.metOn} 开幕）` : ''}`],
      ['领衔代表', d.leadName],
      ['内容', d.content, true],
      ['上报', d.submitted && `${d.submitted.on} ${word(CHANNEL, d.submitted.channel)}${d.submitted.note ? `：${d.submitted.note}` : ''}`],
      ['外部编号', d.externalNo && `${d.externalNo}（${d.acceptedOn} 受理）`],
      ['上级重点', d.key && `${word(BY, d.key.by)}：${d.key.leader}（${d.key.on}）`],
      ['答复', d.reply && `${d.reply.on} ${d.reply.unit}，${word(CODES, d.reply.code)}${d.reply.text ? `\n${d.reply.text}` : ''}`, true],
      ['领衔代表的意见', d.view && `${d.view}${d.closedNote ? `：${d.closedNote}` : ''}`],
    ])
  },
  columns: [
    { title: '类别', cell: (m) => `${m.data.level === 'national' ? '全国' : '省'}人大${word(KINDS, m.kind)}` },
    { title: '会议', cell: (m) => m.data.session ?? '' },
    { title: '领衔代表', cell: (m) => m.data.leadName ?? '' },
    { title: '上报日期', cell: (m) => m.data.submitted?.on ?? '' },
    { title: '外部编号', cell: (m) => m.data.externalNo ?? '' },
    { title: '上级重点', cell: (m) => (m.data.key ? `${word(BY, m.data.key.by)}：${m.data.key.leader}` : '') },
    { title: '答复', cell: (m) => (m.data.reply ? `${m.data.reply.unit} ${m.data.reply.code}` : '') },
  ],
  sections,
  initial(action, view) {
    const { matter: m } = view
    const d = m.data
    const seat = view.parties.find((p) => p.role === 'lead')?.seat
    switch (action) {
      case 'saveDraft':
        return {
          level: d.level,
          kind: m.kind,
          session: d.session,
          metOn: d.metOn,
          title: m.title,
          lead: seat ? [seat] : [],
          leadName: d.leadName ?? '',
          content: d.content,
          helpers: view.parties.filter((p) => p.role === 'helper').map((p) => p.unit),
          attachments: d.attachments ?? [],
        }
      case 'submitUp':
        return { submittedOn: view.today, channel: 'online' }
      case 'acceptUp':
        return { acceptedOn: view.today }
      case 'markKey':
        return { markedOn: view.today }
      case 'recordReply':
        return { repliedOn: view.today }
      default:
        return {}
    }
  },
}
