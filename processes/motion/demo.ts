/** The invented city's motions: those of its last session, each gone another way, and those of the recess. */
import type pg from 'pg'
import type { House } from '../../kernel/act.ts'
import { addDays, localDay } from '../../kernel/calendar.ts'
import type { Actor } from '../../kernel/process.ts'
import { PLACE } from '../../people/demo/people.ts'
import { Cast, play, recessOf, type Step, type Story } from '../suggestion/demo/stage.ts'

const COMMITTEE = '市人大城乡建设与环境资源保护委员会'
const PASS = { political: 'pass', legal: 'pass', quality: 'pass', category: 'society', subject: '城市管理' }

interface Paper {
  title: string
  kind: string
  grounds: string
  plan: string
  draftLaw?: string
}
const PAPERS: Paper[] = [
  {
    title: '关于制定云岭市城市公共交通条例的议案',
    kind: 'law',
    grounds: '城区公交线网二十年未作系统调整，新区居民出行不便，财政补贴标准没有依据；省城市公共交通条例授权设区的市作出规定。',
    plan: '请大会作出决定，由常务委员会列入立法计划，两年内制定。',
    draftLaw: '要点：一、线网规划和调整的程序；二、财政补贴的标准和公开；三、站点和候车设施；四、服务质量考核。',
  },
  {
    title: '关于加强中小学校周边交通秩序管理的议案',
    kind: 'supervision',
    grounds: '全市一百一十所学校门前上下学时段拥堵，两年发生交通事故三十七起。',
    plan: '请大会责成市政府制定学校周边交通秩序管理办法，年内在三十所学校门前施划接送区。',
  },
  {
    title: '关于保护云渡江饮用水水源地的议案',
    kind: 'major',
    grounds: '云渡江供应城区八成饮用水，上游五个乡镇污水管网覆盖率不足六成，汛期水质波动。',
    plan: '请大会作出关于保护云渡江饮用水水源地的决定，明确保护区划定、上游治理和补偿。',
  },
  {
    title: '关于推进老旧小区加装电梯的议案',
    kind: 'supervision',
    grounds: '全市二〇〇〇年以前建成的六层以上住宅一千四百余个单元没有电梯，老年住户约两万一千人。',
    plan: '请常务委员会听取专项工作报告，督促市政府完善补助标准，三年内完成意愿集中的单元。',
  },
  {
    title: '关于制定云岭市养老服务促进条例的议案',
    kind: 'law',
    grounds: '全市六十岁以上人口占百分之二十三，社区养老设施配建率不足一半，缺少强制性规定。',
    plan: '请列入立法计划，明确设施配建、移交和运营的责任。',
    draftLaw: '要点：一、新建住宅配建标准；二、既有小区补建；三、设施移交；四、医养结合。',
  },
  {
    title: '关于整治城区内涝的议案',
    kind: 'supervision',
    grounds: '近三年汛期城区十九处积水点反复出现，雨污管网混接严重。',
    plan: '请常务委员会组织专题询问，督促市政府三年完成雨污分流改造。',
  },
  {
    title: '关于支持县域职业教育发展的议案',
    kind: 'major',
    grounds: '七个县（市）中等职业学校实训设备达标率不足四成，毕业生本地就业率逐年下降。',
    plan: '请大会作出决定，市县两级五年内补齐实训设备，建立校企联合培养机制。',
  },
  {
    title: '关于规范物业服务和业主共有资金管理的议案',
    kind: 'law',
    grounds: '业主共有资金账目不公开、维修资金使用难是社区接待中反映最集中的问题。',
    plan: '请列入立法计划，规定公共收益公示和第三方审计。',
    draftLaw: '要点：公共收益公示、账户监管、审计和罚则。',
  },
]

/** Does nothing where there are motions already, or where no session has closed yet. @param o.now the day of the first start */
export async function seedMotions(house: House, owner: pg.Pool, o: { now: Date; log?: { info(m: string): void } }): Promise<void> {
  if ((await owner.query(`select exists (select from matter where process = 'motion') as any`)).rows[0].any) return
  const session = (
    await owner.query(
      'select opens_on::text as opens, closes_on::text as closes from congress_session where place = $1 and closes_on < $2 order by opens_on desc limit 1',
      [PLACE.city, localDay(o.now)],
    )
  ).rows[0]
  if (!session) return
  const cast = await Cast.meet(owner, PLACE.city)
  const stories = [...inSession(cast, owner, session), ...inRecess(cast, localDay(o.now), await recessOf(owner, PLACE.city))]
  await play(house, stories, o.now.getTime())
  await owner.query('update notice set read_at = at where at < $1', [new Date(o.now.getTime() - 10 * 86_400_000)])
  await owner.query('delete from outbox')
  o.log?.info(`演示议案 ${stories.filter((s) => s.process === 'motion').length} 件`)
}

