import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { clockActs } from '../common/clock-acts.ts'
import { attach, wrong } from '../suggestion/parts.ts'
import { unitNames } from '../suggestion/rows.ts'

/** 万元 as whole units of 0.0001, so that comparing never meets a float. */
const units = (wan: string): bigint => {
  const [whole = '0', part = ''] = wan.split('.')
  return BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'))
}
/** '12.5000' from the database as people write it: '12.5'. */
export const wan = (x: string | number): string =>
  String(x)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')

async function check(ctx: Ctx) {
  const { city, county, finishOn, area, suggestion } = ctx.input
  const max = ctx.rule<number>('fund.perProjectMax')
  if (units(city) > BigInt(max) * 10_000n) throw wrong('city', `单个项目市级资金不超过${max}万元`)
  if (units(city) + units(county) === 0n) throw wrong('city', '申请金额不能都是 0')
  if (finishOn <= ctx.today) throw wrong('finishOn', '计划完成时间应在今天之后')
  if (ctx.rule<boolean>('fund.finishWithinYear') && finishOn.slice(0, 4) !== ctx.today.slice(0, 4))
    throw wrong('finishOn', '专项资金项目应在当年完成，请选今年内的日期')
  const place = await ctx.client.query("select 1 from place p, place mine where p.code = $1 and mine.code = $2 and p.path like mine.path || '%'", [
    area,
    ctx.view.matter.place,
  ])
  if (!place.rows[0]) throw wrong('area', '实施地应在本行政区域之内')
  if (suggestion) {
    const s = await ctx.client.query(`select 1 from matter where id = $1 and process = 'suggestion' and place = $2 and not private`, [
      suggestion,
      ctx.view.matter.place,
    ])
    if (!s.rows[0]) throw wrong('suggestion', '没有这件建议，请重新选择')
    ctx.link(suggestion, '专项资金')
  }
}

