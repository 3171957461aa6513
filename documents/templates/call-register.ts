/** 电话督办登记表. */
import type { Template } from '../model.ts'

export interface CallRegister {
  organ: string
  period: string
  calls: { on: string; unit: string; no?: string; title: string; by: string; answered?: string; said: string; promise?: string }[]
}

export const callRegister: Template<CallRegister> = {
  key: 'callRegister',
  label: '电话督办登记表',
  processes: ['B22'],
  form: 'plain',
  audience: 'office',
  make: (d) => ({
    form: 'plain',
    landscape: true,
    title: '代表建议电话督办登记表',
    above: { left: `登记单位：${d.organ}`, right: d.period },
    blocks: [
      {
        kind: 'table',
        size: 10.5,
        columns: [
          { label: '序号', width: 7, align: 'center' },
          { label: '日期', width: 14, align: 'center' },
          { label: '承办单位', width: 14 },
          { label: '编号', width: 6, align: 'center' },
          { label: '建议标题', width: 24 },
          { label: '督办人', width: 8, align: 'center' },
          { label: '接话人', width: 8, align: 'center' },
          { label: '督办内容', width: 24 },
          { label: '答复或承诺', width: 20 },
        ],
        rows: d.calls.map((c, i) => [String(i + 1), c.on, c.unit, c.no ?? '', c.title, c.by, c.answered ?? '', c.said, c.promise ?? '']),
      },
    ],
  }),
}
