/** What keeping, changing and judging a promise does (B20; 代表法51, 渝条例24、28, 青岛条例27, 沪规定22). */
import type { ActFn } from '../../kernel/act.ts'
import { addMonths, dayWords } from '../../kernel/calendar.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { answered } from './acts-handling.ts'
import { attach, wrong } from './parts.ts'

/** Follow-up lasts while a unit has promises open or not yet answered for, or a deputy has not said whether they were kept. */
export const settledState = (ctx: Ctx): 'followUp' | 'closed' =>
  ctx.parties('main').some((p) => ['open', 'settled'].includes(p.data.ledger)) || ctx.parties('witness').some((p) => p.step === 'asked') ? 'followUp' : 'closed'

interface Open {
  id: string
  item: string
  dueOn: string
}

function promised(ctx: Ctx): Open {
  const found = (ctx.party.data.promises as Open[]).find((x) => x.id === ctx.input.promise)
  if (!found) throw wrong('promise', '请选择一项尚未完结的承诺')
  return found
}

/** The last one settled makes the unit answer once more for all of them. */
function settle(ctx: Ctx, id: string) {
  const promises = (ctx.party.data.promises as Open[]).filter((x) => x.id !== id)
  ctx.note(ctx.party, { promises, ...(promises.length === 0 ? { ledger: 'settled' } : {}) })
}

const DEPUTIES = ['lead', 'cosigner', 'joined']

export const keeping: Record<string, ActFn> = {
  async reportProgress(ctx) {
    const x = promised(ctx)
    await ctx.client.query({ name: 'promise-progress', text: 'update promise set progress = $2 where id = $1', values: [x.id, ctx.input.progress] })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id })
    ctx.tell(DEPUTIES, `承诺事项有新进展：${x.item}`)
  },

  async fulfilPromise(ctx) {
    const x = promised(ctx)
    if (ctx.rule<boolean>('promise.proof') && ctx.input.attachments.length === 0) throw wrong('attachments', '请附上完成证明，如照片、验收文件')
    await ctx.client.query({
      name: 'promise-done',
      text: `update promise set state = 'fulfilled', progress = $2, settled_at = $3 where id = $1`,
      values: [x.id, ctx.input.evidence, ctx.now],
    })
    await attach(ctx, ctx.input.attachments, { party: ctx.party.id })
    ctx.say({ item: x.item })
    ctx.tell(DEPUTIES, `承诺事项已兑现：${x.item}`)
    settle(ctx, x.id)
  },

  async changePromise(ctx) {
    const x = promised(ctx)
    const { outcome, dueOn, reason } = ctx.input
    if (outcome === 'later' && (!dueOn || dueOn <= ctx.today || dueOn > addMonths(ctx.today, 60))) throw wrong('dueOn', '新的完成时限应在今天之后、五年之内')
    ctx.say({ item: x.item, outcome: outcome === 'later' ? `延后到${dayWords(dueOn, true)}` : '不再实施' })
    ctx.tell([...DEPUTIES, 'daf_staff'], `承诺事项变更：${x.item}。${reason}`)
    await ctx.client.query({
      name: 'promise-change',
      text: `insert into promise_change (id, promise, outcome, was_due, now_due, reason, at) values ($1, $2, $3, $4, $5, $6, $7)`,
      values: [crypto.randomUUID(), x.id, outcome, x.dueOn, outcome === 'later' ? dueOn : null, reason, ctx.now],
    })
    await ctx.client.query({
      name: 'promise-changed',
      text: `update promise set progress = $2, due_on = coalesce($3, due_on), state = case when $3::date is null then 'changed' else 'promised' end, settled_at = case when $3::date is null then $4::timestamptz end where id = $1`,
      values: [x.id, reason, outcome === 'later' ? dueOn : null, ctx.now],
    })
    if (outcome === 'drop') settle(ctx, x.id)
    else ctx.note(ctx.party, { promises: ctx.party.data.promises.map((y: Open) => (y.id === x.id ? { ...y, dueOn } : y)) })
  },

  closePromises(ctx) {
    const p = ctx.party
    ctx.note(p, { ledger: 'told', closing: { body: ctx.input.body, docNo: ctx.input.docNo, on: ctx.today } })
    for (const d of answered(ctx)) ctx.join('witness', { seat: d.seat as string, name: d.name, ref: p.id, round: p.data.round ?? 1, data: { unit: p.name } })
  },

  async judgePromise(ctx) {
    const p = ctx.party
    await ctx.client.query({
      name: 'promise-view',
      text: 'insert into promise_view (witness, matter, unit_party, verdict, comment, at) values ($1, $2, $3, $4, $5, $6)',
      values: [p.id, ctx.view.matter.id, p.ref, ctx.input.verdict, ctx.input.comment, ctx.now],
    })
    ctx.say({ unit: ctx.parties('main').find((m) => m.id === p.ref)?.name ?? '承办单位' })
    await end(ctx)
  },

  excludeWitness: end,
}

/** When everybody has spoken: closed, or back to the office where somebody finds a promise broken. */
async function end(ctx: Ctx) {
  if (settledState(ctx) === 'followUp') return
  const r = await ctx.client.query({
    name: 'promises-broken',
    text: `select 1 from promise_view v join party p on p.id = v.witness and p.left_at is null where v.matter = $1 and v.verdict = '未兑现' limit 1`,
    values: [ctx.view.matter.id],
  })
  for (const w of ctx.parties('witness')) ctx.leave(w)
  ctx.go(r.rows.length > 0 ? 'redoDecision' : 'closed')
}
