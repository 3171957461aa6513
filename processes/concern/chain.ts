/** The chain between concerns, and from a concern to a suggestion: who waits hears what came of it, each by himself. */
import type { Ctx } from '../../kernel/ctx.ts'

export interface Heard {
  code: string
  text: string
}

async function tellThem(ctx: Ctx, rows: { id: string; place: string }[], heard: Heard, by: string): Promise<void> {
  for (const r of rows) await ctx.nest({ process: 'concern', action: 'hear', matter: r.id, as: { system: r.place }, extra: { ...heard, by } })
}

/** The place that passed this concern on hears the result (unless it is itself what ended it: `up` false); so do those that were merged into it. */
export async function heardFrom(ctx: Ctx, heard: Heard, up = true): Promise<void> {
  const m = ctx.view.matter
  const r = await ctx.client.query(
    `select w.id, w.place from concern c join matter w on w.id = c.parent and w.state = 'passed' where c.matter = $1 and $2
     union select w.id, w.place from matter w where w.process = 'concern' and w.merged_into = $1 and w.state = 'joined' order by 1`,
    [m.id, up],
  )
  const own = await ctx.client.query('select name from place where code = $1', [m.place])
  await tellThem(ctx, r.rows, heard, own.rows[0]?.name ?? '')
}

/** What was answered last, handed to everybody who waits for it. */
export const pointsAt = (ctx: Ctx): Promise<void> => {
  const last = (ctx.view.matter.data.answers ?? []).at(-1) as Heard | undefined
  return last ? heardFrom(ctx, { code: last.code, text: last.text }) : Promise.resolve()
}

/** A suggestion made from concerns has been answered, refused or given up: those who asked hear it. */
export async function suggestionHeard(ctx: Ctx, heard: Heard, by: string): Promise<void> {
  const r = await ctx.client.query({
    name: 'concerns-of-suggestion',
    text: `select m.id, m.place from matter_link l join matter m on m.id = l.from_matter and m.process = 'concern' and m.state = 'converted' where l.to_matter = $1 order by m.id`,
    values: [ctx.view.matter.id],
  })
  await tellThem(ctx, r.rows, heard, by)
}
