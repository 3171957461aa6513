/** What pairing, adjusting, logging and checking coverage do beyond the flow table. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import type { Taken } from '../concern/acts-asking.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { seatNames, unitNames } from '../suggestion/rows.ts'
import { FORMS, KINDS, SC_MEMBER } from './actions.ts'
import { liaison } from './liaison.ts'
import { lines, registered, registering } from './register.ts'

interface End {
  seat?: string
  unit?: string
  text?: string
  name: string
}
async function caller(ctx: Ctx, kind: string): Promise<End> {
  const { caller: seat, callerUnit, callerGroup } = ctx.input
  if (kind === 'committeeDeputy') {
    if (!callerUnit) throw wrong('callerUnit', '请选择委员会、机构')
    return { unit: callerUnit, name: (await unitNames(ctx, [callerUnit])).get(callerUnit) as string }
  }
  if (kind === 'groupOrgan' || kind === 'groupVillage') {
    if (!callerGroup) throw wrong('callerGroup', '请选择代表小组')
    return { unit: callerGroup, name: (await registered(ctx, 'group', [callerGroup], 'callerGroup')).get(callerGroup) as string }
  }
  if (!seat) throw wrong('caller', '请选择联系人')
  const r = await ctx.client.query(
    `select p.name, sc_member(s) as member from seat s join person p on p.id = s.person where s.id = $1 and s.place = $2 and s.office in ('sc_leader', 'deputy') and s.state = 'active' and (s.ends_on is null or s.ends_on >= $3)`,
    [seat, ctx.view.matter.place, ctx.today],
  )
  if (!r.rows[0]) throw wrong('caller', '联系人不在任，请重新选择')
  if (kind === 'memberDeputy' && !r.rows[0].member)
    throw wrong('caller', `${r.rows[0].name}不是常委会组成人员；确是的，请先在名册的「结构标签」里注明「${SC_MEMBER}」`)
  return { seat, name: r.rows[0].name }
}

async function called(ctx: Ctx, kind: string): Promise<End[]> {
  if (kind === 'memberDeputy' || kind === 'committeeDeputy') {
    if (ctx.input.called.length === 0) throw wrong('called', '请至少选一位代表')
    return [...(await seatNames(ctx, ctx.input.called))].map(([seat, name]) => ({ seat, name }))
  }
  if (kind === 'groupOrgan') {
    if (ctx.input.calledUnits.length === 0) throw wrong('calledUnits', '请至少选一个机关')
    return [...(await unitNames(ctx, ctx.input.calledUnits))].map(([unit, name]) => ({ unit, name }))
  }
  if (kind === 'groupVillage') {
    if (ctx.input.calledVillages.length === 0) throw wrong('calledVillages', '请至少选一个村（社区）')
    return [...(await registered(ctx, 'village', ctx.input.calledVillages, 'calledVillages'))].map(([unit, name]) => ({ unit, name }))
  }
  const texts = lines(ctx.input.calledTexts)
  if (texts.length === 0) throw wrong('calledTexts', '请至少写一个')
  return texts.map((text) => ({ text, name: text }))
}

/** More than the place's rule gives one member is asked about; the reason stays in the record. */
async function beyond(ctx: Ctx, seat: string, name: string, to: End[]): Promise<string> {
  const each = ctx.rule<number>('contact.each')
  // Whatever seat he is paired from, and in whichever list: it is one member. The lock lets two offices not fill him up at once.
  await ctx.client.query(`select pg_advisory_xact_lock(hashtextextended('contact.each/' || person, 0)) from seat where id = $1`, [seat])
  const r = await ctx.client.query(
    `select l.called_seat as seat from contact_link l join seat s on s.id = l.caller_seat
     where l.kind = 'memberDeputy' and l.place = $2 and l.until is null and s.person = (select person from seat where id = $1)`,
    [seat, ctx.view.matter.place],
  )
  const have = new Set(r.rows.map((x) => x.seat as string))
  const all = new Set([...have, ...to.map((t) => t.seat as string)])
  if (all.size <= each || all.size === have.size) return ''
  if (!ctx.input.over)
    throw wrong('over', `本地规定每位组成人员联系${each}位代表，${name}现有${have.size}位，加上所选共${all.size}位；请减少人数，或者写明超过的理由`)
  return `（超过规定的每位${each}位：${ctx.input.over}）`
}

