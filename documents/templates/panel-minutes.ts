/** 会商纪要: what was agreed on a suggestion answered twice without satisfaction. */
import { dateWords } from '../gbt.ts'
import { heading, para, prose, type Template } from '../model.ts'
import { called } from './parts.ts'

export interface PanelMinutes {
  organ: string
  number?: string
  date: string
  item: { no?: string; title: string }
  place?: string
  host?: string
  attendees: string[]
  situation: string
  opinions: string[]
  conclusion: string
  copies?: string
}

export const panelMinutes: Template<PanelMinutes> = {
  key: 'panelMinutes',
  label: '会商纪要',
  processes: ['B19'],
  form: 'notice',
  series: '人代纪要',
  audience: 'all',
  make: (d) => ({
    form: 'notice',
    // 纪要 have a mark of their own in red, and no seal (§10.3).
    mark: `${d.organ}会商纪要`,
    organ: d.organ,
    ...(d.number ? { number: d.number } : {}),
    title: `${called(d.item)}会商纪要`,
    blocks: [
      para(
        `${dateWords(d.date)}，${d.host ? `${d.host}主持` : d.organ}${d.place ? `在${d.place}` : ''}就${called(d.item)}的办理召开会商会议。现将会议议定事项纪要如下：`,
      ),
      heading(1, '一、办理情况'),
      ...prose(d.situation),
      heading(1, '二、会商意见'),
      ...d.opinions.map((o, i) => para(`${i + 1}．${o}`)),
      heading(1, '三、会商结论'),
      ...prose(d.conclusion),
      ...(d.attendees.length > 0 ? [{ kind: 'space' as const, lines: 1 }, para(d.attendees.join('、'), { lead: '出席：' })] : []),
    ],
    ...(d.copies ? { copies: d.copies } : {}),
    issuedBy: { organ: d.organ, date: d.date },
  }),
}
