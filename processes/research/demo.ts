/** The invented city's research: one finished with two suggestions, one recorded, one under way. */
import type pg from 'pg'
import type { House } from '../../kernel/act.ts'
import { demoStage, settleDemo } from '../common/demo.ts'

export async function seedResearch(house: House, owner: pg.Pool, { now }: { now: Date }): Promise<void> {
  const s = await demoStage(house, owner, 'research', now)
  if (!s) return
  const [li, zhang, wang] = [s.cast.named('李秀兰', 'deputy'), s.cast.named('张伟民', 'deputy'), s.cast.named('王敏')]
  const [bus, wu, zheng] = [s.cast.unit('市交通运输局'), s.cast.post('市交通运输局', 'unit_officer'), s.cast.post('市交通运输局', 'unit_leader')]
  const plan = (title: string, kind: string, from: number, to: number, more: object) => ({
    title,
    kind,
    topic: '弄清群众反映最集中的问题在哪里、影响多少人、原因是什么；听取居民、企业和一线工作人员的意见。',
    place: '城东社区代表联络站',
    startsOn: s.day(from),
    endsOn: s.day(to),
    ...more,
  })

  const done = await s.does(
    li,
    -60,
    'research',
    'plan',
    plan('城东片区居民出行情况调研', 'stay', -50, -48, { deputies: [zhang.seat], units: [bus], want: '城东现有公交线路、班次和客流数据' }),
  )
  await s.does(zhang, -58, 'research', 'accept', {}, done)
  await s.does(wu, -55, 'research', 'provide', { text: '城东现有公交线路两条，首班六点四十，末班十九点，日均客流八百余人次；线网优化方案正在编制。' }, done)
  const found = {
    findings:
      '蹲点三天，走访四个小区、两家企业，听取居民意见四十六人次。新建小区入住一万二千余人，七成居民步行二十五分钟以上才到公交站；末班车早于企业晚班下班时间一个小时。',
    advice: '请市交通运输局开通经城东片区到市医院的公交线路；\n在四个小区门口增设站点和候车亭；\n末班车延到二十一点。',
    people: 46,
  }
  await s.does(li, -46, 'research', 'record', { ...found, present: [await s.party(done, 'member', li.seat), await s.party(done, 'member', zhang.seat)] }, done)
  await s.does(
    li,
    -45,
    'research',
    'toSuggestion',
    { title: '关于延长城东片区公交末班时间的建议', situation: found.findings, proposals: found.advice, mayPublish: true },
    done,
  )
  await s.does(
    zhang,
    -44,
    'research',
    'toSuggestion',
    {
      title: '关于在城东新建小区增设候车亭的建议',
      situation: found.findings,
      proposals: '在四个小区门口增设站点和候车亭，候车亭要有座椅和雨棚。',
      mayPublish: true,
    },
    done,
  )
  await s.does(wang, -42, 'research', 'forward', { units: [bus], opinion: '请研究吸收，三个月内向代表反馈。' }, done)
  await s.does(
    zheng,
    -20,
    'research',
    'feedback',
    { text: '一、末班时间已调整到二十点三十分；二、两个站点已选址，年内建成；三、到市医院的线路列入线网优化方案，明年一季度公示。' },
    done,
  )

  const fresh = await s.does(wang, -14, 'research', 'plan', plan('社区居家养老服务情况解剖式调研', 'dissect', -8, -7, { deputies: [li.seat, zhang.seat] }))
  await s.does(li, -13, 'research', 'accept', {}, fresh)
  await s.does(zhang, -13, 'research', 'accept', {}, fresh)
  await s.does(
    wang,
    -6,
    'research',
    'record',
    {
      findings: '解剖桂花社区一个点：六十岁以上老人一千一百人，独居九十七人；助餐点每天供餐六十份，仍有三十多位老人排队等候；送餐上门靠志愿者。',
      advice: '请市民政局把助餐点运营补贴按就餐人次核定；\n建立送餐上门的固定队伍。',
      people: 31,
      present: [await s.party(fresh, 'member', li.seat), await s.party(fresh, 'member', zhang.seat)],
    },
    fresh,
  )
  await s.does(
    zhang,
    -2,
    'research',
    'plan',
    plan('公交驾驶员工作和休息情况走访', 'visit', 1, 4, { deputies: [li.seat], units: [bus], want: '驾驶员人数、班次安排和休息点情况' }),
  )
  await settleDemo(owner, 'research', now)
}
