/** What people said, made a suggestion by the deputy who was asked to. */
import type { Ctx } from '../../kernel/ctx.ts'

/** Drafts it from the act's own form and ties the two; the deputy sends it in when it is ready. */
export async function draftSuggestion(ctx: Ctx): Promise<void> {
  const { title, situation, proposals, mayPublish } = ctx.input
  const made = await ctx.nest({
    process: 'suggestion',
    action: 'draft',
    matter: null,
    input: {
      title,
      kind: 'suggestion',
      situation,
      proposals,
      source: 'concern',
      mayPublish,
      publishReason: mayPublish ? '' : '来自群众诉求，代表没有同意公开',
    },
  })
  ctx.link(made.matter, '转为建议')
}
