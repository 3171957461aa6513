/** What asking, sorting, handling, telling and judging a concern do beyond the flow table. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { receiptOf } from '../../kernel/vault.ts'
import { findPrivate } from '../../text/privacy.ts'
import { clockActs } from '../common/clock-acts.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { seatNames, unitNames } from '../suggestion/rows.ts'
import { wordsOf } from '../suggestion/segment.ts'
import { CHANNELS, LEVELS, OUTCOMES, REFUSALS } from './actions.ts'
import { heardFrom, pointsAt } from './chain.ts'

/** What the public door hands over beside the form: never part of the input, never recorded. */
export interface Door {
  citizen: { id: string; name?: string; phone?: string }
  channel: keyof typeof CHANNELS
  /** Unit of the station whose code was scanned. */
  station?: string
  /** Seat of the deputy whose code was scanned. */
  deputy?: string
  /** Laid aside by the form; redrawn after the act. */
  photos?: { id: string; name: string }[]
}
/** What a place hands on to another: its own row stays, tied by `parent`. */
export interface Passed {
  title: string
  content: string
  category: string
  where: string
  from: string
  parent: string
}

/** What a reception, or a contact, hands over of a visitor. */
export interface Taken {
  channel: 'reception' | 'contact'
  station?: string | undefined
  host?: { seat: string; name: string } | undefined
  who: string
}

interface More {
  channel: keyof typeof CHANNELS
  station?: string | undefined
  reporter?: string | undefined
  parent?: string | undefined
}

