/** Judgement by each deputy, the dissatisfaction ladder, and promises kept (B18–B20; rules §2.6). */
import type { ActFn } from '../../kernel/act.ts'
import { addMonths, dayWords } from '../../kernel/calendar.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import type { Party } from '../../kernel/process.ts'
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

export const settledState = (ctx: Ctx): 'followUp' | 'closed' => (ctx.parties('main').some((p) => (p.data.promises ?? []).length > 0) ? 'followUp' : 'closed')

async function settle(ctx: Ctx) {
  if (ctx.view.matter.state !== 'judging') return
  const to = await verdict(ctx)
  if (to) ctx.go(to)
}

function redo(ctx: Ctx, ids: string[]) {
  const chosen = ctx.parties('main').filter((p) => ids.includes(p.id))
  if (chosen.length !== ids.length) throw wrong('units', '所选单位不在本件主办单位之列')
  for (const p of chosen) ctx.step(p, 'redo', { round: (p.data.round ?? 1) + 1, contacts: 0 })
  return chosen.map((p) => p.name).join('、')
}

function promised(ctx: Ctx): { id: string; item: string; dueOn: string } {
  const found = (ctx.party.data.promises as { id: string; item: string; dueOn: string }[]).find((x) => x.id === ctx.input.promise)
  if (!found) throw wrong('promise', '请选择一项尚未完结的承诺')
  return found
}

function settlePromise(ctx: Ctx, id: string) {
  ctx.note(ctx.party, { promises: ctx.party.data.promises.filter((x: { id: string }) => x.id !== id) })
  if (settledState(ctx) === 'closed') ctx.go('closed')
}

const nameOfClock = (ctx: Ctx, p: Party | undefined, label: string) => (p ? `${ctx.nameOf(p)}的${label}` : label)

export const judging: Record<string, ActFn> = {
  async judge(ctx) {
    const p = ctx.party
    const i = ctx.input
    await ctx.client.query({
      name: 'judge',
      text: `insert into judgement (recipient, matter, unit_party, round, attitude, result, solved, adopted, comment, redo, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      values: [p.id, ctx.view.matter.id, p.ref, p.round, i.attitude, i.result, i.solved, i.adopted, i.comment, i.redo, ctx.now],
    })
    ctx.say({ unit: ctx.parties('main').find((m) => m.id === p.ref)?.name ?? '承办单位' })
    await settle(ctx)
  },

  excludeJudgement: settle,

  orderRedo(ctx) {
    const main = ctx.parties('main').filter((p) => ctx.input.units.includes(p.id))
    const spent = main.find((p) => (p.data.round ?? 1) > ctx.rule<number>('redo.max'))
    if (spent) throw wrong('units', `${spent.name}已经重新办理过，仍不满意的请「会商评估」`)
    ctx.say({ units: redo(ctx, ctx.input.units) })
    ctx.tell(['lead', 'cosigner', 'joined'], `已责成重新办理：${ctx.subject()}`)
  },

  explain(ctx) {
    ctx.data({ explained: ctx.input.explain })
    ctx.tell(['lead', 'cosigner', 'joined'], `关于${ctx.subject()}的情况说明：${ctx.input.explain}`)
    ctx.go(settledState(ctx))
  },

  callPanel(ctx) {
    ctx.data({ panel: { form: ctx.input.form, evaluator: ctx.input.evaluator, on: ctx.today } })
    ctx.tell(['lead', 'main'], `将就${ctx.subject()}进行${ctx.input.form}`)
  },

  settlePanel(ctx) {
    ctx.data({ panel: { ...ctx.view.matter.data.panel, opinion: ctx.input.opinion, settledOn: ctx.today } })
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

  async reportProgress(ctx) {
    const x = promised(ctx)
    await ctx.client.query({ name: 'promise-progress', text: 'update promise set progress = $2 where id = $1', values: [x.id, ctx.input.progress] })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id })
    ctx.tell(['lead', 'cosigner', 'joined'], `承诺事项有新进展：${x.item}`)
  },

  async fulfilPromise(ctx) {
    const x = promised(ctx)
    await ctx.client.query({
      name: 'promise-done',
      text: `update promise set state = 'fulfilled', progress = $2, settled_at = $3 where id = $1`,
      values: [x.id, ctx.input.evidence, ctx.now],
    })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id })
    ctx.say({ item: x.item })
    ctx.tell(['lead', 'cosigner', 'joined'], `承诺事项已兑现：${x.item}`)
    settlePromise(ctx, x.id)
  },

  async changePromise(ctx) {
    const x = promised(ctx)
    const { outcome, dueOn, reason } = ctx.input
    ctx.say({ item: x.item, outcome: outcome === 'later' ? `延后到${dueOn ? dayWords(dueOn, true) : ''}` : '不再实施' })
    ctx.tell(['lead', 'cosigner', 'joined', 'daf_staff'], `承诺事项变更：${x.item}。${reason}`)
    if (outcome === 'drop') {
      await ctx.client.query({
        name: 'promise-drop',
        text: `update promise set state = 'changed', progress = $2, settled_at = $3 where id = $1`,
        values: [x.id, reason, ctx.now],
      })
      settlePromise(ctx, x.id)
      return
    }
    if (!dueOn || dueOn <= ctx.today || dueOn > addMonths(ctx.today, 60)) throw wrong('dueOn', '新的完成时限应在今天之后、五年之内')
    await ctx.client.query({ name: 'promise-later', text: `update promise set due_on = $2, progress = $3 where id = $1`, values: [x.id, dueOn, reason] })
    ctx.note(ctx.party, { promises: ctx.party.data.promises.map((y: { id: string }) => (y.id === x.id ? { ...y, dueOn } : y)) })
  },

  lapse(ctx) {
    const row = ctx.late()
    const label = ctx.labelOf(row.name)
    const p = ctx.view.parties.find((x) => x.id === row.party)
    ctx.say({ what: nameOfClock(ctx, p, label), due: dayWords(row.dueOn, true) })
    ctx.lateNotices(row)
    if (p?.unit) ctx.tell(['daf_staff'], `逾期：${p.name}的${label}，${ctx.subject()}`, 'late')
  },

  redate(ctx) {
    ctx.redated()
  },
}
