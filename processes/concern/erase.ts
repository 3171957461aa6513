/**
 * 删除个人信息 (个人信息保护法 47): what an erased person leaves is a number, a category, days and what was done. Words, name, phone,
 * photos and messages go, here and in every place it was passed to; the record never held them.
 */
import type { Ctx } from '../../kernel/ctx.ts'
import { heardFrom } from './chain.ts'
import { note } from './parts.ts'

const GONE = '（已按反映人要求删除）'
/** Still somebody's work: ended, since nobody can do it without the words. One that became a suggestion goes on as the suggestion. */
const OPEN = ['submitted', 'reopened', 'handling', 'passed', 'joined', 'adopting']

/** The sealed row emptied, its messages and codes gone; what stays ties nothing to anybody. */
async function forget(ctx: Ctx, citizens: string[]): Promise<void> {
  // What stands in for a gateway keeps the number too: swept within the minute.
  await ctx.client.query(
    'insert into number_gone (phone_key, at) select phone_key, $2 from citizen where id = any ($1) and phone_key is not null on conflict do nothing',
    [citizens, ctx.now],
  )
  await ctx.client.query('update citizen set name = null, phone = null, phone_key = null, receipt_sealed = null, erased_at = $2 where id = any ($1)', [
    citizens,
    ctx.now,
  ])
  await ctx.client.query('delete from citizen_message where citizen = any ($1)', [citizens])
  await ctx.client.query('update request set citizen = null where citizen = any ($1)', [citizens])
  await ctx.client.query('delete from phone_code where citizen = any ($1)', [citizens])
}

/** Everything but the units' own papers; bytes that nothing else holds are swept within the minute. */
async function photos(ctx: Ctx): Promise<void> {
  await ctx.client.query('delete from citizen_photo where matter = $1', [ctx.view.matter.id])
  await ctx.client.query(
    `with gone as (delete from attachment where matter = $1 and party is null returning file, thumb)
     insert into file_gone (hash, at) select x, $2 from (select file as x from gone union select thumb from gone) f where x is not null on conflict do nothing`,
    [ctx.view.matter.id, ctx.now],
  )
}

export async function erase(ctx: Ctx): Promise<void> {
  const own = ctx.ownParty()
  if (own?.role === 'follower') {
    await forget(ctx, [own.citizen as string])
    ctx.leave(own)
    return
  }
  const m = ctx.view.matter
  const authors = ctx.parties('author').map((p) => p.citizen as string)
  await forget(ctx, authors)
  await photos(ctx)
  await ctx.client.query('update notice set text = replace(text, $2, $3) where matter = $1', [m.id, m.title, GONE])
  await ctx.client.query('delete from who_reason where matter = $1', [m.id])
  // Why a unit sent it back, why a deputy would not take it up: typed by hand, with the matter alone.
  await ctx.client.query(`update party set data = data || '{"reason": ""}' where matter = $1 and data ? 'reason'`, [m.id])
  for (const p of ctx.parties('unit', 'adopter', 'tracker', 'reporter')) if (p.data.reason) ctx.note(p, { reason: '' })
  await ctx.client.query(`update reception_visitor set masked = '' where matter = $1`, [m.id])

  const copies = await ctx.client.query('select c.matter, c.place from concern c where c.parent = $1 order by 1', [m.id])
  for (const x of copies.rows) await ctx.nest({ process: 'concern', action: 'erase', matter: x.matter, as: { system: x.place } })

  const d = m.data
  ctx.set({ title: GONE })
  ctx.data({
    content: '',
    where: '',
    publicTitle: '',
    note: '',
    takenBack: '',
    ...(d.answers && { answers: d.answers.map((a: object) => ({ ...a, text: GONE })) }),
    ...(d.told && { told: { ...d.told, words: '' } }),
    ...(d.rating && { rating: { ...d.rating, text: '' } }),
    ...(d.judgement && { judgement: { ...d.judgement, text: '' } }),
    ...(d.refused && { refused: { ...d.refused, text: '' } }),
    ...(d.chased && { chased: d.chased.map((x: object) => ({ ...x, text: GONE })) }),
  })
  note(ctx, { shown: false, public_title: '' })
  if (!OPEN.includes(m.state)) return
  ctx.go('withdrawn')
  for (const p of ctx.parties('unit')) ctx.leave(p)
  note(ctx, { closed_on: ctx.today, outcome: 'withdrawn' })
  await heardFrom(ctx, { code: 'explained', text: '反映人要求删除个人信息，不再办理。' }, ctx.actor.kind !== 'system')
}
