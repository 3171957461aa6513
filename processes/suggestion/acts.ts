/** What the suggestion's actions do beyond the flow table. Each runs inside the act's transaction. */

import type { ActFn } from '../../kernel/act.ts'
import { addDays } from '../../kernel/calendar.ts'
import { length } from '../../kernel/characters.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import type { Party } from '../../kernel/process.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { suggestionHeard } from '../concern/chain.ts'
import { AUTHORS, changing, heard } from './acts-changing.ts'
import { handlers } from './acts-handlers.ts'
import { handling } from './acts-handling.ts'
import { handover } from './acts-handover.ts'
import { judging } from './acts-judging.ts'
import { keeping } from './acts-promises.ts'
import { publication } from './acts-publication.ts'
import { speech } from './acts-speech.ts'
import { fromMotionAct } from './from-motion-act.ts'
import { REJECT } from './inputs.ts'
import { attach, wrong } from './parts.ts'
import { seatNames, unitNames } from './rows.ts'
import { sittingOn, taken } from './session.ts'
import { climb } from './urging.ts'

async function write(ctx: Ctx) {
  const { title, kind, confidential, attachments, ...rest } = ctx.input
  const max = ctx.rule<number>('text.titleMax')
  if (length(title) > max) throw wrong('title', `标题最多 ${max} 字，现在 ${length(title)} 字，请写得简短明确`)
  if (!rest.mayPublish && !rest.publishReason) throw wrong('publishReason', '不同意公开的，请写明理由')
  if (rest.wishUnit) rest.wishUnitName = (await unitNames(ctx, [rest.wishUnit])).get(rest.wishUnit)
  ctx.set({ title, kind, confidential })
  ctx.data({ ...rest, attachments })
  await attach(ctx, attachments)
}

/** A number without gaps: in session '6-5' counts by itself, in recess the year does. */
async function register(ctx: Ctx) {
  const { political, legal, quality, category, subject, secrecy, opinion } = ctx.input
  const failed = Object.entries({ political, legal, quality }).find(([, v]) => v !== 'pass')
  if (failed) throw wrong(failed[0], '三项审查都通过才能立案；不通过的请「退回修改」或「不予受理」')
  const m = ctx.view.matter
  // A speech counts by itself.
  const series = `${m.kind === 'speech' ? '发' : ''}${m.data.series ?? ctx.today.slice(0, 4)}`
  const no = await ctx.number(series)
  ctx.set({ series, no, category })
  ctx.data({ subject, secrecy, review: { by: ctx.actor.name, opinion, on: ctx.today } })
  ctx.say({ number: `第${String(no).padStart(3, '0')}号` })
  ctx.tell(['lead', 'cosigner'], `您提出的建议已立案：第${String(no).padStart(3, '0')}号《${m.title}》`)
}

/** 并案: the other's deputies join the target, each still answered (山东条例20、浙江规定18). */
async function merge(ctx: Ctx) {
  const target = ctx.input.into
  if (target === ctx.view.matter.id) throw wrong('into', '不能并入自己')
  const deputies = ctx.parties('lead', 'cosigner', 'joined').filter((p) => p.step === 'in' || p.step === 'signed')
  const into = await ctx.nest({
    action: 'absorb',
    matter: target,
    extra: {
      from: ctx.view.matter.id,
      no: ctx.view.matter.no,
      title: ctx.view.matter.title,
      confidential: ctx.view.matter.confidential,
      deputies: deputies.map((p) => ({ seat: p.seat, name: p.name, from: p.data.from ?? ctx.view.matter.id })),
    },
  })
  ctx.set({ mergedInto: target })
  ctx.say({ target: into.subject })
  ctx.tell(['lead', 'cosigner', 'joined'], `您的建议《${ctx.view.matter.title}》与${into.subject}内容相同，并案办理，仍将分别答复您`)
}

function absorb(ctx: Ctx) {
  const from = ctx.nested as
    | { from: string; no: number | null; title: string; confidential: boolean; deputies: { seat: string; name: string; from: string }[] }
    | undefined
  if (!from) throw new Refusal('gate', '请从要并入的那一件上办理「并案」')
  const have = new Set(ctx.parties('lead', 'cosigner', 'joined').map((p) => p.seat))
  for (const d of from.deputies) {
    if (have.has(d.seat)) continue
    ctx.join('joined', { seat: d.seat, name: d.name, data: { from: d.from, no: from.no, title: from.title } })
  }
  // One confidential author makes the whole answer go through the office.
  if (from.confidential) ctx.set({ confidential: true })
  ctx.say({ count: from.deputies.length })
  ctx.remember({ from: from.from })
}