export const acts: Record<string, ActFn> = {
  ...clockActs,
  ...liaison,
  ...registering,

  draw(ctx) {
    ctx.set({ title: ctx.input.title, kind: ctx.input.kind })
    ctx.say({ what: KINDS[ctx.input.kind as keyof typeof KINDS] })
  },

  async link(ctx) {
    const m = ctx.view.matter
    if (ctx.input.kind !== m.kind) throw wrong('kind', `本名单是「${KINDS[m.kind as keyof typeof KINDS]}」`)
    const from = await caller(ctx, m.kind)
    const to = await called(ctx, m.kind)
    if (from.seat && to.some((t) => t.seat === from.seat)) throw wrong('called', '不能联系自己')
    ctx.say({ beyond: m.kind === 'memberDeputy' && from.seat ? await beyond(ctx, from.seat, from.name, to) : '' })
    const r = await ctx.client.query(
      `insert into contact_link (id, list, kind, place, caller_seat, caller_unit, caller_text, called_seat, called_unit, called_text, since)
       select gen_random_uuid(), $1, $2, $3, $4, $5, $6, x.seat, x.unit, x.text, $8 from jsonb_to_recordset($7) as x(seat uuid, unit uuid, text text) on conflict do nothing returning id`,
      [m.id, m.kind, m.place, from.seat ?? null, from.unit ?? null, from.text ?? null, JSON.stringify(to), ctx.today],
    )
    if (r.rows.length === 0) throw wrong('called', '所选的都已经结对')
    const have = (role: string, seat: string) => ctx.parties(role).some((p) => p.seat === seat)
    if (from.seat && !have('caller', from.seat)) ctx.join('caller', { seat: from.seat, name: from.name })
    for (const t of to) if (t.seat && !have('called', t.seat)) ctx.join('called', { seat: t.seat, name: t.name })
    if (ctx.before.state === 'active') ctx.data({ added: (m.data.added ?? 0) + r.rows.length })
    ctx.data({ pairs: (m.data.pairs ?? 0) + r.rows.length })
    ctx.say({ who: from.name, count: `${r.rows.length}对` })
  },

  async unlink(ctx) {
    const m = ctx.view.matter
    const r = await ctx.client.query('update contact_link set until = $3 where list = $1 and id = any ($2) and until is null returning id', [
      m.id,
      ctx.input.links,
      ctx.today,
    ])
    if (r.rows.length === 0) throw wrong('links', '所选的结对已经解除')
    await leaveIdle(ctx)
    if (ctx.before.state === 'active') ctx.data({ removed: (m.data.removed ?? 0) + r.rows.length })
    ctx.data({ pairs: (m.data.pairs ?? 0) - r.rows.length })
    ctx.say({ count: r.rows.length })
  },

  activate(ctx) {
    const pairs = ctx.view.matter.data.pairs ?? 0
    if (pairs === 0) throw wrong('links', '名单里还没有结对，请先「结对」')
    ctx.data({ issuedOn: ctx.today })
    ctx.say({ count: pairs })
    ctx.tell(['caller', 'called'], `联系名单已印发：${ctx.view.matter.title}`)
  },

  async adjust(ctx) {
    const m = ctx.view.matter
    const year = ctx.today.slice(0, 4)
    const no = await ctx.number(`联${year}`)
    const docNo = `〔${year}〕联${String(no).padStart(2, '0')}号`
    const { added = 0, removed = 0 } = m.data
    ctx.data({ notices: [...(m.data.notices ?? []), { docNo, on: ctx.today, reason: ctx.input.reason, added, removed }], added: 0, removed: 0 })
    ctx.say({ docNo, added, removed })
    ctx.tell(['caller', 'called'], `联系名单有调整${docNo}：${m.title}`)
  },

  async check(ctx) {
    const c = await coverage(ctx)
    ctx.data({ checks: [...(ctx.view.matter.data.checks ?? []), { on: ctx.today, ...c, note: ctx.input.note }] })
    ctx.extend('check', undefined, { add: ctx.rule('contact.check'), by: ctx.actor.name, consent: '核对后顺延', why: '核对覆盖情况' })
    ctx.say(c)
  },

  async log(ctx) {
    const { link, form, heldOn, content, opinions, attachments } = ctx.input
    if (heldOn > ctx.today) throw wrong('heldOn', '日期不能在今天之后')
    const { wentTo, calledOn } = threeVisits(ctx)
    if (link) {
      const r = await ctx.client.query('select caller_seat, called_seat from contact_link where id = $1 and list = $2', [link, ctx.view.matter.id])
      const own = r.rows[0]
      if (!own) throw wrong('link', '请重新选择联系对象')
      if (ctx.actor.office === 'deputy' && own.caller_seat !== ctx.actor.seat && own.called_seat !== ctx.actor.seat) throw wrong('link', '只能记自己的联系')
    }
    await ctx.client.query(
      'insert into contact_entry (id, list, link, form, held_on, content, opinions, by_seat, by_name, at, went_to, called_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
      [ctx.key, ctx.view.matter.id, link ?? null, form, heldOn, content, opinions.length, ctx.actor.seat, ctx.actor.name, ctx.now, wentTo, calledOn],
    )
    for (const o of opinions as { title: string; content: string; category: string }[]) {
      const made = await ctx.nest({
        process: 'concern',
        action: 'take',
        matter: null,
        as: { system: ctx.view.matter.place },
        input: { ...o, where: '', visitor: '', phone: '' },
        extra: {
          channel: 'contact',
          host: ctx.actor.office === 'deputy' ? { seat: ctx.actor.seat as string, name: ctx.actor.name } : undefined,
          who: ctx.actor.name,
        } satisfies Taken,
      })
      ctx.link(made.matter, '联系中带回')
    }
    ctx.data({ entries: (ctx.view.matter.data.entries ?? 0) + 1, opinions: (ctx.view.matter.data.opinions ?? 0) + opinions.length })
    ctx.say({ what: FORMS[form as keyof typeof FORMS], count: opinions.length })
    await attach(ctx, attachments, { purpose: '联系照片' })
  },

  async end(ctx) {
    await ctx.client.query('update contact_link set until = $2 where list = $1 and until is null', [ctx.view.matter.id, ctx.today])
    await ctx.client.query(`update voter_liaison set state = 'ended', until = $2, phone = null where list = $1 and until is null`, [
      ctx.view.matter.id,
      ctx.today,
    ])
    ctx.data({ nominees: 0 })
  },
}

