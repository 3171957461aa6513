/** 表彰决定: good suggestions and good handling. */
import { heading, para, prose, type Template } from '../model.ts'
import { type Sent, sent } from './parts.ts'

export interface Commendation extends Sent {
  year: number
  intro?: string
  groups: { name: string; names: string[] }[]
  closing?: string
}

const CN = '一二三四五六七八九十'

export const commendation: Template<Commendation> = {
  key: 'commendation',
  label: '表彰决定',
  processes: ['B26'],
  form: 'notice',
  series: '人常',
  audience: 'all',
  make: (d) => ({
    form: 'notice',
    ...sent(d),
    title: `${d.organ}\n关于表彰${d.year}年度优秀代表建议和办理工作先进单位的决定`,
    blocks: [
      ...prose(d.intro ?? `${d.year}年，各位代表认真履职，各承办单位扎实办理，提出和办成了一批好建议。为表彰先进，决定予以表彰：`),
      ...d.groups.flatMap((g, i) => [heading(1, `${CN[i] ?? i + 1}、${g.name}`), ...g.names.map((n, j) => para(`${j + 1}．${n}`))]),
      ...prose(d.closing ?? '希望受到表彰的代表和单位珍惜荣誉，再接再厉，为发展全过程人民民主作出新的贡献。'),
    ],
    issuedBy: { organ: d.organ, date: d.date },
  }),
}
