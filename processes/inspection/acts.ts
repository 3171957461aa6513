import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import { MISSED_BY_UNIT } from '../common/late.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { suggestion } from '../suggestion/process.ts'
import { unitNames } from '../suggestion/rows.ts'

/**
 * What an inspection team is told of one suggestion: number, title, how the unit handled it. No deputy, no phone, no free text of the
 * reply (it greets the deputies by name), no comment of a judgement.
 */
const SNAPSHOT = `json_build_object('series', m.series, 'no', m.no, 'title', m.title, 'category', m.category, 'state', m.state, 'key', m.key_item, 'role', p.role,
  'handedOn', p.data->>'handedOn', 'repliedOn', p.data->>'repliedOn', 'code', p.data->>'code', 'rounds', coalesce((p.data->>'round')::int, 1),
  'late', (select count(*)::int from clock c where c.party = p.id and ${MISSED_BY_UNIT(suggestion, 'p', '$6')}), 'urged', (select count(*)::int from urging g where g.party = p.id),
  'promises', (select count(*)::int from promise x where x.party = p.id), 'kept', (select count(*)::int from promise x where x.party = p.id and x.state = 'fulfilled'),
  'contacts', (select count(*)::int from contact_record r where r.party = p.id))`

async function standing(ctx: Ctx): Promise<{ count: number; units: number }> {
  const r = await ctx.client.query(
    `select count(distinct suggestion)::int as count, count(distinct unit)::int as units from inspection_item where inspection = $1 and excluded = ''`,
    [ctx.view.matter.id],
  )
  return r.rows[0]
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async request(ctx) {
    const { title, units, from, to, note } = ctx.input
    if (units.length === 0) throw wrong('units', '请至少选一个被巡察单位')
    if (to < from) throw wrong('to', '截止日期不能早于起始日期')
    const names = await unitNames(ctx, units).catch(() => {
      throw wrong('units', '有的单位不在本地承办单位之列')
    })
    ctx.set({ title })
    ctx.data({ units, unitNames: units.map((u: string) => names.get(u)), from, to, note })
    ctx.say({ count: units.length })
  },

  async extract(ctx) {
    const { units, from, to } = ctx.view.matter.data
    await ctx.client.query(
      `insert into inspection_item (inspection, suggestion, unit, snapshot)
       select $1, m.id, p.unit, ${SNAPSHOT} from matter m join party p on p.matter = m.id and p.left_at is null and p.role in ('main', 'co') and p.data ? 'handedOn'
       where m.process = 'suggestion' and m.place = $2 and p.unit = any ($3) and p.data->>'handedOn' between $4 and $5 on conflict do nothing`,
      [ctx.view.matter.id, ctx.view.matter.place, units, from, to, ctx.today],
    )
    const n = await standing(ctx)
    if (n.count === 0) throw wrong('items', '这些单位在所选期间没有承办建议，请修改单位或日期后重新登记')
    ctx.data({ count: n.count, unitCount: n.units, extractedOn: ctx.today })
    ctx.say(n)
  },

  async exclude(ctx) {
    const r = await ctx.client.query(`update inspection_item set excluded = $3 where inspection = $1 and suggestion = any ($2) and excluded = ''`, [
      ctx.view.matter.id,
      ctx.input.items,
      ctx.input.reason,
    ])
    if (!r.rowCount) throw wrong('items', '所选的已经剔除过')
    const n = await standing(ctx)
    ctx.data({ count: n.count, unitCount: n.units })
    ctx.say({ count: ctx.input.items.length })
  },

  async handOver(ctx) {
    const { inspector, docNo, on } = ctx.input
    const r = await ctx.client.query(
      `select p.name from seat s join person p on p.id = s.person where s.id = $1 and s.place = $2 and s.office = 'inspector' and s.state = 'active' and (s.ends_on is null or s.ends_on >= $3)`,
      [inspector, ctx.view.matter.place, ctx.today],
    )
    if (!r.rows[0]) throw wrong('inspector', '请选择巡察机构的联络员')
    const n = await standing(ctx)
    if (n.count === 0) throw wrong('docNo', '清单里没有可以移交的建议')
    ctx.join('inspector', { seat: inspector, name: r.rows[0].name })
    ctx.data({ docNo, handedOn: on, count: n.count, unitCount: n.units })
    ctx.say({ count: n.count })
  },

  async receipt(ctx) {
    ctx.data({ feedback: ctx.input.feedback, feedbackOn: ctx.input.on })
    await attach(ctx, ctx.input.scan)
  },
}
