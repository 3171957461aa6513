/** 面商（沟通）记录: one meeting or call between a unit and the deputies. */
import { dateWords } from '../gbt.ts'
import { boxes, cell, label, type Template } from '../model.ts'
import { pair, signBox } from './parts.ts'

export interface ContactRecord {
  no?: string
  title: string
  unit: string
  deputies: string[]
  on?: string
  form?: string
  rank?: string
  place?: string
  people?: string
  opinion?: string
  options: { forms: string[]; ranks: string[] }
}

export const contactRecord: Template<ContactRecord> = {
  key: 'contactRecord',
  label: '沟通（面商）记录',
  processes: ['B15'],
  form: 'sheet',
  audience: 'all',
  make: (d) => ({
    form: 'sheet',
    title: '与代表沟通（面商）记录',
    above: { left: `编号：${d.no ?? ''}` },
    blocks: [
      {
        kind: 'form',
        columns: [16, 34, 16, 34],
        rows: [
          [...pair('建议标题', d.title, 3)],
          [...pair('承办单位', d.unit, 1), ...pair('代　表', d.deputies.join('、'), 1)],
          [...pair('日　期', dateWords(d.on), 1), ...pair('地　点', d.place, 1)],
          [...pair('形　式', boxes(d.options.forms, d.form), 3)],
          [...pair('我方参加', `${boxes(d.options.ranks, d.rank)}${d.people ? `\n${d.people}` : ''}`, 3)],
          [label('代表意见'), cell(d.opinion ?? '', { span: 3, high: 80 })],
          [label('代表签名'), signBox('', '签名：'), label('记录人'), signBox('', '签名：')],
        ],
      },
    ],
  }),
}
