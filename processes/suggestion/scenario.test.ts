/** One suggestion lives its whole life. Test names begin with the process IDs of domain/02-processes.md. */
import { afterEach, describe, expect, test } from 'vitest'
import { addDays, localDay } from '../../kernel/calendar.ts'
import { BAD, CONTACT, GOOD, handedOver, PASS, REPLY, replied, type Story, story, TEXT } from '../../test/story.ts'

let s: Story
afterEach(() => s?.end())

describe('提出', () => {
  test('B4 in session: draft, co-sign, delegation head signs off, motion group reviews, number', async () => {
    s = await story('2026-01-21')
    const li = s.as('李秀兰')
    await li.does('draft', TEXT)
    expect((await li.cannot('inviteCosigners', { deputies: [await s.seat('李秀兰')] })).fields).toHaveProperty('deputies')
    await li.does('inviteCosigners', { deputies: [await s.seat('张伟民'), await s.seat('陈思远')] })
    expect(await s.state()).toBe('cosigning')
    await s.as('张伟民').does('cosign')
    expect((await li.cannot('submit')).fields?.waitNot).toMatch(/陈思远没有确认/)
    await li.does('submit', { waitNot: true })
    expect(await s.state()).toBe('delegationReview')
    expect((await s.as('刘芳').cannot('register', PASS)).message).toMatch(/代表团审签.*不能办理/)
    await s.as('赵志强', 'delegation_officer').does('signOff', { opinion: '同意' })
    const r = await s.as('刘芳').does('register', PASS)
    expect(r.says).toBe('刘芳审查通过，编为第001号')
    const m = await s.as('王敏').sees()
    expect(m?.number).toBe('六届五次第001号')
    expect(Object.fromEntries(m?.clocks.map((c) => [c.name, c.running]) ?? [])).toEqual({ cosign: false, delegationReview: false, review: false, assign: true })
  })

  test('B5 in recess: no delegation gate; received to assigned within five working days', async () => {
    s = await story('2026-04-30')
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('submit')
    expect(await s.state()).toBe('officeReview')
    const m = await s.as('王敏').sees()
    // Labour Day lies between; Saturday 9 May works
    expect(m?.due).toMatchObject({ clock: 'assign', on: '2026-05-11', words: '5月11日 周一' })
    await s.as('王敏').does('register', PASS)
    expect((await s.as('王敏').sees())?.number).toBe('2026闭第001号')
  })

  test('B4 a change of the text asks those who signed again', async () => {
    s = await story()
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('inviteCosigners', { deputies: [await s.seat('张伟民')] })
    await s.as('张伟民').does('cosign')
    await s.as('李秀兰').does('saveDraft', { ...TEXT, wishFace: true })
    expect((await s.party('cosigner')).step).toBe('signed')
    await s.as('李秀兰').does('saveDraft', { ...TEXT, proposals: '请市财政局安排资金。' })
    expect((await s.party('cosigner')).step).toBe('asked')
  })

  test('B8 both gates: returned by one, resubmitted to the same one; three checks must pass', async () => {
    s = await story('2026-01-21')
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('submit')
    await s.as('赵志强', 'delegation_officer').does('signOff', {})
    expect((await s.as('刘芳').cannot('register', { ...PASS, legal: 'fail' })).fields).toHaveProperty('legal')
    await s.as('刘芳').does('returnToDeputy', { reason: '请写明涉及的小区' })
    expect((await s.as('李秀兰').sees())?.sheet.find((x) => x.label === '退回修改')?.text).toMatch(/小区/)
    await s.as('李秀兰').does('saveDraft', { ...TEXT, situation: `${TEXT.situation}涉及城东一里至四里。` })
    await s.as('李秀兰').does('submit')
    expect(await s.state()).toBe('motionGroupReview')
  })

  test('B9 five categories; an unknown one is refused beside the field', async () => {
    s = await story('2026-04-30')
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('submit')
    expect((await s.as('王敏').cannot('register', { ...PASS, category: 'other' })).fields?.category).toBe('请选择类别（五类）')
  })

  test('B8 not accepted with a reason code, and the deputy is told', async () => {
    s = await story('2026-04-30')
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('submit')
    await s.as('王敏').does('notAccept', { code: 'CASE', explain: '涉及法院正在审理的案件，请依法定程序反映' })
    expect(await s.state()).toBe('notAccepted')
    expect(await s.rows(`select n.text from notice n join person p on p.id = n.person where p.name = '李秀兰' and n.text like '%未予受理%'`)).toHaveLength(1)
  })

  test('B4 withdrawn before handover; a draft thrown away stays its author’s own', async () => {
    s = await story()
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('withdraw', { reason: '写错了' })
    expect(await s.as('王敏').sees()).toBeUndefined()
    expect((await s.as('李秀兰').sees())?.state).toBe('withdrawn')
  })
})

