/** The invented city's gatherings: a briefing filed, an inspection waiting for what was adopted, an exchange announced. */
import type pg from 'pg'
import type { House } from '../../kernel/act.ts'
import { demoStage, settleDemo } from '../common/demo.ts'

export async function seedGatherings(house: House, owner: pg.Pool, { now }: { now: Date }): Promise<void> {
  const s = await demoStage(house, owner, 'gathering', now)
  if (!s) return
  const [li, zhang, wang] = [s.cast.named('李秀兰', 'deputy'), s.cast.named('张伟民', 'deputy'), s.cast.named('王敏')]
  const guests = [li, zhang, ...s.cast.deputies.slice(10, 22)].map((d) => d.seat as string)
  const bus = s.cast.unit('市交通运输局')
  const items = (
    await owner.query(
      `select m.id from matter m join party p on p.matter = m.id and p.unit = $1 where m.process = 'suggestion' and m.state = 'closed' order by m.no limit 3`,
      [bus],
    )
  ).rows.map((r) => r.id as string)
  const everybody = async (matter: string, but = 2) =>
    (await owner.query('select id from party where matter = $1 and left_at is null order by id', [matter])).rows.slice(but).map((r) => r.id as string)

  const briefing = await s.does(wang, -70, 'gathering', 'plan', {
    title: '上半年政情通报会',
    kind: 'briefing',
    heldOn: s.day(-60),
    place: '市人大常委会会议厅',
    topics: '通报上半年国民经济和社会发展情况\n通报民生实事项目进展\n通报代表建议办理进展',
    speakers: '市政府负责同志\n市发展和改革委员会负责同志',
    guests,
    hosts: [s.cast.unit('市财政局')],
  })
  await s.does(wang, -66, 'gathering', 'announce', { notice: '请准时参加，因故不能参加的请在系统中请假。' }, briefing)
  await s.does(li, -65, 'gathering', 'confirm', {}, briefing)
  await s.does(wang, -60, 'gathering', 'hold', { present: await everybody(briefing) }, briefing)
  await s.does(
    wang,
    -58,
    'gathering',
    'record',
    {
      summary: '会议通报了上半年经济运行、民生实事和建议办理三项情况，代表现场提问十二人次，有关单位逐一作答。',
      opinions: [{ opinion: '民生实事进展希望按月在代表群里公布', by: '李秀兰', about: '市政府办公室' }],
      media: [{ outlet: '云岭日报', level: 'city', title: '代表听通报 履职更有底', url: 'https://news.example.cn/yunling/briefing' }],
    },
    briefing,
  )
  await s.does(wang, -40, 'gathering', 'archive', {}, briefing)

  const inspection = await s.does(wang, -25, 'gathering', 'plan', {
    title: '视察市交通运输局代表建议办理工作',
    kind: 'inspection',
    heldOn: s.day(-12),
    place: '城东公交首末站、桂花社区',
    topics: '察看公交线路和站点建设现场\n听取建议办理情况汇报\n代表发表意见',
    items,
    guests,
    hosts: [bus],
  })
  await s.does(wang, -18, 'gathering', 'announce', { notice: '请于当天上午九时在市人大常委会机关集合乘车。' }, inspection)
  await s.does(s.cast.post('市交通运输局', 'unit_officer'), -17, 'gathering', 'confirmUnit', { people: '郑国华，局长\n吴海涛，办公室主任' }, inspection)
  await s.does(zhang, -17, 'gathering', 'confirm', {}, inspection)
  await s.does(wang, -12, 'gathering', 'hold', { present: await everybody(inspection, 1) }, inspection)
  await s.does(
    wang,
    -10,
    'gathering',
    'record',
    {
      summary: '代表实地察看两处，听取汇报并座谈。总体认为办理认真，沟通充分，已落地事项群众有感受。',
      opinions: [
        { opinion: '早晚高峰再加密，与企业晚班下班时间衔接', by: '张伟民', about: '城东公交线路' },
        { opinion: '候车亭座椅和无障碍坡道要同步建设', by: '李秀兰', about: '站点建设' },
      ],
    },
    inspection,
  )

  const exchange = await s.does(s.cast.named('周建国'), -4, 'gathering', 'plan', {
    title: '代表建议办理人员培训交流会',
    kind: 'exchange',
    heldOn: s.day(9),
    place: '市委党校二号教室',
    topics: '新修改的代表法解读\n答复怎么写、面商怎么做\n三个单位交流做法',
    speakers: '市人大常委会代工委负责同志',
    guests: [li.seat],
    hosts: ['市交通运输局', '市财政局', '市住房和城乡建设局', '市教育局'].map((u) => s.cast.unit(u)),
  })
  await s.does(wang, -1, 'gathering', 'announce', { notice: '请各承办单位经办人参加，带一份今年的答复稿交流。' }, exchange)
  await settleDemo(owner, 'gathering', now)
}
