/** The office's register of deputy groups and of villages (C8, C9): entered once, chosen ever after. */
import { randomUUID } from 'node:crypto'
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { wrong } from '../suggestion/parts.ts'

export const lines = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map((x) => x.trim())
      .filter(Boolean),
  ),
]

/** Names by unit; of this place or below, and still kept. */
export async function registered(ctx: Ctx, kind: 'group' | 'village', units: string[], field: string): Promise<Map<string, string>> {
  const r = await ctx.client.query(
    `select u.id, u.name from unit u join place p on p.code = u.place, place own
     where u.id = any ($1) and u.kind = $2 and u.active and own.code = $3 and p.path like own.path || '%'`,
    [units, kind, ctx.view.matter.place],
  )
  if (r.rows.length !== new Set(units).size)
    throw wrong(field, kind === 'group' ? '代表小组不在登记之列，请重新选择' : '有的村（社区）不在登记之列，请重新选择')
  return new Map(r.rows.map((x) => [x.id, x.name]))
}

/** @returns how many are new, or were taken up again */
async function enter(ctx: Ctx, kind: 'group' | 'village', place: string): Promise<number> {
  const names = lines(ctx.input.names)
  if (names.some((x) => x.length > 40)) throw wrong('names', '每个名称最多 40 字，一行一个')
  const r = await ctx.client.query(
    `insert into unit (id, place, kind, name, short, system) select x.id, $2, $3, x.name, left(x.name, 12), $4 from jsonb_to_recordset($1) as x(id uuid, name text)
     on conflict (place, kind, name) do update set active = true where not unit.active returning id`,
    [JSON.stringify(names.map((name) => ({ id: randomUUID(), name }))), place, kind, kind === 'group' ? 'congress' : null],
  )
  if (r.rows.length === 0) throw wrong('names', '这些都已经登记过')
  return r.rows.length
}

export const registering: Record<string, ActFn> = {
  async addGroups(ctx) {
    ctx.say({ count: await enter(ctx, 'group', ctx.view.matter.place) })
  },

  async addVillages(ctx) {
    const town = (
      await ctx.client.query(
        `select p.code, p.name from place p, place own where p.code = $1 and p.level = 'township' and own.code = $2 and p.path like own.path || '%'`,
        [ctx.input.town, ctx.view.matter.place],
      )
    ).rows[0]
    if (!town) throw wrong('town', '请选择本地的乡镇、街道')
    ctx.say({ town: town.name, count: await enter(ctx, 'village', town.code) })
  },

  async retire(ctx) {
    const used = await ctx.client.query(
      `select distinct u.name from unit u join contact_link l on (l.caller_unit = u.id or l.called_unit = u.id) and l.until is null where u.id = any ($1)`,
      [ctx.input.registered],
    )
    if (used.rows.length > 0) throw wrong('registered', `${used.rows.map((x) => x.name).join('、')}还在名单里，请先「解除结对」`)
    const r = await ctx.client.query(
      `update unit u set active = false from place p, place own where u.id = any ($1) and u.kind in ('group', 'village') and u.active and p.code = u.place and own.code = $2
         and p.path like own.path || '%' returning u.name`,
      [ctx.input.registered, ctx.view.matter.place],
    )
    if (r.rows.length === 0) throw wrong('registered', '所选的已经注销')
    ctx.say({ names: r.rows.map((x) => x.name).join('、') })
  },
}