describe('交办', () => {
  test('B10 pre-assignment: one agrees, one objects, silence is consent; then handed over by the plan in bulk', async () => {
    s = await story()
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('submit')
    await s.as('王敏').does('register', PASS)
    const [jt, cz] = [await s.unit('市交通运输局'), await s.unit('市财政局')]
    expect((await s.as('王敏').cannot('preAssign', { kind: 'lead', main: [jt], co: [] })).fields?.co).toMatch(/至少要一个会办单位/)
    await s.as('王敏').does('preAssign', { kind: 'lead', main: [jt], co: [cz] })
    await s.as('何静').does('objectPreAssign', { reason: '不涉及财政资金' })
    expect((await s.as('王敏').cannot('handOver')).message).toMatch(/市财政局对承办有异议/)
    await s.as('何静').does('acceptPreAssign')
    await s.until(addDays(localDay(s.now), 7))
    expect((await s.party('main')).step).toBe('agreed')
    await s.as('王敏').does('handOver')
    expect([await s.state(), (await s.party('main')).step, (await s.party('co')).step]).toEqual(['handling', 'noticed', 'noticed'])
  })

  test('B12 handover starts every unit’s own clocks, with the article', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    const m = await s.as('吴海涛').sees()
    const due = Object.fromEntries(m?.clocks.filter((c) => c.running).map((c) => [c.name, c.due.on]) ?? [])
    expect(due).toEqual({ sign: '2026-03-13', contact: '2026-04-08', reply: '2026-06-10' })
    expect((await s.rows(`select basis from clock where name = 'reply'`))[0]).toEqual({ basis: '自交办之日起三个月内答复（代表法第五十一条）' })
  })

  test('B12 wide and difficult matters have six months', async () => {
    s = await story('2026-03-10')
    await handedOver(s, { complex: true })
    expect((await s.rows(`select due_on::text from clock where name = 'reply'`))[0]).toEqual({ due_on: '2026-09-10' })
  })

  test('B12 journey 2: returned by one unit, which concerns that unit alone; reassigned; its clock starts anew', async () => {
    s = await story('2026-03-10')
    await handedOver(s, { kind: 'separate', main: [await s.unit('市交通运输局'), await s.unit('市财政局')] })
    await s.as('何静').does('signFor')
    s.at('2026-03-18')
    const jiaoyu = await s.unit('市教育局')
    await s.as('吴海涛').does('requestReturn', { reason: '属校车管理', basis: '三定方案第三条', proposed: jiaoyu })
    expect((await s.party('main', '市财政局')).step).toBe('signedFor')
    expect(
      (await s.rows(`select paused_on is not null as paused from clock where name = 'reply' and party = $1`, [(await s.party('main', '市交通运输局')).id]))[0],
    ).toEqual({ paused: true })
    s.at('2026-03-20')
    await s.as('孙立新').does('decideReturn', { agree: 'yes', opinion: '同意' }, { party: (await s.party('main', '市交通运输局')).id })
    expect((await s.party('main', '市交通运输局')).left).toBe(true)
    expect((await s.party('main', '市教育局')).step).toBe('noticed')
    expect(
      (
        await s.rows(
          `select c.due_on::text from clock c join party p on p.id = c.party join unit u on u.id = p.unit where c.name = 'reply' and u.name = '市教育局'`,
        )
      )[0],
    ).toEqual({ due_on: '2026-06-22' })
    // The unit that left sees the matter no longer.
    expect(await s.as('吴海涛').sees()).toBeUndefined()
    // No item is left without somebody.
    expect((await s.rows('select count(*)::int as n from duty where matter = $1', [s.matter]))[0]?.n).toBeGreaterThan(0)
  })

  test('B14 a late request is refused by the rule: ten working days', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await s.as('吴海涛').does('signFor')
    s.at('2026-03-25')
    const p = await s.as('吴海涛').cannot('requestReturn', { reason: '不属职责', basis: '三定方案', proposed: await s.unit('市教育局') })
    expect(p.message).toBe('申请退回的期限已于2026-03-24届满，逾期不再调整')
    expect((await s.as('吴海涛').sees())?.buttons.find((b) => b.action === 'requestReturn')?.why).toBe(p.message)
  })

  test('B14 a refused return goes on where it was, its pause added to the clock', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await s.as('吴海涛').does('signFor')
    await s.as('吴海涛').does('requestReturn', { reason: '不属职责', basis: '三定方案', proposed: await s.unit('市教育局') })
    s.at('2026-03-17')
    await s.as('孙立新').does('decideReturn', { agree: 'no', opinion: '属你局职责' })
    expect((await s.party('main')).step).toBe('signedFor')
    expect((await s.rows(`select due_on::text from clock where name = 'reply' and stopped_at is null`))[0]).toEqual({ due_on: '2026-06-17' })
    expect((await s.as('吴海涛').cannot('requestReturn', { reason: 'x', basis: 'y', proposed: await s.unit('市教育局') })).error).toBe('gate')
  })

  test('B9 并案： the merged deputies are answered too, each separately', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    const first = s.matter
    await s.as('张伟民').does('draft', { ...TEXT, title: '关于开通城东公交的建议' })
    await s.as('张伟民').does('submit')
    const second = s.matter
    expect((await s.as('王敏').cannot('merge', { into: second })).fields?.into).toBe('不能并入自己')
    await s.as('王敏').does('merge', { into: first })
    expect(await s.state()).toBe('merged')
    expect((await s.as('张伟民').sees(first))?.parties.some((p) => p.role === 'joined' && p.mine)).toBe(true)
    s.matter = first
    await replied(s)
    expect(
      (
        await s.rows(
          `select pe.name from party p join seat s on s.id = p.seat join person pe on pe.id = s.person where p.matter = $1 and p.role = 'recipient' order by 1`,
          [first],
        )
      ).map((r) => r.name),
    ).toEqual(['张伟民', '李秀兰'])
    expect(await s.state()).toBe('judging')
    await s.as('李秀兰').does('judge', GOOD)
    expect(await s.state()).toBe('judging')
    await s.as('张伟民').does('judge', GOOD)
    expect(await s.state()).toBe('closed')
    expect((await s.as('张伟民').sees(second))?.mergedInto?.id).toBe(first)
  })
})

