/** The invented year's less common ways: speeches, handling at the session, promises answered for, a meeting ahead, the yearly accounts. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { act, type House } from '../../../kernel/act.ts'
import { addDays, localDay } from '../../../kernel/calendar.ts'
import type { Actor } from '../../../kernel/process.ts'
import type { Cast, Step, Story } from './stage.ts'
import { contact, judged, replyOf, sheetOf } from './texts.ts'
import { PLACES, TOPICS, type Topic } from './topics.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export interface Year {
  owner: pg.Pool
  cast: Cast
  now: number
  /** First day of the session, where there was one. */
  opens: string | undefined
  /** Hangs a photo on nothing yet, as if that person had just uploaded it. */
  photo: (who: Actor, at: number) => Promise<string>
  /** The same instant, or one before the congress opened where it sat just then. */
  recess: (at: number) => number
}

const PASSED = { political: 'pass', legal: 'pass', quality: 'pass' }

/** One story with its own pace: each step some hours after the last. */
function line(from: number): Story & { next: (hours: number, who: Actor, action: string, more?: Omit<Step, 'at' | 'who' | 'action'>) => void } {
  const story: Story = { steps: [] }
  let at = from
  return Object.assign(story, {
    next(hours: number, who: Actor, action: string, more: Omit<Step, 'at' | 'who' | 'action'> = {}) {
      at += hours * HOUR
      story.steps.push({ at, who, action, ...more })
    },
  })
}

export function moreStories(y: Year): Story[] {
  const out: Story[] = [waiting(y)]
  if (!y.opens) return out
  for (let i = 0; i < 6; i++) out.push(speech(y, i))
  for (let i = 0; i < 4; i++) out.push(atTheSession(y, i))
  out.push(answeredFor(y))
  for (let i = 0; i < 6; i++) out.push(promised(y, i))
  return out
}

const speechOf = (t: Topic, heldOn: string, seats: string[], meeting: string) => {
  const { title, situation, proposals } = sheetOf(t, PLACES[3] as string, 3, false)
  return { speakers: seats, meeting, report: 'government', heldOn, title, situation, proposals }
}

/** Recorded at a briefing this week: waits on a deputy's phone. */
function waiting(y: Year): Story {
  const s = line(y.now - 30 * HOUR)
  const day = localDay(new Date(y.now - 2 * DAY))
  const li = y.cast.named('李秀兰', 'deputy')
  s.next(0, y.cast.named('王敏'), 'recordSpeech', { input: speechOf(TOPICS[5] as Topic, day, [li.seat as string], '市人大常委会第三十二次会议列席代表座谈会') })
  return s
}

function speech(y: Year, i: number): Story {
  const { cast, opens } = y
  const topic = TOPICS[(i * 5 + 2) % TOPICS.length] as Topic
  const speaker = cast.deputies.filter((d) => d.delegation)[i * 31 + 8] as Actor
  const s = line(Date.parse(`${addDays(opens as string, 1)}T10:00:00+08:00`) + i * 600_000)
  s.next(0, cast.head(speaker.delegation), 'recordSpeech', {
    input: speechOf(topic, addDays(opens as string, 1), [speaker.seat as string], '代表团第二次全体会议'),
  })
  s.next(3, speaker, 'confirmSpeech', { input: wordsOf(topic) })
  s.next(3, cast.named('刘芳'), 'register', { input: { ...PASSED, category: topic.category } })
  s.next(20, cast.named('刘芳'), 'assign', { input: { kind: 'sole', main: [cast.unit(topic.unit)] } })
  ended(y, s, topic, speaker, i, 'A')
  return s
}

const wordsOf = (t: Topic) => {
  const { title, situation, proposals } = sheetOf(t, PLACES[3] as string, 3, false)
  return { title, situation, proposals }
}

