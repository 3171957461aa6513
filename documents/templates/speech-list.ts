/** 审议发言建议清单: what was said at deliberation and is to be followed up. */
import type { Template } from '../model.ts'

export interface SpeechList {
  session: string
  organ: string
  rows: { deputy: string; delegation: string; opinion: string; unit?: string; handled?: string }[]
}

export const speechList: Template<SpeechList> = {
  key: 'speechList',
  label: '审议发言建议清单',
  processes: ['B6'],
  form: 'plain',
  audience: 'office',
  make: (d) => ({
    form: 'plain',
    landscape: true,
    title: `${d.session}审议发言意见建议清单`,
    above: { left: d.organ, right: `共${d.rows.length}条` },
    blocks: [
      {
        kind: 'table',
        columns: [
          { label: '序号', width: 6, align: 'center' },
          { label: '代表', width: 10, align: 'center' },
          { label: '代表团', width: 14, align: 'center' },
          { label: '意见建议', width: 50 },
          { label: '研究处理单位', width: 20 },
          { label: '处理方式', width: 16 },
        ],
        rows: d.rows.map((r, i) => [String(i + 1), r.deputy, r.delegation, r.opinion, r.unit ?? '', r.handled ?? '']),
      },
    ],
  }),
}
