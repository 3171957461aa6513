/**
 * 年度建议办理情况报告: the text the office writes every year, put together from the measures; every number in it leads to its rows.
 * Source: 代表法第五十一条(办理情况向常委会报告并公开); 重庆条例第三十四条(含本年度和上年度承诺事项).
 */
import type pg from 'pg'
import { dayWords } from '../kernel/calendar.ts'
import { numberOf } from '../processes/common/number.ts'
import { type LedgerRow, standing, stateWords } from '../processes/ledger/rows.ts'
import { BOARDS, codesOf } from './boards.ts'
import { board, count, type Period, percent, type Shown, shownTo } from './count.ts'
import { mayCount, UNSHOWN } from './measures.ts'

/** Words, or a number that leads to its rows. */
export type Piece = string | { code: string; text: string }
export interface AnnualTable {
  title: string
  head: string[]
  rows: string[][]
}
export interface Annual {
  title: string
  to: string
  sections: { heading: string; paragraphs: Piece[][] }[]
  tables: AnnualTable[]
}

type Counts = Map<string, Shown>

/** `${…}` of a code in braces becomes its count; `%` after it, its rate. */
function words(counts: Counts, text: string): Piece[] {
  return text.split(/(\{\w+%?\})/).flatMap((part): Piece[] => {
    const m = /^\{(\w+)(%?)\}$/.exec(part)
    if (!m) return part ? [part] : []
    const c = counts.get(m[1] as string)
    if (!c) throw new Error(`报告里没有指标 ${m[1]}`)
    if (c.n === null) return [UNSHOWN]
    return [{ code: c.code, text: m[2] ? (c.rate ?? '—') : String(c.n) }]
  })
}

const n = (counts: Counts, code: string) => counts.get(code)?.n ?? 0

/**
 * @param name the session's or the year's name: '六届人大五次会议', '2026年'
 * @param client one that sees everything: a number is the same whoever reads it
 * @param today the day by which lateness is judged
 * @param office to whom it is shown: numbers that are not his say so
 */