/** Signed for, talked over, answered, judged. */
function ended(y: Year, s: ReturnType<typeof line>, topic: Topic, lead: Actor, i: number, code: string): void {
  const [officer, leader] = [y.cast.post(topic.unit, 'unit_officer'), y.cast.post(topic.unit, 'unit_leader')]
  s.next(20, officer, 'signFor')
  s.next(24 * (6 + i), officer, 'recordContact', { input: async (at) => contact(i, at, officer.name) })
  s.next(24 * 9, officer, 'saveReply', { input: async (at) => replyOf(topic, i, 1, officer.name, at, y.now, code) })
  s.next(20, officer, 'checkReply', { input: { pass: 'yes', comment: '同意送签。' } })
  s.next(20, leader, 'signReply', { input: { pass: 'yes', comment: '同意。' } })
  s.next(3, officer, 'sendReply')
  s.next(24 * 4, lead, 'judge', { input: judged(i, false) })
}

/** 即交即办 with a coordination before it. */
function atTheSession(y: Year, i: number): Story {
  const { cast, opens } = y
  const topic = TOPICS.filter((t) => t.co?.length)[i] ?? (TOPICS[i] as Topic)
  const lead = cast.deputies.filter((d) => d.delegation)[i * 17 + 3] as Actor
  const s = line(Date.parse(`${opens}T09:00:00+08:00`) + i * 900_000)
  const officer = cast.post(topic.unit, 'unit_officer')
  const plan = { kind: 'sole', main: [cast.unit(topic.unit)] }
  s.next(0, lead, 'draft', { input: sheetOf(topic, PLACES[(i * 5) % PLACES.length] as string, i + 40, false) })
  s.next(0.2, lead, 'submit')
  s.next(2, cast.head(lead.delegation), 'signOff', { input: { opinion: '同意提交。' } })
  s.next(3, cast.named('刘芳'), 'register', { input: { ...PASSED, category: topic.category } })
  s.next(1, cast.named('刘芳'), 'preAssign', { input: plan })
  s.next(1, cast.named('孙立新'), 'coordinate', {
    input: async (at) => ({
      heldOn: localDay(new Date(at)),
      place: '大会秘书处会议室',
      people: `${topic.unit}、市财政局驻会同志`,
      opinions: `${topic.unit}：同意主办。\n市财政局：所需经费按程序申报。`,
      conclusion: `由${topic.unit}独办，经费事项在答复中一并说明。`,
    }),
  })
  s.next(1, officer, 'acceptPreAssign')
  s.next(14, officer, 'receiveOnSite', { input: { person: officer.name, plan: `成立专班，先就“${topic.asks[0]}”拿出时间表，一个月内与代表面商。` } })
  s.next(2, officer, 'preliminaryReply', {
    input: { reply: `“${topic.asks[0]}”可以办，已列入本季度计划；其余事项会后实地察看再答复。`, told: `${lead.name}代表，在驻地当面` },
  })
  s.next(20, cast.named('刘芳'), 'handOver')
  ended(y, s, topic, lead, i, 'A')
  return s
}

/** A promise given up with its reason; now the deputy is asked whether that will do. */
function answeredFor(y: Year): Story {
  const { cast, owner } = y
  const topic = TOPICS.find((t) => t.unit === '市交通运输局') ?? (TOPICS[0] as Topic)
  const li = cast.named('李秀兰', 'deputy')
  const officer = cast.post(topic.unit, 'unit_officer')
  const s = line(y.recess(y.now - 60 * DAY))
  s.next(0, li, 'draft', { input: sheetOf(topic, PLACES[7] as string, 61, false) })
  s.next(0.2, li, 'submit')
  s.next(24, cast.named('王敏'), 'register', { input: { ...PASSED, category: topic.category } })
  s.next(20, cast.named('王敏'), 'assign', { input: { kind: 'sole', main: [cast.unit(topic.unit)] } })
  ended(y, s, topic, li, 1, 'B')
  const open = async () => (await owner.query(`select id from promise where matter = $1 and state <> 'changed' order by due_on`, [s.id])).rows
  // As many as there are: each is looked up when its turn comes.
  for (let k = 0; k < 3; k++)
    s.next(24 * 10, officer, 'changePromise', {
      skip: async () => (await open()).length === 0,
      input: async () => ({ promise: (await open())[0]?.id, outcome: 'drop', reason: '该路段已纳入省道改造一并实施，不再单独立项，已向代表当面说明。' }),
    })
  s.next(24, officer, 'closePromises', { input: { docNo: '', body: '所承诺事项已随省道改造工程一并实施，主体完工，站点同步建成，请代表察看评价。' } })
  return s
}

