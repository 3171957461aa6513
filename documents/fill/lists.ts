/** Lists of a whole place: by category, before the handover, of those on duty at the session, of money paid, of promises, of deputies in no station. */
import type pg from 'pg'
import { localDay } from '../../kernel/calendar.ts'
import type { Viewer } from '../../people/viewer.ts'
import { numberOf } from '../../processes/common/number.ts'
import { wan } from '../../processes/fund/acts.ts'
import { CATEGORIES } from '../../processes/suggestion/inputs.ts'
import { suggestion } from '../../processes/suggestion/process.ts'
import { percent } from '../../report/count.ts'
import { periodOf } from '../../report/period.ts'
import { dateWords } from '../gbt.ts'
import { columnsOf, type ListPaper } from '../templates/kinds.ts'
import type { Report } from '../templates/report.ts'

interface Ask {
  year?: number | undefined
  session?: string | undefined
  month?: string | undefined
}
type Make = (client: pg.ClientBase, viewer: Viewer, a: Ask, now: Date) => Promise<object>

/** Suggestions of a year or a session: by the day of entry or by the session itself. */
const OF_PERIOD = `m.place = $1 and m.process = 'suggestion' and m.no is not null and not m.private
  and (case when $4::uuid is null then (m.data->>'receivedOn')::date between $2 and $3 else m.session = $4 end)`
async function span(client: pg.ClientBase, v: Viewer, a: Ask, now: Date) {
  const { period, name } = await periodOf(client, v.seat.place, a, localDay(now))
  return { name, values: [period.place, period.from, period.to, period.session] }
}

