/** The words by which a suggestion is found, and whether its author lets others know of it. */
import type { Tells } from '../../kernel/text-index.ts'
import { findPrivate, mask } from '../../text/privacy.ts'

/** Thrown away, not accepted: nobody need look at it before writing the same. */
const GONE = ['withdrawn', 'notAccepted']

export const tells: Tells = (m) => ({
  text: `${m.data.situation ?? ''}\n${m.data.proposals ?? ''}`,
  shown: !m.private && m.no !== null && !m.confidential && m.data.mayPublish && !GONE.includes(m.state) ? mask(m.title, findPrivate(m.title)) : undefined,
})
