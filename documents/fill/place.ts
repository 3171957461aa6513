/** Papers about a whole place: the ledger, the phone register, the list of speeches, the annual report. */
import type pg from 'pg'
import { localDay } from '../../kernel/calendar.ts'
import { OFFICES, type Office, type Reads } from '../../kernel/process.ts'
import { HOUSE_READS, readsAll } from '../../kernel/reads.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Viewer } from '../../people/viewer.ts'
import { hidesAuthors } from '../../processes/common/view.ts'
import { concern } from '../../processes/concern/process.ts'
import { fund } from '../../processes/fund/process.ts'
import { suggestion } from '../../processes/suggestion/process.ts'
import { annual } from '../../report/annual.ts'
import { periodOf } from '../../report/period.ts'
import type { CallRegister } from '../templates/call-register.ts'
import type { FundPlan } from '../templates/fund-plan.ts'
import type { PublicList } from '../templates/public-list.ts'
import type { Report } from '../templates/report.ts'
import type { SpeechList } from '../templates/speech-list.ts'
import { no3, officeOf } from './ground.ts'
import { LISTS } from './lists.ts'
import { concernCircular } from './voice.ts'
import { ledger } from './watching.ts'

interface Ask {
  template: string
  year?: number | undefined
  session?: string | undefined
  /** `YYYY-MM`. */
  month?: string | undefined
}

/** @throws {Refusal} for those who do not read the place */
export async function placePaper(client: pg.ClientBase, viewer: Viewer, a: Ask, now: Date): Promise<object> {
  const s = viewer.seat
  const unit = s.office === 'unit_officer' || s.office === 'unit_leader' ? s.unit : null
  if (a.template === 'promiseLedger' && unit) return ledger(client, { place: s.place, unit, scope: s.unitName ?? '' }, now)
  const make = PAPERS[a.template]
  if (!make) throw new Refusal('input', '请指明是哪一件事项', { fields: { matter: '请指明是哪一件事项' } })
  if (!mayPrint(a.template, s.office)) throw new Refusal('forbidden', `这份文书由人大机关打印；您当前的身份是${OFFICES[s.office]}`)
  return make(client, viewer, a, now)
}

/** Papers about the whole place that somebody in this office may print. */
export const placePapers = (office: Office): string[] => Object.keys(PAPERS).filter((k) => mayPrint(k, office))

/** Papers that repeat one process's own words are for that process's readers. */
const ABOUT: Record<string, Reads> = { callRegister: suggestion.reads, speechList: suggestion.reads, concernCircular: concern.reads, fundPlan: fund.reads }
const mayPrint = (template: string, office: Office): boolean =>
  readsAll(HOUSE_READS.report, office) && (!ABOUT[template] || readsAll(ABOUT[template] as Reads, office))

const organ = (v: Viewer) => `${v.seat.placeName}人大常委会代表工作委员会`

