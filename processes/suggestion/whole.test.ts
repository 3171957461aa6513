/** The suggestion's less common ways: speeches, coordination, the meeting, the session's own handling, paper forms, evaluators, the ledger. */
import { afterEach, describe, expect, test } from 'vitest'
import { BAD, GOOD, handedOver, PASS, replied, type Story, story, TEXT } from '../../test/story.ts'

let s: Story
afterEach(() => s?.end())

const SPEECH = {
  meeting: '第一代表团第二次全体会议',
  report: 'government',
  heldOn: '2026-01-20',
  title: '关于加快城东片区公交建设的建议',
  situation: TEXT.situation,
  proposals: TEXT.proposals,
}

describe('审议发言建议', () => {
  test('B6 recorded at the review, confirmed by who spoke, numbered by itself, then handled like any suggestion', async () => {
    s = await story('2026-01-20')
    const zhao = s.as('赵志强', 'delegation_officer')
    // Another delegation's deputy is not his to record.
    expect((await zhao.cannot('recordSpeech', { ...SPEECH, speakers: [await s.seat('彭海燕')] })).fields?.speakers).toMatch(/本代表团/)
    await zhao.does('recordSpeech', { ...SPEECH, speakers: [await s.seat('李秀兰'), await s.seat('张伟民')] })
    expect(await s.state()).toBe('speechConfirm')
    expect((await s.rows('select due_on::text as due from clock'))[0]).toEqual({ due: '2026-01-22' })
    for (const other of ['刘芳', '张伟民']) expect(['forbidden', 'unknown']).toContain((await s.as(other).cannot('confirmSpeech', SPEECH)).error)
    await s.as('张伟民').does('cosign')
    await s.as('李秀兰').does('confirmSpeech', { ...SPEECH, title: '关于加密城东片区公交班次的建议' })
    expect(await s.state()).toBe('motionGroupReview')
    await s.as('刘芳').does('register', PASS)
    const page = await s.as('刘芳').sees()
    expect([page?.number, page?.title]).toEqual(['六届五次发第001号', '关于加密城东片区公交班次的建议'])
    await s.as('刘芳').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
    await replied(s)
    expect((await s.rows(`select count(*)::int as n from party where role = 'recipient'`))[0]).toEqual({ n: 2 })
  })

  test('B6 whoever spoke may say that it was no suggestion', async () => {
    s = await story('2026-01-20')
    await s.as('刘芳').does('recordSpeech', { ...SPEECH, speakers: [await s.seat('李秀兰')] })
    await s.as('李秀兰').does('declineSpeech', { reason: '只是对报告的肯定' })
    expect(await s.state()).toBe('withdrawn')
  })
})