const unitsWords = (names: Map<string, string>, main: string[], co: string[], kind: string) =>
  `${kind === 'sole' ? '独办' : kind === 'separate' ? '分办' : '主办'} ${main.map((u) => names.get(u)).join('、')}${co.length ? `，会办 ${co.map((u) => names.get(u)).join('、')}` : ''}`

async function arrange(ctx: Ctx, step: 'proposed' | 'noticed') {
  const { kind, main, co, share, complex, note } = ctx.input
  const names = await unitNames(ctx, [...main, ...co])
  const others = kind === 'lead' ? co : []
  for (const p of ctx.parties('main', 'co')) ctx.leave(p)
  ctx.data({ complex, share, note, arrangement: kind })
  const row = (unit: string) => ({ unit, name: names.get(unit) as string, step, data: { kind, ...(step === 'noticed' ? handed(ctx) : {}) } })
  for (const unit of main) ctx.join('main', row(unit))
  for (const unit of others) ctx.join('co', row(unit))
  ctx.say({ units: unitsWords(names, main, others, kind) })
}

const handed = (ctx: Ctx) => ({ handedOn: ctx.today, returnUntil: ctx.after(ctx.today, ctx.rule('clock.return')), round: 1, contacts: 0 })

function handOver(ctx: Ctx) {
  const units = ctx.parties('main', 'co')
  for (const p of units) ctx.step(p, 'noticed', handed(ctx))
  const names = new Map(units.map((p) => [p.unit as string, p.name]))
  ctx.say({
    units: unitsWords(
      names,
      ctx.parties('main').map((p) => p.unit as string),
      ctx.parties('co').map((p) => p.unit as string),
      ctx.view.matter.data.arrangement,
    ),
  })
  toldOfHandover(ctx)
}

const toldOfHandover = (ctx: Ctx) => ctx.tell(['lead', 'cosigner', 'joined'], `您提出的建议已交办：${ctx.subject()}`)

async function reassigned(ctx: Ctx, old: Party, unit: string, why: string) {
  if (unit === old.unit) throw wrong('unit', '改交的单位与原单位相同')
  if (ctx.parties('main', 'co').some((p) => p.unit === unit)) throw wrong('unit', '这个单位已经在承办本件')
  const names = await unitNames(ctx, [unit])
  ctx.note(old, { left: why })
  ctx.leave(old)
  ctx.join(old.role, { unit, name: names.get(unit) as string, step: 'noticed', data: { kind: old.data.kind, from: old.name, ...handed(ctx) } })
  ctx.data({ bounces: (ctx.view.matter.data.bounces ?? 0) + 1 })
  ctx.tell([...AUTHORS], `${ctx.subject()}改由${names.get(unit)}承办（原为${old.name}）：${why}`)
  return names.get(unit) as string
}

