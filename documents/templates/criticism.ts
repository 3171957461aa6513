/** 通报批评: the council of chairpersons' decision on a unit that did not correct in time (B22). */
import { type Block, heading, para, prose, type Template } from '../model.ts'
import { bound, type Sent, sent } from './parts.ts'

export interface Criticism extends Sent {
  to: string
  /** '第五十一次主任会议', '2026年6月26日' */
  meeting: string
  meetingOn: string
  items: { label: string; late: string }[]
  demand?: string
  /** What had been ordered before. */
  order?: { meeting: string; on: string; demands: string }
  reason: string
  advice?: string
}

const listed = (items: Criticism['items']): Block => ({
  kind: 'table',
  size: 10.5,
  columns: [
    { label: '序号', width: 7, align: 'center' },
    { label: '建议', width: 50 },
    { label: '挂号时逾期', width: 15, align: 'center' },
  ],
  rows: items.map((x, n) => [String(n + 1), x.label, x.late]),
})

export const criticism: Template<Criticism> = {
  key: 'criticism',
  label: '通报批评',
  processes: ['B22'],
  form: 'notice',
  series: '人常发',
  audience: 'unit',
  make: (d) => {
    const parts: [string, Block[]][] = [
      [
        '基本情况',
        [
          para(`${d.to}承办的代表建议中，有${d.items.length}件（项）逾期，已挂号督办${d.demand ? '，并提出以下要求：' : '。'}`),
          ...prose(d.demand),
          ...(d.order ? [para(`${d.order.meeting}（${d.order.on}）责令限期改正，要求：`), ...prose(d.order.demands)] : []),
        ],
      ],
      ['事实和理由', prose(d.reason)],
      ...(d.advice ? ([['建议', prose(d.advice)]] as [string, Block[]][]) : []),
    ]
    return {
      form: 'notice',
      ...sent(d),
      title: `关于对${d.to}办理代表建议不力予以通报批评的决定`,
      addressee: d.to,
      blocks: [
        para(`${d.meeting}（${d.meetingOn}）决定，对${d.to}办理代表建议不力予以通报批评。现通报如下：`),
        ...parts.flatMap(([title, blocks], i) => [heading(1, `${'一二三'[i]}、${title}`), ...blocks]),
        para('请你单位深刻反思，立即改正，明确责任人，并将改正情况书面报告人大常委会。'),
      ],
      ...(d.items.length > 0 ? bound([{ title: '挂号督办事项', blocks: [listed(d.items)] }]) : {}),
      issuedBy: { organ: d.organ, date: d.date },
    }
  },
}
