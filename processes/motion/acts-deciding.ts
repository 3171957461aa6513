/** What committees, the presidium and its secretariat do with a motion. */
import type { ActFn } from '../../kernel/act.ts'
import { dayWords } from '../../kernel/calendar.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { NOT_MOTION, OUTCOMES } from './inputs.ts'
import { backers, backersNeeded, direct, reconsiderUntil, tooLate } from './needs.ts'
import { committeeName, openingDay, sessionById, sitting } from './places.ts'
import { becomeSuggestion } from './turning.ts'

const AUTHORS = ['lead', 'cosigner', 'mover']
const pad = (no: number) => `第${String(no).padStart(3, '0')}号`
type Outcome = keyof typeof OUTCOMES

async function toCommittee(ctx: Ctx, unit: string, step: 'asked' | 'reporting') {
  const name = await committeeName(ctx, unit)
  const had = ctx.parties('committee')
  const same = had.find((p) => p.unit === unit)
  for (const p of had) if (p !== same) ctx.leave(p)
  if (same) ctx.step(same, step)
  else ctx.join('committee', { unit, name, step })
  return name
}

/** Does what was decided; the words for the timeline. */
async function carry(ctx: Ctx, outcome: Outcome, x: { committee?: string; code?: string }): Promise<string> {
  for (const p of ctx.parties('cosigner')) if (['again', 'backs', 'notBacks'].includes(p.step)) ctx.step(p, 'signed')
  switch (outcome) {
    case 'agenda':
      ctx.data({ closesOn: (await closing(ctx)) ?? ctx.after(ctx.today, ctx.rule('motion.agenda')) })
      ctx.go('onAgenda')
      break
    case 'committee': {
      const unit = x.committee ?? ctx.parties('committee')[0]?.unit
      if (!unit) throw wrong('committee', '请选择会后由哪个专门委员会审议')
      const name = await toCommittee(ctx, unit, 'reporting')
      const from = (await closing(ctx)) ?? ctx.today
      ctx.data({ reportDue: ctx.after(from, ctx.rule('motion.report')) })
      ctx.go('committeeReport')
      ctx.tell(['committee:committee'], `会后由你委审议并提出审议结果报告：${ctx.subject()}`)
      ctx.tell(['lead', 'mover'], `议案会后由${name}审议，审议时将邀请您列席：${ctx.subject()}`)
      return `${OUTCOMES.committee}（${name}）`
    }
    case 'standing':
      if (ctx.view.matter.data.level === 'township') throw wrong('outcome', '乡镇人大没有常务委员会，请选择其他处理决定')
      ctx.go('scDecision')
      ctx.tell(['lead', 'mover'], `议案交常务委员会处理，审议时将邀请您列席：${ctx.subject()}`)
      break
    case 'suggestion':
      await becomeSuggestion(ctx, 'decided', x.code)
      ctx.tell(AUTHORS, `主席团决定不作为议案，转为代表建议办理，仍将答复您：${ctx.subject()}`)
      return `${OUTCOMES.suggestion}${x.code ? `：${NOT_MOTION[x.code as keyof typeof NOT_MOTION]}` : ''}`
  }
  return OUTCOMES[outcome]
}

async function closing(ctx: Ctx): Promise<string | undefined> {
  const s = ctx.view.matter.session
  return s ? (await sessionById(ctx, s))?.closesOn : undefined
}

