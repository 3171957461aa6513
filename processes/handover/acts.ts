/** What holding the meeting and signing the book do: the suggestions move with them, in the same transaction. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import { numberOf } from '../common/number.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { unitNames } from '../suggestion/rows.ts'

/** Those on the list must be of this place, with their units settled and nobody objecting. */
async function listed(ctx: Ctx, ids: string[]): Promise<string[]> {
  const r = await ctx.client.query(
    `select m.id, m.series, m.no, m.title, m.state, exists (select from party p where p.matter = m.id and p.left_at is null and p.step = 'objected') as objected
     from matter m where m.id = any ($1) and m.process = 'suggestion' and m.place = $2 order by m.no`,
    [ids, ctx.view.matter.place],
  )
  if (r.rows.length !== new Set(ids).size) throw wrong('items', '有的建议不在本地，请重新选择')
  const say = (rows: typeof r.rows) =>
    rows
      .slice(0, 5)
      .map((x) => numberOf(x) || x.title)
      .join('、') + (rows.length > 5 ? `等${rows.length}件` : '')
  const open = r.rows.filter((x) => x.state !== 'preAssigned')
  if (open.length > 0) throw wrong('items', `${say(open)}还没有商定承办单位（预交办），请先办理预交办或从清单中去掉`)
  const objected = r.rows.filter((x) => x.objected)
  if (objected.length > 0) throw wrong('items', `${say(objected)}的承办单位有异议，请协商后再列入`)
  return r.rows.map((x) => x.id)
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async plan(ctx) {
    const { title, kind, heldOn, place, items } = ctx.input
    if (heldOn < ctx.today) throw wrong('heldOn', '召开日期不能在今天之前')
    const ids = await listed(ctx, items)
    ctx.set({ title, kind })
    ctx.data({ heldOn, place, items: ids })
    ctx.say({ count: ids.length })
  },

  async addItems(ctx) {
    const ids = await listed(ctx, ctx.input.items)
    ctx.data({ items: ids })
    ctx.say({ count: ids.length })
  },

  async hold(ctx) {
    const ids = await listed(ctx, ctx.view.matter.data.items ?? [])
    if (ids.length === 0) throw wrong('handedBy', '交办清单是空的，请先用「增减建议」列入要交办的建议')
    for (const id of ids) {
      await ctx.nest({ process: 'suggestion', action: 'handOver', matter: id })
      ctx.link(id, '交办')
    }
    const r = await ctx.client.query(
      `select u.id, u.name, count(*)::int as n from party p join unit u on u.id = p.unit where p.matter = any ($1) and p.left_at is null and p.role in ('main', 'co') group by 1, 2, u.position order by u.position, u.name`,
      [ids],
    )
    for (const u of r.rows) ctx.join('unit', { unit: u.id, name: u.name, data: { count: u.n } })
    ctx.data({ handedBy: ctx.input.handedBy, leaders: ctx.input.leaders, note: ctx.input.note, held: ctx.today })
    await attach(ctx, ctx.input.attachments)
    ctx.say({ count: ids.length, units: r.rows.length })
  },

  /** What is given is the whole rota; a person stands once a day for one unit. */
  async setRota(ctx) {
    const rota = ctx.input.rota as { unit: string; on: string; person: string; phone: string }[]
    const names = await unitNames(ctx, [...new Set(rota.map((r) => r.unit))])
    const twice = rota.findIndex((r, i) => rota.findIndex((x) => x.unit === r.unit && x.on === r.on && x.person === r.person) !== i)
    if (twice >= 0) throw wrong(`rota.${twice}.person`, '同一天同一单位重复填写了这个人')
    await ctx.client.query('delete from duty_rota where matter = $1', [ctx.view.matter.id])
    await ctx.client.query(
      `insert into duty_rota (id, matter, place, unit, on_day, person, phone) select gen_random_uuid(), $1, $2, x.unit, x."on", x.person, x.phone from jsonb_to_recordset($3::jsonb) as x(unit uuid, "on" date, person text, phone text)`,
      [ctx.view.matter.id, ctx.view.matter.place, JSON.stringify(rota)],
    )
    ctx.say({ count: rota.length, units: names.size })
  },

  async signBook(ctx) {
    const { signer, on, scan } = ctx.input
    const p = ctx.party
    if (on > ctx.today || on < ctx.view.matter.data.held) throw wrong('on', '签署日期应在交办会之后、今天之前')
    if (ctx.actor.unit !== p.unit && scan.length === 0) throw wrong('scan', '代单位登记签署的，请上传签字的交办书扫描件')
    const r = await ctx.client.query(
      `select p.id, p.matter from party p join matter m on m.id = p.matter and m.process = 'suggestion' where p.matter = any ($1) and p.unit = $2 and p.left_at is null and p.role in ('main', 'co') and p.step = 'noticed' order by p.matter`,
      [ctx.view.matter.data.items, p.unit],
    )
    for (const x of r.rows) await ctx.nest({ process: 'suggestion', action: 'signedAtMeeting', matter: x.matter, party: x.id })
    await attach(ctx, scan, { party: p.id })
    ctx.note(p, { signer, signedOn: on })
    ctx.say({ count: p.data.count })
    if (ctx.parties('unit').every((u) => u.step === 'signed')) ctx.go('closed')
  },
}
