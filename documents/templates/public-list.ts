/** 公开目录: suggestions and replies open to the public. */
import type { Template } from '../model.ts'

export interface PublicList {
  organ: string
  session: string
  rows: { no: string; title: string; lead: string; unit: string; replyNo: string; repliedOn: string; code: string }[]
}

export const publicList: Template<PublicList> = {
  key: 'publicList',
  label: '公开目录',
  processes: ['B23'],
  form: 'plain',
  audience: 'all',
  make: (d) => ({
    form: 'plain',
    landscape: true,
    title: `${d.session}代表建议和答复公开目录`,
    above: { left: d.organ, right: `共${d.rows.length}件` },
    blocks: [
      {
        kind: 'table',
        columns: [
          { label: '编号', width: 8, align: 'center' },
          { label: '标题', width: 42 },
          { label: '领衔代表', width: 13, align: 'center' },
          { label: '答复单位', width: 24 },
          { label: '答复文号', width: 28, align: 'center' },
          { label: '答复日期', width: 23, align: 'center' },
          { label: '结果', width: 8, align: 'center' },
        ],
        rows: d.rows.map((r) => [r.no, r.title, r.lead, r.unit, r.replyNo, r.repliedOn, r.code]),
      },
    ],
  }),
}
