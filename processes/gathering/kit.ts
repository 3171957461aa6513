/** 工作活动 as it is read: the notice, who came, what was said, what was adopted, what was reported. */
import { dayShown } from '../../kernel/day.ts'
import type { Party, View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { numberOf } from '../common/number.ts'
import { ADOPTED, KINDS, MEDIA_LEVELS } from './actions.ts'
import { acts } from './acts.ts'
import { gathering as def } from './process.ts'

/** After the day the steps of an inspected unit tell of its answer; that it came stands in the count. */
const stepWords = (p: Party) => (def.parties[p.role as 'guest'] as { steps: Record<string, { label: string }> }).steps[p.step]?.label ?? p.step

/** Deputies first, then units, each by name: an order that does not change from one look to the next. */
const listed = (parties: readonly Party[]): Party[] =>
  parties.filter((p) => p.role !== 'organiser').toSorted((a, b) => b.role.localeCompare(a.role) || a.name.localeCompare(b.name, 'zh-Hans-CN'))

const draftNotice = ({ matter: m }: View) =>
  `定于${m.data.heldOn}在${m.data.place}举行${word(KINDS, m.kind)}「${m.title}」。\n议题：\n${m.data.topics}${m.data.agenda?.length ? `\n列席的议程：\n${m.data.agenda.join('\n')}` : ''}\n请准时参加；因故不能参加的，请在系统中请假并说明原因。`

interface Report {
  outlet: string
  title: string
  url: string
  /** Those written down before levels were asked for have none. */
  level?: string
  adopted?: number
}
/** 3 篇次：省级 2，市级 1 */
function adoptions(media: readonly Report[]): string {
  const n = (of: readonly Report[]) => of.reduce((sum, x) => sum + (x.adopted ?? 1), 0)
  const parts = Object.entries(MEDIA_LEVELS).flatMap(([k, label]) =>
    n(media.filter((x) => x.level === k)) > 0 ? [`${label} ${n(media.filter((x) => x.level === k))}`] : [],
  )
  return `${n(media)} 篇次${parts.length > 0 ? `：${parts.join('，')}` : ''}`
}

export const gathering: Kit = {
  def,
  acts,
  tells: (m) => ({ text: `${m.data.topics ?? ''}` }),
  group: '会前与活动',
  columns: [
    { title: '类别', cell: (m) => word(KINDS, m.kind) },
    { title: '日期', cell: (m) => dayShown(m.data.heldOn) },
    { title: '地点', cell: (m) => m.data.place },
    { title: '实到/应到', cell: (m) => (m.data.attendance ? `${m.data.attendance.came}/${m.data.attendance.due}` : '') },
    { title: '媒体采用', cell: (m) => (m.data.media?.length ? adoptions(m.data.media) : '') },
  ],
  sheet: ({ matter: m, parties }) => {
    const asked = parties.filter((p) => p.role !== 'organiser').length
    const n = (s: string) => parties.filter((p) => p.step === s).length
    const a = m.data.attendance
    return sheetRows([
      ['类别', word(KINDS, m.kind)],
      ['日期', dayShown(m.data.heldOn)],
      ['地点', m.data.place],
      ['议题', m.data.topics, true],
      ['列席的议程', (m.data.agenda ?? []).join('\n'), true],
      ['组织', parties.find((p) => p.role === 'organiser')?.name],
      ['通报、讲解、授课人', m.data.speakers, true],
      [
        '出席情况',
        a
          ? `应到 ${a.due}，实到 ${a.came}，请假 ${a.away}，缺席 ${a.missing}`
          : m.state === 'announced'
            ? `已通知 ${asked}，将参加 ${n('confirmed')}，请假 ${n('declined')}，未答复 ${n('invited')}`
            : '',
      ],
      ['活动情况', m.data.summary, true],
    ])
  },
  field: (f, action, view) =>
    action === 'hold' && f.name === 'present' ? { ...f, options: listed(view.parties).map((p) => ({ value: p.id, label: p.name })) } : f,
  initial: (action, view) => {
    const { matter: m, parties } = view
    const d = m.data
    if (action === 'plan') return { heldOn: view.today }
    if (action === 'amend')
      return {
        title: m.title,
        kind: m.kind,
        heldOn: d.heldOn,
        place: d.place,
        topics: d.topics,
        speakers: d.speakers,
        items: d.items ?? [],
        agenda: (d.agenda ?? []).join('\n'),
        meeting: d.meeting ?? undefined,
        stations: d.stations ?? [],
      }
    if (action === 'announce') return { notice: draftNotice(view) }
    if (action === 'hold')
      return {
        present: listed(parties)
          .filter((p) => p.step === 'confirmed')
          .map((p) => p.id),
      }
    if (action === 'amendRecord') return { summary: d.summary, opinions: d.opinions ?? [] }
    return {}
  },
  words: {
    notes: (p) => (p.data.people ? [{ label: '参加人员', text: p.data.people }] : []),
  },
  async sections(client, view) {
    const { matter: m, parties } = view
    const d = m.data
    const out: Section[] = []
    if (d.notice) out.push({ key: 'notice', title: '活动通知', text: d.notice, head: [], rows: [] })
    if (m.state !== 'planned' && parties.length > 0)
      out.push({
        key: 'signIn',
        title: '签到表',
        head: ['序号', '姓名、单位', '类别', '参加人员', '情况', '签名'],
        rows: listed(parties).map((p, i) => [String(i + 1), p.name, def.parties[p.role as 'guest'].label, p.data.people ?? '', stepWords(p), '']),
      })
    if (d.items?.length) {
      const r = await client.query(
        `select m.id, m.series, m.no, m.title, m.state, string_agg(u.name, '、' order by x.role desc, x.joined_at) as units from matter m
           left join party x on x.matter = m.id and x.left_at is null and x.role in ('main', 'co') left join unit u on u.id = x.unit where m.id = any ($1) group by m.id order by m.no`,
        [d.items],
      )
      out.push({
        key: 'items',
        title: m.kind === 'publicity' ? '宣传的建议' : '视察的建议',
        ...(r.rows.length < d.items.length ? { text: `共 ${d.items.length} 件，列出您能查看的 ${r.rows.length} 件。` } : {}),
        head: ['编号', '标题', '承办单位'],
        rows: r.rows.map((x) => [numberOf(x), { text: x.title, to: `/suggestion/${x.id}` }, x.units ?? '']),
      })
    }
    if (d.opinions?.length)
      out.push({
        key: 'opinions',
        title: '代表提出的意见',
        head: ['意见', '提出人', '涉及'],
        rows: d.opinions.map((o: { opinion: string; by: string; about: string }) => [o.opinion, o.by, o.about]),
      })
    if (m.kind === 'attend') {
      const talks = await client.query(
        `select g.id, g.title, g.data, (select count(*)::int from party p where p.matter = g.id and p.role = 'guest' and p.step = 'present' and p.left_at is null) as came
         from matter_link l join matter g on g.id = l.from_matter and g.process = 'gathering' and g.kind = 'talk' and g.state <> 'cancelled' where l.to_matter = $1 order by g.data->>'heldOn', g.id`,
        [m.id],
      )
      if (talks.rows.length > 0)
        out.push({
          key: 'talks',
          title: '会前列席代表座谈会',
          head: ['日期', '座谈会', '到会代表', '意见'],
          rows: talks.rows.map((x) => [
            dayShown(x.data.heldOn),
            { text: x.title, to: `/of/gathering/${x.id}` },
            String(x.came),
            String(x.data.opinions?.length ?? 0),
          ]),
        })
      // 届内每位基层一线代表列席一次: counted over the term of the seats themselves.
      const r = await client.query(
        `select p.name, exists (select from party x join matter g on g.id = x.matter and g.process = 'gathering' and g.kind = 'attend' where x.seat = s.id and x.role = 'guest' and x.step = 'present' and x.left_at is null) as came
         from seat s join person p on p.id = s.person where s.place = $1 and s.office = 'deputy' and s.state = 'active' and '基层一线' = any (s.tags) and (s.ends_on is null or s.ends_on >= $2) order by p.name_sort, p.name`,
        [m.place, view.today],
      )
      const missing = r.rows.filter((x) => !x.came).map((x) => x.name as string)
      out.push({
        key: 'cover',
        title: '届内基层代表列席覆盖',
        text:
          missing.length > 0
            ? `本届还没有列席过的：${missing.slice(0, 40).join('、')}${missing.length > 40 ? `等 ${missing.length} 位` : ''}`
            : '基层一线代表都列席过了。',
        head: ['基层一线代表', '已列席'],
        rows: [[String(r.rows.length), String(r.rows.length - missing.length)]],
      })
    }
    const answered = parties.filter((p) => p.data.adopted)
    if (answered.length > 0)
      out.push({
        key: 'adopted',
        title: '采纳吸收情况',
        head: ['单位', '采纳情况', '说明', '日期'],
        rows: answered.map((p) => [p.name, word(ADOPTED, p.data.adopted), p.data.text, p.data.on]),
      })
    if (d.media?.length)
      out.push({
        key: 'media',
        title: `媒体报道（${d.media.length} 篇，采用 ${adoptions(d.media)}）`,
        head: ['媒体', '层级', '采用篇次', '标题'],
        rows: d.media.map((x: Report) => [x.outlet, word(MEDIA_LEVELS, x.level), String(x.adopted ?? 1), { text: x.title, to: x.url }]),
      })
    return out
  },
}
