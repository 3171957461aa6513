/** The units' part of a life: sign for, talk, ask, write, check, sign, answer. */
import type { CastUnit } from './cast.ts'
import { docNo, replyBody } from './compose.ts'
import { daysOn, fromNow, type Play } from './life.ts'
import type { Milestone } from './topic.ts'

const FORMS = ['座谈会', '登门走访', '现场调研', '电话联系', '视频会议'] as const

export function* handle(p: Play): Generator<Milestone> {
  const { k, tale, topic } = p
  const units = topic.units.map((u) => k.cast.unit(u))
  const main = tale.separate ? units : units.slice(0, 1)
  const co = tale.separate ? [] : units.slice(1)
  k.go(k.c.next() * 2, 'signFor')
  for (const u of units) k.add(u.officer, 'signFor')
  yield 'signFor'
  if (tale.notOurs && main[0]) {
    k.go(k.c.int(2, 4), 'returnAsk')
    const wanted = k.cast.unit(tale.notOurs.proposed)
    k.add(main[0].officer, 'requestReturn', { reason: tale.notOurs.reason, basis: tale.notOurs.basis, proposed: wanted.id })
    yield 'returnAsk'
    const old = main[0].id
    k.go(k.c.int(2, 4))
    k.add(k.cast.office('gov_office'), 'decideReturn', { agree: 'yes', unit: wanted.id, opinion: '经协调，该事项由你单位建议的部门承办更为适宜，同意改交。' }, [
      'main',
      old,
    ])
    main[0] = wanted
    k.go(1)
    k.add(wanted.officer, 'signFor')
  }
  if (!tale.coSilent)
    for (const u of co) {
      k.go(0.3)
      submitOpinion(p, u)
    }
  for (const u of main) yield* work(p, u, main.length === 1)
}

export function submitOpinion({ k, topic }: Play, u: CastUnit): void {
  k.add(u.officer, 'submitOpinion', {
    opinion: `${topic.opinion ?? '对主办单位提出的办理思路没有不同意见，涉及我单位的事项将按职责配合落实。'}`,
    docNo: docNo(k, u),
    contactName: u.officer.name,
    contactPhone: u.phone,
  })
}

function* work(p: Play, u: CastUnit, sole: boolean): Generator<Milestone> {
  const { k, tale, topic } = p
  const { c } = k
  const told = <T extends Milestone>(m: T): Milestone[] => (sole ? [m] : [])
  k.go(c.int(5, 12), sole ? 'contact' : undefined)
  contact(p, u)
  yield* told('contact')
  if (tale.extension) {
    const { months, reason, granted } = tale.extension
    k.go(c.int(20, 30), 'extensionAsk')
    k.add(u.officer, 'requestExtension', { months, reason, told: true })
    yield 'extensionAsk'
    k.go(c.int(1, 3))
    k.add(
      k.cast.office('gov_office'),
      'decideExtension',
      { agree: granted === false ? 'no' : 'yes', opinion: granted === false ? '请加快办理，按期答复。' : '同意，请抓紧办理。' },
      ['main', u.id],
    )
  }
  if (tale.urged) {
    k.go(c.int(8, 15))
    k.add(k.cast.office('daf_staff'), 'urge', { channel: '电话', note: tale.urged }, ['main', u.id])
  }
  k.go(c.int(14, 34), sole ? 'save' : undefined)
  const until = tale.until
  saveReply(p, u, topic.answers ?? [])
  yield* told('save')
  k.go(c.int(1, 2), sole ? 'check' : undefined)
  if (until === undefined && c.hits(0.15)) {
    k.add(u.officer, 'checkReply', { pass: 'no', comment: '第二点只写了计划，请补充进度和时限；语句再精简。' })
    k.go(1)
    saveReply(p, u, topic.answers ?? [])
  }
  k.add(u.officer, 'checkReply', { pass: 'yes', comment: c.pick(['', '', '内容属实，建议签发']) })
  yield* told('check')
  k.go(c.int(0, 2), sole ? 'sign' : undefined)
  k.add(u.leader, 'signReply', { pass: 'yes', comment: c.pick(['', '', '同意。请抓好承诺事项落实。', '同意，答复前再与代表通一次话。']) })
  yield* told('sign')
  k.go(c.next(), sole ? 'send' : undefined)
  k.add(u.officer, 'sendReply')
  yield 'send'
}

export function contact({ k, tale, topic, lead }: Play, u: CastUnit, said = topic.contact?.said): void {
  const { c } = k
  const form = tale.face ? '登门走访' : c.pick(FORMS)
  const far = form === '电话联系' || form === '视频会议'
  // A confidential author is reached through the congress's office, and is not named.
  const name = tale.confidential ? '提出建议的代表（由代工委联系）' : `${lead.name}代表`
  k.add(u.officer, 'recordContact', {
    form,
    rank: c.pick(['分管负责人', '科室负责人', '单位主要负责人', '分管负责人']),
    place: far ? `${u.name}` : (topic.contact?.place ?? u.name),
    heldOn: k.dayOfNext(u.officer),
    people: `${name}，${u.name}${c.pick(['分管负责同志、业务科室负责人', '办公室、业务科室负责人', '业务科室有关人员'])}`,
    opinion: said ?? '希望尽快拿出可行的办法，并把进度告诉群众。',
  })
}

export function saveReply({ k, tale, topic }: Play, u: CastUnit, answers: string[], round = 1): void {
  const code = topic.code ?? 'A'
  const dueOn = tale.due === undefined ? daysOn(k, topic.promise?.days ?? 120) : fromNow(k, tale.due)
  const promise = code === 'B' && topic.promise
  k.add(u.officer, 'saveReply', {
    docNo: docNo(k, u),
    code,
    body: replyBody(k, topic, u, answers, round),
    solved: code === 'A' ? (answers[0] ?? '').split('。').slice(1, 2).join('') : '',
    planned: promise ? promise.item : '',
    promises: promise ? [{ item: promise.item, measure: promise.measure, dueOn, owner: u.leader.name }] : [],
    contactName: u.officer.name,
    contactPhone: u.phone,
    disclosure: tale.confidential ? 'withheld' : 'public',
    withheldReason: tale.confidential ? '提出人要求对身份保密，内容涉及具体单位' : '',
  })
}
