/** 议案处理意见报告: of the motions group to the presidium. */
import { heading, para, prose, type Template } from '../model.ts'

export interface MotionReport {
  session: string
  date: string
  by: string
  signer?: string
  cutoff?: string
  received: number
  asMotion: { no: string; title: string; lead: string; committee: string; opinion: string }[]
  asSuggestion: { title: string; lead: string; why: string }[]
  more?: string
}

export const motionReport: Template<MotionReport> = {
  key: 'motionReport',
  label: '议案处理意见报告',
  processes: ['B7'],
  form: 'notice',
  audience: 'all',
  make: (d) => ({
    form: 'notice',
    organ: d.by,
    signer: d.signer ?? '',
    title: `关于${d.session}代表议案处理意见的报告`,
    addressee: '大会主席团',
    blocks: [
      para(`截至${d.cutoff ?? '大会规定的截止时间'}，大会秘书处议案组共收到代表联名提出的议案${d.received}件。经逐件审查，现提出处理意见如下：`),
      heading(1, `一、作为议案处理的${d.asMotion.length}件`),
      ...(d.asMotion.length > 0
        ? [
            {
              kind: 'table' as const,
              columns: [
                { label: '编号', width: 8, align: 'center' as const },
                { label: '案由', width: 36 },
                { label: '领衔代表', width: 17, align: 'center' as const },
                { label: '交付审议的\n委员会', width: 22 },
                { label: '处理意见', width: 26 },
              ],
              rows: d.asMotion.map((x) => [x.no, x.title, x.lead, x.committee, x.opinion]),
            },
          ]
        : [para('无。')]),
      heading(1, `二、作为代表建议、批评和意见处理的${d.asSuggestion.length}件`),
      ...(d.asSuggestion.length > 0 ? d.asSuggestion.map((x, i) => para(`${i + 1}．${x.lead}等代表提出的《${x.title}》，${x.why}`)) : [para('无。')]),
      ...prose(d.more),
      para('以上报告，请审议。'),
    ],
    signature: { name: d.by, date: d.date, seal: false },
    issuedBy: { organ: d.by, date: d.date },
  }),
}
