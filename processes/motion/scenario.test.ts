/** Motions from the first word to the organs' report, by the people of the small city. Session of 2026-01-19 to 01-23, cut-off 01-22 18:00. */
import { afterEach, describe, expect, test } from 'vitest'
import { readAs } from '../../database/read.ts'
import { faults } from '../../kernel/faults.ts'
import { beforePresidium, chengjian, decided, GO, MOTION, motions, OPINION, SIGNERS, signed, submitted } from '../../test/motion.ts'
import { GOOD, PASS, replied, type Story, story } from '../../test/story.ts'
import { readPage } from '../common/page.ts'
import { motionKit } from './kit.ts'
import { motion } from './process.ts'

let s: Story
afterEach(() => s?.end())
const page = async (name: string, office?: string, matter = s.matter) => {
  const v = await s.as(name, office).viewer()
  return readAs(s.db.pool, v, (c) => readPage(motionKit, c, v, matter, s.now))
}
const row = async () => (await s.rows('select * from matter where id = $1', [s.matter]))[0]
const clock = async (name: string) =>
  (await s.rows('select due_on::text as due, rule_key from clock where matter = $1 and name = $2 and stopped_at is null', [s.matter, name]))[0]
const told = async (name: string) =>
  (await s.rows<{ text: string }>('select n.text from notice n join person p on p.id = n.person where p.name = $1 order by n.id', [name])).map((x) => x.text)

test('B7 the declaration has no fault', () => expect(faults(motion)).toEqual([]))

describe('B7 writing, co-signing, the threshold', () => {
  test('B7 below ten the button says how many are missing; each signs in person; with ten it goes', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    await signed(s, SIGNERS.slice(0, 6))
    expect((await page('李秀兰'))?.buttons.find((b) => b.action === 'submit')?.why).toBe(
      '还差3位代表联名：本级人大代表10人以上联名可以提出议案（地方组织法第二十二条），现在连同领衔代表已有7人',
    )
    expect((await m.cannot('李秀兰', 'submit', GO)).message).toContain('还差3位代表联名')
    await m.does('李秀兰', 'inviteCosigners', { deputies: await Promise.all(['彭海燕', '单永平', '仇志明', '韩梅'].map((n) => s.seat(n))) })
    // An invitation is not a signature, and nobody signs for another.
    expect((await m.cannot('李秀兰', 'submit', GO)).message).toContain('还差3位')
    expect((await m.cannot('李秀兰', 'cosign')).message).toBe('「同意联名」由联名代表办理')
    for (const n of ['彭海燕', '单永平', '仇志明']) await m.does(n, 'cosign')
    expect((await m.cannot('李秀兰', 'submit', GO)).fields?.waitNot).toContain('还有韩梅没有确认')
    expect((await m.cannot('李秀兰', 'submit', { waitNot: true })).fields?.oneMatter).toContain('一事一案')
    const r = await m.does('李秀兰', 'submit', { ...GO, waitNot: true })
    expect([r.state, r.says]).toEqual(['received', '领衔代表提交了议案，共10位代表提出'])
  })

  test('B7 a changed text is signed anew; a signature may be taken back before it is submitted', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    await signed(s)
    await m.does('李秀兰', 'saveDraft', { ...MOTION, plan: '请大会决定设立专项调查委员会。' })
    expect((await s.party('cosigner', '张伟民')).step).toBe('asked')
    expect((await m.cannot('李秀兰', 'submit', { ...GO, waitNot: true })).message).toContain('还差9位')
    for (const n of SIGNERS) await m.does(n, 'cosign', {}, { office: 'deputy' })
    await m.does('张伟民', 'declineCosign')
    expect((await m.cannot('李秀兰', 'submit', GO)).message).toContain('还差1位')
  })

  test('B7 a law motion carries its draft or the gist; what is empty is not a motion', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    expect((await m.cannot('李秀兰', 'draft', { ...MOTION, plan: '' })).fields?.plan).toBe('请填写方案')
    await signed(s, SIGNERS, { ...MOTION, kind: 'law' })
    expect((await m.cannot('李秀兰', 'submit', GO)).message).toContain('法规案应当附法规草案文本或者草案要点')
    await m.does('李秀兰', 'saveDraft', { ...MOTION, kind: 'law', draftLaw: '第一条 为了规范公共交通……' })
    // The draft law is part of what is signed.
    for (const n of SIGNERS) await m.does(n, 'cosign', {}, { office: 'deputy' })
    expect((await m.does('李秀兰', 'submit', GO)).state).toBe('received')
  })

  test('B7 the number follows the place’s level and the place’s own rule', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    const at = async (level: string, need: number) => {
      await s.rows(`update matter set data = data || jsonb_build_object('level', $2::text) where id = $1`, [s.matter, level])
      const why = (await m.cannot('李秀兰', 'submit', GO)).message
      expect(why).toContain(`本级人大代表${need}人以上联名`)
      expect(why).toContain(`还差${need - 2}位`)
    }
    await signed(s, ['张伟民'])
    for (const [level, need] of [
      ['npc', 30],
      ['province', 10],
      ['city', 10],
      ['county', 10],
      ['township', 5],
    ] as const)
      await at(level, need)
    await s.rows(`insert into rule (place, process, key, valid_from, value) values ('990300', 'motion', 'motion.min', '2026-01-01', $1)`, [
      JSON.stringify([['city', '12']]),
    ])
    await at('city', 12)
  })

  test('B7 after the presidium’s hour it is refused with the rule and the ways that remain; one of them is taken', async () => {
    s = await story('2026-01-22')
    const m = motions(s)
    await signed(s)
    s.at('2026-01-22', 19)
    const p = await m.cannot('李秀兰', 'submit', GO)
    expect(p.message).toContain('第六届人民代表大会第五次会议主席团决定的代表提出议案的截止时间是2026年1月22日 周四 18:00')
    expect(p.message).toContain('改提建议')
    expect(p.message).toContain('闭会期间的议案')
    expect(await s.state()).toBe('cosigning')
    await m.does('李秀兰', 'toSuggestion')
    expect(await s.state()).toBe('asSuggestion')
    const id = (await row())?.data.suggestion
    const made = (await s.rows('select state, title, private, data from matter where id = $1', [id]))[0]
    expect(made).toMatchObject({ state: 'cosigning', private: true, title: '关于制定云岭市公共交通条例的建议' })
    expect(await s.rows(`select 1 from party where matter = $1 and role = 'cosigner' and step = 'signed'`, [id])).toHaveLength(9)
    expect(await s.rows('select kind from matter_link where from_matter = $1 and to_matter = $2', [s.matter, id])).toEqual([{ kind: '转为建议' }])
    s.matter = id
    // The hour is the presidium's for suggestions too: it goes to the office as one of the recess.
    expect((await s.as('李秀兰').does('submit')).state).toBe('officeReview')
  })
})

