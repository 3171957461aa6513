/** Small things that several of a concern's acts share. */
import type { Ctx } from '../../kernel/ctx.ts'

/** Everybody who waits for an answer. */
export const waiting = ['author', 'follower', 'reporter', 'tracker'] as const
export const note = (ctx: Ctx, patch: Record<string, unknown>) => {
  const keys = Object.keys(patch)
  ctx.afterWrite(async () => {
    await ctx.client.query(`update concern set ${keys.map((k, i) => `${k} = $${i + 2}`).join(', ')} where matter = $1`, [
      ctx.view.matter.id,
      ...Object.values(patch),
    ])
  })
}

/** The answer as it will be told; a round for each time it was given. */
export function answered(ctx: Ctx, a: { code: string; text: string; by: string }): void {
  const all = [...(ctx.view.matter.data.answers ?? []), { ...a, on: ctx.today }]
  ctx.data({ answers: all, outcome: a.code })
  note(ctx, { answered_on: ctx.today, outcome: a.code })
}

/** From here on who asked, and who reported, may say what he thinks of it. */
export function ask(ctx: Ctx, text: string): void {
  for (const p of ctx.parties('author', 'reporter', 'tracker')) ctx.step(p, 'asked')
  ctx.data({ toldOn: ctx.today })
  note(ctx, { told_on: ctx.today })
  ctx.tell(waiting, text)
}
