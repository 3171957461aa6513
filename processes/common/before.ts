import type { Ctx } from '../../kernel/ctx.ts'
import type { Span } from '../../kernel/process.ts'

/** The last day from which a span still ends on or before `day`: by when a notice must go out. */
export function daysBefore(ctx: Pick<Ctx, 'after'>, day: string, span: Span): string {
  let on = day
  for (let i = 0; i < 800 && ctx.after(on, span) > day; i++) on = ctx.after(on, [-1, 'DAY'])
  return on
}
