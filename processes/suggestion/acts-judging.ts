/** Judgement by each deputy, the dissatisfaction ladder, and promises kept (B18–B20; rules §2.6). */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import { settledState } from './acts-promises.ts'
import { sameNet } from './net.ts'
import { attach, wrong } from './parts.ts'

const OPEN = ['asked', 'reminded']

/** Where it goes when every answered deputy has judged or been excluded; undefined while somebody has not. */
async function verdict(ctx: Ctx): Promise<'redoDecision' | 'followUp' | 'closed' | undefined> {
  if (ctx.parties('main').some((m) => m.step !== 'delivered') || ctx.parties('recipient').some((p) => OPEN.includes(p.step))) return undefined
  const r = await ctx.client.query({
    name: 'dissatisfied',
    text: `select j.unit_party from judgement j join party u on u.id = j.unit_party and u.left_at is null where j.matter = $1 and j.round = coalesce((u.data->>'round')::int, 1)
      and (j.attitude = '不满意' or j.result = '不满意' or j.redo)`,
    values: [ctx.view.matter.id],
  })
  return r.rows.length > 0 ? 'redoDecision' : settledState(ctx)
}

async function record(ctx: Ctx, how: { flags?: string[]; by?: string | null; why?: string }) {
  const { party: p, input: i } = ctx
  // Where a place asks for one verdict it stands for both.
  const attitude = ctx.rule<string>('feedback.axes') === 'one' ? i.result : i.attitude
  if (!attitude) throw wrong('attitude', '请选择办理态度')
  await ctx.client.query({
    name: 'judge',
    text: `insert into judgement (recipient, matter, unit_party, round, attitude, result, solved, adopted, comment, redo, at, flags, entered_by, entered_why)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    values: [
      p.id,
      ctx.view.matter.id,
      p.ref,
      p.round,
      attitude,
      i.result,
      i.solved,
      i.adopted,
      i.comment,
      i.redo,
      ctx.now,
      how.flags ?? [],
      how.by ?? null,
      how.why ?? '',
    ],
  })
  ctx.say({ unit: ctx.parties('main').find((m) => m.id === p.ref)?.name ?? '承办单位' })
}

async function settle(ctx: Ctx) {
  if (ctx.view.matter.state !== 'judging') return
  const to = await verdict(ctx)
  if (to) ctx.go(to)
}

function redo(ctx: Ctx, ids: string[]) {
  const chosen = ctx.parties('main').filter((p) => ids.includes(p.id))
  if (chosen.length !== ids.length) throw wrong('units', '所选单位不在本件主办单位之列')
  for (const p of chosen) ctx.step(p, 'redo', { round: (p.data.round ?? 1) + 1, contacts: 0, faced: 0 })
  return chosen.map((p) => p.name).join('、')
}

export const judging: Record<string, ActFn> = {
  async judge(ctx) {
    const flags = await sameNet(ctx)
    await record(ctx, { flags })
    if (flags.length > 0)
      ctx.tell(['daf_staff'], `评价与承办单位使用同一${flags.includes('device') ? '设备' : '网络'}，请向代表本人核实：${ctx.subject()}`, 'warn')
    await settle(ctx)
  },

  async enterPaper(ctx) {
    await attach(ctx, ctx.input.scan, { party: ctx.party.id, held: true, purpose: 'judgement' })
    await record(ctx, { by: ctx.actor.seat, why: ctx.input.why })
    ctx.note(ctx.party, { entered: ctx.today })
    ctx.tell(['recipient'], `代工委按您交来的纸质意见表代录了评价，请核对；如有不符可退回重评：${ctx.subject()}`, 'news', ctx.party)
    await settle(ctx)
  },

  async contestPaper(ctx) {
    await ctx.client.query({ name: 'judge-void', text: 'delete from judgement where recipient = $1 and entered_by is not null', values: [ctx.party.id] })
    ctx.note(ctx.party, { entered: null })
    ctx.tell(['daf_staff', 'daf_head'], `代表声明代录的评价与本人意见不符：${ctx.subject()}`, 'warn')
  },

  excludeJudgement: settle,

  orderRedo(ctx) {
    const main = ctx.parties('main').filter((p) => ctx.input.units.includes(p.id))
    const spent = main.find((p) => (p.data.round ?? 1) > ctx.rule<number>('redo.max'))
    if (spent) throw wrong('units', `${spent.name}已经重新办理过，仍不满意的请「会商评估」`)
    ctx.say({ units: redo(ctx, ctx.input.units) })
    ctx.tell(['lead', 'cosigner', 'joined'], `已责成重新办理：${ctx.subject()}`)
    ctx.tell(['main'], `责成重新办理${ctx.subject()}：请先与代表重新沟通并「记录沟通」，再从上一次的答复改起`)
  },

  explain(ctx) {
    ctx.data({ explained: ctx.input.explain })
    ctx.tell(['lead', 'cosigner', 'joined'], `关于${ctx.subject()}的情况说明：${ctx.input.explain}`)
    ctx.go(settledState(ctx))
  },

  async assignEvaluator(ctx) {
    const seat = ctx.input.evaluator
    const r = await ctx.client.query({
      name: 'evaluator-seat',
      text: `select p.name from seat s join person p on p.id = s.person where s.id = $1 and s.place = $2 and s.office = 'evaluator' and s.state = 'active' and (s.ends_on is null or s.ends_on >= $3)`,
      values: [seat, ctx.view.matter.place, ctx.today],
    })
    if (!r.rows[0]) throw wrong('evaluator', '请选择本地在任的评估人员')
    if (ctx.parties('evaluator').some((p) => p.seat === seat)) throw wrong('evaluator', '已经委托过这位评估人员')
    ctx.join('evaluator', { seat, name: r.rows[0].name })
  },

  async scoreCase(ctx) {
    const { complete, facts, measures, contact, report, attachments } = ctx.input
    ctx.note(ctx.party, { score: { complete, facts, measures, contact, total: complete + facts + measures + contact, report, on: ctx.today } })
    await attach(ctx, attachments, { party: ctx.party.id, held: true, purpose: 'judgement' })
    ctx.tell(['daf_staff', 'daf_head'], `第三方评估报告已提交：${ctx.subject()}`)
  },

  callPanel(ctx) {
    ctx.data({ panel: { form: ctx.input.form, evaluator: ctx.input.evaluator, on: ctx.today } })
    ctx.tell(['lead', 'main'], `将就${ctx.subject()}进行${ctx.input.form}`)
  },

  settlePanel(ctx) {
    // By whom stays with the party's own row, which the units are not shown.
    const scores = ctx.parties('evaluator').map((p) => p.data.score)
    // The case is decided: the evaluator's access ends with it, the report stays.
    for (const p of ctx.parties('evaluator')) ctx.leave(p)
    ctx.data({ panel: { ...ctx.view.matter.data.panel, opinion: ctx.input.opinion, settledOn: ctx.today, scores } })
    if (ctx.input.again) {
      if (!ctx.input.units?.length) throw wrong('units', '请选择重新办理的单位')
      redo(ctx, ctx.input.units)
      ctx.go('redo')
    } else ctx.go(settledState(ctx))
    ctx.tell(['lead', 'cosigner', 'joined', 'main'], `${ctx.subject()}的会商评估结论：${ctx.input.opinion}`)
  },

  async releaseJudgement(ctx) {
    await ctx.client.query({
      name: 'release',
      text: 'update judgement set released_at = $2 where matter = $1 and released_at is null',
      values: [ctx.view.matter.id, ctx.now],
    })
    ctx.data({ released: ctx.today })
    ctx.tell(['main'], `代表评价已反馈，请查看：${ctx.subject()}`)
  },

  async lapse(ctx) {
    const { name, party } = ctx.late()
    if (name === 'promise')
      await ctx.client.query({
        name: 'promise-late',
        text: `update promise set state = 'overdue' where party = $1 and state = 'promised' and due_on < $2`,
        values: [party, ctx.today],
      })
    await clockActs.lapse(ctx)
  },

  redate: clockActs.redate,
}
