/** What raising a topic, and what is made of it, does beyond the flow table. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { draftSuggestion } from '../common/accepting.ts'
import { clockActs } from '../common/clock-acts.ts'
import { CATEGORIES } from '../common/topics.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { seatNames, unitNames } from '../suggestion/rows.ts'
import { VERDICTS } from './actions.ts'
import { guardName } from './decide.ts'

/** As the topic stood when it was raised: its numbers go on changing, what was judged does not. */
export interface Snapshot {
  n: number
  people: number
  votes: number
  recent: number
  before: number
  first_on: string
  last_on: string
  places: string[]
  keywords: string[]
}

/** The matters it came from, all in one statement: a topic may have hundreds. Read as 来源 here, as 去向 there. */
function comesFrom(ctx: Ctx, topic: string): void {
  ctx.afterWrite(async () => {
    await ctx.client.query(
      `insert into matter_link (from_matter, to_matter, kind, event, at) select matter, $2, '热点', $3, $4 from topic_member where topic = $1 on conflict do nothing`,
      [topic, ctx.view.matter.id, ctx.key, ctx.now],
    )
    await ctx.client.query('update topic set matter = $2 where id = $1', [topic, ctx.view.matter.id])
  })
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async raise(ctx) {
    const { topic, name, judgement } = ctx.input
    guardName(name)
    const r = await ctx.client.query<Snapshot & { open: boolean }>(
      `select t.n, t.people, t.votes, t.recent, t.before, t.first_on::text, t.last_on::text, t.places, t.keywords, exists (select from matter m where m.id = t.matter and not m.final) as open
       from topic t where t.id = $1 and t.place = $2`,
      [topic, ctx.view.matter.place],
    )
    if (!r.rows[0]) throw new Refusal('unknown', '没有这个热点，可能刚刚重新归并过，请回到「热点」再看')
    const { open, ...snapshot } = r.rows[0]
    // Two at once are told apart by the database; this is for one that was merged into another since it was raised.
    if (open) throw new Refusal('conflict', '这个热点已经上报研判，正在处置')
    const series = `热${ctx.today.slice(0, 4)}`
    ctx.set({ title: name, series, no: await ctx.number(series) })
    ctx.data({ topic, judgement, snapshot, raisedOn: ctx.today })
    ctx.say({ n: snapshot.n, people: snapshot.people })
    comesFrom(ctx, topic)
  },

  async askDeputy(ctx) {
    if (ctx.input.deputies.length !== 1) throw wrong('deputies', '请选一位代表')
    const names = await seatNames(ctx, ctx.input.deputies)
    for (const [seat, name] of names) {
      if (ctx.parties('adopter').some((p) => p.seat === seat && p.step === 'asked')) throw wrong('deputies', `已经请${name}代表起草，还没有答复`)
      for (const p of ctx.parties('adopter')) if (p.step === 'asked') ctx.leave(p)
      ctx.join('adopter', { seat, name, round: 1 + ctx.parties('adopter').filter((p) => p.seat === seat).length })
      ctx.say({ who: name })
    }
  },

  async accept(ctx) {
    await draftSuggestion(ctx)
    ctx.tell(['daf_staff'], `${ctx.party.name}代表已起草建议：${ctx.subject()}`)
  },

  decline(ctx) {
    ctx.note(ctx.party, { reason: ctx.input.reason })
    ctx.tell(['daf_staff'], `${ctx.party.name}代表认为不宜提建议：${ctx.subject()}，${ctx.input.reason}`)
  },

  async supervise(ctx) {
    const { main, demand, due } = ctx.input
    if (main.length === 0) throw wrong('main', '请至少选一个督办单位')
    if (due <= ctx.today) throw wrong('due', '报告期限应在今天之后')
    const names = await unitNames(ctx, main)
    for (const [unit, name] of names) {
      const had = ctx.parties('unit').filter((p) => p.unit === unit)
      if (had.some((p) => p.step !== 'settled')) throw wrong('main', `${name}正在督办，确认以后才能再交`)
      ctx.join('unit', { unit, name, round: had.length + 1, data: { demand, due } })
    }
    ctx.say({ units: [...names.values()].join('、') })
  },

  async report(ctx) {
    const { text, attachments } = ctx.input
    ctx.note(ctx.party, { reports: [...(ctx.party.data.reports ?? []), { on: ctx.today, text }] })
    await attach(ctx, attachments, { party: ctx.party.id })
  },

  settleSupervision(ctx) {
    const { verdict, opinion, due } = ctx.input
    ctx.say({ words: VERDICTS[verdict as keyof typeof VERDICTS] })
    if (verdict === 'settled') ctx.step(ctx.party, 'settled', { opinion })
    else {
      if (!due || due <= ctx.today) throw wrong('due', '请写明再报期限，应在今天之后')
      ctx.step(ctx.party, 'asked', { opinion, due })
    }
    ctx.tell(['unit'], `督办意见：${VERDICTS[verdict as keyof typeof VERDICTS]}。${ctx.subject()}`, 'news', ctx.party)
  },

  nominate(ctx) {
    const { field, content, site } = ctx.input
    ctx.data({ candidate: { field, content, site, on: ctx.today } })
    ctx.say({ fieldName: CATEGORIES[field as keyof typeof CATEGORIES] })
    ctx.afterWrite(async () => {
      await ctx.client.query(
        'insert into livelihood_candidate (matter, place, field, content, site, nominated_on, by_seat) values ($1, $2, $3, $4, $5, $6, $7)',
        [ctx.view.matter.id, ctx.view.matter.place, field, content, site, ctx.today, ctx.actor.seat],
      )
    })
  },

  close(ctx) {
    ctx.data({ conclusion: ctx.input.conclusion, closedOn: ctx.today })
    ctx.tell(['adopter', 'unit'], `热点研判已办结：${ctx.subject()}`)
  },
}