const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`)
type Add = (day: string, time: string, who: Actor, action: string, input?: Step['input'], party?: Step['party']) => void

/** Written and signed by ten or more; the clock moves two minutes a signature. */
function begun(
  cast: Cast,
  i: number,
  leadName: string | undefined,
  day: string,
  o: { leave?: string[]; only?: 'draft' } = {},
): { story: Story; add: Add; others: Actor[] } {
  const story: Story = { process: 'motion', steps: [] }
  const lead = leadName ? cast.named(leadName, 'deputy') : (cast.deputies[(i * 31 + 11) % cast.deputies.length] as Actor)
  const add: Add = (d, time, who, action, input, party) => {
    story.steps.push({ at: at(d, time), who, action, ...(input ? { input } : {}), ...(party ? { party } : {}) })
  }
  const named = ['李秀兰', '张伟民', '陈思远'].filter((n) => n !== leadName).map((n) => cast.named(n, 'deputy'))
  const near = Array.from({ length: 9 }, (_, k) => cast.deputies[(i * 47 + k * 13 + 5) % cast.deputies.length] as Actor)
  const others = [...new Map([...named, ...near].filter((d) => d.seat !== lead.seat).map((d) => [d.seat, d])).values()]
  add(day, '08:10', lead, 'draft', { ...(PAPERS[i % PAPERS.length] as Paper), mayPublish: true })
  if (o.only === 'draft') return { story, add, others }
  add(day, '08:20', lead, 'inviteCosigners', { deputies: others.map((d) => d.seat) })
  for (const [k, d] of others.filter((x) => !o.leave?.includes(x.name)).entries()) add(day, `08:${30 + k}`, d, 'cosign')
  return { story, add, others }
}

function inSession(cast: Cast, owner: pg.Pool, s: { opens: string; closes: string }): Story[] {
  const [liu, wang, tian] = [cast.named('刘芳'), cast.named('王敏'), cast.named('田野')]
  const [second, third] = [addDays(s.opens, 1), addDays(s.opens, 2)]
  const out: Story[] = []
  const opinion = (outcome: string, code?: string) => ({
    outcome,
    ...(code ? { code } : {}),
    meetingOn: third,
    opinion:
      outcome === 'suggestion'
        ? '所提事项属于市政府及其部门职权范围，建议转为代表建议办理，由有关部门答复代表。'
        : '所提事项重大，立法和监督条件具备，建议会后由本委员会审议。',
  })
  const decided = (outcome: string, code?: string) => ({
    meeting: '大会主席团第三次会议',
    decidedOn: third,
    outcome,
    ...(code ? { code } : {}),
    text: '主席团会议听取议案组关于代表提出议案处理意见的报告，同意处理意见。',
  })
  const toPresidium = (i: number, lead: string | undefined, outcome: string, code?: string) => {
    const x = begun(cast, i, lead, second)
    const leader = x.story.steps[0]?.who as Actor
    x.add(second, '09:30', leader, 'submit', { oneMatter: true, waitNot: true })
    x.add(second, '15:00', liu, 'register', { committee: cast.unit(COMMITTEE) })
    x.add(third, '10:00', tian, 'giveOpinion', opinion(outcome, code))
    x.add(third, '15:30', liu, 'decide', decided(outcome, code))
    out.push(x.story)
    return { ...x, leader }
  }
  const days = (n: number) => addDays(s.closes, n)
  const officer = (unit: string) => cast.post(unit, 'unit_officer')
  const organ = (story: Story, unit: string) => async () =>
    (
      await owner.query(
        `select p.id from party p join unit u on u.id = p.unit where p.matter = $1 and p.role = 'organ' and u.name = $2 and p.left_at is null`,
        [story.id, unit],
      )
    ).rows[0].id as string
  const toOrgans = (x: ReturnType<typeof toPresidium>, organs: string[], late: number) => {
    x.add(days(55), '10:00', tian, 'inviteToSit', { meeting: '城环资委第三次全体会议', heldOn: days(60), time: '15:00', place: '市人大常委会第二会议室' })
    x.add(days(62), '10:00', tian, 'submitReport', {
      meetingOn: days(60),
      report: '委员会听取了领衔代表和有关部门的意见，赴三个县（区）调研。建议列入立法计划，并由有关部门先行完善措施。',
    })
    x.add(days(95), '16:00', wang, 'scDecide', {
      meeting: '市六届人大常委会第三十次会议',
      decidedOn: days(95),
      outcome: 'handle',
      organs: organs.map((u) => cast.unit(u)),
      text: '同意委员会关于议案审议结果的报告，交有关部门研究办理，三个月内报告办理情况。',
    })
    for (const [k, u] of organs.entries())
      x.add(days(95 + late + k), '11:00', officer(u), 'reportHandling', {
        docNo: `云函〔2026〕${30 + k}号`,
        report: '已成立专班，完成摸底和方案，纳入年度计划，明确责任人和完成时限。',
      })
  }

  const done = toPresidium(0, '李秀兰', 'committee')
  toOrgans(done, ['市交通运输局', '市财政局'], 80)
  done.add(days(182), '10:00', done.leader, 'respond', { opinion: '办理认真，希望条例草案早日提请审议。' })
  done.add(days(185), '10:00', wang, 'acceptHandling', { opinion: '办理情况报告内容具体，同意办结。', heardOn: days(182) })

  const redo = toPresidium(3, '张伟民', 'committee')
  toOrgans(redo, ['市住房和城乡建设局'], 190)
  redo.add(days(300), '10:00', wang, 'orderRedo', async () => ({
    units: [await organ(redo.story, '市住房和城乡建设局')()],
    reason: '补助标准没有写明，请与财政部门协商后重新报告',
  }))

  const law = toPresidium(4, undefined, 'standing')
  law.add(days(70), '16:00', wang, 'scDecide', {
    meeting: '市六届人大常委会第二十九次会议',
    decidedOn: days(70),
    outcome: 'adopt',
    text: '列入年度立法计划，由社会委牵头起草。',
  })

  const turned = toPresidium(1, '陈思远', 'suggestion', 'EXECUTIVE')
  const next: Story = {
    id: async () => (await owner.query(`select data->>'suggestion' as id from matter where id = $1`, [turned.story.id])).rows[0].id,
    steps: [
      // The next day: within a day the stories run side by side.
      { at: at(addDays(third, 1), '09:30'), who: liu, action: 'register', input: PASS },
      { at: at(addDays(third, 1), '10:00'), who: liu, action: 'assign', input: { kind: 'sole', main: [cast.unit('市公安局')] } },
      { at: at(days(3), '10:00'), who: officer('市公安局'), action: 'signFor' },
    ],
  }
  const answered: [number, Actor, string, Record<string, unknown>?][] = [
    [
      20,
      officer('市公安局'),
      'recordContact',
      { form: '座谈会', rank: '分管负责人', place: '市公安局', heldOn: days(20), opinion: '先在三十所学校门前施划接送区。' },
    ],
    [
      45,
      officer('市公安局'),
      'saveReply',
      {
        docNo: '云公函〔2026〕18号',
        code: 'A',
        body: '一、三十所学校门前已施划接送区。二、上下学时段安排护学岗。三、办法已经印发。',
        contactName: officer('市公安局').name,
        contactPhone: '0990-6660000',
        disclosure: 'public',
      },
    ],
    [46, officer('市公安局'), 'checkReply', { pass: 'yes', comment: '同意送签。' }],
    [47, cast.post('市公安局', 'unit_leader'), 'signReply', { pass: 'yes', comment: '同意。' }],
    [48, officer('市公安局'), 'sendReply'],
  ]
  for (const [n, who, action, input] of answered) next.steps.push({ at: at(days(n), '10:30'), who, action, ...(input ? { input } : {}) })
  out.push(next)
  return out
}

function inRecess(cast: Cast, today: string, recess: (at: number) => number): Story[] {
  const [wang, tian] = [cast.named('王敏'), cast.named('田野')]
  const ago = (n: number) => addDays(today, -n)
  const committee = { committee: cast.unit(COMMITTEE) }
  const sent = (i: number, lead: string | undefined, n: number) => {
    const day = localDay(new Date(recess(at(ago(n), '12:00'))))
    const x = begun(cast, i, lead, day)
    x.add(day, '09:30', x.story.steps[0]?.who as Actor, 'submit', { oneMatter: true, waitNot: true })
    return x
  }
  const arrived = sent(2, undefined, 3)
  const asked = sent(5, '李秀兰', 20)
  asked.add(ago(12), '10:00', wang, 'register', committee)
  const waiting = sent(6, undefined, 60)
  waiting.add(ago(52), '10:00', wang, 'register', committee)
  waiting.add(ago(30), '10:00', tian, 'giveOpinion', {
    outcome: 'committee',
    meetingOn: ago(31),
    opinion: '建议提请下次大会主席团，会后由有关专门委员会审议。',
  })
  const ended = sent(7, undefined, 40)
  for (const [k, d] of ended.others.slice(0, Math.max(0, ended.others.length - 8)).entries())
    ended.add(ago(39), `09:${10 + k}`, d, 'dropOut', { reason: '所提问题已列入市政府年度计划' })
  return [
    arrived.story,
    asked.story,
    waiting.story,
    ended.story,
    begun(cast, 2, '李秀兰', ago(2), { leave: ['张伟民', '陈思远'] }).story,
    begun(cast, 3, '陈思远', ago(1), { leave: ['李秀兰', '张伟民'] }).story,
    begun(cast, 5, '张伟民', ago(1), { only: 'draft' }).story,
  ]
}
