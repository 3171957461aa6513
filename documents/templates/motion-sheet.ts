/** 代表议案纸: 案由, 案据, 方案 (代表法第二十二条). */
import { dateWords } from '../gbt.ts'
import { type Cell, cell, label, type Template } from '../model.ts'
import { pair, signBox } from './parts.ts'

export interface MotionSheet {
  heading: string
  no?: string
  receivedOn?: string
  title: string
  lead: { name: string; certificateNo?: string; delegation?: string; post?: string; phone?: string }
  cosigners: { name: string; certificateNo?: string; delegation?: string }[]
  grounds: string
  plan: string
  attachments?: string[]
  delegationOpinion?: string
  groupOpinion?: string
}

export const motionSheet: Template<MotionSheet> = {
  key: 'motionSheet',
  label: '代表议案纸',
  processes: ['B7'],
  form: 'sheet',
  audience: 'all',
  make(d) {
    const co = d.cosigners.length > 0 ? d.cosigners : Array.from({ length: 9 }, () => ({ name: '' }))
    const pairs: Cell[][] = []
    for (let i = 0; i < co.length; i += 2) {
      const of = (x?: MotionSheet['cosigners'][number]): Cell[] => [
        cell(x?.name, { align: 'center' }),
        cell(x?.certificateNo, { align: 'center' }),
        cell(x?.delegation, { align: 'center' }),
      ]
      pairs.push([...of(co[i]), ...of(co[i + 1])])
    }
    return {
      form: 'sheet',
      title: `${d.heading}\n代表议案`,
      above: { left: `第　${d.no ?? '　　　'}　号`, right: `收到日期：${dateWords(d.receivedOn) || '　　　　　　　'}` },
      blocks: [
        {
          kind: 'form',
          columns: [10, 13, 13, 18, 14, 13, 19],
          rows: [
            [...pair('案　由', d.title, 6)],
            [
              label('领衔\n代表', { rows: 2 }),
              ...pair('姓　名', d.lead.name, 1),
              ...pair('代表证号', d.lead.certificateNo, 1),
              ...pair('代表团', d.lead.delegation, 1),
            ],
            [...pair('单位职务', d.lead.post, 3), ...pair('电　话', d.lead.phone, 1)],
            [
              label('联名\n代表', { rows: pairs.length + 1 }),
              label('姓　名'),
              label('代表证号'),
              label('代表团'),
              label('姓　名'),
              label('代表证号'),
              label('代表团'),
            ],
            ...pairs,
            [label('案　据'), cell(d.grounds, { span: 6, high: 48 })],
            [label('方　案'), cell(d.plan, { span: 6, high: 40 })],
            [...pair('附　件', d.attachments?.join('；') || '无', 6)],
            [label('代表团\n意　见'), { ...signBox(d.delegationOpinion, '代表团负责人签字：', undefined, 22), span: 6 }],
            [label('议案组\n意　见'), { ...signBox(d.groupOpinion, '签字：', undefined, 22), span: 6 }],
          ],
        },
      ],
      note: '议案应当有案由、案据和方案，依法由十名以上代表联名，在大会规定的截止时间前提出',
    }
  },
}