describe('B7 a delegation moves', () => {
  test('B7 a majority of all its members, recorded and submitted by its head', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    const head = { office: 'delegation_officer' }
    await m.does('赵志强', 'draftByDelegation', MOTION, head)
    expect((await m.cannot('赵志强', 'submit', GO, head)).message).toBe('还没有记录代表团的表决情况，请先「记录表决」')
    const vote = { members: 62, present: 58, inFavour: 31, heldOn: '2026-01-20' }
    expect((await m.cannot('赵志强', 'recordVote', { ...vote, inFavour: 59 }, head)).fields?.inFavour).toContain('不能多于出席人数')
    await m.does('赵志强', 'recordVote', vote, head)
    expect((await m.cannot('赵志强', 'submit', GO, head)).message).toBe('代表团提出议案须全体代表过半数通过：全体62人，赞成31人，还差1人')
    await m.does('赵志强', 'recordVote', { ...vote, inFavour: 32 }, head)
    expect((await m.does('赵志强', 'submit', GO, head)).says).toContain('共32位代表提出')
    expect((await page('赵志强', 'delegation_officer'))?.sheet[0]).toMatchObject({ label: '提出议案的代表团', text: '碧溪区代表团' })
    await m.does('刘芳', 'register', { committee: await chengjian(s) })
    s.at('2026-01-21')
    await m.does('田野', 'giveOpinion', OPINION)
    await m.does('刘芳', 'decide', decided('suggestion', { code: 'EXECUTIVE' }))
    // The head's own mandate answers as lead deputy.
    const id = (await row())?.data.suggestion
    expect(
      await s.rows(`select p.seat from party p join seat s on s.id = p.seat where p.matter = $1 and p.role = 'lead' and s.office = 'deputy'`, [id]),
    ).toHaveLength(1)
  })

  test('B7 a place without that right refuses in words; the other delegation has no business with it', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    await m.does('赵志强', 'draftByDelegation', MOTION, { office: 'delegation_officer' })
    expect((await m.cannot('曾庆华', 'submit', GO, { office: 'delegation_officer' })).error).toBe('unknown')
    await s.rows(`insert into rule (place, process, key, valid_from, value) values ('990300', 'motion', 'motion.byDelegation', '2026-01-01', 'false')`)
    expect((await m.cannot('赵志强', 'draftByDelegation', MOTION, { office: 'delegation_officer' })).message).toBe(
      '本地没有规定代表团可以提出议案，请由代表联名提出',
    )
  })
})

