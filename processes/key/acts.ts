import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import type { Span } from '../../kernel/process.ts'
import { clockActs } from '../common/clock-acts.ts'
import { attach, wrong } from '../suggestion/parts.ts'

/** The name of whoever holds that post here today. */
async function holder(ctx: Ctx, seat: string, office: string, field: string): Promise<{ name: string; post: string }> {
  const r = await ctx.client.query({
    name: 'post-holder',
    text: `select p.name, coalesce(p.post, '') as post from seat s join person p on p.id = s.person where s.id = $1 and s.place = $2 and s.office = $3 and s.state = 'active' and (s.ends_on is null or s.ends_on >= $4)`,
    values: [seat, ctx.view.matter.place, office, ctx.today],
  })
  if (!r.rows[0]) throw wrong(field, '这个人目前不在这个岗位上，请重新选择')
  return r.rows[0]
}

/** The office of a place under this one that answers for deputies' work there. */
async function countyOffice(ctx: Ctx, code: string): Promise<{ unit: string; name: string }> {
  const r = await ctx.client.query({
    name: 'county-office',
    text: `select u.id as unit, u.name from unit u join place p on p.code = u.place join seat s on s.unit = u.id and s.office in ('daf_staff', 'daf_head') and s.state = 'active'
      where u.place = $1 and p.parent = $2 and u.kind = 'office' and u.active order by u.position limit 1`,
    values: [code, ctx.view.matter.place],
  })
  if (!r.rows[0]) throw wrong('county', '请选择下一级的县（市、区）；当地人大还没有代表工作人员的，先在那里设置')
  return r.rows[0]
}

export const acts: Record<string, ActFn> = {
  ...clockActs,

  async propose(ctx) {
    const { suggestion, criterion } = ctx.input
    const s = (await ctx.client.query('select title, series, no, place from matter where id = $1', [suggestion])).rows[0]
    if (!s || s.place !== ctx.view.matter.place) throw wrong('suggestion', '没有这件建议')
    ctx.set({ title: s.title })
    ctx.data({ suggestion, criterion, of: { series: s.series, no: s.no } })
    ctx.link(suggestion, '重点督办')
  },

  async adopt(ctx) {
    const { meetingOn, meeting, leader, govLeader, committee, county, reportBy, plan } = ctx.input
    if (meetingOn > ctx.today) throw wrong('meetingOn', '主任会议日期不能在今天之后')
    if (reportBy <= ctx.today) throw wrong('reportBy', '报告期限应在今天之后')
    const { name: leaderName } = await holder(ctx, leader, 'sc_leader', 'leader')
    const gov = await holder(ctx, govLeader, 'gov_office', 'govLeader')
    const { name: committeeName } = await holder(ctx, committee, 'committee', 'committee')
    ctx.join('leader', { seat: leader, name: leaderName })
    ctx.join('govLeader', { seat: govLeader, name: gov.name })
    ctx.join('committee', { seat: committee, name: committeeName })
    if (county) ctx.join('county', await countyOffice(ctx, county))
    ctx.keyItem = true
    ctx.data({
      meetingOn,
      meeting,
      govLeader: `${gov.post} ${gov.name}`.trim(),
      reportBy,
      plan,
      nextBy: ctx.after(ctx.today, ctx.rule<Span>('clock.keyEvent')),
    })
    ctx.say({ leaderName, govName: gov.name })
    await ctx.nest({ process: 'suggestion', action: 'markKey', matter: ctx.view.matter.data.suggestion, extra: { criterion: ctx.view.matter.data.criterion } })
  },

  endWith(ctx) {
    const { why } = ctx.nested as { why: string }
    ctx.say({ why })
    ctx.tell(['daf_staff', 'daf_head', 'leader', 'govLeader', 'committee'], `建议${why}，重点督办随之终止：${ctx.subject()}`)
  },

  async addEvent(ctx) {
    const { form, on, place, people, content, demands, attachments } = ctx.input
    if (on > ctx.today) throw wrong('on', '日期不能在今天之后')
    const events = [...(ctx.view.matter.data.events ?? []), { form, on, place, people, content, demands, by: ctx.actor.name }]
    ctx.data({ events, nextBy: ctx.after(ctx.today, ctx.rule<Span>('clock.keyEvent')) })
    await attach(ctx, attachments)
  },

  async submitReport(ctx) {
    ctx.data({ report: ctx.input.report, reportedOn: ctx.today })
    await attach(ctx, ctx.input.attachments)
  },

  finish(ctx) {
    ctx.data({ result: ctx.input.result })
  },
}
