/** 网上入口 of a station or of one of its deputies (C10): registered once, chosen ever after where a concern came through it, counted. */
import type pg from 'pg'
import type { ActFn } from '../../kernel/act.ts'
import { cut } from '../../kernel/characters.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import { findPrivate } from '../../text/privacy.ts'
import { word } from '../common/kit.ts'
import { wrong } from '../suggestion/parts.ts'
import { ENTRANCES } from './actions.ts'

/** Name and way are for everybody to read: nobody's own telephone. */
function publicWords(ctx: Ctx): void {
  for (const field of ['name', 'reach'])
    if (findPrivate(ctx.input[field]).some((x) => x.kind === 'mobile')) throw wrong(field, '这一栏向社会公布，不能写个人手机号码，请写座机、群号或者网址')
}

async function deputyOf(ctx: Ctx): Promise<string | null> {
  const { deputy } = ctx.input
  if (!deputy) return null
  const r = await ctx.client.query('select from station_deputy where station = $1 and seat = $2 and until is null', [ctx.view.matter.data.unit, deputy])
  if (r.rows.length === 0) throw wrong('deputy', '这位代表不在站里，请先「代表进站」')
  return deputy
}

async function recount(ctx: Ctx): Promise<void> {
  const r = await ctx.client.query('select count(*)::int as n from station_entrance where matter = $1 and until is null', [ctx.view.matter.id])
  ctx.data({ entrances: r.rows[0].n })
}

/** Those of the station that are open, taken out of use. @returns their names */
export async function stop(ctx: Ctx, which?: string[]): Promise<string[]> {
  const r = await ctx.client.query(
    `with gone as (update station_entrance set until = $2 where matter = $1 and until is null and ($3::uuid[] is null or unit = any ($3)) returning unit)
     update unit u set active = false from gone where u.id = gone.unit returning u.name`,
    [ctx.view.matter.id, ctx.today, which ?? null],
  )
  await recount(ctx)
  return r.rows.map((x) => x.name)
}

export const entrances: Record<string, ActFn> = {
  async addEntrance(ctx) {
    const { kind, name, reach, responsible } = ctx.input
    const m = ctx.view.matter
    publicWords(ctx)
    const deputy = await deputyOf(ctx)
    const made = await ctx.client.query(
      `insert into unit (id, place, kind, name, short, system) values ($1, $2, 'entrance', $3, $4, 'congress')
       on conflict (place, kind, name) do update set active = true where not unit.active returning id`,
      [ctx.key, m.place, name, cut(name, 12)],
    )
    if (made.rows.length === 0) throw wrong('name', '本地已经登记过同名的入口，请换个名称')
    const r = await ctx.client.query(
      `insert into station_entrance (unit, station, matter, kind, reach, responsible, deputy, since, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (unit) do update set kind = excluded.kind, reach = excluded.reach, responsible = excluded.responsible, deputy = excluded.deputy, since = excluded.since, until = null,
         by_name = excluded.by_name, at = excluded.at where station_entrance.station = excluded.station returning unit`,
      [made.rows[0].id, m.data.unit, m.id, kind, reach, responsible, deputy, ctx.today, ctx.actor.name, ctx.now],
    )
    if (r.rows.length === 0) throw wrong('name', '别的站点有过同名的入口，请换个名称')
    await recount(ctx)
    ctx.say({ what: word(ENTRANCES, kind) })
  },

  async changeEntrance(ctx) {
    const { entrance, name, reach, responsible } = ctx.input
    const m = ctx.view.matter
    publicWords(ctx)
    const deputy = await deputyOf(ctx)
    if (!name && !reach && !responsible && !deputy) throw wrong('name', '请至少改一项')
    const r = await ctx.client.query(
      `update station_entrance e set reach = coalesce(nullif($3, ''), e.reach), responsible = coalesce(nullif($4, ''), e.responsible), deputy = coalesce($5, e.deputy)
       from unit u where e.matter = $1 and e.unit = $2 and e.until is null and u.id = e.unit returning u.name`,
      [m.id, entrance, reach, responsible, deputy],
    )
    if (!r.rows[0]) throw wrong('entrance', '这个入口已经停用，请重新选择')
    if (name) {
      const twice = await ctx.client.query(`select from unit where place = $1 and kind = 'entrance' and name = $2 and id <> $3`, [m.place, name, entrance])
      if (twice.rows.length > 0) throw wrong('name', '本地已经登记过同名的入口，请换个名称')
      await ctx.client.query('update unit set name = $2, short = $3 where id = $1', [entrance, name, cut(name, 12)])
    }
    ctx.say({ old: r.rows[0].name })
  },

  async stopEntrance(ctx) {
    const names = await stop(ctx, ctx.input.entrances)
    if (names.length === 0) throw wrong('entrances', '所选的入口已经停用')
    ctx.say({ names: names.join('、') })
  },
}

export async function entrancesOpen(client: pg.ClientBase, view: View): Promise<{ value: string; label: string }[]> {
  const r = await client.query(
    'select u.id, u.name from station_entrance e join unit u on u.id = e.unit where e.matter = $1 and e.until is null order by u.name_sort, u.name',
    [view.matter.id],
  )
  return r.rows.map((x) => ({ value: x.id, label: x.name }))
}

export async function entrancesOf(client: pg.ClientBase, view: View): Promise<Section[]> {
  const r = await client.query(
    `select e.kind, u.name, e.reach, e.responsible, p.name as deputy, e.since::text, e.until::text, coalesce(n.asked, 0) as asked, coalesce(n.solved, 0) as solved
     from station_entrance e join unit u on u.id = e.unit left join seat s on s.id = e.deputy left join person p on p.id = s.person
     left join station_entered($2) n on n.entrance = e.unit where e.matter = $1 order by e.until is not null, u.name_sort, u.name`,
    [view.matter.id, view.matter.data.unit],
  )
  if (r.rows.length === 0) return []
  return [
    {
      key: 'entrances',
      title: `网上入口（${r.rows.filter((x) => !x.until).length}）`,
      head: ['种类', '名称', '地址、号码', '负责人', '代表', '收到诉求', '解决', '目前'],
      rows: r.rows.map((x) => [
        word(ENTRANCES, x.kind),
        x.name,
        x.reach,
        x.responsible,
        x.deputy ?? '',
        String(x.asked),
        String(x.solved),
        x.until ? `${x.until} 停用` : `${x.since} 起`,
      ]),
    },
  ]
}
