/** The invented city's suggestions of one year, standing in every state on the day of the first start. */
import type pg from 'pg'
import type { House } from '../../../kernel/act.ts'
import { addDays, addWorkdays, localDay } from '../../../kernel/calendar.ts'
import { calendarFor } from '../../../kernel/calendar-store.ts'
import type { Actor } from '../../../kernel/process.ts'
import { PLACE } from '../../../people/demo/people.ts'
import { seedFund } from '../../fund/demo.ts'
import { supervise } from './ladder.ts'
import { photographer } from './photo.ts'
import { publishDemo } from './publish.ts'
import { Cast, play, recessOf, type Step, type Story } from './stage.ts'
import { contact, judged, opinionOf, replyOf, sheetOf } from './texts.ts'
import { PLACES, TOPICS, type Topic } from './topics.ts'
import { ahead, moreStories } from './whole.ts'

const DAY = 86_400_000

/** How far a matter has come on the day of the start. */
type End =
  | 'draft'
  | 'cosigning'
  | 'officeReview'
  | 'returned'
  | 'registered'
  | 'preAssigned'
  | 'noticed'
  | 'returnAsked'
  | 'contacted'
  | 'coPending'
  | 'drafted'
  | 'checked'
  | 'signed'
  | 'extension'
  | 'judging'
  | 'redoDecision'
  | 'redo'
  | 'panel'
  | 'followUp'
  | 'closed'
  | 'notAccepted'
  | 'withdrawn'
  | 'merged'

/** Recess matters: end, days before today on which it was submitted, whose it is, which unit must be meant. */
const RECESS: [End, number, string?, string?][] = [
  ['draft', 2, '李秀兰'],
  ['draft', 1, '张伟民'],
  ['cosigning', 2, '张伟民'],
  ['cosigning', 1, '陈思远'],
  ['cosigning', 3, '李秀兰'],
  ['officeReview', 2],
  ['officeReview', 3, '李秀兰'],
  ['officeReview', 9],
  ['returned', 4, '李秀兰'],
  ['returned', 3, '张伟民'],
  ['registered', 4],
  ['registered', 3],
  ['registered', 12],
  ['preAssigned', 5, undefined, '市交通运输局'],
  ['preAssigned', 4],
  ['noticed', 4, undefined, '市交通运输局'],
  ['noticed', 5, undefined, '市财政局'],
  ['noticed', 12],
  ['noticed', 3],
  ['returnAsked', 12, undefined, '市交通运输局'],
  ['returnAsked', 9],
  ['contacted', 25, '李秀兰', '市交通运输局'],
  ['contacted', 30],
  ['contacted', 18],
  ['contacted', 22],
  ['coPending', 20, undefined, '市住房和城乡建设局'],
  ['coPending', 40],
  ['drafted', 45, undefined, '市交通运输局'],
  ['drafted', 38],
  ['checked', 50, undefined, '市交通运输局'],
  ['checked', 48],
  ['signed', 55, undefined, '市交通运输局'],
  ['signed', 60],
  ['extension', 80, undefined, '市教育局'],
  ['extension', 76],
  ['judging', 33, '李秀兰'],
  ['judging', 35, '张伟民'],
  ['judging', 34, '陈思远'],
  ['judging', 36],
  ['redoDecision', 90],
  ['redoDecision', 95, '张伟民'],
  ['redo', 110, undefined, '市交通运输局'],
  ['redo', 120],
  ['panel', 150],
  ['panel', 160, '李秀兰'],
  ['followUp', 130],
  ['followUp', 140, '李秀兰', '市交通运输局'],
  ['followUp', 150],
  ['followUp', 170],
  ['closed', 120],
  ['closed', 140],
  ['closed', 160],
  ['closed', 180, '李秀兰'],
  ['closed', 200],
  ['closed', 210],
  ['notAccepted', 40],
  ['notAccepted', 70],
  ['withdrawn', 50],
  ['merged', 35, '陈思远'],
  ['merged', 44],
]
const IN_SESSION = 30

/** Does nothing where there are suggestions already. @param now the day of the first start */
export async function seedSuggestions(house: House, owner: pg.Pool, o: { now: Date; dataDir: string; log?: { info(m: string): void } }): Promise<void> {
  if ((await owner.query('select exists (select from matter) as any')).rows[0].any) return
  const started = performance.now()
  const cast = await Cast.meet(owner, PLACE.city)
  const client = await owner.connect()
  const cal = await calendarFor(client, PLACE.city)
  const session = (
    await client.query('select opens_on::text as opens from congress_session where place = $1 and closes_on < $2 order by opens_on desc limit 1', [
      PLACE.city,
      localDay(o.now),
    ])
  ).rows[0]
  client.release()
  const recess = await recessOf(owner, PLACE.city)
  const plan = new Plan(owner, cast, o.now.getTime())
  for (const [i, [end, ago, lead, unit]] of RECESS.entries())
    plan.matter(i, end, recess(Date.parse(`${addDays(localDay(o.now), -ago)}T09:00:00+08:00`)), lead, unit)
  if (session)
    for (let i = 0; i < IN_SESSION; i++)
      plan.matter(
        100 + i,
        i % 6 === 5 ? 'followUp' : 'closed',
        Date.parse(`${addWorkdays(cal, session.opens, i % 2)}T08:30:00+08:00`),
        i % 10 === 0 ? '李秀兰' : undefined,
        undefined,
        true,
      )
  const year = { owner, cast, now: o.now.getTime(), opens: session?.opens as string | undefined, photo: photographer(owner, o.dataDir), recess }
  plan.stories.push(...moreStories(year))
  await play(house, plan.stories, o.now.getTime())
  await plan.merge(house)
  await supervise(house, year)
  await ahead(house, year)
  await seedFund(house, year)
  await publishDemo(house, year)
  await owner.query('update notice set read_at = at where at < $1', [new Date(o.now.getTime() - 10 * DAY)])
  await owner.query('delete from outbox')
  o.log?.info(`演示建议 ${plan.stories.length} 件（${((performance.now() - started) / 1000).toFixed(1)} 秒）`)
}

