/** The words by which a suggestion is found, and whether its author lets others know of it. */
import type { Tells } from '../../kernel/text-index.ts'

export const tells: Tells = (m) => ({
  text: `${m.data.situation ?? ''}\n${m.data.proposals ?? ''}`,
  shown: !m.private && m.no !== null && !m.confidential && !!m.data.mayPublish,
})
