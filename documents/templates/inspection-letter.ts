/** 巡察信息移交函: what the deputies' suggestions say about a unit, handed to the inspection office. */
import { para, type Template } from '../model.ts'
import { contact, type Sent, sent } from './parts.ts'

export interface InspectionLetter extends Sent {
  to: string
  unit: string
  period: string
  figures: { label: string; value: string }[]
  issues: { no?: string; title: string; what: string }[]
}

export const inspectionLetter: Template<InspectionLetter> = {
  key: 'inspectionLetter',
  label: '巡察信息移交函',
  processes: ['B24'],
  form: 'letter',
  series: '人代函',
  audience: 'office',
  make: (d) => ({
    form: 'letter',
    ...sent(d),
    title: `关于移交${d.unit}办理代表建议有关情况的函`,
    addressee: d.to,
    blocks: [
      para(`根据人大监督与巡察监督贯通协同的工作安排，现将${d.unit}${d.period}办理代表建议的有关情况移交你们，供巡察时参考。`),
      para(d.figures.map((f) => `${f.label}${f.value}`).join('，') + (d.figures.length > 0 ? '。' : '')),
      ...(d.issues.length > 0
        ? [
            {
              kind: 'table' as const,
              columns: [
                { label: '编号', width: 10, align: 'center' as const },
                { label: '建议标题', width: 45 },
                { label: '反映的问题', width: 45 },
              ],
              rows: d.issues.map((x) => [x.no ?? '', x.title, x.what]),
            },
          ]
        : []),
      para('以上情况请注意保存，未经同意不得扩散。使用情况请及时反馈。'),
    ],
    ...contact(d),
  }),
}
