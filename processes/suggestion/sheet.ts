/** 代表建议纸 as it is read: label and text, in the paper's order. */
import { dayShown } from '../../kernel/day.ts'
import type { View } from '../../kernel/process.ts'
import { masked } from '../common/view.ts'
import { CATEGORIES, KIND_WORDS, SECRECY, SOURCES } from './inputs.ts'
import { suggestion as def } from './process.ts'
import type { Mask } from './reads.ts'

const word = (table: Record<string, string>, key: unknown) => table[String(key)] ?? ''

export function sheetOf(view: View, mask: Mask, lead: string): { label: string; text: string; long: boolean }[] {
  const { matter: m, parties } = view
  const d = m.data
  // Where the authors are hidden, so is what says whose they are: their delegation, the meeting at which they spoke.
  const hidden = masked(def, view, mask)
  const cosigners = parties.filter((p) => p.role === 'cosigner')
  const rows: [string, unknown, boolean?][] = [
    ['领衔代表', lead],
    [
      '联名代表',
      cosigners
        .filter((p) => p.step === 'signed')
        .map(mask)
        .join('、'),
    ],
    [
      '待确认联名',
      cosigners
        .filter((p) => p.step === 'asked')
        .map(mask)
        .join('、'),
    ],
    [
      '并案代表',
      parties
        .filter((p) => p.role === 'joined')
        .map(mask)
        .join('、'),
    ],
    ['审议发言', d.speech && (hidden ? d.speech.heldOn : `${d.speech.meeting}，${d.speech.heldOn}，${d.speech.by}记录`)],
    ['类别', word(KIND_WORDS, m.kind)],
    ['五类', word(CATEGORIES, m.category)],
    ['主题词', d.subject],
    ['情况和问题', d.situation, true],
    ['具体建议', d.proposals, true],
    ['来源', word(SOURCES, d.source)],
    ['建议的承办单位', d.wishUnitName],
    ['是否同意公开', d.mayPublish === undefined ? '' : d.mayPublish ? '同意' : `不同意：${d.publishReason}`],
    ['希望当面答复', d.wishFace ? '是' : ''],
    ['办理时效要求', d.urgent],
    ['密级', d.secrecy === 'internal' ? SECRECY.internal : ''],
    ['身份保密', m.confidential ? '是，由代工委居中联系' : ''],
    ['受理日期', dayShown(d.receivedOn)],
    ['代表团审签', d.signedOff && `${hidden ? '' : `${d.signedOff.by} `}${d.signedOff.on}${d.signedOff.opinion ? `：${d.signedOff.opinion}` : ''}`],
    ['审查意见', d.review && `${d.review.by} ${d.review.on} 政治关、法律关、质量关均通过${d.review.opinion ? `：${d.review.opinion}` : ''}`],
    ['退回修改', m.state === 'returned' ? d.returnReason : ''],
    ['不予受理', d.rejected?.explain],
    ['并案理由', ''],
    ['办理方式', d.arrangement && `${{ sole: '独办', lead: '主办加会办', separate: '分办' }[d.arrangement as 'sole']}${d.complex ? '，六个月内答复' : ''}`],
    ['分工', d.share],
    ['交办意见', d.note],
    ['列为重点', d.keyReason],
    ['情况说明', d.explained, true],
    ['会商评估', d.panel && `${d.panel.form}${d.panel.evaluator ? `（${d.panel.evaluator}）` : ''}${d.panel.opinion ? `：${d.panel.opinion}` : ''}`],
  ]
  return rows.filter(([, t]) => t).map(([label, t, long]) => ({ label, text: String(t), long: !!long }))
}
