/** 承诺事项台账: what was promised in replies, until it is done. */
import type { Template } from '../model.ts'

export interface PromiseLedger {
  /** 云岭市 or one unit */
  scope: string
  /** '2026-06-30' in words */
  asOf: string
  rows: {
    no: string
    unit: string
    item: string
    measure?: string
    due: string
    owner?: string
    progress?: string
    evidence?: string
    opinion?: string
    state: string
  }[]
}

export const promiseLedger: Template<PromiseLedger> = {
  key: 'promiseLedger',
  label: '承诺事项台账',
  processes: ['B20'],
  form: 'plain',
  audience: 'office',
  make: (d) => ({
    form: 'plain',
    landscape: true,
    title: '代表建议承诺事项台账',
    above: { left: d.scope, right: `截至${d.asOf}　共${d.rows.length}项` },
    blocks: [
      {
        kind: 'table',
        size: 10.5,
        columns: [
          { label: '序号', width: 6, align: 'center' },
          { label: '建议号', width: 8, align: 'center' },
          { label: '承办单位', width: 14 },
          { label: '承诺内容', width: 24 },
          { label: '措施', width: 18 },
          { label: '完成时限', width: 16, align: 'center' },
          { label: '责任人', width: 8, align: 'center' },
          { label: '进展和完成证明', width: 22 },
          { label: '代表意见', width: 12 },
          { label: '状态', width: 8, align: 'center' },
        ],
        rows: d.rows.map((r, i) => [
          String(i + 1),
          r.no,
          r.unit,
          r.item,
          r.measure ?? '',
          r.due,
          r.owner ?? '',
          [r.progress, r.evidence].filter(Boolean).join('\n'),
          r.opinion ?? '',
          r.state,
        ]),
      },
    ],
  }),
}