describe('交办', () => {
  const preAssigned = async (kind: Record<string, unknown>) => {
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('submit')
    await s.as('王敏').does('register', PASS)
    await s.as('王敏').does('preAssign', kind)
    return s.matter
  }

  test('B10 B11 an objection leads to a coordination with minutes and a second round; both rounds stay readable', async () => {
    s = await story('2026-03-10')
    const [bus, money] = [await s.unit('市交通运输局'), await s.unit('市财政局')]
    await preAssigned({ kind: 'sole', main: [money] })
    await s.as('何静').does('objectPreAssign', { reason: '线路审批不在财政职责内', proposed: bus })
    expect((await s.as('王敏').cannot('handOver')).message).toMatch(/市财政局对承办有异议/)
    await s.as('孙立新').does('coordinate', {
      heldOn: '2026-03-10',
      place: '市政府三楼会议室',
      people: '市交通运输局、市财政局',
      opinions: '交通局：同意主办\n财政局：同意会办',
      conclusion: '由市交通运输局主办，市财政局会办',
    })
    await s.as('王敏').does('preAssign', { kind: 'lead', main: [bus], co: [money] })
    await s.as('吴海涛').does('acceptPreAssign')
    await s.as('何静').does('acceptPreAssign')
    await s.as('王敏').does('handOver')
    const page = await s.as('王敏').sees()
    expect(page?.sections.find((x) => x.key === 'coordination')?.rows[0]?.[3]).toBe('由市交通运输局主办，市财政局会办')
    expect(page?.parties.find((p) => p.left)?.notes.find((n) => n.label === '异议')?.text).toBe('线路审批不在财政职责内')
  })

  test('B12 the meeting hands over what is settled; signing the book is the sign-for of each item; paper is tracked beside it', async () => {
    s = await story('2026-03-10')
    const [bus, money] = [await s.unit('市交通运输局'), await s.unit('市财政局')]
    const one = await preAssigned({ kind: 'lead', main: [bus], co: [money] })
    const two = await preAssigned({ kind: 'sole', main: [bus] })
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('submit')
    await s.as('王敏').does('register', PASS)
    const open = s.matter
    const meeting = { process: 'handover' }
    const plan = { title: '代表建议交办会', kind: 'recess', heldOn: '2026-03-12', place: '市会议中心' }
    const wang = s.as('王敏')
    expect((await wang.cannot('plan', { ...plan, items: [one, open] }, meeting)).fields?.items).toMatch(/2026闭第003号还没有商定承办单位/)
    await wang.does('plan', { ...plan, items: [one, two] }, meeting)
    const book = s.matter
    s.at('2026-03-12')
    await wang.does('hold', { handedBy: '副主任 黄文斌' }, meeting)
    for (const id of [one, two]) expect((await s.rows('select state from matter where id = $1', [id]))[0]).toEqual({ state: 'handling' })
    expect((await s.rows(`select due_on::text as due from clock where name = 'reply'`)).map((x) => x.due)).toEqual(
      ['2026-06-12', '2026-06-12', '2026-06-12'].slice(0, 2),
    )
    await s.as('吴海涛').does('signBook', { signer: '郑国华', on: '2026-03-12' }, meeting)
    // On a unit's behalf only with the signed paper.
    const finance = (await s.party('unit', '市财政局')).id
    expect((await wang.cannot('signBook', { signer: '冯丽', on: '2026-03-12' }, { ...meeting, party: finance })).fields?.scan).toMatch(/扫描件/)
    await wang.does('signBook', { signer: '冯丽', on: '2026-03-12', scan: [await s.file('王敏')] }, { ...meeting, party: finance })
    expect(await s.state()).toBe('closed')
    expect(
      (await s.rows(`select step, count(*)::int as n from party where role in ('main', 'co') and left_at is null group by 1`)).map((x) => [x.step, x.n]),
    ).toEqual([['signedFor', 3]])
    expect((await s.as('何静').sees(book))?.sections[0]?.rows).toHaveLength(1)
    s.matter = one
    const main = (await s.party('main')).id
    await wang.does('recordPaper', { on: '2026-03-12', receiver: '吴海涛', docNo: '云人代函〔2026〕3号' }, { party: main })
    expect((await wang.sees(one))?.sections.find((x) => x.key === 'tracks')?.rows[0]).toEqual([
      '市交通运输局',
      '2026-03-12',
      { text: '交办会上签收', light: 'done' },
      '2026-03-12',
      '吴海涛',
    ])
    expect((await wang.sees(one))?.links.map((l) => [l.processLabel, l.back])).toEqual([['交办会', true]])
  })

  test('B13 a big handler takes it at the session: a plan at once, a first answer on the spot', async () => {
    s = await story('2026-01-20')
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('submit')
    await s.as('赵志强', 'delegation_officer').does('signOff', {})
    await s.as('刘芳').does('register', PASS)
    await s.as('刘芳').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
    const wu = s.as('吴海涛')
    expect((await wu.cannot('preliminaryReply', { reply: '可行', told: '李秀兰，当面' })).message).toMatch(/先「驻会领办」/)
    await wu.does('receiveOnSite', { person: '吴海涛', plan: '先延伸 3 路，再新开 31 路' })
    await wu.does('preliminaryReply', { reply: '3 路下周延伸', told: '李秀兰代表，当面' })
    expect((await s.as('李秀兰').sees())?.sections.find((x) => x.key === 'onsite')?.rows).toEqual([
      ['市交通运输局', '吴海涛', '先延伸 3 路，再新开 31 路', '3 路下周延伸（李秀兰代表，当面）'],
    ])
  })
})