/** A group's visit to its village or community says where it went in and on whom it called (三进三访); other contacts have no such thing. */
function threeVisits(ctx: Ctx): { wentTo: string; calledOn: string } {
  if (ctx.view.matter.kind !== 'groupVillage') return { wentTo: '', calledOn: '' }
  const { wentTo, calledOn, link } = ctx.input
  if (!link) throw wrong('link', '请选择哪个小组联系哪个村（社区）')
  if (!wentTo) throw wrong('wentTo', '请选择进了哪里')
  if (!calledOn) throw wrong('calledOn', '请选择访了谁')
  return { wentTo, calledOn }
}

/** Whoever has no pair left sees the list no longer. */
async function leaveIdle(ctx: Ctx): Promise<void> {
  const r = await ctx.client.query('select caller_seat, called_seat from contact_link where list = $1 and until is null', [ctx.view.matter.id])
  const on = { caller: new Set(r.rows.map((x) => x.caller_seat)), called: new Set(r.rows.map((x) => x.called_seat)) }
  for (const role of ['caller', 'called'] as const) for (const p of ctx.parties(role)) if (!on[role].has(p.seat)) ctx.leave(p)
}

/** Deputies of the place, and how many of them stand in a list of the kind. */
export async function coverage(ctx: Pick<Ctx, 'client' | 'view' | 'today'>): Promise<{ all: number; covered: number }> {
  const m = ctx.view.matter
  const r = await ctx.client.query(
    `select count(*)::int as all, count(*) filter (where exists (select from contact_link l where l.place = $1 and l.kind = $2 and l.until is null and (l.called_seat = s.id or ($2 = 'deputyPeople' and l.caller_seat = s.id))))::int as covered
     from seat s where s.place = $1 and s.office = 'deputy' and s.state = 'active' and (s.ends_on is null or s.ends_on >= $3)`,
    [m.place, m.kind, ctx.today],
  )
  return r.rows[0]
}
