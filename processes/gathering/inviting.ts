/** What the standing committee invites deputies to (C3, C12): the meeting with its items, the talk before it, and four kinds of activities. */
import type { Ctx } from '../../kernel/ctx.ts'
import { wrong } from '../suggestion/parts.ts'
import { unitNames } from '../suggestion/rows.ts'
import { INVITING } from './actions.ts'

/** A committee arranges what it invites to; everything else is the office's. */
export async function organised(ctx: Ctx): Promise<void> {
  if (ctx.actor.office !== 'committee') return
  const unit = ctx.actor.unit as string
  if (!INVITING.includes(ctx.input.kind)) throw wrong('kind', '专门委员会、工作机构邀请代表列席会议、座谈和参加常委会活动；其他活动由代工委筹备')
  ctx.join('organiser', { unit, name: (await unitNames(ctx, [unit])).get(unit) as string })
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((x) => x.trim())
    .filter(Boolean)

/** The items of the meeting that deputies attend, and for a talk which meeting it comes before; the talk has its items from there. */
export async function agendaOf(ctx: Ctx): Promise<{ agenda: string[]; meeting: string | null; guests: string[] }> {
  const { kind, agenda, meeting, heldOn } = ctx.input
  if (meeting && kind !== 'talk') throw wrong('meeting', '会前座谈才选择列席的会议')
  if (kind === 'attend') {
    const items = lines(agenda)
    if (items.length === 0) throw wrong('agenda', '请写明列席哪几项议程，一行一项')
    return { agenda: items, meeting: null, guests: [] }
  }
  if (kind !== 'talk') return { agenda: [], meeting: null, guests: [] }
  const r = meeting
    ? await ctx.client.query(
        `select id, data from matter where id = $1 and process = 'gathering' and kind = 'attend' and place = $2 and state <> 'cancelled'`,
        [meeting, ctx.view.matter.place],
      )
    : { rows: [] }
  const of = r.rows[0]
  if (!of) throw wrong('meeting', '请选择是为哪一次列席的会议座谈')
  if (heldOn > of.data.heldOn) throw wrong('heldOn', `座谈在会前召开，会议定于${of.data.heldOn}`)
  ctx.link(of.id, '会前座谈')
  const guests = (
    await ctx.client.query(`select seat from party where matter = $1 and role = 'guest' and left_at is null and step <> 'declined' order by joined_at, id`, [
      of.id,
    ])
  ).rows.map((x) => x.seat as string)
  return { agenda: of.data.agenda ?? [], meeting: of.id, guests }
}

/** 站点建设调研指导 (D7): which stations were looked at and advised; each finds it among its own links. */
export async function stationsOf(ctx: Ctx): Promise<string[]> {
  const { kind, stations } = ctx.input
  if (kind !== 'guidance' && stations.length > 0) throw wrong('stations', '站点建设调研指导才选择站点')
  if (kind !== 'guidance') return []
  if (stations.length === 0) throw wrong('stations', '请选择调研指导哪些站点')
  const r = await ctx.client.query(
    `select m.id from matter m join place p on p.code = m.place, place own where m.id = any ($1) and m.process = 'station' and own.code = $2 and p.path like own.path || '%'`,
    [stations, ctx.view.matter.place],
  )
  if (r.rows.length !== new Set(stations).size) throw wrong('stations', '有的站点不在本地，请重新选择')
  for (const x of r.rows) ctx.link(x.id, '建设指导')
  return r.rows.map((x) => x.id as string)
}