class Plan {
  readonly stories: Story[] = []
  private readonly mergers: { story: Story; at: number }[] = []
  private readonly owner: pg.Pool
  private readonly cast: Cast
  private readonly now: number
  constructor(owner: pg.Pool, cast: Cast, now: number) {
    this.owner = owner
    this.cast = cast
    this.now = now
  }

  matter(i: number, end: End, from: number, leadName?: string, unitName?: string, inSession = false): void {
    const { cast } = this
    const topics = unitName ? TOPICS.filter((x) => x.unit === unitName) : TOPICS
    const topic = (topics.length > 0 ? topics[i % topics.length] : TOPICS[0]) as Topic
    const place = PLACES[(i * 3) % PLACES.length] as string
    const lead = leadName ? cast.named(leadName, 'deputy') : (cast.deputies[(i * 37 + 40) % cast.deputies.length] as Actor)
    const story: Story = { steps: [] }
    this.stories.push(story)
    let at = from
    const then = (days: number, who: Actor, action: string, more: Omit<Step, 'at' | 'who' | 'action'> = {}) => {
      at = Math.min(inOffice(at, days), this.now - 60_000)
      story.steps.push({ at, who, action, ...more })
    }
    const daf = cast.named(i % 5 < 3 ? '王敏' : '周建国')
    then(0, lead, 'draft', { input: sheetOf(topic, place, i, i % 17 === 4) })
    if (end === 'draft') return
    const others = this.cosigners(i, lead)
    if (others.length > 0) {
      then(0.1, lead, 'inviteCosigners', { input: { deputies: others.map((d) => d.seat) } })
      for (const d of end === 'cosigning' ? others.slice(0, 1).filter((x) => !['李秀兰', '张伟民', '陈思远'].includes(x.name)) : others) then(0.05, d, 'cosign')
    }
    if (end === 'cosigning') return
    then(0.2, lead, 'submit', { input: { waitNot: true } })
    if (end === 'officeReview') return
    if (inSession) {
      then(0.2, cast.head(lead.delegation), 'signOff', { input: { opinion: '内容属实，建议可行，同意提交。' } })
      then(0.5, cast.named('刘芳'), 'register', { input: pass(topic) })
    } else if (end === 'returned') {
      then(0.8, daf, 'returnToDeputy', { input: { reason: '涉及两个单位的两件事，请分开写成两件；并补充受影响的户数。' } })
      return
    } else if (end === 'notAccepted') {
      then(1, daf, 'notAccept', {
        input: { code: 'CASE', explain: '所述事项正在法院审理，依法不作为代表建议交办，已转有关方面参考，并当面向代表说明。' },
      })
      return
    } else if (end === 'merged') {
      this.mergers.push({ story, at: at + DAY })
      return
    } else then(1, daf, 'register', { input: pass(topic) })
    if (end === 'registered') return
    const co = (topic.co ?? []).filter((c) => c !== topic.unit)
    const arranged = {
      kind: co.length > 0 ? 'lead' : 'sole',
      main: [cast.unit(topic.unit)],
      co: co.map((c) => cast.unit(c)),
      complex: end === 'followUp',
      share: co.length > 0 ? `${topic.unit}牵头答复，${co.join('、')}就资金和配合事项提出会办意见` : '',
    }
    if (end === 'preAssigned') {
      then(0.5, daf, 'preAssign', { input: arranged })
      return
    }
    then(1, inSession ? cast.named('刘芳') : daf, 'assign', { input: arranged })
    if (end === 'noticed') return
    this.handling(story, then, { i, end, topic, co, lead, others, daf })
  }