describe('B7 the congress decides', () => {
  test('B7 the whole way: committee, presidium, report in three months, standing committee, organs, redo, closed', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    await submitted(s)
    const r = await m.does('刘芳', 'register', { committee: await chengjian(s) })
    expect(r.says).toContain('登记为议案第001号，交市人大城乡建设与环境资源保护委员会提出意见')
    expect(await row()).toMatchObject({ series: '案6-5', no: 1 })
    expect((await page('王敏'))?.number).toBe('六届五次案第001号')
    // The duty is that committee's own.
    expect(await s.rows(`select holder from duty where matter = $1 and action = 'giveOpinion'`, [s.matter])).toEqual([
      { holder: `unit:${await chengjian(s)}:committee` },
    ])
    s.at('2026-01-21')
    await m.does('田野', 'inviteToSit', { meeting: '城环资委第一次会议', heldOn: '2026-01-21', time: '15:00', place: '第二会议室' })
    expect((await told('李秀兰')).some((t) => t.includes('请您列席城环资委第一次会议：2026年1月21日 周三 15:00，第二会议室'))).toBe(true)
    expect((await m.cannot('刘芳', 'decide', decided('committee'))).message).toContain('不能办理')
    await m.does('田野', 'giveOpinion', OPINION)
    await m.does('刘芳', 'decide', decided('committee'))
    expect(await s.state()).toBe('committeeReport')
    // Three months after the closing of 01-23; that day is a Thursday.
    expect(await clock('report')).toMatchObject({ due: '2026-04-23', rule_key: 'motion.report' })
    s.at('2026-04-10')
    await m.does('田野', 'submitReport', { meetingOn: '2026-04-09', report: '经审议，建议列入立法计划，并由市交通运输局先行完善线网。' })
    expect(
      (await m.cannot('王敏', 'scDecide', { meeting: '第三十次会议', decidedOn: '2026-04-10', outcome: 'handle', text: '同意' })).fields?.organs,
    ).toContain('请选择办理机关')
    await m.does('王敏', 'scDecide', {
      meeting: '市六届人大常委会第三十次会议',
      decidedOn: '2026-04-10',
      outcome: 'handle',
      organs: [await s.unit('市交通运输局'), await s.unit('市财政局')],
      text: '同意审议结果报告，交市政府有关部门研究办理。',
    })
    expect((await s.rows(`select due_on::text as due from clock where matter = $1 and name = 'organReport'`, [s.matter])).map((x) => x.due)).toEqual([
      '2026-07-10',
      '2026-07-10',
    ])
    s.at('2026-06-01')
    await m.does('吴海涛', 'reportHandling', { docNo: '云交函〔2026〕30号', report: '已形成条例草案初稿。' })
    expect(await s.state()).toBe('handling')
    expect((await m.cannot('吴海涛', 'reportHandling', { report: '再报一次' })).error).toBe('gate')
    await m.does('何静', 'reportHandling', { report: '已安排立法经费。' })
    expect(await s.state()).toBe('reviewing')
    await m.does('李秀兰', 'respond', { opinion: '初稿没有征求乘客意见。' })
    await m.does('王敏', 'orderRedo', { units: [(await s.party('organ', '市交通运输局')).id], reason: '补充征求意见' })
    expect((await s.party('organ', '市财政局')).step).toBe('reported')
    expect((await s.rows(`select due_on::text as due from clock where matter = $1 and name = 'organRedo' and stopped_at is null`, [s.matter]))[0]?.due).toBe(
      '2026-07-01',
    )
    await m.does('郑国华', 'reportHandling', { report: '已征求三千名乘客意见并修改草案。' })
    expect((await m.does('王敏', 'acceptHandling', { heardOn: '2026-06-01' })).state).toBe('closed')
    const seen = await page('李秀兰')
    expect(seen?.sections.map((x) => [x.title, x.rows.length])).toEqual([
      ['提案代表', 10],
      ['邀请领衔代表列席', 1],
      ['办理情况报告', 3],
      ['提案人对办理情况的意见', 1],
    ])
    expect(seen?.sections[0]?.rows[0]).toEqual(['1', '李秀兰', 'YL6-0001', '碧溪区代表团', '领衔'])
    expect(seen?.sections[0]?.rows.map((x) => x.slice(1).join(' '))).toContain('张伟民 YL6-0002 碧溪区代表团 2026-01-20 本人确认')
  })

  test('B7 not a motion: in one transaction a suggestion with lead, co-signers and text, which is then answered to each', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    await beforePresidium(s)
    expect((await m.cannot('刘芳', 'decide', decided('suggestion'))).fields?.code).toBe('不作为议案的，请选择原因')
    await m.does('刘芳', 'decide', decided('suggestion', { code: 'EXECUTIVE' }))
    expect(await s.state()).toBe('asSuggestion')
    const from = s.matter
    const id = (await row())?.data.suggestion
    const made = (await s.rows('select * from matter where id = $1', [id]))[0]
    expect(made).toMatchObject({ process: 'suggestion', state: 'motionGroupReview', title: '关于制定云岭市公共交通条例的建议', private: false })
    expect(made?.session).toBe((await row())?.session)
    expect(made?.data.situation).toBe(MOTION.grounds)
    expect(made?.data.proposals).toContain('列入立法计划')
    expect((await s.rows('select says from event where matter = $1', [id]))[0]?.says).toBe(
      '议案第001号《关于制定云岭市公共交通条例的议案》转为建议：主席团决定不作为议案（属行政机关职权）',
    )
    expect((await page('张伟民', undefined, from))?.links).toMatchObject([{ kind: '转为建议', back: false, process: 'suggestion', stateLabel: '议案组审查' }])
    s.matter = id
    await s.as('刘芳').does('register', PASS)
    expect((await s.rows('select series, no from matter where id = $1', [id]))[0]).toEqual({ series: '6-5', no: 1 })
    await s.as('刘芳').does('assign', { kind: 'sole', main: [await s.unit('市交通运输局')] })
    await replied(s)
    // Each of the ten is answered, and judges for himself.
    expect(await s.rows(`select 1 from party where matter = $1 and role = 'recipient'`, [id])).toHaveLength(10)
    await s.as('张伟民').does('judge', GOOD)
  })

  test('B7 on the agenda, passed, handed to an organ; or rejected and done', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    await beforePresidium(s)
    await m.does('刘芳', 'decide', decided('agenda'))
    expect(await clock('agenda')).toMatchObject({ due: '2026-01-23' })
    await m.does('刘芳', 'congressDecision', {
      decidedOn: '2026-01-21',
      outcome: 'passed',
      organs: [await s.unit('市交通运输局')],
      text: '大会通过关于公共交通的决定',
    })
    expect(await s.state()).toBe('handling')
    await beforePresidium(s)
    await m.does('刘芳', 'decide', decided('agenda'))
    await m.does('刘芳', 'congressDecision', { decidedOn: '2026-01-21', outcome: 'rejected', text: '表决未通过' })
    expect(await s.state()).toBe('closed')
    expect(await row()).toMatchObject({ series: '案6-5', no: 2 })
  })

  test('B7 it is returned before the hour and may come back after it', async () => {
    s = await story('2026-01-22')
    const m = motions(s)
    s.at('2026-01-22', 15)
    await submitted(s)
    await m.does('刘芳', 'returnToMovers', { reason: '方案请写明由谁实施' })
    s.at('2026-01-22', 20)
    await m.does('李秀兰', 'submit', GO)
    expect(await s.state()).toBe('received')
  })
})

