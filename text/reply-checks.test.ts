/** The eleven checks before a reply is sent: what each passes, points at and stops, and that nothing a person types upsets them. */
import { expect, test } from 'vitest'
import { CHECK_LABELS, type Check, type CheckKey, checkReply, type ReplyInput } from './reply-checks.ts'

const BODY = `您提出的《关于在滨江小学门口增设信号灯的建议》（第045号）收悉。经与市公安局交警支队研究，现答复如下：
一、关于增设信号灯。经现场踏勘，该路口高峰时段每小时通行车辆1200辆，符合《道路交通信号灯设置与安装规范》的条件，计划于2026年9月底前在滨江小学门口安装信号灯2组。
二、关于施划斑马线。已于2026年4月完成滨江小学门口斑马线施划，同步增设减速带3处。
下一步，我局将按月调度信号灯安装进度，安装前由学校安排护学岗。
感谢您对交通安全工作的关心和支持。`
const good: ReplyInput = {
  kind: 'suggestion',
  asked: {
    title: '关于在滨江小学门口增设信号灯的建议',
    text: '滨江小学门口车流量大，早晚高峰学生过马路不安全，家长多次反映。',
    proposals: '一、在滨江小学门口增设信号灯。\n二、在校门口施划斑马线和减速带。',
  },
  reply: {
    code: 'B',
    body: BODY,
    docNo: '云公函〔2026〕12号',
    contactName: '周志明',
    contactPhone: '0990-2210021',
    signer: '郑国栋',
    on: '2026-05-12',
    promises: [{ item: '安装信号灯2组', dueOn: '2026-09-30' }],
    disclosure: 'public',
  },
  number: '第045号',
  unit: '云州市公安局',
  left: 30,
}
type Change = Omit<Partial<ReplyInput>, 'reply'> & { reply?: Partial<ReplyInput['reply']> }
const check = (change: Change = {}): Record<CheckKey, Check> => {
  const found = checkReply({ ...good, ...change, reply: { ...good.reply, ...change.reply } })
  return Object.fromEntries(found.map((c) => [c.key, c])) as Record<CheckKey, Check>
}
const body = (text: string, more: Change = {}) => check({ ...more, reply: { body: text, ...more.reply } })
const told = (c: Check) => [c.level, c.quote ?? '']

test('B17 a sound reply passes all eleven, in the order of the list', () => {
  const found = checkReply(good)
  expect(found.filter((c) => c.level !== 'pass')).toEqual([])
  expect(found.map((c) => c.label)).toEqual([
    '空转',
    '答非所问',
    '逐条回应',
    '有依据',
    '结果与结论一致',
    '下一步和联系人',
    '形式',
    '套话',
    '语气',
    '个人信息',
    '期限',
  ])
  expect(found.map((c) => c.key)).toEqual(Object.keys(CHECK_LABELS))
})

test('nothing is summed up, everything is said in whole Chinese sentences, and what does not pass says what to add', () => {
  const all = [
    checkReply(good),
    checkReply({ ...good, reply: { body: '收悉，已转有关部门处理。' } }),
    checkReply({ kind: 'concern', asked: { title: '', text: '' }, reply: { body: '' } }),
  ]
  for (const c of all.flat()) {
    expect(Object.keys(c).every((k) => ['key', 'label', 'level', 'why', 'quote', 'add', 'items'].includes(k))).toBe(true)
    expect(Object.values(c).some((v) => typeof v === 'number')).toBe(false)
    expect(c.why).toMatch(/。$/)
    for (const t of [c.why, c.add ?? '。']) expect(t.replace(/“[^”]*”|《[^》]*》|第.*号/g, '')).not.toMatch(/[,;:!?()]/)
    if (c.level !== 'pass') expect(c.add || c.key === 'demands' || c.key === 'relevant').toBeTruthy()
  }
  expect(JSON.stringify(all)).not.toMatch(/score|分数|得分/i)
})

