/** 专项资金申报表. */
import { cell, label, type Template } from '../model.ts'
import { pair, signBox } from './parts.ts'

export interface FundApplication {
  year: number
  unit: string
  project: string
  no?: string
  title: string
  deputies?: string
  contactName?: string
  contactPhone?: string
  /** 万元 */
  total: number
  asked: number
  own: number
  content: string
  benefit: string
  schedule: string
}

export const fundApplication: Template<FundApplication> = {
  key: 'fundApplication',
  label: '专项资金申报表',
  processes: ['B25'],
  form: 'sheet',
  audience: 'all',
  make: (d) => ({
    form: 'sheet',
    title: `${d.year}年代表建议办理专项资金申报表`,
    above: { right: '金额单位：万元' },
    blocks: [
      {
        kind: 'form',
        columns: [16, 18, 15, 18, 15, 18],
        rows: [
          [...pair('申报单位', d.unit, 5)],
          [...pair('项目名称', d.project, 5)],
          [...pair('对应建议', `${d.no ? `第${d.no}号` : ''}《${d.title}》`, 5)],
          [...pair('提出代表', d.deputies, 1), ...pair('联系人', d.contactName, 1), ...pair('联系电话', d.contactPhone, 1)],
          [...pair('总投资', String(d.total), 1), ...pair('申请资金', String(d.asked), 1), ...pair('自筹资金', String(d.own), 1)],
          [label('建设内容'), cell(d.content, { span: 5, high: 30 })],
          [label('预期效益'), cell(d.benefit, { span: 5, high: 22 })],
          [label('进度安排'), cell(d.schedule, { span: 5, high: 18 })],
          [label('申报单位\n意　　见'), { ...signBox('', '（盖章）', undefined, 22), span: 5 }],
          [label('代工委\n意　见'), { ...signBox('', '（盖章）', undefined, 22), span: 5 }],
          [label('财政部门\n意　　见'), { ...signBox('', '（盖章）', undefined, 22), span: 5 }],
        ],
      },
    ],
  }),
}
