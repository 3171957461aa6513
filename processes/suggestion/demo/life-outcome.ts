/** What becomes of an answer: judged, done anew, weighed, kept. */

import { CONTENT, GRUMBLES, HOPES } from './compose.ts'
import type { Play } from './life.ts'
import { contact, saveReply } from './life-handling.ts'
import type { Milestone, Verdict } from './topic.ts'

export function* outcome(p: Play): Generator<Milestone> {
  const { k, tale, topic, answered } = p
  const { c, cast } = k
  const units = (tale.separate ? topic.units : [tale.notOurs?.proposed ?? (topic.units[0] as string)]).map((u) => cast.unit(u))
  const verdicts = tale.judges ?? []
  k.go(c.int(1, 3), 'judge')
  let pending = false
  for (const [i, d] of answered.entries())
    for (const _ of units) {
      const v = verdicts[i] ?? 'good'
      k.go(c.next() * 2)
      if (v === 'never') pending = true
      else k.add(d, 'judge', judgement(p, v))
    }
  // Silent deputies are reminded and then left out by the clocks themselves: fifteen working days and five more.
  if (pending) k.go(36)
  yield 'judge'
  if (tale.ladder) yield* ladder(p)
  if (tale.release) {
    k.go(c.int(3, 6))
    k.add(cast.office('daf_staff'), 'releaseJudgement')
  }
  if (topic.code !== 'B' || !topic.promise) return
  for (const u of units) {
    if (tale.progress) {
      const { progress } = tale
      k.go(c.int(15, 25))
      k.add(u.officer, 'reportProgress', async (l) => ({ promise: await l.promise(u.id), progress }))
    }
    if (tale.until === 'promise') break
    const done = topic.promise.done
    k.go(Math.max(5, (tale.due ?? topic.promise.days) - 40))
    k.add(u.officer, 'fulfilPromise', async (l) => ({ promise: await l.promise(u.id), evidence: done }))
  }
  yield 'promise'
}

function judgement({ k, tale, topic }: Play, v: Verdict): Record<string, unknown> {
  const { c } = k
  const code = topic.code ?? 'A'
  const solved = v === 'bad' ? '近期尚不能解决' : { A: '解决或基本解决', B: '部分解决或列入计划', C: '近期尚不能解决', D: '留作参考' }[code]
  const adopted = v === 'bad' ? '解释说明' : { A: '采纳', B: v === 'fair' ? '部分采纳' : '采纳', C: '解释说明', D: '解释说明' }[code]
  return {
    attitude: v === 'fair' && c.hits(0.4) ? '基本满意' : '满意',
    result: v === 'good' ? '满意' : v === 'fair' ? '基本满意' : '不满意',
    solved,
    adopted,
    comment: v === 'bad' ? (tale.complaint ?? c.pick(GRUMBLES)) : v === 'fair' ? c.pick(HOPES) : c.hits(0.5) ? c.pick(CONTENT) : '',
    redo: v === 'bad',
  }
}

function* ladder(p: Play): Generator<Milestone> {
  const { k, tale, topic, answered } = p
  const { c, cast } = k
  const staff = cast.office('daf_staff')
  const u = cast.unit(tale.notOurs?.proposed ?? (topic.units[0] as string))
  k.go(c.int(3, 6), 'ladder')
  if (tale.ladder === 'explain') {
    k.add(staff, 'explain', { explain: tale.explained ?? '已会同市政府办公室核实，该事项受条件限制，待条件具备后再行办理，并已向代表当面说明。' })
    return yield 'ladder'
  }
  k.add(staff, 'orderRedo', async (l) => ({
    units: [await l.party('main', u.id)],
    reason: '请针对代表意见逐条补充措施和时间表，一个月内重新办理并当面答复代表。',
  }))
  yield 'ladder'
  k.go(c.int(3, 6), 'contact')
  contact(p, u, tale.complaint)
  k.go(c.int(8, 14), 'again')
  saveReply(p, u, tale.second ?? topic.answers ?? [], 2)
  yield 'again'
  k.go(1, 'check')
  k.add(u.officer, 'checkReply', { pass: 'yes', comment: '' })
  k.go(1, 'sign')
  k.add(u.leader, 'signReply', { pass: 'yes', comment: '同意，务必按时间表落实。' })
  k.go(0.2, 'send')
  k.add(u.officer, 'sendReply')
  if (tale.until === 'send') return
  k.go(c.int(2, 5), 'judge')
  for (const d of answered) k.add(d, 'judge', judgement(p, tale.secondJudge ?? 'good'))
  if (tale.ladder !== 'panel') return
  yield 'panel'
  k.go(c.int(3, 6), 'panel')
  k.add(staff, 'callPanel', { form: '会商', evaluator: '市人大有关专门委员会、市政府办公室、承办单位和提出建议的代表' })
  if (!tale.conclusion) return yield 'panel'
  k.go(c.int(8, 14))
  k.add(staff, 'settlePanel', { opinion: tale.conclusion, again: false })
}
