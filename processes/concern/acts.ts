/** What asking, sorting, handling, telling and judging a concern do beyond the flow table. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { findPrivate } from '../../text/privacy.ts'
import { draftSuggestion } from '../common/accepting.ts'
import { clockActs } from '../common/clock-acts.ts'
import { keepChecks } from '../common/reply-checks.ts'
import { OUTCOMES } from '../common/topics.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { seatNames, unitNames } from '../suggestion/rows.ts'
import { LEVELS, REFUSALS } from './actions.ts'
import { asking, type Passed } from './acts-asking.ts'
import { heardFrom, pointsAt } from './chain.ts'
import { erase } from './erase.ts'
import { answered, ask, note, waiting } from './parts.ts'

/** The title others may see; one in which the guard finds somebody is sent back to whoever typed it. */
function publish(ctx: Ctx, title: string): void {
  if (title) {
    const found = findPrivate(title)
    if (found[0]) throw wrong('publicTitle', `公开标题里有${found[0].reason}「${found[0].text}」，请改写或清空`)
  }
  ctx.data({ publicTitle: title })
  note(ctx, { shown: title !== '', public_title: title })
}

function close(ctx: Ctx): void {
  ctx.go('closed')
  note(ctx, { closed_on: ctx.today })
}

/** 不满意 goes back to be sorted again, as often as the place's rule says; whoever is merged or waits above hears the end. */
async function settle(ctx: Ctx, level: string): Promise<void> {
  const rounds = ctx.view.matter.data.reopened ?? 0
  if (level === 'bad' && rounds < ctx.rule<number>('concern.reopen')) {
    ctx.go('reopened')
    ctx.data({ reopened: rounds + 1 })
    note(ctx, { reopened: rounds + 1 })
    for (const p of ctx.parties('unit')) ctx.leave(p)
    ctx.tell(waiting, `您对「${ctx.view.matter.title}」的答复不满意，已退回重新办理`)
    return
  }
  close(ctx)
}

