/** Writing down who handles an item and how far it has come, and reading it again. */
import type pg from 'pg'
import type { ActFn } from '../../kernel/act.ts'
import { dayShown } from '../../kernel/day.ts'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import { attach } from './parts.ts'

export const handlers: Record<string, ActFn> = {
  async nameHandlers(ctx) {
    const i = ctx.input
    await ctx.client.query({
      name: 'handlers-name',
      text: `insert into handling_person (party, matter, leader_name, leader_post, leader_phone, officer_name, officer_post, officer_phone, plan, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (party) do update set leader_name = excluded.leader_name, leader_post = excluded.leader_post, leader_phone = excluded.leader_phone,
          officer_name = excluded.officer_name, officer_post = excluded.officer_post, officer_phone = excluded.officer_phone, plan = excluded.plan, at = excluded.at`,
      values: [ctx.party.id, ctx.view.matter.id, i.leaderName, i.leaderPost, i.leaderPhone, i.officerName, i.officerPost, i.officerPhone, i.plan, ctx.now],
    })
    // Deputies hear it once; later changes stand on the page.
    if (!ctx.party.data.handlers) ctx.tell(['lead', 'cosigner'], `${ctx.party.name}已明确${ctx.subject()}的承办人员，联系方式见这件建议`)
    ctx.note(ctx.party, { handlers: true })
  },

  async noteProgress(ctx) {
    const { on, text, attachments } = ctx.input
    await ctx.client.query({
      name: 'handling-note',
      text: 'insert into handling_note (id, matter, party, said_on, said, by_name, at) values ($1, $2, $3, $4, $5, $6, $7)',
      values: [crypto.randomUUID(), ctx.view.matter.id, ctx.party.id, on, text, ctx.actor.name, ctx.now],
    })
    await attach(ctx, attachments, { party: ctx.party.id })
    ctx.tell(['lead', 'cosigner'], `${ctx.party.name}登记了${ctx.subject()}的办理进展`)
  },
}

export interface Handlers {
  party: string
  leaderName: string
  leaderPost: string
  leaderPhone: string
  officerName: string
  officerPost: string
  officerPhone: string
  plan: string
}
const COLUMNS = `h.party, h.leader_name as "leaderName", h.leader_post as "leaderPost", h.leader_phone as "leaderPhone", h.officer_name as "officerName",
  h.officer_post as "officerPost", h.officer_phone as "officerPhone", h.plan`

/** Who of the unit is on duty at the session today, if the office has put it down (B13). */
export async function onDuty(client: pg.ClientBase, unit: string | null, today: string): Promise<string> {
  if (!unit) return ''
  const r = await client.query({
    name: 'on-duty',
    text: `select string_agg(distinct person, '、') as who from duty_rota where unit = $1 and on_day = $2`,
    values: [unit, today],
  })
  return r.rows[0]?.who ?? ''
}

/** Of this matter, by party; and whom the reader's own unit named last anywhere: nothing is typed twice. */
export async function handlersOf(client: pg.ClientBase, matter: string, unit: string | null): Promise<{ here: Handlers[]; last?: Handlers | undefined }> {
  const r = await client.query({
    name: 'handlers',
    text: `select ${COLUMNS}, h.matter = $1 as here from handling_person h where h.matter = $1
      or h.party = (select x.party from handling_person x join party p on p.id = x.party where p.unit = $2 order by x.at desc limit 1)`,
    values: [matter, unit],
  })
  const last = unit ? r.rows.find((x) => !x.here) : undefined
  return { here: r.rows.filter((x) => x.here), ...(last ? { last: { ...last, plan: '' } } : {}) }
}

const called = (name: string, post: string, phone: string) => [name, post, phone].filter(Boolean).join('，')

export async function handlersSection(client: pg.ClientBase, view: View): Promise<Section> {
  const r = await client.query({
    name: 'handlers-shown',
    text: `select u.name, ${COLUMNS} from handling_person h join party p on p.id = h.party join unit u on u.id = p.unit where h.matter = $1 and p.left_at is null order by p.role desc, p.joined_at`,
    values: [view.matter.id],
  })
  return {
    key: 'handlers',
    title: '承办人员和办理方案',
    head: ['单位', '分管领导', '承办人', '办理方案'],
    rows: r.rows.map((x) => [x.name, called(x.leaderName, x.leaderPost, x.leaderPhone), called(x.officerName, x.officerPost, x.officerPhone), x.plan]),
  }
}

export async function progressSection(client: pg.ClientBase, view: View): Promise<Section> {
  const r = await client.query({
    name: 'handling-notes',
    text: `select n.said_on::text as "on", u.name, n.said from handling_note n join party p on p.id = n.party join unit u on u.id = p.unit where n.matter = $1 order by n.said_on desc, n.at desc`,
    values: [view.matter.id],
  })
  return { key: 'progress', title: '办理进展', head: ['日期', '单位', '进展'], rows: r.rows.map((x) => [dayShown(x.on), x.name, x.said]) }
}
