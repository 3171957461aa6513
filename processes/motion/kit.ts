/** The motion's pages: its paper, its list, its tables. */

import type pg from 'pg'
import { dayShown } from '../../kernel/day.ts'
import type { Matter, View } from '../../kernel/process.ts'
import type { Field, Section } from '../../kernel/wire.ts'
import { type Kit, sheetRows, word } from '../common/kit.ts'
import { numeral } from '../common/number.ts'
import type { Mask } from '../common/view.ts'
import { acts } from './acts.ts'
import { KINDS, NOT_MOTION, OUTCOMES, SC } from './inputs.ts'
import { backers, backersNeeded, byDelegation, minimum, proposers } from './needs.ts'
import { motion } from './process.ts'
import { LEVELS } from './rules.ts'

function sheet(view: View, mask: Mask) {
  const { matter: m, parties } = view
  const d = m.data
  const group = (...steps: string[]) =>
    parties
      .filter((p) => p.role === 'cosigner' && steps.includes(p.step))
      .map(mask)
      .join('、')
  const delegation = byDelegation(m)
  const decided = (x: { meeting: string; on: string; outcome: string; code?: string; text: string } | undefined) =>
    x && `${x.on} ${x.meeting}：${word(OUTCOMES, x.outcome)}${x.code ? `（${word(NOT_MOTION, x.code)}）` : ''}。${x.text}`
  return sheetRows([
    [
      delegation ? '提出议案的代表团' : '领衔代表',
      delegation
        ? d.delegationName
        : parties
            .filter((p) => p.role === 'lead')
            .map(mask)
            .join('、'),
    ],
    ['联名代表', group('signed', 'again', 'backs', 'notBacks')],
    ['待确认联名', group('asked')],
    ['提案人数', delegation ? '' : `${proposers(view).length} 人（${LEVELS[d.level] ?? ''}人大法定 ${minimum(view)} 人以上）`],
    ['代表团表决', d.vote && `${d.vote.heldOn} 全体代表${d.vote.members}人，出席${d.vote.present}人，赞成${d.vote.inFavour}人`],
    ['类别', word(KINDS, m.kind)],
    ['案据', d.grounds, true],
    ['方案', d.plan, true],
    ['法规草案', d.draftLaw, true],
    ['是否同意公开', d.mayPublish === undefined ? '' : d.mayPublish ? '同意' : '不同意'],
    ['提交日期', dayShown(d.receivedOn)],
    ['提出的会议', d.sessionName ?? (d.receivedOn ? '闭会期间' : '')],
    ['退回修改', m.state === 'returned' ? d.returnReason : ''],
    ['专门委员会意见', d.opinion && `${d.opinion.by} ${d.opinion.meetingOn}：建议${word(OUTCOMES, d.opinion.outcome)}。${d.opinion.text}`, true],
    ['主席团决定', decided(d.decision), true],
    ['申请复议', d.reconsider && `${d.reconsider.by} ${d.reconsider.on}：${d.reconsider.reason}`, true],
    ['确认复议', m.state === 'told' && d.reconsider ? `已有 ${backers(view).length} 人，须 ${backersNeeded(view)} 人以上` : ''],
    ['复议决定', d.decisionAgain && `${d.decisionAgain.keep === 'yes' ? '维持原决定' : '改变原决定'}。${decided(d.decisionAgain)}`, true],
    ['大会表决', d.congress && `${d.congress.on} ${d.congress.text}`, true],
    ['审议结果报告', d.report && `${d.report.by} ${d.report.meetingOn}：${d.report.text}`, true],
    ['常委会决定', d.sc && `${d.sc.on} ${d.sc.meeting}：${word(SC, d.sc.outcome)}。${d.sc.text}`, true],
    ['审查意见', d.accepted && `${d.accepted.on} 同意办结${d.accepted.opinion ? `：${d.accepted.opinion}` : ''}`],
    ['终止', d.ended && `${d.ended.on} 剩余提案人${d.ended.left}人，不足${d.ended.need}人`],
  ])
}

