/** 专项资金安排方案: how the deputies' suggestions fund is spent. */
import { heading, para, prose, type Template } from '../model.ts'
import { contact, type Sent, sent } from './parts.ts'

export interface FundPlan extends Sent {
  year: number
  to: string
  /** 万元, exact, as text: the sum of the projects' amounts. */
  total: string
  intro?: string
  projects: { no?: string; title: string; project: string; unit: string; amount: string; done: string }[]
  requirements: string[]
}

export const fundPlan: Template<FundPlan> = {
  key: 'fundPlan',
  label: '专项资金安排方案',
  processes: ['B25'],
  form: 'notice',
  series: '人代',
  audience: 'all',
  make: (d) => ({
    form: 'notice',
    ...sent(d),
    title: `关于${d.year}年代表建议办理专项资金的安排方案`,
    addressee: d.to,
    blocks: [
      ...prose(d.intro ?? `${d.year}年代表建议办理专项资金共${d.total}万元，经研究，安排项目${d.projects.length}个，方案如下：`),
      heading(1, '一、项目和资金'),
      {
        kind: 'table',
        columns: [
          { label: '建议号', width: 12, align: 'center' },
          { label: '项目名称', width: 34 },
          { label: '实施单位', width: 24 },
          { label: '资金（万元）', width: 20, align: 'right' },
          { label: '完成时间', width: 22, align: 'center' },
        ],
        rows: [...d.projects.map((x) => [x.no ?? '', x.project, x.unit, x.amount, x.done]), ['', '合　计', '', d.total, '']],
      },
      heading(1, '二、管理要求'),
      ...d.requirements.map((r, i) => para(`${i + 1}．${r}`)),
    ],
    ...contact(d),
    issuedBy: { organ: d.organ, date: d.date },
  }),
}