test('空转: receipt and referral are no answer, however polite and long; a short fact is one', () => {
  expect(told(body('您的建议收悉。我局高度重视，已转市公交公司研究办理，有关情况将及时反馈。感谢您对我们工作的关心和支持！').empty)).toEqual([
    'fail',
    '您的建议收悉。',
  ])
  for (const t of [
    '市民朋友：您好！来信已收到。',
    '您所提的问题我办已转交县水利局核实办理，谢谢您的关心，祝您生活愉快。2026年4月9日',
    '请您咨询市人社局，联系电话：0990-2210000。',
    '此事正在调查处理中。',
  ])
    expect(body(t, { kind: 'concern' }).empty.level, t).toBe('fail')
  expect(body('换领驾驶证可以在任一车管所办理，不收工本费以外的费用。', { kind: 'concern' }).empty.level).not.toBe('fail')
  expect(told(body('我们将认真研究吸纳您的意见，进一步加强管理，不断提高服务水平。').empty)).toEqual([
    'warn',
    '我们将认真研究吸纳您的意见，进一步加强管理，不断提高服务水平。',
  ])
  expect(body('').empty).toMatchObject({ level: 'fail', why: '还没有写答复内容。' })
})

test('答非所问: the answer to another matter shares next to nothing', () => {
  const other = '经调查，该养殖场位于石桥村北侧，存栏生猪四十头，粪污经沼气池处理后还田，未发现直排河道。我镇已责令其加盖雨棚。'
  expect(body(other).relevant).toMatchObject({
    level: 'warn',
    quote: '经调查，该养殖场位于石桥村北侧，存栏生猪四十头，粪污经沼气池处理后还田，未发现直排河道。',
  })
  expect(check().relevant.level).toBe('pass')
  expect(body('已转办。').relevant.level).toBe('warn')
  expect(body(other, { asked: { title: '路', text: '' } }).relevant.level).toBe('pass')
})

test('逐条回应: every demand that no sentence speaks of is listed, in the words of who asked', () => {
  const asked = { ...good.asked, proposals: '一、在滨江小学门口增设信号灯。\n二、延长62路公交末班车时间。\n三、希望领导重视。' }
  const c = check({ asked }).demands
  expect(c.level).toBe('warn')
  expect(c.items).toEqual(['延长62路公交末班车时间。'])
  expect(c.quote).toBe('延长62路公交末班车时间。')
  const message = { title: '路灯', text: '我家门口的路灯坏了半年，一直没人来。请尽快维修桂花巷路灯。另外，62路公交车何时恢复？' }
  expect(body('桂花巷路灯已于4月2日维修完毕。', { kind: 'concern', asked: message }).demands.items).toEqual(['62路公交车何时恢复？'])
  // Repeating the demand in the receipt answers nothing.
  expect(body('您提出的关于维修桂花巷路灯和恢复62路公交车的诉求收悉。', { kind: 'concern', asked: message }).demands.items).toHaveLength(2)
})

test('有依据: documents, inspections, causes and figures are grounds, the name of the suggestion is none', () => {
  expect(told(body('根据《城市道路管理条例》第二十七条，该处不得设置摊点。').grounds)).toEqual([
    'pass',
    '根据《城市道路管理条例》第二十七条，该处不得设置摊点。',
  ])
  expect(body('该路段由于管线老化反复破损。').grounds.level).toBe('pass')
  expect(told(body('您提出的《关于修路的建议》收悉。道路问题我们会办好。').grounds)).toEqual(['warn', '道路问题我们会办好。'])
})

