import { dayShown } from '../../kernel/day.ts'
import { type Kit, sheetRows } from '../common/kit.ts'
import { acts, wan } from './acts.ts'
import { fund as def } from './process.ts'

export const fund: Kit = {
  def,
  acts,
  tells: (m) => ({ text: `${m.data.content ?? ''}\n${m.data.location ?? ''}` }),
  group: '资金与评优',
  columns: [
    { title: '申请（万元）', cell: (m) => (m.data.asked ? `市 ${m.data.asked.city} 县 ${m.data.asked.county}` : '') },
    { title: '批准（万元）', cell: (m) => (m.data.approved ? `市 ${m.data.approved.city} 县 ${m.data.approved.county}` : '') },
    { title: '受益', cell: (m) => (m.data.beneficiaries ? `${m.data.beneficiaries} 人` : '') },
  ],
  sheet: ({ matter: { data: d }, parties }) =>
    sheetRows([
      ['实施单位', parties.find((p) => p.role === 'unit')?.name],
      ['具体地点', d.location],
      ['申请资金', d.asked && `市级 ${d.asked.city} 万元，县级配套 ${d.asked.county} 万元`],
      ['批准资金', d.approved && `市级 ${d.approved.city} 万元，县级 ${d.approved.county} 万元（${d.planNo}）`],
      ['计划完成', dayShown(d.finishOn)],
      ['受益人数', d.beneficiaries],
      ['项目库排序', d.rank],
      ['建设内容', d.content, true],
      ['预期效果', d.benefit, true],
      ['完成情况', d.finished, true],
      [
        '验收',
        d.acceptance && `${d.acceptance.on} ${d.acceptance.verdict === 'pass' ? '合格' : '整改后再验'}：${d.acceptance.opinion}（${d.acceptance.people}）`,
        true,
      ],
      ['绩效评价', d.evaluation && `${d.evaluation.score} 分：${d.evaluation.opinion}`, true],
    ]),
  initial: (action, view) => {
    const d = view.matter.data
    if (action === 'revise') return { ...d, title: view.matter.title, city: d.asked?.city, county: d.asked?.county, suggestion: d.suggestion ?? undefined }
    if (action === 'approve') return { city: d.asked?.city, county: d.asked?.county }
    return ['pay', 'accept'].includes(action)
      ? { on: view.today }
      : action === 'evaluate'
        ? { beneficiaries: d.beneficiaries }
        : action === 'apply'
          ? { county: '0' }
          : {}
  },
  async sections(client, view) {
    const r = await client.query(`select on_day::text as "on", source, wan::text, voucher from fund_payment where matter = $1 order by on_day, at`, [
      view.matter.id,
    ])
    const progress = (view.matter.data.progress ?? []) as { on: string; text: string }[]
    return [
      {
        key: 'payments',
        title: '拨付',
        head: ['日期', '来源', '金额（万元）', '凭证'],
        rows: r.rows.map((x) => [x.on, x.source === 'city' ? '市级' : '县级', wan(x.wan), x.voucher]),
      },
      { key: 'progress', title: '进展', head: ['日期', '进展'], rows: progress.map((x) => [x.on, x.text]) },
    ].filter((s) => s.rows.length > 0)
  },
}