async function write(ctx: Ctx) {
  await check(ctx)
  const { title, suggestion, area, location, content, city, county, finishOn, beneficiaries, benefit, attachments } = ctx.input
  ctx.set({ title })
  ctx.data({ suggestion: suggestion ?? null, area, location, content, benefit, finishOn, asked: { city: wan(city), county: wan(county) }, beneficiaries })
  await attach(ctx, attachments)
  ctx.afterWrite(async () => {
    await ctx.client.query({
      name: 'fund-project',
      text: `insert into fund_project (matter, place, year, area, beneficiaries, asked_city, asked_county, finish_on) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (matter) do update set area = excluded.area, beneficiaries = excluded.beneficiaries, asked_city = excluded.asked_city, asked_county = excluded.asked_county, finish_on = excluded.finish_on`,
      values: [ctx.view.matter.id, ctx.view.matter.place, Number(ctx.today.slice(0, 4)), area, beneficiaries, city, county, finishOn],
    })
  })
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async apply(ctx) {
    const unit = ctx.actor.office === 'unit_officer' ? ctx.actor.unit : ctx.input.unit
    if (!unit) throw wrong('unit', '请选择实施单位')
    const names = await unitNames(ctx, [unit]).catch(() => {
      throw wrong('unit', '这个单位不在本地承办单位之列')
    })
    ctx.join('unit', { unit, name: names.get(unit) as string })
    await write(ctx)
  },

  revise: write,

  screen(ctx) {
    ctx.data({ rank: ctx.input.rank, screened: ctx.input.opinion })
  },

  async approve(ctx) {
    const m = ctx.view.matter
    const asked = m.data.asked as { city: string; county: string }
    const [city, county] = [ctx.input.city ?? asked.city, ctx.input.county ?? asked.county]
    if (units(city) > units(asked.city) || units(county) > units(asked.county))
      throw wrong('city', `批准金额不能超过申请数（市级${asked.city}、县级${asked.county}万元）`)
    if (units(city) + units(county) === 0n) throw wrong('city', '批准金额不能都是 0')
    const year = Number(ctx.today.slice(0, 4))
    // The budget's row is locked first; the trigger behind it refuses what slips through.
    const left = await ctx.client.query(
      `with b as (select source, wan from fund_budget where place = $1 and year = $2 for update)
       select coalesce((select wan from b where source = 'city'), 0) - coalesce(sum(approved_city), 0) - $3::numeric as city, coalesce((select wan from b where source = 'county'), 0) - coalesce(sum(approved_county), 0) - $4::numeric as county
       from fund_project where place = $1 and year = $2`,
      [m.place, year, city, county],
    )
    const over = (['city', 'county'] as const).find((k) => Number(left.rows[0][k]) < 0)
    if (over) throw wrong(over, `${over === 'city' ? '市级' : '县级'}预算不够，还差${wan(String(left.rows[0][over]).replace('-', ''))}万元`)
    await ctx.client.query('update fund_project set approved_city = $2, approved_county = $3, plan_no = $4, year = $5 where matter = $1', [
      m.id,
      city,
      county,
      ctx.input.planNo,
      year,
    ])
    const no = await ctx.number(`资${year}`)
    ctx.set({ series: `资${year}`, no })
    ctx.data({ approved: { city: wan(city), county: wan(county) }, planNo: ctx.input.planNo, approvedOn: ctx.today })
    ctx.say({ number: `${year}年第${no}号项目`, cityWan: wan(city), countyWan: wan(county) })
    ctx.tell(['unit'], `项目已批准：${m.title}`)
  },

  async pay(ctx) {
    const { source, wan: amount, on, voucher } = ctx.input
    if (units(amount) === 0n) throw wrong('wan', '拨付金额应大于 0')
    if (on > ctx.today) throw wrong('on', '拨付日期不能在今天之后')
    const left = await ctx.client.query(
      `select case $2 when 'city' then p.approved_city else p.approved_county end - coalesce((select sum(wan) from fund_payment f where f.matter = p.matter and f.source = $2), 0) as left,
         exists (select from fund_payment f where f.matter = p.matter and f.voucher = $3) as twice from fund_project p where p.matter = $1 for update of p`,
      [ctx.view.matter.id, source, voucher],
    )
    if (left.rows[0]?.twice) throw wrong('voucher', '这个凭证号已经登记过')
    if (units(amount) > units(wan(left.rows[0]?.left ?? '0'))) throw wrong('wan', `还可拨付${wan(left.rows[0]?.left ?? 0)}万元，不能超过批准的金额`)
    await ctx.client.query('insert into fund_payment (id, matter, on_day, source, wan, voucher, at) values ($1, $2, $3, $4, $5, $6, $7)', [
      crypto.randomUUID(),
      ctx.view.matter.id,
      on,
      source,
      amount,
      voucher,
      ctx.now,
    ])
    ctx.say({ sourceName: source === 'city' ? '市级' : '县级' })
    ctx.tell(['unit'], `已拨付${amount}万元：${ctx.subject()}`)
    if (ctx.view.matter.state === 'approved') ctx.go('building')
  },

  async progress(ctx) {
    ctx.data({ progress: [...(ctx.view.matter.data.progress ?? []), { on: ctx.today, text: ctx.input.text }] })
    await attach(ctx, ctx.input.attachments)
  },

  async finish(ctx) {
    ctx.data({ finished: ctx.input.text, finishedOn: ctx.today })
    await attach(ctx, ctx.input.attachments)
  },

  async accept(ctx) {
    const { verdict, people, opinion, on, attachments } = ctx.input
    if (on > ctx.today) throw wrong('on', '验收日期不能在今天之后')
    ctx.data({ acceptance: { verdict, people, opinion, on } })
    await attach(ctx, attachments)
    ctx.say({ verdictName: verdict === 'pass' ? '合格' : '整改后再验' })
    ctx.go(verdict === 'pass' ? 'accepted' : 'building')
  },

  async evaluate(ctx) {
    const { score, beneficiaries, opinion } = ctx.input
    await ctx.client.query('update fund_project set score = $2, beneficiaries = $3 where matter = $1', [ctx.view.matter.id, score, beneficiaries])
    ctx.data({ evaluation: { score, opinion }, beneficiaries })
  },
}
