/** A motion's beginning: written, co-signed, submitted in time or not at all. */

import type { ActFn } from '../../kernel/act.ts'
import { dayWords, localDay } from '../../kernel/calendar.ts'
import { length } from '../../kernel/characters.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { seatNames } from '../suggestion/rows.ts'
import { minimum, proposers } from './needs.ts'
import { delegationName, levelOf, sitting } from './places.ts'
import { becomeSuggestion } from './turning.ts'

async function write(ctx: Ctx) {
  const { title, kind, attachments, ...rest } = ctx.input
  const max = ctx.rule<number>('motion.titleMax')
  if (length(title) > max) throw wrong('title', `案由最多 ${max} 字，现在 ${length(title)} 字，请写得简短明确`)
  ctx.set({ title, kind })
  ctx.data({ ...rest, attachments })
  await attach(ctx, attachments)
}

/** What a signature stands for. */
const textOf = (title: string, d: Record<string, unknown>) => JSON.stringify([title, d.grounds, d.plan, d.draftLaw])

const hour = (at: Date) => new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false }).format(at)

export const writing: Record<string, ActFn> = {
  async draft(ctx) {
    ctx.lead = ctx.actor.seat
    ctx.join('lead', { seat: ctx.actor.seat as string, name: ctx.actor.name })
    ctx.data({ level: await levelOf(ctx), mover: 'deputies' })
    await write(ctx)
  },

  async draftByDelegation(ctx) {
    ctx.join('mover', { seat: ctx.actor.seat as string, name: ctx.actor.name })
    ctx.data({ level: await levelOf(ctx), mover: 'delegation', delegationName: await delegationName(ctx) })
    await write(ctx)
  },

  async saveDraft(ctx) {
    const was = textOf(ctx.before.title, ctx.before.data)
    await write(ctx)
    const m = ctx.view.matter
    if (was === textOf(m.title, m.data)) return
    // A signature stands for the text that was read, a vote for the text that was voted on: after a change both are asked again.
    for (const p of ctx.parties('cosigner').filter((x) => x.step === 'signed')) ctx.step(p, 'asked', { again: true, signedOn: undefined })
    if (m.data.vote) ctx.data({ vote: undefined })
  },

  recordVote(ctx) {
    const { members, present, inFavour, heldOn } = ctx.input
    if (present > members) throw wrong('present', `出席人数不能多于全体代表人数（${members}人）`)
    if (inFavour > present) throw wrong('inFavour', `赞成人数不能多于出席人数（${present}人）`)
    if (heldOn > ctx.today) throw wrong('heldOn', '表决日期不能晚于今天')
    if (!ctx.view.parties.some((p) => p.role === 'mover')) throw new Refusal('gate', '代表联名提出的议案不需要代表团表决')
    ctx.data({ vote: { members, present, inFavour, heldOn } })
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

  cosign(ctx) {
    ctx.note(ctx.party, { signedOn: ctx.today, again: undefined })
    // One word when it is enough, not one for each of thirty.
    const need = minimum(ctx.view)
    if (proposers(ctx.view).length === need) ctx.tell(['lead'], `联名已达法定人数（${need}人），可以提交：${ctx.subject()}`)
  },

  declineCosign(ctx) {
    ctx.tell(['lead'], `${ctx.party.name}不参加联名：${ctx.subject()}`)
  },

  async submit(ctx) {
    if (!ctx.input.oneMatter) throw wrong('oneMatter', '请确认本件只提一件事；有两件事的，请分开写成两件议案（一事一案）')
    const waiting = ctx.parties('cosigner').filter((p) => p.step === 'asked')
    if (waiting.length > 0 && !ctx.input.waitNot) throw wrong('waitNot', `还有${waiting.map((p) => p.name).join('、')}没有确认；要现在提交，请选「不再等待」`)
    for (const p of ctx.parties('cosigner').filter((x) => x.step !== 'signed')) ctx.leave(p)
    const session = await sitting(ctx)
    // What was received in time and sent back for a mend may come again after the hour.
    const intime = ctx.view.matter.data.receivedIn === session?.id && !!session
    if (session?.cutoff && ctx.now > session.cutoff && !intime)
      throw new Refusal(
        'gate',
        `${session.name}主席团决定的代表提出议案的截止时间是${dayWords(localDay(session.cutoff), true)} ${hour(session.cutoff)}，现在已经截止。可以用「改提建议」作为代表建议提出；或者在大会闭会后提交，作为闭会期间的议案交专门委员会，提请下次大会`,
      )
    ctx.set({ session: session?.id ?? null })
    ctx.data({
      receivedOn: ctx.view.matter.data.receivedOn ?? ctx.today,
      receivedIn: session?.id ?? null,
      numbering: `案${session?.series ?? ctx.today.slice(0, 4)}`,
      sessionName: session?.name,
      closesOn: session?.closesOn,
    })
    ctx.say({ count: ctx.view.matter.data.vote?.inFavour ?? proposers(ctx.view).length })
    ctx.go(session ? 'received' : 'recessReceived')
  },

  async toSuggestion(ctx) {
    for (const p of ctx.parties('cosigner').filter((x) => x.step === 'declined')) ctx.leave(p)
    await becomeSuggestion(ctx, 'own')
  },

  dropOut(ctx) {
    const own = ctx.party
    ctx.leave(own)
    const rest = ctx.parties('cosigner').filter((p) => p.step === 'signed')
    const left = proposers(ctx.view).length
    const need = minimum(ctx.view)
    const everybody = ['lead', 'cosigner']
    if (left < need) {
      for (const p of ctx.parties('committee')) ctx.leave(p)
      ctx.data({ ended: { on: ctx.today, left, need } })
      ctx.go('ended')
      ctx.say({ outcome: `；剩余提案人${left}人，不足${need}人，议案终止` })
      ctx.tell(everybody, `${own.name}退出提案，剩余${left}人不足${need}人，议案终止：${ctx.subject()}`)
      ctx.tell(['motion_group', 'daf_staff'], `提案人不足法定人数，议案终止：${ctx.subject()}`)
      return
    }
    if (own.role === 'lead') {
      const next = rest[0]
      if (!next?.seat) throw new Error('没有可以领衔的联名代表')
      ctx.leave(next)
      ctx.join('lead', { seat: next.seat, name: next.name, data: { signedOn: next.data.signedOn } })
      ctx.lead = next.seat
      ctx.say({ outcome: `；由${next.name}领衔，剩余提案人${left}人` })
      ctx.tell(everybody, `${own.name}退出提案，由${next.name}领衔：${ctx.subject()}`)
      return
    }
    ctx.say({ outcome: `；剩余提案人${left}人` })
    ctx.tell(everybody, `${own.name}退出提案，剩余${left}人：${ctx.subject()}`)
  },

  withdraw(ctx) {
    if (ctx.before.private) return
    for (const p of ctx.parties('committee')) ctx.leave(p)
    ctx.tell(['motion_group', 'daf_staff'], `提案人撤回议案：${ctx.subject()}`)
  },

  returnToMovers(ctx) {
    ctx.data({ returnReason: ctx.input.reason })
    ctx.tell(['lead', 'mover'], `议案退回修改：${ctx.input.reason}`)
  },
}
