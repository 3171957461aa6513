/** What a suggestion takes over from a motion: its lead, the co-signers who have signed, and its text. */
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Handed } from '../motion/turning.ts'

/** The motion's files are shown at both: the rows are copied, the stored bytes are the same. */
function copyFiles(ctx: Ctx, from: string, ids: string[]): string[] {
  const fresh = ids.map(() => crypto.randomUUID())
  ctx.afterWrite(async () => {
    await ctx.client.query(
      `insert into attachment (id, matter, event, file, thumb, name, purpose, by_person, by_seat, at)
       select x.fresh, $3, $4, a.file, a.thumb, a.name, a.purpose, a.by_person, a.by_seat, a.at
       from unnest($1::uuid[], $2::uuid[]) as x(old, fresh) join attachment a on a.id = x.old and a.matter = $5 and a.removed_at is null`,
      [ids, fresh, ctx.view.matter.id, ctx.key, from],
    )
  })
  return fresh
}

export function fromMotionAct(ctx: Ctx): void {
  const m = ctx.nested as Handed | undefined
  if (!m) throw new Refusal('gate', '请从议案上办理')
  ctx.lead = m.lead.seat
  ctx.join('lead', { seat: m.lead.seat, name: m.lead.name })
  for (const c of m.cosigners) if (c.seat !== m.lead.seat) ctx.join('cosigner', { seat: c.seat, name: c.name, step: 'signed', data: { signedOn: c.signedOn } })
  ctx.set({ title: m.title, kind: 'suggestion', session: m.session, delegation: m.delegation })
  ctx.data({
    situation: m.situation,
    proposals: m.proposals,
    source: 'other',
    mayPublish: m.mayPublish,
    publishReason: m.mayPublish ? '' : '由议案转来，提案人没有同意公开',
    wishFace: false,
    attachments: copyFiles(ctx, m.motion, m.attachments),
    fromMotion: m.motion,
    ...(m.draft ? {} : { series: m.series, receivedOn: m.receivedOn ?? ctx.today }),
  })
  // A draft is its authors' to finish; what the presidium sends over has been reviewed by the delegations' congress already.
  ctx.go(m.draft ? (ctx.parties('cosigner').length > 0 ? 'cosigning' : 'draft') : m.session ? 'motionGroupReview' : 'officeReview')
  ctx.say({ motion: m.subject, why: m.why })
}