/** Promises of last year and of this: some kept in time, some late, some past their day and open. */
function promised(y: Year, i: number): Story {
  const { cast, owner, now } = y
  const topic = TOPICS[(i * 3 + 1) % TOPICS.length] as Topic
  const lead = cast.deputies[i * 41 + 5] as Actor
  const [officer, leader] = [cast.post(topic.unit, 'unit_officer'), cast.post(topic.unit, 'unit_leader')]
  const begun = y.recess(now - (i < 2 ? 430 : 250) * DAY)
  const s = line(begun)
  s.next(0, lead, 'draft', { input: sheetOf(topic, PLACES[(i * 4 + 2) % PLACES.length] as string, i + 70, false) })
  s.next(1, lead, 'submit')
  s.next(24, cast.named('王敏'), 'register', { input: { ...PASSED, category: topic.category } })
  s.next(20, cast.named('王敏'), 'assign', { input: { kind: 'sole', main: [cast.unit(topic.unit)] } })
  s.next(20, officer, 'signFor')
  s.next(24 * 8, officer, 'recordContact', { input: async (at) => contact(i, at, officer.name) })
  const due = (days: number) => addDays(localDay(new Date(begun)), days)
  const promises = [
    { item: topic.asks[0] as string, measure: '列入年度实施计划，按月调度', dueOn: due(120), owner: '分管负责人' },
    { item: topic.asks[1] ?? '向代表通报进展', measure: '分两批实施', dueOn: due(i < 2 ? 470 : 200), owner: '业务科室负责人' },
  ]
  s.next(24 * 9, officer, 'saveReply', { input: async (at) => ({ ...replyOf(topic, i, 1, officer.name, at, now, 'B'), promises }) })
  s.next(20, officer, 'checkReply', { input: { pass: 'yes', comment: '同意送签。' } })
  s.next(20, leader, 'signReply', { input: { pass: 'yes', comment: '同意。' } })
  s.next(3, officer, 'sendReply')
  s.next(24 * 4, lead, 'judge', { input: judged(i, false) })
  if (i === 5) return s
  const fulfil = async (at: number) => ({
    promise: (await owner.query(`select id from promise where matter = $1 and state in ('promised', 'overdue') order by due_on limit 1`, [s.id])).rows[0].id,
    evidence: '已按承诺完成，现场照片和验收单附后，已请代表察看。',
    attachments: [await y.photo(officer, at)],
  })
  // Every third a month late.
  s.next(24 * (i % 3 === 2 ? 120 : 60), officer, 'fulfilPromise', { input: fulfil })
  if (i === 3) {
    s.next(24 * 60, officer, 'fulfilPromise', { input: fulfil })
    s.next(20, officer, 'closePromises', { input: { docNo: '', body: '两项承诺均已按时完成，请代表察看评价。' } })
    s.next(48, lead, 'judgePromise', { input: { verdict: '已兑现', comment: '' } })
  }
  return s
}

/** What lies ahead or runs across all: the next meeting, this year's accounts of promises. */
export async function ahead(house: House, y: Year): Promise<void> {
  const now = new Date(y.now)
  const today = localDay(now)
  const wang = y.cast.named('王敏')
  const settled = (
    await y.owner.query(
      `select m.id from matter m where m.state = 'preAssigned' and m.process = 'suggestion' and m.place = $1 and not exists (select from party p where p.matter = m.id and p.left_at is null and p.step = 'objected')`,
      [wang.place],
    )
  ).rows.map((r) => r.id)
  const does = (process: string, action: string, input: Record<string, unknown>) => act(house, { process, action, key: randomUUID(), actor: wang, now, input })
  await does('handover', 'plan', {
    title: '市六届人大闭会期间代表建议交办会',
    kind: 'recess',
    heldOn: addDays(today, 6),
    place: '市会议中心第二会议室',
    items: settled,
  })
  await does('ledger', 'callReports', {
    year: Number(today.slice(0, 4)),
    deadline: addDays(today, 22),
    note: '逐项报告本年度和往年结转的承诺事项，附完成证明。',
  })
}