export const acts: Record<string, ActFn> = {
  async draft(ctx) {
    ctx.lead = ctx.actor.seat
    ctx.join('lead', { seat: ctx.actor.seat as string, name: ctx.actor.name })
    await write(ctx)
  },

  async saveDraft(ctx) {
    const was = JSON.stringify([ctx.before.title, ctx.before.data.situation, ctx.before.data.proposals])
    await write(ctx)
    const m = ctx.view.matter
    // A signature stands for the text that was read: after a change everybody is asked again.
    if (was !== JSON.stringify([m.title, m.data.situation, m.data.proposals]))
      for (const p of ctx.parties('cosigner').filter((x) => x.step === 'signed')) if (m.state === 'cosigning') ctx.step(p, 'asked', { again: true })
  },

  async inviteCosigners(ctx) {
    const names = await seatNames(ctx, ctx.input.deputies)
    if (names.has(ctx.lead as string)) throw wrong('deputies', '领衔代表不用再联名')
    const asked = ctx.parties('cosigner')
    let count = 0
    for (const [seat, name] of names) {
      const had = asked.find((p) => p.seat === seat)
      if (had?.step === 'declined') ctx.step(had, 'asked')
      else if (!had) ctx.join('cosigner', { seat, name })
      else continue
      count++
    }
    if (count === 0) throw wrong('deputies', '所选代表都已经邀请过')
    ctx.say({ count })
  },

  async submit(ctx) {
    const waiting = ctx.parties('cosigner').filter((p) => p.step === 'asked')
    if (waiting.length > 0 && !ctx.input.waitNot) throw wrong('waitNot', `还有${waiting.map((p) => p.name).join('、')}没有确认；要现在提交，请选「不再等待」`)
    for (const p of waiting) ctx.leave(p)
    const m = ctx.view.matter
    const resume = m.state === 'returned' ? (m.data.returnedFrom as string) : undefined
    const sitting = m.session ? undefined : await sittingOn(ctx.client, m.place, ctx.today)
    const where = taken(ctx.view, sitting)
    if (where.to === 'refused') throw new Refusal('gate', where.says as string)
    const session = m.session ? { id: m.session, series: m.data.series } : where.to === 'session' ? sitting : undefined
    if (session) ctx.set({ session: session.id })
    ctx.data({ series: session?.series ?? null, receivedOn: m.data.receivedOn ?? ctx.today })
    ctx.go(resume ?? (session ? 'delegationReview' : 'officeReview'))
  },

  signOff(ctx) {
    ctx.data({ signedOff: { by: ctx.actor.name, on: ctx.today, opinion: ctx.input.opinion } })
  },

  returnToDeputy(ctx) {
    ctx.data({ returnedFrom: ctx.before.state, returnReason: ctx.input.reason })
  },

  register,

  async notAccept(ctx) {
    ctx.data({ rejected: { code: ctx.input.code, explain: ctx.input.explain, on: ctx.today } })
    ctx.say({ cause: REJECT[ctx.input.code as keyof typeof REJECT] })
    ctx.tell(['lead', 'cosigner'], `您的建议《${ctx.view.matter.title}》未予受理：${ctx.input.explain}`)
    await suggestionHeard(ctx, { code: 'explained', text: `代表据此提出的建议未予受理：${ctx.input.explain}` }, '代表工作机构')
  },

  merge,
  absorb,
  fromMotion: fromMotionAct,
  preAssign: (ctx) => arrange(ctx, 'proposed'),

  async assign(ctx) {
    await arrange(ctx, 'noticed')
    toldOfHandover(ctx)
  },

  handOver,

  async objectPreAssign(ctx) {
    if (ctx.input.proposed) await unitNames(ctx, [ctx.input.proposed], 'proposed')
    ctx.note(ctx.party, { objection: ctx.input.reason, proposedUnit: ctx.input.proposed })
    ctx.tell(['motion_group', 'daf_staff'], `${ctx.party.name}对预交办有异议：${ctx.subject()}`)
  },

  async requestReturn(ctx) {
    await unitNames(ctx, [ctx.input.proposed], 'proposed')
    ctx.note(ctx.party, { returnReason: ctx.input.reason, returnBasis: ctx.input.basis, proposedUnit: ctx.input.proposed })
    ctx.tell([...AUTHORS], `${ctx.party.name}申请退回${ctx.subject()}：${ctx.input.reason}。有异议的，请在这件建议里表示`)
  },

  async decideReturn(ctx) {
    const p = ctx.party
    const { agree, unit, opinion } = ctx.input
    const bounces = ctx.view.matter.data.bounces ?? 0
    if (agree === 'no') {
      ctx.step(p, 'signedFor', { kept: opinion, returnUntil: addDays(ctx.today, -1) })
      ctx.say({ decision: '不同意' })
      ctx.tell(['main', 'co'], `不同意退回，请继续办理：${ctx.subject()}`, 'news', p)
      return
    }
    heard(p, opinion)
    const target = await reassigned(ctx, p, unit ?? p.data.proposedUnit, `退回：${p.data.returnReason}`)
    ctx.say({ decision: `同意${bounces >= 2 ? '（第三次调整，由政府办公室协调）' : ''}改交${target}，同意` })
  },

  async reassign(ctx) {
    ctx.say({ target: await reassigned(ctx, ctx.party, ctx.input.unit, `改交：${ctx.input.reason}`) })
  },

  async withdraw(ctx) {
    for (const p of ctx.parties('main', 'co')) ctx.leave(p)
    ctx.tell(['daf_staff'], `代表撤回建议：${ctx.subject()}`)
    await suggestionHeard(ctx, { code: 'explained', text: '代表据此提出的建议已经撤回。' }, '代表')
  },

  async proposeKey(ctx) {
    await ctx.nest({ process: 'key', action: 'propose', matter: null, input: { suggestion: ctx.view.matter.id, criterion: ctx.input.criterion } })
  },

  markKey(ctx) {
    ctx.keyItem = true
    ctx.data({ keyReason: (ctx.nested as { criterion: string }).criterion })
    ctx.tell(['lead', 'main'], `列为重点督办建议：${ctx.subject()}`)
  },

  async urge(ctx) {
    const { channel, person, note, answer } = ctx.input
    await climb(ctx, {
      matter: ctx.view.matter.id,
      party: ctx.party.id,
      unit: ctx.party.unit as string,
      rung: channel === '系统' ? 'reminder' : 'phone',
      channel,
      person,
      note,
      answer,
    })
    ctx.note(ctx.party, { urged: [...(ctx.party.data.urged ?? []), { on: ctx.today, by: ctx.actor.name, channel }] })
  },

  ...speech,
  ...handover,
  ...handlers,
  ...handling,
  ...changing,
  ...judging,
  ...keeping,
  ...publication,
}