describe('办理和答复', () => {
  test('B15 B16 B17 journey 3: without contact, co-opinion, check and signature a reply does not go out', async () => {
    s = await story('2026-03-10')
    await handedOver(s, { kind: 'lead', main: [await s.unit('市交通运输局')], co: [await s.unit('市财政局')] })
    const wu = s.as('吴海涛')
    await wu.does('signFor')
    expect((await wu.cannot('sendReply')).message).toMatch(/还没有与代表沟通的记录/)
    await wu.does('recordContact', { ...CONTACT, heldOn: '2026-03-10' })
    expect((await wu.cannot('sendReply')).message).toBe('尚有会办单位未反馈意见：市财政局')
    await s.as('何静').does('signFor')
    await s.as('何静').does('submitOpinion', { opinion: '资金已列入预算', contactName: '何静', contactPhone: '0990-2210021' })
    await wu.does('sendBackOpinion', { reason: '请写明金额' }, { party: (await s.party('co')).id })
    expect((await s.rows(`select name from clock where stopped_at is null and party = $1`, [(await s.party('co')).id])).map((r) => r.name)).toEqual([
      'resubmit',
    ])
    await s.as('何静').does('submitOpinion', { opinion: '已列入预算三十万元', contactName: '何静', contactPhone: '0990-2210021' })
    expect((await wu.cannot('sendReply')).message).toBe('还没有起草答复')
    expect((await wu.cannot('saveReply', { ...REPLY, code: 'B' })).fields?.promises).toMatch(/必须列明承诺事项/)
    expect((await wu.cannot('saveReply', { ...REPLY, code: 'Z' })).fields?.code).toMatch(/A、B、C、D/)
    const promises = [
      { item: '开通 31 路', measure: '购车', dueOn: '2026-06-30', owner: '吴海涛' },
      { item: '增设站点', dueOn: '2026-08-31' },
    ]
    await wu.does('saveReply', { ...REPLY, code: 'B', promises })
    expect((await wu.cannot('sendReply')).message).toBe('答复还没有经过内部审核')
    await wu.does('checkReply', { pass: 'yes' })
    expect((await wu.cannot('signReply', { pass: 'yes' })).error).toBe('forbidden')
    await s.as('郑国华').does('signReply', { pass: 'yes' })
    // What is signed is not yet the deputy's to read.
    expect((await s.as('李秀兰').sees())?.replies).toEqual([])
    await wu.does('sendReply')
    const m = await s.as('李秀兰').sees()
    expect(m?.replies[0]).toMatchObject({ code: 'B', signer: '郑国华', coOpinions: '市财政局：已列入预算三十万元' })
    expect(m?.promises).toHaveLength(2)
    expect(m?.clocks.filter((c) => c.running).map((c) => c.name)).toEqual(['judge'])
  })

  test('B17 an extension needs consent and never passes six months', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    const wu = s.as('吴海涛')
    await wu.does('signFor')
    expect((await wu.cannot('requestExtension', { months: 3, reason: '涉及跨区协调', told: false })).fields).toHaveProperty('told')
    await wu.does('requestExtension', { months: 3, reason: '涉及跨区协调', told: true })
    expect((await wu.cannot('requestExtension', { months: 1, reason: '再延', told: true })).message).toMatch(/等待答复/)
    await s.as('王敏').does('decideExtension', { agree: 'yes' }, { party: (await s.party('main')).id })
    const c = (await s.rows(`select due_on::text, extensions, why from clock where name = 'reply'`))[0] as {
      due_on: string
      extensions: { by: string }[]
      why: { steps: string[] }
    }
    expect([c.due_on, c.extensions[0]?.by]).toEqual(['2026-09-10', '王敏'])
    expect(c.why.steps.join()).toMatch(/经王敏同意延长3个月/)
    expect((await wu.cannot('requestExtension', { months: 1, reason: '再延', told: true })).fields?.months).toMatch(/不能超过6个月/)
  })

  test('B17 分办： each lead unit replies by itself; the deputy judges each', async () => {
    s = await story('2026-03-10')
    await handedOver(s, { kind: 'separate', main: [await s.unit('市交通运输局'), await s.unit('市财政局')] })
    await replied(s)
    expect(await s.state()).toBe('handling')
    await s.as('李秀兰').does('judge', GOOD)
    expect(await s.state()).toBe('handling')
    await replied(s, {}, ['何静', '冯丽'])
    expect(await s.state()).toBe('judging')
    await s.as('李秀兰').does('judge', GOOD)
    expect(await s.state()).toBe('closed')
  })

  test('B22 a unit that is late is urged by the clock itself, once, and stays late in the record', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await s.until('2026-03-20')
    const lapses = await s.rows(`select says from event where action = 'lapse' and matter = $1`, [s.matter])
    expect(lapses.map((x) => x.says)).toEqual(['市交通运输局的签收已于2026年3月13日 周五逾期，系统催办'])
    await s.as('吴海涛').does('signFor')
    expect((await s.rows(`select late_at is not null as late from clock where name = 'sign'`))[0]).toEqual({ late: true })
  })
})