async function sections(client: pg.ClientBase, view: View, _viewer: unknown, mask: Mask): Promise<Section[]> {
  const d = view.matter.data
  const out: Section[] = []
  const people = [...view.parties.filter((p) => p.role === 'lead'), ...view.parties.filter((p) => p.role === 'cosigner' && p.step !== 'declined')]
  if (people.length > 0) {
    const r = await client.query({
      name: 'motion-people',
      text: 'select s.id, s.certificate_no, u.name as delegation from seat s left join unit u on u.id = s.delegation where s.id = any ($1)',
      values: [people.map((p) => p.seat)],
    })
    const of = new Map(r.rows.map((x) => [x.id, x]))
    out.push({
      key: 'people',
      title: '提案代表',
      head: ['序号', '姓名', '代表证号', '代表团', '确认'],
      rows: people.map((p, i) => [
        String(i + 1),
        mask(p),
        of.get(p.seat)?.certificate_no ?? '',
        of.get(p.seat)?.delegation ?? '',
        p.role === 'lead' ? '领衔' : p.data.signedOn ? `${p.data.signedOn} 本人确认` : '待确认',
      ]),
    })
  }
  if (d.invited?.length)
    out.push({
      key: 'invited',
      title: '邀请领衔代表列席',
      head: ['会议', '时间', '地点', '通知日期'],
      rows: d.invited.map((x: { meeting: string; heldOn: string; time: string; place: string; on: string }) => [
        x.meeting,
        [x.heldOn, x.time].filter(Boolean).join(' '),
        x.place,
        x.on,
      ]),
    })
  const reports = view.parties.filter((p) => p.role === 'organ').flatMap((p) => (p.data.reports ?? []).map((r: { on: string }) => ({ ...r, unit: p.name })))
  if (reports.length > 0)
    out.push({
      key: 'reports',
      title: '办理情况报告',
      head: ['机关', '日期', '文号', '报告'],
      rows: reports.map((x) => [x.unit, x.on, x.docNo ?? '', x.text]),
    })
  if (d.responses?.length)
    out.push({
      key: 'responses',
      title: '提案人对办理情况的意见',
      head: ['代表', '日期', '意见'],
      rows: d.responses.map((x: { by: string; on: string; text: string }) => [x.by, x.on, x.text]),
    })
  return out
}

function field(f: Field, action: string, view: View): Field {
  const has = view.parties.some((p) => p.role === 'committee')
  if (f.name === 'units' && action === 'orderRedo')
    return { ...f, options: view.parties.filter((p) => p.role === 'organ').map((p) => ({ value: p.id, label: p.name })) }
  if (f.name === 'outcome' && ['decide', 'decideAgain', 'giveOpinion'].includes(action))
    return { ...f, options: (f.options ?? []).filter((o) => o.value !== 'standing' || view.matter.data.level !== 'township') }
  if (f.name === 'committee' && action === 'decide' && has) return { ...f, help: '不选的，由提出意见的专门委员会审议' }
  return f
}

function initial(action: string, view: View): Record<string, unknown> {
  const m = view.matter
  const d = m.data
  switch (action) {
    case 'saveDraft':
      return {
        title: m.title,
        kind: m.kind,
        grounds: d.grounds,
        plan: d.plan,
        draftLaw: d.draftLaw ?? '',
        mayPublish: d.mayPublish ?? false,
        attachments: d.attachments ?? [],
      }
    case 'giveOpinion':
    case 'submitReport':
      return { meetingOn: view.today }
    case 'decide':
      return { decidedOn: view.today, outcome: d.opinion?.outcome, code: d.opinion?.code }
    case 'decideAgain':
    case 'scDecide':
    case 'congressDecision':
      return { decidedOn: view.today }
    case 'recordVote':
      return { heldOn: view.today, ...d.vote }
    case 'fixOpening':
      return { opensOn: d.waitUntil }
    default:
      return {}
  }
}

/** '六届五次' from the number's own series; a motion of the recess keeps its year. */
function sessionWords(m: Pick<Matter, 'data'>): string {
  const [, term, session] = /^案(\d+)-(\d+)$/.exec(m.data.numbering ?? '') ?? []
  return term && session ? `${numeral(+term)}届${numeral(+session)}次` : m.data.receivedOn ? '闭会期间' : ''
}

export const motionKit: Kit = {
  def: motion,
  acts,
  tells: (m) => ({ text: `${m.data.grounds ?? ''}\n${m.data.plan ?? ''}` }),
  group: '建议议案',
  sheet,
  columns: [
    { title: '类别', cell: (m) => (m.data.mover === 'delegation' ? `${word(KINDS, m.kind)}（代表团）` : word(KINDS, m.kind)) },
    { title: '会议', cell: sessionWords },
    { title: '主席团决定', cell: (m) => word(OUTCOMES, (m.data.decisionAgain ?? m.data.decision)?.outcome) },
  ],
  sections,
  field,
  initial,
  words: {
    notes: (p) => [
      ...(p.data.again ? [{ label: '待确认', text: '内容改过，请重新确认' }] : []),
      ...(p.data.signedOn && p.role === 'cosigner' ? [{ label: '确认', text: `${p.data.signedOn} 本人确认` }] : []),
      ...(p.data.redo ? [{ label: '重新办理', text: p.data.redo as string }] : []),
      ...(p.data.left ? [{ label: '调整', text: p.data.left as string }] : []),
    ],
  },
}
