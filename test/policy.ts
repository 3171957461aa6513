/** Who may do what is one table: every person of the city tries everything in every state, and only the table's own may. */
import { expect } from 'vitest'
import { readAll } from '../database/read.ts'
import { choices, gate } from '../kernel/gate.ts'
import { arrowsOf } from '../kernel/process.ts'
import type { Kit } from '../processes/common/kit.ts'
import { viewOf } from '../processes/common/view.ts'
import type { Story } from './story.ts'

export const CAST: readonly (readonly [name: string, office?: string])[] = [
  ['李秀兰', 'deputy'],
  ['张伟民'],
  ['刘芳'],
  ['孙立新'],
  ['王敏'],
  ['周建国'],
  ['吴海涛'],
  ['郑国华'],
  ['何静'],
  ['冯丽'],
  ['黄文斌'],
  ['马超'],
  ['胡磊'],
  ['赵志强', 'delegation_officer'],
]

/** @param at a matter standing in each state; @returns how many refusals were tried */
export async function everybodyTriesEverything(s: Story, kit: Kit, at: ReadonlyMap<string, string>): Promise<number> {
  const { def } = kit
  const events = async () => (await s.rows('select count(*)::int as n from event'))[0]?.n
  const before = await events()
  let tried = 0
  for (const [state, matter] of at)
    for (const [name, office] of CAST) {
      const v = await s.as(name, office).viewer()
      const roles = (
        await s.rows<{ role: string }>('select distinct role from party where matter = $1 and left_at is null and (seat = $2 or unit = $3)', [
          matter,
          v.seat.id,
          v.seat.unit,
        ])
      ).map((r) => r.role)
      for (const action of Object.keys(def.actions)) {
        // Read straight from the table, not through the gate.
        const named = arrowsOf(def, state, action).some((a) =>
          a.by.some((w) => {
            const [role, post] = w.split(':')
            return w === v.seat.office || (roles.includes(role as string) && (post === undefined || post === v.seat.office))
          }),
        )
        if (def.actions[action]?.creates || named) continue
        const p = await s.as(name, office).cannot(action, {}, { process: def.name, matter })
        expect(['forbidden', 'unknown', 'gate'], `${name} ${action} 在 ${state}：${p.message}`).toContain(p.error)
        expect(p.message, `${name} ${action} 在 ${state}`).toMatch(/[\u4e00-\u9fff]/)
        tried++
      }
    }
  expect(await events()).toBe(before)
  return tried
}

/** The page's buttons are exactly what the gate allows, with the gate's own words; every open state has somebody with a duty. */
export async function buttonsAreTheGate(s: Story, kit: Kit, at: ReadonlyMap<string, string>): Promise<void> {
  const { def } = kit
  for (const [state, matter] of at) {
    if (!def.states[state]?.private && !def.states[state]?.final)
      expect((await s.rows('select 1 from duty where matter = $1', [matter])).length, state).toBeGreaterThan(0)
    for (const [name, office] of CAST) {
      const v = await s.as(name, office).viewer()
      const page = await s.as(name, office).sees(matter)
      const got = page && (await readAll(s.db.pool, (c) => viewOf(def, c, v, matter, s.now)))
      if (!got) continue
      expect(page.buttons.map((b) => `${b.action}/${b.party}/${b.why}`).sort()).toEqual(
        choices(def, got.view)
          .map((c) => `${c.action}/${c.verdict.party?.id ?? null}/${c.verdict.ok ? null : c.verdict.why}`)
          .sort(),
      )
      for (const b of page.buttons) expect(gate(def, got.view, b.action, b.party).ok).toBe(b.why === null)
    }
  }
}
