/** Papers of the processes around the suggestion: 交办书, 督办函, 领衔督办方案, 督办报告, 巡察移交函, 承诺台账, 第三方评估报告. */

import { addDays, localDay } from '../../kernel/calendar.ts'
import { first } from '../../kernel/characters.ts'
import { numberOf } from '../../processes/common/number.ts'
import { packageRows } from '../../processes/inspection/kit.ts'
import { dateWords, docNumber } from '../gbt.ts'
import type { HandoverSheet } from '../templates/handover-sheet.ts'
import type { InspectionLetter } from '../templates/inspection-letter.ts'
import type { KeyPlan } from '../templates/key-plan.ts'
import type { PromiseLedger } from '../templates/promise-ledger.ts'
import type { Report } from '../templates/report.ts'
import type { SupervisionLetter } from '../templates/supervision-letter.ts'
import { DAF, type Filler, must } from './fillers.ts'
import { fromOffice, type Ground, itemOf, no3 } from './ground.ts'
import { ledger } from './watching.ts'

/** '云人代督〔2026〕3号': the matter's own number, counted without gaps by the process. */
const ownNumber = (g: Ground, sign: string): string | undefined => {
  const { no, series } = g.view.matter
  return no && series ? docNumber(`${first(g.placeName)}${sign}`, Number(/\d{4}/.exec(series)?.[0]), no) : undefined
}

/** '王敏 0990-6661001' as it was typed: the name, and the number where one stands at its end. */
function contactOf(typed: string): { contactName: string; contactPhone: string } {
  const m = /^(.*?)[\s，,：:]*([\d\-—()（）转]{5,})$/.exec(typed.trim())
  return { contactName: m?.[1] || typed.trim(), contactPhone: m?.[2] ?? '' }
}