test('结果与结论一致: what the words say against the code', () => {
  const result = (code: string | undefined, text: string, more: Change = {}) => {
    const c = check({ ...more, reply: { body: text, code, promises: [], ...more.reply } } as Change).result
    return [c.level, c.quote ?? '']
  }
  const doing = '我局正在开展信号灯选址，逐步推进。'
  const cannot = '该路口暂不具备安装条件。'
  expect(result('A', '信号灯已于2026年3月安装完成。')).toEqual(['pass', '信号灯已于2026年3月安装完成。'])
  expect(result('A', doing)).toEqual(['fail', doing])
  expect(result('A', '已完成设计，预计明年安装。')[0]).toBe('fail')
  expect(result('A', '已完成安装，预计明年再增设一组。')[0]).toBe('pass')
  expect(result('A', '尚未完成安装。')[0]).toBe('warn')
  expect(result('A', cannot)).toEqual(['fail', cannot])
  expect(result('A', `斑马线已施划完成。${cannot}`)).toEqual(['warn', cannot])
  expect(result('A', '情况属实。', { reply: { solved: '已安装信号灯两组。' } })[0]).toBe('pass')
  expect(result('B', doing)).toEqual(['fail', doing])
  expect(result('B', '计划于2026年9月底前安装。', { reply: { on: '2026-05-12' } })).toEqual(['warn', '计划于2026年9月底前安装。'])
  expect(result('B', '计划于2025年9月底前安装。', { reply: { on: '2026-05-12' } })[0]).toBe('fail')
  expect(result('B', doing, { reply: { promises: [{ item: '安装信号灯', dueOn: '2026-09-30' }] } })[0]).toBe('pass')
  expect(result('B', doing, { reply: { on: '2026-05-12', promises: [{ item: '安装信号灯', dueOn: '2026-01-30' }] } })).toEqual(['fail', '安装信号灯'])
  expect(result('B', '该路口不能增设信号灯。')[0]).toBe('fail')
  expect(result('C', '该项工作目前无法实施。')).toEqual(['fail', '该项工作目前无法实施。'])
  expect(result('C', '由于用地指标不足，目前无法实施。')).toEqual(['pass', '由于用地指标不足，目前无法实施。'])
  expect(result('C', '根据安排，信号灯已安装完成。')[0]).toBe('warn')
  expect(result('D', '您的意见很好。')[0]).toBe('warn')
  expect(result('D', '所提意见将在编制规划时研究吸收。')[0]).toBe('pass')
  expect(result('D', doing, { reply: { promises: [{ item: '安装信号灯', dueOn: '2026-09-30' }] } })[0]).toBe('warn')
  expect(result('', doing)[0]).toBe('fail')
  // A place with other words behind its letters.
  expect(result('C', doing, { reply: { codeLabel: '列入规划、计划逐步解决' } })[0]).toBe('fail')
  expect(result('B', '由于用地不足，目前无法实施。', { reply: { codeLabel: '受条件限制留作参考或不可行' } })[0]).toBe('pass')
  expect(result('C', '医保目录由国家统一制定，属国家职权，因此暂时不能调整。')[0]).toBe('warn')
  expect(result('C', '医保目录属国家职权，因此暂时不能调整，我局已向省医保局反映。')[0]).toBe('pass')
})

test('结果与结论一致: a concern has its own words for results, and may have none yet', () => {
  const of = (code: string | undefined, text: string) => check({ kind: 'concern', reply: { body: text, code, promises: [] } } as Change).result.level
  expect(of('solved', '路灯已修复。')).toBe('pass')
  expect(of('partly', '已修复三盏，其余正在采购。')).toBe('warn')
  expect(of('partly', '已修复三盏，其余计划10月底前修复。')).toBe('pass')
  expect(of('planned', '将逐步安排。')).toBe('fail')
  expect(of('hard', '无法办理。')).toBe('fail')
  expect(of('explained', '按照规定，该项补贴按年发放。')).toBe('pass')
  expect(of(undefined, '正在筹备。')).toBe('warn')
  expect(of(undefined, '目前无法办理。')).toBe('warn')
  expect(of('constructor', '路灯已修复。')).toBe('pass')
})

test('下一步和联系人: a deputy must be told whom to ask, a citizen where to ring', () => {
  expect(check({ reply: { contactName: '', contactPhone: '' } }).next).toMatchObject({ level: 'fail', items: ['联系人', '联系电话'] })
  expect(body(`${BODY}\n联系人：周志明，联系电话：0990-2210021。`, { reply: { contactName: '', contactPhone: '' } }).next.level).toBe('pass')
  expect(body('路灯坏了。', { kind: 'concern', reply: { contactName: '', contactPhone: '' } }).next.level).toBe('warn')
  expect(told(body('情况属实。', { reply: { promises: [] } }).next)).toEqual(['warn', '情况属实。'])
  // Solved asks for no next step, where something is said to be solved.
  expect(body('已修好桂花巷三盏路灯，3月5日验收合格。', { reply: { code: 'A', promises: [] } }).next.level).toBe('pass')
  expect(body('情况属实。', { reply: { code: 'A', promises: [] } }).next.level).toBe('warn')
  expect(body('拟于明年三月底前开通，6月底前建成站点。', { reply: { promises: [] } }).next.level).toBe('pass')
})