describe('评价', () => {
  test('B18 a paper form is entered only with its scan and reason, never by the unit; the deputy may void it', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s)
    const wang = s.as('王敏')
    const paper = { ...BAD, why: '代表住院，交来纸质表' }
    expect((await wang.cannot('enterPaper', paper)).fields?.scan).toMatch(/扫描件/)
    for (const other of ['吴海涛', '郑国华', '孙立新', '张伟民'])
      expect(['forbidden', 'unknown']).toContain((await s.as(other).cannot('enterPaper', paper)).error)
    await wang.does('enterPaper', { ...paper, scan: [await s.file('王敏')] })
    expect(await s.state()).toBe('redoDecision')
    const log = JSON.stringify(await s.rows('select says, data from event')) + JSON.stringify(await s.rows('select text from notice'))
    for (const secret of ['不满意', BAD.comment]) expect(log).not.toContain(secret)
    // The scan is as sealed as what stands on it.
    expect((await s.as('吴海涛').sees())?.files).toEqual([])
    expect((await s.as('周建国').sees())?.files).toHaveLength(1)
    expect((await s.as('周建国').sees())?.judgements[0]?.entered).toBe('代表住院，交来纸质表')
  })

  test('B18 an entered judgement that is not the deputy’s own is voided by the deputy while others still judge', async () => {
    s = await story('2026-03-10')
    await s.as('李秀兰').does('draft', TEXT)
    await s.as('李秀兰').does('inviteCosigners', { deputies: [await s.seat('张伟民')] })
    await s.as('张伟民').does('cosign')
    await s.as('李秀兰').does('submit')
    await s.as('王敏').does('register', PASS)
    await s.as('王敏').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
    await replied(s)
    const mine = (await s.party('recipient', '李秀兰')).id
    await s.as('王敏').does('enterPaper', { ...GOOD, why: '代表交来纸质表', scan: [await s.file('王敏')] }, { party: mine })
    await s.as('李秀兰').does('contestPaper')
    expect(await s.rows('select 1 from judgement')).toEqual([])
    await s.as('李秀兰').does('judge', BAD)
    await s.as('张伟民').does('judge', GOOD)
    expect(await s.state()).toBe('redoDecision')
  })

  test('B18 a judgement from the unit’s own network or device raises a flag for the office alone', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s)
    const wu = (await s.as('吴海涛').viewer()).person
    const at = { address: '10.8.0.7', device: 'Mozilla/5.0 unit' }
    await s.rows(`insert into auth_user (id, name, email) values ($1, '吴海涛', 'x@example.invalid')`, [wu])
    await s.rows(`insert into auth_session (id, token, "userId", "expiresAt", "updatedAt", "ipAddress", "userAgent") values ('s', 't', $1, $2, $2, $3, $4)`, [
      wu,
      s.now,
      at.address,
      at.device,
    ])
    await s.as('李秀兰').does('judge', GOOD, { from: at })
    expect((await s.as('王敏').sees())?.judgements[0]?.flags).toEqual(['network', 'device'])
    expect((await s.as('李秀兰').sees())?.judgements[0]?.flags).toEqual([])
    const notices = (await s.rows(`select text from notice where kind = 'warn'`)).map((x) => x.text)
    expect(notices.some((t) => /同一设备/.test(t))).toBe(true)
    expect(notices.join()).not.toMatch(/满意/)
  })

  test('B19 an evaluator sees his case alone and no deputy’s name; scores once; the decision waits for it', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s)
    await s.as('李秀兰').does('judge', BAD)
    await s.as('王敏').does('orderRedo', { units: [(await s.party('main')).id], reason: '李秀兰代表要求给出时间表' })
    await replied(s, { body: '李秀兰代表：二次答复' })
    await s.as('李秀兰').does('judge', BAD)
    const [wang, qin] = [s.as('王敏'), s.as('秦朗')]
    await wang.does('callPanel', { form: '第三方评估' })
    expect(await qin.sees()).toBeUndefined()
    await wang.does('assignEvaluator', { evaluator: await s.seat('秦朗') })
    const seen = JSON.stringify(await qin.sees())
    expect(seen).toContain('只说研究，没有时间表')
    for (const secret of ['李秀兰', await s.seat('李秀兰')]) expect(seen).not.toContain(secret)
    expect((await wang.cannot('settlePanel', { opinion: '结论' })).message).toMatch(/还没有提交评估报告/)
    expect((await qin.cannot('scoreCase', { complete: 26, facts: 20, measures: 10, contact: 20, report: '措施不具体' })).fields?.complete).toMatch(/不大于 25/)
    await qin.does('scoreCase', { complete: 15, facts: 20, measures: 10, contact: 20, report: '措施不具体' })
    // Units read it only when the case is decided, and never by whom.
    expect(JSON.stringify(await s.as('吴海涛').sees())).not.toMatch(/措施不具体|秦朗/)
    expect((await wang.sees())?.sections.find((x) => x.key === 'evaluation')?.rows[0]).toEqual(['秦朗', '15', '20', '10', '20', '65', '措施不具体'])
    await wang.does('settlePanel', { opinion: '应当再次办理', again: true, units: [(await s.party('main')).id] })
    expect(await qin.sees()).toBeUndefined()
    expect(JSON.stringify(await s.as('吴海涛').sees())).toMatch(/措施不具体/)
    expect(JSON.stringify(await s.as('吴海涛').sees())).not.toMatch(/秦朗/)
  })
})

