/** 当面答复记录: answered face to face, signed by the deputy (山东条例第二十二条). */
import { dateWords } from '../gbt.ts'
import { cell, label, type Template } from '../model.ts'
import { pair, signBox } from './parts.ts'

export interface FaceRecord {
  no?: string
  title: string
  unit: string
  deputies: string[]
  on?: string
  place?: string
  people?: string
  content: string
  opinion?: string
}

export const faceRecord: Template<FaceRecord> = {
  key: 'faceRecord',
  label: '当面答复记录',
  processes: ['B17'],
  form: 'sheet',
  audience: 'all',
  make: (d) => ({
    form: 'sheet',
    title: '代表建议当面答复记录',
    above: { left: `编号：${d.no ?? ''}` },
    blocks: [
      {
        kind: 'form',
        columns: [16, 34, 16, 34],
        rows: [
          [...pair('建议标题', d.title, 3)],
          [...pair('承办单位', d.unit, 1), ...pair('代　表', d.deputies.join('、'), 1)],
          [...pair('时　间', dateWords(d.on), 1), ...pair('地　点', d.place, 1)],
          [...pair('参加人', d.people, 3)],
          [label('答复内容'), cell(d.content, { span: 3, high: 80 })],
          [label('代表意见'), cell(d.opinion ?? '', { span: 3, high: 40 })],
          [label('代表签名'), signBox('', '签名：'), label('答复人'), signBox('', '签名：')],
        ],
      },
    ],
  }),
}