/** The row that lists, statistics and the search for likeness read, with the same commit. */
function open(ctx: Ctx, o: More, said = ctx.input): void {
  const { title, content, category, where } = said
  ctx.set({ title, kind: o.channel, category })
  ctx.data({ content, where, channel: o.channel, anonymous: !!said.anonymous })
  ctx.say({ way: CHANNELS[o.channel] })
  ctx.afterWrite(async () => {
    await ctx.client.query({
      name: 'concern-new',
      text: `insert into concern (matter, place, channel, category, station, reporter, asked_on, parent, words) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      values: [
        ctx.view.matter.id,
        ctx.view.matter.place,
        o.channel,
        category,
        o.station ?? null,
        o.reporter ?? null,
        ctx.today,
        o.parent ?? null,
        wordsOf(`${title}\n${content}\n${where}`),
      ],
    })
  })
}

async function number(ctx: Ctx): Promise<void> {
  const series = `诉${ctx.today.slice(0, 4)}`
  ctx.set({ series, no: await ctx.number(series) })
}

/** Seals who he is beside the matter and lets him in as a party. A citizen gets one row a concern: nothing ties his concerns together. */
async function seal(ctx: Ctx, role: 'author' | 'follower', c: Door['citizen']): Promise<void> {
  const v = ctx.vault
  await ctx.client.query({
    name: 'citizen-new',
    text: 'insert into citizen (id, name, phone, phone_key, receipt, at) values ($1, $2, $3, $4, $5, $6)',
    values: [
      c.id,
      c.name ? v.seal(c.name) : null,
      c.phone ? v.seal(c.phone) : null,
      c.phone ? v.digest('phone', c.phone) : null,
      v.digest('receipt', receiptOf(v, c.id)),
      ctx.now,
    ],
  })
  ctx.join(role, { citizen: c.id, name: '群众' })
}

async function atStation(ctx: Ctx, unit: string | undefined): Promise<void> {
  if (!unit) return
  const r = await ctx.client.query(`select name from unit where id = $1 and kind = 'station' and active`, [unit])
  if (!r.rows[0]) throw new Refusal('unknown', '没有这个联络站')
  ctx.join('station', { unit, name: r.rows[0].name })
}

/** Everybody who waits for an answer. */
const waiting = ['author', 'follower', 'reporter', 'tracker'] as const
const note = (ctx: Ctx, patch: Record<string, unknown>) => {
  const keys = Object.keys(patch)
  ctx.afterWrite(async () => {
    await ctx.client.query(`update concern set ${keys.map((k, i) => `${k} = $${i + 2}`).join(', ')} where matter = $1`, [
      ctx.view.matter.id,
      ...Object.values(patch),
    ])
  })
}

/** The title others may see; one in which the guard finds somebody is sent back to whoever typed it. */
function publish(ctx: Ctx, title: string): void {
  if (title) {
    const found = findPrivate(title)
    if (found[0]) throw wrong('publicTitle', `公开标题里有${found[0].reason}「${found[0].text}」，请改写或清空`)
  }
  ctx.data({ publicTitle: title })
  note(ctx, { shown: title !== '', public_title: title })
}

/** The answer as it will be told; a round for each time it was given. */
function answered(ctx: Ctx, a: { code: string; text: string; by: string }): void {
  const all = [...(ctx.view.matter.data.answers ?? []), { ...a, on: ctx.today }]
  ctx.data({ answers: all, outcome: a.code })
  note(ctx, { answered_on: ctx.today, outcome: a.code })
}

/** From here on who asked, and who reported, may say what he thinks of it. */
function ask(ctx: Ctx, text: string): void {
  for (const p of ctx.parties('author', 'reporter', 'tracker')) ctx.step(p, 'asked')
  ctx.data({ toldOn: ctx.today })
  note(ctx, { told_on: ctx.today })
  ctx.tell(waiting, text)
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

  async ask(ctx) {
    const door = ctx.nested as Door | undefined
    if (!door) throw new Refusal('gate', '请从公开页面提交')
    await number(ctx)
    await seal(ctx, 'author', door.citizen)
    await atStation(ctx, door.station)
    if (door.deputy) {
      const [[seat, name] = []] = await seatNames(ctx, [door.deputy])
      if (seat && name) ctx.join('tracker', { seat, name })
    }
    open(ctx, { channel: door.channel, station: door.station })
    ctx.afterWrite(async () => {
      for (const p of door.photos ?? [])
        await ctx.client.query('insert into citizen_photo (id, matter, citizen, event, name, at) values ($1, $2, $3, $4, $5, $6)', [
          p.id,
          ctx.view.matter.id,
          door.citizen.id,
          ctx.key,
          p.name,
          ctx.now,
        ])
    })
    ctx.tell(['author'], `诉求已收到，编号${receiptHint(ctx)}，${dueWords(ctx)}前有人受理`)
  },

  async report(ctx) {
    await number(ctx)
    ctx.lead = ctx.actor.seat
    ctx.join('reporter', { seat: ctx.actor.seat as string, name: ctx.actor.name })
    open(ctx, { channel: 'monthly', reporter: ctx.actor.seat as string })
    await attach(ctx, ctx.input.attachments)
  },

  async enter(ctx) {
    const { channel, visitor, phone } = ctx.input
    const station = ctx.actor.office === 'station_liaison' ? (ctx.actor.unit ?? undefined) : undefined
    await number(ctx)
    await seal(ctx, 'author', { id: crypto.randomUUID(), name: visitor, phone })
    await atStation(ctx, station)
    open(ctx, { channel, station })
    await attach(ctx, ctx.input.attachments)
    ctx.tell(['author'], `您反映的问题已经登记，${dueWords(ctx)}前有人受理`)
  },

  async receive(ctx) {
    const p = ctx.nested as Passed | undefined
    if (!p) throw new Refusal('gate', '请从诉求上转来')
    await number(ctx)
    open(ctx, { channel: 'passed', parent: p.parent }, p)
    ctx.say({ from: p.from })
  },

  async take(ctx) {
    const r = ctx.nested as Taken | undefined
    if (!r) throw new Refusal('gate', '请从接待日上登记')
    const { visitor, phone, code, text } = ctx.input
    await number(ctx)
    await seal(ctx, 'author', { id: crypto.randomUUID(), name: visitor, phone })
    await atStation(ctx, r.station)
    if (r.host) ctx.join('tracker', { seat: r.host.seat, name: r.host.name })
    open(ctx, { channel: r.channel, station: r.station })
    ctx.say({ who: r.who })
    if (!code) {
      ctx.go('submitted')
      ctx.tell(['author'], `您反映的问题已经登记，${dueWords(ctx)}前有人受理`)
      return
    }
    ctx.go('told')
    answered(ctx, { code, text, by: r.who })
    ask(ctx, `您反映的问题当场答复：${OUTCOMES[code as keyof typeof OUTCOMES]}，请评价`)
  },

  amend(ctx) {
    ctx.set({ category: ctx.input.category })
    note(ctx, { category: ctx.input.category })
    publish(ctx, ctx.input.publicTitle)
  },

  show(ctx) {
    publish(ctx, ctx.view.matter.title)
  },

  async follow(ctx) {
    const door = ctx.nested as Door | undefined
    if (!door) throw new Refusal('gate', '请从公开页面关注')
    if (!ctx.view.matter.data.publicTitle) throw new Refusal('unknown', '没有这件事项，或者您无权查看')
    if (door.citizen.phone) {
      const twice = await ctx.client.query(
        `select 1 from party p join citizen c on c.id = p.citizen where p.matter = $1 and p.left_at is null and c.phone_key = $2`,
        [ctx.view.matter.id, ctx.vault.digest('phone', door.citizen.phone)],
      )
      if (twice.rows.length > 0) throw new Refusal('conflict', '这个号码已经关注过这件诉求')
    }
    await seal(ctx, 'follower', door.citizen)
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
    const { title, situation, proposals, mayPublish } = ctx.input
    const made = await ctx.nest({
      process: 'suggestion',
      action: 'draft',
      matter: null,
      input: {
        title,
        kind: 'suggestion',
        situation,
        proposals,
        source: 'concern',
        mayPublish,
        publishReason: mayPublish ? '' : '来自群众诉求，代表没有同意公开',
      },
    })
    ctx.link(made.matter, '转为建议')
    ctx.tell(waiting, `代表已就「${ctx.view.matter.title}」起草建议，提出后有结果会告诉您`)
  },

  declineAdopt(ctx) {
    ctx.tell(['daf_staff'], `${ctx.party.name}认为不宜提建议：${ctx.subject()}，${ctx.input.reason}`)
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

const dueWords = (ctx: Ctx) => ctx.after(ctx.today, ctx.rule('concern.triage'))
const receiptHint = (ctx: Ctx) => `${ctx.view.matter.series}-${ctx.view.matter.no}`
