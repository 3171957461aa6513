/** The invented fund: this year's projects in every stage, and a budget that is nearly used. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { act, type House } from '../../kernel/act.ts'
import { addDays, localDay } from '../../kernel/calendar.ts'
import type { Cast } from '../suggestion/demo/stage.ts'

const WORKS = [
  '村组道路硬化',
  '小游园建设',
  '背街小巷照明',
  '农村饮水管网更新',
  '社区养老服务点改造',
  '校园周边护栏安装',
  '塘堰清淤加固',
  '公交站台遮雨棚',
  '老旧小区充电桩',
  '垃圾分类亭建设',
]
const ENDS = [
  'closed',
  'closed',
  'accepted',
  'finished',
  'building',
  'building',
  'building',
  'approved',
  'inPool',
  'inPool',
  'applied',
  'returned',
  'rejected',
] as const

export async function seedFund(house: House, o: { owner: pg.Pool; cast: Cast; now: number }): Promise<void> {
  const { cast, owner } = o
  const [wang, zhou] = [cast.named('王敏'), cast.named('周建国')]
  const today = localDay(new Date(o.now))
  const year = Number(today.slice(0, 4))
  await owner.query(
    `insert into fund_budget (place, year, source, wan, set_by, set_at) values ($1, $2, 'city', 1000, $3, $4), ($1, $2, 'county', 400, $3, $4) on conflict do nothing`,
    [wang.place, year, zhou.seat, new Date(o.now)],
  )
  const counties = (await owner.query('select code, name from place where parent = $1 order by code', [wang.place])).rows
  const suggestions = (
    await owner.query(`select id from matter where process = 'suggestion' and place = $1 and no is not null order by created_at limit 26`, [wang.place])
  ).rows
  const units = ['市交通运输局', '市住房和城乡建设局', '市水利和湖泊局', '市民政局', '市农业农村局', '市城市管理执法局']
  let at = o.now - 40 * 3_600_000
  const finishOn = `${year}-12-${today > `${year}-12-20` ? '31' : '25'}`
  for (let i = 0; i < 26; i++) {
    const county = counties[i % counties.length]
    const unit = units[i % units.length] as string
    const officer = cast.post(unit, 'unit_officer')
    let id: string | null = null
    const does = async (who: typeof wang, action: string, input: Record<string, unknown> = {}) => {
      at += 30_000
      const r = await act(house, { process: 'fund', action, matter: id, key: randomUUID(), actor: who, now: new Date(at), input })
      id ??= r.matter
    }
    const city = 12 + ((i * 7) % 30) + (i % 4) * 0.25
    const end = ENDS[i % ENDS.length]
    await does(officer, 'apply', {
      title: `${county.name}${WORKS[i % WORKS.length]}项目`,
      suggestion: suggestions[i]?.id,
      area: county.code,
      location: `${county.name}${['城关', '临江', '石桥', '禾场'][i % 4]}片区`,
      content: `按代表建议实施${WORKS[i % WORKS.length]}，统一设计、统一招标，完工后由所在社区（村）管护。`,
      city: String(city),
      county: String(4 + (i % 5) * 1.5),
      finishOn,
      beneficiaries: 800 + ((i * 731) % 9000),
      benefit: '解决群众反映最集中的身边事，当年见效。',
    })
    if (end === 'applied') continue
    if (end === 'returned') {
      await does(wang, 'sendBack', { reason: '请补充县级配套资金的承诺函和预算明细' })
      continue
    }
    if (end === 'rejected') {
      await does(wang, 'reject', { reason: '已由上级专项资金安排，不重复支持' })
      continue
    }
    await does(wang, 'screen', { rank: i + 1, opinion: '符合支持方向' })
    if (end === 'inPool') continue
    await does(zhou, 'approve', { planNo: `云人代〔${year}〕5号` })
    if (end === 'approved') continue
    await does(wang, 'pay', {
      source: 'city',
      wan: String(Math.floor(city / 2)),
      on: addDays(today, -2),
      voucher: `拨${year}-${String(i + 1).padStart(3, '0')}`,
    })
    if (end === 'building') {
      await does(officer, 'progress', { text: '施工单位已进场，完成工程量约六成。' })
      continue
    }
    await does(officer, 'finish', { text: '已按设计全部完工，现场整洁，投入使用。' })
    if (end === 'finished') continue
    await does(wang, 'accept', {
      verdict: 'pass',
      people: '提建议的代表、项目所在社区、财政和审计人员',
      opinion: '质量合格，资料齐全。',
      on: addDays(today, -3),
    })
    if (end === 'closed') await does(wang, 'evaluate', { score: 88 + (i % 10), beneficiaries: 900 + ((i * 731) % 9000), opinion: '受益面广，群众满意。' })
  }
}