test('形式: what the letter needs, and another item named in the body', () => {
  expect(check({ number: '', unit: '', reply: { docNo: '' } }).form).toMatchObject({ level: 'fail', items: ['建议编号', '承办单位', '发文字号'] })
  const { signer: _, on: __, ...unsigned } = good.reply
  expect(checkReply({ ...good, reply: unsigned }).find((c) => c.key === 'form')).toMatchObject({ level: 'warn', items: ['签发人', '日期'] })
  expect(check({ reply: { on: '2026-13-40' } }).form.items).toEqual(['日期'])
  const wrong = body('您提出的《关于整治桂花巷积水的建议》收悉。已完成整治。').form
  expect(told(wrong)).toEqual(['fail', '您提出的《关于整治桂花巷积水的建议》收悉。'])
  expect(wrong.add).toContain(good.asked.title)
  expect(told(body('您提出的建议（第46号）收悉。').form)).toEqual(['fail', '您提出的建议（第46号）收悉。'])
  expect(body('您提出的建议（第45号）收悉。').form.level).toBe('pass')
  expect(check({ kind: 'concern', unit: '' }).form).toMatchObject({ level: 'warn', items: ['承办单位'] })
})

const COPY = '我局建立了路灯巡查台账，安排专人每周夜间巡查两次，发现损坏的路灯在二十四小时内修复，同时公布了报修电话。'
test('套话: the same core in the answer to another matter, but for its names', () => {
  const earlier = [
    { id: '1', label: '第012号建议', body: '关于校园食堂，我局已抽检四十二所学校，合格率百分之九十九，不合格的两所已经整改并复查合格。' },
    { id: '2', label: '第031号建议', body: `您提出的建议收悉。现答复如下：\n${COPY}\n感谢您的关心。` },
  ]
  expect(body(`您好！您的建议收悉。现答复如下：${COPY}祝您生活愉快。`, { earlier }).stock).toMatchObject({ level: 'warn', quote: COPY, items: ['第031号建议'] })
  expect(body(COPY.replace('每周', '每月'), { earlier }).stock.level).toBe('warn')
  expect(check({ earlier }).stock.level).toBe('pass')
  // Courtesy and a short phrase in common are no copy.
  expect(
    body(`您提出的建议收悉。现答复如下：我局安排专人每周夜间巡查两次，桂花巷三盏灯的线路老化，已更换电缆一百二十米，五月十日亮灯。感谢您的关心。`, { earlier })
      .stock.level,
  ).toBe('pass')
  expect(body('我局安排专人巡查。', { earlier: [{ id: '3', label: '第001号建议', body: '我局安排专人巡查。' }] }).stock.level).toBe('pass')
  expect(check().stock.why).toBe('没有可以比对的其他答复。')
})

test('套话: one sentence for every request answers none', () => {
  const same = '因资金和用地条件尚不具备，暂时难以全面实施，条件成熟时优先安排。'
  expect(body(`一、关于开通线路。${same}\n二、关于增设站点。${same}`).stock).toMatchObject({ level: 'warn', why: '同一句话答了2处。', quote: same })
  expect(body('一、关于开通线路。已于3月开通经城东片区到市医院的线路。\n二、关于增设站点。已在四个小区门口增设站点。').stock.level).toBe('pass')
})

test('语气: blame goes to a person, with the word', () => {
  const c = body('经核实，反映人属于无理取闹，情况不属实。').tone
  expect(c).toMatchObject({ level: 'warn', quote: '经核实，反映人属于无理取闹，情况不属实。' })
  expect(c.why).toContain('“无理取闹”')
  expect(body('请勿重复投诉。').tone.level).toBe('warn')
  expect(check().tone.level).toBe('pass')
})