export async function annual(client: pg.ClientBase, p: Period, name: string, place: string, today: string, office: string): Promise<Annual> {
  const counts = shownTo(office, await count(client, p))
  const units = BOARDS.find((b) => b.key === 'units') as (typeof BOARDS)[number]
  const unitBoard = await board(client, p, 'unit', codesOf(units))
  const year = Number(p.to.slice(0, 4))
  const ledger = await standing(client, { place: p.place, year, today: p.to })
  const say = (text: string) => words(counts, text)
  const slow = unitBoard.rows
    .filter((r) => (r.n.due_reply ?? 0) > (r.n.ok_reply ?? 0))
    .sort((a, b) => (b.n.due_reply ?? 0) - (b.n.ok_reply ?? 0) - ((a.n.due_reply ?? 0) - (a.n.ok_reply ?? 0)))
  const sections = [
    {
      heading: '一、基本情况',
      paragraphs: [
        say(
          `${p.session ? `${name}以来` : name}，代表共提出建议、批评和意见{sg_total}件，其中大会建议{sg_session_total}件、审议发言建议{sg_speech}件、闭会建议{sg_recess_total}件。按内容分，政治建设{sg_cat_politics}件、经济建设{sg_cat_economy}件、文化建设{sg_cat_culture}件、社会建设{sg_cat_society}件、生态文明建设{sg_cat_ecology}件。`,
        ),
        say(
          `截至${dayWords(today, true)}，已交办{sg_assigned}件；大会建议在会议期间交办{sg_assigned_in_session}件，占{sg_assigned_in_session%}。确定重点督办建议{sg_key}件。${n(counts, 'sg_upper') > 0 ? '服务上报上级人大代表议案建议{sg_upper}件，其中被列为重点督办{sg_upper_key}件。' : ''}`,
        ),
      ],
    },
    {
      heading: '二、主要做法',
      paragraphs: [
        say('（一）充分听取代表意见。主办、分办{asg_main}件次，与代表沟通{asg_contacted}件次，沟通率{asg_contacted%}，其中面商{asg_face}件次，占{asg_face%}。'),
        say(
          '（二）严格办理时限。按时签收{ok_sign}件次（{ok_sign%}），按时提出会办意见{ok_opinion}件次（{ok_opinion%}），按时答复{ok_reply}件次（{ok_reply%}）；经同意延期{asg_extended}件次，退回改交{asg_returned}件次。',
        ),
        say(
          `（三）逐级跟踪督办。电话督办{sup_phone}次，涉及{sup_phone_units}个单位；发督办函{sup_letters}件，涉及{sup_letter_units}个单位；现场督办和约谈{sup_visits}次。${n(counts, 'insp_items') > 0 ? '与巡察联动，移交{insp_units}个单位承办的建议{insp_items}件。' : ''}`,
        ),
      ],
    },
    {
      heading: '三、办理结果',
      paragraphs: [
        say(
          '已办复{sg_replied}件，办复率{sg_replied%}；办结{sg_closed}件，办结率{sg_closed%}。单位答复{rp_total}份，其中A类{rp_A}份（{rp_A%}）、B类{rp_B}份（{rp_B%}）、C类{rp_C}份（{rp_C%}）、D类{rp_D}份（{rp_D%}）。',
        ),
        say(
          '代表对首次答复交回评价{sat_first_returned}份，满意{sat_first}份，满意率{sat_first%}；满意和基本满意{sat_first_wide}份，占{sat_first_wide%}。经重新办理{redo}件次，最终评价{sat_final_returned}份，满意{sat_final}份，满意率{sat_final%}；满意和基本满意{sat_final_wide}份，占{sat_final_wide%}。催评后仍未交回的{sat_excluded}份不计入。',
        ),
      ],
    },
    {
      heading: '四、承诺事项落实情况',
      paragraphs: [
        say(
          '在账承诺事项{pr_total}项，其中往年结转{pr_carried}项。已兑现{pr_kept}项（{pr_kept%}），经说明不再实施{pr_changed}项，仍在办理{pr_open}项；逾期{pr_late}项。',
        ),
        [`本年度作出的承诺${ledger.filter((r) => !r.carried).length}项、上年度及以前结转${ledger.filter((r) => r.carried).length}项，逐项情况见附表。`],
      ],
    },
    {
      heading: '五、存在问题',
      paragraphs: [
        slow.length > 0
          ? [
              `有${slow.length}个单位存在逾期答复：${slow
                .slice(0, 8)
                .map((r) => `${r.name}（${(r.n.due_reply ?? 0) - (r.n.ok_reply ?? 0)}件）`)
                .join('、')}${slow.length > 8 ? '等' : ''}。`,
            ]
          : ['各单位均在期限内答复。'],
        say('首次答复后代表不满意、要求重新办理的{redo}件次；逾期承诺{pr_late}项，须限期落实并向代表说明。'),
      ],
    },
  ]
  return {
    title: `关于${name}代表建议、批评和意见办理情况的报告`,
    to: `${place}人大常委会`,
    sections,
    tables: [unitTable(units, unitBoard.rows, office), ...promiseTables(ledger)],
  }
}

function unitTable(def: (typeof BOARDS)[number], rows: { name: string; n: Record<string, number> }[], office: string): AnnualTable {
  const cell = (r: { n: Record<string, number> }, c: (typeof def.columns)[number]) =>
    !mayCount(c.code, office) ? UNSHOWN : c.of ? percent(r.n[c.code] ?? 0, r.n[c.of] ?? 0) : String(r.n[c.code] ?? 0)
  return {
    title: '附表1  承办单位办理情况',
    head: ['单位', ...def.columns.map((c) => c.label)],
    rows: rows.map((r) => [r.name, ...def.columns.map((c) => cell(r, c))]),
  }
}

function promiseTables(rows: LedgerRow[]): AnnualTable[] {
  const table = (title: string, some: LedgerRow[]): AnnualTable => ({
    title,
    head: ['建议', '承诺单位', '承诺事项', '时限', '状态'],
    rows: some.map((r) => [`${numberOf(r)} ${r.title}`, r.unitName, r.item, r.dueOn, stateWords(r)]),
  })
  return [
    table(
      '附表2  本年度承诺事项',
      rows.filter((r) => !r.carried),
    ),
    table(
      '附表3  往年结转承诺事项',
      rows.filter((r) => r.carried),
    ),
  ]
}
