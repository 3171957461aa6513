/** The eleven checks of a reply before it is sent, given what the house knows: what was asked, earlier replies of the unit, the clock. */
import type pg from 'pg'
import type { Ctx } from '../../kernel/ctx.ts'
import type { Matter, Party } from '../../kernel/process.ts'
import { type Check, checkReply, type ReplyInput } from '../../text/reply-checks.ts'
import { tellsOf } from './known.ts'
import { numberOf } from './number.ts'

export type Written = ReplyInput['reply']
/** Earlier replies of a unit that are compared with this one. */
const EARLIER = 50

export interface About {
  matter: Matter
  party: Pick<Party, 'id' | 'unit' | 'name'>
  reply: Written
  left?: number | undefined
  drafting?: boolean
}

/** @param c as whoever looks: earlier replies come through his own rights */
export async function replyChecks(c: pg.ClientBase, a: About): Promise<Check[]> {
  const m = a.matter
  const suggestion = m.process === 'suggestion'
  const [earlier, names] = await Promise.all([
    c.query(
      suggestion
        ? `select r.id, m.series, m.no, m.title, r.body from reply r join party p on p.id = r.party join matter m on m.id = r.matter
           where p.unit = $1 and r.matter <> $2 and r.delivered_at is not null order by r.delivered_at desc limit ${EARLIER}`
        : `select m.id, m.series, m.no, m.title, m.data->'answers'->-1->>'text' as body from party p join matter m on m.id = p.matter
           where p.unit = $1 and p.role = 'unit' and m.process = 'concern' and m.id <> $2 and m.data ? 'answers' order by m.updated_at desc limit ${EARLIER}`,
      [a.party.unit, m.id],
    ),
    m.confidential && suggestion
      ? c.query(
          `select distinct p.name from seat s join person p on p.id = s.person where s.place = $1 and s.office = 'deputy' and length(p.name) >= 2 and position(p.name in $2) > 0 limit 20`,
          [m.place, [a.reply.body, a.reply.solved, a.reply.planned].join('\n')],
        )
      : undefined,
  ])
  return checkReply({
    kind: suggestion ? 'suggestion' : 'concern',
    asked: {
      title: m.title,
      text: suggestion ? (m.data.situation ?? '') : tellsOf(m.process)(m).text,
      ...(suggestion ? { proposals: m.data.proposals ?? '' } : {}),
    },
    reply: a.reply,
    number: numberOf(m),
    unit: a.party.name,
    earlier: earlier.rows.filter((x) => x.body).map((x) => ({ id: x.id, label: `${numberOf(x)}《${x.title}》`, body: x.body })),
    ...(a.left === undefined ? {} : { left: a.left }),
    drafting: !!a.drafting,
    // A reply to a confidential author names no deputy at all: asked whether it names him, the check would say who he is.
    names: (names?.rows ?? []).map((x) => x.name),
  })
}

/** A reply's saved draft as the checks read it. */
export const writtenOf = (
  x: Record<string, unknown> & { draft?: { promises?: { item: string; dueOn: string }[] } | null },
  more: Partial<Written> = {},
): Written => ({
  code: String(x.code ?? ''),
  codeLabel: String(x.code_label ?? ''),
  body: String(x.body ?? ''),
  solved: String(x.solved ?? ''),
  planned: String(x.planned ?? ''),
  docNo: String(x.doc_no ?? ''),
  contactName: String(x.contact_name ?? ''),
  contactPhone: String(x.contact_phone ?? ''),
  signer: String(x.signer ?? ''),
  disclosure: x.disclosure === 'withheld' ? 'withheld' : 'public',
  promises: x.draft?.promises ?? [],
  ...more,
})

/** Kept when the reply is sent: for the unit's and the office's statistics, and for the day somebody asks what had been said. */
export function keepChecks(ctx: Ctx, party: Party, round: number, reply: Written, left?: number): void {
  const m = ctx.view.matter
  ctx.afterWrite(async () => {
    const checks = await replyChecks(ctx.client, { matter: m, party, reply, left })
    await ctx.client.query({
      name: 'reply-checked',
      text: `insert into reply_check (party, round, matter, process, place, unit, sent_on, levels) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (party, round) do update set sent_on = excluded.sent_on, levels = excluded.levels, returned_on = null`,
      values: [party.id, round, m.id, m.process, m.place, party.unit, ctx.today, JSON.stringify(Object.fromEntries(checks.map((c) => [c.key, c.level])))],
    })
  })
}
