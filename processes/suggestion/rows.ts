/** Looking up who is meant: seats and units of the matter's own place, valid today. */
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'

/** Deputies' names by seat; a seat of another place, or one that has ended, is refused. */
export async function seatNames(ctx: Ctx, seats: string[]): Promise<Map<string, string>> {
  const r = await ctx.client.query({
    name: 'seat-names',
    text: `select s.id, p.name from seat s join person p on p.id = s.person where s.id = any ($1) and s.place = $2 and s.office = 'deputy' and s.state = 'active'
      and s.starts_on <= $3 and (s.ends_on is null or s.ends_on >= $3)`,
    values: [seats, ctx.view.matter.place, ctx.today],
  })
  if (r.rows.length !== new Set(seats).size)
    throw new Refusal('input', '有的代表不在本届名册里，请重新选择', { fields: { deputies: '有的代表不在本届名册里' } })
  return new Map(r.rows.map((x) => [x.id, x.name]))
}

/** Deputies of the places above and below as well: all levels meet people in one station (四级代表混合编组). */
export async function chainSeats(ctx: Ctx, seats: string[], field = 'deputies'): Promise<Map<string, { name: string; place: string }>> {
  const r = await ctx.client.query({
    name: 'chain-seats',
    text: `select s.id, p.name, s.place from seat s join person p on p.id = s.person join place sp on sp.code = s.place, place own
      where s.id = any ($1) and own.code = $2 and (own.path like sp.path || '%' or sp.path like own.path || '%' or sp.level = 'nation') and s.office = 'deputy' and s.state = 'active'
      and s.starts_on <= $3 and (s.ends_on is null or s.ends_on >= $3)`,
    values: [seats, ctx.view.matter.place, ctx.today],
  })
  if (r.rows.length !== new Set(seats).size) throw new Refusal('input', '有的代表不在名册里，请重新选择', { fields: { [field]: '有的代表不在上下级名册里' } })
  return new Map(r.rows.map((x) => [x.id, { name: x.name, place: x.place }]))
}

/** Handling units' names; a unit of another place may take part only when it lies above or below (a city bureau hosts a county matter). */
export async function unitNames(ctx: Ctx, units: string[], field = 'main'): Promise<Map<string, string>> {
  const r = await ctx.client.query({
    name: 'unit-names',
    text: `select u.id, u.name from unit u join place p on p.code = u.place, place own
      where u.id = any ($1) and u.active and u.kind in ('handling', 'committee', 'office') and own.code = $2 and (own.path like p.path || '%' or p.path like own.path || '%')`,
    values: [units, ctx.view.matter.place],
  })
  if (r.rows.length !== new Set(units).size)
    throw new Refusal('input', '有的单位不在本地承办单位之列，请重新选择', { fields: { [field]: '有的单位不在本地承办单位之列' } })
  return new Map(r.rows.map((x) => [x.id, x.name]))
}