export const acts: Record<string, ActFn> = {
  ...clockActs,
  ...asking,

  amend(ctx) {
    ctx.set({ category: ctx.input.category })
    note(ctx, { category: ctx.input.category })
    publish(ctx, ctx.input.publicTitle)
  },

  show(ctx) {
    publish(ctx, ctx.view.matter.title)
  },

  async assign(ctx) {
    const { main, publicTitle, note: words } = ctx.input
    if (main.length === 0) throw wrong('main', '请至少选一个承办单位')
    await give(ctx, main)
    ctx.data({ note: words })
    publish(ctx, publicTitle)
    ctx.tell(
      ['author', 'follower'],
      `「${ctx.view.matter.title}」已交${ctx
        .parties('unit')
        .map((p) => p.name)
        .join('、')}办理`,
    )
  },

  async reassign(ctx) {
    if (ctx.input.main.length === 0) throw wrong('main', '请至少选一个承办单位')
    for (const p of ctx.parties('unit')) ctx.leave(p)
    await give(ctx, ctx.input.main)
  },

  answer(ctx) {
    const { code, text, publicTitle } = ctx.input
    answered(ctx, { code, text, by: ctx.actor.name })
    publish(ctx, publicTitle)
    ctx.say({ words: OUTCOMES[code as keyof typeof OUTCOMES] })
    ask(ctx, `「${ctx.view.matter.title}」已答复（${OUTCOMES[code as keyof typeof OUTCOMES]}），请查看并评价`)
    return pointsAt(ctx)
  },

  async pass(ctx) {
    const m = ctx.view.matter
    const r = await ctx.client.query(
      `select t.code, t.name, own.name as own from place own join place t on t.code = own.parent or t.parent = own.code where own.code = $1 and t.code = $2`,
      [m.place, ctx.input.to],
    )
    if (!r.rows[0]) throw wrong('to', '只能转给直接上级或者直接下级')
    const made = await ctx.nest({
      process: 'concern',
      action: 'receive',
      matter: null,
      as: { system: r.rows[0].code },
      extra: {
        title: m.title,
        content: m.data.content,
        category: m.category ?? 'other',
        where: m.data.where,
        from: r.rows[0].own,
        parent: m.id,
      } satisfies Passed,
    })
    ctx.link(made.matter, '转办')
    ctx.data({ passedTo: r.rows[0].name, note: ctx.input.note })
    ctx.say({ target: r.rows[0].name })
    ctx.tell(waiting, `「${m.title}」已转${r.rows[0].name}人大办理`)
  },

  async adopt(ctx) {
    if (ctx.input.deputy.length !== 1) throw wrong('deputy', '请选一位代表')
    for (const p of ctx.parties('adopter')) ctx.leave(p)
    for (const [seat, name] of await seatNames(ctx, ctx.input.deputy)) {
      ctx.join('adopter', { seat, name })
      ctx.say({ who: name })
    }
  },

  async accept(ctx) {
    await draftSuggestion(ctx)
    ctx.tell(waiting, `代表已就「${ctx.view.matter.title}」起草建议，提出后有结果会告诉您`)
  },

  declineAdopt(ctx) {
    ctx.note(ctx.party, { reason: ctx.input.reason })
    ctx.tell(['daf_staff'], `${ctx.party.name}认为不宜提建议：${ctx.subject()}`)
  },

  async join(ctx) {
    const m = ctx.view.matter
    const r = await ctx.client.query(`select id, state from matter where id = $1 and process = 'concern' and place = $2 for share`, [ctx.input.into, m.place])
    const into = r.rows[0]
    if (!into || into.id === m.id) throw wrong('into', '请选本地的另一件诉求')
    if (['joined', 'closed', 'told', 'refused', 'withdrawn'].includes(into.state)) throw wrong('into', '那一件已经并入别的或已有结果，请另选，或者直接答复')
    for (const p of ctx.parties('unit')) ctx.leave(p)
    ctx.link(into.id, '并入')
    ctx.set({ mergedInto: into.id })
    ctx.tell(waiting, `「${m.title}」与另一件相似诉求一并办理，结果会分别告诉您`)
  },

  refuse(ctx) {
    const { reason, text } = ctx.input
    ctx.data({ refused: { reason, text, on: ctx.today } })
    ctx.say({ why: REFUSALS[reason as keyof typeof REFUSALS] })
    note(ctx, { closed_on: ctx.today, outcome: 'refused' })
    ctx.tell(waiting, `「${ctx.view.matter.title}」不予受理：${REFUSALS[reason as keyof typeof REFUSALS]}。${text}`)
    return heardFrom(ctx, { code: 'explained', text: `${REFUSALS[reason as keyof typeof REFUSALS]}。${text}` })
  },

  withdraw(ctx) {
    for (const p of ctx.parties('unit')) ctx.leave(p)
    note(ctx, { closed_on: ctx.today, outcome: 'withdrawn', shown: false })
    ctx.tell(['unit', 'daf_staff'], `反映人撤回了诉求：${ctx.subject()}`)
    return heardFrom(ctx, { code: 'explained', text: '反映人撤回了诉求。' })
  },

  erase,

  sendBack(ctx) {
    ctx.note(ctx.party, { reason: ctx.input.reason })
    const left = ctx.parties('unit').filter((p) => p.id !== ctx.party.id && p.step !== 'returned')
    if (left.length === 0) ctx.go('submitted')
    else if (left.every((p) => p.step === 'answered')) ctx.go('answered')
    ctx.tell(['daf_staff'], `${ctx.party.name}退回诉求：${ctx.subject()}`)
  },

  async reply(ctx) {
    const { code, text, attachments } = ctx.input
    answered(ctx, { code, text, by: ctx.party.name })
    ctx.say({ words: OUTCOMES[code as keyof typeof OUTCOMES] })
    await attach(ctx, attachments, { party: ctx.party.id, purpose: '办理材料' })
    keepChecks(ctx, ctx.party, ctx.view.matter.data.answers.length, { code, body: text, on: ctx.today })
    if (ctx.parties('unit').every((p) => p.step === 'answered' || p.step === 'returned')) ctx.go('answered')
  },

  urge(ctx) {
    ctx.note(ctx.party, { urged: [...(ctx.party.data.urged ?? []), ctx.today] })
    ctx.tell(['unit'], `请抓紧办理群众诉求：${ctx.subject()}`, 'warn', ctx.party)
  },

  tell(ctx) {
    const { how, words } = ctx.input
    ctx.data({ told: { how, words, by: ctx.actor.name, on: ctx.today } })
    const outcome = OUTCOMES[ctx.view.matter.data.outcome as keyof typeof OUTCOMES] ?? ''
    ask(ctx, `「${ctx.view.matter.title}」有结果了：${outcome}。请查看并评价`)
    return pointsAt(ctx)
  },

  rate(ctx) {
    return rated(ctx, true)
  },
  recordRating(ctx) {
    for (const p of ctx.parties('author')) if (p.step === 'asked') ctx.step(p, 'rated')
    return rated(ctx, true)
  },
  judge(ctx) {
    return rated(ctx, false)
  },

  expire(ctx) {
    for (const p of ctx.parties('author', 'reporter', 'tracker')) if (p.step === 'asked') ctx.step(p, 'left')
    note(ctx, { closed_on: ctx.today })
  },

  chase(ctx) {
    ctx.data({ chased: [...(ctx.view.matter.data.chased ?? []), { on: ctx.today, by: ctx.actor.name, text: ctx.input.text }] })
    const row = ctx.clock('track')
    if (row) ctx.extend('track', undefined, { add: ctx.rule('concern.track'), by: ctx.actor.name, consent: '跟踪后顺延', why: ctx.input.text })
  },

  takeBack(ctx) {
    ctx.data({ takenBack: ctx.input.text })
    ctx.set({ mergedInto: null })
  },

  hear(ctx) {
    const h = ctx.nested as { code: string; text: string; by: string }
    answered(ctx, h)
    ctx.say({ words: `${h.by}有了结果：${OUTCOMES[h.code as keyof typeof OUTCOMES] ?? '答复'}` })
  },
}

async function give(ctx: Ctx, ids: string[]): Promise<void> {
  const names = await unitNames(ctx, ids)
  const round = 1 + (ctx.view.matter.data.reopened ?? 0) + (ctx.view.matter.data.given ?? 0)
  ctx.data({ given: (ctx.view.matter.data.given ?? 0) + 1 })
  for (const [unit, name] of names) ctx.join('unit', { unit, name, round })
  ctx.say({ units: [...names.values()].join('、') })
}

async function rated(ctx: Ctx, citizen: boolean): Promise<void> {
  const { level, text } = ctx.input
  ctx.data({ [citizen ? 'rating' : 'judgement']: { level, text, on: ctx.today } })
  ctx.say({ words: LEVELS[level as keyof typeof LEVELS] })
  note(ctx, { [citizen ? 'rated' : 'judged']: level })
  if (ctx.before.state !== 'told') return
  // The citizen's word decides where there is one; a deputy's decides where he alone asked.
  const asks = ctx.parties('author').some((p) => p.step === 'asked')
  if (citizen || !asks) await settle(ctx, level)
}