export const office: Filler[] = [
  {
    key: 'handoverSheet',
    process: 'handover',
    roles: ['unit'],
    prints: ['office', 'own'],
    fits: () => true,
    make: async (g, party): Promise<HandoverSheet> => {
      const p = must(party)
      const r = await g.client.query(
        `select m.no, m.series, m.title, m.key_item, x.role, (select string_agg(u.name, '、') from party y join unit u on u.id = y.unit where y.matter = m.id and y.left_at is null and y.role = 'main') as main,
           (select string_agg(u.name, '、') from party y join unit u on u.id = y.unit where y.matter = m.id and y.left_at is null and y.role = 'co') as co,
           (select max(c.due_on)::text from clock c where c.matter = m.id and c.name = 'reply') as due
         from matter m join party x on x.matter = m.id and x.unit = $2 and x.left_at is null and x.role in ('main', 'co') where m.id = any ($1) order by m.no`,
        [g.view.matter.data.items ?? [], p.unit],
      )
      return {
        session: g.view.matter.title.replace(/交办会$/, ''),
        from: g.office.name,
        to: p.name,
        items: r.rows.map((x) => ({
          no: no3(x.no) ?? '',
          title: x.title,
          main: x.main ?? '',
          co: x.co ?? '',
          due: x.due ? dateWords(x.due) : '',
          key: x.key_item,
        })),
        ...(g.view.matter.data.handedBy ? { handedBy: g.view.matter.data.handedBy } : {}),
        ...(p.data.signer ? { takenBy: p.data.signer } : {}),
        ...(g.view.matter.data.held ? { date: g.view.matter.data.held } : {}),
      }
    },
  },
  {
    key: 'supervisionLetter',
    process: 'letter',
    roles: ['unit'],
    prints: ['office', 'own'],
    fits: () => true,
    make: async (g, party): Promise<SupervisionLetter> => {
      const r = await g.client.query(
        'select m.no, m.title, i.clock, i.late_days from letter_item i join matter m on m.id = i.suggestion where i.letter = $1 order by i.late_days desc, m.no',
        [g.view.matter.id],
      )
      const issued = g.view.matter.data.issued as string | undefined
      const due = g.view.clocks.find((c) => c.name === 'letterReply')?.dueOn
      const number = ownNumber(g, '人代督')
      const day = issued ?? g.today
      return {
        ...fromOffice(g),
        date: day,
        ...(number ? { number } : {}),
        ...(g.view.matter.data.contact ? contactOf(g.view.matter.data.contact) : {}),
        to: must(party).name,
        demand: g.view.matter.data.demand ?? '',
        items: r.rows.map((x) => ({
          ...(x.no ? { no: no3(x.no) as string } : {}),
          title: x.title,
          what: x.clock,
          due: dateWords(addDays(day, -x.late_days)),
          overdue: x.late_days,
        })),
        answerBy: dateWords(due ?? addDays(day, 14)),
        copies: `${g.placeName}人民政府办公室`,
      }
    },
  },
  {
    key: 'keyPlan',
    process: 'key',
    prints: ['office'],
    fits: (g) => !!g.view.matter.data.meetingOn,
    issues: { offices: ['daf_head'] },
    make: async (g): Promise<KeyPlan> => {
      // Everything the same meeting adopted stands in one plan.
      const r = await g.client.query(
        `select m.data, s.no, s.title,
           (select pe.name from party p join seat st on st.id = p.seat join person pe on pe.id = st.person where p.matter = m.id and p.role = 'leader' limit 1) as leader,
           (select coalesce(u.name, pe.name) from party p join seat st on st.id = p.seat join person pe on pe.id = st.person left join unit u on u.id = st.unit where p.matter = m.id and p.role = 'committee' limit 1) as committee,
           (select string_agg(u.name, '、') from party p join unit u on u.id = p.unit where p.matter = s.id and p.left_at is null and p.role = 'main') as main,
           (select string_agg(u.name, '、') from party p join unit u on u.id = p.unit where p.matter = s.id and p.left_at is null and p.role = 'co') as co
         from matter m join matter s on s.id = (m.data->>'suggestion')::uuid where m.process = 'key' and m.place = $1 and m.data->>'meetingOn' = $2 and m.state <> 'dropped' order by s.no`,
        [g.view.matter.place, g.view.matter.data.meetingOn],
      )
      return {
        ...fromOffice(g),
        year: Number(g.view.matter.data.meetingOn.slice(0, 4)),
        to: '各承办单位、各有关委员会',
        items: r.rows.map((x) => ({
          no: no3(x.no) ?? '',
          title: x.title,
          supervisor: x.leader ?? '',
          govLeader: x.data.govLeader ?? '',
          committee: x.committee ?? '',
          main: x.main ?? '',
          ...(x.co ? { co: x.co } : {}),
          when: x.data.reportBy ? `${dateWords(x.data.reportBy)}前` : '',
          how: '调度会、现场督办',
        })),
        requirements: ['领衔督办领导定期调度，对口委员会跟踪督办，邀请提建议的代表全程参与。', '承办单位列出时间表，按期报告进展，办结后书面报告。'],
      }
    },
  },
  {
    key: 'supervisionReport',
    process: 'key',
    prints: ['office'],
    fits: (g) => !!g.view.matter.data.report,
    make: (g): Report => {
      const d = g.view.matter.data
      const events = (d.events ?? []) as Record<'on' | 'form' | 'place' | 'content' | 'demands', string>[]
      return {
        title: `关于重点督办建议《${g.view.matter.title}》的督办情况报告`,
        organ: g.office.name,
        to: `${g.placeName}人大常委会主任会议`,
        signer: g.office.head,
        date: d.reportedOn ?? g.today,
        sections: [
          {
            heading: '督办安排',
            text: `领衔督办：${g.view.parties.find((p) => p.role === 'leader')?.name ?? ''}；政府领办：${d.govLeader ?? ''}。${d.plan ?? ''}`,
          },
          {
            heading: '督办活动',
            table: {
              columns: ['日期', '形式', '地点', '情况和要求'],
              widths: [20, 18, 26, 92],
              rows: events.map((e) => [e.on, e.form, e.place, `${e.content}${e.demands ? `要求：${e.demands}` : ''}`]),
            },
          },
          { heading: '督办情况', text: d.report },
          ...(d.result ? [{ heading: '成效', text: d.result }] : []),
        ],
      }
    },
  },
  {
    key: 'inspectionLetter',
    process: 'inspection',
    prints: ['office'],
    fits: (g) => g.view.matter.data.count !== undefined,
    make: async (g): Promise<InspectionLetter> => {
      const d = g.view.matter.data
      const rows = await packageRows(g.client, g.view.matter.id)
      return {
        ...fromOffice(g),
        ...(d.docNo ? { number: d.docNo } : {}),
        date: d.handedOn ?? g.today,
        to: `${g.placeName.slice(-1)}委巡察工作领导小组办公室`,
        unit: d.units.length === 1 ? d.unitNames[0] : `${d.unitCount}个单位`,
        period: `${dateWords(d.from)}至${dateWords(d.to)}`,
        figures: [
          { label: '涉及单位', value: `${d.unitCount}个` },
          { label: '代表建议', value: `${d.count}件` },
          { label: '曾逾期', value: `${rows.filter((r) => r.cells[10] !== '0 次').length}件次` },
        ],
        issues: rows
          .filter((r) => r.cells[10] !== '0 次' || r.cells[11] !== '0 次')
          .slice(0, 60)
          .map((r) => ({
            no: /(\d+)号$/.exec(r.cells[0] ?? '')?.[1] ?? '',
            title: r.cells[1] ?? '',
            what: `${r.cells[3]}：逾期${r.cells[10]}，催办督办${r.cells[11]}`,
          })),
      }
    },
  },
  {
    key: 'promiseLedger',
    process: 'ledger',
    roles: ['unit'],
    prints: ['office', 'own'],
    fits: () => true,
    make: (g, party): Promise<PromiseLedger> =>
      ledger(g.client, { place: g.view.matter.place, unit: must(party).unit as string, scope: must(party).name }, g.now),
  },
  {
    key: 'evaluationReport',
    prints: ['office'],
    fits: (g) => (g.view.matter.data.panel?.scores ?? []).length > 0,
    issues: { offices: DAF },
    make: (g): Report => {
      const panel = g.view.matter.data.panel
      const scores = panel.scores as Record<'complete' | 'facts' | 'measures' | 'contact' | 'total', number>[]
      return {
        title: `关于${itemOf(g).title}办理情况的第三方评估报告`,
        subtitle: numberOf(g.view.matter),
        organ: panel.evaluator || '第三方评估机构',
        date: panel.settledOn ?? localDay(g.now),
        sections: [
          {
            heading: '评估得分',
            table: {
              columns: ['评估人员', '回应完整性', '事实准确性', '措施可行性', '沟通充分性', '总分'],
              rows: scores.map((x, i) => [`第${i + 1}位`, `${x.complete}`, `${x.facts}`, `${x.measures}`, `${x.contact}`, `${x.total}`]),
            },
          },
          ...(panel.scores as { report: string }[]).map((x, i) => ({ heading: `评估意见${scores.length > 1 ? i + 1 : ''}`, text: x.report })),
          { heading: '结论', text: panel.opinion ?? '' },
        ],
      }
    },
  },
]
