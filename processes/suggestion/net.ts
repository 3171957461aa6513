/** Did this judgement come from a unit's own network or device (attack: somebody evaluates with the deputy's account)? */
import type { Ctx } from '../../kernel/ctx.ts'

/**
 * Compares the request's address and device with the logins of the handling units' people in the last thirty days.
 * A shared network proves nothing (one office building, one way out): a person asks the deputy, the system decides nothing.
 */
export async function sameNet(ctx: Ctx): Promise<string[]> {
  const from = ctx.actor.from
  if (!from?.address) return []
  const r = await ctx.client.query({
    name: 'same-net',
    text: `select bool_or(a."userAgent" = $3) as device, count(*) > 0 as network from auth_session a join seat s on s.person::text = a."userId"
      where a."ipAddress" = $2 and a."updatedAt" > $4::timestamptz - interval '30 days' and s.person <> $5 and s.office in ('unit_officer', 'unit_leader')
        and s.unit in (select p.unit from party p where p.matter = $1 and p.role in ('main', 'co') and p.unit is not null)`,
    values: [ctx.view.matter.id, from.address, from.device, ctx.now, ctx.actor.person],
  })
  const x = r.rows[0]
  return [x?.network && 'network', x?.device && 'device'].filter(Boolean) as string[]
}
