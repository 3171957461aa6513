/** The invented city's guide: twenty topics of ten units, published. */
import type pg from 'pg'
import type { House } from '../../kernel/act.ts'
import { demoStage, settleDemo } from '../common/demo.ts'

const TOPICS: [unit: string, ...titles: string[]][] = [
  ['市交通运输局', '城区公交线网优化', '农村公路管护和客货邮融合'],
  ['市住房和城乡建设局', '老旧小区加装电梯和适老化改造', '物业服务质量和维修资金使用'],
  ['市教育局', '新建小区配套学校建设', '寄宿制学校营养改善和心理辅导'],
  ['市财政局', '民生资金直达和绩效公开', '政府采购支持中小企业'],
  ['市生态环境局', '清渡河上游水源地保护', '农村生活污水治理'],
  ['市卫生健康委员会', '乡镇卫生院儿科服务能力', '家庭医生签约服务'],
  ['市民政局', '社区嵌入式养老和助餐', '留守儿童关爱保护'],
  ['市农业农村局', '高标准农田建后管护', '山区特色农产品外运'],
  ['市商务局', '县域商业体系建设', '社区一刻钟便民生活圈'],
  ['市应急管理局', '电动自行车充电安全', '乡镇应急救援队伍建设'],
]

export async function seedGuide(house: House, owner: pg.Pool, { now }: { now: Date }): Promise<void> {
  const s = await demoStage(house, owner, 'guide', now)
  if (!s) return
  const wang = s.cast.named('王敏')
  const guide = await s.does(wang, -40, 'guide', 'call', {
    title: '下次大会代表议案建议选题指引',
    opensOn: s.day(75),
    submitBy: s.day(-25),
    units: TOPICS.map(([unit]) => s.cast.unit(unit)),
    note: '围绕全市中心工作和群众急难愁盼，每个单位报送一至三个选题，写明背景、可以提供的资料和联系人办公电话。',
  })
  for (const [i, [unit, ...titles]] of TOPICS.entries()) {
    const officer = s.cast.post(unit, 'unit_officer')
    await s.does(
      officer,
      -35 + (i % 6),
      'guide',
      'submitTopics',
      {
        topics: titles.map((title) => ({
          title,
          background: `${title}是近两年代表和群众反映较多的事项，有关方案正在制定或修订，希望听取各方面意见。`,
          available: '近三年工作数据、现行政策文件、典型点位清单，可安排现场察看',
          contact: officer.name,
          phone: `0990-22${String(20001 + i * 11)}`,
        })),
      },
      guide,
    )
  }
  await s.does(wang, -20, 'guide', 'closeCollecting', {}, guide)
  await s.does(s.cast.named('周建国'), -15, 'guide', 'publish', {}, guide)
  await settleDemo(owner, 'guide', now)
}