export const deciding: Record<string, ActFn> = {
  /** Numbers it and sends it on: to a committee, or where there is none straight to the presidium. */
  async register(ctx) {
    const m = ctx.view.matter
    const recess = m.state === 'recessReceived'
    const unit = ctx.input.committee as string | undefined
    if (!unit && !direct(ctx.view)) throw wrong('committee', '请选择交哪个专门委员会提出意见（地方组织法第二十二条）')
    if (!m.no) {
      const series = m.data.numbering as string
      ctx.set({ series, no: await ctx.number(series) })
    }
    const name = unit ? await toCommittee(ctx, unit, 'asked') : ''
    ctx.data({ note: ctx.input.note })
    if (!unit && recess) ctx.data({ waitUntil: await openingDay(ctx) })
    ctx.go(unit ? (recess ? 'recessOpinion' : 'committeeOpinion') : recess ? 'awaitSession' : 'presidium')
    ctx.say({ number: `议案${pad(ctx.view.matter.no as number)}`, where: name ? `交${name}提出意见` : recess ? '待提请下次大会主席团' : '提请主席团决定' })
    ctx.tell(AUTHORS, `您提出的议案已登记${name ? `，交${name}提出意见，委员会审议时将邀请您列席` : ''}：${ctx.subject()}`)
  },

  async changeCommittee(ctx) {
    if (ctx.input.committee === ctx.party.unit) throw wrong('committee', '改交的委员会与原来的相同')
    ctx.note(ctx.party, { left: `改交：${ctx.input.reason}` })
    ctx.say({ target: await toCommittee(ctx, ctx.input.committee, 'asked') })
  },

  async giveOpinion(ctx) {
    const { outcome, code, opinion, meetingOn, attachments } = ctx.input
    if (outcome === 'suggestion' && !code) throw wrong('code', '建议不作为议案的，请选择原因')
    const recess = ctx.before.state === 'recessOpinion'
    ctx.data({ opinion: { outcome, code, text: opinion, meetingOn, by: ctx.party.name, on: ctx.today } })
    await attach(ctx, attachments)
    if (recess) ctx.data({ waitUntil: await openingDay(ctx) })
    ctx.go(recess ? 'awaitSession' : 'presidium')
    ctx.say({ advice: OUTCOMES[outcome as Outcome] })
  },

  inviteToSit(ctx) {
    const { meeting, heldOn, time, place } = ctx.input
    if (heldOn < ctx.today) throw wrong('heldOn', '会议日期已经过去')
    ctx.data({ invited: [...(ctx.view.matter.data.invited ?? []), { meeting, heldOn, time, place, on: ctx.today }] })
    ctx.tell(['lead', 'mover'], `请您列席${meeting}：${[dayWords(heldOn, true), time].filter(Boolean).join(' ')}，${place}。审议${ctx.subject()}`)
  },

  async bringIn(ctx) {
    const session = await sitting(ctx)
    if (!session) throw new Refusal('gate', '现在没有在开大会。大会开幕后再提请主席团；日期有变的，请先「确定下次大会日期」')
    ctx.set({ session: session.id })
    ctx.data({ sessionName: session.name, closesOn: session.closesOn })
    ctx.say({ session: session.name })
    ctx.tell(AUTHORS, `您在闭会期间提出的议案已提请${session.name}主席团：${ctx.subject()}`)
  },

  fixOpening(ctx) {
    if (ctx.input.opensOn < ctx.today) throw wrong('opensOn', '开幕日期不能早于今天')
    ctx.data({ waitUntil: ctx.input.opensOn })
  },

  async decide(ctx) {
    const { meeting, decidedOn, outcome, code, committee, text, lastMeetingOn, lastMeetingAt } = ctx.input
    if (decidedOn > ctx.today) throw wrong('decidedOn', '决定日期不能晚于今天')
    if (outcome === 'standing' && ctx.view.matter.data.level === 'township') throw wrong('outcome', '乡镇人大没有常务委员会，请选择其他处理决定')
    if (outcome === 'committee' && !committee && ctx.parties('committee').length === 0) throw wrong('committee', '请选择会后由哪个专门委员会审议')
    if (committee) await committeeName(ctx, committee)
    const meetingAt = lastMeetingOn && outcome !== 'agenda' ? `${lastMeetingOn}T${lastMeetingAt}:00+08:00` : undefined
    ctx.data({ decision: { meeting, on: decidedOn, outcome, code, committee, text } })
    // Only while there is still time to ask for it.
    if (meetingAt) {
      ctx.data({ meetingAt, meetingOn: lastMeetingOn })
      const until = reconsiderUntil(ctx.view) as number
      if (ctx.now.getTime() <= until) {
        ctx.go('told')
        ctx.say({ what: OUTCOMES[outcome as Outcome] })
        ctx.tell(
          AUTHORS,
          `主席团决定：${OUTCOMES[outcome as Outcome]}。不同意的，可以在${dayWords(lastMeetingOn, true)} ${lastMeetingAt} 主席团会议${ctx.rule<number>('motion.reconsiderHours')}小时前申请复议：${ctx.subject()}`,
        )
        return
      }
    }
    const what = await carry(ctx, outcome, { committee, code })
    ctx.say({ what })
    if (outcome === 'agenda') ctx.tell(AUTHORS, `您提出的议案已列入大会议程：${ctx.subject()}`)
  },

  askReconsideration(ctx) {
    ctx.data({ reconsider: { reason: ctx.input.reason, on: ctx.today, by: ctx.actor.name } })
    if (ctx.parties('mover').length > 0) return ctx.go('reconsideration')
    for (const p of ctx.parties('cosigner').filter((x) => x.step === 'signed')) ctx.step(p, 'again')
    enough(ctx)
  },

  backReconsideration(ctx) {
    const late = tooLate(ctx.view)
    if (late) throw new Refusal('gate', late)
    ctx.say({ count: backers(ctx.view).length })
    enough(ctx)
  },

  async carryOut(ctx) {
    const d = ctx.view.matter.data.decision
    ctx.say({ what: await carry(ctx, d.outcome, d) })
  },

  async decideAgain(ctx) {
    const { meeting, decidedOn, keep, outcome, committee, text } = ctx.input
    if (decidedOn > ctx.today) throw wrong('decidedOn', '复议日期不能晚于今天')
    const first = ctx.view.matter.data.decision
    const now = (keep === 'yes' ? first.outcome : outcome) as Outcome
    if (keep === 'no' && now === first.outcome) throw wrong('outcome', '新的决定与原决定相同；维持原决定的请选「维持」')
    ctx.data({ decisionAgain: { meeting, on: decidedOn, keep, outcome: now, text } })
    const what = await carry(ctx, now, keep === 'yes' ? first : { committee, code: now === 'suggestion' ? 'OTHER' : undefined })
    ctx.say({ what: `${keep === 'yes' ? '维持原决定' : '改变原决定'}，${what}` })
    ctx.tell(AUTHORS, `主席团复议${keep === 'yes' ? '维持原决定' : '改变了原决定'}：${what}，${ctx.subject()}`)
  },
}

function enough(ctx: Ctx) {
  if (backers(ctx.view).length < backersNeeded(ctx.view)) return
  ctx.go('reconsideration')
  ctx.tell(['motion_group', 'daf_staff'], `提案人过半数申请复议：${ctx.subject()}`)
}