describe('承诺', () => {
  test('B20 a promise found broken goes back to the office', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s, { code: 'B', promises: [{ item: '开通 31 路', dueOn: '2026-06-30' }] })
    await s.as('李秀兰').does('judge', GOOD)
    const [bus] = await s.rows<{ id: string }>('select id from promise')
    await s.as('吴海涛').does('fulfilPromise', { promise: bus?.id, evidence: '已通车', attachments: [await s.file('吴海涛')] })
    await s.as('吴海涛').does('closePromises', { body: '已通车' })
    await s.as('李秀兰').does('judgePromise', { verdict: '未兑现', comment: '只通了早晚两班' })
    expect(await s.state()).toBe('redoDecision')
    await s.as('王敏').does('orderRedo', { units: [(await s.party('main')).id], reason: '按承诺十分钟一班' })
    expect(await s.state()).toBe('redo')
  })

  test('B20 the fourth-quarter report: each unit with promises accounts for them once and gets a receipt; the year turns', async () => {
    s = await story('2026-03-10')
    await handedOver(s)
    await replied(s, {
      code: 'B',
      promises: [
        { item: '开通 31 路', dueOn: '2027-03-31' },
        { item: '增设站点', dueOn: '2026-05-31' },
      ],
    })
    await s.as('李秀兰').does('judge', GOOD)
    const station = (await s.rows<{ id: string }>(`select id from promise where item = '增设站点'`))[0]?.id
    await s.as('吴海涛').does('fulfilPromise', { promise: station, evidence: '已建成', attachments: [await s.file('吴海涛')] })
    s.at('2026-11-02')
    const ledger = { process: 'ledger' }
    const wang = s.as('王敏')
    await wang.does('callReports', { year: 2026, deadline: '2026-12-15' }, ledger)
    expect((await wang.cannot('callReports', { year: 2026, deadline: '2026-12-15' }, ledger)).fields?.year).toMatch(/已经布置过/)
    await s.as('吴海涛').does('submitReport', { summary: '站点已建成；31 路车辆采购中。' }, ledger)
    expect((await s.party('unit')).data).toMatchObject({ total: 2, kept: 1, open: 1 })
    await wang.does('receipt', {}, ledger)
    expect(await s.state()).toBe('closed')
    // Next year the open one is carried over; the kept one is not asked for again.
    s.at('2027-01-05')
    await wang.does('callReports', { year: 2027, deadline: '2027-12-15' }, ledger)
    const rows = (await wang.sees())?.sections[0]
    expect(rows?.title).toBe('承诺事项（1 项，其中往年结转 1 项）')
    expect(JSON.stringify(rows?.rows)).toContain('开通 31 路')
  })
})
