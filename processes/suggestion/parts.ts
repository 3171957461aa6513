/** Small things that several of the suggestion's actions share. */
import type { Ctx } from '../../kernel/ctx.ts'
import { Refusal } from '../../kernel/refusal.ts'

export const wrong = (field: string, message: string) => new Refusal('input', '有几处需要改一下，请看标红的地方', { fields: { [field]: message } })

/** Hangs the actor's own uploads on the matter; another's file, or one of another matter, is refused. */
export async function attach(ctx: Ctx, ids: string[] | undefined, more: { party?: string; held?: boolean; purpose?: string } = {}): Promise<void> {
  if (!ids?.length) return
  // The matter's row is written after this; the reference is checked at the end of the statement that writes it.
  ctx.afterWrite(async () => {
    const r = await ctx.client.query(
      `update attachment set matter = $2, party = $3, held = $4, event = $5, purpose = coalesce($7, purpose) where id = any ($1) and by_person = $6 and (matter is null or matter = $2) and removed_at is null`,
      [ids, ctx.view.matter.id, more.party ?? null, more.held ?? false, ctx.key, ctx.actor.person, more.purpose ?? null],
    )
    if (r.rowCount !== new Set(ids).size) throw wrong('attachments', '有附件不是您上传的或已被删除，请重新上传')
  })
}