describe('评价和落实', () => {
  test('B18 judged by each on two axes; hidden from the unit until released; only from the deputy’s own seat', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s)
    expect((await s.as('李秀兰').cannot('judge', { ...BAD, comment: '' })).fields?.comment).toMatch(/请写明具体意见/)
    for (const other of ['吴海涛', '郑国华', '王敏', '张伟民', '孙立新'])
      expect(['forbidden', 'unknown']).toContain((await s.as(other).cannot('judge', GOOD)).error)
    await s.as('李秀兰').does('judge', BAD)
    expect(await s.state()).toBe('redoDecision')
    expect((await s.as('吴海涛').sees())?.judgements).toEqual([])
    expect((await s.as('孙立新').sees())?.judgements).toEqual([])
    expect((await s.as('王敏').sees())?.judgements).toHaveLength(1)
    // Nothing of it stands in the log or in anybody's notices.
    const log = JSON.stringify(await s.rows('select says, data from event')) + JSON.stringify(await s.rows('select text from notice'))
    for (const secret of ['不满意', BAD.comment, BAD.solved, REPLY.contactPhone]) expect(log).not.toContain(secret)
    await s.as('王敏').does('releaseJudgement')
    expect((await s.as('吴海涛').sees())?.judgements[0]).toMatchObject({ result: '不满意', comment: BAD.comment })
  })

  test('B18 overdue → reminded → excluded, never counted as satisfied', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s)
    await s.until('2026-04-01')
    expect((await s.party('recipient')).step).toBe('reminded')
    await s.until('2026-04-15')
    expect((await s.party('recipient')).step).toBe('excluded')
    expect(await s.state()).toBe('closed')
    expect(await s.rows('select 1 from judgement')).toEqual([])
  })

  test('B19 journey 4: dissatisfied → redo within a month → still dissatisfied → panel → settled', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s)
    await s.as('李秀兰').does('judge', BAD)
    const unit = (await s.party('main')).id
    await s.as('王敏').does('orderRedo', { units: [unit], reason: '请给出时间表' })
    expect((await s.rows(`select due_on::text from clock where name = 'redo'`))[0]).toEqual({ due_on: '2026-04-10' })
    expect((await s.as('吴海涛').cannot('sendReply')).message).toMatch(/沟通/)
    await replied(s, { body: '二次答复' })
    expect(await s.state()).toBe('judging')
    await s.as('李秀兰').does('judge', BAD)
    expect((await s.as('王敏').cannot('orderRedo', { units: [unit], reason: '再来' })).message).toMatch(/会商评估/)
    await s.as('王敏').does('callPanel', { form: '第三方评估', evaluator: '市社科院' })
    await s.as('王敏').does('settlePanel', { opinion: '答复属实，列入明年计划' })
    expect(await s.state()).toBe('closed')
    expect(await s.rows('select round from judgement order by round')).toEqual([{ round: 1 }, { round: 2 }])
  })

  test('B20 promises keep a judged suggestion in follow-up until each is kept or explained', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s, {
      code: 'B',
      promises: [
        { item: '开通 31 路', dueOn: '2026-06-30' },
        { item: '增设站点', dueOn: '2026-05-31' },
      ],
    })
    await s.as('李秀兰').does('judge', GOOD)
    expect(await s.state()).toBe('followUp')
    const due = async () => (await s.as('吴海涛').sees())?.due?.on
    expect(await due()).toBe('2026-05-31')
    const [station, bus] = await s.rows<{ id: string }>('select id from promise order by due_on')
    const [wu, li] = [s.as('吴海涛'), s.as('李秀兰')]
    expect((await wu.cannot('fulfilPromise', { promise: station?.id, evidence: '已建成四处' })).fields?.attachments).toMatch(/完成证明/)
    await wu.does('fulfilPromise', { promise: station?.id, evidence: '已建成四处', attachments: [await s.file('吴海涛')] })
    expect(await due()).toBe('2026-06-30')
    await wu.does('changePromise', { promise: bus?.id, outcome: 'later', dueOn: '2026-09-30', reason: '车辆采购推迟' })
    expect(await due()).toBe('2026-09-30')
    await s.until('2026-10-09')
    expect((await s.rows('select state from promise where id = $1', [bus?.id]))[0]).toEqual({ state: 'overdue' })
    await wu.does('fulfilPromise', { promise: bus?.id, evidence: '已通车', attachments: [await s.file('吴海涛')] })
    // Kept is not yet closed: the unit answers once more, and the deputy says whether it is so (渝条例28).
    expect(await s.state()).toBe('followUp')
    await wu.does('closePromises', { body: '31 路已于 10 月通车，四处站点已建成。' })
    expect((await li.cannot('judgePromise', { verdict: '未兑现' })).fields?.comment).toMatch(/还差什么/)
    await li.does('judgePromise', { verdict: '已兑现' })
    expect(await s.state()).toBe('closed')
    const log = JSON.stringify(await s.rows('select says, data from event'))
    expect(log).not.toContain('已兑现"')
    const page = await s.as('王敏').sees()
    expect(page?.sections.find((x) => x.key === 'promise-history')?.rows.map((r) => r[1])).toEqual([
      '开通 31 路：2026-06-30 改为 2026-09-30',
      { text: '已兑现', light: 'done' },
    ])
    // The unit does not read the deputy's view from its page.
    expect(JSON.stringify((await wu.sees())?.sections)).not.toContain('代表评价')
  })
})
