/** The chain between concerns, and from a concern to a suggestion: who waits hears what came of it, each by himself. */
import type pg from 'pg'
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

/** All concerns that hang together with these: whoever acts on one may have to tell any of them. */
export async function concernsAround(client: pg.ClientBase, concerns: string[]): Promise<string[]> {
  const r = await client.query<{ id: string }>({
    name: 'concerns-around',
    text: `with recursive around (id) as (
        select unnest($1::uuid[])
        union
        select x.id from around a, lateral (
          select c.parent as id from concern c where c.matter = a.id and c.parent is not null
          union all select c.matter from concern c where c.parent = a.id
          union all select m.merged_into from matter m where m.id = a.id and m.merged_into is not null
          union all select m.id from matter m where m.merged_into = a.id) x)
      select id from around`,
    values: [concerns],
  })
  return r.rows.map((x) => x.id)
}

/** What an act on a suggestion is heard in: the concerns it was made from, and the key item that rests on it. */
export async function restingOn(client: pg.ClientBase, suggestion: string): Promise<string[]> {
  const r = await client.query<{ id: string; concern: boolean }>({
    name: 'resting-on',
    text: `select m.id, true as concern from matter_link l join matter m on m.id = l.from_matter and m.process = 'concern' where l.to_matter = $1
      union all select id, false from matter where process = 'key' and state <> 'dropped' and data->>'suggestion' = $1::text`,
    values: [suggestion],
  })
  const concerns = r.rows.filter((x) => x.concern).map((x) => x.id)
  return [...r.rows.map((x) => x.id), ...(concerns.length > 0 ? await concernsAround(client, concerns) : [])]
}
