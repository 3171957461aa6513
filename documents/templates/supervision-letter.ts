/** 督办函: to one unit about everything it is late with. */
import { para, type Template } from '../model.ts'
import { contact, type Sent, sent } from './parts.ts'

export interface SupervisionLetter extends Sent {
  to: string
  items: { no?: string; title: string; what: string; due: string; overdue: number }[]
  /** What the office asks for, as it was typed; a line a paragraph. */
  demand?: string
  /** '2026年6月20日' */
  answerBy: string
}

export const supervisionLetter: Template<SupervisionLetter> = {
  key: 'supervisionLetter',
  label: '督办函',
  processes: ['B22'],
  form: 'letter',
  series: '人代督',
  audience: 'unit',
  make: (d) => ({
    form: 'letter',
    ...sent(d),
    title: '关于督促办理代表建议的函',
    addressee: d.to,
    blocks: [
      para(`你单位承办的下列代表建议已经超过规定期限，共${d.items.length}件（项）：`),
      {
        kind: 'table',
        columns: [
          { label: '编号', width: 9, align: 'center' },
          { label: '标题', width: 40 },
          { label: '逾期事项', width: 18, align: 'center' },
          { label: '应办日期', width: 24, align: 'center' },
          { label: '逾期天数', width: 16, align: 'center' },
        ],
        rows: d.items.map((x) => [x.no ?? '', x.title, x.what, x.due, `${x.overdue}天`]),
      },
      ...(d.demand ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .map((line) => para(line)),
      para(
        `代表依法提出的建议，有关机关、组织应当研究办理并在法定期限内答复。请你单位高度重视，明确责任人，立即办理，并于${d.answerBy}前将办理情况和未能按期办理的原因书面报告本机关。`,
      ),
    ],
    ...contact(d),
  }),
}