export const LISTS: Record<string, Make> = {
  async categoryTable(client, v, a, now): Promise<ListPaper> {
    const { name, values } = await span(client, v, a, now)
    const r = await client.query(
      `select m.category, count(*)::int as n, count(*) filter (where m.key_item)::int as key, count(*) filter (where m.merged_into is not null)::int as merged
       from matter m where ${OF_PERIOD} group by 1`,
      values,
    )
    const all = r.rows.reduce((s, x) => s + x.n, 0)
    const line = (label: string, rows: typeof r.rows) => {
      const sum = (k: string) => rows.reduce((s, x) => s + x[k], 0)
      return [label, String(sum('n')), percent(sum('n'), all), String(sum('key')), String(sum('merged'))]
    }
    const rows = Object.entries(CATEGORIES).map(([k, label]) =>
      line(
        label,
        r.rows.filter((x) => x.category === k),
      ),
    )
    const rest = r.rows.filter((x) => !x.category || !(x.category in CATEGORIES))
    if (rest.length > 0) rows.push(line('未分类', rest))
    rows.push(line('合　计', r.rows))
    return {
      title: `${v.seat.placeName}${name.replace(v.seat.placeName, '')}代表建议分类统计表`,
      left: `${v.seat.placeName}人大常委会代表工作委员会`,
      right: dateWords(localDay(now)),
      tables: [{ columns: columnsOf(['类别', '件数', '占比', '重点', '并案']).map((c, i) => (i === 0 ? { ...c, width: 30 } : c)), rows }],
    }
  },

  async preAssignList(client, v, a, now): Promise<ListPaper> {
    const { name } = await span(client, v, a, now)
    // What stands before the handover today, whichever session it came from.
    const r = await client.query(
      `select m.id, m.series, m.no, m.title, m.confidential, pe.name as lead, p.role, p.step, p.data, u.name as unit,
         (select x.name from unit x where x.id::text = p.data->>'proposedUnit') as proposed
       from matter m join party p on p.matter = m.id and p.role in ('main', 'co') and p.left_at is null join unit u on u.id = p.unit left join seat s on s.id = m.lead left join person pe on pe.id = s.person
       where m.place = $1 and m.process = 'suggestion' and m.state = 'preAssigned' and not m.private order by m.series, m.no, p.role desc, p.joined_at limit 5000`,
      [v.seat.place],
    )
    const steps = suggestion.parties.main.steps as Record<string, { label: string }>
    return {
      title: `${v.seat.placeName}代表建议预交办清单`,
      left: name,
      right: `共${new Set(r.rows.map((x) => x.id)).size}件`,
      tables: [
        {
          columns: columnsOf(['编号', '标题', '领衔代表', '方式', '拟承办单位', '单位意见', '理由', '建议改由'], ['标题', '理由']),
          rows: r.rows.map((x) => [
            numberOf(x),
            x.title,
            x.confidential ? '（保密）' : (x.lead ?? ''),
            x.role === 'co' ? '会办' : ({ sole: '独办', lead: '主办', separate: '分办' }[x.data.kind as string] ?? '主办'),
            x.unit,
            steps[x.step]?.label ?? '',
            x.data.objection ?? '',
            x.proposed ?? '',
          ]),
        },
      ],
    }
  },

  async onsiteRota(client, v, a, now): Promise<ListPaper> {
    const { name, values } = await span(client, v, a, now)
    const r = await client.query(
      // Who was put down for a day, and who took items over; one line a person.
      `select unit, person, sum(n)::int as n, sum(replied)::int as replied, min(first)::text as first, max(last)::text as last from (
         select u.name as unit, o.person, count(*) as n, count(*) filter (where o.reply <> '') as replied,
           min((o.planned_at at time zone 'Asia/Shanghai')::date) as first, max((o.planned_at at time zone 'Asia/Shanghai')::date) as last
         from onsite o join party p on p.id = o.party join unit u on u.id = p.unit join matter m on m.id = o.matter where ${OF_PERIOD} group by 1, 2
         union all
         select u.name, r.person, 0, 0, r.on_day, r.on_day from duty_rota r join unit u on u.id = r.unit where r.place = $1 and r.on_day between $2 and $3
       ) x group by 1, 2 order by 1, 2`,
      values,
    )
    return {
      title: '承办单位驻会值守表',
      left: name,
      right: `${r.rows.length}人`,
      tables: [
        {
          columns: columnsOf(['序号', '承办单位', '值守人员', '值守日期', '当场受理', '初步答复']).map((c) =>
            c.label === '承办单位' ? { ...c, width: 30 } : c,
          ),
          rows: r.rows.map((x, i) => [
            String(i + 1),
            x.unit,
            x.person,
            x.first === x.last ? dateWords(x.first) : `${dateWords(x.first)}至${dateWords(x.last)}`,
            `${x.n}件`,
            `${x.replied}件`,
          ]),
        },
      ],
    }
  },

  async promiseCircular(client, v, a, now): Promise<Report> {
    const today = localDay(now)
    const { name } = await span(client, v, a, now)
    const r = await client.query(
      `select u.name as unit, count(*)::int as n, count(*) filter (where x.state = 'fulfilled')::int as done, count(*) filter (where x.state = 'changed')::int as changed,
         count(*) filter (where (x.state = 'overdue' or (x.state = 'promised' and x.due_on < $2)))::int as late
       from promise x join matter m on m.id = x.matter join party p on p.id = x.party join unit u on u.id = p.unit
       where m.place = $1 and extract(year from x.due_on) = $3 group by 1 order by 5 desc, 2 desc, 1`,
      [v.seat.place, today, a.year ?? Number(today.slice(0, 4))],
    )
    const late = await client.query(
      `select m.series, m.no, u.name as unit, x.item, x.due_on::text as due, x.progress from promise x join matter m on m.id = x.matter join party p on p.id = x.party join unit u on u.id = p.unit
       where m.place = $1 and (x.state = 'overdue' or (x.state = 'promised' and x.due_on < $2)) and extract(year from x.due_on) = $3 order by x.due_on, m.no limit 200`,
      [v.seat.place, today, a.year ?? Number(today.slice(0, 4))],
    )
    const sum = (k: string) => r.rows.reduce((s, x) => s + x[k], 0)
    return {
      title: `关于${name}答复承诺解决事项进展情况的通报`,
      organ: `${v.seat.placeName}人大常委会代表工作委员会`,
      date: today,
      sections: [
        {
          heading: '总体情况',
          text: `${name}到期和将到期的承诺事项${sum('n')}项，已完成${sum('done')}项，完成率${percent(sum('done'), sum('n'))}；调整${sum('changed')}项，逾期没有完成${sum('late')}项。`,
        },
        {
          heading: '各单位进展',
          ...(r.rows.length > 0
            ? {
                table: {
                  columns: ['单位', '承诺', '完成', '调整', '逾期', '完成率'],
                  widths: [50, 16, 16, 16, 16, 20],
                  rows: r.rows.map((x) => [x.unit, String(x.n), String(x.done), String(x.changed), String(x.late), percent(x.done, x.n)]),
                },
              }
            : { text: '没有承诺事项。' }),
        },
        {
          heading: '逾期事项',
          ...(late.rows.length > 0
            ? {
                table: {
                  columns: ['单位', '建议编号', '承诺事项', '时限', '进展'],
                  widths: [26, 26, 40, 28, 30],
                  rows: late.rows.map((x) => [x.unit, numberOf(x), x.item, dateWords(x.due), x.progress ?? '']),
                },
              }
            : { text: '没有逾期事项。' }),
        },
      ],
      closing: '请有关单位对照承诺，抓紧落实；不能按期完成的，向代表说明情况并报告我们。',
    }
  },

  async fundPayments(client, v, a, now): Promise<ListPaper> {
    const year = a.year ?? Number(localDay(now).slice(0, 4))
    const r = await client.query(
      `select m.title, u.name as unit, y.on_day::text as "on", y.source, y.wan::text, y.voucher, (sum(y.wan) over ())::text as total
       from fund_payment y join fund_project f on f.matter = y.matter join matter m on m.id = f.matter left join party p on p.matter = m.id and p.role = 'unit' and p.left_at is null left join unit u on u.id = p.unit
       where f.place = $1 and f.year = $2 order by y.on_day, y.at`,
      [v.seat.place, year],
    )
    return {
      title: `${year}年代表建议办理专项资金拨付表`,
      left: `${v.seat.placeName}人大常委会代表工作委员会`,
      right: '金额单位：万元',
      tables: [
        {
          columns: columnsOf(['序号', '项目', '实施单位', '拨付日期', '来源', '金额', '凭证'], ['项目']).map((c) =>
            c.label === '金额' ? { ...c, align: 'right' as const } : c,
          ),
          rows: [
            ...r.rows.map((x, i) => [String(i + 1), x.title, x.unit ?? '', dateWords(x.on), x.source === 'city' ? '市级' : '县级', wan(x.wan), x.voucher]),
            ['', '合　计', '', '', '', wan(r.rows[0]?.total ?? '0'), ''],
          ],
        },
      ],
    }
  },

  async noStation(client, v, _a, now): Promise<ListPaper> {
    const today = localDay(now)
    const r = await client.query(
      `select l.name as place, p.name, d.name as delegation, concat_ws('', p.employer, p.post) as post, count(*) over ()::int as n from seat s join person p on p.id = s.person join place l on l.code = s.place left join unit d on d.id = s.delegation
       join place mine on mine.code = $1 and l.path like mine.path || '%'
       where s.office = 'deputy' and s.state = 'active' and (s.ends_on is null or s.ends_on >= $2)
         and not in_station(s.id)
       order by l.code, d.position nulls last, p.name_sort, p.name limit 3000`,
      [v.seat.place, today],
    )
    return {
      title: `${v.seat.placeName}未进站代表名单`,
      left: `截至${dateWords(today)}`,
      right: `共${r.rows[0]?.n ?? 0}位`,
      tables: [
        {
          columns: columnsOf(['序号', '所属人大', '姓名', '代表团', '单位职务'], ['单位职务']),
          rows: r.rows.map((x, i) => [String(i + 1), x.place, x.name, x.delegation ?? '', x.post ?? '']),
        },
      ],
      ...((r.rows[0]?.n ?? 0) > r.rows.length ? { note: `只列出前${r.rows.length}位；其余请由各县（市、区）分别打印` } : {}),
    }
  },
}
