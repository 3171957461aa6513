/** Publishing, withholding, taking down (B23). What is published is written down as it was released, in the same transaction. */
import type { ActFn } from '../../kernel/act.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { wrong } from './parts.ts'
import { type PublicationState, published, WITHHELD } from './publication.ts'
import { authorsOf, repliesToPublish } from './publication-read.ts'
import { openFindings, passagesOf, type ReplySource, released } from './publication-text.ts'

async function release(ctx: Ctx) {
  const m = ctx.view.matter
  const i = ctx.input
  if (m.confidential && i.showNames) throw wrong('showNames', '代表要求身份保密，姓名不能公开')
  const [all, authors] = [await repliesToPublish(ctx.client, m.id), await authorsOf(ctx.client, m.id, m.confidential)]
  const chosen = all.filter((r) => (i.replies ? i.replies.includes(r.id) : r.disclosure === 'public'))
  if (i.replies && chosen.length !== new Set(i.replies).size) throw wrong('replies', '所选答复不在本件已送达的答复之中，请刷新后再选')
  const kept = chosen.find((r) => r.disclosure !== 'public')
  if (kept) throw wrong('replies', `${kept.unit}的答复由承办单位定为不予公开，不能公开`)

  const sheet = { title: i.title || m.title, situation: i.situation || m.data.situation, proposals: i.proposals || m.data.proposals }
  const passages = passagesOf(sheet, chosen, authors.words)
  const [mask, keep] = [new Set<string>(i.mask), new Set<string>(i.keep)]
  const open = openFindings(passages).filter((f) => !mask.has(f.key) && !keep.has(f.key))
  if (open.length > 0) throw wrong('mask', `还有 ${open.length} 处可能涉及个人信息没有决定，请逐处选择「遮盖」或「保留原样」`)
  for (const k of keep) if (mask.has(k)) throw wrong('keep', '同一处不能既遮盖又保留，请二选一')

  const read = new Map(passages.map((p) => [p.key, released(p, mask, i.showNames)]))
  const text = (key: string) => read.get(key) ?? ''
  await store(ctx, {
    title: text('title'),
    situation: text('situation'),
    proposals: text('proposals'),
    replies: chosen.map((r) => publicReply(r, text)),
    showNames: i.showNames && !m.confidential,
    names: i.showNames && !m.confidential ? authors.names : [],
  })
  const covered = passages.reduce((n, p) => n + p.findings.filter((f) => (f.kind === 'author' ? !i.showNames : mask.has(f.key))).length, 0)
  ctx.say({ how: `${published({ matter: ctx.before }) === 'published' ? '（更新）' : ''}${covered > 0 ? `，遮盖 ${covered} 处` : ''}` })
  ctx.remember({ replies: chosen.map((r) => r.id), masked: covered })
  if (published({ matter: ctx.before }) !== 'published') ctx.tell(['lead'], `您的建议已在网上公开：${ctx.subject()}`)
  decide(ctx, 'published')
}

const publicReply = (r: ReplySource, text: (key: string) => string) => ({
  id: r.id,
  unit: r.unit,
  round: r.round,
  docNo: text(`${r.id}/docNo`),
  code: r.code,
  codeLabel: r.codeLabel,
  body: text(`${r.id}/body`),
  solved: text(`${r.id}/solved`),
  planned: text(`${r.id}/planned`),
  deliveredOn: r.deliveredOn,
  promises: r.promises.map((p) => ({ id: p.id, item: text(`${r.id}/promise/${p.id}/item`), measure: text(`${r.id}/promise/${p.id}/measure`), dueOn: p.dueOn })),
})

async function store(ctx: Ctx, p: { title: string; situation: string; proposals: string; replies: unknown[]; showNames: boolean; names: string[] }) {
  const m = ctx.view.matter
  await ctx.client.query({
    name: 'publication-release',
    text: `insert into publication (matter, place, year, state, title, situation, proposals, replies, show_names, names, delegation, decided_by, decided_at, published_at)
      values ($1, $2, coalesce((select extract(year from opens_on)::int from congress_session where id = $3), $4), 'published', $5, $6, $7, $8, $9, $10, (select name from unit where id = $11 and $9), $12, $13, $13)
      on conflict (matter) do update set state = 'published', reason_code = null, reason = '', title = excluded.title, situation = excluded.situation, proposals = excluded.proposals, replies = excluded.replies,
        show_names = excluded.show_names, names = excluded.names, delegation = excluded.delegation, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
        published_at = case when publication.state = 'published' then publication.published_at else excluded.published_at end, hidden_at = null, version = publication.version + 1`,
    values: [
      m.id,
      m.place,
      m.session,
      Number((m.series ?? ctx.today).slice(0, 4)) || Number(ctx.today.slice(0, 4)),
      p.title,
      p.situation,
      p.proposals,
      JSON.stringify(p.replies),
      p.showNames,
      p.names,
      m.delegation,
      ctx.actor.seat,
      ctx.now,
    ],
  })
}

const decide = (ctx: Ctx, state: PublicationState) => ctx.data({ publication: { state, on: ctx.today } })

export const publication: Record<string, ActFn> = {
  publish: release,
  republish: release,

  async withhold(ctx) {
    const m = ctx.view.matter
    await ctx.client.query({
      name: 'publication-withhold',
      text: `insert into publication (matter, place, year, state, reason_code, reason, decided_by, decided_at)
        values ($1, $2, coalesce((select extract(year from opens_on)::int from congress_session where id = $3), $4), 'withheld', $5, $6, $7, $8)
        on conflict (matter) do update set state = 'withheld', reason_code = excluded.reason_code, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at, version = publication.version + 1`,
      values: [
        m.id,
        m.place,
        m.session,
        Number((m.series ?? ctx.today).slice(0, 4)) || Number(ctx.today.slice(0, 4)),
        ctx.input.code,
        ctx.input.reason,
        ctx.actor.seat,
        ctx.now,
      ],
    })
    ctx.say({ cause: WITHHELD[ctx.input.code as keyof typeof WITHHELD] })
    decide(ctx, 'withheld')
  },

  async hide(ctx) {
    await ctx.client.query({
      name: 'publication-hide',
      text: `update publication set state = 'hidden', reason = $2, hidden_at = $3, decided_by = $4, decided_at = $3, version = version + 1 where matter = $1`,
      values: [ctx.view.matter.id, ctx.input.reason, ctx.now, ctx.actor.seat],
    })
    ctx.tell(['lead'], `您的建议已从公开页面撤下：${ctx.subject()}`)
    decide(ctx, 'hidden')
  },
}
