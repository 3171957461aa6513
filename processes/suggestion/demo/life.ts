/** From a tale to its steps. Each `yield` is a milestone at which a tale may stop. */
import { addDays, localDay } from '../../../kernel/calendar.ts'
import type { Actor } from '../../../kernel/process.ts'
import { chance } from '../../../people/demo/chance.ts'
import type { Cast } from './cast.ts'
import { Clerk } from './clerk.ts'
import { handle } from './life-handling.ts'
import { outcome } from './life-outcome.ts'
import type { Life } from './play.ts'
import type { Milestone, Tale, Topic } from './topic.ts'

/** All that the parts of one life share. */
export interface Play {
  k: Clerk
  tale: Tale
  topic: Topic
  lead: Actor
  /** All who are answered: the lead and who signed with him. */
  answered: Actor[]
}

export function lifeOf(tale: Tale, topics: ReadonlyMap<string, Topic>, cast: Cast, now: Date, seed: number): Life {
  const topic = told(tale, topics)
  const c = chance(seed)
  const k = new Clerk(tale, cast, c, now)
  const lead = tale.lead ? cast.deputy(tale.lead) : c.pick(strangers(cast, topic.from))
  const p: Play = { k, tale, topic, lead, answered: [lead] }
  for (const milestone of whole(p)) if (milestone === tale.until) break
  return k.life(keyOf(tale))
}

export const keyOf = (t: Tale): string => [t.topic, ...(t.swap?.[0] ?? []).slice(1)].join('/')

function told(tale: Tale, topics: ReadonlyMap<string, Topic>): Topic {
  const topic = topics.get(tale.topic)
  if (!topic) throw new Error(`没有题目「${tale.topic}」`)
  let text = JSON.stringify(topic)
  for (const [from, to] of tale.swap ?? []) text = text.replaceAll(from, to)
  const t = JSON.parse(text) as Topic
  return { ...t, key: topic.key, situation: (tale.opens ?? '') + t.situation }
}

const NAMED = ['李秀兰', '张伟民', '陈思远', '赵志强']
/** Deputies of a county whom no story names: the named ones' pages show only what is meant for them. */
export const strangers = (cast: Cast, from?: string): Actor[] => cast.deputies(from).filter((d) => !NAMED.includes(d.name))

function* whole(p: Play): Generator<Milestone> {
  yield* write(p)
  yield* review(p)
  yield* handle(p)
  yield* outcome(p)
}

function* write({ k, tale, topic, lead, answered }: Play): Generator<Milestone> {
  const { c, cast } = k
  k.add(lead, 'draft', {
    title: topic.title,
    kind: topic.kind ?? 'suggestion',
    situation: topic.situation,
    proposals: topic.asks.map((a, i) => `${i + 1}．${a}`).join('\n'),
    source: topic.source ?? 'research',
    wishUnit: c.hits(0.3) && topic.units[0] ? cast.unit(topic.units[0]).id : undefined,
    wishFace: !!tale.face,
    mayPublish: !tale.confidential,
    publishReason: tale.confidential ? (tale.secretText ?? '内容涉及具体单位，提出人不便公开') : '',
    confidential: !!tale.confidential,
  })
  yield 'draft'
  const others = companions(k, tale, lead)
  const asked = [...others, ...[...(tale.undecided ?? []), ...(tale.declined ?? [])].map((n) => cast.deputy(n))]
  if (asked.length > 0) {
    k.go(c.int(0, 1), 'invite')
    k.add(lead, 'inviteCosigners', { deputies: asked.map((d) => d.seat) })
    for (const d of others) {
      k.go(c.next())
      k.add(d, 'cosign')
      answered.push(d)
    }
    for (const n of tale.declined ?? []) k.add(cast.deputy(n), 'declineCosign')
    yield 'invite'
  }
  if (tale.withdrawn && tale.until === 'draft') k.add(lead, 'withdraw', { reason: tale.withdrawn })
  if (tale.session === undefined) k.go(c.int(1, 2), 'submit')
  else k.toSession(tale.session)
  k.add(lead, 'submit', { waitNot: (tale.undecided?.length ?? 0) > 0 })
  yield 'submit'
}

function companions(k: Clerk, tale: Tale, lead: Actor): Actor[] {
  if (Array.isArray(tale.with)) return tale.with.map((n) => k.cast.deputy(n))
  const near = strangers(k.cast).filter((d) => d.delegation === lead.delegation && d.seat !== lead.seat)
  const from = k.c.int(0, Math.max(0, near.length - 30))
  return near.slice(from, from + (tale.with ?? 0))
}