const PAPERS: Record<string, (client: pg.ClientBase, viewer: Viewer, a: Ask, now: Date) => Promise<object>> = {
  promiseLedger: (client, v, _a, now) => ledger(client, { place: v.seat.place, scope: `${v.seat.placeName}（全部承办单位）` }, now),

  async callRegister(client, v, a, now): Promise<CallRegister> {
    const { period, name } = await periodOf(client, v.seat.place, a, localDay(now))
    const r = await client.query(
      `select (g.at at time zone 'Asia/Shanghai')::date::text as "on", u.name as unit, m.no, m.title, coalesce(pe.name, '') as by, g.person, g.note, g.answer from urging g join matter m on m.id = g.matter join unit u on u.id = g.unit
       left join seat st on st.id = g.by_seat left join person pe on pe.id = st.person where g.place = $1 and g.rung = 'phone' and (g.at at time zone 'Asia/Shanghai')::date between $2 and $3 order by g.at limit 2000`,
      [v.seat.place, period.from, period.to],
    )
    return {
      organ: organ(v),
      period: name,
      calls: r.rows.map((x) => ({
        on: x.on,
        unit: x.unit,
        ...(x.no ? { no: no3(x.no) as string } : {}),
        title: x.title,
        by: x.by,
        answered: x.person,
        said: x.note,
        promise: x.answer,
      })),
    }
  },

  async speechList(client, v, a, now): Promise<SpeechList> {
    const { period, name } = await periodOf(client, v.seat.place, a, localDay(now))
    const r = await client.query(
      `select m.title, m.state, m.confidential, pe.name as deputy, d.name as delegation, (select string_agg(u.name, '、') from party p join unit u on u.id = p.unit where p.matter = m.id and p.left_at is null and p.role = 'main') as units
       from matter m join seat s on s.id = m.lead join person pe on pe.id = s.person left join unit d on d.id = m.delegation
       where m.place = $1 and m.process = 'suggestion' and m.kind = 'speech' and m.no is not null and (case when $4::uuid is null then as_day(m.data->>'receivedOn') between $2 and $3 else m.session = $4 end) order by m.no limit 2000`,
      [period.place, period.from, period.to, period.session],
    )
    return {
      session: name,
      organ: organ(v),
      rows: r.rows.map((x) => ({
        deputy: x.confidential ? '（保密）' : x.deputy,
        delegation: hidesAuthors(suggestion, v, { confidential: x.confidential, mine: false }) ? '' : (x.delegation ?? ''),
        opinion: x.title,
        ...(x.units ? { unit: x.units } : {}),
      })),
    }
  },

  /** What the public reads, as the public view has it. */
  async publicList(client, v, a, now): Promise<PublicList> {
    const { period, name } = await periodOf(client, v.seat.place, a, localDay(now))
    const r = await client.query(
      `select s.no, s.title, array_to_string(s.names, '、') as lead, y.value->>'unit' as unit, y.value->>'docNo' as "docNo", y.value->>'deliveredOn' as "on", y.value->>'code' as code
       from public_suggestion s join matter m on m.id = s.id left join lateral jsonb_array_elements(s.replies) y on true
       where s.place = $1 and (case when $4::uuid is null then coalesce(s.received_on, s.registered_on)::date between $2 and $3 else m.session = $4 end) order by s.series, s.no limit 5000`,
      [period.place, period.from, period.to, period.session],
    )
    return {
      organ: organ(v),
      session: name,
      rows: r.rows.map((x) => ({
        no: no3(x.no) ?? '',
        title: x.title,
        lead: x.lead ?? '',
        unit: x.unit ?? '',
        replyNo: x.docNo ?? '',
        repliedOn: x.on ?? '',
        code: x.code ?? '',
      })),
    }
  },

  concernCircular,
  ...LISTS,

  /** Everything approved for the year, in the order of the pool. */
  async fundPlan(client, v, a, now): Promise<FundPlan> {
    const year = a.year ?? Number(localDay(now).slice(0, 4))
    const r = await client.query(
      `select m.title, s.no, s.title as suggestion, u.name as unit, trim_scale(f.approved_city + f.approved_county)::text as amount, f.finish_on::text as done, trim_scale(sum(f.approved_city + f.approved_county) over ())::text as total
       from fund_project f join matter m on m.id = f.matter left join matter s on s.id = (m.data->>'suggestion')::uuid left join party p on p.matter = m.id and p.role = 'unit' and p.left_at is null left join unit u on u.id = p.unit
       where f.place = $1 and f.year = $2 and f.approved_city + f.approved_county > 0 order by (m.data->>'rank')::int nulls last, m.created_at`,
      [v.seat.place, year],
    )
    if (r.rows.length === 0) throw new Refusal('gate', `${year}年还没有批准的项目`)
    return {
      organ: organ(v),
      date: localDay(now),
      year,
      to: '各县（市、区）人大常委会，市直各有关单位',
      total: r.rows[0].total,
      projects: r.rows.map((x) => ({
        ...(x.no ? { no: no3(x.no) as string } : {}),
        title: x.suggestion ?? '',
        project: x.title,
        unit: x.unit ?? '',
        amount: x.amount,
        done: x.done,
      })),
      requirements: ['专款专用，不得挪用。', '按计划时间完成，完成后申请验收。', '接受代表和群众监督，年底开展绩效评价。'],
    }
  },

  async annualReport(client, v, a, now): Promise<Report> {
    const today = localDay(now)
    const { period, name } = await periodOf(client, v.seat.place, a, today)
    const report = await annual(client, period, name, v.seat.placeName, today, v.seat.office)
    const [units, ...promises] = report.tables
    return {
      title: report.title,
      organ: organ(v),
      date: today,
      to: report.to,
      signer: (await officeOf(client, v.seat.place))?.head ?? '',
      sections: [
        ...report.sections.map((s) => ({
          heading: s.heading.replace(/^[一二三四五六七八九十]+、/, ''),
          text: s.paragraphs.map((p) => p.map((x) => (typeof x === 'string' ? x : x.text)).join('')).join('\n'),
        })),
        // A portrait page holds the unit table's most asked-for columns; all of them stand on the page and in the workbook.
        ...(units && units.rows.length > 0
          ? [
              {
                heading: '承办单位办理情况',
                table: narrow(units, ['单位', '主办', '会办', '按时签收', '沟通率', '按时答复', 'A', 'B', 'C', 'D', '首次满意', '最终满意']),
              },
            ]
          : []),
        ...promises
          .filter((t) => t.rows.length > 0)
          .map((t) => ({ heading: t.title.replace(/^附表\d\s*/, ''), table: { columns: t.head, widths: [44, 28, 44, 22, 18], rows: t.rows } })),
      ],
    }
  },
}

function narrow(t: { head: string[]; rows: string[][] }, columns: string[]): { columns: string[]; widths: number[]; rows: string[][] } {
  const at = columns.map((c) => t.head.indexOf(c))
  return { columns, widths: columns.map((_, i) => (i === 0 ? 42 : 10)), rows: t.rows.map((r) => at.map((i) => r[i] ?? '')) }
}
