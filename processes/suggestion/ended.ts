/** What ends with a suggestion: a key item that rests on it, nominated or adopted. */
import type { Ctx } from '../../kernel/ctx.ts'

const WHY: Record<string, string> = { withdrawn: '已撤回', notAccepted: '不予立案', merged: '已并案' }

export async function ended(ctx: Ctx): Promise<void> {
  const why = WHY[ctx.view.matter.state]
  if (!why) return
  const r = await ctx.client.query<{ id: string; place: string }>(
    `select id, place from matter where process = 'key' and data->>'suggestion' = $1 and not final and state <> 'dropped' order by id`,
    [ctx.view.matter.id],
  )
  for (const x of r.rows) await ctx.nest({ process: 'key', action: 'endWith', matter: x.id, as: { system: x.place }, extra: { why } })
}
