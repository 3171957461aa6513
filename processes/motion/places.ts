/** What a motion has to know of its place: level, sessions, committees, organs. */
import type { Ctx } from '../../kernel/ctx.ts'
import { wrong } from '../suggestion/parts.ts'

export interface Session {
  id: string
  name: string
  series: string
  opensOn: string
  closesOn: string
  cutoff: Date | null
}

const SESSION = `select id, name, term || '-' || number as series, opens_on::text as "opensOn", closes_on::text as "closesOn", cutoff from congress_session where place = $1`

/** The session that sits today, if any. */
export async function sitting(ctx: Ctx): Promise<Session | undefined> {
  const r = await ctx.client.query({
    name: 'session-sitting',
    text: `${SESSION} and $2::date between opens_on and closes_on limit 1`,
    values: [ctx.view.matter.place, ctx.today],
  })
  return r.rows[0]
}

export async function sessionById(ctx: Ctx, id: string): Promise<Session | undefined> {
  const r = await ctx.client.query({ name: 'session-by-id', text: `${SESSION} and id = $2`, values: [ctx.view.matter.place, id] })
  return r.rows[0]
}

/** The next one that has been called; undefined where no day is known yet. */
export async function nextSession(ctx: Ctx): Promise<Session | undefined> {
  const r = await ctx.client.query({
    name: 'session-next',
    text: `${SESSION} and opens_on > $2::date order by opens_on limit 1`,
    values: [ctx.view.matter.place, ctx.today],
  })
  return r.rows[0]
}

/** Opening day of the next session; where none has been called, a year from now: a congress meets at least once a year (地方组织法14). */
export async function openingDay(ctx: Ctx): Promise<string> {
  return (await nextSession(ctx))?.opensOn ?? ctx.after(ctx.today, ctx.rule('motion.await'))
}

export async function levelOf(ctx: Ctx): Promise<string> {
  return (await ctx.client.query({ name: 'level-of', text: 'select level from place where code = $1', values: [ctx.view.matter.place] })).rows[0]?.level
}

export async function delegationName(ctx: Ctx): Promise<string> {
  if (!ctx.actor.delegation) return ''
  return (await ctx.client.query({ name: 'unit-name', text: 'select name from unit where id = $1', values: [ctx.actor.delegation] })).rows[0]?.name ?? ''
}

/** A committee of the matter's own congress. */
export async function committeeName(ctx: Ctx, unit: string, field = 'committee'): Promise<string> {
  const r = await ctx.client.query({
    name: 'committee-name',
    text: `select name from unit where id = $1 and place = $2 and kind = 'committee' and active`,
    values: [unit, ctx.view.matter.place],
  })
  if (!r.rows[0]) throw wrong(field, '所选的不是本级人大的专门委员会，请重新选择')
  return r.rows[0].name
}

/** The delegation head's own mandate, else the post itself: who answers for the delegation as lead deputy. */
export async function leadOfDelegation(ctx: Ctx, officer: string): Promise<string> {
  const r = await ctx.client.query({
    name: 'own-mandate',
    text: `select d.id from seat o join seat d on d.person = o.person and d.place = o.place and d.office = 'deputy' and d.state = 'active' where o.id = $1 limit 1`,
    values: [officer],
  })
  return r.rows[0]?.id ?? officer
}
