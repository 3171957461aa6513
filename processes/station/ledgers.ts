/** 六本台账 (D3): read off the rows, never typed. Each record stands in one ledger once. */
import type pg from 'pg'
import type { Section } from '../../kernel/wire.ts'
import { DEPUTY_LEVELS, type DeputyLevel } from '../common/deputies.ts'
import { numberOf } from '../common/number.ts'
import { OUTCOMES } from '../common/topics.ts'
import { suggestion } from '../suggestion/process.ts'
import { ACTIVITY } from './actions.ts'

export async function ledgersOf(client: pg.ClientBase, unit: string): Promise<Section[]> {
  const q = async (text: string) => (await client.query(text, [unit])).rows
  const deputies = await q(
    `select p.name, l.level, p.employer, p.post, x.since::text from station_deputy x join seat s on s.id = x.seat join person p on p.id = s.person join place l on l.code = s.place
     where x.station = $1 and x.until is null order by l.level <> 'nation', length(l.path), p.name_sort, s.id`,
  )
  const activities = await q(
    `select a.kind, a.title, a.held_on::text as on, a.people, a.summary, (select string_agg(p.name, '、' order by p.name_sort) from station_came c join seat s on s.id = c.seat join person p on p.id = s.person where c.activity = a.id) as came
     from station_activity a where a.station = $1 order by a.held_on desc, a.at desc`,
  )
  const visits = await q(
    `select r.held_on::text as on, string_agg(distinct p.name, '、') as hosts, v.masked, v.matter, m.title, c.outcome from reception r join reception_visitor v on v.reception = r.matter
     join station_visited($1) c on c.matter = v.matter left join matter m on m.id = v.matter left join seat s on s.id = v.seat left join person p on p.id = s.person
     where r.station = $1 group by r.held_on, v.masked, v.matter, m.title, c.outcome, v.at order by r.held_on desc, v.at`,
  )
  // Suggestions of the station's deputies, and those that what people said here has become; none whose author asks not to be named.
  const handled = await q(
    `select m.id, m.series, m.no, m.title, m.state, p.name as lead, m.id in (select concern_became(c.matter) from concern c where c.station = $1) as said,
       (select string_agg(u.name, '、' order by y.joined_at) from party y join unit u on u.id = y.unit where y.matter = m.id and y.role = 'main' and y.left_at is null) as units
     from matter m left join seat s on s.id = m.lead left join person p on p.id = s.person
     where m.process = 'suggestion' and m.no is not null and not m.private and not m.confidential
       and (m.lead in (select x.seat from station_deputy x where x.station = $1 and x.until is null) or m.id in (select concern_became(c.matter) from concern c where c.station = $1))
     order by m.created_at desc, m.id limit 500`,
  )
  const duties = await q(
    `select x.name, count(*) filter (where x.kind = 'reception')::int as reception, count(*) filter (where x.kind = 'activity')::int as activity, max(x.on)::text as last from (
       select p.name, 'reception' as kind, r.held_on as on from reception r join reception_host h on h.reception = r.matter and h.came join seat s on s.id = h.seat join person p on p.id = s.person where r.station = $1 and r.kind <> 'leaders'
       union all select p.name, 'activity', a.held_on from station_activity a join station_came c on c.activity = a.id join seat s on s.id = c.seat join person p on p.id = s.person where a.station = $1) x
     group by x.name order by 2 desc, 3 desc, 1`,
  )
  const of = (kind: string) => activities.filter((a) => (kind === 'study' ? a.kind === 'study' : a.kind !== 'study'))
  const table = (key: string, title: string, head: string[], rows: Section['rows']): Section => ({ key, title: `${title}（${rows.length}）`, head, rows })
  return [
    table(
      'deputies',
      '一、代表信息',
      ['姓名', '级别', '单位职务', '进站日期'],
      deputies.map((x) => [x.name, DEPUTY_LEVELS[x.level as DeputyLevel] ?? '', [x.employer, x.post].filter(Boolean).join(' '), x.since]),
    ),
    table(
      'themes',
      '二、主题活动',
      ['日期', '类别', '主题', '代表', '群众'],
      of('theme').map((x) => [x.on, ACTIVITY[x.kind as 'theme'], x.title, x.came ?? '', String(x.people)]),
    ),
    table(
      'studies',
      '三、学习培训',
      ['日期', '主题', '代表'],
      of('study').map((x) => [x.on, x.title, x.came ?? '']),
    ),
    table(
      'visits',
      '四、接待选民',
      ['日期', '来访', '接待代表', '反映', '结果'],
      visits.map((x) => [
        x.on,
        x.masked,
        x.hosts ?? '',
        x.title ? { text: x.title, to: `/of/concern/${x.matter}` } : '内容不向您显示',
        OUTCOMES[x.outcome as 'solved'] ?? '办理中',
      ]),
    ),
    table(
      'handled',
      '五、建议办理',
      ['编号', '标题', '领衔代表', '承办单位', '目前', '来自群众诉求'],
      handled.map((x) => [
        numberOf(x),
        { text: x.title, to: `/suggestion/${x.id}` },
        x.lead ?? '',
        x.units ?? '',
        suggestion.states[x.state as 'registered']?.label ?? '',
        x.said ? '是' : '',
      ]),
    ),
    table(
      'duties',
      '六、履职登记',
      ['代表', '接待次数', '活动次数', '最近'],
      duties.map((x) => [x.name, String(x.reception), String(x.activity), x.last]),
    ),
  ]
}
