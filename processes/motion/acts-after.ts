/** After the presidium: the congress's own vote, the committee's report, the standing committee, the organs. */
import type { ActFn } from '../../kernel/act.ts'
import { dayWords } from '../../kernel/calendar.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { unitNames } from '../suggestion/rows.ts'
import { SC } from './inputs.ts'

const AUTHORS = ['lead', 'cosigner', 'mover']

async function toOrgans(ctx: Ctx, organs: string[]): Promise<string> {
  const ids = [...new Set(organs)]
  const names = await unitNames(ctx, ids).catch((e: Error & { problem?: { fields?: object } }) => {
    throw e.problem?.fields ? wrong('organs', '有的单位不在本地办理机关之列') : e
  })
  for (const unit of ids) ctx.join('organ', { unit, name: names.get(unit) as string })
  ctx.go('handling')
  const words = ids.map((u) => names.get(u)).join('、')
  ctx.tell(['organ:unit_officer', 'organ:unit_leader'], `请研究办理并报告办理情况：${ctx.subject()}`)
  return words
}

export const after: Record<string, ActFn> = {
  async congressDecision(ctx) {
    const { outcome, organs, text, decidedOn } = ctx.input
    const m = ctx.view.matter
    ctx.data({ congress: { outcome, text, on: decidedOn } })
    if (outcome === 'committee') {
      const c = ctx.parties('committee')[0]
      if (!c) throw wrong('outcome', '本件没有交过专门委员会，请选择其他结果')
      ctx.step(c, 'reporting')
      ctx.data({ reportDue: ctx.after(m.data.closesOn ?? ctx.today, ctx.rule('motion.report')) })
      ctx.go('committeeReport')
      ctx.say({ what: '授权常委会处理，会后交专门委员会审议' })
    } else if (organs.length > 0) ctx.say({ what: `表决通过，交${await toOrgans(ctx, organs)}办理` })
    else {
      ctx.go('closed')
      ctx.say({ what: outcome === 'passed' ? '表决通过' : '表决未通过' })
    }
    ctx.tell(AUTHORS, `大会对您提出的议案${outcome === 'rejected' ? '表决未通过' : '作出决定'}：${ctx.subject()}`)
  },

  async submitReport(ctx) {
    const { report, meetingOn, attachments } = ctx.input
    ctx.data({ report: { text: report, meetingOn, by: ctx.party.name, on: ctx.today } })
    await attach(ctx, attachments)
    ctx.tell(AUTHORS, `${ctx.party.name}已提出审议结果报告，提请常委会会议，审议时将邀请您列席：${ctx.subject()}`)
  },

  async scDecide(ctx) {
    const { meeting, decidedOn, outcome, organs, text } = ctx.input
    if (decidedOn > ctx.today) throw wrong('decidedOn', '决定日期不能晚于今天')
    if (outcome !== 'handle' && organs.length > 0) throw wrong('organs', '只有交机关办理的才选办理机关')
    ctx.data({ sc: { meeting, on: decidedOn, outcome, text } })
    if (outcome === 'handle') ctx.say({ what: `交${await toOrgans(ctx, organs)}研究办理` })
    else {
      ctx.go('closed')
      ctx.say({ what: SC[outcome as keyof typeof SC] })
    }
    ctx.tell(AUTHORS, `常委会对您提出的议案作出决定：${ctx.subject()}`)
  },

  async reportHandling(ctx) {
    const p = ctx.party
    const { docNo, report, attachments } = ctx.input
    ctx.note(p, { reports: [...(p.data.reports ?? []), { docNo, text: report, on: ctx.today }] })
    await attach(ctx, attachments, { party: p.id })
    if (ctx.parties('organ').every((x) => x.id === p.id || x.step === 'reported')) ctx.go('reviewing')
    ctx.tell(AUTHORS, `${p.name}已报告办理情况：${ctx.subject()}`)
  },

  respond(ctx) {
    const d = ctx.view.matter.data
    ctx.data({ responses: [...(d.responses ?? []), { by: ctx.actor.name, on: ctx.today, text: ctx.input.opinion }] })
    ctx.tell(['daf_staff'], `提案人对办理情况提出意见：${ctx.subject()}`)
  },

  acceptHandling(ctx) {
    ctx.data({ accepted: { opinion: ctx.input.opinion, heardOn: ctx.input.heardOn, on: ctx.today } })
    ctx.tell([...AUTHORS, 'organ'], `议案办结：${ctx.subject()}`)
  },

  orderRedo(ctx) {
    const chosen = ctx.parties('organ').filter((p) => ctx.input.units.includes(p.id))
    if (chosen.length !== new Set(ctx.input.units).size) throw wrong('units', '请在本件的办理机关中选择')
    for (const p of chosen) ctx.step(p, 'redo', { redo: ctx.input.reason, round: (p.data.round ?? 1) + 1 })
    ctx.say({ units: chosen.map((p) => p.name).join('、') })
    ctx.tell(AUTHORS, `已要求${chosen.map((p) => p.name).join('、')}重新办理：${ctx.subject()}`)
  },

  lapse(ctx) {
    const row = ctx.late()
    const p = ctx.view.parties.find((x) => x.id === row.party)
    ctx.say({ what: `${p ? ctx.nameOf(p) : ''}${ctx.labelOf(row.name)}`, due: dayWords(row.dueOn, true) })
    ctx.lateNotices(row)
    if (p?.unit) ctx.tell(['daf_staff'], `逾期：${p.name}的${ctx.labelOf(row.name)}，${ctx.subject()}`, 'late')
  },

  redate(ctx) {
    ctx.redated()
  },
}
