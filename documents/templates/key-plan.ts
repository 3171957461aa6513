/** 重点建议领衔督办方案: which leader takes which suggestion, with whom and when (代表法第五十二条). */
import { heading, para, prose, type Template } from '../model.ts'
import { contact, type Sent, sent } from './parts.ts'

export interface KeyPlan extends Sent {
  year: number
  to: string
  items: { no: string; title: string; supervisor: string; govLeader: string; committee: string; main: string; co?: string; when: string; how: string }[]
  requirements: string[]
}

export const keyPlan: Template<KeyPlan> = {
  key: 'keyPlan',
  label: '重点建议领衔督办方案',
  processes: ['B21', 'B31'],
  form: 'notice',
  series: '人常办',
  audience: 'all',
  make: (d) => ({
    form: 'notice',
    ...sent(d),
    title: `关于${d.year}年重点代表建议领衔督办的方案`,
    addressee: d.to,
    blocks: [
      para(
        `根据《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》第五十二条，经主任会议研究，确定${d.year}年重点督办代表建议${d.items.length}件。现将领衔督办方案印发如下：`,
      ),
      heading(1, '一、督办安排'),
      {
        kind: 'table',
        size: 10.5,
        columns: [
          { label: '编号', width: 7, align: 'center' },
          { label: '建议标题', width: 24 },
          { label: '督办领导', width: 14, align: 'center' },
          { label: '政府领办\n领导', width: 14, align: 'center' },
          { label: '对口委员会', width: 15 },
          { label: '主办／会办', width: 18 },
          { label: '时间', width: 13, align: 'center' },
          { label: '形式', width: 12 },
        ],
        rows: d.items.map((x) => [x.no, x.title, x.supervisor, x.govLeader, x.committee, `${x.main}${x.co ? `／${x.co}` : ''}`, x.when, x.how]),
      },
      heading(1, '二、工作要求'),
      ...d.requirements.flatMap((r, i) => prose(`${i + 1}．${r}`)),
    ],
    ...contact(d),
    issuedBy: { organ: d.organ, date: d.date },
  }),
}
