/** A motion that goes on as a suggestion: its authors are answered all the same. */
import type { Ctx } from '../../kernel/ctx.ts'
import { NOT_MOTION } from './inputs.ts'
import { leadOfDelegation } from './places.ts'

/** What the suggestion takes over; see `fromMotion` there. */
export interface Handed {
  motion: string
  subject: string
  title: string
  situation: string
  proposals: string
  mayPublish: boolean
  session: string | null
  series: string | null
  delegation: string | null
  receivedOn: string | undefined
  lead: { seat: string; name: string }
  cosigners: { seat: string; name: string; signedOn?: string }[]
  attachments: string[]
  /** The deputy's own wish: a draft to go on with; else handed over to be reviewed. */
  draft: boolean
  why: string
}

/**
 * In the same transaction: the suggestion with lead, signed co-signers and text, tied to this motion.
 * @param how `own`: its lead's wish before it was submitted; `decided`: the presidium's decision
 */
export async function becomeSuggestion(ctx: Ctx, how: 'own' | 'decided', code?: string): Promise<void> {
  const m = ctx.view.matter
  const d = m.data
  const lead = ctx.parties('lead')[0]
  const mover = ctx.parties('mover')[0]
  const seat = lead?.seat ?? (mover?.seat ? await leadOfDelegation(ctx, mover.seat) : undefined)
  if (!seat) throw new Error('议案没有提案人')
  const cosigners = ctx.parties('cosigner').filter((p) => ['signed', 'again', 'backs', 'notBacks'].includes(p.step))
  const handed: Handed = {
    motion: m.id,
    subject: ctx.subject(),
    title: m.title.replace(/议案$/, '建议'),
    situation: d.grounds ?? '',
    proposals: [d.plan, d.draftLaw && `法规草案文本或者草案要点：\n${d.draftLaw}`].filter(Boolean).join('\n\n'),
    mayPublish: !!d.mayPublish,
    session: how === 'own' ? null : m.session,
    series: how === 'own' || !m.session ? null : String(d.numbering ?? '').replace(/^案/, ''),
    delegation: m.delegation,
    receivedOn: d.receivedOn,
    lead: { seat, name: lead?.name ?? mover?.name ?? '' },
    cosigners: cosigners.map((p) => ({ seat: p.seat as string, name: p.name, signedOn: p.data.signedOn })),
    attachments: d.attachments ?? [],
    draft: how === 'own',
    why: how === 'own' ? '领衔代表改作建议提出' : `主席团决定不作为议案${code ? `（${NOT_MOTION[code as keyof typeof NOT_MOTION]}）` : ''}`,
  }
  const made = await ctx.nest({ process: 'suggestion', action: 'fromMotion', matter: null, extra: handed })
  ctx.link(made.matter, '转为建议')
  ctx.data({ suggestion: made.matter })
  ctx.go('asSuggestion')
}