  private handling(
    story: Story,
    then: (days: number, who: Actor, action: string, more?: Omit<Step, 'at' | 'who' | 'action'>) => void,
    x: { i: number; end: End; topic: Topic; co: string[]; lead: Actor; others: Actor[]; daf: Actor },
  ): void {
    const { cast } = this
    const { i, end, topic, co, lead, others, daf } = x
    const [officer, leader] = [cast.post(topic.unit, 'unit_officer'), cast.post(topic.unit, 'unit_leader')]
    then(i % 9 === 8 ? 6 : 1, officer, 'signFor')
    for (const c of co) then(0.5, cast.post(c, 'unit_officer'), 'signFor')
    if (end === 'returnAsked') {
      then(1, officer, 'requestReturn', {
        input: { reason: '该事项的审批和日常监管已在机构改革中划转', basis: '本单位职能配置规定第四条', proposed: cast.unit('市发展和改革委员会') },
      })
      return
    }
    if (end === 'withdrawn') {
      then(2, lead, 'withdraw', { input: { reason: '经单位当面说明，问题已经解决' } })
      return
    }
    then(5 + (i % 7), officer, 'recordContact', { input: async (at) => contact(i, at, officer.name) })
    if (end === 'contacted') return
    if (end !== 'coPending')
      for (const c of co) then(3, cast.post(c, 'unit_officer'), 'submitOpinion', { input: opinionOf(topic, cast.post(c, 'unit_officer').name) })
    if (end === 'coPending') return
    if (end === 'extension') {
      then(12, officer, 'requestExtension', { input: { months: 2, reason: '方案需与邻市衔接，正在会商', told: true } })
      return
    }
    const replied = (round: number, code?: string) => {
      then(4 + (i % 11), officer, 'saveReply', { input: async (at) => replyOf(topic, i, round, officer.name, at, this.now, code) })
      if (end === 'drafted') return false
      then(0.5, officer, 'checkReply', { input: { pass: 'yes', comment: '逐条回应，同意送签。' } })
      if (end === 'checked') return false
      then(0.5, leader, 'signReply', { input: { pass: 'yes', comment: '同意。请当面向代表说明。' } })
      if (end === 'signed') return false
      then(0.3, officer, 'sendReply')
      return true
    }
    if (!replied(1, end === 'followUp' ? 'B' : end === 'closed' ? (i % 3 === 2 ? 'D' : 'A') : 'C')) return
    if (end === 'judging') return
    const bad = end === 'redoDecision' || end === 'redo' || end === 'panel'
    then(3, lead, 'judge', { input: judged(i, bad) })
    for (const d of others) then(1, d, 'judge', { input: judged(i + 1, false) })
    if (end === 'redo' || end === 'panel') {
      then(4, daf, 'orderRedo', { input: async () => ({ units: [await this.main(story)], reason: '请给出措施和时间表，并当面向代表说明' }) })
      if (end === 'redo') return
      then(4, officer, 'recordContact', { input: async (at) => contact(i + 3, at, officer.name) })
      replied(2, 'C')
      then(2, lead, 'judge', { input: judged(i, true) })
      for (const d of others) then(1, d, 'judge', { input: judged(i + 1, false) })
      then(3, daf, 'callPanel', { input: { form: '第三方评估', evaluator: '云岭学院公共治理研究中心' } })
      then(0.1, daf, 'assignEvaluator', { input: { evaluator: cast.named('秦朗').seat } })
    }
  }

  private cosigners(i: number, lead: Actor): Actor[] {
    if (i % 3 === 1) return []
    const near = Array.from({ length: 1 + (i % 3) }, (_, k) => this.cast.deputies[(i * 53 + k * 19 + 7) % this.cast.deputies.length] as Actor)
    // The people of the stories are asked now and then, so that their phones have something to show.
    const asked = i % 4 === 0 || i < 6 ? [this.cast.named('李秀兰', 'deputy'), this.cast.named('张伟民', 'deputy')] : []
    return [...new Map([...asked, ...near].filter((d) => d.seat !== lead.seat).map((d) => [d.seat, d])).values()]
  }

  private async main(story: Story): Promise<string> {
    return (await this.owner.query(`select id from party where matter = $1 and role = 'main' and left_at is null`, [story.id])).rows[0].id
  }

  /** Those to be merged wait until there is one being handled to take them in. */
  async merge(house: House): Promise<void> {
    const targets = (await this.owner.query(`select id from matter where state = 'handling' order by created_at limit $1`, [this.mergers.length])).rows
    const daf = this.cast.named('王敏')
    for (const [k, m] of this.mergers.entries()) {
      const into = targets[k]?.id
      if (into)
        await play(
          house,
          [{ ...m.story, steps: [{ at: this.now - 60_000, who: daf, action: 'merge', input: { into, reason: '内容相近，并案办理' } }] }],
          this.now,
        )
    }
  }
}

const pass = (t: Topic) => ({
  political: 'pass',
  legal: 'pass',
  quality: 'pass',
  category: t.category,
  subject: t.unit.replace(/^市|局$|委员会$/g, ''),
  opinion: '一事一议，有情况、有分析、有具体建议。',
})

/** Some days on, between nine and half past five; never before the step it follows. */
function inOffice(from: number, days: number): number {
  const to = from + days * DAY
  const midnight = Date.parse(`${localDay(new Date(to))}T00:00:00+08:00`)
  return Math.max(from + 7 * 60_000, midnight + 9 * 3_600_000 + ((to - midnight) / DAY) * 8.5 * 3_600_000)
}