test('个人信息: a citizen in a public reply stops it, the office and its contact do not', () => {
  const of = (text: string, more: Change = {}) => body(text, more).privacy
  expect(of('经与反映人（13800138000）核实，路灯已修复。')).toMatchObject({
    level: 'fail',
    quote: '经与反映人（13800138000）核实，路灯已修复。',
    items: ['手机号码：13800138000'],
  })
  expect(of('其身份证号420302196403211527已登记。').level).toBe('fail')
  expect(of('补贴已打入账号622700123456。').level).toBe('fail')
  expect(of('如有疑问，请拨打我局办公室电话0990-2210021。').level).toBe('pass')
  expect(of('可拨打12345热线查询。').level).toBe('pass')
  expect(of('已拨打0990-2219999核实。', { asked: { ...good.asked, text: '我的电话0990-2219999，请回电。' } }).level).toBe('fail')
  expect(of('联系人：周志明，联系电话：0990-2210021。').level).toBe('pass')
  expect(of('联系电话：13900139000。', { reply: { contactPhone: '13900139000' } }).level).toBe('pass')
  expect(of('村民王建国家中已通水。').level).toBe('warn')
  expect(of('已对建设路12号门前路灯进行更换。').level).toBe('pass')
  expect(of('已上门走访3栋2单元501室住户。').level).toBe('warn')
  expect(of('李秀兰代表提出的建议已办理。', { names: ['李秀兰'] })).toMatchObject({ level: 'fail', items: ['代表姓名：李秀兰'] })
  expect(of('经与反映人（13800138000）核实。', { reply: { disclosure: 'withheld' } }).level).toBe('warn')
  expect(check({ reply: { promises: [{ item: '向13800138000反馈', dueOn: '2026-09-30' }] } }).privacy.level).toBe('fail')
})

test('期限: overdue fails, three days warn, no clock passes', () => {
  const of = (left: number | undefined) => check({ left } as Change).due
  expect(of(-2)).toMatchObject({ level: 'fail', why: '已超过答复期限2个工作日。' })
  expect(of(0).level).toBe('warn')
  expect(of(3).level).toBe('warn')
  expect(of(4).level).toBe('pass')
  expect(of(undefined).level).toBe('pass')
})

test('signs, widths, commands and very long texts are read as text', () => {
  const odd = [
    '',
    ' \n\t ',
    '好',
    '👍🏽👨‍👩‍👧已办🎉',
    '已于２０２６年４月完成，拨打１３８００１３８０００。',
    "'; drop table reply; --",
    '(.*)+[a-z]{2,}$|^\\d+(?=x)\\u{1F600}',
    '\u0000\ud800《《《〔〔',
    '__proto__ constructor toString',
  ]
  for (const t of odd) {
    const all: Change = {
      asked: { title: t, text: t, proposals: t },
      number: t,
      unit: t,
      names: [t, ''],
      earlier: [{ id: t, label: t, body: t }],
      reply: { body: t, solved: t, planned: t, code: t, contactPhone: t, on: t },
    }
    expect(Object.keys(check(all))).toHaveLength(11)
  }
  expect(body('拨打１３８００１３８０００。').privacy.level).toBe('fail')
  const start = performance.now()
  for (const piece of ['路', '已', '1', '请', '。', '，', '《', '感谢', '一、', '转交', '因', ' ', 'a', '👍', BODY]) {
    const long = piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000)
    expect(
      Object.keys(body(long, { asked: { title: long, text: long, proposals: long }, earlier: [{ id: '1', label: '第001号建议', body: long }] })),
    ).toHaveLength(11)
  }
  // Fifteen hostile texts of 20,000 signs; loose, for a busy machine.
  expect(performance.now() - start).toBeLessThan(15_000)
})

test('quotes are the words as written, cut when long', () => {
  const long = `经核实，${'该路段情况复杂'.repeat(40)}。`
  const c = body(long, { reply: { code: 'C' } }).result
  expect(c.quote?.length).toBeLessThan(110)
  expect(long.startsWith((c.quote ?? '').replace(/……$/, ''))).toBe(true)
})