function* review(p: Play): Generator<Milestone> {
  const { k, tale, topic, lead } = p
  const { c, cast } = k
  const inSession = tale.session !== undefined
  const office = cast.office(inSession ? 'motion_group' : 'daf_staff')
  if (tale.returned) {
    k.go(inSession ? 0.2 : c.int(1, 2), 'returned')
    if (inSession && tale.until !== 'review') k.add(cast.officerOf(lead.delegation), 'returnToDeputy', { reason: tale.returned })
    else {
      if (inSession) k.add(cast.officerOf(lead.delegation), 'signOff', { opinion: '同意提出' })
      k.add(office, 'returnToDeputy', { reason: tale.returned })
    }
    yield 'returned'
    k.go(c.int(1, 4), 'resubmit')
    k.add(lead, 'submit', {})
    yield 'resubmit'
    if (tale.until === 'review') return yield 'review'
  }
  if (inSession) {
    k.go(0.2)
    k.add(cast.officerOf(lead.delegation), 'signOff', { opinion: c.pick(['同意提出', '情况属实，同意提出', '问题具体、建议可行，同意', '']) })
  }
  yield 'review'
  if (tale.refused) {
    k.go(inSession ? 0.5 : c.int(1, 2))
    k.add(office, 'notAccept', tale.refused)
    yield 'register'
  }
  if (tale.withdrawn && tale.until === 'register') {
    k.go(1)
    k.add(lead, 'withdraw', { reason: tale.withdrawn })
    return yield 'register'
  }
  if (tale.mergedInto && !tale.at?.register) {
    k.go(2)
    const into = tale.mergedInto
    k.add(office, 'merge', async (l) => ({ into: l.other(into), reason: '反映的是同一问题，建议基本相同' }))
    return yield 'register'
  }
  k.go(inSession ? c.int(0, 1) : c.int(1, 2), 'register')
  k.add(office, 'register', {
    political: 'pass',
    legal: 'pass',
    quality: 'pass',
    category: topic.category,
    subject: '',
    opinion: c.pick(['', '', '内容具体，予以立案', '一事一议，建议明确，予以立案']),
  })
  yield 'register'
  if (tale.keyItem) k.add(cast.office('daf_head'), 'markKey', { reason: tale.keyItem })
  if (tale.withdrawn) {
    k.go(c.int(1, 3))
    k.add(lead, 'withdraw', { reason: tale.withdrawn })
    return yield 'handOver'
  }
  yield* arrange(p, inSession)
}

function* arrange(p: Play, inSession: boolean): Generator<Milestone> {
  const { k, tale, topic } = p
  const { c, cast } = k
  const units = topic.units.map((u) => cast.unit(u))
  const main = tale.separate ? units : units.slice(0, 1)
  const co = tale.separate ? [] : units.slice(1)
  const office = cast.office('daf_staff')
  const plan = {
    kind: tale.separate ? 'separate' : co.length ? 'lead' : 'sole',
    main: main.map((u) => u.id),
    co: co.map((u) => u.id),
    share: co.length ? `${main[0]?.name}牵头答复，${co.map((u) => u.name).join('、')}按职责提出会办意见` : '',
    complex: !!tale.complex,
    note: c.pick(['请认真研究，先沟通、后答复', '请按时限办理，注意与代表当面沟通', '']),
  }
  // What was put forward at the congress is handed over at a meeting in the week after it.
  if (inSession) k.toSession(c.int(5, 7))
  if (tale.pre || (inSession && c.hits(0.5))) {
    k.go(inSession ? 0 : 1, 'preAssign')
    k.add(office, 'preAssign', plan)
    if (tale.pre === 'open') return yield 'preAssign'
    const answer = [...main, ...co]
    if (tale.pre === 'objected' && main[0]) {
      k.go(1)
      k.add(main[0].officer, 'objectPreAssign', {
        reason: tale.notOurs?.reason ?? '主要事项不属本单位职责',
        proposed: cast.unit(tale.notOurs?.proposed ?? '市住建局').id,
      })
      answer.shift()
      for (const u of answer) k.add(u.officer, 'acceptPreAssign')
      return yield 'preAssign'
    }
    k.go(0.6)
    for (const u of answer) k.add(u.officer, 'acceptPreAssign')
    yield 'preAssign'
    k.go(1, 'handOver')
    k.add(office, 'handOver')
  } else {
    k.go(inSession ? 0 : c.int(1, 2), 'handOver')
    k.add(office, 'assign', plan)
  }
  yield 'handOver'
}

export const daysOn = (k: Clerk, days: number): string => addDays(k.today, days)
export const fromNow = (k: Clerk, days: number): string => addDays(localDay(k.now), days)
