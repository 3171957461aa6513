/** The invented city's people's voice: stations with their rota, concerns in every state, a reception that was held, fixed contacts. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { act, type House } from '../../kernel/act.ts'
import { type Actor, citizenActor } from '../../kernel/process.ts'
import { PLACE } from '../../people/demo/people.ts'
import { type DemoStage, demoStage, settleDemo } from '../common/demo.ts'
import type { Door } from '../concern/acts-asking.ts'
import { MORE, SAID, type Told } from './demo-said.ts'

export async function seedVoice(house: House, owner: pg.Pool, { now }: { now: Date }): Promise<void> {
  const s = await demoStage(house, owner, 'concern', now)
  if (!s) return
  const seatOf = async (name: string, office: string): Promise<Actor> => {
    const r = (
      await owner.query(
        'select s.id, s.person, s.place, s.unit, s.delegation from seat s join person p on p.id = s.person where p.name = $1 and s.office = $2 order by length(s.place) limit 1',
        [name, office],
      )
    ).rows[0]
    return {
      kind: 'seat',
      person: r.person,
      name,
      seat: r.id,
      office: office as 'deputy',
      place: r.place,
      unit: r.unit,
      delegation: r.delegation,
      strong: true,
    }
  }
  const [wang, meng, gao] = [s.cast.named('王敏'), await seatOf('孟广林', 'daf_staff'), await seatOf('高秀英', 'station_liaison')]
  const [li, zhang] = [s.cast.named('李秀兰', 'deputy'), s.cast.named('张伟民', 'deputy')]
  await seedStations(s, owner, meng, gao)
  await seedConcerns(s, house, now, { wang, li })
  await seedReception(s, gao, li)
  await seedContact(s, owner, wang, li, zhang)
  for (const p of ['concern', 'station', 'reception', 'contact']) await settleDemo(owner, p, now)
  await owner.query('update citizen_message set sent_at = at where sent_at is null')
}

const FIVE = [
  ['voters', '临江街道代表联络站联系选民制度', '一、每位进站代表固定联系选民十户。\n二、每季度至少走访一次，走访情况记入联系册。'],
  ['receiving', '临江街道代表联络站接待群众制度', '一、每月5日、25日为固定接待日。\n二、来访当场登记，能答复的当场答复，不能答复的三日内转办。'],
  ['returning', '临江街道代表联络站代表回选区制度', '一、代表每年至少回原选区两次，听取选民意见。\n二、回选区前三日公告。'],
  ['assessing', '临江街道代表联络站联系群众考评制度', '一、联系、接待、反映意见计入履职登记。\n二、年底在站内公布。'],
  ['serving', '临江街道代表联络站服务保障制度', '一、街道人大工委配备联络员一名。\n二、接待室、资料和交通由街道保障。'],
] as const

async function seedStations(s: DemoStage, owner: pg.Pool, meng: Actor, gao: Actor): Promise<void> {
  const main = await s.does(meng, -400, 'station', 'register', {
    name: '临江街道人大代表联络站',
    type: 'station',
    level: 'township',
    address: '滨江路 1 号街道办事处一楼',
    head: '孟广林',
    phone: '0990-7011001',
    area: 120,
    village: false,
    facilities: '接待室、书柜、电子屏',
    stage: 'running',
    openedOn: s.day(-400),
  })
  const deputies = (
    await owner.query(`select s.id from seat s where s.office = 'deputy' and s.state = 'active' and s.place in ($1, $2) order by s.place, s.id limit 14`, [
      PLACE.city,
      PLACE.bixi,
    ])
  ).rows.map((r) => r.id as string)
  await s.does(meng, -380, 'station', 'place', { deputies: [...new Set([...deputies, s.cast.named('李秀兰', 'deputy').seat as string])] }, main)
  await s.does(
    meng,
    -300,
    'station',
    'selfCheck',
    { standard: 'nine', items: ['有场所', '有牌子', '有设备', '有人员', '有制度', '有计划', '有活动', '有台账', '有档案'] },
    main,
    await s.party(main, 'self', gao.unit),
  )
  await s.does(meng, -290, 'station', 'review', { pass: 'yes', text: '' }, main)
  await s.does(
    gao,
    -200,
    'station',
    'setPlan',
    {
      year: Number(s.day(0).slice(0, 4)),
      rows: [
        { kind: 'study', count: 4 },
        { kind: 'theme', count: 6 },
        { kind: 'reception', count: 24 },
      ],
    },
    main,
  )
  await s.does(
    gao,
    -40,
    'station',
    'logActivity',
    { kind: 'study', title: '学习新修改的代表法', heldOn: s.day(-40), came: deputies.slice(0, 8), people: 0, summary: '逐条学习，交流履职体会。' },
    main,
  )
  await s.does(
    gao,
    -20,
    'station',
    'logActivity',
    {
      kind: 'theme',
      title: '巡河护河',
      heldOn: s.day(-20),
      came: deputies.slice(2, 7),
      people: 40,
      summary: '沿江巡查三公里，发现排污口两处，已转区生态环境部门。',
    },
    main,
  )
  for (const [kind, name, text] of FIVE) await s.does(meng, -15, 'station', 'policies', { kind, name, text }, main)
  for (const [i, name] of ['滨江社区代表联络站', '桂花社区代表联络站', '老街社区代表联络站'].entries())
    await s.does(meng, -350 + i, 'station', 'register', {
      name,
      type: 'activity',
      level: 'village',
      address: `${name.slice(0, 4)}服务中心二楼`,
      head: '',
      phone: '',
      area: 60,
      village: true,
      facilities: '接待室',
      stage: i === 2 ? 'planned' : 'running',
      ...(i === 2 ? {} : { openedOn: s.day(-350 + i) }),
    })
}

async function seedConcerns(s: DemoStage, house: House, now: Date, who: { wang: Actor; li: Actor }): Promise<void> {
  let line = 2000
  const asks = async (i: number | Told, days: number, more: Partial<Door> = {}): Promise<{ matter: string; citizen: string }> => {
    const citizen = randomUUID()
    const { title, content, category, where } = (typeof i === 'number' ? SAID[i] : i) as Told
    const at = Math.min(now.getTime() + days * 86_400_000, now.getTime())
    const r = await act(house, {
      process: 'concern',
      action: 'ask',
      key: randomUUID(),
      input: { title, content, category, where, anonymous: false },
      actor: citizenActor(citizen, PLACE.city),
      now: new Date(at),
      extra: {
        citizen: { id: citizen, name: '演示群众', phone: `1390000${String(typeof i === 'number' ? 1000 + i : ++line)}` },
        channel: 'web',
        ...more,
      } satisfies Door,
    })
    return { matter: r.matter, citizen }
  }
  const { wang, li } = who
  const given = async (matter: string, i: number | Told, days: number, unit: string) => {
    const publicTitle = (typeof i === 'number' ? SAID[i] : i)?.title
    await s.does(wang, days, 'concern', 'assign', { main: [s.cast.unit(unit)], publicTitle }, matter)
    const officer = s.cast.post(unit, 'unit_officer')
    await s.does(officer, days + 1, 'concern', 'sign', {}, matter)
    return officer
  }
  const rates = (citizen: string, matter: string, days: number, level: string, text: string) =>
    act(house, {
      process: 'concern',
      action: 'rate',
      matter,
      key: randomUUID(),
      input: { level, text },
      actor: citizenActor(citizen, PLACE.city),
      now: new Date(now.getTime() + days * 86_400_000),
    })

  const a = await asks(0, -60, { channel: 'station' })
  const unit = await given(a.matter, 0, -59, '市住房和城乡建设局')
  await s.does(unit, -50, 'concern', 'reply', { code: 'solved', text: '排水口已经疏通，列入每周清理。' }, a.matter)
  await s.does(wang, -49, 'concern', 'tell', { how: '电话', words: '' }, a.matter)
  await rates(a.citizen, a.matter, -48, 'good', '第二天就通了，谢谢。')
  const b = await asks(1, -40)
  await s.does(wang, -39, 'concern', 'adopt', { deputy: [li.seat] }, b.matter)
  await s.does(
    li,
    -37,
    'concern',
    'accept',
    {
      title: '关于开通城东片区公交线路的建议',
      situation: SAID[1]?.content,
      proposals: '开通经城东片区到市医院的公交线路，在四个小区门口设站。',
      mayPublish: true,
    },
    b.matter,
  )
  const c = await asks(2, -12)
  await given(c.matter, 2, -11, '市教育局')
  const d = await asks(3, -30)
  await s.does(
    wang,
    -29,
    'concern',
    'answer',
    { code: 'explained', text: '儿童常用药目录下月配送到社区卫生站，急用可到街道卫生服务中心。', publicTitle: SAID[3]?.title },
    d.matter,
  )
  await rates(d.citizen, d.matter, -28, 'fair', '')
  await s.does(li, -8, 'concern', 'report', SAID[4] as unknown as Record<string, unknown>)
  const e = await asks(5, -20)
  await s.does(
    wang,
    -19,
    'concern',
    'refuse',
    { reason: 'elsewhere', text: '参保地在外省，请在国家社会保险公共服务平台办理；需要帮助可到街道社保窗口。' },
    e.matter,
  )
  const f = await asks(8, -25)
  const police = await given(f.matter, 8, -24, '市生态环境局')
  await s.does(police, -15, 'concern', 'reply', { code: 'explained', text: '已告知商户降低音量。' }, f.matter)
  await s.does(wang, -14, 'concern', 'tell', { how: '短信', words: '' }, f.matter)
  await rates(f.citizen, f.matter, -13, 'bad', '还是一样吵，没有人管。')
  await asks(9, -1)
  await asks(6, 0)
  for (const x of MORE) {
    const { matter, citizen } = await asks(x, x.days)
    if (x.unit) await given(matter, x, x.days + 1, x.unit)
    if (!x.answer) continue
    await s.does(wang, x.days + 2, 'concern', 'answer', { code: 'planned', text: x.answer, publicTitle: x.title }, matter)
    await rates(citizen, matter, x.days + 3, 'fair', '')
  }
  const follows = (matter: string, phone: string) => {
    const id = randomUUID()
    const extra: Door = { citizen: { id, phone }, channel: 'web' }
    return act(house, { process: 'concern', action: 'follow', matter, key: randomUUID(), actor: citizenActor(id, PLACE.city), now, extra })
  }
  for (const [i, m] of [c, f, f].entries()) await follows(m.matter, `139000030${10 + i}`)
}

async function seedReception(s: DemoStage, gao: Actor, li: Actor): Promise<void> {
  const P = 'reception'
  const plan = (days: number) => ({
    kind: 'day',
    heldOn: s.day(days),
    from: '09:00',
    to: '11:30',
    where: '街道一楼接待室',
    theme: '',
    video: '',
    hosts: [li.seat],
  })
  const held = await s.does(gao, -30, P, 'plan', plan(-18))
  await s.does(gao, -25, P, 'announce', { notice: `定于${s.day(-18)}上午在街道一楼接待室接待选民，欢迎前来。` }, held)
  await s.does(li, -24, P, 'confirm', {}, held)
  await s.does(li, -18, P, 'signIn', { code: '' }, held)
  await s.does(li, -18, P, 'receive', { visitor: '演示来访人', phone: '', people: 3, ...SAID[7], onSpot: 'no', text: '' }, held)
  await s.does(
    gao,
    -18,
    P,
    'receive',
    {
      visitor: '演示来访人',
      phone: '',
      people: 1,
      title: '医保报销比例怎么查',
      content: '不会用手机查。',
      category: 'health',
      where: '',
      onSpot: 'yes',
      code: 'solved',
      text: '现场帮他在手机上查到了。',
    },
    held,
  )
  await s.does(gao, -18, P, 'hold', { came: [await s.party(held, 'host', li.seat)] }, held)
  await s.does(gao, -17, P, 'record', { summary: '来访两批四人，一件当场解决，一件转办。' }, held)
  const next = await s.does(gao, -2, P, 'plan', plan(9))
  await s.does(gao, -1, P, 'announce', { notice: `定于${s.day(9)}上午在街道一楼接待室接待选民，欢迎前来。` }, next)
  await s.does(gao, -1, P, 'plan', plan(24))
}

async function seedContact(s: DemoStage, owner: pg.Pool, wang: Actor, li: Actor, zhang: Actor): Promise<void> {
  const leaders = (
    await owner.query(`select id from seat where place = $1 and office = 'sc_leader' and state = 'active' order by id limit 3`, [PLACE.city])
  ).rows.map((r) => r.id as string)
  const list = await s.does(wang, -200, 'contact', 'draw', { kind: 'memberDeputy', title: '常委会组成人员联系代表名单' })
  const others = s.cast.deputies.slice(30, 37).map((d) => d.seat as string)
  await s.does(wang, -199, 'contact', 'link', { kind: 'memberDeputy', caller: leaders[0], called: [li.seat, zhang.seat, others[0]] }, list)
  for (const [i, l] of leaders.slice(1).entries())
    await s.does(wang, -199, 'contact', 'link', { kind: 'memberDeputy', caller: l, called: others.slice(1 + i * 3, 4 + i * 3) }, list)
  await s.does(wang, -195, 'contact', 'activate', {}, list)
  await s.does(
    li,
    -30,
    'contact',
    'log',
    {
      form: 'talk',
      heldOn: s.day(-31),
      content: '常委会领导到桂花社区座谈，听取养老服务意见。',
      opinions: [{ title: '社区食堂老人餐价格偏高', content: '独居老人希望补贴助餐。', category: 'service' }],
    },
    list,
  )
}