describe('B7 dropping out, reconsideration', () => {
  test('B7 the ninth leaves and the motion ends; where enough remain the next one leads', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    await submitted(s)
    const r = await m.does('张伟民', 'dropOut', { reason: '所提情况已经解决' })
    expect([r.state, r.says]).toEqual(['ended', '张伟民不再作为提案人：所提情况已经解决；剩余提案人9人，不足10人，议案终止'])
    expect(await s.rows('select 1 from duty where matter = $1', [s.matter])).toEqual([])

    await signed(s, [...SIGNERS, '韩梅'])
    await m.does('李秀兰', 'submit', GO)
    await m.does('李秀兰', 'dropOut', { reason: '工作变动' })
    expect(await s.state()).toBe('received')
    expect((await s.party('lead')).id).toBe((await s.party('lead', '张伟民')).id)
    expect((await m.cannot('李秀兰', 'dropOut', { reason: '再退' })).error).toBe('unknown')
  })

  test('B7 reconsideration: a majority that is not fewer than ten, each in person, four hours before the last meeting', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    const last = { code: 'LOWER', lastMeetingOn: '2026-01-23', lastMeetingAt: '10:00' }
    await beforePresidium(s)
    await m.does('刘芳', 'decide', decided('suggestion', last))
    expect([await s.state(), (await clock('told'))?.due]).toEqual(['told', '2026-01-23'])
    expect(await s.rows(`select 1 from matter where process = 'suggestion'`)).toEqual([])
    await m.does('李秀兰', 'askReconsideration', { reason: '属于市级立法权限' })
    expect((await m.cannot('刘芳', 'carryOut')).message).toContain('提案人正在确认复议（已有1人）')
    for (const n of SIGNERS.slice(0, 8)) await m.does(n, 'backReconsideration', {}, { office: 'deputy' })
    expect([await s.state(), (await page('李秀兰'))?.sheet.find((x) => x.label === '确认复议')?.text]).toEqual(['told', '已有 9 人，须 10 人以上'])
    s.at('2026-01-23', 7)
    expect((await m.cannot('仇志明', 'backReconsideration')).message).toBe('复议应在主席团最后一次会议4小时前书面提出，现在已经过了时间')
    s.at('2026-01-23', 5)
    expect((await m.does('仇志明', 'backReconsideration')).state).toBe('reconsideration')
    s.at('2026-01-23', 11)
    const again = { meeting: '大会主席团第四次会议', decidedOn: '2026-01-23', text: '属市级立法权限，交专门委员会审议。' }
    expect((await m.cannot('刘芳', 'decideAgain', { ...again, keep: 'no' })).fields?.outcome).toContain('请选择新的处理决定')
    const r = await m.does('刘芳', 'decideAgain', { ...again, keep: 'no', outcome: 'committee' })
    expect([r.state, r.says]).toEqual(['committeeReport', '大会主席团第四次会议复议：改变原决定，会后交专门委员会审议（市人大城乡建设与环境资源保护委员会）'])
  })

  test('B7 nobody asks again: the day passes and the decision is carried out by itself', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    await beforePresidium(s)
    await m.does('刘芳', 'decide', decided('suggestion', { code: 'LOWER', lastMeetingOn: '2026-01-23', lastMeetingAt: '10:00' }))
    await s.until('2026-01-26')
    expect(await s.state()).toBe('asSuggestion')
    expect(await s.rows(`select state from matter where process = 'suggestion'`)).toEqual([{ state: 'motionGroupReview' }])
  })

  test('B7 kept as it was: the suggestion is made then', async () => {
    s = await story('2026-01-20')
    const m = motions(s)
    await beforePresidium(s)
    await m.does('刘芳', 'decide', decided('suggestion', { code: 'LOWER', lastMeetingOn: '2026-01-23', lastMeetingAt: '10:00' }))
    await m.does('李秀兰', 'askReconsideration', { reason: '请再议' })
    for (const n of SIGNERS) await m.does(n, 'backReconsideration', {}, { office: 'deputy' })
    await m.does('刘芳', 'decideAgain', { meeting: '大会主席团第四次会议', decidedOn: '2026-01-21', text: '维持。', keep: 'yes' })
    expect(await s.state()).toBe('asSuggestion')
    expect(await s.rows(`select 1 from party p join matter m on m.id = p.matter where m.process = 'suggestion' and p.step = 'signed'`)).toHaveLength(9)
  })
})
